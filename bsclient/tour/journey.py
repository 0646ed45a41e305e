"""The journey of the tour, act by act: an accountant's day, then the director's."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QComboBox, QLineEdit

from bsclient.domain.states import State
from bsclient.gui.documents.editor_page import PaymentPage
from bsclient.gui.documents.history_page import HistoryPage
from bsclient.gui.documents.import_page import ImportPage
from bsclient.gui.documents.journal_page import JournalPage
from bsclient.gui.documents.recall_dialog import RecallDialog
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.format import amount as money
from bsclient.gui.home.page import HomePage
from bsclient.gui.preview.window import PreviewWindow
from bsclient.gui.tr import tr
from bsclient.tour import families, keys, later, papers, views
from bsclient.tour.visit import ACCOUNTANT, DIRECTOR, Visit


def enter(visit: Visit) -> None:
    """Log in: a wrong passphrase first."""
    window = visit.show_login()
    visit.walker.step("Log in", "profile and user are chosen", "login")
    visit.log_in(window, ACCOUNTANT, "not the passphrase")
    visit.walker.wait(lambda: visit.refused(window), "the refusal")
    visit.walker.step("Wrong passphrase", "a clear message and a pause before the next try", "login-wrong")
    visit.walker.wait(lambda: visit.may_enter(window), "the end of the pause")
    visit.log_in(window, ACCOUNTANT)
    home = visit.entered().shell.host.page
    visit.walker.wait(lambda: isinstance(home, HomePage) and home.accounts_shown() > 0, "the accounts")
    overview = visit.desk.home.overview()
    roubles = [account.balance for account in overview.accounts if account.currency == "RUB"]
    total = money(sum(roubles, start=Decimal(0)), "RUB")
    visit.walker.step("Home", f"{len(overview.accounts)} accounts, {total} on those in roubles", "home")


def take_in(visit: Visit) -> None:
    """Import what 1C wrote."""
    papers.know(visit.desk, "sever")
    path = visit.papers / "1c_to_kl.txt"
    path.write_bytes(papers.file_of_1c(visit.desk))
    page = visit.page(ImportPage, "payments.import")
    page.read_file(path)
    visit.walker.wait(lambda: page.view.isVisible() and page.view.table.paged.rowCount() > 0, "the preview")
    visit.walker.rest(500)
    red = next(row for row in range(page.view.table.paged.rowCount()) if _payee_of(page, row) == "64000.00")
    page.view.table.select_place(red)
    visit.walker.rest(500)
    visit.walker.step("Import: preview", page.view.summary.text().splitlines()[0], "import")
    visit.walker.press(page.view.take)
    visit.walker.wait(page.result.isVisible, "the result of the import")
    recent = page.start.table.paged
    visit.walker.wait(lambda: recent.rowCount() > 0, "the list of imports")
    visit.walker.step("Import: done", page.result.words.text(), "imported")


def _payee_of(page: ImportPage, row: int) -> str:
    found = page.view.table.paged.row(row)
    return str(found.amount) if found is not None else ""


def write(visit: Visit) -> None:
    """A payment by hand: the bank follows the BIC, problems stand beside the field, a mend mends."""
    walker = visit.walker
    page = visit.page(PaymentPage, "payments.edit")
    walker.wait(lambda: page.form.value("payer_account") != "", "the new payment")
    told = papers.neighbour()
    editors = page.form.editors
    typed = {"amount": "12200", "payee_inn": told["payee_inn"], "payee_kpp": told["payee_kpp"],
             "payee_name": told["payee_name"], "payee_bic": told["payee_bic"],
             "payee_account": told["payee_account"][:-1] + "9"}  # fmt: skip
    for name, value in typed.items():
        walker.type(editors[name], value)
    walker.wait(
        lambda: page.form.value("payee_corr_account") == told["payee_corr_account"], "the bank from the BIC"
    )
    walker.type(editors["purpose"], "Оплата по договору 5/26 за цветы")
    for name, code in (("vat_mode", "included"), ("vat_rate", "22")):
        visit.choose_code(editors[name], code)
    page.form.see_all()
    walker.wait(page.form.problems, "the problems of the draft")
    walker.rest(500)
    found = page.form.problems()
    walker.step(
        "Payment order",
        f"the bank follows the BIC; {len(found)} problem(s) beside the fields",
        "payment-problems",
    )
    walker.type(editors["payee_account"], told["payee_account"])
    walker.wait(lambda: not any(p.code == "account_key" for p in page.form.problems()), "the mend")
    page.form.tax.unfold()
    walker.rest(500)
    walker.step("Payment order", "no errors; tax block on demand", "payment")
    page.save()
    walker.wait(
        lambda: any(str(row.amount) == "12200.00" for row in visit.rows(State.NEW)), "the saved payment"
    )
    walker.wait(lambda: not page.unsaved(), "the end of saving")


def list_them(visit: Visit) -> None:
    """The journal, a search, print preview."""
    walker = visit.walker
    good = [row.id for row in visit.rows(State.NEW, State.IMPORTED)]
    page = visit.choose(good)
    walker.step("Journal of payments", f"{len(visit.rows())} payments, {len(good)} ready to sign", "journal")
    walker.type(page.filters.search, "металл")
    walker.wait(lambda: page.table.paged.rowCount() == 1, "the search")
    walker.step("Search", "one letter after another narrows the list", "search")
    page.filters.clear()
    page = visit.choose(good[:1])
    visit.act(page, "print")
    preview = walker.dialog(PreviewWindow)
    walker.step("Print preview", "form 0401060, not signed yet", "preview")
    preview.close()


def sign_first(visit: Visit) -> None:
    """The accountant signs: half of what the company needs."""
    walker = visit.walker
    changed = {row.id for row in visit.rows() if str(row.amount) == "64000.00"}
    ready = [row.id for row in visit.rows(State.NEW, State.IMPORTED) if row.id not in changed]
    page = visit.choose(ready)
    visit.act(page, "sign")
    dialog = walker.dialog(SignDialog)
    walker.wait(lambda: dialog.consent is not None, "the sheet")
    walker.rest(500)
    sheet = dialog.consent.sheet if dialog.consent else None
    walker.step("Sign", f"{sheet.count if sheet else 0} documents read back from their bytes", "sign")
    visit.sign(dialog)
    partly = len(visit.rows(State.PARTLY_SIGNED))
    walker.step(
        "Signed by the accountant",
        f"{partly} partly signed: the director's signature is missing",
        "signed-partly",
    )
    dialog.close()


def sign_second(visit: Visit) -> None:
    """The director logs in, signs and sends."""
    walker = visit.walker
    visit.change_user(DIRECTOR)
    walker.step(
        "The director's home page",
        f"{visit.desk.home.overview().to_sign} wait for the second signature",
        "home-director",
    )
    partly = [row.id for row in visit.rows(State.PARTLY_SIGNED)]
    page = visit.choose(partly)
    visit.act(page, "sign")
    dialog = walker.dialog(SignDialog)
    visit.sign(dialog)
    walker.step("Signed by the director", f"{len(visit.rows(State.SIGNED))} signed in full", "signed-full")
    visit.after_clearing()
    walker.press(walker.button(tr("Send now"), dialog))
    walker.wait(
        lambda: not visit.rows(State.SIGNED, State.QUEUED, State.UNKNOWN), "the session with the bank"
    )
    walker.rest(700)
    visit.page(JournalPage, "payments", tab="all")
    walker.rest(600)
    walker.step("Sent", "one session: receipts and first statuses are here", "sent")


def recall(visit: Visit) -> None:
    """One payment is recalled in time, one was rejected with a reason."""
    walker = visit.walker
    sent = next(row for row in visit.rows() if str(row.amount) == "48200.00")
    visit.wait_state(sent.id, State.ACCEPTED, State.EXPORTED, State.ACCEPTED_ABS)
    page = visit.choose([sent.id])
    visit.act(page, "recall")
    dialog = walker.dialog(RecallDialog)
    reason = dialog.findChild(QComboBox)
    line = reason.lineEdit() if reason is not None else None
    if isinstance(line, QLineEdit):
        walker.type(line, "Ошибка в сумме")
    walker.step("Recall request", "while the bank has not paid yet", "recall")
    walker.press(dialog.go)
    visit.sign(walker.dialog(SignDialog))
    state = visit.wait_state(sent.id, State.RECALLED, State.EXECUTED)
    visit.choose([sent.id])
    walker.step("Recalled", f"state: {state}", "recalled")
    walker.wait(lambda: visit.rows(State.REJECTED), "the rejected payment")
    rejected = visit.rows(State.REJECTED)
    visit.choose([rejected[0].id])
    walker.step(
        "Rejected by the bank",
        f"№ {rejected[0].number}: {rejected[0].status_code}; a corrected copy is offered",
        "rejected",
    )


def executed(visit: Visit) -> None:
    """Clearing runs every minute: the list changes by itself."""
    slow = next(row for row in visit.rows() if str(row.amount) == "120000.50")
    state = visit.wait_state(slow.id, State.EXECUTED)
    visit.choose([slow.id])
    visit.walker.step("Executed", f"№ {slow.number}: {state}; the list changed by itself", "executed")
    page = visit.choose([slow.id])
    visit.act(page, "print")
    preview = visit.walker.dialog(PreviewWindow)
    preview.save_pdf(visit.wish.folder / "payment.pdf")
    visit.walker.wait((visit.wish.folder / "payment.pdf").exists, "the PDF")
    visit.walker.step("Printed", "both signatures and the bank's stamp; payment.pdf", "printed")
    preview.close()
    visit.page(HistoryPage, "payments.history", id=slow.id)
    visit.walker.rest(600)
    visit.walker.step(
        "Why? History", f"{len(visit.desk.history.of(slow.id).steps)} steps with who and when", "history"
    )


ACTS = (
    enter,
    take_in,
    write,
    list_them,
    sign_first,
    sign_second,
    recall,
    executed,
    *later.ACTS,
    *views.ACTS,
    *families.ACTS,
    *keys.ACTS,
)
