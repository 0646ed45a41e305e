"""Offers of partly signed documents in the base: read and locked, changed within a transaction, told to the feed.

Locks are taken before those of accounts: offer, accounts by id, clients by id.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from bsclient import clock
from bsclient.bank import bulk
from bsclient.bank.ports import Incoming
from bsclient.bank.schema.access import certificate, user
from bsclient.bank.schema.pending import pending, pending_signature
from bsclient.bank.work.doc import Doc
from bsclient.bank.work.transaction import Work
from bsclient.protocol.messages import Kind
from bsclient.protocol.pending import PendingData, PendingState, Signer

MOST_WAITING: Final = 500
MOST_BYTES: Final = 32 * 1024 * 1024
"""How many offers of one client may wait, and how large all of them may be."""

_ONE = select(pending).where(pending.c.offer == bindparam("of"))
_SIGNED = (
    select(pending_signature, user.c.name)
    .join(user, user.c.id == pending_signature.c.user_id)
    .where(pending_signature.c.offer == bindparam("of"))
    .order_by(pending_signature.c.position)
)
_NAME = select(user.c.name).where(user.c.id == bindparam("of"))
_SIZE = select(func.count(), func.coalesce(func.sum(func.length(pending.c.body)), 0)).where(
    pending.c.client_id == bindparam("of"), pending.c.state == PendingState.WAITING.value
)
_END = (
    update(pending)
    .where(pending.c.offer == bindparam("of"), pending.c.state == PendingState.WAITING.value)
    .values({name: bindparam(f"new_{name}") for name in ("state", "code", "reason", "ended_by", "ended")})
)
_LATE = select(pending.c.offer).where(
    pending.c.state == PendingState.WAITING.value, pending.c.valid_until < bindparam("now")
)
_REVOKED = (
    select(pending.c.offer)
    .join(pending_signature, pending_signature.c.offer == pending.c.offer)
    .join(certificate, certificate.c.serial == pending_signature.c.serial)
    .where(pending.c.state == PendingState.WAITING.value, certificate.c.revoked != "")
)
_WAITING = bulk.Query(
    "SELECT offer, document_id FROM pending WHERE document_id IN :documents AND state = 'waiting'"
    " ORDER BY offer"
)
_CLOSED = bulk.Query(
    """SELECT p.document_id, p.sha256, p.author, s.user_id FROM pending p
    JOIN pending_signature s ON s.offer = p.offer AND s.first = 1
    WHERE p.document_id IN :documents AND p.state IN ('withdrawn', 'refused')"""
)


@dataclass(frozen=True, slots=True)
class Given:
    """A signature of an offer."""

    user_id: str
    name: str
    serial: str
    first: bool
    cms: bytes


@dataclass(frozen=True, slots=True)
class Ending:
    """How an offer ends: by whom ("" by itself), for which code or for a reason in words."""

    state: PendingState
    by: str = ""
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it stands."""

    offer: str
    document_id: str
    client_id: str
    author: str
    sha256: str
    body: bytes
    attachments: tuple[str, ...]
    valid_until: str
    state: PendingState
    code: str
    reason: str
    ended_by: str
    given: tuple[Given, ...]

    @property
    def serials(self) -> list[str]:
        """Serials of the certificates that signed, in order."""
        return [one.serial for one in self.given]

    def offered_by(self, user_id: str) -> bool:
        """Whether a user is one of those who offered it, and may take it back."""
        return user_id == self.author or any(one.first and one.user_id == user_id for one in self.given)


def find(connection: Connection, offer: str, *, locked: bool = False) -> Offer | None:
    """Return an offer, locked until the transaction ends if asked for."""
    statement = _ONE.with_for_update(key_share=True) if locked else _ONE
    row = connection.execute(statement, {"of": offer}).one_or_none()
    return None if row is None else _offer(connection, row)


def waits(connection: Connection, document_id: str) -> bool:
    """Whether an offer of a document waits."""
    return bool(_WAITING.rows(connection, documents=[document_id]))


def size(connection: Connection, client_id: str) -> tuple[int, int]:
    """Return how many offers of a client wait, and their bytes."""
    count, total = connection.execute(_SIZE, {"of": client_id}).one()
    return int(count), int(total)


def add(work: Work, made: Offer) -> None:
    """Keep a new offer with the signatures that came with it. IntegrityError if one of the document waits already."""
    row = {name: getattr(made, name) for name in _COLUMNS} | {"state": made.state.value}
    row |= {"attachments": json.dumps(list(made.attachments)), "created": clock.stamp(work.at)}
    work.connection.execute(insert(pending).values(row))
    for one in made.given:
        sign(work, made, one)


def sign(work: Work, made: Offer, one: Given) -> None:
    """Keep a signature of an offer."""
    at = made.given.index(one) if one in made.given else len(made.given)
    work.connection.execute(
        insert(pending_signature).values(
            offer=made.offer,
            user_id=one.user_id,
            serial=one.serial,
            position=at,
            first=int(one.first),
            cms=one.cms,
            at=clock.stamp(work.at),
        )
    )


def end(work: Work, offer: Offer, how: Ending) -> None:
    """End an offer that waits, for ever."""
    changes = {
        "new_state": how.state.value,
        "new_code": how.code,
        "new_reason": how.reason,
        "new_ended_by": how.by,
        "new_ended": clock.stamp(work.at),
    }
    work.connection.execute(_END, {"of": offer.offer, **changes})


def tell(work: Work, offer: str, by: str, *, whole: bool = False) -> None:
    """Tell every program of the organisation how an offer stands; `whole`: with the bytes."""
    found = find(work.connection, offer)
    if found is not None:
        work.feed.put(found.client_id, Kind.PENDING, data(work.connection, found, by, whole=whole))


def data(connection: Connection, offer: Offer, by: str, *, whole: bool = False) -> PendingData:
    """Return what is told of an offer."""
    return PendingData(
        id=offer.document_id,
        offer=offer.offer,
        state=offer.state.value,
        sha256=offer.sha256,
        author=offer.author,
        author_name=name_of(connection, offer.author),
        signers=[
            Signer(user_id=one.user_id, name=one.name, serial=one.serial, cms=one.cms) for one in offer.given
        ],
        valid_until=clock.parse(offer.valid_until),
        attachments=list(offer.attachments),
        body=offer.body if whole else b"",
        by=by,
        by_name=name_of(connection, by) if by else "",
        reason=offer.reason,
        code=offer.code,
    )


def name_of(connection: Connection, user_id: str) -> str:
    """Return a user's name; his id if the register has none."""
    return connection.execute(_NAME, {"of": user_id}).scalar() or user_id


def due(connection: Connection, now: str) -> list[tuple[str, PendingState, str]]:
    """Return the offers that end by themselves: offer, how, code."""
    late = [
        (offer, PendingState.EXPIRED, "valid_until_past")
        for offer in connection.execute(_LATE, {"now": now}).scalars()
    ]
    taken = {offer for offer, _, _ in late}
    revoked = sorted(set(connection.execute(_REVOKED).scalars()) - taken)
    return late + [(offer, PendingState.VOID, "certificate_revoked") for offer in revoked]


def sweep(work: Work, ended: Iterable[tuple[str, PendingState, str]]) -> None:
    """End what ends by itself."""
    for identity, state, code in ended:
        found = find(work.connection, identity, locked=True)
        if found is not None and found.state is PendingState.WAITING:
            end(work, found, Ending(state, code=code))
            tell(work, identity, "")


def overtake(work: Work, docs: Sequence[Doc]) -> None:
    """A document came whole by itself: its offer has nothing more to wait for. Before any other lock."""
    found = _WAITING.rows(work.connection, documents=[doc.id for doc in docs])
    by_id = {doc.id: doc for doc in docs}
    for identity, document_id in found:
        offer, doc = find(work.connection, identity, locked=True), by_id[document_id]
        if offer is None or offer.state is not PendingState.WAITING or offer.client_id != doc.client_id:
            continue
        same = offer.sha256 == doc.sha256
        end(work, offer, Ending(PendingState.ACCEPTED if same else PendingState.VOID, doc.user_id))
        tell(work, identity, doc.user_id)


def barred(connection: Connection, batch: Sequence[Incoming | Doc], hashes: Sequence[str]) -> set[int]:
    """Return the places in a batch of what was taken back or refused as these bytes, and is now brought by somebody else.

    A signature cannot be taken back from him who holds it: the bank remembers that it was.
    """
    ids = [one.id if isinstance(one, Doc) else one.envelope.id for one in batch]
    closed = _CLOSED.rows(connection, documents=ids) if ids else []
    if not closed:
        return set()
    own: dict[tuple[str, str], set[str]] = {}
    for document_id, sha256, author, signer in closed:
        own.setdefault((document_id, sha256), {author}).add(signer)
    found = set()
    for at, (identity, one, sha256) in enumerate(zip(ids, batch, hashes, strict=True)):
        users = own.get((identity, sha256))
        if users is not None and one.user_id not in users:
            found.add(at)
    return found


def withdrawn(work: Work, docs: Sequence[Doc]) -> set[str]:
    """Return the documents that were taken back while they were on their way. After `overtake`."""
    return {docs[at].id for at in barred(work.connection, docs, [doc.sha256 for doc in docs])}


_COLUMNS = (
    "offer", "document_id", "client_id", "author", "sha256", "body", "valid_until", "code", "reason", "ended_by",
)  # fmt: skip


def _offer(connection: Connection, row: Row[Any]) -> Offer:
    given = tuple(
        Given(one.user_id, one.name, one.serial, bool(one.first), bytes(one.cms))
        for one in connection.execute(_SIGNED, {"of": row.offer})
    )
    return Offer(
        offer=row.offer,
        document_id=row.document_id,
        client_id=row.client_id,
        author=row.author,
        sha256=row.sha256,
        body=bytes(row.body),
        attachments=tuple(json.loads(row.attachments)),
        valid_until=row.valid_until,
        state=PendingState(row.state),
        code=row.code,
        reason=row.reason,
        ended_by=row.ended_by,
        given=given,
    )
