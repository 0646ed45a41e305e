"""An evil client: too much, too slow, not his, not JSON. The bank refuses, says little, and goes on serving others."""

import gzip
import socket
import ssl
import threading
import warnings
import zlib
from pathlib import Path

import httpx2
import msgspec
import pytest
from bank_client import code_in, lines_in, receipt_in

from bsclient import clock
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.identity import new_id

MEGABYTE = 1024 * 1024


def test_another_clients_document(ann, carol):
    """His id and bytes, her session: she gets neither his receipt nor his place."""
    letter = ann.letter("mine")
    receipt = receipt_in(ann.put(letter))
    answer = carol.put(letter)
    assert answer.status_code in {403, 409}
    assert code_in(answer) in {"forbidden", "conflict"}
    assert receipt_in(ann.put(letter)) == receipt


def test_a_document_that_names_another_client(ann, carol):
    letter = carol.letter("his name under mine", client=ann.client_id)
    assert code_in(carol.put(letter)) in {"bad_request", "forbidden"}
    assert letter.id not in str(ann.all_events())


def test_other_clients_blobs_accounts_and_events(ann, carol):
    data = b"secret of ann"
    name = sha256_hex(data)
    assert ann.call("PUT", f"/v1/blobs/{name}", data).status_code == 201
    assert carol.call("GET", f"/v1/blobs/{name}").status_code == 404
    account = next(event.data["account"] for event in ann.all_events() if event.kind == "balance")
    answer = carol.call("GET", f"/v1/statements?account={account}&from=2020-01-01&to=2030-01-01")
    assert answer.status_code in {200, 403, 404}
    assert answer.status_code != 200 or answer.content == b""
    assert account not in str(carol.all_events())


def test_no_text_of_an_exception_leaves(ann):
    for answer in (
        ann.call("PUT", f"/v1/documents/{new_id(clock.now())}", b"{"),
        ann.call("PUT", "/v1/journal", b"\x00"),
        ann.call("GET", "/v1/blobs/zzz"),
    ):
        assert set(answer.json()) <= {"type", "title", "status", "code", "facts"}
        assert "rror" not in answer.text.replace("server_error", "")
        assert "Traceback" not in answer.text


def rss(bank):
    """Resident memory of the server in bytes."""
    return int(Path(f"/proc/{bank.process.pid}/statm").read_text().split()[1]) * 4096


def test_a_gzip_bomb_costs_no_memory(bank, ann):
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(pack.compress(b"\0" * MEGABYTE) for _ in range(300)) + pack.flush()
    assert len(bomb) < MEGABYTE
    before = rss(bank)
    for path in ("/v1/documents/batch", "/v1/journal"):
        method = "POST" if path.endswith("batch") else "PUT"
        answer = ann.call(method, path, bomb, headers={"Content-Encoding": "gzip"})
        assert answer.status_code == 413
        assert code_in(answer) == "too_large"
    assert rss(bank) - before < 100 * MEGABYTE


GOOD = gzip.compress(b"{}", mtime=0)


@pytest.mark.parametrize(
    "body",
    [b"not gzip at all", GOOD[:-4], GOOD + b"tail", GOOD + GOOD, b"", zlib.compress(b"{}")],
    ids=["text", "cut", "tail", "two", "empty", "zlib"],
)
def test_broken_gzip(ann, body):
    answer = ann.call("PUT", "/v1/journal", body, headers={"Content-Encoding": "gzip"})
    assert code_in(answer) == "bad_request"
    assert answer.json()["facts"] == {"reason": "gzip"}


def test_unknown_codings(ann):
    for coding in ("br", "gzip, gzip", "deflate", "zstd"):
        answer = ann.call("PUT", "/v1/journal", b"{}", headers={"Content-Encoding": coding})
        assert answer.status_code == 415
        assert code_in(answer) == "bad_request"


def endless(piece, count, sent):
    for _ in range(count):
        sent[0] += len(piece)
        yield piece


def test_a_giant_body_is_cut_off_early(ann, bank):
    """Chunked, so that no length is declared: a gigabyte of it is not read."""
    sent = [0]
    before = rss(bank)
    try:
        answer = ann.http.post(
            "/v1/documents/batch",
            content=endless(b"x" * 65536, 16384, sent),
            headers={"Authorization": f"Bearer {ann.token}"},
        )
    except httpx2.TransportError:
        pass  # the connection was closed in the middle: as good an answer
    else:
        assert answer.status_code == 413
    assert sent[0] < 512 * MEGABYTE
    assert rss(bank) - before < 100 * MEGABYTE


def test_a_large_body_gets_its_refusal(ann):
    answer = ann.call("PUT", f"/v1/documents/{new_id(clock.now())}", b"x" * (5 * MEGABYTE + 500_000))
    assert answer.status_code == 413
    assert code_in(answer) == "too_large"
    assert ann.http.get("/v1/hello").status_code == 200


def test_a_body_without_session_is_not_read_for_long(bank, ann):
    answer = ann.http.put(f"/v1/documents/{new_id(clock.now())}", content=b"x" * 500_000)
    assert answer.status_code == 401
    assert ann.http.get("/v1/hello").status_code == 200


def test_too_many_lines(ann):
    answer = ann.batch([b"{}"] * 1001)
    assert answer.status_code == 413
    assert answer.json()["facts"] == {"limit": "1000"}
    assert len(lines_in(ann.batch([b"{}"] * 1000))) == 1000


def test_unknown_fields_and_twin_keys_in_documents(ann):
    letter = ann.letter()
    tree = msgspec.json.decode(msgspec.json.encode(letter))
    extended = msgspec.json.encode(tree | {"priority": "first"})
    assert code_in(ann.call("PUT", f"/v1/documents/{letter.id}", extended)) == "bad_request"
    plain = msgspec.json.encode(letter).decode()
    twin = plain[:-1] + ',"body":"AAAA"}'
    assert code_in(ann.call("PUT", f"/v1/documents/{letter.id}", twin.encode())) == "bad_request"
    assert ann.put(letter).status_code == 201


def test_deep_nesting(ann):
    for body in (b"[" * 100_000, b'{"id":' * 50_000, b'{"facts":' + b"[" * 60_000):
        answer = ann.call("PUT", f"/v1/documents/{new_id(clock.now())}", body)
        assert code_in(answer) == "bad_request"


def raw(bank, ann):
    """A bare TLS connection."""
    plain = socket.create_connection(("127.0.0.1", bank.port), timeout=60)
    return ann.context.wrap_socket(plain, server_hostname="localhost")


def test_a_slow_body_is_given_up(bank, ann):
    """One byte now and then: the server answers 408 in its own time, and serves others meanwhile."""
    line = raw(bank, ann)
    head = f"PUT /v1/journal HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {ann.token}\r\nContent-Length: 90\r\n\r\n"
    line.sendall(head.encode())
    stop = threading.Event()

    def drip():
        while not stop.wait(1):
            try:
                line.sendall(b"x")
            except OSError:
                return

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        assert ann.http.get("/v1/hello").status_code == 200
        answer = line.recv(65536)
        assert answer.startswith(b"HTTP/1.1 408 ")
        assert b'"bad_request"' in answer or b'"bad_request"' in line.recv(65536)
    finally:
        stop.set()
        dripping.join()
        line.close()


def test_a_head_that_never_ends_is_closed(bank, ann):
    slow, long = raw(bank, ann), raw(bank, ann)
    slow.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    long.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 20_000)
    try:
        long.sendall(b"a" * 20_000)
        answer = long.recv(65536)
    except OSError:
        answer = b""  # reset: closed as well
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")
    assert ann.http.get("/v1/hello").status_code == 200
    assert slow.recv(65536) == b""  # closed without an answer after the time for a head
    slow.close()
    long.close()


def test_silent_connections_do_not_stop_the_others(bank, ann):
    silent = [socket.create_connection(("127.0.0.1", bank.port)) for _ in range(200)]
    try:
        assert ann.put(ann.letter()).status_code == 201
    finally:
        for line in silent:
            line.close()


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x00\x00",
        b"GET / HTTP/1.1\r\n\r\n",
        b"\x00" * 100,
    ],
)
def test_no_tls_no_service(bank, ann, data):
    with socket.create_connection(("127.0.0.1", bank.port), timeout=30) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        assert b"HTTP/1.1 200" not in line.recv(1000)
    assert ann.http.get("/v1/hello").status_code == 200


def test_old_tls_is_refused(bank):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=bank.connection["ca_pem"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", bank.port)) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="localhost")


def test_broken_http(bank, ann):
    for data in (
        b"GARBAGE\r\n\r\n",
        b"GET /v1/hello HTTP/9.9\r\n\r\n",
        b"PUT /v1/journal HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
    ):
        line = raw(bank, ann)
        line.sendall(data)
        answer = line.recv(65536)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
        line.close()
    assert ann.http.get("/v1/hello").status_code == 200
