"""A bank, an enrolled profile and payments ready to go, for trials that cut, kill and count."""

from __future__ import annotations

import itertools
import os
import threading
from decimal import Decimal

import prepared
import pytest
from bank_server import start_bank
from shared_key import opened

from bsclient.services.desk import open_desk
from bsclient.services.profiles import load_profile, save_profile
from bsclient.sync import exchange
from bsclient.tour import stage

LONG = os.environ.get("BSCLIENT_LONG") == "1"
PAYEE = "40702810300010000101"  # ООО "Ромашка", a client of the same bank: posted at once
_amounts = itertools.count(10_001)


class Office:
    """One company's PC with its bank: makes payments and counts what the ledger says of them."""

    def __init__(self, bank, profile):
        self.bank = bank
        self.profile = profile
        self.user = profile.users[0]

    def at(self, url):
        """Point the profile at another address (a proxy), or back."""
        from dataclasses import replace

        self.profile = replace(self.profile, bank=replace(self.profile.bank, url=url))
        save_profile(self.profile)

    def desk(self):
        return open_desk(self.profile, self.user, opened(self.profile, self.user, stage.PASSPHRASE))

    def queue(self, desk, count):
        """Save, sign and queue payments, each with an amount of its own; returns {id: amount}."""
        made = {}
        for _ in range(count):
            amount = Decimal(next(_amounts)) / 100
            draft = desk.drafts.new("payment_order", "40702810300020000201")
            draft.raw.update(
                amount=str(amount), payee_name='ООО "Ромашка"', payee_inn="7705123452", payee_kpp="770501001",
                payee_account=PAYEE, payee_bic="044525888", payee_bank_name='АО "Демо-банк", г Москва',
                payee_corr_account="30101810300000000888", purpose=f"Оплата по счету {amount}. НДС не облагается",
            )  # fmt: skip
            made[desk.drafts.save(draft).id] = amount
        sign(desk, made)
        desk.delivery.queue(made)
        return made

    def paid(self, desk, amounts):
        """How often each amount left the account, by the bank's own entries."""
        synchronise(desk)
        found = dict.fromkeys(amounts, 0)
        for account in desk.statements.accounts():
            today = desk.place.today
            for entry in desk.statements.statement(account.number, today.replace(day=1), today).entries:
                if not entry.credit and entry.amount in found:
                    found[entry.amount] += 1
        return found


def sign(desk, ids):
    sheet = desk.signing.prepare(ids)
    assert not sheet.refused, sheet.refused
    assert len(desk.signing.sign(sheet, stage.PASSPHRASE).full) == len(sheet.items)


def synchronise(desk):
    return desk.delivery.synchronise(lambda _: None, threading.Event())


@pytest.fixture
def impatient(monkeypatch):
    """Retries follow at once."""
    monkeypatch.setattr(exchange, "FIRST_PAUSE", 0.01)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("office")
    prepared.everyone(folder)
    running = start_bank(folder)
    demo = stage.DemoBank(running.process, running.url, running.folder)
    home = folder / "profiles"
    stage.make_profiles(demo, home, lambda _: None)
    yield Office(running, load_profile(home / "vasilek"))
    running.stop()
