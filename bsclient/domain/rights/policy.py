"""What the bank has on record about an organisation's rights, and what a question about them is about.

Amounts are minor units of `currency`; days are the bank's. `scope` is "" (all types), "family:<family>" or a type's code.
`account` "" means every account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.document_types import registry
from bsclient.domain.families import Flow
from bsclient.domain.money import parse_amount, to_minor
from bsclient.domain.rights.words import Action, Role

FAMILY: Final = "family:"
_CURRENCY: Final = 3
_BRINGS_IN: Final = frozenset((
    "payment_demand", "collection_order", "limits_request", "deposit_withdrawal", "deposit_closing",
    "loan_application", "loan_tranche", "guarantee_application", "acceptance_withdrawal",
))  # fmt: skip
"""Types with an amount and an account that take no money from it; limits do not count them."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a code with a text in `resources/i18n/problems`, and its facts."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: a type, an account, an amount; "" and None where it is about none in particular."""

    type: str = ""
    account: str = ""
    amount: int | None = None
    currency: str = currencies.ROUBLE

    @property
    def spends(self) -> bool:
        """Whether such a document takes money from the account: limits count it."""
        return bool(self.amount) and spending(self.type)


@dataclass(frozen=True, slots=True)
class Person:
    """A user: his group on the card of signatures (0 none, 3 visa) and his roles."""

    id: str
    name: str
    group: int
    roles: frozenset[Role]
    active: bool = True
    position: str = ""


@dataclass(frozen=True, slots=True)
class Grant:
    """An exception from a person's roles, either way: for a scope, an account, an action (None: all of them)."""

    user: str
    action: Action | None
    allow: bool
    scope: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be spent: by a user ("" the whole organisation), in a document, in a day of the bank.

    `used` is what counts for `used_on`; on any other day nothing is used yet.
    """

    id: str
    user: str = ""
    scope: str = ""
    account: str = ""
    currency: str = currencies.ROUBLE
    per_document: int | None = None
    per_day: int | None = None
    used: int = 0
    used_on: str = ""

    def used_today(self, day: date) -> int:
        """What counts on this day."""
        return self.used if self.used_on == day.isoformat() else 0


@dataclass(frozen=True, slots=True)
class Rule:
    """Which signatures documents of a scope need, from an amount on: `above` None is any document, else more than that.

    `four_eyes`: who made the document may not be the only one to sign it.
    """

    scheme: str
    scope: str = ""
    account: str = ""
    above: int | None = None
    currency: str = currencies.ROUBLE
    four_eyes: bool = False


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who signs in whose place from a day to a day, both included; `actions` are what he takes over."""

    user: str
    absent: str
    starts: date
    ends: date
    actions: frozenset[Action]

    def on(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Policy:
    """All rights of an organisation. `scheme` is the general scheme, for documents that no rule is about."""

    scheme: str
    people: Mapping[str, Person] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    limits: tuple[Limit, ...] = ()
    rules: tuple[Rule, ...] = ()
    substitutes: tuple[Substitute, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether there is nothing but the general scheme, groups and roles from before there were any."""
        return not (self.grants or self.limits or self.rules or self.substitutes)


def covers(scope: str, kind: str) -> bool:
    """Whether a scope includes a type; a question about no type in particular is met by "" alone."""
    if scope.startswith(FAMILY):
        return family_of(kind) == scope[len(FAMILY) :]
    return scope in {"", kind}


def rank(scope: str) -> int:
    """How particular a scope is: 2 a type, 1 a family, 0 all."""
    return 0 if not scope else 1 if scope.startswith(FAMILY) else 2


@lru_cache(maxsize=256)
def family_of(kind: str) -> str:
    """Return the family of a type, "" if the type is unknown."""
    return registry[kind].family.value if kind and kind in registry else ""


@lru_cache(maxsize=256)
def spending(kind: str) -> bool:
    """Whether documents of a type take money from an account of the client."""
    if not kind or kind in _BRINGS_IN or kind not in registry:
        return False
    declared = registry[kind]
    listing = declared.listing
    return declared.schemed and declared.flow is Flow.OUT and bool(listing.amount and listing.account)


def subject(kind: str, fields: Mapping[str, object]) -> Subject:
    """Return what a document is about, from its texts; what cannot be read is left out."""
    if kind not in registry:
        return Subject(kind)
    listing = registry[kind].listing
    account, currency = _text(fields, listing.account), _text(fields, listing.currency).upper()
    if len(currency) != _CURRENCY:
        currency = currencies.of_account(account) or currencies.ROUBLE
    try:
        amount = to_minor(parse_amount(_text(fields, listing.amount)))
    except ValueError:
        amount = None
    return Subject(kind, account, amount, currency)


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name, "") if name else ""
    return value.strip() if isinstance(value, str) else ""
