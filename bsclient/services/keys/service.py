"""The desk's service of keys: how they stand, renewing, blocking, what the bank told of certificates, the list of ended ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.errors import Unreachable
from bsclient.protocol.keys import Reason
from bsclient.services.context import Workplace
from bsclient.services.keys import certificates, enrolments, renewals, revocations, revoking, told_keys
from bsclient.services.keys import session as key_session
from bsclient.services.keys.certificates import KeyDay, KeyStatus
from bsclient.services.keys.revocations import CrlState
from bsclient.services.keys.revoking import Blocked
from bsclient.storage import certificates as kept
from bsclient.storage import journal
from bsclient.storage.certificates import ToldCertificate
from bsclient.storage.journal import Act

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.exchange.delivery import Delivery


class Certificates:
    """Keys of an open profile. Everything blocks; what needs the bank raises BsError as the bank's answers have it."""

    def __init__(self, place: Workplace, delivery: Delivery) -> None:
        self._place = place
        self._delivery = delivery

    def mine(self) -> KeyStatus:
        """Return how the key of the user who works stands."""
        return certificates.status(*key_session.on_disk(self._place), self._place.now)

    def all(self) -> tuple[KeyStatus, ...]:
        """Return how the keys of all users of this profile stand."""
        profile, _ = key_session.on_disk(self._place)
        return tuple(certificates.status(profile, user, self._place.now) for user in profile.users)

    def calendar(self) -> tuple[KeyDay, ...]:
        """Return the dates of all keys, the earliest first."""
        profile, _ = key_session.on_disk(self._place)
        return certificates.calendar(profile, self._place.now)

    def revocations(self) -> CrlState:
        """Return how fresh the bank's list of ended certificates is."""
        with self._place.store.read() as reader:
            return revocations.state(reader, self._place.now())

    def told(self) -> list[ToldCertificate]:
        """Return the certificates of the organisation that the bank told of, refused ones with the reason."""
        with self._place.store.read() as reader:
            return kept.told(reader)

    def renew(self, passphrase: Secret | str) -> KeyStatus:
        """Make the next key and ask the bank for its certificate; an exchange goes on with what a cut line left.

        WrongPassphrase; NotAllowed: renewal_under_way, renewal_impossible; Refused with the bank's
        reason.
        """
        profile, user = key_session.on_disk(self._place)
        begun = renewals.begin(profile, user, passphrase, self._place.now)
        with self._place.store.write() as work:
            facts = {"user": user.id, "fingerprint": begun.spki_sha256}
            journal.append(work, Act(self._place.actor, "renewal_begun", begun.serial, facts=facts))
        try:
            self.resume()
        except Unreachable:
            return self.mine()  # the next exchange goes on
        return self.mine()

    def resume(self) -> KeyStatus:
        """Go on with a renewal now."""
        with self._delivery.session() as line:
            key_session.settle(self._place, line)
        return self.mine()

    def give_up(self) -> None:
        """Drop a renewal that has not taken over. NotAllowed("renewal_none")."""
        profile, user = key_session.on_disk(self._place)
        renewals.give_up(profile, user)
        with self._place.store.write() as work:
            journal.append(work, Act(self._place.actor, "renewal_dropped", facts={"user": user.id}))

    def block_me(self, passphrase: Secret | str, reason: str = Reason.COMPROMISE) -> Blocked:
        """Have one's own key blocked; what it signed and the bank has not got comes back to be signed anew.

        The session is dead after that: the desk is to be closed.
        """
        profile, user = key_session.on_disk(self._place)
        line = enrolments.line(profile.bank)
        try:
            done = revoking.block_me(line, profile, user, passphrase, reason)
        finally:
            line.close()
        told_keys.settle(self._place)
        return done
