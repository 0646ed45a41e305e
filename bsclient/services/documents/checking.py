"""All problems of a draft: the declared rules, and for payments what the base and the book of payees know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bsclient.domain.context import Context
from bsclient.domain.document import Document, Raw
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.payee_guard import FIELDS as PAYING
from bsclient.domain.problems import Problem, blocking, weighed
from bsclient.domain.series import Series
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.documents import narrow, precedents
from bsclient.services.payees.book import Book
from bsclient.storage import past
from bsclient.storage.unit_of_work import Reader

PAYMENT: Final = "payment_order"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: all problems, the worst first, and the document if none of them blocks."""

    document: Document | None
    problems: list[Problem]


class Checker:
    """Checks drafts in the light of one moment of the base: accounts and cards are read once for all of them."""

    def __init__(self, reader: Reader, place: Workplace, book: Book) -> None:
        self._reader = reader
        self._book = book
        self._series: dict[str, Series] = {}
        self._innocent: frozenset[str] = frozenset()
        self._context = place.context(reader)
        self._available = {
            number: facts.available
            for number, facts in self._context.accounts.items()
            if facts.available is not None
        }

    @property
    def context(self) -> Context:
        """The surroundings of the checks."""
        return self._context

    def expect(self, ids: Sequence[str]) -> None:
        """Say which stored drafts will be checked: that they have no precedents is then asked once for all of them."""
        self._innocent = frozenset(ids) - past.suspects(self._reader, ids)

    def check(self, kind: str, raw: Raw, document_id: str) -> Checked:
        """Check a draft; `document_id` is its own id, which is no precedent of itself. BadInput("type_unknown")."""
        series = self._series.get(kind)
        if series is None:
            series = self._series[kind] = Series(declared(kind), self._context)
        document, problems = series.examine(raw)
        if kind == PAYMENT:
            shown = narrow.of(kind, raw, problems)
            if document_id not in self._innocent:
                problems += precedents.earlier(self._reader, document_id, shown)
            problems += precedents.funds(shown, self._available)
            compared = self._book.compare(raw)
            problems += precedents.payee(raw, compared)
            problems += precedents.first_large(shown, compared, self._book.terms)
        elif declared(kind).listing.number and declared(kind).flow is Flow.OUT:
            problems += precedents.number_taken(self._reader, document_id, narrow.of(kind, raw, []))
        if kind in PAYING and kind != PAYMENT:
            problems += precedents.payees(kind, raw, self._book)
        problems = weighed(problems, self._context.severities)
        problems.sort(key=_weight)
        return Checked(None if blocking(problems) else document, problems)


def declared(kind: str) -> type[Document]:
    """Return the declaration of a type; raises `BadInput("type_unknown")`."""
    try:
        return registry[kind]
    except KeyError as error:
        raise BadInput("type_unknown", value=kind) from error


def _weight(problem: Problem) -> int:
    return problem.severity.rank
