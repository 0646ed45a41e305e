"""How a user sits down at a desk: his key is opened, then the base of his profile; for the log-in and for switching.

Services are imported by the first use: the log-in window is painted before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.desk import Desk
    from bsclient.services.keys.unlocking import LoginKey
    from bsclient.services.profiles import Profile, User


@dataclass(frozen=True)
class Seat:
    """A user of a profile on this computer; `here` is the one who works now, `key` whether he has a certificate."""

    profile: Profile
    user: User
    here: bool
    key: bool

    @property
    def name(self) -> str:
        """Whose seat it is."""
        return f"{self.user.name}, {self.user.position}" if self.user.position else self.user.name

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.here:
            return tr("open now")
        return tr("locked") if self.key else tr("no certificate yet")


@dataclass(frozen=True)
class Entrance:
    """What a login gives: the desk, and how to unlock the window later."""

    desk: Desk
    profile: Profile
    user: User

    def unlock(self, passphrase: Secret) -> None:
        """Open the key again and let the desk go on with it; raises as the login does."""
        from bsclient.services.keys import unlocking

        self.desk.resume(unlocking.unlock(self.profile, self.user, passphrase))


def enter(profile: Profile, user: User, passphrase: Secret) -> Entrance:
    """Open a key and the base of its profile; the log-in window calls it in a worker."""
    seat = Seat(profile, user, here=False, key=True)
    return sit_down(seat, open_key(seat, passphrase))


def open_key(seat: Seat, passphrase: Secret) -> LoginKey:
    """Open the key of a seat, the renewed one if it has come: the passphrase is tried, the base is not read yet."""
    from bsclient.services.keys import renewals

    _profile, _user, key = renewals.enter(seat.profile, seat.user, passphrase)
    return key


def sit_down(seat: Seat, key: LoginKey) -> Entrance:
    """Open the base for a key that is open; the key is closed again if that fails."""
    from bsclient.services.desk import open_desk

    try:
        profile, user = _present(seat, key)
        return Entrance(open_desk(profile, user, key), profile, user)
    except BaseException:
        key.close()
        raise


def _present(seat: Seat, key: LoginKey) -> tuple[Profile, User]:
    """Return profile and user as they are now: the renewed key may have taken over while it was opened."""
    certificate = seat.user.certificate
    if certificate is not None and certificate.serial == key.serial:
        return seat.profile, seat.user
    from bsclient.services.profiles import load_profile

    profile = load_profile(seat.profile.folder)
    return profile, profile.user(seat.user.id)


def pause_of(seat: Seat) -> int:
    """Return how long the next try for a seat must wait, in seconds."""
    return pause(seat.profile, seat.user)


def pause(profile: Profile, user: User) -> int:
    """Return how long the next try of a user must wait, in seconds."""
    from bsclient.services import profiles

    return profiles.seconds_to_wait(profile, user)
