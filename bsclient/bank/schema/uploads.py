"""Table of the files that clients have sent and no document names yet, and step 5 to 6 of the bank's base, which makes it.

The step finds the files of that kind which are there already. A step once released is never changed.
"""

from __future__ import annotations

import json
import re
from typing import Final

from sqlalchemy import Column, Connection, ForeignKey, Integer, Table, Text

from bsclient import clock
from bsclient.bank.schema.base import metadata, run

upload = Table(
    "upload",
    metadata,
    Column("client_id", Text, ForeignKey("client.id"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("at", Text, nullable=False, index=True),  # when it was last sent or offered, by the real clock
)

_UPLOADS: Final = (
    """CREATE TABLE upload (
        client_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (client_id, sha256),
        FOREIGN KEY (client_id) REFERENCES client (id)
    )""",
    "CREATE INDEX ix_upload_at ON upload (at)",
)
_FILES: Final = "SELECT client_id, sha256, size FROM blob"
_OF_CLIENTS: Final = "SELECT client_id, attachments FROM document WHERE attachments <> '[]'"
_OF_BANK: Final = "SELECT client_id, body FROM letter"
_HASH: Final = re.compile(rb"[0-9a-f]{64}")


def uploads(connection: Connection) -> None:
    """5 to 6: files that no document names are known as such."""
    run(connection, _UPLOADS)
    named = {
        (client_id, sha256)
        for client_id, attachments in connection.exec_driver_sql(_OF_CLIENTS)
        for sha256 in json.loads(attachments)
    }
    named |= {
        (client_id, sha256.decode())
        for client_id, body in connection.exec_driver_sql(_OF_BANK)
        for sha256 in _HASH.findall(bytes(body))
    }
    at = clock.stamp(clock.now())
    rows = [
        {"client_id": client_id, "sha256": sha256, "size": size, "at": at}
        for client_id, sha256, size in connection.exec_driver_sql(_FILES)
        if (client_id, sha256) not in named
    ]
    if rows:
        connection.execute(upload.insert(), rows)
