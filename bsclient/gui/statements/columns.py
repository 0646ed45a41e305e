"""Columns of the list of operations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.gui import format as written
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column

if TYPE_CHECKING:
    from bsclient.services.statements.reading import EntryView


def columns() -> tuple[Column[EntryView], ...]:
    """Return the columns; those that are seldom looked at are hidden at first."""
    return (
        Column("day", tr("Date"), lambda e: written.day(e.value_date), 92, sort="day"),
        Column("number", tr("No."), lambda e: e.number, 70),
        Column("debit", tr("Debit"), _debit, 116, right=True, sort="debit"),
        Column("credit", tr("Credit"), _credit, 116, right=True, colour=lambda _e: "done", sort="credit"),
        Column("balance", tr("Balance"), lambda e: written.amount(e.balance_after), 124, right=True),
        Column(
            "counterparty", tr("Counterparty"), lambda e: e.counterparty_name, 190, icon=_icon, colour=None,
            sort="counterparty",
        ),
        Column("purpose", tr("Purpose"), lambda e: " ".join(e.purpose.split()), 300),
        Column("inn", tr("INN"), lambda e: e.counterparty_inn, 104),
        Column("account", tr("Account of the counterparty"), lambda e: e.counterparty_account, 172),
        Column("type", tr("Type"), lambda e: e.operation_type, 56),
        Column("kpp", tr("KPP"), lambda e: e.counterparty_kpp, 90, hidden=True),
        Column("bank", tr("Bank of the counterparty"), lambda e: e.counterparty_bank, 200, hidden=True),
        Column("bic", tr("BIC"), lambda e: e.counterparty_bic, 90, hidden=True),
        Column("document_day", tr("Document date"), lambda e: written.day(e.document_date), 100, hidden=True),
        Column("posted", tr("Posted"), lambda e: written.instant(e.posted), 140, hidden=True),
    )  # fmt: skip


def _debit(entry: EntryView) -> str:
    return "" if entry.credit else written.amount(entry.amount)


def _credit(entry: EntryView) -> str:
    return written.amount(entry.amount) if entry.credit else ""


def _icon(entry: EntryView) -> str:
    return "in" if entry.credit else "out"
