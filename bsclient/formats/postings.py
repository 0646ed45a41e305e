"""Which documents belong to which account section, for formats that write a statement account by account.

A transfer between two of our accounts is two entries: a debit of the one, a credit of the other.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bsclient.formats.model import CREDIT, DEBIT, INTERNAL, AccountSection, ExchangeDocument, ExchangeFile

Key = tuple[str, dt.date | None, object, str, str]


@dataclass(frozen=True, slots=True)
class Posting:
    """A document as an entry of one account: `direction` is debit or credit."""

    document: ExchangeDocument
    direction: str

    @property
    def day(self) -> dt.date | None:
        """The day of the entry, or of the document where the file tells no day of the entry."""
        return entry_day(self.document, self.direction)


@dataclass(slots=True)
class Posted:
    """An account section and its entries in the order of the file."""

    section: AccountSection
    postings: list[Posting] = field(default_factory=list)


def entry_day(document: ExchangeDocument, direction: str) -> dt.date | None:
    """Return the day on which a document was entered in the account of the direction."""
    first, second = document.debited, document.credited
    if direction == CREDIT:
        first, second = second, first
    return first or second or document.date


def by_section(file: ExchangeFile) -> list[Posted]:
    """Return the sections with their entries; accounts without a section get one at the end.

    Documents without an amount or a direction are in none of them: `unposted` counts these.
    """
    sections = [Posted(section) for section in file.accounts]
    of_account: dict[str, list[Posted]] = defaultdict(list)
    for posted in sections:
        of_account[posted.section.account].append(posted)
    single = len(of_account) == 1
    of_day: dict[tuple[str, dt.date | None], Posted] = {}
    for posting, account in _postings(file):
        place = (account, posting.day)
        fitting = of_day.get(place)
        if fitting is None:
            if account not in of_account and not single:
                sections.append(Posted(AccountSection(account, posting.document.currency)))
                of_account[account].append(sections[-1])
            fitting = of_day[place] = _fitting(of_account.get(account, sections), posting.day)
        fitting.postings.append(posting)
    return sections


def unposted(file: ExchangeFile) -> int:
    """Return how many documents cannot be entries: their amount or their direction is not known."""
    return sum(1 for d in file.documents if d.amount is None or not direction_of(d))


def direction_of(document: ExchangeDocument) -> str:
    """Return the direction as told, else from the one of the two days that the bank has filled; "" if neither says it."""
    if document.direction or (document.debited is None) == (document.credited is None):
        return document.direction
    return DEBIT if document.debited else CREDIT


def _postings(file: ExchangeFile) -> Iterator[tuple[Posting, str]]:
    for document, directions in sides(file):
        for direction in directions if document.amount is not None else ():
            side = document.payer if direction == DEBIT else document.payee
            yield Posting(document, direction), side.account


def sides(file: ExchangeFile) -> Iterator[tuple[ExchangeDocument, tuple[str, ...]]]:
    """Yield each document with the directions of its entries: none where it does not say, two of a transfer told once."""
    twins = Counter(_key(d) for d in file.documents if d.direction == INTERNAL)
    seen: Counter[Key] = Counter()
    for document in file.documents:
        direction = direction_of(document)
        if direction == INTERNAL:
            key = _key(document)
            seen[key] += 1
            yield document, _sides(document, twins[key], seen[key])
        else:
            yield document, (direction,) if direction else ()


def _sides(document: ExchangeDocument, twins: int, place: int) -> tuple[str, ...]:
    """Return the entries of a transfer between own accounts, which some files give once and some twice."""
    if (document.debited is None) != (document.credited is None):
        return (DEBIT,) if document.debited else (CREDIT,)
    if twins % 2 == 0:
        return (DEBIT,) if place % 2 else (CREDIT,)
    return DEBIT, CREDIT


def _key(document: ExchangeDocument) -> Key:
    return document.number, document.date, document.amount, document.payer.account, document.payee.account


def _fitting(sections: list[Posted], day: dt.date | None) -> Posted:
    """Return the section of the day: the first whose interval has it, else the last that begins before it."""
    if len(sections) == 1 or day is None:
        return sections[0]
    before = sections[0]
    for posted in sections:
        start, end = posted.section.start, posted.section.end
        if (start is None or start <= day) and (end is None or day <= end):
            return posted
        if start is not None and start <= day:
            before = posted
    return before
