"""The other side of the benchmark of formats: plain loops into dictionaries, and parsers from PyPI where they are installed.

A plain loop takes one file of one writer, checks nothing and says nothing of what it skips: the least that reading can
cost in Python. The parsers are no dependency: `pip install mt-940 bankstatementparser` puts them beside the program. For
camt the loop over lxml is the fastest there is: the second parser takes no file of this size.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from lxml import etree

Reading = Callable[[bytes, Path], int]
"""Reads a file, given as bytes and by its path, and returns how many operations it found."""

_MT_ENTRY: Final = re.compile(r":61:([0-9]{6})[0-9]{4}([CD])([0-9]+),([0-9]{2})NTRF([^/\r\n]*)//([^\r\n]*)")


def _onec(data: bytes, _path: Path) -> int:
    rows: list[dict[str, Any]] = []
    row: dict[str, Any] = {}
    for line in data.decode("cp1251").split("\r\n"):
        key, _, value = line.partition("=")
        if key == "СекцияДокумент":
            row = {}
        elif key == "КонецДокумента":
            row["Сумма"] = Decimal(row["Сумма"])
            row["Дата"] = dt.datetime.strptime(row["Дата"], "%d.%m.%Y").date()  # noqa: DTZ007 -- a day only
            rows.append(row)
        else:
            row[key] = value
    return len(rows)


def _mt940(data: bytes, _path: Path) -> int:
    rows: list[dict[str, Any]] = []
    for part in data.decode("ascii").split("\r\n:61:")[1:]:
        match = _MT_ENTRY.match(":61:" + part)
        if match is None:
            continue
        day, mark, whole, kopecks, number, reference = match.groups()
        _, _, told = part.partition("\r\n:86:")
        rows.append(
            {
                "day": dt.date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])),
                "credit": mark == "C",
                "amount": Decimal(f"{whole}.{kopecks}"),
                "number": number,
                "reference": reference,
                "text": "".join(told.partition("\r\n:6")[0].split("\r\n")),
            }
        )
    return len(rows)


def _xml(tag: str) -> Reading:
    """Return a loop over the elements of a name: each becomes a dictionary of its leaves."""

    def read(data: bytes, _path: Path) -> int:
        rows: list[dict[str, str]] = []
        for _event, element in etree.iterparse(io.BytesIO(data), tag=f"{{*}}{tag}"):
            leaves = {str(leaf.tag): leaf.text or "" for leaf in element.iter() if len(leaf) == 0}
            rows.append(leaves)
            element.clear()
        return len(rows)

    return read


def _statement_parser(name: str) -> Reading:
    def read(_data: bytes, path: Path) -> int:
        parser = getattr(importlib.import_module("bankstatementparser"), name)(str(path))
        return len(parser.parse())

    return read


def _mt_940(data: bytes, _path: Path) -> int:
    return len(importlib.import_module("mt940").parse(data.decode("ascii")))


_LOOPS: Final[dict[str, Reading]] = {
    "1c": _onec,
    "mt940": _mt940,
    "camt053": _xml("Ntry"),
    "ofx": _xml("STMTTRN"),
}
_PEERS: Final[tuple[tuple[str, str, str, Reading], ...]] = (
    ("mt940", "mt-940", "mt940", _mt_940),
    ("mt940", "bankstatementparser", "bankstatementparser", _statement_parser("Mt940Parser")),
    ("ofx", "bankstatementparser", "bankstatementparser", _statement_parser("OfxParser")),
)


def readings() -> dict[tuple[str, str], tuple[str, Reading]]:
    """Return what there is to compare with, by format and name: a plain loop for each, and the parsers that are here.

    With each goes the module to import before the clock starts.
    """
    found = {(target, "loop"): ("lxml.etree", loop) for target, loop in _LOOPS.items()}
    for target, name, module, reading in _PEERS:
        if importlib.util.find_spec(module) is not None:
            found[target, name] = (module, reading)
    return found
