"""Currency control from draft to final state over the real wire: a contract's whole life, a refusal and a recall."""

import datetime as dt
from decimal import Decimal

import pytest
from currency_kit import Company, Stage, by_hand

from bsclient.domain.states import State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents import attachments
from bsclient.services.documents.prints import Prints

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("control")) as stage:
        yield Company(stage)


@pytest.fixture
def scan(company, tmp_path):
    """Rows of attachments for a draft: one file, kept by the program."""

    def keep(name="contract.pdf"):
        place = tmp_path / name
        place.write_bytes(b"%PDF-1.4 " + name.encode())
        return attachments.to_raw(company.desk.attachments.keep([place]))

    return keep


def registration(company, files, **given):
    usual = {
        "contract_kind": "4", "contract_number": "7/SRV", "contract_date": "2026-11-02", "currency": "EUR",
        "amount": "90000.00", "ends": "2027-11-01", "subject": "Услуги по продвижению", "counterparty": "BLUMENWERBUNG GMBH",
        "country": "DE", "contact": "Петрова Анна", "contact_phone": "+79161234567", "attachments": files,
    }  # fmt: skip
    return usual | given


def pay(company, contract):
    """Pay for services under a contract on record."""
    return company.file(
        "currency_transfer", account=company.account("EUR").number, amount="500.00", payer_town="MOSCOW",
        beneficiary_name="BLUMENWERBUNG GMBH", beneficiary_account="DE89370400440532013000", beneficiary_town="HAMBURG",
        beneficiary_country="DE", bank_bic="DEUTDEFF", bank_name="DEUTSCHE BANK", bank_town="FRANKFURT",
        purpose="SERVICES 7/SRV", fee_account=company.account().number, vo_code="21200", contract=contract.id,
        contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip


def of_kind(company, kind):
    return [each for each in company.desk.products.list("contract") if each.terms["contract_kind"] == kind]


def test_a_contract_is_registered_paid_confirmed_stated_changed_and_removed(company, scan, qapp):
    sent = company.file("contract_registration", **registration(company, scan()))
    assert company.until(sent, "executed") == "contract_registered"
    [contract] = company.wait(lambda: of_kind(company, "4"))
    told = company.desk.history.of(sent).steps[-1]
    assert contract.number == f"{company.today:%y%m}0001/0888/0000/4/1"
    assert (contract.amount, contract.currency, contract.state) == (Decimal("90000.00"), "EUR", "open")
    assert [view.id for view in company.desk.products.of_document(sent)] == [contract.id]
    assert told.state is State.EXECUTED

    def term(name):
        return company.desk.products.get(contract.id).terms[name]

    paid = pay(company, contract)
    assert company.desk.drafts.get(paid).raw["contract_number"] == "7/SRV"
    company.until(paid, "executed")
    company.wait(lambda: term("paid_out") == "500.00")

    row = {
        "document_number": "ACT-1", "day": company.today.isoformat(), "kind": "04_4", "amount": "500.00", "currency": "EUR",
        "contract_amount": "", "delivery": "3", "due": "", "country": "", "note": "",
    }  # fmt: skip
    papers = company.file(
        "supporting_documents", contract=contract.id, papers=[row], attachments=scan("act.pdf")
    )
    assert company.desk.drafts.get(papers).raw["total"] == "500.00"
    company.until(papers, "executed")
    company.wait(lambda: (term("received"), term("balance")) == ("500.00", "0.00"))

    asked = company.file("control_statement_request", contract=contract.id)
    company.until(asked, "executed")
    [statement] = company.wait(lambda: company.incoming("control_statement"))
    content = company.desk.incoming.content(statement.id)
    said = {line.name: line.text for group in content.groups for line in group.lines}
    assert (said["unk"], said["paid_out"], said["received"], said["balance"]) == (
        contract.number, "500.00", "500.00", "0.00"
    )  # fmt: skip
    assert [table.name for table in content.tables] == ["payments", "papers"]
    pages = Prints(company.desk.place, company.desk.signing, "ru").pages([statement.id, papers, sent])
    assert pdf_bytes(pages, "x").startswith(b"%PDF")

    changed = company.file(
        "contract_change", contract=contract.id, basis="Дополнительное соглашение", basis_number="1",
        basis_date=company.today.isoformat(), new_amount="95000.00", new_ends="2028-01-31", attachments=scan("add.pdf"),
    )  # fmt: skip
    assert company.until(changed, "executed") == "contract_changed"
    company.wait(lambda: company.desk.products.get(contract.id).amount == Decimal("95000.00"))
    assert company.desk.products.get(contract.id).ends == dt.date(2028, 1, 31)

    removed = company.file("contract_removal", contract=contract.id, reason="performed")
    assert company.until(removed, "executed") == "contract_taken_off"
    company.wait(lambda: company.desk.products.get(contract.id).state == "removed")
    late = company.desk.drafts.begin("control_statement_request", {"contract": contract.id})
    assert not company.desk.drafts.check(late.type, late.raw)
    again = company.desk.drafts.begin("contract_removal", {"contract": contract.id})
    assert "contract_removed" in {item.code for item in company.desk.drafts.check(again.type, again.raw)}


def test_information_is_filled_from_the_payment_and_counted_under_the_contract(company):
    paid = company.file(
        "currency_transfer", account=company.account("CNY").number, amount="7000.00", payer_town="MOSCOW",
        beneficiary_name="SHENZHEN FLOWERS", beneficiary_account="4000023019200123456", beneficiary_town="SHENZHEN",
        beneficiary_country="CN", bank_bic="ICBKCNBJSZN", bank_name="ICBC", bank_town="SHENZHEN", purpose="GOODS 12/IMP",
        fee_account=company.account().number, vo_code="11100", contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip
    company.until(paid, "executed")
    [contract] = of_kind(company, "2")
    draft = company.desk.drafts.begin(
        "currency_operation_info", {"operation": paid, "operations": [{"contract": contract.id}]}
    )
    [row] = draft.raw["operations"]
    assert (row["amount"], row["currency"], row["vo_code"], row["direction"]) == (
        "7000.00",
        "CNY",
        "11100",
        "out",
    )
    assert row["unk"] == contract.number
    sent = company.file_draft(company.desk.drafts.save(draft))
    company.until(sent, "executed")
    company.wait(lambda: company.desk.products.get(contract.id).terms["paid_out"] == "7000.00")
    assert paid in {view.id for view in company.desk.links.of(sent)}


def test_a_contract_that_is_on_record_is_refused(company, scan):
    [known] = of_kind(company, "1")
    twice = registration(
        company, scan(), contract_kind="1", contract_number=known.terms["contract_number"],
        contract_date=known.terms["contract_date"], counterparty=known.terms["counterparty"],
    )  # fmt: skip
    sent = company.file("contract_registration", **twice)
    assert company.until(sent, "rejected") == "contract_on_record"
    assert len(of_kind(company, "1")) == 1


def test_an_operator_refuses_and_a_client_recalls(company, scan):
    with by_hand(company) as bank:
        refused = company.file(
            "contract_registration", **registration(company, scan(), contract_number="8/SRV")
        )
        recalled = company.file(
            "contract_registration", **registration(company, scan(), contract_number="9/SRV")
        )
        assert {each.id for each in bank.documents_to_decide()} == {refused, recalled}
        bank.refuse_document(refused, "control", "Нет перевода контракта")
        assert company.until(refused, "rejected") == "rejected_by_operator"
        request = company.recall(recalled)
        company.until(request, "executed")
        assert company.until(recalled, "recalled") == "recalled_by_client"
    assert not {"8/SRV", "9/SRV"} & {
        each.terms["contract_number"] for each in company.desk.products.list("contract")
    }
