"""Rows of the document table to dataclasses, in one place: the order of columns is part of the statements."""

from __future__ import annotations

from typing import Any, Final

from bsclient import clock
from bsclient.domain.states import State
from bsclient.storage import values
from bsclient.storage.rows.documents import DocumentRow, Narrow

COLUMNS: Final = (
    "row, id, type, state, number, day, amount, currency, account, counterparty, counterparty_account,"
    " counterparty_bic, counterparty_inn, purpose, problems, signatures, created, updated, author, import_id,"
    " related, version, status_seq, status_code, status_note"
)


def document(found: Any) -> DocumentRow:
    """Return the dataclass of a row selected with `COLUMNS`."""
    return DocumentRow(
        row=found[0],
        id=found[1],
        type=found[2],
        state=State(found[3]),
        number=found[4],
        day=values.day(found[5]),
        amount=values.amount_or_none(found[6]),
        currency=found[7],
        account=found[8],
        counterparty=found[9],
        counterparty_account=found[10],
        counterparty_bic=found[11],
        counterparty_inn=found[12],
        purpose=found[13],
        problems=found[14],
        signatures=found[15],
        created=clock.parse(found[16]),
        updated=clock.parse(found[17]),
        author=found[18],
        import_id=found[19] or "",
        related=found[20],
        version=found[21],
        status_seq=found[22],
        status_code=found[23],
        status_note=found[24],
    )


def narrow(shown: Narrow) -> tuple[Any, ...]:
    """Return the values of the columns that a draft gives, in the order of `NARROW`."""
    return (
        shown.number,
        number_value(shown.number),
        values.day_text(shown.day),
        values.minor(shown.amount),
        shown.currency,
        shown.account,
        shown.counterparty,
        shown.counterparty_account,
        shown.counterparty_bic,
        shown.counterparty_inn,
        shown.purpose,
        shown.problems,
        shown.related,
    )


NARROW: Final = (
    "number",
    "number_value",
    "day",
    "amount",
    "currency",
    "account",
    "counterparty",
    "counterparty_account",
    "counterparty_bic",
    "counterparty_inn",
    "purpose",
    "problems",
    "related",
)


def number_value(number: str) -> int:
    """Return what a number sorts by: its value when it is digits, 0 for anything else."""
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 18 else 0  # noqa: PLR2004 -- 64 bit
