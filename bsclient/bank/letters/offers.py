"""The door through which the acknowledgement of a letter learns what the bank offers at the moment.

Whoever keeps offers adds a source; each returns plain sentences in the language it is asked for, the best first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bsclient.bank.information import news
from bsclient.bank.work.transaction import Work

Source = Callable[[Work, str, str], list[str]]

sources: Final[list[Source]] = [news.offers]
"""Functions of the transaction, the client and the language (`ru` or `en`)."""


def offers(work: Work, client_id: str = "", language: str = "ru") -> list[str]:
    """Return what is offered to a client today, of all sources in turn."""
    return [sentence for source in sources for sentence in source(work, client_id, language)]
