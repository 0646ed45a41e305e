"""A real bank with its demo clients, enrolled over the real wire; desks of their users."""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import replace

import prepared
import pytest
from bank_server import start_bank
from shared_key import opened

from bsclient.bank.seed.demo import demo_data
from bsclient.domain import states
from bsclient.services.desk import open_desk
from bsclient.services.profiles import load_profile
from bsclient.tour import stage


class Town:
    """The bank and everyone's PCs."""

    def __init__(self, bank, home):
        self.bank = bank
        self.home = home
        self.payees = {payee.id: payee for payee in demo_data().payees}

    @contextlib.contextmanager
    def desk(self, user):
        """A user's open desk, in step with the bank."""
        profile = load_profile(self.home / user.rpartition("-")[0])
        person = profile.user(user)
        desk = open_desk(profile, person, opened(profile, person, stage.PASSPHRASE))
        try:
            synchronise(desk)
            yield desk
        finally:
            desk.close()

    def payment(self, desk, payee, amount, purpose="Оплата по счету 5 от 20.11.2026. НДС не облагается"):
        """A saved draft to a payee of the demo's book, or to a client of the same bank."""
        draft = desk.drafts.new("payment_order")
        draft.raw.update(self.requisites(payee), amount=amount, purpose=purpose)
        return desk.drafts.save(draft)

    def requisites(self, payee):
        if payee == "romashka":
            return {
                "payee_name": 'ООО "Ромашка"', "payee_inn": "7705123452", "payee_kpp": "770501001",
                "payee_account": "40702810300010000101", "payee_bic": "044525888",
                "payee_bank_name": 'АО "Демо-банк", г Москва', "payee_corr_account": "30101810300000000888",
            }  # fmt: skip
        card = self.payees[payee]
        return {
            "payee_name": card.name, "payee_inn": card.inn, "payee_kpp": card.kpp, "payee_account": card.account,
            "payee_bic": card.bic, "payee_bank_name": card.bank_name, "payee_corr_account": card.corr_account,
        }  # fmt: skip


def sign(desk, *ids, reason=""):
    """Sign after looking at the sheet, a red document with a reason; returns what became of it."""
    sheet = desk.signing.prepare(ids)
    assert not sheet.refused, sheet.refused
    return desk.signing.sign(replace(sheet, reason=reason), stage.PASSPHRASE)


def synchronise(desk):
    report = desk.delivery.synchronise(lambda _: None, threading.Event())
    assert report.ok, report.problems
    return report


def send(desk, *ids):
    desk.delivery.queue(ids)
    return synchronise(desk)


def state(desk, identity):
    return desk.drafts.get(identity).state


def wait_for(desk, identity, *wanted, seconds=100):
    """Listen to the bank until the document is in one of the states (clearing runs every minute)."""
    end = time.monotonic() + seconds
    while (now := state(desk, identity)) not in wanted:
        assert now not in states.FINAL, now
        assert time.monotonic() < end, now
        desk.delivery.poll(5, threading.Event())
    return now


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("town")
    prepared.everyone(folder)
    running = start_bank(folder)
    bank = stage.DemoBank(running.process, running.url, running.folder)
    stage.make_profiles(bank, folder / "profiles", lambda _: None)
    yield Town(running, folder / "profiles")
    running.stop()
