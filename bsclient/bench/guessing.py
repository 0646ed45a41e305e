"""Guessing passphrases of a stolen key file: wrong tries one after the other, as a thief's program makes them.

Ours is slow on purpose, so here a high ratio is the good one. Raw: a PKCS#12 of the same key as common tools write it, whose
MAC tells a wrong password after 2,048 rounds. Guesses a second on one core are the number of tries by `cpu`.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

from bsclient.bench.load import Load, Measure, Span
from bsclient.crypto import calibration, container, keys
from bsclient.errors import WrongPassphrase

_RIGHT = "ложка гудит над озером"


def _ours(load: Load) -> Span:
    key = keys.generate()
    blob = container.seal(
        key.to_der(), _RIGHT, key_id="bench", spki_sha256=key.spki_sha256, cost=calibration.chosen()
    )
    refused = 0
    with Span() as span:
        for number in range(load.size(40, 4)):
            try:
                container.unseal(blob, f"{_RIGHT} {number}")
            except WrongPassphrase:
                refused += 1
    _demand(refused, load)
    return span


def _raw(load: Load) -> Span:
    key = keys.generate().handle
    closing = BestAvailableEncryption(_RIGHT.encode())
    blob = pkcs12.serialize_key_and_certificates(b"bench", key, None, None, closing)
    refused = 0
    with Span() as span:
        for number in range(load.size(40, 4)):
            try:
                pkcs12.load_key_and_certificates(blob, f"{_RIGHT} {number}".encode())
            except ValueError:
                refused += 1
    _demand(refused, load)
    return span


def _demand(refused: int, load: Load) -> None:
    if refused != load.size(40, 4):
        raise RuntimeError("a wrong passphrase was taken")


OURS: dict[str, Measure] = {"guess": _ours}
RAW: dict[str, Measure] = {"guess": _raw}
