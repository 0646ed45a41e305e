"""The page of a document of any declared type; one of the bank is shown with what can be done about it.

`open(id=…)`, `copy_of`, `correct`, `template` as every page of a document; `open(answer=id, decision=code)` answers a document
of the bank; `open(given={field: text}, account=…)` begins one with some fields filled, e.g. from a product.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.states import State
from bsclient.gui import icons, keys, sections
from bsclient.gui.documents.document_page import DocumentPage
from bsclient.gui.documents.fields_view import title as title_of
from bsclient.gui.forms import answers, own_acts
from bsclient.gui.forms.answers import DECISION, Answer
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.forms.files_editor import FilesEditor
from bsclient.gui.forms.filling import Filling
from bsclient.gui.forms.layouts import LAYOUTS
from bsclient.gui.forms.lookups import Lookups
from bsclient.gui.forms.names import page_of
from bsclient.gui.forms.rows_import import RowsImport
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.documents.incoming import ProofView
    from bsclient.services.information.limits import FileLimits


class FormPage(DocumentPage):
    """See the module; `lookups` and `filling` are its parts beside those of every page of a document."""

    form: DocumentForm

    def __init__(self, desk: Desk, shell: Shell, code: str) -> None:
        form = DocumentForm(registry[code], LAYOUTS.get(code))
        self._given: Mapping[str, str] = {}
        super().__init__(desk, shell, form)
        self.lookups = Lookups(form, desk, shell)
        self.filling = Filling(form, desk)
        self.imports = RowsImport(form, shell)
        self.deeds = self._make_deeds() if form.kind.flow is Flow.IN else []
        self.own_acts = own_acts.of(self)
        for grid in form.grids.values():
            if isinstance(grid, FilesEditor):
                grid.attach.connect(partial(self._attach, grid))
        self.lookups.read_accounts()
        self._read_limits()

    def page_actions(self) -> Sequence[QAction | None]:
        if self.form.kind.flow is Flow.IN:
            return (
                *self.deeds,
                *self.own_acts,
                None,
                self.print_action,
                self.history_action,
                None,
                self.close_action,
            )
        hidden = () if self.form.kind.templates else (self.template_action,)
        return [action for action in super().page_actions() if action not in hidden or action is None]

    def open(self, **args: object) -> None:
        given = args.get("given")
        self._given = given if isinstance(given, Mapping) else {}
        super().open(**args)

    def refresh(self, changed: Changed) -> None:
        if changed.accounts or changed.everything:
            self.lookups.read_accounts()
        if changed.letters or changed.everything:
            self._read_limits()
        super().refresh(changed)

    @property
    def document_id(self) -> str:
        """The id of what is shown; "" while nothing is."""
        return self._draft.id if self._draft is not None else ""

    @property
    def under(self) -> str:
        return sections.of_family(self.form.kind.family).page

    # what a type says of itself -----------------------------------------------------------------------------------

    def fresh(self, given: Mapping[str, str]) -> Draft:
        code = self.form.kind.code
        if "answer" in given:
            decided = {DECISION: given[DECISION]} if DECISION in given else {}
            return self.desk.incoming.answer(given["answer"], code, decided)
        return self.desk.drafts.begin(code, dict(self._given), given.get("account", ""))

    def again(self) -> dict[str, str]:
        listed = self.form.kind.listing.account
        return {"account": self.form.value(listed)} if listed in self.form.editors else {}

    def shown(self) -> None:
        self.filling.begin(locked=self.locked)
        self.lookups.show()
        draft = self._draft
        if draft is None or self.form.kind.flow is not Flow.IN:
            return
        for action, _answer in zip(self.deeds, self._answers, strict=True):
            rows = not _answer.rows or bool(draft.raw.get(_answer.rows))
            action.setEnabled(draft.state is not State.ANSWERED and rows)
        if draft.state is State.INCOMING:
            self.shell.run_task(lambda: self.desk.incoming.open(draft.id), lambda _none: None)

    def prove(self, draft: Draft) -> None:
        if self.form.kind.flow is not Flow.IN:
            super().prove(draft)
            return
        proof = self.desk.incoming.proof
        self.shell.run_task(
            lambda: proof(draft.id), lambda found: self._show_proof(draft.id, found), lane=Lane.NETWORK
        ).owned_by(self)

    def _show_proof(self, document_id: str, found: ProofView) -> None:
        if self._draft is not None and self._draft.id == document_id:
            self.strip.show_proof(found)

    def caption(self) -> str:
        listed = self.form.kind.listing.counterparty
        return (self.form.texts().get(listed, "") if listed else "") or self.title

    def first_field(self) -> str:
        """Return the first field that the program does not fill."""
        texts, fields = self.form.texts(), self.form.fields
        asked = [name for name in fields if name not in self.form.hidden and not fields[name].derived]
        if self.stored:
            return asked[0]
        return next((name for name in asked if fields[name].required and not texts[name]), asked[0])

    # inside -------------------------------------------------------------------------------------------------------

    def _make_deeds(self) -> list[QAction]:
        self._answers = answers.of(self.form.kind.code)
        return [self._deed(each, place) for place, each in enumerate(self._answers)]

    def _deed(self, answer: Answer, place: int) -> QAction:
        action = keys.action(answer.words, "reply" if place else "ok", partial(self._answer, answer), self)
        action.setToolTip(tip(f"{answer.words}: {title_of(answer.type)}"))
        icons.put(action, "reply" if place else "ok")
        return action

    def _answer(self, answer: Answer) -> None:
        if self._draft is None:
            return
        if answer.rows:
            grid = self.form.grids[answer.rows]
            places = [] if isinstance(grid, FilesEditor) else grid.table.places()
            self.shell.open_page(page_of(answer.type), charge=self._draft.id, row=str(next(iter(places), 0)))
        else:
            decided = {DECISION: answer.decision} if answer.decision else {}
            self.shell.open_page(page_of(answer.type), answer=self._draft.id, **decided)

    def _attach(self, grid: FilesEditor, paths: list[Path]) -> None:
        """Keep the bytes of files as they are now; without paths ask for files first."""
        if not paths:
            dialogs.choose_file(
                self.shell.window,
                tr("Attach files"),
                tr("All files (*)"),
                partial(self._attach, grid),
                several=True,
            )
            return
        keep, most, held = self.desk.attachments.keep, grid.list.most, len(grid.list.files)
        self.shell.run_task(lambda: keep(paths, most, held), grid.add).owned_by(self)

    def _read_limits(self) -> None:
        """Say of files what the bank takes."""
        editors = [grid for grid in self.form.grids.values() if isinstance(grid, FilesEditor)]
        if not editors:
            return

        def show(told: FileLimits) -> None:
            for editor in editors:
                editor.set_largest(told.largest)

        self.shell.run_task(self.desk.attachments.limits, show).owned_by(self)
