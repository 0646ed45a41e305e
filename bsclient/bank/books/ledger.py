"""Double-entry ledger: a transfer is one row, so it always balances; accounts are locked before anything is decided.

Both sides of a transfer have one currency. Amounts are integer minor units. `posted` is credits less debits; a client's
account never goes below what is held of it, which the base forbids too. Rows are only added; a hold is settled once, by a transfer or by being voided.

A hold that counts against the limit of the account's day leaves a `limit_use` under the account's number: it says on which day it was counted,
which is the day to give it back to, whatever day the document came in on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, text, update

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.schema.rights import limit_use
from bsclient.bank.schema.tables import hold, transfer
from bsclient.errors import Corrupt, NotAllowed

CLIENT, BANK = "client", "bank"
PENDING, POSTED, VOIDED = "pending", "posted", "voided"


@dataclass(slots=True)
class Account:
    """An account of the ledger under lock; what is changed here is written by `Ledger.flush`."""

    id: int
    number: str
    client_id: str | None
    name: str
    currency: str
    kind: str
    opened: str
    closed: str
    posted: int
    held: int
    day_limit: int | None
    day_spent: int
    spent_on: str

    @property
    def available(self) -> int:
        """What may be spent."""
        return self.posted - self.held

    def left_today(self, day: date) -> int | None:
        """What the limit leaves for this day; None without a limit."""
        if self.day_limit is None:
            return None
        return self.day_limit - (self.day_spent if self.spent_on == day.isoformat() else 0)

    def spend(self, amount: int, day: date) -> None:
        """Count an order against the limit of the day."""
        before = self.day_spent if self.spent_on == day.isoformat() else 0
        self.day_spent, self.spent_on = before + amount, day.isoformat()

    def give_back(self, amount: int, day: str) -> None:
        """Take an order of this day (ISO) out of the count again; what was counted on an earlier one is past."""
        if self.spent_on == day:
            self.day_spent = max(0, self.day_spent - amount)


@dataclass(frozen=True, slots=True)
class Order:
    """What moves and why.

    `document_id` is None for the bank's own act; `details` are the order's fields as JSON if no document holds them.
    A document that moves money in several legs numbers them: each can be posted once.
    """

    amount: int
    document_id: str | None = None
    kind: str = "payment"
    details: str | None = None
    leg: int = 0


@dataclass(slots=True)
class Transfer:
    """A posted transfer; `id` is 0 until it is written."""

    debit: Account
    credit: Account
    order: Order
    value_date: date
    debit_balance: int
    credit_balance: int
    id: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point in a transaction that the ledger can go back to."""

    sums: dict[int, Account]
    transfers: int
    books: list[dict[Any, Any]]


_LOCK = bulk.Query(
    f"SELECT {', '.join(Account.__slots__)} FROM account WHERE number IN :numbers OR id IN :ids ORDER BY id",  # noqa: S608 -- own names
    locks=True,
)
_SAVE = bulk.Query(
    """UPDATE account SET posted = :posted, held = :held, day_spent = :day_spent, spent_on = :spent_on
    WHERE id = :account"""
)
_NEXT_SQLITE = bulk.Query("SELECT coalesce(max(id), 0) FROM transfer")
_NEXT_POSTGRES = text("SELECT nextval('transfer_id_seq') FROM generate_series(1, :count)")
_SETTLE = (
    update(hold)
    .where(hold.c.document_id == bindparam("document"), hold.c.state == PENDING)
    .values(state=bindparam("new_state"))
)
_HELD = select(hold.c.document_id, hold.c.account_id, hold.c.amount).where(
    hold.c.document_id.in_(bindparam("documents", expanding=True)), hold.c.state == PENDING
)
_UNCOUNT = (
    update(limit_use)
    .where(limit_use.c.limit_id == bindparam("account"), limit_use.c.document_id == bindparam("document"))
    .values(amount=limit_use.c.amount - bindparam("less"))
    .returning(limit_use.c.day)
)


class Ledger:
    """The accounts that one transaction has locked, and what it does to them."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = clock.stamp(at)
        self._today = clock.business_day(at)
        self._by_number: dict[str, Account] = {}
        self._by_id: dict[int, Account] = {}
        self._touched: dict[int, Account] = {}
        self._transfers: list[Transfer] = []
        self._holds: dict[str, tuple[Account, int]] = {}
        self._pending: dict[str, tuple[int, int]] = {}
        self._settled: dict[str, str] = {}
        self._counted: dict[str, tuple[str, int]] = {}

    def lock(self, numbers: Collection[str] = (), ids: Collection[int] = ()) -> None:
        """Lock accounts in the order of their ids. Once in a transaction: a second call could meet another's order."""
        if self._by_id:
            raise NotAllowed("ledger_locked_twice")
        for row in _LOCK.rows(self._connection, numbers=list(numbers), ids=list(ids)):
            found = Account(*row)
            self._by_number[found.number] = self._by_id[found.id] = found

    def adopt(self, number: str) -> Account:
        """Take up an account that this transaction has just opened: nobody else can see it yet."""
        (row,) = _LOCK.rows(self._connection, numbers=[number], ids=[])
        found = Account(*row)
        self._by_number[number] = self._by_id[found.id] = found
        return found

    def mark(self) -> Mark:
        """Remember all that was decided so far."""
        sums = {key: replace(item) for key, item in self._by_id.items()}
        return Mark(sums, len(self._transfers), [dict(book) for book in self._books()])

    def back_to(self, mark: Mark) -> None:
        """Undo what was decided since a mark."""
        for key, item in list(self._by_id.items()):
            before = mark.sums.get(key)
            if before is None:
                del self._by_id[key], self._by_number[item.number]
            else:
                item.posted, item.held = before.posted, before.held
                item.day_spent, item.spent_on = before.day_spent, before.spent_on
        del self._transfers[mark.transfers :]
        for book, kept in zip(self._books(), mark.books, strict=True):
            book.clear()
            book.update(kept)

    def _books(self) -> tuple[dict[Any, Any], ...]:
        return self._touched, self._holds, self._pending, self._settled, self._counted

    def load_holds(self, documents: Collection[str]) -> None:
        """Read the pending holds of documents whose accounts are locked."""
        rows = self._connection.execute(_HELD, {"documents": list(documents)})
        self._pending |= {row.document_id: (row.account_id, row.amount) for row in rows}

    def find(self, number: str) -> Account | None:
        """Return a locked account by its number."""
        return self._by_number.get(number)

    def get(self, account_id: int) -> Account:
        """Return a locked account by its id; KeyError if it was not locked."""
        return self._by_id[account_id]

    def post(self, debit: Account, credit: Account, order: Order, value_date: date) -> Transfer:
        """Move money at once. NotAllowed("insufficient_funds")."""
        self._demand(debit, order.amount)
        return self._move(debit, credit, order, value_date)

    def hold(self, document_id: str, debit: Account, amount: int, *, counts: bool = False) -> None:
        """Reserve money for a document; `counts`: against the limit of this day. NotAllowed("insufficient_funds")."""
        self._demand(debit, amount)
        debit.held += amount
        self._touched[debit.id] = debit
        self._holds[document_id] = (debit, amount)
        if counts:
            debit.spend(amount, self._today)
            self._counted[document_id] = (debit.number, amount)

    def has_hold(self, document_id: str) -> bool:
        """Whether a loaded or new document has a hold that is pending."""
        return document_id in self._holds or document_id in self._pending

    def held_on(self, document_id: str) -> int | None:
        """Return the id of the account on which a loaded or new document has a pending hold; None without one."""
        if document_id in self._holds:
            return self._holds[document_id][0].id
        return self._pending[document_id][0] if document_id in self._pending else None

    def post_held(self, debit: Account, credit: Account, order: Order, value_date: date) -> Transfer:
        """Turn a document's hold into a transfer. Corrupt if it has none that is pending."""
        amount = self._release(order.document_id or "", debit, POSTED)
        return self._move(debit, credit, replace(order, amount=amount), value_date)

    def void(self, document_id: str, debit: Account, *, paid: int = 0) -> None:
        """Give a document's hold back, and what of it is not `paid` at once to the limit. Corrupt if it has none that is pending."""
        self.uncount(document_id, debit, self._release(document_id, debit, VOIDED) - paid)

    def uncount(self, document_id: str, debit: Account, amount: int) -> None:
        """Give a part of a document's counted hold back to the limit of the day on which it was counted, if it was."""
        if not amount:
            return
        self._touched[debit.id] = debit
        if document_id in self._counted:  # held by this very transaction
            number, counted = self._counted[document_id]
            self._counted[document_id] = (number, counted - amount)
            debit.give_back(amount, self._today.isoformat())
            return
        said = {"account": debit.number, "document": document_id, "less": amount}
        for day in self._connection.execute(_UNCOUNT, said).scalars():
            debit.give_back(amount, day)

    def flush(self) -> list[Account]:
        """Write everything; returns the accounts whose sums changed."""
        changed = list(self._touched.values())
        _SAVE.run(self._connection, [_sums(item) for item in changed])
        if self._holds:
            rows = [
                {"document_id": key, "account_id": item.id, "amount": amount, "state": PENDING}
                for key, (item, amount) in self._holds.items()
            ]
            bulk.insert(self._connection, hold, rows)
        bulk.insert(self._connection, limit_use, self._uses())
        if self._settled:
            settled = [{"document": key, "new_state": state} for key, state in self._settled.items()]
            if self._connection.execute(_SETTLE, settled).rowcount != len(settled):
                raise Corrupt("hold_settled_twice")
        self._write_transfers()
        return changed

    @property
    def done(self) -> Sequence[Transfer]:
        """The transfers of this transaction so far."""
        return self._transfers

    def _uses(self) -> list[dict[str, Any]]:
        day = self._today.isoformat()
        return [
            {"limit_id": number, "document_id": key, "day": day, "amount": amount}
            for key, (number, amount) in self._counted.items()
            if amount
        ]

    def _write_transfers(self) -> None:
        if not self._transfers:
            return
        for number, done in zip(self._numbers(len(self._transfers)), self._transfers, strict=True):
            done.id = number
        bulk.insert(self._connection, transfer, [self._row(done) for done in self._transfers])

    def _numbers(self, count: int) -> list[int]:
        """Ids rise in the order of posting on every account: they are taken while the accounts are locked."""
        if self._connection.dialect.name == "postgresql":
            return list(self._connection.execute(_NEXT_POSTGRES, {"count": count}).scalars())
        ((last,),) = _NEXT_SQLITE.rows(self._connection)
        return list(range(last + 1, last + 1 + count))

    def _demand(self, debit: Account, amount: int) -> None:
        if amount <= 0:
            raise NotAllowed("amount_zero")
        if debit.kind == CLIENT and debit.available < amount:
            raise NotAllowed("insufficient_funds", account=debit.number)

    def _move(self, debit: Account, credit: Account, order: Order, value_date: date) -> Transfer:
        if debit.id == credit.id:
            raise NotAllowed("same_account", value=debit.number)
        if debit.currency != credit.currency:
            raise NotAllowed("currency_differs", value=credit.currency, expected=debit.currency)
        debit.posted -= order.amount
        credit.posted += order.amount
        self._touched[debit.id], self._touched[credit.id] = debit, credit
        done = Transfer(debit, credit, order, value_date, debit.posted, credit.posted)
        self._transfers.append(done)
        return done

    def _release(self, document_id: str, debit: Account, state: str) -> int:
        if document_id in self._holds:  # held by this very transaction: nothing to settle
            amount = self._holds.pop(document_id)[1]
        elif document_id in self._pending:
            amount = self._pending.pop(document_id)[1]
            self._settled[document_id] = state
        else:
            raise Corrupt("hold_settled_twice", document=document_id)
        debit.held -= amount
        self._touched[debit.id] = debit
        return amount

    def _row(self, done: Transfer) -> dict[str, object]:
        return {
            "id": done.id,
            "document_id": done.order.document_id,
            "leg": done.order.leg,
            "debit_account": done.debit.id,
            "credit_account": done.credit.id,
            "currency": done.debit.currency,
            "amount": done.order.amount,
            "value_date": done.value_date.isoformat(),
            "posted": self._at,
            "kind": done.order.kind,
            "debit_balance": done.debit_balance,
            "credit_balance": done.credit_balance,
            "details": done.order.details,
        }


def _sums(item: Account) -> dict[str, object]:
    return {
        "account": item.id,
        "posted": item.posted,
        "held": item.held,
        "day_spent": item.day_spent,
        "spent_on": item.spent_on,
    }
