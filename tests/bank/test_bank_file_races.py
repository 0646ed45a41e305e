"""The sweep of files that nothing names, and what comes to name one at that moment: what was promised is there afterwards."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import bank_core_kit as kit
import pytest
from letter_kit import OLGA, manned
from pending_kit import firm, put, said
from sqlalchemy import select, text
from upload_kit import WEEK, here, send, with_file

from bsclient.bank import files
from bsclient.bank.core import Bank
from bsclient.bank.intake.group_commit import GroupCommit
from bsclient.bank.letters.desk import Answer, File
from bsclient.bank.schema.uploads import upload
from bsclient.errors import StorageFailed


def careless(town, meanwhile):
    """A sweep as it must not be: it looks, and then removes what it has seen, whatever came between."""
    with town.bank.store.read() as connection:
        old = connection.execute(select(upload.c.client_id, upload.c.sha256)).all()
    meanwhile(wait=True)
    with town.bank.store.write() as connection:
        for client_id, sha256 in old:
            of = {"client": client_id, "of": sha256}
            for table in ("upload", "blob"):
                said = f"DELETE FROM {table} WHERE client_id = :client AND sha256 = :of"
                connection.execute(text(said), of)


def careful(town, meanwhile):
    """The bank's own, stopped between the lock and the removal."""
    looked = files.offered

    def slowly(connection, clients):
        meanwhile(wait=False)
        return looked(connection, clients)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "offered", slowly)
        town.bank.sweep_files()


def naming(town, how):
    """Return an act that comes to need a file, and a check that it has it or was told that it has not."""
    company = firm(town)
    director, accountant, _ = company.people
    sha256 = send(town, b"scan", "firm")
    if how == "document":
        told = with_file(company, [accountant, director], sha256)
        envelope = kit.Incoming("firm", accountant.user_id, told.envelope)
        return sha256, lambda: town.bank.accept([envelope])[0].receipt is not None
    if how == "offer":
        told = with_file(company, [accountant], sha256)
        return sha256, lambda: said(put(company, told, accountant)) == "waiting"
    if how == "upload":
        return sha256, lambda: town.bank.renew_blob("firm", sha256)
    manned(town)
    return sha256, lambda: bool(
        town.bank.write_letters("firm", OLGA, Answer("Добрый день", "Форма", (File("форма.txt", b"scan"),)))
    )


def examine(town, how, sweep):
    """Let something name an old file while the sweep is at it: what was promised is there afterwards."""
    sha256, act = naming(town, how)
    town.time.forward(days=WEEK, hours=1)
    with ThreadPoolExecutor(1) as pool:
        started = []

        def meanwhile(*, wait):
            started.append(pool.submit(act))
            if wait:
                started[0].result()
            else:
                stopped(town, started[0])

        sweep(town, meanwhile)
        promised = started[0].result()
    assert not promised or here(town, sha256, "firm"), "a file that something needs was removed"
    return promised


def stopped(town, act):
    """Wait until an act stands before a lock or is done; over SQLite every write does: a moment's head start will do."""
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    if not town.bank.store.postgres:
        threading.Event().wait(0.2)
        return
    while not act.done():
        with town.bank.store.read() as connection:
            if connection.execute(waits).scalar():
                return
        threading.Event().wait(0.02)


WAYS = ["document", "offer", "upload", "letter"]


@pytest.mark.parametrize("how", WAYS)
def test_what_is_named_while_the_sweep_is_at_it_is_there_afterwards(town, how):
    assert examine(town, how, careful) == (
        how == "letter"
    )  # the bank has its file and keeps it anew; others are told


@pytest.mark.parametrize("how", WAYS[:3])
def test_control_a_sweep_that_looks_first_and_removes_then_is_caught(town, how):
    with pytest.raises(AssertionError, match="was removed"):
        examine(town, how, careless)


def swept_between(town, how, monkeypatch, *, blind=False):
    """Something has seen that its file is here; before its transaction begins, the sweep comes and goes."""
    sha256, act = naming(town, how)
    town.time.forward(days=WEEK, hours=1)
    work = Bank._work

    def late(self, *told, **named):
        monkeypatch.setattr(Bank, "_work", work)
        assert town.bank.sweep_files() == 1
        if blind:
            monkeypatch.setattr(files, "demand_here", lambda *_: None)
        return work(self, *told, **named)

    monkeypatch.setattr(Bank, "_work", late)
    promised = act()
    assert not promised or here(town, sha256, "firm"), "a file that something needs was removed"
    return promised


@pytest.mark.parametrize("how", ["document", "offer"])
def test_a_file_that_goes_between_the_look_and_the_transaction_is_missed(town, how, monkeypatch):
    assert not swept_between(town, how, monkeypatch)
    assert len(town.query(select(upload))) == 0


@pytest.mark.parametrize("how", ["document", "offer"])
def test_control_a_bank_that_looks_only_before_the_transaction_is_caught(town, how, monkeypatch):
    with pytest.raises(AssertionError, match="was removed"):
        swept_between(town, how, monkeypatch, blind=True)


@pytest.mark.parametrize("how", ["document", "offer"])
def test_the_sweep_passes_by_what_is_being_named(town, how, monkeypatch):
    """The row is taken by a transaction that is not over: the sweep neither waits long nor removes it."""
    sha256, act = naming(town, how)
    town.time.forward(days=WEEK, hours=1)
    name = "claim" if how == "document" else "renew"
    taken = getattr(files, name)
    with ThreadPoolExecutor(1) as pool:
        sweeps = []

        def slowly(*told):
            monkeypatch.setattr(files, name, taken)
            taken(*told)
            sweeps.append(pool.submit(town.bank.sweep_files))
            stopped(town, sweeps[0])

        monkeypatch.setattr(files, name, slowly)
        assert act()
        sweeps[0].result()
    assert here(town, sha256, "firm")


def test_a_sweep_that_is_faster_every_time_does_not_stop_the_writer(town, monkeypatch):
    """Whoever uploads many files and names them all when their time is over must not end the intake of all clients."""
    company, work = firm(town), Bank._work
    accountant, director = company.people[1], company.people[0]
    old = [
        kit.Incoming("firm", accountant.user_id, with_file(company, [accountant, director], sha256).envelope)
        for sha256 in (send(town, b"scan %d" % at, "firm") for at in range(6))
    ]
    town.time.forward(days=WEEK, hours=1)
    fresh = with_file(company, [accountant, director], send(town, b"fresh", "firm")).envelope
    monkeypatch.setattr(files, "_OLD", files._OLD.limit(1))

    def late(self, *told, **named):
        self.sweep_files()
        return work(self, *told, **named)

    async def hand_in():
        commits = GroupCommit(town.bank.accept)
        monkeypatch.setattr(Bank, "_work", late)
        with pytest.raises(StorageFailed):
            await asyncio.wait_for(commits.submit(old), 60)
        monkeypatch.setattr(Bank, "_work", work)
        told = await asyncio.wait_for(commits.submit([kit.Incoming("firm", accountant.user_id, fresh)]), 60)
        await commits.close()
        return told

    (outcome,) = asyncio.run(hand_in())
    assert outcome.receipt is not None
