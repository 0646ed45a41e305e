"""What the rules may know beside the draft itself: the day, directories, the client's accounts and products.

The bank checks with the same declarations and a context of its own: where a lookup is None, its rules are silent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from bsclient.domain.banks import Bank
from bsclient.domain.problems import Severity

if TYPE_CHECKING:
    from bsclient.domain.cutoffs import Route
    from bsclient.domain.rights.policy import Policy


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account of the client. `available` is None where it is not known."""

    currency: str
    available: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """A product of the client at the bank: a deposit, a loan, a guarantee, a contract; `terms` are of its kind."""

    id: str
    kind: str
    number: str = ""
    account: str = ""
    currency: str = ""
    amount: Decimal | None = None
    state: str = ""
    opened: date | None = None
    ends: date | None = None
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Another document, as far as a rule may ask for it; `fields` are canonical texts."""

    type: str
    state: str
    fields: Mapping[str, object]


class BankLookup(Protocol):
    """A BIC directory."""

    def find(self, bic: str) -> Bank | None:
        """Return the participant with this BIC."""


class DirectoryLookup(Protocol):
    """Directories other than that of banks, by name."""

    def holds(self, name: str) -> bool:
        """Whether there is such a directory; rules are silent about one that never came."""

    def find(self, name: str, code: str, day: date) -> Mapping[str, str] | None:
        """Return the facts of an entry in force on a day; None when there is none."""


class ProductLookup(Protocol):
    """The client's products."""

    def find(self, product_id: str, /) -> ProductFacts | None:
        """Return a product."""


class DocumentLookup(Protocol):
    """The client's documents."""

    def find(self, document_id: str, /) -> DocumentFacts | None:
        """Return a document."""


@dataclass(frozen=True, slots=True)
class Context:
    """Surroundings of a check. What is empty or None is not checked.

    `banks_day` is the last day on which `banks` was known to be the edition in force; `closed` names the ways of payment
    (`ordinary`, `urgent`) that the bank takes no more orders for today, with the time since when; `leaves` says on which day
    a payment goes that is sent now, by the routes that the bank has told of. `rates` are roubles for one unit of a currency,
    `holidays` the days that are otherwise than their weekday (`workdays`), `severities` raise the weight of problems by code
    (a bank may forbid what the law only warns of); they never lower it.
    """

    today: date
    banks: BankLookup | None = None
    banks_day: date | None = None
    own_accounts: frozenset[str] = frozenset()
    own_inn: str = ""
    dates_checked: bool = True
    accounts: Mapping[str, AccountFacts] = field(default_factory=dict)
    directories: DirectoryLookup | None = None
    products: ProductLookup | None = None
    documents: DocumentLookup | None = None
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    closed: Mapping[str, str] = field(default_factory=dict)
    leaves: Mapping[Route, date] = field(default_factory=dict)
    severities: Mapping[str, Severity] = field(default_factory=dict)
    policy: Callable[[], Policy] | None = None
    """Asks for the rights of the organisation's users."""
