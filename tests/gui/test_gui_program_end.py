"""The program ends although a work hangs: with its exit code, and with everything written that was to be written."""

import os
import subprocess
import sys

import pytest

from bsclient import logs

PROGRAM = """
import sys, threading, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from bsclient import app, cli
from bsclient.gui import tasks

app._CLOSE_SECONDS = 1
shown = app.Desktop.show_login


def hang():
    begun.set()
    time.sleep(float(sys.argv[2]))


def show_login(desktop, *args, **named):
    window = shown(desktop, *args, **named)
    tasks.run(hang, lambda _none: None)
    begun.wait()
    QTimer.singleShot(0, desktop, lambda: QApplication.exit(3))
    return window


begun = threading.Event()
app.Desktop.show_login = show_login
sys.stdout.write("not flushed")
sys.exit(cli.main(["gui", "--home", sys.argv[1]]))
"""


@pytest.mark.parametrize("seconds", ["0.1", "3600"])
def test_the_program_ends_whether_or_not_a_work_does(tmp_path, seconds):
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path, seconds],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    assert (ended.returncode, ended.stdout) == (3, "not flushed"), ended.stderr
    assert "Traceback" not in ended.stderr
    written = (tmp_path / logs.FILE_NAME).read_text("utf-8")
    assert ("a task did not end" in written) == (seconds == "3600")
