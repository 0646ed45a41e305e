"""Statements on paper: for the printer, for a file of one's own choice, and for exports into folders."""

from __future__ import annotations

from typing import Final

from bsclient.printing import report, statement, watermark
from bsclient.printing.canvas import Page
from bsclient.printing.paper import Owner
from bsclient.services.context import Workplace
from bsclient.services.statements import marks
from bsclient.services.statements.reading import EntryView, Statement, Statements

DEMO: Final = {"ru": "ДЕМОНСТРАЦИЯ", "en": "DEMONSTRATION"}
"""What stands across every paper of the demo."""


def pages(place: Workplace, told: Statement, language: str, *, partial: bool = False) -> list[Page]:
    """Return a statement with the bank's stamp where it has signed every day; a `partial` one never has it; blocks."""
    mark, own = marks.mark_of(place, told), owner(place, told.account)
    paper = statement.Paper(
        owner=own.name, inn=own.inn, bank=own.bank, bic=own.bic, account=told.account, currency=told.currency, start=told.start,
        end=told.end, opening=told.opening, closing=told.closing, debits=told.debits, credits=told.credits,
        agrees=told.agrees, lines=[_line(entry) for entry in told.entries], made=place.instant,
        preliminary=mark.preliminary, stamp=None if partial else mark.stamp, partial=partial,
    )  # fmt: skip
    return finished(place, statement.report(paper, language), language)


def finished(place: Workplace, made: report.Report, language: str) -> list[Page]:
    """Return the pages of a report; those of the demo say so."""
    words = DEMO["ru" if language == "ru" else "en"] if place.profile.demo else ""
    return watermark.under(report.lay_out(made), words)


def owner(place: Workplace, account: str) -> Owner:
    """Return whose an account is and at which bank; what only files told of another bank is not this bank's word."""
    own, bank = Statements(place).owner(account), place.profile.bank
    name = bank.name if own.bank.bic == bank.bic else own.bank.name
    return Owner(name=own.name, inn=own.inn, kpp=own.kpp, bank=name, bic=own.bank.bic)


def _line(entry: EntryView) -> statement.Line:
    parts = (entry.counterparty_name, entry.counterparty_inn, entry.counterparty_account)
    return statement.Line(
        entry.value_date, entry.number, entry.operation_type, entry.credit, entry.amount,
        "\n".join(filter(None, parts)), entry.purpose,
    )  # fmt: skip
