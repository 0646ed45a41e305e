"""What an entry of one's own consists of, by directory: its form, and the way between form and entry.

Names of facts are names of fields of documents: what is chosen from a directory fills the fields of the same names.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bsclient.domain.document import Document
from bsclient.domain.fields import account, bic, code, currency, day, inn, money, person, text
from bsclient.services.information.directory_books import NewEntry

if TYPE_CHECKING:
    from decimal import Decimal

    from bsclient.services.information.directory_books import Entry

_PLAIN: Final = ("entry_code", "entry_title", "valid_from", "valid_to")


class PurposeCard(Document):
    """A purpose of payment that is used often."""

    entry_title: str = text("Purpose of payment", longest=210)


class EmployeeCard(Document):
    """A person who is paid wages."""

    entry_title: str = person("Full name")
    entry_code: str = text("Personnel number", longest=20, required=False)
    account: str = account("Account", required=False)
    bic: str = bic("BIC of the bank", required=False)
    inn: str = inn("INN")


class ContractCard(Document):
    """A contract with a foreign partner."""

    entry_code: str = text("Number of the contract", longest=64)
    entry_title: str = text("With whom", longest=160)
    contract_date: dt.date | None = day("Date of the contract", required=False)
    contract_amount: Decimal | None = money("Amount", required=False)
    contract_currency: str = currency("Currency", required=False)
    unk: str = text("Unique number of the contract (UNK)", longest=40, required=False)


class OktmoCard(Document):
    """A territory."""

    entry_code: str = code("OKTMO", r"[0-9]{8}|[0-9]{11}", "oktmo_form", required=True)
    entry_title: str = text("Name", longest=160)


class KbkCard(Document):
    """A budget classification code."""

    entry_code: str = code("KBK", r"[0-9]{20}", "kbk_form", required=True)
    entry_title: str = text("Name", longest=300)


class EntryCard(Document):
    """An entry of any other directory."""

    entry_code: str = text("Code", longest=64, required=False)
    entry_title: str = text("Name", longest=300)
    valid_from: dt.date | None = day("In force from", required=False)
    valid_to: dt.date | None = day("In force until", required=False)


_CARDS: Final[Mapping[str, type[Document]]] = {
    "purposes": PurposeCard,
    "employees": EmployeeCard,
    "contracts": ContractCard,
    "oktmo": OktmoCard,
    "kbk": KbkCard,
}


def card(directory: str) -> type[Document]:
    """Return the form of an entry of a directory."""
    return _CARDS.get(directory, EntryCard)


def raw_of(entry: Entry) -> dict[str, str]:
    """Return an entry as its form shows it."""
    days = {"valid_from": entry.valid_from, "valid_to": entry.valid_to}
    plain = {name: value.isoformat() if value else "" for name, value in days.items()}
    return {**entry.facts, "entry_code": entry.code, "entry_title": entry.title, **plain}


def entry_of(raw: Mapping[str, str]) -> NewEntry:
    """Return the entry that was typed and found whole."""
    return NewEntry(
        title=raw["entry_title"],
        code=raw.get("entry_code", ""),
        facts={name: value for name, value in raw.items() if name not in _PLAIN and value},
        valid_from=_day(raw.get("valid_from", "")),
        valid_to=_day(raw.get("valid_to", "")),
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
