"""Entering a stocked profile without a passphrase: the key lies beside it as it is and is opened by its first use.

Argon2id is slow on purpose and not measured, and so is not the cryptography that the key needs: the first page signs
nothing.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from bsclient.bench.held import Held
from bsclient.errors import BadInput
from bsclient.services import profiles
from bsclient.services.desk import Desk, open_desk

if TYPE_CHECKING:
    from bsclient.crypto.signer import SoftwareSigner
    from bsclient.services.profiles import User

KEY: Final = "bench.key.der"
"""The user's key as it is."""


class _Later:
    """A signer whose key is read when it is first asked for anything but to forget it."""

    def __init__(self, folder: Path, user: User) -> None:
        self._folder = folder
        self._user = user

    @cached_property
    def _signer(self) -> SoftwareSigner:
        from bsclient.crypto import keys
        from bsclient.crypto.signer import SoftwareSigner

        certificate = self._user.certificate
        if certificate is None:
            raise BadInput("profile_damaged", value=self._folder.name)
        return SoftwareSigner(keys.PrivateKey.from_der((self._folder / KEY).read_bytes()), certificate)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._signer, name)

    def close(self) -> None:
        """Forget the key if it was read."""
        if "_signer" in self.__dict__:
            self._signer.close()


def enter(folder: Path) -> Desk:
    """Open the desk of the profile's only user."""
    profile = profiles.load_profile(folder)
    user = profile.users[0]
    return open_desk(profile, user, Held(cast("SoftwareSigner", _Later(folder, user))))
