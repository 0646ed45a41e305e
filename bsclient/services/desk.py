"""The desk of a logged-in user: every service of an open profile in one place."""

from __future__ import annotations

from dataclasses import dataclass

from bsclient import clock
from bsclient.crypto.signer import SoftwareSigner
from bsclient.services.audit import Audit
from bsclient.services.changes import Changes
from bsclient.services.context import Workplace
from bsclient.services.delivery import BIC_DIRECTORY, Connect, Delivery, KeepDirectory
from bsclient.services.directories import Directories
from bsclient.services.drafts import Drafts
from bsclient.services.history import Histories
from bsclient.services.home import Home
from bsclient.services.imports import Imports
from bsclient.services.letters import Letters
from bsclient.services.listing import Listing
from bsclient.services.payees import Payees
from bsclient.services.profiles import LoginSigner, Profile, User
from bsclient.services.signing import Signing
from bsclient.services.statements import Statements
from bsclient.services.templates import Templates
from bsclient.storage.engine import Store
from bsclient.storage.lock import ProfileLock
from bsclient.sync.https import HttpsTransport


@dataclass(frozen=True)
class Desk:
    """What a window works with. Everything blocks; nothing here knows of windows."""

    place: Workplace
    drafts: Drafts
    templates: Templates
    listing: Listing
    imports: Imports
    payees: Payees
    signing: Signing
    delivery: Delivery
    statements: Statements
    letters: Letters
    history: Histories
    audit: Audit
    home: Home
    directories: Directories
    lock: ProfileLock

    @property
    def profile(self) -> Profile:
        """Whose documents these are, and at which bank."""
        return self.place.profile

    @property
    def user(self) -> User:
        """Who works."""
        return self.place.user

    @property
    def changes(self) -> Changes:
        """Where to hear of changes."""
        return self.place.changes

    def close(self) -> None:
        """Hang up, forget the log-in key, close the base."""
        self.delivery.close()
        self.place.store.close()
        self.lock.release()


def open_desk(profile: Profile, user: User, unlocked: SoftwareSigner, now: clock.Clock = clock.now) -> Desk:
    """Open a profile for a user whose key is unlocked; the key signs log-ins only from here on.

    Raises NotAllowed when another process has the profile open or the base is newer than the program.
    """
    lock = ProfileLock(profile.folder)
    try:
        changes = Changes()
        store = Store(profile.database, now=now, publish=changes.publish)
        directories = Directories(store, profile.bank.entry)
        place = Workplace(store, profile, user, directories, changes, now)
        return _furnish(place, directories, unlocked, lock)
    except BaseException:
        lock.release()
        raise


def _connect(profile: Profile) -> Connect:
    return lambda: HttpsTransport(profile.bank.url, profile.bank.ca_pem)


def _keeper(directories: Directories) -> KeepDirectory:
    def keep(name: str, data: bytes) -> None:
        if name == BIC_DIRECTORY:
            directories.offered(data)

    return keep


def _furnish(place: Workplace, directories: Directories, unlocked: SoftwareSigner, lock: ProfileLock) -> Desk:
    payees = Payees(place)
    drafts = Drafts(place, payees)
    delivery = Delivery(place, LoginSigner(unlocked), _connect(place.profile), _keeper(directories))
    return Desk(
        place=place, drafts=drafts, templates=Templates(place), listing=Listing(place), imports=Imports(place, payees),
        payees=payees, signing=Signing(place, drafts.checker), delivery=delivery, statements=Statements(place),
        letters=Letters(place, drafts), history=Histories(place), audit=Audit(place), home=Home(place),
        directories=directories, lock=lock,
    )  # fmt: skip
