"""Files that travel with a document: the signed text names each by its hash, the bytes go beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bsclient.domain.document import Document
from bsclient.domain.fields import code, text
from bsclient.domain.kinds import KindName


class Attachment(Document):
    """A file sent along. The name is a label, never a path."""

    name: str = text("File name", longest=120)
    sha256: str = code("SHA-256", r"[0-9a-f]{64}", "bad_hash", required=True)
    size: str = code("Size", r"[0-9]{1,9}", "bad_size", required=True)


def hashes(kind: type[Document], fields: Mapping[str, object]) -> Iterator[str]:
    """Return the hashes of all files that a draft or canonical texts of a type name."""
    for field in kind.declared:
        rows = fields.get(field.name)
        if field.kind.name is KindName.ATTACHMENTS and isinstance(rows, list | tuple):
            yield from (str(row.get("sha256", "")) for row in rows if isinstance(row, Mapping))
