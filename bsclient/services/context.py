"""What every service of an open profile stands on: the base, whose it is, who works, what time it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bsclient import clock
from bsclient.domain.context import BankLookup, Context
from bsclient.services.changes import Changes
from bsclient.services.profiles import Profile, User
from bsclient.storage import ledger
from bsclient.storage.engine import Store
from bsclient.storage.unit_of_work import Reader


@dataclass(frozen=True)
class Workplace:
    """An open profile with its user. `banks` answers for the BIC directory in force."""

    store: Store
    profile: Profile
    user: User
    banks: BankLookup
    changes: Changes = field(default_factory=Changes)
    now: clock.Clock = clock.now

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
        return Context(
            today=self.today,
            banks=self.banks,
            own_accounts=frozenset(account.number for account in ledger.accounts(reader)),
            own_inn=self.profile.organisation.inn,
        )
