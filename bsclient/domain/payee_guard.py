"""The guard over payees: what is known of a payee, and what looks like requisites that somebody swapped.

Thieves leave the name of a payee in an exchange file and put in their own account, often with their own INN. So a payee is
compared with all that is known: one account, one INN, one name (by its skeleton) each lead to the card it belonged to.
The bank judges by the history it keeps, the client by the same rules for showing; neither believes a document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Generic, Protocol, TypeVar

from bsclient.domain.confusables import alike, party
from bsclient.domain.letters_of_credit import ABROAD

KNOWN_AFTER: Final = timedelta(days=10)
"""A payee is known when a payment was executed and the first of them lies so far back."""

RED: Final = frozenset({
    "payee_account_changed",
    "payee_bic_changed",
    "payee_inn_changed",
    "payee_lookalike",
    "payee_first_large",
    "payees_one_account",
})  # fmt: skip
"""Codes of findings that a person must look at one document at a time."""

_SHARED: Final = ("03", "40101", "40102", "40911", "30", "47422")
"""Accounts that many payees share: the treasury's, banks' own and collecting ones. There the INN alone tells."""
_TREASURY: Final = ("03", "40101", "40102")
"""Those among them that are the state's: nobody draws on them but the treasury."""
_ROUBLE_LENGTH: Final = 20
_NO_INN: Final = frozenset(("", "0"))
_ASKED: Final = 8192
"""How many answers a guard remembers: the payees of a file repeat."""


class Standing(StrEnum):
    """What is known of a payee. TRUSTED and BLOCKED are set by two persons and hold until they are taken back."""

    NEW = "new"
    KNOWN = "known"
    TRUSTED = "trusted"
    BLOCKED = "blocked"


class Known(Protocol):
    """A card of a payee. `vouched`: the bank's word stands behind it, so that it cannot have been put in here."""

    @property
    def name(self) -> str: ...
    @property
    def inn(self) -> str: ...
    @property
    def account(self) -> str: ...
    @property
    def bic(self) -> str: ...
    @property
    def vouched(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Payee:
    """A payee as a document names him. `row` is the number of the row it stands in, -1 outside of rows."""

    name: str
    inn: str
    account: str
    bic: str
    row: int = -1

    @property
    def shared(self) -> bool:
        """Whether many payees have this account."""
        return shared(self.account)

    @property
    def abroad(self) -> bool:
        """Whether his bank is named by a SWIFT code."""
        return self.bic[:1].isalpha()

    @property
    def treasury(self) -> bool:
        """Whether it is an account of the treasury."""
        return len(self.account) == _ROUBLE_LENGTH and self.account.startswith(_TREASURY)


C = TypeVar("C", bound=Known)


@dataclass(frozen=True, slots=True)
class Judged(Generic[C]):
    """The card a payee was compared with (None: nothing is known) and the fields that differ: account, bic, inn, name."""

    card: C | None = None
    differs: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the findings, the gravest first."""
        if self.card is None:
            return ("payee_new",)
        return tuple(_CODES[each] for each in self.differs)

    @property
    def red(self) -> bool:
        """Whether it looks like swapped requisites."""
        return not RED.isdisjoint(self.codes) and self.card is not None


_CODES: Final = {
    "account": "payee_account_changed",
    "bic": "payee_bic_changed",
    "inn": "payee_inn_changed",
    "lookalike": "payee_lookalike",
    "name": "payee_name_changed",
    "no_inn": "payee_inn_missing",
}


def standing(stated: str, executed: int, first: date | None, today: date) -> Standing:
    """Return a payee's standing: as two persons have set it, else by the payments to him that were executed."""
    if stated in {Standing.TRUSTED, Standing.BLOCKED}:
        return Standing(stated)
    if executed and first is not None and today - first >= KNOWN_AFTER:
        return Standing.KNOWN
    return Standing.NEW


def shared(account: str) -> bool:
    """Whether many payees have this account."""
    return len(account) == _ROUBLE_LENGTH and account.startswith(_SHARED)


class Guard(Generic[C]):
    """All cards in memory, for judging many payees. Of several cards the last given counts; vouched ones before others."""

    def __init__(self, cards: Iterable[C]) -> None:
        self._exact: dict[tuple[str, str, str], C] = {}
        self._account: dict[str, C] = {}
        self._inn: dict[str, C] = {}
        self._name: dict[str, C] = {}
        self._asked: dict[tuple[str, str, str, str], Judged[C]] = {}
        for card in sorted(cards, key=lambda card: card.vouched):
            self._add(card)

    def judge(self, payee: Payee) -> Judged[C]:
        """Compare a payee with the cards."""
        asked = (payee.account, payee.bic, payee.inn, payee.name)
        found = self._asked.get(asked)
        if found is None:
            found = self._look_up(payee)
            if len(self._asked) < _ASKED:
                self._asked[asked] = found
        return found

    def exact(self, payee: Payee) -> C | None:
        """Return the card of these very requisites."""
        return self._exact.get((payee.account, payee.bic, payee.inn))

    def _add(self, card: C) -> None:
        self._exact[card.account, card.bic, card.inn] = card
        if not shared(card.account):
            self._account[card.account] = card
        elif party(card.name) in self._name or card.inn in self._inn:
            return  # an account of his own says more than one that he shares
        self._name[party(card.name)] = card
        if card.inn not in _NO_INN:
            self._inn[card.inn] = card

    def _look_up(self, payee: Payee) -> Judged[C]:
        card = self.exact(payee)
        rival = self._rival(payee)
        if card is not None and (card.vouched or rival is None or not rival.vouched):
            return _same(card, payee)
        if rival is None:
            return Judged()
        return Judged(rival, _differences(rival, payee))

    def _rival(self, payee: Payee) -> C | None:
        """Return the card that an account, an INN or a name leads to, one that the bank vouches for before others."""
        told = (self._account.get(payee.account), self._inn.get(payee.inn), self._name.get(party(payee.name)))
        found = [card for card in told if card is not None and not (payee.shared and shared(card.account))]
        return next((card for card in found if card.vouched), found[0] if found else None)


def _same(card: C, payee: Payee) -> Judged[C]:
    if shared(card.account) or card.name == payee.name or party(card.name) == party(payee.name):
        return Judged(card)
    return Judged(card, ("name",))


def _differences(card: Known, payee: Payee) -> tuple[str, ...]:
    pairs = {
        "account": (card.account, payee.account),
        "bic": (card.bic, payee.bic),
        "inn": (card.inn, payee.inn),
    }
    found = [name for name, (known, given) in pairs.items() if known != given]
    if found == ["inn"] and (payee.inn in _NO_INN or card.inn in _NO_INN):
        found = ["no_inn"]
    if alike(card.name, payee.name):
        found.append("lookalike")
    elif party(card.name) != party(payee.name):
        found.append("name")
    return tuple(found)


def one_account(payees: Collection[Payee]) -> frozenset[str]:
    """Return the accounts that stand in a batch for several payees: a thief has one account and swaps it in everywhere."""
    holders: dict[str, set[str]] = {}
    for payee in set(payees):
        if payee.account and not payee.shared:
            who = payee.inn if payee.inn not in _NO_INN else party(payee.name)
            holders.setdefault(payee.account, set()).add(who)
    return frozenset(account for account, who in holders.items() if len(who) > 1)


_RUBLE_FIELDS: Final = ("payee_name", "payee_inn", "payee_account", "payee_bic")
_ABROAD: Final = ("beneficiary_name", "", "beneficiary_account", "bank_bic")
_LETTER_ABROAD: Final = ("beneficiary_name", "", "beneficiary_number", "beneficiary_swift")
ROWS: Final[Mapping[str, str]] = {
    "payment_register": "payments",
    "self_employed_register": "rows",
    "salary_register": "rows",
}
"""Types that pay many, and the part whose rows name the payees."""
FIELDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "payment_order": _RUBLE_FIELDS,
    "payment_register": _RUBLE_FIELDS,
    "currency_transfer": _ABROAD,
    "self_employed_register": ("name", "inn", "account", "bic"),
    "salary_register": ("name", "", "account", "bic"),
    "demand_acceptance": _RUBLE_FIELDS,
    "lc_opening": ("beneficiary_name", "beneficiary_inn", "beneficiary_account", "beneficiary_bic"),
}
"""Types that pay a payee of the client's choice, and their fields of name, INN, account and BIC ("" none)."""


def payees(kind: str, fields: Mapping[str, str | Sequence[Mapping[str, str]]]) -> list[Payee]:
    """Return whom a document pays, by its texts; none if it is of no paying type or names no account."""
    names = _names(kind, fields)
    if names is None:
        return []
    if kind not in ROWS:
        found = _payee(fields, names)
        return [found] if found.account else []
    rows = fields.get(ROWS[kind], ())
    if isinstance(rows, str):
        return []
    read = [_payee(row, names, at) for at, row in enumerate(rows)]
    return [payee for payee in read if payee.account]


def _names(kind: str, fields: Mapping[str, object]) -> tuple[str, str, str, str] | None:
    """Return the fields that name the payee: who refuses a demand pays nobody, a letter of credit abroad has its own."""
    if kind == "demand_acceptance" and fields.get("decision") == "refuse":
        return None
    return _LETTER_ABROAD if kind == "lc_opening" and fields.get("regime") == ABROAD else FIELDS.get(kind)


def told(kind: str, part: str) -> bool:
    """Whether documents of a type name a part at all: an INN that nobody could write is not missing."""
    return part not in {"inn", "no_inn"} or bool(FIELDS[kind][1])


def place(kind: str, part: str, row: int, *, abroad: bool = False) -> str:
    """Return the name of the field of a document in which a part (account, bic, inn, name) stands."""
    at = {"name": 0, "lookalike": 0, "inn": 1, "no_inn": 1, "account": 2, "bic": 3}[part]
    names = _LETTER_ABROAD if abroad and kind == "lc_opening" else FIELDS[kind]
    name = names[at] or names[0]
    return name if row < 0 else f"{ROWS[kind]}.{row}.{name}"


def _payee(fields: Mapping[str, object], names: tuple[str, str, str, str], row: int = -1) -> Payee:
    name, inn, account, bic = names
    return Payee(_text(fields, name), _text(fields, inn), _text(fields, account), _text(fields, bic), row)


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name, "") if name else ""
    return value.strip() if isinstance(value, str) else ""
