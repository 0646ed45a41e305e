"""The rights of a client in the bank's base: read as a `Policy`, written as a whole.

A policy is read inside the transaction that decides by it. What counts up (what is used of limits) is read under lock;
the rest is kept in memory under the client's `rights_edition`, which every change of rights makes greater.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bsclient.bank import bulk
from bsclient.bank.schema.access import client, user
from bsclient.bank.schema.rights import rights_grant, rights_limit, rights_rule, rights_substitute
from bsclient.domain.rights import Action, Grant, Limit, Person, Policy, Rule, Substitute, roles_of
from bsclient.domain.rights.told import action_words, actions
from bsclient.domain.rights.words import roles_text
from bsclient.errors import NotAllowed

_LIMITS_TEXT: Final = """SELECT client_id, id, user_id, scope, account, currency, per_document, per_day, used, used_on
    FROM rights_limit WHERE client_id IN :clients ORDER BY id"""
_LIMITS: Final = bulk.Query(_LIMITS_TEXT, locks=True)
_LIMITS_SEEN: Final = bulk.Query(_LIMITS_TEXT)
_CLIENT = select(client.c.scheme, client.c.rights_edition).where(client.c.id == bindparam("of"))
_USERS = select(user).where(user.c.client_id == bindparam("of"), user.c.active.is_(True)).order_by(user.c.id)
_TABLES: Final = (rights_grant, rights_rule, rights_substitute)
_READ = {table.name: select(table).where(table.c.client_id == bindparam("of")) for table in _TABLES}
_EMPTY = {table.name: delete(table).where(table.c.client_id == bindparam("of")) for table in _TABLES}
_NO_LIMIT = delete(rights_limit).where(rights_limit.c.id == bindparam("of"))
_LIMIT_IDS = select(rights_limit.c.id).where(rights_limit.c.client_id == bindparam("of"))
_LIMIT = (
    update(rights_limit)
    .where(rights_limit.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}") for name in ("per_document", "per_day", "used", "used_on")})
)
_NEWER = (
    update(client)
    .where(client.c.id == bindparam("of"))
    .values(rights_edition=client.c.rights_edition + 1, scheme=bindparam("new_scheme"))
)
_ROLES = (
    update(user)
    .where(user.c.id == bindparam("of"), user.c.client_id == bindparam("client"))
    .values(roles=bindparam("new_roles"))
)


def read(connection: Connection, client_id: str) -> Policy:
    """Return all rights of a client, limits without lock. NotAllowed("client_unknown")."""
    seen = [Limit(*values) for _, *values in _LIMITS_SEEN.rows(connection, clients=[client_id])]
    return replace(fixed(connection, client_id), limits=tuple(seen))


def fixed(connection: Connection, client_id: str) -> Policy:
    """Return the rights of a client but his limits. NotAllowed("client_unknown")."""
    row = connection.execute(_CLIENT, {"of": client_id}).one_or_none()
    if row is None:
        raise NotAllowed("client_unknown", client=client_id)
    people = {
        one.id: Person(one.id, one.name, one.group_, roles_of(one.group_, one.roles), position=one.position)
        for one in connection.execute(_USERS, {"of": client_id})
    }
    if not row.rights_edition:
        return Policy(row.scheme, people)
    found = {
        name: connection.execute(statement, {"of": client_id}).all() for name, statement in _READ.items()
    }
    grants, rules, substitutes = (
        sorted(found[table.name], key=lambda one: one.position) for table in _TABLES
    )
    return Policy(
        row.scheme,
        people,
        grants=tuple(map(_grant, grants)),
        rules=tuple(map(_rule, rules)),
        substitutes=tuple(map(_substitute, substitutes)),
    )


def limits(connection: Connection, clients: Iterable[str]) -> dict[str, list[Limit]]:
    """Return the limits of clients; their rows are locked, in the order of their ids, until the transaction ends."""
    found: dict[str, list[Limit]] = {}
    for owner, *values in _LIMITS.rows(connection, clients=list(clients)):
        found.setdefault(owner, []).append(Limit(*values))
    return found


def write(connection: Connection, client_id: str, policy: Policy) -> None:
    """Replace all rights of a client; what is used of limits is kept as the policy says.

    The client's limits must be locked (`limits`), lest what a document counts meanwhile be lost.
    """
    own = {"of": client_id}
    for statement in _EMPTY.values():
        connection.execute(statement, own)
    for person in policy.people.values():
        row = {"of": person.id, "client": client_id, "new_roles": roles_text(person.roles)}
        connection.execute(_ROLES, row)
    rows = (
        (rights_grant, [_grant_row(one) for one in policy.grants]),
        (rights_rule, [_rule_row(one) for one in policy.rules]),
        (rights_substitute, [_substitute_row(one) for one in policy.substitutes]),
    )
    for table, made in rows:
        if made:
            placed = [{"client_id": client_id, "position": at, **row} for at, row in enumerate(made)]
            connection.execute(insert(table), placed)
    _write_limits(connection, client_id, policy.limits)
    connection.execute(_NEWER, {**own, "new_scheme": policy.scheme})


def _write_limits(connection: Connection, client_id: str, made: Iterable[Limit]) -> None:
    """Change, add and remove limits row by row.

    A document that waits for these rows sees what they become; rows made anew it would not see, and so no limit at all.
    """
    wanted = {one.id: one for one in made}
    known = set(connection.execute(_LIMIT_IDS, {"of": client_id}).scalars())
    for gone in sorted(known - wanted.keys()):  # before others take their place
        connection.execute(_NO_LIMIT, {"of": gone})
    for key in sorted(known & wanted.keys()):
        one = wanted[key]
        row = {"of": key, "new_per_document": one.per_document, "new_per_day": one.per_day}
        connection.execute(_LIMIT, {**row, "new_used": one.used, "new_used_on": one.used_on})
    fresh = [{"client_id": client_id, **_limit_row(wanted[key])} for key in wanted if key not in known]
    if fresh:
        connection.execute(insert(rights_limit), fresh)


def renew(connection: Connection, client_id: str) -> None:
    """Note that the client's users changed: what is kept in memory of his rights is old."""
    connection.execute(
        update(client)
        .where(client.c.id == client_id, client.c.rights_edition > 0)
        .values(rights_edition=client.c.rights_edition + 1)
    )


class Kept:
    """Policies in memory, each for one edition of a client's rights. One for a bank; used in its transactions alone."""

    _MOST: Final = 256

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, Policy]] = {}

    def of(self, connection: Connection, client_id: str, edition: int) -> Policy:
        """Return the rights of a client but his limits."""
        known = self._known.get(client_id)
        if known is not None and known[0] == edition and edition:
            return known[1]
        policy = fixed(connection, client_id)
        if len(self._known) >= self._MOST:
            self._known.clear()
        self._known[client_id] = (edition, policy)
        return policy


def _grant(row: Any) -> Grant:
    action = Action(row.action) if row.action else None
    return Grant(row.user_id, action, bool(row.allow), row.scope, row.account)


def _rule(row: Any) -> Rule:
    return Rule(row.scheme, row.scope, row.account, row.above, row.currency, bool(row.four_eyes))


def _substitute(row: Any) -> Substitute:
    days = date.fromisoformat(row.starts), date.fromisoformat(row.ends)
    return Substitute(row.user_id, row.absent, *days, actions(row.actions))


def _grant_row(one: Grant) -> Mapping[str, object]:
    action = one.action.value if one.action else ""
    return {
        "user_id": one.user, "action": action, "allow": one.allow, "scope": one.scope, "account": one.account,
    }  # fmt: skip


def _limit_row(one: Limit) -> Mapping[str, object]:
    return {
        "id": one.id, "user_id": one.user, "scope": one.scope, "account": one.account, "currency": one.currency,
        "per_document": one.per_document, "per_day": one.per_day, "used": one.used, "used_on": one.used_on,
    }  # fmt: skip


def _rule_row(one: Rule) -> Mapping[str, object]:
    return {
        "scheme": one.scheme, "scope": one.scope, "account": one.account, "above": one.above,
        "currency": one.currency, "four_eyes": one.four_eyes,
    }  # fmt: skip


def _substitute_row(one: Substitute) -> Mapping[str, object]:
    return {
        "user_id": one.user, "absent": one.absent, "starts": one.starts.isoformat(), "ends": one.ends.isoformat(),
        "actions": action_words(one.actions),
    }  # fmt: skip
