"""What the mapping gives so far: how many operations, their sums, the first problems."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.errors import BsError
from bsclient.formats.model import ORDERS, FileProblem
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme
from bsclient.gui.tables.reading import Read
from bsclient.gui.tips import tip
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.problem_line import COLOURS, ICONS

_LISTED = 20
_LINES = 3


class Result(QFrame):
    """Signal `problem_chosen(FileProblem)`: the user wants to see its cell."""

    problem_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._most = _LINES
        self._icon = text.icon_label("info")
        self.words = text.label(wrap=True, selectable=True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Problems of the file"))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.itemActivated.connect(self._chosen)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.words, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 8, 10, 8)
        box.addLayout(head)
        box.addWidget(self.list)
        self.list.hide()

    def tell(self, words: str, kind: str) -> None:
        """Say one sentence: info, ok, warning or error."""
        self.setProperty("bar", kind)
        self.style().unpolish(self)
        self.style().polish(self)
        icons.put(self._icon, kind, theme.KIND_COLOURS[kind])
        self.words.setText(words)
        self.setAccessibleName(words)

    def show_error(self, error: BsError) -> None:
        """Say why the file cannot be read."""
        self.list.hide()
        self.tell(problems.of_error(error).whole, "error")

    def show_lacking(self, words: str) -> None:
        """Say what is still to be chosen."""
        self.list.hide()
        self.tell(words, "warning")

    def show_read(self, read: Read) -> None:
        """Say what was read, and its first problems."""
        whole = read.whole
        others = [one for one in read.file.problems if one not in whole[:1]]
        self._list(sorted(others, key=lambda one: (_ORDER.index(one.severity), one.line)))
        if whole:
            reason = problems.of_code(whole[0].code, texts.of_file(whole[0].facts, language())).whole
            self.tell(f"{reason}\n{_said(read)}", "error")
        else:
            self.tell(_said(read), "warning" if read.bad else "ok")

    def _list(self, found: list[FileProblem]) -> None:
        self.list.clear()
        for problem in found[:_LISTED]:
            facts = {**texts.of_file(problem.facts, language()), "line": str(problem.line)}
            words = problems.of_code(problem.code, facts).whole
            item = QListWidgetItem(icons.icon(ICONS[problem.severity], COLOURS[problem.severity]), words)
            item.setData(Qt.ItemDataRole.UserRole, problem)
            item.setToolTip(tip(words))
            self.list.addItem(item)
        if len(found) > _LISTED:
            self.list.addItem(tr("and %n more", "", len(found) - _LISTED))
        self.list.setVisible(bool(found))
        self._fit()

    def set_low(self, *, low: bool) -> None:
        """Take less room in a low window."""
        self._most = 1 if low else _LINES
        self._fit()

    def _fit(self) -> None:
        lines = min(max(self.list.count(), 1), self._most)
        self.list.setFixedHeight(lines * (self.list.fontMetrics().lineSpacing() * 2 + 4) + 6)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        problem = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if problem is not None:
            self.problem_chosen.emit(problem)


_ORDER = (Severity.BLOCK, Severity.WARN, Severity.INFO)


def _said(read: Read) -> str:
    count = len(read.file.documents)
    currencies = {one.currency for one in read.file.documents}
    currency = currencies.pop() if len(currencies) == 1 else ""
    if read.file.role == ORDERS:
        said = tr("%n payment(s)", "", count)
        said = tr("{words} for {total}.").format(words=said, total=written.amount(read.total, currency))
    else:
        said = tr("%n operation(s)", "", count)
        said = tr("{words}: debits {debits}, credits {credits}.").format(
            words=said,
            debits=written.amount(read.debits, currency),
            credits=written.amount(read.credits, currency),
        )
    if read.bad:
        said = f"{said} {tr('%n row(s) cannot be read.', '', read.bad)}"
    return said


class Empty(QWidget):
    """Shown instead of rows when there are none."""

    def __init__(self, words: str) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.addStretch(1)
        label = text.hint(words)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.addWidget(label)
        box.addStretch(1)
