"""A desk in memory for tests of widgets: our own ports answered with fixed data, no database, no bank."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from bsclient.crypto.secret import Secret
from bsclient.errors import BsError, WrongPassphrase
from bsclient.services.changes import Changed, Changes
from bsclient.services.evidence.audit import AuditReport
from bsclient.services.exchange.delivery import SyncReport, Trouble
from bsclient.services.home import Overview
from bsclient.services.keys.certificates import KeyState, KeyStatus
from bsclient.services.notices.automation import Outcome
from bsclient.services.notices.telling import Bell
from bsclient.services.profiles import BankLink, Organisation, Profile, User
from bsclient.services.statements.reading import AccountView
from bsclient.sync.ports import Progress, Stage

NOW = datetime(2026, 11, 20, 11, 2, tzinfo=UTC)


def profile(*, demo: bool = True, users: int = 2) -> Profile:
    people = (
        User("glavbuh", "Смирнова Анна Петровна", "Главный бухгалтер", "2"),
        User("dir", "Орлов И. В.", "Директор", "1"),
    )
    return Profile(
        folder=Path("none"),
        id="romashka",
        title="ООО «Ромашка»",
        bank=BankLink("Демобанк", "044525999", "https://localhost:8443", ""),
        client_id="c1",
        organisation=Organisation("ООО «Ромашка»", "7707083893", "770701001"),
        users=people[:users],
        device="d",
        demo=demo,
    )


def accounts() -> tuple[AccountView, ...]:
    return (
        AccountView(
            "40702810400000000001",
            "Расчётный счёт",
            "RUB",
            Decimal("12543890.45"),
            Decimal("12043890.45"),
            NOW,
        ),
        AccountView(
            "40702810700000000002", "Счёт для налогов", "RUB", Decimal("250000.00"), Decimal("250000.00"), NOW
        ),
        AccountView(
            "40702840000000000003", "Валютный счёт", "USD", Decimal("18300.10"), Decimal("18300.10"), NOW
        ),
    )


def overview(**changes: object) -> Overview:
    usual = Overview(
        accounts=accounts(),
        to_sign=3,
        to_sign_total=Decimal("1250300.00"),
        unknown=1,
        rejected=2,
        queued=4,
        unread_letters=2,
        key_valid_until=NOW + timedelta(days=12),
        key_days_left=12,
        last_sync=NOW,
    )
    return replace(usual, **changes)


def report(*problems: Trouble, cancelled: bool = False) -> SyncReport:
    return SyncReport(4, 3, 9, 5, 7, 1, problems, NOW, NOW + timedelta(seconds=3), cancelled)


@dataclass
class FakeDelivery:
    """Answers as it is told to; `release` holds a synchronisation until a test lets it go."""

    answer: SyncReport | BsError = field(default_factory=report)
    poll_answer: int | BsError = 0
    release: threading.Event = field(default_factory=threading.Event)
    polls: int = 0

    def synchronise(self, progress, cancel):
        progress(Progress(Stage.SEND, 1, 4))
        while not (self.release.wait(0.01) or cancel.is_set()):
            pass
        progress(Progress(Stage.DONE))
        if isinstance(self.answer, BsError):
            raise self.answer
        return replace(self.answer, cancelled=cancel.is_set())

    def poll(self, wait, cancel):
        self.polls += 1
        if isinstance(self.poll_answer, BsError):
            raise self.poll_answer
        return self.poll_answer


class FakeHome:
    def __init__(self) -> None:
        self.now = overview()

    def overview(self) -> Overview:
        return self.now


def key_status():
    return KeyStatus(
        "glavbuh", "Смирнова", KeyState.ACTIVE, "1a", valid_until=NOW + timedelta(days=212), days_left=212
    )


@dataclass
class FakeDesk:
    profile: Profile = field(default_factory=profile)
    changes: Changes = field(default_factory=Changes)
    delivery: FakeDelivery = field(default_factory=FakeDelivery)
    home: FakeHome = field(default_factory=FakeHome)
    audit: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(check=lambda: AuditReport(True, 1204, None, "9f" * 32))
    )
    place: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(today=NOW.date(), store=SimpleNamespace(encrypted=True))
    )
    certificates: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(calendar=tuple, mine=key_status)
    )
    pending: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(automatic=False))
    recurring: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(make_due=tuple))
    automation: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(
            look=lambda _report, _language: Outcome(Bell(0)), export=tuple
        )
    )
    letters: SimpleNamespace = field(
        default_factory=lambda: SimpleNamespace(signature=lambda: "", phone=lambda: "")
    )
    closed: bool = False
    suspended: bool = False
    on_line: bool = True

    @property
    def user(self) -> User:
        return self.profile.users[0]

    def tell(self, **changed: object) -> None:
        self.changes.publish(Changed(**changed))

    def suspend(self) -> None:
        self.suspended = True

    def hang_up(self) -> None:
        self.on_line = False

    def close(self) -> None:
        self.closed = True


def told(passphrase) -> str:
    """Read a passphrase as a service would; a test may."""
    with Secret.of(passphrase).reading() as octets:
        return bytes(octets).decode()


def unlock(passphrase) -> None:
    if told(passphrase) != "open sesame":
        raise WrongPassphrase("wrong_passphrase", seconds="2")
