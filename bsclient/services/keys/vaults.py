"""Who may open the base of a profile: each user has the data key in a vault of his own, closed by his passphrase.

The first log-in makes the data key and the first vault. Whoever comes later is let in by a colleague who has a vault and
types his passphrase once beside him. Passphrases reach the signer process alone; the data key is in this process only while
a first vault is made. A base whose vaults are all lost stays closed for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bsclient import clock
from bsclient.errors import Corrupt, NotAllowed, WrongPassphrase
from bsclient.services.keys.unlocking import TOKEN, VAULT_SUFFIX, counted, unlock, vault_file
from bsclient.services.profiles import OPEN, UNDECIDED, Profile, User, protection
from bsclient.storage import conversion, encryption
from bsclient.storage.lock import AlreadyOpen, ProfileLock

if TYPE_CHECKING:
    from bsclient.crypto.child.host import Part
    from bsclient.crypto.secret import Secret


def has(profile: Profile, user: User) -> bool:
    """Tell whether a user has a vault of his own."""
    return vault_file(profile, user).exists()


def holders(profile: Profile) -> tuple[User, ...]:
    """Return the users who have a vault and may let others in."""
    return tuple(user for user in profile.users if has(profile, user))


def missing(profile: Profile, user: User) -> bool:
    """Tell whether a user must be let in by a colleague first."""
    return protection(profile) != OPEN and not has(profile, user) and any_in(profile)


def any_in(profile: Profile) -> bool:
    """Tell whether anybody has a vault."""
    return bool(_files(profile))


def data_key(profile: Profile, user: User, passphrase: Secret | str) -> Secret:
    """Return the data key out of a user's vault. WrongPassphrase, Corrupt, BadInput."""
    from bsclient.crypto import remote
    from bsclient.crypto.secret import Secret

    parts: list[Part] = [Secret.of(passphrase), vault_file(profile, user).read_bytes()]
    return remote.ask_secret("vault_open", parts, kind=user.key_kind, place=user.key_place)[0]


def begin(profile: Profile, passphrases: Mapping[str, Secret | str]) -> bool:
    """Give an undecided profile its data key, with a vault for each of these users by id; tell whether it was done.

    Nothing is done where the base cannot be encrypted, where somebody has a vault, or while the profile is open.
    """
    if not _undecided(profile):
        return False
    try:
        lock = ProfileLock(profile.folder)
    except AlreadyOpen:
        return False
    try:
        if not _undecided(profile):  # another process may have been first
            return False
        from bsclient.crypto import vault

        with vault.new_key() as data_key:
            for identity, passphrase in passphrases.items():
                _seal(profile, profile.user(identity), data_key, passphrase)
        return True
    finally:
        lock.release()


def renew(profile: Profile, user: User, passphrase: Secret | str) -> Secret:
    """Return a new data key for an open base, with one vault; vaults of a former key go. The caller holds the profile."""
    from bsclient.crypto import vault

    discard(profile)
    data_key = vault.new_key()
    try:
        _seal(profile, user, data_key, passphrase)
    except BaseException:
        data_key.wipe()
        raise
    return data_key


def demand_opens(profile: Profile, user: User, passphrase: Secret | str, token: str) -> None:
    """Refuse a new key that would not open the base, where no colleague could let its user in anew.

    `token` is the place of a new key on a token, "" for one in a file. WrongPassphrase("passphrase_of_base") for another
    passphrase than that of the key before; NotAllowed("vault_of_other_place") when one of the two is on a token and the
    other is not there: a vault is closed by the passphrase, or by what the token keeps.
    """
    if not has(profile, user) or any(holder.id != user.id for holder in holders(profile)):
        return
    before = profile.user(user.id)
    if token or before.key_kind == TOKEN:
        if not token or before.key_kind != TOKEN or not _same_token(token, before.key_place):
            raise NotAllowed("vault_of_other_place", name=user.name)
        return  # its PIN has just made the key there
    try:
        data_key(profile, before, passphrase).wipe()
    except WrongPassphrase as error:
        raise WrongPassphrase("passphrase_of_base") from error


def discard(profile: Profile) -> None:
    """Overwrite and remove all vaults: the base is open."""
    for path in _files(profile):
        conversion.forget(path)


def admit(
    profile: Profile,
    colleague: tuple[User, Secret | str],
    user: tuple[User, Secret | str],
    now: clock.Clock = clock.now,
) -> None:
    """Let a colleague give a user the data key; both type their passphrases, and wrong ones are counted.

    What a wrong passphrase or a pause raises says in `user` whose it is. `colleague` may be the user himself with a former passphrase. `NotAllowed("vault_missing")` when he has no vault.
    """
    from bsclient.crypto import remote, vault
    from bsclient.crypto.secret import Secret

    giver, his = colleague
    taker, own = user
    if not has(profile, giver):
        raise NotAllowed("vault_missing", name=giver.name)
    try:
        with _of(taker):
            unlock(profile, taker, own, now).close()
    except Corrupt as error:
        if error.code != "vault_other_passphrase":  # the key did open; his vault is what is mended here
            raise
    with _of(giver), counted(profile, giver, now):
        parts: list[Part] = [Secret.of(his), Secret.of(own), vault_file(profile, giver).read_bytes()]
        (blob,) = remote.ask(
            "vault_reseal", parts, 1, kind=giver.key_kind, place=giver.key_place,
            new_kind=taker.key_kind, new_place=taker.key_place,
        )  # fmt: skip
    vault.write(vault_file(profile, taker), blob)


@contextmanager
def _of(user: User) -> Iterator[None]:
    """Let an error about a passphrase say whose it is."""
    try:
        yield
    except (WrongPassphrase, NotAllowed) as error:
        error.facts["user"] = user.id
        raise


def _seal(profile: Profile, user: User, data_key: Secret, passphrase: Secret | str) -> None:
    from bsclient.crypto import remote, vault
    from bsclient.crypto.secret import Secret

    parts: list[Part] = [data_key, Secret.of(passphrase)]
    head = {"profile": profile.id, "new_kind": user.key_kind, "new_place": user.key_place}
    (blob,) = remote.ask("vault_seal", parts, 1, **head)
    vault.write(vault_file(profile, user), blob)


def _same_token(one: str, other: str) -> bool:
    from bsclient.crypto import keyring

    return keyring.Where.read(one).serial == keyring.Where.read(other).serial


def _undecided(profile: Profile) -> bool:
    return (
        not _files(profile)
        and protection(profile) == UNDECIDED
        and encryption.available()
        and (encryption.is_plain(profile.database) or not _size(profile.database))
    )


def _files(profile: Profile) -> list[Path]:
    found = (*profile.folder.glob(f"*{VAULT_SUFFIX}"), *profile.folder.glob(f"*{VAULT_SUFFIX}.new"))
    return sorted(path for path in found if path.is_file())


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
