"""A document of the bank on the screen: locked, proved, read when opened, answered by what its answer decides."""

import datetime as dt
from decimal import Decimal

import form_kit
import pytest
from form_kit import settle, show
from real_desk import ACCOUNT

from bsclient.domain.canonical import Signed
from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, choice, day, doc_number, money, reference, text
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event, State
from bsclient.gui.documents import journal_kinds
from bsclient.gui.forms import answers
from bsclient.services.documents import narrow
from bsclient.storage import incoming
from bsclient.storage.rows.documents import Happening

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
DECISIONS = {"accept": "Accept", "refuse": "Refuse"}


class Asked(
    Document, code="asked", title="Demand of the bank", family=Family.ROUBLES, flow=Flow.IN,
    listing=Listing(amount="amount", account="payer_account", counterparty="payee_name"),
):  # fmt: skip
    number: str = doc_number()
    date: dt.date = day("Date")
    amount: Decimal = money("Amount")
    payer_account: str = account("Account")
    payee_name: str = text("Payee", longest=160)


class Decided(
    Document,
    code="decided",
    title="Answer to a demand",
    family=Family.ROUBLES,
    listing=Listing(amount="amount"),
):
    number: str = doc_number()
    date: dt.date = day("Date")
    demand: str = reference("Demand", of=("asked",))
    amount: Decimal = money("Amount")
    decision: str = choice("Decision", tuple(DECISIONS), words=DECISIONS)
    reason: str = text("Reason", longest=100, when=("decision", "refuse"))


@pytest.fixture(scope="module", autouse=True)
def declared():
    made = {"asked": Asked, "decided": Decided}
    before = registry._codes
    registry._codes = (*before, *made)
    registry._known.update(made)
    journal_kinds.types_of.cache_clear()
    yield
    registry._codes = before
    for code in made:
        del registry._known[code]
    journal_kinds.types_of.cache_clear()


@pytest.fixture
def arrived(desk):
    """A demand in the base, with a signature that nobody made."""
    raw = {
        "number": "7", "date": "2026-11-20", "amount": "500.00", "payer_account": ACCOUNT, "payee_name": "ООО «Свет»",
    }  # fmt: skip
    identity = new_id(desk.place.instant)
    bank, client = desk.profile.bank.bic, desk.profile.client_id
    signed = Signed(Asked.signed_as, "asked", "1", identity, bank, client, desk.place.instant, raw)
    proof = incoming.Proof(signed.encode(), b"none", desk.place.instant)
    birth = Happening(event=Event.RECEIVE_IN, by=By.BANK, actor="bank", seq=1)
    with desk.place.store.write() as work:
        incoming.keep(work, identity, (narrow.of("asked", raw, []), raw), proof, birth)
    return identity


def test_acts_follow_from_the_type_that_answers():
    assert [(each.type, each.decision, each.words) for each in answers.of("asked")] == [
        ("decided", "accept", "Accept"),
        ("decided", "refuse", "Refuse"),
    ]


def test_it_is_shown_locked_and_counts_as_read(window, desk, arrived):
    page = show(window, "form.asked", id=arrived)
    assert page.form.value("amount") == "500.00"
    assert page.form.editors["payee_name"].isReadOnly()
    assert [action.text() for action in page.page_actions() if action is not None] == [
        "Accept", "Refuse", "Print", "History", "Close",
    ]  # fmt: skip
    assert desk.listing.row(arrived).state is State.READ


def test_a_signature_that_does_not_hold_is_said(window, arrived):
    page = show(window, "form.asked", id=arrived)
    settle()
    assert len(page.strip._rows) == 1
    assert "Signed by the bank" not in page.strip._rows[0].findChildren(type(page.strip._words))[1].text()


def test_an_act_begins_the_answer_with_what_is_known(window, arrived):
    page = show(window, "form.asked", id=arrived)
    page.deeds[1].trigger()
    settle()
    answer = window._host.page
    assert window._host.name == "form.decided"
    assert {name: answer.form.value(name) for name in ("demand", "amount", "decision")} == {
        "demand": arrived, "amount": "500.00", "decision": "refuse",
    }  # fmt: skip
    assert "Demand of the bank" in answer.form.editors["demand"].text()
    assert answer.form.editors["reason"].isVisible()
    answer.form.put({"reason": "Нет договора"})
    answer.save()
    settle()
    again = show(window, "payments.history", id=arrived)
    assert any(line.startswith("Answer to a demand") for line in again.links.said())


def test_the_journal_lists_it_among_all_and_closes_what_is_not_for_it(window, arrived):
    page = show(window, "payments", kind="asked")
    settle()
    assert arrived in {page.table.paged.row(place).id for place in range(page.table.paged.rowCount())}
    page.table.select_place(0)
    settle()
    actions = page.actions_of.by_id
    assert actions["open"].isEnabled()
    assert not actions["sign"].isVisible()
    assert not actions["delete"].isEnabled()
    assert not actions["new"].isVisible()
