"""What each rule of notifications finds in the base. Nothing is found twice: `storage.notices` keeps one of each happening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bsclient import clock
from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs
from bsclient.domain.states import State
from bsclient.services.context import Workplace
from bsclient.services.information.departures import URGENT, CutOff, Departures
from bsclient.services.notices.rules import Kind, Rule
from bsclient.storage import entry_rows, happenings, ledger
from bsclient.storage.happenings import Outcome
from bsclient.storage.notices import Found
from bsclient.storage.rows.statements import EntryRow
from bsclient.storage.unit_of_work import Reader

MOST: Final = 200
"""So many finds of one rule at a time; the rest comes with the next look."""
_OVERLAP: Final = dt.timedelta(minutes=10)
_OLDEST_LETTER: Final = dt.timedelta(days=60)
_ROW, _SEEN, _LOW = "row", "seen", "low:"
_OUTCOMES: Final = {
    State.EXECUTED: "notice_executed",
    State.PARTLY_EXECUTED: "notice_executed",
    State.WAITING_FUNDS: "notice_waiting",
    State.SUSPENDED: "notice_waiting",
    State.RECALLED: "notice_recalled",
}


@dataclass
class Finds:
    """What a rule has found, and what it has to note for its next look."""

    found: list[Found] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)


class Finder:
    """Looks for one rule at a moment."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._departures = Departures(place)
        self._looks: dict[Kind, Callable[[Reader, Rule, Mapping[str, str]], Finds]] = {
            Kind.BALANCE: self._balance, Kind.CREDIT: self._entries, Kind.DEBIT: self._entries,
            Kind.STATUS: self._outcomes, Kind.LETTER: self._letters, Kind.KEY: self._key, Kind.CUT_OFF: self._cut_off,
        }  # fmt: skip

    def look(self, reader: Reader, rule: Rule, marks: Mapping[str, str]) -> Finds:
        """Return what is new to a rule."""
        look = self._looks.get(rule.kind)
        return Finds() if look is None else look(reader, rule, marks)

    def begin(self, reader: Reader) -> dict[str, str]:
        """Return the marks of a new rule: what is in the base already is not told."""
        return {_ROW: str(happenings.last_entry(reader)), _SEEN: clock.stamp(self._place.instant)}

    def _balance(self, reader: Reader, rule: Rule, marks: Mapping[str, str]) -> Finds:
        finds = Finds()
        for one in ledger.accounts(reader):
            if rule.account not in {"", one.number} or (not rule.account and one.currency != "RUB"):
                continue
            low, key = one.available < rule.amount, _LOW + one.number
            if low and not marks.get(key):
                facts = {"account": one.number, "amount": str(one.available), "limit": str(rule.amount)}
                happening = f"{one.number}:{clock.stamp(self._place.instant)}"
                told = Found(
                    happening, "notice_balance", facts | {"currency": one.currency}, "statements", one.number
                )
                finds.found.append(told)
            if low != bool(marks.get(key)):
                finds.marks[key] = "1" if low else ""
        return finds

    def _entries(self, reader: Reader, rule: Rule, marks: Mapping[str, str]) -> Finds:
        rows = (int(marks.get(_ROW, "0")), happenings.last_entry(reader))
        if rows[0] >= rows[1]:
            return Finds()
        credit = rule.kind is Kind.CREDIT
        least = max(rule.amount, Decimal("0.01"))
        found = happenings.entries(reader, rows, (rule.account, credit), least, MOST)
        # A rule that found too much at once goes on from there with the next look; entries know their rows by id only.
        reached = rows[1] if len(found) < MOST else _row_of(reader, found[-1], rows[1])
        return Finds([_entry(one) for one in found], {_ROW: str(reached)})

    def _outcomes(self, reader: Reader, rule: Rule, marks: Mapping[str, str]) -> Finds:
        since = clock.parse(marks[_SEEN]) if _SEEN in marks else self._place.instant
        start = max(since - _OVERLAP, rule.since or since)
        asked = (rule.states(), rule.account)
        found = happenings.outcomes(reader, start, asked, rule.id, MOST)
        # A rule that found too much at once goes on from the last instant: what it has told does not come again.
        seen = self._place.instant if len(found) < MOST else found[-1].updated
        return Finds([_outcome(one) for one in found], {_SEEN: clock.stamp(max(seen, since))})

    def _letters(self, reader: Reader, rule: Rule, _marks: Mapping[str, str]) -> Finds:
        start = max(self._place.instant - _OLDEST_LETTER, rule.since or self._place.instant)
        return Finds([
            Found(one.id, "notice_letter", {"subject": one.subject, "name": one.author}, "letters", one.id)
            for one in happenings.letters(reader, start, rule.id, MOST)
        ])  # fmt: skip

    def _key(self, _reader: Reader, rule: Rule, _marks: Mapping[str, str]) -> Finds:
        certificate = self._place.user.certificate
        if certificate is None:
            return Finds()
        day = certificate.not_after.astimezone(MOSCOW).date().isoformat()
        if certificate.not_after <= self._place.instant:
            return Finds([Found(f"{certificate.serial}:ended", "notice_key_ended", {"day": day}, "keys")])
        left = (certificate.not_after - self._place.instant).days
        steps = [days for days in sorted({rule.days, 7, 3, 1, 0}) if days <= rule.days and left <= days]
        if not steps:
            return Finds()
        facts = {"days": str(left), "day": day}
        return Finds([Found(f"{certificate.serial}:{steps[0]}", "notice_key", facts, "keys")])

    def _cut_off(self, reader: Reader, rule: Rule, _marks: Mapping[str, str]) -> Finds:
        now, bank = self._place.instant, self._place.profile.bank.bic
        near = {one.route: (one, self._deadline(one)) for one in self._departures.table()}
        term = dt.timedelta(minutes=rule.minutes)
        near = {
            route: (one, end)
            for route, (one, end) in near.items()
            if end is not None and now < end <= now + term
        }
        if not near:
            return Finds()
        waiting: dict[cutoffs.Route, list[Decimal]] = {}
        for one in happenings.unsigned(reader, self._place.today, rule.account):
            route = cutoffs.route(bank, one.payee_bic, urgent=one.kind == URGENT)
            waiting.setdefault(route, []).append(one.amount)
        return Finds([
            Found(
                f"{self._place.today}:{route}", "notice_cut_off",
                {"count": str(len(amounts)), "amount": str(sum(amounts)), "time": f"{near[route][1]:%H:%M}",
                 "currency": "RUB"},
                "payments",
            )
            for route, amounts in waiting.items() if route in near
        ])  # fmt: skip

    def _deadline(self, told: CutOff) -> dt.datetime | None:
        """Return until when a payment must be there to leave today; None on days off and where nothing waits for a run."""
        today = self._place.today
        if not told.schedule.runs:
            return None
        last = dt.datetime.combine(today, told.schedule.runs[-1], MOSCOW) - told.schedule.handling
        leaves = told.departure.leaves.astimezone(MOSCOW).date()
        return last if leaves == today else None


def _row_of(reader: Reader, entry: EntryRow, default: int) -> int:
    return entry_rows.row_of(reader, entry.id) or default


def _entry(one: EntryRow) -> Found:
    facts = {
        "account": one.account, "amount": str(one.amount), "currency": one.currency, "name": one.counterparty_name,
        "purpose": one.purpose[:120],
    }  # fmt: skip
    return Found(one.id, "notice_credit" if one.credit else "notice_debit", facts, "statements", one.account)


def _outcome(one: Outcome) -> Found:
    facts = {
        "number": one.number, "type": one.type, "state": one.state, "account": one.account, "name": one.counterparty,
        "amount": "" if one.amount is None else str(one.amount), "currency": one.currency,
    }  # fmt: skip
    code = _OUTCOMES.get(State(one.state), "notice_rejected")
    return Found(one.happening, code, facts, "documents", one.id)
