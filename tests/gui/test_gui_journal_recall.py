"""A recall request from the journal: reason, signature and sending in one go; refusals and second thoughts."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    choose,
    desk_fixture,
    dialog,
    dialogs,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from real_desk import PASSPHRASE

from bsclient.domain.documents import RecallRequest
from bsclient.domain.states import Event, State
from bsclient.gui.documents.recall_dialog import REASONS, RecallDialog
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.services.documents.listing import Filter


@pytest.fixture
def sent(office, desk):
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    desk.delivery.queue([one])
    office.status(desk, one, Event.SEND, Event.RECEIVE, Event.ACCEPT)
    return one


@pytest.fixture
def asking(desk, window, sent):
    page = page_of(window, "payments")
    choose(page, sent)
    page.actions_of.by_id["recall"].trigger()
    settle()
    return dialog(RecallDialog)


def requests(desk):
    view = desk.listing.view(Filter(type=RecallRequest.code))
    return [desk.drafts.get(row.id) for row in view.page(0, 10)]


def test_a_request_is_signed_and_queued_in_one_go(desk, window, sent, asking):
    asking.reason.setCurrentIndex(1)
    asking.go.click()
    settle()
    [request] = requests(desk)
    assert request.raw["document_id"] == sent
    assert request.raw["reason"] == REASONS[1]
    assert request.raw["document_amount"] == "1000.50"
    signing = dialog(SignDialog)
    signing.passphrase._line.setText(PASSPHRASE)
    signing.sign_button.click()
    settle()
    assert desk.drafts.get(request.id).state is State.QUEUED
    assert not [each for each in dialogs() if isinstance(each, SignDialog | RecallDialog)]


def test_a_reason_is_needed(desk, asking):
    asking.go.click()
    settle()
    assert asking.isVisible()
    assert asking.error.text()
    assert requests(desk) == []
    asking.reason.setEditText("   ")
    asking.go.click()
    settle()
    assert requests(desk) == []


def test_an_own_reason_may_be_typed_and_is_not_too_long(asking):
    asking.reason.lineEdit().insert("я" * 400)
    assert len(asking.reason.currentText()) == RecallRequest.field("reason").longest


def test_a_request_that_was_not_signed_is_kept_and_shown_by_the_notice(desk, window, asking):
    asking.reason.setEditText("Ошибка")
    asking.go.click()
    settle()
    dialog(SignDialog).reject()
    settle()
    [request] = requests(desk)
    assert request.state is State.NEW
    assert "not signed" in notice(window)
    window._host.notice._link.click()
    settle()
    assert window._host.page.filters.type() == RecallRequest.code
    assert texts(window._host.page.table, "purpose") == ["Ошибка"]


def test_a_second_request_is_refused_with_the_first_one_named(desk, window, sent, asking):
    asking.reason.setEditText("Ошибка")
    asking.go.click()
    settle()
    dialog(SignDialog).reject()
    settle()
    page = window._host.page
    page.actions_of.by_id["recall"].trigger()
    settle()
    again = dialog(RecallDialog)
    again.reason.setEditText("Ещё раз")
    again.go.click()
    settle()
    assert len(requests(desk)) == 1
    assert "already" in notice(window).lower() or "request" in notice(window).lower()


def test_a_deleted_request_does_not_stand_in_the_way(desk, window, sent, asking):
    asking.reason.setEditText("Ошибка")
    asking.go.click()
    settle()
    dialog(SignDialog).reject()
    settle()
    desk.drafts.delete([requests(desk)[0].id])
    assert desk.delivery.recall(sent, "Снова")["document_id"] == sent


def test_too_late_is_said_in_the_dialog(office, desk, sent, asking):
    office.status(desk, sent, Event.EXECUTE)
    settle()
    asking.reason.setEditText("Ошибка")
    asking.go.click()
    settle()
    assert asking.isVisible()
    assert asking.error.text()
    asking.reject()
