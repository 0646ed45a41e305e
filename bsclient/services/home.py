"""What a user sees first: balances, what waits for him, what went wrong, how long his key holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import FAILED, State
from bsclient.services.context import Workplace
from bsclient.services.signing import pending
from bsclient.services.statements.reading import AccountView, accounts_of
from bsclient.storage import feed, letter_reading, listing, news, outlook, signatures
from bsclient.storage.listing import Filter, Totals

_NONE = Totals()
_WANTING = (State.NEW, State.IMPORTED, State.PARTLY_SIGNED)


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of payment orders by what is to be done with them; `last_sync`: what the bank told last, None: never yet.

    `others` are all other types by state, `unread_documents` those of the bank that nobody opened.
    """

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
    others: Mapping[State, int] = field(default_factory=dict)
    from_colleagues: int = 0
    with_colleagues: int = 0
    unread_news: int = 0

    @property
    def unread_documents(self) -> int:
        """Documents of the bank that nobody opened."""
        return self.others.get(State.INCOMING, 0)

    @property
    def others_to_sign(self) -> int:
        """Documents of other types that want a signature, half-signed ones too."""
        return sum(self.others.get(state, 0) for state in _WANTING)


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
            unread, unread_news = (
                letter_reading.unread(reader, self._place.user.id),
                news.unread(reader, self._place.user.id, self._place.today),
            )
            told = feed.state(reader)
            others = outlook.others(reader, PaymentOrder.code)
            shared = pending.counts(reader, self._place)
        wanting = [counts.get(state, _NONE) for state in _WANTING]
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
            last_sync=max(filter(None, (told.synchronised_at, told.applied_at)), default=None),
            invalid=counts.get(State.INVALID, _NONE).count,
            signed=counts.get(State.SIGNED, _NONE).count,
            others=others,
            from_colleagues=shared.to_sign,
            with_colleagues=shared.away,
            unread_news=unread_news,
        )

    def _key(self) -> tuple[dt.datetime | None, int | None]:
        """Return until when the user's certificate holds, and the whole days left."""
        certificate = self._place.user.certificate
        if certificate is None:
            return None, None
        until = certificate.not_after
        return until, max((until - self._place.instant).days, 0)
