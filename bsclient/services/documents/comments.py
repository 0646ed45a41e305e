"""Notes beside documents: for the users of this base alone, never sent, never signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bsclient.domain.identity import new_id
from bsclient.errors import BadInput, NotAllowed
from bsclient.services.context import Workplace
from bsclient.storage import comments
from bsclient.storage.rows.beside import CommentRow as Comment

__all__ = ["LONGEST", "Comment", "Comments"]

LONGEST: Final = 2000


class Comments:
    """The notes of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def of(self, document_id: str) -> list[Comment]:
        """Return the notes beside a document, the oldest first."""
        with self._place.store.read() as reader:
            return comments.of(reader, document_id)

    def counts(self, ids: Sequence[str]) -> dict[str, int]:
        """Return how many notes stand beside documents; those without are left out."""
        with self._place.store.read() as reader:
            return comments.counts(reader, ids)

    def add(self, document_id: str, text: str) -> Comment:
        """Keep a note. Raises `BadInput`: `comment_empty`, `comment_too_long`; `NotAllowed("document_unknown")`."""
        body = text.strip()
        if not body:
            raise BadInput("comment_empty")
        if len(body) > LONGEST:
            raise BadInput("comment_too_long", limit=str(LONGEST))
        with self._place.store.write() as work:
            note = Comment(
                id=new_id(work.now), document_id=document_id, at=work.now, user_id=self._place.user.id,
                author=self._place.actor, body=body,
            )  # fmt: skip
            comments.add(work, note)
        return note

    def delete(self, comment_id: str) -> None:
        """Delete an own note; raises `NotAllowed`: `comment_unknown`, `comment_of_other`."""
        with self._place.store.write() as work:
            note = comments.find(work, comment_id)
            if note is None:
                raise NotAllowed("comment_unknown", value=comment_id)
            if note.user_id != self._place.user.id:
                raise NotAllowed("comment_of_other", name=note.author)
            comments.remove(work, note)
