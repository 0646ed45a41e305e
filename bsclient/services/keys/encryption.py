"""Protection of a base: encrypted unless the user asked for the open format, and changed in either direction on request.

What is wanted stands in the profile before anything is written anew, so that a change that is cut off is finished at the
next log-in. An old open base of an undecided profile is encrypted by the first log-in; its copies in the folder `backup` go
with it. Exports, prints and evidence are files of the user's and are always in clear.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bsclient.errors import BsError, Corrupt, NotAllowed
from bsclient.services.keys import vaults
from bsclient.services.keys.unlocking import HeldKey, LoginKey, unlock
from bsclient.services.profiles import (
    ENCRYPTED,
    OPEN,
    UNDECIDED,
    Profile,
    protection,
    save_protection,
)
from bsclient.storage import conversion, encryption, journal, migrations

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.desk import Desk

_log = logging.getLogger(__name__)


def settle(profile: Profile, key: Secret) -> bool:
    """Bring the base of a profile into the format that is wanted; tell whether it is encrypted.

    The caller holds the lock of the profile; `key` is empty for a user without a vault. `NotAllowed("vault_missing")` when
    the base has a key that he does not have, `Corrupt("storage_plain")` when an encrypted base was replaced by an open one.
    """
    conversion.sweep(profile.database)
    wanted = protection(profile)
    plain = encryption.is_plain(profile.database)
    closed = profile.database.exists() and profile.database.stat().st_size > 0 and not plain
    if not key:
        if closed or wanted == ENCRYPTED or (wanted == UNDECIDED and vaults.any_in(profile)):
            raise NotAllowed("vault_missing")
        return False
    if wanted == OPEN:
        _convert(profile, key, None)
        vaults.discard(profile)
        return False
    if wanted == ENCRYPTED and plain:
        raise Corrupt("storage_plain")
    _convert(profile, None, key)
    if wanted != ENCRYPTED:
        save_protection(profile, ENCRYPTED)
    return True


def is_encrypted(desk: Desk) -> bool:
    """Tell whether the open base is encrypted."""
    return desk.place.store.encrypted


def can_encrypt() -> bool:
    """Tell whether this installation can encrypt a base."""
    return encryption.available()


def change(desk: Desk, passphrase: Secret | str, *, encrypted: bool) -> None:
    """Write the base of an open profile anew in the other format and go on with it.

    Raises WrongPassphrase, `StorageFailed` (the base is as it was), NotAllowed("storage_suspended") while the window is
    locked. Other users lose their vaults in either direction: an open base needs none, and after encrypting a colleague
    lets them in again. Opening forgets the passwords of mail servers. A lock that comes meanwhile waits, so that nobody
    opens the base that is about to be replaced.
    """
    with desk.alone():
        if desk.place.store.suspended:
            raise NotAllowed("storage_suspended")
        if encrypted != desk.place.store.encrypted:
            _change(desk, passphrase, encrypted=encrypted)


def _change(desk: Desk, passphrase: Secret | str, *, encrypted: bool) -> None:
    profile, user, store = desk.profile, desk.user, desk.place.store
    unlocked = unlock(profile, user, passphrase, desk.place.now)
    try:
        key = vaults.renew(profile, user, passphrase) if encrypted else unlocked.data_key()
    except BaseException:
        unlocked.close()
        raise
    with key:
        desk.suspend()
        try:
            _rewrite(desk, key, encrypted=encrypted)
        finally:
            desk.resume(_Handing(unlocked, key))
    with store.write() as work:
        action = "base_encrypted" if encrypted else "base_decrypted"
        journal.append(work, journal.Act(desk.place.actor, action, profile.id))


class _Handing(HeldKey):
    """A log-in key with the data key of a base that was just written anew; the base takes a copy of it."""

    def __init__(self, key: LoginKey, data_key: Secret) -> None:
        super().__init__(key)
        self._data_key = data_key

    def data_key(self) -> Secret:
        return self._data_key.copy()


def _rewrite(desk: Desk, key: Secret, *, encrypted: bool) -> None:
    """Write the base anew while the desk is suspended; what stands there afterwards is what counts."""
    profile = desk.profile
    try:
        save_protection(profile, UNDECIDED if encrypted else OPEN)
        settle(profile, key)
    finally:
        plain = encryption.is_plain(profile.database)
        save_protection(profile, OPEN if plain else ENCRYPTED)
        desk.place.store.exchange(None if plain else key)


def _convert(profile: Profile, old: Secret | None, new: Secret | None) -> None:
    """Write the base and its copies anew, those that are still in the old format."""
    plain = new is not None
    if _is(profile.database, plain=plain):
        conversion.convert(profile.database, old if not plain else None, new, migrations.NEWEST)
    for copy in _copies(profile):
        conversion.sweep(copy)
        if _is(copy, plain=plain):
            try:
                conversion.convert(copy, old, new, migrations.NEWEST)
            except BsError as error:
                _log.warning("a copy of the base was not written anew: %s: %s", copy.name, error)


def _copies(profile: Profile) -> Iterator[Path]:
    yield from sorted((profile.folder / "backup").glob("*.db"))


def _is(path: Path, *, plain: bool) -> bool:
    return path.exists() and path.stat().st_size > 0 and encryption.is_plain(path) == plain
