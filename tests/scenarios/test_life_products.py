"""Deposits, loans, guarantees and letters of credit over the real wire: from draft to the final state, with what they change."""

import datetime as dt
import json
from contextlib import closing
from decimal import Decimal

import pytest
from currency_kit import Company, Stage, by_hand

from bsclient.bank.server import Place, open_bank
from bsclient.domain.states import State
from bsclient.paths import resource
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.listing import Filter
from bsclient.services.documents.prints import Prints

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("products")) as made:
        yield made


@pytest.fixture(scope="module")
def company(stage):
    return Company(stage)


def day(company, days):
    return (company.desk.place.today + dt.timedelta(days=days)).isoformat()


def own(company, currency="RUB"):
    """The company's current accounts of a currency: the first has the most money."""
    found = [one for one in company.desk.statements.accounts() if one.currency == currency]
    return [one.number for one in found if one.number.startswith("40702")]


def product(company, document_id):
    """The product that a document began."""
    [found] = company.wait(lambda: company.desk.products.of_document(document_id))
    return found


def follows(company, document_id, wanted):
    company.wait(lambda: wanted(product(company, document_id)))
    return product(company, document_id)


def deposit(company, **given):
    account = own(company)[0]
    fields = {"deposit_kind": "managed", "amount": "500000.00", "days": "120", "account": account}
    return company.file("deposit_open", **(fields | given))


def test_a_deposit_is_opened_topped_up_withdrawn_and_closed_early(company, qapp):
    account = own(company)[0]
    before = company.balance(account)
    opened = deposit(company)
    assert company.until(opened, State.EXECUTED) == "deposit_opened"
    kept = product(company, opened)
    assert (kept.kind, kept.amount, kept.terms["rate"]) == ("deposit", Decimal("500000.00"), "11.5")
    company.wait(lambda: company.balance(account) == before - 500_000)
    assert company.balance(kept.account) == Decimal("500000.00")
    more = company.file("deposit_top_up", product=kept.id, account=account, amount="100000.00")
    company.until(more, State.EXECUTED)
    follows(company, opened, lambda one: one.amount == Decimal("600000.00"))
    less = company.file("deposit_withdrawal", product=kept.id, amount="250000.00")
    company.until(less, State.EXECUTED)
    follows(company, opened, lambda one: one.amount == Decimal("350000.00"))
    end = company.file("deposit_closing", product=kept.id, confirmed="1")
    assert company.until(end, State.EXECUTED) == "deposit_closed"
    assert follows(company, opened, lambda one: one.state == "closed").amount == 0
    company.wait(lambda: company.balance(account) == before)
    prints = Prints(company.desk.place, company.desk.signing, "ru")
    assert pdf_bytes(prints.pages([opened, more, less, end]), "x").startswith(b"%PDF")
    assert {view.id for view in company.desk.links.of(kept.id)} >= {more, less, end}


def test_a_deposit_of_tomorrow_is_recalled(company):
    sent = deposit(company, starts=day(company, 1))
    company.until(sent, State.ACCEPTED)
    company.until(company.recall(sent), State.EXECUTED)
    assert company.until(sent, State.RECALLED) == "recalled_by_client"
    assert company.desk.products.of_document(sent) == ()


def test_terms_that_changed_after_signing_are_refused(stage, company):
    account = own(company)[0]
    draft = company.draft(
        "deposit_open", deposit_kind="classic", amount="200000.00", days="60", account=account
    )
    company.sign(draft.id)
    book = json.loads(resource("directories/deposit_products.json").read_bytes())
    book["version"] = "2026-12-01"
    for row in book["rows"]:
        row["rate"], row["version"] = "9.0000", "2"
    bank, _ = open_bank(Place(stage.folder / "bank", ""))
    with closing(bank):
        assert bank.put_directory("deposit_products", json.dumps(book).encode())
    company.stage.synchronise(company.desk)
    now = company.desk.books.find("deposit_products", "classic", company.desk.place.today)
    assert now["version"] == "2"
    company.desk.delivery.queue([draft.id])
    company.stage.synchronise(company.desk)
    assert company.until(draft.id, State.BAD_DETAILS) == "terms_changed"
    assert company.desk.products.of_document(draft.id) == ()
    again = company.draft(
        "deposit_open", deposit_kind="classic", amount="200000.00", days="60", account=account
    )
    assert (again.raw["rate"], again.raw["terms_version"]) == ("9", "2")


def test_a_letter_of_credit_is_opened_changed_and_paid_against_documents(company):
    account = own(company)[0]
    before = company.balance(account)
    payee = next(one for one in company.stage.bank.clients if one["id"] == "vasilek")
    opened = company.file("lc_opening", **letter(company, payee))
    assert company.until(opened, State.EXECUTED) == "lc_opened"
    kept = product(company, opened)
    assert (kept.amount, kept.account[:5]) == (Decimal("300000.00"), "40901")
    [notice] = company.wait(lambda: company.desk.listing.view(Filter(types=("lc_presentation",))).page(0, 5))
    assert notice.state is State.INCOMING
    more = company.file("lc_amendment", product=kept.id, change="increase", amount="50000.00")
    assert company.until(more, State.EXECUTED) == "lc_changed"
    company.wait(lambda: company.balance(account) == before - 350_000)
    company.desk.incoming.open(notice.id)
    answer = company.desk.drafts.save(
        company.desk.incoming.answer(notice.id, "lc_documents", {"decision": "accept"})
    )
    assert answer.state is State.NEW, company.desk.drafts.check(answer.type, answer.raw, answer.id)
    company.file_draft(answer)
    assert company.until(answer.id, State.EXECUTED) == "lc_paid"
    left = follows(company, opened, lambda one: one.amount == Decimal("50000.00"))
    assert (left.state, left.terms["paid"]) == ("open", "300000.00")
    assert company.desk.drafts.get(notice.id).state is State.ANSWERED


def letter(company, payee):
    return {
        "account": own(company)[0], "amount": "300000.00", "ends": day(company, 90),
        "beneficiary_name": payee["name"], "beneficiary_inn": "7716987655", "beneficiary_bic": company.desk.profile.bank.bic,
        "beneficiary_account": "40702810300020000201", "contract_number": "14", "contract_date": "2026-10-01",
        "goods": "Цветы", "documents": [{"name": "Накладная", "originals": "1", "copies": "1", "demands": ""}],
    }  # fmt: skip


def test_a_loan_is_granted_drawn_and_repaid(company):
    account = own(company)[0]
    before = company.balance(account)
    asked = company.file(
        "loan_application", loan_kind="overdraft", amount="400000.00", months="6", purpose="Кассовый разрыв",
        account=account, contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip
    assert company.until(asked, State.EXECUTED) == "loan_granted"
    kept = product(company, asked)
    assert (kept.amount, kept.terms["debt"], kept.account[:5]) == (Decimal("400000.00"), "0.00", "45201")
    drawn = company.file("loan_tranche", product=kept.id, amount="150000.00", purpose="Оплата поставщику")
    assert company.until(drawn, State.EXECUTED) == "tranche_paid"
    follows(company, asked, lambda one: one.terms["debt"] == "150000.00")
    company.wait(lambda: company.balance(account) == before + 150_000)
    back = company.file("loan_repayment", product=kept.id)
    assert company.until(back, State.EXECUTED) == "loan_repaid"
    left = follows(company, asked, lambda one: one.terms["debt"] == "0.00")
    assert (left.state, left.terms["available"]) == ("open", "400000.00")
    company.wait(lambda: company.balance(account) == before)


def guarantee(company):
    return company.file(
        "guarantee_application", guarantee_kind="tender", amount="900000.00", ends=day(company, 60),
        account=own(company)[0], beneficiary_name="Школа № 5", beneficiary_address="г Москва", contract_number="15",
        subject="Мебель", obligations="Заключение контракта", contact="Петрова Анна", contact_phone="+79161234567",
    )  # fmt: skip


def test_a_guarantee_is_issued_for_its_fee(company):
    account = own(company)[0]
    before = company.balance(account)
    asked = guarantee(company)
    assert company.until(asked, State.EXECUTED) == "guarantee_issued"
    kept = product(company, asked)
    assert (kept.kind, kept.state, kept.amount) == ("guarantee", "active", Decimal("900000.00"))
    fee = Decimal(company.desk.drafts.get(asked).raw["fee"])
    assert fee > 1000
    company.wait(lambda: company.balance(account) == before - fee)


def test_an_operator_refuses_a_guarantee_and_the_fee_is_free_again(company):
    free = company.account().available
    with by_hand(company) as bank:
        asked = guarantee(company)
        company.until(asked, State.ACCEPTED)
        company.wait(lambda: company.account().available < free)
        bank.refuse_document(asked, "operator", "Нет обеспечения")
        assert company.until(asked, State.REJECTED) == "rejected_by_operator"
    company.wait(lambda: company.account().available == free)
    assert company.desk.products.of_document(asked) == ()
