"""Amounts stand alike on every paper and in every content that is signed: one writer of groups, comma and sign."""

from decimal import Decimal

import pytest

from bsclient.domain.content import shown_amount
from bsclient.printing.statement import money

SHOWN = {
    "0": "0,00",
    "5": "5,00",
    "-5.5": "−5,50",
    "1234567.05": "1\u00a0234\u00a0567,05",
    "-44555.14": "−44\u00a0555,14",
    "-0.125": "−0,125",
    "1234.5678": "1\u00a0234,5678",
}


@pytest.mark.parametrize(("amount", "text"), SHOWN.items())
def test_a_statement_writes_amounts_as_contents_do(amount, text):
    assert money(Decimal(amount)) == text
    if "." in amount and len(amount.partition(".")[2]) > 1:
        assert shown_amount(amount) == text


def test_what_is_no_amount_stays_as_it_is():
    assert [shown_amount(text) for text in ("", "-", "NaN", "1-2")] == ["", "-", "NaN", "1-2"]
