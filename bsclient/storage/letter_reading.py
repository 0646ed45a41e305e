"""Which letters of the bank a user has not read yet: those that nobody opened, and those that only colleagues did.

When a letter is read for the first time, `letter.read_at` says so for the whole profile: that is the receipt that the bank gets, once.
Each other user of the profile then has it among his own unread ones until he reads it: a JSON list of ids in the setting of his.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bsclient.storage import letters, settings, values
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_KEY: Final = "letters.unread."
_UNREAD: Final = "SELECT count(*) FROM letter WHERE read_at = '' OR id IN (SELECT value FROM json_each(?))"


def left(reader: Reader, user: str) -> frozenset[str]:
    """Return the letters that were read, but not by this user."""
    return frozenset(_left(reader, user))


def unread(reader: Reader, user: str) -> int:
    """Return how many letters a user has not read."""
    return int(reader.scalar(_UNREAD, (values.json_text(_left(reader, user)),)))


def seen(work: UnitOfWork, user: str, colleagues: Iterable[str], ids: Iterable[str]) -> int:
    """Note that a user read these letters; returns how many were new to him. New to all, they stay new to his colleagues."""
    shown = list(dict.fromkeys(ids))
    first = letters.unopened(work, shown)
    letters.seen(work, first)
    own = _left(work, user)
    again = [one for one in own if one in set(shown)]
    if again:
        _keep(work, user, [one for one in own if one not in set(shown)])
    for colleague in colleagues if first else ():
        _keep(work, colleague, [*_left(work, colleague), *first])
    return len(first) + len(again)


def mark_unread(work: UnitOfWork, user: str, thread: str) -> bool:
    """Make the last letter of the bank in a conversation, acknowledgements apart, new again to a user alone; False without one."""
    last = letters.last(work, thread)
    if last is None:
        return False
    own = _left(work, user)
    if letters.unopened(work, [last]) or last in own:
        return True
    _keep(work, user, [*own, last])
    return True


def _left(reader: Reader, user: str) -> list[str]:
    told = settings.get(reader, _KEY + user)
    return [str(one) for one in values.json_value(told)] if told else []


def _keep(work: UnitOfWork, user: str, ids: list[str]) -> None:
    settings.put(work, _KEY + user, values.json_text(ids))
    work.touch_letters()
