"""Payment orders in the files of other programs: what stands in a file is what was chosen, and what it loses is said."""

import pytest
from local_kit import office, save

from bsclient.errors import BadInput
from bsclient.formats.convert import load_any
from bsclient.services.documents.files import DocumentFiles

TAX = {
    "tax_status": "01", "kbk": "18201061201010000510", "oktmo": "0", "tax_ground": "0", "tax_period": "0",
    "tax_document_number": "0", "tax_document_date": "0",
}  # fmt: skip


NAMES = ("1c", "pain001", "pain001-v3", "ed101")


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


@pytest.mark.parametrize("name", NAMES)
def test_payments_written_for_another_program_read_as_they_were(desk, tmp_path, name):
    files = DocumentFiles(desk.place, desk.drafts)
    wanted = [
        save(desk, number="7", amount="1905.23", purpose="Счёт 5 & <срочно>"),
        save(desk, number="8", **TAX),
    ]
    form = next(one for one in files.targets("payment_order") if one.name == name)
    path = tmp_path / f"payments.{form.suffix}"
    assert files.save([one.id for one in wanted], form, path) == 2
    file = load_any(path.read_bytes(), path.name)
    assert file.orders
    assert not file.problems
    assert name != "1c" or file.header["Отправитель"] == "BSClient"
    for told, draft in zip(file.documents, wanted, strict=True):
        raw = draft.raw
        assert (told.number, str(told.date), f"{told.amount:.2f}") == (
            raw["number"],
            raw["date"],
            raw["amount"],
        )
        assert (told.payer.account, told.payer.inn) == (raw["payer_account"], raw["payer_inn"])
        assert (told.payee.account, told.payee.bank.bic) == (raw["payee_account"], raw["payee_bic"])
        assert (told.payee.name, told.purpose) == (raw["payee_name"], raw["purpose"])
        assert told.tax.kbk == raw.get("kbk", "")


def test_forms_of_other_programs_come_first_and_say_what_they_lose(desk):
    files, ids = DocumentFiles(desk.place, desk.drafts), [save(desk).id]
    forms = {form.name: form for form in files.targets("payment_order")}
    assert list(forms) == ["1c", "pain001", "pain001-v3", "ed101", "documents", "documents-csv"]
    assert not files.lost(ids, forms["1c"])
    assert not files.lost(ids, forms["documents"])
    assert "bank_name" in {one.part for one in files.lost(ids, forms["ed101"])}
    ids = [save(desk, payment_kind="электронно").id]
    assert not files.lost(ids, forms["1c"])
    assert [(one.code, one.count) for one in files.lost(ids, forms["pain001"])] == [
        ("file_loss_payment_kind", 1)
    ]
    assert [form.name for form in files.targets("payment_demand")] == ["documents", "documents-csv"]


@pytest.mark.parametrize("given", [{"amount": ""}, {"amount": "0.00"}, {"date": ""}], ids=str)
def test_a_payment_without_an_amount_or_a_day_leaves_no_file(desk, tmp_path, given):
    files = DocumentFiles(desk.place, desk.drafts)
    path = tmp_path / "payments.txt"
    for form in files.targets("payment_order")[:4]:
        with pytest.raises(BadInput, match="file_documents_incomplete"):
            files.save([save(desk, **given).id], form, path)
        assert not path.exists()


@pytest.mark.parametrize(
    ("given", "lost"),
    [
        ({"due_date": "10.12.2026"}, {one: ["due_date"] for one in NAMES}),
        ({"reserved": "R23"}, {one: ["reserved"] for one in NAMES}),
        ({"purpose": "Оплата 5 ₽ без НДС"}, {"1c": ["letters"], "ed101": ["letters"]}),
        ({"purpose": "x" * 209 + "…"}, {"ed101": ["letters", "purpose_end"]}),
        ({"payee_name": "x" * 159 + "…"}, {"ed101": ["letters", "name_end"]}),
        ({"payee_bank_name": "Б" * 150}, {"pain001": ["bank_name"], "pain001-v3": ["bank_name"]}),
    ],
)
def test_all_that_a_form_changes_or_leaves_out_is_said(desk, given, lost):
    files, ids = DocumentFiles(desk.place, desk.drafts), [save(desk, **given).id]
    for form in files.targets("payment_order")[:4]:
        told = [one.part for one in files.lost(ids, form)]
        assert told == ["bank_name"] * (form.name == "ed101") + lost.get(form.name, [])
