"""The state of each user's key: none, waiting, good, to be renewed, ended; days left, dates for the calendar.

`status` and `calendar` need nothing but the profile's files, so that the log-in window has them too. What the bank told of
certificates in the feed lies in the base (`storage.certificates`) and comes in with `Certificates`, the desk's service.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bsclient import clock
from bsclient.errors import BsError
from bsclient.services.keys import life as key_life
from bsclient.services.keys.life import Life, Pending

if TYPE_CHECKING:
    from bsclient.crypto.certificates import Certificate
    from bsclient.services.profiles import Profile, User

RENEW_DAYS: Final = 30
"""So many days before its end a key is to be renewed."""


class KeyState(StrEnum):
    """How a user's key stands."""

    NONE = "none"
    WAITING = "waiting"
    NOT_YET = "not_yet"
    ACTIVE = "active"
    RENEW_SOON = "renew_soon"
    RENEWING = "renewing"
    EXPIRED = "expired"
    REVOKED = "revoked"
    OTHER_KEY = "other_key"


HOLDS: Final = frozenset((KeyState.NOT_YET, KeyState.ACTIVE, KeyState.RENEW_SOON, KeyState.RENEWING))
"""A key in one of these states works, or will."""


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """The key of one user. `fingerprint` is that of the public key in groups of four, `renewal` a step of `life`."""

    user_id: str
    name: str
    state: KeyState
    serial: str = ""
    fingerprint: str = ""
    valid_from: dt.datetime | None = None
    valid_until: dt.datetime | None = None
    days_left: int | None = None
    renew_from: dt.datetime | None = None
    revoked_at: dt.datetime | None = None
    reason: str = ""
    waiting: Pending | None = None
    renewal: str = ""


@dataclass(frozen=True, slots=True)
class KeyDay:
    """A day of the calendar: `what` is "renew", "expires", "expired", "revoked" or "waits"; `days` from today, negative for past ones."""

    day: dt.date
    user_id: str
    name: str
    what: str
    days: int


def status(profile: Profile, user: User, now: clock.Clock = clock.now) -> KeyStatus:
    """Return how a user's key stands, by the files of the profile alone."""
    life = key_life.load(profile, user)
    waiting = key_life.pending(life.waiting) if life.waiting else None
    try:
        certificate = user.certificate
    except BsError:
        certificate = None
    if certificate is None:
        state = KeyState.WAITING if waiting else KeyState.NONE
        return KeyStatus(user.id, user.name, state, waiting=waiting)
    at = now()
    ended = life.ended if life.ended and life.ended.serial == certificate.serial else None
    return KeyStatus(
        user.id, user.name, _state(profile, user, certificate, life, at), certificate.serial, _groups(certificate),
        certificate.not_before, certificate.not_after, max((certificate.not_after - at).days, 0),
        certificate.not_after - dt.timedelta(days=RENEW_DAYS), ended.at if ended else None,
        ended.reason if ended else "", waiting, life.renewal.state if life.renewal else "",
    )  # fmt: skip


def calendar(profile: Profile, now: clock.Clock = clock.now) -> tuple[KeyDay, ...]:
    """Return the dates of all keys of a profile, the earliest first."""
    today = clock.business_day(now())
    found: list[KeyDay] = []
    for user in profile.users:
        found += _days(status(profile, user, now), today)
    return tuple(sorted(found, key=lambda one: (one.day, one.name)))


def _days(one: KeyStatus, today: dt.date) -> Iterable[KeyDay]:
    dates: list[tuple[dt.datetime | None, str]] = []
    if one.waiting is not None:
        dates.append((one.waiting.since, "waits"))
    if one.state is KeyState.REVOKED:
        dates.append((one.revoked_at, "revoked"))
    elif one.valid_until is not None:
        dates.append((one.valid_until, "expired" if one.state is KeyState.EXPIRED else "expires"))
        if one.state in {KeyState.ACTIVE, KeyState.RENEW_SOON}:
            dates.append((one.renew_from, "renew"))
    for at, what in dates:
        if at is not None:
            day = clock.business_day(at)
            yield KeyDay(day, one.user_id, one.name, what, (day - today).days)


def _state(profile: Profile, user: User, certificate: Certificate, life: Life, at: dt.datetime) -> KeyState:
    if life.ended is not None and life.ended.serial == certificate.serial:
        return KeyState.REVOKED
    if at > certificate.not_after:
        return KeyState.EXPIRED
    if _other_key(profile, user, certificate):
        return KeyState.OTHER_KEY
    if at < certificate.not_before:
        return KeyState.NOT_YET
    if life.renewal is not None and life.renewal.state != key_life.SWITCHED:
        return KeyState.RENEWING
    soon = certificate.not_after - at <= dt.timedelta(days=RENEW_DAYS)
    return KeyState.RENEW_SOON if soon else KeyState.ACTIVE


def _other_key(profile: Profile, user: User, certificate: Certificate) -> bool:
    """Whether the container here is missing, or of another key than the certificate."""
    if user.key_kind != "file":
        return False
    from bsclient.crypto import container

    try:
        head = container.header(container.read(profile.key_file(user)))
    except BsError:
        return True
    return head.spki_sha256 != certificate.spki_sha256


def _groups(certificate: Certificate) -> str:
    from bsclient.crypto.keys import fingerprint_groups

    return " ".join(fingerprint_groups(certificate.spki_sha256))
