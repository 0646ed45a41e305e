"""Statements over the real wire: days that the bank has signed, damage that is named, mended by asking the bank again."""

import datetime as dt
import threading

from bank_stage import Stage

from bsclient.domain.problems import Severity
from bsclient.services.keys.authority import bank_verifier
from bsclient.services.statements.search import Scope
from bsclient.storage import closings

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2100, 1, 1)


def blocking(desk):
    return [one for one in desk.health.check() if one.severity is Severity.BLOCK]


def test_days_are_signed_and_damage_is_mended_by_asking_again(tmp_path):
    with Stage(tmp_path) as stage:
        desk = stage.desk("vasilek")
        stage.synchronise(desk)
        account = max(
            desk.statements.accounts(),
            key=lambda one: len(desk.statements.statement(one.number, FIRST, LAST).entries),
        ).number
        stage.wait(desk, lambda: any(row.final for row in desk.closings.days(account, FIRST, LAST)))
        days = desk.closings.days(account, FIRST, LAST)
        final = [row for row in days if row.final]
        assert len(final) > 20
        assert not any(row.differs for row in final)
        assert blocking(desk) == []
        with desk.place.store.read() as reader:
            told = closings.period(reader, account, FIRST, LAST)
        for row in told[:3]:
            bank_verifier(desk.profile).verify(row.canonical, row.signature, row.at)

        whole = desk.statements.statement(account, FIRST, LAST)
        hurt = [whole.entries[number].id for number in (3, 10)]
        with desk.place.store.write() as work:
            work.run("DELETE FROM entry WHERE id = ?", (hurt[0],))
            work.run("UPDATE entry SET amount = amount + 1 WHERE id = ?", (hurt[1],))
        named = {(one.code, one.day) for one in blocking(desk)}
        assert {("health_day_differs", whole.entries[number].value_date) for number in (3, 10)} <= named
        done = desk.health.ask_again(account, FIRST, LAST)
        assert (done.new, done.differing, done.unknown) == (1, 1, ())
        assert done.same == len(whole.entries) - 2
        assert desk.statements.statement(account, FIRST, LAST) == whole
        assert blocking(desk) == []

        path = tmp_path / "kl_to_1c.txt"
        desk.statements.export(whole, "1c", path)
        (own,) = desk.archive.read(path).accounts
        assert (own.own, own.new, own.known, own.disappeared) == (True, 0, len(whole.entries), 0)
        assert desk.entry_search.index(threading.Event())
        name = next(one.counterparty_name for one in whole.entries if len(one.counterparty_name) > 6)
        assert desk.entry_search.search(name[2:6]).rows
        rows = desk.turnover.by_month(Scope((account,)))
        assert sum(row.count for row in rows) == len(whole.entries)
