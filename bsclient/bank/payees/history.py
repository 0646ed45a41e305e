"""The bank's own history of a client's payees, made of transfers that were posted. What is edited at the client changes none of it.

A card is written in the transaction that posts the payment. The client hears of new cards and of their new standing by
events that the bank signs; a card that is only paid again is told anew at most once a day.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, and_, or_, select

from bsclient.bank import bulk
from bsclient.bank.books.ledger import BANK, Transfer
from bsclient.bank.schema.payees import payee
from bsclient.bank.schema.tables import account, document, transfer
from bsclient.bank.work.doc import Doc
from bsclient.domain import payee_guard
from bsclient.domain.confusables import party
from bsclient.domain.payee_guard import Guard, Payee, Standing

PAYMENTS: Final = ("payment", "transfer_abroad")
"""Kinds of transfers that pay somebody out of an account of the client."""
_APART: Final = ("payroll", "letter_of_credit")
"""Kinds of transfers that pay out of an account of the bank to which the client's money went before: rows of registers of
payments to people, letters of credit."""
TOLD_AT_ONCE: Final = 200
_LOT: Final = 5000
_SWIFT_BANK: Final = 8
_NAMES: Final = (
    "client_id", "account", "bic", "inn", "name", "currency", "executed", "total", "first_day", "last_day", "stated",
    "tried_day", "tried",
)  # fmt: skip
_COLUMNS: Final = ", ".join(_NAMES)
_NOTE = bulk.Query(
    """INSERT INTO payee (client_id, account, bic, inn, name, folded, currency, executed, total, first_day, last_day)
    VALUES (:client_id, :account, :bic, :inn, :name, :folded, :currency, :executed, :total, :first_day, :last_day)
    ON CONFLICT (client_id, account, bic, inn) DO UPDATE SET
        executed = payee.executed + excluded.executed, total = payee.total + excluded.total,
        first_day = CASE WHEN payee.first_day = '' OR payee.first_day > excluded.first_day
            THEN excluded.first_day ELSE payee.first_day END,
        last_day = CASE WHEN payee.last_day < excluded.last_day THEN excluded.last_day ELSE payee.last_day END,
        told = CASE WHEN payee.last_day >= excluded.last_day THEN payee.told ELSE 0 END"""
)
_MEET = bulk.Query(
    """INSERT INTO payee (client_id, account, bic, inn, name, folded, currency, told)
    VALUES (:client_id, :account, :bic, :inn, :name, :folded, :currency, 1) ON CONFLICT DO NOTHING"""
)
_ORDER = "ORDER BY client_id {c}, account {c}, bic {c}, inn {c}"
"""The order in which cards are locked, everywhere."""
# The client stands in each of the three, so that SQLite goes by their indexes and not through all his cards.
_NEAR_TEXT = f"""SELECT {_COLUMNS} FROM payee
    WHERE client_id IN :clients AND account IN :accounts OR client_id IN :clients AND inn IN :inns
    OR client_id IN :clients AND folded IN :names {_ORDER}"""  # noqa: S608 -- own names
_NEAR, _LOOK = bulk.Query(_NEAR_TEXT, locks=True), bulk.Query(_NEAR_TEXT)
_OF_ACCOUNTS = bulk.Query(
    f"SELECT {_COLUMNS} FROM payee WHERE client_id = :client AND account IN :accounts {_ORDER}",  # noqa: S608 -- own names
    locks=True,
)
_TRIED = bulk.Query(
    """UPDATE payee SET tried_day = :tried_day, tried = :tried
    WHERE client_id = :client_id AND account = :account AND bic = :bic AND inn = :inn"""
)
_STATE = bulk.Query(
    """UPDATE payee SET stated = :stated, document_id = :document_id, name = :name, folded = :folded, told = 0
    WHERE client_id = :client_id AND account = :account AND bic = :bic AND inn = :inn"""
)
_UNTOLD = bulk.Query(
    f"SELECT {_COLUMNS} FROM payee WHERE told = 0 {_ORDER} LIMIT {_LOT}",  # noqa: S608 -- own names
    locks=True,
)
_TOLD = bulk.Query(
    """UPDATE payee SET told = 1
    WHERE client_id = :client_id AND account = :account AND bic = :bic AND inn = :inn"""
)
_ANY = select(payee.c.account).limit(1)
_ANY_UNTOLD = select(payee.c.account).where(payee.c.told == 0).limit(1)
_HELD_DAYS = bulk.Query(
    "SELECT account, bic, inn FROM payee WHERE client_id = :client AND tried_day = :day AND executed = 0"
)
_DEBIT, _CREDIT = account.alias("debit_side"), account.alias("credit_side")
_POSTED = (
    select(
        transfer.c.amount, transfer.c.currency, transfer.c.value_date, transfer.c.kind, transfer.c.details,
        document.c.type, document.c.body, document.c.client_id.label("sender"), _DEBIT.c.client_id,
        _CREDIT.c.client_id.label("receiver"),
        _CREDIT.c.kind.label("receiver_kind"), _CREDIT.c.number.label("receiver_number"),
    )
    .join(_DEBIT, _DEBIT.c.id == transfer.c.debit_account)
    .join(_CREDIT, _CREDIT.c.id == transfer.c.credit_account)
    .outerjoin(document, document.c.id == transfer.c.document_id)
    .where(
        or_(
            and_(_DEBIT.c.client_id.is_not(None), transfer.c.kind.in_(PAYMENTS)),
            and_(_DEBIT.c.client_id.is_(None), transfer.c.kind.in_(_APART)),
        )
    )
    .order_by(transfer.c.id)
)  # fmt: skip


@dataclass(slots=True)
class Card:
    """A payee as the bank knows him. `tried`: taken in on `tried_day` while he was new, paid or not."""

    client_id: str
    account: str
    bic: str
    inn: str
    name: str
    currency: str
    executed: int
    total: int
    first_day: str
    last_day: str
    stated: str
    tried_day: str
    tried: int

    @property
    def vouched(self) -> bool:
        """Whether others are compared with it: something was paid, or two persons trust it."""
        return self.executed > 0 or self.stated == Standing.TRUSTED

    def standing(self, today: date) -> Standing:
        """Return the payee's standing on a day."""
        first = date.fromisoformat(self.first_day) if self.first_day else None
        return payee_guard.standing(self.stated, self.executed, first, today)

    def tried_on(self, day: date) -> int:
        """Return what was taken in on a day."""
        return self.tried if self.tried_day == day.isoformat() else 0


@dataclass(frozen=True, slots=True)
class Near:
    """Cards that documents at hand may be compared with, by client. They are locked."""

    guards: Mapping[str, Guard[Card]]
    cards: Mapping[tuple[str, str, str, str], Card]
    accounts: Mapping[tuple[str, str], Sequence[Card]]

    def card(self, client_id: str, named: Payee) -> Card | None:
        """Return the card of these very requisites."""
        return self.cards.get((client_id, named.account, named.bic, named.inn))

    def blocked(self, client_id: str, named: Payee) -> Card | None:
        """Return the card by which the client has blocked a payee."""
        cards = self.accounts.get((client_id, named.account), ())
        blocked = (card for card in cards if card.stated == Standing.BLOCKED)
        return next((card for card in blocked if same_payee(card, named)), None)

    def tried_on(self, client_id: str, account: str, day: date) -> int:
        """Return what was taken in on a day for an account, whatever INN and bank code stood beside it."""
        return sum(card.tried_on(day) for card in self.accounts.get((client_id, account), ()))


def same_payee(card: Card | Payee, named: Payee) -> bool:
    """Whether a card of an account means the payee named with it: an account of his own tells, whatever INN is named."""
    return card.inn == named.inn if named.shared else _bank(card.bic) == _bank(named.bic)


def _bank(bic: str) -> str:
    """Return what says which bank a code means: a branch of a SWIFT code is the same bank."""
    return bic[:_SWIFT_BANK] if bic[:1].isalpha() else bic


def payees_of(doc: Doc) -> list[Payee]:
    """Return whom a document pays."""
    return payee_guard.payees(doc.type, doc.fields)


def _alone(one: Payee) -> Payee:
    """Return a payee without the row he stands in: ten thousand rows of one payee are asked about once."""
    return one if one.row < 0 else Payee(one.name, one.inn, one.account, one.bic)


def near(connection: Connection, docs: Collection[Doc]) -> Near:
    """Read and lock the cards of whom these documents pay, and those that look like them.

    Who is met for the first time gets a card before: two documents that come at once take turns over it.
    """
    asked = {(doc.client_id, _alone(one)) for doc in docs for one in payees_of(doc)}
    met = {
        (client, one.account, one.bic, one.inn): _row(client, one, "RUB")
        for client, one in asked
        if not one.treasury
    }
    _MEET.run(connection, [met[key] for key in sorted(met)])
    cards = {
        (card.client_id, card.account, card.bic, card.inn): card for card in _locked(connection, list(asked))
    }
    clients = {client for client, _ in asked}
    guards = {
        key: Guard([card for card in cards.values() if card.client_id == key and card.vouched])
        for key in clients
    }
    accounts: dict[tuple[str, str], list[Card]] = {}
    for card in cards.values():
        accounts.setdefault((card.client_id, card.account), []).append(card)
    return Near(guards, cards, accounts)


def _locked(connection: Connection, asked: Sequence[tuple[str, Payee]]) -> Iterator[Card]:
    """Lock the cards that these payees of clients may be compared with, in one order over all of them.

    Too many for one statement are looked up first: a lot finds by INN and by name what stands among the cards of another.
    """
    lots = [_alike(asked[start : start + _LOT]) for start in range(0, len(asked), _LOT)]
    if len(lots) == 1:
        yield from (Card(*row) for row in _NEAR.rows(connection, **lots[0]))
        return
    found: dict[str, set[str]] = {}
    for lot in lots:
        for client, account_, *_ in _LOOK.rows(connection, **lot):
            found.setdefault(client, set()).add(account_)
    for client, numbers in sorted(found.items()):
        ordered = sorted(numbers)
        for start in range(0, len(ordered), _LOT):
            some = ordered[start : start + _LOT]
            yield from (Card(*row) for row in _OF_ACCOUNTS.rows(connection, client=client, accounts=some))


def _alike(lot: Sequence[tuple[str, Payee]]) -> dict[str, list[Any]]:
    """Return by what the cards are found that these payees may be compared with."""
    return {
        "clients": sorted({client for client, _ in lot}),
        "accounts": sorted({one.account for _, one in lot}),
        "inns": sorted({one.inn for _, one in lot} - {"", "0"}),
        "names": sorted({party(one.name) for _, one in lot}),
    }


def keep_tried(connection: Connection, cards: Iterable[Card]) -> None:
    """Write down what was taken in for new payees."""
    _TRIED.run(connection, [{name: getattr(card, name) for name in _TRIED_NAMES} for card in cards])


_TRIED_NAMES: Final = ("tried_day", "tried", "client_id", "account", "bic", "inn")


def tried_today(connection: Connection, client_id: str, day: date) -> int:
    """Return how many new payees a client has tried to pay on a day."""
    return len(_HELD_DAYS.rows(connection, client=client_id, day=day.isoformat()))


def state(connection: Connection, client_id: str, named: Payee, stated: str, document_id: str) -> None:
    """Keep what two persons have said of a payee: trusted, blocked, or "" again."""
    row = _row(client_id, named, "RUB")
    _MEET.run(connection, [row])
    _STATE.run(connection, [row | {"stated": stated, "document_id": document_id}])


def note(
    connection: Connection, done: Sequence[Transfer], find: Callable[[str], Doc | None], day: date
) -> None:
    """Write down whom these transfers pay."""
    notes = _Notes()
    for item in done:
        order = item.order
        if not _pays(order.kind, item.debit.client_id):
            continue
        doc = find(order.document_id) if order.document_id else None
        client = item.debit.client_id or (doc.client_id if doc is not None else None)
        if client in {None, item.credit.client_id} or _our_own(item.credit.kind, item.credit.number):
            continue
        said = (doc.type, doc.fields) if doc is not None and order.kind not in _APART else None
        notes.add(client, _named(order.details, said), (order.amount, item.debit.currency), day.isoformat())
    notes.write(connection)


def begin(connection: Connection) -> None:
    """Make the history of a base that has none yet of all that was ever posted."""
    if connection.execute(_ANY).first() is not None:
        return
    notes = _Notes()
    for row in connection.execute(_POSTED):
        client = row.client_id or row.sender
        if client in {None, row.receiver} or _our_own(row.receiver_kind, row.receiver_number):
            continue
        told = row.type and row.body is not None and row.kind not in _APART
        said = (row.type, json.loads(bytes(row.body))["fields"]) if told else None
        notes.add(client, _named(row.details, said), (row.amount, row.currency), row.value_date)
    notes.write(connection)


def untold(connection: Connection) -> bool:
    """Whether there are cards that a client has not heard of."""
    return connection.execute(_ANY_UNTOLD).first() is not None


def take_untold(connection: Connection) -> dict[str, list[Card]]:
    """Return cards that their clients have not heard of, by client, and note that they are told now."""
    found: dict[str, list[Card]] = {}
    for row in _UNTOLD.rows(connection):
        card = Card(*row)
        found.setdefault(card.client_id, []).append(card)
    keys = ("client_id", "account", "bic", "inn")
    told = [{name: getattr(card, name) for name in keys} for cards in found.values() for card in cards]
    _TOLD.run(connection, told)
    return found


class _Notes:
    """Payments added up by payee."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str, str], dict[str, Any]] = {}

    def add(self, client_id: str | None, named: Payee | None, sum_: tuple[int, str], day: str) -> None:
        if client_id is None or named is None or not named.account:
            return
        key = (client_id, named.account, named.bic, named.inn)
        row = self._rows.get(key)
        if row is None:
            fresh = {"executed": 0, "total": 0, "first_day": day, "last_day": day}
            row = self._rows[key] = _row(client_id, named, sum_[1]) | fresh
        row["executed"] += 1
        row["total"] += sum_[0]
        row["first_day"], row["last_day"] = min(row["first_day"], day), max(row["last_day"], day)

    def write(self, connection: Connection) -> None:
        _NOTE.run(connection, [self._rows[key] for key in sorted(self._rows)])


def _named(details: str | None, said: tuple[str, Mapping[str, Any]] | None) -> Payee | None:
    """Return whom a transfer pays: by its own details, else by its document."""
    if details:
        told = json.loads(details)
        texts = [told.get(f"payee_{name}", "") for name in ("name", "inn", "account", "bic")]
        return Payee(*texts)
    found = payee_guard.payees(*said) if said is not None else []
    return found[0] if len(found) == 1 else None


def _pays(kind: str, payer: str | None) -> bool:
    """Whether a transfer pays somebody: out of a client's account, or a row of a register or a letter of credit out of the bank's."""
    return kind in PAYMENTS if payer is not None else kind in _APART


def _our_own(kind: str, number: str) -> bool:
    """Whether a transfer goes to the bank itself: fees, deposits. What goes out by its correspondents, or to people, does not."""
    return kind == BANK and not number.startswith(_OTHERS)


_OTHERS: Final = ("30101", "30102", "30110", "30114", "40817", "40820")


def _row(client_id: str, named: Payee, currency: str) -> dict[str, Any]:
    return {
        "client_id": client_id,
        "account": named.account,
        "bic": named.bic,
        "inn": named.inn,
        "name": named.name,
        "folded": party(named.name),
        "currency": currency,
    }
