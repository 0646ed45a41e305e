"""Bodies of the calls about documents that wait for the signatures of colleagues, and of the feed's event `pending`.

An offer is one attempt to gather signatures over the bytes of one document. Its id is made and committed by the offering
program before the first send and never used again: so a late or repeated message can only speak of its own attempt.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from bsclient.protocol.messages import Envelope, Instant, SignedReceipt

KIND = "pending"
"""Kind of the events of the feed."""
LONGEST_REASON = 500


class PendingState(StrEnum):
    """How far an offer is. All but the first are for ever."""

    WAITING = "waiting"
    ACCEPTED = "accepted"  # the set was complete: the bank has taken the document in
    WITHDRAWN = "withdrawn"  # taken back by those who offered it
    REFUSED = "refused"  # by a colleague, with a reason
    EXPIRED = "expired"  # `valid_until` of the document is past
    VOID = "void"  # a signature no longer holds: its certificate was revoked


class PendingOffer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of `PUT /v1/pending/{document id}`: the document with a part of its signatures."""

    offer: str
    envelope: Envelope


class PendingSignature(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of `POST /v1/pending/{document id}/signatures`: one detached CMS more over the bytes with this hash."""

    offer: str
    sha256: str
    signature: bytes


class PendingEnd(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Body of `DELETE /v1/pending/{document id}`: taken back, or refused with a reason."""

    offer: str
    reason: str = ""


class PendingAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an offer; `receipt` once the document is accepted."""

    id: str
    offer: str
    state: str
    code: str = ""
    reason: str = ""
    receipt: SignedReceipt | None = None


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """One signature that an offer has: whose by the bank's register, and the CMS itself."""

    user_id: str
    name: str
    serial: str
    cms: bytes


class PendingData(msgspec.Struct, frozen=True, kw_only=True):
    """An event: an offer, and who did the last thing with it. The bytes travel with the first event only."""

    id: str
    offer: str
    state: str
    sha256: str
    author: str
    author_name: str
    signers: list[Signer]
    valid_until: Instant
    attachments: list[str] = []
    body: bytes = b""
    by: str = ""
    by_name: str = ""
    reason: str = ""
    code: str = ""
