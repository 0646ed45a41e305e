"""What the bank keeps beside the ledger: attachments, directories, heads of the clients' audit journals."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from bsclient import clock
from bsclient.bank import files
from bsclient.bank.bankclock import BankClock
from bsclient.bank.feed import Feed
from bsclient.bank.ports import BankKeys, Directory, SessionRecord
from bsclient.bank.schema.access import client_journal
from bsclient.bank.schema.tables import blob, directory
from bsclient.bank.store import Store
from bsclient.errors import BadInput, Conflict, NotAllowed
from bsclient.protocol.acts import KeptHead
from bsclient.protocol.messages import DirectoryData, JournalHead, Kind, SignedReceipt

_BLOB = select(blob.c.content).where(
    blob.c.client_id == bindparam("client"), blob.c.sha256 == bindparam("of")
)
_DIRECTORY = select(directory).where(directory.c.name == bindparam("of"))
_JOURNAL = select(client_journal).where(
    client_journal.c.client_id == bindparam("client"),
    client_journal.c.user_id == bindparam("by"),
    client_journal.c.device == bindparam("on"),
)

_FURTHEST = (
    select(client_journal.c.sequence, client_journal.c.head)
    .where(client_journal.c.client_id == bindparam("client"), client_journal.c.device == bindparam("on"))
    .order_by(client_journal.c.sequence.desc())
    .limit(1)
)
_OF_DEVICE = select(client_journal).where(
    client_journal.c.client_id == bindparam("client"), client_journal.c.device == bindparam("on")
)
_JOURNALS = (
    select(
        client_journal.c.device,
        client_journal.c.user_id,
        client_journal.c.sequence,
        client_journal.c.head,
        client_journal.c.at,
    )
    .where(client_journal.c.client_id == bindparam("client"))
    .order_by(client_journal.c.device, client_journal.c.user_id)
)
_SHOWN = 80  # letters of a head in the operators' list


class Archive:
    """The archive of a bank; `core.Bank` is one."""

    store: Store
    clock: BankClock
    keys: BankKeys

    def _published(self, clients: frozenset[str]) -> None:
        raise NotImplementedError

    def put_blob(self, client_id: str, sha256: str, data: bytes) -> bool:
        """Keep an attachment; False if this client had it before. BadInput("blob_hash") if it is another one.

        CallRefused (`upload_quota`) if too many of his are here that no document names.
        """
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BadInput("blob_hash", value=sha256)
        at = self.clock.real()
        return self.store.run(lambda connection: files.take(connection, (client_id, sha256), data, at))

    def renew_blob(self, client_id: str, sha256: str) -> bool:
        """Whether an attachment is here; what no document names yet is then kept for another term."""
        at, named = self.clock.real(), [(client_id, sha256)]
        try:
            with self.store.read() as connection:
                files.demand_here(connection, named)
            self.store.run(lambda connection: files.renew(connection, named, at))
        except files.Gone:
            return False
        return True

    def demand_room(self, client_id: str, size: int) -> None:
        """Refuse (`upload_quota`) so many bytes more of attachments that no document names."""
        with self.store.read() as connection:
            files.demand_room(connection, client_id, size)

    def set_uploads(self, megabytes: int, days: int) -> None:
        """Say how much of an organisation may lie here that no document names, and for how long. BadInput."""
        with self.store.write() as connection:
            files.set_keeping(connection, megabytes, days)

    def sweep_files(self) -> int:
        """Remove a lot of attachments that no document came to name; returns how many were looked at."""
        at = self.clock.real()
        with self.store.read() as connection:
            if not files.due(connection, at):
                return 0
        return self.store.run(lambda connection: files.sweep(connection, at))

    def blob(self, client_id: str, sha256: str) -> bytes | None:
        """Return an attachment that this client sent or was sent; None for all others."""
        with self.store.read() as connection:
            found = connection.execute(_BLOB, {"client": client_id, "of": sha256}).scalar()
        return None if found is None else bytes(found)

    def directory(self, name: str) -> Directory | None:
        """Return the newest version of a directory."""
        with self.store.read() as connection:
            row = connection.execute(_DIRECTORY, {"of": name}).one_or_none()
        return None if row is None else Directory(row.version, bytes(row.content))

    def put_directory(self, name: str, content: bytes) -> bool:
        """Keep a directory and tell every client if a byte of it changed; its version is its hash."""
        with self.store.write() as connection:
            feed = Feed(connection, self.clock())
            if not keep_directory(connection, feed, name, content):
                return False
            clients = feed.flush()
        self._published(clients)
        return True

    def journal(self, session: SessionRecord, head: JournalHead) -> SignedReceipt:
        """Keep the head of a client's audit journal; returns the bank's own head over all it was told, signed.

        Conflict("journal_went_back") if the journal is shorter than it was, or as long with other contents.
        """
        at = self.clock()
        with self.store.write() as connection:
            row = _journal(connection, session)
            if row is not None and not _goes_on(row.sequence, row.head, head):
                raise Conflict("journal_went_back", sequence=str(head.sequence), known=str(row.sequence))
            before = row.bank_head if row is not None else ""
            same = row is not None and row.sequence == head.sequence
            bank_head = before if same else _chained(before, head)
            bank_sequence = (row.bank_sequence if row is not None else 0) + (not same)
            values = {
                "sequence": head.sequence,
                "head": head.head,
                "at": clock.stamp(at),
                "bank_sequence": bank_sequence,
                "bank_head": bank_head,
            }
            _keep(connection, session, values, known=row is not None)
        told = KeptHead(
            session.client_id,
            session.user_id,
            session.device,
            head.sequence,
            head.head,
            bank_sequence,
            bank_head,
            at,
        )
        body = told.encode()
        return SignedReceipt(receipt=body, signature=self.keys.signer.sign(body, at))

    def journals(self, client_id: str) -> list[dict[str, Any]]:
        """Return the heads of a client's journals: device, user, row and instant of the last one told."""
        with self.store.read() as connection:
            rows = connection.execute(_JOURNALS, {"client": client_id}).mappings()
            return [{**row, "head": row["head"][:_SHOWN]} for row in rows]

    def restart_journal(self, client_id: str, device: str, reason: str) -> None:
        """Let the journal of a device begin anew; the next head may be any. NotAllowed("journal_device_unknown").

        Sequence 0 with a head tells the device so at its next log-in. The bank's chain of heads has the restart as a link.
        """
        at = clock.stamp(self.clock())
        with self.store.write() as connection:
            rows = connection.execute(_OF_DEVICE, {"client": client_id, "on": device}).all()
            if not rows:
                raise NotAllowed("journal_device_unknown", client=client_id, device=device)
            for row in rows:
                told = JournalHead(sequence=0, head=f"{at} {reason}")
                values = {
                    "sequence": told.sequence,
                    "head": told.head,
                    "at": at,
                    "bank_sequence": row.bank_sequence + 1,
                    "bank_head": _chained(row.bank_head, told),
                }
                whose = (
                    client_journal.c.client_id == client_id,
                    client_journal.c.user_id == row.user_id,
                    client_journal.c.device == device,
                )
                connection.execute(update(client_journal).where(*whose).values(values))

    def journal_head(self, session: SessionRecord) -> JournalHead:
        """Return the furthest head that this device told, whoever worked at it; sequence 0 if none.

        Sequence 0 with a head says that operators have let the journal begin anew, when and why.
        """
        with self.store.read() as connection:
            row = connection.execute(_FURTHEST, {"client": session.client_id, "on": session.device}).first()
        return (
            JournalHead(sequence=0, head="")
            if row is None
            else JournalHead(sequence=row.sequence, head=row.head)
        )


def keep_directory(connection: Connection, feed: Feed, name: str, content: bytes) -> bool:
    """Keep a directory within a transaction and tell every client; False if no byte of it changed."""
    feed.take_turns()
    version = hashlib.sha256(content).hexdigest()[:32]
    row = connection.execute(_DIRECTORY, {"of": name}).one_or_none()
    if row is not None and row.version == version:
        return False
    values = {"version": version, "content": content}
    if row is None:
        connection.execute(insert(directory).values(name=name, **values))
    else:
        connection.execute(update(directory).where(directory.c.name == name).values(values))
    feed.put_all(Kind.DIRECTORY, DirectoryData(name=name, version=version))
    return True


def _journal(connection: Connection, session: SessionRecord) -> Row[Any] | None:
    who = {"client": session.client_id, "by": session.user_id, "on": session.device}
    return connection.execute(_JOURNAL, who).one_or_none()


def _goes_on(sequence: int, head: str, told: JournalHead) -> bool:
    return told.sequence > sequence or (told.sequence == sequence and told.head == head)


def _chained(before: str, head: JournalHead) -> str:
    link = json.dumps([before, head.sequence, head.head]).encode()
    return hashlib.sha256(link).hexdigest()


def _keep(connection: Connection, session: SessionRecord, values: dict[str, object], *, known: bool) -> None:
    if known:
        whose = (
            client_journal.c.client_id == session.client_id,
            client_journal.c.user_id == session.user_id,
            client_journal.c.device == session.device,
        )
        connection.execute(update(client_journal).where(*whose).values(values))
    else:
        who = {"client_id": session.client_id, "user_id": session.user_id, "device": session.device}
        connection.execute(insert(client_journal).values({**who, **values}))
