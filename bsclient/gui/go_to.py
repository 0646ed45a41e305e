"""The box that leads anywhere: a part of a name is typed, Enter opens the page or does the act.

It offers what the menus hold at the moment. The keyboard alone is enough, and a name is found whichever of the two
layouts is on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QMenu,
    QMenuBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.filters import SearchField

_LATIN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_CYRILLIC: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_LAYOUT: Final = str.maketrans(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN)
_MNEMONIC: Final = re.compile(r"&(.)")
_HOLDS: Final = 2
_SIZE: Final = (560, 420)
_MOVES: Final = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@dataclass(frozen=True, slots=True)
class Place:
    """Something to go to: its name, the menu that it stands in, what it does."""

    name: str
    menu: str
    action: QAction

    def rank(self, typed: str) -> int:
        """Return how well it fits what was typed: 0 begins with it, 1 a word does, 2 holds all its words, 3 does not."""
        name, sought = _folded(self.name), _folded(typed).strip()
        return min(_rank(name, sought), _rank(name, _folded(sought.translate(_OTHER_LAYOUT))))


def places(bar: QMenuBar, others: Iterable[QAction | None] = (), title: str = "") -> list[Place]:
    """Return what can be done now by the menus of a bar and by `others`, which belong to what `title` names; each name once."""
    found: dict[str, Place] = {}
    for top in bar.actions():
        for place in _under(top, _plain(top.text())):
            found.setdefault(place.name, place)
    for other in others:
        for place in _under(other, title) if other is not None else ():
            found.setdefault(place.name, place)
    return list(found.values())


class GoTo(Dialog):
    """Opens with the keyboard in its field; arrows choose among what was found. `now` returns what can be done."""

    def __init__(self, parent: QWidget, now: Callable[[], Sequence[Place]]) -> None:
        super().__init__(parent, tr("Go to"), width=420)
        self._now = now
        self._offered = now()
        self.field = SearchField(tr("A part of the name of a page or an action"))
        self.list = QTreeWidget()
        self.list.setColumnCount(3)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName(tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = text.hint(tr("Nothing that can be done now has such a name"))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self.field, self.list, self.nothing):
            self.content.addWidget(widget)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._search())
        self.field.returnPressed.connect(self._go)
        self.list.itemClicked.connect(lambda _item, _column: self._go())
        self.resize(*_SIZE)
        self.field.setFocus()
        self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _search(self) -> None:
        typed = self.field.text()
        ranked = [(place.rank(typed), at) for at, place in enumerate(self._offered)]
        self.list.clear()
        for rank, at in sorted(ranked):
            if rank <= _HOLDS:
                self.list.addTopLevelItem(_line(self._offered[at], at))
        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)
        self.list.setVisible(self.list.topLevelItemCount() > 0)
        self.nothing.setVisible(self.list.isHidden())

    def _go(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            chosen = self._offered[item.data(0, Qt.ItemDataRole.UserRole)]
            self._offered = self._now()
            if any(each.action is chosen.action for each in self._offered):
                self.accept()
                chosen.action.trigger()
            else:  # another page has come meanwhile
                self._search()


def _rank(name: str, sought: str) -> int:
    if name.startswith(sought):
        return 0
    words = sought.split()
    if all(f" {word}" in f" {name}" for word in words):
        return 1
    return _HOLDS if all(word in name for word in words) else _HOLDS + 1


def _line(place: Place, at: int) -> QTreeWidgetItem:
    shortcut = place.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made = QTreeWidgetItem([place.name, place.menu, shortcut])
    made.setIcon(0, place.action.icon())
    made.setData(0, Qt.ItemDataRole.UserRole, at)
    return made


def _under(action: QAction, menu: str) -> Iterator[Place]:
    """Yield what an action of a menu leads to: itself, and what its own menu holds."""
    if action.isSeparator() or not (action.isEnabled() and action.isVisible()):
        return
    inner, name = action.menu(), _plain(action.text())
    if not isinstance(inner, QMenu) or action.parent() != inner:  # else it does nothing but open its menu
        yield Place(name, menu, action)
    if isinstance(inner, QMenu):
        inner.aboutToShow.emit()  # some are filled when they are first wanted
        for each in inner.actions():
            yield from _under(each, name)


def _plain(words: str) -> str:
    """Return the text of a menu without the marks of its letter and of its dialog."""
    return _MNEMONIC.sub(r"\1", words).rstrip("…")


def _folded(words: str) -> str:
    return words.casefold().replace("ё", "е")
