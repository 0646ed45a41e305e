"""Findings about a payment order that only the base can make: the same payment before, a taken number, a payee.

None of them blocks: the user may know better, but must have seen it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Final

from bsclient.domain import money, payee_guard
from bsclient.domain.currencies import ROUBLE
from bsclient.domain.document import Raw
from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem, Severity
from bsclient.protocol.payees import Terms
from bsclient.services.payees.book import Book, Compared, Payee, PayeeMark
from bsclient.storage import past
from bsclient.storage.columns import number_value
from bsclient.storage.rows.documents import Narrow
from bsclient.storage.unit_of_work import Reader

_LAST_NUMBER: Final = 999_999
REPEAT_DAYS: Final = timedelta(days=30)
_PAYMENT: Final = "payment_order"


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
    """The payee of a payment order is new, known with other requisites, or blocked."""
    if raw.get("payee_account"):
        (named,) = payee_guard.payees(_PAYMENT, raw)
        yield from _said(_PAYMENT, named, compared)


def payees(kind: str, raw: Raw, book: Book) -> Iterator[Problem]:
    """The same of all whom a document of any type pays; in a register of many payments new payees are not told."""
    named = payee_guard.payees(kind, raw)
    unknown: list[payee_guard.Payee] = []
    for one in named:
        compared = book.judge(one)
        if one.row < 0 or compared.mark is PayeeMark.CHANGED or compared.blocked:
            yield from _said(kind, one, compared)
        if not _known(compared):
            unknown.append(one)
    yield from one_account(kind, named)
    if kind in payee_guard.ROWS:
        yield from _first_large_rows(kind, raw, unknown, book.terms)
    elif unknown:
        yield from _first_large_one(kind, raw, unknown[0], book.terms)


def _first_large_one(kind: str, raw: Raw, one: payee_guard.Payee, terms: Terms) -> Iterator[Problem]:
    """The same of a document that pays one payee in roubles; the rate of other currencies is the bank's."""
    field = registry[kind].listing.amount
    amount, limit = _amount(raw.get(field, "")), _amount(terms.first_payment)
    if raw.get("currency", ROUBLE) in {"", ROUBLE} and 0 < limit <= amount and not one.shared:
        facts = {"value": money.plain(amount), "limit": terms.first_payment, "name": one.name}
        yield Problem(field, "payee_first_large", Severity.WARN, facts)


def _first_large_rows(
    kind: str, raw: Raw, unknown: Sequence[payee_guard.Payee], terms: Terms
) -> Iterator[Problem]:
    """The bank will put a register off: rows to one account are one payment of a day there."""
    rows = raw.get(payee_guard.ROWS.get(kind, ""), ())
    if isinstance(rows, str) or not terms.first_payment:
        return
    limit, sums = money.parse_amount(terms.first_payment), dict[str, Decimal]()
    for one in unknown:
        if payee_guard.shared(one.account):
            continue
        before = sums.get(one.account, Decimal(0))
        sums[one.account] = before + _amount(rows[one.row].get("amount", ""))
        if limit > 0 and before < limit <= sums[one.account]:
            facts = {"value": money.plain(sums[one.account]), "limit": terms.first_payment, "name": one.name}
            field = f"{payee_guard.ROWS[kind]}.{one.row}.amount"
            yield Problem(field, "payee_first_large", Severity.WARN, facts)


def _amount(text: object) -> Decimal:
    """Return what a row of a draft says; nothing if that is no amount, which other rules tell."""
    try:
        return money.parse_amount(text) if isinstance(text, str) else Decimal(0)
    except ValueError:
        return Decimal(0)


def one_account(kind: str, named: Sequence[payee_guard.Payee]) -> Iterator[Problem]:
    """One account stands for several payees of one document."""
    for account in sorted(payee_guard.one_account(named)):
        found = [one for one in named if one.account == account]
        yield shared_account(found, payee_guard.place(kind, "account", found[0].row))


def shared_account(found: Sequence[payee_guard.Payee], field: str) -> Problem:
    """Say that an account stands for several payees."""
    names = ", ".join(sorted({one.name for one in found}))
    return Problem(field, "payees_one_account", Severity.WARN, {"value": found[0].account, "name": names})


def first_large(shown: Narrow, compared: Compared, terms: Terms) -> Iterator[Problem]:
    """The bank will put the payment off: the payee is new to it and the sum is not small."""
    if _known(compared) or not terms.first_payment or shown.amount is None:
        return
    limit = money.parse_amount(terms.first_payment)
    if 0 < limit <= shown.amount and not payee_guard.shared(shown.counterparty_account):
        facts = {"value": money.plain(shown.amount), "limit": terms.first_payment}
        yield Problem("amount", "payee_first_large", Severity.WARN, facts)


def _known(compared: Compared) -> bool:
    """Whether something was paid to a payee before, as far as the bank or, if it says nothing of him, this base knows."""
    card = compared.card
    return card is not None and (card.word is None or card.vouched)


def _said(kind: str, named: payee_guard.Payee, compared: Compared) -> Iterator[Problem]:
    if compared.blocked:
        facts = {"account": named.account, "name": named.name}
        field = payee_guard.place(kind, "account", named.row, abroad=named.abroad)
        yield Problem(field, "payee_blocked_by_you", Severity.BLOCK, facts)
    card = compared.card
    if compared.mark is PayeeMark.NEW:
        facts = {"value": named.account, "name": named.name}
        yield Problem(
            payee_guard.place(kind, "account", named.row, abroad=named.abroad),
            "payee_new",
            Severity.INFO,
            facts,
        )
    if compared.mark is not PayeeMark.CHANGED or card is None:
        return
    earlier = _earlier_payments(card)
    for code, part in compared.parts():
        if not payee_guard.told(kind, part):
            continue
        known, given = getattr(card, part), getattr(named, part)
        facts = {"value": given, "expected": known, "name": card.name, **earlier}
        yield Problem(
            payee_guard.place(kind, part, named.row, abroad=named.abroad), code, Severity.WARN, facts
        )


def _earlier_payments(card: Payee) -> dict[str, str]:
    """Return when and how much was paid to a card: by the bank's word, else by what this base knows."""
    word = card.word
    if word is not None and word.paid:
        return {"date": word.last, "count": word.executed, "sum": word.total, "currency": word.currency}
    return {"date": card.last_used.isoformat() if card.last_used else "", "count": str(card.used), "sum": ""}


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
        "value": earlier.number,
        "date": earlier.day,
        "state": str(earlier.state),
        "document": earlier.id,
    }
