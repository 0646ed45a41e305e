"""«Why?»: what happened to one document, by whom and why, and what can be done next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bsclient.domain.codes import RECALL_REQUEST
from bsclient.domain.documents import Letter
from bsclient.domain.rights import Action
from bsclient.gui import icons, keys, theme
from bsclient.gui.documents import evidence, history_parts, next_steps, shared_signing
from bsclient.gui.documents.comments_panel import CommentsPanel
from bsclient.gui.documents.fields_view import title
from bsclient.gui.documents.history_parts import Line, Story
from bsclient.gui.documents.holds import ConfirmDialog
from bsclient.gui.documents.journal_actions import BY_ID
from bsclient.gui.documents.journal_details import empty
from bsclient.gui.documents.journal_kinds import has_form
from bsclient.gui.documents.links_panel import LinksPanel
from bsclient.gui.documents.recall_dialog import RecallDialog
from bsclient.gui.documents.refuse_dialog import RefuseDialog
from bsclient.gui.documents.sending import send
from bsclient.gui.documents.sign_dialog import open_sign
from bsclient.gui.documents.status_words import state_words
from bsclient.gui.forms.names import page_of
from bsclient.gui.preview import acts
from bsclient.gui.rights import asking
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.printing.report import Column, Report, lay_out

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk

_SELF = "payments.history"
_SIZES: Final = [620, 420]
_NARROW_BELOW: Final = 760


class HistoryPage(Page):
    """Filled by `open(id=…)`; follows the document while it changes."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._id = ""
        self.story: Story | None = None
        self._copy = keys.action(tr("Copy"), "copy", self.copy, self)
        self._print = keys.action(tr("Print"), "print", self.print_story, self, "print")
        self._evidence = keys.action(
            tr(evidence.TEXT), "audit", lambda: evidence.ask(self.shell, self._id), self
        )
        self._evidence.setObjectName(evidence.ACTION)
        self._document = keys.action(tr("Open the document"), "folder", self._open_document, self)
        self._original = keys.action(tr("History of the payment"), "history", self._open_original, self)
        self._letter = keys.action(tr("Write to the bank about this document"), "letter", self._write, self)
        self._icon = text.icon_label("draft", size=24)
        self._head = text.heading("", 2)
        self._head.setWordWrap(True)
        self._state = text.coloured("", "text", wrap=True)
        self._hint = text.hint("")
        self._buttons = FlowLayout(gap=8)
        self._area = QScrollArea()
        self.links = LinksPanel(desk, shell, editable=True)
        self.comments = CommentsPanel(desk, shell)
        self._build()

    @property
    def title(self) -> str:
        return tr("History of the document")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._document, self._original, self._letter, None, self._copy, self._print, self._evidence)

    def open(self, **args: object) -> None:
        wanted = str(args.get("id", ""))
        if wanted:
            self._id = wanted
        self.setFocusProxy(self._area)
        self._read()

    def refresh(self, changed: Changed) -> None:
        if self._id in changed.documents or changed.everything:
            self._read()

    def copy(self) -> None:
        """Put the whole history on the clipboard."""
        if self.story is not None:
            QGuiApplication.clipboard().setText(history_parts.as_text(self.story))
            self.shell.notify(tr("The history is on the clipboard"), "ok")

    def print_story(self) -> None:
        """Show the history on paper."""
        if self.story is not None:
            made = report(self.story)
            acts.open(self.shell, made.title, lay_out(made))

    def words(self) -> str:
        """Return what the page says, for tests."""
        told = history_parts.as_text(self.story) if self.story else ""
        return f"{self._head.text()}\n{self._state.text()}\n{self._hint.text()}\n{told}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is connected stands below."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW_BELOW
        self._parts.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)

    # inside -------------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        desk, wanted = self.desk, self._id
        task = self.shell.run_task(lambda: history_parts.read(desk, wanted), self._show, lane=Lane.NETWORK)
        task.owned_by(self)

    def _show(self, story: Story | None) -> None:
        if story is None or story.row.id != self._id:
            return
        self.story = story
        row = story.row
        role = theme.STATE_COLOURS[row.state]
        icons.put(self._icon, icons.STATE_ICONS[row.state], role, 24)
        self._head.setText(f"{title(row.type)} {history_parts.caption(row)}")
        self._state.setText(state_words(row.state, row.status_code))
        text.paint(self._state, role)
        self._hint.setText(next_steps.hint(row.state, row.status_code))
        self._offer(story)
        self._document.setEnabled(has_form(row.type))
        self._original.setVisible(row.type == RECALL_REQUEST)
        self._letter.setVisible(row.type != Letter.code)
        asking.offer(self._letter, asking.reason(self.desk, Action.LETTERS))
        self._fill(story)
        self.links.show_links(row.id)
        self.comments.show_comments(row.id)

    def _offer(self, story: Story) -> None:
        empty(self._buttons)
        row = story.row
        does: dict[str, Callable[[], object]] = {
            "open": self._open_document,
            "correct": lambda: self.shell.open_page(page_of(row.type), correct=row.id),
            "sign": lambda: open_sign(self.desk, self.shell, [row.id]),
            "send": lambda: send(self.desk, self.shell, [row.id]),
            "restore": lambda: self.shell.run_task(
                lambda: self.desk.drafts.restore([row.id]), lambda _none: self._read()
            ),
            "confirm": lambda: ConfirmDialog(self.desk, self.shell, row).open(),
            "recall": lambda: RecallDialog(self.desk, self.shell, row).open(),
            "offer": lambda: shared_signing.offer(self.desk, self.shell, [row.id]),
            "take_back": lambda: shared_signing.take_back(self.desk, self.shell, [row.id]),
            "refuse": lambda: RefuseDialog(self.desk, self.shell, [row.id]).open(),
        }
        for place, name in enumerate(next_steps.offered(row.state, row.type, row.status_code)):
            caption = tr(BY_ID[name].text)
            button = text.primary(caption) if place == 0 else QPushButton(caption)
            button.clicked.connect(lambda *_on, act=does[name]: act())
            self._buttons.addWidget(button)
        self._buttons.invalidate()

    def _fill(self, story: Story) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(16, 4, 16, 16)
        box.setSpacing(8)
        told = history_parts.receipt(story)
        parts = (
            (tr("What happened"), history_parts.steps(story)),
            (tr("Receipt of the bank"), [told] if told else []),
            (tr("Signatures"), history_parts.signatures(story)),
        )
        for head, lines in parts:
            if lines:
                box.addWidget(text.heading(head, 2))
                box.addWidget(_table(lines))
        box.addStretch(1)
        self._area.setWidget(inside)

    def _open_document(self) -> None:
        if self.story is not None and has_form(self.story.row.type):
            self.shell.open_page(page_of(self.story.row.type), id=self._id)

    def _write(self) -> None:
        self.shell.open_page("letters", about=self._id)

    def _open_original(self) -> None:
        """From a recall request to the payment it is about."""
        desk, wanted = self.desk, self._id

        def go(original: str) -> None:
            if original:
                self.shell.open_page(_SELF, id=original)

        def find() -> str:
            return str(desk.drafts.get(wanted).raw.get("document_id", ""))

        self.shell.run_task(find, go, lane=Lane.NETWORK).owned_by(self)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(3)
        for widget in (self._head, self._state, self._hint):
            said.addWidget(widget)
        said.addLayout(self._buttons)
        head.addLayout(said, 1)
        top = QFrame()
        top.setProperty("card", True)
        frame = QVBoxLayout(top)
        frame.setContentsMargins(14, 10, 14, 10)
        frame.addLayout(head)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("History of the document"))
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 10, 12, 0)
        box.addWidget(top)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(14, 4, 14, 10)
        column.addWidget(self.links)
        column.addWidget(self.comments)
        column.addStretch(1)
        beside = QScrollArea()
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside.setWidget(side)
        self._parts = QSplitter(Qt.Orientation.Horizontal)
        self._parts.setChildrenCollapsible(False)
        self._parts.addWidget(self._area)
        self._parts.addWidget(beside)
        self._parts.setSizes(_SIZES)
        box.addWidget(self._parts, 1)


def report(story: Story) -> Report:
    """Return the history as a printed report."""
    told = history_parts.receipt(story)
    stamps = history_parts.signatures(story)
    rows = [
        (line.when, line.head, "\n".join(line.more))
        for line in (*history_parts.steps(story), *([told] if told else []))
    ]
    rows += [
        (line.when, tr("Signature of {name}").format(name=line.head), "\n".join(line.more)) for line in stamps
    ]
    return Report(
        title=tr("History of the document"),
        above=(f"{title(story.row.type)} {history_parts.caption(story.row)}", f"{tr('Id')}: {story.row.id}"),
        columns=(Column(tr("Time (Moscow)"), 30), Column(tr("What happened"), 60), Column(tr("Details"), 96)),
        rows=rows,
    )


def _table(lines: Sequence[Line]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(2, 1)
    row = 0
    for line in lines:
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(text.icon_label(line.icon, line.role), row, 0, top)
        grid.addWidget(text.hint(line.when, wrap=False), row, 1, top)
        head = text.label(line.head, wrap=True, selectable=True)
        font = head.font()
        font.setWeight(font.Weight.DemiBold)
        head.setFont(font)
        grid.addWidget(head, row, 2)
        if line.more:
            more = text.label("\n".join(line.more), wrap=True, selectable=True)
            text.paint(more, "muted")
            more.setContentsMargins(0, 0, 0, 8)
            grid.addWidget(more, row + 1, 2)
        row += 2
    return made
