"""Requisites in copied texts and tables: the payee's, not the buyer's; guesses say that they are guesses."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import invoice_text
from bsclient.formats.found_payment import Sure

OWN = invoice_text.Own("7736050003", "ООО «Ромашка»", frozenset({"40702810838000000017"}))
INVOICE = """Образец заполнения платежного поручения
ПАО СБЕРБАНК г. Москва\tБИК\t044525225
\tСч. №\t30101810400000000225
Банк получателя
ИНН 7707083893\tКПП 773601001\tСч. №\t40702 810 3 3800 0000025
ООО "Поставщик"
Получатель
Счет на оплату № 17/А от 2 ноября 2026 г.
Поставщик (Исполнитель): ООО «Поставщик», ИНН 7707083893, КПП 773601001, 123456, Москва г
Покупатель (Заказчик): ООО "Ромашка", ИНН 7736050003, КПП 773602002, р/с 40702810838000000017
№ Товары Кол-во Ед. Цена Сумма
1 Кирпич 100 шт 10,00 1 000,00
Итого: 1 000,00
В том числе НДС (22%): 180,33
Всего к оплате: 1 000,00
Всего наименований 1, на сумму 1 000,00 руб."""
ROWS = (
    'ООО "А"\t7707083893\t40702810338000000025\t044525225\t1 000,50\tОплата по счёту 1. Без НДС\r\n'
    'ООО "Б"\t7707083893\t40702810338000000026\t044525225\t22,00\tОплата по счёту 2. Без НДС\r\n'
)
NAMED = (
    "Получатель;ИНН;КПП;Счет;БИК;Сумма;Назначение\n"
    "ООО А;7707083893;773601001;4070 2810 3380 0000 0025;044525225;5,00;Оплата по счету 9. Без НДС\n"
    "Итого;;;;;5,00;\n"
)


def one(text):
    (found,) = invoice_text.read(text, OWN)
    return found


def test_an_invoice_as_accounting_programs_print_it():
    found = one(INVOICE)
    assert found.raw == {
        "payee_bic": "044525225",
        "payee_account": "40702810338000000025",
        "payee_corr_account": "30101810400000000225",
        "payee_inn": "7707083893",
        "payee_kpp": "773601001",
        "payee_name": 'ООО "Поставщик"',
        "amount": "1000.00",
        "purpose": "Оплата по счету № 17/А от 02.11.2026. В т.ч. НДС 22% 180-33",
    }
    assert found.piece("payee_account").sure is Sure.CHANGED
    assert found.piece("payee_account").source == "40702 810 3 3800 0000025"
    assert found.piece("purpose").sure is Sure.GUESSED
    assert found.piece("payee_inn").sure is Sure.STATED
    assert not found.missing
    assert not found.problems


def test_the_buyer_is_never_the_payee():
    text = INVOICE.replace("7736050003", "7707083893").replace(
        "ООО «Поставщик», ИНН 7707083893", "ООО «Поставщик»"
    )
    assert one(text).raw["payee_kpp"] == "773601001"
    lost = "\n".join(line for line in INVOICE.splitlines() if "7707083893" not in line)
    found = one(lost)
    assert "payee_inn" not in found.raw
    assert "payee_account" not in found.raw
    assert {"payee_inn", "payee_account"} <= set(found.missing)


def test_a_card_of_requisites():
    found = one(
        "ИП Иванов Иван Иванович\nИНН/КПП: 7707083893/773601001\nр/с 40702810338000000025 в ПАО Сбербанк\n"
        "к/с 30101810400000000225 БИК 044525225\nНазначение платежа: Аренда за ноябрь. НДС не облагается\n"
        "Сумма к оплате: 12 500 руб. 50 коп."
    )
    assert found.raw["payee_name"] == "ИП Иванов Иван Иванович"
    assert found.raw["payee_kpp"] == "773601001"
    assert found.raw["amount"] == "12500.50"
    assert found.raw["purpose"] == "Аренда за ноябрь. НДС не облагается"
    assert found.piece("purpose").sure is Sure.STATED
    assert found.piece("payee_name").sure is Sure.GUESSED


def test_a_wrong_digit_is_told_and_never_mended():
    found = one(INVOICE.replace("0000025", "0000026").replace("7707083893", "7707083894"))
    assert found.raw["payee_account"] == "40702810338000000026"
    told = {problem.field: problem for problem in found.problems}
    assert told["payee_account"].code == told["payee_inn"].code == "text_key"
    assert told["payee_account"].severity is Severity.BLOCK
    assert found.piece("payee_account").confidence < 50


def test_other_accounts_of_the_payee_are_named():
    found = one(INVOICE + "\nПоставщик: другой счёт 40702810638000000026")
    assert [(p.code, p.facts["value"]) for p in found.problems] == [("text_several", "40702810638000000026")]
    assert found.raw["payee_account"] == "40702810338000000025"


def test_budget_codes_are_no_accounts():
    found = one(
        "УФК\nИНН 7707083893\nБИК 017003983\nКазначейский счет 03100643000000018500\nКБК 18201061201010000510\nОКТМО 45301000"
    )
    assert found.raw["payee_account"] == "03100643000000018500"
    assert (found.raw["kbk"], found.raw["oktmo"]) == ("18201061201010000510", "45301000")


def test_rows_without_names_of_columns():
    first, second = invoice_text.read(ROWS, OWN)
    assert first.raw == {
        "payee_name": 'ООО "А"',
        "payee_inn": "7707083893",
        "payee_account": "40702810338000000025",
        "payee_bic": "044525225",
        "amount": "1000.50",
        "purpose": "Оплата по счёту 1. Без НДС",
    }
    assert all(piece.sure is Sure.GUESSED for piece in first.pieces)
    assert [problem.code for problem in second.problems] == ["text_key"]


def test_rows_under_the_names_of_columns():
    found = one(NAMED)
    assert found.raw["payee_account"] == "40702810338000000025"
    assert found.raw["amount"] == "5.00"
    assert not found.missing


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(" \n", "text_empty"), ("Добрый день, коллеги!", "text_nothing"), ("я" * 100_001, "text_large")],
)
def test_other_texts_are_refused(text, wanted):
    with pytest.raises(BadInput) as caught:
        invoice_text.read(text, OWN)
    assert caught.value.code == wanted


@given(st.lists(st.sampled_from(INVOICE.split(" ")), max_size=60), st.sampled_from(" \n\t;|"))
@settings(max_examples=30, deadline=None)
def test_no_text_breaks_the_search(words, sign):
    text = sign.join(words)
    found = ()
    with contextlib.suppress(BadInput):
        found = invoice_text.read(text, OWN)
    assert all(OWN.inn != payment.raw.get("payee_inn") for payment in found)
    digits = "".join(each for each in text if each in "0123456789")
    assert all(payment.raw.get("payee_account", "") in digits for payment in found)


@pytest.mark.parametrize(
    "text", ["1 " * 9_000, "ИНН " * 20_000, "Сумма " * 20_000 + "1", "\t" * 50_000, "ООО «" * 10_000]
)
def test_hostile_texts_end(text):
    with pytest.raises(BadInput):
        invoice_text.read(text, OWN)
