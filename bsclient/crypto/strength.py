"""How hard a passphrase is to guess, and passphrases that are: five random words.

The estimate is the cheapest way to write the text from pieces that guessing programs try first (common words and
passphrases, in either keyboard layout and with digits for letters; keyboard walks; runs; repeats; dates; the words of
the proposals), with the plain alphabet for the rest. It is an upper bound: who knows the person guesses better.

Against the key container (some four guesses a second on one core) 40 bits are about 4,000 core years on average.
A proposal has 5 · log2(2048) = 55 bits, because its words are drawn by the system's random numbers and by nothing else.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bsclient.crypto import guesses
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput
from bsclient.paths import resource

SHORTEST = 12  # characters
WORDS = 5  # or so many words, however short
WORD_LETTERS = 3
ENOUGH_BITS = 40.0
GOOD_BITS = 52.0
STRONG_BITS = 70.0
LONGEST_READ = 96  # what stands behind can only make it stronger


class Level(StrEnum):
    """What to tell the user; `REFUSED` and `WEAK` are not accepted."""

    REFUSED = "refused"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Strength:
    """An estimate in bits, its level and why it is not higher: codes of texts `strength_…`, most important first.

    Codes: `strength_short`, `strength_common`, `strength_walk`, `strength_run`, `strength_repeat`, `strength_date`,
    `strength_layout` (a common word typed in the other layout), `strength_language` (ordinary words), `strength_one_kind`
    (digits alone). A caller shows them where the level is not good.
    """

    bits: float
    level: Level
    reasons: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        return self.level not in {Level.REFUSED, Level.WEAK}


def estimate(passphrase: Secret | str) -> Strength:
    """Estimate a passphrase; never fails, whatever the text.

    Pieces of the text stay in the memory of the process that estimates: with a real passphrase that is the signer's.
    """
    text = _text(passphrase)
    bits, found = guesses.cheapest(text[:LONGEST_READ])
    reasons = [f"strength_{kind}" for kind in guesses.KINDS if kind in found]
    if text and text.isdecimal():
        reasons.append("strength_one_kind")
    if not _long_enough(text):
        return Strength(bits, Level.REFUSED, ("strength_short", *reasons))
    return Strength(bits, _level(bits), tuple(reasons))


def check(passphrase: Secret | str) -> None:
    """Refuse a passphrase below the floor. BadInput with `passphrase_short` or `passphrase_weak`."""
    found = estimate(passphrase)
    if found.level is Level.REFUSED:
        raise BadInput("passphrase_short", characters=str(SHORTEST), words=str(WORDS))
    if not found.accepted:
        raise BadInput("passphrase_weak", bits=str(int(found.bits)), enough=str(int(ENOUGH_BITS)))


def propose(language: str = "en") -> str:
    """Return five random words of a language (`ru`, else English) with spaces between: 55 bits."""
    words = vocabulary("ru" if language.startswith("ru") else "en")
    return " ".join(secrets.choice(words) for _ in range(WORDS))


@lru_cache(maxsize=2)
def vocabulary(language: str) -> tuple[str, ...]:
    """Return the 2,048 words that proposals are drawn from."""
    return tuple(resource(f"passphrases/words.{language}.txt").read_text("utf-8").split())


def proposal_bits(language: str = "en") -> float:
    """Return the entropy of a proposal."""
    return WORDS * math.log2(len(vocabulary(language)))


def _text(passphrase: Secret | str) -> str:
    if isinstance(passphrase, str):
        return passphrase
    with passphrase.reading() as octets:
        return str(octets, "utf-8", "replace")


def _long_enough(text: str) -> bool:
    words = [word for word in text.replace("-", " ").split() if len(word) >= WORD_LETTERS]
    return len(text) >= SHORTEST or len(words) >= WORDS


def _level(bits: float) -> Level:
    if bits < ENOUGH_BITS:
        return Level.WEAK
    if bits < GOOD_BITS:
        return Level.FAIR
    return Level.GOOD if bits < STRONG_BITS else Level.STRONG
