"""Filters of the journal come back with the next start, can be seen and taken away; nonsense in the file is passed over."""

from decimal import Decimal

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    window_fixture,
)
from PySide6.QtWidgets import QPushButton, QToolButton

from bsclient.gui.documents.journal_filters import JournalFilters
from bsclient.gui.memory import Memory
from bsclient.gui.sections import BY_PAGE, FIRST
from bsclient.gui.widgets.periods import Period
from bsclient.services.documents.listing import Filter


def remembered(qtbot, memory):
    made = JournalFilters(BY_PAGE[FIRST])
    qtbot.addWidget(made)
    made.keep_in(memory)
    return made


def test_filters_are_there_after_another_start(qtbot, tmp_path):
    memory = Memory(tmp_path)
    first = remembered(qtbot, memory)
    first.set_accounts([("40702810638000000025", "one"), ("40702810638000000026", "two")])
    first.period.choose(Period.YEAR)
    first.amounts.set_texts("10", "2000,50")
    first.account.setCurrentIndex(2)
    first.search.setText("nobody")
    first.search._tell()
    memory.flush()
    second = remembered(qtbot, Memory(tmp_path))
    wanted = second.value()
    assert second.period.period() is Period.YEAR
    assert (wanted.amount_from, wanted.amount_to) == (Decimal(10), Decimal("2000.50"))
    assert wanted.account == "40702810638000000026"
    assert wanted.text == ""
    second.set_accounts([("40702810638000000026", "two")])
    assert second.value() == wanted
    second.set_accounts([("40702810638000000025", "one")])
    assert second.value().account == ""


def test_an_own_period_is_kept_by_its_days(qtbot):
    memory = Memory()
    memory.set("journal.filters", {"period": "custom", "first": "2026-10-01", "last": "2026-10-05"})
    first, last = remembered(qtbot, memory).period.value()
    assert (first.isoformat(), last.isoformat()) == ("2026-10-01", "2026-10-05")


@pytest.mark.parametrize(
    "kept", [None, 5, {"period": "never"}, {"period": "custom", "first": "x"}, ["period"]]
)
def test_what_cannot_be_read_is_forgotten(qtbot, kept):
    memory = Memory()
    memory.set("journal.filters", kept)
    assert remembered(qtbot, memory).value() == Filter(type="payment_order")


def test_filters_that_hide_nothing_are_seen_and_taken_away(office, desk, window):
    office.payments(desk, 2)
    page = page_of(window, "payments")
    assert not page.hidden_hint.isVisible()
    page.filters.amounts.set_texts("0", "")
    settle()
    assert page.hidden_hint.isVisible()
    assert window.shell.memory.get("journal.filters") == {"period": "all", "low": "0"}
    link = next(each for kind in (QToolButton, QPushButton) for each in page.hidden_hint.findChildren(kind))
    link.click()
    settle()
    assert not page.hidden_hint.isVisible()
    assert window.shell.memory.get("journal.filters") == {"period": "all"}
