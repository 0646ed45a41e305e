"""A server with the bank's certificate that answers what it should not: refused by one of our codes, nothing believed."""

import datetime as dt
import json
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.errors import BadInput, Refused, Unreachable
from bsclient.services.signing.pending_parcels import PendingParcels
from bsclient.sync.https import HIGHEST, HttpsTransport

NOW = dt.datetime.now(dt.UTC)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        status, headers, body = self.server.answers[self.path.partition("?")[0]]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 -- the names that http.server calls

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    authority = CertificateAuthority.create("Test", NOW - dt.timedelta(days=1), 30)
    pem, key = authority.issue_server(["127.0.0.1"], NOW - dt.timedelta(hours=1), 20)
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(pem + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.socket = context.wrap_socket(running.socket, server_side=True)
    running.daemon_threads = True
    running.ca = authority.certificate.pem.decode()
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def line(server):
    server.answers = {}
    transport = HttpsTransport(f"https://127.0.0.1:{server.server_port}", server.ca, timeout=5)
    yield transport
    transport.close()


class Key:
    serial = "ab"

    def sign_login(self, content, at):
        return b"signed"


def body(tree):
    return 200, {}, json.dumps(tree).encode()


@pytest.mark.parametrize("url", ["http://127.0.0.1", "HTTP://bank.example", "bank.example", "ftp://x", ""])
def test_only_https_is_spoken(server, url):
    with pytest.raises(BadInput, match="profile_url_not_https"):
        HttpsTransport(url, server.ca)


@pytest.mark.parametrize("token", ["", "ю" * 64, "a\r\nX-Evil: 1", "a" * 65, "A" * 64])
def test_a_token_of_another_form_is_not_taken(server, line, token):
    challenge = {"nonce": "n", "server": "s", "expires": "2026-11-22T00:00:00Z"}
    session = {"token": token, "idle_seconds": 1, "client_id": "c", "user_id": "u"}
    server.answers = {"/v1/challenges": body(challenge), "/v1/sessions": body(session)}
    with pytest.raises(Unreachable, match="bank_answer_bad"):
        line.login(Key(), "d", NOW)
    assert not line.logged_in
    line.logout()


@pytest.mark.parametrize("tag", ["\u00fc", "a" * 200, "a b"])
def test_a_version_that_could_not_be_sent_back_is_not_taken(server, line, tag):
    server.answers = {"/v1/directories/bic": (200, {"ETag": f'"{tag}"'}, b"x")}
    with pytest.raises(Unreachable, match="bank_answer_bad"):
        line.directory("bic", "")


def test_a_version_goes_to_and_fro(server, line):
    server.answers = {"/v1/directories/bic": (200, {"ETag": '"v-1.2_3"'}, b"x")}
    assert line.directory("bic", "") == ("v-1.2_3", b"x")
    server.answers = {"/v1/directories/bic": (304, {}, b"")}
    assert line.directory("bic", "v-1.2_3") is None


@pytest.mark.parametrize("time", ["2026-11-22T00:00:00", "yesterday", 5])
def test_an_hour_without_a_zone_is_no_hour(server, line, time):
    limits = dict.fromkeys(("body", "batch", "batch_documents", "attachment", "events", "wait_seconds"), 1)
    told = {"bank": "B", "bic": "1", "protocol_min": 1, "protocol_max": 1, "time": time, "limits": limits}
    server.answers = {"/v1/hello": body({**told, "ca_fingerprint": ""})}
    with pytest.raises(Unreachable, match="bank_answer_bad"):
        line.hello()


@pytest.mark.parametrize("numbers", [[HIGHEST + 1], [2, 1], [1, 1], [10**30]])
def test_numbers_of_events_rise_and_end_somewhere(server, line, numbers):
    events = [{"seq": seq, "kind": "news", "time": "2026-11-22T00:00:00Z", "data": {}} for seq in numbers]
    server.answers = {"/v1/events": (200, {}, b"\n".join(json.dumps(event).encode() for event in events))}
    with pytest.raises(Unreachable, match="bank_answer_bad"):
        line.events(0, 10, 0)


def test_a_redirect_is_no_answer(server, line):
    server.answers = {"/v1/hello": (302, {"Location": "/v1/other"}, b""), "/v1/other": body({})}
    with pytest.raises(Unreachable, match="bank_answer_bad"):
        line.hello()


@pytest.mark.parametrize(
    ("code", "reason", "told", "final"),
    [
        ("bad_request", "attachment_missing", "bank_file_missing", False),
        ("too_large", "upload_quota", "upload_quota", False),
        ("bad_request", "offer", "bank_bad_request", True),
    ],
)
def test_what_passes_when_files_are_sent_again_ends_no_offer(server, line, code, reason, told, final):
    problem = json.dumps({"status": 400, "code": code, "facts": {"reason": reason}}).encode()
    server.answers = {"/v1/blobs/" + "0" * 64: (400, {}, problem)}
    with pytest.raises(Refused) as error:
        line.put_blob("0" * 64, b"x")
    assert (error.value.code, PendingParcels._final(error.value)) == (told, final)
