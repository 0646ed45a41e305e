"""The benchmarks of windows run and tell sane figures; how fast they are is judged by who reads them."""

import json
import math
import os

import pytest

from bsclient import cli

LONG = pytest.mark.skipif(os.environ.get("BSCLIENT_LONG") != "1", reason="long: BSCLIENT_LONG=1")


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("startup", ["startup", "login", "desk"]),
        pytest.param("journal", ["open", "jump", "filter", "select_all"], marks=LONG),
    ],
)
def test_figures(capsys, monkeypatch, tmp_path, name, measures):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))  # compiled once for all the processes
    assert cli.main(["bench", name, "--short", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert told["bench"] == name
    assert told["short"] is True
    assert list(told["measures"]) == measures
    for figures in told["measures"].values():
        assert all(math.isfinite(value) and value > 0 for value in figures.values())
        assert set(figures) >= {"seconds", "baseline_seconds", "ratio", "peak_mib"}
