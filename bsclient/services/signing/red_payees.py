"""Red documents: their payee's requisites look swapped. Each is signed by itself, with a reason that its signer typed.

Nothing here asks the window: a batch that holds a red document, or a red one without a reason, is not signed at all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from bsclient.domain import payee_guard
from bsclient.domain.payee_guard import RED
from bsclient.errors import NotAllowed
from bsclient.services.documents.precedents import shared_account
from bsclient.storage import journal
from bsclient.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from bsclient.services.signing.ceremony import Item, Sheet

LEAST_REASON: Final = 10
"""Characters of a reason that says anything."""
ALONE: Final = "red_alone"


def reds(item: Item) -> tuple[str, ...]:
    """Return the codes that make a document red."""
    return tuple(dict.fromkeys(problem.code for problem in item.problems if problem.code in RED))


def together(items: Sequence[Item]) -> list[Item]:
    """Return the documents of a batch with what only shows among several: one account for several payees."""
    named = {item.id: payee_guard.payees(item.signed.type, item.signed.fields) for item in items}
    everybody = [one for found in named.values() for one in found]
    wrong = payee_guard.one_account(everybody)
    return [_with_account(item, named[item.id], everybody, wrong) for item in items] if wrong else list(items)


def apart(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Part a batch into those that may be signed together and the red ones; one document is no batch."""
    if len(items) < 2:  # noqa: PLR2004 -- a batch
        return list(items), []
    return [item for item in items if not item.red], [item for item in items if item.red]


def demand(sheet: Sheet) -> None:
    """Refuse a sheet that may not be signed as it is: NotAllowed "red_alone" or "red_reason_missing"."""
    red = [item for item in sheet.items if item.red]
    if not red:
        return
    number = red[0].shown.number
    if len(sheet.items) > 1:
        raise NotAllowed(ALONE, number=number)
    if not enough(sheet.reason):
        raise NotAllowed("red_reason_missing", number=number)


def enough(reason: str) -> bool:
    """Whether a reason says anything: so many characters, not one of them again and again."""
    plain = "".join(reason.split())
    return len(plain) >= LEAST_REASON and len(set(plain)) > LEAST_REASON // 3


def note(work: UnitOfWork, sheet: Sheet, signed: Iterable[str], actor: str) -> None:
    """Keep the reason in the audit journal, beside what was red."""
    done = set(signed)
    for item in sheet.items:
        if item.red and item.id in done:
            facts = {
                "number": item.shown.number,
                "codes": ", ".join(reds(item)),
                "reason": sheet.reason.strip()[:500],
            }
            journal.append(work, journal.Act(actor, "red_signed", item.id, item.digest, facts))


def _with_account(
    item: Item,
    named: Sequence[payee_guard.Payee],
    everybody: Sequence[payee_guard.Payee],
    wrong: frozenset[str],
) -> Item:
    found = next((one for one in named if one.account in wrong), None)
    if found is None or item.payee == "known" or "payees_one_account" in reds(item):
        return item  # of a payee that is known so, only the others are wrong
    field = payee_guard.place(item.signed.type, "account", found.row)
    problem = shared_account([one for one in everybody if one.account == found.account], field)
    return dataclasses.replace(item, problems=(*item.problems, problem))
