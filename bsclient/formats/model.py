"""What an exchange file says, free of any format: accounts with balances, documents, problems.

Text that the file leaves out or leaves empty is "" here and null in the neutral JSON; dates and amounts
are None then. Amounts are `Decimal` roubles (or the currency's major units) with two places.
Texts stand as given, so that "0" in a tax field or a KPP stays "0".
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bsclient.domain.problems import Severity

PAYMENTS = "1c-payments"
STATEMENT = "1c-statement"

ORDERS = "payments"
ENTRIES = "statement"
ANSWERS = "statuses"

DEBIT = "debit"
CREDIT = "credit"
INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Bank:
    """The bank of a party as the file names it; `domain.banks.Bank` is the directory's entry."""

    bic: str = ""
    name: str = ""
    correspondent_account: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Payer or payee."""

    name: str = ""
    inn: str = ""
    kpp: str = ""
    account: str = ""
    bank: Bank = field(default_factory=Bank)


@dataclass(frozen=True, slots=True)
class Tax:
    """Fields 101 and 104-110 of a payment to the budget, as text."""

    status: str = ""
    kbk: str = ""
    oktmo: str = ""
    ground: str = ""
    period: str = ""
    document_number: str = ""
    document_date: str = ""
    payment_type: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """All fields in their order."""
        return (
            self.status,
            self.kbk,
            self.oktmo,
            self.ground,
            self.period,
            self.document_number,
            self.document_date,
            self.payment_type,
        )


@dataclass(frozen=True, slots=True)
class AccountSection:
    """Balances and turnover of one account over an interval; `start` and `end` are its first and last day.

    `preliminary` says that the day was not closed when the file was made. `reference` is the file's own name of the
    statement, `owner` and `bank` are whose account it is and where, as far as the file says.
    """

    account: str
    currency: str = ""
    start: dt.date | None = None
    end: dt.date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    credits: Decimal | None = None
    debits: Decimal | None = None
    preliminary: bool = False
    reference: str = ""
    owner: str = ""
    bank: Bank = field(default_factory=Bank)


@dataclass(frozen=True, slots=True)
class Marks:
    """What some statements say of an entry beside its document.

    `reference` is the bank's name of the entry; `value_date` is told where it differs from the day of the entry;
    `preliminary` entries may still change; `reversal` takes an earlier entry back (its direction is as written).
    """

    reference: str = ""
    value_date: dt.date | None = None
    preliminary: bool = False
    reversal: bool = False


NO_MARKS: Final = Marks()


@dataclass(frozen=True, slots=True)
class ExchangeDocument:
    """One document of the file.

    `index` counts from 1, `line` is where it opens. `direction` is debit, credit, internal (both accounts
    are ours) or "" when neither account is declared as ours. `debited` and `credited` are the days of the
    entry at the payer's and payee's bank. `extra` keeps the keys that the model has no field for, in order.
    """

    index: int
    line: int
    kind: str = ""
    number: str = ""
    date: dt.date | None = None
    amount: Decimal | None = None
    currency: str = ""
    direction: str = ""
    payer: Party = field(default_factory=Party)
    payee: Party = field(default_factory=Party)
    purpose: str = ""
    priority: str = ""
    uin: str = ""
    income_code: str = ""
    operation_type: str = ""
    debited: dt.date | None = None
    credited: dt.date | None = None
    tax: Tax = field(default_factory=Tax)
    extra: Mapping[str, str] = field(default_factory=dict)
    marks: Marks = NO_MARKS


def _maker(made: type[Any]) -> Any:
    """Return what makes an object of a frozen class in a quarter of the time of the class itself.

    A frozen class's own `__init__` goes through `object.__setattr__` for each field. A class with the same slots that is not
    frozen does without, and its objects become those of the frozen one when they are whole.
    """

    def become(self: Any) -> None:
        self.__class__ = made

    copied = [
        (
            one.name,
            Any,
            field(default=one.default)
            if one.default_factory is dataclasses.MISSING
            else field(default_factory=one.default_factory),
        )
        for one in dataclasses.fields(made)
    ]
    members = {"__post_init__": become}
    return dataclasses.make_dataclass(
        made.__name__, copied, namespace=members, slots=True, eq=False, repr=False
    )


if TYPE_CHECKING:
    new_document = ExchangeDocument
    new_marks = Marks
else:
    new_document = _maker(ExchangeDocument)
    new_marks = _maker(Marks)
# These two take what the classes take and give what they give; readers make a hundred thousand of them.


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A finding about a file: `index` of the document (None: the file as a whole), its line, field and rule.

    `field` is the model's name of the field ("payer.inn") or the file's own key; facts fill the text.
    """

    index: int | None
    line: int
    field: str
    code: str
    severity: Severity
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """A file read as a whole. `header` has the file's own opening keys (sender, receiver, interval).

    `format` is a code of `formats.registry` (1C has two: `PAYMENTS` and `STATEMENT`); `role` says what the documents are:
    `ORDERS` to be paid, `ENTRIES` of accounts or `ANSWERS` to orders; "" follows from the two codes of 1C.
    """

    format: str
    version: str = ""
    encoding: str = ""
    accounts: tuple[AccountSection, ...] = ()
    documents: tuple[ExchangeDocument, ...] = ()
    problems: tuple[FileProblem, ...] = ()
    header: Mapping[str, str] = field(default_factory=dict)
    role: str = ""

    @property
    def orders(self) -> bool:
        """Whether the documents are payments to be made."""
        return self.role == ORDERS if self.role else self.format == PAYMENTS

    @property
    def readable(self) -> bool:
        """Whether the file was read at all (single documents may still have problems)."""
        return not any(p.index is None and p.severity is Severity.BLOCK for p in self.problems)
