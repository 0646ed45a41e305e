"""Vaults in the signer process: passphrases are derived here alone, so that none is ever text in the program."""

from __future__ import annotations

from collections.abc import Sequence

from bsclient.crypto import vault
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.providers import TOKEN
from bsclient.crypto.sealed import Cost
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BsError


def vault_open(_state: State, frame: Frame) -> Answer:
    """Parts: passphrase, vaults (newest first); head: `kind` and `place` of the key, if it is not in a file.

    Answers with the data key; head of the answer: `vault`, which of them opened.
    """
    passphrase, *vaults = demand(frame, 2, 3)
    with Secret(bytearray(passphrase)) as own, _closing(frame, own) as secret:
        at, key = first_open(vaults, secret)
        return Answer({"vault": at}, [key])


def vault_seal(state: State, frame: Frame) -> Answer:
    """Parts: data key, passphrase; head: `profile`, `new_kind` and `new_place` of the key. Answers with the vault."""
    data_key, passphrase = demand(frame, 2)
    with (
        Secret(bytearray(data_key)) as key,
        Secret(bytearray(passphrase)) as own,
        _closing(frame, own, "new_") as secret,
    ):
        return Answer({}, [vault.seal(key, secret, profile=text(frame, "profile"), cost=state.cost())])


def vault_reseal(state: State, frame: Frame) -> Answer:
    """Parts: passphrase that opens, passphrase that closes, vaults (newest first). Answers with the new vault.

    Head: `kind` and `place` of the key of the first, `new_kind` and `new_place` of the second.
    """
    old_part, new_part, *vaults = demand(frame, 3, 4)
    with (
        Secret(bytearray(old_part)) as his,
        Secret(bytearray(new_part)) as own,
        _closing(frame, his) as old,
        _closing(frame, own, "new_") as new,
    ):
        return Answer({}, [resealed(vaults, (old, new), state.cost())])


def _closing(frame: Frame, secret: Secret, prefix: str = "") -> Secret:
    """Return what closes a user's vault: his passphrase, or for a key on a token the secret that the token keeps."""
    if text(frame, prefix + "kind") != TOKEN:
        return secret
    from bsclient.crypto import token
    from bsclient.crypto.token_devices import Where

    return token.vault_secret(Where.read(text(frame, prefix + "place")), secret, make=bool(prefix))


def first_open(vaults: Sequence[bytearray], secret: Secret) -> tuple[int, Secret]:
    """Open the first vault that this passphrase opens: after a change that was cut off the older one may be right."""
    failed: BsError | None = None
    for at, blob in enumerate(vaults):
        try:
            return at, vault.unseal(bytes(blob), secret)
        except BsError as error:
            failed = failed or error
    raise failed or BadInput("signer_frame")


def resealed(vaults: Sequence[bytearray], passphrases: tuple[Secret, Secret], cost: Cost) -> bytes:
    """Return a vault with the same data key under another passphrase than the first of these."""
    old, new = passphrases
    at, key = first_open(vaults, old)
    with key:
        return vault.seal(key, new, profile=vault.header(bytes(vaults[at])).label, cost=cost)
