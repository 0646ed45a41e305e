"""A calendar of a recurring document: its form, its words, and the way between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

from bsclient.domain.document import Document, RawValue
from bsclient.domain.fields import choice, day, text, whole
from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr
from bsclient.services.documents.calendar import Every, Rule, Shift

WEEKDAYS: Final = {
    "0": N_("Monday"),
    "1": N_("Tuesday"),
    "2": N_("Wednesday"),
    "3": N_("Thursday"),
    "4": N_("Friday"),
    "5": N_("Saturday"),
    "6": N_("Sunday"),
}
_EVERY: Final = {
    "month": N_("Every month, or every few months"),
    "week": N_("Every week, or every few weeks"),
}
_SHIFT: Final = {
    "after": N_("on the next business day"),
    "before": N_("on the business day before"),
    "same": N_("on that day all the same"),
}


class RuleCard(Document):
    """What a calendar is typed as."""

    name: str = text("Name", longest=120)
    every: str = choice("How often", ("month", "week"), words=_EVERY, default="month")
    interval: int = whole("Interval", least=1, most=1000, default="1", hint=N_("In months or weeks."))
    month_day: int | None = whole(
        "Day of the month",
        least=1,
        most=31,
        when=("every", "month"),
        default="1",
        hint=N_("31 means the last day."),
    )
    weekday: str = choice(
        "Day of the week", tuple(WEEKDAYS), words=WEEKDAYS, when=("every", "week"), default="0"
    )
    start: dt.date = day("First day")
    end: dt.date | None = day("Last day", required=False)
    times: int | None = whole("How many times", least=1, most=1000, required=False)
    shift: str = choice("Where the day is a day off", tuple(_SHIFT), words=_SHIFT, default="after")


def raw_of(name: str, rule: Rule) -> dict[str, RawValue]:
    """Return a calendar as it is typed."""
    texts = rule.texts()
    return {"name": name, "month_day": texts.pop("day"), **texts}


def rule_of(raw: Mapping[str, str]) -> Rule:
    """Return the calendar that was typed and found whole; raises `BadInput("schedule_rule")`."""
    return Rule(
        every=Every(raw["every"]),
        start=dt.date.fromisoformat(raw["start"]),
        interval=int(raw["interval"]),
        day=int(raw["month_day"] or 1),
        weekday=int(raw["weekday"] or 0),
        end=dt.date.fromisoformat(raw["end"]) if raw["end"] else None,
        times=int(raw["times"]) if raw["times"] else None,
        shift=Shift(raw["shift"]),
    )


def words(rule: Rule) -> str:
    """Say when a document is made."""
    if rule.every is Every.WEEK:
        when = tr("every %n week(s)", "", rule.interval)
        which = tr("on {weekday}").format(weekday=tr(WEEKDAYS[str(rule.weekday)]))
    else:
        when = tr("every %n month(s)", "", rule.interval)
        which = tr("on day {day}").format(day=rule.day)
    parts = [when, which]
    if rule.end is not None:
        parts.append(tr("until {day}").format(day=written.day(rule.end)))
    if rule.times is not None:
        parts.append(tr("%n time(s)", "", rule.times))
    return ", ".join(parts)
