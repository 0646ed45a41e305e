"""VAT: sums to the kopeck, rates by date, the wording in its place once."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import money, vat

KEPT = [
    "Оплата по счету 15 от 01.02.2026",
    "Возврат НДС 20% - 5.00",
    "Возврат НДС",
    "Оплата НДС за 3 квартал 2026",
    "Доплата по ставке НДС 22%",
    "НДС не облагается по договору 5",
    "",
]
REMOVED = {
    "Оплата по счету 15. В т.ч. НДС 20% - 333.33 руб.": "Оплата по счету 15",
    "Оплата по счету 15, в том числе НДС (20%) - 2 000,00 рублей": "Оплата по счету 15",
    "Оплата по счету 15 в т.ч. НДС 18 % 333-33": "Оплата по счету 15",
    "Оплата. НДС не облагается.": "Оплата",
    "Оплата по договору без НДС": "Оплата по договору",
    "Оплата. Без налога (НДС)": "Оплата",
    "Оплата (в т.ч. НДС 20% 333.33)": "Оплата",
    "Сумма 600-00 НДС 20% 100-00": "Сумма 600-00",
    "Оплата. В т.ч. НДС - 100.00 руб. Без НДС": "Оплата",
    "Без НДС": "",
}

amounts = st.integers(0, money.MAX_MINOR // 2).map(money.from_minor)
all_rates = st.sampled_from([0, 5, 7, 10, 18, 20, 22])


@given(amounts, all_rates)
def test_sums_are_the_nearest_kopeck_half_up(amount: Decimal, rate: int) -> None:
    for tax, exact in (
        (vat.included(amount, rate), Fraction(amount) * rate / (100 + rate)),
        (vat.on_top(amount, rate), Fraction(amount) * rate / 100),
    ):
        assert Fraction(-1, 200) < Fraction(tax) - exact <= Fraction(1, 200)
        assert tax.as_tuple().exponent == -2


@given(amounts, all_rates)
def test_the_tax_on_top_is_included_in_the_total(net: Decimal, rate: int) -> None:
    total = net + vat.on_top(net, rate)
    assert abs(vat.included(total, rate) - vat.on_top(net, rate)) <= Decimal("0.01")


def test_sums_of_the_examples() -> None:
    assert str(vat.included(Decimal(12200), 22)) == "2200.00"
    assert str(vat.included(Decimal(1000), 22)) == "180.33"
    assert str(vat.on_top(Decimal("0.25"), 10)) == "0.03"
    assert str(vat.on_top(Decimal(10000), 22)) == "2200.00"
    with pytest.raises(ValueError, match="amount_negative"):
        vat.included(Decimal(-1), 22)


def test_rates_by_date() -> None:
    assert set(vat.rates(date(2025, 12, 31))) == {0, 5, 7, 10, 20}
    assert set(vat.rates(date(2026, 1, 1))) == {0, 5, 7, 10, 20, 22}
    assert vat.rates(date(2026, 11, 22))[0] == 22
    assert 18 in vat.rates(date(2010, 1, 1))


def test_wordings() -> None:
    assert vat.phrase("included", 22, Decimal(2200)) == "В т.ч. НДС 22% - 2200.00 руб."
    assert vat.phrase("on_top", Decimal("10.0"), Decimal("5.5")) == "В т.ч. НДС 10% - 5.50 руб."
    assert vat.phrase("included", None, Decimal(7)) == "В т.ч. НДС - 7.00 руб."
    assert vat.phrase("none", None, None) == "НДС не облагается"
    assert vat.phrase("without", None, None) == "Без НДС"
    assert vat.phrase("", None, None) == ""
    for mode, amount in (("other", Decimal(1)), ("included", None)):
        with pytest.raises(ValueError, match="bad_choice"):
            vat.phrase(mode, 22, amount)


wordings = st.one_of(
    st.builds(vat.phrase, st.just("included"), all_rates | st.none(), amounts),
    st.sampled_from(["НДС не облагается", "Без НДС", ""]),
)
purposes = st.one_of(
    st.text(),
    st.text(" .,-НДСт.ч%0123456789рубвБез()", max_size=60),
    st.sampled_from([*KEPT, *REMOVED]),
    st.lists(
        st.sampled_from(["Оплата", "без НДС", "в т.ч. НДС 20% 5.00", ".", ",", " ", "НДС", "НДС 22%: 4"])
    ).map("".join),
)


@given(purposes, wordings)
def test_applying_twice_changes_nothing(purpose: str, wording: str) -> None:
    once = vat.apply(purpose, wording)
    assert vat.apply(once, wording) == once
    assert once.endswith(wording)


@given(purposes, wordings, wordings)
def test_the_last_wording_replaces_the_one_before(purpose: str, first: str, second: str) -> None:
    if first and second:
        assert vat.apply(vat.apply(purpose, first), second) == vat.apply(purpose, second)


@pytest.mark.parametrize("purpose", KEPT)
def test_other_text_is_kept(purpose: str) -> None:
    assert vat.without_phrase(purpose) == purpose
    assert vat.apply(purpose, "Без НДС").startswith(purpose)


@pytest.mark.parametrize("purpose", REMOVED)
def test_known_wordings_are_replaced(purpose: str) -> None:
    assert vat.without_phrase(purpose) == REMOVED[purpose]
    assert vat.apply(purpose, "НДС не облагается").count("НДС") == 1


def test_the_wording_is_joined_as_a_sentence() -> None:
    assert vat.apply("Оплата", "Без НДС") == "Оплата. Без НДС"
    assert vat.apply("Оплата.", "Без НДС") == "Оплата. Без НДС"
    assert vat.apply("Оплата,", "Без НДС") == "Оплата. Без НДС"
    assert vat.apply("", "Без НДС") == "Без НДС"
    assert vat.apply("Оплата. Без НДС", "") == "Оплата"


@pytest.mark.parametrize(
    ("purpose", "left"),
    [
        ("Оплата за цветы. В т.ч. НДС 22% - 2200.00 руб.", "Оплата за цветы"),
        ("Оплата за цветы.. Без НДС", "Оплата за цветы"),
        ("Оплата за цветы. НДС не облагается..", "Оплата за цветы"),
        ("Оплата по счёту 12. Без НДС", "Оплата по счёту 12"),
        ("Оплата за авг. Без НДС", "Оплата за авг."),
        ("Доплата 5.00 руб. Без НДС", "Доплата 5.00 руб."),
        ("Аванс и т.д.. Без НДС", "Аванс и т.д."),
        ("Оплата... Без НДС", "Оплата..."),
    ],
)
def test_the_stop_before_a_wording_goes_with_it(purpose: str, left: str) -> None:
    assert vat.without_phrase(purpose) == left
    assert vat.apply(left, "Без НДС").count("..") == left.count("..")


def test_a_purpose_without_a_wording_is_left_alone() -> None:
    assert vat.without_phrase("Оплата за цветы.") == "Оплата за цветы."
    assert vat.apply("Оплата за цветы..", "Без НДС") == "Оплата за цветы. Без НДС"
