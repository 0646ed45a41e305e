"""What a service does with accounts: legs of a document, holds, accounts opened and closed. `transaction.Work` has these.

Amounts are in minor units of the accounts' currency. Everything here needs the accounts under lock (`Service.accounts`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from bsclient.bank.books import house
from bsclient.bank.books.ledger import BANK, CLIENT, Account, Ledger, Order, Transfer
from bsclient.bank.feed import Feed
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import account, counter, stop_list
from bsclient.bank.settings import Profile
from bsclient.bank.work.doc import Doc, Stop
from bsclient.domain.money import plain_minor
from bsclient.domain.states import State
from bsclient.errors import NotAllowed

BANK_ORDER = "17"
"""Code of the kind of operation: a bank's order (Bank of Russia Regulation 762-П, annex 1)."""
DEPOSITS = ("421", "422", "423")
"""First digits of accounts of deposits."""

_CLIENT = select(client.c.name, client.c.inn, client.c.kpp).where(client.c.id == bindparam("of"))
_TAKEN = select(account.c.id).where(account.c.number == bindparam("number"))
_BEGIN = text("INSERT INTO counter (name, next) VALUES (:of, 1001) ON CONFLICT DO NOTHING")
_NEXT = select(counter.c.next).where(counter.c.name == bindparam("of")).with_for_update()
_STOPPED = select(stop_list.c.reason).where(stop_list.c.account == bindparam("of"))
_CLOSE = update(account).where(account.c.id == bindparam("of")).values(closed=bindparam("new_closed"))


@dataclass(frozen=True, slots=True)
class Leg:
    """One movement of a document's money; `number` tells the legs of one document apart, each is posted once.

    `document` None is the bank's own act. `details` replace what an entry says by itself (names as in `PaymentOrder`).
    """

    document: Doc | None
    number: int = 0
    kind: str = "payment"
    purpose: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opening:
    """An account to open: its balance account, currency and name. `shown` False: the client does not see it."""

    balance: str
    currency: str
    name: str
    shown: bool = True


def demand_within_limit(payer: Account, amount: int, day: date) -> None:
    """Stop a document of which the limit of the account's day leaves too little."""
    left = payer.left_today(day)
    if left is not None and amount > left:
        facts = {"limit": plain_minor(payer.day_limit or 0), "left": plain_minor(max(left, 0))}
        raise Stop(State.REJECTED, "day_limit", amount=plain_minor(amount), **facts)


class Postings:
    """Money and accounts of one transaction."""

    connection: Connection
    at: datetime
    profile: Profile
    ledger: Ledger
    feed: Feed

    @property
    def today(self) -> date:
        raise NotImplementedError

    def account(self, number: str, client_id: str, *, of_deposit: bool = False) -> Account:
        """Return an open account of this client, or stop the document.

        Money comes to accounts of deposits and leaves them by the deposits' own documents alone: these ask with `of_deposit`.
        """
        found = self.ledger.find(number)
        if found is None or found.client_id != client_id:
            raise Stop(State.BAD_DETAILS, "not_own_account", value=number)
        if found.closed:
            raise Stop(State.BAD_DETAILS, "account_closed", value=number)
        if number.startswith(DEPOSITS) and not of_deposit:
            raise Stop(State.BAD_DETAILS, "account_not_for_orders", value=number)
        return found

    def payable(self, number: str) -> None:
        """Stop the document if the bank pays nothing to this account."""
        reason = self.connection.execute(_STOPPED, {"of": number}).scalar()
        if reason is not None:
            raise Stop(State.REJECTED, "payee_blocked", account=number, reason=reason)

    def house(self, kind: str, currency: str = "RUB") -> Account:
        """Return the bank's own account of a sort; its number must be among the service's accounts."""
        number = house.number(self.profile.bic, kind, currency)
        found = self.ledger.find(number)
        if found is None:
            raise KeyError(number)
        return found

    def post(self, debit: Account, credit: Account, amount: int, leg: Leg) -> Transfer:
        """Move money at once. Stops the document if there is not enough of it, or if it cannot go that way."""
        document = leg.document
        order = Order(
            amount, document.id if document else None, leg.kind, self._details(debit, credit, amount, leg), leg.number
        )  # fmt: skip
        try:
            done = self.ledger.post(debit, credit, order, self.today)
        except NotAllowed as error:
            raise self._refused(error, debit, amount) from error
        self.feed.posted(done)
        return done

    def hold(self, doc: Doc, debit: Account, amount: int, *, counts: bool = False) -> None:
        """Reserve money for a document; one hold at a time. Stops the document if there is not enough.

        `counts`: against the limit of the account's day, until the hold is given back; stops the document if that leaves less.
        """
        if counts:
            demand_within_limit(debit, amount, self.today)
        try:
            self.ledger.hold(doc.id, debit, amount, counts=counts)
        except NotAllowed as error:
            raise self._refused(error, debit, amount) from error
        doc.account_id = debit.id
        self.feed.balance(debit)

    def post_held(self, debit: Account, credit: Account, amount: int, leg: Leg) -> Transfer:
        """Give a document's hold back and move that money, or less of it, at once."""
        if leg.document is None:
            raise KeyError("document")
        self.release(leg.document, debit, paid=amount)
        return self.post(debit, credit, amount, leg)

    def release(self, doc: Doc, debit: Account, *, paid: int = 0) -> None:
        """Give a document's hold back, if it has one; `paid` of it at once stays counted against the limit of the day."""
        if self.ledger.has_hold(doc.id):
            self.ledger.void(doc.id, debit, paid=paid)
            self.feed.balance(debit)

    def open_account(self, client_id: str, opening: Opening) -> Account:
        """Open an account with a number of its own; it may be used at once."""
        number = self._free_number(opening)
        self.connection.execute(
            insert(account).values(
                number=number,
                name=opening.name,
                currency=opening.currency,
                client_id=client_id if opening.shown else None,
                kind=CLIENT if opening.shown else BANK,
                opened=self.today.isoformat(),
            )
        )
        found = self.ledger.adopt(number)
        self.feed.balance(found)
        return found

    def close_account(self, own: Account) -> None:
        """Close an account for good. Stops the document while there is money on it."""
        if own.posted or own.held:
            raise Stop(State.REJECTED, "account_not_empty", account=own.number, value=plain_minor(own.posted))
        own.closed = self.today.isoformat()
        self.connection.execute(_CLOSE, {"of": own.id, "new_closed": own.closed})
        self.feed.balance(own)

    def _free_number(self, opening: Opening) -> str:
        name = f"account.{opening.balance}.{opening.currency}"
        self.connection.execute(_BEGIN, {"of": name})
        tail = int(self.connection.execute(_NEXT, {"of": name}).scalar_one())
        while True:
            number = house.numbered(self.profile.bic, opening.balance, opening.currency, tail)
            tail += 1
            if self.connection.execute(_TAKEN, {"number": number}).first() is None:
                break
        self.connection.execute(update(counter).where(counter.c.name == name).values(next=tail))
        return number

    def _details(self, debit: Account, credit: Account, amount: int, leg: Leg) -> str:
        """Describe a movement with the names of a payment order's fields, as entries and statements use them."""
        document = leg.document
        fields = {
            "operation_type": BANK_ORDER,
            "number": document.number if document else "",
            "date": (document.day if document else "") or self.today.isoformat(),
            "amount": plain_minor(amount),
            "purpose": leg.purpose,
            **self.side("payer", debit),
            **self.side("payee", credit),
            **leg.details,
        }
        return json.dumps(fields, ensure_ascii=False)

    def side(self, side: str, own: Account) -> dict[str, str]:
        """Name an account of the ledger as one side of an order: its client, or the bank itself."""
        profile = self.profile
        name, inn, kpp = profile.name, profile.inn, profile.kpp
        if own.client_id is not None:
            name, inn, kpp = self.connection.execute(_CLIENT, {"of": own.client_id}).one()
        return {
            f"{side}_name": name,
            f"{side}_inn": inn,
            f"{side}_kpp": kpp,
            f"{side}_account": own.number,
            f"{side}_bic": profile.bic,
            f"{side}_bank_name": f"{profile.name}, {profile.town}",
            f"{side}_corr_account": profile.correspondent_account,
        }

    @staticmethod
    def _refused(error: NotAllowed, debit: Account, amount: int) -> Stop:
        """Turn the ledger's refusal into the end of one document: others of the transaction go on."""
        if error.code != "insufficient_funds":
            facts = {name: str(value) for name, value in error.facts.items()}
            return Stop(State.REJECTED, error.code, **facts)
        facts = {"value": plain_minor(debit.available), "expected": plain_minor(amount)}
        return Stop(State.REFUSED_ABS, "insufficient_funds", account=debit.number, **facts)
