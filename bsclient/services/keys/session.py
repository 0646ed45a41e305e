"""What an exchange does for keys: the list of ended ones, proof of a new key, its renewal, files brought to what the base knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bsclient.errors import BadInput, BsError, Refused
from bsclient.services.context import Workplace
from bsclient.services.keys import renewals, revocations, revoking, told_keys
from bsclient.services.profiles import Profile, User, load_profile

if TYPE_CHECKING:
    from bsclient.services.keys.unlocking import LoginKey

_LIST_CODES = frozenset(("crl_form", "crl_untrusted", "crl_older", "crl_not_fresh", "crl_stale"))


class KeyLine(renewals.RenewalLine, revocations.ListLine, Protocol):
    """The calls of a session that keys need."""


def on_disk(place: Workplace) -> tuple[Profile, User]:
    """Return the profile and the user as they are now; those of the desk for a profile that lives in memory alone."""
    try:
        profile = load_profile(place.profile.folder)
        return profile, profile.user(place.user.id)
    except BadInput:
        return place.profile, place.user


def logged_in(place: Workplace, key: LoginKey) -> None:
    """The bank has taken a log-in: a key that took over is proven by it."""
    profile, user = on_disk(place)
    certificate = user.certificate
    if certificate is not None and certificate.serial == key.serial:
        renewals.proven(profile, user)


def refused(place: Workplace, error: Refused) -> BsError:
    """Draw the conclusions of a refused log-in; returns what to tell the user.

    A key that has just taken over makes room for the one before; a revoked one is noted, and what it signed comes back.
    """
    profile, user = on_disk(place)
    if renewals.step_back(profile, user, error.code) is not None:
        return Refused("renewed_key_refused")
    if error.code == "bank_certificate_revoked":
        revoking.note_refused(profile, user, place.now())
        told_keys.settle(place)
    return error


def ended_keys(place: Workplace, line: KeyLine) -> BsError | None:
    """Fetch the list of ended keys; returns what to warn of, None if all is well or the kept list is still fresh."""
    try:
        revocations.fetch(place, line)
    except BsError as error:
        if error.code in _LIST_CODES:
            return error
        with place.store.read() as reader:
            stale = revocations.state(reader, place.now()).stale
        return error if stale else None
    return None


def settle(place: Workplace, line: KeyLine) -> None:
    """Take up what the feed brought, then go on with a renewal. BsError with the reason when the bank refuses it."""
    told_keys.settle(place)
    profile, user = on_disk(place)
    renewals.go_on(line, profile, user, place.now)
