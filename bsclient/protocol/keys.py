"""The wire's calls about keys: whose an activation code is, the next key, the end of a key, the list of ended ones.

| call | body | answer |
| --- | --- | --- |
| `POST /v1/activations` | `Activation`: the code | `Activated`: whose it is; the code is not used up |
| `POST /v1/enrolments` | code, PKCS#10, device | 202 `messages.Enrolment`, now with `step`, `note`, `block_word` |
| `POST /v1/renewals` (session) | `Renewal`: PKCS#10, act `bsclient.certificate_request/1`, CMS by the present key | 202 `Enrolment` |
| `POST /v1/revocations` | `RevocationRequest`: act `bsclient.revocation/1` and CMS, or serial and phone word | `Revoked` |
| `GET /v1/crl` | If-None-Match | the list as DER (RFC 5280), fresh for a day, signed by the authority; or 304 |

A renewal or a revocation that is sent again with the same bytes gets the same answer: a lost one costs nothing.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from bsclient.protocol.messages import Instant


class Step(StrEnum):
    """What a pending request waits for at the bank."""

    PAPER = "paper"  # an operator types the fingerprint from the printed act
    SECOND = "second"  # another operator looks at name, organisation and fingerprint
    OPERATOR = "operator"  # a renewal that one operator confirms


class Reason(StrEnum):
    """Why a certificate ended before its time."""

    COMPROMISE = "key_compromise"
    LOST = "key_lost"
    LEFT = "left"
    SUPERSEDED = "superseded"
    CARD_CHANGE = "card_change"
    OPERATOR = "operator"
    BLOCK_WORD = "block_word"
    OTHER = "other"


OWN_REASONS = frozenset((Reason.COMPROMISE, Reason.LOST, Reason.LEFT, Reason.OTHER))
"""Reasons that a holder may give."""


class Activation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Asks whose a code is."""

    activation_code: str


class Activated(msgspec.Struct, frozen=True, kw_only=True):
    """Whose a code is: what the client's program and the printed act need before there is a key. `group` 0 may not sign."""

    client_id: str
    user_id: str
    name: str
    position: str
    group: int
    organisation: str
    inn: str
    kpp: str
    scheme: str
    expires: Instant


class Renewal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """PKCS#10 of the next key, the canonical act that names its SHA-256, and the CMS of the present key over the act."""

    request: bytes
    act: bytes
    signature: bytes


class RevocationRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The end of a key: a signed act, or the serial and the word that was told at enrolment; never both."""

    act: bytes = b""
    signature: bytes = b""
    serial: str = ""
    word: str = ""


class Revoked(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate that holds no more, and since when."""

    serial: str
    revoked: Instant
    reason: str
