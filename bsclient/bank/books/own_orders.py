"""What the bank's staff does with a client's account: a fee by a bank order, a mended mistake by a memorial order.

The client gets the order as a document that the bank signed, beside the entry of his statement.
"""

from __future__ import annotations

from typing import Final

from bsclient.bank.books import house, warrants
from bsclient.bank.books.ledger import Account
from bsclient.bank.work.postings import BANK_ORDER
from bsclient.bank.work.transaction import Leg, Work
from bsclient.domain.money import from_minor, plain
from bsclient.errors import NotAllowed

MEMORIAL: Final = "09"
"""Code of the kind of operation: memorial order (762-П, annex 1)."""
_ROUBLES: Final = "RUB"
_PRIORITY: Final = "5"


def fee(work: Work, number: str, amount: int, purpose: str) -> str:
    """Take a fee from a client's rouble account; returns the number of the bank order. NotAllowed("insufficient_funds")."""
    fees = house.number(work.profile.bic, "fees")
    work.ledger.lock([number, fees])
    own = _clients(work, number)
    order = warrants.next_number(work, "bank")
    leg = Leg(None, kind="fee", purpose=purpose, details=_head(work, order) | {"operation_type": BANK_ORDER})
    work.post(own, work.house("fees"), amount, leg)
    told = work.side("payer", own) | work.side("payee", work.house("fees")) | _head(work, order)
    told |= {
        "operation_type": BANK_ORDER,
        "amount": plain(from_minor(amount)),
        "purpose": purpose,
        "debited": work.today.isoformat(),
    }
    warrants.send(work, own.client_id or "", "bank_order", told)
    return order


def mend(work: Work, number: str, amount: int, ground: str) -> str:
    """Take back what was credited by mistake; it goes to the sums to be cleared up. Returns the memorial order's number."""
    unclear = house.number(work.profile.bic, "unclear")
    work.ledger.lock([number, unclear])
    own, other = _clients(work, number), work.house("unclear")
    order = warrants.next_number(work, "memorial")
    purpose = "Исправление ошибочного зачисления"
    details = _head(work, order) | {"operation_type": MEMORIAL}
    work.post(
        own, other, amount, Leg(None, kind="correction", purpose=f"{purpose}: {ground}", details=details)
    )
    told = {
        "number": order,
        "date": work.today.isoformat(),
        "cipher": MEMORIAL,
        "amount": plain(from_minor(amount)),
        "debit_name": work.side("payer", own)["payer_name"],
        "debit_account": own.number,
        "credit_name": work.profile.name,
        "credit_account": other.number,
        "purpose": purpose,
        "ground": ground,
    }
    warrants.send(work, own.client_id or "", "memorial_order", told)
    return order


def _clients(work: Work, number: str) -> Account:
    own = work.ledger.find(number)
    if own is None or own.client_id is None or own.closed or own.currency != _ROUBLES:
        raise NotAllowed("payer_account_unknown", account=number)
    return own


def _head(work: Work, number: str) -> dict[str, str]:
    return {"number": number, "date": work.today.isoformat(), "priority": _PRIORITY}
