"""What is under way with a user's key on this PC: a request that waits, a renewal, its end, certificates that were refused.

One small file beside the key, written as a whole, with nothing secret in it but the word that blocks the key by phone while
the request waits. It is needed where no base is open: in the log-in window, in the wizard, between a renewal's steps.
"""

from __future__ import annotations

import logging
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from bsclient import whole_files

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile, User

_log = logging.getLogger(__name__)
_KEPT_REFUSALS: Final = 20

MADE, SENT, ISSUED, SWITCHED = "made", "sent", "issued", "switched"
"""Steps of a renewal: the key is there; the bank answered; its certificate is here; it is the user's key now."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A request at the bank. `key_kind` and `key_place` are those of its key (`User`), `step` is a `protocol.keys.Step`."""

    id: str
    fingerprint: str
    since: datetime
    key_place: str
    request: bytes
    key_kind: str = "file"
    block_word: str = ""
    step: str = ""
    code: str = ""
    note: str = ""


class Renewal(msgspec.Struct, frozen=True, kw_only=True):
    """The next key on its way; request, act and signature are sent again as they are until they are answered.

    After the switch `old_pem` and `old_place` say which key worked before, until the bank has taken the new one.
    """

    serial: str
    key_place: str
    spki_sha256: str
    since: datetime
    request: bytes
    act: bytes
    signature: bytes
    key_kind: str = "file"
    state: str = MADE
    id: str = ""
    certificate_pem: str = ""
    old_pem: str = ""
    old_place: str = ""


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate of this user that holds no more."""

    serial: str
    at: datetime
    reason: str = ""


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that was not believed, kept as evidence; `noted` once it stands in the audit journal."""

    at: datetime
    code: str
    pem: str
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """A request that the bank has: its id, the fingerprint of the public key in groups of four, the word for the phone."""

    id: str
    fingerprint: str
    since: datetime | None = None
    block_word: str = ""
    step: str = ""
    code: str = ""
    note: str = ""


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """All of it for one user."""

    waiting: Waiting | None = None
    renewal: Renewal | None = None
    ended: Ended | None = None
    refused: tuple[Refused, ...] = ()


def path(profile: Profile, user: User) -> Path:
    """Return the file of a user."""
    return profile.folder / f"{user.id}.life.json"


def load(profile: Profile, user: User) -> Life:
    """Return what is under way; nothing if there is no file, or a damaged one (which the log names)."""
    place = path(profile, user)
    try:
        return msgspec.json.decode(place.read_bytes(), type=Life)
    except FileNotFoundError:
        return Life()
    except (OSError, msgspec.MsgspecError, ValueError) as error:
        _log.warning("%s: %s", place.name, type(error).__name__)
        return Life()


def save(profile: Profile, user: User, life: Life) -> None:
    """Write it as a whole or not at all; an empty one has no file."""
    place = path(profile, user)
    if life == Life():
        place.unlink(missing_ok=True)
        return
    whole_files.write(place, msgspec.json.encode(life))


def pending(found: Waiting) -> Pending:
    """Return a request as windows show it."""
    return Pending(
        found.id, found.fingerprint, found.since, found.block_word, found.step, found.code, found.note
    )


def refuse(profile: Profile, user: User, refused: Refused) -> None:
    """Keep a certificate that was not believed; the same one again is not kept twice."""
    life = load(profile, user)
    if all((one.pem, one.code) != (refused.pem, refused.code) for one in life.refused):
        kept = (*life.refused, refused)[-_KEPT_REFUSALS:]
        save(profile, user, msgspec.structs.replace(life, refused=kept))


def wipe_file(place: Path) -> None:
    """Overwrite a key container that nobody needs any more, and delete it; on disks that copy, the passphrase still guards it."""
    try:
        size = place.stat().st_size
        with place.open("r+b") as file:
            file.write(secrets.token_bytes(size))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _log.warning("%s: %s", place.name, type(error).__name__)
    place.unlink(missing_ok=True)
