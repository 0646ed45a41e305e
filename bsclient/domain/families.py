"""What sorts of documents there are, who makes them, and which of their fields stand in a list's columns."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """The parts of the program that document types belong to."""

    ROUBLES = "roubles"
    CURRENCY = "currency"
    CONTROL = "control"
    """Currency control (173-ФЗ, Instruction 181-И)."""
    PAYROLL = "payroll"
    DEPOSITS = "deposits"
    LOANS = "loans"
    GUARANTEES = "guarantees"
    CREDITS = "credits"
    """Letters of credit."""
    CASH = "cash"
    REQUESTS = "requests"
    LETTERS = "letters"


class Flow(StrEnum):
    """Who makes the document: the client (OUT) or the bank (IN)."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Listing:
    """The field that fills each column of a list; "" leaves the column empty.

    `currency` names a field that holds an ISO code; without it the account's digits 6-8 say the currency.
    """

    number: str = "number"
    day: str = "date"
    amount: str = ""
    currency: str = ""
    account: str = ""
    counterparty: str = ""
    counterparty_account: str = ""
    counterparty_bic: str = ""
    counterparty_inn: str = ""
    purpose: str = ""
    related: str = ""

    def columns(self) -> dict[str, str]:
        """Return the name of the field of each column that has one."""
        return {each.name: name for each in dataclasses.fields(self) if (name := getattr(self, each.name))}
