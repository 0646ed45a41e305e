"""Banks and other participants of the payment system, as the Bank of Russia's BIC directory names them.

Source: message ED807 of the Bank of Russia's electronic message formats (album UFEBS). Codes that the
directory uses are kept as text: new ones appear without notice (account type CBDC in 2026).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

LIQUIDATOR = "90"
OUTSIDE_CLIENT = "99"
SETTLEMENT_ACCOUNTS = ("CRSA", "UTRA")
"""Kinds of account that a payment order names as the bank's own: correspondent and unified treasury."""

_UNUSABLE_TYPES = frozenset((LIQUIDATOR, OUTSIDE_CLIENT))
_ACCOUNT_SHUT = "CLRS"


@dataclass(frozen=True, slots=True)
class Restriction:
    """A limit laid on a participant or an account from a day on, e.g. `LWRS` (licence withdrawn)."""

    code: str
    since: date | None = None
    successor_bic: str = ""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account of a participant at the Bank of Russia; `kind` CRSA correspondent, UTRA/TRSA treasury."""

    number: str
    kind: str
    keeper_bic: str = ""
    date_in: date | None = None
    date_out: date | None = None
    restrictions: tuple[Restriction, ...] = ()

    def open_on(self, day: date) -> bool:
        """Whether the account existed and was not being closed on this day."""
        if not _within(day, self.date_in, self.date_out):
            return False
        return all(item.code != _ACCOUNT_SHUT for item in in_force(self.restrictions, day))


@dataclass(frozen=True, slots=True)
class Bank:
    """One entry of the directory: a bank, a branch, a treasury body or a field office."""

    bic: str
    name: str
    town: str = ""
    correspondent_account: str = ""
    accounts: tuple[BankAccount, ...] = ()
    participant_type: str = ""
    date_in: date | None = None
    date_out: date | None = None
    restrictions: tuple[Restriction, ...] = ()
    swift: str = ""

    @property
    def account_numbers(self) -> tuple[str, ...]:
        """Numbers of all accounts of this participant."""
        return tuple(account.number for account in self.accounts)

    def has_account(self, number: str) -> bool:
        """Whether this account at the Bank of Russia belongs to the participant."""
        return any(account.number == number for account in self.accounts)

    def correspondent_accounts_on(self, day: date) -> tuple[str, ...]:
        """Open settlement accounts on this day, those that a payment order may name as the bank's own."""
        return tuple(
            account.number
            for account in self.accounts
            if account.kind in SETTLEMENT_ACCOUNTS and account.open_on(day)
        )

    def closed_on(self, day: date) -> bool:
        """Whether the entry was not yet, or no longer, in force on this day."""
        return not _within(day, self.date_in, self.date_out)

    def restrictions_on(self, day: date) -> tuple[Restriction, ...]:
        """Limits on the participant in force on this day."""
        return in_force(self.restrictions, day)

    def restricted_on(self, day: date) -> bool:
        """Whether any limit on the participant is in force on this day."""
        return bool(self.restrictions_on(day))

    def usable_on(self, day: date) -> bool:
        """Whether a payment may be addressed to the participant on this day.

        It must be in force, under no limit, hold an open account, and be neither a liquidator nor an
        outside client of the Bank of Russia.
        """
        if self.participant_type in _UNUSABLE_TYPES or self.closed_on(day) or self.restricted_on(day):
            return False
        return any(account.open_on(day) for account in self.accounts)


def in_force(restrictions: tuple[Restriction, ...], day: date) -> tuple[Restriction, ...]:
    """Return the limits that have begun by this day; one without a date is always in force."""
    return tuple(item for item in restrictions if item.since is None or item.since <= day)


def _within(day: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


class BicDirectory:
    """The directory as a whole: exact look-up by BIC and search by what a person types.

    `business_day` is the day from which this edition is in force (not the day it was made).
    """

    def __init__(self, banks: Iterable[Bank], business_day: date | None = None) -> None:
        self._banks = {bank.bic: bank for bank in banks}
        self.business_day = business_day

    def __len__(self) -> int:
        return len(self._banks)

    def all(self) -> tuple[Bank, ...]:
        """Return every entry in the order of the source."""
        return tuple(self._banks.values())

    def find(self, bic: str) -> Bank | None:
        """Return the participant with this BIC, or None."""
        return self._banks.get(bic)

    def closed_on(self, bic: str, day: date) -> bool:
        """Whether the BIC is unknown or not in force on this day."""
        bank = self.find(bic)
        return bank is None or bank.closed_on(day)

    def restricted_on(self, bic: str, day: date) -> bool:
        """Whether the BIC is known and under a limit on this day."""
        bank = self.find(bic)
        return bank is not None and bank.restricted_on(day)

    def search(self, text: str, limit: int = 20, *, day: date | None = None) -> list[Bank]:
        """Return entries whose BIC begins with the text, or whose name, town or SWIFT code has all its words.

        Each word of the text must begin a word of the entry. Entries usable on `day` (by default the
        edition's own day) come first, then by name; `limit` cuts the answer.
        """
        words = _words(text)
        if not words or limit <= 0:
            return []
        at = day or self.business_day
        found = [
            bank
            for bank, tokens in self._index
            if bank.bic.startswith(words[0]) or all(_begins(tokens, word) for word in words)
        ]
        found.sort(key=lambda bank: (at is not None and not bank.usable_on(at), bank.name, bank.bic))
        return found[:limit]

    @cached_property
    def _index(self) -> list[tuple[Bank, str]]:
        return [
            (bank, " " + " ".join(_words(f"{bank.name} {bank.town} {bank.swift} {bank.bic}")))
            for bank in self._banks.values()
        ]


def _begins(tokens: str, word: str) -> bool:
    return f" {word}" in tokens


def _words(text: str) -> list[str]:
    folded = text.casefold().replace("ё", "е")
    return "".join(char if char.isalnum() else " " for char in folded).split()
