"""MT940, the customer statement, as a format of `formats.registry`."""

from __future__ import annotations

from typing import BinaryIO, Final

from bsclient.formats.model import ENTRIES, ExchangeFile
from bsclient.formats.mt import writer
from bsclient.formats.mt.reader import read
from bsclient.formats.mt.writer import cuts

__all__ = ["HOLDS", "cuts", "read", "write"]

HOLDS: Final = frozenset(
    (
        "own_account",
        "interval",
        "balances",
        "account_bank",
        "statement_reference",
        "number",
        "date",
        "entry_day",
        "value_date",
        "amount",
        "currency",
        "direction",
        "name",
        "inn",
        "kpp",
        "counter_account",
        "bic",
        "correspondent_account",
        "purpose",
        "priority",
        "reference",
        "reversal",
        ENTRIES,
    )
)


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write statements with balances; BadInput `file_balances_missing` when there are none."""
    del language
    writer.write(out, file, interim=False)
