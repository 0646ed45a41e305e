"""Rules of a rouble payment order beyond single fields (Regulation 762-П; order № 515 on account keys)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from bsclient.domain import checks, cutoffs
from bsclient.domain.context import Context
from bsclient.domain.normalise import mixed_words
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules.purpose import MIXED, PERSONAL, purpose, value_added_tax
from bsclient.domain.workdays import is_off, next_working, working_days

if TYPE_CHECKING:
    from bsclient.domain.document import Sheet

_ACT: Final = "762-П"
_KEY_ACT: Final = "№ 515 (08.09.1997)"
TERM_DAYS: Final = 10
_TERM: Final = timedelta(days=TERM_DAYS)
URGENT_FROM: Final = Decimal(100_000_000)
URGENT: Final = "срочно"
DIRECTORY_DAYS: Final = 10
_BY_WRIT: Final = frozenset(("19", "31"))
"""Statuses of box 101 whose payments are made under writs."""
_ACT_CODE: Final = 4
"""Digits of the code of a normative act, which stands for a UIN where money goes into temporary disposal (order 119н)."""
_BY_UIN: Final = frozenset(("31", "33"))
"""Statuses of box 101 whose payments are found by their UIN."""
_BODIES: Final = "032"
"""How treasury accounts of public bodies and institutions begin, courts among them."""
_RUBLE: Final = ("810", "643")
_LETTER: Final = re.compile("[A-Z]")
_ACCOUNT_IN_NAME: Final = re.compile(r"(?<![0-9])4[0-9]{19}(?![0-9])")


_key_ok = lru_cache(maxsize=8192)(checks.account_key_ok)


def number_tail(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """A number longer than three digits must not end in 000: banks compare its last three digits."""
    number = sheet.text("number")
    if len(number.lstrip("0")) > 3 and number.endswith("000"):  # noqa: PLR2004 -- the rule's own number
        yield Problem("number", "number_tail_zero", Severity.WARN, {"value": number}, act=_ACT)


def term(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """An order is valid for ten calendar days, not counting the day it was drawn up."""
    day = sheet.day("date")
    if day is None or not context.dates_checked:
        return
    if day > context.today:
        mend = {"date": context.today.isoformat()}
        yield Problem("date", "date_in_future", Severity.BLOCK, {"value": day.isoformat()}, mend, _ACT)
    elif day < context.today - _TERM:
        mend = {"date": context.today.isoformat()}
        facts = {"value": day.isoformat(), "limit": str(TERM_DAYS)}
        yield Problem("date", "date_too_old", Severity.BLOCK, facts, mend, _ACT)


def keys(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Every account carries a key that depends on the BIC of its bank."""
    for side in ("payer", "payee"):
        bic = sheet.text(f"{side}_bic")
        if not bic:
            continue
        account = sheet.text(f"{side}_account")
        if account and not _key_ok(bic, account):
            yield Problem(
                f"{side}_account", "account_key", facts={"value": account, "bic": bic}, act=_KEY_ACT
            )
        correspondent = sheet.text(f"{side}_corr_account")
        if correspondent and not _key_ok(bic, correspondent):
            yield Problem(
                f"{side}_corr_account",
                "corr_account_key",
                facts={"value": correspondent, "bic": bic},
                act=_KEY_ACT,
            )


def currency(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Rouble orders move between rouble accounts: digits 6–8 are 810, and 643 at the Treasury."""
    for side in ("payer", "payee"):
        account = sheet.text(f"{side}_account")
        if account and account[5:8] != _RUBLE[account.startswith("03")]:
            yield Problem(
                f"{side}_account",
                "account_currency",
                facts={"value": account[5:8], "expected": _RUBLE[account.startswith("03")]},
                act=_ACT,
            )


def banks(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The BIC stands in the directory, the participant is open, and the correspondent account is its own."""
    if context.banks is None:
        return
    day = sheet.day("date") or context.today
    for side in ("payer", "payee"):
        bic = sheet.text(f"{side}_bic")
        if bic:
            yield from _bank(sheet, context, side, day)


def _bank(sheet: Sheet, context: Context, side: str, day: date) -> Iterator[Problem]:
    bic = sheet.text(f"{side}_bic")
    bank = context.banks.find(bic) if context.banks else None
    field = f"{side}_bic"
    if bank is None:
        yield Problem(field, "bic_unknown", facts={"value": bic}, act="ED807")
        return
    if bank.closed_on(day):
        yield Problem(field, "bic_closed", facts={"value": bic, "bank": bank.name}, act="ED807")
    elif bank.restricted_on(day):
        yield Problem(field, "bic_restricted", facts={"value": bic, "bank": bank.name}, act="ED807")
    correspondent = sheet.text(f"{side}_corr_account")
    if correspondent != bank.correspondent_account and not bank.has_account(correspondent):
        facts = {"value": correspondent, "expected": bank.correspondent_account}
        mend = {f"{side}_corr_account": bank.correspondent_account}
        yield Problem(f"{side}_corr_account", "corr_account_mismatch", facts=facts, mend=mend, act="ED807")
    if sheet.text(f"{side}_bank_name") == "":
        full = ", ".join(filter(None, (bank.name, bank.town)))
        yield Problem(
            f"{side}_bank_name",
            "bank_name_empty",
            Severity.INFO,
            {"expected": full},
            {f"{side}_bank_name": full},
        )


def parties(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Payer and payee differ, the payer's account is ours, and each has the INN that its kind demands."""
    payer, payee = sheet.text("payer_account"), sheet.text("payee_account")
    if payer and payer == payee and sheet.text("payer_bic") == sheet.text("payee_bic"):
        yield Problem("payee_account", "same_account", facts={"value": payee}, act=_ACT)
    if payer and context.own_accounts and payer not in context.own_accounts:
        yield Problem("payer_account", "not_own_account", facts={"value": payer}, act=_ACT)
    if payer and not sheet.text("payer_inn") and not payer.startswith(PERSONAL):
        mend = {"payer_inn": context.own_inn} if context.own_inn else {}
        yield Problem("payer_inn", "required", mend=mend, act=_ACT)
    if _ACCOUNT_IN_NAME.search(sheet.text("payee_name")):
        yield Problem("payee_name", "payee_account_in_name", act=_ACT)
    yield from _payee_numbers(sheet, payee)


def _payee_numbers(sheet: Sheet, account: str) -> Iterator[Problem]:
    number, kpp = sheet.text("payee_inn"), sheet.text("payee_kpp")
    if account and not account.startswith(PERSONAL) and account[0] == "4" and account[:5] != "40911":
        wanted = 12 if account.startswith("40802") else 10
        if not number:
            yield Problem("payee_inn", "required", facts={"expected": str(wanted)}, act=_ACT)
        elif len(number) != wanted and account.startswith(("40702", "40802")) and len(number) != 5:  # noqa: PLR2004 -- KIO
            facts = {"value": str(len(number)), "expected": str(wanted)}
            yield Problem("payee_inn", "inn_length_for_payee", Severity.WARN, facts, act=_ACT)
    if kpp and kpp != "0" and len(number) == 12:  # noqa: PLR2004 -- a person's INN
        yield Problem("payee_kpp", "kpp_for_person", facts={"value": kpp}, mend={"payee_kpp": ""}, act=_ACT)
    for side in ("payer", "payee"):
        if _LETTER.search(sheet.text(f"{side}_kpp")):
            yield Problem(
                f"{side}_kpp", "kpp_letters", Severity.WARN, {"value": sheet.text(f"{side}_kpp")}, act="107н"
            )


def uin(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Field 22 carries a check digit when it is all digits; letters and the code of a normative act have none."""
    value = sheet.text("uin")
    if value in {"", "0"}:
        return
    if len(value) == _ACT_CODE:
        placed = sheet.text("payee_account").startswith(_BODIES) and sheet.text("tax_status") not in _BY_UIN
        if not placed or not value.strip("0"):
            yield Problem("uin", "uin_form", facts={"value": value}, act="119н")
    elif re.search("[A-Za-z]", value):
        yield Problem("uin", "uin_letters", Severity.WARN, {"value": value}, act="ГИС ГМП")
    elif not checks.uin_ok(value):
        yield Problem("uin", "uin_key", facts={"value": value}, act="ГИС ГМП")


def income(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Field 20 belongs to payments to individuals only (Directive 5286-У, 229-ФЗ art. 98–101)."""
    code, account = sheet.text("purpose_code"), sheet.text("payee_account")
    if code and account and not account.startswith(PERSONAL):
        yield Problem(
            "purpose_code",
            "income_code_not_person",
            facts={"value": code},
            mend={"purpose_code": ""},
            act="5286-У",
        )


def order_of_payment(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Priorities 1, 2 and 4 belong to writs of execution, 3 to wages and demands of collectors (Civil Code, art. 855)."""
    priority, status = sheet.text("priority"), sheet.text("tax_status")
    if priority in {"1", "2", "4"} and status not in _BY_WRIT:
        told = "priority_unusual"
    elif priority == "3" and status and status not in _BY_WRIT and sheet.text("uin") in {"", "0"}:
        told = "priority_tax"
    else:
        return
    yield Problem("priority", told, Severity.WARN, {"value": priority}, {"priority": "5"}, "ГК РФ ст. 855")


def urgency(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """From 100 million roubles a payment goes through the urgent service (732-П)."""
    amount = sheet.money("amount")
    if amount is not None and amount >= URGENT_FROM and sheet.text("payment_kind") != URGENT:
        facts = {"limit": str(URGENT_FROM)}
        yield Problem(
            "payment_kind", "urgent_amount", Severity.INFO, facts, {"payment_kind": URGENT}, "732-П"
        )


def names(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """Names have no words of mixed alphabets."""
    for field in ("payer_name", "payee_name"):
        if MIXED.search(name := sheet.text(field)):
            value = ", ".join(mixed_words(name))
            yield Problem(field, "homoglyphs", Severity.WARN, {"value": value}, act=_ACT)


def directory_age(_: Sheet, context: Context) -> Iterator[Problem]:
    """The directory of banks is of today; one that was not confirmed for ten days says nothing of a BIC."""
    known = context.banks_day
    if context.banks is None or known is None or not context.dates_checked:
        return
    facts = {"value": known.isoformat(), "limit": str(DIRECTORY_DAYS)}
    if (context.today - known).days > DIRECTORY_DAYS:
        yield Problem("payee_bic", "directory_too_old", facts=facts, act="ED807")
    elif working_days(known, context.today, context.holidays) > 1:
        yield Problem("payee_bic", "directory_old", Severity.WARN, facts, act="ED807")


def bank_hours(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """When the bank will execute what is sent now (Civil Code, art. 849): not after its hours, on a day off as it has told."""
    if not context.dates_checked:
        return
    today, holidays = context.today, context.holidays
    urgent = sheet.text("payment_kind") == URGENT
    following = {"date": next_working(today, holidays).isoformat()}
    if holidays and is_off(today, holidays):
        way = cutoffs.route(sheet.text("payer_bic"), sheet.text("payee_bic"), urgent=urgent)
        facts = {"value": today.isoformat(), **following}
        if way in context.leaves:
            facts["date"] = context.leaves[way].isoformat()
        if facts["date"] > facts["value"]:
            yield Problem("date", "day_off", Severity.INFO, facts, act="ГК РФ ст. 849")
        return
    since = context.closed.get("urgent" if urgent else "ordinary")
    if since:
        yield Problem(
            "date", "after_hours", Severity.INFO, {"value": since, **following}, act="ГК РФ ст. 849"
        )


RULES: Final = (
    number_tail,
    term,
    keys,
    currency,
    banks,
    parties,
    uin,
    income,
    order_of_payment,
    urgency,
    names,
    directory_age,
    bank_hours,
    purpose,
    value_added_tax,
)
OWN_RULES: Final = frozenset((number_tail, urgency, purpose, value_added_tax))
"""Those that read the number, the amount, the purpose or the VAT amount."""
