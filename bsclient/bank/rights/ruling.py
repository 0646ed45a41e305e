"""Rights at the moment of acceptance: who may send, make and sign a document, and which limits it uses up.

Everything is decided inside the transaction that stores the document. The rows of the limits are locked after the
accounts and before the feeds, in the order of their ids, so two documents of one client never see the same balance of a
limit. Clients without rules cost nothing: their number of edition is 0, and nothing of this is read for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from bsclient.bank import bulk
from bsclient.bank.rights import limit_uses
from bsclient.bank.rights import store as rights_store
from bsclient.bank.schema.rights import limit_use
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.transaction import Work
from bsclient.domain.rights import Action, Policy, Reason, deciding
from bsclient.domain.rights.policy import subject
from bsclient.domain.states import State

ALWAYS: Final = frozenset(("rights_change",))
"""Types for which rights are asked even of clients that have no rules yet."""

_SAVE = bulk.Query("UPDATE rights_limit SET used = :used, used_on = :used_on WHERE id = :limit")


@dataclass(slots=True)
class _Counted:
    """A document that has used limits in this transaction."""

    doc: Doc
    limits: tuple[str, ...]
    amount: int


class Rulings:
    """The rights of those clients of a batch that have rules."""

    def __init__(self, policies: Mapping[str, Policy], day: date) -> None:
        self._policies = dict(policies)
        self._day = day
        self._limits = {limit.id: limit for policy in policies.values() for limit in policy.limits}
        self._counted: list[_Counted] = []

    def why_not(self, doc: Doc, users: Sequence[str]) -> tuple[str, dict[str, str]] | None:
        """Say why these signers do not suffice for a document of a client with rules; None if they do."""
        policy = self._policies[doc.client_id]
        about = subject(doc.type, doc.fields)
        reason = deciding.refusal(policy, users, doc.made_by, about, self._day)
        return _plain(reason or deciding.unvouched(policy, users, doc.made_by, about, doc.user_id))

    def rules(self, client_id: str) -> bool:
        """Whether the rights of this client were read."""
        return client_id in self._policies

    def demand(self, doc: Doc, users: Sequence[str]) -> None:
        """Stop a document that its sender may not send, its maker may not make, or that a limit forbids."""
        policy = self._policies[doc.client_id]
        about = subject(doc.type, doc.fields)
        reason = deciding.why_not(policy, doc.user_id, Action.SEND, about, self._day)
        # Old programs do not name the maker, new ones not among namesakes; of changes of rights it is then who brings them.
        maker = doc.made_by or (doc.user_id if doc.type in ALWAYS else "")
        if reason is None and maker:
            reason = deciding.why_not(policy, maker, Action.CREATE, about, self._day)
        reason = reason or deciding.over_limit(self._counting(policy), users, about, self._day)
        if reason is not None:
            raise Stop(State.REJECTED, reason.code, **reason.facts)

    def count(self, doc: Doc, users: Sequence[str]) -> None:
        """Count a document that was taken against every limit that is about it."""
        policy = self._policies[doc.client_id]
        about = subject(doc.type, doc.fields)
        limits = tuple(limit.id for limit in deciding.limits_on(policy, users, about))
        if limits and doc.state not in limit_uses.ENDED:
            self._add(limits, about.amount or 0)
            self._counted.append(_Counted(doc, limits, about.amount or 0))

    def close(self, work: Work) -> None:
        """Write what was used, within the same transaction, and tell the clients."""
        kept = []
        for item in self._counted:
            if item.doc.state in limit_uses.ENDED:  # recalled by a later document of the same batch
                self._add(item.limits, -item.amount)
            else:
                kept.append(item)
        if not kept:
            return
        changed = sorted({limit for item in kept for limit in item.limits})
        rows = [
            {"limit": key, "used": self._limits[key].used, "used_on": self._limits[key].used_on}
            for key in changed
        ]
        _SAVE.run(work.connection, rows)
        bulk.insert(
            work.connection, limit_use, [_use(key, item, self._day) for item in kept for key in item.limits]
        )
        for client_id, policy in self._policies.items():
            own = [self._limits[limit.id] for limit in policy.limits if limit.id in changed]
            limit_uses.tell(work.feed, client_id, own)

    def _counting(self, policy: Policy) -> Policy:
        """Return the policy with its limits as this batch has used them so far."""
        if not self._counted:
            return policy
        return replace(policy, limits=tuple(self._limits[limit.id] for limit in policy.limits))

    def _add(self, limits: Iterable[str], amount: int) -> None:
        for key in limits:
            limit = self._limits[key]
            used = limit.used_today(self._day) + amount
            self._limits[key] = replace(limit, used=used, used_on=self._day.isoformat())


def locked(
    work: Work, docs: Collection[Doc], editions: Mapping[str, int], kept: rights_store.Kept
) -> Rulings | None:
    """Read the rights of the clients of these documents and lock their limits; None if none of them has rules."""
    asked = _asked(docs, editions)
    if not asked:
        return None
    limits = rights_store.limits(work.connection, sorted(asked))
    policies = {
        key: replace(kept.of(work.connection, key, editions[key]), limits=tuple(limits.get(key, ())))
        for key in asked
    }
    return Rulings(policies, work.today)


def of_signers(work: Work, doc: Doc, editions: Mapping[str, int], kept: rights_store.Kept) -> Rulings | None:
    """Read the rights that say whether signers suffice for a document; None if its client has no rules.

    Limits are neither asked nor locked: this is asked before the accounts are locked, and limits come after them.
    """
    asked = _asked([doc], editions)
    policies = {key: kept.of(work.connection, key, editions[key]) for key in asked}
    return Rulings(policies, work.today) if asked else None


def _asked(docs: Collection[Doc], editions: Mapping[str, int]) -> set[str]:
    return {doc.client_id for doc in docs if editions[doc.client_id] or doc.type in ALWAYS}


def _plain(reason: Reason | None) -> tuple[str, dict[str, str]] | None:
    return None if reason is None else (reason.code, dict(reason.facts))


def _use(limit: str, item: _Counted, day: date) -> dict[str, object]:
    return {"limit_id": limit, "document_id": item.doc.id, "day": day.isoformat(), "amount": item.amount}
