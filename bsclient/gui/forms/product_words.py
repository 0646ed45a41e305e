"""Words for products at the bank: kinds, states, terms and captions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bsclient.gui import format as written
from bsclient.gui.tr import N_, tr

if TYPE_CHECKING:
    from bsclient.services.products import ProductView

_KINDS: Final[Mapping[str, str]] = {
    "deposit": N_("Deposit"),
    "loan": N_("Loan"),
    "guarantee": N_("Guarantee"),
    "letter_of_credit": N_("Letter of credit"),
    "contract": N_("Contract on record"),
    "card": N_("Card"),
    "account": N_("Account"),
}
_PLURALS: Final[Mapping[str, str]] = {
    "deposit": N_("Deposits"),
    "loan": N_("Loans"),
    "guarantee": N_("Guarantees"),
    "letter_of_credit": N_("Letters of credit"),
    "contract": N_("Contracts on record"),
    "card": N_("Cards"),
    "account": N_("Accounts"),
}
_STATES: Final[Mapping[str, str]] = {
    "open": N_("Open"),
    "active": N_("In force"),
    "closed": N_("Closed"),
    "overdue": N_("Overdue"),
    "refused": N_("Refused"),
    "pending": N_("Being considered"),
}


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
