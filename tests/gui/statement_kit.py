"""A page of statements over a real base with two accounts of sixty operations each, for tests of its views."""

import datetime as dt
from decimal import Decimal

import pytest
from bank_stage import Window
from PySide6.QtWidgets import QApplication, QWidget
from real_desk import ACCOUNT, NOW, Office

from bsclient.gui import tasks
from bsclient.gui.statements.page import StatementsPage
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.storage import ledger
from bsclient.storage.rows.statements import AccountRow, EntryRow

START, END = dt.date(2026, 9, 1), dt.date(2026, 11, 20)
DOLLARS = "40702840138000000019"
NAMES = (("ООО «Чистый офис»", "7710140679"), ("ПАО «МТС»", "7740000076"), ("Иванов И. И.", ""))
PURPOSES = ("Аренда помещения за ноябрь", "Услуги связи по счёту 4451", "Заработная плата за октябрь")


def entries_of(account, currency):
    """Two operations on each of thirty days; balances follow from one another."""
    balance, made = Decimal("1000000.00"), []
    for at in range(60):
        day = START + dt.timedelta(days=at // 2 * 2)
        credit, amount = at % 3 != 1, Decimal(1000 + at)
        balance += amount if credit else -amount
        name, inn = NAMES[at % 3]
        made.append(EntryRow(
            id=f"{account[-3:]}{at}", account=account, value_date=day,
            posted=dt.datetime.combine(day, dt.time(9, at % 60), dt.UTC), credit=credit, amount=amount,
            currency=currency, balance_after=balance, operation_type="01" if at % 2 else "17",
            number=str(at + 1), document_date=day, counterparty_name=name, counterparty_inn=inn,
            counterparty_account="40702810338000000025", purpose=PURPOSES[at % 3],
        ))  # fmt: skip
    return made, balance


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = Office(tmp_path_factory.mktemp("views")).desk()
    with opened.place.store.write() as work:
        for number, currency in ((ACCOUNT, "RUB"), (DOLLARS, "USD")):
            made, balance = entries_of(number, currency)
            ledger.put_account(work, AccountRow(
                number=number, currency=currency, name="Счёт", balance=balance, available=balance,
                opened=None, updated=NOW,
            ))  # fmt: skip
            ledger.add_entries(work, made)
    yield opened
    opened.close()


@pytest.fixture
def shell(qtbot, desk, tmp_path):
    window = QWidget()
    qtbot.addWidget(window)
    return Window(desk, window, tmp_path)


@pytest.fixture
def page(qtbot, desk, shell):
    made = StatementsPage(desk, shell)
    qtbot.addWidget(made)
    made.resize(1090, 600)
    made.show()
    qtbot.waitExposed(made)
    made.open(account=ACCOUNT, start=START, end=END)
    assert tasks.wait_idle()
    yield made
    for dialog in dialogs():
        dialog.close()
    assert not shell.errors


def turn(page, view):
    page.tabs.choose(view)
    assert tasks.wait_idle()
    return page.view


def rows(table):
    return [table.paged.row(place) for place in range(table.paged.rowCount())]


def dialogs():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, Dialog) and each.isVisible()]
