"""Titles of the categories that the program ships; those that the user names are called as he calls them."""

from __future__ import annotations

from typing import Final

from bsclient.gui.tr import N_, tr

_SHIPPED: Final = {
    "own_transfers": N_("Transfers between own accounts"),
    "taxes": N_("Taxes and contributions"),
    "wages": N_("Wages"),
    "bank_fees": N_("Fees of the bank"),
    "loans": N_("Loans"),
    "deposits": N_("Deposits"),
    "rent": N_("Rent"),
    "utilities": N_("Utilities and communication"),
    "cash": N_("Cash in and out"),
    "sales": N_("Sales"),
    "suppliers": N_("Suppliers"),
}


def named(category: str) -> str:
    """Return what a category is called."""
    known = _SHIPPED.get(category)
    return tr(known) if known is not None else category
