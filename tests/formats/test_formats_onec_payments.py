"""A payment order between the exchange file and the draft's fields."""

from __future__ import annotations

import dataclasses
import io

from make_1c import data

from bsclient.domain.documents.payment_order import PaymentOrder
from bsclient.formats.model import ExchangeFile
from bsclient.formats.onec import load, onec_payment_raw, payment_to_document, write

RAW = {
    "number": "12",
    "date": "2026-11-20",
    "payment_kind": "срочно",
    "amount": "1234.05",
    "payer_name": 'ООО "Наше"',
    "payer_inn": "7700000016",
    "payer_kpp": "770001001",
    "payer_account": "40702810900000000001",
    "payer_bank_name": "ПАО Сбербанк",
    "payer_bic": "044525225",
    "payer_corr_account": "30101810400000000225",
    "payee_name": "Казначейство России (ФНС России)",
    "payee_inn": "7727406020",
    "payee_kpp": "770701001",
    "payee_account": "03100643000000018500",
    "payee_bank_name": "ОКЦ N 7 ГУ Банка России по ЦФО//УФК по Тульской области, г Тула",
    "payee_bic": "017003983",
    "payee_corr_account": "40102810445370000059",
    "operation_type": "01",
    "purpose_code": "1",
    "priority": "5",
    "uin": "0",
    "purpose": "Единый налоговый платёж",
    "tax_status": "01",
    "kbk": "18201061201010000510",
    "oktmo": "0",
    "tax_ground": "0",
    "tax_period": "0",
    "tax_document_number": "0",
    "tax_document_date": "0",
    "payout_code": "0",
}


def test_every_field_goes_there_and_back() -> None:
    document = payment_to_document(RAW)
    assert onec_payment_raw(document) == RAW
    assert document.tax.document_date == "0"


def test_every_field_survives_the_file() -> None:
    out = io.BytesIO()
    write(out, ExchangeFile("1c-payments", documents=(payment_to_document(RAW),)))
    file = load(out.getvalue())
    assert [p.code for p in file.problems] == []
    assert onec_payment_raw(file.documents[0]) == RAW


def test_fields_are_those_of_the_payment_order() -> None:
    known = {field.name for field in PaymentOrder.declared}
    assert set(RAW) <= known
    assert set(onec_payment_raw(load(data(1)).documents[0])) == set(RAW)


def test_town_of_the_bank_is_added_once() -> None:
    document = load(data(1, statement=False)).documents[0]
    assert onec_payment_raw(document)["payer_bank_name"] == "ПАО Сбербанк, г Москва"
    bank = dataclasses.replace(document.payer.bank, name="ПАО Сбербанк, г Москва")
    again = dataclasses.replace(document, payer=dataclasses.replace(document.payer, bank=bank))
    assert onec_payment_raw(again)["payer_bank_name"] == "ПАО Сбербанк, г Москва"


def test_what_cannot_be_read_is_left_out_not_guessed() -> None:
    for amount in ("1e5", "1_000", "NaN", "-5.00", "сто", "1.234"):
        assert payment_to_document(RAW | {"amount": amount}).amount is None
    for day in ("20.11.2026", "2026-W01-1", "20261120", "2026-02-30"):
        assert payment_to_document(RAW | {"date": day}).date is None
