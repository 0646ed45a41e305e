"""The bank: its parts put together over one base. Fulfils `ports.Core`; safe for threads and for many processes.

Every call is one transaction (`tick` takes as many as there is work). After each commit the listeners hear whose feeds grew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from bsclient import clock as clocks
from bsclient.bank import audit, feed, files, settings
from bsclient.bank.audit import Finding
from bsclient.bank.bankclock import BankClock, Plan, read_plan
from bsclient.bank.books import closings, days, entries, house, settlement, statements
from bsclient.bank.books.statements import Statement
from bsclient.bank.information import banks, cutoff_book
from bsclient.bank.information.directories import Shelf
from bsclient.bank.intake import pending_store
from bsclient.bank.intake.acceptance import Acceptance
from bsclient.bank.intake.archive import Archive
from bsclient.bank.intake.examining import Intake
from bsclient.bank.intake.extracts import Extracts
from bsclient.bank.intake.pending import Pending
from bsclient.bank.keys.certificates import Certificates
from bsclient.bank.keys.crl import Lists
from bsclient.bank.keys.register import Register
from bsclient.bank.letters import desk as letter_desk
from bsclient.bank.letters.office import LetterOffice
from bsclient.bank.operations import Operations
from bsclient.bank.payees import history as payee_history
from bsclient.bank.payees import holds as payee_holds
from bsclient.bank.payees import news as payee_news
from bsclient.bank.payees import release as payee_release
from bsclient.bank.ports import BankKeys, Incoming, Outcome
from bsclient.bank.schema import tables as schema
from bsclient.bank.schema.tables import account
from bsclient.bank.settings import Profile
from bsclient.bank.store import Store
from bsclient.bank.work import serving, tasks
from bsclient.bank.work.tasks import Task
from bsclient.bank.work.transaction import Setting, Work
from bsclient.clock import Clock
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain.context import BankLookup
from bsclient.errors import BsError, NotAllowed
from bsclient.protocol.messages import EntryData, Event

_log = logging.getLogger(__name__)

Heard = Callable[[frozenset[str]], None]

_RACES = 3
_PLAN = "plan"
_OWN = select(account.c.id).where(
    account.c.number == bindparam("number"), account.c.client_id == bindparam("client")
)


class Bank(Register, Certificates, Lists, Archive, Extracts, Pending, LetterOffice, Operations):
    """A bank over a base. Open it with `Bank.open`, give it back with `close`."""

    clock: BankClock

    def __init__(self, store: Store, keys: BankKeys, clock: BankClock, directory: BankLookup) -> None:
        self.store = store
        self.keys = keys
        self.clock = clock
        with store.read() as connection:
            self.profile = settings.load_profile(connection) or banks.demo_profile()
        self._plan = self._read_plan()
        self.shelf = Shelf(store)
        verifier = Verifier(Trust(keys.authority.certificate))
        self._acceptance = Acceptance(store, keys, Intake(self.profile.bic, verifier, directory, self.shelf))
        self._listeners: list[Heard] = []
        self._listening = threading.Lock()
        self._ticking = threading.Lock()

    @classmethod
    def open(
        cls, url: str, keys: BankKeys, clock: Clock = clocks.now, directory: BankLookup | None = None
    ) -> Bank:
        """Open a bank's base, made anew if it is empty (then it is the demo bank's). StorageFailed."""
        store = Store.open(url)
        try:
            store.run(lambda connection: _found(connection, clock))
            known = directory if directory is not None else banks.all_banks()
            return cls(store, keys, BankClock(store, clock), known)
        except (BsError, SQLAlchemyError, OSError):
            store.close()
            raise

    def close(self) -> None:
        """Give the base back."""
        self.store.close()

    @property
    def name(self) -> str:
        """The bank's name."""
        return self.profile.name

    @property
    def bic(self) -> str:
        """The bank's BIC."""
        return self.profile.bic

    @property
    def plan(self) -> Plan:
        """When the correspondent acts."""
        return self._plan

    @plan.setter
    def plan(self, plan: Plan) -> None:
        with self.store.write() as connection:
            settings.put(connection, _PLAN, msgspec.json.encode(plan).decode())
        self._plan = plan
        if self.directory(cutoff_book.NAME) is not None:
            self.put_directory(cutoff_book.NAME, cutoff_book.book(plan))

    def listen(self, heard: Heard) -> Callable[[], None]:
        """Call `heard` with client ids after each commit that added to their feeds; returns how to stop."""
        with self._listening:
            self._listeners.append(heard)

        def stop() -> None:
            with self._listening, suppress(ValueError):
                self._listeners.remove(heard)

        return stop

    def accept(self, batch: Sequence[Incoming]) -> list[Outcome]:
        """Store all in one transaction, outcomes in the same order; an envelope that fails does not fail the others."""
        for attempt in range(_RACES):
            at = self.clock()
            prepared = self._acceptance.prepare(batch, at)
            if prepared.fresh:
                try:
                    self._work(lambda work: self._acceptance.carry_out(work, prepared), at)  # noqa: B023 -- run at once
                except (IntegrityError, files.Gone):  # others were first: look anew
                    if attempt == _RACES - 1:
                        raise
                    continue
            return [outcome for outcome in prepared.outcomes if outcome is not None]
        raise AssertionError  # the last attempt returns or raises

    def events(self, client_id: str, after: int, limit: int) -> list[Event]:
        """Return events of a client's feed after a sequence, in order."""
        with self.store.read() as connection:
            return feed.read(connection, client_id, after, limit)

    def head(self, client_id: str) -> int:
        """Return the last sequence of a client's feed."""
        with self.store.read() as connection:
            return feed.head(connection, client_id)

    def entries(
        self, client_id: str, account: str, days: tuple[date, date], after: str, limit: int
    ) -> list[EntryData]:
        """Return entries of one's own account, oldest first, after the entry id `after` ("" from the start)."""
        with self.store.read() as connection:
            own = _own_account(connection, client_id, account)
            return entries.page(connection, own, days, int(after or 0), limit)

    def statement(self, client_id: str, account: str, days: tuple[date, date]) -> Statement:
        """Return the statement of one's own account for some days."""
        with self.store.read() as connection:
            return statements.statement(connection, _own_account(connection, client_id, account), days)

    def tick(self) -> None:
        """Do what is due by the bank's clock: the correspondent's steps, waiting orders, answers to letters."""
        with self._ticking:
            self.clock.reload()
            self._plan = self._read_plan()
            self.shelf.refresh()
            while self._tick_once() or self.sweep_files():
                pass
            self.sweep_access()

    def audit(self) -> list[Finding]:
        """Recompute every account from its transfers and holds; returns what does not agree, nothing if all is well."""
        with self.store.read() as connection:
            return audit.findings(connection)

    def _tick_once(self) -> bool:
        """Take one lot of each kind of work; whether anything went a step on."""
        at = self.clock()
        with self.store.read() as connection:
            steps = settlement.due(connection, at)
            waiting = settlement.waiting(connection)
            payees = settlement.own_payees(connection, waiting, self.bic) if waiting else set()
            answers = letter_desk.due(connection, clocks.stamp(at))
            put_off = tasks.due(connection, at)
            ended = days.next_to_close(connection, clocks.business_day(at))
            unstated = closings.due(connection, at)
            waited = payee_holds.due(connection, at)
            untold = payee_history.untold(connection)
            lapsed = pending_store.due(connection, clocks.stamp(at))
        if lapsed:
            self._work(lambda work: pending_store.sweep(work, lapsed), at)
        moved = self._close(ended)
        moved = self._advance(steps) or moved
        for task in put_off:
            moved = self._take(task) or moved
        for document_id in waited:
            moved = self._release(document_id) or moved
        if untold:
            self._work(payee_news.tell)
        if unstated is not None:
            moved = self._state(*unstated) or moved
        if waiting:
            self._work(lambda work: settlement.execute_waiting(work, waiting, payees))
        for document_id in answers:
            self._work(lambda work, of=document_id: letter_desk.answer_alone(work, of))  # type: ignore[misc]
        return moved

    def _advance(self, steps: Sequence[Row[Any]]) -> bool:
        """Take the steps together; if that fails, each by itself, so that one document cannot hold up the others."""
        if not steps:
            return False
        try:
            self._work(lambda work: settlement.advance(work, steps))
        except BsError:
            if len(steps) == 1:
                _log.exception("payment %s does not settle", steps[0].document_id)
                return False
            return sum(self._advance([step]) for step in steps) > 0
        return True

    def _release(self, document_id: str) -> bool:
        """End the wait of a payment; one that fails does not hold up the others."""
        try:
            self._work(lambda work: payee_release.release(work, document_id))
        except BsError:
            _log.exception("payment %s is not released", document_id)
            return False
        return True

    def _close(self, ended: date | None) -> bool:
        """Close a day that has ended; if a service fails over it, it is closed the next time."""
        if ended is None:
            return False
        try:
            self._work(lambda work: days.close(work, ended))
        except BsError:
            _log.exception("day %s is not closed", ended)
            return False
        return True

    def _state(self, last: date, behind: Sequence[int]) -> bool:
        """Give the closing statements of accounts that are behind; if that fails, it is tried the next time."""
        try:
            self._work(lambda work: closings.state(work, behind, last))
        except BsError:
            _log.exception("days up to %s are not stated", last)
            return False
        return True

    def _take(self, task: Task) -> bool:
        """Take a step that a service put off; if that fails, it is tried again later."""
        taken: list[bool] = []
        try:
            self._work(lambda work: taken.append(serving.run(work, task)))
        except BsError as error:
            _log.exception("step %s of %s %s fails", task.step, task.service, task.ref)
            with self.store.write() as connection:
                tasks.put_off(connection, task, self.clock(), str(error))
            return False
        return taken[-1]

    def _work(self, decide: Callable[[Work], None], at: datetime | None = None) -> None:
        instant = at or self.clock()
        setting = Setting(self.profile, self._plan, self.keys.signer, self.shelf)

        def transaction(connection: Connection) -> frozenset[str]:
            work = Work(connection, instant, setting)
            decide(work)
            return work.flush()

        self._published(self.store.run(transaction))

    def _published(self, clients: Iterable[str]) -> None:
        grown = frozenset(clients)
        with self._listening:
            listeners = tuple(self._listeners)
        if grown:
            for heard in listeners:
                heard(grown)

    def _read_plan(self) -> Plan:
        with self.store.read() as connection:
            text = settings.get(connection, _PLAN)
            demo = bool(settings.get(connection, settings.DEMO))
        return read_plan(text, demo=demo) if text else Plan()


def _found(connection: Connection, clock: Clock) -> None:
    """Make an empty base that of the demo bank, with its correspondent account."""
    schema.take_turns(connection)
    profile = settings.load_profile(connection)
    if profile is None:
        profile = banks.demo_profile()
        settings.save_profile(connection, profile)
        open_correspondent(connection, profile, clocks.business_day(clock()))
    house.ensure(connection, profile, clocks.business_day(clock()).isoformat())
    payee_history.begin(connection)


def open_correspondent(connection: Connection, profile: Profile, day: date) -> None:
    """Open the ledger's account of the money at the Bank of Russia."""
    connection.execute(
        insert(account).values(
            number=profile.correspondent_account, name=profile.name, kind="bank", opened=day.isoformat()
        )
    )


def _own_account(connection: Connection, client_id: str, number: str) -> int:
    own = connection.execute(_OWN, {"number": number, "client": client_id}).scalar()
    if own is None:
        raise NotAllowed("not_own_account", value=number)
    return int(own)
