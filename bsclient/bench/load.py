"""How much work a benchmark does, where it may keep its files, and how its time is taken."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

MODULES = {
    "startup": "bsclient.bench.startup",
    "import": "bsclient.bench.importing",
    "journal": "bsclient.bench.journal",
    "sign": "bsclient.bench.signing",
    "sync": "bsclient.bench.syncing",
    "accept": "bsclient.bench.accepting",
    "guess": "bsclient.bench.guessing",
    "statement": "bsclient.bench.statement",
    "formats": "bsclient.bench.formats",
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


@dataclass(slots=True)
class Span:
    """What the timed part took: seconds by the clock, and of the processor in this process.

    A `with` block measures itself. The clock also counts what other programs do to the machine. `peak_mib` is told
    when the work was done in another process.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    peak_mib: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0), repr=False)

    def __enter__(self) -> Self:
        self._began = (time.perf_counter(), time.process_time())
        return self

    def __exit__(self, *_: object) -> None:
        seconds, cpu = time.perf_counter(), time.process_time()
        self.seconds += seconds - self._began[0]
        self.cpu += cpu - self._began[1]


Measure = Callable[[Load], Span]
