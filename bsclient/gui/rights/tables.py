"""The five lists of the page of rights: what stands in them, and the rows of a document that would change a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bsclient.domain.rights import Grant, Limit, Person, Policy, Role, Rule, Substitute
from bsclient.domain.rights.changing import ALL_ACTIONS, scope_text
from bsclient.domain.rights.deciding import money as amount_text
from bsclient.domain.rights.policy import rank
from bsclient.gui import format as written
from bsclient.gui.rights import words
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets.model import Column

USERS, RULES, LIMITS, GRANTS, SUBSTITUTES = "roles", "schemes", "limits", "grants", "substitutes"
"""Keys of the lists: the names of the parts of the document."""
TITLES: Final = (
    (USERS, N_("Users")),
    (RULES, N_("Signatures")),
    (LIMITS, N_("Limits")),
    (GRANTS, N_("Exceptions")),
    (SUBSTITUTES, N_("Substitutes")),
)
EMPTY: Final = {
    USERS: N_("The bank has told of no users yet; they come with the next exchange."),
    RULES: N_("No rules of signatures"),
    LIMITS: N_("There are no limits: as much may be spent as there is on the accounts."),
    GRANTS: N_("There are no exceptions: everybody does what his role allows."),
    SUBSTITUTES: N_("Nobody stands in for anybody."),
}
_RED: Final = "rejected"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its cells, the rows of the document that would change it, and those that would remove it."""

    cells: tuple[str, ...]
    change: Mapping[str, Any]
    remove: Mapping[str, Any] | None = None
    colour: str = ""


def columns(key: str) -> list[Column[Line]]:
    """Return the columns of a list."""
    titles: Mapping[str, Sequence[tuple[str, int]]] = {
        USERS: ((tr("User"), 260), (tr("Position"), 200), (tr("Signature"), 150), (tr("Roles"), 300)),
        RULES: (
            (tr("Documents"), 230), (tr("Account"), 190), (tr("Above"), 130), (tr("Signatures needed"), 270),
            (tr("Its maker"), 170),
        ),
        LIMITS: (
            (tr("Whose limit"), 190), (tr("Documents"), 150), (tr("Account"), 180), (tr("Per document"), 125),
            (tr("Per day"), 125), (tr("Used"), 125), (tr("Left"), 125),
        ),
        GRANTS: (
            (tr("User"), 230), (tr("Verdict"), 110), (tr("Action"), 180), (tr("Documents"), 220), (tr("Account"), 190),
        ),
        SUBSTITUTES: (
            (tr("Substitute"), 230), (tr("In place of"), 230), (tr("Signature"), 150), (tr("From"), 110), (tr("To"), 110),
            (tr("Now"), 110),
        ),
    }  # fmt: skip
    numeric = {RULES: (2,), LIMITS: (3, 4, 5, 6)}.get(key, ())
    wide = {USERS: 3, RULES: 3, LIMITS: 0, GRANTS: 3, SUBSTITUTES: 0}[key]
    return [
        Column(
            f"{key}{at}", title, _cell(at), width, right=at in numeric, stretch=at == wide,
            colour=(lambda line: line.colour) if at == 0 else None,
        )
        for at, (title, width) in enumerate(titles[key])
    ]  # fmt: skip


def lines(key: str, policy: Policy, today: date) -> list[Line]:
    """Return the lines of a list."""
    if key == USERS:
        return [_user(person) for person in policy.people.values()]
    if key == RULES:
        return [*(_rule(rule) for rule in sorted(policy.rules, key=_rule_order)), _general(policy)]
    if key == LIMITS:
        return [_limit(policy, limit, today) for limit in policy.limits]
    if key == GRANTS:
        return [_grant(policy, grant) for grant in policy.grants]
    return [_substitute(policy, one, today) for one in policy.substitutes]


def _cell(at: int) -> Callable[[Line], str]:
    return lambda line: line.cells[at]


def _user(person: Person) -> Line:
    plain = {Role.OPERATOR, Role.VIEWER, Role.ADMINISTRATOR}
    row = {"name": person.name} | {role.value: "1" if role in person.roles else "" for role in plain}
    sign = words.group(person.group) if person.group else tr("none")
    cells = (person.name, person.position, sign, words.roles(person.roles & plain))
    return Line(cells, {USERS: [row]})


def _general(policy: Policy) -> Line:
    cells = (
        tr("All other documents"),
        words.account(""),
        "",
        words.scheme(policy.scheme),
        "",
    )
    return Line(cells, {"general_scheme": policy.scheme})


def _rule(rule: Rule) -> Line:
    maker = tr("may not sign it alone") if rule.four_eyes else ""
    cells = (
        words.scope(rule.scope), words.account(rule.account), words.money(rule.above, rule.currency),
        words.scheme(rule.scheme), maker,
    )  # fmt: skip
    row = {
        "scope": scope_text(rule.scope), "account": rule.account, "above": _text(rule.above),
        "currency": rule.currency,
    }  # fmt: skip
    more = {"deed": "set", "scheme": rule.scheme, "four_eyes": "1" if rule.four_eyes else ""}
    return Line(cells, {RULES: [row | more]}, {RULES: [row | {"deed": "remove"}]})


def _limit(policy: Policy, limit: Limit, today: date) -> Line:
    used = limit.used_today(today)
    left = None if limit.per_day is None else max(0, limit.per_day - used)
    cells = (
        words.whose(policy, limit.user), words.scope(limit.scope), words.account(limit.account),
        words.money(limit.per_document, limit.currency), words.money(limit.per_day, limit.currency),
        words.money(used, limit.currency) if limit.per_day is not None else "", words.money(left, limit.currency),
    )  # fmt: skip
    row = {
        "whose": "user" if limit.user else "client", "name": words.name(policy, limit.user) if limit.user else "",
        "scope": scope_text(limit.scope), "account": limit.account, "currency": limit.currency,
    }  # fmt: skip
    more = {"deed": "set", "per_document": _text(limit.per_document), "per_day": _text(limit.per_day)}
    colour = _RED if left == 0 else ""
    return Line(cells, {LIMITS: [row | more]}, {LIMITS: [row | {"deed": "remove"}]}, colour)


def _grant(policy: Policy, grant: Grant) -> Line:
    cells = (
        words.name(policy, grant.user), tr("Allowed") if grant.allow else tr("Forbidden"),
        words.action(grant.action), words.scope(grant.scope), words.account(grant.account),
    )  # fmt: skip
    row = {
        "name": words.name(policy, grant.user), "action": grant.action.value if grant.action else ALL_ACTIONS,
        "scope": scope_text(grant.scope), "account": grant.account,
    }  # fmt: skip
    more = {"deed": "set", "verdict": "allow" if grant.allow else "refuse"}
    return Line(cells, {GRANTS: [row | more]}, {GRANTS: [row | {"deed": "remove"}]})


def _substitute(policy: Policy, one: Substitute, today: date) -> Line:
    now = tr("in force") if one.on(today) else tr("over") if one.ends < today else tr("later")
    cells = (
        words.name(policy, one.user), words.name(policy, one.absent), words.signatures(one.actions),
        written.day(one.starts), written.day(one.ends), now,
    )  # fmt: skip
    row = {
        "name": words.name(policy, one.user), "absent": words.name(policy, one.absent),
        "right": next((action.value for action in sorted(one.actions)), ""),
        "starts": one.starts.isoformat(), "ends": one.ends.isoformat(),
    }  # fmt: skip
    change = {SUBSTITUTES: [row | {"deed": "set"}]}
    return Line(cells, change, {SUBSTITUTES: [row | {"deed": "remove"}]})


def _rule_order(rule: Rule) -> tuple[object, ...]:
    """The most particular first: the one that counts stands above the others."""
    above = -1 if rule.above is None else rule.above
    return not rule.account, rule.account, -rank(rule.scope), rule.scope, -above


def _text(minor: int | None) -> str:
    return "" if minor is None else amount_text(minor)
