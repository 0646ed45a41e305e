"""Plain words for roles, actions, scopes, schemes of signatures and limits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bsclient.domain import schemes
from bsclient.domain.money import from_minor
from bsclient.domain.rights import Action, Person, Policy, Role
from bsclient.domain.rights.changing import FAMILY_WORDS
from bsclient.domain.rights.words import SIGNING
from bsclient.gui import format as written
from bsclient.gui.documents.journal_kinds import one
from bsclient.gui.tr import N_, tr

ROLES: Final = {
    Role.FIRST: N_("First signature"),
    Role.SECOND: N_("Second signature"),
    Role.APPROVER: N_("Approver (visa)"),
    Role.OPERATOR: N_("Prepares documents"),
    Role.VIEWER: N_("Views only"),
    Role.ADMINISTRATOR: N_("Administers rights"),
}
ACTIONS: Final = {
    Action.VIEW: N_("View"),
    Action.CREATE: N_("Create"),
    Action.EDIT: N_("Edit documents"),
    Action.DELETE: N_("Delete"),
    Action.IMPORT: N_("Take from files"),
    Action.EXPORT: N_("Save to files"),
    Action.PRINT: N_("Print"),
    Action.SIGN1: N_("Sign first"),
    Action.SIGN2: N_("Sign second"),
    Action.APPROVE: N_("Approve (visa)"),
    Action.SEND: N_("Send"),
    Action.RECALL: N_("Recall"),
    Action.LETTERS: N_("Write letters"),
    Action.PAYEES: N_("Change payees"),
    Action.TEMPLATES: N_("Change templates"),
    Action.ADMIN: N_("Manage users and rights"),
}
_GROUPS: Final = {1: N_("first signature"), 2: N_("second signature"), 3: N_("approver's visa")}


def role(of: Role) -> str:
    """Return what a role is called."""
    return tr(ROLES[of])


def roles(of: Iterable[Role]) -> str:
    """Return roles in the order of importance."""
    chosen = set(of)
    return ", ".join(role(each) for each in ROLES if each in chosen)


def action(of: Action | None) -> str:
    """Return what an action is called; None is all of them."""
    return tr("All actions") if of is None else tr(ACTIONS[of])


def signatures(actions: Iterable[Action]) -> str:
    """Return the signatures that somebody gives in another's place."""
    chosen = set(actions)
    return ", ".join(group(at) for at, each in SIGNING.items() if each in chosen)


def group(number: int) -> str:
    """Return what a signature of a group is called; 0 is any."""
    return tr(_GROUPS[number]) if number in _GROUPS else tr("any signature")


def scope(of: str) -> str:
    """Return which documents a scope is about."""
    if not of:
        return tr("All documents")
    return tr(FAMILY_WORDS[of]) if of in FAMILY_WORDS else one(of)


def account(number: str) -> str:
    """Return an account as it is read, or that it is any."""
    return written.account(number) if number else tr("every account")


def scheme(text: str) -> str:
    """Return which signatures a scheme asks for, in a word each: "first, second and visa"."""
    return " {} ".format(tr("or")).join(_way(way) for way in schemes.scheme(text).alternatives)


def _way(counts: Iterable[int]) -> str:
    """Return the signatures of one alternative."""
    short = {1: tr("first"), 2: tr("second"), 3: tr("visa")}
    parts = [
        short[at] if count == 1 else tr("{signature} ×{count}").format(signature=short[at], count=count)
        for at, count in enumerate(counts, start=1)
        if count
    ]
    head, last = ", ".join(parts[:-1]), parts[-1]
    return tr("{some} and {last}").format(some=head, last=last) if head else last


def money(minor: int | None, currency: str) -> str:
    """Return an amount with its currency; "" for none."""
    return "" if minor is None else written.amount(from_minor(minor), currency)


def name(policy: Policy, user: str) -> str:
    """Return a user's name, his id if the bank has not told it."""
    known: Person | None = policy.people.get(user)
    return known.name if known is not None else user


def whose(policy: Policy, user: str) -> str:
    """Return whose a limit is."""
    return name(policy, user) if user else tr("The whole organisation")
