"""The entries that a statement file tells of, account by account, as ledger entries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats import model, postings
from bsclient.services.statements.archive_match import PREFIX
from bsclient.storage import values
from bsclient.storage.rows.statements import EntryRow

_ZERO: Final = Decimal("0.00")
_NO_NUMBER: Final = "–"
_PARTIAL: Final = frozenset(("camt052", "camt054", "mt942", "qif"))
"""Formats whose files do not promise all entries of their interval."""


@dataclass(frozen=True, slots=True)
class Told:
    """One account of a file: its sections and entries; `marks` by the place of the entry."""

    account: str
    currency: str
    sections: tuple[model.AccountSection, ...]
    entries: tuple[EntryRow, ...]
    marks: tuple[model.Marks, ...]
    whole: bool

    @property
    def second_dates(self) -> tuple[dt.date | None, ...]:
        """The day of booking or of value that is not the entry's own, for each entry; None where there is none."""
        return tuple(
            mark.value_date if mark.value_date != entry.value_date else None
            for entry, mark in zip(self.entries, self.marks, strict=True)
        )

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """First and last day that the file tells of; None when it has neither an interval nor entries."""
        days = [day for one in self.sections for day in (one.start, one.end) if day is not None]
        days += [entry.value_date for entry in self.entries]
        return (min(days), max(days)) if days else None

    def promised(self, day: dt.date) -> bool:
        """Whether the file promises all entries of a day."""
        return self.whole and any(
            one.start is not None and one.end is not None and one.start <= day <= one.end
            and not (one.preliminary and day == one.end)
            for one in self.sections
        )  # fmt: skip


def accounts(
    file: model.ExchangeFile, now: dt.datetime, known: Callable[[str], str]
) -> tuple[list[Told], list[model.FileProblem]]:
    """Return the accounts of a file with their entries, and problems of documents that cannot be entries.

    `known` returns the currency that an account has here, "" where it is new: it counts where the file tells none.
    """
    sections: dict[str, list[model.AccountSection]] = defaultdict(list)
    for section in file.accounts:
        if section.account:
            sections[section.account].append(section)
    money = {account: _currency(own, account, known) for account, own in sections.items()}
    found: dict[str, list[tuple[EntryRow, model.Marks]]] = {account: [] for account in sections}
    problems = _foreign(sections, money)
    for document, directions in postings.sides(file):
        sides = [(each == model.CREDIT, _own(document, each, sections)) for each in directions]
        sides = [(credit, account) for credit, account in sides if account in sections]
        if not sides:
            problems.append(_problem(document, "account", "archive_entry_account"))
        for credit, account in sides:
            entry = _entry(document, (account, money[account]), credit=credit, now=now)
            if currencies.letters(document.currency) not in {"", money[account]}:
                facts = {"currency": document.currency, "expected": money[account]}
                problems.append(_problem(document, "currency", "archive_entry_currency", **facts))
            elif entry is None:
                problems.append(_problem(document, "amount", "archive_entry_incomplete"))
            else:
                found[account].append((entry, document.marks))
    partial = file.format in _PARTIAL or any(one.code == "file_page" for one in file.problems)
    told = [
        Told(
            account,
            money[account],
            tuple(
                sorted(
                    (_rounded(one, money[account]) for one in own if _fits(one, money[account])),
                    key=lambda one: (one.start or dt.date.min, one.end or dt.date.min),
                )
            ),
            tuple(entry for entry, _ in found[account]),
            tuple(marks for _, marks in found[account]),
            not partial,
        )
        for account, own in sections.items()
    ]
    return told, problems


def _own(document: model.ExchangeDocument, direction: str, told: Collection[str]) -> str:
    """Return the account of one side of a document: of a transfer to others, the only account that the file tells."""
    account = (document.payee if direction == model.CREDIT else document.payer).account
    if document.direction != model.INTERNAL and account not in told and len(told) == 1:
        return next(iter(told))
    return account


def _entry(
    document: model.ExchangeDocument, of: tuple[str, str], *, credit: bool, now: dt.datetime
) -> EntryRow | None:
    """Return the entry on an account (its number and currency); None without a day or an amount that can be kept."""
    account, currency = of
    day = (document.credited if credit else document.debited) or document.debited or document.credited
    day = day or document.date
    amount = _kept(document.amount, currency)
    if day is None or amount is None or amount <= 0:
        return None
    other = document.payer if credit else document.payee
    return EntryRow(
        id=PREFIX, account=account, value_date=day, posted=now, credit=credit, amount=amount,
        currency=currency, balance_after=_ZERO,
        operation_type=document.operation_type, number=document.number, document_date=document.date,
        counterparty_name=other.name, counterparty_inn=other.inn, counterparty_kpp=other.kpp,
        counterparty_account=other.account, counterparty_bic=other.bank.bic, counterparty_bank=other.bank.name,
        counterparty_corr_account=other.bank.correspondent_account, purpose=document.purpose,
    )  # fmt: skip


def _fits(section: model.AccountSection, currency: str) -> bool:
    return currencies.letters(section.currency) in {"", currency}


def _foreign(
    sections: dict[str, list[model.AccountSection]], money: dict[str, str]
) -> list[model.FileProblem]:
    """Return problems of sections in another currency than their account: its balances are no balances of it."""
    return [
        model.FileProblem(
            None, 0, "currency", "archive_section_currency", Severity.WARN,
            {"account": account, "currency": one.currency, "expected": money[account]},
        )
        for account, own in sections.items()
        for one in own
        if not _fits(one, money[account])
    ]  # fmt: skip


def _rounded(section: model.AccountSection, currency: str) -> model.AccountSection:
    """Return a section in the currency of the account, without the balances that the base cannot keep."""
    return replace(
        section, currency=currency, opening=_kept(section.opening, currency), closing=_kept(section.closing, currency),
        credits=_kept(section.credits, currency), debits=_kept(section.debits, currency),
    )  # fmt: skip


def _kept(amount: Decimal | None, currency: str) -> Decimal | None:
    """Return an amount with the decimals of its currency, two at least; None where it has more, or too many digits."""
    try:
        told = values.minor(amount, currency)
    except ValueError:
        return None
    return values.amount_or_none(told, currency)


def _currency(sections: list[model.AccountSection], account: str, known: Callable[[str], str]) -> str:
    """Return the currency of an account: as told, by its digits, as it is known here, else the rouble."""
    told = next((one.currency for one in sections if one.currency), "")
    return currencies.letters(told) or currencies.of_account(account) or known(account) or currencies.ROUBLE


def _problem(document: model.ExchangeDocument, field: str, code: str, **more: str) -> model.FileProblem:
    facts = {"number": document.number or _NO_NUMBER, "index": str(document.index), **more}
    return model.FileProblem(document.index, document.line, field, code, Severity.WARN, facts)
