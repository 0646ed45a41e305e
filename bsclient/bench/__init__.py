"""Benchmarks: our path and a raw baseline, side by side in one run, each in clean processes, in turn A B B A.

A benchmark is a module with `OURS` and `RAW`: tables of measure name -> function(Load) -> Span of the timed part.
The raw one does the same work on the same bytes with `sqlite3`, `cryptography` or `httpx2` alone. Machines are noisy:
read the ratios, not the seconds; `cpu_ratio` counts the processor's time in the measured process only, which other
programs disturb less. Our bases are encrypted, those of the raw side are not (`held`). Targets are in the README.
"""

from __future__ import annotations

from typing import Final

OPEN_COPY: Final = "open.db"
"""Beside the base of a stocked profile: the same rows in the open format, for the raw side."""


def run(name: str, *, short: bool, as_json: bool) -> int:
    """Run one benchmark and print its figures; the last line of the JSON form is one object."""
    from bsclient.bench import (
        runner,  # the sides of `startup` import this package and pay for what it imports
    )

    return runner.run(name, short=short, as_json=as_json)
