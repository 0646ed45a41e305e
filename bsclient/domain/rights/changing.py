"""A change of rights: what a policy becomes by the rows of a document `rights_change`.

What a row says replaces what there was about the same key: the same person, documents, account (and action, currency, amount).
A change is carried out whole or not at all; the result must leave somebody who can sign by every rule, and an administrator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, TypeVar

from bsclient.domain import schemes
from bsclient.domain.families import Family
from bsclient.domain.rights.policy import FAMILY, Grant, Limit, Person, Policy, Rule, Substitute
from bsclient.domain.rights.told import minor
from bsclient.domain.rights.words import BY_GROUP, SIGNING, Action, Role
from bsclient.errors import BadInput, NotAllowed

ALL_DOCUMENTS: Final = "all"
ALL_ACTIONS: Final = "all"
FAMILY_WORDS: Final = {
    FAMILY + Family.ROUBLES.value: "Payments in roubles",
    FAMILY + Family.CURRENCY.value: "Currency",
    FAMILY + Family.CONTROL.value: "Currency control",
    FAMILY + Family.PAYROLL.value: "Payroll",
    FAMILY + Family.DEPOSITS.value: "Deposits",
    FAMILY + Family.LOANS.value: "Loans",
    FAMILY + Family.GUARANTEES.value: "Guarantees",
    FAMILY + Family.CREDITS.value: "Letters of credit",
    FAMILY + Family.CASH.value: "Cash",
    FAMILY + Family.REQUESTS.value: "Requests",
    FAMILY + Family.LETTERS.value: "Letters",
}
"""Scopes of families with their names; a type's scope is its code."""

_SET: Final = "set"
_YES: Final = "1"
_PLAIN: Final = (Role.OPERATOR, Role.VIEWER, Role.ADMINISTRATOR)
Row = Mapping[str, str]
Kept = TypeVar("Kept")


class Refused(NotAllowed):
    """A row that cannot be carried out: where it stands in the document ("" the document as a whole), why, and the facts."""

    def __init__(self, code: str, field: str, facts: Mapping[str, str]) -> None:
        super().__init__(code, **({"field": field} if field else {}), **facts)
        self.field = field


def changed(policy: Policy, fields: Mapping[str, Any], day: date, new_id: Callable[[], str]) -> Policy:
    """Return the policy that the rows of a document make of one. `Refused` names the row that cannot be."""
    made = replace(policy, scheme=str(fields.get("general_scheme") or policy.scheme))
    made = replace(made, people=_roles(made, _rows(fields, "roles")))
    made = replace(made, grants=_grants(made, _rows(fields, "grants")))
    made = replace(made, limits=_limits(made, _rows(fields, "limits"), new_id))
    made = replace(made, rules=_rules(made, _rows(fields, "schemes")))
    made = replace(made, substitutes=_substitutes(made, _rows(fields, "substitutes"), day))
    if made == policy:
        raise Refused("rights_unchanged", "", {})
    _demand_workable(made)
    return made


def find(policy: Policy, name: str, field: str) -> Person:
    """Return a person by the name on the card: blanks, case and ё do not matter."""
    found = [one for one in policy.people.values() if folded(one.name) == folded(name)]
    if len(found) != 1:
        raise Refused("rights_name_twice" if found else "rights_name_unknown", field, {"name": name})
    return found[0]


def folded(name: str) -> str:
    """Return a name as names are compared."""
    return " ".join(name.casefold().replace("ё", "е").split())


def scope_of(text: str) -> str:
    """Return the scope of a policy for the word of a document."""
    return "" if text == ALL_DOCUMENTS else text


def scope_text(scope: str) -> str:
    """Return the word of a document for a scope."""
    return scope or ALL_DOCUMENTS


def _roles(policy: Policy, rows: Sequence[Row]) -> dict[str, Person]:
    people = dict(policy.people)
    for at, row in enumerate(rows):
        person = find(policy, row["name"], f"roles.{at}.name")
        roles = {role for role in _PLAIN if row.get(role.value) == _YES}
        signing = {BY_GROUP[person.group]} if person.group in BY_GROUP else set()
        people[person.id] = replace(person, roles=frozenset(roles | signing))
    return people


def _grants(policy: Policy, rows: Sequence[Row]) -> tuple[Grant, ...]:
    kept = [one for one in policy.grants if one.user in policy.people]
    for at, row in enumerate(rows):
        person = find(policy, row["name"], f"grants.{at}.name")
        action = None if row["action"] == ALL_ACTIONS else Action(row["action"])
        made = Grant(
            person.id, action, row.get("verdict") == "allow", scope_of(row["scope"]), row.get("account", "")
        )
        if made.allow and action in SIGNING.values():
            raise Refused("rights_sign_by_card", f"grants.{at}.action", {"name": person.name})
        kept = _put(kept, made, row, f"grants.{at}", _grant_key)
    return tuple(kept)


def _limits(policy: Policy, rows: Sequence[Row], new_id: Callable[[], str]) -> tuple[Limit, ...]:
    kept = [one for one in policy.limits if not one.user or one.user in policy.people]
    for at, row in enumerate(rows):
        user = find(policy, row["name"], f"limits.{at}.name").id if row["whose"] == "user" else ""
        limit = Limit(
            new_id(), user, scope_of(row["scope"]), row.get("account", ""), row["currency"],
            minor(row.get("per_document", "")), minor(row.get("per_day", "")),
        )  # fmt: skip
        if row["deed"] == _SET and limit.per_document is None and limit.per_day is None:
            raise Refused("rights_limit_empty", f"limits.{at}.per_day", {})
        before = next((one for one in kept if _limit_key(one) == _limit_key(limit)), None)
        if before is not None:  # what is used today stays used
            limit = replace(limit, id=before.id, used=before.used, used_on=before.used_on)
        kept = _put(kept, limit, row, f"limits.{at}", _limit_key)
    return tuple(kept)


def _rules(policy: Policy, rows: Sequence[Row]) -> tuple[Rule, ...]:
    kept = list(policy.rules)
    for at, row in enumerate(rows):
        rule = Rule(
            row.get("scheme", ""), scope_of(row["scope"]), row.get("account", ""),
            minor(row.get("above", "")), row["currency"], row.get("four_eyes") == _YES,
        )  # fmt: skip
        if row["deed"] == _SET:
            _demand_scheme(policy, rule.scheme, f"schemes.{at}.scheme")
        kept = _put(kept, rule, row, f"schemes.{at}", _rule_key)
    return tuple(kept)


def _substitutes(policy: Policy, rows: Sequence[Row], day: date) -> tuple[Substitute, ...]:
    kept = [one for one in policy.substitutes if {one.user, one.absent} <= policy.people.keys()]
    for at, row in enumerate(rows):
        user = find(policy, row["name"], f"substitutes.{at}.name")
        absent = find(policy, row["absent"], f"substitutes.{at}.absent")
        action = Action(row["right"])
        days = date.fromisoformat(row["starts"]), date.fromisoformat(row["ends"])
        made = Substitute(user.id, absent.id, *days, frozenset((action,)))
        if row["deed"] == _SET:
            _demand_substitute(made, (user, absent), day, f"substitutes.{at}")
        kept = _put(kept, made, row, f"substitutes.{at}", _substitute_key)
    return tuple(kept)


def _demand_substitute(made: Substitute, people: tuple[Person, Person], day: date, field: str) -> None:
    user, absent = people
    if user.id == absent.id:
        raise Refused("rights_substitute_self", f"{field}.name", {"name": user.name})
    if made.ends < made.starts or made.ends < day:
        raise Refused("rights_substitute_days", f"{field}.ends", {"value": made.ends.isoformat()})
    if SIGNING.get(absent.group) not in made.actions:
        raise Refused("rights_substitute_right", f"{field}.right", {"name": absent.name})


def _demand_workable(policy: Policy) -> None:
    if not any(Role.ADMINISTRATOR in one.roles for one in policy.people.values()):
        raise Refused("rights_no_administrator", "roles", {})
    _demand_scheme(policy, policy.scheme, "general_scheme")
    for rule in policy.rules:
        _demand_scheme(policy, rule.scheme, "schemes")


def _demand_scheme(policy: Policy, text: str, field: str) -> None:
    """The persons of the card can sign by a scheme."""
    groups = [one.group for one in policy.people.values() if one.group]
    try:
        reachable = schemes.scheme(text).satisfied(groups)
    except BadInput as error:
        raise Refused("scheme_form", field, {"value": text}) from error
    if not reachable:
        raise Refused("scheme_unreachable", field, {"scheme": text})


def _put(
    kept: list[Kept], made: Kept, row: Row, field: str, key: Callable[[Kept], tuple[object, ...]]
) -> list[Kept]:
    """Set or remove what has the key of `made`; what is set anew keeps its place."""
    at = next((place for place, one in enumerate(kept) if key(one) == key(made)), None)
    if row["deed"] == _SET:
        return [*kept, made] if at is None else [*kept[:at], made, *kept[at + 1 :]]
    if at is None:
        raise Refused("rights_nothing_there", field, {})
    return [*kept[:at], *kept[at + 1 :]]


def _grant_key(one: Grant) -> tuple[object, ...]:
    return one.user, one.action, one.scope, one.account


def _limit_key(one: Limit) -> tuple[object, ...]:
    return one.user, one.scope, one.account, one.currency


def _rule_key(one: Rule) -> tuple[object, ...]:
    return one.scope, one.account, one.above, one.currency if one.above is not None else ""


def _substitute_key(one: Substitute) -> tuple[object, ...]:
    return one.user, one.absent, one.starts, one.ends, one.actions


def _rows(fields: Mapping[str, Any], name: str) -> Sequence[Row]:
    found = fields.get(name) or ()
    return [] if isinstance(found, str) else list(found)
