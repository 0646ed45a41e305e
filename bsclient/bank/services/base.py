"""What a service of the bank is: how it is asked which accounts it needs, and how it carries a document out."""

from __future__ import annotations

from collections.abc import Sequence

from bsclient.bank.settings import Profile
from bsclient.bank.work import Doc, Work


class Service:
    """Base of the bank's services. One object serves its types for ever and keeps nothing of a document."""

    types: Sequence[str] = ()

    def accounts(self, doc: Doc, profile: Profile) -> set[str]:
        """Return the numbers of all accounts that `accept` may touch; they are locked before it is called."""
        raise NotImplementedError

    def accept(self, work: Work, doc: Doc) -> None:
        """Decide on a new document and do it, or say why not (`work.Stop`)."""
        raise NotImplementedError
