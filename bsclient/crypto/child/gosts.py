"""GOST keys, made and used in a process of their own; see `bsclient.crypto.gost` for what they are good for."""

from __future__ import annotations

from bsclient.crypto import container, gost
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.providers import Place
from bsclient.crypto.secret import Secret


def gost_generate(state: State, frame: Frame) -> Answer:
    """Part: passphrase; head: `key_id`, `name`, `organisation`. Answers: container, PKCS#10 (DER), SHA-256 of the SPKI."""
    (passphrase,) = demand(frame, 1)
    with Secret(bytearray(passphrase)) as secret:
        der = gost.generate()
        key = gost.GostKey(der)
        request = key.request(text(frame, "name"), text(frame, "organisation"))
        sealed = container.seal(
            der,
            secret,
            key_id=text(frame, "key_id"),
            spki_sha256=key.spki_sha256,
            cost=state.cost(),
        )
    return Answer({}, [sealed, request, key.spki_sha256])


def gost_sign(_state: State, frame: Frame) -> Answer:
    """Parts: passphrase, container, certificate, content. Answers: a detached signature with the time of now."""
    passphrase, sealed, certificate, content = demand(frame, 4)
    holder = gost.load_certificate(bytes(certificate))
    with Secret(bytearray(passphrase)) as secret:
        place = Place("gost", container=bytes(sealed), spki_sha256=holder.spki_sha256)
        key = gost.open_gost(place, secret)
    return Answer({}, [key.sign_cms(bytes(content), holder)])
