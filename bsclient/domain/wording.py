"""All English source texts of a declaration: what the windows translate when they show a document of its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bsclient.domain.document import Document


def wording(kind: type[Document]) -> Iterator[str]:
    """Yield title, titles of groups, labels, hints and meanings of choices, those of its rows included."""
    yield from filter(None, (kind.title, *kind.groups.values()))
    for field in kind.declared:
        yield field.label
        yield from filter(None, (field.hint, *field.words.values()))
        if field.rows is not None:
            yield from wording(field.rows)
