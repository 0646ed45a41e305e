"""What the bank's own staff and the other banks do: clients and accounts, money from outside, refusals, letters, lists."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from bsclient.bank import settings
from bsclient.bank.bankclock import Plan
from bsclient.bank.books import cardfile, demanding, fx, house, notices, own_orders
from bsclient.bank.books.ledger import BANK, CLIENT, Order
from bsclient.bank.books.payments import ROUBLES
from bsclient.bank.books.recall import give_back
from bsclient.bank.information import cutoff_book, directories, news, official_rates
from bsclient.bank.letters import post as letters
from bsclient.bank.ports import BankKeys
from bsclient.bank.rights import changing as rights_changing
from bsclient.bank.rights import signatories as rights
from bsclient.bank.schema.access import client, user
from bsclient.bank.schema.products import decision
from bsclient.bank.schema.tables import account, directory, document
from bsclient.bank.services import SERVICES
from bsclient.bank.settings import Profile
from bsclient.bank.store import Store
from bsclient.bank.work import serving
from bsclient.bank.work.errands import APPROVED, REFUSED
from bsclient.bank.work.transaction import Product, Work
from bsclient.domain import schemes
from bsclient.domain.money import parse_amount, to_minor
from bsclient.domain.states import AT_BANK
from bsclient.errors import NotAllowed
from bsclient.formats.cbr_rates import DailyRates
from bsclient.protocol.messages import DirectoryData, Kind, RightsData


@dataclass(frozen=True, slots=True)
class Client:
    """A client as the bank takes him on. `scheme` says who must sign a payment."""

    id: str
    name: str
    inn: str
    kpp: str
    scheme: str
    card_file: bool = False
    part_pay: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A user of a client and the group of his signature, 0 without one."""

    id: str
    name: str
    position: str
    group: int
    roles: str = ""
    """Beside that of the group: "operator,viewer,administrator"; "" what a person may do without any told roles."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to open; `client_id` None for the bank's own."""

    number: str
    name: str
    client_id: str | None = None
    opened: date | None = None
    day_limit: int | None = None
    currency: str = "RUB"


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A document that waits for an operator's decision."""

    id: str
    client_id: str
    type: str
    number: str
    day: str
    amount: int
    asked: str


_TO_DECIDE = (
    select(
        document.c.id,
        document.c.client_id,
        document.c.type,
        document.c.number,
        document.c.day,
        document.c.amount,
        decision.c.asked,
    )
    .join(decision, decision.c.document_id == document.c.id)
    .where(decision.c.verdict == "")
    .order_by(decision.c.asked, document.c.id)
)


_STOP = text(
    "INSERT INTO stop_list (account, reason) VALUES (:account, :reason)"
    " ON CONFLICT (account) DO UPDATE SET reason = excluded.reason"
)
_CLOSED = text("INSERT INTO closed_account (account) VALUES (:account) ON CONFLICT DO NOTHING")


class Operations:
    """The acts of a bank's staff; `core.Bank` has them."""

    store: Store
    keys: BankKeys
    profile: Profile

    def _work(self, decide: Callable[[Work], None], at: datetime | None = None) -> None:
        raise NotImplementedError

    @property
    def demo(self) -> bool:
        """Whether this base is a demo's: its people are invented, and their keys need no operators."""
        with self.store.read() as connection:
            return bool(settings.get(connection, settings.DEMO))

    def be_demo(self) -> None:
        """Mark a base without clients as a demo's, for good. NotAllowed("demo_has_clients")."""
        self.store.run(_mark_demo)

    def add_client(self, new: Client, people: Sequence[Person]) -> None:
        """Take on a client with his users; tell him his rights, the directories and standing news. BadInput("scheme_form")."""
        schemes.scheme(new.scheme)

        def decide(work: Work) -> None:
            work.feed.take_turns()
            values = {name: getattr(new, name) for name in Client.__slots__}
            work.connection.execute(insert(client).values(values))
            for person in people:
                work.connection.execute(
                    insert(user).values(
                        id=person.id,
                        client_id=new.id,
                        name=person.name,
                        position=person.position,
                        group_=person.group,
                        roles=person.roles,
                    )
                )
            work.feed.put(new.id, Kind.RIGHTS, rights.read(work.connection, new.id))
            for row in work.connection.execute(select(directory.c.name, directory.c.version)):
                work.feed.put(new.id, Kind.DIRECTORY, DirectoryData(name=row.name, version=row.version))
            news.greet(work, new.id)

        self._work(decide)

    def rights_of(self, client_id: str) -> RightsData:
        """Return what a client is told of his rights. NotAllowed("client_unknown")."""
        with self.store.read() as connection:
            return rights.read(connection, client_id)

    def change_rights(self, client_id: str, fields: Mapping[str, Any]) -> None:
        """Change a client's rights by the rows of a document `rights_change`, and tell him. NotAllowed says which row."""
        self._work(lambda work: rights_changing.carry_out(work, client_id, fields))

    def has_clients(self) -> bool:
        """Whether the bank has any client."""
        with self.store.read() as connection:
            return connection.execute(select(client.c.id).limit(1)).first() is not None

    def open_account(self, new: NewAccount) -> None:
        """Open an account and tell its client."""

        def decide(work: Work) -> None:
            values = {
                "number": new.number,
                "name": new.name,
                "client_id": new.client_id,
                "kind": CLIENT if new.client_id else BANK,
                "opened": (new.opened or work.today).isoformat(),
                "day_limit": new.day_limit,
                "currency": new.currency,
            }
            work.connection.execute(insert(account).values(values))
            work.ledger.lock([new.number])
            found = work.ledger.find(new.number)
            if found is not None:
                work.feed.balance(found)

        self._work(decide)

    def receive(self, orders: Sequence[Mapping[str, str]], at: datetime | None = None) -> None:
        """Book orders that another bank or a paper order brought, by their fields. NotAllowed if one cannot be.

        `at` books them at an instant of the past, for a history to begin with. Money for an account of ours comes from
        the correspondent account (of the field `currency`, roubles without it) unless the payer's account is ours, too;
        money of an account of ours goes there. What comes to a transit account is told by a notice.
        """

        def decide(work: Work) -> None:
            ends = [(_end(order, "payer", work), _end(order, "payee", work)) for order in orders]
            work.ledger.lock({number for pair in ends for number in pair})
            for order, (payer, payee) in zip(orders, ends, strict=True):
                debit, credit = work.ledger.find(payer), work.ledger.find(payee)
                if debit is None or credit is None:
                    raise NotAllowed("payee_account_unknown", account=payee if debit else payer)
                amount = to_minor(parse_amount(order["amount"], positive=True))
                details = json.dumps(dict(order), ensure_ascii=False)
                booked = Order(amount, None, order.get("kind", "payment"), details)
                work.feed.posted(work.ledger.post(debit, credit, booked, work.today))
                notices.tell(work, credit, order)

        self._work(decide, at)

    def bring_demand(self, order: Mapping[str, str]) -> None:
        """Hand a payment demand from another bank to the payer here. NotAllowed("payer_account_unknown")."""
        self._work(lambda work: _ignore(demanding.bring(work, order)))

    def allow_parts(self, client_id: str, *, allowed: bool = True) -> None:
        """Let orders of a client that wait for money be paid in parts, or not any more."""
        statement = update(client).where(client.c.id == client_id).values(part_pay=allowed)
        with self.store.write() as connection:
            connection.execute(statement)

    def take_fee(self, number: str, amount: int, purpose: str) -> None:
        """Take a fee from a client's rouble account by a bank order. NotAllowed("insufficient_funds")."""
        self._work(lambda work: _ignore(own_orders.fee(work, number, amount, purpose)))

    def mend(self, number: str, amount: int, ground: str) -> None:
        """Take back what was credited to a client's account by mistake, by a memorial order."""
        self._work(lambda work: _ignore(own_orders.mend(work, number, amount, ground)))

    def put_charges(self, charges: Sequence[Mapping[str, str]]) -> None:
        """Keep the register of charges of the state that clients may ask for: rows of `charges` with the payer's INN."""
        with self.store.write() as connection:
            settings.put(connection, "charges", json.dumps(list(charges), ensure_ascii=False))

    def approve_document(self, document_id: str, operator: str, note: str = "") -> None:
        """Let a document go on that waits for an operator. NotAllowed("decision_not_asked") for any other."""
        self._decide(document_id, APPROVED, operator, note)

    def refuse_document(self, document_id: str, operator: str, note: str = "") -> None:
        """Refuse a document that waits for an operator; the client reads the note. NotAllowed("decision_not_asked")."""
        self._decide(document_id, REFUSED, operator, note)

    def documents_to_decide(self) -> list[ToDecide]:
        """Return the documents that wait for an operator, the oldest first."""
        with self.store.read() as connection:
            return [ToDecide(*row) for row in connection.execute(_TO_DECIDE)]

    def _decide(self, document_id: str, verdict: str, operator: str, note: str) -> None:
        def decide(work: Work) -> None:
            doc = serving.lock_for(work, document_id)
            if doc is None:
                raise NotAllowed("decision_not_asked", value=document_id)
            serving.decide(work, doc, verdict, operator, note)

        self._work(decide)

    def reject(self, document_id: str, code: str = "rejected_by_operator", note: str = "") -> None:
        """Refuse a document that is not final. NotAllowed("document_final") if it is, or is unknown."""
        with self.store.read() as connection:
            wanted = select(document.c.account_id, document.c.type).where(document.c.id == document_id)
            own, kind = connection.execute(wanted).one_or_none() or (None, "")

        def decide(work: Work) -> None:
            if kind in SERVICES:
                served = serving.lock_for(work, document_id)
                if served is None or served.state not in AT_BANK:
                    raise NotAllowed("document_final", value=document_id)
                serving.reject(work, served, code, note)
                return
            if own is not None:
                work.ledger.lock(ids=[own])
            work.load([document_id])
            work.ledger.load_holds([document_id])
            doc = work.find(document_id)
            if doc is None or doc.state not in AT_BANK:
                raise NotAllowed("document_final", value=document_id)
            give_back(work, doc)
            work.move(doc, cardfile.unpaid(work, doc), code, note=note)

        self._work(decide)

    def write_letter(self, client_id: str, text: letters.Text) -> None:
        """Write a letter of the bank to a client."""
        self._work(lambda work: _ignore(letters.send(work, client_id, text, self.keys.signer)))

    def publish(self, told: news.News, at: datetime | None = None) -> str:
        """Tell one client or all of them something, as of an instant (None: now); returns its id."""
        made: list[str] = []
        self._work(lambda work: made.append(news.publish(work, told)), at)
        return made[-1]

    def withdraw_news(self, identity: str) -> None:
        """Take back what was told."""
        self._work(lambda work: news.withdraw(work, identity))

    def news(self) -> list[dict[str, str]]:
        """Return all that was told, the newest first."""
        with self.store.read() as connection:
            return news.listed(connection)

    def load_rates(self, told: DailyRates) -> dict[str, object]:
        """Keep official rates of a day; returns what `official_rates.load` tells."""
        made: list[dict[str, object]] = []
        self._work(lambda work: made.append(official_rates.load(work, told)))
        return made[-1]

    def remember_rates(self, past: Sequence[date]) -> None:
        """Give the rates of a demo a past on these days."""
        self._work(lambda work: fx.remember(work, work.today, past))

    def keep_products(self, make: Callable[[Work], Sequence[Product]]) -> None:
        """Keep products that the bank's staff made out, and tell their clients."""

        def decide(work: Work) -> None:
            for item in make(work):
                work.products.put(item)

        self._work(decide)

    def load_directories(self) -> list[str]:
        """Take up the directories and rates that come with the program; returns the names of those that changed.

        With them comes what follows from the bank's own plan: when payments leave and what they cost. One that the bank has in a later
        version stays.
        """
        self._work(fx.seed)
        with self.store.read() as connection:
            kept = directories.kept(connection)
        own = (
            (cutoff_book.NAME, cutoff_book.book(self.plan)),
            (cutoff_book.TARIFFS, cutoff_book.tariffs()),
        )
        return [
            name
            for name, content in (*directories.shipped(), *own)
            if not (name in kept and directories.is_later(kept[name], content))
            and self.put_directory(name, content)
        ]

    def put_directory(self, name: str, content: bytes) -> bool:
        raise NotImplementedError

    @property
    def plan(self) -> Plan:
        """When the correspondent acts."""
        raise NotImplementedError

    def put_rates(self, rates: Sequence[fx.Rate]) -> None:
        """Keep the rates of a day and tell all clients."""
        self._work(lambda work: fx.put(work, rates))

    def stop_payee(self, number: str, reason: str) -> None:
        """Pay nothing to this account from now on; said again, the last reason counts."""
        with self.store.write() as connection:
            connection.execute(_STOP, {"account": number, "reason": reason})

    def close_elsewhere(self, number: str) -> None:
        """Note that an account at another bank is closed, however often: that bank will send payments to it back."""
        with self.store.write() as connection:
            connection.execute(_CLOSED, {"account": number})


def _end(order: Mapping[str, str], side: str, work: Work) -> str:
    """Return the account of the ledger that stands for this side of an order."""
    if order.get(f"{side}_bic") == work.profile.bic:
        return order[f"{side}_account"]
    currency = order.get("currency", ROUBLES)
    if currency != ROUBLES:
        return house.number(work.profile.bic, "abroad", currency)
    return work.profile.correspondent_account


def _ignore(_: object) -> None:
    """Take a value that is of no use here."""


def _mark_demo(connection: Connection) -> None:
    if settings.get(connection, settings.DEMO):
        return
    if connection.execute(select(client.c.id).limit(1)).first() is not None:
        raise NotAllowed("demo_has_clients")
    settings.put(connection, settings.DEMO, "yes")
