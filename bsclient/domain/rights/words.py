"""Names of roles and actions, and what each role gives before any grant: the table `GIVEN`."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person of an organisation is for. The three roles that sign follow from the group on the card of signatures."""

    OPERATOR = "operator"
    FIRST = "first"
    SECOND = "second"
    APPROVER = "approver"
    """Gives the visa: a signature of group 3, besides the two of the card."""
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"
    """Begins changes of rights and of the card of signatures; they are signed like payments."""


class Action(StrEnum):
    """What a person does with documents."""

    VIEW = "view"
    CREATE = "create"
    EDIT = "edit"
    DELETE = "delete"
    IMPORT = "import"
    EXPORT = "export"
    PRINT = "print"
    SIGN1 = "sign1"
    SIGN2 = "sign2"
    APPROVE = "approve"
    SEND = "send"
    RECALL = "recall"
    LETTERS = "letters"
    PAYEES = "payees"
    TEMPLATES = "templates"
    ADMIN = "admin"


SIGNING: Final = {1: Action.SIGN1, 2: Action.SIGN2, 3: Action.APPROVE}
"""The action of a signature by its group; a signature of group 3 is the approver's visa."""

BY_GROUP: Final = {1: Role.FIRST, 2: Role.SECOND, 3: Role.APPROVER}
"""The role of a group of the card of signatures."""

_A, _R = Action, Role
GIVEN: Final[dict[Role, frozenset[Action]]] = {
    _R.OPERATOR: frozenset((
        _A.VIEW, _A.CREATE, _A.EDIT, _A.DELETE, _A.IMPORT, _A.EXPORT, _A.PRINT,
        _A.SEND, _A.RECALL, _A.LETTERS, _A.PAYEES, _A.TEMPLATES,
    )),
    _R.FIRST: frozenset((_A.VIEW, _A.EXPORT, _A.PRINT, _A.SIGN1, _A.SEND, _A.RECALL, _A.LETTERS)),
    _R.SECOND: frozenset((_A.VIEW, _A.EXPORT, _A.PRINT, _A.SIGN2, _A.SEND, _A.RECALL, _A.LETTERS)),
    _R.APPROVER: frozenset((_A.VIEW, _A.EXPORT, _A.PRINT, _A.APPROVE, _A.LETTERS)),
    _R.VIEWER: frozenset((_A.VIEW, _A.EXPORT, _A.PRINT)),
    _R.ADMINISTRATOR: frozenset((_A.VIEW, _A.ADMIN)),
}  # fmt: skip
"""What a role allows for all types and accounts."""

_PLAIN: Final = (Role.OPERATOR, Role.VIEWER, Role.ADMINISTRATOR)
_OLD: Final = frozenset((Role.OPERATOR, Role.ADMINISTRATOR))


def roles_of(group: int, told: str) -> frozenset[Role]:
    """Return a person's roles: the one of his group, and those that the bank keeps as text ("operator,viewer").

    "" is a person from before there were roles: he prepares documents, and administers if he may sign at all.
    Unknown words are of a newer bank and give nothing.
    """
    signing = frozenset((BY_GROUP[group],)) if group in BY_GROUP else frozenset()
    if not told:
        return signing | _OLD if signing else frozenset((Role.OPERATOR,))
    words = set(told.split(","))
    return signing | {role for role in _PLAIN if role.value in words}


def roles_text(roles: frozenset[Role]) -> str:
    """Return the roles that do not follow from the group, as the bank keeps them; "none" if there are none."""
    return ",".join(role.value for role in _PLAIN if role in roles) or "none"
