"""The document that a calendar makes: its form in a window, without number and day, which every occurrence gets anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from bsclient.domain.documents import registry
from bsclient.gui.documents.checking import Checking
from bsclient.gui.documents.fields_view import title
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.forms.filling import Filling
from bsclient.gui.forms.layouts import LAYOUTS
from bsclient.gui.forms.lookups import Lookups
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.domain.document import RawValue
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk

_SIZE: Final = (960, 620)


class DocumentDialog(Dialog):
    """`taken(raw)` gets what was typed; errors do not hinder, each occurrence is checked when it is made."""

    def __init__(
        self, desk: Desk, shell: Shell, code: str, taken: Callable[[dict[str, RawValue]], object]
    ) -> None:
        super().__init__(shell.window, title(code), width=640)
        self._taken = taken
        self.form = DocumentForm(registry[code], LAYOUTS.get(code))
        self.checking = Checking(self.form, desk.drafts)
        self.filling = Filling(self.form, desk)
        self.lookups = Lookups(self.form, desk, shell)
        self.content.addWidget(text.heading(title(code), 2))
        self.content.addWidget(
            text.hint(
                tr(
                    "Each document gets its own number and day. In texts, {month}, {year}, {date} and {last_month} are"
                    " replaced by those of its day."
                )
            )
        )
        self.content.addWidget(scrolled(self.form), 1)
        self.add_button(tr("Continue"), self._take, primary=True)
        self.add_close()
        self.lookups.read_accounts()
        self.resize(*_SIZE)

    def load(self, raw: Mapping[str, object]) -> None:
        """Show a document."""
        self.form.load(raw, seen=False)
        self.filling.begin(locked=False)
        self.checking.begin("")

    def _take(self) -> None:
        raw = self.form.raw()
        self.accept()
        self._taken(raw)
