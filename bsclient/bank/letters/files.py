"""Files of letters; the dossier of a conversation as files: what was signed, the signatures over it, everything that was attached.

Names begin with the letter's place in the conversation; what a client called a file is cleaned to a plain name. A file that is
there already is never written over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from bsclient.bank.letters import printing as letter_print
from bsclient.bank.letters import reading as letter_reading
from bsclient.bank.schema.tables import blob, document, letter, signature
from bsclient.errors import StorageFailed

LONGEST_NAME: Final = 100

_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')
_BODY = select(document.c.body).where(document.c.id == bindparam("of"))
_SIGNATURES = (
    select(signature.c.cms).where(signature.c.document_id == bindparam("of")).order_by(signature.c.position)
)
_LETTER = select(letter.c.body, letter.c.signature).where(letter.c.id == bindparam("of"))
_BLOB = select(blob.c.content).where(
    blob.c.client_id == bindparam("client"), blob.c.sha256 == bindparam("of")
)

File = tuple[str, bytes]


def save(connection: Connection, thread: str, folder: Path, language: str) -> list[str]:
    """Write a conversation into a folder; returns the names. StorageFailed("letter_dossier_not_written")."""
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files(connection, thread, language):
            with (folder / name).open("xb") as file:
                file.write(data)
            written.append(name)
    except OSError as error:
        raise StorageFailed("letter_dossier_not_written", path=str(folder)) from error
    return written


def files(connection: Connection, thread: str, language: str) -> Iterator[File]:
    """Return the files of a conversation; BadInput("letter_thread_unknown")."""
    found = letter_reading.dossier(connection, thread)
    yield "dossier.json", json.dumps(found, ensure_ascii=False, indent=1).encode()
    yield (
        "dossier.txt",
        (
            letter_print.dossier(found, language, letter_reading.kinds(connection, language), steps=True)
            + "\n"
        ).encode(),
    )
    for place, item in enumerate(found["letters"], 1):
        stem = f"{place:02}-{item['from']}"
        body, signatures = _signed(connection, item)
        yield f"{stem}.json", body
        yield from ((f"{stem}-{at}.p7s", cms) for at, cms in enumerate(signatures, 1))
        for at, row in enumerate(item["attachments"], 1):
            content = connection.execute(_BLOB, {"client": found["client_id"], "of": row["sha256"]}).scalar()
            if content is not None:
                yield f"{stem}-file{at}-{_clean(row['name'])}", bytes(content)


def _signed(connection: Connection, item: Mapping[str, Any]) -> tuple[bytes, list[bytes]]:
    asked = {"of": item["id"]}
    if item["from"] == "bank":
        row = connection.execute(_LETTER, asked).one()
        return bytes(row.body), [bytes(row.signature)]
    body = connection.execute(_BODY, asked).scalar_one()
    return bytes(body), [bytes(cms) for cms in connection.execute(_SIGNATURES, asked).scalars()]


def _clean(name: str) -> str:
    return _UNSAFE.sub("_", name).strip(" .")[-LONGEST_NAME:] or "_"
