"""The book of payees: what is marked as changed, what as new, what as known."""

import dataclasses
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_kit import BIC, PAYEE, PAYEE_INN, PAYEE_TWO, execute, office, payment, save
from payee_campaign_kit import Client, supplier

from bsclient.errors import Conflict
from bsclient.services.payees.book import Book, Payee, PayeeMark, card_of
from bsclient.storage import payees as cards


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def card(**changes):
    base = {
        "id": "p1",
        "name": 'ООО "Лютик"',
        "inn": PAYEE_INN,
        "kpp": "",
        "account": PAYEE,
        "bic": BIC,
        "bank_name": "",
        "corr_account": "",
        "state": cards.KNOWN,
    }
    return Payee(**(base | changes))


KNOWN, NEW, CHANGED = PayeeMark.KNOWN, PayeeMark.NEW, PayeeMark.CHANGED


@pytest.mark.parametrize(
    ("changes", "mark", "differs"),
    [
        ({}, KNOWN, ()),
        ({"payee_name": "ооо «лютик»"}, KNOWN, ()),
        ({"payee_name": 'OOO "Лютик"'}, KNOWN, ()),
        ({"payee_name": 'ООО "Василёк"'}, CHANGED, ("payee_name",)),
        ({"payee_account": PAYEE_TWO}, CHANGED, ("payee_account",)),
        ({"payee_bic": "044525974"}, CHANGED, ("payee_bic",)),
        ({"payee_inn": "7707083893"}, CHANGED, ("payee_inn",)),
        ({"payee_inn": "", "payee_account": PAYEE_TWO}, CHANGED, ("payee_account", "payee_inn")),
        (
            {"payee_inn": "7707083893", "payee_name": "Другой", "payee_account": PAYEE_TWO},
            NEW,
            (),
        ),
        ({"payee_account": "", "payee_inn": "", "payee_name": ""}, NEW, ()),
    ],
)
def test_marks(changes, mark, differs):
    found = Book([card()]).compare(payment(**changes))
    assert (found.mark, found.differs) == (mark, differs)
    assert (found.card is None) == (mark is NEW)


def test_a_card_that_was_only_typed_vouches_for_nothing():
    book = Book([card(state=cards.NEW)])
    assert book.compare(payment()).mark is NEW
    assert book.compare(payment(payee_account=PAYEE_TWO)).mark is NEW


def test_many_payees_share_a_treasury_account():
    treasury = "03100643000000017300"
    book = Book([card(account=treasury, inn="7727406020", name="Казначейство России (ФНС России)")])
    same = payment(payee_account=treasury, payee_inn="7727406020", payee_name="УФК по г. Москве")
    assert book.compare(same).mark is KNOWN
    assert book.compare(same | {"payee_inn": "7730176610"}).mark is NEW


@given(st.integers(0, 19), st.sampled_from("0123456789"))
def test_any_other_digit_of_the_account_is_red(place, digit):
    account = PAYEE[:place] + digit + PAYEE[place + 1 :]
    found = Book([card()]).compare(payment(payee_account=account))
    assert found.mark is (KNOWN if account == PAYEE else CHANGED)


def test_cards_are_saved_found_changed_and_deleted(desk):
    kept = desk.payees.save(card(id="", state=cards.NEW))
    assert kept.state == cards.KNOWN
    assert desk.payees.search("лют") == [kept] == desk.payees.search(PAYEE_INN[:4])
    assert desk.payees.compare(payment()).mark is KNOWN
    desk.payees.save(dataclasses.replace(kept, account=PAYEE_TWO))
    assert desk.payees.compare(payment()).mark is CHANGED
    with pytest.raises(Conflict) as caught:
        desk.payees.save(card(id="", account=PAYEE_TWO, name="Ещё один"))
    assert caught.value.code == "payee_exists"
    desk.payees.delete(kept.id)
    assert desk.payees.get(kept.id) is None
    assert desk.payees.compare(payment()).mark is NEW


def test_payees_are_learnt_from_documents(desk):
    draft = save(desk)
    (found,) = desk.payees.search("лютик")
    assert (found.state, found.used, found.purpose) == (cards.NEW, 0, payment()["purpose"])
    execute(desk, draft.id)
    (found,) = desk.payees.search("лютик")
    assert (found.state, found.used) == (cards.KNOWN, 1)
    assert desk.payees.compare(payment()).mark is KNOWN


def test_the_book_is_read_anew_after_a_change_from_another_thread(desk):
    assert desk.payees.compare(payment()).mark is NEW
    thread = threading.Thread(target=desk.payees.save, args=(card(id=""),))
    thread.start()
    thread.join()
    assert desk.payees.compare(payment()).mark is KNOWN


def test_what_names_no_payee_teaches_nothing():
    assert card_of({"payee_name": "x"}, "1") is None
    assert card_of({"payee_account": PAYEE}, "1") is None
    assert card_of(payment(), "1").account == PAYEE


def test_a_payee_known_from_the_bank_alone_has_his_bank_named_and_is_found_by_it(tmp_path):
    client = Client(tmp_path, [supplier(1), supplier(2)])
    try:
        found = client.payees.search("")
        assert [(card.id, card.bank_name) for card in found] == [("", "ПАО Сбербанк")] * 2
        assert client.payees.search("сбербанк") == found
        assert client.payees.search("другойбанк") == []
    finally:
        client.close()
