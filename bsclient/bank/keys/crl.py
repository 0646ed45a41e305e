"""The list of ended certificates (CRL, RFC 5280): clients' and the bank's own, signed by the authority.

One list serves all who ask until a certificate ends or the list is half a day old; then the next one is made, once,
whichever process is asked first. Lists are kept: they are evidence of what the bank said and when.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select

from bsclient import clock
from bsclient.bank.ports import BankKeys, CrlRecord
from bsclient.bank.schema import tables as schema
from bsclient.bank.schema.access import certificate
from bsclient.bank.schema.keys import bank_key_end
from bsclient.bank.schema.keys import crl as crl_table
from bsclient.bank.store import Store
from bsclient.crypto.authority import CRL_LIFE
from bsclient.crypto.certificates import Ended
from bsclient.crypto.hashes import sha256_hex

RENEWED: Final = timedelta(hours=12)
_LAST = select(crl_table).order_by(crl_table.c.number.desc()).limit(1)
_CLIENTS = select(certificate.c.serial, certificate.c.revoked, certificate.c.reason).where(
    certificate.c.revoked != ""
)
_OWN = select(bank_key_end.c.serial, bank_key_end.c.revoked, bank_key_end.c.reason)


class Lists:
    """The lists of ended certificates; `core.Bank` has them."""

    store: Store
    keys: BankKeys

    def crl(self, at: datetime) -> CrlRecord:
        """Return the list in force, made anew when it has to be."""
        with self.store.read() as connection:
            found = _in_force(connection, _ended(connection), at)
        return found or self.store.run(lambda connection: self._renew(connection, at))

    def _renew(self, connection: Connection, at: datetime) -> CrlRecord:
        schema.take_turns(connection)
        ended = _ended(connection)
        found = _in_force(connection, ended, at)  # another process may have been first
        if found is not None:
            return found
        last = connection.execute(_LAST).one_or_none()
        number = max(int(at.timestamp() * 1_000_000), 0 if last is None else last.number + 1)
        der = self.keys.authority.crl(at, ended, number)
        made = CrlRecord(number, sha256_hex(der), der)
        connection.execute(
            insert(crl_table).values(
                number=number,
                issued=clock.stamp(at),
                next_update=clock.stamp(at + CRL_LIFE),
                serials=_digest(ended),
                sha256=made.sha256,
                der=der,
            )
        )
        return made


def _ended(connection: Connection) -> dict[str, Ended]:
    rows = [*connection.execute(_CLIENTS), *connection.execute(_OWN)]
    return {row.serial: Ended(clock.parse(row.revoked), row.reason) for row in rows}


def _in_force(connection: Connection, ended: dict[str, Ended], at: datetime) -> CrlRecord | None:
    last = connection.execute(_LAST).one_or_none()
    if last is None or last.serials != _digest(ended):
        return None
    age = at - clock.parse(last.issued)
    return CrlRecord(last.number, last.sha256, bytes(last.der)) if timedelta() <= age < RENEWED else None


def _digest(ended: dict[str, Ended]) -> str:
    return sha256_hex("\n".join(sorted(ended)).encode())
