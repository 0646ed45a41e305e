"""Rules of the purpose of payment, box 24: what it says, what it must not say, what it says of sums and of VAT.

They read each document's own text, so they are asked for every payment of a file: what is rare is looked for only after
a cheap sign of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import budget, checks, vat
from bsclient.domain.context import Context
from bsclient.domain.money import from_minor, plain, to_minor
from bsclient.domain.normalise import mixed_words
from bsclient.domain.problems import Problem, Severity

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

_ACT: Final = "762-П"
_CURRENCY_ACT: Final = "181-И"
_VAT_ACT: Final = "НК РФ ст. 168"
PERSONAL: Final = ("40817", "40820", "423", "426", "40803", "40813", "40914")
"""How accounts of persons begin."""
_ABROAD: Final = ("40807", "40820", "426")
"""Accounts that only non-residents have."""
_OUTSIDE: Final = (*_ABROAD, "30111", "30231")
"""Accounts of non-residents, and those that may be."""
_KIO: Final = 5
_LONGEST: Final = 210
_SHORT: Final = 10
_OWN_INN: Final = 10
_DIGIT: Final = re.compile("[0-9]")
_CODED: Final = ("{VO", "{vo", "VO", "{ВО")
_LATIN: Final = re.compile("[A-Za-z]")
LATIN: Final = re.compile("[A-Za-z]")
"""Most texts have none: quicker to look for than a mixture."""
MIXED: Final = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_WAGES: Final = ("зарплат", "заработн", "аванс", "отпускн")
_DELICATE: Final = ("займ", "заём", "дивиденд", "крипто", "биткоин")
_SECRETS: Final = ("cvv", "cvc", "пин-код", "пин код", "код из смс", "код из sms", "одноразовый код")
_CARD: Final = re.compile("[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])")
_SAID: Final = re.compile(
    r"сумм[ауые]\ ?:?\ ?([0-9]{1,3}(?:\ [0-9]{3})+|[0-9]{1,15})(?:[.,=-]([0-9]{2}))?(?![0-9])", re.IGNORECASE
)
_VAT: Final = re.compile(
    r"НДС\ ?\(?\ ?([0-9]{1,2})\ ?%\ ?\)?(?:[ :=-]{1,3}([0-9]{1,3}(?:\ [0-9]{3})+|[0-9]{1,15})(?:[.,=-]([0-9]{2}))?)?"
)
_SUMS: Final = re.compile(r"(?<![0-9])([0-9]{1,3}(?:\ [0-9]{3})+|[0-9]{1,15})(?:[.,=-]([0-9]{2}))?(?![0-9])")
_OLD_RATE, _OLD_RATE_UNTIL = 20, 2026
_KOPECK: Final = Decimal("0.01")


def purpose(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Box 24 says what is paid for, in words that are what they look like."""
    words = sheet.text("purpose")
    if not words:
        return
    if words.startswith(_CODED):
        yield from _code(words, sheet, context)
    if sheet.text("tax_status"):
        yield from _third_person(words, sheet, context)
    else:
        yield from _ordinary(words, sheet)
    if _LATIN.search(words) and MIXED.search(words):
        value = ", ".join(mixed_words(words))
        yield Problem("purpose", "homoglyphs", Severity.WARN, {"value": value}, act=_ACT)
    if "умм" in words or "УММ" in words:
        yield from _sum(words, sheet.money("amount"))


def _ordinary(words: str, sheet: Sheet) -> Iterator[Problem]:
    """What holds for payments that do not go to the budget."""
    payee, number = sheet.text("payee_account"), sheet.text("payee_inn")
    if len(words) < _SHORT:
        yield Problem("purpose", "purpose_short", Severity.WARN, {"limit": str(_SHORT)}, act=_ACT)
    if number and not _DIGIT.search(words):
        yield Problem("purpose", "purpose_no_digits", Severity.WARN, act=_ACT)
    if payee.startswith(_OUTSIDE) or sheet.text("payer_account").startswith(_OUTSIDE) or len(number) == _KIO:
        yield from _abroad(words, sheet, payee)
    folded, person = words.lower(), payee.startswith(PERSONAL)
    if _says(folded, _SECRETS) or ((person or "карт" in folded) and _shows_card(words)):
        yield Problem("purpose", "purpose_secret", Severity.WARN, act="161-ФЗ")
    if _says(folded, _DELICATE):
        yield Problem("purpose", "purpose_delicate", Severity.INFO, act="115-ФЗ")
    if person and _says(folded, _WAGES):
        yield from _wages(sheet)
    if "//" in words and budget.looks_third(words):
        yield Problem("purpose", "third_person_not_budget", Severity.WARN, act="НК РФ ст. 45")


def _says(folded: str, parts: tuple[str, ...]) -> bool:
    for part in parts:  # noqa: SIM110 -- twice as fast as any() with a generator, and asked for every payment
        if part in folded:
            return True
    return False


def _shows_card(words: str) -> bool:
    found = _CARD.search(words)
    while found is not None:
        number = re.sub("[ -]", "", found[0])
        alone = not found.start() or _DIGIT.match(words, found.start() - 1) is None
        if alone and checks.card_luhn_ok(number):
            return True
        found = _CARD.search(words, found.end())
    return False


def _wages(sheet: Sheet) -> Iterator[Problem]:
    if not sheet.text("purpose_code"):
        mend = {"purpose_code": "1"}
        yield Problem("purpose_code", "income_code_missing", Severity.WARN, mend=mend, act="5286-У")
    if sheet.text("priority") == "5":
        mend = {"priority": "3"}
        facts = {"value": "5", "expected": "3"}
        yield Problem("priority", "priority_wages", Severity.WARN, facts, mend, "ГК РФ ст. 855")


def _code(words: str, sheet: Sheet, context: Context) -> Iterator[Problem]:
    code = checks.vo_code(words)
    if not code:
        yield Problem("purpose", "vo_code_form", facts={"value": words[:12]}, act=_CURRENCY_ACT)
        return
    books, day = context.directories, sheet.day("date") or context.today
    if books is not None and books.holds("vo_codes") and books.find("vo_codes", code, day) is None:
        yield Problem("purpose", "vo_code_unknown", Severity.WARN, {"value": code}, act=_CURRENCY_ACT)


def _abroad(words: str, sheet: Sheet, payee: str) -> Iterator[Problem]:
    """Payments of and to non-residents carry a code of the currency operation."""
    if not words.startswith(_CODED):
        sure = payee.startswith(_ABROAD) or sheet.text("payer_account").startswith(_ABROAD)
        severity = Severity.BLOCK if sure else Severity.WARN
        yield Problem("purpose", "vo_code_missing", severity, act=_CURRENCY_ACT)


def _third_person(words: str, sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Who pays for another names himself at the start; box 60 has the number of the one whose duty is paid."""
    whose, ours = sheet.text("payer_inn"), context.own_inn
    if budget.looks_third(words):
        named = budget.third_person(words)
        if named is None:
            yield Problem("purpose", "third_person_form", facts={"value": words[:30]}, act="НК РФ ст. 45")
        elif named.inn == whose:
            yield Problem(
                "payer_inn", "third_person_same", Severity.WARN, {"value": whose}, act="НК РФ ст. 45"
            )
    elif ours and whose not in {"", budget.ZERO, ours} and sheet.text("tax_status") != "19":
        worded = budget.for_another(ours, sheet.text("payer_kpp"), sheet.text("payer_name"), words)
        can = len(ours) != _OWN_INN and len(worded) <= _LONGEST
        mend = {"purpose": worded} if can else {}
        facts = {"value": whose, "expected": ours}
        yield Problem("purpose", "third_person_missing", Severity.WARN, facts, mend, "НК РФ ст. 45")


def _sum(words: str, amount: Decimal | None) -> Iterator[Problem]:
    """A sum that the text calls the sum is the amount of the order."""
    said = [_minor(rubles, kopecks) for rubles, kopecks in _SAID.findall(words)]
    if said and amount is not None and to_minor(amount) not in said:
        facts = {"value": plain(from_minor(said[0])), "expected": plain(amount)}
        yield Problem("purpose", "purpose_amount_differs", Severity.WARN, facts, act=_ACT)


def _minor(rubles: str, kopecks: str) -> int:
    return int(rubles.replace(" ", "")) * 100 + int(kopecks or 0)


def value_added_tax(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """VAT fields agree with each other, with the day's rates and with the text (Tax Code, art. 164, 168)."""
    mode, amount, words = sheet.text("vat_mode"), sheet.money("amount"), sheet.text("purpose")
    found = _VAT.search(words) if "НДС" in words else None
    if amount is None or (not mode and found is None):
        return
    if mode in {vat.INCLUDED, vat.ON_TOP}:
        rate = sheet.text("vat_rate")
        if rate:
            yield from _rate(int(rate), "vat_rate", sheet, context)
        yield from _tax(rate, amount, sheet)
    elif found is not None and not mode:
        yield from _told(found, amount, sheet, context)
    elif mode and found is not None and _minor(found[2] or "0", found[3]):
        wording = vat.phrase(mode, None, None)
        yield _differs(words, wording)


def _rate(rate: int, field: str, sheet: Sheet, context: Context) -> Iterator[Problem]:
    day = sheet.day("date") or context.today
    if rate not in vat.rates(day):
        facts = {"value": str(rate), "date": day.isoformat()}
        yield Problem(field, "vat_rate_date", Severity.WARN, facts, act="НК РФ ст. 164")
    elif rate == _OLD_RATE and day.year >= _OLD_RATE_UNTIL:
        yield Problem(field, "vat_rate_old", Severity.WARN, {"value": str(rate)}, act="425-ФЗ")


def _tax(rate: str, amount: Decimal, sheet: Sheet) -> Iterator[Problem]:
    """The tax in its field is that of the rate, give or take a kopeck, and the text names it."""
    typed, words = sheet.text("vat_amount"), sheet.text("purpose")
    if rate:
        expected = vat.included(amount, int(rate))
        if not typed or abs(Decimal(typed) - expected) > _KOPECK:
            facts = {"value": typed, "expected": str(expected)}
            mend = {"vat_amount": str(expected)}
            yield Problem("vat_amount", "vat_inconsistent", Severity.WARN, facts, mend, _VAT_ACT)
    if typed and words and not _names(words, typed):
        yield _differs(words, vat.phrase(vat.INCLUDED, int(rate) if rate else None, Decimal(typed)))


def _names(words: str, tax: str) -> bool:
    """Whether a text names the sum of the tax: `2200.00`, `2200-00`, `2 200,00`, `2200 руб.`."""
    wanted = to_minor(Decimal(tax))
    return any(_minor(rubles, kopecks) == wanted for rubles, kopecks in _SUMS.findall(words))


def _differs(words: str, wording: str) -> Problem:
    mended = vat.apply(words, wording)
    mend = {"purpose": mended} if len(mended) <= _LONGEST else {}
    return Problem("purpose", "vat_text_differs", Severity.WARN, {"expected": wording}, mend, _VAT_ACT)


def _told(found: re.Match[str], amount: Decimal, sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The text alone speaks of VAT: its rate is one of the day, its sum follows from rate and amount."""
    rate = int(found[1])
    yield from _rate(rate, "purpose", sheet, context)
    if found[2] is None:
        return
    minor = to_minor(amount)
    expected = (minor * rate * 2 + 100 + rate) // (2 * (100 + rate))
    said = _minor(found[2], found[3])
    if abs(said - expected) > 1:
        facts = {"value": plain(from_minor(said)), "expected": plain(from_minor(expected))}
        yield Problem("purpose", "vat_inconsistent", Severity.WARN, facts, act=_VAT_ACT)
