"""What the bank tells beside documents: news that are kept, told anew and taken back; rates with a history; fees."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal

import pytest
from local_kit import NOW, office
from wire_kit import Wired

from bsclient.bank.books import fx
from bsclient.bank.information import cutoff_book
from bsclient.clock import stamp
from bsclient.domain import converting
from bsclient.domain.converting import Quote, Way
from bsclient.errors import BadInput
from bsclient.paths import resource
from bsclient.services.context import Workplace
from bsclient.services.home import Home
from bsclient.services.information.fees import Fees
from bsclient.services.information.news import News
from bsclient.services.information.rates import SOURCE, Rates
from bsclient.storage import news

TODAY = NOW.date()
DAY = dt.timedelta(days=1)
OFFER = {"title": "Депозит", "text": "15 %", "id": "n1", "kind": "offer", "title_en": "Deposit"}
CBR = (
    '<?xml version="1.0" encoding="windows-1251"?><ValCurs Date="{day}" name="Foreign Currency Market">'
    '<Valute ID="R01375"><NumCode>156</NumCode><CharCode>CNY</CharCode><Nominal>10</Nominal><Name>Юаней</Name>'
    "<Value>113,5000</Value></Valute></ValCurs>"
)


@pytest.fixture
def wired(tmp_path):
    made = Wired(tmp_path)
    yield made
    made.close()


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.store.close()


def told(wired, **data):
    wired.teller.say("news", data)
    wired.synchronise()
    return News(wired.place)


def test_news_are_kept_read_told_anew_and_withdrawn(wired):
    found = told(wired, title="Старое", text="Без номера")
    found = told(wired, **OFFER)
    assert [item.row.title for item in found.list()] == ["Депозит", "Старое"]
    assert (found.unread(), found.list()[0].words("en")) == (2, ("Deposit", "15 %"))
    found.mark_read(["n1"])
    told(wired, **OFFER, valid_to=TODAY.isoformat())
    assert found.unread() == 1, "the same words once read stay read"
    told(wired, **OFFER | {"text": "16 %"})
    assert found.unread() == 2
    told(wired, title="", text="", id="n1", withdrawn=True)
    assert ([item.row.id for item in found.list()], found.unread()) == (["event-1"], 1)
    assert [item.row.withdrawn for item in found.list(past=True)] == [True, False]


def colleagues(wired):
    """Two users of one profile on one PC: what each sees of the news, and on his first page."""
    old = wired.place
    users = [old.user, replace(old.user, id="u2", name="Сидоров Б. Б.")]
    profile = replace(old.profile, users=tuple(users))
    places = [Workplace(wired.store, profile, user, old.banks, old.changes, wired.clock) for user in users]
    return [(News(place), Home(place)) for place in places]


def unread(users):
    return [(found.unread(), home.overview().unread_news) for found, home in users]


def test_what_a_colleague_has_read_is_still_new_to_me(wired):
    told(wired, title="Старое", text="Без номера")
    told(wired, **OFFER)
    users = (mine, _), (theirs, _) = colleagues(wired)
    theirs.mark_read(["n1"])
    assert unread(users) == [(2, 2), (1, 1)]
    assert [item.unread for item in mine.list()] == [True, True]
    assert [item.unread for item in theirs.list()] == [False, True]
    mine.mark_read(["n1", "n1", "event-1", "never came"])
    assert unread(users) == [(0, 0), (1, 1)]
    told(wired, **OFFER | {"text": "16 %"})
    assert unread(users) == [(1, 1), (2, 2)], "other words are new to all who have read the former"


def test_news_read_before_step_9_are_read_for_all(tmp_path, monkeypatch):
    from bsclient.storage import migrations
    from bsclient.storage.engine import Store

    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:8])
        before.setattr(migrations, "NEWEST", 8)
        store = Store(tmp_path / "client.db", now=lambda: NOW)
        with store.write() as work:
            for name, read_at in (("old", stamp(NOW)), ("new", "")):
                work.run(
                    "INSERT INTO news (id, kind, title, text, told, read_at) VALUES (?, 'news', ?, ?, ?, ?)",
                    (name, name, name, stamp(NOW), read_at),
                )
        store.close()
    store = Store(tmp_path / "client.db", now=lambda: NOW)
    with store.write() as work:
        for user in ("u1", "u2"):
            assert {row.id: row.read for row in news.everything(work, user)} == {"old": True, "new": False}
        news.mark_read(work, "u1", ["old", "new"])
    with store.read() as reader:
        assert [news.unread(reader, user, TODAY) for user in ("u1", "u2")] == [0, 1]
        assert reader.scalar("SELECT count(*) FROM news_read") == 2, "once is enough"
    store.close()


def test_news_hold_on_their_days_only(wired):
    tomorrow = (TODAY + DAY).isoformat()
    found = told(wired, **OFFER, valid_from=tomorrow, valid_to=tomorrow)
    assert (found.list(past=True), found.unread()) == ([], 0)
    wired.clock.time += DAY
    assert (len(found.list()), found.unread()) == (1, 1)
    wired.clock.time += DAY
    assert (found.list(), len(found.list(past=True)), found.unread()) == ([], 1, 0)


@pytest.mark.parametrize("bad", [{"title": "x" * 301}, {"valid_to": "soon"}, {"text": "x" * 20_001}])
def test_news_of_a_bad_form_are_refused_and_do_not_stop_the_feed(wired, bad):
    told(wired, **OFFER | bad)
    assert [item.row.id for item in told(wired, **OFFER | {"id": "n2"}).list()] == ["n2"]


def test_the_one_notice_kept_before_is_not_lost(tmp_path, monkeypatch):
    from bsclient.storage import migrations, settings
    from bsclient.storage.engine import Store

    with monkeypatch.context() as before:
        before.setattr(migrations, "NEWEST", 5)
        store = Store(tmp_path / "client.db", now=lambda: NOW)
        with store.write() as work:
            settings.put(work, "news", f"{stamp(NOW)}\nЗаголовок\nПервая строка\nвторая")
        store.close()
    store = Store(tmp_path / "client.db", now=lambda: NOW)
    with store.read() as reader:
        row = news.everything(reader, "u1")[0]
        assert settings.get(reader, "news") == ""
    store.close()
    assert (row.title, row.text, row.told) == ("Заголовок", "Первая строка\nвторая", NOW)


def quoted(desk, *rows):
    """Let the bank tell rates: currency, days ago, nominal, official, buy, sell."""
    made = [
        {
            "code": code, "title": code, "nominal": str(nominal), "official": official, "buy": buy, "sell": sell,
            "valid_from": (TODAY - ago * DAY).isoformat(), "valid_to": "", "source": "Банк",
        }
        for code, ago, nominal, official, buy, sell in rows
    ]  # fmt: skip
    book = {"name": "rates", "title": "", "source": "", "version": "1", "rows": made}
    desk.place.books.offered("rates", "1", json.dumps(book).encode())
    return Rates(desk.place)


def test_a_rate_holds_until_another_and_tomorrow_is_not_told_today(desk):
    rates = quoted(
        desk,
        ("USD", -1, 1, "90", "89", "91"),
        ("USD", 2, 1, "81", "80", "82"),
        ("USD", 9, 1, "79", "78", "80"),
        ("JPY", 3, 100, "52.1", "51", "53"),
    )
    assert rates.currencies() == ["JPY", "USD"]
    assert [quote.official for quote in rates.history("USD")] == [Decimal(79), Decimal(81)]
    assert [(quote.currency, quote.day) for quote in rates.latest()] == [
        ("JPY", TODAY - 3 * DAY), ("USD", TODAY - 2 * DAY)
    ]  # fmt: skip
    assert rates.quote("USD", Way.BANK, TODAY - 5 * DAY).buy == 78
    found = rates.convert(Decimal("1000.00"), ("JPY", "USD"), Way.OFFICIAL)
    assert found.result == Decimal("6.43"), "1000 × 0.521 ÷ 81 = 6.4320…"
    with pytest.raises(BadInput, match="rate_unknown"):
        rates.quote("USD", Way.BANK, TODAY - 10 * DAY)
    with pytest.raises(BadInput, match="rate_unknown"):
        rates.convert(Decimal(1), ("XAU", "RUB"), Way.OFFICIAL)


def test_official_rates_of_a_file_stand_beside_the_banks_own(desk, tmp_path):
    rates = quoted(desk, ("CNY", 1, 1, "11.2000", "11.1", "11.5"))
    path = tmp_path / "XML_daily.xml"
    path.write_bytes(CBR.format(day=f"{TODAY:%d.%m.%Y}").encode("windows-1251"))
    assert rates.take(path).day == TODAY
    rates.take(path)
    (shown,) = rates.latest()
    assert (shown.nominal, shown.official, shown.buy, shown.source) == (
        1,
        Decimal("11.35"),
        Decimal("11.1"),
        SOURCE,
    )
    assert rates.quote("CNY", Way.BANK).day == TODAY - DAY
    assert rates.convert(Decimal("100.00"), ("CNY", "RUB"), Way.OFFICIAL).result == Decimal("1135.00")
    path.write_bytes(b"<!DOCTYPE x>")
    with pytest.raises(BadInput, match="directory_malformed"):
        rates.take(path)


def test_rates_of_a_file_that_cannot_be_read_are_refused_by_its_name(desk, tmp_path):
    rates = Rates(desk.place)
    before = rates.latest()
    for path in (tmp_path, tmp_path / "none.xml"):
        with pytest.raises(BadInput, match="file_unreadable") as refused:
            rates.take(path)
        assert refused.value.facts["name"] == path.name
        assert refused.value.facts["reason"]
    assert rates.latest() == before


def test_the_converter_gives_what_the_bank_gives():
    prices = [
        ("1", "80.3", "82.2"),
        ("100", "51.0777", "53.9"),
        ("1", "0.0123", "0.0131"),
        ("10", "113.5", "113.5"),
    ]
    for bought in prices:
        for sold in prices:
            ours = [Quote("X", TODAY, int(n), None, Decimal(b), Decimal(s)) for n, b, s in (bought, sold)]
            banks = [
                fx.Rate("X", TODAY, int(n), Decimal(1), Decimal(b), Decimal(s), "")
                for n, b, s in (bought, sold)
            ]
            for minor in (1, 99, 100, 12_345, 999_999_999):
                result = converting.convert(Decimal(minor) / 100, *ours, Way.BANK)
                assert int(result * 100) == fx.bought(minor, *banks)


def test_only_fees_that_the_bank_told_are_shown(desk):
    assert Fees(desk.place).table() == [], "a directory that came with the program is not the bank's word"
    desk.place.books.offered(
        "currency_tariffs", "1", resource("directories/currency_tariffs.json").read_bytes()
    )
    found = {fee.code: fee for fee in Fees(desk.place).table()}
    assert (found["OUR"].percent, found["OUR"].least) == (Decimal("0.2"), Decimal("2500.00"))
    assert not found["urgent"].free


def test_the_fee_of_a_payment_is_that_of_its_route(desk):
    to_other = {"payee_bic": "044525974", "payment_kind": "", "amount": "1000000.00"}
    fees = Fees(desk.place)
    assert fees.of("payment_order", to_other) is None, "nothing is said that the bank has not told"
    desk.place.books.offered(cutoff_book.TARIFFS, "1", cutoff_book.tariffs())
    assert [fee.free for fee in fees.table()] == [True] * 3
    assert fees.of("payment_order", to_other) == Decimal("0.00")
    assert fees.of("payment_order", to_other | {"amount": ""}) == Decimal("0.00")
    assert fees.of("letter", to_other) is None
    book = json.loads(cutoff_book.tariffs())
    book["rows"][2] |= {"percent": "0.05", "least": "20.00", "most": "300.00"}
    book["rows"][1] |= {"percent": "free"}
    desk.place.books.offered(cutoff_book.TARIFFS, "2", json.dumps(book).encode())
    assert fees.of("payment_order", to_other) == Decimal("300.00")
    assert fees.of("payment_order", to_other | {"amount": "100000.30"}) == Decimal("50.00")
    assert fees.of("payment_order", to_other | {"amount": "1.00"}) == Decimal("20.00")
    assert fees.of("payment_order", to_other | {"amount": ""}) is None
    assert fees.of("payment_order", to_other | {"payment_kind": "срочно"}) is None
