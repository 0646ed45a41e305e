"""A letter, or a whole conversation with the bank, on A4: whose it is, subject, each letter with its text and files.

Long texts go on over pages. Russian, for it is made for a Russian bank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final

from bsclient import clock
from bsclient.printing.canvas import LEFT, TOP, Box, Canvas, Page, Style, measured
from bsclient.printing.flow import Block, paginate
from bsclient.printing.paper import Owner

_X: Final = 20.0
_WIDTH: Final = 175.0
_HALF: Final = _WIDTH / 2
_HEAD: Final = Style(9, align=LEFT | TOP)
_TITLE: Final = Style(13, bold=True, align=LEFT | TOP)
_NAME: Final = Style(10, bold=True, align=LEFT | TOP)
_QUIET: Final = Style(8, align=LEFT | TOP, color="#555555")
_TEXT: Final = Style(10, align=LEFT | TOP)
_LINE: Final = 800
"""Signs of a piece that is never cut at the end of a sheet."""
_GAP: Final = 2.2


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOnPaper:
    """One letter: who wrote it to whom, when, its text, its files in words; `facts` are lines about it («Тип: …», stages)."""

    author: str
    incoming: bool
    time: dt.datetime
    body: str
    number: str = ""
    facts: Sequence[str] = ()
    files: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """What is printed: the letters of a conversation, or one of them. `id` stands at the foot, `watermark` over drafts."""

    id: str
    owner: Owner
    subject: str
    letters: Sequence[LetterOnPaper]
    facts: Sequence[str] = ()
    watermark: str = ""


def pages(paper: LetterPaper) -> list[Page]:
    """Return the sheets."""
    return measured(lambda canvas: paginate(list(_blocks(paper, canvas)), _foot(paper), paper.watermark))


def _foot(paper: LetterPaper) -> str:
    return f"{'Переписка с банком' if len(paper.letters) > 1 else 'Письмо'}    {paper.id}"


def _blocks(paper: LetterPaper, measure: Canvas) -> Iterator[Block]:
    yield _opening(paper, measure)
    yield _said(measure, paper.subject or "(без темы)", _TITLE)
    yield from (_said(measure, fact, _QUIET) for fact in paper.facts)
    for letter in paper.letters:
        yield Block(_GAP)
        yield from _letter(letter, measure)


def _opening(paper: LetterPaper, measure: Canvas) -> Block:
    owner = paper.owner
    codes = "   ".join(f"{name} {value}" for name, value in (("ИНН", owner.inn), ("КПП", owner.kpp)) if value)
    ours = "\n".join(filter(None, (owner.name, codes)))
    theirs = "\n".join(filter(None, (owner.bank, f"БИК {owner.bic}" if owner.bic else "")))
    height = max(measure.needed(_HALF - 4, words, _HEAD) for words in (ours, theirs)) + 5

    def paint(canvas: Canvas, y: float) -> None:
        canvas.text(Box(_X, y, _HALF - 4, height), ours, _HEAD)
        canvas.text(Box(_X + _HALF + 4, y, _HALF - 4, height), theirs, _HEAD)

    return Block(height, paint)


def _letter(letter: LetterOnPaper, measure: Canvas) -> Iterator[Block]:
    when = letter.time.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")
    number = f"№ {letter.number} " if letter.number else ""
    way = "Банк" if letter.incoming else "Клиент"
    head = f"{way}: {letter.author}".rstrip(": ")
    pieces = [piece for line in letter.body.splitlines() for piece in _pieces(line)]
    first = _said(measure, pieces[0], _TEXT) if pieces else Block(0)
    yield _joined(
        _rule(), _said(measure, head, _NAME), _said(measure, f"{number}от {when} (МСК)", _QUIET), first
    )
    yield from (_said(measure, piece, _TEXT) if piece else Block(_GAP) for piece in pieces[1:])
    if letter.files:
        yield Block(_GAP)
        yield _said(measure, "Приложения:", _QUIET)
        yield from (_said(measure, f"– {name}", _QUIET) for name in letter.files)
    yield from (_said(measure, fact, _QUIET) for fact in letter.facts)


def _pieces(line: str) -> list[str]:
    """Return a line of the letter in parts that may stand on different sheets."""
    return wrap(line, _LINE, replace_whitespace=False) or [""]


def _said(measure: Canvas, words: str, style: Style) -> Block:
    height = measure.needed(_WIDTH, words, style) + 0.6

    def paint(canvas: Canvas, y: float) -> None:
        canvas.text(Box(_X, y, _WIDTH, height), words, style)

    return Block(height, paint)


def _rule() -> Block:
    def paint(canvas: Canvas, y: float) -> None:
        canvas.line(_X, y + 1, _X + _WIDTH, y + 1, 0.12)

    return Block(_GAP, paint)


def _joined(*blocks: Block) -> Block:
    """Return blocks as one, so that a head is never left alone at the end of a sheet."""

    def paint(canvas: Canvas, y: float) -> None:
        for block in blocks:
            block.paint(canvas, y)
            y += block.height

    return Block(sum(block.height for block in blocks), paint)
