"""The shared fixtures do what they promise; each is shown the fault that it is there to catch."""

import os
from pathlib import Path

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
