"""How much work a benchmark does and where it may keep its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MODULES = {
    "startup": "bsclient.bench.startup",
    "import": "bsclient.bench.importing",
    "journal": "bsclient.bench.journal",
    "sign": "bsclient.bench.signing",
    "sync": "bsclient.bench.syncing",
    "accept": "bsclient.bench.accepting",
}


@dataclass(frozen=True, slots=True)
class Load:
    """Size of the work and a folder; `shared` outlives the process, so that both sides can use one prepared base."""

    short: bool
    folder: Path
    shared: Path

    def size(self, full: int, small: int) -> int:
        """Return the number of items."""
        return small if self.short else full


Measure = Callable[[Load], float]
