"""Answers that come when something else is shown by then, and keys that come before them: nothing is done to another thing."""

import threading

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    choose,
    desk_fixture,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from test_gui_information import tell

from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event, State
from bsclient.gui import tasks
from bsclient.gui.changes import ChangeFeed
from bsclient.gui.documents.payee_picker import PayeePicker
from bsclient.gui.tasks import Lane
from bsclient.protocol import acts
from bsclient.services.changes import Changed, Changes
from bsclient.services.documents import listing, narrow
from bsclient.storage import incoming
from bsclient.storage.rows.documents import Happening


@pytest.fixture
def busy():
    """Keep the worker that writes busy until the event that is returned is set."""
    gates = []

    def hold():
        gate = threading.Event()
        gates.append(gate)
        tasks.run(lambda: gate.wait(20), lambda _none: None, lane=Lane.STORE)
        return gate

    yield hold
    for gate in gates:
        gate.set()


def test_what_was_saved_late_is_not_taken_for_the_document_that_is_shown_by_then(office, desk, window, busy):
    first, second = office.payments(desk, 2)
    page = page_of(window, "payments.edit", id=first)
    gate = busy()
    page.save()
    page.open(id=second)
    assert tasks.wait_idle(0.5) is False
    assert page._draft.id == second
    gate.set()
    settle()
    assert (page._draft.id, page.form.value("amount")) == (second, "1001.50")
    page.form.put({"purpose": "Оплата по счёту 5. НДС не облагается"})
    page.save()
    settle()
    kept = {one: desk.drafts.get(one).raw for one in (first, second)}
    assert [kept[one]["amount"] for one in (first, second)] == ["1000.50", "1001.50"]
    assert "счёту 5" in kept[second]["purpose"]


def test_enter_after_typing_takes_no_payee_of_the_list_before(office, desk, window):
    office.payments(desk, 1)
    office.payments(
        desk, 1, payee_name="ООО «Якорь»", payee_inn="7710140679", payee_account="40702810538000000029"
    )
    taken = []
    made = PayeePicker(window, desk, taken.append)
    made.open()
    settle()
    assert len(texts(made.table, "name")) == 2
    QTest.keyClicks(made.field, "7710140679")
    QTest.keyPress(made.field, Qt.Key.Key_Return)
    assert (taken, made.isVisible()) == ([], True)
    settle()
    assert made.table.hasFocus()
    QTest.keyPress(made.table, Qt.Key.Key_Return)
    assert [one.name for one in taken] == ["ООО «Якорь»"]


def test_news_that_came_while_another_is_read_stay_unread(desk, window):
    tell(desk, 1, "First")
    page = page_of(window, "information", part="news")
    settle()
    view = page.views["news"]
    assert (view.head.text(), desk.news.unread()) == ("First", 0)
    tell(desk, 2, "Second")
    page.view.read()
    settle()
    assert texts(view.table, "title") == ["Second", "First"]
    assert (view.head.text(), view.table.currentIndex().row(), desk.news.unread()) == ("First", 1, 1)


def paper(desk, number):
    """A paper of the bank in the base, with a signature that nobody made."""
    raw = {"number": number, "date": "2026-11-20", "kind": "balance", "account": "", "purpose": "", "body": "1.00", "related": ""}  # fmt: skip
    identity, at = new_id(desk.place.instant), desk.place.instant
    signed = Signed(acts.BANK_DOCUMENT, "bank_paper", "1", identity, desk.profile.bank.bic, "c-1", at, raw)
    birth = Happening(event=Event.RECEIVE_IN, by=By.BANK, actor="bank", seq=1)
    with desk.place.store.write() as work:
        proof = incoming.Proof(signed.encode(), b"none", at)
        incoming.keep(work, identity, (narrow.of("bank_paper", raw, []), raw), proof, birth)


def test_the_chosen_paper_stays_chosen_when_another_comes(desk, window):
    paper(desk, "1")
    paper(desk, "2")
    view = page_of(window, "information", part="papers").view
    settle()
    assert texts(view.table, "number") == ["2", "1"]
    view.table.select_place(0)
    paper(desk, "3")
    view.read()
    settle()
    assert texts(view.table, "number") == ["3", "2", "1"]
    assert view.table.current_row().number == "2"


def test_what_stands_in_two_places_of_the_journal_is_done_to_the_chosen_document(office, desk, window):
    ids = office.payments(desk, 2)
    page = page_of(window, "payments")
    choose(page, *ids)
    table = page.table
    other = table.paged.index(page.view().position(ids[1]), 0)
    table.selectionModel().setCurrentIndex(other, table.selectionModel().SelectionFlag.NoUpdate)
    table.selectionModel().select(
        other, table.selectionModel().SelectionFlag.Deselect | table.selectionModel().SelectionFlag.Rows
    )
    settle()
    assert [row.id for row in table.selected_rows()] == [ids[0]]
    page._deeds["history"]()
    settle()
    assert window._host.page._id == ids[0]


def test_in_a_very_long_list_the_shown_document_is_deleted_though_another_came(
    office, desk, window, monkeypatch
):
    monkeypatch.setattr(listing, "_SMALL", 0)  # as of a list of many thousands
    ids = office.payments(desk, 3)
    page = page_of(window, "payments")
    choose(page, ids[1])
    assert [row.id for row in page.table.selected_rows()] == [ids[1]]
    window._feed.close()  # the list is read anew a moment later
    office.payments(desk, 1)
    page._deeds["delete"]()
    assert tasks.wait_idle()
    assert [desk.drafts.get(one).state is State.DELETED for one in ids] == [False, True, False]


def test_changes_that_do_not_end_are_told_all_the_same(qtbot):
    changes, told = Changes(), []
    owner = QObject()
    feed = ChangeFeed(changes, owner)
    feed.changed.connect(told.append)
    for _time in range(100):
        changes.publish(Changed(letters=True))
        QTest.qWait(15)
    assert told
    feed.close()
