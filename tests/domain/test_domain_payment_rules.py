"""Every rule of a rouble payment order: an example that passes, one that fails, and the code that says so.

The rules that block come first, then those that warn, then hints. A case: (code, weight, base, change that passes, change that
fails, what the context knows besides). Rules that need the base (duplicates, new payees, funds, rights of signers) and
documents with rows have their tests where they live.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from example_kit import Books, example

from bsclient.domain.banks import Bank, BankAccount, BicDirectory
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Severity
from bsclient.domain.series import Series

B, W, H = Severity.BLOCK, Severity.WARN, Severity.INFO
TODAY = dt.date(2026, 11, 20)
OURS = "0917154555"
ENP = {
    "vat_mode": "", "vat_rate": "", "vat_amount": "", "payee_name": "Казначейство России (ФНС России)",
    "payee_inn": "7727406020", "payee_kpp": "770701001", "payee_account": "03100643000000018500",
    "payee_bic": "017003983", "payee_bank_name": "ОКЦ № 7 ГУ Банка России по ЦФО//УФК по Тульской области, г Тула",
    "payee_corr_account": "40102810445370000059", "purpose": "Единый налоговый платеж", "tax_status": "01",
    "kbk": "18201061201010000510", "oktmo": "0", "uin": "0", "tax_ground": "0", "tax_period": "0",
    "tax_document_number": "0", "tax_document_date": "0", "payer_kpp": "0",
}  # fmt: skip
TAX = {
    **ENP, "kbk": "18210801000011050110", "oktmo": "45382000", "payer_kpp": "091701001",
    "purpose": "Госпошлина за рассмотрение дела в арбитражном суде",
}  # fmt: skip
CUSTOMS = {
    **ENP, "payee_name": "Межрегиональное операционное УФК (ФТС России)", "payee_inn": "7730176610",
    "payee_kpp": "773001001", "payee_account": "03100643000000019502", "payee_bic": "024501901",
    "payee_bank_name": "ОПЕРАЦИОННЫЙ ДЕПАРТАМЕНТ БАНКА РОССИИ//Межрегиональное операционное УФК, г Москва",
    "payee_corr_account": "40102810045370000002", "tax_status": "06", "kbk": "15301061301010000510",
    "oktmo": "45328000", "tax_ground": "00", "tax_period": "10013000", "payer_kpp": "091701001",
    "purpose": "Авансовые платежи по таможне",
}  # fmt: skip
OTHER = {
    **ENP, "payee_name": "УФК по г. Москве (отделение СФР)", "payee_inn": "7707083893", "payee_kpp": "770701001",
    "payee_account": "03100643000000017300", "payee_bic": "004525988", "payee_bank_name": "УФК по г. Москве, г Москва",
    "payee_corr_account": "40102810545370000003", "tax_status": "08", "kbk": "79710212000061000160",
    "oktmo": "45382000", "payer_kpp": "091701001", "purpose": "Взносы на травматизм за октябрь 2026 г.",
}  # fmt: skip
BAILIFFS = {
    **OTHER, "tax_status": "31", "kbk": "0", "payee_account": "03212643000000017300", "oktmo": "0",
    "uin": "18810177150123456784", "purpose": "Исполнительное производство 12345/26",
}  # fmt: skip
DEPOSIT = {
    **BAILIFFS,
    "tax_status": "08",
    "uin": "0026",
    "purpose": "Депозит суда по делу А40-12345/2026, экспертиза",
}
"""Money for the deposit account of a court: the code of a normative act stands for the UIN."""
PLAIN: dict[str, str] = {}
PERSON = {
    "payee_name": "Иванов Иван Иванович", "payee_inn": "500100732259", "payee_kpp": "",
    "payee_account": "40817810538091310419",
    "purpose": "Перевод по договору 5. НДС не облагается", "vat_mode": "none", "vat_rate": "", "vat_amount": "",
}  # fmt: skip
LONG = "Оплата 5 " + "х" * 210
OLD = {"date": "2026-03-31"}


def bank(bic, name, corr, kind="CRSA", **more):
    return Bank(bic, name, "г Москва", corr, (BankAccount(corr, kind),), **more)


BANKS = BicDirectory(
    [
        bank("044525225", "ПАО Сбербанк", "30101810400000000225"),
        bank("044525593", 'АО "АЛЬФА-БАНК"', "30101810200000000593"),
        bank("044525974", "АО ТБАНК", "30101810145250000974"),
        bank("017003983", "УФК по Тульской области", "40102810445370000059", "UTRA"),
        bank("024501901", "Межрегиональное операционное УФК", "40102810045370000002", "UTRA"),
        bank("004525988", "УФК по г. Москве", "40102810545370000003", "UTRA"),
        bank("044525745", "ЗАКРЫТЫЙ БАНК", "30101810345250000745", date_out=dt.date(2026, 1, 1)),
    ]
)
BOOKS = Books(dict.fromkeys(("budget_payees", "kbk", "vo_codes"), "shipped"))
CONTEXT = Context(
    today=TODAY,
    banks=BANKS,
    own_accounts=frozenset(("40702810781177541208",)),
    own_inn=OURS,
    directories=BOOKS,
)
SPRING = {"today": dt.date(2026, 3, 31)}
NEW_YEAR = {"holidays": frozenset((TODAY,))}

# code, weight, base, passes, fails, what the context knows
CASES = [
    # wrong length or characters
    ("required", B, PLAIN, {}, {"payee_name": ""}, {}),
    ("too_long", B, PLAIN, {"purpose": LONG[:210]}, {"purpose": LONG}, {}),
    ("too_long", B, PLAIN, {"payee_name": "ш" * 160}, {"payee_name": "ш" * 161}, {}),
    ("bad_characters", B, PLAIN, {"payee_name": "ООО №1"}, {"payee_name": "ООО €"}, {}),
    ("control_characters", B, PLAIN, {}, {"purpose": "Оплата по счету\x07 5"}, {}),
    ("account_form", B, PLAIN, {}, {"payee_account": "4070281013825012301"}, {}),
    ("bic_form", B, PLAIN, {}, {"payee_bic": "04452522"}, {}),
    ("kbk_form", B, TAX, {}, {"kbk": "1821080100001105011"}, {}),
    ("oktmo_form", B, TAX, {"oktmo": "45382000001"}, {"oktmo": "4538200"}, {}),
    ("bad_choice", B, PLAIN, {"priority": "5"}, {"priority": "6"}, {}),
    ("unknown_field", B, PLAIN, {}, {"nonsense": "1"}, {}),
    # key of account, boxes 9, 12, 15, 17
    ("account_key", B, PLAIN, {}, {"payer_account": "40702810781177541209"}, {"own_accounts": frozenset()}),
    ("account_key", B, PLAIN, {}, {"payee_account": "40702810138250123018"}, {}),
    ("corr_account_key", B, PLAIN, {}, {"payer_corr_account": "30101810200000000594"}, {"banks": None}),
    ("corr_account_key", B, PLAIN, {}, {"payee_corr_account": "30101810400000000226"}, {"banks": None}),
    ("corr_account_key", B, ENP, {}, {"payee_corr_account": "40102810445370000058"}, {"banks": None}),
    # numbers of parties
    ("inn_form", B, PLAIN, {}, {"payee_inn": "77070838"}, {}),
    ("inn_key", B, PLAIN, {}, {"payee_inn": "7707083894"}, {}),
    ("inn_key", B, PLAIN, {}, {"payer_inn": "0917154556"}, {}),
    ("kpp_form", B, PLAIN, {}, {"payee_kpp": "77070100"}, {}),
    ("kpp_for_person", B, PERSON, {}, {"payee_kpp": "770701001"}, {}),
    ("payee_account_in_name", B, PLAIN, {}, {"payee_name": "ООО Ромашка р/с 40702810138250123017"}, {}),
    ("same_account", B, PLAIN, {}, {"payee_account": "40702810781177541208", "payee_bic": "044525593"}, {}),
    ("not_own_account", B, PLAIN, {}, {}, {"own_accounts": frozenset(("40702810900000000001",))}),
    # UIN
    ("uin_form", B, ENP, {"uin": "18810177150123456784"}, {"uin": "123"}, {}),
    ("uin_key", B, ENP, {"uin": "1820000000000000000000015"}, {"uin": "18810177150123456785"}, {}),
    ("uin_form", B, DEPOSIT, {}, {"uin": "00261"}, {}),
    ("uin_form", B, DEPOSIT, {}, {"uin": "0000"}, {}),
    ("uin_form", B, DEPOSIT, {}, {"tax_status": "31"}, {}),
    ("uin_form", B, ENP, {}, {"uin": "0026"}, {}),
    ("uin_form", B, PLAIN, {}, {"uin": "0026"}, {}),
    ("uin_required", B, DEPOSIT, {}, {"uin": "0"}, {}),
    # BIC absent or closed
    ("bic_unknown", B, PLAIN, {}, {"payee_bic": "044525999"}, {}),
    ("bic_closed", B, PLAIN, {}, {"payee_bic": "044525745"}, {}),
    ("corr_account_mismatch", B, PLAIN, {}, {"payee_corr_account": "30101810200000000593"}, {}),
    ("directory_too_old", B, PLAIN, {}, {}, {"banks_day": dt.date(2026, 11, 9)}),
    # amount
    ("amount_form", B, PLAIN, {}, {"amount": "12х"}, {}),
    ("amount_zero", B, PLAIN, {}, {"amount": "0.00"}, {}),
    ("amount_negative", B, PLAIN, {}, {"amount": "-5.00"}, {}),
    ("amount_too_long", B, PLAIN, {}, {"amount": "1000000000000000.00"}, {}),
    # purpose
    ("required", B, PLAIN, {}, {"purpose": " "}, {}),
    ("vo_code_form", B, PLAIN, {"purpose": "{VO10100} Оплата по счету 5 от 19.11.2026. В т.ч. НДС 22% - 2200.00"}, {"purpose": "{VO1} Оплата 5"}, {}),
    ("vo_code_missing", B, PLAIN, {"payee_account": "40807810138250123017", "purpose": "{VO10100} Оплата по счету 5. НДС 2200.00"}, {"payee_account": "40807810138250123017"}, {}),
    # number, date, term
    ("bad_number", B, PLAIN, {"number": "0017"}, {"number": "0"}, {}),
    ("bad_number", B, PLAIN, {"number": "999999"}, {"number": "1000000"}, {}),
    ("bad_date", B, PLAIN, {}, {"date": "31.02.2026"}, {}),
    ("date_in_future", B, PLAIN, {"date": "2026-11-20"}, {"date": "2026-11-21"}, {}),
    ("date_too_old", B, PLAIN, {"date": "2026-11-10"}, {"date": "2026-11-09"}, {}),
    # currency digits
    ("account_currency", B, PLAIN, {}, {"payee_account": "40702840138250123017"}, {}),
    ("account_currency", B, ENP, {}, {"payee_account": "03100810000000018500"}, {}),
    # income code
    ("income_code_not_person", B, PERSON, {"purpose_code": "1"}, {"purpose_code": "1", "payee_account": "40702810138250123017", "payee_bic": "044525225"}, {}),
    # box 101 filled with holes
    *[("tax_incomplete", B, ENP, {}, {name: ""}, {}) for name in ("kbk", "oktmo", "uin", "payer_kpp", "payee_kpp", "tax_ground", "tax_period", "tax_document_number", "tax_document_date")],
    ("tax_zeroes", B, ENP, {}, {"oktmo": "00000000"}, {}),
    ("tax_status_missing", B, PLAIN, {}, {"kbk": "18201061201010000510"}, {}),
    ("tax_status_unknown", B, ENP, {}, {"tax_status": "20"}, {}),
    ("tax_status_unknown", B, CUSTOMS, {"tax_status": "06"}, {"tax_status": "34", **OLD}, {}),
    # the single tax payment
    ("enp_status", B, ENP, {"tax_status": "13"}, {"tax_status": "06"}, {}),
    ("enp_payee", B, ENP, {}, {"payee_kpp": "770801001"}, {}),
    ("enp_payee", B, ENP, {}, {"payee_account": "03100643000000019502"}, {}),
    ("enp_payee", B, ENP, {}, {"payee_inn": "7707083893"}, {}),
    ("enp_fields", B, ENP, {}, {"tax_period": "МС.10.2026"}, {}),
    ("enp_fields", B, ENP, {}, {"tax_ground": "ТП"}, {}),
    ("kbk_inside_enp", B, TAX, {}, {"kbk": "18210301000011000110"}, {}),
    ("payer_inn_zero", B, ENP, {"payer_inn": "0", "tax_status": "13", "uin": "18810177150123456784"}, {"payer_inn": "0"}, {}),
    # other payments of the tax office
    ("tax_status_kind", B, TAX, {"tax_status": "01"}, {"tax_status": "08"}, {}),
    ("budget_payee", B, TAX, {}, {"payee_kpp": "770801001"}, {}),
    ("tax_field_zero", B, TAX, {}, {"tax_period": "МС.10.2026"}, {}),
    ("tax_field_zero", B, TAX, {}, {"tax_ground": "ТП"}, {}),
    ("payer_kpp_missing", B, TAX, {}, {"payer_kpp": "0"}, {}),
    ("payer_kpp_person", B, TAX, {"payer_inn": "500100732259", "payer_kpp": "0"}, {"payer_inn": "500100732259"}, {"own_inn": "500100732259"}),
    ("oktmo_missing", B, TAX, {}, {"oktmo": "0"}, {}),
    ("kbk_missing", B, TAX, {}, {"kbk": "0"}, {}),
    # the same under the order before
    ("tax_period_form", B, {**TAX, **OLD}, {"tax_ground": "ТП", "tax_period": "МС.03.2026"}, {"tax_ground": "ТП", "tax_period": "03.2026"}, SPRING),
    *[
        ("tax_period_form", B, {**TAX, **OLD}, {"tax_ground": "ТП", "tax_period": good}, {"tax_ground": "ТП", "tax_period": bad}, SPRING)
        for good, bad in (("МС.12.2025", "МС.13.2025"), ("КВ.04.2025", "КВ.05.2025"), ("ПЛ.02.2025", "ПЛ.03.2025"), ("ГД.00.2025", "ГД.01.2025"))
    ],
    ("tax_ground_unknown", B, {**TAX, **OLD}, {"tax_ground": "ТП"}, {"tax_ground": "ХХ"}, SPRING),
    ("tax_ground_unknown", B, {**TAX, **OLD}, {"tax_ground": "ТЛ"}, {"tax_ground": "ДЕ"}, SPRING),
    ("tax_ground_unknown", B, {**TAX, **OLD}, {"tax_ground": "ЗТ"}, {"tax_ground": "ПК"}, SPRING),
    ("tax_ground_unknown", B, {**TAX, **OLD}, {"tax_ground": "ИН"}, {"tax_ground": "УВ"}, SPRING),
    # customs
    ("tax_status_kind", B, CUSTOMS, {"tax_status": "30", "payer_kpp": "091701001"}, {"tax_status": "01"}, {}),
    ("budget_payee", B, CUSTOMS, {}, {"payee_inn": "7707083893"}, {}),
    ("payer_inn_status", B, CUSTOMS, {}, {"tax_status": "17"}, {}),
    ("tax_ground_unknown", B, CUSTOMS, {"tax_ground": "ПР", "tax_document_number": "1", "tax_document_date": "01.11.2026"}, {"tax_ground": "ДЕ"}, {}),
    ("tax_ground_unknown", B, {**CUSTOMS, **OLD}, {"tax_ground": "00"}, {"tax_ground": "ПР"}, SPRING),
    ("customs_code_form", B, CUSTOMS, {}, {"tax_period": "0"}, {}),
    ("customs_document_number", B, CUSTOMS, {}, {"tax_document_number": "15"}, {}),
    ("customs_document_number", B, {**CUSTOMS, "tax_ground": "УВ", "tax_document_date": "01.11.2026"}, {"tax_document_number": "1234567"}, {"tax_document_number": "12345678"}, {}),
    ("tax_document_date_form", B, {**CUSTOMS, "tax_ground": "УВ", "tax_document_number": "1"}, {"tax_document_date": "01.11.2026"}, {"tax_document_date": "0"}, {}),
    ("tax_document_date_form", B, CUSTOMS, {}, {"tax_document_date": "01.11.2026"}, {}),
    # other payees of the budget
    ("tax_status_kind", B, OTHER, {}, {"tax_status": "01"}, {}),
    ("payer_kpp_missing", B, OTHER, {}, {"payer_kpp": "0"}, {}),
    ("oktmo_missing", B, OTHER, {}, {"oktmo": "0"}, {}),
    ("tax_field_zero", B, OTHER, {}, {"tax_period": "МС.10.2026"}, {}),
    ("uin_required", B, BAILIFFS, {}, {"uin": "0"}, {}),
    ("tax_field_zero", B, BAILIFFS, {"payer_kpp": "091701001"}, {"tax_document_number": "12345"}, {}),
    ("payer_paper_missing", B, {**OTHER, "tax_status": "24", "payer_inn": "0", "payer_kpp": "0"}, {"tax_document_number": "14;11223344595"}, {"tax_document_number": "0"}, {}),
    ("payer_paper_form", B, {**OTHER, "tax_status": "24", "payer_kpp": "0", "payer_inn": "0"}, {"tax_document_number": "01;1234567890"}, {"tax_document_number": "1234567890"}, {}),
    # deductions from wages
    ("payer_inn_status", B, {**BAILIFFS, "tax_status": "19", "payer_kpp": "0"}, {"payer_inn": "500100732259"}, {}, {}),
    ("payer_kpp_person", B, {**BAILIFFS, "tax_status": "19", "payer_inn": "500100732259"}, {"payer_kpp": "0"}, {}, {}),
    # for another person
    ("third_person_form", B, {**ENP, "payer_inn": "7707083893"}, {"purpose": f"{OURS}//091701001//ООО Заря//ЕНП за ООО Ромашка"}, {"purpose": f"{OURS}//ООО Заря//ЕНП"}, {}),
    ("third_person_form", B, {**ENP, "payer_inn": "7707083893"}, {"purpose": "500100732259//Иванов Иван Иванович//ЕНП за ООО"}, {"purpose": "500100732258//Иванов Иван//ЕНП"}, {}),
    # treasury and bank requisites mixed
    ("treasury_mix", B, ENP, {}, {"payee_corr_account": "30101810400000000225"}, {"banks": None}),
    ("treasury_mix", B, PLAIN, {}, {"payee_corr_account": "40102810445370000059"}, {"banks": None}),
    ("treasury_bic", B, ENP, {}, {"payee_bic": "044525225"}, {"banks": None}),
    ("treasury_bic", B, PLAIN, {}, {"payee_bic": "017003983"}, {"banks": None}),
    ("required", B, ENP, {}, {"payee_corr_account": ""}, {"banks": None}),
    # warnings
    ("directory_old", W, PLAIN, {}, {}, {"banks_day": dt.date(2026, 11, 18)}),
    ("number_tail_zero", W, PLAIN, {"number": "12001"}, {"number": "12000"}, {}),
    ("inn_length_for_payee", W, PLAIN, {}, {"payee_inn": "500100732259", "payee_kpp": ""}, {}),
    ("kpp_letters", W, PLAIN, {}, {"payee_kpp": "7707AB001"}, {}),
    ("uin_letters", W, ENP, {"uin": "18810177150123456784"}, {"uin": "188101771501234567AB"}, {}),
    ("homoglyphs", W, PLAIN, {}, {"payee_name": 'OOО "Ромашка"'}, {}),
    ("homoglyphs", W, PLAIN, {}, {"purpose": "Oплата по счету 5 от 19.11.2026. НДС 2200.00"}, {}),
    ("vat_inconsistent", W, PLAIN, {"vat_amount": "2200.01", "purpose": "Оплата по счету 5. НДС 22% - 2200.01"}, {"vat_amount": "2200.05"}, {}),
    ("vat_inconsistent", W, PLAIN, {"vat_mode": "", "vat_rate": "", "vat_amount": ""}, {"vat_mode": "", "vat_rate": "", "vat_amount": "", "purpose": "Оплата по счету 5. В т.ч. НДС 22% - 2300.00"}, {}),
    ("vat_text_differs", W, PLAIN, {}, {"purpose": "Оплата по счету 5 от 19.11.2026. НДС 22% - 2100.00"}, {}),
    ("vat_text_differs", W, PLAIN, {"purpose": "Оплата по счету 5. НДС 2 200-00"}, {"purpose": "Оплата по счету 5 от 19.11.2026"}, {}),
    ("vat_text_differs", W, {"vat_mode": "none", "vat_rate": "", "vat_amount": ""}, {"purpose": "Оплата по счету 5. НДС не облагается"}, {}, {}),
    ("vat_rate_old", W, PLAIN, {}, {"vat_rate": "20", "vat_amount": "2033.33", "purpose": "Оплата 5, НДС 2033.33"}, {}),
    ("vat_rate_old", W, {"vat_mode": "", "vat_rate": "", "vat_amount": ""}, {}, {"purpose": "Оплата по счету 5. В т.ч. НДС 20% - 2033.33"}, {}),
    ("vat_rate_date", W, PLAIN, {}, {"date": "2025-12-01"}, {}),
    ("priority_unusual", W, PLAIN, {"priority": "3"}, {"priority": "4"}, {}),
    ("priority_unusual", W, BAILIFFS, {"priority": "4"}, {"priority": "4", "tax_status": "08"}, {}),
    ("priority_tax", W, ENP, {"priority": "3", "uin": "18810177150123456784"}, {"priority": "3"}, {}),
    ("priority_wages", W, PERSON, {"priority": "3", "purpose": "Заработная плата за октябрь 2026"}, {"purpose": "Заработная плата за октябрь 2026"}, {}),
    ("income_code_missing", W, PERSON, {"purpose_code": "1", "purpose": "Аванс за ноябрь 2026"}, {"purpose": "Аванс за ноябрь 2026"}, {}),
    ("purpose_no_digits", W, PLAIN, {}, {"purpose": "Оплата товара"}, {}),
    ("purpose_short", W, PERSON, {"purpose": "По долгу 5 р"}, {"purpose": "Долг 5"}, {}),
    ("purpose_short", W, PLAIN, {**ENP, "purpose": "ЕНП"}, {"purpose": "Счет 5"}, {}),
    ("purpose_secret", W, PLAIN, {"purpose": "Оплата по счету 2200000000000005. НДС 2200.00"}, {"purpose": "На карту 2200 0000 0000 0053. НДС 2200.00"}, {}),
    ("purpose_secret", W, PLAIN, {}, {"purpose": "Оплата 5, код из СМС 1234. НДС 2200.00"}, {}),
    ("purpose_amount_differs", W, PLAIN, {"purpose": "Оплата по счету 5. Сумма 12 200-00. НДС 2200.00"}, {"purpose": "Оплата по счету 5 на сумму 12000-00. НДС 2200.00"}, {}),
    ("vo_code_unknown", W, PLAIN, {"purpose": "{VO10100} Оплата по счету 5. НДС 2200.00"}, {"purpose": "{VO99999} Оплата по счету 5. НДС 2200.00"}, {}),
    ("vo_code_missing", W, PLAIN, {}, {"payee_inn": "12345", "payee_kpp": ""}, {}),
    ("third_person_missing", W, ENP, {"payer_inn": "7707083893", "purpose": f"{OURS}//091701001//ООО Заря//ЕНП за ООО Ромашка"}, {"payer_inn": "7707083893"}, {}),
    ("third_person_same", W, ENP, {}, {"purpose": f"{OURS}//091701001//ООО Заря//ЕНП за ООО Ромашка"}, {}),
    ("third_person_not_budget", W, PLAIN, {}, {"purpose": f"{OURS}//091701001//ООО Заря//Оплата 5. НДС 2200.00"}, {}),
    ("payee_kpp_missing", W, OTHER, {}, {"payee_kpp": "0"}, {}),
    ("tax_status_outdated", W, ENP, {}, {"tax_status": "02"}, {}),
    ("tax_status_outdated", W, {**ENP, **OLD}, {}, {"tax_status": "20"}, SPRING),
    ("tax_status_wrong", W, OTHER, {}, {"tax_status": "31", "kbk": "0", "uin": "18810177150123456784"}, {}),
    ("treasury_without_status", W, ENP, {}, {"tax_status": "", "kbk": "", "tax_ground": "", "tax_period": "", "tax_document_number": "", "tax_document_date": ""}, {}),
    ("kbk_unknown", W, TAX, {}, {"kbk": "18210801000011059999"}, {}),
    ("customs_oktmo", W, CUSTOMS, {}, {"oktmo": "45382000"}, {}),
    ("enp_fields", W, ENP, {}, {"payer_kpp": "091701001"}, {}),
    # hints
    ("text_normalised", H, PLAIN, {}, {"payee_name": "ООО «Ромашка»"}, {}),
    ("urgent_amount", H, PLAIN, {"amount": "100000000.00", "payment_kind": "срочно"}, {"amount": "100000000.00"}, {}),
    ("day_off", H, PLAIN, {}, {}, NEW_YEAR),
    ("after_hours", H, PLAIN, {}, {}, {"closed": {"ordinary": "17:00"}}),
    ("purpose_delicate", H, PLAIN, {}, {"purpose": "Возврат займа по договору 5. НДС 2200.00"}, {}),
    ("bank_name_empty", H, PLAIN, {}, {"payee_bank_name": ""}, {}),
]  # fmt: skip
NAMES = [f"{place}-{case[0]}" for place, case in enumerate(CASES)]
GOOD = {**PaymentOrder.blank(), **example("payment_order")["good"]}


def found(raw, code, severity, context):
    return [p for p in PaymentOrder.check(raw, context) if p.code == code and p.severity is severity]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_rule_speaks_only_of_the_failing_example(case):
    code, severity, base, passes, fails, known = case
    context = dataclasses.replace(CONTEXT, **known)
    quiet = CONTEXT if not fails else context
    assert not found({**GOOD, **base, **passes}, code, severity, quiet)
    raw = {**GOOD, **base, **fails}
    told = found(raw, code, severity, context)
    assert told, [(p.field, p.code) for p in PaymentOrder.check(raw, context)]
    assert all(p.act for p in told if p.code in RULED), code
    for problem in told:
        if problem.mend:
            mended = {**raw, **problem.mend}
            left = [
                p for p in PaymentOrder.check(mended, context) if p.code == code and p.field == problem.field
            ]
            assert not left, problem
    assert Series(PaymentOrder, context).check(raw) == PaymentOrder.check(raw, context)


RULED = {case[0] for case in CASES} - {
    "required", "too_long", "bad_characters", "control_characters", "account_form", "bic_form", "kbk_form", "oktmo_form",
    "bad_choice", "unknown_field", "inn_form", "inn_key", "kpp_form", "uin_form", "amount_form", "amount_zero",
    "amount_negative", "amount_too_long", "bad_number", "bad_date", "text_normalised", "bank_name_empty",
}  # fmt: skip
"""Codes of rules of an act; the rest are forms of single fields."""


@pytest.mark.parametrize(
    "base",
    [PLAIN, ENP, TAX, CUSTOMS, OTHER, BAILIFFS, DEPOSIT, PERSON],
    ids=["plain", "enp", "tax", "customs", "other", "bailiffs", "deposit", "person"],
)
def test_good_orders_have_no_remark(base):
    assert [p for p in PaymentOrder.check({**GOOD, **base}, CONTEXT) if p.severity is not H] == []


def test_what_blocks_by_the_law_is_lowered_by_nobody():
    context = dataclasses.replace(CONTEXT, severities={"account_key": Severity.INFO, "purpose_no_digits": B})
    raw = {**GOOD, "payee_account": "40702810138250123018", "purpose": "Оплата товара"}
    assert found(raw, "account_key", B, context)
    assert found(raw, "purpose_no_digits", B, context)


def test_the_day_of_the_order_chooses_the_payee_and_the_pack():
    old = {**GOOD, **ENP, "date": "2025-12-04", "payee_kpp": "770801001"}
    then = dataclasses.replace(CONTEXT, today=dt.date(2025, 12, 4))
    assert not found(old, "enp_payee", B, then)
    assert found(
        {**old, "date": "2025-12-05"}, "enp_payee", B, dataclasses.replace(then, today=dt.date(2025, 12, 5))
    )
    silent = dataclasses.replace(CONTEXT, directories=None)
    assert not found({**GOOD, **ENP, "payee_kpp": "770801001"}, "enp_payee", B, silent)
