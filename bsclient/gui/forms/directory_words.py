"""Names of directories in the language of the windows; one that is not known here keeps the title it came with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.gui.tr import N_, tr

_TITLES: Final[Mapping[str, str]] = {
    "banks": N_("Banks (BIC)"),
    "branches": N_("Offices of the bank"),
    "budget_payees": N_("Payees of budget payments"),
    "calendar": N_("Calendar"),
    "card_products": N_("Kinds of cards"),
    "cash_symbols": N_("Cash symbols"),
    "contracts": N_("Contracts"),
    "countries": N_("Countries"),
    "currencies": N_("Currencies"),
    "currency_tariffs": N_("Fees of currency operations"),
    "cut_offs": N_("When payments leave"),
    "deposit_products": N_("Kinds of deposits"),
    "documents108": N_("Documents of the payer (box 108)"),
    "employees": N_("Employees"),
    "grounds106": N_("Grounds of tax payments (box 106)"),
    "guarantee_kinds": N_("Kinds of guarantees"),
    "holidays": N_("Holidays"),
    "income_codes": N_("Codes of income"),
    "kbk": N_("Budget classification (KBK)"),
    "letter_kinds": N_("Kinds of letters"),
    "letter_questions": N_("Frequent questions to the bank"),
    "loan_products": N_("Kinds of loans"),
    "npd_lost": N_("Former payers of the tax on professional income"),
    "oktmo": N_("Territories (OKTMO)"),
    "payment_tariffs": N_("Fees of payments in roubles"),
    "priorities": N_("Priorities of payment"),
    "purposes": N_("Purposes of payment"),
    "rates": N_("Rates of currencies"),
    "statuses101": N_("Statuses of payers (box 101)"),
    "stopped_countries": N_("Countries without transfers"),
    "supporting_kinds": N_("Kinds of supporting documents"),
    "vo_codes": N_("Codes of currency operations"),
}


def title(name: str, given: str = "") -> str:
    """Return the name of a directory; `given` is what its edition calls itself."""
    known = _TITLES.get(name)
    return tr(known) if known else given or name
