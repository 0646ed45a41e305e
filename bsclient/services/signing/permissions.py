"""May I? What the bank told of rights, asked before one tries: every "no" is a reason with a text and a way out.

The bank enforces the same rules with the same code (`domain.rights.deciding`); an answer here is a forecast, not a guard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bsclient.domain.money import to_minor
from bsclient.domain.rights import Action, Policy, Reason, Subject, deciding, seeing, standing
from bsclient.domain.rights.policy import subject
from bsclient.domain.rights.seeing import Sight
from bsclient.domain.rights.words import SIGNING
from bsclient.errors import NotAllowed
from bsclient.services.keys import authority
from bsclient.storage import documents

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.context import Workplace
    from bsclient.storage.rows.documents import DocumentRow

_SIGNS = frozenset(SIGNING.values())


class Permissions:
    """The rights of the user of an open profile. Cheap to ask: the record is read once and again when it changes."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._known: Policy | None = None
        self._edition = 0
        self._seen: tuple[Policy, date, Sight | None] | None = None
        place.changes.subscribe(self._forget)

    @property
    def policy(self) -> Policy:
        """All rights of the organisation, as the bank told last."""
        known, edition = self._known, self._edition
        if known is None:
            with self._place.store.whole() as reader:
                known = authority.policy(reader, self._place.profile)
            if edition == self._edition:  # nothing was told while it was read
                self._known = known
        return known

    @property
    def sight(self) -> Sight | None:
        """What the user may see; None: everything."""
        policy, day, seen = self.policy, self._place.today, self._seen
        if seen is None or seen[0] is not policy or seen[1] != day:
            seen = self._seen = (policy, day, seeing.sight(policy, self._place.user.id, day))
        return seen[2]

    def why_not(
        self, action: Action, kind: str = "", account: str = "", amount: Decimal | None = None
    ) -> Reason | None:
        """Say why the user may not do something; None if he may.

        `kind` "" asks about documents in general: refused only when no exception allows it for some of them. A question
        about a signature is about that very one (`Action.SIGN1`); `why_not_sign` asks for any that the user may give.
        """
        return self._answer(action, Subject(kind, account, None if amount is None else to_minor(amount)))

    def why_not_sign(
        self, kind: str = "", account: str = "", amount: Decimal | None = None, currency: str = ""
    ) -> Reason | None:
        """Say why the user may sign no such document; limits are asked, too."""
        about = Subject(kind, account, None if amount is None else to_minor(amount))
        if currency:
            about = replace(about, currency=currency)
        return deciding.why_not_sign(self.policy, self._place.user.id, about, self._place.today)

    def why_not_row(self, action: Action, row: DocumentRow) -> Reason | None:
        """Say why the user may not do something with a stored document: rights first, then its state."""
        about = Subject(row.type, row.account)
        return self._answer(action, about) or standing.why_not(action, row.type, row.state)

    def why_not_documents(self, action: Action, ids: Sequence[str]) -> Reason | None:
        """Say why the user may not do something with stored documents, whatever their state: the first reason found.

        Nothing is done with what he may not see.
        """
        if self.policy.plain and self.why_not(action) is None and action not in _SIGNS:
            return None
        with self._place.store.whole() as reader:
            rows = documents.many(reader, ids)
        abouts = (Subject(row.type, row.account) for row in rows)
        reasons = (self._answer(action, one) or self._answer(Action.VIEW, one) for one in abouts)
        return next((reason for reason in reasons if reason is not None), None)

    def may(self, action: Action, kind: str = "", account: str = "") -> bool:
        """Whether the user may do something."""
        return self.why_not(action, kind, account) is None

    def demand(self, action: Action, kind: str = "", fields: Mapping[str, object] | None = None) -> None:
        """Raise NotAllowed with the reason if the user may not do something with such a document."""
        about = Subject(kind) if fields is None else subject(kind, fields)
        _raise(self._answer(action, about))

    def demand_documents(self, action: Action, ids: Sequence[str]) -> None:
        """Raise NotAllowed if the user may not do something with one of these documents."""
        _raise(self.why_not_documents(action, ids))

    def _answer(self, action: Action, about: Subject) -> Reason | None:
        policy, user, day = self.policy, self._place.user.id, self._place.today
        reason = deciding.why_not(policy, user, action, about, day)
        if reason is not None and not about.type and deciding.possible(policy, user, action):
            return None
        return reason

    def _forget(self, changed: Changed) -> None:
        if changed.everything:
            self._edition += 1
            self._known = None


def _raise(reason: Reason | None) -> None:
    if reason is not None:
        raise NotAllowed(reason.code, **reason.facts)
