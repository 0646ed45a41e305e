"""The bank's word on a client's payees: an act of its own, signed by the bank, carried by events of kind `payee`.

A word says all that the bank knows of some payees at that time; of two words on one payee the later counts. It also says when
a first payment waits: above which sums (roubles) and for how long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from bsclient import clock
from bsclient.domain import canonical, money
from bsclient.domain.payee_guard import Standing, standing
from bsclient.errors import BadInput

PAYEES: Final = "bsclient.payees/1"
_TEXTS: Final = ("account", "bic", "inn", "name", "stated", "executed", "total", "currency", "first", "last")
_TERMS: Final = ("first_payment", "changed_payment", "cooling")


@dataclass(frozen=True, slots=True)
class PayeeWord:
    """What the bank says of one payee. `stated` is "trusted", "blocked" or ""; days are ISO, `total` is like "1234.05"."""

    account: str
    bic: str
    inn: str
    name: str
    stated: str
    executed: str
    total: str
    currency: str
    first: str
    last: str

    @property
    def paid(self) -> int:
        """How many payments were executed."""
        return int(self.executed)

    @property
    def first_day(self) -> date | None:
        """The day of the first of them."""
        return date.fromisoformat(self.first) if self.first else None

    @property
    def last_day(self) -> date | None:
        """The day of the last of them."""
        return date.fromisoformat(self.last) if self.last else None

    @property
    def vouches(self) -> bool:
        """Whether other payees are compared with this one: something was paid, or two persons trust it."""
        return self.paid > 0 or self.stated == Standing.TRUSTED

    def standing(self, today: date) -> Standing:
        """Return the payee's standing on a day."""
        return standing(self.stated, self.paid, self.first_day, today)


@dataclass(frozen=True, slots=True)
class Terms:
    """When a payment waits: sums from which one to a new payee or to changed requisites does, and for how many seconds."""

    first_payment: str = ""
    changed_payment: str = ""
    cooling: str = ""


@dataclass(frozen=True, slots=True)
class PayeesTold:
    """What the bank signs: for which client, when, and its words."""

    client: str
    time: datetime
    terms: Terms
    payees: tuple[PayeeWord, ...]

    def encode(self) -> bytes:
        """Return the canonical bytes."""
        return canonical.encode(
            {
                "purpose": PAYEES,
                "client": self.client,
                "time": clock.stamp(self.time),
                "terms": {name: getattr(self.terms, name) for name in _TERMS},
                "payees": [{name: getattr(each, name) for name in _TEXTS} for each in self.payees],
            }
        )

    @classmethod
    def decode(cls, data: bytes) -> PayeesTold:
        """Read canonical bytes; raises `BadInput("not_canonical")`."""
        tree = canonical.decode(data)
        if tree.get("purpose") != PAYEES or set(tree) != {"purpose", "client", "time", "terms", "payees"}:
            raise BadInput("not_canonical")
        rows = tree["payees"]
        if not isinstance(tree["client"], str) or not isinstance(rows, list):
            raise BadInput("not_canonical")
        words = tuple(_word(PayeeWord(**_texts(row, _TEXTS))) for row in rows)
        return cls(tree["client"], _time(tree["time"]), Terms(**_texts(tree["terms"], _TERMS)), words)


def _word(word: PayeeWord) -> PayeeWord:
    """Demand that figures and days can be read."""
    try:
        figures = [word.executed.isascii() and word.executed.isdecimal(), word.first_day, word.last_day]
        money.parse_amount(word.total)
    except ValueError as error:
        raise BadInput("not_canonical") from error
    if not figures[0]:
        raise BadInput("not_canonical")
    return word


def _texts(tree: object, names: tuple[str, ...]) -> dict[str, str]:
    if not isinstance(tree, Mapping) or set(tree) != set(names):
        raise BadInput("not_canonical")
    found: dict[str, Any] = dict(tree)
    if not all(isinstance(value, str) for value in found.values()):
        raise BadInput("not_canonical")
    return found


def _time(value: object) -> datetime:
    try:
        return clock.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise BadInput("not_canonical") from error
