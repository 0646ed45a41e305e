"""The audit journal: newest first, in words; a tampered chain is found; records are printed."""

import raw_base
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from real_desk import PASSPHRASE

from bsclient.gui.audit.page import AuditView, printed
from bsclient.gui.documents.fields_view import FieldsDialog
from bsclient.gui.preview.window import PreviewWindow
from bsclient.services.evidence.audit import BANK_HEAD
from bsclient.storage import journal, settings


def test_records_are_listed_newest_first_in_words(office, desk, window):
    ids = office.payments(desk, 2)
    desk.drafts.delete(ids[:1])
    page = page_of(window, "audit")
    assert texts(page.table, "seq") == ["3", "2", "1"]
    assert texts(page.table, "action") == ["Deleted", "Saved", "Saved"]
    assert texts(page.table, "object")[0] == ids[0]


def test_a_whole_chain_is_called_whole_and_unconfirmed(office, desk, window):
    office.payments(desk, 2)
    page = page_of(window, "audit")
    page.check()
    settle()
    assert "whole" in page.result.words()
    assert "not confirmed" in page.result.words()
    with desk.place.store.write() as work:
        seq, head = journal.head(work)
        settings.put(work, BANK_HEAD, f"{seq}:{head}")
    page.check()
    settle()
    assert "up to record 2" in page.result.words()


def test_a_chain_shorter_than_the_bank_knows_is_broken(office, desk, window):
    office.payments(desk, 2)
    with desk.place.store.write() as work:
        settings.put(work, BANK_HEAD, f"9:{'0' * 64}")
    page = page_of(window, "audit")
    page.check()
    settle()
    assert "broken at record 3" in page.result.words()


def test_a_changed_record_is_found(office, desk, window):
    office.payments(desk, 3)
    with raw_base.opened(office.profile, PASSPHRASE) as base:
        base.execute("DROP TRIGGER journal_no_update")
        base.execute("UPDATE journal SET actor = 'somebody else' WHERE seq = 2")
    page = page_of(window, "audit")
    page.check()
    settle()
    assert "broken at record 2" in page.result.words()


def test_new_records_appear_by_themselves(office, desk, window):
    page = page_of(window, "audit")
    assert page.table.paged.rowCount() == 0
    office.payments(desk, 1)
    settle()
    assert page.table.paged.rowCount() == 1


def test_records_written_later_do_not_move_the_others(office, desk):
    office.payments(desk, 5)
    view = AuditView(desk.audit)
    before = view.page(1, 2)
    office.payments(desk, 3)
    assert view.page(1, 2) == before
    assert view.count == 5


def test_a_record_opens_with_its_hashes_and_leads_to_its_document(office, desk, window):
    [one] = office.payments(desk, 1)
    page = page_of(window, "audit")
    page.table.select_place(0)
    page.table.opened.emit(page.table.current_row())
    settle()
    opened = dialog(FieldsDialog)
    assert desk.audit.page(0, 1)[0].hash in opened.view.words()
    opened.reject()
    page.show_document()
    settle()
    assert window._host.name == "payments.history"
    assert window._host.page.story.row.id == one


def test_records_are_printed(office, desk, window):
    office.payments(desk, 2)
    page = page_of(window, "audit")
    page.print_rows()
    settle()
    [preview] = window.findChildren(PreviewWindow)
    assert preview.view.count == 1
    preview.close()
    rows = printed(desk.audit.page(0, 10), "owner").rows
    assert [row[0] for row in rows] == ["2", "1"]
