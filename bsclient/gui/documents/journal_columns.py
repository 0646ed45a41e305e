"""Columns of the journal: for payments, for recall requests, for any declared type, and for several types at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bsclient.domain.codes import PAYMENT_ORDER, RECALL_REQUEST
from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import icons, theme
from bsclient.gui.documents import journal_kinds, status_words
from bsclient.gui.tr import tr
from bsclient.gui.widgets.model import Column
from bsclient.services.documents.listing import Column as Ordered
from bsclient.services.documents.listing import Row

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

_UNSIGNED: Final = frozenset({State.INVALID, State.NEW, State.IMPORTED, State.DELETED})


def columns(kind: str, red: Callable[[Row], bool] = lambda _row: False) -> tuple[Column[Row], ...]:
    """Return the columns of a document type; "" for a list of several types. `red`: the payee's details look swapped."""
    if kind == PAYMENT_ORDER:
        return _payments(red)
    if kind == RECALL_REQUEST:
        return _recalls()
    return _declared(kind) if kind else _mixed()


def note(row: Row) -> str:
    """Say what there is to say of a document: errors of a draft, or why the bank did what it did."""
    if row.state in _UNSIGNED:
        return tr("%n remark(s)", "", row.problems) if row.problems else ""
    return ". ".join(filter(None, (status_words.short(row.status_code).rstrip("."), row.status_note)))


def swapped(desk: Desk) -> Callable[[Row], bool]:
    """Return how drafts are told whose payee's details look swapped, as far as the book of payees is at hand."""

    def red(row: Row) -> bool:
        book = desk.payees_at_hand() if row.state in _UNSIGNED else None
        if book is None or not row.counterparty_account:
            return False
        return book.looks_swapped(row.counterparty, row.counterparty_inn, row.counterparty_account)

    return red


def _state() -> Column[Row]:
    return Column(
        "state",
        tr("State"),
        lambda row: status_words.state_words(row.state, row.status_code),
        172,
        icon=_icon,
        colour=_colour,
        sort=Ordered.STATE,
    )


def _number() -> Column[Row]:
    return Column("number", tr("No."), lambda row: row.number, 62, right=True, sort=Ordered.NUMBER)


def _day() -> Column[Row]:
    return Column("day", tr("Date"), lambda row: written.day(row.day), 92, sort=Ordered.DAY)


def _amount() -> Column[Row]:
    return Column("amount", tr("Amount"), amount, 124, right=True, sort=Ordered.AMOUNT)


def amount(row: Row) -> str:
    """Write the amount of a row; a currency other than the rouble is named."""
    if row.amount is None:
        return ""
    return written.amount(row.amount, "" if row.currency == "RUB" else row.currency)


def _payments(red: Callable[[Row], bool]) -> tuple[Column[Row], ...]:
    return (
        _state(),
        _number(),
        _day(),
        _amount(),
        Column(
            "payee",
            tr("Payee"),
            lambda row: row.counterparty,
            168,
            icon=lambda row: "warning" if red(row) else "",
            colour=lambda row: "rejected" if red(row) else "",
            sort=Ordered.COUNTERPARTY,
        ),
        Column("purpose", tr("Purpose of payment"), lambda row: row.purpose, 214),
        _note(),
        Column("inn", tr("INN"), lambda row: row.counterparty_inn, 104),
        Column(
            "payee_account", tr("Payee's account"), lambda row: written.account(row.counterparty_account), 186
        ),
        _signatures(),
        Column(
            "account",
            tr("Payer's account"),
            lambda row: written.account(row.account),
            186,
            sort=Ordered.ACCOUNT,
        ),
    )


def _recalls() -> tuple[Column[Row], ...]:
    return (
        _state(),
        _number(),
        _day(),
        Column("amount", tr("Amount of the document"), amount, 160, right=True, sort=Ordered.AMOUNT),
        Column("purpose", tr("Reason"), lambda row: row.purpose, 420),
        Column("note", tr("Remarks and reasons"), note, 320, colour=_note_colour),
        _signatures(),
    )


def _declared(kind: str) -> tuple[Column[Row], ...]:
    """Return the columns that a declaration fills, under the names of its fields."""
    named = {name: label for name in _OPTIONAL if (label := journal_kinds.label(kind, name))}
    amounts = (_amount(),) if "amount" in named else ()
    return (
        _state(),
        _number(),
        _day(),
        *amounts,
        *(_optional(name, label) for name, label in named.items() if name != "amount"),
        _note(),
        _signatures(),
    )


def _mixed() -> tuple[Column[Row], ...]:
    return (
        _state(),
        Column("type", tr("Type"), lambda row: journal_kinds.one(row.type), 210),
        _number(),
        _day(),
        _amount(),
        _optional("counterparty", tr("With whom")),
        _optional("purpose", tr("What about")),
        _note(),
        _signatures(),
        _optional("account", tr("Account")),
    )


_OPTIONAL: Final = {
    "amount": 124,
    "counterparty": 190,
    "purpose": 240,
    "account": 186,
    "counterparty_inn": 104,
    "counterparty_account": 186,
}
"""Columns that a declaration may fill, with their widths."""
_SORTED: Final = {"counterparty": Ordered.COUNTERPARTY, "account": Ordered.ACCOUNT}


def _optional(name: str, label: str) -> Column[Row]:
    accounts = name.endswith("account")

    def words_of(row: Row) -> str:
        text = str(getattr(row, name))
        return written.account(text) if accounts else journal_kinds.shown(row.type, name, text)

    return Column(name, label, words_of, _OPTIONAL[name], sort=_SORTED.get(name, ""))


def _note() -> Column[Row]:
    return Column("note", tr("Remarks and reasons"), note, 230, colour=_note_colour)


def _signatures() -> Column[Row]:
    return Column("signatures", tr("Signatures"), lambda row: str(row.signatures or ""), 84, right=True)


def _icon(row: Row) -> str:
    return icons.STATE_ICONS[row.state]


def _colour(row: Row) -> str:
    return theme.STATE_COLOURS[row.state]


def _note_colour(row: Row) -> str:
    return "rejected" if theme.STATE_COLOURS[row.state] == "rejected" else ""
