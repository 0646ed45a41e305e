"""Reading statements of 100,000 operations in 1C, MT940, camt.053 and OFX, each beside a plain loop and beside parsers from PyPI.

Ours recognises the format, decodes, reads every field into the neutral model, checks amounts, days and balances. A measure
whose name ends with `tenth` reads 10,000 operations: with linear growth the whole takes ten times as long.
"""

from __future__ import annotations

import importlib
from typing import Final

from bsclient.bench import formats_load, formats_raw
from bsclient.bench.load import Load, Measure, Span
from bsclient.formats import registry
from bsclient.formats.convert import load_any

TARGETS: Final = ("1c", "mt940", "camt053", "ofx")
TENTH: Final = " tenth"
_ENDINGS: Final = {"mt940": ".sta", "camt053": ".xml", "ofx": ".ofx", "1c": ".txt"}


def _ours(target: str, *, tenth: bool = False) -> Measure:
    def measure(load: Load) -> Span:
        data = formats_load.made(load, target, tenth=tenth)
        form = registry.named(target)
        if form is None:
            raise RuntimeError(target)
        form.reader()  # imported before the clock starts, as the others are
        with Span() as span:
            file = load_any(data)
        _demand(len(file.documents), load, tenth=tenth)
        if file.problems:
            raise RuntimeError("a good file has problems")
        return span

    return measure


def _raw(target: str, module: str, reading: formats_raw.Reading, *, tenth: bool = False) -> Measure:
    def measure(load: Load) -> Span:
        data = formats_load.made(load, target, tenth=tenth)
        path = load.folder / f"statement{_ENDINGS[target]}"
        path.write_bytes(data)
        importlib.import_module(module)
        with Span() as span:
            found = reading(data, path)
        _demand(found, load, tenth=tenth)
        return span

    return measure


def _demand(found: int, load: Load, *, tenth: bool) -> None:
    if found != formats_load.expected(load, tenth=tenth):
        raise RuntimeError(f"{found} operations were read")


def _tables() -> tuple[dict[str, Measure], dict[str, Measure]]:
    ours: dict[str, Measure] = {}
    raw: dict[str, Measure] = {}
    found = formats_raw.readings()
    for target in TARGETS:
        for (told, name), (module, reading) in found.items():
            if told == target:
                ours[f"{target} beside {name}"] = _ours(target)
                raw[f"{target} beside {name}"] = _raw(target, module, reading)
        module, loop = found[target, "loop"]
        ours[f"{target} beside loop{TENTH}"] = _ours(target, tenth=True)
        raw[f"{target} beside loop{TENTH}"] = _raw(target, module, loop, tenth=True)
    return ours, raw


OURS, RAW = _tables()


def growth(measures: dict[str, dict[str, float]]) -> dict[str, float]:
    """Return how many times longer ten times the input takes, by format."""
    return {
        name.removesuffix(TENTH): round(measures[name.removesuffix(TENTH)]["cpu"] / figures["cpu"], 2)
        for name, figures in measures.items()
        if name.endswith(TENTH) and figures["cpu"]
    }
