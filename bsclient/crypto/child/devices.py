"""Tokens, asked from a process of their own: a maker's module is native code that the program does not let in."""

from __future__ import annotations

from bsclient.crypto import requests, token
from bsclient.crypto.child.answers import Answer, State, demand, text
from bsclient.crypto.child.frames import Frame
from bsclient.crypto.secret import Secret
from bsclient.crypto.token_devices import Where, tokens


def token_list(_state: State, frame: Frame) -> Answer:
    """Head: `module`. The head answers `tokens`: a list of records as `token_devices.TokenInfo` has them."""
    demand(frame, 0)
    found = tokens(text(frame, "module"))
    return Answer(
        {
            "tokens": [
                {
                    "serial": info.serial,
                    "label": info.label,
                    "model": info.model,
                    "maker": info.maker,
                    "pin": info.pin.value,
                    "own_keypad": info.own_keypad,
                }
                for info in found
            ]
        }
    )


def token_keys(_state: State, frame: Frame) -> Answer:
    """Part: PIN; head: `place`. Answers a SubjectPublicKeyInfo for each P-256 key; the head: `keys`, ids and labels."""
    (pin_part,) = demand(frame, 1)
    with Secret(bytearray(pin_part)) as pin:
        found = token.keys_on(Where.read(text(frame, "place")), pin)
    listed = [{"key_id": info.key_id, "label": info.label} for info in found]
    return Answer({"keys": listed}, [info.spki_der for info in found])


def token_generate(_state: State, frame: Frame) -> Answer:
    """Part: PIN; head: `place` (without a key), `label`, `name`, `organisation`. Answers as `token_request` does."""
    (pin_part,) = demand(frame, 1)
    with Secret(bytearray(pin_part)) as pin:
        where, key = token.generate(Where.read(text(frame, "place")), pin, text(frame, "label"))
    return _request(where, key, frame)


def token_request(_state: State, frame: Frame) -> Answer:
    """Part: PIN; head: `place` of a key that is there, `name`, `organisation`. Answers: PKCS#10 (DER), SHA-256 of the SPKI.

    The head answers `place`.
    """
    (pin_part,) = demand(frame, 1)
    where = Where.read(text(frame, "place"))
    with Secret(bytearray(pin_part)) as pin:
        key = token.open_key(where, pin)
    return _request(where, key, frame)


def _request(where: Where, key: token.TokenKey, frame: Frame) -> Answer:
    try:
        made = requests.make_request(key, text(frame, "name"), text(frame, "organisation"))
    finally:
        key.close()
    return Answer({"place": where.text()}, [made, key.spki_sha256])
