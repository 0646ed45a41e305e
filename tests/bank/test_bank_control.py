"""Currency control at the bank: a contract from registration to removal, with all that is counted under it."""

import dataclasses

import pytest
from bank_core_kit import TODAY, account_number

from bsclient.bank.operations import NewAccount
from bsclient.bank.products import contracts
from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.documents import registry

SCAN = b"%PDF-1.4 contract"
FILES = [{"name": "contract.pdf", "sha256": sha256_hex(SCAN), "size": str(len(SCAN))}]
DAY = TODAY.isoformat()


def prepared(found):
    found.bank.plan = dataclasses.replace(found.bank.plan, decide=3)
    found.bank.load_directories()
    found.bank.tick()
    bic = found.bank.bic
    found.usd = found.ann.open_account(account_number(bic, 1101, currency="840"), 5_000_000, currency="USD")
    found.transit = account_number(bic, 1103, currency="840")
    found.bank.open_account(NewAccount(found.transit, "Транзитный счёт, USD", "ann", TODAY, currency="USD"))
    found.bank.put_blob("ann", sha256_hex(SCAN), SCAN)
    return found


@pytest.fixture
def town(town):
    """Over SQLite and PostgreSQL."""
    return prepared(town)


@pytest.fixture
def auto(small_town):
    """Over SQLite alone."""
    return prepared(small_town)


def file(town, kind, /, **fields):
    """Send a document with the files that it names, and let currency control decide."""
    declared = registry[kind]
    blank = {**declared.blank(), "number": str(town.number()), "date": town.today.isoformat()}
    signed = town.ann.signed({**blank, **fields}, declared)
    files = [row["sha256"] for row in fields.get("attachments", ())]
    outcome = town.ann.send(town.ann.incoming(signed, attachments=files))
    assert outcome.receipt is not None, outcome
    town.run(seconds=60)
    return signed.id


def register(town, **fields):
    given = {
        "contract_kind": "2", "contract_number": "12/IMP", "contract_date": "2026-09-01", "currency": "USD",
        "sum_kind": "fixed", "amount": "500000.00", "ends": "2027-09-01", "counterparty": "SHENZHEN FLOWERS",
        "country": "CN", "contact": "Петрова Анна", "contact_phone": "+79161234567", "attachments": FILES,
    }  # fmt: skip
    return file(town, "contract_registration", **(given | fields))


def contract(town, at=0):
    return town.products("ann", "contract")[at]


def named(town):
    found = contract(town)
    return {"contract": found["product_id"], "unk": found["number"]}


def pay(town, **fields):
    given = {
        "account": town.usd, "currency": "USD", "amount": "10000.00", "value_date": DAY,
        "payer_name": 'ООО "ann"', "payer_inn": town.ann.inn, "payer_latin": "OOO ANN", "payer_town": "MOSCOW",
        "beneficiary_name": "SHENZHEN FLOWERS", "beneficiary_account": "4000023019200123456",
        "beneficiary_town": "SHENZHEN", "beneficiary_country": "CN", "bank_bic": "ICBKCNBJSZN",
        "bank_name": "ICBC", "bank_town": "SHENZHEN", "bank_country": "CN", "purpose": "GOODS",
        "fee_account": town.ann.account, "vo_code": "11100", "contact": "Петрова Анна", "contact_phone": "+79161234567",
    }  # fmt: skip
    return file(town, "currency_transfer", **(given | named(town) | fields))


def paper(**fields):
    given = {
        "document_number": "INV-1", "day": DAY, "kind": "01_4", "amount": "6000.00", "currency": "USD",
        "contract_amount": "", "delivery": "3", "due": "", "country": "CN", "note": "",
    }  # fmt: skip
    return given | fields


def confirm(town, *papers, **fields):
    given = {"contract_currency": "USD", "papers": list(papers), "attachments": FILES}
    return file(town, "supporting_documents", **(given | named(town) | fields))


def inform(town, *rows, **fields):
    given = {
        "document_number": "5", "day": DAY, "direction": "out", "vo_code": "11100", "amount": "10000.00", "currency": "USD",
        "contract_amount": "", "due": "", "note": "", "contract": "", "unk": "",
    }  # fmt: skip
    return file(town, "currency_operation_info", operations=[given | row for row in rows], **fields)


def sums(town):
    terms = contract(town)["terms"]
    return [terms[name] for name in ("paid_out", "paid_in", "given", "received", "balance")]


def test_a_contract_gets_its_number_and_counts_what_happens(town):
    done = register(town)
    assert town.state(done) == ("executed", "contract_registered")
    found = contract(town)
    assert found["number"] == f"26110001/{town.bank.bic[-3:]:0>4}/0000/2/1"
    assert (found["amount"], found["currency"], found["state"]) == ("500000.00", "USD", "open")
    assert sums(town) == ["0.00"] * 5
    assert town.state(pay(town))[0] == "executed"
    assert sums(town) == ["10000.00", "0.00", "0.00", "0.00", "-10000.00"]
    assert town.state(confirm(town, paper()))[0] == "executed"
    assert sums(town) == ["10000.00", "0.00", "0.00", "6000.00", "-4000.00"]
    foreign = paper(document_number="INV-2", currency="CNY", amount="28000.00", contract_amount="4000.00")
    confirm(town, foreign)
    assert sums(town)[-1] == "0.00"
    asked = file(town, "control_statement_request", **named(town))
    assert town.state(asked)[0] == "executed"
    (statement,) = town.made("ann", "control_statement")
    told = statement.fields
    assert (told["unk"], told["balance"], told["related"]) == (found["number"], "0.00", asked)
    assert [(row["vo_code"], row["amount"]) for row in told["payments"]] == [("11100", "10000.00")]
    assert [(row["kind"], row["contract_amount"]) for row in told["papers"]] == [
        ("01_4", "6000.00"),
        ("01_4", "4000.00"),
    ]
    removed = file(town, "contract_removal", reason="performed", **named(town))
    assert town.state(removed) == ("executed", "contract_taken_off")
    assert contract(town)["state"] == "removed"
    assert town.state(pay(town)) == ("rejected", "product_not_open")
    assert town.bank.audit() == []


def test_numbers_rise_within_a_month_and_begin_anew_with_the_next(auto):
    register(auto)
    register(auto, contract_number="13/IMP", contract_kind="4")
    auto.run(days=20)
    register(auto, contract_number="14/EXP", contract_kind="1", attachments=[])
    numbers = sorted(item["number"] for item in auto.products("ann", "contract"))
    bank = f"{auto.bank.bic[-3:]:0>4}"
    assert numbers == [f"26110001/{bank}/0000/2/1", f"26110002/{bank}/0000/4/1", f"26120001/{bank}/0000/1/1"]


def test_a_contract_from_another_bank_keeps_its_number(auto):
    register(auto, unk="25010007/1481/0000/2/1")
    assert contract(auto)["number"] == "25010007/1481/0000/2/1"
    assert auto.state(register(auto, contract_number="99", unk="25010007/1481/0000/2/1")) == (
        "rejected", "contract_on_record"
    )  # fmt: skip


def test_a_contract_is_registered_once(auto):
    register(auto)
    assert auto.state(register(auto)) == ("rejected", "contract_on_record")
    assert len(auto.products("ann", "contract")) == 1


def test_a_change_changes_what_it_names_and_nothing_else(auto):
    register(auto)
    done = file(
        auto, "contract_change", basis="Дополнительное соглашение", basis_date=DAY, new_amount="650000.00",
        new_counterparty="SHENZHEN GROUP", attachments=FILES, **named(auto),
    )  # fmt: skip
    assert auto.state(done) == ("executed", "contract_changed")
    found = contract(auto)
    assert (found["amount"], found["ends"]) == ("650000.00", "2027-09-01")
    assert found["terms"]["counterparty"] == "SHENZHEN GROUP"
    assert found["terms"]["contract_number"] == "12/IMP"


def test_a_contract_with_a_balance_is_not_performed(auto):
    register(auto)
    pay(auto)
    assert auto.state(file(auto, "contract_removal", reason="performed", **named(auto))) == (
        "rejected", "contract_unsettled"
    )  # fmt: skip
    moved = file(auto, "contract_removal", reason="ended", note="Прощение долга", **named(auto))
    assert auto.state(moved)[0] == "executed"


def test_information_replaces_what_the_payment_said_and_counts_once(auto):
    register(auto)
    sent = pay(auto)
    inform(
        auto,
        {**named(auto), "amount": "7000.00"},
        {"amount": "3000.00", "document_number": "6"},
        operation=sent,
    )
    assert sums(auto)[0] == "7000.00"
    inform(auto, {"amount": "10000.00"}, operation=sent, correction="1")
    assert sums(auto)[0] == "0.00"


def test_information_about_a_payment_elsewhere_is_counted_in_the_contracts_currency(auto):
    register(auto)
    inform(auto, {**named(auto), "currency": "CNY", "amount": "81250.00"})
    assert sums(auto)[0] == "11380.00"  # 81,250 yuan at 11.38 by 81.25
    inform(auto, {**named(auto), "currency": "RUB", "amount": "812500.00", "contract_amount": "9900.00"})
    assert sums(auto)[0] == "21280.00"


def test_money_from_abroad_is_counted_under_its_contract(auto):
    register(auto, contract_kind="1", contract_number="7/EXP", attachments=[])
    auto.bank.receive(
        [
            {
                "payer_name": "NORD", "payer_account": "", "payer_bic": "", "payer_bank_name": "", "number": "1",
                "payee_account": auto.transit, "payee_bic": auto.bank.bic, "currency": "USD", "amount": "12000.00",
                "date": DAY, "purpose": "GOODS",
            }
        ]
    )  # fmt: skip
    (notice,) = auto.made("ann", "credit_notice")
    part = {"vo_code": "10200", "amount": "9000.00", "note": "", **named(auto)}
    rest = {"vo_code": "99010", "amount": "3000.00", "note": "", "contract": "", "unk": ""}
    file(
        auto, "transit_order", notice=notice.id, notice_number=notice.fields["number"], notice_date=notice.fields["date"],
        account=auto.transit, currency="USD", amount="12000.00", use="current", current_amount="12000.00",
        current_account=auto.usd, operations=[part, rest],
    )  # fmt: skip
    assert sums(auto) == ["0.00", "9000.00", "0.00", "0.00", "9000.00"]
    confirm(auto, paper(kind="01_3", delivery="1", amount="9000.00"))
    assert sums(auto)[-1] == "0.00"


def test_papers_of_a_strange_contract_are_refused(auto):
    register(auto)
    sent = confirm(auto, paper(), contract="0199a1b2-0000-7000-8000-000000000009")
    assert auto.state(sent) == ("rejected", "product_unknown")
    sent = confirm(auto, paper(), unk="26110009/0888/0000/2/1")
    assert auto.state(sent) == ("bad_details", "unk_differs")


def test_an_operator_refuses_and_a_client_recalls(small_town):
    town = prepared(small_town)
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=0)
    refused, recalled = register(town), register(town, contract_number="13")
    town.bank.refuse_document(refused, "control", "Нет перевода контракта")
    town.ann.recall(recalled)
    assert town.state(refused) == ("rejected", "rejected_by_operator")
    assert town.state(recalled)[0] == "recalled"
    assert town.products("ann", "contract") == []


def test_totals_of_nothing_are_zero():
    assert set(contracts.totals(()).values()) == {"0.00"}
