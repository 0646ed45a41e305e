"""Value added tax in payments: sums, rates by date, the wording and its place in the purpose.

Tax Code: art. 164 (rates; 22 % from 2026-01-01 by law 425-ФЗ of 28.11.2025, 20 % stays for goods shipped before),
art. 168 p. 4 (settlement documents name the tax as a sum of its own, or say that there is none). Sums are rounded
half up to minor units in whole numbers.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bsclient.domain.money import from_minor, plain, to_minor

INCLUDED, ON_TOP, NONE, WITHOUT = "included", "on_top", "none", "without"

_RATES: tuple[tuple[date, tuple[int, ...]], ...] = (
    (date(2026, 1, 1), (22, 20, 10, 7, 5, 0)),
    (date(2025, 1, 1), (20, 10, 7, 5, 0)),
    (date(2019, 1, 1), (20, 18, 10, 0)),
    (date.min, (18, 10, 0)),
)


def rates(day: date) -> tuple[int, ...]:
    """Return the rates in per cent that a payment of this day may name, the usual one first."""
    return next(values for since, values in _RATES if since <= day)


def included(amount: Decimal, rate: int | Decimal) -> Decimal:
    """Return the tax inside an amount: amount × rate / (100 + rate), half up."""
    return _share(amount, Fraction(rate) / (100 + Fraction(rate)))


def on_top(amount: Decimal, rate: int | Decimal) -> Decimal:
    """Return the tax to be added to an amount: amount × rate / 100, half up."""
    return _share(amount, Fraction(rate) / 100)


def _share(amount: Decimal, share: Fraction) -> Decimal:
    minor = to_minor(amount)
    if minor < 0 or share < 0:
        raise ValueError("amount_negative")
    return from_minor((minor * share.numerator * 2 + share.denominator) // (2 * share.denominator))


def phrase(mode: str, rate: int | Decimal | None, amount: Decimal | None) -> str:
    """Word the tax for the purpose: `В т.ч. НДС 22% - 2200.00 руб.`; "" for no mode.

    `amount` is the tax itself. Mixed rates have `rate` None: only the sum is named. Raises `ValueError` for an
    unknown mode and for a taxed mode without a sum.
    """
    if mode == "":
        return ""
    if mode == NONE:
        return "НДС не облагается"
    if mode == WITHOUT:
        return "Без НДС"
    if mode not in {INCLUDED, ON_TOP} or amount is None:
        raise ValueError("bad_choice")
    named = "" if rate is None else f" {Decimal(rate).normalize():f}%"
    return f"В т.ч. НДС{named} - {plain(amount)} руб."


_SUM = r"[0-9]{1,15}(?:[ \u00a0][0-9]{3}){0,5}(?:[.,\-=][0-9]{0,2})?(?:\ ?(?:руб(?:\.|л(?:ь|я|ей))?|р\.|₽))?"
_RATE = r"\ ?\(?[0-9]{1,2}(?:[.,][0-9]{1,2})?\ ?%\)?"
_EQUALS = r"[ :=\-–—]{1,3}"
_NAMED = rf"""(?:
    (?:в\ ?т\.?\ ?ч\.?|в\ том\ числе|включая)\ ?:?\ ?НДС(?:{_RATE})?(?:{_EQUALS}{_SUM})?
  | без\ (?:налога\ )?(?:НДС|\(НДС\))
  | НДС\ не\ (?:облагается|обл\.?|предусмотрен)
)"""
# Without «в т.ч.» it is a wording of the tax only as a sentence of its own: «Возврат НДС 20% - 5.00» is not.
_BARE = rf"(?:^|(?<=[.,;:])|(?<=[.,;:0-9]\ ))НДС{_RATE}{_EQUALS}{_SUM}"
_PHRASE = re.compile(
    rf"(?: (?:^|(?<=[\s.,;:\-])){_NAMED} | {_BARE} | \(\ ?(?:{_NAMED}|НДС{_RATE}{_EQUALS}{_SUM})\ ?\) ) \ ?\.*\ *$",
    re.VERBOSE | re.IGNORECASE,
)
_JOINTS = " ,;:-–—"
_STOPS = (".", "!", "?")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
_LONGEST_SHORTENED = 4


def without_phrase(purpose: str) -> str:
    """Return the purpose without the VAT wordings at its end and without the full stop that parted them from it.

    The stop of a shortened word stays: `за авг.`, `100.00 руб.`
    """
    base = purpose.rstrip()
    while match := _PHRASE.search(base):
        base = _unstopped(base[: match.start()].rstrip(_JOINTS))
    return base


def _unstopped(text: str) -> str:
    """Take off a full stop that ends a sentence; two of them are one, three are an ellipsis."""
    while text.endswith(".") and not text.endswith("..."):
        bare = text.rstrip(".")
        word = _LAST_WORD.search(f"{bare}.")
        if word and len(word[1]) <= _LONGEST_SHORTENED:
            return f"{bare}."
        text = bare.rstrip(_JOINTS)
    return text


def apply(purpose: str, wording: str) -> str:
    """Put a VAT wording at the end of a purpose in place of the one there; doing it twice changes nothing.

    The length is not checked: the field's limit of 210 characters is a rule of its own.
    """
    base = without_phrase(purpose)
    if not wording:
        return base
    base = _unstopped(without_phrase(base.removesuffix(wording).rstrip(_JOINTS)))
    if not base:
        return wording
    return f"{base} {wording}" if base.endswith(_STOPS) else f"{base}. {wording}"
