"""Profiles: a name for the one in the window, and the list of those kept: rename, delete, give away, take over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from bsclient.errors import BadInput
from bsclient.formats import convert
from bsclient.formats.model import ORDERS
from bsclient.formats.table_files import Profile
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.dialogs import Dialog, Question
from bsclient.gui.widgets.model import Column
from bsclient.gui.widgets.table import DataTable
from bsclient.services.files import write_whole

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell

_FILTERS: Final = N_("Profiles of tables (*.json);;All files (*)")
_HEIGHT: Final = 180


class SaveDialog(Dialog):
    """Keeps a profile under a name; one of the same name is replaced if the user says so."""

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        profile: Profile,
        known: Sequence[Profile],
        saved: Callable[[Profile], object],
    ) -> None:
        super().__init__(parent, tr("Save as a profile"), width=380)
        self._shell, self._profile, self._saved = shell, profile, saved
        self._taken = {one.name for one in known}
        own = next((one.name for one in known if one.id == profile.id), "")
        self.field = QLineEdit(own)
        self.field.setAccessibleName(tr("Name of the profile"))
        self.field.setPlaceholderText(tr("For example, the name of the bank"))
        self.account = QCheckBox(tr("Remember the account {account}").format(account=profile.account))
        self.account.setChecked(bool(profile.account))
        self.account.setVisible(bool(profile.account))
        self.error = text.coloured("", "rejected", wrap=True)
        label = text.label(tr("Name of the profile"))
        label.setBuddy(self.field)
        hint = text.hint(tr("The next file with these columns is read without asking."))
        for widget in (
            text.heading(tr("Save as a profile"), 2),
            label,
            self.field,
            hint,
            self.account,
            self.error,
        ):
            self.content.addWidget(widget)
        self.keep = self.add_button(tr("Save"), self._agree, primary=True)
        self.add_close()
        self.field.textChanged.connect(lambda _text: self._follow())
        self.field.selectAll()

    def _follow(self) -> None:
        self.error.clear()
        there = " ".join(self.field.text().split()) in self._taken
        self.keep.setText(tr("Replace") if there else tr("Save"))

    def _agree(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            self.error.setText(tr("Give it a name"))
            self.field.setFocus()
            return
        account = self._profile.account if self.account.isChecked() else ""
        profile = replace(self._profile, name=name, account=account, id="", built_in=False)
        save = self._shell.desk.table_profiles.save
        there = name in self._taken
        self._shell.run_task(lambda: save(profile, replace=there), self._kept).owned_by(self)

    def _kept(self, profile: Profile) -> None:
        self.accept()
        self._saved(profile)


class ProfilesDialog(Dialog):
    """The kept profiles of a role, "" for all; `changed` gets them whenever they were read."""

    def __init__(
        self, parent: QWidget, shell: Shell, role: str, changed: Callable[[list[Profile]], object]
    ) -> None:
        super().__init__(parent, tr("Profiles of tables"), width=300)
        self._shell, self._role, self._changed = shell, role, changed
        self._all: list[Profile] = []
        self.table: DataTable[Profile] = DataTable("table_profiles", _columns(), shell.memory)
        self.table.setAccessibleName(tr("Profiles of tables"))
        self.table.setMinimumHeight(_HEIGHT)
        self.table.setSelectionMode(DataTable.SelectionMode.SingleSelection)
        self.table.set_empty(tr("No profiles yet. Map the columns of a file and save that as a profile."))
        self.content.addWidget(text.heading(tr("Profiles of tables"), 2))
        self.content.addWidget(self.table, 1)
        self.rename = self.add_button(tr("Rename…"), self._ask_name, left=True)
        self.delete = self.add_button(tr("Delete…"), self._ask_delete, left=True)
        self.export = self.add_button(tr("Export…"), self._ask_export, left=True)
        self.take = self.add_button(tr("Import…"), self._ask_import, left=True)
        self.add_close(tr("Close"), primary=True)
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _profile: self._ask_name())
        self.resize(640, 340)
        self._allow()
        self._read()

    def _read(self) -> None:
        listed = self._shell.desk.table_profiles.list
        self._shell.run_task(lambda: listed(self._role), self._show, lane=Lane.NETWORK).owned_by(self)

    def _show(self, profiles: list[Profile]) -> None:
        self._all = profiles
        self.table.set_rows(profiles, lambda profile: profile.id)
        self._allow()
        self._changed(profiles)

    def _allow(self) -> None:
        there = self.table.current_row() is not None
        for button in (self.rename, self.delete, self.export):
            button.setEnabled(there)

    def _ask_name(self) -> None:
        profile = self.table.current_row()
        if profile is not None:
            taken = {one.name for one in self._all if one.id != profile.id and one.role == profile.role}
            RenameDialog(self, profile.name, taken, lambda name: self._do_rename(profile, name)).open()

    def _do_rename(self, profile: Profile, name: str) -> None:
        rename = self._shell.desk.table_profiles.rename
        self._shell.run_task(lambda: rename(profile.id, name), lambda _kept: self._read()).owned_by(self)

    def _ask_delete(self) -> None:
        profile = self.table.current_row()
        if profile is None:
            return
        question = Question(
            tr("Delete the profile “{name}”?").format(name=profile.name),
            tr("What was taken in by it stays. The next file of the kind is asked about again."),
            tr("Delete"),
            dangerous=True,
        )
        dialogs.confirm(self, question, lambda: self._do_delete(profile))

    def _do_delete(self, profile: Profile) -> None:
        delete = self._shell.desk.table_profiles.delete
        self._shell.run_task(lambda: delete(profile.id), lambda _none: self._read()).owned_by(self)

    def _ask_export(self) -> None:
        profile = self.table.current_row()
        if profile is not None:
            name = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in profile.name)
            dialogs.save_file(
                self,
                tr("Export a profile"),
                f"{name}.json",
                tr(_FILTERS),
                lambda path: self.write(profile, path),
            )

    def write(self, profile: Profile, path: Path) -> None:
        """Write a profile into a file."""
        export = self._shell.desk.table_profiles.export

        def work() -> None:
            body = export(profile.id).encode()

            def put(out: BinaryIO) -> None:
                out.write(body)

            write_whole(path, put)

        self._shell.run_task(work, lambda _none: None, lane=Lane.NETWORK).owned_by(self)

    def _ask_import(self) -> None:
        dialogs.choose_file(
            self, tr("Import a profile"), tr(_FILTERS), lambda paths: self.take_file(paths[0])
        )

    def take_file(self, path: Path) -> None:
        """Keep the profile that stands in a file."""
        take = self._shell.desk.table_profiles.take

        def work() -> Profile:
            try:
                body = convert.read_bytes(path).decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise BadInput("table_profile_malformed", place="UTF-8") from error
            return take(body)

        self._shell.run_task(work, lambda _kept: self._read()).owned_by(self)


class RenameDialog(Dialog):
    """Asks for a name that no other profile has."""

    def __init__(self, parent: QWidget, name: str, taken: set[str], named: Callable[[str], object]) -> None:
        super().__init__(parent, tr("Name of the profile"), width=300)
        self._taken, self._named = taken, named
        self.field = QLineEdit(name)
        self.field.setAccessibleName(tr("Name of the profile"))
        self.error = text.coloured("", "rejected", wrap=True)
        label = text.label(tr("Name of the profile"))
        label.setBuddy(self.field)
        for widget in (label, self.field, self.error):
            self.content.addWidget(widget)
        self.add_button(tr("Rename"), self._agree, primary=True)
        self.add_close()
        self.field.textChanged.connect(lambda _text: self.error.clear())
        self.field.selectAll()

    def _agree(self) -> None:
        name = " ".join(self.field.text().split())
        if not name or name in self._taken:
            self.error.setText(tr("Another profile has this name") if name else tr("Give it a name"))
            return
        self.accept()
        self._named(name)


def _columns() -> tuple[Column[Profile], ...]:
    return (
        Column("name", tr("Name"), lambda one: one.name, 240, stretch=True),
        Column(
            "role", tr("For"), lambda one: tr("payments") if one.role == ORDERS else tr("statements"), 100
        ),
        Column("account", tr("Account"), lambda one: one.account, 168),
        Column("columns", tr("Columns"), lambda one: str(len(one.fields)), 80, right=True),
    )
