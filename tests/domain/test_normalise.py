"""The bank character set: what is replaced, refused, shown, and what looks alike."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import normalise

REPLACED = {
    "а – б — в − г ‑ д": "а - б - в - г - д",
    "«ёлка» „лес“ “wood”": '"ёлка" "лес" "wood"',
    "д’Артаньян ‘x’": "д'Артаньян 'x'",
    "и т.д…": "и т.д...",
    "5 ₽": "5 руб.",
    "а\u00a0б\u2009в\tг\r\nд\u2028е\u3000ж": "а б в г д е ж",
    "  края  ": "края",
    "и\u0306": "й",
    "№ 5": "№ 5",
    "": "",
    " \n ": "",
}


@pytest.mark.parametrize("text", REPLACED)
def test_replaced(text: str) -> None:
    assert normalise.bank_text(text) == REPLACED[text]
    assert normalise.refused_characters(normalise.bank_text(text)) == []


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x1f",
        "\x7f",
        "\u200b",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "€",
        "😀",
        "é",
        "ѓ",
        "Ђ",
        "中",
        "\u0301",
    ],
)
def test_refused(character: str) -> None:
    text = f"а{character}б{character}"
    assert normalise.refused_characters(normalise.bank_text(text)) == [character]


def test_the_whole_set_is_kept() -> None:
    allowed = "".join(map(chr, range(0x21, 0x7F))) + "АЯаяЁё№"
    assert normalise.bank_text(allowed) == allowed
    assert normalise.refused_characters(allowed) == []


@given(st.text() | st.text("«»–—’…₽\u00a0 \r\n\tаи\u0306Ёё€\u200b-\"'"))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise.bank_text(text)
    assert normalise.bank_text(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip(" ")
    assert "  " not in once


@given(st.text())
def test_what_is_not_refused_survives_windows_1251(text: str) -> None:
    plain = normalise.bank_text(text)
    refused = normalise.refused_characters(plain)
    assert len(set(refused)) == len(refused)
    kept = "".join(character for character in plain if character not in refused)
    assert kept.encode("cp1251").decode("cp1251") == kept


def test_changes_are_listed_once() -> None:
    before = "«А» – «Б»"
    assert normalise.changes(before, normalise.bank_text(before)) == ['« -> "', '» -> "', "– -> -"]
    assert normalise.changes("то же", "то же") == []


def test_invisible_changes_are_named() -> None:
    (change,) = normalise.changes("а\u00a0б", "а б")
    assert change == "U+00A0 NO-BREAK SPACE -> U+0020 SPACE"
    assert normalise.changes("а\u200bб", "аб") == ["U+200B ZERO WIDTH SPACE -> ∅"]


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_never_raise_and_are_empty_only_for_equal_texts(before: str, after: str) -> None:
    assert (normalise.changes(before, after) == []) is (before == after)


def test_changes_of_a_huge_text_are_bounded() -> None:
    assert len(normalise.changes("«" * 100_000, '"' * 100_000)) == 1


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("ООО «Вектор»", "OOO Bектоp"),
        ("ООО Вектор", 'ооо "ВЕКТОР"'),
        ("Alfa", "AIfa"),
        ("ALFA 1O", "аlfа  l0"),
        ("Ёлка", "елка"),
        ("ＡＢＣ", "abc"),
        ("ве\u200bктор", "вектор"),
        ("Café", "cafe"),
    ],
)
def test_look_alikes_have_one_skeleton(left: str, right: str) -> None:
    assert normalise.skeleton(left) == normalise.skeleton(right)


@pytest.mark.parametrize(
    ("left", "right"), [("Вектор", "Вентор"), ("Ромашка", "Ромашки"), ("ООО Лес", "ООО Лис")]
)
def test_other_names_have_other_skeletons(left: str, right: str) -> None:
    assert normalise.skeleton(left) != normalise.skeleton(right)


@given(st.text())
def test_a_skeleton_does_not_depend_on_ascii_case_or_blanks(text: str) -> None:
    assert normalise.skeleton(f" {text}\u00a0") == normalise.skeleton(text)


def test_mixed_words() -> None:
    assert normalise.mixed_words("Oплата по договору Ltd ООО Bектор2") == ["Oплата", "Bектор"]
    assert normalise.mixed_words("USB-кабель, договор N5") == []
