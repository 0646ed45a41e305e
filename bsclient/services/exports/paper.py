"""A file of an export on paper (PDF), drawn as the page of statements draws it."""

from __future__ import annotations

from pathlib import Path

from bsclient.printing import canvas, offscreen
from bsclient.services.context import Workplace
from bsclient.services.exports.pieces import Piece
from bsclient.services.files import write_bytes
from bsclient.services.statements import papers
from bsclient.services.statements.reading import Statement, Statements


def write(place: Workplace, statements: Statements, piece: Piece, path: Path, language: str) -> None:
    """Write a piece as PDF; raises `StorageFailed("file_not_written")`.

    New operations that are all of their days become the statement of these days, which may have the bank's stamp;
    others say that they are not all.
    """
    offscreen.ready()
    told, partial = piece.statement, False
    if not piece.day:
        whole = statements.statement(told.account, told.start, told.end)
        partial = not _same(told, whole)
        told = told if partial else whole
    pages = papers.pages(place, told, language, partial=partial)
    write_bytes(path, canvas.pdf_bytes(pages, f"{told.account} {told.start} {told.end}"))


def _same(piece: Statement, whole: Statement) -> bool:
    """Return whether operations of a period are all of it: each of them stands in the whole."""
    balances = (piece.opening, piece.closing) == (whole.opening, whole.closing)
    return balances and len(piece.entries) == len(whole.entries)
