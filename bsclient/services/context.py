"""What every service of an open profile stands on: the base, whose it is, who works, what time it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from bsclient import clock
from bsclient.services.changes import Changes
from bsclient.storage.seeing import SeenStore

if TYPE_CHECKING:
    from bsclient.domain.context import BankLookup, Context
    from bsclient.services.information.directory_books import Books
    from bsclient.services.profiles import Profile, User
    from bsclient.services.signing.permissions import Permissions
    from bsclient.storage.engine import Store
    from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True)
class Workplace:
    """An open profile with its user. `banks` answers for the BIC directory in force, `books` for all others.

    The base is shared by all users of the profile; `store.read()` shows of it what this one may see, and so does every
    service that reads by it. `store.whole` is for what the program does on behalf of all: exchange, checks of rights.
    """

    store: Store
    profile: Profile
    user: User
    banks: BankLookup
    changes: Changes = field(default_factory=Changes)
    now: clock.Clock = clock.now

    def __post_init__(self) -> None:
        """Let the user see of the base what he may."""
        object.__setattr__(self, "store", SeenStore(self.store, lambda: self.permissions.sight))

    @cached_property
    def books(self) -> Books:
        """Directories other than that of banks."""
        from bsclient.services.information.directory_books import Books

        books = Books(self.store, self.actor, self.now)
        self.changes.subscribe(lambda changed: books.forget_own() if changed.everything else None)
        return books

    @cached_property
    def permissions(self) -> Permissions:
        """What the user may do, and why not."""
        from bsclient.services.signing.permissions import Permissions

        return Permissions(self)

    @property
    def actor(self) -> str:
        """How the user is named in history and audit."""
        return self.user.name or self.user.id

    @property
    def instant(self) -> datetime:
        """The current instant."""
        return self.now()

    @property
    def today(self) -> date:
        """The current business day."""
        return clock.business_day(self.now())

    def context(self, reader: Reader) -> Context:
        """Return the surroundings of a check."""
        from bsclient.domain.context import AccountFacts, Context  # not before the first window is there
        from bsclient.services.documents import lookups
        from bsclient.services.information import bank_terms
        from bsclient.services.information.departures import Departures
        from bsclient.services.keys import authority
        from bsclient.storage import ledger

        accounts = ledger.accounts(reader)
        return Context(
            today=self.today,
            banks=self.banks,
            banks_day=bank_terms.banks_day(reader, self.banks),
            own_accounts=ledger.own_numbers(reader),
            own_inn=self.profile.organisation.inn,
            accounts={one.number: AccountFacts(one.currency, one.available) for one in accounts},
            directories=self.books,
            products=lookups.Products(reader),
            documents=lookups.Documents(reader),
            rates=lookups.rates(self.books, self.today),
            holidays=lookups.days_off(self.books),
            closed=bank_terms.closed(self.books, self.instant),
            leaves=Departures(self).days(),
            severities=bank_terms.severities(self.books, self.today),
            policy=lambda: authority.policy(reader, self.profile),
        )
