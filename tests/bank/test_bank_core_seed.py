"""The demo bank: the same each time, valid throughout, and showing what a demo must show."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bank_core_kit import SBER, START, TODAY, Company, Signatory, Time, bank_keys, directory
from sqlalchemy import func, select

from bsclient.bank import settings
from bsclient.bank.bankclock import Plan, demo_plan
from bsclient.bank.books import fx
from bsclient.bank.core import Bank
from bsclient.bank.information import banks, directories
from bsclient.bank.keys import enrolment
from bsclient.bank.letters.offers import offers
from bsclient.bank.schema.tables import account, transfer
from bsclient.bank.seed import demo as seed
from bsclient.bank.seed import news as seed_news
from bsclient.domain import checks
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Severity
from bsclient.errors import NotAllowed


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    bank = Bank.open(f"sqlite:///{folder / 'bank.db'}", bank_keys(), Time(), directory())
    access = seed.demo(bank, folder)
    yield bank, access, folder
    bank.close()


def orders(bank, client):
    entries = [event.data for event in bank.events(client, 0, 5000) if event.kind == "entry"]
    return [entry["order"] for entry in entries if entry["currency"] == "RUB"]


def test_the_demo_bank_is_in_nobody_elses_directory():
    profile = banks.demo_profile()
    from bsclient.formats.ed807 import builtin_banks

    assert builtin_banks().find(profile.bic) is None
    found = directory().find(profile.bic)
    assert found.usable_on(TODAY)
    assert found.correspondent_account == profile.correspondent_account
    assert checks.bic_ok(profile.bic)
    assert checks.inn_ok(profile.inn)
    assert checks.account_key_ok(profile.bic, profile.correspondent_account)


def test_clients_and_payees_hold_against_the_rules():
    data = seed.demo_data()
    bic = banks.demo_profile().bic
    for item in data.clients:
        assert checks.inn_ok(item.inn)
        assert all(checks.account_key_ok(bic, own.number) for own in item.accounts)
    assert len(data.payees) >= 12
    for payee in data.payees:
        bank = directory().find(payee.bic)
        assert bank.usable_on(TODAY), payee.id
        assert bank.has_account(payee.corr_account), payee.id
        assert checks.inn_ok(payee.inn), payee.id
        assert checks.account_key_ok(payee.bic, payee.account), payee.id


def test_the_history_is_made_of_orders_that_our_own_checks_let_through(demo):
    bank, access, _ = demo
    context = Context(TODAY, directory(), dates_checked=False)
    for client in access.clients:
        found = orders(bank, client.id)
        assert len(found) > 10
        for order in found:
            blocking = [p for p in PaymentOrder.check(order, context) if p.severity is Severity.BLOCK]
            assert blocking == [], order


def test_the_history_fills_twelve_weeks_and_the_books_balance(demo):
    bank, _, _ = demo
    with bank.store.read() as connection:
        assert connection.execute(select(func.sum(account.c.posted))).scalar() == 0
        first, last = connection.execute(
            select(func.min(transfer.c.value_date), func.max(transfer.c.value_date))
        ).one()
        rows = connection.execute(select(account).where(account.c.kind == "client")).all()
    assert first == (TODAY - timedelta(days=seed.DAYS)).isoformat()
    assert last <= (TODAY - timedelta(days=1)).isoformat()
    assert all(row.posted >= 0 for row in rows)
    number = rows[0].number
    statement = bank.statement(rows[0].client_id, number, (date(2026, 1, 1), TODAY))
    assert statement.closing == rows[0].posted


def test_the_demo_is_the_same_each_time(demo, tmp_path):
    bank, access, _ = demo
    other = Bank.open(f"sqlite:///{tmp_path / 'bank.db'}", bank_keys(), Time(), directory())
    again = seed.demo(other, tmp_path)
    assert [client.accounts for client in again.clients] == [client.accounts for client in access.clients]
    for client in access.clients:
        assert orders(other, client.id) == orders(bank, client.id)
    other.close()


def test_filling_twice_changes_nothing_and_gives_the_same_codes(demo):
    bank, access, folder = demo
    head = bank.head("romashka")
    assert seed.demo(bank, folder) == access
    assert bank.head("romashka") == head
    assert bank.demo
    written = json.loads((folder / "demo.json").read_text("utf-8"))
    assert [client["id"] for client in written["clients"]] == ["romashka", "vasilek", "ivanov"]


def test_every_code_activates_its_user_without_operators(demo):
    bank, access, _ = demo
    users = {user.id: user.code for client in access.clients for user in client.users}
    assert set(users) == {"romashka-1", "romashka-2", "vasilek-1", "ivanov-1"}
    for user_id, code in users.items():
        found = bank.activation(enrolment.code_hash(code))
        assert (found.user_id, found.automatic, found.used) == (user_id, True, False)
    schemes = {client.id: client.scheme for client in access.clients}
    assert schemes == {"romashka": "(11)", "vasilek": "(1)", "ivanov": "(1)"}


class Stage:
    """What the kit's companies need of a town, over the demo bank."""

    def __init__(self, bank):
        self.bank, self.time, self.profile, self._number = bank, bank.clock._real, bank.profile, 9000

    def number(self):
        self._number += 1
        return self._number


def test_a_stopped_and_a_closed_payee_show_refusals(demo):
    bank, _, _ = demo
    stage = Stage(bank)
    ivan = Company.__new__(Company)
    ivan.town, ivan.id, ivan.inn = stage, "ivanov", "770411223335"
    ivan.accounts = ["40817810800030000301"]
    ivan.people = [Signatory(stage, "ivanov", "ivanov-1")]
    told = {}
    for payee in seed.demo_data().payees:
        if payee.role in {"stopped", "closed"}:
            stage.stranger = {name: getattr(payee, name) for name in ("name", "inn", "kpp", "account")}
            home = directory().find(payee.bic)
            raw = ivan.order(
                payer_name="Иванов Иван Иванович",
                payer_kpp="",
                payee_bic=payee.bic,
                payee_bank_name=payee.bank_name,
                payee_corr_account=home.correspondent_account,
                payment_kind="срочно",
            )
            signed = ivan.signed(raw)
            assert ivan.send(ivan.incoming(signed)).receipt is not None
            told[signed.id] = payee.role
    for _ in range(4):
        stage.time.forward(seconds=5)
        bank.tick()
    last = {
        told[event.data["document_id"]]: (event.data["state"], event.data["code"])
        for event in bank.events("ivanov", 0, 5000)
        if event.kind == "status" and event.data["document_id"] in told
    }
    assert last == {
        "stopped": ("rejected", "payee_blocked"),
        "closed": ("refused_abs", "payee_account_closed"),
    }
    assert bank.clock() > START
    assert bank.bic != SBER


LACKING = ("currency_opens", "currency_closes", "deal", "desk_answer")


def shorten(bank):
    """Leave the plan in the base as a release wrote that knew fewer settings."""
    with bank.store.write() as connection:
        saved = json.loads(settings.get(connection, "plan"))
        short = {name: value for name, value in saved.items() if name not in LACKING}
        settings.put(connection, "plan", json.dumps(short))


def test_a_demo_made_by_an_earlier_release_keeps_the_hours_of_a_new_one(tmp_path):
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    old = Bank.open(url, bank_keys(), Time(), directory())
    seed.demo(old, tmp_path)
    old.plan = replace(demo_plan(), cooling=77)
    shorten(old)
    old.close()
    bank = Bank.open(url, bank_keys(), Time(), directory())
    bank.load_directories()
    for _ in range(2):
        assert bank.plan == replace(demo_plan(), cooling=77)
        bank.tick()
    rows = {row["code"]: row for row in json.loads(bank.directory("cut_offs").data)["rows"]}
    assert [rows[code]["hours"] for code in ("abroad", "exchange")] == ["", ""]
    bank.close()


def test_a_bank_that_is_no_demo_gets_the_hours_of_a_working_day(small_town):
    bank = small_town.bank
    bank.plan = replace(demo_plan(), cooling=77)
    shorten(bank)
    bank.tick()
    assert (bank.plan.cooling, bank.plan.every_day) == (77, True)
    assert [getattr(bank.plan, name) for name in LACKING] == [getattr(Plan(), name) for name in LACKING]


def test_only_a_base_without_clients_becomes_a_demo(small_town):
    assert not small_town.bank.demo
    with pytest.raises(NotAllowed) as caught:
        small_town.bank.be_demo()
    assert caught.value.code == "demo_has_clients"
    assert not small_town.bank.demo


def test_the_demo_tells_news_and_offers_that_hold(demo):
    bank, _, _ = demo
    told = [event for event in bank.events("vasilek", 0, 5000) if event.kind == "news"]
    rows = [event.data for event in told]
    assert [row["kind"] for row in rows] == ["news", "news", "offer", "offer", "notice"]
    today = TODAY.isoformat()
    for row in rows:
        assert all(row[name].strip() for name in ("title", "text", "title_en", "text_en"))
        assert "{" not in "".join(map(str, row.values()))
        assert row["valid_from"] <= today <= (row["valid_to"] or today)
    assert sorted(event.time for event in told) == [event.time for event in told]
    assert rows[-1]["valid_to"] == "2026-11-22", "the maintenance is at night before the next Sunday begins"
    with bank.store.read() as connection:
        products = {
            row["code"]: row
            for row in directories.read(directories.kept(connection)["deposit_products"]).rows
        }
    assert (products["classic"]["rate"], products["overnight"]["rate"]) == ("14.5000", "12.0000")
    assert ["14,5" in rows[2]["title"], "12 %" in rows[3]["title"]] == [True, True]
    titles: dict[str, list[str]] = {"ru": [], "en": []}
    for language, found in titles.items():
        bank._work(lambda work, found=found, of=language: found.extend(offers(work, "vasilek", of)))
    assert titles == {
        "ru": [rows[3]["title"], rows[2]["title"]],
        "en": [rows[3]["title_en"], rows[2]["title_en"]],
    }


def test_news_of_the_demo_name_the_days_counted_from_today():
    tuesday = date(2026, 11, 24)
    tariff, deposit = (seed_news.made(item, tuesday) for item in seed_news._read()[1:3])
    assert ("С 12.11.2026" in tariff.text, "Since 12/11/2026" in tariff.text_en) == (True, True)
    assert (deposit.title[-10:], deposit.title_en[-10:]) == ("24.12.2026", "24/12/2026")
    assert (deposit.valid_from, deposit.valid_to) == ("2026-11-19", "2026-12-24")
    sundays = {seed_news._until("sunday", tuesday + timedelta(days=by)) for by in range(7)}
    assert sundays == {date(2026, 11, 29), date(2026, 12, 6)}


def test_rates_have_a_past_that_leads_to_those_in_force(demo):
    bank, _access, _folder = demo
    with bank.store.read() as connection:
        rows = json.loads(fx.book(connection))["rows"]
    dollars = [
        (date.fromisoformat(row["valid_from"]), row["official"]) for row in rows if row["code"] == "USD"
    ]
    assert dollars[0] == (TODAY, "81.2500")
    past = [day for day, _official in dollars[1:-1]]
    assert len(past) == sum(
        (TODAY - timedelta(days=back)).weekday() < 5 for back in range(1, seed.RATE_DAYS + 1)
    )
    assert all(day.weekday() < 5 for day in past)
    assert len({official for _day, official in dollars}) > 50
    assert next(row["official"] for row in rows if row["code"] == "CNY") == "11.3800"
