"""A bank for a new profile: from its connection file, from the QR of its letter, or from an address and a fingerprint.

Nothing here is trusted until the user has compared the fingerprint with the bank's letter: that is the window's business.
"""

from __future__ import annotations

from pathlib import Path

from bsclient import clock
from bsclient.crypto.certificates import Role, load
from bsclient.errors import BadInput
from bsclient.formats import qr
from bsclient.protocol import connection as wire
from bsclient.protocol.connection import Connection, Pointer
from bsclient.services.profiles import BankLink
from bsclient.sync import introduction


def read_file(path: Path) -> Connection:
    """Read a connection file. BadInput: connection_unreadable and those of the format."""
    try:
        with path.open("rb") as file:
            data = file.read(wire.LARGEST + 1)
    except OSError as error:
        raise BadInput("connection_unreadable", value=path.name, reason=error.strerror or "") from error
    return _believable(wire.decode(data))


def from_picture(grey: bytes, width: int, height: int) -> Connection:
    """Read the QR in a picture and ask the bank at its address for the rest. BadInput, Unreachable, BadSignature."""
    return _believable(introduction.fetch(wire.decode_code(qr.read(grey, width, height))))


def from_address(url: str, fingerprint: str) -> Connection:
    """Ask the bank at an address that was typed. BadInput, Unreachable, BadSignature: another fingerprint."""
    typed = url.strip()
    full = typed if "://" in typed else f"https://{typed}"
    pointer = Pointer(url=wire.demand_url(full), ca_fingerprint=wire.read_fingerprint(fingerprint))
    return _believable(introduction.fetch(pointer))


def link(connection: Connection) -> BankLink:
    """Return the bank as a profile keeps it."""
    return BankLink(
        connection.bank, connection.bic, connection.url, connection.ca_pem,
        connection.correspondent_account, connection.town,
    )  # fmt: skip


def _believable(connection: Connection) -> Connection:
    """Return a connection whose certificate may issue others and is valid now. BadInput: connection_authority."""
    authority = load(connection.ca_pem)
    if authority.role is not Role.AUTHORITY or not authority.not_before <= clock.now() <= authority.not_after:
        raise BadInput("connection_authority")
    return connection
