"""The one ordered feed of each client: written in the transaction of the effects, numbered without gaps or repeats.

Receipts and ledger entries are not copied into the feed: an event names them, and they are read back when it is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, bindparam, select, text

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.books import entries
from bsclient.bank.books.ledger import Account, Transfer
from bsclient.bank.schema.access import client
from bsclient.bank.schema.tables import event, receipt
from bsclient.domain.money import from_minor, plain
from bsclient.errors import Corrupt
from bsclient.protocol.messages import BalanceData, Event, Kind, SignedReceipt, StatusData

_HEADS = bulk.Query("SELECT id, feed_seq FROM client WHERE id IN :clients ORDER BY id", locks=True)
_SAVE_HEAD = bulk.Query("UPDATE client SET feed_seq = :seq WHERE id = :of")
_AFTER = (
    select(event)
    .where(event.c.client_id == bindparam("client"), event.c.seq > bindparam("after"))
    .order_by(event.c.seq)
    .limit(bindparam("count"))
)
_RECEIPTS = select(receipt).where(receipt.c.document_id.in_(bindparam("documents", expanding=True)))
_EVERYONE = select(client.c.id).order_by(client.c.id)
_TURN = text("SELECT pg_advisory_xact_lock(724032)")
_HEAD = select(client.c.feed_seq).where(client.c.id == bindparam("client"))

_LONGEST_PAGE = 16 * 1024 * 1024
"""Characters of the events of one answer: documents that wait for signatures travel in them."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class _Item(NamedTuple):
    client_id: str
    kind: str
    document_id: str | None = None
    transfer: Transfer | None = None
    account_id: int | None = None
    data: str | None = None


class Feed:
    """What one transaction adds to feeds, of any clients, in order."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._instant = at
        self._at = clock.stamp(at)
        self._items: list[_Item] = []
        self._balances: dict[int, Account] = {}

    def receipt(self, client_id: str, document_id: str) -> None:
        """The bank's receipt for a document: it has been delivered."""
        self._items.append(_Item(client_id, Kind.RECEIPT.value, document_id=document_id))

    def status(self, client_id: str, data: StatusData) -> None:
        """A new status of a document."""
        self.put(client_id, Kind.STATUS, data)

    def posted(self, done: Transfer) -> None:
        """A transfer, for whichever of its two accounts belong to clients; their balances follow at the end."""
        for side in (done.debit, done.credit):
            if side.client_id is not None:
                item = _Item(side.client_id, Kind.ENTRY.value, transfer=done, account_id=side.id)
                self._items.append(item)
                self.balance(side)

    def balance(self, account: Account) -> None:
        """What the account holds when the transaction ends; said once, however often it changed."""
        if account.client_id is not None:
            self._balances[account.id] = account

    def put(self, client_id: str, kind: Kind, data: msgspec.Struct) -> None:
        """Any other event."""
        self._items.append(_Item(client_id, kind.value, data=_encode(data).decode()))

    def take_turns(self) -> None:
        """Wait for whoever is telling all clients something, or taking one on, and let others wait, until the transaction ends.

        Before anything else is written: a client who is taken on meanwhile would not hear of it, ever.
        """
        if self._connection.dialect.name == "postgresql":  # on SQLite every write takes turns
            self._connection.execute(_TURN)

    def put_all(self, kind: Kind, data: msgspec.Struct) -> None:
        """Any other event for all clients; `take_turns` before."""
        for client_id in self._connection.execute(_EVERYONE).scalars():
            self.put(client_id, kind, data)

    def mark(self) -> tuple[int, dict[int, Account]]:
        """Remember what is to be told so far."""
        return len(self._items), dict(self._balances)

    def back_to(self, mark: tuple[int, dict[int, Account]]) -> None:
        """Forget what was to be told since a mark."""
        del self._items[mark[0] :]
        self._balances = mark[1]

    def flush(self) -> frozenset[str]:
        """Number and write everything, after the ledger's flush; returns the clients whose feeds grew."""
        for account in self._balances.values():
            if account.client_id is not None:
                self.put(account.client_id, Kind.BALANCE, balance_data(account, self._instant))
        clients = frozenset(item.client_id for item in self._items)
        if not clients:
            return clients
        heads: dict[str, int] = dict(_HEADS.rows(self._connection, clients=sorted(clients)))
        rows = []
        for item in self._items:
            heads[item.client_id] += 1
            rows.append(self._row(item, heads[item.client_id]))
        bulk.insert(self._connection, event, rows)
        _SAVE_HEAD.run(self._connection, [{"of": key, "seq": seq} for key, seq in heads.items()])
        return clients

    def _row(self, item: _Item, seq: int) -> dict[str, object]:
        return {
            "client_id": item.client_id,
            "seq": seq,
            "kind": item.kind,
            "at": self._at,
            "document_id": item.document_id,
            "transfer_id": item.transfer.id if item.transfer else None,
            "account_id": item.account_id,
            "data": item.data,
        }


def balance_data(account: Account, at: datetime) -> BalanceData:
    """What a client is told of his account."""
    return BalanceData(
        account=account.number,
        currency=account.currency,
        name=account.name,
        balance=plain(from_minor(account.posted)),
        available=plain(from_minor(account.available)),
        opened=account.opened,
        time=at,
        closed=account.closed,
    )


def head(connection: Connection, client_id: str) -> int:
    """Return the last sequence of a client's feed; 0 for an unknown client."""
    return connection.execute(_HEAD, {"client": client_id}).scalar() or 0


def read(connection: Connection, client_id: str, after: int, limit: int) -> list[Event]:
    """Return the events after a sequence, in order."""
    rows = _page(connection.execute(_AFTER, {"client": client_id, "after": after, "count": limit}).all())
    receipts = _receipts(connection, [row.document_id for row in rows if row.document_id])
    seen = entries.by_ids(connection, [(row.transfer_id, row.account_id) for row in rows if row.transfer_id])
    found = []
    for row in rows:
        if row.data is not None:
            data = _decode(row.data)
        elif row.document_id is not None:
            data = receipts[row.document_id]
        else:
            data = seen[row.transfer_id, row.account_id]
        found.append(Event(seq=row.seq, kind=row.kind, time=clock.parse(row.at), data=data))
    _demand_gapless(found, after)
    return found


def _page(rows: Sequence[Any]) -> Sequence[Any]:
    """Return as many of the rows as make an answer of bearable length, one at least."""
    size = 0
    for at, row in enumerate(rows):
        size += len(row.data or "")
        if size > _LONGEST_PAGE and at:
            return rows[:at]
    return rows


def _receipts(connection: Connection, documents: Sequence[str]) -> dict[str, dict[str, Any]]:
    if not documents:
        return {}
    rows = connection.execute(_RECEIPTS, {"documents": documents})
    return {row.document_id: msgspec.to_builtins(signed_receipt(row)) for row in rows}


def signed_receipt(row: Any) -> SignedReceipt:
    """Read a stored receipt."""
    return SignedReceipt(receipt=bytes(row.receipt), signature=bytes(row.signature))


def _demand_gapless(found: list[Event], after: int) -> None:
    """A gap would be a lost event: better no answer than that."""
    for at, item in enumerate(found, start=after + 1):
        if item.seq != at:
            raise Corrupt("feed_gap", expected=str(at), value=str(item.seq))
