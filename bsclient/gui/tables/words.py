"""Words of the window: what columns mean, how signs and days are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.formats.model import ORDERS
from bsclient.formats.table_files import fields, profile
from bsclient.gui.tr import N_, tr

_OWN: Final[Mapping[str, str]] = {
    fields.IGNORED: N_("Not used"),
    "day": N_("Date of the entry"),
    "date": N_("Date of the document"),
    "number": N_("Number"),
    "amount": N_("Amount"),
    "debit": N_("Debit"),
    "credit": N_("Credit"),
    "direction": N_("Debit or credit"),
    "currency": N_("Currency"),
    "account": N_("Own account"),
    "balance": N_("Balance after the entry"),
    "purpose": N_("Purpose of payment"),
    "reference": N_("Reference of the bank"),
    "status": N_("State of the operation"),
    "value_date": N_("Value date"),
    "debited": N_("Date debited"),
    "credited": N_("Date credited"),
    "kind": N_("Kind of document"),
    "operation_type": N_("Operation type"),
    "priority": N_("Priority"),
    "uin": N_("UIN"),
    "income_code": N_("Code of income"),
    "preliminary": N_("Preliminary"),
    "reversal": N_("Reversal"),
    "tax.status": N_("101 Status of the payer"),
    "tax.kbk": N_("104 KBK"),
    "tax.oktmo": N_("105 OKTMO"),
    "tax.ground": N_("106 Ground"),
    "tax.period": N_("107 Tax period"),
    "tax.document_number": N_("108 Document number"),
    "tax.document_date": N_("109 Document date"),
    "tax.payment_type": N_("110 Type"),
}
_STATEMENT: Final[Mapping[str, str]] = {
    "opening": N_("Opening balance"),
    "closing": N_("Closing balance"),
    "credits": N_("Credits"),
    "debits": N_("Debits"),
}
_SIDES: Final[Mapping[str, Mapping[str, str]]] = {
    "counterparty": {
        "name": N_("Counterparty"),
        "inn": N_("Counterparty: INN"),
        "kpp": N_("Counterparty: KPP"),
        "account": N_("Counterparty: account"),
        "bank.bic": N_("Counterparty: BIC"),
        "bank.name": N_("Counterparty: bank"),
        "bank.correspondent_account": N_("Counterparty: correspondent account"),
        "joint": N_("Counterparty: account, INN and name"),
        "bank.joint": N_("Counterparty: BIC and bank"),
    },
    "payer": {
        "name": N_("Payer"),
        "inn": N_("Payer: INN"),
        "kpp": N_("Payer: KPP"),
        "account": N_("Payer: account"),
        "bank.bic": N_("Payer: BIC"),
        "bank.name": N_("Payer: bank"),
        "bank.correspondent_account": N_("Payer: correspondent account"),
        "joint": N_("Payer: account, INN and name"),
        "bank.joint": N_("Payer: BIC and bank"),
    },
    "payee": {
        "name": N_("Payee"),
        "inn": N_("Payee: INN"),
        "kpp": N_("Payee: KPP"),
        "account": N_("Payee: account"),
        "bank.bic": N_("Payee: BIC"),
        "bank.name": N_("Payee: bank"),
        "bank.correspondent_account": N_("Payee: correspondent account"),
        "joint": N_("Payee: account, INN and name"),
        "bank.joint": N_("Payee: BIC and bank"),
    },
}
SIGNS: Final[Mapping[str, str]] = {
    "": N_("Choose…"),
    profile.COLUMNS: N_("Two columns: debit and credit"),
    profile.SIGNED: N_("A minus is a debit"),
    profile.INVERTED: N_("A minus is a credit"),
    profile.PLUS: N_("A plus is a credit, no sign a debit"),
    profile.WORD: N_("A column says debit or credit"),
    profile.SIDES: N_("Payer or payee is the own account"),
}
DAYS: Final[Mapping[str, str]] = {
    "": N_("As found"),
    "dmy": N_("Day, month, year"),
    "mdy": N_("Month, day, year"),
    "ymd": N_("Year, month, day"),
}
DECIMALS: Final[Mapping[str, str]] = {
    "": N_("As found"),
    ",": N_("Comma: 1 234,56"),
    ".": N_("Point: 1,234.56"),
}
SEPARATORS: Final[Mapping[str, str]] = {
    ";": N_("Semicolon ;"),
    "\t": N_("Tab"),
    ",": N_("Comma ,"),
    "|": N_("Bar |"),
}
ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8": "UTF-8",
    "cp1251": "Windows-1251",
    "cp866": "DOS (866)",
    "koi8-r": "KOI8-R",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
}


def meaning(name: str) -> str:
    """Return what a field is called in the window."""
    side, _dot, part = name.partition(".")
    return tr(_SIDES[side][part] if side in _SIDES else _OWN[name])


def told(name: str) -> str:
    """Return what a problem of a file calls a field, in words where there are any; alternatives stay alternatives."""
    return " / ".join(_told(each) for each in name.split("|"))


def _told(name: str) -> str:
    side, _dot, part = name.partition(".")
    if name in _STATEMENT:
        return tr(_STATEMENT[name])
    return meaning(name) if name in _OWN or part in _SIDES.get(side, {}) else name


def lacking(missing: tuple[str, ...], role: str, signs: str) -> str:
    """Say which columns are still to be chosen; "" if the table can be read."""
    named = [told(name) for name in missing]
    if role != ORDERS and not missing and not signs:
        return tr("Choose how debits are told from credits.")
    return tr("Say which columns hold: {fields}.").format(fields=", ".join(named)) if named else ""
