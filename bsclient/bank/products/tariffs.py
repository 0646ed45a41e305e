"""What the bank takes for operations in foreign currency: its directory `currency_tariffs`, sums in roubles.

A fee from an account in another currency is exchanged at the bank's rate, since the bank earns in roubles only.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from bsclient.bank.books import fx
from bsclient.bank.books.ledger import Account
from bsclient.bank.products.interest import rounded
from bsclient.bank.work.postings import Leg
from bsclient.bank.work.transaction import Work
from bsclient.domain.money import parse_amount, to_minor

BOOK: Final = "currency_tariffs"
_HUNDRED: Final = 100


def fee(work: Work, code: str, roubles: int) -> int:
    """Return the fee for an operation of so many kopecks: a share between two bounds; 0 without a tariff."""
    row = work.directories.find(BOOK, code, work.today)
    if row is None:
        return 0
    share = rounded(Fraction(roubles) * Fraction(Decimal(row["percent"])) / _HUNDRED)
    least, most = (to_minor(parse_amount(row[name])) for name in ("least", "most"))
    return min(max(share, least), most)


def cost(work: Work, account: Account, kopecks: int) -> int:
    """Return what a fee of so many kopecks costs in the minor units of an account's currency, rounded up."""
    return fx.price(kopecks, fx.need(work, fx.ROUBLES), fx.need(work, account.currency))


def charge(work: Work, account: Account, kopecks: int, leg: Leg) -> None:
    """Take a fee from an account; legs `leg.number` and, for another currency, the one after it."""
    if not kopecks:
        return
    fees = work.house("fees")
    if account.currency == fx.ROUBLES:
        work.post(account, fees, kopecks, leg)
    else:
        fx.exchange(work, (account, fees), (cost(work, account, kopecks), kopecks), leg)
