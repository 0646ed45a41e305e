"""The bank's list of revoked certificates (CRL): fetched at each exchange, kept as evidence, asked before a bank's word is believed.

A list is believed under the pinned authority, and never an older one than before. A list that could not be renewed in time is a
warning and stops no work: the bank refuses ended keys by itself; the list guards against an ended key of the bank.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bsclient import clock
from bsclient.crypto.certificates import load
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.revocation import read_crl
from bsclient.errors import BadSignature
from bsclient.services.context import Workplace
from bsclient.storage import certificates, journal
from bsclient.storage.certificates import KeptList
from bsclient.storage.unit_of_work import Reader

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile

BANK = "bank"


class ListLine(Protocol):
    """The call that the list needs."""

    def crl(self, sha256: str) -> bytes | None: ...


@dataclass(frozen=True, slots=True)
class CrlState:
    """How fresh the list is: None before the first one; `stale` warns, `checked` is when the bank was asked last."""

    issued: dt.datetime | None = None
    next_update: dt.datetime | None = None
    checked: dt.datetime | None = None
    number: int = 0
    stale: bool = True


class Ended:
    """Answers whether a certificate is on the newest list; reads the list again only when another one was kept."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._number = 0
        self._serials: frozenset[str] = frozenset()

    def __call__(self, serial: str) -> bool:
        return serial in self._serials

    def refresh(self, reader: Reader) -> None:
        """Look whether a newer list is kept."""
        newest = certificates.newest_list(reader)
        if newest is not None and newest.number != self._number:
            der = certificates.list_bytes(reader, newest.number)
            self._serials = read_crl(der, load(self._profile.bank.ca_pem)).serials
            self._number = newest.number


def fetch(place: Workplace, line: ListLine) -> None:
    """Ask for the newest list and keep it. BadInput or BadSignature: crl_form, crl_untrusted, crl_older, crl_not_fresh."""
    with place.store.read() as reader:
        before = certificates.newest_list(reader)
    der = line.crl(before.sha256 if before else "")
    if der is None or (before is not None and sha256_hex(der) == before.sha256):
        _confirm(place, before)
    else:
        _keep(place, before, der)


def state(reader: Reader, now: dt.datetime) -> CrlState:
    """Return how fresh the list is."""
    newest = certificates.newest_list(reader)
    if newest is None:
        return CrlState()
    stale = now > newest.next_update
    return CrlState(newest.issued, newest.next_update, newest.fetched, newest.number, stale)


def _confirm(place: Workplace, before: KeptList | None) -> None:
    if before is None:
        raise BadSignature("crl_form")
    with place.store.write() as work:
        certificates.confirm_list(work, before.number)
    _demand_fresh(before.issued, before.next_update, place.now())


def _keep(place: Workplace, before: KeptList | None, der: bytes) -> None:
    found = read_crl(der, load(place.profile.bank.ca_pem))
    if before is not None and (found.number <= before.number or found.issued < before.issued):
        raise BadSignature("crl_older")
    now = place.now()
    kept = KeptList(found.number, found.issued, found.next_update, now, sha256_hex(der))
    with place.store.write() as work:
        certificates.add_list(work, kept, der)
        facts = {"number": str(found.number), "count": str(len(found.serials))}
        journal.append(work, journal.Act(BANK, "crl_kept", object_hash=kept.sha256, facts=facts))
    _demand_fresh(found.issued, found.next_update, now)


def _demand_fresh(issued: dt.datetime, next_update: dt.datetime, now: dt.datetime) -> None:
    if now > next_update:
        raise BadSignature("crl_not_fresh", issued=clock.business_day(issued).isoformat())
