"""What documents use of limits: given back when one is refused or recalled, and told to its client.

What they use of an account's limit of a day the ledger gives back with the hold (`Ledger.uncount`); its rows only end here. A limit is
of a day: what is left of its rows ends with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, update

from bsclient.bank.feed import Feed
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.rights import limit_use, rights_limit
from bsclient.bank.work.doc import Doc
from bsclient.domain.rights import Limit
from bsclient.domain.rights.deciding import money
from bsclient.domain.states import FAILED, State
from bsclient.protocol.messages import Kind
from bsclient.protocol.rights import LimitsData, LimitUse

ENDED: Final = frozenset((*FAILED, State.RECALLED))
"""States of documents that count against no limit."""

_USED = select(limit_use).where(limit_use.c.document_id.in_(bindparam("documents", expanding=True)))
_FORGET = delete(limit_use).where(limit_use.c.document_id == bindparam("of"))
_PAST = delete(limit_use).where(limit_use.c.day <= bindparam("last"))
_OWNERS = (
    select(rights_limit.c.client_id)
    .where(rights_limit.c.id.in_(bindparam("limits", expanding=True)))
    .distinct()
)
_GIVE_BACK = (
    update(rights_limit)
    .where(rights_limit.c.id == bindparam("of"), rights_limit.c.used_on == bindparam("day"))
    .values(used=rights_limit.c.used - bindparam("less"))
)


def give_back(connection: Connection, feed: Feed, docs: Iterable[Doc]) -> None:
    """Take stored documents that were refused or recalled out of the limits, for the day that they were counted on."""
    ended = [doc.id for doc in docs if doc.state in ENDED and not doc.new]
    used = connection.execute(_USED, {"documents": ended}).all() if ended else []
    if not used:
        return
    owners = connection.execute(_OWNERS, {"limits": sorted({row.limit_id for row in used})}).scalars()
    clients = sorted(owners)
    rights_store.limits(connection, clients)  # the lock
    for row in used:
        connection.execute(_GIVE_BACK, {"of": row.limit_id, "day": row.day, "less": row.amount})
    for document in sorted({row.document_id for row in used}):
        connection.execute(_FORGET, {"of": document})
    for owner, limits in rights_store.limits(connection, clients).items():
        tell(feed, owner, limits)


def forget(connection: Connection, ended: date) -> None:
    """Drop what was counted on days that have ended: nothing is given back to those, whatever becomes of a document."""
    connection.execute(_PAST, {"last": ended.isoformat()})


def tell(feed: Feed, client_id: str, limits: Iterable[Limit]) -> None:
    """Tell a client what is used of his limits."""
    uses = [LimitUse(id=one.id, used=money(one.used), used_on=one.used_on) for one in limits]
    if uses:
        feed.put(client_id, Kind.LIMITS, LimitsData(limits=uses))
