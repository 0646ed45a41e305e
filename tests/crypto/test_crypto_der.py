"""DER: one way to write a value, and no other is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import der
from bsclient.crypto.der import Walk, tlv


@pytest.mark.parametrize(
    ("length", "octets"),
    [(0, "00"), (127, "7f"), (128, "8180"), (255, "81ff"), (256, "820100"), (65_536, "83010000")],
)
def test_lengths(length, octets):
    assert der.header(der.SEQUENCE, length) == bytes.fromhex("30" + octets)


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_what_is_written_is_read(parts):
    walk = Walk(tlv(der.SEQUENCE, *(tlv(der.OCTET_STRING, part) for part in parts)))
    inner = walk.enter(der.SEQUENCE)
    walk.finish()
    assert [inner.take(der.OCTET_STRING) for _ in parts] == parts
    assert inner.peek() == -1
    inner.finish()


def test_a_whole_value_keeps_its_header():
    walk = Walk(tlv(der.SEQUENCE, b"ab") + tlv(der.SET))
    assert walk.whole(der.SEQUENCE) == b"\x30\x02ab"
    assert walk.peek() == der.SET
    with pytest.raises(ValueError, match="after the last"):
        walk.finish()


@pytest.mark.parametrize(
    "octets",
    [
        "",
        "30",
        "3100",  # another tag
        "3001",  # cut off
        "300200",
        "3080",  # indefinite
        "30800000",
        "3081",  # length cut off
        "308200",
        "308100",  # longer than needed
        "30817f" + "00" * 127,
        "30820080" + "00" * 128,
        "308200ff" + "00" * 255,
        "30850000000001" + "00",  # more octets of length than allowed
        "30ff" + "00" * 127,
    ],
)
def test_other_forms_are_refused(octets):
    with pytest.raises(ValueError):
        Walk(bytes.fromhex(octets)).take(der.SEQUENCE)


def test_a_value_may_not_reach_beyond_its_parent():
    inner = Walk(tlv(der.SEQUENCE, bytes.fromhex("0405")) + b"abcde").enter(der.SEQUENCE)
    with pytest.raises(ValueError, match="cut off"):
        inner.take(der.OCTET_STRING)
    inner = Walk(tlv(der.SEQUENCE, bytes.fromhex("0482")) + bytes.fromhex("0100") + bytes(256)).enter(
        der.SEQUENCE
    )
    with pytest.raises(ValueError, match="not allowed"):
        inner.take(der.OCTET_STRING)


def test_tags_of_many_octets_are_refused():
    with pytest.raises(ValueError, match="another tag"):
        Walk(bytes.fromhex("3f8100")).take(0x3F)
