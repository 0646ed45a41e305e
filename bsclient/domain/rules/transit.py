"""Rules and fills of the transit account order: the notice's whole sum is disposed of and coded (181-И, chapter 2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import control, currencies
from bsclient.domain.context import Context, DocumentFacts
from bsclient.domain.money import plain
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules.currency import currency_of

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Sheet

_ZERO: Final = Decimal(0)


def whole(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """What is credited and what is sold make up the notice's sum."""
    amount, use = sheet.money("amount"), sheet.text("use")
    if amount is None or not use:
        return
    sold, kept = sheet.money("sold_amount"), sheet.money("current_amount")
    stated = (sold or _ZERO) + (kept or _ZERO)
    if stated and stated != amount:
        field = "current_amount" if use == "current" else "sold_amount"
        mend = {field: plain(amount)} if use != "both" else {}
        facts = {"value": plain(stated), "expected": plain(amount)}
        yield Problem(field, "parts_differ", facts=facts, mend=mend, act=control.ACT)


def coded(sheet: Sheet, _: Context) -> Iterator[Problem]:
    """The operations make up the notice's sum."""
    amount, parts = sheet.money("amount"), sheet.rows("operations")
    if amount is None or not parts:
        return
    stated = sum((getattr(part, "amount", None) or _ZERO for part in parts), _ZERO)
    if stated != amount:
        mend = {"operations.0.amount": plain(amount)} if len(parts) == 1 else {}
        facts = {"value": str(stated), "expected": plain(amount)}
        yield Problem("operations", "operations_differ", facts=facts, mend=mend, act=control.ACT)


def in_time(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """The papers come within 15 working days after the receipt."""
    found = _notice(sheet, context)
    until = str(found.fields.get("answer_by", "")) if found else ""
    if until and context.dates_checked and context.today > date.fromisoformat(until):
        yield Problem("notice", "receipt_term_over", Severity.WARN, {"value": until}, act=control.ACT)


def as_told(sheet: Sheet, context: Context) -> Iterator[Problem]:
    """Account, currency and sum are those of the notice."""
    found = _notice(sheet, context)
    if found is None:
        return
    amount = sheet.money("amount")
    said = {
        "account": sheet.text("account"),
        "currency": sheet.text("currency"),
        "amount": plain(amount) if amount is not None else "",
    }
    for name, value in said.items():
        told = str(found.fields.get(name, ""))
        if value and value != told:
            facts = {"value": value, "expected": told, "number": str(found.fields.get("number", ""))}
            yield Problem(name, "notice_differs", facts=facts, mend={name: told})


def _notice(sheet: Sheet, context: Context) -> DocumentFacts | None:
    chosen = sheet.text("notice")
    found = context.documents.find(chosen) if context.documents and chosen else None
    return found if found is not None and found.type == "credit_notice" else None


# fills ------------------------------------------------------------------------------------------------------------


def parts(sheet: Sheet, _: Context) -> Mapping[str, str]:
    """Fill the parts: all to be sold, or what is left for the current account."""
    amount, use, sold = sheet.money("amount"), sheet.text("use"), sheet.money("sold_amount")
    if amount is None:
        return {}
    if use == "sell":
        return {"sold_amount": plain(amount), "current_amount": ""}
    if use == "both":
        return {"current_amount": plain(amount - sold) if sold is not None and sold < amount else ""}
    return {"current_amount": plain(amount) if use == "current" else ""}


def accounts(transit: str, current: str, sale: str, use: str) -> Fill:
    """Propose the accounts where there is one choice: the other account in the currency, the first in roubles."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        own, wanted = sheet.text(transit), sheet.text(use)
        code = currency_of(own, context)
        if not code:
            return {}
        same = [
            number for number in context.accounts if number != own and currency_of(number, context) == code
        ]
        roubles = [n for n in context.accounts if currency_of(n, context) == currencies.ROUBLE]
        proposed = {}
        if wanted in {"current", "both"} and len(same) == 1:
            proposed[current] = same[0]
        if wanted in {"sell", "both"} and roubles:
            proposed[sale] = roubles[0]
        return proposed

    return fill
