"""Words for products at the bank: kinds, states, terms and captions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bsclient.domain import control
from bsclient.domain.money import parse_amount
from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr

if TYPE_CHECKING:
    from bsclient.services.information.products import ProductView

_KINDS: Final[Mapping[str, str]] = {
    "deposit": N_("Deposit"),
    "loan": N_("Loan"),
    "guarantee": N_("Guarantee"),
    "letter_of_credit": N_("Letter of credit"),
    "contract": N_("Contract on record"),
    "card": N_("Card"),
    "account": N_("Account"),
    "acceptance": N_("Acceptance in advance"),
    "payroll": N_("Wage agreement"),
    "salary_account": N_("Salary account"),
}
_PLURALS: Final[Mapping[str, str]] = {
    "deposit": N_("Deposits"),
    "loan": N_("Loans"),
    "guarantee": N_("Guarantees"),
    "letter_of_credit": N_("Letters of credit"),
    "contract": N_("Contracts on record"),
    "card": N_("Cards"),
    "account": N_("Accounts"),
    "acceptance": N_("Acceptances in advance"),
    "payroll": N_("Wage agreements"),
    "salary_account": N_("Salary accounts"),
}
_STATES: Final[Mapping[str, str]] = {
    "open": N_("Is open"),
    "active": N_("In force"),
    "closed": N_("Closed"),
    "overdue": N_("Overdue"),
    "refused": N_("Refused"),
    "removed": N_("Taken off the record"),
    "expired": N_("Expired"),
    "pending": N_("Being considered"),
}


KINDS: Final = tuple(_KINDS)
OVER: Final = frozenset({"closed", "removed", "refused", "expired"})
"""States of products that are over."""
_TERMS: Final[Mapping[str, str]] = {
    "name": N_("Full name"),
    "agreement": N_("Wage agreement"),
    "birthday": N_("Day of birth"),
    "card": N_("Card"),
    "rate": N_("Rate, % a year"),
    "interest": N_("Interest accrued"),
    "paid_interest": N_("Interest paid"),
    "debt": N_("Debt"),
    "limit": N_("Limit"),
    "available": N_("Available"),
    "term_days": N_("Term, days"),
    "product": N_("Kind of product"),
    "capitalisation": N_("Interest joins the deposit"),
    "top_up": N_("May be topped up"),
    "withdrawal": N_("May be withdrawn in part"),
    "prolongation": N_("Prolonged by itself"),
    "least_balance": N_("Balance that must stay"),
    "most": N_("Balance at most"),
    "early_rate": N_("Rate when closed early, % a year"),
    "early_interest": N_("Interest at the rate of early closing"),
    "paid_until": N_("Interest paid until"),
    "counted": N_("Interest counted until"),
    "payout": N_("Interest is paid"),
    "offer": N_("Code of the offer"),
    "version": N_("Version of the terms"),
    "return_account": N_("Account of return"),
    "credit": N_("Form of credit"),
    "repayment": N_("Repayment"),
    "penalty": N_("Penalty for delay, % a day"),
    "months": N_("Term, months"),
    "early_notice_days": N_("Notice of early repayment, days"),
    "payment_account": N_("Account of payments"),
    "drawn": N_("Drawn in all"),
    "overdue": N_("Overdue"),
    "next_payment": N_("Next payment"),
    "issued": N_("Form"),
    "fee": N_("Fee"),
    "fee_rate": N_("Fee, % a year"),
    "regime": N_("Rules"),
    "availability": N_("Paid"),
    "deferred_days": N_("Days after acceptance"),
    "presented": N_("Documents presented for"),
    "paid": N_("Paid out"),
    "contract": N_("Contract"),
    "applicant_name": N_("Applicant"),
    "beneficiary_inn": N_("Beneficiary's INN"),
    "beneficiary_account": N_("Beneficiary's account"),
    "beneficiary_bic": N_("Beneficiary's bank, code"),
    "contract_number": N_("Number of the contract"),
    "contract_date": N_("Date of the contract"),
    "beneficiary_bank": N_("Beneficiary's bank"),
    "beneficiary": N_("Beneficiary"),
    "counterparty": N_("With whom"),
    "subject": N_("Subject"),
    "number": N_("Number of the contract"),
    "date": N_("Date of the contract"),
    "unk": N_("Unique number of the contract (UNK)"),
    "contract_kind": N_("Kind of contract (181-I)"),
    "country": N_("Country"),
    "paid_out": N_("Paid by us"),
    "paid_in": N_("Paid to us"),
    "given": N_("Delivered by us"),
    "received": N_("Delivered to us"),
    "balance": N_("Balance: we owe"),
    "payee_name": N_("Payee"),
    "payee_inn": N_("Payee's INN"),
    "payee_account": N_("Payee's account"),
    "payee_bic": N_("Payee's bank BIC"),
}
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "payout": {"end": N_("At the end of the term"), "monthly": N_("Every month")},
    "contract_kind": control.KINDS,
    "credit": {
        "loan": N_("Loan"),
        "line": N_("Revolving credit line"),
        "line_once": N_("Non-revolving credit line"),
        "overdraft": N_("Overdraft"),
    },
    "card": {
        "mir": N_("Mir"),
        "mir_supreme": N_("Mir Supreme"),
        "no_card": N_("Account without a card"),
    },
    "repayment": {
        "annuity": N_("Equal monthly payments"),
        "differentiated": N_("Equal parts of the debt and interest every month"),
        "end": N_("Interest every month, the debt at the end"),
    },
    "issued": {"electronic": N_("Electronic, signed by the bank"), "paper": N_("On paper")},
    "regime": {"rub": N_("Within Russia (Regulation 762-P)"), "ucp": N_("International (UCP 600)")},
    "availability": {"sight": N_("By payment at sight"), "deferred": N_("By deferred payment")},
}
"""What codes in terms mean."""
_SIGNS: Final = frozenset(("capitalisation", "top_up", "withdrawal", "prolongation"))
_PERCENTS: Final = frozenset(("rate", "early_rate", "penalty", "fee_rate"))
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_AMOUNT: Final = re.compile(r"[0-9]{1,15}\.[0-9]{2}", re.ASCII)


def term(name: str) -> str:
    """Return what a term of a product is called; one that is not known here keeps its own name."""
    return tr(_TERMS[name]) if name in _TERMS else name.replace("_", " ").capitalize()


def term_value(value: str, name: str = "") -> str:
    """Write a term as people read it: days, amounts, yes for a sign, what a code means."""
    if value in _VALUES.get(name, {}):
        return tr(_VALUES[name][value])
    if _DAY.fullmatch(value):
        return written.iso_day(value)
    if _AMOUNT.fullmatch(value):
        return written.amount(parse_amount(value))
    if name in _PERCENTS:
        return written.decimal(value)
    return tr("yes") if value == "1" and (not name or name in _SIGNS) else value


def kind(code: str) -> str:
    """Return what one product of a kind is called."""
    return tr(_KINDS[code]) if code in _KINDS else code


def kinds(code: str) -> str:
    """Return what products of a kind are called."""
    return tr(_PLURALS[code]) if code in _PLURALS else code


def state(code: str) -> str:
    """Return the name of a product's state."""
    return tr(_STATES[code]) if code in _STATES else code


def amount(product: ProductView) -> str:
    """Write what a product amounts to."""
    return "" if product.amount is None else written.amount(product.amount, product.currency)


def caption(product: ProductView) -> str:
    """Name a product by kind, number, amount and end."""
    ends = tr("until {day}").format(day=written.day(product.ends)) if product.ends else ""
    return "   ".join(filter(None, (f"{kind(product.kind)} {product.number}".strip(), amount(product), ends)))
