"""The strip over the operations: balances, turnovers, how many, and whether it all adds up."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from bsclient.gui import format as written
from bsclient.gui.statements.reading import Break, Reading
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout

_MOST: Final = 5


class Summary(QWidget):
    """Figures side by side; below them, in red, every day on which the balances part."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: dict[str, QLabel] = {}
        self._names: dict[str, str] = {}
        self._lines: list[QWidget] = []
        strip = QFrame()
        strip.setProperty("card", True)
        flow = FlowLayout(strip, gap=26)
        flow.setContentsMargins(14, 8, 14, 8)
        for key, name in (
            ("opening", tr("Opening balance")),
            ("credits", tr("Credits")),
            ("debits", tr("Debits")),
            ("closing", tr("Closing balance")),
            ("count", tr("Operations")),
        ):
            flow.addWidget(self._figure(key, name))
        self._good = text.marked(tr("Adds up"), "ok", "done", wrap=False)
        self._good.setToolTip(tr("Every operation leaves the balance that follows from the one before"))
        self._bad = text.marked(tr("Does not add up"), "error", "rejected", wrap=False)
        flow.addWidget(self._good)
        flow.addWidget(self._bad)
        self._why = QVBoxLayout()
        self._why.setSpacing(4)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(strip)
        box.addLayout(self._why)
        self._good.hide()
        self._bad.hide()

    def show_reading(self, reading: Reading) -> None:
        """Show a statement."""
        told, currency = reading.statement, reading.statement.currency
        for key, value in (
            ("opening", told.opening),
            ("credits", told.credits),
            ("debits", told.debits),
            ("closing", told.closing),
        ):
            self._figures[key].setText(written.amount(value, currency))
        self._figures["count"].setText(written.number(len(told.entries)))
        for key, label in self._figures.items():
            label.setAccessibleName(f"{self._names[key]}: {label.text()}")
        self._good.setVisible(told.agrees and bool(told.entries))
        self._bad.setVisible(not told.agrees)
        self._explain(reading.breaks, len(told.gaps))

    def clear(self) -> None:
        """Show no figures."""
        for value in self._figures.values():
            value.setText("")
            value.setAccessibleName("")
        for verdict in (self._good, self._bad):
            verdict.hide()
        self._explain((), 0)

    def figure(self, key: str) -> str:
        """Return what is shown under a key: opening, credits, debits, closing, count."""
        return self._figures[key].text()

    def words(self) -> list[str]:
        """Return the explanations that are shown."""
        return [each.text() for row in self._lines for each in row.findChildren(QLabel) if each.text()]

    def _figure(self, key: str, name: str) -> QWidget:
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        value = text.heading("", 3)
        box.addWidget(text.hint(name, wrap=False))
        box.addWidget(value)
        self._figures[key], self._names[key] = value, name
        return made

    def _explain(self, breaks: tuple[Break, ...], days: int) -> None:
        for old in self._lines:
            self._why.removeWidget(old)
            old.hide()
            old.deleteLater()
        lines = [_sentence(each) for each in breaks[:_MOST]]
        if len(breaks) > _MOST:
            lines.append(tr("… and on %n more day(s)", "", len(breaks) - _MOST))
        if days and not breaks:
            lines.append(tr("Balances part on %n day(s): the check names them.", "", days))
        if lines:
            lines.append(tr("Synchronise with the bank (F9); if it stays so, write the bank a letter."))
        self._lines = [text.marked(line, "error", "rejected") for line in lines]
        for row in self._lines:
            self._why.addWidget(row)


def _sentence(found: Break) -> str:
    return tr(
        "{day}: after operation No. {number} the bank's balance is {told}, but {follows} follows from the one before: "
        "{difference} is missing or changed."
    ).format(
        day=written.day(found.day),
        number=found.number,
        told=written.amount(found.told),
        follows=written.amount(found.follows),
        difference=written.amount(abs(found.told - found.follows)),
    )
