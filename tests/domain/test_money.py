"""Amounts: what is read, what is refused, and that nothing is rounded in silence."""

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import money

READ = {
    "1234": "1234.00",
    "1234.5": "1234.50",
    "1234.56": "1234.56",
    "1234,56": "1234.56",
    "1234-56": "1234.56",
    "1234=": "1234.00",
    "1 234.56": "1234.56",
    "1\u00a0234\u00a0567,8": "1234567.80",
    "12\u202f345": "12345.00",
    " 7.92 ": "7.92",
    "0": "0.00",
    "0.01": "0.01",
    "007.10": "7.10",
    "999999999999999.99": "999999999999999.99",
    "999 999 999 999 999.99": "999999999999999.99",
}
REFUSED = {
    "": "amount_form",
    " ": "amount_form",
    ".": "amount_form",
    "1.": "amount_form",
    ".5": "amount_form",
    "1.234": "amount_form",
    "1,234.56": "amount_form",
    "1.234,56": "amount_form",
    "1'234": "amount_form",
    "12 34": "amount_form",
    "1 2345": "amount_form",
    "1234 567": "amount_form",
    "1 234\u00a0567": "amount_form",
    "1  234": "amount_form",
    "1 234=": "amount_form",
    "1 234-56": "amount_form",
    "1e3": "amount_form",
    "1E+3": "amount_form",
    "NaN": "amount_form",
    "Infinity": "amount_form",
    "sNaN": "amount_form",
    "+5": "amount_form",
    "--5": "amount_form",
    "1_000": "amount_form",
    "0x10": "amount_form",
    "١٢٣": "amount_form",
    "１２３": "amount_form",
    "12\n": "amount_form",
    "12\x00": "amount_form",
    "1-5-5": "amount_form",
    "=": "amount_form",
    "-5": "amount_negative",
    "-0.01": "amount_negative",
    "1000000000000000": "amount_too_long",
    "1000000000000000.00": "amount_too_long",
    "9" * 1_000_000: "amount_too_long",
    "x" * 1_000_000: "amount_form",
}


@pytest.mark.parametrize("text", READ)
def test_read(text: str) -> None:
    assert money.plain(money.parse_amount(text)) == READ[text]
    assert money.parse_amount(text).as_tuple().exponent == -2


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError) as caught:
        money.parse_amount(text)
    assert caught.value.args[0] == REFUSED[text]


def test_sign_and_zero_by_request() -> None:
    assert money.plain(money.parse_amount("-1 234,5", signed=True)) == "-1234.50"
    assert money.plain(money.parse_amount("-0", signed=True)) == "0.00"
    with pytest.raises(ValueError, match="amount_zero"):
        money.parse_amount("0.00", positive=True)


@given(st.text() | st.text("0123456789.,- =\u00a0eE+"))
def test_any_text_gives_an_amount_or_a_code(text: str) -> None:
    try:
        amount = money.parse_amount(text, signed=True)
    except ValueError as error:
        code = error.args[0]
    else:
        assert money.parse_amount(money.plain(amount), signed=True) == amount
        return
    assert code in {"amount_form", "amount_too_long"}


@given(st.integers(-money.MAX_MINOR, money.MAX_MINOR))
def test_minor_units_there_and_back(minor: int) -> None:
    amount = money.from_minor(minor)
    assert money.to_minor(amount) == minor
    assert money.parse_amount(money.plain(amount), signed=True) == amount
    assert money.to_minor(amount.normalize()) == minor


@given(st.integers(0, money.MAX_MINOR))
def test_a_careless_decimal_context_changes_nothing(minor: int) -> None:
    with localcontext(Context(prec=3, Emax=5, Emin=-5)):
        amount = money.from_minor(minor)
        assert money.to_minor(amount) == minor
        assert money.parse_amount(money.plain(amount)).as_tuple() == amount.as_tuple()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NaN", "amount_form"),
        ("-Infinity", "amount_form"),
        ("0.001", "amount_form"),
        ("1E-999999", "amount_form"),
        ("1E+999999", "amount_too_long"),
        ("1000000000000000", "amount_too_long"),
        ("-1E15", "amount_too_long"),
    ],
)
def test_decimals_that_are_no_amounts(text: str, code: str) -> None:
    for function in (money.to_minor, money.plain):
        with pytest.raises(ValueError) as caught:
            function(Decimal(text))
        assert caught.value.args[0] == code


def test_other_forms_of_the_same_decimal() -> None:
    assert money.to_minor(Decimal("1E+3")) == 100_000
    assert money.to_minor(Decimal("0E+999999")) == 0
    assert money.to_minor(Decimal("-0.000")) == 0
    assert money.to_minor(Decimal("1.23000")) == 123
    assert money.plain(Decimal(5)) == "5.00"
    with pytest.raises(ValueError, match="amount_too_long"):
        money.from_minor(10**17)
