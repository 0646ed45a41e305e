"""The window «Import of a table» over a real base: an unknown file is mapped, seen, taken, and not asked about again."""

import sys
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import form_kit
import pytest
from form_kit import button, dialogs_shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import ACCOUNT, PAYEE

from bsclient.domain.problems import Severity
from bsclient.formats.model import ENTRIES, ORDERS, ExchangeFile, FileProblem
from bsclient.formats.table_files import Profile
from bsclient.gui import tasks
from bsclient.gui.preferences.tables import TablesPart
from bsclient.gui.tables import Source, ask, import_table
from bsclient.gui.tables.reading import Read
from bsclient.gui.tables.result import Result

sys.path.append(str(Path(__file__).parents[1] / "formats"))
import bank_tables

office, desk, window = form_kit.office, form_kit.desk, form_kit.window
UNKNOWN = (
    "Выгрузка за ноябрь\r\n\r\n"
    "Когда;Кто;Сколько;За что\r\n"
    "20.11.2026;ООО «Север»;1 200,50;Оплата по счёту 5\r\n"
    "21.11.2026;ООО «Юг»;+700,00;Возврат\r\n"
    "22.11.2026;ООО «Юг»;1,5x;Ошибка\r\n"
).encode("cp1251")


def settle():
    """Wait for the reading that follows a choice; `opened` makes the pause before it short."""
    for _ in range(2):
        QTest.qWait(20)
        assert tasks.wait_idle()


class Taken(list):
    """What the window handed over."""


@pytest.fixture
def opened(window):
    """Open the window for a file; it is closed at the end."""

    def go(data, name="bank.csv", role=ENTRIES, done=None, account=""):
        dialog = ask(window, window.shell, Source(data, name, role, account), done or (lambda _file: None))
        dialog._timer.setInterval(1)
        settle()
        return dialog

    yield go
    for each in dialogs_shown():
        each.reject()
    settle()


@pytest.fixture(autouse=True)
def no_profiles(desk):
    yield
    for one in desk.table_profiles.list():
        desk.table_profiles.delete(one.id)


def choose(dialog, place, field):
    combo = dialog.preview.combos[place]
    combo.setCurrentIndex(combo.findData(field))
    settle()


def test_an_unknown_table_is_mapped_seen_and_taken(opened):
    taken = Taken()
    dialog = opened(UNKNOWN, done=taken.append)
    assert dialog.options.head.value() == 3
    assert dialog.preview.fields()[0] == "day"
    choose(dialog, 1, "counterparty.name")
    choose(dialog, 2, "amount")
    choose(dialog, 3, "purpose")
    combo = dialog.options.signs
    combo.setCurrentIndex(combo.findData("plus"))
    settle()
    assert not dialog.take.isEnabled()
    assert "whose account" in dialog.outcome.words.text()
    dialog.options.account.setEditText(ACCOUNT)
    settle()
    assert "3 operation" in dialog.outcome.words.text()
    assert "1 row" in dialog.outcome.words.text()
    assert "1,5x" in dialog.outcome.list.item(0).text()
    cell = dialog.preview.model.index(5, 2)
    assert "1,5x" in cell.data(Qt.ItemDataRole.ToolTipRole)
    dialog.take.click()
    (file,) = taken
    assert [str(one.amount) for one in file.documents] == ["1200.50", "700.00", "None"]
    assert [one.account for one in file.accounts] == [ACCOUNT]


def test_a_saved_profile_spares_the_second_question(opened, window, desk):
    dialog = opened(UNKNOWN, account=ACCOUNT)
    choose(dialog, 2, "amount")
    dialog.options.signs.setCurrentIndex(dialog.options.signs.findData("plus"))
    settle()
    dialog.save.click()
    (shown,) = [each for each in dialogs_shown() if each is not dialog]
    button(shown, "Save").click()
    assert shown.error.text()
    shown.field.setText("Местный банк")
    QTest.keyClick(shown.field, Qt.Key.Key_Return)
    settle()
    assert dialog.profiles.currentText() == "Местный банк"
    dialog.reject()
    second = UNKNOWN.replace(b"1,5x", b"90,00")
    taken = Taken()
    import_table(window.shell, Source(second, "december.csv", ENTRIES), taken.append)
    settle()
    assert dialogs_shown() == []
    (file,) = taken
    assert [str(one.amount) for one in file.documents] == ["1200.50", "700.00", "90.00"]
    assert file.header["profile"] == "Местный банк"


def test_a_known_bank_without_an_account_asks_for_it_alone(opened, window):
    taken = Taken()
    import_table(window.shell, Source(bank_tables.SBER, "card.csv", ENTRIES), taken.append)
    settle()
    (dialog,) = dialogs_shown()
    dialog._timer.setInterval(1)
    assert dialog.profiles.currentText().startswith("Сбербанк, карта")
    dialog.options.account.setEditText(ACCOUNT)
    settle()
    dialog.take.click()
    assert [one.account for one in taken[0].accounts] == [ACCOUNT]


def test_payments_of_a_spreadsheet_are_taken(opened):
    rows = [
        ["Получатель", "ИНН", "Счет получателя", "БИК", "Сумма", "Назначение"],
        [
            PAYEE["payee_name"],
            PAYEE["payee_inn"],
            PAYEE["payee_account"],
            PAYEE["payee_bic"],
            1200.5,
            "Оплата",
        ],
    ]
    taken = Taken()
    dialog = opened(bank_tables.book(rows), "pay.xlsx", ORDERS, taken.append, ACCOUNT)
    assert not dialog.options.encoding.isVisibleTo(dialog)
    assert not dialog.options.signs.isVisibleTo(dialog)
    assert "1 payment" in dialog.outcome.words.text()
    dialog.take.click()
    (one,) = taken[0].documents
    assert (str(one.amount), one.payer.account, one.payee.bank.bic) == (
        "1200.50",
        ACCOUNT,
        PAYEE["payee_bic"],
    )


def test_another_row_of_titles_encoding_and_separator_are_read_at_once(opened):
    dialog = opened("Дата|Сумма|Назначение\r\n20.11.2026|-5,00|Хлеб\r\n".encode("cp866"), account=ACCOUNT)
    assert dialog.preview.fields() == ["day", "amount", "purpose"]
    dialog.options.encoding.setCurrentIndex(dialog.options.encoding.findData("cp1251"))
    settle()
    assert dialog.preview.model.index(0, 0).data() != "Дата"
    dialog.options.encoding.setCurrentIndex(dialog.options.encoding.findData("cp866"))
    settle()
    assert dialog.preview.model.index(0, 0).data() == "Дата"
    dialog.options.separator.setCurrentIndex(dialog.options.separator.findData(";"))
    settle()
    assert len(dialog.preview.combos) == 1
    assert not dialog.take.isEnabled()


def test_a_file_that_is_no_table_says_why(opened):
    dialog = opened(b"%PDF-1.7 ...", "x.pdf")
    assert "PDF" in dialog.outcome.words.text()
    assert not dialog.take.isEnabled()
    assert not dialog.save.isEnabled()


def test_profiles_are_renamed_given_away_taken_over_and_deleted(opened, desk, tmp_path):
    dialog = opened(UNKNOWN, account=ACCOUNT)
    choose(dialog, 2, "amount")
    dialog.options.signs.setCurrentIndex(dialog.options.signs.findData("plus"))
    settle()
    desk.table_profiles.save(replace(dialog.mapping(), name="Банк"))
    dialog._keep_profiles()
    settle()
    (kept,) = [each for each in dialogs_shown() if each is not dialog]
    path = tmp_path / "bank.json"
    kept.write(kept.table.current_row(), path)
    settle()
    kept.take_file(path)
    settle()
    assert [one.name for one in desk.table_profiles.list()] == ["Банк", "Банк (2)"]
    kept._do_rename(kept.table.current_row(), "Другой банк")
    settle()
    kept._do_delete(next(one for one in kept._all if one.name == "Банк (2)"))
    settle()
    assert [one.name for one in desk.table_profiles.list()] == ["Другой банк"]
    assert "Другой банк" in [dialog.profiles.itemText(at) for at in range(dialog.profiles.count())]


def test_the_lists_are_reached_by_keys_and_follow_the_table(opened):
    dialog = opened(bank_tables.VTB, account=ACCOUNT)
    dialog.resize(500, 600)
    settle()
    first, last = dialog.preview.combos[0], dialog.preview.combos[-1]
    first.setFocus()
    for _ in dialog.preview.combos[1:]:
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    settle()
    assert last.hasFocus()
    assert last.geometry().right() <= dialog.preview.strip.width()
    assert last.accessibleName() == "Column Статус means"


def test_a_statement_of_another_bank_goes_through_the_windows_into_the_archive(window, desk, tmp_path):
    """The whole way: a file with unknown columns, mapped in the real window, kept; the next one needs no words."""
    account = "40702810900000000077"
    first, second = tmp_path / "november.csv", tmp_path / "december.csv"
    first.write_bytes(UNKNOWN.replace(b"1,5x", b"90,00"))
    second.write_bytes(UNKNOWN.replace(b"1,5x", b"91,00").replace(b".11.2026", b".12.2026"))
    page = form_kit.show(window, "statements")
    page.import_file(first)
    form_kit.settle()
    (archive,) = dialogs_shown()
    assert not archive.keep_button.isEnabled()
    archive.columns_button.click()
    settle()
    dialog = next(each for each in dialogs_shown() if each is not archive)
    dialog._timer.setInterval(1)
    choose(dialog, 2, "amount")
    dialog.options.signs.setCurrentIndex(dialog.options.signs.findData("plus"))
    dialog.options.account.setEditText(account)
    settle()
    dialog.save.click()
    saving = next(each for each in dialogs_shown() if each not in {archive, dialog})
    saving.field.setText("Местный банк")
    button(saving, "Save").click()
    settle()
    dialog.take.click()
    settle()
    assert [(one.account, one.new) for one in archive.preview.accounts] == [(account, 3)]
    archive.keep_button.click()
    form_kit.settle()
    page.import_file(second)
    form_kit.settle()
    (again,) = dialogs_shown()
    assert [(one.account, one.new, one.own) for one in again.preview.accounts] == [(account, 3, False)]
    assert again.preview.file.header["profile"] == "Местный банк"
    assert again.keep_button.isEnabled()
    again.reject()
    settle()


def test_the_settings_open_the_profiles_of_all_kinds(window, desk):
    page = form_kit.show(window, "settings")
    page.findChild(TablesPart).profiles.click()
    settle()
    (kept,) = dialogs_shown()
    assert not kept.rename.isEnabled()
    kept.reject()


def test_a_file_is_shown_as_was_chosen_last_and_is_not_taken_meanwhile(opened, window, monkeypatch):
    dialog = opened(UNKNOWN, account=ACCOUNT)
    choose(dialog, 2, "amount")
    dialog.options.signs.setCurrentIndex(dialog.options.signs.findData("plus"))
    settle()
    assert dialog.take.isEnabled()
    gate, run_task = threading.Event(), window.shell.run_task

    def held(work, *rest):
        monkeypatch.setattr(window.shell, "run_task", run_task)
        return run_task(lambda: gate.wait(20) and work(), *rest)

    monkeypatch.setattr(window.shell, "run_task", held)
    encoding = dialog.options.encoding
    encoding.setCurrentIndex(encoding.findData("cp866"))
    assert not dialog.take.isEnabled()
    QTest.qWait(20)
    assert not dialog.take.isEnabled()
    encoding.setCurrentIndex(encoding.findData("cp1251"))
    QTest.qWait(100)
    gate.set()
    settle()
    assert dialog.preview.model.index(3, 1).data() == "ООО «Север»"
    assert (dialog.mapping().encoding, dialog.take.isEnabled()) == ("cp1251", True)


def test_a_problem_names_columns_in_words(qtbot):
    outcome = Result()
    qtbot.addWidget(outcome)
    facts = {"profile": "Bank", "fields": "counterparty.account, day"}
    problem = FileProblem(None, 1, "", "table_columns_missing", Severity.BLOCK, facts)
    file = ExchangeFile("csv", problems=(problem,), role=ENTRIES)
    zero = Decimal(0)
    outcome.show_read(Read(file, Profile(name="", role=ENTRIES, columns=()), zero, zero, zero, 0))
    assert "counterparty.account" not in outcome.words.text()
    assert "Date of the entry" in outcome.words.text()
