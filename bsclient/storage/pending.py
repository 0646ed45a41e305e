"""Documents that are signed at several PCs: which are offered to colleagues through the bank, which came from them.

A row says how far the last attempt is. What is still to be told to the bank follows from it and from the signatures, so
nothing can be lost between an act and its message: `offering`, `withdrawing`, `refusing`, and own signatures that the
bank has not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bsclient import clock
from bsclient.domain.document import Raw
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.storage import columns, values
from bsclient.storage.rows.documents import Narrow
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork


class Stage(StrEnum):
    """How far an attempt is. The first four are open; the names of the others are those of the wire."""

    OFFERING = "offering"
    WAITING = "waiting"
    WITHDRAWING = "withdrawing"
    REFUSING = "refusing"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    EXPIRED = "expired"
    VOID = "void"


OPEN: Final = (Stage.OFFERING, Stage.WAITING, Stage.WITHDRAWING, Stage.REFUSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingRow:
    """One document's last attempt. `mine`: written here; `by_…`, `reason`, `code`: who ended it and why."""

    id: str
    offer: str
    stage: Stage
    mine: bool
    author: str
    author_name: str
    by_user: str = ""
    by_name: str = ""
    reason: str = ""
    code: str = ""
    tried: int = 0
    valid_until: dt.datetime
    updated: dt.datetime
    attachments: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether signatures may still come."""
        return self.stage in OPEN


@dataclass(frozen=True, slots=True)
class SignerRow:
    """A signature that the bank has."""

    user_id: str
    name: str
    serial: str
    first: bool = False  # it went with the offer


@dataclass(frozen=True, slots=True)
class Untold:
    """Own signatures of a waiting document that the bank has not."""

    id: str
    offer: str
    sha256: str
    state: State
    signature: SignatureRow


_COLUMNS: Final = (
    "d.id, p.offer, p.stage, p.mine, p.author, p.author_name, p.by_user, p.by_name, p.reason, p.code, p.tried,"
    " p.valid_until, p.updated, p.attachments FROM pending p JOIN document d ON d.row = p.row"
)
_OF: Final = f"SELECT {_COLUMNS} WHERE d.id = ?"
_MANY: Final = f"SELECT {_COLUMNS} WHERE d.id IN (SELECT value FROM json_each(?))"  # noqa: S608 -- fixed text
_STAGES: Final = f"SELECT {_COLUMNS} WHERE p.stage IN (SELECT value FROM json_each(?)) ORDER BY p.row"  # noqa: S608 -- fixed text
_PUT: Final = (
    "INSERT INTO pending (row, offer, stage, mine, author, author_name, by_user, by_name, reason, code, tried,"
    " valid_until, updated, attachments) VALUES ((SELECT row FROM document WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?,"
    " ?, ?, ?, ?) ON CONFLICT (row) DO UPDATE SET offer = excluded.offer, stage = excluded.stage,"
    " mine = excluded.mine, author = excluded.author, author_name = excluded.author_name, by_user = excluded.by_user,"
    " by_name = excluded.by_name, reason = excluded.reason, code = excluded.code, tried = excluded.tried,"
    " valid_until = excluded.valid_until, updated = excluded.updated, attachments = excluded.attachments"
)
_TRIED: Final = "UPDATE pending SET tried = tried + 1 WHERE row = (SELECT row FROM document WHERE id = ?)"
_DROP: Final = "DELETE FROM pending WHERE row = (SELECT row FROM document WHERE id = ?)"
_DROP_SIGNERS: Final = "DELETE FROM pending_signer WHERE row = (SELECT row FROM document WHERE id = ?)"
_PUT_SIGNER: Final = (
    "INSERT INTO pending_signer (row, user_id, name, serial, first)"
    " VALUES ((SELECT row FROM document WHERE id = ?), ?, ?, ?, ?)"
    " ON CONFLICT (row, user_id) DO UPDATE SET name = excluded.name, serial = excluded.serial"
)
_SIGNERS: Final = "SELECT s.user_id, s.name, s.serial, s.first FROM pending_signer s JOIN document d ON d.row = s.row WHERE d.id = ?"
_UNTOLD: Final = (
    "SELECT d.id, p.offer, b.sha256, d.state, s.user_id, s.certificate_serial, s.cms, s.signed_at FROM pending p"
    " JOIN document d ON d.row = p.row JOIN body b ON b.row = p.row JOIN signature s ON s.row = p.row"
    " LEFT JOIN pending_signer t ON t.row = s.row AND t.user_id = s.user_id"
    " WHERE p.stage = 'waiting' AND t.user_id IS NULL AND d.state IN ('partly_signed', 'queued', 'unknown')"
    " ORDER BY s.signed_at, d.row"
)
_TO_SIGN: Final = (
    "SELECT count(*) FROM pending p JOIN document d ON d.row = p.row WHERE p.stage = 'waiting' AND p.mine = 0"
    " AND d.state = 'partly_signed'"
    " AND NOT EXISTS (SELECT 1 FROM signature s WHERE s.row = p.row AND s.user_id = ?)"
)
_AWAY: Final = (
    "SELECT count(*) FROM pending WHERE mine = 1 AND stage IN ('offering', 'waiting', 'withdrawing')"
)
_ONLY_FIRST: Final = (
    "DELETE FROM signature WHERE row = (SELECT row FROM document WHERE id = ?) AND NOT EXISTS"
    " (SELECT 1 FROM pending_signer t WHERE t.row = signature.row AND t.user_id = signature.user_id AND t.first = 1)"
)
_RECOUNT: Final = "UPDATE document SET signatures = (SELECT count(*) FROM signature s WHERE s.row = document.row) WHERE id = ?"
_MARK: Final = "UPDATE document SET status_code = ?, status_note = ? WHERE id = ?"
_REBORN: Final = (
    f"UPDATE document SET {', '.join(f'{name} = ?' for name in columns.NARROW)}, updated = ?, version = version + 1"  # noqa: S608 -- fixed text
    " WHERE id = ? AND state = 'deleted'"
)
_REBORN_BODY: Final = (
    "UPDATE body SET raw = ?, canonical = ?, sha256 = ? WHERE row = (SELECT row FROM document WHERE id = ?)"
)


def of(reader: Reader, document_id: str) -> PendingRow | None:
    """Return the last attempt of a document; None if it never went to or came from a colleague."""
    found = reader.one(_OF, (document_id,))
    return None if found is None else _row(found)


def many(reader: Reader, ids: Iterable[str]) -> dict[str, PendingRow]:
    """Return the attempts of documents that have one, by id."""
    return {found[0]: _row(found) for found in reader.all(_MANY, (values.json_text(list(ids)),))}


def in_stages(reader: Reader, *stages: Stage) -> list[PendingRow]:
    """Return the attempts that are so far."""
    return [_row(found) for found in reader.all(_STAGES, (values.json_text([str(one) for one in stages]),))]


def put(work: UnitOfWork, row: PendingRow) -> None:
    """Keep an attempt in place of the one before."""
    said = (row.author, row.author_name, row.by_user, row.by_name, row.reason, row.code, row.tried)
    stamps = (clock.stamp(row.valid_until), work.stamp, values.json_text(list(row.attachments)))
    work.run(_PUT, (row.id, row.offer, row.stage, int(row.mine), *said, *stamps))
    work.touch(row.id)


def being_tried(work: UnitOfWork, document_id: str) -> None:
    """Note that the attempt is about to leave: from here on the bank may know of it."""
    work.run(_TRIED, (document_id,))


def drop(work: UnitOfWork, document_id: str) -> None:
    """Forget an attempt of which the bank was never told."""
    work.run(_DROP_SIGNERS, (document_id,))
    work.run(_DROP, (document_id,))
    work.touch(document_id)


def forget_signers(work: UnitOfWork, document_id: str) -> None:
    """Forget what the bank had of an attempt before."""
    work.run(_DROP_SIGNERS, (document_id,))


def told(work: UnitOfWork, document_id: str, signers: Sequence[SignerRow]) -> None:
    """Note which signatures the bank has."""
    work.run_many(
        _PUT_SIGNER, [(document_id, one.user_id, one.name, one.serial, int(one.first)) for one in signers]
    )


def signers(reader: Reader, document_id: str) -> list[SignerRow]:
    """Return the signatures that the bank has."""
    found = reader.all(_SIGNERS, (document_id,))
    return [SignerRow(user, name, serial, bool(first)) for user, name, serial, first in found]


def only_first(work: UnitOfWork, document_id: str) -> None:
    """Take off the signatures that came after the offer: it has ended, and the others stay as they were."""
    work.run(_ONLY_FIRST, (document_id,))
    work.run(_RECOUNT, (document_id,))
    work.touch(document_id)


def mark(work: UnitOfWork, document_id: str, code: str, note: str = "") -> None:
    """Say in the lists what is with a document, where the bank's status stands."""
    work.run(_MARK, (code, note, document_id))
    work.touch(document_id)


def untold(reader: Reader) -> list[Untold]:
    """Return the signatures that are to be sent to the bank, the oldest first."""
    return [
        Untold(one, offer, sha256, State(state), SignatureRow(
            user_id=user, certificate_serial=serial, cms=cms, signed_at=clock.parse(at)))
        for one, offer, sha256, state, user, serial, cms, at in reader.all(_UNTOLD)
    ]  # fmt: skip


def to_sign(reader: Reader, user_id: str) -> int:
    """Return how many documents of colleagues wait for a user's signature."""
    return int(reader.scalar(_TO_SIGN, (user_id,)))


def away(reader: Reader) -> int:
    """Return how many own documents are with colleagues."""
    return int(reader.scalar(_AWAY))


def reborn(work: UnitOfWork, document_id: str, shown: Narrow, draft: tuple[Raw, bytes, str]) -> None:
    """Put new contents (draft, bytes, hash) into a deleted copy of a colleague's document; it is offered anew."""
    raw, canonical, sha256 = draft
    if work.run(_REBORN, (*columns.narrow(shown), work.stamp, document_id)).rowcount != 1:
        raise NotAllowed("document_signed", number=shown.number)
    work.run(_REBORN_BODY, (values.json_text(raw), canonical, sha256, document_id))
    work.touch(document_id)


def _row(found: Any) -> PendingRow:
    return PendingRow(
        id=found[0], offer=found[1], stage=Stage(found[2]), mine=bool(found[3]), author=found[4], author_name=found[5],
        by_user=found[6], by_name=found[7], reason=found[8], code=found[9], tried=found[10],
        valid_until=clock.parse(found[11]), updated=clock.parse(found[12]),
        attachments=tuple(values.json_value(found[13])),
    )  # fmt: skip
