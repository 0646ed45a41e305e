"""The line over a document: its state, what is wrong with it, and who signed it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bsclient.domain.states import State
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme, words
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.documents.incoming import ProofView
    from bsclient.services.signing.ceremony import SignatureView


class StateStrip(QWidget):
    """State with icon and word; under it a line for each signature."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = text.icon_label("draft")
        self._words = text.heading("", 3)
        self._hint = text.hint("", wrap=False)
        self._rows: list[QWidget] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addWidget(self._hint)
        row.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(3)
        self._box.addLayout(row)

    def show_state(self, state: State, *, saved: bool, hint: str = "") -> None:
        """Show where the document stands."""
        icons.put(self._icon, icons.STATE_ICONS[state], theme.STATE_COLOURS[state])
        self._words.setText(words.state(state) if saved else tr("New, not saved yet"))
        self._hint.setText(hint)
        self.show_signatures(())

    def show_signatures(self, signatures: Sequence[SignatureView]) -> None:
        """Show who signed, when, by which certificate, and whether the signature holds."""
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [_signature(each) for each in signatures]
        for row in self._rows:
            self._box.addWidget(row)

    def show_proof(self, proof: ProofView) -> None:
        """Show whether the bank's signature under its document holds."""
        if proof.ok:
            line = tr("Signed by the bank: {name} on {time}; certificate {serial}").format(
                name=proof.name, time=written.instant(proof.time), serial=proof.serial[:16]
            )
        else:
            line = problems.of_code(proof.code).whole
        self.show_signatures(())
        mark = text.marked(
            line, "signed" if proof.ok else "error", "done" if proof.ok else "rejected", wrap=False
        )
        self._rows = [mark]
        self._box.addWidget(mark)

    def words(self) -> str:
        """Return the word for the state."""
        return self._words.text()


def _signature(view: SignatureView) -> QWidget:
    line = tr("Signed by {name} on {time}; certificate {serial}, valid until {until}").format(
        name=view.name,
        time=written.instant(view.time),
        serial=view.serial[:16],
        until=written.day(view.valid_to.date()),
    )
    if not view.ok:
        line = f"{line}. {problems.of_code(view.code).message}"
    return text.marked(line, "signed" if view.ok else "error", "done" if view.ok else "rejected", wrap=False)
