"""Keys of a payment code (GOST R 56042-2014, tables 2-4): the field of the order each fills, its length and form.

Keys are compared without regard to case, blanks and Cyrillic letters that look like Latin ones: all three are met
on printed invoices.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `field` of the payment order ("" for none), longest value, digits it must have ("" for free text)."""

    name: str
    field: str
    longest: int
    digits: str = ""
    form: re.Pattern[str] | None = None


def _digits(*lengths: int) -> re.Pattern[str]:
    return re.compile("|".join(f"[0-9]{{{length}}}" for length in lengths))


_ACCOUNT: Final = re.compile(r"[0-9]{5}[0-9ABCEHKMPTX][0-9]{14}")

MANDATORY: Final = (
    Key("Name", "payee_name", 160),
    Key("PersonalAcc", "payee_account", 20, "20", _ACCOUNT),
    Key("BankName", "payee_bank_name", 45),
    Key("BIC", "payee_bic", 9, "9", _digits(9)),
    Key("CorrespAcc", "payee_corr_account", 20, "20", _ACCOUNT),
)
ADDITIONAL: Final = (
    Key("Sum", "amount", 18),
    Key("Purpose", "purpose", 210),
    Key("PayeeINN", "payee_inn", 12, "5, 10, 12", _digits(5, 10, 12)),
    Key("KPP", "payee_kpp", 9, "9", re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}|0")),
    Key("DrawerStatus", "tax_status", 2, "2", _digits(2)),
    Key("CBC", "kbk", 20, "20", re.compile(r"[0-9]{20}|0")),
    Key("OKTMO", "oktmo", 11, "8, 11", re.compile(r"[0-9]{8}|[0-9]{11}|0")),
    Key("PaytReason", "tax_ground", 2),
    Key("TaxPeriod", "tax_period", 10),
    Key("DocNo", "tax_document_number", 15),
    Key("DocDate", "tax_document_date", 10),
    Key("TaxPaytKind", "payout_code", 2),
    Key("UIN", "uin", 25),
)
OTHER: Final = (
    "PayerINN", "LastName", "FirstName", "MiddleName", "PayerAddress", "PersonalAccount", "DocIdx", "PensAcc", "Contract",
    "PersAcc", "Flat", "Phone", "PayerIdType", "PayerIdNum", "ChildFio", "BirthDate", "PaymTerm", "PaymPeriod",
    "Category", "ServiceName", "CounterId", "CounterVal", "QuittId", "QuittDate", "InstNum", "ClassNum", "SpecFio",
    "AddAmount", "RuleId", "ExecId", "RegType", "TechCode",
)  # fmt: skip
"""Keys that the payment order has no box for; what the payee wants to know goes into the purpose."""

FIELDS: Final[Mapping[str, Key]] = {key.name: key for key in (*MANDATORY, *ADDITIONAL)}
_ALIKE: Final = str.maketrans("АВЕКМНОРСТУХаекорсухЅІіј", "ABEKMHOPCTYXaekopcyxSIij")
_KNOWN: Final = {name.casefold(): name for name in (*FIELDS, *OTHER)}


def latin(text: str) -> str:
    """Return a text with Cyrillic letters that look like Latin ones replaced by these."""
    return text.translate(_ALIKE)


def canonical(key: str) -> str:
    """Return the key as the standard writes it; "" for one that it does not know."""
    return _KNOWN.get(latin(key.strip()).casefold(), "")
