"""Demands and charges on the screen: a demand is accepted, in part, or refused; a payment is begun from the chosen charge."""

import json
from pathlib import Path

import form_kit
import pytest
from form_kit import settle, show
from real_desk import ACCOUNT

from bsclient.domain.canonical import Signed
from bsclient.domain.documents import registry
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, Event
from bsclient.services.documents import narrow
from bsclient.storage import incoming
from bsclient.storage.rows.documents import Happening

desk, office, window = form_kit.desk, form_kit.office, form_kit.window
EXAMPLES = Path(__file__).resolve().parent.parent / "data/examples"


def arrive(desk, kind, **changes):
    """Put a document of the bank into the base, with a signature that nobody made; returns its id."""
    raw = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))["good"] | changes
    identity = new_id(desk.place.instant)
    bank, client = desk.profile.bank.bic, desk.profile.client_id
    fields = {name: text for name, text in raw.items() if text}
    signed = Signed(registry[kind].signed_as, kind, "1", identity, bank, client, desk.place.instant, fields)
    proof = incoming.Proof(signed.encode(), b"none", desk.place.instant)
    birth = Happening(event=Event.RECEIVE_IN, by=By.BANK, actor="bank", seq=1)
    with desk.place.store.write() as work:
        incoming.keep(work, identity, (narrow.of(kind, raw, []), raw), proof, birth)
    return identity


@pytest.fixture
def charged(desk):
    first = json.loads((EXAMPLES / "charges.json").read_text("utf-8"))["good"]["charges"][0]
    second = first | {"uin": "18810177251001000122", "amount": "2000.00"}
    return arrive(desk, "charges", charges=[first, second], count="2", total="3500.00")


def texts(page):
    return [action.text() for action in page.page_actions() if action is not None]


def test_a_demand_has_three_answers_and_each_begins_one(window, desk):
    told = arrive(desk, "incoming_demand", payer_account=ACCOUNT, deadline="2030-01-10")
    for place, (decision, words) in enumerate(
        (("full", "Accept"), ("partial", "Accept in part"), ("refuse", "Refuse"))
    ):
        page = show(window, "form.incoming_demand", id=told)
        assert texts(page)[place] == words
        page.deeds[place].trigger()
        settle()
        form = window._host.page.form
        assert (form.value("decision"), form.value("demand_number"), form.value("payer_account")) == (
            decision,
            "17",
            ACCOUNT,
        )
        assert ("accepted_amount" in form.hidden) is (decision == "refuse")
        assert ("reason" in form.hidden) is (decision == "full")
        assert form.value("accepted_amount") == ("12200.00" if decision == "full" else "")
        window._host.page._kept = form.raw()


def test_the_chosen_charge_is_paid(window, charged):
    page = show(window, "form.charges", id=charged)
    assert texts(page)[0] == "Pay the chosen charge"
    page.form.grids["charges"].table.go(1, 0)
    page.deeds[0].trigger()
    settle()
    assert window._host.name == "payments.edit"
    form = window._host.page.form
    assert {name: form.value(name) for name in ("uin", "amount", "payee_account", "kbk", "tax_status", "tax_ground")} == {
        "uin": "18810177251001000122", "amount": "2000.00", "payee_account": "03100643000000017300",
        "kbk": "18811601123010001140", "tax_status": "08", "tax_ground": "0",
    }  # fmt: skip


def test_nothing_charged_nothing_to_pay(window, desk):
    page = show(window, "form.charges", id=arrive(desk, "charges", charges=[], count="0", total="0.00"))
    assert not page.deeds[0].isEnabled()


def test_a_charge_that_is_paid_is_not_paid_again(window, desk):
    paid = json.loads((EXAMPLES / "charges.json").read_text("utf-8"))["good"]["charges"][0] | {
        "state": "paid"
    }
    page = show(window, "form.charges", id=arrive(desk, "charges", charges=[paid], total="0.00"))
    page.deeds[0].trigger()
    settle()
    assert "paid already" in " ".join(
        notice.text() for notice in window.findChildren(type(page.strip._words)) if notice.isVisible()
    )
