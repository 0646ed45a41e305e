"""The later acts of the tour: statement and its exports, letters, audit, the rest of the windows."""

from __future__ import annotations

from bsclient.domain.codes import PAYMENT_ORDER
from bsclient.domain.states import State
from bsclient.gui.audit.page import AuditPage
from bsclient.gui.documents.history_page import HistoryPage
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.letters.page import LettersPage
from bsclient.gui.statements.page import StatementsPage
from bsclient.services.documents.listing import Filter
from bsclient.services.evidence import check as evidence_check
from bsclient.services.letters.threads import answered
from bsclient.tour.visit import Visit

_EXPORTS = {"1c": "kl_to_1c.txt", "csv": "statement.csv", "xlsx": "statement.xlsx", "pdf": "statement.pdf"}


def statement(visit: Visit) -> None:
    """The statement adds up and goes back to 1C."""
    walker = visit.walker
    page = visit.page(StatementsPage, "statements", account=visit.desk.statements.accounts()[0].number)
    walker.wait(lambda: page.statement is not None and page.statement.entries, "the statement")
    walker.rest(600)
    told = page.statement
    if told is None:
        return
    word = "adds up" if told.agrees else "DOES NOT ADD UP"
    walker.step("Statement", f"{len(told.entries)} operations, closing {told.closing}; {word}", "statement")
    for target, name in _EXPORTS.items():
        page.exporting.write(told, target, visit.wish.folder / name)
        walker.wait((visit.wish.folder / name).exists, name)
    walker.rest(500)
    walker.step("Exports", ", ".join(_EXPORTS.values()), "statement-exported")


def letter(visit: Visit) -> None:
    """A letter with an attachment, and the bank's answer in its thread."""
    walker = visit.walker
    paper = visit.papers / visit.text("договор.txt", "contract.txt")
    paper.write_text("№ 5/26", "utf-8")
    page = visit.page(LettersPage, "letters")
    page.begin()
    walker.rest()
    composer = page.composer
    walker.type(composer.subject, visit.text("Справка об оборотах", "Certificate of turnovers"))
    composer.body.setPlainText(
        visit.text("Прошу выдать справку за ноябрь.", "Please issue a certificate for November.")
    )
    composer.attach([paper])
    walker.wait(lambda: composer.files.files, "the attachment")
    walker.step("Letter", "a text and an attachment", "letter")
    composer.send()
    visit.sign(walker.dialog(SignDialog))
    thread = visit.desk.letters.threads()[0].id
    walker.wait(lambda: answered(visit.desk.letters.thread(thread)), "the bank's answer", 90)
    page.open(thread=thread)
    walker.rest(900)
    walker.step("Answer of the bank", "in the same thread, by itself", "letter-answered")


def audit(visit: Visit) -> None:
    """The audit journal is checked."""
    page = visit.page(AuditPage, "audit")
    page.check()
    visit.walker.rest(1200)
    report = visit.desk.audit.check()
    visit.walker.step(
        "Audit journal", f"{report.count} rows, chain {'holds' if report.ok else 'BROKEN'}", "audit"
    )


def evidence(visit: Visit) -> None:
    """All that proves a payment, in one ZIP that stays in the tour's folder."""
    found = visit.desk.listing.view(Filter(types=(PAYMENT_ORDER,), states=frozenset({State.EXECUTED}))).page(
        0, 1
    )
    if not found:
        visit.walker.step("Evidence", "no executed payment", "")
        return
    made = visit.desk.evidence.of(found[0].id)
    path = visit.wish.folder / made.name
    path.write_bytes(made.data)
    report = evidence_check.check(made.data, visit.desk.profile.bank.ca_pem.encode())
    word = "every proof holds" if report.ok else "DOES NOT HOLD"
    visit.page(HistoryPage, "payments.history", id=found[0].id)
    visit.walker.rest(900)
    visit.walker.step("Evidence", f"{path.name}: {len(report.findings)} findings, {word}", "evidence")


def around(visit: Visit) -> None:
    """The other windows, each at a glance."""
    for name in ("payees", "directories", "settings", "home"):
        visit.main().shell.open_page(name)
        visit.walker.rest(900)
        visit.walker.step(name.capitalize(), "seen", name)


ACTS = (statement, letter, audit, evidence, around)
