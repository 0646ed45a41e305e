"""The command that an installation puts on the path."""

import importlib
import subprocess
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


@pytest.mark.parametrize("asked", [["--help"], ["sync", "--help"], ["--version"]])
def test_a_fresh_checkout_answers_questions_without_any_package(asked):
    words = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from bsclient.cli import main; main({asked!r})"
    answer = subprocess.run(
        [sys.executable, "-I", "-S", "-c", words], capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stderr
    assert "main.py" in answer.stdout or "BSClient" in answer.stdout
