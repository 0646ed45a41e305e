"""One sync session: log in, drain the outbox, drink the feed. In doubt the same bytes are sent again.

The order matters: what is being sent is committed as unknown before the first byte leaves (protocol, rule 1).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bsclient.errors import BsError, Refused, Unreachable
from bsclient.protocol.messages import Envelope
from bsclient.sync import files
from bsclient.sync.ports import Cancel, Inbox, Outbox, Progress, Report, Stage, Transport

T = TypeVar("T")
BATCH = 200
BATCH_BYTES = 4 * 1024 * 1024
BATCH_FILES = 32 * 1024 * 1024
"""Bytes of files after which the documents that name them go before more files do: the bank bounds what nothing names."""
EVENTS = 1000
RETRIES = 4
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 300.0


class Cancelled(Exception):
    """The user stopped the session; what was done stays done."""


def pause(attempt: int, jitter: Callable[[], float] = random.random) -> float:
    """Return seconds to wait before a retry: from 1 s, doubling, at most 5 min, with jitter (protocol, rule 8)."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * (1 << attempt))
    return longest * (0.5 + jitter() / 2)


@dataclass
class Exchange:
    """The two directions of a session over one logged-in transport."""

    transport: Transport
    report: Report
    cancel: Cancel
    sent: int = 0
    events: int = 0

    def drain(self, outbox: Outbox, total: int) -> None:
        """Send everything that waits; raises the first failure after keeping what is known."""
        while True:
            self._stop_if_cancelled()
            envelopes = outbox.take(BATCH, BATCH_BYTES)
            if not envelopes:
                return
            left = {envelope.id: None for envelope in envelopes}
            try:
                for batch in self._with_files(outbox, envelopes, left):
                    lines = self._retry(lambda batch=batch: self.transport.send(batch))  # type: ignore[misc]
                    for line in lines:
                        left.pop(line.id, None)
                    outbox.received(lines)
                    self.sent += len(lines)
                    self.report(Progress(Stage.SEND, self.sent, max(total, self.sent)))
            except BsError as error:
                outbox.interrupted(list(left), error.code)
                raise

    def _with_files(
        self, outbox: Outbox, envelopes: Sequence[Envelope], left: dict[str, None]
    ) -> Iterator[list[Envelope]]:
        """Send what goes before envelopes; give them in turn, `BATCH_FILES` of files at a time. Takes out of `left` what cannot go."""
        ready: list[Envelope] = []
        size = 0
        for envelope in envelopes:
            sent = self._files_sent(outbox, envelope)
            if sent is None:
                del left[envelope.id]
                continue
            ready.append(envelope)
            size += sent
            if size >= BATCH_FILES:
                yield ready
                ready, size = [], 0
        if ready:
            yield ready

    def _files_sent(self, outbox: Outbox, envelope: Envelope) -> int | None:
        """Send the files of an envelope; returns their bytes. None: one cannot go, which stops its own letter and nothing else."""
        if not envelope.attachments:
            return 0
        size = 0
        try:
            for sha256, data in outbox.blobs([envelope]):
                self.upload(sha256, data)
                size += len(data)
        except Unreachable:
            raise
        except BsError as error:
            outbox.failed(envelope.id, error.code)
            return None
        return size

    def upload(self, sha256: str, data: bytes) -> None:
        """Send a file; each retry goes on where the last one stopped."""
        told = partial(self._moved, sha256)
        self._retry(lambda: [files.upload(self.transport, sha256, data, told)])  # type: ignore[func-returns-value]

    def download(self, sha256: str, size: int, parts: files.Parts) -> bytes:
        """Fetch a file of so many bytes (0: not known); each retry goes on where the last one stopped."""
        told = partial(self._moved, sha256)
        return self._retry(lambda: [files.download(self.transport, sha256, size, parts, told)])[0]

    def _moved(self, sha256: str, done: int, total: int) -> None:
        self._stop_if_cancelled()
        self.report(Progress(Stage.FILES, done, total, sha256))

    def drink(self, inbox: Inbox, wait: int = 0) -> int:
        """Apply all events that the bank has; returns how many."""
        before = self.events
        while True:
            self._stop_if_cancelled()
            events = self._retry(lambda seconds=wait: self.transport.events(inbox.cursor(), EVENTS, seconds))  # type: ignore[misc]
            if not events:
                return self.events - before
            inbox.apply(events)
            self.events += len(events)
            wait = 0
            self.report(Progress(Stage.RECEIVE, self.events, 0))

    def _retry(self, call: Callable[[], list[T]]) -> list[T]:
        """Repeat a call while the bank is busy or silent; the same bytes each time."""
        for attempt in range(RETRIES):
            try:
                return call()
            except (Unreachable, Refused) as error:
                passing = isinstance(error, Unreachable) or error.code == "bank_busy"
                if not passing or attempt == RETRIES - 1:
                    raise
                self._wait(error, attempt)
        raise AssertionError  # the last attempt returns or raises

    def _wait(self, error: BsError, attempt: int) -> None:
        told = error.facts.get("seconds", "")
        seconds = float(told) if told.isascii() and told.isdecimal() else pause(attempt)
        if self.cancel.wait(min(seconds, LONGEST_PAUSE)):
            raise Cancelled

    def _stop_if_cancelled(self) -> None:
        if self.cancel.is_set():
            raise Cancelled
