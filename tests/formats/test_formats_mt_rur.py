"""SWIFT-RUR6: what is in its repertoire comes back, everything becomes letters that SWIFT has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.formats.mt import rur

SWIFT = re.compile(r"[0-9A-Za-z/\-?:().,'+ ]*")
CAPITALS = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
HELD = CAPITALS + "0123456789 /-?:().,+№%&!$;_=\"'"

# Pairs as the rules and real statements have them, not as this code makes them.
PAIRS = [
    ("ОПЛАТА ПО СЧЕТУ № 9742 ОТ 29.12.2025", "OPLATA PO ScETU n 9742 OT 29.12.2025"),
    ('ООО "ГРАНИТ-692"', "OOO mGRANIT-692m"),
    ("НДС 22% - 198-66 РУБ.", "NDS 22p - 198-66 RUB."),
    ("ЗАО Sigma Plus ПО", "ZAO 'Sigma Plus' PO"),
    ("{VO11100}ТЕКСТ", "'(VO11100)'TEKST"),
    ("ЩЁГОЛЬ, ШХУНА; ЪЫЬ ЭЮЯ ЙЖ", "qoGOLX, QHUNAv xYX eua iJ"),
    ("А=Б_В&Г!Д$Е", "ArBzVdGbDsE"),
]


@pytest.mark.parametrize(("russian", "swift"), PAIRS)
def test_the_rules(russian: str, swift: str) -> None:
    assert rur.encode(russian) == swift
    assert rur.decode(swift) == russian


def test_every_letter_has_a_code_of_its_own() -> None:
    codes = [rur.encode(letter) for letter in HELD]
    assert len(set(codes)) == len(HELD)
    assert all(len(code) == 1 for code in codes)


@given(st.text(alphabet=HELD))
def test_capitals_and_signs_come_back(text: str) -> None:
    assert rur.decode(rur.encode(text)) == text
    assert rur.keeps(text)


@given(st.text(alphabet=HELD + "ABCXYZabcxyz"))
def test_latin_letters_keep_their_case(text: str) -> None:
    assert rur.decode(rur.encode(text)) == text


@given(st.text())
def test_anything_becomes_letters_of_swift(text: str) -> None:
    assert SWIFT.fullmatch(rur.encode(text.replace("\n", " ")))


@given(st.text(alphabet=CAPITALS + CAPITALS.lower() + " «»№-"))
def test_small_letters_become_capitals(text: str) -> None:
    assert rur.decode(rur.encode(text)) == text.upper().replace("«", '"').replace("»", '"')


def test_what_is_unknown_is_marked_and_told() -> None:
    assert rur.encode("ЦЕНА 5€") == "CENA 5f"
    assert rur.encode("Müller") == "'Muller'"
    assert not rur.keeps("Цена")
    assert not rur.keeps("ЦЕНА 5€")
    assert rur.decode("OPLATA 'unfinished") == "ОПЛАТА unfinished"
