"""Requisites in a text that was copied from an invoice, a letter or a table: one payment, or one of each row.

Nothing is believed: each text found keeps what it was made from, how sure that is, and what was not found is named.
BadInput: `text_empty`, `text_large`, `text_nothing` (no requisites at all).
"""

from __future__ import annotations

import re
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import copied_table, invoice_words
from bsclient.formats.found_payment import FoundPayment
from bsclient.formats.invoice_numbers import Finder, Own

__all__ = ["NEEDED", "Own", "read"]

LARGEST: Final = 100_000
NEEDED: Final = ("payee_name", "payee_inn", "payee_account", "payee_bic", "amount", "purpose")
_STRONG: Final = frozenset({"payee_account", "payee_bic", "payee_inn"})
"""Without any of these a text is no invoice."""


def read(text: str, own: Own | None = None) -> tuple[FoundPayment, ...]:
    """Return the payments of a copied text: several for a table of several rows."""
    plain = re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", text).replace("\r\n", "\n").replace("\r", "\n")
    if not plain.strip():
        raise BadInput("text_empty")
    if len(plain) > LARGEST:
        raise BadInput("text_large", limit=str(LARGEST))
    mine = own or Own()
    rows = copied_table.read(plain, mine)
    found = rows or (_invoice(plain, mine),)
    if not any(piece.field in _STRONG for one in found for piece in one.pieces):
        raise BadInput("text_nothing")
    return found


def _invoice(text: str, own: Own) -> FoundPayment:
    finder = Finder(text, own)
    finder.run()
    pieces = (*finder.pieces, *invoice_words.pieces(text, own))
    there = {piece.field for piece in pieces if piece.value}
    missing = tuple(name for name in NEEDED if name not in there)
    return FoundPayment(pieces, tuple(finder.problems), missing, {}, text)
