"""Cash in documents: notes and coins by nominal value (Bank of Russia, notes and coins in circulation)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bsclient.domain import money
from bsclient.domain.context import Context
from bsclient.domain.document import Document, Sheet
from bsclient.domain.fields import choice, whole
from bsclient.domain.fields import money as amount

NOMINALS = ("5000", "2000", "1000", "500", "200", "100", "50", "10", "5", "2", "1")
"""Roubles of one note or coin; smaller coins are no longer counted at desks."""
INCOMING = frozenset(f"{symbol:02d}" for symbol in range(2, 40))
OUTGOING = frozenset(f"{symbol:02d}" for symbol in range(40, 78))


def _worth(sheet: Sheet, _: Context) -> Mapping[str, str]:
    nominal, pieces = sheet.text("nominal"), sheet.whole("pieces")
    known = nominal in NOMINALS and pieces is not None
    return {"amount": money.plain(Decimal(nominal) * (pieces or 0)) if known and pieces else ""}


class Notes(Document, fills=(_worth,)):
    """So many notes or coins of one nominal value."""

    nominal: str = choice("Nominal value, ₽", NOMINALS)
    pieces: int = whole("Pieces", least=1, most=1_000_000)
    amount: Decimal = amount("Amount", derived=True)
