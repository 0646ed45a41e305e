"""Passphrases: what guessing programs try first counts as little, proposals carry the bits that are promised."""

import json
import math
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import guesses, strength
from bsclient.crypto.secret import Secret
from bsclient.crypto.strength import Level
from bsclient.errors import BadInput
from bsclient.paths import resource

TEXTS = Path(resource("i18n/problems"))

# Long enough for the floor, and each falls in seconds to a program that knows words, keyboards and habits.
KNOWN_BAD = {
    "Password1234": "strength_common",
    "P@ssw0rdP@ssw0rd": "strength_repeat",
    "qwertyuiop[]": "strength_walk",
    "zxcvbnm,./qwe": "strength_walk",
    "1qaz2wsx3edc4rfv": "strength_walk",
    "йцукенгшщзхъ": "strength_walk",
    "фывапролджэ123": "strength_walk",
    "123456789012": "strength_run",
    "абвгдеёжзийк": "strength_run",
    "abcdefghijklmnop": "strength_run",
    "парольпароль": "strength_repeat",
    "gfhjkm12345678": "strength_layout",  # «пароль» with the Latin layout on
    "ghbdtnghbdtn1": "strength_repeat",  # «приветпривет» likewise
    "aaaaaaaaaaaaaaaa": "strength_repeat",
    "abababababababab": "strength_repeat",
    "Бухгалтер2026": "strength_common",
    "Иванов12.03.1985": "strength_date",
    "12.03.1985 14.07.1990": "strength_date",
    "19850312 19900714": "strength_one_kind",
    "ромашка2026бухгалтер": "strength_common",
    "correcthorsebatterystaple": "strength_common",
    "съешьещеэтихмягких2": "strength_common",
    "москва москва москва": "strength_repeat",
}


@pytest.mark.parametrize(("text", "reason"), KNOWN_BAD.items())
def test_what_is_tried_first_is_refused(text, reason):
    found = strength.estimate(text)
    assert not found.accepted
    assert reason in found.reasons or (reason == "strength_one_kind" and "strength_date" in found.reasons)
    with pytest.raises(BadInput, match="passphrase_weak"):
        strength.check(text)


def test_the_control_takes_most_of_them_for_good():
    """Length times alphabet, as many meters count, is deceived: that is what the pieces are for."""
    naive = [len(text) * math.log2(26) for text in KNOWN_BAD]
    assert sum(bits >= strength.ENOUGH_BITS for bits in naive) == len(KNOWN_BAD)


@pytest.mark.parametrize(
    "text",
    [
        "Xk9#vQ2mZ7!p",
        "мой дядя самых честных правил",
        "ложка гудит над озером",
        "кот лес дом год рот",
        "heron outfits quarrel ambush",
        "73f0c2a94be1d",
    ],
)
def test_what_is_hard_is_accepted(text):
    assert strength.estimate(text).accepted
    assert strength.check(text) is None


@pytest.mark.parametrize("text", ["", "a", "Xk9#vQ2mZ7!", "два слова", "a b c d e"])
def test_short_ones_are_refused_whatever_is_in_them(text):
    found = strength.estimate(text)
    assert found.level is Level.REFUSED
    assert found.reasons[0] == "strength_short"
    with pytest.raises(BadInput, match="passphrase_short"):
        strength.check(text)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_proposals_carry_the_bits_that_are_promised(language):
    words = strength.vocabulary(language)
    assert len(words) == len(set(words)) == 2048
    letters = re.compile("[а-яё]{3,10}" if language == "ru" else "[a-z]{3,10}")
    assert all(letters.fullmatch(word) for word in words)
    assert all(unicodedata.is_normalized("NFC", word) for word in words)
    assert strength.proposal_bits(language) == pytest.approx(55)
    drawn = [strength.propose(language) for _ in range(400)]
    assert len(set(drawn)) == len(drawn)
    seen = Counter(word for text in drawn for word in text.split(" "))
    assert sum(seen.values()) == 2000
    assert set(seen) <= set(words)
    assert len(seen) > 1100  # of 2,048 words 2,000 draws meet 1,277 on average, with a deviation of some 17
    for text in drawn:
        assert strength.estimate(text).accepted
        assert strength.estimate(text).bits <= 56


def test_an_unknown_language_is_english():
    assert set(strength.propose("de").split()) <= set(strength.vocabulary("en"))
    assert set(strength.propose("ru_RU").split()) <= set(strength.vocabulary("ru"))


def test_a_secret_is_read_and_stays_whole():
    secret = Secret.of("ложка гудит над озером")
    assert strength.estimate(secret) == strength.estimate("ложка гудит над озером")
    assert len(secret) == len("ложка гудит над озером".encode())
    assert strength.estimate(Secret.of(b"\xff\xfe")).level is Level.REFUSED


@given(st.text(max_size=120))
def test_any_text_is_estimated(text):
    found = strength.estimate(text)
    assert 0 <= found.bits < 3000
    assert set(found.reasons) <= {f"strength_{kind}" for kind in (*guesses.KINDS, "short", "one_kind")}


@given(st.text(alphabet="абв123xyz ", max_size=30), st.sampled_from("аz7 "))
def test_a_longer_text_is_hardly_easier(text, more):
    """A letter more may complete a known piece, but never makes the rest cheaper than without it."""
    assert strength.estimate(text + more).bits >= strength.estimate(text).bits - 30


def test_a_long_text_is_read_in_no_time_and_not_weaker():
    assert strength.estimate("ложка гудит над озером " * 3 + "x" * 100_000).accepted


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_reason_has_words(language):
    texts = json.loads((TEXTS / f"strength.{language}.json").read_text("utf-8"))
    assert set(texts) == {f"strength_{kind}" for kind in (*guesses.KINDS, "short", "one_kind")}
    assert all(entry["message"] and entry["mend"] for entry in texts.values())
