"""Encodings are found by what a file says, and what is not text is refused with the reason."""

from __future__ import annotations

import codecs

import pytest
from make_1c import data, lines

from bsclient.errors import BadInput
from bsclient.formats.encoding import claimed_codec, find_encoding
from bsclient.formats.onec import load

CODECS = ("utf-8", "cp1251", "cp866", "utf-16-le", "utf-16-be", "koi8-r")
CLAIMS = ("Windows", "DOS", "UTF-8", "windows-1251", "KOI8-R", "", "nonsense")


def encoded(codec: str, claim: str = "Windows") -> bytes:
    text = "\r\n".join(lines(2)).replace("Кодировка=Windows", f"Кодировка={claim}")
    return text.replace("№", "N").encode(codec)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("claim", CLAIMS)
def test_every_encoding_is_found_whatever_the_header_claims(codec: str, claim: str) -> None:
    file = load(encoded(codec, claim))
    assert file.encoding == codec
    assert [d.payer.name for d in file.documents] == ["ООО Наше", "ООО Наше"]
    assert [d.payee.name for d in file.documents] == [
        "АО Ёлка и партнёры 1",
        "АО Ёлка и партнёры 2",
    ]
    told = [p for p in file.problems if p.code == "file_encoding_differs"]
    assert bool(told) == (bool(claim) and claimed_codec(claim) != codec)
    assert all(p.severity == "info" and p.line == 3 for p in told)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_mark_is_taken_off(mark: bytes, codec: str) -> None:
    file = load(mark + encoded(codec))
    assert file.encoding == codec
    assert len(file.documents) == 2
    assert "file_first_line_missing" not in {p.code for p in file.problems}


def test_a_wrong_byte_order_mark_is_overruled_by_the_words() -> None:
    assert find_encoding(codecs.BOM_UTF8 + encoded("cp1251")).codec == "cp1251"


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (b"", "file_empty", None),
        (b"\r\n \x1a", "file_empty", None),
        (b"%PDF-1.7\n", "file_binary", "PDF"),
        (b"PK\x03\x04rest", "file_binary", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "file_binary", "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_binary", "XLS"),
        (bytes(range(256)) * 8, "file_binary_unknown", None),
        ("просто текст".encode(), "file_not_exchange", None),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(content: bytes, code: str, kind: str | None) -> None:
    with pytest.raises(BadInput) as caught:
        find_encoding(content)
    assert caught.value.code == code
    assert caught.value.facts.get("kind") == kind
    file = load(content)
    assert (file.documents, file.accounts, [p.code for p in file.problems]) == ((), (), [code])


def test_text_that_lost_its_letters_is_refused_as_such() -> None:
    lost = data().decode("cp1251").encode("ascii", errors="replace")
    assert [p.code for p in load(lost).problems] == ["file_damaged_text"]
    replaced = data().decode("utf-8", errors="replace").encode()
    assert [p.code for p in load(replaced).problems] == ["file_damaged_text"]


def test_text_that_was_decoded_wrongly_and_saved_is_refused_as_such() -> None:
    twice = data(encoding="utf-8").decode("cp1251", errors="replace").encode()
    assert [p.code for p in load(twice).problems] == ["file_double_encoded"]


def test_the_smallest_legal_file_is_read() -> None:
    file = load("1CClientBankExchange\r\nКонецФайла".encode("cp1251"))
    assert file.readable
    assert file.encoding == "cp1251"


def test_a_single_character_of_another_encoding_spoils_one_document_only() -> None:
    raw = data(3, statement=False, encoding="utf-8")
    spoilt = raw.replace("Оплата по счёту № 2 ".encode(), b"\xce\xef\xeb\xe0\xf2\xe0 2 ")
    file = load(spoilt)
    assert len(file.documents) == 3
    bad = {p.index for p in file.problems if p.code == "file_text_damaged"}
    assert bad == {2}
    assert all(p.severity == "block" for p in file.problems if p.index == 2)
