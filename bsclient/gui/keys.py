"""Every key of the program, declared once: actions take their shortcuts from here, and so does the printable key sheet.

Sequences are Qt's portable names; the first one is shown, the others work too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from bsclient.gui import icons
from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr


@dataclass(frozen=True, slots=True)
class Key:
    """One action that has keys: its id, where it works, what it does.

    `local` keys are heard by the widget that has the focus (a list opens a row with Return, a button is pressed with
    it), so they must not be shortcuts of the whole window.
    """

    id: str
    group: str
    text: str
    sequences: tuple[str, ...]
    local: bool = False


_EVERYWHERE: Final = N_("Everywhere")
_LISTS: Final = N_("In lists")
_FORMS: Final = N_("In a document")
_ROWS: Final = N_("In a table of rows")
_LETTERS: Final = N_("In letters")

KEYS: Final = (
    Key("sync", _EVERYWHERE, N_("Synchronise with the bank"), ("F9", "Ctrl+R")),
    Key("pages", _EVERYWHERE, N_("Go to a page by its number"), ("Ctrl+1", "Ctrl+9")),
    Key("go_to", _EVERYWHERE, N_("Go to any page or action by a part of its name"), ("Ctrl+J",)),
    Key("back", _EVERYWHERE, N_("Go back to the page before"), ("Alt+Left",)),
    Key("search", _EVERYWHERE, N_("Search on the page"), ("Ctrl+F", "F3")),
    Key("print", _EVERYWHERE, N_("Print"), ("Ctrl+P",)),
    Key("lock", _EVERYWHERE, N_("Lock the window"), ("Ctrl+L",)),
    Key("switch", _EVERYWHERE, N_("Other organisation or user"), ("Ctrl+Shift+O",)),
    Key("keys", _EVERYWHERE, N_("Show this sheet of keys"), ("F1",)),
    Key("settings", _EVERYWHERE, N_("Settings"), ("Ctrl+,",)),
    Key("quit", _EVERYWHERE, N_("Close the program"), ("Ctrl+Q",)),
    Key("new", _LISTS, N_("New document"), ("Ins", "Ctrl+N")),
    Key("open", _LISTS, N_("Open"), ("Return", "F4", "Enter"), local=True),
    Key("delete", _LISTS, N_("Delete"), ("Del",)),
    Key("refresh", _LISTS, N_("Refresh the list"), ("F5",)),
    Key("sign", _LISTS, N_("Sign"), ("F7", "Ctrl+G")),
    Key("offer", _LISTS, N_("Give to colleagues for signing"), ("F6",)),
    Key("send", _LISTS, N_("Send to the bank"), ("F8",)),
    Key("duplicate", _LISTS, N_("Copy as a new document"), ("Ctrl+D",)),
    Key("history", _LISTS, N_("History of the document"), ("Ctrl+H",)),
    Key("import", _LISTS, N_("Import from a file"), ("Ctrl+I",)),
    Key("taken_files", _LISTS, N_("Statement files that were taken in"), ("Ctrl+Shift+I",)),
    Key("paste", _LISTS, N_("Take a payment from the clipboard"), ("Ctrl+V",)),
    Key("open_file", _LISTS, N_("Choose the file to import"), ("Ctrl+O",)),
    Key("export", _LISTS, N_("Export to a file"), ("Ctrl+E",)),
    Key("view_after", _LISTS, N_("Next view of the page"), ("Ctrl+PgDown",)),
    Key("view_before", _LISTS, N_("View before of the page"), ("Ctrl+PgUp",)),
    Key("select_all", _LISTS, N_("Select all rows"), ("Ctrl+A",), local=True),
    Key("copy_rows", _LISTS, N_("Copy the selected rows as a table"), ("Ctrl+C",), local=True),
    Key("save", _FORMS, N_("Save"), ("Ctrl+S",)),
    Key("save_new", _FORMS, N_("Save and begin the next one"), ("Ctrl+Return", "Ctrl+Enter")),
    Key("save_sign", _FORMS, N_("Save and sign"), ("F7", "Ctrl+G")),
    Key("template", _FORMS, N_("Begin from a template"), ("Ctrl+T",)),
    Key("choose", _FORMS, N_("Choose from a directory"), ("F4", "Alt+Down"), local=True),
    Key("next_problem", _FORMS, N_("Go to the next remark"), ("F8", "F2")),
    Key("close", _FORMS, N_("Close"), ("Esc", "Ctrl+W")),
    Key("reply", _LETTERS, N_("Answer the letter"), ("Ctrl+Shift+R",)),
    Key("quote", _LETTERS, N_("Answer with a quotation"), ("Ctrl+Shift+Q",)),
    Key("unread", _LETTERS, N_("Mark as unread"), ("Ctrl+U",)),
    Key("put_away", _LETTERS, N_("Put the conversation into the archive"), ("Ctrl+Shift+A",)),
    Key("rows_next", _ROWS, N_("Go to the next cell"), ("Tab", "Return"), local=True),
    Key("rows_leave", _ROWS, N_("Leave the table"), ("Ctrl+Tab",), local=True),
    Key("rows_insert", _ROWS, N_("Insert a row above"), ("Ins",), local=True),
    Key("rows_duplicate", _ROWS, N_("Duplicate the rows"), ("Ctrl+Shift+D",), local=True),
    Key("rows_remove", _ROWS, N_("Remove the rows"), ("Ctrl+Del",), local=True),
    Key("rows_paste", _ROWS, N_("Paste rows of a spreadsheet"), ("Ctrl+V",), local=True),
    Key("rows_undo", _ROWS, N_("Take the last change back"), ("Ctrl+Z",), local=True),
)
_BY_ID: Final = {key.id: key for key in KEYS}


def sequences(key: str) -> list[QKeySequence]:
    """Return the shortcuts of an action."""
    return [QKeySequence(text) for text in _BY_ID[key].sequences]


def shown(key: str) -> str:
    """Return the first shortcut as the platform writes it, e.g. for a tool tip."""
    return sequences(key)[0].toString(QKeySequence.SequenceFormat.NativeText)


def sheet() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the key sheet: groups of (keys, what they do), translated."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in KEYS:
        joint = " … " if key.id == "pages" else ", "
        names = joint.join(
            each.toString(QKeySequence.SequenceFormat.NativeText) for each in sequences(key.id)
        )
        groups.setdefault(tr(key.group), []).append((names, tr(key.text)))
    return list(groups.items())


def action(text: str, icon: str, slot: Callable[[], object], parent: QObject, key: str = "") -> QAction:
    """Make an action with an icon of the theme and the shortcuts of a declared key ("" for none)."""
    made = QAction(text, parent)
    made.triggered.connect(lambda _checked=False: slot())
    if icon:
        icons.put(made, icon)
    if key:
        if not _BY_ID[key].local:
            made.setShortcuts(sequences(key))
        made.setToolTip(tip(f"{text} ({shown(key)})"))
    return made
