"""Templates in the form: a menu to begin from one, or to keep the present draft as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QMenu

from bsclient.gui.documents.templates_dialog import TemplatesDialog
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog

if TYPE_CHECKING:
    from bsclient.gui.documents.document_page import DocumentPage
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.documents.templates import Template

_LISTED: Final = 20
_NAME: Final = 60


class TemplateMenu:
    """`chosen` gets the id of a template."""

    def __init__(self, desk: Desk, shell: Shell, page: DocumentPage, chosen: Callable[[str], object]) -> None:
        self._desk, self._shell, self._page, self._chosen = desk, shell, page, chosen
        self.menu: QMenu | None = None

    def popup(self) -> None:
        """Read the templates and show them under the head of the page."""
        kind = self._page.form.kind.code
        self._shell.run_task(lambda: self._desk.templates.list(kind), self._show, lane=Lane.NETWORK)

    def ask_name(self) -> None:
        """Ask for a name and keep the draft under it."""
        dialog = Dialog(self._page, tr("Save as a template"))
        field = QLineEdit(self._page.caption()[:_NAME])
        field.setAccessibleName(tr("Name of the template"))
        dialog.content.addWidget(text.label(tr("Name of the template")))
        dialog.content.addWidget(field)
        dialog.content.addWidget(
            text.hint(tr("Number and date are not kept. A template of the same name is replaced."))
        )

        def agree() -> None:
            name, form = field.text(), self._page.form
            raw = form.raw()
            dialog.accept()
            self._shell.run_task(lambda: self._desk.templates.save(name, form.kind.code, raw), self._kept)

        dialog.add_button(tr("Save"), agree, primary=True)
        dialog.add_close()
        field.selectAll()
        field.setFocus()
        dialog.open()

    def _open_all(self) -> None:
        TemplatesDialog(self._desk, self._shell, self._page.form.kind.code, self._chosen).open()

    def _kept(self, template: Template) -> None:
        self._shell.notify(tr("The template “{name}” is kept.").format(name=template.name), "ok")

    def _show(self, templates: list[Template]) -> None:
        menu = QMenu(self._page)
        for template in templates[:_LISTED]:
            made = menu.addAction(text.literal(template.name))
            made.triggered.connect(lambda _on=False, wanted=template.id: self._chosen(wanted))
        if not templates:
            menu.addAction(tr("There are no templates yet")).setEnabled(False)
        menu.addSeparator()
        if templates:
            everything = menu.addAction(tr("All templates…"))
            everything.triggered.connect(lambda _on=False: self._open_all())
        menu.addAction(tr("Save this document as a template…")).triggered.connect(
            lambda _on=False: self.ask_name()
        )
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(self._page.mapToGlobal(QPoint(self._page.width() // 3, 0)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
