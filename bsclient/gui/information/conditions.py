"""When documents leave and what the bank takes: what its directories say, with the next departure by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from bsclient.gui import format as written
from bsclient.gui.departure_words import brief
from bsclient.gui.information.view import InformationView
from bsclient.gui.shell import Shell
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.model import Column, ListView
from bsclient.gui.widgets.table import DataTable
from bsclient.services.information.fees import PAYMENTS

if TYPE_CHECKING:
    from bsclient.domain.cutoffs import Schedule
    from bsclient.services.desk import Desk
    from bsclient.services.information.departures import CutOff
    from bsclient.services.information.fees import Fee

_EVERY_MS: Final = 20_000
_MANY: Final = 24


@dataclass(frozen=True, slots=True)
class _Told:
    """What is shown, read at one moment."""

    routes: list[CutOff]
    fees: list[Fee]
    now: datetime


class ConditionsView(InformationView):
    """`routes` has the ways of payments, `fees` the tariffs; the departures follow the clock while they are shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._now = desk.place.now()
        self.routes: DataTable[CutOff] = DataTable("cut_offs", self._columns(), shell.memory)
        self.routes.set_empty(tr("The bank has not told when payments leave"))
        self.fees: DataTable[Fee] = DataTable("fees", _fee_columns(), shell.memory)
        self.fees.set_empty(tr("The bank has not told what it takes"))
        self._clock = QTimer(self, interval=_EVERY_MS)
        self._clock.timeout.connect(self.read)
        self.box.addWidget(text.heading(tr("When documents leave (Moscow time)"), 3))
        self.box.addWidget(self.routes, 2)
        self.box.addWidget(text.heading(tr("What the bank takes, in roubles"), 3))
        self.box.addWidget(self.fees, 3)
        self.setFocusProxy(self.routes)

    def read(self) -> None:
        place, departures, fees = self.desk.place, self.desk.departures, self.desk.fees
        self.fetch(lambda: _Told(departures.table(), fees.table(), place.now()), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _show(self, told: _Told) -> None:
        self._now = told.now
        self.routes.set_view(ListView(told.routes))
        self.fees.set_view(ListView(told.fees))

    def _columns(self) -> tuple[Column[CutOff], ...]:
        return (
            Column(
                "title", tr("Document"), lambda one: one.title_en if language() == "en" else one.title, 370
            ),
            Column("runs", tr("Leaves at"), lambda one: runs(one.schedule), 160),
            Column("days", tr("On which days"), lambda one: days(one.schedule), 120),
            Column(
                "next",
                tr("Next departure"),
                lambda one: brief(one.departure, self._now),
                250,
                stretch=True,
            ),
        )


def runs(schedule: Schedule) -> str:
    """Return the times of the runs of a route; many of them as a step."""
    if schedule.hours is not None:
        opens, closes = schedule.hours
        return tr("From {start} to {end}").format(start=f"{opens:%H:%M}", end=f"{closes:%H:%M}")
    if not schedule.runs:
        return tr("At once")
    if len(schedule.runs) < _MANY:
        return ", ".join(f"{run:%H:%M}" for run in schedule.runs)
    if _minutes(schedule.runs[0], schedule.runs[1]) == 1:
        return tr("Every minute")
    return tr("Every %n minute(s)", "", _minutes(schedule.runs[0], schedule.runs[1]))


def days(schedule: Schedule) -> str:
    """Return on which days a route goes."""
    return tr("Every day") if schedule.every_day else tr("Working days")


def _minutes(first: time, second: time) -> int:
    return (second.hour - first.hour) * 60 + second.minute - first.minute


def _fee_columns() -> tuple[Column[Fee], ...]:
    return (
        Column(
            "title",
            tr("Operation"),
            lambda fee: fee.title_en if language() == "en" else fee.title,
            420,
            stretch=True,
        ),
        Column("percent", tr("Percent"), lambda fee: _percent(fee) if fee.percent else "", 90, right=True),
        Column("least", tr("Not less than"), lambda fee: written.amount(fee.least), 120, right=True),
        Column("most", tr("Not more than"), lambda fee: written.amount(fee.most), 120, right=True),
        Column("note", tr("Note"), lambda fee: tr("Included in the package") if _included(fee) else "", 180),
    )


def _percent(fee: Fee) -> str:
    return f"{written.decimal(format(fee.percent.normalize(), 'f'))}\u00a0%"


def _included(fee: Fee) -> bool:
    return fee.free and fee.book == PAYMENTS
