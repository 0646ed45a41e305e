"""The rules of the payment order, rows of a letter, canonical bytes and ids; `test_domain_registry` asks every type."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
import rfc8785
from example_kit import Books
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import canonical
from bsclient.domain.banks import Bank, BankAccount, BicDirectory
from bsclient.domain.context import Context
from bsclient.domain.documents import Letter, PaymentOrder, RecallRequest
from bsclient.domain.identity import is_id, new_id
from bsclient.domain.problems import Severity, blocking
from bsclient.errors import BadInput

TODAY = dt.date(2026, 11, 20)
BANKS = BicDirectory(
    [
        Bank(
            "044525225",
            "ПАО Сбербанк",
            "г Москва",
            "30101810400000000225",
            (BankAccount("30101810400000000225", "CRSA"),),
        ),
        Bank(
            "044525593",
            'АО "АЛЬФА-БАНК"',
            "г Москва",
            "30101810200000000593",
            (BankAccount("30101810200000000593", "CRSA"),),
        ),
        Bank(
            "017003983",
            "ОКЦ № 7 ГУ Банка России по ЦФО//УФК по Тульской области",
            "г Тула",
            "40102810445370000059",
            (BankAccount("40102810445370000059", "UTRA"),),
        ),
        Bank("044525745", "ЗАКРЫТЫЙ БАНК", "г Москва", "30101810345250000745", date_out=dt.date(2026, 1, 1)),
    ]
)
CONTEXT = Context(
    today=TODAY, banks=BANKS, own_inn="0917154555", directories=Books({"budget_payees": "shipped"})
)

PAYMENT = {
    **PaymentOrder.blank(),
    "number": "17",
    "date": "2026-11-20",
    "amount": "12200.00",
    "payer_name": 'ООО "Заря-868"',
    "payer_inn": "0917154555",
    "payer_kpp": "091701001",
    "payer_account": "40702810781177541208",
    "payer_bic": "044525593",
    "payer_bank_name": 'АО "АЛЬФА-БАНК", г Москва',
    "payer_corr_account": "30101810200000000593",
    "payee_name": 'ООО "Ромашка"',
    "payee_inn": "7707083893",
    "payee_kpp": "770701001",
    "payee_account": "40702810138250123017",
    "payee_bic": "044525225",
    "payee_bank_name": "ПАО Сбербанк, г Москва",
    "payee_corr_account": "30101810400000000225",
    "purpose": "Оплата по счету 5 от 19.11.2026. В т.ч. НДС 22% - 2200.00 руб.",
    "vat_mode": "included",
    "vat_rate": "22",
    "vat_amount": "2200.00",
}
TAX = {
    **PAYMENT,
    "vat_mode": "",
    "vat_rate": "",
    "vat_amount": "",
    "payee_name": "Казначейство России (ФНС России)",
    "payee_inn": "7727406020",
    "payee_kpp": "770701001",
    "payee_account": "03100643000000018500",
    "payee_bic": "017003983",
    "payee_bank_name": "ОКЦ № 7 ГУ Банка России по ЦФО//УФК по Тульской области, г Тула",
    "payee_corr_account": "40102810445370000059",
    "purpose": "ЕНП",
    "tax_status": "01",
    "kbk": "18201061201010000510",
    "oktmo": "0",
    "uin": "0",
    "tax_ground": "0",
    "tax_period": "0",
    "tax_document_number": "0",
    "tax_document_date": "0",
    "payer_kpp": "0",
}
EXAMPLES = {
    "payment_order": PAYMENT,
    "recall_request": {
        "number": "1",
        "date": "2026-11-20",
        "document_id": new_id(dt.datetime(2026, 11, 20, tzinfo=dt.UTC)),
        "document_number": "17",
        "document_date": "2026-11-20",
        "document_amount": "12200.00",
        "reason": "Ошибка в сумме",
    },
    "letter": {
        "number": "1",
        "date": "2026-11-20",
        "subject": "Справка",
        "body": "Прошу выдать справку.\nСпасибо.",
        "attachments": [{"name": "устав.pdf", "sha256": "ab" * 32, "size": "1024"}],
    },
}


def codes(raw, field=None, context=CONTEXT):
    return {p.code for p in PaymentOrder.check(raw, context) if field is None or p.field == field}


def test_form_boxes_of_0401060_are_all_declared_once():
    boxes = [declared.form for declared in PaymentOrder.declared if declared.form]
    assert len(set(boxes)) == len(boxes)
    wanted = {
        *[
            "3",
            "4",
            "5",
            "7",
            "8",
            "9",
            "10",
            "11",
            "12",
            "13",
            "14",
            "15",
            "16",
            "17",
            "18",
            "19",
            "20",
            "21",
            "22",
            "23",
            "24",
        ],
        "60",
        "61",
        *(str(n) for n in range(101, 111)),
    }
    assert set(boxes) == wanted


def test_documents_cannot_be_changed():
    document = PaymentOrder.read(PAYMENT, CONTEXT)
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.number = "18"


@pytest.mark.parametrize("raw", [PAYMENT, TAX])
def test_good_orders_have_no_problem(raw):
    assert PaymentOrder.check(raw, CONTEXT) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"number": "0"}, "number", "bad_number"),
        ({"number": "1234567"}, "number", "bad_number"),
        ({"number": "１７"}, "number", "bad_number"),
        ({"number": "12000"}, "number", "number_tail_zero"),
        ({"date": "31.02.2026"}, "date", "bad_date"),
        ({"date": "2026-11-21"}, "date", "date_in_future"),
        ({"date": "2026-11-09"}, "date", "date_too_old"),
        ({"amount": "NaN"}, "amount", "amount_form"),
        ({"amount": "0.00"}, "amount", "amount_zero"),
        ({"amount": "12.345"}, "amount", "amount_form"),
        ({"payee_name": "ООО \u202eРомашка"}, "payee_name", "control_characters"),
        ({"payee_name": "ООО Ромашка €"}, "payee_name", "bad_characters"),
        ({"payee_name": "x" * 161}, "payee_name", "too_long"),
        ({"payee_name": "ООО Ромашка р/с 40702810138250123017"}, "payee_name", "payee_account_in_name"),
        ({"payee_name": "ООО «Ромашка»"}, "payee_name", "text_normalised"),
        ({"payee_account": "4070281013825012301"}, "payee_account", "account_form"),
        ({"payee_account": "40702810138250123018"}, "payee_account", "account_key"),
        ({"payee_account": "40702840138250123017"}, "payee_account", "account_currency"),
        ({"payee_bic": "044525999"}, "payee_bic", "bic_unknown"),
        ({"payee_bic": "044525745"}, "payee_bic", "bic_closed"),
        ({"payee_corr_account": "30101810200000000593"}, "payee_corr_account", "corr_account_mismatch"),
        ({"payee_inn": "7707083894"}, "payee_inn", "inn_key"),
        ({"payee_inn": "77070838"}, "payee_inn", "inn_form"),
        ({"payee_inn": ""}, "payee_inn", "required"),
        ({"payer_inn": ""}, "payer_inn", "required"),
        ({"payee_inn": "500100732259"}, "payee_kpp", "kpp_for_person"),
        ({"payee_kpp": "7707ab001"}, "payee_kpp", "kpp_form"),
        ({"uin": "123"}, "uin", "uin_form"),
        ({"uin": "18810177150123456785"}, "uin", "uin_key"),
        ({"purpose_code": "1"}, "purpose_code", "income_code_not_person"),
        ({"priority": "6"}, "priority", "bad_choice"),
        ({"priority": "1"}, "priority", "priority_unusual"),
        ({"purpose": "x" * 211}, "purpose", "too_long"),
        ({"purpose": "Оплата товара"}, "purpose", "purpose_no_digits"),
        ({"purpose": "{VO1} Оплата 5"}, "purpose", "vo_code_form"),
        ({"vat_amount": "2200.05"}, "vat_amount", "vat_inconsistent"),
        ({"amount": "100000000.00"}, "payment_kind", "urgent_amount"),
        ({"kbk": "18201061201010000510"}, "tax_status", "tax_status_missing"),
        (
            {"payee_account": PAYMENT["payer_account"], "payee_bic": PAYMENT["payer_bic"]},
            "payee_account",
            "same_account",
        ),
        ({"nonsense": "1"}, "", "unknown_field"),
    ],
)
def test_wrong_payment_names_field_and_rule(change, field, code):
    assert code in codes({**PAYMENT, **change}, field)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"kbk": ""}, "kbk", "tax_incomplete"),
        ({"oktmo": "00000000"}, "oktmo", "tax_zeroes"),
        ({"tax_status": "20"}, "tax_status", "tax_status_unknown"),
        ({"tax_status": "31"}, "payee_account", "tax_status_wrong"),
        ({"tax_status": "06"}, "tax_status", "enp_status"),
        ({"tax_status": ""}, "tax_status", "tax_status_missing"),
        ({"tax_period": "МС.03.2026"}, "tax_period", "enp_fields"),
        ({"payee_kpp": "770801001"}, "payee_kpp", "enp_payee"),
        ({"payee_corr_account": "30101810400000000225"}, "payee_corr_account", "treasury_mix"),
    ],
)
def test_wrong_budget_payment_names_field_and_rule(change, field, code):
    assert code in codes({**TAX, **change}, field)


def test_what_cannot_be_read_is_not_called_empty():
    found = [p.code for p in PaymentOrder.check({**PAYMENT, "payee_inn": "770708389x"}, CONTEXT)]
    assert found == ["inn_form"]
    assert codes({**TAX, "kbk": "1820106"}, "kbk") == {"kbk_form"}


def test_status_20_was_good_before_the_new_order():
    old = Context(today=dt.date(2026, 3, 20), banks=BANKS)
    assert "tax_status_unknown" not in codes(
        {**TAX, "tax_status": "20", "date": "2026-03-20"}, "tax_status", old
    )


def test_mends_mend():
    broken = {
        **PAYMENT,
        "date": "2026-11-01",
        "payee_name": "ООО «Ромашка» €",
        "vat_amount": "1.00",
        "payee_corr_account": "30101810200000000593",
        "payee_kpp": "770701001",
        "purpose_code": "1",
    }
    while problems := [p for p in PaymentOrder.check(broken, CONTEXT) if p.mend]:
        broken |= problems[0].mend
    assert PaymentOrder.check(broken, CONTEXT) == []


def test_bank_name_is_offered_while_it_is_empty():
    problems = PaymentOrder.check({**PAYMENT, "payee_bank_name": ""}, CONTEXT)
    assert {"payee_bank_name": "ПАО Сбербанк, г Москва"} in [dict(p.mend) for p in problems]


def test_ownership_is_checked_when_own_accounts_are_known():
    mine = Context(today=TODAY, banks=BANKS, own_accounts=frozenset({"40702810138250123017"}))
    assert "not_own_account" in codes(PAYMENT, "payer_account", mine)


def test_rows_report_the_row():
    raw = {**EXAMPLES["letter"], "attachments": [{"name": "a", "sha256": "zz", "size": "1"}]}
    problems = Letter.check(raw, CONTEXT)
    assert [(p.field, p.code) for p in problems] == [("attachments.0.sha256", "bad_hash")]
    many = {**raw, "attachments": EXAMPLES["letter"]["attachments"] * 11}
    assert blocking(Letter.check(many, CONTEXT))


@given(st.dictionaries(st.sampled_from([d.name for d in PaymentOrder.declared]), st.text(max_size=30)))
def test_any_text_can_be_checked(changes):
    for problem in PaymentOrder.check({**PAYMENT, **changes}, CONTEXT):
        assert problem.severity in Severity
        assert problem.field == "" or PaymentOrder.field(problem.field)


trees = st.recursive(
    st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc_/", max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text("abcxyz_", max_size=5), trees, max_size=5))
def test_canonical_bytes_are_rfc_8785_and_read_back(tree):
    data = canonical.encode(tree)
    decoded = canonical.decode(data)
    assert data == rfc8785.dumps(decoded)
    assert canonical.encode(decoded) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b'{"a":1}',
        b'{"a":null}',
        b'{"a":"1","a":"2"}',
        b'{ "a":"1"}',
        b'{"b":"1","a":"2"}',
        b'{"a":NaN}',
        b'{"a":"\\u0041"}',
        '{"a":"е\u0308"}'.encode(),
        b'\xff{"a":"1"}',
        b'{"a":"1"}\n',
        b"[" * 5000,
    ],
)
def test_bytes_of_another_form_are_refused(data):
    with pytest.raises(BadInput):
        canonical.decode(data)


def test_signed_bytes_round_trip_and_refuse_other_keys():
    instant = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
    document = RecallRequest.read(EXAMPLES["recall_request"], CONTEXT)
    signed = canonical.Signed(
        purpose=RecallRequest.signed_as,
        type="recall_request",
        version="1",
        id=new_id(instant),
        bank="044525225",
        client="c1",
        valid_until=instant,
        fields=document.texts(),
    )
    assert canonical.decode_signed(signed.encode()) == signed
    tree = json.loads(signed.encode())
    with pytest.raises(BadInput):
        canonical.decode_signed(canonical.encode({**tree, "extra": "1"}))
    for until in ("2026-11-20T09:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        with pytest.raises(BadInput):
            canonical.decode_signed(canonical.encode({**tree, "valid_until": until}))


def test_ids_rise_with_time_and_are_of_version_7():
    ids = [new_id(dt.datetime(2026, 11, 20, 9, 0, second, tzinfo=dt.UTC)) for second in range(30)]
    assert ids == sorted(ids)
    assert all(map(is_id, ids))
    assert not is_id("0190A000-0000-7000-8000-000000000000")
