"""The last lines of a run without a spectator name what was slowest and what failed, one line each."""

import os
import subprocess
import sys

from habits import ROOT

SUITE = """
import time
import pytest

def test_slow(): time.sleep(0.3)
def test_good(): pass
def test_bad(): assert 1 == 2, "long words\\n" * 50
@pytest.fixture
def broken(): raise OSError("no disk")
def test_broken(broken): pass
"""


def run(folder, **environment):
    (folder / "test_small.py").write_text(SUITE)
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-P", "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder)]
    command += ["-c", str(ROOT / "pyproject.toml"), "--confcutdir", str(ROOT), "-p", "conftest", str(folder)]
    done = subprocess.run(
        command, cwd=folder, env=kept | {"PYTHONPATH": str(ROOT / "tests")} | environment, capture_output=True, text=True
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout.splitlines()


def test_the_tail_is_short_and_names_all_that_failed(tmp_path):
    told = run(tmp_path, CI="true")
    tail = told[next(at for at, line in enumerate(told) if "the run in short" in line) + 1 : -1]
    assert tail[0] == "slowest 4 of 4, in seconds:"
    assert tail[1].endswith("::test_slow")
    assert float(tail[1].split()[0]) >= 0.3
    assert tail[5] == "failed: 2"
    ends = [(line.split()[0], line.rpartition("::")[2]) for line in tail[6:]]
    assert ends == [("failed", "test_bad"), ("error", "test_broken")]


def test_it_is_left_out_where_somebody_watches(tmp_path):
    assert not any("the run in short" in line for line in run(tmp_path))
