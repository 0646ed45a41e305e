"""One payee whose details are not those that were paid before: what changed, all fields, and a word of the signer."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from bsclient.gui.documents import sign_columns
from bsclient.gui.documents.fields_view import FieldsDialog
from bsclient.gui.documents.sign_model import changes
from bsclient.gui.documents.sign_notices import differences
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Answer
from bsclient.services.signing import Item


class ChangedPayeeDialog(FieldsDialog):
    """Enter alone does nothing here: the box must be ticked, then the button pressed."""

    def __init__(self, parent: QWidget | None, item: Item, confirmed: Answer) -> None:
        name = item.text("payee_name")
        super().__init__(parent, tr("Payee with other details: {name}").format(name=name))
        self._confirmed = confirmed
        place = 1
        for words in differences(item):
            self.content.insertWidget(place, text.marked(words, "warning", "rejected", wrap=True))
            place += 1
        figures = f"{tr('No.')} {item.text('number')}, {sign_columns.amount(item)}"
        self.content.insertWidget(place, text.label(figures))
        self.view.show_signed(item.signed, item.digest, {each.field for each in changes(item)})
        self.tick = QCheckBox(tr("I have checked the new details with the payee and want to pay"))
        self.content.addWidget(self.tick)
        self.agree: QPushButton = self.add_button(tr("Confirm this payee"), self._agree)
        self.agree.setAutoDefault(False)
        self.agree.setEnabled(False)
        close = self.add_close(tr("Back"))
        close.setAutoDefault(False)
        self.tick.toggled.connect(self.agree.setEnabled)
        self.view.setFocus()

    def _agree(self) -> None:
        self.accept()
        self._confirmed()
