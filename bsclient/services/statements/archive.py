"""The archive: statement files of any format and any bank, read, compared with what is here, and kept.

Accounts of other banks get entries and balances of their own from the files; nothing is paid from them. Of accounts at the
profile's bank the bank's word counts: files are compared with it, and what only a file tells is set apart, never added
up. No file deletes anything: an entry that a later file of its days lacks is shown as missing. The user may take a file
back: what it alone told goes, what another file told too stays, the bank's own entries are never touched.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.domain.rights import Action
from bsclient.errors import BadInput
from bsclient.formats import convert, model
from bsclient.services.context import Workplace
from bsclient.services.imports.table_profiles import TableProfiles
from bsclient.services.statements import archive_compare, archive_entries, qif_dates
from bsclient.services.statements.archive_entries import Told
from bsclient.services.statements.archive_match import PREFIX
from bsclient.services.statements.qif_dates import DateOrder
from bsclient.storage import archive, archive_told, journal, ledger
from bsclient.storage.archive import FileRow, SectionRow
from bsclient.storage.rows.statements import AccountRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

__all__ = ["AccountPreview", "Archive", "ArchivePreview", "FileRow", "Kept", "TakenBack"]

_ZERO: Final = Decimal("0.00")
_TABLES: Final = frozenset(("csv", "xlsx"))
_STATEMENT: Final = "statement_request"
"""The type whose right to import counts for statement files."""


@dataclass(frozen=True, slots=True)
class AccountPreview:
    """One account of a file against what is here: counts of entries, and the ids of those that disappeared.

    `own`: an account at the profile's bank; its `new` entries are set apart, for the bank did not tell them.
    """

    account: str
    currency: str
    start: dt.date | None
    end: dt.date | None
    new: int
    known: int
    disappeared: int
    opening: Decimal | None
    closing: Decimal | None
    own: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchivePreview:
    """A file as it was read: `readable` False when nothing of it can be kept; `earlier` is when these bytes were kept before.

    `dates`: the order of dates is the user's to say, for the file does not tell it; None where it does.
    """

    file: model.ExchangeFile
    accounts: tuple[AccountPreview, ...]
    problems: tuple[model.FileProblem, ...]
    name: str = ""
    sha256: str = ""
    size: int = 0
    earlier: dt.datetime | None = None
    told: tuple[Told, ...] = field(default=(), repr=False)
    dates: DateOrder | None = None

    @property
    def readable(self) -> bool:
        """Whether the file can be kept."""
        return bool(self.told) and not any(
            one.index is None and one.severity is Severity.BLOCK for one in self.problems
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What keeping a file did: entries that are new and that were known; `apart` of accounts at the profile's bank."""

    new: int
    known: int
    apart: int = 0


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking a file back does: entries that go, entries of it that stay, and the accounts that it told of."""

    file: FileRow
    gone: int
    stay: int
    accounts: tuple[str, ...]


class Archive:
    """The archive of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def files(self, limit: int = 200) -> list[FileRow]:
        """Return the files that were taken in, the newest first."""
        with self._place.store.read() as reader:
            return archive.files(reader, limit)

    def read(self, source: Path | bytes, name: str = "", dates: str = "") -> ArchivePreview:
        """Read a statement file of any format and compare it; nothing is kept.

        `dates` answers in which order days and months stand, where the preview asks (`ArchivePreview.dates`).
        Raises `BadInput` when the file itself cannot be read (`file_unreadable`, `file_too_large`, `file_changing`);
        whatever is wrong with its content is a problem of the preview.
        """
        if isinstance(source, Path):
            name = name or source.name
            source = convert.read_bytes(source)
        file = convert.load_any(source, name)
        if file.format in _TABLES:  # the users' own profiles know more tables than the program
            file = TableProfiles(self._place).read(source, model.ENTRIES)
        choice = None
        if file.format == qif_dates.FORMAT:
            with self._place.store.read() as reader:
                file, choice = qif_dates.settled(reader, file, source, dates)
        return replace(self.preview(file, source, name), dates=choice)

    def preview(self, file: model.ExchangeFile, source: bytes, name: str) -> ArchivePreview:
        """Compare a file that was read already, e.g. a table with a mapping of its columns."""
        problems = list(file.problems)
        told: list[Told] = []
        if file.readable and (file.orders or file.role == model.ANSWERS):
            problems.append(_whole("archive_not_statement", format=file.format))
        elif file.readable:
            with self._place.store.read() as reader:
                told, found = archive_entries.accounts(
                    file, self._place.instant, partial(ledger.currency_of, reader)
                )
            problems += found
            if not told:
                problems.append(_whole("archive_no_account", format=file.format))
        digest = sha256_hex(source)
        with self._place.store.read() as reader:
            earlier = archive.file_of(reader, digest)
            own = _own(reader)
            told, found = _of_one_kind(reader, told)
            problems += found
            previews = tuple(self._account(reader, one, file.format, own=one.account in own) for one in told)
        at = None if earlier is None else earlier.at
        return ArchivePreview(file, previews, tuple(problems), name, digest, len(source), at, tuple(told))

    def keep(self, preview: ArchivePreview) -> Kept:
        """Keep a file that was looked at: compared anew, in one transaction. Raises `BadInput("archive_unreadable")`."""
        if not preview.readable:
            raise BadInput("archive_unreadable", name=preview.name)
        self._place.permissions.demand(Action.IMPORT, _STATEMENT)
        done = Kept(0, 0)
        with self._place.store.write() as work:
            told = (preview.name, preview.file.format, preview.size)
            again = archive.file_of(work, preview.sha256) is not None
            number = archive.put_file(work, preview.sha256, told, self._place.actor)
            qif_dates.remember(work, preview.file, preview.dates)
            turn = archive_told.begin(work, number)
            for one in () if again else preview.told:
                archive.put_sections(work, [_section(number, section, one) for section in one.sections])
            own = _own(work)
            for one in preview.told:
                found = self._keep(work, (number, turn), one, (preview.file.format, one.account in own))
                done = Kept(done.new + found.new, done.known + found.known, done.apart + found.apart)
            facts = {"file": preview.name, "new": str(done.new), "apart": str(done.apart)}
            journal.append(
                work, journal.Act(self._place.actor, "archive_kept", preview.name, preview.sha256, facts)
            )
        return done

    def share(self, number: int, sha256: str) -> TakenBack:
        """Return what `take_back` would do now; raises `BadInput("archive_file_unknown")`."""
        with self._place.store.read() as reader:
            file = _file(reader, number, sha256)
            found = archive_told.share(reader, number)
        return TakenBack(file, len(found.gone), found.kept, found.accounts)

    def take_back(self, number: int, sha256: str) -> TakenBack:
        """Take a file back, in one transaction; balances follow. `sha256` is that of the file that was shown.

        Raises `BadInput("archive_file_unknown")`, also where another file has got its number meanwhile.
        """
        self._place.permissions.demand(Action.IMPORT, _STATEMENT)
        with self._place.store.write() as work:
            file = _file(work, number, sha256)
            found = archive_told.take_back(work, number)
            own = _own(work)
            archive_told.drop_empty(work, found.accounts)
            left = {one.number for one in ledger.accounts(work, closed=True, files=True)} - own
            for account in left.intersection(found.accounts):
                _balance(work, account, archive.settle(work, account), self._place.instant)
            facts = {"name": file.name, "gone": str(len(found.gone)), "stay": str(found.kept)}
            act = journal.Act(self._place.actor, "archive_taken_back", file.name, file.sha256, facts)
            journal.append(work, act)
        return TakenBack(file, len(found.gone), found.kept, found.accounts)

    def _account(self, reader: Reader, told: Told, kind: str, *, own: bool) -> AccountPreview:
        matching = archive_compare.compared(reader, told, kind, own=own)
        span = told.span
        opening = told.sections[0].opening if told.sections else None
        closing = told.sections[-1].closing if told.sections else None
        missing = tuple(one.id for one in matching.missing)
        return AccountPreview(
            told.account, told.currency, span[0] if span else None, span[1] if span else None, len(matching.new),
            len(matching.known), len(missing), opening, closing, own, missing,
        )  # fmt: skip

    def _keep(self, work: UnitOfWork, file: tuple[int, int], told: Told, how: tuple[str, bool]) -> Kept:
        kind, own = how
        matching = archive_compare.compared(work, told, kind, own=own)
        new = archive_compare.named(work, told, matching, own=own)
        fresh = [replace(entry, id=one) for entry, one in new]
        if not own:
            _open(work, told, self._place.instant)
        (ledger.set_apart if own else ledger.add_entries)(work, fresh)
        marks = archive_compare.marks(told)
        put = [replace(marks[id(entry)], entry=kept) for kept, (entry, _) in zip(fresh, new, strict=True)]
        found = [
            archive_compare.seen(marks[id(entry)], kept)
            for entry, kept in matching.known
            if kept.id.startswith(PREFIX)
        ]
        archive.put_marks(work, file[0], put)
        archive.note_found(work, found)
        missing = () if own else tuple(one.id for one in matching.missing)
        archive_told.tell(work, file, [(mark.entry.id, mark.preliminary) for mark in (*put, *found)], missing)
        if own:
            return Kept(0, len(matching.known), len(fresh))
        archive.note_missing(work, file[0], missing)
        _balance(work, told.account, archive.settle(work, told.account), self._place.instant)
        return Kept(len(fresh), len(matching.known))


def _file(reader: Reader, number: int, sha256: str) -> FileRow:
    found = archive.file_with(reader, number)
    if found is None or found.sha256 != sha256:  # numbers of files that were taken back are given again
        raise BadInput("archive_file_unknown", number=str(number))
    return found


def _of_one_kind(reader: Reader, told: list[Told]) -> tuple[list[Told], list[model.FileProblem]]:
    """Leave out accounts told in no currency of ISO 4217, or in another than here: unlike money is never added up."""
    fitting, problems = [], []
    for one in told:
        known = ledger.currency_of(reader, one.account)
        facts = {"account": one.account, "known": known, "told": one.currency}
        if one.currency not in currencies.CODES:
            problems.append(_left("archive_currency_unknown", facts))
        elif known not in {"", one.currency}:
            problems.append(_left("archive_currency_differs", facts))
        else:
            fitting.append(one)
    return fitting, problems


def _own(reader: Reader) -> frozenset[str]:
    return frozenset(one.number for one in ledger.accounts(reader, closed=True))


def _open(work: UnitOfWork, told: Told, now: dt.datetime) -> None:
    """Make an account of another bank known."""
    if any(one.number == told.account for one in ledger.accounts(work, closed=True, files=True)):
        return
    bank = next((one.bank.name or one.bank.bic for one in told.sections if one.bank.name or one.bank.bic), "")
    owner = next((one.owner for one in told.sections if one.owner), "")
    name = ", ".join(part for part in (bank, owner) if part)
    row = AccountRow(
        number=told.account, currency=told.currency, name=name, balance=_ZERO, available=_ZERO, opened=None, updated=now,
        source=ledger.FILE,
    )  # fmt: skip
    ledger.put_account(work, row)


def _balance(work: UnitOfWork, account: str, balance: Decimal, now: dt.datetime) -> None:
    """Give an account of another bank the balance that its files lead to."""
    known = next(one for one in ledger.accounts(work, closed=True, files=True) if one.number == account)
    ledger.put_account(work, replace(known, balance=balance, available=balance, updated=now))


def _section(file: int, section: model.AccountSection, told: Told) -> SectionRow:
    return SectionRow(
        file, section.account, section.start, section.end or section.start, section.currency or told.currency,
        section.opening, section.closing, section.credits, section.debits, section.preliminary, section.owner,
        section.bank.name, section.bank.bic,
    )  # fmt: skip


def _left(code: str, facts: dict[str, str]) -> model.FileProblem:
    return model.FileProblem(None, 0, "currency", code, Severity.WARN, facts)


def _whole(code: str, **facts: str) -> model.FileProblem:
    return model.FileProblem(None, 0, "", code, Severity.BLOCK, facts)
