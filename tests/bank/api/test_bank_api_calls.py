"""Every call of the wire once as it should go, and its plain refusals, over real TLS."""

import gzip
import json
from datetime import UTC, datetime

import msgspec
import pytest
from bank_client import code_in, lines_in, receipt_in

from bsclient import clock
from bsclient.crypto import certificates
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.verify import Trust, verify
from bsclient.domain.identity import new_id
from bsclient.protocol.acts import Receipt
from bsclient.protocol.messages import EntryData, Envelope, Hello, SignedReceipt, StatusData


def test_hello(bank, ann):
    answer = ann.http.get("/v1/hello")
    assert answer.status_code == 200
    hello = msgspec.json.decode(answer.content, type=Hello)
    assert (hello.bank, hello.bic) == (bank.connection["bank"], bank.connection["bic"])
    assert (hello.protocol_min, hello.protocol_max) == (1, 1)
    assert abs((hello.time - datetime.now(UTC)).total_seconds()) < 60
    assert hello.ca_fingerprint == ann.root.fingerprint_sha256.hex() == bank.connection["ca_fingerprint"]
    assert (hello.limits.batch_documents, hello.limits.batch) == (1000, 8 * 1024 * 1024)


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/events", "/v1/nothing"])
def test_every_answer_has_the_security_headers(passer_by, path):
    headers = passer_by.http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "no-store" in headers["cache-control"]
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["strict-transport-security"].startswith("max-age=")
    assert "server" not in headers


def test_one_connection_serves_many_calls(ann):
    ports = set()
    for _ in range(5):
        with ann.http.stream("GET", "/v1/hello") as answer:
            answer.read()
            ports.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
    assert len(ports) == 1


def test_no_path_no_method_no_redirect(ann):
    assert code_in(ann.call("GET", "/v1/nothing")) == "not_found"
    assert ann.call("GET", "/v1/hello/").status_code == 404
    answer = ann.call("POST", "/v1/hello", {})
    assert answer.status_code == 405
    assert code_in(answer) == "bad_request"


GUARDED = [
    ("DELETE", "/v1/sessions/current"),
    ("PUT", "/v1/documents/0199f000-0000-7000-8000-000000000000"),
    ("POST", "/v1/documents/batch"),
    ("PUT", "/v1/blobs/" + "0" * 64),
    ("GET", "/v1/blobs/" + "0" * 64),
    ("GET", "/v1/events"),
    ("GET", "/v1/events/stream"),
    ("GET", "/v1/directories/banks"),
    ("GET", "/v1/statements"),
    ("PUT", "/v1/journal"),
]


@pytest.mark.parametrize("token", [None, "x", "0" * 64, "Ж" * 64, "a" * 5000])
@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_nothing_without_a_token(passer_by, method, path, token):
    headers = {} if token is None else {"Authorization": f"Bearer {token}".encode()}
    content = b"{}" if method != "GET" else None
    answer = passer_by.http.request(method, path, headers=headers, content=content)
    assert answer.status_code == 401
    assert code_in(answer) == "unauthenticated"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_log_out_ends_the_session(ann):
    assert ann.events() is not None
    answer = ann.call("DELETE", "/v1/sessions/current")
    assert (answer.status_code, answer.content) == (204, b"")
    assert code_in(ann.call("GET", "/v1/events")) == "unauthenticated"


def test_a_document_gets_a_signed_receipt(ann):
    letter = ann.letter()
    answer = ann.put(letter)
    assert answer.status_code == 201
    signed = receipt_in(answer)
    receipt = Receipt.decode(signed.receipt)
    assert (receipt.id, receipt.sha256) == (letter.id, sha256_hex(letter.body))
    trust = Trust(ann.root, roles=frozenset({certificates.Role.BANK}))
    verify(signed.receipt, signed.signature, trust, clock.now())


def test_the_same_bytes_give_the_same_receipt(ann):
    letter = ann.letter()
    first = receipt_in(ann.put(letter))
    for _ in range(3):
        answer = ann.put(letter)
        assert answer.status_code == 200
        assert receipt_in(answer) == first
    assert [event.kind for event in ann.all_events() if letter.id in str(event.data)].count("receipt") <= 1


def test_other_bytes_under_a_known_id_conflict(ann):
    letter = ann.letter("first")
    kept = receipt_in(ann.put(letter))
    other = ann.letter("second", identity=letter.id)
    answer = ann.put(other)
    assert answer.status_code == 409
    assert code_in(answer) == "conflict"
    assert receipt_in(ann.put(letter)) == kept


def test_a_batch_answers_in_order(ann):
    letters = [ann.letter(str(number)) for number in range(20)]
    answer = ann.batch(letters)
    assert answer.headers["content-type"] == "application/x-ndjson"
    lines = lines_in(answer)
    assert [line.id for line in lines] == [letter.id for letter in letters]
    receipts = [Receipt.decode(line.receipt.receipt) for line in lines]
    assert [receipt.id for receipt in receipts] == [letter.id for letter in letters]
    again = lines_in(ann.batch(letters[::-1], packed=True))
    assert [line.receipt for line in again] == [line.receipt for line in lines][::-1]


def test_a_bad_line_spoils_nothing_else(ann):
    letters = [ann.letter(str(number)) for number in range(4)]
    known = ann.letter("known")
    ann.put(known)
    unsigned = msgspec.structs.replace(ann.letter("unsigned"), signatures=[])
    lines = [
        letters[0],
        b"{broken",
        letters[1],
        b'{"id": "\xff"}',
        msgspec.json.encode({"id": letters[3].id, "body": "", "signatures": [""], "more": 1}),
        ann.letter("other bytes", identity=known.id),
        b"",
        letters[2],
        unsigned,
    ]
    answers = lines_in(ann.batch(lines))
    assert len(answers) == len(lines)
    assert [answer.receipt is not None for answer in answers] == [
        True, False, True, False, False, False, False, True, False,
    ]  # fmt: skip
    codes = [answer.problem.code for answer in answers if answer.problem]
    assert codes == ["bad_request"] * 3 + ["conflict"] + ["bad_request"] * 2
    assert answers[4].id == letters[3].id
    assert answers[8].id == unsigned.id


def test_events_tell_what_became_of_a_letter(ann):
    letter = ann.letter()
    ann.put(letter)
    events = ann.all_events()
    assert [event.seq for event in events] == sorted({event.seq for event in events})
    assert len({event.seq for event in events}) == len(events)
    states = [
        msgspec.convert(event.data, StatusData).state
        for event in events
        if event.kind == "status" and event.data["document_id"] == letter.id
    ]
    assert states
    middle = events[len(events) // 2].seq
    rest = [event for event in events if event.seq > middle]
    assert ann.events(middle)[: len(rest)] == rest  # the answer may have come meanwhile
    assert ann.events(events[0].seq, limit=1) == events[1:2]


def test_answers_are_packed_for_those_who_take_it(ann):
    lines = [ann.letter(str(number)) for number in range(10)]
    packed = ann.batch(lines)
    assert packed.headers["content-encoding"] == "gzip"
    for refusal in ("identity", "gzip;q=0", "br"):
        with ann.http.stream(
            "GET",
            "/v1/events",
            headers={"Authorization": f"Bearer {ann.token}", "Accept-Encoding": refusal},
        ) as plain:
            assert "content-encoding" not in plain.headers
            assert json.loads(b"".join(plain.iter_raw()).splitlines()[0])["seq"] > 0


def test_directories_by_version(ann):
    answer = ann.call("GET", "/v1/directories/banks")
    assert answer.status_code == 200, answer.text
    tag = answer.headers["etag"]
    assert msgspec.json.decode(answer.content)
    same = ann.call("GET", "/v1/directories/banks", headers={"If-None-Match": tag})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    several = ann.call("GET", "/v1/directories/banks", headers={"If-None-Match": f'"old", W/{tag}'})
    assert several.status_code == 304
    older = ann.call("GET", "/v1/directories/banks", headers={"If-None-Match": '"older"'})
    assert (older.status_code, older.content) == (200, answer.content)
    for name in ("nothing", "..", "banks%2f..", "b" * 50):
        assert ann.call("GET", f"/v1/directories/{name}").status_code == 404


def test_statements_by_keyset(ann):
    account = next(event.data["account"] for event in ann.all_events() if event.kind == "balance")
    path = f"/v1/statements?account={account}&from=2020-01-01&to=2030-01-01"
    whole = [msgspec.json.decode(line, type=EntryData) for line in ann.call("GET", path).content.splitlines()]
    assert all(entry.account == account for entry in whole)
    paged, after = [], ""
    while True:
        answer = ann.call("GET", f"{path}&limit=2&after={after}")
        page = [msgspec.json.decode(line, type=EntryData) for line in answer.content.splitlines()]
        if not page:
            break
        paged += page
        after = page[-1].entry_id
    assert paged == whole


@pytest.mark.parametrize(
    "query",
    [
        "account=1&from=2026-01-01",
        "from=2026-01-01&to=2026-01-02",
        "account=1'--&from=2026-01-01&to=2026-01-02",
        "account=1&from=2026-13-01&to=2026-01-02",
        "account=1&from=١٢٣٤-01-01&to=2026-01-02",
        "account=1&from=2026-01-01&to=2026-01-02&after=%00",
        "account=1&from=2026-01-01&to=2026-01-02&limit=-1",
    ],
)
def test_bad_questions_for_statements(ann, query):
    assert code_in(ann.call("GET", f"/v1/statements?{query}")) == "bad_request"


@pytest.mark.parametrize(
    "query",
    ["after=-1", "after=x", "after=1e3", "limit=1001", "wait=26", "after=99999999999999999999", "after=٣"],
)
def test_bad_cursors(ann, query):
    assert code_in(ann.call("GET", f"/v1/events?{query}")) == "bad_request"


def test_journal_heads_are_exchanged(ann):
    head = sha256_hex(b"first")
    answer = ann.call("PUT", "/v1/journal", {"sequence": 7, "head": head})
    assert answer.status_code == 200, answer.text
    signed = msgspec.json.decode(answer.content, type=SignedReceipt)
    trust = Trust(ann.root, roles=frozenset({certificates.Role.BANK}))
    verify(signed.receipt, signed.signature, trust, clock.now())
    assert head in signed.receipt.decode()
    answer = ann.present(ann.login(ann.challenge()))
    assert answer.json()["journal_head"] == head
    for body in ({"sequence": -1, "head": head}, {"sequence": 1, "head": "x"}, {"sequence": 1}, {}):
        assert code_in(ann.call("PUT", "/v1/journal", body)) == "bad_request"
    back = ann.call("PUT", "/v1/journal", {"sequence": 3, "head": head})
    assert back.status_code == 409


def test_the_id_in_the_path_counts(ann):
    letter = ann.letter()
    answer = ann.call("PUT", f"/v1/documents/{new_id(clock.now())}", letter)
    assert code_in(answer) == "bad_request"
    assert answer.json()["facts"] == {"field": "id"}


def test_packed_bodies_are_read(ann):
    letter = ann.letter()
    body = gzip.compress(msgspec.json.encode(letter))
    answer = ann.call("PUT", f"/v1/documents/{letter.id}", body, headers={"Content-Encoding": "gzip"})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"signatures": []},
        {"signatures": [b"x"] * 17},
        {"id": "0"},
        {"attachments": ["../../etc/passwd"]},
        {"attachments": ["0" * 64] * 33},
        {"body": b""},
    ],
)
def test_misshapen_envelopes(ann, change):
    letter = msgspec.structs.replace(ann.letter(), **change)
    assert isinstance(letter, Envelope)
    answer = ann.call("PUT", f"/v1/documents/{letter.id}", letter)
    assert answer.status_code in {400, 413}
    assert code_in(answer) in {"bad_request", "too_large"}


def test_extracts_of_one_document_are_asked_for_once(ann):
    """Five hundred times the same would make a small question a huge answer."""
    letter = ann.letter()
    receipt_in(ann.put(letter))
    wish = {"id": letter.id, "statuses": [1]}
    for documents, status in (([wish], 200), ([wish, wish], 400)):
        answer = ann.call("POST", "/v1/extracts", json.dumps({"documents": documents}).encode())
        assert answer.status_code == status
    assert answer.json()["facts"]["field"] == "documents"
