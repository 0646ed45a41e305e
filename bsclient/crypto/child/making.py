"""Making keys and sealing them anew: what happens to a private key besides signing."""

from __future__ import annotations

from bsclient.crypto import container, keys, requests
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.secret import Secret


def generate(state: State, frame: Frame) -> Answer:
    """Part: passphrase; head: `key_id`, `name`, `organisation`. Answers: container, PKCS#10 (DER), SHA-256 of the SPKI."""
    (passphrase,) = demand(frame, 1)
    with Secret(bytearray(passphrase)) as secret:
        key = keys.generate()
        request = requests.make_request(key, text(frame, "name"), text(frame, "organisation"))
        sealed = container.seal(
            key.to_der(),
            secret,
            key_id=text(frame, "key_id"),
            spki_sha256=key.spki_sha256,
            cost=state.cost(),
        )
    return Answer({}, [sealed, request, key.spki_sha256])


def reseal(state: State, frame: Frame) -> Answer:
    """Parts: old passphrase, new one, container, vaults (newest first). Answers: container, and vault if one was given."""
    old_part, new_part, sealed, *vaults = demand(frame, 3, 5)
    with Secret(bytearray(old_part)) as old, Secret(bytearray(new_part)) as new:
        head = container.header(bytes(sealed))
        der = container.unseal(bytes(sealed), old)
        parts = [
            container.seal(der, new, key_id=head.key_id, spki_sha256=head.spki_sha256, cost=state.cost())
        ]
        if vaults:
            from bsclient.crypto.child.vaulting import resealed

            parts.append(resealed(vaults, (old, new), state.cost()))
    return Answer({}, parts)
