"""What a user sees first: balances, what waits for him, what went wrong, how long his key holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import FAILED, State
from bsclient.services.context import Workplace
from bsclient.services.statements import AccountView, accounts_of
from bsclient.storage import feed, letters, listing, signatures
from bsclient.storage.listing import Filter, Totals

_NONE = Totals()


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of documents by what is to be done with them; `last_sync` None: never yet."""

    accounts: tuple[AccountView, ...]
    to_sign: int
    to_sign_total: Decimal
    unknown: int
    rejected: int
    queued: int
    unread_letters: int
    key_valid_until: dt.datetime | None
    key_days_left: int | None
    last_sync: dt.datetime | None
    invalid: int = 0
    signed: int = 0


class Home:
    """The first page of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def overview(self) -> Overview:
        """Return everything at one moment."""
        with self._place.store.read() as reader:
            counts = listing.counts(reader, Filter(type=PaymentOrder.code))
            mine = signatures.partly_signed_by(reader, PaymentOrder.code, self._place.user.id)
            accounts = tuple(accounts_of(reader))
            unread = letters.unread(reader)
            synchronised = feed.state(reader).synchronised_at
        wanting = [counts.get(state, _NONE) for state in (State.NEW, State.IMPORTED, State.PARTLY_SIGNED)]
        until, left = self._key()
        return Overview(
            accounts=accounts,
            to_sign=sum(part.count for part in wanting) - mine[0],
            to_sign_total=sum((part.amount for part in wanting), _NONE.amount) - mine[1],
            unknown=counts.get(State.UNKNOWN, _NONE).count,
            rejected=sum(counts.get(state, _NONE).count for state in FAILED),
            queued=counts.get(State.QUEUED, _NONE).count,
            unread_letters=unread,
            key_valid_until=until,
            key_days_left=left,
            last_sync=synchronised,
            invalid=counts.get(State.INVALID, _NONE).count,
            signed=counts.get(State.SIGNED, _NONE).count,
        )

    def _key(self) -> tuple[dt.datetime | None, int | None]:
        """Return until when the user's certificate holds, and the whole days left."""
        certificate = self._place.user.certificate
        if certificate is None:
            return None, None
        until = certificate.not_after
        return until, max((until - self._place.instant).days, 0)
