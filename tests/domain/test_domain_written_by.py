"""Who wrote a document stands in its signed header: optional, in one form only, and the bytes of old documents are the same."""

import datetime as dt

import pytest

from bsclient.domain import canonical
from bsclient.errors import BadInput

UNTIL = dt.datetime(2026, 11, 30, 21, tzinfo=dt.UTC)


def document(**changes):
    values = {
        "purpose": "bsclient.document/1", "type": "letter", "version": "1", "id": "x", "bank": "044525225",
        "client": "c", "valid_until": UNTIL, "fields": {"number": "1"},
    }  # fmt: skip
    return canonical.Signed(**(values | changes))


def test_bytes_without_a_writer_are_as_they_were():
    body = document().encode()
    assert b'"by"' not in body
    assert canonical.decode_signed(body) == document()
    assert canonical.decode_signed(body).by == ""


def test_the_writer_is_part_of_what_is_signed():
    body = document(by="ann").encode()
    assert canonical.decode_signed(body).by == "ann"
    assert body != document(by="bob").encode() != document().encode()
    assert canonical.decode_signed(body).encode() == body


@pytest.mark.parametrize("wrong", [b'{"by":"",', b'{"by":["ann"],', b'{"author":"ann",'])
def test_no_other_form_is_read(wrong):
    body = document().encode()
    with pytest.raises(BadInput, match="not_canonical"):
        canonical.decode_signed(wrong + body[1:])
