"""How a bank introduces itself: the connection file and the QR of its letter, and the same over the wire.

What the wire says of the bank proves nothing by itself: a client believes it once the authority's certificate has the
fingerprint of the letter. The operator prints the fingerprint in the letter that a client gets by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

from bsclient.bank.ports import BankKeys
from bsclient.bank.settings import Profile
from bsclient.errors import NotAllowed, StorageFailed
from bsclient.formats import qr
from bsclient.protocol import connection as wire
from bsclient.protocol.connection import Connection

ADDRESS_FILE = "connection.json"
"""Written by a server that listens: its address is taken from there."""


def connection(profile: Profile, keys: BankKeys, url: str) -> Connection:
    """Return what a client must know. BadInput for an address that is none."""
    pem = keys.authority.certificate.pem.decode("ascii")
    place = (profile.correspondent_account, profile.town)
    return wire.make(profile.name, profile.bic, url, pem, place=place)


def last_address(data: Path) -> str:
    """Return where the server of a data folder has listened last. NotAllowed: address_unknown."""
    try:
        return str(json.loads((data / ADDRESS_FILE).read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotAllowed("address_unknown") from error


def write(told: Connection, file: Path, code: Path | None = None) -> None:
    """Write the connection file, and the QR as a PNG if a name for it is given. StorageFailed: connection_not_written."""
    try:
        file.write_bytes(wire.encode(told))
        if code is not None:
            qr.save_png(wire.encode_code(told.pointer), code)
    except OSError as error:
        raise StorageFailed("connection_not_written", reason=error.strerror or "") from error
