"""One organisation at two PCs over a real bank: the accountant writes and signs first, the director adds his signature.

with two_pcs(folder) as pcs:      # folder/bank, folder/accountant, folder/director: a profile each, with one key each
    with pcs.accountant.desk() as desk: …
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import replace

import prepared
from bank_server import start_bank
from shared_key import opened

from bsclient.domain.states import State
from bsclient.services.desk import open_desk
from bsclient.services.keys import enrolling as keys
from bsclient.services.profiles import Organisation, Profile, User, load_profile, new_device, save_profile
from bsclient.storage import documents
from bsclient.sync.https import HttpsTransport
from bsclient.tour import stage

CLIENT = "romashka"
PEOPLE = {"accountant": "romashka-2", "director": "romashka-1"}
PAYEE = {
    "payee_name": 'ООО "Василёк"', "payee_inn": "7716987655", "payee_kpp": "771601001",
    "payee_account": "40702810300020000201", "payee_bic": "044525888", "payee_bank_name": 'АО "Демо-банк", г Москва',
    "payee_corr_account": "30101810300000000888",
}  # fmt: skip


class Pc:
    """A folder of profiles with one user's key."""

    def __init__(self, folder, user):
        self.folder, self.user = folder, user

    @property
    def profile(self):
        return load_profile(self.folder / CLIENT)

    def line(self, url):
        """Talk to the bank at another address: a proxy, or back."""
        profile = self.profile
        save_profile(replace(profile, bank=replace(profile.bank, url=url)))

    @contextlib.contextmanager
    def desk(self):
        profile = self.profile
        person = profile.user(self.user)
        desk = open_desk(profile, person, opened(profile, person, stage.PASSPHRASE))
        try:
            yield desk
        finally:
            desk.close()


class Pcs:
    """Both, and the bank between them."""

    def __init__(self, bank, accountant, director):
        self.bank, self.accountant, self.director = bank, accountant, director


@contextlib.contextmanager
def two_pcs(folder):
    """Both PCs, enrolled, and the demo's bank, running."""
    prepared.copy(folder, _two_pcs)
    running = start_bank(folder)
    try:
        made = Pcs(running, *(Pc(folder / name, user) for name, user in PEOPLE.items()))
        for pc in (made.accountant, made.director):
            pc.line(running.url)
        yield made
    finally:
        running.stop()


def _two_pcs(folder):
    running = start_bank(folder)
    try:
        _enrol_both(running, folder)
    finally:
        running.stop()
    for name in PEOPLE:
        prepared.at_least_cost(folder / name)


def _enrol_both(running, folder):
    """Make both PCs; the codes of the demo's bank are good once."""
    demo = stage.DemoBank(running.process, running.url, running.folder)
    client = next(one for one in demo.clients if one["id"] == CLIENT)
    people = {told["group"]: told for told in client["users"]}
    for group, name in ((2, "accountant"), (1, "director")):
        assert people[group]["id"] == PEOPLE[name]
        _enrol(demo, client, people[group], folder / name)


def _enrol(demo, client, told, folder):
    link = stage._link(demo)
    user = User(told["id"], told["name"], told["position"], str(told["group"]))
    profile = Profile(
        folder=folder / CLIENT, id=CLIENT, title=client["name"], bank=link, client_id=client["id"],
        organisation=Organisation(client["name"], client["inn"], client["kpp"]), users=(user,), device=new_device(),
        scheme=client["scheme"], demo=True,
    )  # fmt: skip
    line = HttpsTransport(link.url, link.ca_pem)
    try:
        line.hello()
        asked = keys.begin(line, profile, user, (told["code"], stage.PASSPHRASE))
        keys.finish(line, profile, user, asked)
    finally:
        line.close()


def sync(desk, *, good=True):
    report = desk.delivery.synchronise(lambda _: None, threading.Event())
    assert report.ok or not good, report.problems
    return report


def sign(desk, *ids):
    sheet = desk.signing.prepare(ids)
    assert not sheet.refused, sheet.refused
    done = desk.signing.sign(sheet, stage.PASSPHRASE)
    assert not done.failed, done.failed
    return done


def payment(desk, amount):
    """A payment within the bank, posted at once, signed by the accountant."""
    draft = desk.drafts.new("payment_order")
    draft.raw.update(PAYEE, amount=amount, purpose=f"Оплата по счету {amount}. НДС не облагается")
    saved = desk.drafts.save(draft)
    assert sign(desk, saved.id).partly == (saved.id,)
    return saved.id


def offered(desk, amount):
    identity = payment(desk, amount)
    desk.pending.offer([identity])
    return identity


def state(desk, identity):
    with desk.place.store.read() as reader:
        row = documents.find(reader, identity)
    return row.state if row else None


def body(desk, identity):
    with desk.place.store.read() as reader:
        return documents.body(reader, identity).canonical


def paid(desk, amounts):
    """How often each amount left the organisation's accounts, by the bank's own entries."""
    sync(desk)
    found = dict.fromkeys(amounts, 0)
    today = desk.place.today
    for account in desk.statements.accounts():
        for entry in desk.statements.statement(account.number, today.replace(day=1), today).entries:
            if not entry.credit and str(entry.amount) in found:
                found[str(entry.amount)] += 1
    return found


def actions(desk):
    return [row.action for row in desk.audit.page(0, 400)]


__all__ = ["State"]
