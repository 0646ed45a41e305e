"""Statement files: looked at before they are taken in; what a format loses is said before it is written."""

from decimal import Decimal

import statement_kit
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from statement_kit import dialogs, rows, turn

from bsclient.gui import tasks
from bsclient.gui.statements import exporting, importing, overview
from bsclient.gui.tables import words
from bsclient.services.documents.prints import Prints

desk, page, shell = statement_kit.desk, statement_kit.page, statement_kit.shell
FILE = """1CClientBankExchange
ВерсияФормата=1.03
Кодировка=UTF-8
ДатаНачала=01.10.2026
ДатаКонца=02.10.2026
РасчСчет=40702810100000000777
СекцияРасчСчет
ДатаНачала=01.10.2026
ДатаКонца=02.10.2026
РасчСчет=40702810100000000777
НачальныйОстаток=100.00
ВсегоПоступило=50.00
ВсегоСписано=0.00
КонечныйОстаток=150.00
КонецРасчСчет
СекцияДокумент=Платежное поручение
Номер=5
Дата=01.10.2026
Сумма=50.00
ПлательщикСчет=40702810338000000025
Плательщик=ООО «Чистый офис»
ПлательщикИНН=7710140679
ПолучательСчет=40702810100000000777
Получатель=ООО «Ромашка»
ДатаПоступило=01.10.2026
НазначениеПлатежа=Возврат
КонецДокумента
КонецФайла
"""


def test_a_file_is_looked_at_before_it_is_taken_in(page, desk, shell, tmp_path):
    path = tmp_path / "kl_to_1c.txt"
    path.write_text(FILE, "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    assert importing.dropped(data) == path
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    (told,) = rows(dialog.accounts)
    assert (told.account, told.new, told.known, told.own) == ("40702810100000000777", 1, 0, False)
    assert not [each for each in desk.statements.accounts(files=True) if each.number == told.account]
    dialog.keep()
    assert tasks.wait_idle()
    assert page.tabs.value() == "operations"
    assert (page.statement.account, page.statement.closing) == (told.account, Decimal("150.00"))
    own = desk.statements.owner(told.account)
    assert own.bank.bic != desk.profile.bank.bic  # nothing of this bank stands on the papers of another
    assert desk.statements.exchange_file(page.statement).accounts[0].bank == own.bank
    assert len(Prints(desk.place, desk.signing).statement_pages(page.statement)) == 1
    assert "(other bank)" in page.account.currentText()
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert [(each.new, each.known) for each in rows(dialog.accounts)] == [(0, 1)]
    view = turn(page, "summary")
    assert "Счёт" not in overview._name(next(row for row in rows(view.table) if row.account == told.account))
    assert "(other bank)" in overview._name(
        next(row for row in rows(view.table) if row.account == told.account)
    )


def test_an_import_is_taken_back_by_keys_and_asked_about_first(page, desk, shell, tmp_path, qtbot):
    path = tmp_path / "other.txt"
    path.write_text(FILE.replace("000777", "000778"), "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    dialogs()[0].keep()
    assert tasks.wait_idle()
    account = "40702810100000000778"
    assert page.statement.account == account
    assert shell.notices[-1][0].endswith("To take it back: Ctrl+Shift+I")
    (dialog,) = files_dialog(page, qtbot)
    assert dialog.table.current_row().name == "other.txt"
    assert dialog.about.text().startswith("1 operation only this file told will be removed")
    assert "40702 810 1 00000000778".replace(" ", "\u00a0") in dialog.about.text()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    (question,) = [each for each in dialogs() if each is not dialog]
    question.reject()
    assert tasks.wait_idle()
    assert account in {each.number for each in desk.statements.accounts(files=True)}
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)
    (question,) = [each for each in dialogs() if each is not dialog]
    next(b for b in question.findChildren(QPushButton) if b.text() == "Take back").click()
    assert tasks.wait_idle()
    assert account not in {each.number for each in desk.statements.accounts(files=True)}
    assert shell.notices[-1] == ("other.txt was taken back: 1 operation(s) went, 0 stayed", "ok")
    assert "other.txt" not in {row.name for row in rows(dialog.table)}
    dialog.close()


def files_dialog(page, qtbot):
    action = next(a for a in page.page_actions() if a is not None and a.text() == "Files taken in")
    assert [key.toString() for key in action.shortcuts()] == ["Ctrl+Shift+I"]
    action.trigger()
    assert tasks.wait_idle()
    return dialogs()


def test_what_is_no_statement_is_refused_in_words(page, tmp_path):
    path = tmp_path / "nothing.txt"
    path.write_text("что угодно", "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert not dialog.keep_button.isEnabled()
    assert rows(dialog.problems)
    assert dialog.said.text()


def test_an_empty_file_is_called_no_format(page, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert "1C" not in dialog.about.text()
    assert "empty" in dialog.said.text()


def test_balances_of_the_accounts_stand_in_sight(page, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Когда;Пришло;Ушло;Кто;За что\n01.10.2026;50,00;;ООО «Уют»;Возврат\n", "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    dialog.resize(1180, 520)  # as on any real screen; that of tests is smaller
    head = dialog.accounts.horizontalHeader()
    QApplication.processEvents()
    assert head.length() <= dialog.accounts.viewport().width()
    assert dialog.columns_button.hasFocus() or not dialog.isActiveWindow()


def test_the_columns_of_a_table_are_asked_for(page, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("Когда;Пришло;Ушло;Кто;За что\n01.10.2026;50,00;;ООО «Уют»;Возврат\n", "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert dialog.columns_button.isVisible()
    dialog.ask_columns()
    assert tasks.wait_idle()
    (mapping,) = [each for each in dialogs() if each is not dialog]
    assert path.name in mapping.windowTitle()
    mapping.close()


def asking_for_a_file():
    return [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QFileDialog) and each.isVisible()
    ]


def test_what_a_format_loses_is_said_before_it_is_written(page, tmp_path):
    assert {"1c", "csv", "xlsx", "pdf", "json", "mt940"} <= set(exporting.targets())
    page.exporting.ask("mt940")
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert any("60" in line for line in dialog.lines)
    assert not asking_for_a_file()
    dialog.no_more.setChecked(True)
    dialog._agree()
    for _again in range(2):  # what was agreed to is not asked again; JSON holds everything
        (asking,) = asking_for_a_file()
        asking.close()
        page.exporting.ask("mt940" if not _again else "json")
        assert tasks.wait_idle()
        assert not dialogs()
    asking_for_a_file()[0].close()


def test_a_statement_is_written_in_every_format_of_the_menu(page, tmp_path):
    for target in exporting.targets():
        page.exporting.write(page.statement, target, tmp_path / f"x.{target}")
        assert tasks.wait_idle()
        assert (tmp_path / f"x.{target}").stat().st_size


def test_the_order_of_dates_is_asked_for_with_both_readings(page, desk, tmp_path):
    path = tmp_path / "a.qif"
    path.write_text("!Account\nNDE02\nTBank\n^\n!Type:Bank\nD03/04/2026\nT5.00\nPShop\n^\n", "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert dialog.dates.isVisible()
    assert not dialog.keep_button.isEnabled()
    orders = dialog.dates.orders
    assert [button.text() for button in orders.values()] == [
        "Day first: 3 April 2026", "Month first: 4 March 2026",
    ]  # fmt: skip
    assert dialog.dates.value() == ""
    orders["mdy"].click()
    assert tasks.wait_idle()
    assert (dialog.dates.value(), dialog.keep_button.isEnabled()) == ("mdy", True)
    assert [each.start.month for each in rows(dialog.accounts)] == [3]
    dialog.keep()
    assert tasks.wait_idle()
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    assert (dialog.dates.value(), dialog.keep_button.isEnabled()) == ("mdy", True)


def test_what_a_table_lacks_is_said_in_words(page, tmp_path, qtbot):
    path = tmp_path / "rates.csv"
    path.write_text(
        "Дата;Контрагент;ИНН;Назначение\n01.10.2026;ООО;7710140679;дождь\n02.10.2026;АО;7710140679;снег\n",
        "utf-8",
    )
    page.import_file(path)
    assert tasks.wait_idle()
    (dialog,) = dialogs()
    (told,) = rows(dialog.problems)
    assert told.code == "table_columns_unknown"
    said = dialog.said.text()
    assert "Amount / Debit / Credit" in said
    assert "|" not in said
    dialog.reject()


def test_fields_of_problems_have_names(qtbot):
    assert words.meaning("closing") == "Closing balance"
    assert words.meaning("payer.inn") == "Payer: INN"
    assert words.meaning("amount|debit") == "Amount / Debit"
    assert words.meaning("strange") == "strange"
    assert words.meaning("payer.strange") == "payer.strange"


def test_a_closing_that_does_not_follow_is_told_when_the_file_is_taken_in_and_ever_after(
    page, desk, shell, tmp_path
):
    path = tmp_path / "wrong.txt"
    path.write_text(FILE.replace("000777", "000779").replace("150.00", "151.00"), "utf-8")
    page.import_file(path)
    assert tasks.wait_idle()
    dialogs()[0].keep()
    assert tasks.wait_idle()
    words, kind = shell.notices[-1]
    assert kind == "warning"
    assert "balances do not add up: see the check" in words
    assert page.tabs.value() == "health"
    (found,) = turn(page, "health").findings
    assert (found.code, found.account) == ("health_file_sum", "40702810100000000779")
    assert "wrong.txt" in turn(page, "health").said.text()
