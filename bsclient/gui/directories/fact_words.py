"""Words for what directories say of their entries beside code and name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bsclient.gui import format as written
from bsclient.gui.forms.product_words import term_value
from bsclient.gui.tr import N_, tr

_ACCOUNT: Final = re.compile(r"[0-9]{5}[0-9A-Z][0-9]{14}", re.ASCII)
_NAMES: Final[Mapping[str, str]] = {
    "account": N_("Account"),
    "account_code": N_("Code in account numbers"),
    "amount": N_("Amount"),
    "bic": N_("BIC"),
    "buy": N_("The bank buys at"),
    "contract_amount": N_("Amount of the contract"),
    "contract_currency": N_("Currency of the contract"),
    "contract_date": N_("Date of the contract"),
    "currency": N_("Currency"),
    "days": N_("Days"),
    "decimals": N_("Decimals"),
    "digits": N_("Number by ISO 4217"),
    "hours": N_("Hours"),
    "inn": N_("INN"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "nominal": N_("For units"),
    "number": N_("Number"),
    "numeric": N_("Number by ISO"),
    "office_address": N_("Address"),
    "office_phone": N_("Phone"),
    "official": N_("Rate of the Bank of Russia"),
    "rate": N_("Rate"),
    "sell": N_("The bank sells at"),
    "title_en": N_("Name in English"),
    "unk": N_("Unique number of the contract (UNK)"),
}


def name(fact: str) -> str:
    """Return what a fact is called; one that is not known here keeps its own name."""
    return tr(_NAMES[fact]) if fact in _NAMES else fact.replace("_", " ").capitalize()


def value(text: str) -> str:
    """Write a fact as people read it."""
    return written.account(text) if _ACCOUNT.fullmatch(text) else term_value(text)
