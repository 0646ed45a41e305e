"""The desk of a logged-in user: every service of an open profile in one place, made when it is first asked for.

A service is imported by its first use: the first page of a window needs two of them, and importing all takes longer
than showing the window. `warm` imports them ahead of that, in a thread.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from bsclient import clock
from bsclient.errors import BsError
from bsclient.services.changes import Changes
from bsclient.services.context import Workplace
from bsclient.services.desk_types import TypeServices
from bsclient.services.information.directories import Directories
from bsclient.services.keys import encryption
from bsclient.services.keys.unlocking import HeldKey, LoginKey
from bsclient.services.profiles import Profile, User
from bsclient.storage.engine import Store
from bsclient.storage.lock import ProfileLock

if TYPE_CHECKING:
    from bsclient.services.documents.drafts import Drafts
    from bsclient.services.documents.history import Histories
    from bsclient.services.documents.listing import Listing
    from bsclient.services.documents.templates import Templates
    from bsclient.services.evidence.audit import Audit
    from bsclient.services.evidence.collecting import Evidences
    from bsclient.services.exchange.delivery import Delivery
    from bsclient.services.home import Home
    from bsclient.services.imports.taking import Imports
    from bsclient.services.keys.service import Certificates
    from bsclient.services.letters.threads import Letters
    from bsclient.services.payees.book import Book, Payees
    from bsclient.services.signing.ceremony import Signing
    from bsclient.services.signing.permissions import Permissions
    from bsclient.services.statements.reading import Statements
    from bsclient.sync.ports import Transport

T = TypeVar("T")
_HEAVY: Final = (
    "bsclient.crypto.signer", "bsclient.services.documents.listing", "bsclient.services.signing.permissions", "bsclient.services.home",
    "bsclient.services.statements.reading", "bsclient.services.payees.book",
    "bsclient.services.exchange.delivery", "bsclient.sync.https", "bsclient.storage.composed", "bsclient.services.documents.drafts",
    "bsclient.services.signing.ceremony", "bsclient.services.letters.threads", "bsclient.services.imports.taking", "bsclient.services.documents.history",
    "bsclient.services.evidence.audit", "bsclient.services.documents.templates", "bsclient.services.information.directories",
)  # fmt: skip


def warm(stop: threading.Event) -> None:
    """Import what the services stand on, the first page's needs first, until `stop` is set."""
    for name in _HEAVY:
        if not stop.is_set():
            importlib.import_module(name)


class Desk(TypeServices):
    """What a window works with. Everything blocks; nothing here knows of windows. Threads may share it."""

    def __init__(
        self, place: Workplace, directories: Directories, unlocked: LoginKey, lock: ProfileLock
    ) -> None:
        self.place = place
        self.directories = directories
        self.lock = lock
        self._signer = HeldKey(unlocked)
        self._resting = threading.RLock()
        self._made: dict[str, Any] = {}
        self._making = threading.RLock()

    @property
    def drafts(self) -> Drafts:
        """Documents that are being written."""
        from bsclient.services.documents.drafts import Drafts

        return self._one("drafts", lambda: Drafts(self.place, self.payees))

    @property
    def templates(self) -> Templates:
        """Documents kept to be written again."""
        from bsclient.services.documents.templates import Templates

        return self._one("templates", lambda: Templates(self.place))

    @property
    def listing(self) -> Listing:
        """Lists of documents."""
        from bsclient.services.documents.listing import Listing

        return self._one("listing", lambda: Listing(self.place))

    @property
    def imports(self) -> Imports:
        """Documents taken from files."""
        from bsclient.services.imports.taking import Imports

        return self._one("imports", lambda: Imports(self.place, self.payees))

    @property
    def payees(self) -> Payees:
        """Those who are paid."""
        from bsclient.services.payees.book import Payees

        return self._one("payees", lambda: Payees(self.place))

    def payees_at_hand(self) -> Book | None:
        """Return the book of payees if it was read already: for lists, which must not wait for it."""
        payees: Payees | None = self._made.get("payees")  # without the lock: it is held while others are made
        return None if payees is None else payees.loaded()

    @property
    def signing(self) -> Signing:
        """Signing and taking signatures back."""
        from bsclient.services.signing.ceremony import Signing

        return self._one("signing", lambda: Signing(self.place, self.drafts.checker))

    @property
    def delivery(self) -> Delivery:
        """Talking to the bank."""
        from bsclient.services.exchange.delivery import Delivery

        return self._one("delivery", lambda: Delivery(self.place, self._signer, self._connect, self._keep))

    @property
    def statements(self) -> Statements:
        """Accounts and their entries."""
        from bsclient.services.statements.reading import Statements

        return self._one("statements", lambda: Statements(self.place))

    @property
    def letters(self) -> Letters:
        """Letters to and from the bank."""
        from bsclient.services.letters.threads import Letters

        return self._one("letters", lambda: Letters(self.place, self.drafts))

    @property
    def history(self) -> Histories:
        """What happened to a document."""
        from bsclient.services.documents.history import Histories

        return self._one("history", lambda: Histories(self.place))

    @property
    def certificates(self) -> Certificates:
        """Keys of the users: how they stand, the next one, the end of one."""
        from bsclient.services.keys.service import Certificates

        return self._one("certificates", lambda: Certificates(self.place, self.delivery))

    @property
    def audit(self) -> Audit:
        """The journal of acts."""
        from bsclient.services.evidence.audit import Audit

        return self._one("audit", lambda: Audit(self.place))

    @property
    def evidence(self) -> Evidences:
        """What proves a document."""
        from bsclient.services.evidence.collecting import Evidences

        return self._one("evidence", lambda: Evidences(self.place, self.signing))

    @property
    def home(self) -> Home:
        """What waits for the user."""
        from bsclient.services.home import Home

        return self._one("home", lambda: Home(self.place))

    @property
    def permissions(self) -> Permissions:
        """What the user may do, and why not."""
        return self.place.permissions

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

    def suspend(self) -> None:
        """Let go of all that is secret: the log-in key, the base and its key.

        Until `resume` every service raises NotAllowed: "key_locked" where a key is needed, "storage_suspended" else.
        """
        from bsclient.services.statements.opened import OPENED

        with self._resting:
            OPENED.forget()
            self._signer.close()
            self.place.store.suspend()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads from suspending, resuming or closing: one writes the base anew and does both itself."""
        with self._resting:
            yield

    def hang_up(self) -> None:
        """End the line to the bank; the bank may not answer for some time."""
        with self._making:
            delivery = self._made.get("delivery")
        if delivery is not None:
            delivery.hang_up()

    def resume(self, unlocked: LoginKey) -> None:
        """Go on with the key opened anew; if the base does not open, all stays as it was and the key is closed."""
        try:
            with self._resting, unlocked.data_key() as data_key:
                self.place.store.resume(data_key)
                self._signer.replace(unlocked)
        except BaseException:
            unlocked.close()
            raise

    def leave(self) -> None:
        """Leave behind what the summary of organisations needs, then close: the user goes over to another profile."""
        with (
            self._resting,
            suppress(BsError),
        ):  # locked meanwhile, or the base is damaged: then it does not count
            self.summary.leave()
        self._put_away()

    def close(self) -> None:
        """Hang up, forget the log-in key and what other profiles left behind, close the base."""
        from bsclient.services.statements.opened import OPENED

        OPENED.forget()
        self._put_away()

    def _put_away(self) -> None:
        with self._making:
            delivery = self._made.get("delivery")
        if delivery is None:
            self._signer.close()
        else:
            delivery.close()
        with self._resting:
            self.place.store.close()
            self.lock.release()

    def _connect(self) -> Transport:
        from bsclient.sync.https import HttpsTransport

        return HttpsTransport(self.profile.bank.url, self.profile.bank.ca_pem)

    def _keep(self, name: str, version: str, data: bytes) -> None:
        """Keep a directory that the bank sent."""
        from bsclient.services.exchange.delivery import BIC_DIRECTORY, BIC_SUPPLEMENT

        if name == BIC_DIRECTORY:
            self.directories.offered(data)
        elif name != BIC_SUPPLEMENT:
            self.books.offered(name, version, data)

    def _one(self, name: str, make: Callable[[], T]) -> T:
        """Return the service of this desk, made once whatever thread asks first."""
        with self._making:
            if name not in self._made:
                self._made[name] = make()
            return cast("T", self._made[name])


def open_desk(profile: Profile, user: User, unlocked: LoginKey, now: clock.Clock = clock.now) -> Desk:
    """Open a profile for a user whose key is unlocked; the key signs log-ins only from here on.

    Raises NotAllowed when another process has the profile open, when the base is newer than the program
    ("storage_newer"), when it is encrypted and the user was not let in yet ("vault_missing").
    """
    lock = ProfileLock(profile.folder)
    try:
        changes = Changes()
        with unlocked.data_key() as key:
            encrypted = encryption.settle(profile, key)
            store = Store(profile.database, now=now, publish=changes.publish, key=key if encrypted else None)
        directories = Directories(store, profile.bank.entry)
        return Desk(Workplace(store, profile, user, directories, changes, now), directories, unlocked, lock)
    except BaseException:
        lock.release()
        raise
