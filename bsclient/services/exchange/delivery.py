"""Sending and fetching: queue, one sync session, waiting for news, recall."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bsclient.domain import canonical, states
from bsclient.domain.attachments import hashes
from bsclient.domain.documents import RecallRequest, registry
from bsclient.domain.rights import Action
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadInput, BsError, NotAllowed, Refused
from bsclient.services.context import Workplace
from bsclient.services.documents.attachments import fields_of
from bsclient.services.evidence import extracts, heads
from bsclient.services.exchange import timekeeping
from bsclient.services.exchange.feed import Effects, wanted_directories
from bsclient.services.exchange.parcels import Parcels
from bsclient.services.exchange.transfers import KeptParts, Transfers
from bsclient.services.information import limits
from bsclient.services.keys import session as key_session
from bsclient.services.keys.unlocking import LoginKey
from bsclient.services.letters import word as letter_word
from bsclient.services.signing import cosigners, pending
from bsclient.services.signing.pending_parcels import PendingParcels
from bsclient.storage import blobs, documents, feed, incoming, letters, moving, outbox, settings
from bsclient.storage import pending as pending_rows
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.letters import Attachment
from bsclient.sync.exchange import Cancelled, Exchange
from bsclient.sync.ports import Cancel, Progress, Report, Stage, Transport

BIC_DIRECTORY = "bic"
BIC_SUPPLEMENT = "bic_supplement"
"""The bank's own entry beside the directory of BIC: the profile has it already."""
_RECALL_OVER = frozenset((*states.FINAL, State.DELETED))
Connect = Callable[[], Transport]
KeepDirectory = Callable[[str, str, bytes], None]
"""Keeps a directory of the bank: name, version, bytes; `BadInput` when it is no such directory."""
_OF_ONE_PART = frozenset(("bank_answer_bad", "bank_answer_too_large", "bank_not_found"))
"""What may be wrong with one file or directory of the bank; anything else is about the line or the session."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that went wrong in a session: code and facts; `document` is "" when it concerns all."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    document: str = ""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a session did, in plain numbers."""

    sent: int
    accepted: int
    events: int
    statuses: int
    entries: int
    letters: int
    problems: tuple[Trouble, ...]
    started: dt.datetime
    finished: dt.datetime
    cancelled: bool = False

    @property
    def ok(self) -> bool:
        """Whether everything went through."""
        return not self.problems and not self.cancelled


class Delivery:
    """The road between this workplace and its bank. One session at a time; `connect` opens a transport."""

    def __init__(
        self, place: Workplace, key: LoginKey, connect: Connect, keep_directory: KeepDirectory
    ) -> None:
        self._place = place
        self._key = key
        self._connect = connect
        self._keep_directory = keep_directory
        self._line = threading.Lock()
        self._waiting = threading.Lock()
        self._news: Transport | None = None
        self._one_file = threading.Lock()
        self._parts_owed = False
        self.transfers = Transfers()

    def queue(self, ids: Iterable[str]) -> int:
        """Put signed documents into the outbox («К отправке»); returns how many. NotAllowed and nothing done else."""
        rows = list(dict.fromkeys(ids))
        self._place.permissions.demand_documents(Action.SEND, rows)
        with self._place.store.write() as work:
            for reason in cosigners.unvouched(self._place, work, rows).values():
                raise NotAllowed(reason.code, **reason.facts)
            moving.move_all(work, rows, Event.QUEUE, (By.USER, self._place.actor))
            with_colleagues = pending.shared(work, rows)  # of these only the signatures go
            outbox.add_all(work, [one for one in rows if one not in with_colleagues])
        return len(rows)

    def unqueue(self, ids: Iterable[str]) -> int:
        """Take documents back that were not sent yet."""
        rows = list(ids)
        self._place.permissions.demand_documents(Action.SEND, rows)
        with self._place.store.write() as work:
            for identity in rows:
                documents.move(work, identity, self._act(Event.UNQUEUE))
                outbox.remove(work, identity)
        return len(rows)

    def synchronise(self, progress: Report, cancel: Cancel) -> SyncReport:
        """Send everything that waits and fetch everything that is new; never raises for what the bank does."""
        started = self._place.now()
        effects = Effects(self._place)
        parcels = Parcels(self._place, effects)
        troubles: list[Trouble] = []
        cancelled = False
        with self._line:
            transport = self._connect()
            exchange = Exchange(transport, self._watched(progress), cancel)
            try:
                self._open(transport, progress, troubles)
                self._run(exchange, parcels, effects, troubles)
            except BsError as error:
                troubles.append(Trouble(error.code, error.facts))
            except Cancelled:
                cancelled = True
            finally:
                self.transfers.stopped()
                transport.logout()
                transport.close()
        progress(Progress(Stage.DONE))
        troubles += [Trouble(code, document=identity) for identity, code in parcels.refused]
        troubles += [Trouble(code, {"seq": str(seq)}) for seq, code in effects.tally.refused]
        tally = effects.tally
        return SyncReport(
            exchange.sent, parcels.accepted, exchange.events, tally.statuses, tally.entries, tally.letters,
            tuple(troubles), started, self._place.now(), cancelled,
        )  # fmt: skip

    def poll(self, wait: int, cancel: Cancel) -> int:
        """Wait up to `wait` seconds for news of the bank and apply them, with directories and files; returns how many events came.

        Keeps its own line open; a file that is cut goes on with the next call; raises BsError when the bank cannot be reached.
        """
        with self._waiting:
            try:
                if self._news is None:
                    self._news = self._connect()
                    self._open(self._news, lambda _: None, [])
                    self._parts_owed = True
                return self._listen(self._news, wait, cancel)
            except Cancelled:
                return 0
            except BsError:
                self._hang_up()
                raise

    @contextlib.contextmanager
    def session(self) -> Iterator[Transport]:
        """A line of its own with a session, for single calls. BsError as the bank's answers have it."""
        with self._line:
            transport = self._connect()
            try:
                self._open(transport, lambda _: None, [])
                yield transport
            finally:
                transport.logout()
                transport.close()

    def fetch(self, files: Iterable[Attachment], cancel: Cancel) -> int:
        """Fetch files of letters now, on a line of its own; returns how many. BsError when the line is cut: go on later."""
        with self._place.store.whole() as reader:
            missing = [one for one in files if not blobs.has(reader, one.sha256)]
        if missing:
            with self.session() as line:
                exchange = Exchange(line, self._watched(lambda _: None), cancel)
                try:
                    for one in missing:
                        self._fetch(exchange, one.sha256, one.size)
                except Cancelled:
                    return 0
                finally:
                    self.transfers.stopped()
        return len(missing)

    def recall(self, document_id: str, reason: str) -> dict[str, str]:
        """Return the draft of a recall request for a document at the bank; NotAllowed when it is too late."""
        with self._place.store.whole() as reader:
            row = documents.get(reader, document_id)
            self._place.permissions.demand_documents(Action.RECALL, [document_id])
            if not states.may_recall(row.state):
                raise NotAllowed("recall_too_late", number=row.number, state=str(row.state))
            for earlier in documents.related(reader, document_id):
                if earlier.type == RecallRequest.code and earlier.state not in _RECALL_OVER:
                    raise NotAllowed("recall_exists", number=row.number)
        return {
            "document_id": document_id,
            "document_number": row.number,
            "document_date": row.day.isoformat() if row.day else "",
            "document_amount": str(row.amount) if row.amount is not None else "",
            "reason": reason,
        }

    def outbox(self) -> dict[State, int]:
        """Return how many documents wait, by state (queued or unknown)."""
        with self._place.store.whole() as reader:
            return outbox.counts(reader)

    def hang_up(self) -> None:
        """End the line on which news come; the next `poll` opens another."""
        with self._waiting:
            self._hang_up()

    def close(self) -> None:
        """Hang up and forget the log-in key."""
        self.hang_up()
        self._key.close()

    def _listen(self, line: Transport, wait: int, cancel: Cancel) -> int:
        effects = Effects(self._place)
        exchange = Exchange(line, self._watched(lambda _: None), cancel)
        count = exchange.drink(effects, 0 if self._parts_owed else wait)
        if effects.tally.certificates:
            key_session.settle(self._place, line)
        letter_word.tell(self._place, line)
        self._parts_owed |= effects.tally.documents > 0 or bool(effects.tally.directories)
        if self._parts_owed:
            self._parts_of_news(exchange)
        return count

    def _parts_of_news(self, exchange: Exchange) -> None:
        """Fetch directories and files of what came; the next session tells of one that the bank has not got or that is wrong."""
        for step in (self._directories, self._attachments):
            try:
                step(exchange)
            except BsError as error:
                if error.code not in _OF_ONE_PART and not isinstance(error, BadInput):
                    raise
            finally:
                self.transfers.stopped()
        self._parts_owed = False

    def _watched(self, progress: Report) -> Report:
        """Return what reports progress and notes how far files are."""

        def report(told: Progress) -> None:
            if told.file:
                self.transfers.moved(told.file, told.done, told.total)
            progress(told)

        return report

    def _act(self, event: Event) -> Happening:
        return Happening(event=event, by=By.USER, actor=self._place.actor)

    def _open(self, transport: Transport, progress: Report, troubles: list[Trouble]) -> None:
        progress(Progress(Stage.CONNECT))
        hello = transport.hello()
        if hello.bic != self._place.profile.bank.bic:
            raise Refused("other_bank", value=hello.bic, expected=self._place.profile.bank.bic)
        limits.keep(self._place.store, hello.limits)
        offset = timekeeping.compare(self._place.store, hello.time, self._place.now())
        if abs(offset) > timekeeping.WARNED:
            troubles.append(Trouble("clock_off", {"minutes": timekeeping.minutes(offset)}))
        progress(Progress(Stage.LOGIN))
        try:
            session = transport.login(self._key, self._place.profile.device, self._place.now())
        except Refused as error:
            raise key_session.refused(self._place, error) from error
        key_session.logged_in(self._place, self._key)
        if not heads.hold(self._place, session):
            troubles.append(Trouble("journal_rewritten", {"number": str(session.journal_sequence)}))

    def _run(self, exchange: Exchange, parcels: Parcels, effects: Effects, troubles: list[Trouble]) -> None:
        exchange.report(Progress(Stage.SEND, 0, parcels.waiting()))
        shared = PendingParcels(self._place, effects)
        warning = key_session.ended_keys(self._place, exchange.transport)
        if warning is not None:
            troubles.append(Trouble(warning.code, warning.facts))
        effects.refresh()
        try:
            exchange.drain(parcels, parcels.waiting())
            exchange.sent += shared.send(exchange.transport)
        except BsError as error:
            troubles.append(Trouble(error.code, error.facts))
        troubles += [Trouble(code, document=identity) for identity, code in shared.refused]
        exchange.report(Progress(Stage.RECEIVE))
        exchange.drink(effects)
        for step in (
            self._keys,
            self._directories,
            self._words,
            self._attachments,
            self._extracts,
            self._exchange_heads,
        ):
            try:
                step(exchange)
            except BsError as error:
                troubles.append(Trouble(error.code, error.facts))
        with self._place.store.write() as work:
            feed.synchronised(work)

    def _keys(self, exchange: Exchange) -> None:
        """Take up certificates that came, and go on with a renewal."""
        key_session.settle(self._place, exchange.transport)

    def _directories(self, exchange: Exchange) -> None:
        """Fetch the directories that changed; a bad one does not keep the others away."""
        with self._place.store.whole() as reader:
            wanted = wanted_directories(reader)
            known = {name: settings.get(reader, f"directory.{name}.version") for name in wanted}
        bad: BsError | None = None
        for name in wanted:
            exchange.report(Progress(Stage.DIRECTORIES))
            answer = exchange.transport.directory(name, known[name])
            if answer is None:
                continue
            version, data = answer
            try:
                self._keep_directory(name, version, data)
            except BadInput as error:
                bad = error
                continue
            with self._place.store.write() as work:
                settings.put(work, f"directory.{name}.version", version)
        if bad is not None:
            raise bad

    def _attachments(self, exchange: Exchange) -> None:
        """Fetch the files of the bank's letters and documents; one that is not there or not whole keeps no other away."""
        with self._place.store.whole() as reader:
            sizes = {
                file.sha256: file.size
                for letter in letters.all_letters(reader)
                for file in letter.attachments
            }
            named = set(sizes)
            types = [
                kind for kind in incoming.types(reader) if kind in registry and fields_of(registry[kind])
            ]
            for kind, body in incoming.bodies(reader, types):
                named |= set(hashes(registry[kind], canonical.decode_signed(body).fields))
            for row in pending_rows.in_stages(reader, pending_rows.Stage.WAITING):
                named |= set(row.attachments)
            missing = [sha256 for sha256 in sorted(named) if not blobs.has(reader, sha256)]
        bad: BsError | None = None
        for sha256 in missing:
            try:
                self._fetch(exchange, sha256, sizes.get(sha256, 0))
            except BsError as error:
                if error.code not in _OF_ONE_PART:
                    raise
                bad = bad or error
        if bad is not None:
            raise bad

    def _fetch(self, exchange: Exchange, sha256: str, size: int) -> None:
        """Fetch one file, unless another line just did; what comes before the line is cut stays."""
        with self._one_file:
            with self._place.store.whole() as reader:
                if blobs.has(reader, sha256):
                    return
            data = exchange.download(sha256, size, KeptParts(self._place.store))
            with self._place.store.write() as work:
                blobs.put(work, data)
                blobs.drop_parts(work, sha256)
                work.touch_letters()

    def _words(self, exchange: Exchange) -> None:
        """Tell which letters were read and how answers were rated."""
        letter_word.tell(self._place, exchange.transport)

    def _extracts(self, exchange: Exchange) -> None:
        """Fetch the bank's signed word for what became of documents that are done."""
        extracts.collect(self._place, exchange.transport)

    def _exchange_heads(self, exchange: Exchange) -> None:
        """Give the head of the audit journal to the bank; its signed word proves later that nothing was cut."""
        heads.exchange(self._place, exchange.transport)

    def _hang_up(self) -> None:
        if self._news is not None:
            with contextlib.suppress(BsError):
                self._news.logout()
            self._news.close()
            self._news = None
