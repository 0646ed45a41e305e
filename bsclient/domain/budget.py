"""Payments to the budget: what kind one is, and how a payment for a third person is worded (orders 107н and 58н).

Requisites of payees are reference data with dates (directory `budget_payees`), never code.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from bsclient.domain import checks

ENP_KBK: Final = "18201061201010000510"
"""The code of the single tax payment."""
PAYEES: Final = "budget_payees"
FNS: Final = "fns"
CUSTOMS: Final = "customs"
"""Entries of the directory of payees that the orders demand by kind of payment."""
ZERO: Final = "0"
"""What stands where there is no value: fields of a budget payment are never left empty."""
TAX_STATUSES: Final = frozenset(("01", "13"))
CUSTOMS_STATUSES: Final = frozenset(("06", "16", "17", "28", "30", "34"))
TREASURY: Final = "03"
SINGLE_ACCOUNT: Final = "40102"
TREASURY_BICS: Final = ("00", "01", "02")
_TAX_OFFICE, _CUSTOMS_OFFICE = "182", "153"


class Kind(StrEnum):
    """Kinds that the orders tell apart: single tax payment, other payments run by the tax office, customs, others."""

    ENP = "enp"
    TAX = "tax"
    CUSTOMS = "customs"
    OTHER = "other"


def kind_of(status: str, kbk: str) -> Kind:
    """Return the kind of a budget payment by its KBK; without one, the status of the payer tells."""
    if kbk == ENP_KBK:
        return Kind.ENP
    if kbk not in {"", ZERO}:
        return {_TAX_OFFICE: Kind.TAX, _CUSTOMS_OFFICE: Kind.CUSTOMS}.get(kbk[:3], Kind.OTHER)
    if status in TAX_STATUSES:
        return Kind.TAX
    return Kind.CUSTOMS if status in CUSTOMS_STATUSES else Kind.OTHER


class ThirdPerson(NamedTuple):
    """The start of a purpose that names who really pays: `INN//KPP//name//text`, a person `INN//name//text`."""

    inn: str
    kpp: str
    name: str
    text: str


_THIRD: Final = re.compile(r"\s*([0-9]+)//(?:([0-9]{4}[0-9A-Z]{2}[0-9]{3}|0|)//)?([^/]+)//(.*)", re.DOTALL)
_COMPANY_INN: Final = 10


def looks_third(purpose: str) -> bool:
    """Whether a purpose seems to begin with the payer's numbers."""
    return re.match(r"\s*[0-9]{5,12}\s*//", purpose) is not None


def third_person(purpose: str) -> ThirdPerson | None:
    """Return the payer named at the start of a purpose; None when it is not worded as the orders demand."""
    found = _THIRD.match(purpose)
    if found is None:
        return None
    inn, kpp, name, text = found[1], found[2] or "", found[3].strip(), found[4].strip()
    whole = checks.inn_ok(inn) and (checks.kpp_ok(kpp) if len(inn) == _COMPANY_INN else kpp in {"", ZERO})
    return ThirdPerson(inn, kpp, name, text) if whole and name and text else None


def for_another(inn: str, kpp: str, name: str, text: str) -> str:
    """Word a purpose for a payment instead of another person; inn, kpp and name are of who really pays."""
    numbers = f"{inn}//{kpp}" if len(inn) == _COMPANY_INN and kpp not in {"", ZERO} else inn
    return f"{numbers}//{name}//{text}"
