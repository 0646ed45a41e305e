"""Attachments: whole, in pieces that go on after a cut, by range, never under a wrong hash."""

import os

import pytest
from bank_client import code_in, receipt_in

from bsclient.bank import settings
from bsclient.crypto.hashes import sha256_hex


@pytest.fixture
def data():
    return os.urandom(300_000)


def put(client, data, name=None, **headers):
    headers = {key.replace("_", "-"): value for key, value in headers.items()}
    return client.call("PUT", f"/v1/blobs/{name or sha256_hex(data)}", data, headers=headers)


def test_whole(ann, data):
    assert put(ann, data).status_code == 201
    assert put(ann, data).status_code == 200
    answer = ann.call("GET", f"/v1/blobs/{sha256_hex(data)}")
    assert (answer.status_code, answer.content) == (200, data)
    assert answer.headers["content-type"] == "application/octet-stream"


def test_ranges(ann, data):
    put(ann, data)
    path = f"/v1/blobs/{sha256_hex(data)}"
    for asked, start, end in (
        ("0-0", 0, 1),
        ("100-199", 100, 200),
        ("299990-", 299_990, 300_000),
        ("5-999999", 5, 300_000),
    ):
        answer = ann.call("GET", path, headers={"Range": f"bytes={asked}"})
        assert answer.status_code == 206
        assert answer.content == data[start:end]
        assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/300000"
    assert ann.call("GET", path, headers={"Range": "bytes=300000-"}).status_code == 416


def test_pieces_go_on_where_they_stopped(ann, data):
    name, total = sha256_hex(data), len(data)
    first = put(ann, data[:100_000], name, Content_Range=f"bytes 0-99999/{total}")
    assert (first.status_code, first.headers["range"]) == (202, "bytes=0-99999")
    gap = put(ann, data[200_000:], name, Content_Range=f"bytes 200000-299999/{total}")
    assert gap.status_code == 409
    assert gap.json()["facts"]["offset"] == "100000"
    asked = put(ann, b"", name, Content_Range=f"bytes */{total}")
    assert (asked.status_code, asked.headers["range"]) == (202, "bytes=0-99999")
    assert ann.call("GET", f"/v1/blobs/{name}").status_code == 404
    last = put(ann, data[100_000:], name, Content_Range=f"bytes 100000-299999/{total}")
    assert last.status_code == 201
    assert ann.call("GET", f"/v1/blobs/{name}").content == data
    assert put(ann, b"", name, Content_Range=f"bytes */{total}").status_code == 200


def test_nothing_is_here_yet(ann, data):
    asked = put(ann, b"", sha256_hex(data), Content_Range="bytes */300000")
    assert asked.status_code == 202
    assert "range" not in asked.headers


def test_a_wrong_hash_is_refused_and_forgotten(ann, data):
    name = sha256_hex(b"something else")
    answer = put(ann, data, name)
    assert (answer.status_code, code_in(answer)) == (422, "hash_mismatch")
    put(ann, data[:10], name, Content_Range="bytes 0-9/20")
    answer = put(ann, data[10:20], name, Content_Range="bytes 10-19/20")
    assert code_in(answer) == "hash_mismatch"
    assert "range" not in put(ann, b"", name, Content_Range="bytes */20").headers
    assert ann.call("GET", f"/v1/blobs/{name}").status_code == 404


@pytest.mark.parametrize("name", ["0" * 63, "0" * 65, "A" * 64, "..%2f" + "0" * 59, "é" * 64])
def test_bad_names(ann, name):
    for method in ("GET", "PUT"):
        answer = ann.call(method, f"/v1/blobs/{name}", b"x" if method == "PUT" else None)
        assert answer.status_code in {400, 404}


@pytest.mark.parametrize(
    "span",
    ["bytes 0-9/5", "bytes 5-4/10", "bytes 0-3/10", "bytes 0-10/10", "0-9/10", "bytes a-b/c", "bytes ٠-٩/٩"],
)
def test_bad_spans(ann, span):
    answer = ann.http.put(
        "/v1/blobs/" + "1" * 64,
        content=b"0123456789",
        headers={"Authorization": f"Bearer {ann.token}", "Content-Range": span.encode()},
    )
    assert answer.status_code in {400, 413}
    assert code_in(answer) in {"bad_request", "too_large"}


def test_too_large(ann):
    answer = put(ann, b"x", "2" * 64, Content_Range="bytes 0-0/99999999")
    assert code_in(answer) == "too_large"
    answer = put(ann, bytes(10 * 1024 * 1024 + 1), "2" * 64)
    assert answer.status_code == 413


def test_a_letter_with_an_attachment(ann, data):
    name = sha256_hex(data)
    row = {"name": "act.pdf", "sha256": name, "size": str(len(data))}
    letter = ann.letter(attachments=[row])
    early = ann.put(letter)
    assert code_in(early) == "bad_request"
    assert put(ann, data).status_code == 201
    receipt_in(ann.put(letter))


def test_many_unfinished_uploads_are_bounded(enrolled, bank):
    client = enrolled(bank)
    codes = [
        put(client, b"x", sha256_hex(str(number).encode()), Content_Range="bytes 0-0/2").status_code
        for number in range(40)
    ]
    assert codes[:32] == [202] * 32
    assert set(codes[32:]) == {429}
    client.close()


@pytest.fixture
def narrow(core):
    """The bank takes no more than a million bytes of an organisation that no document names."""
    with core.store.write() as connection:
        settings.put(connection, "uploads", '{"bytes": 1000000, "days": 7}')
    yield
    with core.store.write() as connection:
        settings.put(connection, "uploads", "")


def limited(answer):
    return answer.status_code, code_in(answer), answer.json()["facts"]["reason"]


@pytest.mark.usefixtures("narrow")
def test_what_no_document_names_is_bounded(ann, bob, data):
    """Whole files and pieces count alike; there is room again when a letter names what is here."""
    more = [os.urandom(300_000) for _ in range(3)]
    for each in (data, *more[:2]):
        assert put(ann, each).status_code == 201
    assert limited(put(ann, more[2])) == (413, "too_large", "upload_quota")
    piece = put(ann, more[2][:1000], sha256_hex(more[2]), Content_Range="bytes 0-999/300000")
    assert limited(piece) == (413, "too_large", "upload_quota")
    assert "range" not in put(ann, b"", sha256_hex(more[2]), Content_Range="bytes */300000").headers
    assert put(ann, data).status_code == 200  # what is here costs nothing
    assert put(bob, more[2]).status_code == 201
    row = {"name": "act.pdf", "sha256": sha256_hex(data), "size": str(len(data))}
    receipt_in(ann.put(ann.letter(attachments=[row])))
    assert put(ann, more[2]).status_code == 201


@pytest.mark.usefixtures("narrow")
def test_unfinished_uploads_count_too(ann):
    for number in range(2):
        begun = put(ann, bytes(400_000), str(number) * 64, Content_Range="bytes 0-399999/500000")
        assert begun.status_code == 202
    assert limited(put(ann, b"x", "2" * 64, Content_Range="bytes 0-0/300000"))[2] == "upload_quota"
    assert put(ann, b"x", "2" * 64, Content_Range="bytes 0-0/200000").status_code == 202
