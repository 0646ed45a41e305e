"""What a column of a table can mean: names of the neutral model, their kinds, for which files they serve."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bsclient.formats.model import ENTRIES, ORDERS

Kind = Literal["text", "money", "day", "code", "mark"]

IGNORED: Final = "-"
"""A column that is known and not wanted."""
SIDES: Final = ("counterparty", "payer", "payee")
TAX: Final = (
    "status", "kbk", "oktmo", "ground", "period", "document_number", "document_date", "payment_type",
)  # fmt: skip
_PARTY: Final[tuple[tuple[str, Kind], ...]] = (
    ("name", "text"), ("inn", "code"), ("kpp", "code"), ("account", "code"), ("bank.bic", "code"), ("bank.name", "text"),
    ("bank.correspondent_account", "code"), ("joint", "text"), ("bank.joint", "text"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning. `joint` parties have account, INN and name in one cell, `joint` banks BIC and name."""

    name: str
    kind: Kind
    roles: frozenset[str]

    @property
    def code(self) -> str:
        """Which code it is: account, bic, inn, kpp or ""."""
        last = self.name.rsplit(".", 1)[-1]
        if self.kind != "code":
            return ""
        return "account" if last == "correspondent_account" else last


def _fields() -> Iterator[Field]:
    both, entries = frozenset((ENTRIES, ORDERS)), frozenset((ENTRIES,))
    for name, kind, roles in _OWN:
        yield Field(name, kind, both if roles == "both" else entries)
    for side in SIDES:
        for part, kind in _PARTY:
            yield Field(f"{side}.{part}", kind, entries if side == "counterparty" else both)
    for part in TAX:
        yield Field(f"tax.{part}", "text", both)


_OWN: Final[tuple[tuple[str, Kind, str], ...]] = (
    ("day", "day", "entries"), ("date", "day", "both"), ("number", "text", "both"), ("amount", "money", "both"),
    ("debit", "money", "entries"), ("credit", "money", "entries"), ("direction", "mark", "entries"), ("currency", "text", "both"),
    ("account", "code", "entries"), ("balance", "money", "entries"), ("purpose", "text", "both"), ("reference", "text", "entries"),
    ("status", "mark", "entries"), ("value_date", "day", "entries"), ("debited", "day", "entries"), ("credited", "day", "entries"),
    ("kind", "text", "both"), ("operation_type", "text", "both"), ("priority", "text", "both"), ("uin", "text", "both"),
    ("income_code", "text", "both"), ("preliminary", "mark", "entries"), ("reversal", "mark", "entries"),
)  # fmt: skip

FIELDS: Final[Mapping[str, Field]] = {field.name: field for field in _fields()}
"""All meanings by name."""


def of_role(role: str) -> tuple[Field, ...]:
    """Return what columns of a file of entries, or of orders, can mean."""
    return tuple(field for field in FIELDS.values() if role in field.roles)
