"""The page of information: news become read when they are shown, rates and the converter name their day, fees are the bank's."""

import datetime as dt
import json

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    page_of,
    settle,
    texts,
    window_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from real_desk import NOW

from bsclient.bank.bankclock import Plan
from bsclient.bank.information import cutoff_book
from bsclient.domain.converting import Way
from bsclient.protocol.messages import Event, NewsData
from bsclient.services.information import news_word

TODAY = NOW.date()


def tell(desk, seq, title, **more):
    event = Event(seq=seq, kind="news", time=NOW + dt.timedelta(minutes=seq), data={})
    with desk.place.store.write() as work:
        news_word.apply(work, event, NewsData(title=title, text="<b>Text</b>", id=str(seq), **more))


def test_news_are_read_when_they_are_shown(desk, window):
    tell(desk, 1, "First", kind="notice")
    tell(desk, 2, "Second", valid_to="2026-11-30")
    page = page_of(window, "information", part="news")
    settle()
    view = page.views["news"]
    assert texts(view.table, "title") == ["Second", "First"]
    assert (view.head.text(), view.body.text()) == ("Second", "<b>Text</b>")
    assert "Until 30/11/2026 inclusive" in view.about.text()
    assert desk.news.unread() == 1
    view.table.select_place(1)
    settle()
    assert (view.head.text(), desk.news.unread()) == ("First", 0)
    tell(desk, 1, "", withdrawn=True)
    settle()
    assert texts(view.table, "title") == ["Second"]
    view.past.setChecked(True)
    settle()
    assert texts(view.table, "state") == ["Until 30/11/2026 inclusive", "Withdrawn by the bank"]


def test_titles_of_read_and_unread_news_begin_at_one_line(desk, window):
    tell(desk, 1, "First")
    tell(desk, 2, "Second")
    page = page_of(window, "information", part="news")
    settle()
    cells = [page.views["news"].table.paged.cell(place, 0) for place in range(2)]
    assert [(cell.text, cell.icon, cell.colour) for cell in cells] == [
        ("Second", "letter_open", ""), ("First", "letter", "accent")
    ]  # fmt: skip


def test_keys_turn_to_the_view_beside(desk, window):
    page = page_of(window, "information", part="news")
    settle()
    for key, view in (
        (Qt.Key.Key_PageDown, "rates"),
        (Qt.Key.Key_PageUp, "news"),
        (Qt.Key.Key_PageUp, "papers"),
    ):
        QTest.keyClick(page.view.focusProxy(), key, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert page.tabs.value() == view


def test_rates_are_shown_and_converted(desk, window):
    rows = [
        {
            "code": "USD",
            "title": "USD",
            "nominal": "1",
            "official": official,
            "buy": "80",
            "sell": "82.5",
            "valid_from": day,
        }
        for day, official in (("2026-11-19", "81.5000"), ("2026-11-18", "81.0000"))
    ]
    book = {"name": "rates", "title": "", "source": "", "version": "1", "rows": rows}
    desk.place.books.offered("rates", "1", json.dumps(book).encode())
    page = page_of(window, "information", part="rates")
    settle()
    view = page.views["rates"]
    assert [texts(view.table, key) for key in ("currency", "official", "moved", "day")] == [
        ["USD"], ["81.5000"], ["+0.5000"], ["19/11/2026"]
    ]  # fmt: skip
    assert texts(view.table, "name") == ["US dollar"]
    assert view.chart.words(1).splitlines()[0] == "19/11/2026"
    page.tabs.choose("converter")
    settle()
    converter = page.view
    converter.amount.setText("100")
    settle()
    assert converter.result.text() == "100.00\u00a0$ = 8,000.00\u00a0₽"
    assert "19/11/2026" in converter.basis.text()
    converter.swap.click()
    settle()
    assert "1.21" in converter.result.text()
    converter.way.setCurrentIndex(converter.way.findData(Way.OFFICIAL.value))
    settle()
    assert "Official rate of 19/11/2026: 1 USD = 81.5000 RUB" in converter.basis.text()
    converter.amount.setText("much")
    settle()
    assert (converter.result.text(), "1,000.50" in converter.basis.text()) == ("", True)


def test_the_converter_takes_the_rate_of_a_chosen_day_and_says_which(desk, window):
    row = {"code": "USD", "title": "USD", "nominal": "1", "buy": "80", "sell": "82.5"}
    rows = [
        row | {"official": official, "valid_from": (TODAY - dt.timedelta(days=ago)).isoformat()}
        for ago, official in ((1, "81.5000"), (4, "80.0000"))
    ]
    book = {"name": "rates", "title": "", "source": "", "version": "1", "rows": rows}
    desk.place.books.offered("rates", "1", json.dumps(book).encode())
    converter = page_of(window, "information", part="converter").view
    converter.amount.setText("100")
    converter.way.setCurrentIndex(converter.way.findData(Way.OFFICIAL.value))
    settle()
    assert converter.chosen_day() == TODAY
    assert converter.day.maximumDate() == converter.day.date(), "nobody knows the rates of days to come"
    day, before, used, asked = (f"{TODAY - dt.timedelta(days=ago):%d/%m/%Y}" for ago in (1, 4, 4, 3))
    assert converter.basis.text().splitlines() == [
        f"Official rate of {day}: 1 USD = 81.5000 RUB",
        f"No rate of USD was told for {TODAY:%d/%m/%Y}: the last one before it, of {day}, is taken.",
    ]
    converter.day.setDate(converter.day.date().addDays(-4))
    settle()
    assert converter.result.text() == "100.00\u00a0$ = 8,000.00\u00a0₽"
    assert converter.basis.text() == f"Official rate of {before}: 1 USD = 80.0000 RUB"
    converter.day.setDate(converter.day.date().addDays(1))
    settle()
    assert f"told for {asked}: the last one before it, of {used}" in converter.basis.text()
    converter.day.setDate(converter.day.date().addDays(-2))
    settle()
    assert (converter.result.text(), "USD" in converter.basis.text()) == ("", True)


def test_routes_and_fees_are_the_banks_word(desk, window):
    page = page_of(window, "information", part="conditions")
    settle()
    assert (texts(page.view.routes, "title"), texts(page.view.fees, "title")) == ([], [])
    desk.place.books.offered("cut_offs", "1", cutoff_book.book(Plan()))
    settle()
    assert texts(page.view.routes, "days") == [
        "Every day", "Working days", "Working days", "Every day", "Working days", "Working days",
    ]  # fmt: skip
    assert texts(page.view.routes, "runs")[:2] == ["At once", "At once"]
    assert texts(page.view.routes, "next") == [
        "At once, round the clock", "Within seconds", "Today at 14:00", "Within seconds",
        "Within seconds, after currency control", "Within seconds",
    ]  # fmt: skip
    assert texts(page.view.routes, "runs")[4:] == ["From 10:00 to 18:00"] * 2
    desk.place.books.offered(cutoff_book.TARIFFS, "1", cutoff_book.tariffs())
    settle()
    assert texts(page.view.fees, "note") == ["Included in the package"] * 3
