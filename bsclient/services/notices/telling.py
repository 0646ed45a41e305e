"""Notifications of a user: his rules, what they told, what is still to be shown in the tray or to be sent."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from bsclient.domain.identity import new_id
from bsclient.errors import NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.notices.finding import Finder
from bsclient.services.notices.rules import Kind, Quiet, Rule, checked, checked_quiet
from bsclient.storage import notices as kept
from bsclient.storage import settings
from bsclient.storage.notices import DONE, GIVEN_UP, NONE, WAITING, Found, NoticeRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

if TYPE_CHECKING:
    from bsclient.services.exchange.delivery import SyncReport

__all__ = ["Bell", "Kind", "NoticeRow", "Notices", "Quiet", "Rule"]

SHOWN: Final = 500
_TRAY_AT_ONCE: Final = 20
_KEPT: Final = dt.timedelta(days=180)
_QUIET: Final = "notices.quiet."
_FAILING: Final = "failing"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bell:
    """What a look has brought: how many notices are unread, which go into the tray now, whether e-mail waits."""

    unread: int
    tray: tuple[NoticeRow, ...] = ()
    amounts: bool = False
    mail: bool = False


class Notices:
    """Rules and notices of the user who works; several threads may share it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._finder = Finder(place)
        self._looking = threading.Lock()

    # rules --------------------------------------------------------------------------------------------------------

    def rules(self) -> list[Rule]:
        """Return the rules of the user, oldest first."""
        with self._place.store.read() as reader:
            return self._rules(reader)

    def save(self, rule: Rule) -> Rule:
        """Keep a rule; one that asks for something else now begins anew. Raises as `rules.checked`."""
        rule = checked(rule)
        with self._place.store.write() as work:
            before = next((one for one in self._rules(work) if one.id == rule.id), None)
            anew = before is None or before.asks() != rule.asks() or (rule.on and not before.on)
            since = self._place.instant if anew or rule.since is None else rule.since
            identity = rule.id if before is not None else new_id(self._place.instant)
            rule = msgspec.structs.replace(rule, id=identity, since=since)
            kept.put_rule(work, rule.id, self._place.user.id, msgspec.json.encode(rule).decode())
            if anew:
                kept.forget_marks(work, rule.id)
                kept.set_marks(work, rule.id, self._finder.begin(work))
        return rule

    def delete(self, rule_id: str) -> None:
        """Delete a rule; what it told stays in the list. Raises `NotAllowed("notice_rule_unknown")`."""
        with self._place.store.write() as work:
            if not kept.remove_rule(work, rule_id, self._place.user.id):
                raise NotAllowed("notice_rule_unknown")

    def quiet(self) -> Quiet:
        """Return the quiet hours of the user, and whether amounts may be shown outside."""
        with self._place.store.read() as reader:
            return self._quiet(reader)

    def keep_quiet(self, quiet: Quiet) -> None:
        """Keep the quiet hours; raises `BadInput("notice_quiet_hours")`."""
        body = msgspec.json.encode(checked_quiet(quiet)).decode()
        with self._place.store.write() as work:
            settings.put(work, _QUIET + self._place.user.id, body)

    # what happens -------------------------------------------------------------------------------------------------

    def look(self) -> Bell:
        """Let all rules look at the base; keep what is new and say what is to be shown."""
        with self._looking:
            with self._place.store.read() as reader:
                finds = [
                    (rule, self._finder.look(reader, rule, kept.marks(reader, rule.id)))
                    for rule in self._rules(reader)
                    if rule.on
                ]
            if any(found.found or found.marks for _rule, found in finds):
                with self._place.store.write() as work:
                    alive = {one.id for one in self._rules(work)}
                    for rule, found in finds:
                        if rule.id in alive:
                            self._keep(work, rule, found.found)
                            kept.set_marks(work, rule.id, found.marks)
            return self._bell()

    def synchronised(self, report: SyncReport) -> None:
        """Tell of a session that did not go through: once, until one does."""
        trouble = next(iter(report.problems), None)
        with self._looking, self._place.store.write() as work:
            for rule in self._rules(work):
                if rule.kind is not Kind.SYNC or not rule.on or report.cancelled:
                    continue
                failing = kept.marks(work, rule.id).get(_FAILING, "")
                if trouble is None and failing:
                    kept.set_marks(work, rule.id, {_FAILING: ""})
                elif trouble is not None and failing != trouble.code:
                    facts = {"code": trouble.code, **trouble.facts}
                    happening = f"{trouble.code}:{work.stamp}"
                    self._keep(work, rule, [Found(happening, "notice_sync", facts, "home")])
                    kept.set_marks(work, rule.id, {_FAILING: trouble.code})

    # what was told ------------------------------------------------------------------------------------------------

    def latest(self, limit: int = SHOWN) -> Sequence[NoticeRow]:
        """Return the newest notices, newest first."""
        with self._place.store.read() as reader:
            return kept.latest(reader, self._place.user.id, limit)

    def unread(self) -> int:
        """Return how many were not read."""
        with self._place.store.read() as reader:
            return kept.unread(reader, self._place.user.id)

    def read_all(self, up_to: int) -> None:
        """Note that all up to one of them (its `seq`) were read; those of half a year ago are forgotten."""
        with self._place.store.write() as work:
            kept.read_up_to(work, self._place.user.id, up_to)
            kept.forget(work, self._place.user.id, self._place.instant - _KEPT)

    def read(self, seq: int) -> None:
        """Note that one was read."""
        with self._place.store.write() as work:
            kept.read_one(work, self._place.user.id, seq)

    def shown(self, rows: Sequence[NoticeRow], *, there: bool) -> None:
        """Note that the tray has shown notices, or that there is none."""
        with self._place.store.write() as work:
            kept.set_tray(work, [row.seq for row in rows], DONE if there else GIVEN_UP)

    # parts --------------------------------------------------------------------------------------------------------

    def _bell(self) -> Bell:
        user = self._place.user.id
        with self._place.store.read() as reader:
            quiet = self._quiet(reader)
            silent = quiet.now(self._place.instant)
            tray = () if silent else tuple(kept.for_tray(reader, user, _TRAY_AT_ONCE))
            mail = not silent and bool(kept.for_mail(reader, user, 1))
            return Bell(kept.unread(reader, user), tray, quiet.amounts, mail)

    def _rules(self, reader: Reader) -> list[Rule]:
        return [msgspec.json.decode(body, type=Rule) for body in kept.rules(reader, self._place.user.id)]

    def _quiet(self, reader: Reader) -> Quiet:
        body = settings.get(reader, _QUIET + self._place.user.id)
        return msgspec.json.decode(body, type=Quiet) if body else Quiet()

    def _keep(self, work: UnitOfWork, rule: Rule, found: Sequence[Found]) -> None:
        roads = (WAITING if rule.tray else NONE, WAITING if rule.mail else NONE)
        kept.add(work, self._place.user.id, rule.id, found, roads)
