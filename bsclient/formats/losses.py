"""What a format cannot keep of a file: told to the user before and after it is written.

`PARTS` are the parts of the neutral model by name; the `HOLDS` of a format's module lists those that come back when
what it wrote is read again. A part that no document of the file has is no loss. Counts are of documents, or of account
sections for the parts of `SECTION_PARTS`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats import registry
from bsclient.formats.model import (
    ANSWERS,
    CREDIT,
    ENTRIES,
    ORDERS,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Party,
    Tax,
)

_NO_BANK: Final = Bank()
_NO_TAX: Final = Tax()


@dataclass(frozen=True, slots=True)
class Loss:
    """One part that is lost and in how many documents or account sections; `code` is that of its text."""

    part: str
    count: int

    @property
    def code(self) -> str:
        """The code of the problem text that says it."""
        return f"file_loss_{self.part}"

    @property
    def facts(self) -> Mapping[str, str]:
        """The facts of the text."""
        return {"count": str(self.count)}


def counterparty(document: ExchangeDocument) -> Party:
    """Return the other side of a document: the payer of incoming money, else the payee."""
    return document.payer if document.direction == CREDIT else document.payee


def own_side(document: ExchangeDocument) -> Party:
    """Return our side of a document."""
    return document.payee if document.direction == CREDIT else document.payer


def _own_details(document: ExchangeDocument) -> bool:
    own = own_side(document)
    return bool(own.name or own.inn or own.kpp or own.bank != _NO_BANK)


def _document_date(document: ExchangeDocument) -> bool:
    days = (document.debited, document.credited)
    return document.date is not None and document.date not in days


_DOCUMENT: Final[dict[str, Callable[[ExchangeDocument], bool]]] = {
    "number": lambda d: bool(d.number),
    "date": _document_date,
    "entry_day": lambda d: bool(d.debited or d.credited),
    "value_date": lambda d: d.marks.value_date is not None,
    "amount": lambda d: d.amount is not None,
    "currency": lambda d: d.currency not in {"", "RUB"},
    "direction": lambda d: bool(d.direction),
    "kind": lambda d: bool(d.kind),
    "operation_type": lambda d: bool(d.operation_type),
    "name": lambda d: bool(counterparty(d).name),
    "inn": lambda d: bool(counterparty(d).inn),
    "kpp": lambda d: bool(counterparty(d).kpp),
    "counter_account": lambda d: bool(counterparty(d).account),
    "bic": lambda d: bool(counterparty(d).bank.bic),
    "bank_name": lambda d: bool(counterparty(d).bank.name),
    "correspondent_account": lambda d: bool(counterparty(d).bank.correspondent_account),
    "own_party": _own_details,
    "purpose": lambda d: bool(d.purpose),
    "priority": lambda d: bool(d.priority),
    "uin": lambda d: bool(d.uin),
    "income_code": lambda d: bool(d.income_code),
    "tax": lambda d: d.tax != _NO_TAX,
    "extra": lambda d: bool(d.extra),
    "reference": lambda d: bool(d.marks.reference),
    "preliminary": lambda d: d.marks.preliminary,
    "reversal": lambda d: d.marks.reversal,
}
_SECTION: Final[dict[str, Callable[[AccountSection], bool]]] = {
    "own_account": lambda s: bool(s.account),
    "interval": lambda s: s.start is not None or s.end is not None,
    "balances": lambda s: s.opening is not None or s.closing is not None,
    "turnover": lambda s: s.credits is not None or s.debits is not None,
    "owner": lambda s: bool(s.owner),
    "account_bank": lambda s: s.bank != _NO_BANK,
    "statement_reference": lambda s: bool(s.reference),
}

DOCUMENT_PARTS: Final = tuple(_DOCUMENT)
SECTION_PARTS: Final = tuple(_SECTION)
PARTS: Final = (*SECTION_PARTS, *DOCUMENT_PARTS)
"""Every part by name; `own_party` is name, INN, KPP and bank of our side in documents."""

ALL: Final = frozenset(PARTS)
ROLES: Final = frozenset((ORDERS, ENTRIES, ANSWERS))
FURTHER: Final = ("letters", "purpose_end", "name_end", "number_end", "document", "section")
"""What `cuts` of a format may tell beside the parts: letters and signs that it replaces, ends of texts that it has no room
for, and documents or sections that are left out."""


def role_of(file: ExchangeFile) -> str:
    """Return what the documents of a file are: one of `ROLES`."""
    return ORDERS if file.orders else file.role or ENTRIES


def lost(file: ExchangeFile, target: str) -> tuple[Loss, ...]:
    """Return what a target cannot keep of a file, in the order of `PARTS`; the cut ends last.

    Raises `BadInput`: `file_target_unknown`, and `file_target_role` when the target is not for such documents at all.
    """
    form = registry.named(target)
    if form is None:
        raise BadInput("file_target_unknown", target=target, known=", ".join(registry.targets()))
    holds = form.holds()
    if role_of(file) not in holds:
        raise BadInput(f"file_target_no_{role_of(file)}", target=form.title)
    found: Counter[str] = Counter()
    for part, has in _SECTION.items():
        if part not in holds:
            found[part] = sum(map(has, file.accounts))
    asked = [(part, has) for part, has in _DOCUMENT.items() if part not in holds]
    for document in file.documents:
        found.update(part for part, has in asked if has(document))
    found.update(form.cuts(file))
    return tuple(Loss(part, found[part]) for part in (*PARTS, *FURTHER) if found[part])
