"""Letters of credit at the bank: cover, changes, documents accepted, refused and left unanswered, expiry."""

import dataclasses
import datetime as dt

import pytest
from bank_core_kit import SBER, TODAY, account_number, company_inn
from product_kit import file, product, rest

from bsclient.bank.bankclock import Plan
from bsclient.bank.products import credits as books

ENDS = (TODAY + dt.timedelta(days=20)).isoformat()
PAPERS = [{"name": "Накладная ТОРГ-12", "originals": "2", "copies": "1", "demands": ""}]


def by_hand(made):
    made.bank.load_directories()
    made.run()
    return made


def automatic(made):
    made.bank.plan = dataclasses.replace(made.bank.plan, decide=3)
    return by_hand(made)


@pytest.fixture
def town(town):
    """A demo's bank over SQLite and PostgreSQL."""
    return automatic(town)


@pytest.fixture
def auto(small_town):
    """The same over SQLite alone."""
    return automatic(small_town)


@pytest.fixture
def manual(small_town):
    """A bank whose people decide and present."""
    return by_hand(small_town)


def opening(town, **fields):
    given = {
        "account": town.ann.account, "amount": "300000.00", "ends": ENDS, "applicant_name": 'ООО "ann"',
        "applicant_inn": town.ann.inn, "beneficiary_name": "АО Станкозавод", "beneficiary_inn": company_inn("770999111"),
        "beneficiary_bic": SBER, "beneficiary_account": account_number(SBER, 777), "beneficiary_bank": "ПАО Сбербанк",
        "contract_number": "14", "contract_date": "2026-10-01", "goods": "Станок", "documents": PAPERS,
    }  # fmt: skip
    return file(town, "lc_opening", **(given | fields))


def opened(town, **fields):
    """Open one; in a bank without an automatic operator one approves."""
    sent = opening(town, **fields)
    if town.bank.plan.decide:
        town.run(seconds=4)
    else:
        town.bank.approve_document(sent, "operator")
    assert town.state(sent) == ("executed", "lc_opened")
    return product(town, "letter_of_credit")


def present(town, amount, discrepancies=""):
    """Tell Ann of documents, as the bank's staff does."""
    told = product(town, "letter_of_credit")
    papers = [{"name": "Накладная", "number": "1", "day": "", "originals": "1", "copies": "0"}]

    def decide(work):
        work.serving = "lc_opening"
        books.present(work, work.products.find(told["product_id"]), amount, papers, discrepancies)

    town.bank._work(decide)
    return town.made("ann", "lc_presentation")[-1]


def answer(town, presentation, decision, **fields):
    return file(town, "lc_documents", presentation=presentation.id, decision=decision, **fields)


def test_cover_is_set_apart_and_paid_against_accepted_documents(town):
    posted, _ = town.balance(town.ann)
    sent = opening(town)
    assert town.balance(town.ann) == (posted, 30_000_000)
    town.run(seconds=4)
    told = product(town, "letter_of_credit")
    assert town.balance(town.ann) == (posted - 30_000_000, 0)
    assert told["account"].startswith("40901810")
    assert rest(town, told["account"]) == 30_000_000
    assert (told["document_id"], told["ends"], told["amount"]) == (sent, ENDS, "300000.00")
    assert town.made("ann", "lc_presentation") == []
    town.run(seconds=20)
    (notice,) = town.made("ann", "lc_presentation")
    assert notice.fields["documents"][0]["name"] == "Накладная ТОРГ-12"
    assert (notice.fields["answer_by"], notice.fields["related"]) == ("2026-11-25", sent)
    before = rest(town, town.profile.correspondent_account)
    reply = answer(town, notice, "accept")
    town.run(seconds=10)
    assert town.state(reply) == ("executed", "lc_paid")
    told = product(town, "letter_of_credit")
    assert (told["state"], told["amount"], told["terms"]["paid"]) == ("closed", "0.00", "300000.00")
    assert rest(town, told["account"]) == 0
    assert rest(town, town.profile.correspondent_account) == before + 30_000_000
    assert town.state(answer(town, notice, "accept", loose={"reason": ""}))[0] == "rejected"
    town.run(days=30)
    assert town.balance(town.ann) == (posted - 30_000_000, 0)
    assert town.bank.audit() == []


def test_refused_documents_go_back_and_the_cover_at_the_end(town):
    posted, _ = town.balance(town.ann)
    opened(town)
    town.run(seconds=20)
    (notice,) = town.made("ann", "lc_presentation")
    reply = answer(town, notice, "refuse", reason="Нет отметки получателя")
    town.run(seconds=10)
    assert town.state(reply) == ("executed", "lc_documents_returned")
    assert "presented" not in product(town, "letter_of_credit")["terms"]
    town.run(days=21)
    told = product(town, "letter_of_credit")
    assert (told["state"], told["amount"], rest(town, told["account"])) == ("expired", "0.00", 0)
    assert town.balance(town.ann) == (posted, 0)
    assert town.bank.audit() == []


def test_silence_sends_the_documents_back(manual):
    town = manual
    opened(town)
    notice = present(town, 10_000_000)
    assert product(town, "letter_of_credit")["terms"]["presented"] == "100000.00"
    town.run(days=8)
    assert "presented" not in product(town, "letter_of_credit")["terms"]
    late = answer(town, notice, "accept", loose={"reason": ""})
    assert town.state(late) == ("rejected", "demand_answered")


def test_documents_of_the_last_day_put_the_end_off(manual):
    town = manual
    opened(town, ends=(TODAY + dt.timedelta(days=1)).isoformat())
    town.run(days=1)
    notice = present(town, 30_000_000)
    town.run(days=1)
    assert product(town, "letter_of_credit")["state"] == "open"
    reply = answer(town, notice, "accept")
    town.run(seconds=10)
    assert town.state(reply) == ("executed", "lc_paid")
    assert product(town, "letter_of_credit")["state"] == "closed"


def test_parts_are_paid_to_a_client_of_the_same_bank(manual):
    town = manual
    got, _ = town.balance(town.bob)
    opened(town, beneficiary_bic=town.bank.bic, beneficiary_account=town.bob.account)
    reply = answer(town, present(town, 10_000_000), "accept")
    town.run(seconds=10)
    assert town.state(reply) == ("executed", "lc_paid")
    told = product(town, "letter_of_credit")
    assert (told["state"], told["amount"]) == ("open", "200000.00")
    assert town.balance(town.bob) == (got + 10_000_000, 0)
    answer(town, present(town, 20_000_000), "accept")
    town.run(seconds=10)
    assert product(town, "letter_of_credit")["state"] == "closed"
    assert town.bank.audit() == []


def test_deferred_payment_waits_and_is_not_recalled(manual):
    town = manual
    opened(town, available="deferred", deferred_days="10")
    reply = answer(town, present(town, 30_000_000), "accept")
    town.run(seconds=10)
    assert town.state(reply) == ("accepted", "lc_payment_waits")
    request = town.ann.recall(reply)
    assert town.state(request)[0] == "rejected"
    town.run(days=10)
    assert town.state(reply) == ("executed", "lc_paid")


def test_discrepancies_must_be_accepted(manual):
    town = manual
    opened(town)
    notice = present(town, 30_000_000, "Нет печати")
    refused = answer(town, notice, "accept", loose={"waived": ""})
    assert town.state(refused) == ("rejected", "discrepancies_not_waived")
    reply = answer(town, notice, "accept", waived="1")
    town.run(seconds=10)
    assert town.state(reply)[0] == "executed"


def test_an_answer_may_be_recalled_before_it_is_carried_out(manual):
    town = manual
    opened(town)
    notice = present(town, 30_000_000)
    reply = answer(town, notice, "accept")
    town.ann.recall(reply)
    assert town.state(reply)[0] == "recalled"
    town.run(seconds=10)
    assert product(town, "letter_of_credit")["state"] == "open"
    answer(town, notice, "refuse", reason="Передумали")
    town.run(seconds=10)
    assert "presented" not in product(town, "letter_of_credit")["terms"]


def amend(town, **fields):
    told = product(town, "letter_of_credit")
    sent = file(town, "lc_amendment", product=told["product_id"], **fields)
    if town.state(sent)[0] == "accepted":
        town.bank.approve_document(sent, "operator")
    return sent


def test_the_cover_follows_changes_and_the_term_is_extended(manual):
    town = manual
    posted, _ = town.balance(town.ann)
    opened(town)
    more = amend(town, change="increase", amount="50000.00")
    assert town.state(more) == ("executed", "lc_changed")
    assert town.balance(town.ann) == (posted - 35_000_000, 0)
    less = amend(town, change="decrease", amount="150000.00", consent="1")
    assert town.state(less) == ("executed", "lc_changed")
    later = (TODAY + dt.timedelta(days=40)).isoformat()
    amend(town, change="extend", new_ends=later)
    told = product(town, "letter_of_credit")
    assert (told["amount"], told["ends"], rest(town, told["account"])) == ("200000.00", later, 20_000_000)
    town.run(days=30)
    assert product(town, "letter_of_credit")["state"] == "open"
    town.run(days=11)
    assert product(town, "letter_of_credit")["state"] == "expired"
    assert town.balance(town.ann) == (posted, 0)
    assert town.bank.audit() == []


@pytest.mark.parametrize(
    ("fields", "loose", "code"),
    [
        ({"change": "decrease", "amount": "1.00", "consent": "1"}, {"amount": "300000.01"}, "decrease_above_free"),
        ({"change": "extend"}, {"new_ends": ENDS}, "extension_not_later"),
    ],
)  # fmt: skip
def test_changes_that_cannot_be(manual, fields, loose, code):
    opened(manual)
    assert manual.state(amend(manual, loose=loose, **fields)) == ("rejected", code)


def test_a_decrease_without_consent_stops_at_the_door(manual):
    opened(manual)
    sent = amend(manual, loose={"consent": ""}, change="decrease", amount="1.00")
    assert manual.state(sent) == ("bad_details", "lc_consent_needed")


def test_an_opening_is_refused_by_the_operator_or_recalled(manual):
    town = manual
    posted, _ = town.balance(town.ann)
    sent, other = opening(town), opening(town, amount="1000.00")
    town.bank.refuse_document(sent, "operator", "Нет лимита")
    assert town.state(sent) == ("rejected", "rejected_by_operator")
    town.ann.recall(other)
    assert town.state(other)[0] == "recalled"
    assert town.balance(town.ann) == (posted, 0)
    assert town.products("ann") == []


def test_no_cover_no_letter(auto):
    assert auto.state(opening(auto, amount="9000000.00")) == ("refused_abs", "insufficient_funds")


def test_an_international_letter_is_paid_abroad(manual):
    town = manual
    dollars = town.ann.open_account(
        account_number(town.bank.bic, 3001, currency="840"), 5_000_000, currency="USD"
    )
    opened(
        town, regime="ucp", account=dollars, amount="20000.00", beneficiary_inn="", beneficiary_bic="",
        beneficiary_account="", beneficiary_country="DE", beneficiary_swift="DEUTDEFF",
        beneficiary_number="DE89370400440532013000", beneficiary_bank="Deutsche Bank",
    )  # fmt: skip
    reply = answer(town, present(town, 2_000_000), "accept")
    town.run(seconds=10)
    assert town.state(reply) == ("executed", "lc_paid")
    assert town.balance(town.ann, 1) == (3_000_000, 0)
    assert town.bank.audit() == []


def test_the_plan_of_a_real_bank_presents_nothing_by_itself(manual):
    assert manual.bank.plan.decide == Plan().decide == 0
    opened(manual)
    manual.run(days=5)
    assert manual.made("ann", "lc_presentation") == []
