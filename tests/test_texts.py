"""Sentences of problems: complete in both languages, and never failing while an error is shown."""

import errno
import json
import os
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient import paths, texts

FOLDER = paths.resource("i18n") / "problems"
PARTS = sorted({path.name.removesuffix(".en.json") for path in FOLDER.glob("*.en.json")})
PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
RUSSIAN = re.compile("[А-яЁё]")
PAYMENT_CODES = """
required too_long too_short bad_characters control_characters not_digits amount_form amount_zero amount_negative
amount_too_long bad_date date_too_old date_in_future bad_number number_tail_zero bad_choice bic_form bic_unknown
bic_closed bic_restricted account_form account_key account_currency corr_account_mismatch corr_account_key inn_form
inn_key inn_length_for_payee kpp_form kpp_letters kpp_for_person kbk_form oktmo_form uin_form uin_key uin_letters
tax_incomplete tax_zeroes tax_status_unknown tax_status_wrong treasury_mix enp_payee enp_fields enp_status
payee_account_in_name income_code_not_person priority_form priority_unusual vat_rate_date vat_inconsistent
vat_text_differs duplicate_number duplicate_payment payee_new payee_account_changed payee_inn_changed homoglyphs
text_normalised same_account foreign_account insufficient_funds not_own_account purpose_no_digits urgent_amount
vo_code_form unknown_field rate_old
"""


def read(part: str, language: str) -> dict[str, dict[str, str]]:
    return json.loads((FOLDER / f"{part}.{language}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_say_the_same_of_the_same_codes(part: str) -> None:
    english, russian = read(part, "en"), read(part, "ru")
    assert set(english) == set(russian)
    for code, entry in english.items():
        other = russian[code]
        assert set(entry) == set(other) == {"message", "mend"}, code
        assert re.fullmatch(r"[a-z][a-z0-9_]*", code)
        for side in ("message", "mend"):
            assert set(PLACE.findall(entry[side])) == set(PLACE.findall(other[side])), f"{code} {side}"
        assert entry["message"]
        assert RUSSIAN.search(other["message"]), code


def test_no_code_has_two_texts() -> None:
    for language in texts.LANGUAGES:
        seen: dict[str, str] = {}
        for part in PARTS:
            for code in read(part, language):
                assert seen.setdefault(code, part) == part, f"{code} stands in {seen[code]} and {part}"


def test_every_code_of_a_payment_order_has_a_text_and_a_mend() -> None:
    for language in texts.LANGUAGES:
        own = texts.texts(language)
        for code in PAYMENT_CODES.split():
            assert texts.known(code, language), code
            assert own.message(code)
            assert own.mend(code)


def test_facts_are_put_in() -> None:
    facts = {"value": "40702810138250123017", "bic": "044525974"}
    english, russian = (texts.message("account_key", facts, language) for language in ("en", "ru"))
    for text in (english, russian):
        assert "40702810138250123017" in text
        assert "044525974" in text
        assert "515" in text
    assert texts.mend("account_key", facts, "ru").startswith("Сверьте")


@pytest.mark.parametrize("language", ["ru", "en", "", "de", "RU", "ru_RU.UTF-8", "en-GB"])
def test_unknown_codes_show_the_code(language: str) -> None:
    assert "no_such_code" in texts.message("no_such_code", {}, language)
    assert "no_such_code" in texts.mend("no_such_code", {}, language)
    assert not texts.known("no_such_code", language)


def test_names_of_languages() -> None:
    assert [texts.known_language(name) for name in ("ru_RU", "RU", "en-US", "fr", "")] == [
        "ru",
        "ru",
        "en",
        "en",
        "en",
    ]


def test_missing_facts_do_not_fail() -> None:
    text = texts.message("account_key", {}, "en")
    assert "{" not in text
    assert "—" in text


def test_facts_are_never_read_as_templates() -> None:
    facts = {"value": "{bic} {0.__class__} %s <b>", "bic": "1"}
    assert "{bic} {0.__class__} %s <b>" in texts.message("account_key", facts, "en")


@given(st.text(), st.dictionaries(st.text(string.ascii_lowercase), st.text()))
def test_filling_never_raises(template: str, facts: dict[str, str]) -> None:
    filled = texts.fill(template, facts)
    if "{" not in template:
        assert filled == template


def test_literal_braces_of_a_vo_code_are_kept() -> None:
    assert "{VO10100}" in texts.mend("vo_code_form", {}, "ru")


def test_texts_are_read_once() -> None:
    assert texts.texts("ru") is texts.texts("ru")


def test_what_the_system_says_of_a_failure_is_said_in_the_language_of_the_user() -> None:
    told = {"name": "a.txt", "reason": os.strerror(errno.ENOSPC)}
    assert "на диске нет места" in texts.message("file_not_written", told, "ru")
    assert os.strerror(errno.ENOSPC) in texts.message("file_not_written", told, "en")
    assert "невесть что" in texts.message("file_not_written", {**told, "reason": "невесть что"}, "ru")
