"""Rules of currency control: contracts on record, operations, supporting documents (173-ФЗ, Instruction 181-И).

Each maker returns a rule for the fields it is told; a rule is silent where it knows too little.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from bsclient.domain import control
from bsclient.domain.context import Context
from bsclient.domain.money import MAX_MINOR, from_minor, plain
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.rules.currency import in_roubles

if TYPE_CHECKING:
    from bsclient.domain.document import Fill, Rule, Sheet

_ZERO: Final = Decimal(0)
_MOST: Final = from_minor(MAX_MINOR)
_DEFERRED: Final = ("2", "4")
"""Signs of delivery that stand for a deferred payment: its day is told."""
_SIDES: Final = {"1": "_3", "2": "_3", "3": "_4", "4": "_4"}
"""Which side's performance a sign of delivery is about, as kinds of papers end."""


def same_contract(contract: str = "contract", unk: str = "unk") -> Rule:
    """The unique number is that of the chosen contract."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        chosen, number = sheet.text(contract), sheet.text(unk)
        found = context.products.find(chosen) if context.products and chosen else None
        if found is not None and found.number and number != found.number:
            facts = {"value": number, "expected": found.number}
            yield Problem(unk, "unk_differs", facts=facts, mend={unk: found.number}, act=control.ACT)

    return rule


def in_force(contract: str = "contract") -> Rule:
    """The chosen contract is still on record."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        chosen = sheet.text(contract)
        found = context.products.find(chosen) if context.products and chosen else None
        if found is not None and found.state == "removed":
            yield Problem(contract, "contract_removed", facts={"number": found.number}, act=control.ACT)

    return rule


def not_future(*names: str) -> Rule:
    """These days have come."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        for name in names if context.dates_checked else ():
            day = sheet.day(name)
            if day is not None and day > context.today:
                facts = {"value": day.isoformat()}
                yield Problem(name, "day_not_come", facts=facts, mend={name: context.today.isoformat()})

    return rule


def reported_in_time(day: str, direction: str) -> Rule:
    """A receipt is coded within 15 working days (181-И, chapter 2)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        came = sheet.day(day)
        if came is None or sheet.text(direction) != "in" or not context.dates_checked:
            return
        until = control.after_working_days(came, control.TERM, context.holidays)
        if context.today > until:
            facts = {"value": until.isoformat()}
            yield Problem(day, "receipt_term_over", Severity.WARN, facts, act=control.ACT)

    return rule


# registration -----------------------------------------------------------------------------------------------------


def threshold(kind: str, amount: str, currency: str) -> Rule:
    """Below the threshold a contract need not be put on record (181-И, chapter 4)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        roubles = in_roubles(sheet.money(amount), sheet.text(currency), context)
        limit = control.THRESHOLDS[control.sort(sheet.text(kind))] if sheet.text(kind) else None
        if roubles is not None and limit is not None and roubles < limit:
            facts = {"value": str(roubles), "limit": str(limit)}
            yield Problem(amount, "unk_not_needed", Severity.INFO, facts, act=control.ACT)

    return rule


def copy_needed(kind: str, files: str) -> Rule:
    """A contract is sent along; of an export the bank needs only what the form says (181-И, chapter 5)."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        chosen = sheet.text(kind)
        if chosen and control.sort(chosen) != "export" and not sheet.rows(files):
            yield Problem(files, "contract_copy_needed", act=control.ACT)

    return rule


def abroad(country: str) -> Rule:
    """The other side is a non-resident."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if sheet.text(country) == "RU":
            yield Problem(country, "counterparty_resident", Severity.WARN, act="173-ФЗ")

    return rule


def repaid(amount: str, rows: str, part: str) -> Rule:
    """What is repaid by the schedule is what was lent."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        lent, parts = sheet.money(amount), sheet.rows(rows)
        back = sum((getattr(row, part) or _ZERO for row in parts), _ZERO)
        if lent is not None and parts and back != lent:
            facts = {"value": str(back), "expected": plain(lent)}
            yield Problem(rows, "repayments_differ", Severity.WARN, facts)

    return rule


def changes(*names: str) -> Rule:
    """Something is changed."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        if not any(sheet.text(name) for name in names):
            yield Problem(names[0], "nothing_changed")

    return rule


# supporting documents ---------------------------------------------------------------------------------------------


def delivery(sign: str, kind: str, due: str) -> Rule:
    """A sign of delivery is about the side that the paper is about; a deferred payment has its day."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        chosen, code = sheet.text(sign), sheet.text(kind)
        if chosen and code and not code.endswith(_SIDES[chosen]):
            facts = {"value": chosen, "kind": code}
            yield Problem(sign, "delivery_side", Severity.WARN, facts, act=control.ACT)
        if chosen in _DEFERRED and sheet.day(due) is None:
            yield Problem(due, "due_needed", facts={"value": chosen}, act=control.ACT)

    return rule


def papers_in_time(day: str) -> Rule:
    """A paper is reported within 15 working days after the end of its month (181-И, chapter 8)."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        dated = sheet.day(day)
        if dated is None or not context.dates_checked:
            return
        until = control.papers_due(dated, context.holidays)
        if context.today > until:
            facts = {"value": until.isoformat()}
            yield Problem(day, "papers_late", Severity.WARN, facts, act=control.ACT)

    return rule


def converted(rows: str, currency: str) -> Rule:
    """A sum in another currency than the contract's is told in the contract's too."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        priced = sheet.text(currency)
        for index, row in enumerate(sheet.sheets(rows)):
            if priced and row.text("currency") not in {"", priced} and row.money("contract_amount") is None:
                facts = {"value": row.text("currency"), "expected": priced}
                yield Problem(
                    f"{rows}.{index}.contract_amount", "contract_amount_needed", facts=facts, act=control.ACT
                )

    return rule


def contract_total(target: str, rows: str, currency: str) -> Rule:
    """The total in the contract's currency is the sum of its rows."""

    def rule(sheet: Sheet, _: Context) -> Iterator[Problem]:
        stated, found = sheet.money(target), _sum(sheet, rows, currency)
        if stated is not None and found is not None and stated != found:
            facts = {"value": plain(stated), "expected": str(found)}
            yield Problem(target, "total_differs", facts=facts, mend={target: str(found)})

    return rule


# fills ------------------------------------------------------------------------------------------------------------


def fill_total(target: str, rows: str, currency: str) -> Fill:
    """Fill the total in the contract's currency; empty while a row does not say its part."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        found = _sum(sheet, rows, currency)
        return {target: "" if found is None else plain(found)}

    return fill


def first_row(reference: str, rows: str) -> Fill:
    """Propose the first row from the document that the information is about."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        chosen = sheet.text(reference)
        found = context.documents.find(chosen) if context.documents and chosen else None
        if found is None or not sheet.sheets(rows):
            return {}
        told = found.fields
        row = {
            "document_number": str(told.get("number", "")),
            "day": str(told.get("value_date") or told.get("date", "")),
            "direction": "out" if found.type == "currency_transfer" else "in",
            "amount": str(told.get("amount", "")),
            "currency": str(told.get("currency", "")),
            "vo_code": str(told.get("vo_code", "")),
            "contract": str(told.get("contract", "")),
            "unk": str(told.get("unk", "")),
        }
        return {f"{rows}.0.{name}": text for name, text in row.items() if text}

    return fill


def _sum(sheet: Sheet, rows: str, currency: str) -> Decimal | None:
    """Return the sum of rows in the contract's currency; None while a row does not say it."""
    whole, priced = _ZERO, sheet.text(currency)
    for row in sheet.sheets(rows):
        told = row.money("contract_amount")
        if told is None and row.text("currency") == priced:
            told = row.money("amount")
        if told is None:
            return None
        whole += told
    return whole if _ZERO < whole <= _MOST else None
