"""Evidence of a document: made and checked off the GUI thread, then written where the user says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsclient.domain.states import State
from bsclient.gui.shell import Shell
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.services.evidence.check import Report
    from bsclient.services.evidence.collecting import Evidence

ACTION: Final = "evidence"
"""Object name of a page's action that makes evidence; the File menu shows it, too."""
TEXT: Final = N_("Evidence…")
UNSIGNED: Final = frozenset((State.INVALID, State.NEW, State.IMPORTED, State.DELETED))
_ABSENT: Final = {
    "evidence_crl_absent": N_("the list of revoked certificates"),
    "evidence_receipt_absent": N_("the bank's receipt"),
    "evidence_statuses_absent": N_("the bank's signed word for the statuses"),
    "evidence_journal_absent": N_("the journal up to a head that the bank signed"),
}


def ask(shell: Shell, document_id: str) -> None:
    """Make the evidence of a document, check it as its reader will, and ask where to write it."""
    desk = shell.desk

    def work() -> tuple[Evidence, Report]:
        from bsclient.services.evidence import check as evidence_check  # opens cryptography

        made = desk.evidence.of(document_id)
        return made, evidence_check.check(made.data, desk.profile.bank.ca_pem.encode())

    shell.run_task(work, lambda made: _save(shell, *made), lane=Lane.NETWORK)


def _save(shell: Shell, made: Evidence, report: Report) -> None:
    dialogs.save_file(
        shell.window,
        tr("Save the evidence of a document"),
        made.name,
        tr("ZIP (*.zip)"),
        lambda path: _keep(shell, made, report, path),
    )


def _keep(shell: Shell, made: Evidence, report: Report, path: Path) -> None:
    def done(_none: object) -> None:
        words, kind = said(report)
        shell.notify(f"{tr('Saved as {path}').format(path=path)}. {words}", kind)

    def work() -> None:
        from bsclient.gui.documents.print_payments import write
        from bsclient.services.files import write_whole

        write_whole(path, lambda out: write(out, made.data))

    shell.run_task(work, done, lane=Lane.NETWORK)


def said(report: Report) -> tuple[str, str]:
    """Return what a check of fresh evidence comes to, and which kind of notice it is."""
    if not report.ok:
        return tr("It does not hold: check the audit journal and call the bank."), "error"
    absent = [tr(_ABSENT[one.code]) for one in report.findings if one.code in _ABSENT]
    if absent:
        words = tr("Every proof in it holds. Not there: {names}. Synchronise and make it again.")
        return words.format(names=", ".join(absent)), "warning"
    return tr("Every proof in it holds; the read-me inside says how to check it with OpenSSL."), "ok"
