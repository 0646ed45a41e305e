"""«Block my key»: by the holder's signed act, with the key's passphrase, or by the word that was told at enrolment.

Works without an open base, from the log-in window. What follows on this PC (documents come back to be signed anew) is done by
`told_keys.settle` when a base is open: at once on the desk, at the next start from the log-in window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from bsclient import clock
from bsclient.errors import BadInput, NotAllowed, Refused
from bsclient.protocol.acts import Revocation
from bsclient.protocol.keys import OWN_REASONS, Reason, RevocationRequest, Revoked
from bsclient.services.keys import life as key_life
from bsclient.services.keys.enrolments import Line
from bsclient.services.keys.unlocking import batch_signer

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.profiles import Profile, User

_WORD_REASONS = frozenset(("block_word_wrong", "block_word_wait"))


@dataclass(frozen=True, slots=True)
class Blocked:
    """A certificate that holds no more, and since when by the bank's clock."""

    serial: str
    at: datetime
    reason: str


def block_me(
    line: Line,
    profile: Profile,
    user: User,
    passphrase: Secret | str,
    reason: str = Reason.COMPROMISE,
) -> Blocked:
    """Have the user's key blocked by an act that it signs itself. WrongPassphrase; BadInput("block_reason_unknown")."""
    if reason not in OWN_REASONS:
        raise BadInput("block_reason_unknown", value=reason)
    with batch_signer(profile, user, passphrase) as signer:
        serial = signer.certificate.serial
        act = Revocation(profile.client_id, user.id, serial, str(reason), clock.now()).encode()
        signature = signer.sign(act, clock.now())
    return _note(profile, user, line.revoke(RevocationRequest(act=act, signature=signature)))


def block_by_word(line: Line, profile: Profile, user: User, word: str) -> Blocked:
    """Have all keys of the user blocked by his word, without any key.

    NotAllowed("block_word_wrong", "block_word_wait"); BadInput("certificate_form") for a user without a certificate.
    """
    certificate = user.certificate
    if certificate is None:
        raise BadInput("certificate_form")
    try:
        done = line.revoke(RevocationRequest(serial=certificate.serial, word=word))
    except Refused as error:
        reason = error.facts.get("reason", "")
        if reason in _WORD_REASONS:
            raise NotAllowed(reason, seconds=error.facts.get("seconds", "900")) from error
        raise
    return _note(profile, user, done)


def note_refused(profile: Profile, user: User, at: datetime) -> None:
    """The bank told at a log-in that the certificate is revoked; when and why comes later, if at all."""
    certificate = user.certificate
    if certificate is not None:
        _note(profile, user, Revoked(serial=certificate.serial, revoked=at, reason=""))


def _note(profile: Profile, user: User, done: Revoked) -> Blocked:
    life = key_life.load(profile, user)
    if life.ended is None or life.ended.serial != done.serial:
        ended = key_life.Ended(serial=done.serial, at=done.revoked, reason=done.reason)
        key_life.save(profile, user, msgspec.structs.replace(life, ended=ended))
    return Blocked(done.serial, done.revoked, done.reason)
