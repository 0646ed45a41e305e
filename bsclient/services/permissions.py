"""May I? What the bank told of rights, asked before one tries: every "no" is a reason with a text and a way out.

The bank enforces the same rules with the same code (`domain.rights.deciding`); an answer here is a forecast, not a guard.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bsclient.domain.money import to_minor
from bsclient.domain.rights import Action, Policy, Reason, Subject, deciding
from bsclient.domain.rights.policy import subject
from bsclient.errors import NotAllowed
from bsclient.services import authority
from bsclient.services.changes import Changed
from bsclient.services.context import Workplace
from bsclient.storage import documents
from bsclient.storage.unit_of_work import Reader


class Permissions:
    """The rights of the user of an open profile. Cheap to ask: the record is read once and again when it changes."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._known: Policy | None = None
        self._edition = 0
        place.changes.subscribe(self._forget)

    @property
    def policy(self) -> Policy:
        """All rights of the organisation, as the bank told last."""
        known, edition = self._known, self._edition
        if known is None:
            with self._place.store.read() as reader:
                known = authority.policy(reader, self._place.profile)
            if edition == self._edition:  # nothing was told while it was read
                self._known = known
        return known

    def why_not(
        self, action: Action, kind: str = "", account: str = "", amount: Decimal | None = None
    ) -> Reason | None:
        """Say why the user may not do something; None if he may.

        `kind` "" asks about documents in general: refused only when no grant for a type could allow it.
        """
        about = Subject(kind, account, None if amount is None else to_minor(amount))
        return self._answer(action, about)

    def why_not_sign(
        self, kind: str, account: str = "", amount: Decimal | None = None, currency: str = ""
    ) -> Reason | None:
        """Say why the user may not sign such a document; limits are asked, too."""
        about = Subject(kind, account, None if amount is None else to_minor(amount))
        if currency:
            about = replace(about, currency=currency)
        return deciding.why_not_sign(self.policy, self._place.user.id, about, self._place.today)

    def why_not_documents(self, action: Action, ids: Sequence[str]) -> Reason | None:
        """Say why the user may not do something with stored documents: the first reason found."""
        with self._place.store.read() as reader:
            rows = documents.many(reader, ids)
        for row in rows:
            reason = self.why_not(action, row.type, row.account)
            if reason is not None:
                return reason
        return None

    def may(self, action: Action, kind: str = "", account: str = "") -> bool:
        """Whether the user may do something."""
        return self.why_not(action, kind, account) is None

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


def demand(place: Workplace, reader: Reader, action: Action, kind: str, fields: Mapping[str, object]) -> None:
    """Raise NotAllowed with the reason if the user may not do something with such a document."""
    demander(place, reader)(action, kind, fields)


Demand = Callable[[Action, str, Mapping[str, object]], None]


def demander(place: Workplace, reader: Reader) -> Demand:
    """Return `demand` for many documents of one moment: the rights are read once."""
    policy = authority.policy(reader, place.profile)

    def check(action: Action, kind: str, fields: Mapping[str, object]) -> None:
        reason = deciding.why_not(policy, place.user.id, action, subject(kind, fields), place.today)
        if reason is not None:
            raise NotAllowed(reason.code, **reason.facts)

    return check
