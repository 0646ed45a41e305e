"""Which conversations are listed: all, unread, waiting for the bank, with files, in the archive; and of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from bsclient.gui.tips import tip
from bsclient.gui.tr import N_, tr
from bsclient.services.letters.threads import LetterFilter

if TYPE_CHECKING:
    from bsclient.services.letters.threads import KindOfLetter

_PARTS: Final = (
    ("", N_("All letters")),
    ("unread", N_("Unread letters")),
    ("waiting", N_("Waiting for the bank")),
    ("files", N_("With files")),
    ("archived", N_("Archive")),
)
_LEAST: Final = 90


class Chooser(QWidget):
    """Two lists; `changed` when another part or kind is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.part = _box(tr("Which letters are shown"))
        for name, title in _PARTS:
            self.part.addItem(tr(title), name)
        self.kind = _box(tr("Kind of letter"))
        self.kind.addItem(tr("Of all kinds"), "")
        self.kind.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for box in (self.part, self.kind):
            row.addWidget(box, 1)
            box.activated.connect(lambda _place: self.changed.emit())

    def value(self) -> LetterFilter:
        """Return what is asked for."""
        part = str(self.part.currentData())
        asked = {part: True} if part else {}
        return LetterFilter(**asked, kind=str(self.kind.currentData() or ""))

    def narrowed(self) -> bool:
        """Whether some conversations are left out on purpose."""
        return self.value() != LetterFilter()

    def show_kinds(self, kinds: Sequence[KindOfLetter]) -> None:
        """Offer the kinds of the bank."""
        offered = [
            (str(self.kind.itemData(place)), self.kind.itemText(place))
            for place in range(1, self.kind.count())
        ]
        if offered == [(kind.code, kind.title) for kind in kinds]:
            return
        before = self.kind.currentData()
        while self.kind.count() > 1:
            self.kind.removeItem(1)
        for kind in kinds:
            self.kind.addItem(kind.title, kind.code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(before)))
        self.kind.setVisible(bool(kinds))

    def choose(self, part: str) -> None:
        """Go to a part: "", unread, waiting, files, archived."""
        self.part.setCurrentIndex(max(0, self.part.findData(part)))
        self.changed.emit()

    def show_all(self) -> None:
        """Take the filters away."""
        self.kind.setCurrentIndex(0)
        self.choose("")


def _box(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(tip(name))
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumWidth(_LEAST)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made
