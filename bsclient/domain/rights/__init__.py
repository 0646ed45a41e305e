"""Who may do what in an organisation: roles, grants, limits, schemes of signatures, substitutes. Pure: no base, no clock.

`words` names roles and actions, `policy` holds what the bank has on record, `schemes` finds the rule of signatures of a
document, `deciding` answers. The bank decides with it inside its transaction, the client explains with the same code.
"""

from __future__ import annotations

from bsclient.domain.rights.policy import (
    Grant,
    Limit,
    Person,
    Policy,
    Reason,
    Rule,
    Subject,
    Substitute,
)
from bsclient.domain.rights.words import Action, Role, roles_of

__all__ = [
    "Action",
    "Grant",
    "Limit",
    "Person",
    "Policy",
    "Reason",
    "Role",
    "Rule",
    "Subject",
    "Substitute",
    "roles_of",
]
