"""The own directory of employees, filled from what the bank told: accounts it opened, people who left the wage agreement.

Nothing happens by itself: the user asks for it on the document of results.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from bsclient.domain.documents import registry
from bsclient.errors import BadInput
from bsclient.services.information.directory_books import Entry, NewEntry

if TYPE_CHECKING:
    from bsclient.services.documents.drafts import Drafts
    from bsclient.services.information.directory_books import Books

NAME: Final = "employees"
RESULTS: Final = "employee_results"
_OPENED, _ENDED = "opened", "ended"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the directory: entries that are new, that have another account or number, that ended."""

    added: int = 0
    changed: int = 0
    ended: int = 0


class Employees:
    """Takes results of the bank into the directory of an open profile."""

    def __init__(self, drafts: Drafts, books: Books) -> None:
        self._drafts = drafts
        self._books = books

    def take(self, results_id: str) -> Taken:
        """Put everyone of a document of results into the directory; doing so twice changes nothing.

        Raises `BadInput("employees_none")` for a document that names nobody with an account.
        """
        draft = self._drafts.get(results_id)
        if draft.type != RESULTS:
            raise BadInput("employees_none")
        told = registry[RESULTS].from_checked(draft.raw).texts()
        rows = [row for row in _rows(told["rows"]) if row["account"] and row["result"] in {_OPENED, _ENDED}]
        if not rows:
            raise BadInput("employees_none")
        bic, day = str(told["bic"]), date.fromisoformat(str(told["date"]))
        done = Taken()
        for row in rows:
            done = self._end(row, day, done) if row["result"] == _ENDED else self._keep(row, bic, done)
        return done

    def _keep(self, row: Mapping[str, str], bic: str, done: Taken) -> Taken:
        found = self._find(row)
        if found is None:
            taken = any(one.own and one.code == row["personnel_number"] for one in self._books.rows(NAME))
            code = "" if taken else row["personnel_number"]
            facts = {"account": row["account"], "bic": bic}
            self._books.add(NAME, NewEntry(row["name"], code, facts))
            return replace(done, added=done.added + 1)
        facts = {**found.facts, "account": row["account"], "bic": bic}
        if facts == found.facts:
            return done
        self._books.change(found.id, replace(_new(found), facts=facts))
        return replace(done, changed=done.changed + 1)

    def _end(self, row: Mapping[str, str], day: date, done: Taken) -> Taken:
        found = self._find(row)
        if found is None or found.valid_to is not None:
            return done
        self._books.change(found.id, replace(_new(found), valid_to=day))
        return replace(done, ended=done.ended + 1)

    def _find(self, row: Mapping[str, str]) -> Entry | None:
        """Return the entry of a person: the one with the account, else the one of that name and number."""
        own = [one for one in self._books.rows(NAME) if one.own]
        same = (one for one in own if one.facts.get("account") == row["account"])
        named = (
            one
            for one in own
            if one.title.casefold() == row["name"].casefold()
            and (one.code == row["personnel_number"] or not one.facts.get("account"))
        )
        return next(same, None) or next(named, None)


def _new(entry: Entry) -> NewEntry:
    return NewEntry(entry.title, entry.code, entry.facts, entry.valid_from, entry.valid_to)


def _rows(rows: object) -> Iterable[Mapping[str, str]]:
    return rows if isinstance(rows, list) else ()
