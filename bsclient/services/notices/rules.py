"""Rules of notifications: what a user wants to be told of, on which account, by which road; and when he wants quiet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Final

import msgspec

from bsclient.clock import MOSCOW
from bsclient.domain.states import FAILED, State
from bsclient.errors import BadInput

LONGEST_NAME: Final = 80
MOST_DAYS: Final = 365
MOST_MINUTES: Final = 12 * 60


class Kind(StrEnum):
    """What a rule looks for."""

    BALANCE = "balance"
    CREDIT = "credit"
    DEBIT = "debit"
    STATUS = "status"
    LETTER = "letter"
    KEY = "key"
    CUT_OFF = "cut_off"
    SYNC = "sync"


OUTCOMES: Final[dict[str, tuple[str, ...]]] = {
    "executed": (State.EXECUTED, State.PARTLY_EXECUTED),
    "rejected": tuple(FAILED),
    "waiting": (State.WAITING_FUNDS, State.SUSPENDED),
    "recalled": (State.RECALLED,),
}
"""The outcomes that a rule of statuses may name, with their states."""

OF_ACCOUNT: Final = frozenset((Kind.BALANCE, Kind.CREDIT, Kind.DEBIT, Kind.STATUS, Kind.CUT_OFF))
OF_AMOUNT: Final = frozenset((Kind.BALANCE, Kind.CREDIT, Kind.DEBIT))


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of a user; `account` "": all (amounts: all in roubles). `days`: of a key; `minutes`: before the cut-off.

    `amount`: a balance below it is told, an entry from it on. `since`: nothing older is told.
    """

    id: str = ""
    name: str = ""
    kind: Kind = Kind.CREDIT
    account: str = ""
    amount: Decimal = Decimal(0)
    outcomes: tuple[str, ...] = ("rejected",)
    days: int = 14
    minutes: int = 60
    tray: bool = True
    mail: bool = False
    on: bool = True
    since: dt.datetime | None = None

    def states(self) -> tuple[str, ...]:
        """Return the states that a rule of statuses looks for."""
        return tuple(str(state) for one in self.outcomes for state in OUTCOMES.get(one, ()))

    def asks(self) -> tuple[object, ...]:
        """Return what decides about its finds: when this changes, it begins anew."""
        return (self.kind, self.account, self.amount, self.outcomes)


class Quiet(msgspec.Struct, frozen=True, kw_only=True):
    """Hours in which nothing leaves the list, Moscow time; equal ends: none. Amounts may be shown outside or not."""

    start: str = "22:00"
    end: str = "08:00"
    on: bool = False
    amounts: bool = False

    def now(self, instant: dt.datetime) -> bool:
        """Return whether an instant lies in the quiet hours; they may go over midnight."""
        at = instant.astimezone(MOSCOW).time()
        start, end = dt.time.fromisoformat(self.start), dt.time.fromisoformat(self.end)
        if not self.on or start == end:
            return False
        return start <= at < end if start < end else at >= start or at < end


def checked(rule: Rule) -> Rule:
    """Return a rule as it is kept.

    BadInput: `notice_rule_unnamed`, `notice_rule_amount`, `notice_rule_balance`, `notice_rule_outcomes`, `notice_rule_term`.
    """
    name = " ".join(rule.name.split())[:LONGEST_NAME]
    if not name:
        raise BadInput("notice_rule_unnamed")
    if rule.kind in OF_AMOUNT and (rule.amount < 0 or rule.amount != rule.amount.quantize(Decimal("0.01"))):
        raise BadInput("notice_rule_amount", value=str(rule.amount))
    if rule.kind is Kind.BALANCE and not rule.amount:
        raise BadInput("notice_rule_balance")
    if rule.kind is Kind.STATUS and not rule.states():
        raise BadInput("notice_rule_outcomes")
    if not (0 < rule.days <= MOST_DAYS and 0 < rule.minutes <= MOST_MINUTES):
        raise BadInput("notice_rule_term", days=str(MOST_DAYS), minutes=str(MOST_MINUTES))
    account = rule.account if rule.kind in OF_ACCOUNT else ""
    return msgspec.structs.replace(rule, name=name, account=account)


def checked_quiet(quiet: Quiet) -> Quiet:
    """Return quiet hours as they are kept; BadInput("notice_quiet_hours") for what is no time of day."""
    try:
        dt.time.fromisoformat(quiet.start)
        dt.time.fromisoformat(quiet.end)
    except ValueError as error:
        raise BadInput("notice_quiet_hours", value=f"{quiet.start}–{quiet.end}") from error
    return quiet
