"""A user's key out of the program, under a passphrase made for that file, and back into its place.

Both happen in a signer process. A key comes back only if it is the one of the user's certificate: any other key needs a
certificate of its own, from the wizard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsclient import clock
from bsclient.errors import BadSignature, NotAllowed, WrongPassphrase
from bsclient.services.keys.unlocking import counted, vault_file

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.profiles import Profile, User

SUFFIX: Final = ".p12"
LARGEST: Final = 256 * 1024
"""Bytes of a key file that is read at all."""


def export(
    profile: Profile, user: User, passphrase: Secret, new: Secret, now: clock.Clock = clock.now
) -> bytes:
    """Return the key with its certificate as PKCS#12, closed by `new`. WrongPassphrase; NotAllowed("export_of_token")."""
    from bsclient.crypto import container, keyring

    certificate = user.certificate
    if user.key_kind != "file":
        raise NotAllowed("export_of_token")
    if certificate is None:
        raise NotAllowed("certificate_missing", name=user.name)
    sealed = container.read(profile.key_file(user))
    with counted(profile, user, now):
        return keyring.export_key(sealed, passphrase, new, certificate=certificate.der, name=user.name)


def restore(profile: Profile, user: User, blob: bytes, password: Secret, passphrase: Secret) -> None:
    """Put a key that was exported back into its place, closed by `passphrase`.

    WrongPassphrase: keyfile_password, passphrase_of_base; BadSignature("certificate_of_other_key").
    """
    from bsclient.crypto import container, keyring, remote

    certificate = user.certificate
    if certificate is None:
        raise NotAllowed("certificate_missing", name=user.name)
    vault = vault_file(profile, user)
    if vault.exists():
        try:
            remote.ask_secret("vault_open", [passphrase, vault.read_bytes()])[0].wipe()
        except WrongPassphrase as error:
            raise WrongPassphrase("passphrase_of_base") from error
    holder = keyring.Holder(user.name, profile.organisation.name, user.id)
    found = keyring.import_key(blob, password, passphrase, holder)
    if found.spki_sha256 != certificate.spki_sha256:
        raise BadSignature("certificate_of_other_key")
    container.write(profile.key_file(user), found.container)
