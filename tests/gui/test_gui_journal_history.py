"""«Why?»: the whole life of a document in words, its receipt and signatures, and what leads on."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    desk_fixture,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from real_desk import NOW, PASSPHRASE

from bsclient.domain.states import Event, State
from bsclient.gui.documents import history_page, history_parts
from bsclient.gui.documents.recall_dialog import make_request
from bsclient.gui.preview.window import PreviewWindow
from bsclient.protocol import acts
from bsclient.storage import documents


@pytest.fixture
def sent(office, desk):
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    desk.delivery.queue([one])
    office.status(desk, one, Event.SEND, Event.RECEIVE)
    return one


def keep_receipt(desk, one, sha256=""):
    with desk.place.store.write() as work:
        held = documents.body(work, one).sha256
        told = acts.Receipt(id=one, sha256=sha256 or held, time=NOW, sequence=77)
        documents.keep_receipt(work, one, told.encode(), b"signature")
        work.touch(one)


def shown(page):
    return "\n".join(each.text() for each in page.findChildren(QLabel) if not each.isHidden())


def test_every_step_says_what_who_and_why(office, desk, window, sent):
    office.status(
        desk, sent, Event.REJECT, code="payee_account_closed", facts={"account": "123"}, note="Закрыт"
    )
    page = page_of(window, "payments.history", id=sent)
    said = shown(page)
    for words in ("Saved", "Signed, the set is complete", "Sent to the bank", "Rejected by the bank"):
        assert words in said
    assert "Орлов Игорь Владимирович" in said
    assert "123" in said
    assert "Закрыт" in said


def test_signatures_are_checked_anew(desk, window, sent):
    page = page_of(window, "payments.history", id=sent)
    assert "the signature holds" in shown(page)
    with desk.place.store.write() as work:
        documents.keep_canonical(work, sent, documents.body(work, sent).canonical + b" ", "0" * 64)
        work.touch(sent)
    settle()
    assert "the signature holds" not in shown(page)


@pytest.mark.parametrize(("sha256", "good"), [("", True), ("f" * 64, False)])
def test_the_receipt_is_compared_with_what_was_signed(desk, window, sent, sha256, good):
    keep_receipt(desk, sent, sha256)
    said = shown(page_of(window, "payments.history", id=sent))
    assert "77" in said
    assert ("NOT the hash" in said) is not good


def test_it_follows_the_document(office, desk, window, sent):
    page = page_of(window, "payments.history", id=sent)
    assert page._state.text() == "Delivered"
    office.status(desk, sent, Event.EXECUTE)
    settle()
    assert page._state.text() == "Executed"
    assert "Nothing more" in page._hint.text()


def test_what_leads_on_is_offered(office, desk, window, sent):
    office.status(desk, sent, Event.REJECT)
    page = page_of(window, "payments.history", id=sent)
    button(page, "Copy with correction").click()
    settle()
    assert window._host.name == "payments.edit"
    assert window._host.page.form.value("number") == "1"


def test_it_is_copied_as_text(desk, window, sent):
    page = page_of(window, "payments.history", id=sent)
    page.copy()
    text = QGuiApplication.clipboard().text()
    assert sent in text
    assert "Signed, the set is complete" in text
    assert notice(window)


def test_it_is_printed(desk, window, sent):
    page = page_of(window, "payments.history", id=sent)
    made = history_page.report(page.story)
    assert any("Орлов Игорь Владимирович" in cell for row in made.rows for cell in row)
    page.print_story()
    settle()
    [preview] = window.findChildren(PreviewWindow)
    assert preview.view.count == 1
    preview.close()


def test_a_recall_request_leads_to_its_payment(desk, window, sent):
    request = make_request(desk, sent, "Wrong amount")
    page = page_of(window, "payments.history", id=request.id)
    assert page._original.isVisible()
    page._original.trigger()
    settle()
    assert page.story.row.id == sent
    assert not page._original.isVisible()


def test_a_late_status_is_told_as_late(office, desk, sent):
    office.status(desk, sent, Event.ACCEPT)
    office.status(desk, sent, Event.EXECUTE)
    with desk.place.store.write() as work:
        from bsclient.domain.states import By
        from bsclient.storage.rows.documents import Happening

        documents.move(work, sent, Happening(event=Event.EXPORT, by=By.BANK, actor="bank", seq=1))
    story = history_parts.read(desk, sent)
    assert story.row.state is State.EXECUTED
    assert any("came late" in line for step in history_parts.steps(story) for line in step.more)


def test_an_unknown_document_has_no_history(desk):
    assert history_parts.read(desk, "00000000-0000-7000-8000-000000000000") is None
