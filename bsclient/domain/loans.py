"""Arithmetic of loans, the same for the form that shows the payments and for the bank that takes them.

Sums are minor units. Payments fall on the day of the month on which the loan was granted; interest is that of the days
passed (`domain.interest`).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from bsclient.domain.interest import add_months, annuity, interest, rounded

BOOK: Final = "loan_products"
KIND: Final = "loan"
ANNUITY: Final = "annuity"
DIFFERENTIATED: Final = "differentiated"
AT_END: Final = "end"
REPAYMENTS: Final = {
    ANNUITY: "Equal monthly payments",
    DIFFERENTIATED: "Equal parts of the debt and interest every month",
    AT_END: "Interest every month, the debt at the end",
}
ONCE: Final = "loan"
REVOLVING: Final = frozenset(("line", "overdraft"))
"""Kinds whose limit is free again when money was repaid."""
CREDITS: Final = {
    ONCE: "Loan",
    "line": "Revolving credit line",
    "line_once": "Non-revolving credit line",
    "overdraft": "Overdraft",
}
WHOLE: Final = "whole"
PART: Final = "part"
SCOPES: Final = {WHOLE: "The whole debt", PART: "A part of the debt"}


def principal(debt: int, percent: Decimal, left: int, repayment: str, earned: int) -> int:
    """Return how much of the debt a payment repays when so many are `left`, this one included; `earned` is its interest."""
    if left <= 1:
        return debt
    if repayment == ANNUITY:
        return min(max(annuity(debt, percent, left) - earned, 0), debt)
    return rounded(Fraction(debt, left)) if repayment == DIFFERENTIATED else 0


def plan(
    amount: int, percent: Decimal, start: date, months: int, repayment: str
) -> list[tuple[date, int, int]]:
    """Return day, interest and principal of all payments of a sum that is drawn at once."""
    found, since = [], start
    for number in range(1, months + 1):
        day = add_months(start, number)
        earned = interest(amount, percent, since, day)
        repaid = principal(amount, percent, months - number + 1, repayment, earned)
        found.append((day, earned, repaid))
        amount, since = amount - repaid, day
    return found
