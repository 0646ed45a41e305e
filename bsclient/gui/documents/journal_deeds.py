"""Does what the actions of the journal say, to the chosen documents whose state allows it.

Windows and papers are imported by the act that needs them: the list is shown before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.gui.documents.journal_actions import BY_ID
from bsclient.gui.documents.journal_kinds import has_form, makes, takes
from bsclient.gui.documents.journal_reading import rows, rows_of
from bsclient.gui.documents.sending import send
from bsclient.gui.forms.names import page_of
from bsclient.gui.shell import Shell
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.gui.documents.journal_page import JournalPage
    from bsclient.services.desk import Desk
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.documents.listing import Row

IMPORT = "payments.import"
HISTORY = "payments.history"
_SOME: Final = 500


class Deeds:
    """One method for each act; `by_id` maps acts to them."""

    def __init__(self, desk: Desk, shell: Shell, page: JournalPage) -> None:
        self._desk = desk
        self._shell = shell
        self._page = page
        self.by_id: dict[str, Callable[[], object]] = {
            "new": self.new,
            "template": self.template,
            "import": self.take_in,
            "write": lambda: self._with("write", self._write),
            "open": self.open,
            "copy": lambda: self._edit("copy_of"),
            "correct": lambda: self._edit("correct"),
            "sign": lambda: self._with("sign", self._sign),
            "unsign": lambda: self._with("unsign", self._unsign),
            "offer": lambda: self._with("offer", self._give),
            "take_back": lambda: self._with("take_back", self._take_back),
            "refuse": lambda: self._with("refuse", self._refuse),
            "send": lambda: self._with("send", self._send),
            "queue": lambda: self._with("queue", self._queue),
            "unqueue": lambda: self._with("unqueue", self._unqueue),
            "confirm": self.confirm,
            "recall": self.recall,
            "history": self.history,
            "bulk": lambda: self._with("bulk", self._bulk),
            "repeat": self.repeat,
            "delete": lambda: self._with("delete", self._delete),
            "restore": lambda: self._with("restore", self._restore),
            "print": lambda: self._with("print", self._print),
            "pdf": lambda: self._with("pdf", self._pdf),
            "evidence": lambda: self._with("evidence", self._evidence),
            "export": self.export,
            "refresh": page.reload,
        }

    def new(self) -> None:
        """Begin a payment, from the account that the list shows."""
        code = self._code()
        if code:
            self.begin(code)
        else:
            menu = self._page.actions_of.by_id["new"].menu()
            if isinstance(menu, QMenu):
                menu.popup(QCursor.pos())

    def begin(self, code: str) -> None:
        """Begin a document of a type."""
        self._shell.open_page(page_of(code), account=self._page.filters.value().account)

    def pay_taxes(self) -> None:
        """Begin a payment to the budget with its questions."""
        account = self._page.filters.value().account
        self._shell.open_page(page_of(PAYMENT_ORDER), account=account, taxes="1")

    def template(self) -> None:
        """Choose a template to begin from."""
        from bsclient.gui.documents.templates_dialog import TemplatesDialog

        row = self._page.table.chosen_row()
        kind = self._code() or (row.type if row is not None else "")
        if kind and takes("template", kind):
            page = page_of(kind)
            TemplatesDialog(
                self._desk, self._shell, kind, lambda one: self._shell.open_page(page, template=one)
            ).open()

    def take_in(self) -> None:
        """Take documents in from a file: payment orders on a page of their own, made for very long files."""
        code = self._page.filters.type()
        if PAYMENT_ORDER in (code, self._code()):
            self._shell.open_page(IMPORT)
            return
        from bsclient.gui.forms.file_dialogs import ask_import

        ask_import(self._desk, self._shell, code)

    def open(self) -> None:
        """Open the current document."""
        row = self._page.table.chosen_row()
        if row is None:
            return
        if has_form(row.type):
            self._shell.open_page(page_of(row.type), id=row.id)
        else:
            self._shell.run_task(lambda: self._desk.drafts.get(row.id), self._show_fields)

    def history(self) -> None:
        """Show why the current document stands where it stands."""
        row = self._page.table.chosen_row()
        if row is not None:
            self._shell.open_page(HISTORY, id=row.id)

    def confirm(self) -> None:
        """Confirm a payment that the bank has put off."""
        from bsclient.gui.documents.holds import ConfirmDialog

        row = self._page.table.chosen_row()
        if row is not None:
            ConfirmDialog(self._desk, self._shell, row).open()

    def recall(self) -> None:
        """Ask the bank not to execute the current document."""
        from bsclient.gui.documents.recall_dialog import RecallDialog

        row = self._page.table.chosen_row()
        if row is not None:
            RecallDialog(self._desk, self._shell, row).open()

    def repeat(self) -> None:
        """Let the program make the current document again by a calendar."""
        from bsclient.gui.recurring.rule_dialog import RuleDialog

        row = self._page.table.chosen_row()
        if row is not None and takes("repeat", row.type):
            desk, shell = self._desk, self._shell
            shell.run_task(
                lambda: desk.drafts.get(row.id), lambda draft: RuleDialog.of_draft(desk, shell, draft).open()
            ).owned_by(self._page)

    def export(self) -> None:
        """Write the chosen rows, or the whole list when at most one is chosen, into a table."""
        from bsclient.gui.documents import export_list

        view, ranges = self._page.view(), self._page.table.ranges()
        if view is not None:
            whole = self._page.table.selected_count() <= 1
            spans = [(0, view.count - 1)] if whole else ranges
            export_list.ask(self._shell, view, spans, self._page.filters.type())

    # acts on several documents ------------------------------------------------------------------------------------

    def _with(self, act: str, then: Callable[[list[Row]], object]) -> None:
        """Find the chosen documents whose state allows an act, off the GUI thread, and go on with them.

        Some are found by their ids: in a long list another one may stand in their place by now.
        """
        view, table, desk = self._page.view(), self._page.table, self._desk
        ranges, allowed = table.ranges(), BY_ID[act].allowed
        some = ids(table.selected_rows(_SOME)) if table.selected_count() <= _SOME else None
        if view is not None and ranges:

            def go_on(found: list[Row]) -> None:
                taken = [row for row in found if takes(act, row.type)]
                if taken:
                    then(taken)

            def work() -> list[Row]:
                return rows(view, ranges, allowed) if some is None else rows_of(desk, some, allowed)

            self._shell.run_task(work, go_on).owned_by(self._page)

    def _code(self) -> str:
        """Return the only type that a new document of the list can be of; "" when there are several."""
        codes = makes(self._page.filters.types())
        first = self._page.section.first
        return codes[0] if len(codes) == 1 else first if first in codes else ""

    def _bulk(self, found: list[Row]) -> None:
        from bsclient.gui.forms.bulk_dialog import BulkDialog

        BulkDialog(self._desk, self._shell, ids(found)).open()

    def _write(self, found: list[Row]) -> None:
        from bsclient.gui.forms.file_dialogs import ask_write

        kind = found[0].type
        ask_write(self._desk, self._shell, kind, ids([row for row in found if row.type == kind]))

    def _edit(self, how: str) -> None:
        row = self._page.table.chosen_row()
        if row is not None:
            self._shell.open_page(page_of(row.type), **{how: row.id})

    def _sign(self, found: list[Row]) -> None:
        from bsclient.gui.documents.sign_dialog import open_sign

        open_sign(self._desk, self._shell, ids(found))

    def _give(self, found: list[Row]) -> None:
        from bsclient.gui.documents import shared_signing

        shared_signing.offer(self._desk, self._shell, ids(fitting("offer", found)))

    def _take_back(self, found: list[Row]) -> None:
        from bsclient.gui.documents import shared_signing

        shared_signing.take_back(self._desk, self._shell, ids(fitting("take_back", found)))

    def _refuse(self, found: list[Row]) -> None:
        from bsclient.gui.documents.refuse_dialog import RefuseDialog

        RefuseDialog(self._desk, self._shell, ids(fitting("refuse", found))).open()

    def _send(self, found: list[Row]) -> None:
        send(self._desk, self._shell, ids(found))

    def _queue(self, found: list[Row]) -> None:
        send(self._desk, self._shell, ids(found), only_queue=True)

    def _unqueue(self, found: list[Row]) -> None:
        wanted = ids(found)
        self._do(
            lambda: self._desk.delivery.unqueue(wanted),
            tr("%n document(s) taken out of the queue", "", len(wanted)),
        )

    def _unsign(self, found: list[Row]) -> None:
        wanted = ids(found)
        self._do(
            lambda: self._desk.signing.unsign(wanted),
            tr("Your signature was taken off %n document(s)", "", len(wanted)),
        )

    def _delete(self, found: list[Row]) -> None:
        wanted = ids(found)
        words = tr("%n document(s) deleted", "", len(wanted))
        undo = (tr("Undo"), lambda: self._restore(found))
        self._do(lambda: self._desk.drafts.delete(wanted), words, undo)

    def _restore(self, found: list[Row]) -> None:
        wanted = ids(found)
        self._do(lambda: self._desk.drafts.restore(wanted), tr("%n document(s) restored", "", len(wanted)))

    def _print(self, found: list[Row]) -> None:
        from bsclient.gui.documents import print_payments

        print_payments.preview(self._shell, ids(found))

    def _pdf(self, found: list[Row]) -> None:
        from bsclient.gui.documents import print_payments

        print_payments.ask_pdf(self._shell, ids(found))

    def _evidence(self, found: list[Row]) -> None:
        from bsclient.gui.documents import evidence

        evidence.ask(self._shell, found[0].id)

    def _do(
        self, work: Callable[[], object], words: str, link: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        caption, clicked = link or ("", None)
        self._shell.run_task(work, lambda _none: self._shell.notify(words, "ok", caption, clicked))

    def _show_fields(self, draft: Draft) -> None:
        from bsclient.gui.documents.fields_view import FieldsDialog, lines, title

        number = draft.raw.get("number", "")
        caption = tr("{type} No. {number}").format(type=title(draft.type), number=number)
        dialog = FieldsDialog(self._shell.window, caption)
        dialog.view.show_lines(list(lines(draft.type, draft.raw)))
        dialog.add_close(tr("Close"), primary=True)
        dialog.open()


def ids(found: Sequence[Row]) -> list[str]:
    """Return the ids of rows."""
    return [row.id for row in found]


def fitting(act: str, found: Sequence[Row]) -> list[Row]:
    """Return the documents whose status lets an act be done to them."""
    wanted, unwanted = BY_ID[act].codes, BY_ID[act].without
    return [
        row for row in found if (not wanted or row.status_code in wanted) and row.status_code not in unwanted
    ]
