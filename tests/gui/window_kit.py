"""The main window over a fake desk, with a page that writes down what happens to it."""

import pytest
from fake_desk import FakeDesk, unlock
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QVBoxLayout

from bsclient.gui import keys, main_window, tasks
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.pages import PAGES
from bsclient.gui.shell import Page, PageSpec
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.settings import Settings


class Notebook(Page):
    """A page that writes down what happens to it."""

    def __init__(self, desk, shell):
        super().__init__(desk, shell)
        self.seen = []
        self.question = ""
        self.made = []
        box = QVBoxLayout(self)
        self.line = QLineEdit()
        self.list = DataTable("notes", [Column("a", "A", str), Column("b", "B", str)], shell.memory)
        box.addWidget(self.line)
        box.addWidget(self.list)
        self.list.set_view(ListView([1, 2]))
        self.act = keys.action("New", "new", lambda: self.made.append("new"), self, "new")
        self.setFocusProxy(self.line)

    @property
    def title(self):
        return "Notebook"

    def page_actions(self):
        return (self.act, None)

    def open(self, **args):
        self.seen.append(("open", args))

    def refresh(self, changed):
        self.seen.append(("refresh", changed))

    def unsaved(self):
        return self.question


@pytest.fixture(name="desk")
def desk_fixture():
    return FakeDesk()


@pytest.fixture(name="window")
def window_fixture(qtbot, desk, tmp_path, monkeypatch):
    specs = [spec for spec in PAGES if spec.name in {"home", "settings"}]
    specs.insert(1, PageSpec("payments", "Payments", "payment", Notebook))
    specs.insert(2, PageSpec("detail", "Detail", "edit", Notebook, in_menu=False, under="payments"))
    monkeypatch.setattr(main_window, "PAGES", tuple(specs))
    made = MainWindow(desk, Settings(tmp_path), Memory(tmp_path), unlock)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    assert tasks.wait_idle()
    yield made
    desk.delivery.release.set()
    tasks.wait_idle()
    for each in dialogs_open():
        each.close()
    for each in made.findChildren(Notebook):
        each.question = ""
    made.log_out()
    made.hide()


def page(window, name="payments"):
    return window._host._pages[name]


def dialogs_open():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def dialog_words(dialog):
    from PySide6.QtWidgets import QLabel

    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def button(dialog, caption):
    from PySide6.QtWidgets import QPushButton

    return next(each for each in dialog.findChildren(QPushButton) if each.text() == caption)
