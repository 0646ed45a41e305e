"""Qt's own windows in Russian: what its translation leaves English is translated here."""

import re

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel

from bsclient.gui import tr

LATIN = re.compile(r"[A-Za-z]")


@pytest.fixture
def russian(qtbot):
    tr.install(QApplication.instance(), "ru")
    yield
    tr.install(QApplication.instance(), "en")


@pytest.mark.parametrize(
    "mode", [QFileDialog.FileMode.Directory, QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.AnyFile]
)
def test_a_dialog_for_files_has_no_english_word(russian, qtbot, tmp_path, mode):
    (tmp_path / "папка").mkdir()
    dialog = QFileDialog(None, "", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    dialog.show()
    parts = [*dialog.findChildren(QLabel), *dialog.findChildren(QAbstractButton)]
    words = [words for part in parts for words in (part.text(), part.toolTip(), part.accessibleName())]
    assert "&Папка:" in words
    assert not [each for each in words if LATIN.search(each)]


@pytest.mark.parametrize(
    ("source", "comment", "words"),
    [
        ("Folder", "All other platforms", "Папка"),
        ("File Folder", "Match Windows Explorer", "Папка"),
        ("Drive", None, "Диск"),
    ],
)
def test_kinds_of_files_are_in_russian(russian, source, comment, words):
    assert QCoreApplication.translate("QAbstractFileIconProvider", source, comment) == words
    tr.install(QApplication.instance(), "en")
    assert QCoreApplication.translate("QAbstractFileIconProvider", source, comment) == source
