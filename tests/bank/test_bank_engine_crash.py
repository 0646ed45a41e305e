"""Steps of services while processes of the bank run side by side and are killed: each is done once, and none is lost."""

import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from bank_core_kit import TODAY, Town
from sqlalchemy import func, select

from bsclient.bank.schema.products import bank_document, task
from bsclient.bank.schema.tables import document
from bsclient.domain.documents import registry

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COUNT = 60
PATIENCE = 250


class Ticker:
    """A process that ticks."""

    def __init__(self, url):
        self._process = subprocess.Popen(
            [sys.executable, str(HERE / "engine_ticker.py"), url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{HERE}"},
        )  # fmt: skip
        assert self._process.stdout.readline() == b"ready\n"

    def kill(self):
        self._process.kill()
        self._end()

    def stop(self):
        self._process.stdin.close()
        assert self._process.wait(PATIENCE) == 0
        self._process.stdout.close()

    def _end(self):
        self._process.wait(PATIENCE)
        self._process.stdin.close()
        self._process.stdout.close()


def ask_for_statements(town):
    kind, ann = registry["statement_request"], town.ann
    raw = {**kind.blank(), "date": TODAY.isoformat(), "accounts": [{"account": ann.account}],
           "date_from": TODAY.isoformat(), "date_to": TODAY.isoformat()}  # fmt: skip
    signed = [ann.signed(raw | {"number": str(number)}, kind) for number in range(1, COUNT + 1)]
    assert all(outcome.receipt for outcome in ann.send(*map(ann.incoming, signed)))
    return [item.id for item in signed]


def answered(town):
    return town.query(select(func.count()).select_from(bank_document))[0][0]


def wait_for(town, count):
    until = time.monotonic() + PATIENCE
    while answered(town) < count:
        assert time.monotonic() < until, f"{answered(town)} of {count}"
        time.sleep(0.02)


def demand_each_once(town, ids):
    states = town.query(select(document.c.state, func.count()).group_by(document.c.state))
    assert states == [("executed", COUNT)]
    related = Counter(row.related for row in town.query(select(bank_document.c.related)))
    assert related == Counter(dict.fromkeys(ids, 1))
    told = Counter(signed.fields["related"] for signed in town.made("ann", "bank_statement"))
    assert told == related
    assert all(town.statuses("ann", own) == ["accepted", "executed"] for own in ids)
    assert town.query(select(task)) == []
    assert town.bank.audit() == []


def test_two_processes_share_the_steps_and_one_is_killed(postgres_url):
    with Town(postgres_url) as town:
        ids = ask_for_statements(town)
        first, second = Ticker(postgres_url), Ticker(postgres_url)
        wait_for(town, 5)
        first.kill()
        wait_for(town, COUNT)
        second.stop()
        demand_each_once(town, ids)


def test_a_process_that_is_killed_again_and_again_loses_nothing(base_url):
    with Town(base_url) as town:
        ids = ask_for_statements(town)
        for wanted in (1, 12, 30):
            ticker = Ticker(base_url)
            wait_for(town, wanted)
            ticker.kill()
        last = Ticker(base_url)
        wait_for(town, COUNT)
        last.stop()
        demand_each_once(town, ids)
