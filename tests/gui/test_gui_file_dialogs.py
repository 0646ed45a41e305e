"""Dialogs for files begin where the last one ended, and speak the language of the program."""

from PySide6.QtWidgets import QFileDialog, QWidget

from bsclient.gui.widgets import dialogs


def test_the_next_dialog_begins_in_the_folder_of_the_last_file(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    chosen = []
    first = dialogs.save_file(window, "Save", "one.txt", "All (*)", chosen.append)
    first.filesSelected.emit([str(tmp_path / "one.txt")])
    first.reject()
    second = dialogs.choose_file(window, "Open", "All (*)", chosen.append)
    assert second.directory().absolutePath() == str(tmp_path)
    second.reject()
    assert chosen == [tmp_path / "one.txt"]


def test_labels_of_the_dialog_are_our_words(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = dialogs.choose_file(window, "Open", "All (*)", lambda _paths: None)
    assert dialog.labelText(QFileDialog.DialogLabel.LookIn) == "Folder:"
    assert dialog.labelText(QFileDialog.DialogLabel.FileType) == "File type:"
    dialog.reject()


def test_the_name_takes_the_ending_of_the_type_that_is_chosen(qtbot, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = dialogs.save_file(
        window, "Save", "list.xlsx", "Excel (*.xlsx);;CSV (*.csv);;All (*)", lambda _path: None
    )
    dialog.setDirectory(str(tmp_path))

    def name_after(wanted: str) -> str:
        dialog.selectNameFilter(wanted)
        dialog.filterSelected.emit(wanted)
        return dialog.selectedFiles()[0].rpartition("/")[2]

    assert name_after("CSV (*.csv)") == "list.csv"
    assert name_after("All (*)") == "list.csv"
    assert name_after("Excel (*.xlsx)") == "list.xlsx"
    dialog.selectFile("bare")
    assert name_after("CSV (*.csv)") == "bare.csv"
    dialog.reject()
