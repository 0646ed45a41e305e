"""Rights as texts: what the bank tells in the feed and the client keeps. Amounts are "1234.05", days ISO, flags "1" or "".

Words that this program does not know (of a newer bank) are left out; what has no right form is BadInput("rights_form").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bsclient.domain import schemes
from bsclient.domain.money import parse_amount, to_minor
from bsclient.domain.rights.deciding import money
from bsclient.domain.rights.policy import Grant, Limit, Person, Policy, Rule, Substitute
from bsclient.domain.rights.words import Action, roles_of, roles_text
from bsclient.errors import BadInput

Texts = Mapping[str, str]
_YES: Final = "1"
_KNOWN: Final = frozenset(action.value for action in Action)


@dataclass(frozen=True, slots=True)
class Told:
    """The lists of the feed's `rights` event."""

    scheme: str
    users: Sequence[Texts]
    grants: Sequence[Texts] = field(default=())
    limits: Sequence[Texts] = field(default=())
    schemes: Sequence[Texts] = field(default=())
    substitutes: Sequence[Texts] = field(default=())


def read(told: Told) -> Policy:
    """Return what these texts say. BadInput("rights_form") or ("scheme_form")."""
    schemes.scheme(told.scheme)
    try:
        people = [_person(one) for one in told.users]
        return Policy(
            told.scheme,
            {one.id: one for one in people},
            tuple(_grant(one) for one in told.grants if one["action"] in _KNOWN | {""}),
            tuple(_limit(one) for one in told.limits),
            tuple(_rule(one) for one in told.schemes),
            tuple(_substitute(one) for one in told.substitutes),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadInput("rights_form", value=str(error)) from error


def write(policy: Policy) -> Told:
    """Return a policy as texts; `read` gives the same policy back."""
    return Told(
        policy.scheme,
        [
            {
                "id": one.id,
                "name": one.name,
                "position": one.position,
                "group": str(one.group),
                "roles": roles_text(one.roles),
            }
            for one in policy.people.values()
        ],
        [_grant_texts(one) for one in policy.grants],
        [_limit_texts(one) for one in policy.limits],
        [_rule_texts(one) for one in policy.rules],
        [_substitute_texts(one) for one in policy.substitutes],
    )


def minor(text: str) -> int | None:
    """Read an amount; "" is None. ValueError."""
    return to_minor(parse_amount(text)) if text else None


def actions(words: str) -> frozenset[Action]:
    """Read a list of actions with commas between."""
    return frozenset(Action(word) for word in words.split(",") if word in _KNOWN)


def action_words(given: Iterable[Action]) -> str:
    """Write a list of actions in the order of their declaration."""
    chosen = set(given)
    return ",".join(action.value for action in Action if action in chosen)


def _person(one: Texts) -> Person:
    group = int(one.get("group") or 0)
    roles = roles_of(group, one.get("roles", ""))
    return Person(one["id"], one.get("name", ""), group, roles, position=one.get("position", ""))


def _grant(one: Texts) -> Grant:
    action = Action(one["action"]) if one["action"] else None
    return Grant(one["user"], action, one.get("allow") == _YES, one.get("scope", ""), one.get("account", ""))


def _limit(one: Texts) -> Limit:
    return Limit(
        id=one["id"], user=one.get("user", ""), scope=one.get("scope", ""), account=one.get("account", ""),
        currency=one["currency"], per_document=minor(one.get("per_document", "")),
        per_day=minor(one.get("per_day", "")), used=minor(one.get("used", "")) or 0, used_on=one.get("used_on", ""),
    )  # fmt: skip


def _rule(one: Texts) -> Rule:
    schemes.scheme(one["scheme"])
    return Rule(
        one["scheme"], one.get("scope", ""), one.get("account", ""), minor(one.get("above", "")),
        one["currency"], one.get("four_eyes") == _YES,
    )  # fmt: skip


def _substitute(one: Texts) -> Substitute:
    return Substitute(
        one["user"], one["absent"], date.fromisoformat(one["from"]), date.fromisoformat(one["to"]),
        actions(one["actions"]),
    )  # fmt: skip


def _grant_texts(one: Grant) -> dict[str, str]:
    return {
        "user": one.user, "action": one.action.value if one.action else "", "allow": _flag(one.allow),
        "scope": one.scope, "account": one.account,
    }  # fmt: skip


def _limit_texts(one: Limit) -> dict[str, str]:
    return {
        "id": one.id, "user": one.user, "scope": one.scope, "account": one.account, "currency": one.currency,
        "per_document": _amount(one.per_document), "per_day": _amount(one.per_day),
        "used": money(one.used), "used_on": one.used_on,
    }  # fmt: skip


def _rule_texts(one: Rule) -> dict[str, str]:
    return {
        "scheme": one.scheme, "scope": one.scope, "account": one.account, "above": _amount(one.above),
        "currency": one.currency, "four_eyes": _flag(one.four_eyes),
    }  # fmt: skip


def _substitute_texts(one: Substitute) -> dict[str, str]:
    return {
        "user": one.user, "absent": one.absent, "from": one.starts.isoformat(), "to": one.ends.isoformat(),
        "actions": action_words(one.actions),
    }  # fmt: skip


def _amount(minor_units: int | None) -> str:
    return "" if minor_units is None else money(minor_units)


def _flag(value: bool) -> str:  # noqa: FBT001 -- a plain value
    return _YES if value else ""
