"""The demo's bank in a process of its own and a desk that has talked to it: real keys, real wire, real base.

with Stage(folder) as stage:
    desk = stage.desk("vasilek")
    stage.synchronise(desk)
"""

import threading
import time
from dataclasses import replace

import prepared
from shared_key import opened

from bsclient.bank.seed.demo import demo_data
from bsclient.gui.memory import Memory
from bsclient.services.desk import open_desk
from bsclient.settings import Settings
from bsclient.tour import stage as tour


class Stage:
    def __init__(self, folder):
        self.folder = folder
        self._desks = []

    def __enter__(self):
        prepared.everyone(self.folder)
        self.bank = tour.start_bank(self.folder / "bank")
        try:
            self.profiles = tour.make_profiles(self.bank, self.folder / "profiles", lambda _name: None)
        except BaseException:
            self.bank.stop()
            raise
        return self

    def __exit__(self, *_error):
        for desk in self._desks:
            desk.close()
        self.bank.stop()

    def desk(self, profile, user=0):
        found = next(each for each in self.profiles if each.id == profile)
        who = found.users[user]
        desk = open_desk(found, who, opened(found, who, tour.PASSPHRASE))
        self._desks.append(desk)
        return desk

    def synchronise(self, desk):
        report = desk.delivery.synchronise(lambda _progress: None, threading.Event())
        assert not report.problems, report.problems
        return report

    def send(self, desk, ids):
        """Sign, queue and send documents."""
        sheet = desk.signing.prepare(ids)
        assert not sheet.refused, sheet.refused
        signed = desk.signing.sign(sheet, tour.PASSPHRASE)
        desk.delivery.queue(signed.full)
        return self.synchronise(desk)

    def wait(self, desk, found, seconds=90):
        """Take the bank's news until `found()` is true."""
        end = time.monotonic() + seconds
        while not found():
            assert time.monotonic() < end, "the bank said nothing"
            desk.delivery.poll(1, threading.Event())
        return found()


def payment(desk, role="supplier", amount="1500.00", **fields):
    """Save a payment to one of the demo's payees and return its id; roles as the demo's data name them."""
    payee = next(each for each in demo_data().payees if each.role == role)
    draft = desk.drafts.new("payment_order")
    raw = {
        **draft.raw,
        "amount": amount,
        "payment_kind": "срочно",
        "purpose": "Оплата по счёту 14 от 20.11.2026. НДС не облагается",
        **{f"payee_{name}": getattr(payee, name) for name in _PAYEE},
    }
    return desk.drafts.save(replace(draft, raw=raw | fields)).id


_PAYEE = ("name", "inn", "kpp", "account", "bic", "bank_name", "corr_account")


class Window:
    """A `Shell` around one page; notices, errors and opened pages are kept for the test to look at."""

    def __init__(self, desk, window, folder):
        self.desk = desk
        self.window = window
        self.memory = Memory()
        self.settings = Settings(folder)
        self.notices, self.errors, self.opened, self.questions = [], [], [], []
        self.synchronised = 0

    def open_page(self, name, **args):
        self.opened.append((name, args))

    def back(self):
        self.opened.append(("back", {}))

    def notify(self, words, kind="info", link="", clicked=None):
        self.notices.append((words, kind))
        self.link = (link, clicked)

    def show_error(self, error):
        self.errors.append(error)

    def run_task(self, work, done, failed=None, lane=None):
        from bsclient.gui import tasks

        return tasks.run(work, done, failed or self.show_error, lane or tasks.Lane.STORE)

    def ask(self, title, message, accepted, *, accept="", dangerous=False):
        self.questions.append(title)
        accepted()

    def synchronise(self):
        self.synchronised += 1
