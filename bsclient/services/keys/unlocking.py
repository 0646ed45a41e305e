"""Passphrases and keys: opening a key for log-ins or for a batch of documents, making one, giving it a new passphrase.

The program itself never holds a private key and never derives anything from a passphrase: both happen in a signer
process (`bsclient.crypto.remote`), which gets the passphrase over a pipe. What stays here is the handle of that process.
Each try of a passphrase is counted beside the key; the pause after wrong ones grows. That slows a person at the window, not
a thief of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bsclient import clock, whole_files
from bsclient.crypto import throttle
from bsclient.errors import BadInput, NotAllowed, WrongPassphrase

if TYPE_CHECKING:
    from bsclient.crypto.certificate import Certificate
    from bsclient.crypto.child.host import Part
    from bsclient.crypto.remote import BatchSigner, Sealed
    from bsclient.crypto.secret import Secret
    from bsclient.crypto.signer import Signer
    from bsclient.services.profiles import Profile, User

VAULT_SUFFIX = ".vault"
_NEW = ".new"
TOKEN = "token"  # noqa: S105 -- a kind of key, no secret


class LoginKey(Protocol):
    """The unlocked key as the transport may use it: it signs log-ins and nothing else."""

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""
        ...

    @property
    def serial(self) -> str:
        """Serial of the certificate, lower hex."""
        ...

    def sign_login(self, content: bytes, at: datetime) -> bytes:
        """Sign login bytes; raises BadInput for bytes of any other purpose."""
        ...

    def data_key(self) -> Secret:
        """Hand over the key of the profile's base, once; empty when the base is open."""
        ...

    def close(self) -> None:
        """Forget the key."""
        ...


class HeldKey:
    """The log-in key of a desk, which is let go while the window is locked and replaced when it opens again."""

    def __init__(self, key: LoginKey) -> None:
        self._key = key

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""
        return self._key.certificate

    @property
    def serial(self) -> str:
        """Serial of the certificate, lower hex."""
        return self._key.serial

    def sign_login(self, content: bytes, at: datetime) -> bytes:
        """Sign login bytes; NotAllowed("key_locked") while there is no key."""
        return self._key.sign_login(content, at)

    def data_key(self) -> Secret:
        """Hand over what the key has to hand over."""
        return self._key.data_key()

    def replace(self, key: LoginKey) -> None:
        """Sign with another opening of the key from now on."""
        before, self._key = self._key, key
        before.close()

    def close(self) -> None:
        """Forget the key."""
        self._key.close()


class LoginSigner:
    """Any signer as a `LoginKey`: for benches and tests, whose keys are not a user's."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    @property
    def serial(self) -> str:
        """Serial of the certificate, lower hex."""
        return self._signer.certificate.serial

    @property
    def certificate(self) -> Certificate:
        """The certificate of the key."""
        return self._signer.certificate

    def sign_login(self, content: bytes, at: datetime) -> bytes:
        """Sign login bytes; raises BadInput for bytes of any other purpose."""
        from bsclient.protocol import acts

        acts.Login.decode(content)
        return self._signer.sign(content, at)

    def data_key(self) -> Secret:
        """Return nothing: such a base is open."""
        from bsclient.crypto.secret import Secret

        return Secret.empty()

    def close(self) -> None:
        """Forget the key."""
        closing = getattr(self._signer, "close", None)
        if closing is not None:
            closing()


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was just made: its sealed container, the request for a certificate (PKCS#10 DER), SHA-256 of the SPKI."""

    container: bytes = field(repr=False)
    request: bytes = field(repr=False)
    spki_sha256: bytes


def unlock(profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now) -> LoginKey:
    """Open a user's key for log-ins: WrongPassphrase with the pause that follows, NotAllowed while the pause runs."""
    from bsclient.services.keys import vaults

    secret = _secret(passphrase)
    with counted(profile, user, now):
        unlocked = _open(profile, user, secret)
    if vaults.begin(profile, {user.id: secret}):  # the first log-in of a profile: its base gets a key
        unlocked.close()
        unlocked = _open(profile, user, secret)
    return unlocked


def _open(profile: Profile, user: User, passphrase: Secret) -> LoginKey:
    """Open the key in a process of its own, with the vault that the passphrase opens."""
    from bsclient.crypto import remote

    vaults = _vault_files(profile, user)
    key = remote.LoginKey(_sealed(profile, user, [path.read_bytes() for path in vaults]), passphrase)
    _settle(profile, user, vaults, key.vault)
    return key


@contextmanager
def batch_signer(
    profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now
) -> Iterator[BatchSigner]:
    """Open a user's key for one batch of documents; its process ends with the block. Raises as `unlock` does."""
    from bsclient.crypto import remote

    with counted(profile, user, now):
        signer = remote.BatchSigner(_sealed(profile, user), _secret(passphrase))
    with signer:
        yield signer


def check(profile: Profile, user: User, passphrase: Secret | str, now: clock.Clock = clock.now) -> None:
    """Let a passphrase through if it is right; raises as `unlock` does."""
    unlock(profile, user, passphrase, now).close()


def make_key(user: User, organisation: str, passphrase: Secret | str) -> NewKey:
    """Make a key and the request for its certificate; nothing is written. BadInput for names that cannot be certified."""
    from bsclient.crypto import remote

    made = remote.ask(
        "generate", [_secret(passphrase)], 3, key_id=user.id, name=user.name, organisation=organisation
    )
    return NewKey(*made)


def change_passphrase(
    profile: Profile, user: User, old: Secret | str, new: Secret | str, now: clock.Clock = clock.now
) -> None:
    """Seal the same key, and the vault with it, under another passphrase; each file is replaced as a whole.

    A wrong old one counts and waits like at a log-in. A change that is cut off leaves the old vault beside the new
    one; the next log-in takes the one that its passphrase opens.
    """
    from bsclient.crypto import container, remote, vault
    from bsclient.services.keys import renewals

    if user.key_kind == TOKEN:  # its vault is closed by the token, not by the PIN
        raise NotAllowed("token_pin_elsewhere")
    vaults = _vault_files(profile, user)
    blob = container.read(profile.key_file(user))
    parts: list[Part] = [_secret(old), _secret(new), blob, *(path.read_bytes() for path in vaults)]
    with counted(profile, user, now):
        sealed, *rest = remote.ask("reseal", parts, 2 if vaults else 1)
    pending = vault_file(profile, user).with_suffix(VAULT_SUFFIX + _NEW)
    for each in rest:
        vault.write(pending, each)
    renewals.reseal_others(profile, user, _secret(old), _secret(new))
    container.write(profile.key_file(user), sealed)
    if rest:
        pending.replace(vault_file(profile, user))


def seconds_to_wait(profile: Profile, user: User, now: clock.Clock = clock.now) -> int:
    """Return how long the next try of a passphrase must wait."""
    try:
        throttle.check(_attempts(_attempts_file(profile, user)), now())
    except NotAllowed as error:
        return int(error.facts.get("seconds", throttle.LONGEST))
    return 0


def vault_file(profile: Profile, user: User) -> Path:
    """Return where the user's copy of the data key is."""
    return profile.folder / f"{user.id}{VAULT_SUFFIX}"


@contextmanager
def counted(profile: Profile, user: User, now: clock.Clock = clock.now) -> Iterator[None]:
    """Let one try of a passphrase through, and count it if it is wrong."""
    path = _attempts_file(profile, user)
    state = _attempts(path)
    if state.login_needed:
        state = throttle.Attempts(throttle.LAST_TRY - 1, state.last)
    throttle.check(state, now())
    try:
        yield
    except WrongPassphrase as error:
        state = throttle.after_wrong(state, now())
        _write(path, {"wrong": state.wrong, "last": clock.stamp(now())})
        seconds = int(throttle.delay(state.wrong).total_seconds())
        raise WrongPassphrase(error.code, **{**error.facts, "seconds": str(seconds)}) from error
    path.unlink(missing_ok=True)


def _sealed(profile: Profile, user: User, vaults: list[bytes] | None = None) -> Sealed:
    """Return what opens the user's key. BadInput if there is no file or no certificate."""
    from bsclient.crypto import container, remote

    blob = b"" if user.key_kind == TOKEN else container.read(profile.key_file(user))
    certificate = user.certificate
    if certificate is None:
        raise BadInput("certificate_form")
    return remote.Sealed(certificate, user.key_kind, user.key_place, blob, tuple(vaults or ()))


def _vault_files(profile: Profile, user: User) -> list[Path]:
    """Return the user's vaults, the newest first: one, or two after a change of the passphrase that was cut off."""
    usual = vault_file(profile, user)
    return [path for path in (usual.with_suffix(VAULT_SUFFIX + _NEW), usual) if path.exists()]


def _settle(profile: Profile, user: User, vaults: list[Path], opened: int) -> None:
    """Finish or undo a change of the passphrase that was cut off: the vault that opened is the one that stays."""
    if len(vaults) > 1:
        if opened == 0:
            vaults[0].replace(vault_file(profile, user))
        else:
            vaults[0].unlink()


def _secret(passphrase: Secret | str) -> Secret:
    from bsclient.crypto.secret import Secret

    return Secret.of(passphrase)


def _attempts_file(profile: Profile, user: User) -> Path:
    return profile.folder / f"{user.id}.attempts"


def _attempts(path: Path) -> throttle.Attempts:
    try:
        tree = json.loads(path.read_text("utf-8"))
        return throttle.Attempts(int(tree["wrong"]), clock.parse(tree["last"]))
    except (OSError, ValueError, KeyError, TypeError):
        return throttle.Attempts()


def _write(path: Path, tree: Mapping[str, Any]) -> None:
    whole_files.write(path, json.dumps(tree, ensure_ascii=False, indent=1).encode())
