"""Amounts, days, keys, sentences of errors, memory of windows, languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from bsclient import texts
from bsclient.domain.problems import Problem
from bsclient.domain.states import Event, State
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import keys, problems, tr, words
from bsclient.gui.documents import status_words
from bsclient.gui.keysheet import KeySheet, document
from bsclient.gui.memory import Memory
from bsclient.gui.widgets import dialogs


@pytest.fixture
def russian(qtbot):
    tr.install(QApplication.instance(), "ru")
    yield
    tr.install(QApplication.instance(), "en")


@pytest.mark.parametrize(
    ("value", "english", "russian_text"),
    [
        ("0", "0.00", "0,00"),
        ("1234.5", "1,234.50", "1\u00a0234,50"),
        ("-1234567.89", "\u22121,234,567.89", "\u22121\u00a0234\u00a0567,89"),
        ("999999999999999.99", "999,999,999,999,999.99", "999\u00a0999\u00a0999\u00a0999\u00a0999,99"),
        ("100", "100.00", "100,00"),
    ],
)
def test_amounts_follow_the_locale(qtbot, value, english, russian_text):
    assert written.amount(Decimal(value)) == english
    tr.install(QApplication.instance(), "ru")
    assert written.amount(Decimal(value)) == russian_text
    tr.install(QApplication.instance(), "en")


def test_currency_stands_behind(russian):
    assert written.amount(Decimal(5), "RUB") == "5,00\u00a0₽"
    assert written.amount(Decimal(5), "CHF") == "5,00\u00a0CHF"


def test_days_and_instants_are_those_of_moscow(russian):
    assert written.day(date(2026, 11, 5)) == "05.11.2026"
    assert written.day(None) == ""
    assert written.iso_day("2026-11-05") == "05.11.2026"
    assert written.iso_day("soon") == "soon"
    assert written.instant(datetime(2026, 11, 20, 22, 30, tzinfo=UTC)) == "21.11.2026 01:30"
    assert "2026" in written.long_day(date(2026, 11, 5))


def test_account_is_grouped_for_reading_only_if_it_is_one(qtbot):
    assert written.account("40702810400000000001").replace("\u00a0", " ") == "40702 810 4 00000000001"
    assert written.account("123") == "123"


def test_language_sets_the_locale(russian):
    assert tr.language() == "ru"
    assert QLocale().decimalPoint() == ","
    tr.install(QApplication.instance(), "xx")
    assert tr.language() == tr.system_language()


def test_the_environment_names_the_language_where_none_is_chosen(russian, monkeypatch):
    for named in ("en", "ru"):
        monkeypatch.setenv("BSCLIENT_LANG", named)
        tr.install(QApplication.instance(), "")
        assert tr.language() == named
        tr.install(QApplication.instance(), "en")
        assert tr.language() == "en"


def test_every_event_and_state_has_words(qtbot):
    assert all(words.event(event) for event in Event)
    assert len({words.state(state) for state in State}) == len(State)


def test_sentences_of_codes(qtbot):
    said = problems.of_error(BsError("settings_not_kept", reason="disk full"))
    assert "disk full" in said.message
    assert said.mend
    assert said.whole == f"{said.message} {said.mend}"
    assert problems.of_problem(Problem("x", "settings_not_kept", facts={"reason": "r"})).message.endswith(
        "r."
    )


def test_no_key_means_two_things_in_one_place():
    for group in {key.group for key in keys.KEYS}:
        used = [name for key in keys.KEYS if key.group in {group, "Everywhere"} for name in key.sequences]
        assert sorted(set(used)) == sorted(used), group


def test_every_declared_key_is_one(qtbot):
    for key in keys.KEYS:
        for sequence in keys.sequences(key.id):
            assert sequence.toString(), key.id


def test_sheet_of_keys_shows_and_prints_all_of_them(qtbot):
    dialog = KeySheet(None)
    qtbot.addWidget(dialog)
    printed = document().toPlainText()
    for _group, entries in keys.sheet():
        for names, what in entries:
            assert names in printed
            assert what in printed
    assert sum(len(entries) for _group, entries in keys.sheet()) == len(keys.KEYS)


def test_memory_survives_a_restart_and_bad_files(tmp_path):
    memory = Memory(tmp_path)
    memory.set("a", [1, 2])
    memory.flush()
    assert Memory(tmp_path).get("a") == [1, 2]
    (tmp_path / "windows.json").write_text("{", encoding="utf-8")
    assert Memory(tmp_path).get("a") is None
    (tmp_path / "windows.json").write_text("[1]", encoding="utf-8")
    assert Memory(tmp_path).text("a", "x") == "x"


def test_memory_that_cannot_be_written_is_no_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    memory = Memory(blocked)
    memory.set("a", 1)
    memory.flush()
    assert memory.get("a") == 1


def test_report_of_a_bug_hides_what_must_not_leave(qtbot):
    try:
        raise ValueError("account 40702810400000000001, passphrase=sesame")
    except ValueError as error:
        report = dialogs.report_text(error)
    assert "ValueError" in report
    assert "40702810400000000001" not in report
    assert "sesame\n" not in report.splitlines()[-1] + "\n"
    assert str(written.__file__).rsplit("/bsclient/", 1)[0] not in report


def test_dialog_of_an_error_says_what_to_do(qtbot):
    dialog = dialogs.show_error(None, BsError("settings_not_kept", reason="<b>full</b>"))
    qtbot.addWidget(dialog)
    said = [label.text() for label in dialog.findChildren(dialogs.text.QLabel)]
    assert any("<b>full</b>" in words for words in said)
    assert any("read-only" in words for words in said)


def test_question_calls_only_on_agreement(qtbot):
    agreed = []
    ask = dialogs.Question("Delete?", "Really", "Delete", dangerous=True)
    first = dialogs.confirm(None, ask, lambda: agreed.append(1))
    qtbot.addWidget(first)
    buttons = {button.text(): button for button in first.findChildren(dialogs.QPushButton)}
    assert not buttons["Delete"].isDefault()
    buttons["Cancel"].click()
    assert agreed == []
    second = dialogs.confirm(None, ask, lambda: agreed.append(2))
    next(button for button in second.findChildren(dialogs.QPushButton) if button.text() == "Delete").click()
    assert agreed == [2]


def test_days_are_written_in_one_way_everywhere(russian):
    assert (written.day(date(2026, 11, 1)), written.short_day(date(2026, 11, 1))) == ("01.11.2026", "01.11")
    assert written.day_pattern() == "dd.MM.yyyy"
    tr.install(QApplication.instance(), "en")
    assert (written.day(date(2026, 11, 1)), written.short_day(date(2026, 11, 1))) == ("01/11/2026", "01/11")
    assert written.day_pattern() == "dd/MM/yyyy"


@pytest.mark.parametrize("code", ["recalled_by_client", "payee_blocked", "account_key", "no_such_code"])
def test_a_reason_without_its_facts_has_no_holes(russian, code):
    words_of = status_words.short(code)
    assert words_of
    assert "—" not in words_of
    assert "{" not in words_of


def test_every_short_reason_is_of_a_known_code():
    assert set(status_words._SHORT) <= texts.codes("ru")
    assert status_words.short("") == ""


@pytest.mark.parametrize(("octets", "said"), [(1, "1 байт"), (3, "3 байта"), (8, "8 байт"), (2048, "2,0 кБ")])
def test_sizes_of_files(russian, octets, said):
    assert written.size(octets) == said
