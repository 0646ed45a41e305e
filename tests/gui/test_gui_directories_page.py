"""The directory of banks: search, all about one, another edition from a file, bad files refused."""

import gzip
from datetime import date

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    dialog,
    keyring_fixture,
    notice,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtGui import QGuiApplication

from bsclient.domain.banks import Bank, BankAccount, Restriction
from bsclient.gui.directories import bank_words
from bsclient.gui.documents.fields_view import FieldsDialog
from bsclient.gui.widgets.dialogs import Message
from bsclient.paths import resource

DAY = date(2026, 11, 20)
OPEN_ACCOUNT = BankAccount("30101810400000000225", "CRSA")


def test_everything_is_listed_and_a_search_narrows(window):
    page = page_of(window, "directories").banks
    assert page.table.paged.rowCount() > 1000
    page.search.setText("сбербанк москва")
    settle()
    assert "044525225" in texts(page.table, "bic")
    page.search.setText("044525225")
    settle()
    assert texts(page.table, "bic") == ["044525225"]
    assert "30101\u00a0810\u00a04\u00a000000000225" in page.details.words()
    assert "Payments are possible" in page.details.words()


def test_an_old_edition_is_called_old(window):
    page = page_of(window, "directories").banks
    assert page._old.isVisible()
    assert "17/04/2026" in page.edition.text()


def test_details_are_copied(window):
    page = page_of(window, "directories", text="044525225").banks
    page.copy()
    assert "044525225" in QGuiApplication.clipboard().text()


@pytest.fixture
def edition(tmp_path):
    """The edition that comes with the program, with a later day, as a file of the Bank of Russia."""
    xml = gzip.decompress(resource("directories/ed807.xml.gz").read_bytes())
    made = tmp_path / "20261119_ED807_full.xml"
    made.write_bytes(xml.replace(b'BusinessDay="2026-04-17"', b'BusinessDay="2026-11-19"'))
    return made


def test_another_edition_is_loaded_and_comes_into_force(desk, window, edition):
    page = page_of(window, "directories").banks
    page.load(edition)
    settle()
    assert desk.directories.business_day == date(2026, 11, 19)
    assert "19/11/2026" in page.edition.text()
    assert not page._old.isVisible()
    assert notice(window)


@pytest.mark.parametrize("damage", ["not xml at all", "<ED807/>", ""])
def test_a_bad_file_changes_nothing_and_says_why(desk, window, tmp_path, damage):
    bad = tmp_path / "bad.xml"
    bad.write_text(damage, encoding="utf-8")
    before = desk.directories.business_day
    page = page_of(window, "directories").banks
    page.load(bad)
    settle()
    dialog(Message).reject()
    assert desk.directories.business_day == before


def test_a_file_that_cannot_be_read_is_said(desk, window, tmp_path):
    page = page_of(window, "directories").banks
    page.load(tmp_path / "missing.xml")
    settle()
    shown = dialog(Message)
    assert "missing.xml" in shown.accessibleDescription()
    shown.reject()


def test_a_narrow_page_shows_the_list_alone_and_opens_a_bank(window):
    page = page_of(window, "directories", text="044525225").banks
    assert page.details.isVisible()
    window.resize(640, 400)
    settle()
    assert not page.details.isVisible()
    page.table.opened.emit(page.table.current_row())
    settle()
    opened = dialog(FieldsDialog)
    assert "044525225" in opened.view.words()
    opened.reject()


def test_verdicts_tell_usable_closed_and_restricted_apart():
    usable = Bank("1", "A", accounts=(OPEN_ACCOUNT,))
    closed = Bank("2", "B", accounts=(OPEN_ACCOUNT,), date_out=date(2026, 1, 1))
    limited = Bank("3", "C", accounts=(OPEN_ACCOUNT,), restrictions=(Restriction("LWRS", date(2026, 1, 1)),))
    without = Bank("4", "D")
    icons = [bank_words.verdict(bank, DAY)[1] for bank in (usable, closed, limited, without)]
    assert icons == ["ok", "error", "warning", "info"]


def test_unknown_codes_are_shown_as_they_stand():
    assert "XXYZ" in bank_words.restriction(Restriction("XXYZ", date(2026, 1, 2)))
    assert "02/01/2026" in bank_words.restriction(Restriction("XXYZ", date(2026, 1, 2)))
    assert bank_words.participant("77") == "77"
    assert "ZZZZ" in bank_words.account(BankAccount("40101810845250010102", "ZZZZ"))
