"""Rules of notifications, how far they have looked, and what they told: each happening once for a rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bsclient import clock
from bsclient.storage import values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

NONE, WAITING, DONE, GIVEN_UP = "none", "waiting", "done", "given_up"
"""How far a notice is on a road that leaves the program: not wanted, to go, gone, not to be delivered."""

_PUT_RULE: Final = (
    "INSERT INTO notice_rule (id, user, body, updated) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (id) DO UPDATE SET body = excluded.body, updated = excluded.updated"
)
_RULES: Final = "SELECT body FROM notice_rule WHERE user = ? ORDER BY id"
_DELETE_RULE: Final = "DELETE FROM notice_rule WHERE id = ? AND user = ?"
_DELETE_MARKS: Final = "DELETE FROM notice_mark WHERE rule = ?"
_MARKS: Final = "SELECT key, value FROM notice_mark WHERE rule = ?"
_PUT_MARK: Final = (
    "INSERT INTO notice_mark (rule, key, value) VALUES (?, ?, ?)"
    " ON CONFLICT (rule, key) DO UPDATE SET value = excluded.value"
)
_COLUMNS: Final = "seq, rule, happening, code, facts, page, subject, at, read_at, tray, mail"
_ADD: Final = (
    "INSERT INTO notice (user, rule, happening, code, facts, page, subject, at, tray, mail)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (rule, happening) DO NOTHING"
)
_LATEST: Final = f"SELECT {_COLUMNS} FROM notice WHERE user = ? ORDER BY seq DESC LIMIT ?"  # noqa: S608 -- fixed text
_UNREAD: Final = "SELECT count(*) FROM notice WHERE user = ? AND read_at = ''"
_READ: Final = "UPDATE notice SET read_at = ? WHERE user = ? AND read_at = '' AND seq <= ?"
_READ_ONE: Final = "UPDATE notice SET read_at = ? WHERE user = ? AND read_at = '' AND seq = ?"
_TRAY: Final = f"SELECT {_COLUMNS} FROM notice WHERE user = ? AND tray = 'waiting' ORDER BY seq LIMIT ?"  # noqa: S608 -- fixed text
_MAIL: Final = f"SELECT {_COLUMNS} FROM notice WHERE user = ? AND mail = 'waiting' ORDER BY seq LIMIT ?"  # noqa: S608 -- fixed text
_SET_TRAY: Final = "UPDATE notice SET tray = ? WHERE seq = ?"
_SET_MAIL: Final = "UPDATE notice SET mail = ? WHERE seq = ?"
_FORGET: Final = "DELETE FROM notice WHERE user = ? AND read_at <> '' AND at < ?"


@dataclass(frozen=True, slots=True)
class Found:
    """A happening that a rule has found: `page` and `subject` say what a click opens."""

    happening: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    page: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """What was told, newest with the highest `seq`."""

    seq: int
    rule: str
    happening: str
    code: str
    facts: Mapping[str, str]
    page: str
    subject: str
    at: dt.datetime
    read: bool
    tray: str
    mail: str


def put_rule(work: UnitOfWork, rule_id: str, user: str, body: str) -> None:
    """Keep a rule of a user."""
    work.run(_PUT_RULE, (rule_id, user, body, work.stamp))


def rules(reader: Reader, user: str) -> list[str]:
    """Return the rules of a user as JSON, oldest first."""
    return [row[0] for row in reader.all(_RULES, (user,))]


def remove_rule(work: UnitOfWork, rule_id: str, user: str) -> bool:
    """Delete a rule; what it told stays. False when the user has no such rule."""
    return work.run(_DELETE_RULE, (rule_id, user)).rowcount > 0


def marks(reader: Reader, rule_id: str) -> dict[str, str]:
    """Return what a rule has noted for itself."""
    return {str(key): str(value) for key, value in reader.all(_MARKS, (rule_id,))}


def set_marks(work: UnitOfWork, rule_id: str, told: Mapping[str, str]) -> None:
    """Note something for a rule."""
    work.run_many(_PUT_MARK, [(rule_id, key, value) for key, value in told.items()])


def forget_marks(work: UnitOfWork, rule_id: str) -> None:
    """Let a rule begin anew: it asks for something else now."""
    work.run(_DELETE_MARKS, (rule_id,))


def add(work: UnitOfWork, user: str, rule_id: str, found: Iterable[Found], roads: tuple[str, str]) -> int:
    """Keep what a rule has found, unless it told it before; returns how many are new. `roads`: tray, mail."""
    rows = [
        (user, rule_id, one.happening, one.code, values.json_text(dict(one.facts)), one.page, one.subject, work.stamp,
         *roads)
        for one in found
    ]  # fmt: skip
    return work.run_many(_ADD, rows)


def latest(reader: Reader, user: str, limit: int) -> list[NoticeRow]:
    """Return the newest notices of a user, newest first."""
    return [_row(found) for found in reader.all(_LATEST, (user, limit))]


def unread(reader: Reader, user: str) -> int:
    """Return how many notices a user has not read."""
    return int(reader.scalar(_UNREAD, (user,)))


def read_up_to(work: UnitOfWork, user: str, seq: int) -> None:
    """Note that a user has read all notices up to one."""
    work.run(_READ, (work.stamp, user, seq))


def read_one(work: UnitOfWork, user: str, seq: int) -> None:
    """Note that a user has read one notice."""
    work.run(_READ_ONE, (work.stamp, user, seq))


def for_tray(reader: Reader, user: str, limit: int) -> list[NoticeRow]:
    """Return what is to be shown in the tray, oldest first."""
    return [_row(found) for found in reader.all(_TRAY, (user, limit))]


def for_mail(reader: Reader, user: str, limit: int) -> list[NoticeRow]:
    """Return what is to be sent by e-mail, oldest first."""
    return [_row(found) for found in reader.all(_MAIL, (user, limit))]


def set_tray(work: UnitOfWork, seqs: Iterable[int], state: str) -> None:
    """Note what became of notices in the tray."""
    work.run_many(_SET_TRAY, [(state, seq) for seq in seqs])


def set_mail(work: UnitOfWork, seqs: Iterable[int], state: str) -> None:
    """Note what became of notices by e-mail."""
    work.run_many(_SET_MAIL, [(state, seq) for seq in seqs])


def forget(work: UnitOfWork, user: str, before: dt.datetime) -> None:
    """Delete read notices of before an instant."""
    work.run(_FORGET, (user, clock.stamp(before)))


def _row(found: Any) -> NoticeRow:
    seq, rule, happening, code, facts, page, subject, at, read_at, tray, mail = found
    told = values.facts(facts)
    return NoticeRow(
        seq, rule, happening, code, told, page, subject, clock.parse(at), bool(read_at), tray, mail
    )
