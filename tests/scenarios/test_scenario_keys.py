"""A key from the bank's letter to its end, through real windows and a real bank: wizard, act, two operators, renewal, block."""

from __future__ import annotations

import pytest
from pdf_text import letters_of

from bsclient.domain.states import State
from bsclient.errors import Refused
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.keys_page.block import BlockDialog, confirmation
from bsclient.gui.widgets.dialogs import Message
from bsclient.services.keys import certificates
from bsclient.services.keys.certificates import KeyState
from bsclient.services.profiles import list_profiles
from bsclient.tour import papers
from bsclient.tour.keys import ACT, CLIENT, FIRST, USER, Newcomer
from bsclient.tour.visit import Visit, Wish
from bsclient.tour.walker import Stuck


@pytest.fixture
def visit(tmp_path, qapp):
    made = Visit(Wish(tmp_path / "pictures", "en", "light"), lambda _words: None)
    yield made
    made.close()


def payment(desk):
    draft = desk.drafts.new("payment_order")
    draft.raw.update(papers.payee("sever"), amount="100.00", purpose="Оплата по счёту 1. НДС не облагается")
    return desk.drafts.save(draft)


def sign(visit, one, identity):
    """Sign a payment in its window with the new key's passphrase."""
    page = visit.choose([identity])
    visit.act(page, "sign")
    dialog = visit.walker.dialog(SignDialog)
    visit.walker.wait(lambda: dialog.consent is not None, "the sheet")
    for check in dialog.notices.checks.values():
        check.setChecked(True)
    dialog.passphrase.put(one.secret)
    visit.walker.press(dialog.sign_button)
    visit.walker.wait(lambda: dialog.outcome is not None, "the signature")
    outcome = dialog.outcome.signed
    dialog.close()
    return outcome


def enrol(visit, one):
    """From the letter to the printed act; returns the groups on it."""
    window = one.sit_down()
    wizard = one.begin(window)
    assert wizard.bank.card.groups.shown == tuple(
        visit.bank.connection["ca_fingerprint"][at : at + 4] for at in range(0, 64, 4)
    )
    given = one.introduce(wizard)
    assert wizard.draft.identity.user_id == USER
    one.make_key(wizard)
    one.send(wizard)
    one.print_act(wizard).close()
    groups = one.groups(wizard)
    letters = letters_of((visit.wish.folder / ACT).read_bytes())
    assert groups.replace(" ", "") in letters
    assert "ООО" in letters
    assert given["block_word"]
    wizard.reject()
    assert list_profiles(one.home)[0].user(USER).certificate_pem == ""
    return groups


def activate(visit, one, groups):
    """The program is started again: the request still waits, and one operator cannot issue alone."""
    walker, window = visit.walker, one.sit_down()
    walker.wait(lambda: window.aside.panel is not None, "the waiting user in the log-in window")
    assert not window._enter.isVisible()
    identity = one.first_operator(groups)
    shown = one.command("show", identity)
    with pytest.raises(Stuck, match="bank confirm"):
        one.command("confirm", identity, FIRST, shown["check"])
    window.aside.panel.ask()
    walker.wait(lambda: "second" in window.aside.panel.words()[2].lower(), "the second operator's turn")
    one.second_operator(identity)
    window.aside.panel.ask()
    desk = one.log_in().shell.desk
    assert desk.certificates.mine().state is KeyState.ACTIVE


def pay(visit, one):
    """The first signature of the key goes to the bank."""
    desk = visit.desk
    visit.walker.wait(desk.statements.accounts, "the accounts", 60)
    first = payment(desk)
    assert first.state is State.NEW, first.raw
    assert sign(visit, one, first.id).full == (first.id,)
    desk.delivery.queue([first.id])
    visit.main().shell.synchronise()
    visit.wait_state(first.id, State.ACCEPTED, State.EXPORTED, State.ACCEPTED_ABS, State.EXECUTED)


def renew(visit, one):
    """Another key works after the next log-in."""
    old = visit.desk.certificates.mine().serial
    page = one.keys_page()
    one.renewed(page, one.renew(page))
    one.come_back()
    fresh = visit.desk.certificates.mine()
    assert fresh.serial != old
    assert fresh.state is KeyState.ACTIVE
    second = payment(visit.desk)
    assert sign(visit, one, second.id).full == (second.id,)


def block(visit, one):
    """«Block my key»: typed confirmation, the bank confirms, and it lets nobody in with it any more."""
    walker, desk = visit.walker, visit.desk
    one.keys_page().block()
    dialog = walker.dialog(BlockDialog)
    assert not dialog.go.isEnabled()
    dialog.passphrase.put(one.secret)
    assert not dialog.go.isEnabled()
    walker.type(dialog.confirmation, confirmation())
    assert dialog.go.isEnabled()
    assert not dialog.go.isDefault()
    walker.press(dialog.go)
    walker.dialog(Message).accept()
    walker.wait(lambda: desk.certificates.mine().state is KeyState.REVOKED, "the end of the key", 60)
    with pytest.raises(Refused, match="certificate_revoked"), desk.delivery.session():
        pass


@pytest.mark.scenario
@pytest.mark.timeout(900)
def test_a_key_lives_from_the_letter_to_its_end(visit):
    one = Newcomer(visit)
    activate(visit, one, enrol(visit, one))
    pay(visit, one)
    renew(visit, one)
    block(visit, one)
    (profile,) = list_profiles(one.home)
    assert profile.client_id == CLIENT
    assert certificates.status(profile, profile.user(USER)).state is KeyState.REVOKED
    one.leave()
