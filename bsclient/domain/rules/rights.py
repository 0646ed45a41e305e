"""Rules of the document that changes rights: it must be possible to carry it out (Instruction 204-И; the bank's agreement)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from bsclient.domain.context import Context
from bsclient.domain.problems import Problem
from bsclient.domain.rights.changing import Refused, changed

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet

_PARTS: Final = ("roles", "grants", "limits", "schemes", "substitutes")


def changes() -> Rule:
    """The change says something, and can be carried out on the rights as they are known."""

    def rule(sheet: Sheet, context: Context) -> Iterator[Problem]:
        fields: dict[str, Any] = {name: [row.texts() for row in sheet.rows(name)] for name in _PARTS}
        fields["general_scheme"] = sheet.text("general_scheme")
        if not any(fields.values()):
            yield Problem("roles", "rights_unchanged")
        elif context.policy is not None:
            yield from _tried(context, fields)

    return rule


def _tried(context: Context, fields: Mapping[str, Any]) -> Iterator[Problem]:
    policy = context.policy() if context.policy is not None else None
    if policy is None:
        return
    try:
        changed(policy, fields, context.today, str)
    except Refused as error:
        yield Problem(
            error.field,
            error.code,
            facts={name: text for name, text in error.facts.items() if name != "field"},
        )
