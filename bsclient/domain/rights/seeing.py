"""What a person may look at: the exceptions of VIEW as questions that lists ask of every row.

A document is judged by its type and its account, an account by what holds for all types, a product by the types of
its family. The program asks this in one place, where the base is read (`storage.seeing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from bsclient.domain.document_types import of_family
from bsclient.domain.families import Family
from bsclient.domain.rights.deciding import why_not
from bsclient.domain.rights.policy import Policy, Subject, subject
from bsclient.domain.rights.words import GIVEN, Action

PRODUCTS: Final[Mapping[str, Family]] = {
    "deposit": Family.DEPOSITS,
    "loan": Family.LOANS,
    "guarantee": Family.GUARANTEES,
    "letter_of_credit": Family.CREDITS,
    "contract": Family.CONTROL,
    "acceptance": Family.ROUBLES,
}
"""The family of documents that a kind of product belongs to; other kinds are judged by their account alone."""


class Sight:
    """What one person sees on one day. Answers are kept: there are far fewer types and accounts than rows."""

    def __init__(self, policy: Policy, user: str, day: date) -> None:
        self._policy, self._user, self._day = policy, user, day
        self._known: dict[tuple[str, str], bool] = {}

    def document(self, kind: str, account: str) -> bool:
        """Whether he may see documents of a type on an account ("" for none)."""
        key = (kind, account)
        if key not in self._known:
            about = Subject(kind, account)
            self._known[key] = why_not(self._policy, self._user, Action.VIEW, about, self._day) is None
        return self._known[key]

    def account(self, number: str) -> bool:
        """Whether he may see an account, its balance and its entries."""
        return self.document("", number)

    def draft(self, kind: str, fields: Mapping[str, object]) -> bool:
        """Whether he may see what is kept to be written again: a template, a recurring document."""
        return self.document(kind, subject(kind, fields).account)

    def product(self, kind: str, account: str) -> bool:
        """Whether he may see a product: by some type of its family, on its account."""
        family = PRODUCTS.get(kind)
        types = ("",) if family is None else tuple(one.code for one in of_family(family))
        return any(self.document(one, account) for one in types)


def sight(policy: Policy, user: str, day: date) -> Sight | None:
    """Return what a person sees; None if that is everything, as for nearly everybody."""
    person = policy.people.get(user)
    given = person is not None and person.active and any(Action.VIEW in GIVEN[role] for role in person.roles)
    withheld = any(
        grant.user == user and not grant.allow and grant.action in {None, Action.VIEW}
        for grant in policy.grants
    )
    return None if given and not withheld else Sight(policy, user, day)
