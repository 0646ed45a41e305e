"""Whether balances, turnovers and documents of a statement agree: differences are reported, not refused.

Trojans that change exported statements have to touch all three, and banks that leave documents out show here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from bsclient.domain.problems import Severity
from bsclient.formats.model import CREDIT, DEBIT, INTERNAL, AccountSection, ExchangeDocument, FileProblem

_ZERO = Decimal(0)


class Balances:
    """Adds up a file as it is read; `problems` gives the differences at the end."""

    def __init__(self) -> None:
        self._sections: dict[str, list[tuple[AccountSection, int]]] = defaultdict(list)
        self._credits: dict[str, Decimal] = defaultdict(Decimal)
        self._debits: dict[str, Decimal] = defaultdict(Decimal)
        self._unsure: set[str] = set()

    def add_section(self, section: AccountSection, line: int) -> None:
        self._sections[section.account].append((section, line))

    def add_document(self, document: ExchangeDocument) -> None:
        direction, amount = document.direction, document.amount
        if direction == CREDIT and amount is not None:
            self._credits[document.payee.account] += amount
        elif direction == DEBIT and amount is not None:
            self._debits[document.payer.account] += amount
        elif direction == INTERNAL:
            # Some banks give a transfer between own accounts once, some twice: the sum proves nothing.
            self._unsure.update((document.payer.account, document.payee.account))

    def problems(self) -> Iterator[FileProblem]:
        """Yield one problem for each balance or turnover that does not agree."""
        for account, sections in self._sections.items():
            yield from self._closing(sections)
            yield from self._chain(sections)
            if account not in self._unsure:
                yield from self._turnover(account, sections)

    def _closing(self, sections: list[tuple[AccountSection, int]]) -> Iterator[FileProblem]:
        for section, line in sections:
            opening, closing = section.opening, section.closing
            if opening is None or closing is None or section.credits is None or section.debits is None:
                continue
            expected = opening + section.credits - section.debits
            if expected != closing:
                yield _problem(line, "closing", "file_balance_differs", section.account, expected, closing)

    def _chain(self, sections: list[tuple[AccountSection, int]]) -> Iterator[FileProblem]:
        ordered = sorted(sections, key=lambda item: item[0].start or dt.date.min)
        for (before, _), (section, line) in pairwise(ordered):
            if (
                before.closing is None
                or section.opening is None
                or before.end is None
                or section.start is None
            ):
                continue
            if before.end < section.start and before.closing != section.opening:
                yield _problem(
                    line, "opening", "file_balance_broken", section.account, before.closing, section.opening
                )

    def _turnover(self, account: str, sections: list[tuple[AccountSection, int]]) -> Iterator[FileProblem]:
        line = sections[0][1]
        for name, stated, counted in (
            ("credits", [s.credits for s, _ in sections], self._credits[account]),
            ("debits", [s.debits for s, _ in sections], self._debits[account]),
        ):
            if all(value is None for value in stated):
                continue
            total = sum((value for value in stated if value is not None), _ZERO)
            if total != counted:
                yield _problem(line, name, "file_turnover_differs", account, total, counted)


def _problem(  # noqa: PLR0913, PLR0917 - one place for the form of these problems
    line: int, name: str, code: str, account: str, expected: Decimal, found: Decimal
) -> FileProblem:
    facts = {"account": account, "expected": f"{expected:.2f}", "found": f"{found:.2f}"}
    return FileProblem(None, line, name, code, Severity.WARN, facts)
