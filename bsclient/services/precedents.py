"""Findings about a payment order that only the base can make: the same payment before, a taken number, a payee.

None of them blocks: the user may know better, but must have seen it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bsclient.domain import money
from bsclient.domain.document import Raw
from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem, Severity
from bsclient.services.payees import Compared, PayeeMark
from bsclient.storage import past
from bsclient.storage.columns import number_value
from bsclient.storage.rows import Narrow
from bsclient.storage.unit_of_work import Reader

_LAST_NUMBER: Final = 999_999
REPEAT_DAYS: Final = timedelta(days=30)
_CHANGED: Final = {
    "payee_account": "payee_account_changed",
    "payee_inn": "payee_inn_changed",
    "payee_name": "payee_name_changed",
}


def earlier(reader: Reader, document_id: str, shown: Narrow) -> Iterator[Problem]:
    """Return what earlier documents say of a payment order."""
    return repeats(reader, _payment(document_id, shown), shown)


def repeats(reader: Reader, payment: past.Payment, shown: Narrow) -> Iterator[Problem]:
    """The same payment, a similar one, a number that is taken in the year."""
    whole = payment.amount > 0 and payment.payee_account and payment.day
    same = past.same(reader, payment) if whole and payment.number else None
    if same is not None:
        yield Problem("", "duplicate_payment", Severity.WARN, _facts(same))
    elif whole and (similar := past.similar(reader, payment, REPEAT_DAYS)) is not None:
        yield Problem("amount", "repeat_payment", Severity.INFO, _facts(similar))
    if payment.number and payment.day:
        taken = past.number_taken(reader, payment)
        if taken is not None and same is None:
            yield _number(reader, payment, taken, shown.number)


def payee(raw: Raw, compared: Compared) -> Iterator[Problem]:
    """The payee is new, or known with other requisites."""
    if compared.mark is PayeeMark.KNOWN or not raw.get("payee_account"):
        return
    if compared.mark is PayeeMark.NEW:
        facts = {"value": str(raw["payee_account"]), "name": str(raw.get("payee_name", ""))}
        yield Problem("payee_account", "payee_new", Severity.INFO, facts)
    card = compared.card
    if compared.mark is not PayeeMark.CHANGED or card is None:
        return
    known = {"payee_account": card.account, "payee_inn": card.inn, "payee_name": card.name}
    last = card.last_used.isoformat() if card.last_used else ""
    for field in compared.differs:
        if field in _CHANGED:
            facts = {
                "value": str(raw.get(field, "")),
                "expected": known[field],
                "name": card.name,
                "date": last,
            }
            yield Problem(field, _CHANGED[field], Severity.WARN, facts)


def funds(shown: Narrow, available: Mapping[str, Decimal]) -> Iterator[Problem]:
    """The account holds less than the payment takes."""
    held = available.get(shown.account)
    if held is not None and shown.amount is not None and held < shown.amount:
        facts = {"value": money.plain(held), "expected": money.plain(shown.amount)}
        yield Problem("amount", "insufficient_funds", Severity.WARN, facts)


def taken(reader: Reader, document_id: str, shown: Narrow) -> bool:
    """Whether another document of the type has this number in the year."""
    payment = _payment(document_id, shown)
    return bool(payment.number and payment.day) and past.number_taken(reader, payment) is not None


def number_taken(reader: Reader, document_id: str, shown: Narrow) -> Iterator[Problem]:
    """Another document of the type has this number in the year, and the number that is free."""
    payment = _payment(document_id, shown)
    found = past.number_taken(reader, payment) if payment.number and payment.day else None
    if found is not None:
        field = registry[shown.type].listing.number
        problem = _number(reader, payment, found, shown.number)
        yield dataclasses.replace(problem, field=field, mend={field: problem.facts["expected"]})


def next_number(reader: Reader, kind: str, year: int) -> str:
    """Return the number after the highest of the year; one of four digits or more never ends in 000.

    After 999999 it is the lowest one that is free.
    """
    number = past.highest_number(reader, kind, year) + 1
    if number > 999 and number % 1000 == 0:  # noqa: PLR2004 -- banks compare the last three digits
        number += 1
    if number > _LAST_NUMBER:
        number = past.numbers(reader, kind, f"{year:04}").find(0, 1)
    return str(number)


def _number(reader: Reader, payment: past.Payment, taken: past.Earlier, number: str) -> Problem:
    free = next_number(reader, payment.type, int(payment.day[:4]))
    facts = {"value": number, "expected": free, "date": taken.day}
    return Problem("number", "duplicate_number", Severity.WARN, facts, {"number": free})


def _payment(document_id: str, shown: Narrow) -> past.Payment:
    return past.Payment(
        id=document_id,
        type=shown.type,
        account=shown.account,
        number=number_value(shown.number),
        day=shown.day.isoformat() if shown.day else "",
        amount=money.to_minor(shown.amount) if shown.amount is not None else 0,
        payee_account=shown.counterparty_account,
    )


def _facts(earlier: past.Earlier) -> dict[str, str]:
    return {
        "number": earlier.number,
        "date": earlier.day,
        "state": str(earlier.state),
        "document": earlier.id,
    }
