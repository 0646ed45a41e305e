"""What a synchronisation brought: counts, and each problem with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QScrollArea, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.services.exchange.delivery import SyncReport


def summary(report: SyncReport) -> str:
    """Return one line about a synchronisation."""
    counts = {
        report.accepted: tr("%n document(s) accepted by the bank", "", report.accepted),
        report.statuses: tr("%n new status(es)", "", report.statuses),
        report.entries: tr("%n ledger entry(ies)", "", report.entries),
        report.letters: tr("%n letter(s)", "", report.letters),
    }
    parts = [words for count, words in counts.items() if count]
    return ", ".join(parts) if parts else tr("Nothing new")


class SyncReportDialog(Dialog):
    """The whole report."""

    def __init__(self, parent: QWidget | None, report: SyncReport) -> None:
        super().__init__(parent, tr("Synchronisation"), width=520)
        caption = tr("Stopped by you") if report.cancelled else tr("Synchronisation is finished")
        self.content.addWidget(text.heading(caption, 2))
        times = f"{written.instant(report.started)} – {written.clock(report.finished)}"
        self.content.addWidget(text.hint(times))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        for name, count in (
            (tr("Sent"), report.sent),
            (tr("Accepted by the bank", "count"), report.accepted),
            (tr("New statuses"), report.statuses),
            (tr("Ledger entries"), report.entries),
            (tr("Letters"), report.letters),
        ):
            form.addRow(text.hint(name, wrap=False), text.label(written.number(count)))
        self.content.addLayout(form)
        if report.problems:
            self.content.addWidget(text.heading(tr("%n problem(s)", "", len(report.problems)), 3))
            self.content.addWidget(
                _problem_list([BsError(each.code, **dict(each.facts)) for each in report.problems])
            )
        self.content.addStretch(1)
        self.add_close(tr("Close"), primary=True)


def _problem_list(errors: list[BsError]) -> QScrollArea:
    inside = QWidget()
    box = QVBoxLayout(inside)
    box.setContentsMargins(0, 0, 8, 0)
    box.setSpacing(8)
    for error in errors:
        said = problems.of_error(error)
        box.addWidget(text.marked(said.message, "error", "rejected"))
        if said.mend:
            mend = text.hint(said.mend)
            mend.setContentsMargins(22, 0, 0, 0)
            box.addWidget(mend)
    box.addStretch(1)
    area = scrolled(inside, sideways=False)
    area.setMinimumHeight(120)
    return area
