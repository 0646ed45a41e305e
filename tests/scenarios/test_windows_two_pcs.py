"""The main path of signing from two PCs in real windows over a real bank: give, look, sign, send; refuse with a reason."""

from __future__ import annotations

import os

import pytest
from two_pcs_kit import State, paid, payment, state, sync, two_pcs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from bsclient.gui import tasks
from bsclient.gui.documents.refuse_dialog import RefuseDialog
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.settings import Settings
from bsclient.storage.pending import Stage
from bsclient.tour import stage

pytestmark = pytest.mark.scenario


def settle(rounds=3):
    for _ in range(rounds):
        QTest.qWait(170)
        assert tasks.wait_idle(60)


class Pc:
    """A desk with its window."""

    def __init__(self, desk, folder):
        self.desk = desk
        self.window = MainWindow(desk, Settings(folder), Memory(), lambda _passphrase: None)
        self.window.resize(1280, 720)
        self.window.show()
        settle()

    def journal(self, tab="to_sign"):
        self.window.shell.open_page("payments", tab=tab)
        settle()
        return self.window._host.page

    def choose(self, identity, tab="to_sign"):
        """Stand on a document in the journal."""
        page = self.journal(tab)
        view = page.view()
        place = view.position(identity)
        page.table.select_place(place)
        settle()
        return page

    def synchronise(self):
        self.window.shell.synchronise()
        settle()

    def dialog(self, kind):
        return next(each for each in self.window.findChildren(kind) if each.isVisible())

    def close(self):
        self.window._agreed = True
        self.window.close()
        settle(1)
        self.window.deleteLater()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("windows_two_pcs")


@pytest.fixture(scope="module")
def pcs(folder):
    with two_pcs(folder) as made:
        yield made


@pytest.fixture
def both(qtbot, pcs, folder):
    with pcs.accountant.desk() as author, pcs.director.desk() as signer:
        sync(author)
        sync(signer)
        made = Pc(author, folder), Pc(signer, folder)
        yield made
        for each in made:
            each.close()


def sign_here(pc, page, qtbot):
    """Sign the chosen document in the sign window; returns the window with its outcome."""
    page.actions_of.by_id["sign"].trigger()
    settle()
    dialog = pc.dialog(SignDialog)
    for kind in list(dialog.consent.left_kinds):
        dialog.consent.confirm_kind(kind, on=True)
    dialog._update()
    qtbot.keyClicks(dialog.passphrase._line, stage.PASSPHRASE)
    dialog.sign_button.click()
    settle()
    return dialog


def test_given_seen_signed_and_paid_in_windows(both, qtbot):
    author, signer = both
    identity = payment(author.desk, "301.01")
    page = author.choose(identity)
    assert page.actions_of.by_id["offer"].isEnabled()
    assert not page.actions_of.by_id["refuse"].isEnabled()
    page.actions_of.by_id["offer"].trigger()
    settle(5)
    assert author.desk.pending.view(identity).stage is Stage.WAITING
    page = author.choose(identity)
    assert not page.actions_of.by_id["offer"].isEnabled()
    assert page.actions_of.by_id["take_back"].isEnabled()

    signer.synchronise()
    page = signer.choose(identity)
    words = page.strip.words()
    assert author.desk.user.name in words
    assert page.actions_of.by_id["refuse"].isEnabled()
    assert not page.actions_of.by_id["take_back"].isEnabled()
    dialog = sign_here(signer, page, qtbot)
    assert dialog.outcome.signed.full == (identity,)
    dialog.send_button.click()
    settle(5)
    author.synchronise()
    assert (state(author.desk, identity), state(signer.desk, identity)) == (State.EXECUTED, State.EXECUTED)
    assert paid(author.desk, ["301.01"]) == {"301.01": 1}


def test_refused_in_windows_with_a_reason_that_the_author_reads(both):
    author, signer = both
    identity = payment(author.desk, "302.02")
    author.choose(identity).actions_of.by_id["offer"].trigger()
    settle(5)
    signer.synchronise()
    signer.choose(identity).actions_of.by_id["refuse"].trigger()
    settle()
    dialog = signer.dialog(RefuseDialog)
    dialog.go.click()
    assert dialog.error.isVisible()  # a refusal needs a reason
    dialog.reason.setEditText("Нет <b>договора</b>")
    dialog.go.click()
    settle(5)
    assert state(signer.desk, identity) is State.DELETED
    author.synchronise()
    page = author.choose(identity)
    assert "Нет <b>договора</b>" in page.strip.words()
    assert page.actions_of.by_id["offer"].isEnabled()
    assert page.actions_of.by_id["unsign"].isEnabled()


def test_home_tells_both_what_waits(both):
    author, signer = both
    identity = payment(author.desk, "303.03")
    author.desk.pending.offer([identity])
    author.synchronise()
    signer.synchronise()
    assert author.desk.home.overview().with_colleagues >= 1
    assert signer.desk.home.overview().from_colleagues >= 1
    from PySide6.QtWidgets import QLabel, QPushButton

    signer.window.shell.open_page("home")
    settle()
    said = " ".join(
        part.text() for kind in (QLabel, QPushButton) for part in signer.window._host.page.findChildren(kind)
    )
    assert "from colleagues for your signature" in said
