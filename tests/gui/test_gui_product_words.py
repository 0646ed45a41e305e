"""What the card of a product says: terms by name, codes in words, what can be done with it."""

import pytest

from bsclient.gui.forms import product_words
from bsclient.gui.products.page import deeds

TERMS = {
    "deposit": "rate early_rate payout top_up withdrawal least_balance most product offer version term_days "
    "capitalisation prolongation return_account interest early_interest paid_interest counted paid_until",
    "letter_of_credit": "regime availability deferred_days beneficiary beneficiary_inn beneficiary_bank beneficiary_bic "
    "beneficiary_account applicant_name contract return_account presented paid",
    "loan": "credit rate repayment penalty months product version early_notice_days limit available payment_account debt "
    "drawn interest paid_interest counted paid_until next_payment overdue",
    "guarantee": "contract_number contract_date beneficiary beneficiary_inn issued fee_rate fee subject product version",
}


@pytest.mark.parametrize("kind", TERMS)
def test_every_term_has_a_name(kind):
    assert [name for name in TERMS[kind].split() if name not in product_words._TERMS] == []


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("payout", "monthly", "Every month"),
        ("credit", "line", "Revolving credit line"),
        ("availability", "sight", "By payment at sight"),
        ("top_up", "1", "yes"),
        ("version", "1", "1"),
        ("rate", "11.5", "11.5"),
        ("interest", "1315.07", "1,315.07"),
        ("regime", "other", "other"),
    ],
)
def test_terms_are_written_as_people_read_them(qapp, name, value, shown):
    assert product_words.term_value(value, name) == shown


def test_what_ends_a_product_comes_last():
    assert [deed.type for deed in deeds("deposit")] == [
        "deposit_top_up",
        "deposit_withdrawal",
        "deposit_closing",
    ]
    assert [deed.type for deed in deeds("letter_of_credit")] == ["lc_amendment"]
    assert {deed.type for deed in deeds("loan")} == {"loan_tranche", "loan_repayment"}
