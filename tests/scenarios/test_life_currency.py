"""Currency from draft to final state over the real wire: transfers, deals, money from abroad; a refusal and a recall."""

import datetime as dt
from decimal import Decimal

import pytest
from currency_kit import Company, Stage

from bsclient.domain.states import State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.prints import Prints

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("currency")) as stage:
        yield Company(stage)


def transfer(company, **given):
    usual = {
        "account": company.account("USD").number, "amount": "1200.00", "payer_town": "Moscow",
        "beneficiary_name": "Nordbank Flowers GmbH", "beneficiary_account": "DE89370400440532013000",
        "beneficiary_town": "Hamburg", "beneficiary_country": "DE", "bank_bic": "DEUTDEFF", "bank_name": "Deutsche Bank",
        "bank_town": "Frankfurt", "purpose": "Advance for goods\nContract 5 dd 01.11.2026", "charges": "SHA",
        "fee_account": company.account().number, "vo_code": "11100", "contract_number": "5", "contract_date": "2026-11-01",
        "contact": "Петрова Анна", "contact_phone": "+79161234567",
    }  # fmt: skip
    return usual | given


def deal(debit, credit, **given):
    usual = {
        "account": debit.number,
        "credit_account": credit.number,
        "amount": "100.00",
        "purpose": "Для расчётов",
    }
    return usual | given


def rate(company, code, side):
    return Decimal(company.desk.books.find("rates", code, company.today)[side])


def test_a_transfer_is_filled_signed_by_two_and_leaves_the_bank(company, qapp):
    own, roubles = company.account("USD"), company.account()
    before, kept = own.balance, roubles.balance
    saved = company.draft("currency_transfer", **transfer(company))
    assert saved.raw["payer_latin"] == "OOO 'ROMASHKA'"
    assert (saved.raw["bank_country"], saved.raw["currency"]) == ("DE", "USD")
    assert saved.raw["value_date"] == company.today.isoformat()
    sent = company.file_draft(saved)
    assert company.until(sent, "executed") == "transfer_sent"
    company.wait(lambda: company.balance(own.number) == before - 1200)
    company.wait(lambda: company.balance(roubles.number) == kept - 1500)
    prints = Prints(company.desk.place, company.desk.signing, "ru")
    assert pdf_bytes(prints.pages([sent]), "x").startswith(b"%PDF")
    assert len(prints.paper(sent).marks.signatures) == 2
    day = company.today
    statement = company.desk.statements.statement(own.number, day, day)
    (entry,) = [each for each in statement.entries if each.document_id == sent]
    assert (entry.credit, entry.amount) == (False, Decimal("1200.00"))


@pytest.mark.parametrize(
    ("kind", "debit", "credit", "fixed"),
    [("currency_purchase", "RUB", "EUR", "bought"), ("currency_sale", "EUR", "RUB", "sold"), ("currency_conversion", "EUR", "CNY", "sold")],
)  # fmt: skip
def test_a_deal_moves_money_on_both_accounts(company, kind, debit, credit, fixed):
    own, other = company.account(debit), company.account(credit)
    sent = company.file(kind, **deal(own, other, fixed=fixed))
    assert company.until(sent, "executed") == "exchange_done"
    company.wait(lambda: company.balance(other.number) > other.balance)
    company.wait(lambda: company.balance(own.number) < own.balance)
    given, got = own.balance - company.balance(own.number), company.balance(other.number) - other.balance
    if kind == "currency_purchase":
        assert (got, given) == (100, (rate(company, "EUR", "sell") * 100).quantize(Decimal("0.01")))
    elif kind == "currency_sale":
        assert (given, got) == (100, (rate(company, "EUR", "buy") * 100).quantize(Decimal("0.01")))
    else:
        assert given == 100
        assert abs(got - 100 * rate(company, "EUR", "buy") / rate(company, "CNY", "sell")) < Decimal("0.01")


def test_a_limit_that_is_far_waits_and_is_recalled(company):
    own = company.account("CNY")
    until = (company.today + dt.timedelta(days=3)).isoformat()
    fair = rate(company, "CNY", "buy")
    limit = {"rate_kind": "limit", "limit_rate": str(fair + Decimal("0.5")), "valid_until": until}
    sent = company.file("currency_sale", **deal(own, company.account(), **limit))
    company.until(sent, "accepted")
    company.wait(lambda: company.account("CNY").available == own.available - 100)
    request = company.recall(sent)
    company.until(request, "executed")
    assert company.until(sent, "recalled") == "recalled_by_client"
    company.wait(lambda: company.account("CNY").available == own.available)


def test_money_of_a_transit_account_is_refused_for_a_plain_sale(company):
    transit = company.account("USD", transit=True)
    sent = company.file("currency_sale", **deal(transit, company.account()))
    assert company.until(sent, "rejected") == "account_transit"
    assert company.balance(transit.number) == transit.balance


def test_a_notice_is_read_and_answered_by_a_transit_order(company):
    (told,) = company.incoming("credit_notice")
    assert (told.state, told.currency, told.amount) == (State.INCOMING, "USD", Decimal("12000.00"))
    assert company.desk.incoming.proof(told.id).ok
    assert company.desk.incoming.open(told.id) is State.READ
    contract = next(
        each for each in company.desk.products.list("contract") if each.terms["contract_kind"] == "1"
    )
    current, transit = company.accounts("USD")
    roubles = company.account()
    part = {
        "vo_code": "10200",
        "amount": "12000.00",
        "contract": contract.id,
        "unk": contract.number,
        "note": "",
    }
    draft = company.desk.incoming.answer(
        told.id,
        "transit_order",
        {"use": "both", "sold_amount": "2000.00", "current_account": current.number, "operations": [part]},
    )
    assert (draft.raw["account"], draft.raw["amount"], draft.raw["current_amount"]) == (
        transit.number, "12000.00", "10000.00"
    )  # fmt: skip
    assert draft.raw["sale_account"] == roubles.number
    saved = company.desk.drafts.save(draft)
    assert saved.state is State.NEW, company.desk.drafts.check(saved.type, saved.raw, saved.id)
    sent = company.file_draft(saved)
    assert company.until(sent, "executed") == "receipt_credited"
    company.wait(lambda: company.balance(transit.number) == 0)
    company.wait(lambda: company.balance(current.number) == current.balance + 10_000)
    company.wait(
        lambda: company.balance(roubles.number) == roubles.balance + 2000 * rate(company, "USD", "buy")
    )
    assert company.desk.drafts.get(told.id).state is State.ANSWERED
    company.wait(lambda: company.desk.products.get(contract.id).terms["paid_in"] != "0.00")


def test_a_draft_says_what_is_wrong_before_anybody_signs(company):
    raw = company.desk.drafts.begin("currency_transfer", transfer(company)).raw
    found = {
        (problem.field, problem.code)
        for change in (
            {"beneficiary_name": "Ромашка"}, {"beneficiary_account": "DE00370400440532013000"},
            {"beneficiary_country": "KP"}, {"amount": "60000.00"}, {"purpose": "-GOODS"},
        )
        for problem in company.desk.drafts.check("currency_transfer", {**raw, **change})
    }  # fmt: skip
    assert found >= {
        ("beneficiary_name", "swift_characters"), ("beneficiary_account", "iban_key"),
        ("beneficiary_country", "country_stopped"), ("unk", "unk_needed"), ("purpose", "swift_line_start"),
    }  # fmt: skip
