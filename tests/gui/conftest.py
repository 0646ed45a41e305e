"""What tests of windows share: a theme, no work left behind, error dialogs that fail the test."""

import pytest
from PySide6.QtWidgets import QApplication

from bsclient.gui import tasks, theme, tr


@pytest.fixture(autouse=True)
def calm(request):
    """Windows look as in the program; work that a test leaves is ended; an unexpected error fails the test."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qtbot")
    app = QApplication.instance()
    tr.install(app, "en")
    theme.apply(app, "light")
    bugs = []
    before = tasks.Hooks.failed, tasks.Hooks.unexpected
    tasks.Hooks.unexpected = bugs.append
    yield
    idle = tasks.wait_idle(10)
    tasks.shutdown()
    tasks.Hooks.failed, tasks.Hooks.unexpected = before
    assert idle, "work was left behind"
    assert not bugs, bugs
