"""Interest by days of the year, fractions of a kopeck, months of unequal length, rates of exchange."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.bank.books import fx
from bsclient.bank.books.fx import Rate
from bsclient.bank.products.interest import add_months, annuity, exact, interest, part, rounded

# (sum in roubles, percent, start, end, interest in kopecks), each computed by hand
TABLE = [
    ("100000.00", "12", date(2026, 1, 1), date(2026, 1, 31), 98_630),  # 30 of 365 days
    ("100000.00", "12", date(2024, 1, 1), date(2024, 1, 31), 98_361),  # 30 of 366
    ("100000.00", "12", date(2026, 11, 18), date(2026, 11, 18), 0),
    ("100000.00", "10", date(2027, 12, 31), date(2028, 1, 1), 2_732),  # the day belongs to the leap year
    ("100000.00", "10", date(2028, 12, 30), date(2029, 1, 2), 8_212),  # 1/366 + 2/365
    ("0.01", "12", date(2026, 1, 1), date(2026, 1, 31), 0),
    ("1000000000.00", "14.5", date(2026, 1, 1), date(2027, 1, 1), 14_500_000_000),
    ("365.00", "0.5", date(2026, 1, 1), date(2026, 1, 2), 1),  # half a kopeck is one
]


@pytest.mark.parametrize(("amount", "percent", "start", "end", "expected"), TABLE)
def test_interest(amount, percent, start, end, expected):
    minor = int(Decimal(amount) * 100)
    assert interest(minor, Decimal(percent), start, end) == expected


@given(
    st.integers(1, 10**15), st.decimals("0", "99", places=4), st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 900), st.integers(0, 900),
)  # fmt: skip
def test_interest_of_two_parts_is_that_of_the_whole(amount, percent, start, first, second):
    middle = date.fromordinal(start.toordinal() + first)
    end = date.fromordinal(middle.toordinal() + second)
    assert exact(amount, percent, start, middle) + exact(amount, percent, middle, end) == exact(
        amount, percent, start, end
    )


@pytest.mark.parametrize(
    ("value", "expected"), [("1/2", 1), ("-1/2", -1), ("3/2", 2), ("49/100", 0), ("5/2", 3)]
)
def test_halves_are_rounded_up(value, expected):
    assert rounded(Fraction(value)) == expected


def test_a_percentage_of_a_sum():
    assert part(12_345, Decimal("0.1")) == 12
    assert part(50, Decimal(1)) == 1


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 18), 12, date(2027, 11, 18)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
        (date(2026, 12, 5), 0, date(2026, 12, 5)),
    ],
)
def test_months_later(day, months, expected):
    assert add_months(day, months) == expected


def test_an_annuity_repays_the_loan():
    payment = annuity(100_000_000, Decimal(12), 12)
    assert payment == 8_884_879  # 1,000,000 roubles for a year: 88,848.79 a month
    assert annuity(1_200, Decimal(0), 12) == 100


USD = Rate("USD", date(2026, 1, 1), 1, Decimal("81.25"), Decimal("80.30"), Decimal("82.20"), "")
CNY = Rate("CNY", date(2026, 1, 1), 10, Decimal("113.80"), Decimal("112.10"), Decimal("115.50"), "")
RUB = Rate("RUB", date(2026, 1, 1), 1, Decimal(1), Decimal(1), Decimal(1), "")


def test_what_an_exchange_gives_and_costs():
    assert fx.bought(100_000, USD, RUB) == 8_030_000
    assert fx.price(100_000, USD, RUB) == 8_220_000
    assert (fx.bought(42, RUB, USD), fx.price(1, USD, RUB)) == (0, 83)
    assert fx.bought(100_000, USD, CNY) == 695_238  # 80,300.00 roubles at 11.55
    assert fx.official(1_000, CNY) == 11_380


@given(st.integers(1, 10**12))
def test_nobody_gains_by_going_to_and_fro(amount):
    there = fx.bought(amount, RUB, USD)
    assert fx.bought(there, USD, RUB) <= amount
