"""Answers about what was shown before: they say and change nothing about what is shown by then."""

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialogs,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from test_gui_late_answers import busy  # noqa: F401 -- a fixture

from bsclient.domain.identity import new_id
from bsclient.formats.model import ENTRIES
from bsclient.gui import tasks
from bsclient.gui.automation.rules import RulesDialog
from bsclient.gui.tables.dialog import TableDialog
from bsclient.gui.tables.source import Source


def test_a_comment_kept_late_does_not_bring_back_the_document_before(office, desk, window, busy):  # noqa: F811 -- the fixture
    first, second = office.payments(desk, 2)
    panel = page_of(window, "payments.history", id=first).comments
    panel.field.setText("Of the first")
    gate = busy()
    panel.add()
    window.shell.open_page("payments.history", id=second)
    tasks.wait_idle(0.5)
    panel.show_comments(second)
    panel.field.setText("Of the second")
    gate.set()
    settle()
    assert panel.field.text() == "Of the second"
    panel.add()
    settle()
    assert [each.body for each in desk.comments.of(first)] == ["Of the first"]
    assert [each.body for each in desk.comments.of(second)] == ["Of the second"]


def test_a_document_that_is_not_there_does_not_lead_away_from_the_one_opened_since(office, desk, window):
    (kept,) = office.payments(desk, 1)
    page = page_of(window, "payments.edit", id=kept)
    page.open(id=new_id(office.clock()))
    page.open(id=kept)
    settle()
    assert window._host.name == "payments.edit"
    assert page._draft.id == kept
    assert dialogs() == []


def test_rules_that_are_not_read_yet_are_not_said_to_be_none(window):
    asked = RulesDialog(window.shell)
    asked.open()
    asked.mail_line.changed.emit()
    assert not asked.table._shade.isVisible()
    settle()
    assert asked.table._shade.isVisible(), "there are none"


def test_no_profile_is_chosen_while_the_table_is_read_anew(window):
    data = b"Date;Amount;Purpose\n01.11.2026;5.00;Tea\n"
    asked = TableDialog(window, window.shell, Source(data, "a.csv", ENTRIES, ""), lambda _file: None)
    asked.open()
    settle()
    assert asked.profiles.isEnabled()
    asked._load_again()
    assert not asked.profiles.isEnabled()
    settle()
    assert asked.profiles.isEnabled()
