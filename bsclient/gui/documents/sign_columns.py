"""Columns of the list in the sign window: what the bytes say, read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bsclient.domain.documents import PaymentOrder
from bsclient.gui import format as written
from bsclient.gui.documents import fields_view
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column
from bsclient.services.signing.ceremony import Item

_MARKS: Final = {"changed": ("warning", "rejected"), "new": ("new", "partly")}
_CONTENTS: Final = ("purpose", "reason", "subject")


def columns(items: Sequence[Item]) -> tuple[Column[Item], ...]:
    """Return columns for payments, or the common ones when other documents are among them."""
    if all(item.signed.type == PaymentOrder.code for item in items):
        return _payments()
    return _mixed()


def amount(item: Item) -> str:
    """Write the amount of a document with its currency; "" if it has none."""
    return "" if item.amount is None else written.amount(item.amount, item.currency)


def _payments() -> tuple[Column[Item], ...]:
    return (
        Column("number", tr("No."), lambda item: item.text("number"), 64, right=True),
        Column("day", tr("Date"), _day, 92),
        Column("amount", tr("Amount"), amount, 140, right=True),
        Column(
            "payee",
            tr("Payee"),
            lambda item: item.text("payee_name"),
            250,
            icon=_mark_icon,
            colour=_mark_colour,
        ),
        Column(
            "account", tr("Payee's account"), lambda item: written.account(item.text("payee_account")), 186
        ),
        Column("bank", tr("BIC and bank"), _bank, 220),
        Column("purpose", tr("Purpose of payment"), lambda item: item.text("purpose"), 340),
        Column("inn", tr("INN"), lambda item: item.text("payee_inn"), 104),
    )


def _mixed() -> tuple[Column[Item], ...]:
    return (
        Column("type", tr("Document"), lambda item: fields_view.title(item.signed.type), 150),
        Column("number", tr("No."), lambda item: item.text("number"), 64, right=True),
        Column("day", tr("Date"), _day, 92),
        Column("amount", tr("Amount"), amount, 140, right=True),
        Column("content", tr("Content"), content, 420),
    )


def content(item: Item) -> str:
    """Return what a document is about: purpose, reason or subject."""
    return next((item.text(name) for name in _CONTENTS if item.text(name)), "")


def _day(item: Item) -> str:
    return written.iso_day(item.text("date"))


def _bank(item: Item) -> str:
    return f"{item.text('payee_bic')}  {item.text('payee_bank_name')}"


def _mark_icon(item: Item) -> str:
    return _MARKS.get(item.payee, ("", ""))[0]


def _mark_colour(item: Item) -> str:
    return _MARKS.get(item.payee, ("", ""))[1]
