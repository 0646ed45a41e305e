"""A swapped account in a register for the self-employed, over the real wire: red at the client, held at the bank, confirmed, paid."""

import dataclasses

import pytest
from bank_stage import Stage
from test_life_payees import REASON, Firm
from test_life_payroll import core

from bsclient.domain import checks
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario
PAYER = "40702810600010000102"
SBER, OWN = "044525225", "044525888"
NAME, INN = "Иванов Иван Иванович", "770411223335"
KNOWN = "40817810800030000301"


def keyed(tail):
    blank = f"408178100{tail:011}"
    return blank[:8] + checks.account_key_digit(SBER, blank) + blank[9:]


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("rows")) as made:
        yield Firm(made)


def register(firm, account, bic, amount):
    row = {
        "name": NAME,
        "inn": INN,
        "phone": "",
        "account": account,
        "bic": bic,
        "service": "Вёрстка",
        "amount": amount,
    }
    given = {"rows": [row], "cheques": "", "operation": "services"}
    drafts = firm.desk.drafts
    saved = drafts.save(drafts.begin("self_employed_register", given, PAYER))
    assert saved.state is State.NEW, drafts.check(saved.type, saved.raw, saved.id)
    return saved


def reds(firm, draft):
    (item,) = firm.desk.signing.prepare([draft.id]).items
    return {each.code for each in item.problems} & {"payee_account_changed", "payee_bic_changed"}


def send(firm, draft, reason=""):
    firm.sign(draft.id, reason=reason)
    firm.send(draft.id)
    return draft.id


def paid(firm):
    """How often the bank has paid the known account, by its word; he was paid by orders before."""
    word = firm.desk.payees.words().by_key.get((KNOWN, OWN, INN))
    return word.paid if word is not None else 0


def test_the_bank_learns_the_payees_of_a_register(firm):
    firm.stage.wait(firm.desk, lambda: firm.desk.payees.words().by_key)
    before = paid(firm)
    draft = register(firm, KNOWN, OWN, "750.00")
    assert not reds(firm, draft)
    document = send(firm, draft)
    assert firm.wait(document, State.EXECUTED, State.PARTLY_EXECUTED) == (State.EXECUTED, "")
    firm.stage.wait(firm.desk, lambda: paid(firm) == before + 1)
    assert firm.desk.payees.words().damaged == 0


def test_a_swapped_account_is_red_held_confirmed_by_another_person_and_paid(firm):
    draft = register(firm, keyed(66_001), SBER, "350000.00")
    assert "payee_account_changed" in reds(firm, draft)
    sheet = firm.desk.signing.prepare([draft.id])
    with pytest.raises(NotAllowed, match="red_reason_missing"):
        firm.desk.signing.sign(sheet, PASSPHRASE)
    document = send(firm, draft, REASON)
    assert firm.wait(document, State.SUSPENDED) == (State.SUSPENDED, "payee_hold_changed")
    held = next(step for step in firm.desk.history.of(document).steps if step.code == "payee_hold_changed")
    assert (held.facts["account"], held.facts["expected"]) == (keyed(66_001), KNOWN)
    refused, _ = firm.file("payment_confirmation", (0,), document_id=document, reason=REASON)
    firm.send(refused)
    assert firm.wait(refused, State.REJECTED)[1] == "confirm_other_person"
    confirmed, _ = firm.file("payment_confirmation", (1,), document_id=document, reason=REASON)
    firm.send(confirmed)
    firm.wait(confirmed, State.EXECUTED)
    firm.stage.wait(firm.desk, lambda: firm.state(document)[0] is State.EXECUTED, 100)
    key = (keyed(66_001), SBER, INN)
    word = firm.stage.wait(firm.desk, lambda: firm.desk.payees.words().by_key.get(key))
    assert (word.paid, word.total) == (1, "350000.00")


def test_without_the_guard_of_the_bank_it_goes_at_once(firm):
    with core(firm.stage) as bank:
        bank.plan = dataclasses.replace(bank.plan, first_payment=0, changed_payment=0)
    draft = register(firm, keyed(66_002), SBER, "350000.00")
    assert "payee_account_changed" in reds(firm, draft)
    document = send(firm, draft, REASON)
    state, _ = firm.wait(document, State.SUSPENDED, State.ACCEPTED, State.EXPORTED, State.ACCEPTED_ABS)
    assert state is not State.SUSPENDED
    with core(firm.stage) as bank:
        assert bank.audit() == []
