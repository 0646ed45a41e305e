"""The editor of a field of rows: a table to type into, acts over it, the count and the totals under it.

Spoken to as other editors are, but its value is a list: `value`, `set_value`, `set_locked`; signals `changed`,
`edited`, `left`, `advance`, and `choose(row, field)` for a directory that a cell asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from bsclient.domain import money
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem
from bsclient.gui import format as written
from bsclient.gui import icons, keys
from bsclient.gui.forms.cell_text import Row
from bsclient.gui.forms.rows_model import RowsModel
from bsclient.gui.forms.rows_table import RowsTable
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

_FEWEST: Final = 4
_MOST: Final = 14
_PAUSE_MS: Final = 40


class RowsEditor(QWidget):
    """See the module; `table` and `model` are open to layouts that want more."""

    changed = Signal()
    edited = Signal()
    left = Signal()
    advance = Signal()
    choose = Signal(int, str)

    def __init__(self, field: Field) -> None:
        super().__init__()
        if field.rows is None:
            raise TypeError(field.name)
        self.setObjectName(field.name)
        self.field = field
        self.model = RowsModel(
            [each for each in field.rows.declared if each.rows is None], field.longest, self
        )
        self.table = RowsTable(self.model)
        self.table.setAccessibleName(tr(field.label))
        self._totals = text.label("", selectable=True)
        self._totals.setObjectName("totals")
        self._loading = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._sum_up)
        self.acts = self._make_acts()
        self._build()
        self._wire()
        self.setFocusProxy(self.table)
        self._fit()

    # the editor ---------------------------------------------------------------------------------------------------

    def value(self) -> list[Row]:
        """Return the rows for the draft."""
        return self.model.rows()

    def set_value(self, rows: object) -> None:
        """Load rows; anything that is no list of texts is shown as none."""
        self._loading = True
        self.model.load(known(rows))
        self._loading = False
        self._after()

    def set_locked(self, *, locked: bool) -> None:
        """Show without letting anything be changed."""
        if self.model.locked != locked:
            self.model.beginResetModel()
            self.model.locked = locked
            self.model.endResetModel()
        self._bar.setVisible(not locked)
        self._fit()

    def is_wide(self) -> bool:
        """Say that the table wants the whole width of a form."""
        return True

    def show_problems(self, found: Iterable[tuple[int, str, Problem]]) -> None:
        """Mark what is wrong with rows and cells: row, field, finding."""
        self.model.show_problems(found)

    def go(self, place: int, name: str) -> None:
        """Put the cursor into a cell."""
        self.table.go(place, max(0, self.model.column(name)))
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def at(self) -> tuple[int, str] | None:
        """Return the cell of the cursor; None while the focus is elsewhere."""
        index = self.table.currentIndex()
        editing = self.table.state() == RowsTable.State.EditingState
        if not (self.table.hasFocus() or editing) or not index.isValid():
            return None
        return index.row(), self.model.fields[index.column()].name

    def totals(self) -> str:
        """Return what stands under the table."""
        self._sum_up()
        return self._totals.text()

    # inside -------------------------------------------------------------------------------------------------------

    def _wire(self) -> None:
        self.model.rows_changed.connect(self._after)
        self.table.chosen.connect(self.choose)
        self.table.left.connect(self.left)
        self.table.passed.connect(self._pass)

    def _after(self) -> None:
        self._pause.start()
        self._fit()
        self.changed.emit()
        if not self._loading:
            self.edited.emit()

    def _pass(self, forward: bool) -> None:  # noqa: FBT001 -- what the signal carries
        if forward:
            self.advance.emit()
        else:
            self.table.focusPreviousChild()

    def _sum_up(self) -> None:
        rows = self.model.rows()
        said = [tr("Rows: {count}").format(count=written.number(len(rows)))]
        said += [
            f"{tr(field.label)}: {written.amount(_sum(row.get(field.name, '') for row in rows))}"
            for field in self.model.fields
            if field.kind.name is KindName.MONEY
        ]
        self._totals.setText("      ".join(said))

    def _fit(self) -> None:
        """Be as high as the rows are, within bounds."""
        lines = min(max(self.model.rowCount(), _FEWEST), _MOST)
        header = self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        wanted = header + lines * self.table.verticalHeader().defaultSectionSize() + bar + 4
        if wanted != self.table.height():
            self.table.setFixedHeight(wanted)

    def _make_acts(self) -> Sequence[tuple[str, str, str, QToolButton]]:
        parts = (
            ("", tr("Add a row"), "new", self.table.add_row),
            ("rows_insert", tr("Insert a row above"), "row_insert", self.table.insert_row),
            ("rows_duplicate", tr("Duplicate"), "copy", self.table.duplicate_rows),
            ("rows_remove", tr("Remove"), "delete", self.table.remove_rows),
            ("rows_paste", tr("Paste rows"), "paste", self.table.paste_cells),
        )
        made = []
        for key, words, icon, act in parts:
            button = QToolButton()
            button.setText(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            icons.put(button, icon)
            button.setToolTip(tip(f"{words} ({keys.shown(key)})" if key else words))
            button.clicked.connect(lambda *_on, act=act: act())
            made.append((key, words, icon, button))
        return made

    def _build(self) -> None:
        self._bar = QWidget()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for *_about, button in self.acts:
            row.addWidget(button)
        row.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self._bar)
        box.addWidget(self.table)
        box.addWidget(self._totals)

    def extra(self, button: QPushButton | QToolButton) -> None:
        """Put a button of a layout beside the acts, e.g. for an import."""
        row = self._bar.layout()
        if isinstance(row, QHBoxLayout):
            row.insertWidget(row.count() - 1, button)


def known(rows: object) -> list[Row]:
    """Return rows of a draft as they can be shown: texts only."""
    if not isinstance(rows, (list, tuple)):
        return []
    return [
        {str(name): value for name, value in row.items() if isinstance(value, str)}
        for row in rows
        if isinstance(row, Mapping)
    ]


def _sum(texts: Iterable[str]) -> Decimal:
    total = Decimal("0.00")
    for each in texts:
        if each:
            try:
                total += money.parse_amount(each)
            except ValueError:
                continue
    return total
