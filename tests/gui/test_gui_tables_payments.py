"""Payments of a table: through the page of imports, the window of tables and the preview into the journal."""

import form_kit
from form_kit import button, dialogs_shown, settle, show
from real_desk import PAYEE

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
TITLES = "Кому;Реквизиты;Банк;К выдаче;Для чего"
ROW = f"{PAYEE['payee_name']};{PAYEE['payee_account']};{PAYEE['payee_bic']};1 200,50;Оплата по договору 17. Без НДС"


def test_a_list_with_titles_of_its_own_is_mapped_once(window, desk, tmp_path):
    first, second = tmp_path / "list.csv", tmp_path / "next.csv"
    first.write_bytes(f"{TITLES}\r\n{ROW}\r\n".encode("cp1251"))
    second.write_bytes(f"{TITLES}\r\n{ROW}\r\n{ROW.replace('1 200,50', '77,00')}\r\n".encode("cp1251"))
    page = show(window, "payments.import")
    page.read_file(first)
    settle()
    (dialog,) = dialogs_shown()
    for place, field in enumerate(("payee.name", "payee.account", "payee.bank.bic", "amount", "purpose")):
        combo = dialog.preview.combos[place]
        combo.setCurrentIndex(combo.findData(field))
    settle()
    assert "1 payment" in dialog.outcome.words.text()
    dialog.save.click()
    saving = next(each for each in dialogs_shown() if each is not dialog)
    saving.field.setText("Список")
    button(saving, "Save").click()
    settle()
    dialog.take.click()
    settle()
    assert [str(row.amount) for row in page.view.choice.preview.rows] == ["1200.50"]
    page.read_file(second)
    settle()
    assert dialogs_shown() == []
    assert [str(row.amount) for row in page.view.choice.preview.rows] == ["1200.50", "77.00"]
