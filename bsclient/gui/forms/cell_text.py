"""Texts of table cells: how a text of the draft is shown, and what a typed or pasted text becomes in the draft.

Whatever cannot be read stays as it is, for a rule to speak of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from bsclient.domain import money
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.gui import format as written
from bsclient.gui.documents.code_words import of_field
from bsclient.gui.tr import tr
from bsclient.gui.widgets.money_editor import grouped
from bsclient.gui.widgets.short_days import read_day

Row = Mapping[str, str]
_BLANKS: Final = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
_SET: Final = "✓"
TEXTS: Final = frozenset({KindName.TEXT, KindName.LINES, KindName.PERSON, KindName.SWIFT})
DECIMALS: Final = frozenset({KindName.RATE, KindName.PERCENT})
NUMBERS: Final = frozenset({KindName.MONEY, KindName.WHOLE, KindName.RATE, KindName.PERCENT})


def shown(field: Field, text: str) -> str:
    """Return how a text of the draft looks in a cell."""
    if not text:
        return ""
    kind = field.kind.name
    if kind is KindName.MONEY:
        return _money(text)
    if kind in DECIMALS:
        return written.decimal(text)
    if kind is KindName.DAY:
        return written.iso_day(text)
    if kind is KindName.FLAG:
        return _SET
    if field.words:
        meaning = of_field(field).get(text, "")
        return meaning or text
    return " ".join(text.split())


def taken(field: Field, typed: str, today: Callable[[], date]) -> str:
    """Return what a typed or pasted text becomes in the draft."""
    kind = field.kind.name
    if kind is KindName.MONEY:
        return _plain(typed)
    if kind in DECIMALS:
        return _BLANKS.sub("", typed).replace(",", ".")
    if kind is KindName.DAY:
        day = read_day(typed, today())
        return typed.strip() if day is None else day.isoformat()
    if kind is KindName.FLAG:
        return _flag(typed)
    if field.choices:
        return _code(field, typed)
    return _BLANKS.sub(" " if kind in TEXTS else "", typed).strip()


def _money(text: str) -> str:
    try:
        return grouped(money.parse_amount(text))
    except ValueError:
        return text


def _plain(typed: str) -> str:
    try:
        return money.plain(written.read_amount(typed))
    except ValueError:
        return typed.strip()


def _flag(typed: str) -> str:
    no = {"", "0", "-", "no", "false", "нет", tr("no").casefold()}
    return "" if typed.strip().casefold() in no else "1"


def _code(field: Field, typed: str) -> str:
    """Find a code by itself, by its meaning or by both as a list shows them."""
    bare = " ".join(typed.split())
    if bare in field.choices:
        return bare
    wanted = bare.casefold()
    for code, meaning in of_field(field).items():
        if wanted in {meaning.casefold(), f"{code} {meaning}".casefold()}:
            return code
    return bare
