"""The first rows of a file under a row of lists: each list says what its column means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from bsclient.formats.books import lettered
from bsclient.formats.table_files.fields import IGNORED, of_role
from bsclient.gui.tables import words
from bsclient.gui.tables.grid_model import GridModel
from bsclient.gui.tr import tr

_NARROW, _WIDE = 134, 260
_SAMPLE: Final = 25
_HEIGHT: Final = 150
_LISTED: Final = 24


class GridPreview(QWidget):
    """Signals: `changed` when a column means something else, `head_asked(row)` when a row is to be the titles."""

    changed = Signal()
    head_asked = Signal(int)

    def __init__(self, role: str) -> None:
        super().__init__()
        self._meanings = _meanings(role)
        self.model = GridModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("First rows of the file"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        rows = self.table.verticalHeader()
        rows.setDefaultSectionSize(self.table.fontMetrics().lineSpacing() + 8)
        self.table.setMinimumHeight(_HEIGHT)
        self.table.verticalHeader().setToolTip(
            tr("Double-click a number: this row has the titles of the columns")
        )
        self.table.verticalHeader().sectionDoubleClicked.connect(self.head_asked.emit)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.strip = _Strip(self.table)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.strip)
        box.addWidget(self.table, 1)

    @property
    def combos(self) -> Sequence[QComboBox]:
        """The lists, one for each column."""
        return self.strip.combos

    def fields(self) -> list[str]:
        """Return what each column means."""
        return [str(combo.currentData()) for combo in self.strip.combos]

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show the rows of a file, its columns not used yet."""
        self.model.show_rows(rows)
        metrics = QFontMetrics(self.table.font())
        combos = []
        for place in range(self.model.columnCount()):
            cells = [" ".join(row[place].split()) for row in rows[:_SAMPLE] if place < len(row)]
            widest = max((metrics.horizontalAdvance(cell[:60]) for cell in cells), default=0) + 18
            self.table.setColumnWidth(place, min(max(widest, _NARROW), _WIDE))
            combos.append(self._combo(place))
        self.strip.show_combos(combos)

    def show_fields(self, fields: Mapping[int, str]) -> None:
        """Put the meanings of columns into the lists, without telling of it."""
        for place, combo in enumerate(self.strip.combos):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(combo.findData(fields.get(place, IGNORED)), 0))
            combo.blockSignals(False)

    def show_problems(self, heads: range, titles: Sequence[str], bad: Mapping[tuple[int, int], str]) -> None:
        """Mark titles and bad cells; lists are read aloud with the titles of their columns."""
        fields = self.fields()
        used = frozenset(place for place, name in enumerate(fields) if name != IGNORED)
        self.model.show_meaning(heads, used, bad)
        for place, combo in enumerate(self.strip.combos):
            title = titles[place] if place < len(titles) and titles[place] else lettered(place)
            combo.setAccessibleName(tr("Column {title} means").format(title=title))

    def go(self, row: int, place: int) -> None:
        """Show a cell, if it is among the rows shown."""
        index = self.model.index(row, max(place, 0))
        if index.isValid():
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    def _combo(self, place: int) -> QComboBox:
        combo = QComboBox()
        combo.setModel(self._meanings)
        combo.setMaxVisibleItems(_LISTED)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.view().setMinimumWidth(_WIDE)
        combo.setObjectName(f"column_{place}")
        combo.currentIndexChanged.connect(lambda _index: self._chosen(combo))
        return combo

    def _chosen(self, combo: QComboBox) -> None:
        """A meaning belongs to one column, only the purpose may be put together from several."""
        name = combo.currentData()
        for other in self.strip.combos:
            if other is not combo and name not in {IGNORED, "purpose"} and other.currentData() == name:
                other.blockSignals(True)
                other.setCurrentIndex(0)
                other.blockSignals(False)
        self.changed.emit()


class _Strip(QWidget):
    """The lists, each over its column; they move with the table and bring it along when they get the focus."""

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self.combos: list[QComboBox] = []
        self._height = QComboBox().sizeHint().height()
        self.setFixedHeight(self._height)
        header = table.horizontalHeader()
        header.sectionResized.connect(lambda *_sizes: self._place())
        header.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(lambda _value: self._place())

    def show_combos(self, combos: list[QComboBox]) -> None:
        for old in self.combos:
            old.hide()
            old.deleteLater()
        self.combos = combos
        for combo in combos:
            combo.setParent(self)
            combo.installEventFilter(self)
            combo.show()
        self._place()

    def sizeHint(self) -> QSize:
        return QSize(0, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QComboBox) and watched in self.combos:
            place = self.combos.index(watched)
            self._table.scrollTo(self._table.model().index(0, place))
        elif event.type() == QEvent.Type.Wheel:
            return True  # turning the wheel over a list must not change what a column means
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        header = self._table.horizontalHeader()
        left = self._table.verticalHeader().width() + self._table.frameWidth()
        for place, combo in enumerate(self.combos):
            x = header.sectionViewportPosition(place) + left
            combo.setGeometry(x + 1, 0, header.sectionSize(place) - 2, self._height)


def _meanings(role: str) -> QStandardItemModel:
    """Return the list that all columns share: not used, the usual fields, the rest."""
    made = QStandardItemModel()
    for name in (IGNORED, *(field.name for field in of_role(role))):
        item = QStandardItem(words.meaning(name))
        item.setData(name, Qt.ItemDataRole.UserRole)
        made.appendRow(item)
    return made
