"""From five answers to a payment order: status, KPP, codes, requisites and purpose by the table of order 58н."""

import dataclasses
import datetime as dt

import pytest
from example_kit import Books, example

from bsclient.domain import budget, tax_wizard
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Severity
from bsclient.domain.tax_wizard import Answers, Party, Pays, Sort, Whom

TODAY = dt.date(2026, 11, 20)
BOOKS = Books(dict.fromkeys(("budget_payees", "kbk"), "shipped"))
COMPANY = Party(Sort.COMPANY, "0917154555", "091701001", 'ООО "Заря-868"')
SOLE = Party(Sort.ENTREPRENEUR, "500100732259", "", "Иванов Иван Иванович (ИП)")
PERSON = Party(Sort.PERSON, "500100732259", "", "Иванов Иван Иванович")
OTHER = Party(Sort.COMPANY, "7707083893", "773601001", 'ООО "Ромашка"')
UIN = "18810177150123456784"
SFR = {
    "name": "УФК по г. Москве (ОСФР)", "inn": "7707083893", "kpp": "770701001", "account": "03100643000000017300",
    "bic": "004525988", "corr_account": "40102810545370000003", "bank_name": "УФК по г. Москве, г Москва",
}  # fmt: skip
FSSP = {**SFR, "account": "03212643000000017300"}
DUTY, INJURIES, CUSTOMS, FINE = (
    "18210801000011050110", "79710212000061000160", "15301061301010000510", "18811601123010001140",
)  # fmt: skip
A = Answers

# payer, answers, what the order says
TABLE = [
    (COMPANY, A(), {"tax_status": "01", "payer_kpp": "0", "kbk": budget.ENP_KBK, "oktmo": "0", "purpose": "Единый налоговый платеж", "priority": "5", "payee_kpp": "770701001"}),
    (SOLE, A(), {"tax_status": "01", "payer_kpp": "0", "payer_inn": "500100732259"}),
    (PERSON, A(), {"tax_status": "13", "payer_kpp": "0"}),
    (COMPANY, A(uin=UIN, demand=True, period="по требованию 15"), {"uin": UIN, "priority": "3", "purpose": "Единый налоговый платеж по требованию 15"}),
    (COMPANY, A(demand=True), {"priority": "5"}),
    (COMPANY, A(pays=Pays.DUTY, kbk=DUTY, title="Госпошлина в арбитраж", oktmo="45382000"), {"tax_status": "01", "payer_kpp": "091701001", "payee_account": "03100643000000018500", "purpose": "Госпошлина в арбитраж", "tax_period": "0"}),
    (PERSON, A(pays=Pays.DUTY, kbk=DUTY, title="Госпошлина", oktmo="45382000"), {"tax_status": "13", "payer_kpp": "0"}),
    (COMPANY, A(pays=Pays.INJURIES, kbk=INJURIES, oktmo="45382000", period="за октябрь 2026 г."), {"tax_status": "08", "payer_kpp": "091701001", "purpose": "Взносы на страхование от несчастных случаев на производстве за октябрь 2026 г."}),
    (SOLE, A(pays=Pays.INJURIES, kbk=INJURIES, oktmo="45382000"), {"tax_status": "08", "payer_kpp": "0"}),
    (COMPANY, A(pays=Pays.CUSTOMS, kbk=CUSTOMS, office="10013000", title="Аванс таможне"), {"tax_status": "06", "tax_ground": "00", "tax_period": "10013000", "tax_document_number": "0", "tax_document_date": "0", "oktmo": "45328000", "payee_inn": "7730176610"}),
    (COMPANY, A(pays=Pays.CUSTOMS, kbk=CUSTOMS, office="10013000", title="Платеж", ground="УВ", document="123", document_day="01.11.2026"), {"tax_ground": "УВ", "tax_document_number": "123", "tax_document_date": "01.11.2026", "purpose": "Платеж"}),
    (SOLE, A(pays=Pays.CUSTOMS, kbk=CUSTOMS, office="10013000", title="Аванс"), {"tax_status": "17", "payer_kpp": "0"}),
    (PERSON, A(pays=Pays.CUSTOMS, kbk=CUSTOMS, office="10013000", title="Аванс"), {"tax_status": "16"}),
    (COMPANY, A(pays=Pays.FINE, kbk=FINE, oktmo="45382000", uin=UIN, document="1881", document_day="01.11.2026"), {"tax_status": "08", "uin": UIN, "purpose": "Штраф по постановлению № 1881 от 01.11.2026", "tax_document_number": "0"}),
    (COMPANY, A(pays=Pays.ENFORCEMENT, uin=UIN, oktmo="45382000", document="123/26-ИП"), {"tax_status": "31", "kbk": "0", "purpose": "Исполнительное производство № 123/26-ИП"}),
    (COMPANY, A(pays=Pays.ENFORCEMENT, whom=Whom.EMPLOYEE, person=PERSON, uin=UIN, oktmo="45382000", document="77-ИП"), {"tax_status": "19", "payer_inn": "500100732259", "payer_kpp": "0", "payer_name": 'ООО "Заря-868"', "priority": "4", "purpose": "Удержано из доходов: Иванов Иван Иванович. Исполнительное производство № 77-ИП"}),
    (COMPANY, A(whom=Whom.OTHER, person=OTHER), {"payer_inn": "7707083893", "payer_kpp": "0", "payer_name": 'ООО "Заря-868"', "tax_status": "01", "purpose": '0917154555//091701001//ООО "Заря-868"//Единый налоговый платеж'}),
    (SOLE, A(whom=Whom.OTHER, person=OTHER, pays=Pays.DUTY, kbk=DUTY, title="Госпошлина", oktmo="45382000"), {"payer_kpp": "773601001", "purpose": "500100732259//Иванов Иван Иванович (ИП)//Госпошлина"}),
    (COMPANY, A(whom=Whom.OTHER, person=PERSON), {"tax_status": "13", "payer_inn": "500100732259"}),
    (COMPANY, A(pays=Pays.OTHER, kbk=FINE, oktmo="45382000"), {"purpose": "Платеж в бюджет"}),
]  # fmt: skip


@pytest.mark.parametrize(("payer", "answers", "wanted"), TABLE)
def test_answers_make_an_order_that_nothing_forbids(payer, answers, wanted):
    given = dataclasses.replace(answers, amount="1500.00")
    payee = BOOKS.find(budget.PAYEES, tax_wizard.payee_code(given), TODAY)
    if payee is None:
        payee = FSSP if given.pays is Pays.ENFORCEMENT else SFR
    made = tax_wizard.fields(given, payer, payee)
    assert {name: made[name] for name in wanted} == wanted
    assert made["amount"] == "1500.00"
    raw = {**PaymentOrder.blank(), **example("payment_order")["good"], **made}
    context = Context(today=TODAY, own_inn=payer.inn, directories=BOOKS)
    found = PaymentOrder.check(raw, context)
    assert [(p.field, p.code) for p in found if p.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (A(), "fns"),
        (A(pays=Pays.DUTY, kbk=DUTY), "fns"),
        (A(pays=Pays.CUSTOMS, kbk=CUSTOMS), "customs"),
        (A(pays=Pays.INJURIES, kbk=INJURIES), "797"),
        (A(pays=Pays.FINE, kbk=FINE), "188"),
        (A(pays=Pays.ENFORCEMENT), "fssp"),
    ],
)
def test_the_payee_is_looked_up_by_kind_or_administrator(answers, code):
    assert tax_wizard.payee_code(answers) == code


def test_an_unknown_payee_leaves_the_requisites_to_the_user():
    made = tax_wizard.fields(A(pays=Pays.INJURIES, kbk=INJURIES, oktmo="45382000"), COMPANY, None)
    assert not [name for name in made if name.startswith("payee_")]
    assert "amount" not in made


def test_a_person_without_numbers_names_a_paper():
    nobody = Party(Sort.PERSON, "", "", "Иванов Иван")
    made = tax_wizard.fields(A(pays=Pays.FINE, kbk=FINE, document="14;11223344595"), nobody, SFR)
    assert (made["payer_inn"], made["tax_document_number"]) == ("0", "14;11223344595")


@pytest.mark.parametrize(
    ("account", "inn", "sort"),
    [
        ("40702810781177541208", "0917154555", Sort.COMPANY),
        ("40802810781177541208", "500100732259", Sort.ENTREPRENEUR),
        ("40817810781177541208", "500100732259", Sort.PERSON),
        ("", "0917154555", Sort.COMPANY),
        ("", "500100732259", Sort.ENTREPRENEUR),
    ],
)
def test_what_the_client_is_follows_from_his_account(account, inn, sort):
    assert tax_wizard.sort_of(account, inn) is sort


def test_a_long_purpose_is_seen_and_never_cut():
    long = tax_wizard.purpose(A(whom=Whom.OTHER, person=OTHER, period="х" * 200), COMPANY)
    assert len(long) > PaymentOrder.field("purpose").longest
    assert long.endswith("х" * 200)


@pytest.mark.parametrize(
    ("purpose", "named"),
    [
        ('0917154555//091701001//ООО "Заря"//ЕНП', ("0917154555", "091701001", 'ООО "Заря"', "ЕНП")),
        ("500100732259//Иванов Иван//ЕНП // май", ("500100732259", "", "Иванов Иван", "ЕНП // май")),
        ("500100732259//0//Иванов Иван//ЕНП", ("500100732259", "0", "Иванов Иван", "ЕНП")),
        ("0917154555//ООО Заря//ЕНП", None),
        ("0917154556//091701001//ООО Заря//ЕНП", None),
        ("0917154555//091701001//ООО Заря//", None),
        ("ЕНП", None),
    ],
)
def test_wording_for_a_third_person(purpose, named):
    found = budget.third_person(purpose)
    assert (tuple(found) if found else None) == named
