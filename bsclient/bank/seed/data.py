"""Shape of `resources/demo/bank.json`: the demo's clients and the payees they deal with. Amounts are texts like "1234.05"."""

from __future__ import annotations

import msgspec


class DemoAccount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account and what is on it when the history begins."""

    number: str
    name: str
    opening: str
    currency: str = "RUB"


class DemoPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A user, the group of his signature and his other roles ("operator,administrator")."""

    id: str
    name: str
    position: str
    group: int
    roles: str = ""


class DemoClient(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A client; one without users only receives and pays within the history. `rights` are rows of a `rights_change`."""

    id: str
    name: str
    inn: str
    kpp: str
    scheme: str
    card_file: bool
    accounts: list[DemoAccount]
    users: list[DemoPerson]
    rights: dict[str, list[dict[str, str]]] = {}


class DemoPayee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody at another bank. `role`: supplier, rent, customer, person, tax; stopped and closed are never paid.

    `low` and `high` bound the usual amount in roubles.
    """

    id: str
    name: str
    inn: str
    kpp: str
    account: str
    bic: str
    bank_name: str
    corr_account: str
    purpose: str
    role: str
    low: int = 0
    high: int = 0


class Stopped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An account that the bank does not pay, and why."""

    account: str
    reason: str


class DemoData(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of it."""

    clients: list[DemoClient]
    payees: list[DemoPayee]
    stop_list: list[Stopped]
    closed_accounts: list[str]
