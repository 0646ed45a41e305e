"""The bank's clock, which can run faster or jump ahead for a demo, and the working days of the payment system.

The clock never goes back: statements given out stay true. Its setting is kept in the base and shared by all processes.
Days off are those of `holidays.json` of the directories, which names their acts.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from functools import cache

import msgspec

from bsclient import clock
from bsclient.bank import settings
from bsclient.bank.store import Store
from bsclient.clock import Clock
from bsclient.domain import cutoffs, workdays
from bsclient.domain.cutoffs import Route, Schedule
from bsclient.errors import NotAllowed
from bsclient.paths import resource

_NAME = "clock"
FASTEST = 86_400.0


def working_day(day: date) -> bool:
    """Whether the payment system works on this day."""
    return not workdays.is_off(day, holidays())


@cache
def holidays() -> frozenset[date]:
    """Return the days that are otherwise than their weekday, as far as the directory that comes with the program knows them."""
    rows = json.loads(resource("directories/holidays.json").read_bytes())["rows"]
    return workdays.turned((row["code"], row["kind"]) for row in rows)


def next_working_day(day: date) -> date:
    """Return this day if it is a working one, else the first after it."""
    return cutoffs.first_open(day, working_day)


class BankClock:
    """A clock that starts as the real one; `set` makes it faster or moves it ahead. Safe for threads."""

    def __init__(self, store: Store, real: Clock) -> None:
        self._store = store
        self._real = real
        self._lock = threading.Lock()
        self._factor = 1.0
        self._real_base = self._bank_base = real()
        self.reload()

    def __call__(self) -> datetime:
        """Return the bank's instant in UTC."""
        with self._lock:
            return self._now()

    def real(self) -> datetime:
        """Return the real instant: for what has nothing to do with banking days, such as how long an upload lies about."""
        return self._real()

    @property
    def factor(self) -> float:
        """How many seconds of the bank pass in one."""
        return self._factor

    def set(self, *, factor: float | None = None, shift: timedelta = timedelta(0)) -> None:
        """Run `factor` times as fast from now on, after a jump of `shift`. NotAllowed for a way back."""
        if shift < timedelta(0) or (factor is not None and not 0 <= factor <= FASTEST):
            raise NotAllowed("clock_back")
        with self._lock:
            now = self._now()
            self._real_base, self._bank_base = self._real(), now + shift
            self._factor = self._factor if factor is None else factor
            setting = {
                "real": clock.stamp(self._real_base),
                "bank": clock.stamp(self._bank_base),
                "factor": repr(self._factor),
            }
        with self._store.write() as connection:
            settings.put(connection, _NAME, json.dumps(setting))

    def reload(self) -> None:
        """Take up what another process set."""
        with self._store.read() as connection:
            text = settings.get(connection, _NAME)
        if not text:
            return
        setting = json.loads(text)
        with self._lock:
            self._real_base, self._bank_base = clock.parse(setting["real"]), clock.parse(setting["bank"])
            self._factor = float(setting["factor"])

    def _now(self) -> datetime:
        return self._bank_base + (self._real() - self._real_base) * self._factor


@dataclass(frozen=True, slots=True)
class Plan:
    """When the simulated correspondent acts: pauses in seconds of the bank's clock, clearing runs in Moscow time.

    `every_day` lets it work at weekends, too, for a demo; `express` is the pause of an urgent payment. `decide` is the
    pause after which documents that need an operator are approved without one (demo); 0: they wait for one.
    A payment of `first_payment` kopecks or more in a day to a new payee waits for `cooling` seconds, and so does one of
    `changed_payment` or more whose requisites are others than those paid before (0: none waits). The letter desk is open
    from `desk_opens` to `desk_closes`, Moscow time; letters that no operator has taken for `desk_answer` seconds are
    answered without one (demo); 0: they wait for one. Currency is dealt in and sent abroad from `currency_opens` to before
    `currency_closes` on working days, Moscow time (the same twice: at any time), `deal` seconds after the bank took an order.
    """

    export: float = 2
    accept: float = 2
    express: float = 3
    letter: float = 5
    decide: float = 0
    first_payment: int = 60_000_000
    changed_payment: int = 10_000_000
    cooling: float = 172_800
    clearing: tuple[time, ...] = (time(11), time(14), time(16), time(18), time(21))
    every_day: bool = False
    desk_opens: time = time(9)
    desk_closes: time = time(18)
    desk_answer: float = 0
    currency_opens: time = time(10)
    currency_closes: time = time(18)
    deal: float = 5

    def next_run(self, after: datetime) -> datetime:
        """Return the first clearing run after an instant."""
        return cutoffs.next_run(after, self.clearing, self.works)

    def works(self, day: date) -> bool:
        """Whether clearing runs on a day."""
        return self.every_day or working_day(day)

    def schedules(self) -> dict[Route, Schedule]:
        """Return when payments of each route leave, as clients are told."""
        handling = timedelta(seconds=self.export + self.accept)
        urgent = handling + timedelta(seconds=self.express)
        return {
            Route.INSIDE: Schedule(every_day=True),
            Route.URGENT: Schedule((), self.every_day, urgent),
            Route.CLEARING: Schedule(self.clearing, self.every_day, handling),
            Route.DEMANDS: Schedule((), every_day=True, handling=timedelta(seconds=self.export)),
            Route.ABROAD: self._currency(self.decide),
            Route.EXCHANGE: self._currency(self.deal),
        }

    def leaves(self, route: Route, at: datetime) -> datetime:
        """Return when a document of a route leaves that the bank took at an instant."""
        return self.schedules()[route].leaves(at, working_day)

    def _currency(self, seconds: float) -> Schedule:
        hours = (
            None
            if self.currency_opens == self.currency_closes
            else (self.currency_opens, self.currency_closes)
        )
        return Schedule((), self.every_day or hours is None, timedelta(seconds=seconds), hours)

    def value_date(self, instant: datetime) -> date:
        """Return the day on which a settlement at the correspondent counts."""
        day = clock.business_day(instant)
        return day if self.every_day else next_working_day(day)


def read_plan(text: str, *, demo: bool) -> Plan:
    """Read a plan as the base keeps it; settings that the release did not know which wrote it are those of a new bank or demo."""
    kept = msgspec.json.decode(text, type=Plan)
    if not demo:
        return kept
    known = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    fresh = demo_plan()
    return replace(kept, **{at.name: getattr(fresh, at.name) for at in fields(Plan) if at.name not in known})


def demo_plan() -> Plan:
    """Return the plan of a demo: a clearing run every minute of every day."""
    return Plan(
        export=1,
        accept=1,
        express=1,
        letter=3,
        decide=3,
        first_payment=200_000_000,
        changed_payment=30_000_000,
        cooling=900,
        clearing=tuple(time(minute // 60, minute % 60) for minute in range(24 * 60)),
        every_day=True,
        desk_answer=8,
        currency_opens=time(0),
        currency_closes=time(0),
    )
