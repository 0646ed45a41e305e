"""Payees over the real wire: a first payment waits, is confirmed by another person or recalled; cards by two persons.

What the bank has signed of payees is what the client believes.
"""

import threading

import pytest
from bank_stage import Stage, payment

from bsclient.domain import checks
from bsclient.domain.payee_guard import Standing
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.services.payees.book import PayeeMark
from bsclient.storage import documents
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario
BIC = "044525225"
BIG = "2100000.00"
REASON = "Позвонили директору по номеру из договора"


def keyed(tail):
    blank = f"407028100{tail:011}"
    return blank[:8] + checks.account_key_digit(BIC, blank) + blank[9:]


def inn(body):
    return body + checks.inn_check_digits(body)


NEW = {
    "payee_name": 'ООО "Новый поставщик"',
    "payee_inn": inn("770555111"),
    "payee_kpp": "",
    "payee_account": keyed(88_001),
    "payee_bic": BIC,
    "payee_bank_name": "ПАО Сбербанк, г Москва",
    "payee_corr_account": "30101810400000000225",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("payees")) as made:
        yield made


class Firm:
    """Ромашка: an accountant and a director, who sit down at one profile by turns."""

    def __init__(self, stage):
        self.stage = stage
        self.desk = stage.desk("romashka")
        stage.synchronise(self.desk)

    def sit_down(self, user):
        self.desk.close()
        self.stage._desks.remove(self.desk)
        self.desk = self.stage.desk("romashka", user)

    def sign(self, document_id, users=(0, 1), reason=""):
        for user in users:
            self.sit_down(user)
            sheet = self.desk.signing.prepare([document_id])
            assert not sheet.refused, sheet.refused
            signed = self.desk.signing.sign(type(sheet)(sheet.items, (), reason), PASSPHRASE)
        return signed

    def send(self, document_id):
        self.desk.delivery.queue([document_id])
        return self.stage.synchronise(self.desk)

    def state(self, document_id):
        with self.desk.place.store.read() as reader:
            row = documents.get(reader, document_id)
        return row.state, row.status_code

    def wait(self, document_id, *states):
        self.stage.wait(self.desk, lambda: self.state(document_id)[0] in states)
        return self.state(document_id)

    def pay(self, amount, reason="", **fields):
        document = payment(self.desk, amount=amount, **fields)
        self.sign(document, reason=reason)
        self.send(document)
        return document

    def file(self, kind, users, /, **fields):
        saved = self.desk.drafts.save(self.desk.drafts.begin(kind, fields))
        assert saved.state is State.NEW, self.desk.drafts.check(kind, saved.raw, saved.id)
        signed = self.sign(saved.id, users)
        return saved.id, signed


@pytest.fixture(scope="module")
def firm(stage):
    return Firm(stage)


def test_the_bank_tells_of_the_payees_of_its_history(firm):
    firm.stage.wait(firm.desk, lambda: firm.desk.payees.words().by_key)
    words = firm.desk.payees.words()
    assert words.damaged == 0
    assert words.terms.first_payment == "2000000.00"
    suppliers = [word for word in words.by_key.values() if word.paid]
    assert len(suppliers) >= 5
    assert {word.standing(firm.desk.place.today) for word in suppliers} <= {Standing.KNOWN, Standing.NEW}
    draft = firm.desk.drafts.get(payment(firm.desk))
    assert firm.desk.payees.compare(draft.raw).mark is PayeeMark.KNOWN
    swapped = dict(draft.raw) | {"payee_account": keyed(77_001), "payee_inn": inn("770123999")}
    assert firm.desk.payees.compare(swapped).red


def test_a_swapped_payee_is_signed_alone_with_a_reason_or_not_at_all(firm):
    document = payment(
        firm.desk, payee_account=keyed(77_002), payee_bic=BIC, payee_corr_account=NEW["payee_corr_account"]
    )
    sheet = firm.desk.signing.prepare([document])
    assert [item.red for item in sheet.items] == [True]
    with pytest.raises(NotAllowed, match="red_reason_missing"):
        firm.desk.signing.sign(sheet, PASSPHRASE)
    other = payment(firm.desk, role="rent")
    both = firm.desk.signing.prepare([document, other])
    assert [item.id for item in both.items] == [other]
    assert [(each.id, each.code) for each in both.refused] == [(document, "red_alone")]
    firm.desk.drafts.delete([document, other])


def test_a_first_payment_waits_is_confirmed_by_the_director_and_goes(firm):
    document = firm.pay(BIG, REASON, **NEW)
    assert firm.wait(document, State.SUSPENDED) == (State.SUSPENDED, "payee_hold_new")
    history = firm.desk.history.of(document)
    held = next(step for step in history.steps if step.code == "payee_hold_new")
    assert held.facts["until"] > firm.desk.place.instant.isoformat()[:10]
    by_accountant, _ = firm.file("payment_confirmation", (0,), document_id=document, reason=REASON)
    firm.send(by_accountant)
    assert firm.wait(by_accountant, State.REJECTED)[1] == "confirm_other_person"
    assert firm.state(document)[0] is State.SUSPENDED
    by_director, _ = firm.file("payment_confirmation", (1,), document_id=document, reason=REASON)
    firm.send(by_director)
    firm.wait(by_director, State.EXECUTED)
    assert firm.wait(document, State.EXECUTED)[0] is State.EXECUTED
    key = (NEW["payee_account"], BIC, NEW["payee_inn"])
    word = firm.stage.wait(firm.desk, lambda: firm.desk.payees.words().by_key.get(key))
    assert (word.paid, word.total) == (1, BIG)
    assert word.standing(firm.desk.place.today) is Standing.NEW


def test_a_waiting_payment_is_recalled(firm):
    fields = NEW | {"payee_account": keyed(88_002), "payee_inn": inn("770555112"), "payee_name": "ООО Второй"}
    document = firm.pay(BIG, REASON, **fields)
    firm.wait(document, State.SUSPENDED)
    told = firm.desk.delivery.recall(document, "Реквизиты прислал не поставщик")
    request, _ = firm.file("recall_request", (0,), **told)
    firm.send(request)
    assert firm.wait(document, State.RECALLED) == (State.RECALLED, "recalled_by_client")


def test_two_persons_trust_a_payee_and_block_another(firm):
    trusted = NEW | {
        "payee_account": keyed(88_003),
        "payee_inn": inn("770555113"),
        "payee_name": "ООО Третий",
    }
    party = {name: trusted[name] for name in ("payee_name", "payee_inn", "payee_account", "payee_bic")}
    card, signed = firm.file("payee_card", (0,), deed="trust", reason="Договор № 3", **party)
    assert signed.partly == (card,)  # one signature is not enough
    firm.sign(card, (1,))
    firm.send(card)
    firm.wait(card, State.EXECUTED)
    key = (party["payee_account"], BIC, party["payee_inn"])
    firm.stage.wait(firm.desk, lambda: key in firm.desk.payees.words().by_key)
    assert firm.desk.payees.words().by_key[key].standing(firm.desk.place.today) is Standing.TRUSTED
    (found,) = firm.desk.payees.search("Третий")
    assert found.word.standing(firm.desk.place.today) is Standing.TRUSTED
    card, _ = firm.file("payee_card", (0, 1), deed="block", reason="Чужой счёт", **party)
    firm.send(card)
    firm.wait(card, State.EXECUTED)
    firm.stage.wait(firm.desk, lambda: firm.desk.payees.words().by_key[key].stated == "blocked")
    draft = firm.desk.drafts.get(payment(firm.desk, **trusted))
    assert draft.state is State.INVALID
    codes = {each.code for each in firm.desk.drafts.check(draft.type, draft.raw, draft.id)}
    assert "payee_blocked_by_you" in codes
    firm.desk.delivery.poll(0, threading.Event())
