"""The summary over two organisations of one session: encrypted bases opened one after the other, sums checked by hand."""

import datetime as dt
import shutil
from decimal import ROUND_HALF_UP, Decimal

import pytest
from PySide6.QtTest import QTest
from real_desk import ACCOUNT, NOW, PASSPHRASE
from two_offices import open_desktop, two_offices

from bsclient import clock
from bsclient.crypto.secret import Secret
from bsclient.gui import format as written
from bsclient.gui import seating, tasks
from bsclient.gui.login.window import LoginWindow
from bsclient.gui.seating import Seat
from bsclient.services.documents import lookups
from bsclient.services.profiles import load_profile
from bsclient.services.statements.opened import OPENED
from bsclient.storage import feed, ledger
from bsclient.storage.rows.statements import AccountRow, EntryRow

TODAY = clock.business_day(clock.now())
YESTERDAY = clock.now() - dt.timedelta(days=1)
DOLLARS = "40702840138000000019"
HERS = "40702810938000000088"
BALANCES = {ACCOUNT: Decimal("12543890.45"), DOLLARS: Decimal("1000.10"), HERS: Decimal("700000.55")}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return two_offices(tmp_path_factory, "ООО «Василёк»")


@pytest.fixture
def desktop(qtbot, made, tmp_path, monkeypatch):
    monkeypatch.setattr("bsclient.gui.syncing.WAIT_SECONDS", 0)
    home = shutil.copytree(made, tmp_path / "home")
    with open_desktop(home) as opened:
        yield opened


def bank_told(desktop, account, currency, when=None):
    """Let the open profile know an account with one credit of 100.00 today, and when its bank was asked last."""
    place = desktop.window.shell.desk.place
    balance = BALANCES[account]
    row = AccountRow(
        number=account,
        currency=currency,
        name="",
        balance=balance,
        available=balance,
        opened=None,
        updated=NOW,
    )
    entry = EntryRow(
        id=f"1/{account}", account=account, value_date=TODAY, posted=clock.now(), credit=True, amount=Decimal("100.00"),
        currency=currency, balance_after=balance, operation_type="01",
    )  # fmt: skip
    with place.store.write() as work:
        ledger.put_account(work, row)
        ledger.add_entries(work, [entry])
        feed.synchronised(work)
        if when is not None:
            work.run("UPDATE feed SET synchronised_at = ?", (clock.stamp(when),))


def go_over(desktop, qtbot, profile):
    """Open another organisation with its own passphrase, as the screen of switching does."""
    before = desktop.window
    folder = before.shell.desk.profile.folder.parent / profile
    found = load_profile(folder)
    seat = Seat(found, found.user("dir"), here=False, key=True)
    before.switched.emit(seat, seating.open_key(seat, Secret.of(PASSPHRASE)))
    qtbot.waitUntil(lambda: desktop.window is not before, timeout=60_000)
    assert tasks.wait_idle(30)


def summary(desktop, currency="", *, everyone=True):
    desktop.window.shell.open_page("statements", view="summary")
    assert tasks.wait_idle(30)
    view = desktop.window._host.page.view
    view.everyone.setChecked(everyone)
    view.currency.setCurrentIndex(view.currency.findData(currency))
    view.day.setDate(view.day.date())
    view.read()
    assert tasks.wait_idle(30)
    return view


def rows(view):
    paged = view.table.paged
    return {row.account: row for row in map(paged.row, range(paged.rowCount()))}


def test_two_organisations_add_up_and_the_closed_one_says_as_of_when(desktop, qtbot):
    bank_told(desktop, ACCOUNT, "RUB", YESTERDAY)
    bank_told(desktop, DOLLARS, "USD", YESTERDAY)
    alone = summary(desktop)
    assert set(rows(alone)) == {ACCOUNT, DOLLARS}
    assert "Only this organisation so far" in alone.notes.text()
    assert f"asked last on {written.instant(YESTERDAY)}" in alone.notes.text()

    go_over(desktop, qtbot, "vasilek")
    bank_told(desktop, HERS, "RUB")
    view = summary(desktop)
    told = rows(view)
    assert {one: (row.organisation, row.closing, row.here) for one, row in told.items()} == {
        ACCOUNT: ("ООО «Ромашка»", Decimal("12543890.45"), False),
        DOLLARS: ("ООО «Ромашка»", Decimal("1000.10"), False),
        HERS: ("ООО «Василёк»", Decimal("700000.55"), True),
    }
    assert {row.opening for row in told.values()} == {row.closing - 100 for row in told.values()}
    shown = view.figures.shown()
    assert shown["RUB: closing balance"] == written.amount(Decimal("13243891.00"), "RUB")
    assert shown["USD: closing balance"] == written.amount(Decimal("1000.10"), "USD")
    assert view.notes.text() == f"ООО «Ромашка» (ПАО Сбербанк): closed, as of {written.instant(YESTERDAY)}"
    assert not view.table.isColumnHidden([each.key for each in view.table.paged.columns].index("told"))
    assert any("ООО «Ромашка»" in line for line in view.tabular().below)

    view = summary(desktop, "RUB")
    rate = lookups.rates(desktop.window.shell.desk.place.books, TODAY)["USD"]
    dollars = (Decimal("1000.10") * rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert rows(view)[DOLLARS].in_currency == dollars
    whole = Decimal("12543890.45") + Decimal("700000.55") + dollars
    assert view.figures.shown()["All together"] == written.amount(whole, "RUB")
    assert set(rows(summary(desktop, everyone=False))) == {HERS}

    go_over(desktop, qtbot, "romashka")
    back = summary(desktop)
    assert {one: row.here for one, row in rows(back).items()} == {ACCOUNT: True, DOLLARS: True, HERS: False}
    assert "ООО «Василёк» (ПАО Сбербанк): closed, as of" in back.notes.text()


def test_a_closed_organisation_leads_nowhere_and_is_not_known_before_its_extract(desktop, qtbot, monkeypatch):
    bank_told(desktop, ACCOUNT, "RUB")
    go_over(desktop, qtbot, "vasilek")
    bank_told(desktop, HERS, "RUB")
    view = summary(desktop)
    paged = view.table.paged
    both = [paged.row(place) for place in range(paged.rowCount())]
    assert {row.account: row.here for row in both} == {ACCOUNT: False, HERS: True}
    said = []
    monkeypatch.setattr(type(view.ground.shell), "notify", lambda _shell, words, *_more: said.append(words))
    view.table.opened.emit(next(row for row in both if not row.here))
    assert "go over to it" in said[0]
    long_ago = TODAY - dt.timedelta(days=1000)
    view.day.setDate(long_ago)
    assert tasks.wait_idle(30)
    assert all(row.here for row in map(paged.row, range(paged.rowCount())))
    assert "not known before" in view.notes.text()


def test_a_lock_and_a_log_out_forget_the_others(desktop, qtbot):
    go_over(desktop, qtbot, "vasilek")
    assert [each.profile for each in OPENED.all()] == ["romashka"]
    desktop.window.lock()
    qtbot.waitUntil(lambda: not OPENED.all(), timeout=20_000)
    assert tasks.wait_idle(30)
    go_over(desktop, qtbot, "romashka")
    assert not OPENED.all(), "a locked base leaves nothing behind"
    go_over(desktop, qtbot, "vasilek")
    assert [each.profile for each in OPENED.all()] == ["romashka"]
    desktop.window.log_out()
    qtbot.waitUntil(lambda: isinstance(desktop.window, LoginWindow), timeout=20_000)
    qtbot.waitUntil(lambda: not OPENED.all(), timeout=20_000)
    QTest.qWait(50)
    assert tasks.wait_idle(30)
