"""Words that block a user's keys by phone: told once at enrolment, kept as a slow hash, guesses counted.

A word follows from the activation code, so that a repeated answer tells the same one; it says nothing of the code. It
blocks and does nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from bsclient import clock
from bsclient.bank.schema.keys import block_word
from bsclient.crypto.hashes import sha256
from bsclient.errors import NotAllowed

GUESSES = 5
PAUSE = timedelta(minutes=15)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no 0, 1, I, O: read over the phone
_LENGTH = 8
_GROUP = 4
_ONE = select(block_word).where(block_word.c.user_id == bindparam("of")).with_for_update()
_COUNT = (
    update(block_word)
    .where(block_word.c.user_id == bindparam("of"))
    .values(wrong=bindparam("times"), tried=bindparam("at"))
)


def word_of(code: str) -> str:
    """Return the word that goes with an activation code: two groups of four, 40 bits."""
    digest = sha256(b"block word:" + _plain(code).encode())
    letters = "".join(_LETTERS[octet % len(_LETTERS)] for octet in digest[:_LENGTH])
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def keep(connection: Connection, user_id: str, word: str) -> None:
    """Keep a user's word in place of the one before."""
    connection.execute(delete(block_word).where(block_word.c.user_id == user_id))
    connection.execute(insert(block_word).values(user_id=user_id, hash=_hash(user_id, word)))


def try_word(connection: Connection, user_id: str, word: str, at: datetime) -> bool:
    """Whether the word is the user's; a wrong one is counted.

    NotAllowed("block_word_wait") with `seconds` after too many wrong ones: the operator knows other ways to make sure.
    """
    row = connection.execute(_ONE, {"of": user_id}).one_or_none()
    if row is None:
        return False
    if row.wrong >= GUESSES:
        left = clock.parse(row.tried) + PAUSE - at
        if left > timedelta():
            raise NotAllowed("block_word_wait", seconds=str(int(left.total_seconds()) + 1))
    right = hmac.compare_digest(row.hash.encode(), _hash(user_id, word).encode())
    times = 0 if right or row.wrong >= GUESSES else row.wrong
    times = times if right else times + 1
    connection.execute(_COUNT, {"of": user_id, "times": times, "at": clock.stamp(at)})
    return right


def _hash(user_id: str, word: str) -> str:
    return hashlib.scrypt(_plain(word).encode(), salt=user_id.encode(), n=2**14, r=8, p=1).hex()


def _plain(text: str) -> str:
    return "".join(text.replace("-", " ").split()).upper()
