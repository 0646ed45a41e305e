"""The benchmark of formats: its files are read whole by both sides, and growth is told from its own figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bsclient.bench import formats, formats_load
from bsclient.bench.load import Load
from bsclient.formats.convert import load_any


@pytest.mark.parametrize("measure", [name for name in formats.OURS if name.endswith("beside loop")])
def test_both_sides_read_every_operation(tmp_path: Path, measure: str) -> None:
    load = Load(True, tmp_path, tmp_path)
    target = measure.split(maxsplit=1)[0]
    for table in (formats.OURS, formats.RAW):
        assert table[measure](load).seconds > 0  # a side that misses an operation raises
    file = load_any(formats_load.made(load, target, tenth=False))
    assert sum(d.amount or 0 for d in file.documents) == sum(
        d.amount or 0 for d in formats_load.statement(100).documents
    )


def test_growth_is_the_whole_over_the_tenth() -> None:
    figures = {"x": {"cpu": 9.0}, "x tenth": {"cpu": 0.9}, "y": {"cpu": 1.0}}
    assert formats.growth(figures) == {"x": 10.0}


def test_both_sides_have_the_same_measures() -> None:
    assert list(formats.OURS) == list(formats.RAW)
    assert {name.split()[0] for name in formats.OURS} == set(formats.TARGETS)
