"""Words of the window: what columns mean, how signs and days are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient import texts
from bsclient.formats.model import ORDERS
from bsclient.formats.table_files import fields, profile
from bsclient.gui.tr import N_, language, tr

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
    """Return what a field is called, in the language of the windows; alternatives stay alternatives."""
    return tr("Not used") if name == fields.IGNORED else texts.field(name, language())


def lacking(missing: tuple[str, ...], role: str, signs: str) -> str:
    """Say which columns are still to be chosen; "" if the table can be read."""
    named = [meaning(name) for name in missing]
    if role != ORDERS and not missing and not signs:
        return tr("Choose how debits are told from credits.")
    return tr("Say which columns hold: {fields}.").format(fields=", ".join(named)) if named else ""
