"""Whether money of an entry left or came: each bank's table says it in its own way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bsclient.formats.model import CREDIT, DEBIT, INTERNAL
from bsclient.formats.table_files import profile as profiles
from bsclient.formats.table_files.profile import Profile
from bsclient.formats.table_files.told import Cell
from bsclient.formats.table_files.values import folded


@dataclass(frozen=True, slots=True)
class Side:
    """Direction and positive amount of an entry; `problem` is the cell (None: none is filled) and the code."""

    direction: str = ""
    amount: Decimal | None = None
    reversal: bool = False
    problem: tuple[Cell | None, str] | None = None


class Values(Protocol):
    """Where the values of a row come from."""

    def money(self, field: str) -> tuple[Decimal | None, Cell | None]:
        """Return the amount of a field and its cell."""

    def text(self, field: str) -> str:
        """Return the text of a field."""

    def code(self, field: str) -> str:
        """Return a code."""


def side_of(row: Values, profile: Profile, own: str, negative_debits: bool) -> Side:  # noqa: FBT001 -- the file's own way
    """Return direction and amount of a row. `negative_debits`: all amounts of the column of debits have a minus."""
    if profile.signs == profiles.COLUMNS:
        return _of_columns(row, negative_debits)
    amount, cell = row.money("amount")
    if amount is None:
        return Side(problem=(None, "table_amount_missing") if cell is None else None)
    if not amount:
        return Side(problem=(cell, "table_amount_zero"))
    if profile.signs == profiles.WORD:
        return _of_word(row, profile, amount, cell)
    if profile.signs == profiles.SIDES:
        return _of_sides(row, own, amount)
    if profile.signs == profiles.PLUS:
        return Side(CREDIT if cell is not None and cell.text.lstrip().startswith("+") else DEBIT, abs(amount))
    left = amount < 0
    if profile.signs == profiles.INVERTED:
        left = not left
    return Side(DEBIT if left else CREDIT, abs(amount))


def _of_columns(row: Values, negative_debits: bool) -> Side:  # noqa: FBT001 -- as above
    debit, debit_cell = row.money("debit")
    credit, credit_cell = row.money("credit")
    if debit and credit:
        return Side(problem=(credit_cell, "table_both_sides"))
    if debit:
        if debit < 0 and not negative_debits:  # storno: money that had left is back
            return Side(CREDIT, -debit, reversal=True)
        return Side(DEBIT, abs(debit))
    if credit:
        return Side(CREDIT, credit) if credit > 0 else Side(DEBIT, -credit, reversal=True)
    filled = debit_cell or credit_cell
    if (debit is None and debit_cell) or (credit is None and credit_cell):
        return Side()  # told when it was read
    return Side(problem=(filled, "table_amount_zero" if filled else "table_amount_missing"))


def _of_word(row: Values, profile: Profile, amount: Decimal, cell: Cell | None) -> Side:
    said = row.text("direction")
    bare, word = said.strip(), folded(said)
    if word in profiles.INTERNAL_WORDS:
        return Side(INTERNAL, abs(amount))
    for direction, other, words in (
        (DEBIT, CREDIT, profile.debit_words),
        (CREDIT, DEBIT, profile.credit_words),
    ):
        if _among(bare, word, words):
            mixed = amount < 0 and direction == CREDIT
            return Side(other, -amount, reversal=True) if mixed else Side(direction, abs(amount))
    return Side(
        amount=abs(amount), problem=(Cell("direction", cell.place if cell else 0, said), "table_direction")
    )


def _among(bare: str, word: str, words: Collection[str]) -> bool:
    """Whether the cell is one of the words, or begins with one of the longer ones (Списание со счёта)."""
    if bare in words or (word and word in words):
        return True
    return any(len(each) > 3 and word.startswith(each) for each in words)  # noqa: PLR2004 -- not D, Дт or in


def _of_sides(row: Values, own: str, amount: Decimal) -> Side:
    payer, payee = (
        row.code("payer.account") or row.text("payer.joint"),
        row.code("payee.account") or row.text("payee.joint"),
    )
    if own and own in payer:
        return Side(INTERNAL if own in payee else DEBIT, abs(amount))
    if own and own in payee:
        return Side(CREDIT, abs(amount))
    return Side(amount=abs(amount), problem=(None, "table_own_side"))
