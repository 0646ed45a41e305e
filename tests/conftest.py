"""What all tests share: no screen, a home of their own for each test, repeatable random data."""

import gc
import itertools
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before any test imports Qt

import pytest
import run_tail
from hypothesis import HealthCheck, settings

settings.register_profile(
    "project", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def homes(tmp_path_factory):
    """The folder under which every test's home would be made."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(scope="session", autouse=True)
def nothing_secret_written(tmp_path_factory):
    """After the last test, no file that the run wrote holds a passphrase of the tests."""
    yield
    if "bsclient.services.keys.unlocking" in sys.modules:  # else no passphrase was ever used
        from canaries import found_in

        found = found_in(tmp_path_factory.getbasetemp())
        assert not found, "\n" + "\n".join(found)


@pytest.fixture(scope="session", autouse=True)
def one_application(request):
    """Where any test of the run has windows, the first that draws finds the program that may have them."""
    if any("qapp" in item.fixturenames for item in request.session.items):
        request.getfixturevalue("qapp")


@pytest.fixture(autouse=True)
def own_home(homes, monkeypatch):
    """No test sees the user's profiles or another test's; the folder is made by who needs it."""
    home = homes / str(next(_numbers))
    monkeypatch.setenv("BSCLIENT_HOME", str(home))
    return home


def pytest_collection_modifyitems(items):
    """Long journeys go first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not {"scenarios", "faults"}.intersection(item.path.parts))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    """Half a character that a test had logged would end the worker that passes the log on."""
    report = yield
    report.sections = [
        (title, words.encode("utf-8", "backslashreplace").decode()) for title, words in report.sections
    ]
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Where nobody watches, the last lines tell what was slowest and what failed."""
    shown = yield
    if os.environ.get("CI"):
        terminalreporter.section("the run in short")
        for line in run_tail.lines(terminalreporter.stats):
            terminalreporter.write_line(line)
    return shown


@pytest.fixture(autouse=True)
def english_again():
    """What a test has shown in Russian is English again for the next one of the same worker, wherever that stands."""
    yield
    if "bsclient.gui.tr" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QLocale

        from bsclient.gui import tr

        program = QCoreApplication.instance()
        if program is not None and (
            tr.language() != "en" or QLocale().language() != QLocale.Language.English
        ):
            tr.install(program, "en")


def windows_left():
    """Delete the windows that are still there, closed ones too, and return what was still open."""
    from PySide6.QtWidgets import QApplication

    left = [
        each for each in QApplication.topLevelWidgets() if each.isVisible() or each.inherits("QMainWindow")
    ]
    names = [f"{type(widget).__name__} {widget.windowTitle()!r}" for widget in left if widget.isVisible()]
    for widget in left:
        widget.close()
        widget.deleteLater()
    return names


def delete_now():
    """Delete what was told to be deleted: no event loop runs between tests, and kept widgets make every theme slow."""
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True, scope="module")
def no_window_of_a_file_left():
    """Windows that tests without `qtbot` share go with their file."""
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        if isinstance(QApplication.instance(), QApplication):
            windows_left()
            delete_now()


@pytest.fixture(autouse=True)
def no_window_left(request):
    """A test with `qtbot` gives its windows to it (`qtbot.addWidget`) or closes them.

    Its garbage waits for the end of the test, as in the program: no worker comes upon a closed window.
    """
    if "qtbot" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    # qtbot's own windows are closed before the first fixture is taken down.
    left = windows_left()
    delete_now()
    gc.enable()
    assert not left, f"windows still open after the test: {left}"
