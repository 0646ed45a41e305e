"""The command that an installation puts on the path."""

import importlib
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_installed_command_reads_the_arguments_of_its_process(monkeypatch, capsys):
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    module, _, name = scripts["bsclient"].partition(":")
    monkeypatch.setattr(sys, "argv", ["bsclient", "convert", "--help"])
    with pytest.raises(SystemExit) as ended:
        getattr(importlib.import_module(module), name)()
    assert ended.value.code == 0
    assert "convert" in capsys.readouterr().out
