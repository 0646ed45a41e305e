"""The demo: an invented bank with three clients, their users, accounts and twelve weeks of history. The same each time.

Companies, people and accounts are invented (`resources/demo/bank.json`); other banks and the treasury are real ones, so that checks
against the BIC directory hold. Activation codes are written to `demo.json` in the bank's folder, for the demo's log-in window.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path

import msgspec

from bsclient import clock
from bsclient.bank.bankclock import demo_plan
from bsclient.bank.books import house
from bsclient.bank.core import Bank
from bsclient.bank.information import banks
from bsclient.bank.keys import enrolment
from bsclient.bank.letters import post as letters
from bsclient.bank.operations import Client, NewAccount, Person
from bsclient.bank.seed import abroad as seed_abroad
from bsclient.bank.seed import demands as seed_demands
from bsclient.bank.seed import history as seed_history
from bsclient.bank.seed import news as seed_news
from bsclient.bank.seed import payroll as seed_payroll
from bsclient.bank.seed.data import DemoClient, DemoData
from bsclient.clock import MOSCOW
from bsclient.paths import resource

DAYS = 84
RATE_DAYS = 140  # more than the chart of rates shows
_FILE = "demo.json"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A user of the demo and the code that activates his key."""

    id: str
    name: str
    position: str
    group: int
    code: str


@dataclass(frozen=True, slots=True)
class DemoAccess:
    """A client of the demo, as the log-in window offers him."""

    id: str
    name: str
    inn: str
    kpp: str
    scheme: str
    accounts: tuple[str, ...]
    users: tuple[DemoUser, ...]


@dataclass(frozen=True, slots=True)
class Demo:
    """Who may log in to the demo bank."""

    clients: tuple[DemoAccess, ...]


def demo(bank: Bank, folder: Path | None = None) -> Demo:
    """Fill an empty bank with the demo; a bank that has clients stays as it is, and the codes are read from the folder."""
    if bank.has_clients():
        return _read(folder)
    bank.be_demo()
    data = demo_data()
    bank.plan = demo_plan()
    bank.load_directories()
    now = bank.clock()
    days = _days(clock.business_day(now))
    for item in data.clients:
        _take_on(bank, item, days[0])
    seed_payroll.hire(bank)
    seed_abroad.register(bank)
    seed_abroad.earn(bank, data.clients, days)
    for number in data.stop_list:
        bank.stop_payee(number.account, number.reason)
    for account in data.closed_accounts:
        bank.close_elsewhere(account)
    history = seed_history.History(data, bank.profile, house.number(bank.bic, "fees"))
    for day in days:
        orders = history.day(day, first=day == days[0])
        if orders:
            bank.receive(orders, _noon(day))
    bank.remember_rates([days[-1] - timedelta(days=back) for back in range(RATE_DAYS)])
    bank.put_directory(banks.SUPPLEMENT, banks.supplement())
    seed_demands.bring(bank, data)
    bank.put_charges(json.loads(resource("demo/charges.json").read_bytes())["charges"])
    seed_news.tell(bank)
    _greet(bank, data)
    access = Demo(tuple(_access(bank, item) for item in data.clients if item.users))
    if folder is not None:
        text = json.dumps(asdict(access), ensure_ascii=False, indent=1)
        (folder / _FILE).write_text(text, encoding="utf-8")
    return access


@lru_cache(maxsize=1)
def demo_data() -> DemoData:
    """Return the invented clients and payees."""
    return msgspec.json.decode(resource("demo/bank.json").read_bytes(), type=DemoData)


def _days(today: date) -> list[date]:
    """Return the days of history: up to yesterday."""
    return [today - timedelta(days=back) for back in range(DAYS, 0, -1)]


def _take_on(bank: Bank, item: DemoClient, opened: date) -> None:
    client = Client(item.id, item.name, item.inn, item.kpp, item.scheme, item.card_file)
    bank.add_client(
        client, [Person(user.id, user.name, user.position, user.group, user.roles) for user in item.users]
    )
    for account in item.accounts:
        new = NewAccount(account.number, account.name, item.id, opened, currency=account.currency)
        bank.open_account(new)
    if item.rights:
        bank.change_rights(item.id, item.rights)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=MOSCOW)


def _greet(bank: Bank, data: DemoData) -> None:
    bank.keep_first_templates()
    words = json.loads(resource("demo/letters.json").read_text(encoding="utf-8"))
    for item in data.clients:
        if item.users:
            bank.write_letter(item.id, letters.Text(words["welcome"]["subject"], words["welcome"]["body"]))


def _access(bank: Bank, item: DemoClient) -> DemoAccess:
    users = tuple(
        DemoUser(
            user.id,
            user.name,
            user.position,
            user.group,
            enrolment.new_activation(bank, item.id, user.id, bank.clock, automatic=True),
        )
        for user in item.users
    )
    numbers = tuple(account.number for account in item.accounts)
    return DemoAccess(item.id, item.name, item.inn, item.kpp, item.scheme, numbers, users)


def _read(folder: Path | None) -> Demo:
    path = None if folder is None else folder / _FILE
    if path is None or not path.exists():
        return Demo(())
    return msgspec.json.decode(path.read_bytes(), type=Demo)
