"""Answers: may a person do it, which groups he may sign in, which signatures a document needs, do these suffice.

Every refusal is a `Reason`. The order of precedence, the same at the bank and at the client:
1. a person who is not active may nothing;
2. of the grants about him, his action, the type and the account the most particular one decides: one for an account
   before one for all, then type before family before all, then one for the action before one for all; a refusal before
   a permission of the same rank; without any, his roles decide. No grant gives a signature that the card does not;
3. a limit is asked last, and every limit that is about the document must hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bsclient.domain import schemes
from bsclient.domain.money import from_minor, plain
from bsclient.domain.rights.policy import Grant, Limit, Person, Policy, Reason, Rule, Subject, covers, rank
from bsclient.domain.rights.words import GIVEN, SIGNING, Action

ADMIN_TYPES: Final = frozenset(("rights_change", "signature_card_change"))
"""Documents that only an administrator begins."""

TWO_SIGN: Final = frozenset(("rights_change",))
"""Documents that no one signs alone, whatever the scheme, where two persons have a signature."""

MORE_HELPS: Final = frozenset(
    ("signature_missing", "creator_alone", "creator_unknown", "creator_unvouched", "rights_two_signers")
)
"""Reasons of `refusal` that a further signature may mend."""

_MAKING: Final = frozenset((Action.CREATE, Action.EDIT, Action.DELETE, Action.IMPORT, Action.TEMPLATES))
_SPECIAL: Final = {"letter": Action.LETTERS, "recall_request": Action.RECALL}
_SIGNS: Final = frozenset(SIGNING.values())


def action_for(action: Action, kind: str) -> Action:
    """Return the right that an act on a type really needs: letters, recalls and rights have one of their own."""
    if kind in ADMIN_TYPES and action in _MAKING:
        return Action.ADMIN
    return _SPECIAL.get(kind, action) if action in _MAKING else action


def why_not(policy: Policy, user: str, action: Action, about: Subject, day: date) -> Reason | None:
    """Say why a person may not do something; None if he may. Limits are another question: `over_limit`."""
    person = policy.people.get(user)
    if person is None or not person.active:
        return Reason("user_without_rights", {"user": user if person is None else person.name})
    wanted = action_for(action, about.type)
    if wanted in _SIGNS:
        return None if wanted in _signing_actions(policy, person, about, day) else _lack(wanted)
    return _why_not_plain(policy, person, wanted, about)


def possible(policy: Policy, user: str, action: Action) -> bool:
    """Whether some grant lets a person do for some types or accounts what his roles do not give."""
    if action in _SIGNS:
        return False
    return any(
        grant.user == user and grant.allow and grant.action in {None, action} for grant in policy.grants
    )


def groups_of(policy: Policy, user: str, about: Subject, day: date) -> frozenset[int]:
    """Return the groups in which a person may sign such a document today: his own and those of whom he stands in for."""
    person = policy.people.get(user)
    if person is None or not person.active:
        return frozenset()
    may = _signing_actions(policy, person, about, day)
    return frozenset(group for group, action in SIGNING.items() if action in may)


def why_not_sign(policy: Policy, user: str, about: Subject, day: date) -> Reason | None:
    """Say why a person may not sign such a document at all; None if he may in some group, and no limit forbids it."""
    person = policy.people.get(user)
    if person is None or not person.active:
        return Reason("user_without_rights", {"user": user if person is None else person.name})
    if groups_of(policy, user, about, day):
        return over_limit(policy, (user,), about, day)
    withheld = person.group and _lowest(policy, person, SIGNING[person.group], about)
    return Reason("right_withheld") if withheld else Reason("no_signing_right", {"user": person.name})


def rule_for(policy: Policy, about: Subject) -> Rule | None:
    """Return the rule of signatures for a document: the most particular one that is about it.

    A rule for its account comes before one for all accounts, then type before family before all, then the highest
    amount that the document exceeds. A rule for a family or for all is about types alone that need the client's scheme.
    """
    found = [rule for rule in policy.rules if _about(rule, about)]
    return max(found, key=_particular, default=None)


def wanted(policy: Policy, about: Subject) -> str:
    """Return the scheme that a document needs: of its rule, else the general one, else "" (any one signature)."""
    rule = rule_for(policy, about)
    if rule is not None:
        return rule.scheme
    return policy.scheme if schemes.schemed(about.type) else ""


def lacking(
    policy: Policy, signers: Sequence[str], about: Subject, day: date, made_by: str | None = None
) -> tuple[int, ...]:
    """Return the groups whose signatures a document still lacks, 0 for a signature of any; () when it has them all.

    `made_by` is who wrote it ("" unknown, None: not asked): another may have to sign, too.
    """
    groups = [groups_of(policy, user, about, day) for user in dict.fromkeys(signers)]
    text = wanted(policy, about)
    open_places = schemes.scheme(text).nearest(groups) if text else () if any(groups) else (0,)
    if open_places:
        return open_places
    few = len(set(signers)) < _fewest(policy, about.type)
    return (0,) if few or (made_by is not None and alone(policy, signers, made_by, about)) else ()


def refusal(policy: Policy, signers: Sequence[str], made_by: str, about: Subject, day: date) -> Reason | None:
    """Say why these signers do not suffice for a document; None if they do. Limits are not asked."""
    for user in signers:
        if not groups_of(policy, user, about, day):
            return why_not_sign(policy, user, about, day)
    if about.type in TWO_SIGN and len(set(signers)) < _fewest(policy, about.type):
        return Reason("rights_two_signers")
    if lacking(policy, signers, about, day):
        return Reason("signature_missing", {"expected": wanted(policy, about) or "1"})
    return alone(policy, signers, made_by, about)


def alone(policy: Policy, signers: Sequence[str], made_by: str, about: Subject) -> Reason | None:
    """Say whether only its maker signed a document whose rule forbids that; who made it may be unknown ("")."""
    rule = rule_for(policy, about)
    if rule is None or not rule.four_eyes:
        return None
    if not made_by:
        return Reason("creator_unknown") if len(set(signers)) == 1 else None
    return Reason("creator_alone") if set(signers) <= {made_by} else None


def unvouched(
    policy: Policy, signers: Sequence[str], made_by: str, about: Subject, brought_by: str
) -> Reason | None:
    """Say whether that another made a document is the word of its lone signer alone, where a rule forbids to sign one's own.

    The name in the bytes is what the signer let his program write. It counts when a second person has taken part by his own
    key: signed, too, or brought the document to the bank.
    """
    rule = rule_for(policy, about)
    if rule is None or not rule.four_eyes or not made_by or len({*signers, brought_by}) > 1:
        return None
    maker = policy.people.get(made_by)
    return Reason("creator_unvouched", {"name": maker.name if maker else made_by})


def limits_on(policy: Policy, users: Sequence[str], about: Subject) -> list[Limit]:
    """Return the limits that count a document signed by these users, the organisation's own among them."""
    if not about.spends:
        return []
    whose = {"", *users}
    return [
        limit
        for limit in policy.limits
        if limit.user in whose
        and limit.currency == about.currency
        and limit.account in {"", about.account}
        and covers(limit.scope, about.type)
    ]


def over_limit(policy: Policy, users: Sequence[str], about: Subject, day: date) -> Reason | None:
    """Say which limit a document exceeds that these users sign; None if all hold."""
    for limit in limits_on(policy, users, about):
        reason = exceeded(limit, about.amount or 0, day)
        if reason is not None:
            return reason
    return None


def exceeded(limit: Limit, amount: int, day: date) -> Reason | None:
    """Say whether an amount is more than a limit leaves."""
    whose = "user" if limit.user else "client"
    facts = {"amount": money(amount), "currency": limit.currency}
    if limit.per_document is not None and amount > limit.per_document:
        return Reason(f"limit_document_{whose}", {**facts, "limit": money(limit.per_document)})
    if limit.per_day is not None and amount > limit.per_day - limit.used_today(day):
        left = max(0, limit.per_day - limit.used_today(day))
        return Reason(f"limit_day_{whose}", {**facts, "limit": money(limit.per_day), "left": money(left)})
    return None


def money(minor: int) -> str:
    """Return minor units as facts and tables have amounts: "1234.05"."""
    return plain(from_minor(minor))


def _why_not_plain(policy: Policy, person: Person, action: Action, about: Subject) -> Reason | None:
    grant = _lowest(policy, person, action, about)
    if grant is not None:
        return None if grant.allow else Reason("right_withheld")
    given = any(action in GIVEN[role] for role in person.roles)
    return None if given else _lack(action)


def _signing_actions(policy: Policy, person: Person, about: Subject, day: date) -> set[Action]:
    """Return the signatures that a person may give: by the card, less what is withheld, and those he took over."""
    may = {SIGNING[person.group]} if person.group in SIGNING else set()
    may = {action for action in may if not _withheld(policy, person, action, about)}
    for place in policy.substitutes:
        absent = policy.people.get(place.absent)
        if place.user != person.id or not place.on(day) or absent is None or not absent.active:
            continue
        action = SIGNING.get(absent.group, Action.VIEW)
        if action in place.actions and not _withheld(policy, absent, action, about):
            may.add(action)
    return {action for action in may if not _withheld(policy, person, action, about)}


def _withheld(policy: Policy, person: Person, action: Action, about: Subject) -> bool:
    grant = _lowest(policy, person, action, about)
    return grant is not None and not grant.allow


def _lowest(policy: Policy, person: Person, action: Action, about: Subject) -> Grant | None:
    """Return the most particular grant about a question, if there is any."""
    found = [
        grant
        for grant in policy.grants
        if grant.user == person.id
        and grant.action in {None, action}
        and grant.account in {"", about.account}
        and covers(grant.scope, about.type)
    ]
    return max(found, key=_grant_rank, default=None)


def _grant_rank(grant: Grant) -> tuple[bool, int, bool, bool]:
    return bool(grant.account), rank(grant.scope), grant.action is not None, not grant.allow


def _about(rule: Rule, about: Subject) -> bool:
    if rule.account not in {"", about.account} or not covers(rule.scope, about.type):
        return False
    if rule.scope != about.type and not schemes.schemed(about.type):
        return False
    if rule.above is None:
        return True
    return rule.currency == about.currency and about.amount is not None and about.amount > rule.above


def _particular(rule: Rule) -> tuple[bool, int, int]:
    return bool(rule.account), rank(rule.scope), -1 if rule.above is None else rule.above


def _fewest(policy: Policy, kind: str) -> int:
    """Return how many persons must sign a type at least, whatever the scheme."""
    if kind not in TWO_SIGN:
        return schemes.persons(kind)
    return min(2, sum(bool(person.group and person.active) for person in policy.people.values()))


def _lack(action: Action) -> Reason:
    return Reason("no_signing_right" if action in _SIGNS else f"no_right_{action.value}")
