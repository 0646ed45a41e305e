"""The shared fixtures do what they promise; each is shown the fault that it is there to catch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from habits import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st


def test_a_window_left_open_is_found_and_closed(qapp, request):
    from PySide6.QtWidgets import QWidget

    shared = request.config.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    window = QWidget()
    window.setWindowTitle("forgotten")
    window.show()
    assert shared.windows_left() == ["QWidget 'forgotten'"]
    assert shared.windows_left() == []


def test_no_screen_is_needed(qapp):
    assert qapp.platformName() == os.environ["QT_QPA_PLATFORM"]


def test_the_home_is_the_tests_own(own_home):
    from bsclient import paths

    assert paths.home() == own_home
    assert Path.home() not in own_home.parents


def test_random_data_are_the_same_each_time():
    seen = []

    @given(st.integers())
    @settings(max_examples=20)
    def look(number):
        seen.append(number)

    look()
    first = seen.copy()
    seen.clear()
    look()
    assert seen == first
    assert len(first) >= 20


TWO_TESTS = """
from bsclient.gui import tr

def test_in_russian(qapp):
    tr.install(qapp, "ru")
    assert tr.language() == "ru"

def test_after_it(qapp):
    assert tr.language() == "en"
"""


@pytest.mark.parametrize(
    ("shared", "failed"), [(["-p", "conftest"], 0), ([], 1)], ids=["ours", "control_bare"]
)
def test_the_language_of_a_test_ends_with_it(tmp_path, shared, failed):
    (tmp_path / "test_two.py").write_text(TWO_TESTS)
    command = [sys.executable, "-P", "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path), *shared, str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": f"{ROOT / 'tests'}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == failed, done.stdout + done.stderr
    assert f"{failed} failed" in done.stdout or not failed
