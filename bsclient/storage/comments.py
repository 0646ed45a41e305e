"""Notes of users beside documents; they are local and are never sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bsclient import clock
from bsclient.errors import NotAllowed
from bsclient.storage import values
from bsclient.storage.rows.beside import CommentRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_ADD: Final = (
    "INSERT INTO comment (id, row, at, user_id, author, body)"
    " SELECT ?, row, ?, ?, ?, ? FROM document WHERE id = ?"
)
_DELETE: Final = "DELETE FROM comment WHERE id = ?"
_COLUMNS: Final = (
    "c.id, d.id, c.at, c.user_id, c.author, c.body FROM comment c JOIN document d ON d.row = c.row"
)
_FIND: Final = f"SELECT {_COLUMNS} WHERE c.id = ?"
_OF: Final = f"SELECT {_COLUMNS} WHERE d.id = ? ORDER BY c.at, c.id"
_COUNTS: Final = (
    "SELECT d.id, count(*) FROM json_each(?) j JOIN document d ON d.id = j.value JOIN comment c ON c.row = d.row"
    " GROUP BY d.id"
)


def add(work: UnitOfWork, comment: CommentRow) -> None:
    """Keep a note; raises `NotAllowed("document_unknown")`."""
    said = (clock.stamp(comment.at), comment.user_id, comment.author, comment.body)
    if not work.run(_ADD, (comment.id, *said, comment.document_id)).rowcount:
        raise NotAllowed("document_unknown", value=comment.document_id)
    work.touch(comment.document_id)


def remove(work: UnitOfWork, comment: CommentRow) -> None:
    """Delete a note."""
    work.run(_DELETE, (comment.id,))
    work.touch(comment.document_id)


def find(reader: Reader, comment_id: str) -> CommentRow | None:
    """Return a note, or None."""
    found = reader.one(_FIND, (comment_id,))
    return None if found is None else _row(found)


def of(reader: Reader, document_id: str) -> list[CommentRow]:
    """Return the notes beside a document, the oldest first."""
    return [_row(found) for found in reader.all(_OF, (document_id,))]


def counts(reader: Reader, ids: Sequence[str]) -> dict[str, int]:
    """Return how many notes stand beside documents; those without are left out."""
    return {str(one): int(count) for one, count in reader.all(_COUNTS, (values.json_text(list(ids)),))}


def _row(found: Any) -> CommentRow:
    return CommentRow(
        id=found[0], document_id=found[1], at=clock.parse(found[2]), user_id=found[3], author=found[4], body=found[5]
    )  # fmt: skip
