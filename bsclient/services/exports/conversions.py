"""Files of any exchange format into any other, and what is lost on the way: for the command line and the windows.

Adds the paper (PDF) to what `formats.convert` writes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from bsclient import clock, texts
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import convert, losses, postings
from bsclient.formats.losses import Loss
from bsclient.formats.model import CREDIT, ExchangeFile, FileProblem, Party

if TYPE_CHECKING:
    from bsclient.printing import statement

TARGETS: Final = convert.TARGETS
PAPER: Final = "pdf"

_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Conversion:
    """What was read, and what the target could not hold of it."""

    file: ExchangeFile
    lost: tuple[Loss, ...]

    @property
    def complete(self) -> bool:
        """Whether every document was read and written."""
        blocked = any(problem.severity is Severity.BLOCK for problem in self.file.problems)
        return not blocked and not any(loss.part in {"document", "section"} for loss in self.lost)


def convert_file(source: Path, target: str, out: Path | BinaryIO, language: str = "en") -> Conversion:
    """Read a file once and write it in another format, into a file (whole or not at all) or an open stream.

    BadInput as `formats.convert.convert` raises it, and what the writer of the target refuses.
    """
    file = convert.readable(source, target)
    if isinstance(out, Path):
        convert.write_whole(out, lambda stream: write(stream, file, target, language))
    else:
        write(out, file, target, language)
    return Conversion(file, losses.lost(file, target))


def write(out: BinaryIO, file: ExchangeFile, target: str, language: str = "en") -> None:
    """Write a file that was read; raises what `convert_file` does."""
    if target == PAPER:
        losses.lost(file, target)  # refuses what is no statement
        out.write(_paper(file, language))
    else:
        convert.write_file(out, file, target, language)


def report(found: Conversion, language: str) -> Iterator[str]:
    """Say in lines of text what was wrong in the source, and what the target has not kept."""
    for problem in found.file.problems:
        yield _said(problem, language)
    for loss in found.lost:
        yield texts.message(loss.code, texts.of_file(loss.facts, language), language)


def _said(problem: FileProblem, language: str) -> str:
    """Say where a problem is (line, document, field), what it is and how to mend it."""
    said = _text(problem.code, texts.of_file(problem.facts, language), language)
    if "row" in texts.places(problem.code, language):
        return said  # it names row and column itself
    where = f"{texts.field('line', language)} {problem.line}"
    if problem.index is not None:
        where += f", {texts.field('document', language)} {problem.index}"
    field = f", {texts.field(problem.field, language).strip(':')}" if problem.field else ""
    return f"{where}{field}: {said}"


def _text(code: str, facts: dict[str, str], language: str) -> str:
    return f"{texts.message(code, facts, language)} {texts.mend(code, facts, language)}".strip()


def _paper(file: ExchangeFile, language: str) -> bytes:
    """Return the statements of a file as one PDF, without a bank's stamp: only the bank may stamp."""
    from bsclient.printing import canvas, offscreen, statement
    from bsclient.printing import report as reports

    offscreen.ready()
    made = clock.now()
    pages: list[canvas.Page] = []
    for posted in postings.by_section(file):
        paper = _statement(posted, made)
        pages += reports.lay_out(statement.report(paper, language))
    if not pages:
        raise BadInput("file_message_missing")
    return canvas.pdf_bytes(pages, "BSClient")


def _statement(posted: postings.Posted, made: dt.datetime) -> statement.Paper:
    """Return a statement as it stands on paper."""
    from bsclient.printing import statement

    section, entries = posted.section, posted.postings
    sums = {credit: _sum(entries, credit=credit) for credit in (True, False)}
    opening, closing = section.opening, section.closing
    net = sums[True] - sums[False]
    if opening is None:
        if closing is None:
            raise BadInput("file_balances_missing", account=section.account, target="PDF")
        opening = closing - net
    start, end = _interval(posted)
    return statement.Paper(
        owner=section.owner or _own(entries).name,
        inn=_own(entries).inn,
        bank=section.bank.name or _own(entries).bank.name,
        bic=section.bank.bic or _own(entries).bank.bic,
        account=section.account,
        currency=section.currency or "RUB",
        start=start,
        end=end,
        opening=opening,
        closing=opening + net if closing is None else closing,
        debits=sums[False],
        credits=sums[True],
        agrees=closing is None or opening + net == closing,
        lines=[_line(posting, end) for posting in entries],
        made=made,
        preliminary=section.preliminary,
    )


def _line(posting: postings.Posting, end: dt.date) -> statement.Line:
    from bsclient.printing import statement

    document, credit = posting.document, posting.direction == CREDIT
    party = document.payer if credit else document.payee
    bank = " ".join(filter(None, (party.bank.bic, party.bank.name)))
    return statement.Line(
        day=posting.day or end,
        number=document.number,
        kind=document.operation_type,
        credit=credit,
        amount=document.amount or _ZERO,
        other="\n".join(filter(None, (party.name, party.inn, party.account, bank))),
        purpose=document.purpose,
    )


def _sum(entries: Sequence[postings.Posting], *, credit: bool) -> Decimal:
    fitting = (one.document.amount or _ZERO for one in entries if (one.direction == CREDIT) is credit)
    return sum(fitting, start=_ZERO)


def _own(entries: Sequence[postings.Posting]) -> Party:
    if not entries:
        return Party()
    first = entries[0]
    return first.document.payee if first.direction == CREDIT else first.document.payer


def _interval(posted: postings.Posted) -> tuple[dt.date, dt.date]:
    section = posted.section
    days = [day for day in (section.start, section.end) if day]
    days = days or [day for posting in posted.postings if (day := posting.day)]
    if not days:
        raise BadInput("file_message_missing")
    return min(days), max(days)
