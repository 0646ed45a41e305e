"""The window of an entry of one's own in a directory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bsclient.domain.context import Context
from bsclient.domain.problems import Severity, blocking
from bsclient.errors import BsError
from bsclient.gui import problems
from bsclient.gui.directories.entry_cards import card, entry_of, raw_of
from bsclient.gui.forms.directory_words import title
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.forms.lookups import Lookups
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.information.directory_books import Entry


class EntryDialog(Dialog):
    """`kept` hears of the stored entry."""

    def __init__(
        self, desk: Desk, shell: Shell, directory: str, entry: Entry | None, kept: Callable[[Entry], object]
    ) -> None:
        super().__init__(shell.window, title(directory), width=560)
        self._desk, self._shell, self._directory = desk, shell, directory
        self._entry, self._kept = entry, kept
        self.form = DocumentForm(card(directory))
        self.lookups = Lookups(self.form, desk, shell)
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        self.content.addWidget(text.heading(title(directory), 2))
        self.content.addWidget(self.form, 1)
        self.content.addWidget(self.error)
        self.keep = self.add_button(tr("Save"), self._save, primary=True)
        self.add_close()
        self.form.load(raw_of(entry) if entry else {}, seen=entry is not None)
        self.form.changed.connect(lambda _name: self._check())
        self.form.mended.connect(self._check)
        self._check()
        next(iter(self.form.editors.values())).setFocus()

    def _raw(self) -> dict[str, str]:
        return {name: value for name, value in self.form.raw().items() if isinstance(value, str)}

    def _check(self) -> bool:
        found = self.form.kind.check(self._raw(), Context(today=self._desk.place.today))
        self.form.show_problems([each for each in found if each.severity is not Severity.INFO])
        self.error.hide()
        return not blocking(found)

    def _save(self) -> None:
        if not self._check():
            self.form.see_all()
            self.form.next_problem(first=True)
            return
        written, books, held, directory = (
            entry_of(self._raw()),
            self._desk.books,
            self._entry,
            self._directory,
        )

        def work() -> Entry:
            return books.change(held.id, written) if held is not None else books.add(directory, written)

        self._shell.run_task(work, self._saved, self._refused).owned_by(self)

    def _saved(self, entry: Entry) -> None:
        self.accept()
        self._kept(entry)

    def _refused(self, error: BsError) -> None:
        self.error.setText(problems.of_error(error).whole)
        self.error.show()
