"""Signatures over a document, and what is on its way to the bank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bsclient.domain.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRow:
    """One signature over the canonical bytes: a detached CMS."""

    user_id: str
    certificate_serial: str
    cms: bytes
    signed_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """A document that waits for the bank's receipt. Instants are None before the first try."""

    id: str
    state: State
    queued_at: dt.datetime
    attempts: int
    last_try: dt.datetime | None
    next_try: dt.datetime | None
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is sent of one document: the stored bytes, unchanged, and all signatures."""

    id: str
    type: str
    canonical: bytes
    sha256: str
    signatures: tuple[bytes, ...]
