"""The transport over HTTPS: the bank's own CA and nothing else, no redirects, no proxies of the environment."""

from __future__ import annotations

import gzip
import re
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

import httpx2
import msgspec

from bsclient.errors import BadInput, BsError, Conflict, Refused, Unreachable
from bsclient.protocol import acts, letters
from bsclient.protocol import keys as k
from bsclient.protocol import messages as m
from bsclient.protocol.extracts import ExtractBatch, ExtractRequest
from bsclient.protocol.pending import PendingAnswer, PendingEnd, PendingOffer, PendingSignature
from bsclient.sync.entries import EntryQuery, read_entries
from bsclient.sync.ports import LoginKey

T = TypeVar("T")
HIGHEST = 2**53
"""No number of an event is greater."""
LIMIT = 64 * 1024 * 1024
_CODE = re.compile(r"[a-z][a-z0-9_]{0,63}")
_VERSION = re.compile(r"[!#-~]{1,100}")
_REASON = re.compile(r"[a-z][a-z0-9_]{0,63}")
_GZIP_FROM = 4096
_OCTETS = "application/octet-stream"
_RANGE = re.compile(r"bytes=0-([0-9]{1,12})")
_HTTP_BUSY = 429
_ENCODER = msgspec.json.Encoder()
_LINES = msgspec.json.Decoder(m.BatchLine)
_EVENT = msgspec.json.Decoder(m.Event)


def tls_context(ca_pem: str) -> ssl.SSLContext:
    """Return a context that believes the bank's CA alone; TLS 1.2 or newer, host names checked."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=ca_pem)
    except ssl.SSLError as error:
        raise BadInput("profile_ca_bad") from error
    return context


class HttpsTransport:
    """Calls of protocol version 1 over one keep-alive connection. Not shared between threads.

    `timeout` is in seconds for connecting and for silence on the line. BadInput for an address without TLS.
    """

    def __init__(self, url: str, ca_pem: str, timeout: float = 20.0) -> None:
        if not url.startswith("https://"):
            raise BadInput("profile_url_not_https", value=url)
        self._client = httpx2.Client(
            base_url=url, verify=tls_context(ca_pem), trust_env=False, follow_redirects=False,
            timeout=httpx2.Timeout(timeout, read=timeout + 25), headers={"Accept-Encoding": "gzip"},
        )  # fmt: skip
        self._seen = ""
        self._token = ""

    def hello(self) -> m.Hello:
        """Ask who answers; remembers the TLS certificate that was seen."""
        hello = _decode(self._call("GET", "/v1/hello"), m.Hello)
        if not hello.protocol_min <= 1 <= hello.protocol_max:
            raise Refused("version_unsupported", min=str(hello.protocol_min), max=str(hello.protocol_max))
        return hello

    def identify(self, code: str) -> k.Activated:
        """Ask whose an activation code is; the code is not used up."""
        return _decode(self._call("POST", "/v1/activations", k.Activation(activation_code=code)), k.Activated)

    def enrol(self, request: m.EnrolmentRequest) -> m.Enrolment:
        """Send an activation code with a certificate request."""
        return _decode(self._call("POST", "/v1/enrolments", request), m.Enrolment)

    def enrolment(self, identity: str) -> m.Enrolment:
        """Ask how far an enrolment is."""
        return _decode(self._call("GET", f"/v1/enrolments/{identity}"), m.Enrolment)

    def renew(self, request: k.Renewal) -> m.Enrolment:
        """Ask for the next certificate with the present key; the same bytes again get the same answer."""
        return _decode(self._call("POST", "/v1/renewals", request), m.Enrolment)

    def revoke(self, request: k.RevocationRequest) -> k.Revoked:
        """End a certificate by a signed act or by the word for the phone."""
        return _decode(self._call("POST", "/v1/revocations", request), k.Revoked)

    def crl(self, sha256: str) -> bytes | None:
        """Return the list of ended certificates (DER), None when it is the one with this hash."""
        headers = {"If-None-Match": f'"{sha256}"'} if sha256 else {}
        response = self._request("GET", "/v1/crl", b"", headers)
        return None if response.status_code == httpx2.codes.NOT_MODIFIED else _content(response)

    def login(self, key: LoginKey, device: str, at: datetime) -> m.Session:
        """Answer a challenge with a signature that names the TLS certificate seen; keeps the token in memory."""
        request = m.ChallengeRequest(serial=key.serial, device=device)
        challenge = _decode(self._call("POST", "/v1/challenges", request), m.Challenge)
        login = acts.Login(challenge.nonce, challenge.server, self._seen, at).encode()
        body = m.SessionRequest(login=login, signature=key.sign_login(login, at))
        session = _decode(self._call("POST", "/v1/sessions", body), m.Session)
        self._token = session.token
        return session

    @property
    def logged_in(self) -> bool:
        """Whether a session token is held."""
        return bool(self._token)

    def logout(self) -> None:
        """End the session; the token is forgotten even if the bank cannot be told."""
        if self._token:
            try:
                self._call("DELETE", "/v1/sessions/current")
            except BsError:
                pass  # the bank ends an idle session by itself
            finally:
                self._token = ""

    def send(self, envelopes: Sequence[m.Envelope]) -> list[m.BatchLine]:
        """Send a batch; the answer has one line for each envelope, in order."""
        body = b"\n".join(map(_ENCODER.encode, envelopes)) + b"\n"
        answer = self._call("POST", "/v1/documents/batch", body)
        try:
            lines = [_LINES.decode(line) for line in answer.splitlines() if line]
        except (msgspec.MsgspecError, ValueError) as error:
            raise Unreachable("bank_answer_bad") from error
        if [line.id for line in lines] != [envelope.id for envelope in envelopes]:
            raise Unreachable("bank_answer_bad")
        return lines

    def pending_offer(self, offer: PendingOffer) -> PendingAnswer:
        """Give a partly signed document to colleagues."""
        return _decode(self._call("PUT", f"/v1/pending/{offer.envelope.id}", offer), PendingAnswer)

    def pending_sign(self, identity: str, signature: PendingSignature) -> PendingAnswer:
        """Give one signature more for a document that waits."""
        return _decode(self._call("POST", f"/v1/pending/{identity}/signatures", signature), PendingAnswer)

    def pending_end(self, identity: str, end: PendingEnd) -> PendingAnswer:
        """Take a document back from colleagues, or refuse one of theirs."""
        return _decode(self._call("DELETE", f"/v1/pending/{identity}", end), PendingAnswer)

    def events(self, after: int, limit: int, wait: int) -> list[m.Event]:
        """Return events after a cursor, in order; waits up to `wait` seconds when there is none."""
        answer = self._call("GET", f"/v1/events?after={after}&limit={limit}&wait={wait}")
        try:
            events = [_EVENT.decode(line) for line in answer.splitlines() if line]
        except (msgspec.MsgspecError, ValueError) as error:
            raise Unreachable("bank_answer_bad") from error
        numbers = [event.seq for event in events]
        if max(numbers, default=0) > HIGHEST or any(
            later <= earlier for earlier, later in zip([after, *numbers], numbers, strict=False)
        ):
            raise Unreachable("bank_answer_bad")
        return events

    def put_blob(self, sha256: str, data: bytes) -> None:
        """Upload an attachment."""
        self._call("PUT", f"/v1/blobs/{sha256}", data)

    def get_blob(self, sha256: str) -> bytes:
        """Download an attachment; its hash is checked."""
        data = self._call("GET", f"/v1/blobs/{sha256}")
        if _hash(data) != sha256:
            raise Unreachable("bank_answer_bad")
        return data

    def blob_held(self, sha256: str, total: int) -> int:
        """Return how many bytes of a file the bank has: all, or those of an upload that was cut."""
        headers = {"Content-Range": f"bytes */{total}", "Content-Type": _OCTETS}
        return _held(self._request("PUT", f"/v1/blobs/{sha256}", b"", headers), total)

    def put_piece(self, sha256: str, start: int, data: bytes, total: int) -> None:
        """Upload a piece that follows what the bank has; Conflict when it does not."""
        span = f"bytes {start}-{start + len(data) - 1}/{total}"
        headers = {"Content-Range": span, "Content-Type": _OCTETS}
        held = _held(self._request("PUT", f"/v1/blobs/{sha256}", data, headers), total)
        if held != start + len(data) and held != total:
            raise Unreachable("bank_answer_bad")

    def get_piece(self, sha256: str, start: int, length: int) -> bytes:
        """Download a piece; the hash is the business of who has the whole."""
        headers = {"Range": f"bytes={start}-{start + length - 1}", "Accept-Encoding": "identity"}
        response = self._request("GET", f"/v1/blobs/{sha256}", b"", headers)
        piece = _content(response)
        if response.status_code != httpx2.codes.PARTIAL_CONTENT or len(piece) > length:
            raise Unreachable("bank_answer_bad")
        return piece

    def is_whole(self, sha256: str, data: bytes) -> bool:
        """Whether these bytes are the file."""
        return _hash(data) == sha256

    def letter_read(self, identity: str) -> None:
        """Tell that a letter of the bank was read."""
        self._call("PUT", f"/v1/letters/{identity}/read", letters.LetterRead())

    def letter_mark(self, thread: str, mark: letters.LetterMark) -> letters.LetterMarkKept:
        """Rate the answer in a conversation. Conflict with a reason when the bank does not take a mark."""
        answer = self._call("PUT", f"/v1/letters/threads/{thread}/mark", mark)
        return _decode(answer, letters.LetterMarkKept)

    def directory(self, name: str, version: str) -> tuple[str, bytes] | None:
        """Return (version, bytes) of a directory, or None when ours is current."""
        headers = {"If-None-Match": f'"{version}"'} if version else {}
        response = self._request("GET", f"/v1/directories/{name}", b"", headers)
        if response.status_code == httpx2.codes.NOT_MODIFIED:
            return None
        version = str(response.headers.get("etag", "")).strip('"')
        if not _VERSION.fullmatch(version):
            raise Unreachable("bank_answer_bad")
        return version, _content(response)

    def statements(self, query: EntryQuery) -> list[m.EntryData]:
        """Return ledger entries of an account, oldest first."""
        return read_entries(self._call("GET", query.path), query)

    def journal(self, head: m.JournalHead) -> m.SignedReceipt:
        """Give the head of the audit journal to the bank; returns the bank's signed word for it."""
        return _decode(self._call("PUT", "/v1/journal", head), m.SignedReceipt)

    def extracts(self, request: ExtractRequest) -> ExtractBatch:
        """Return signed extracts of the statuses of documents."""
        return _decode(self._call("POST", "/v1/extracts", request), ExtractBatch)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _call(self, method: str, path: str, body: msgspec.Struct | bytes = b"") -> bytes:
        headers = {}
        if isinstance(body, bytes):
            content = body
            if body:
                headers["Content-Type"] = "application/x-ndjson" if path.endswith("batch") else _OCTETS
        else:
            content = _ENCODER.encode(body)
            headers["Content-Type"] = "application/json"
        return _content(self._request(method, path, content, headers))

    def _request(self, method: str, path: str, content: bytes, headers: dict[str, str]) -> httpx2.Response:
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        if len(content) >= _GZIP_FROM and headers.get("Content-Type") != _OCTETS:
            content, headers["Content-Encoding"] = gzip.compress(content, 1), "gzip"
        try:
            with self._client.stream(method, path, content=content, headers=headers) as response:
                self._see(response)
                _read_bounded(response)
        except httpx2.TimeoutException as error:
            raise Unreachable("bank_silent") from error
        except (httpx2.TransportError, httpx2.StreamError, httpx2.DecodingError, ssl.SSLError) as error:
            raise Unreachable("bank_unreachable", reason=type(error).__name__) from error
        if response.is_success or response.status_code == httpx2.codes.NOT_MODIFIED:
            return response
        raise self._refusal(response)

    def _see(self, response: httpx2.Response) -> None:
        stream: Any = response.extensions.get("network_stream")
        tls = stream.get_extra_info("ssl_object") if stream is not None else None
        if tls is not None:
            self._seen = _hash(tls.getpeercert(True))

    def _refusal(self, response: httpx2.Response) -> BsError:
        try:
            problem = msgspec.json.decode(_content(response), type=m.Problem)
            code = m.Code(problem.code)
        except (msgspec.MsgspecError, ValueError):
            return Unreachable("bank_answer_bad", status=str(response.status_code))
        if code is m.Code.UNAUTHENTICATED:
            self._token = ""
        facts = {"status": str(response.status_code)} | _reason(problem)
        if _REASON.fullmatch(problem.facts.get("reason", "")):
            facts["reason"] = problem.facts["reason"]
        if response.status_code == _HTTP_BUSY:
            facts["seconds"] = str(response.headers.get("retry-after", ""))[:8]
        if passing := m.PASSING.get(facts.get("reason", "")):
            return Refused(passing, **facts)
        kinds: dict[m.Code, Callable[..., BsError]] = {
            m.Code.CONFLICT: Conflict,
            m.Code.SERVER_ERROR: Unreachable,
        }
        return kinds.get(code, Refused)(f"bank_{code}", **facts)


def _held(response: httpx2.Response, total: int) -> int:
    """Return how many bytes of an upload the bank has, as its answer says."""
    if response.status_code != httpx2.codes.ACCEPTED:
        return total
    found = _RANGE.fullmatch(str(response.headers.get("range", "")))
    held = int(found[1]) + 1 if found else 0
    if held >= total:
        raise Unreachable("bank_answer_bad")
    return held


def _reason(problem: m.Problem) -> dict[str, str]:
    """Return the code that the bank gives as the reason, if it is one; its texts are never shown."""
    reason = problem.facts.get("reason", "")
    return {"reason": reason} if _CODE.fullmatch(reason) else {}


def _read_bounded(response: httpx2.Response) -> None:
    """Read an answer, but never more than `LIMIT` bytes: an endless body must not fill the memory."""
    size = 0
    pieces = []
    for piece in response.iter_bytes():
        size += len(piece)
        if size > LIMIT:
            raise Unreachable("bank_answer_too_large", limit=str(LIMIT))
        pieces.append(piece)
    response.extensions["bsclient.content"] = b"".join(pieces)


def _content(response: httpx2.Response) -> bytes:
    content: bytes = response.extensions["bsclient.content"]
    return content


def _decode(data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, ValueError) as error:
        raise Unreachable("bank_answer_bad") from error


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()
