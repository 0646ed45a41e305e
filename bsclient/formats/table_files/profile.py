"""Profiles: how the table files of one kind are read, as values that can be kept, exported and taken over.

A profile knows its columns by their titles (or, for files without titles, by their places) and what they mean. What it leaves
"" is found in each file: encoding, separator, order of days, decimal sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from bsclient.errors import BadInput
from bsclient.formats.model import ENTRIES, ORDERS
from bsclient.formats.table_files.fields import FIELDS, IGNORED
from bsclient.formats.table_files.grid import ENCODINGS, MOST_COLUMNS, SEPARATORS

FORMAT: Final = "bsclient-table-profile"
VERSION: Final = "1"

OWN: Final = "bsclient-"
"""Begins the ids of the profiles of our own tables."""

SIGNED: Final = "signed"
INVERTED: Final = "inverted"
PLUS: Final = "plus"
COLUMNS: Final = "columns"
WORD: Final = "word"
SIDES: Final = "sides"
SIGNS: Final = (SIGNED, INVERTED, PLUS, COLUMNS, WORD, SIDES)
"""How a file of entries tells money that left from money that came.

`signed`: a minus left. `inverted`: a minus came. `plus`: only a plus came, no sign left (Sberbank's cards). `columns`: two columns.
`word`: a column says it. `sides`: the side of our own account says it.
"""
DEBIT_WORDS: Final = (
    "debit", "дебет", "д", "дт", "d", "dr", "dbit", "расход", "списание", "списано", "исходящий", "исходящая", "out", "-", "1",
)  # fmt: skip
CREDIT_WORDS: Final = (
    "credit", "кредит", "к", "кт", "c", "cr", "crdt", "приход", "поступление", "зачисление", "пополнение", "входящий", "входящая", "in",
    "+", "2",
)  # fmt: skip
INTERNAL_WORDS: Final = ("internal", "внутренний")
_LONGEST_TEXT: Final = 200
_MOST_JSON: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """One column: its meaning, its title as `values.folded` writes it, its place (from 0).

    The title finds the column; the place decides between equal titles, and finds columns of files without titles. A file without
    an `optional` column is of the same kind.
    """

    field: str
    title: str = ""
    place: int = -1
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How files of one kind are read. `role` is ENTRIES or ORDERS; `id` is "" for one that is not kept.

    `account` and `currency` are those of files that do not say them; digits 6-8 of an account say its currency. `pending` and `void` are words of a column of states: not final
    yet, and never done.
    """

    name: str
    role: str
    columns: tuple[ColumnRule, ...]
    header: bool = True
    encoding: str = ""
    separator: str = ""
    days: str = ""
    decimal: str = ""
    signs: str = ""
    account: str = ""
    currency: str = ""
    debit_words: tuple[str, ...] = DEBIT_WORDS
    credit_words: tuple[str, ...] = CREDIT_WORDS
    pending: tuple[str, ...] = ()
    void: tuple[str, ...] = ()
    id: str = ""
    built_in: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """What its columns mean."""
        return frozenset(rule.field for rule in self.columns) - {IGNORED}

    def missing(self) -> tuple[str, ...]:
        """Return the fields without which its files cannot be read; alternatives are joined by "|"."""
        fields, lacking = self.fields, []
        if self.role == ORDERS:
            lacking += [name for name in ("amount", "purpose") if name not in fields]
            lacking += [] if fields & {"payee.name", "payee.joint"} else ["payee.name"]
            lacking += [] if fields & {"payee.account", "payee.joint"} else ["payee.account"]
            return (
                *lacking,
                *(() if fields & {"payee.bank.bic", "payee.bank.joint"} else ("payee.bank.bic",)),
            )
        if not fields & {"day", "date", "debited", "credited"}:
            lacking.append("day")
        if "amount" not in fields and not {"debit", "credit"} <= fields:
            lacking.append("amount|debit|credit")
        return tuple(lacking)


def to_json(profile: Profile) -> str:
    """Write a profile as JSON, to keep it or to give it away."""
    whole = {key: value for key, value in asdict(profile).items() if key not in {"id", "built_in"}}
    return json.dumps({"format": FORMAT, "version": VERSION, **whole}, ensure_ascii=False, indent=1)


def from_json(text: str) -> Profile:
    """Read a profile. BadInput("table_profile_malformed", place) for anything that is none."""
    try:
        tree = json.loads(text) if len(text) <= _MOST_JSON else None
    except (ValueError, RecursionError):
        raise _malformed("JSON") from None
    if not isinstance(tree, Mapping) or tree.get("format") != FORMAT or tree.get("version") != VERSION:
        raise _malformed("format")
    columns = tree.get("columns")
    if not isinstance(columns, list) or not 0 < len(columns) <= MOST_COLUMNS:
        raise _malformed("columns")
    return Profile(
        name=_text(tree, "name"),
        role=_one_of(tree, "role", (ENTRIES, ORDERS)),
        columns=tuple(_rule(each) for each in columns),
        header=_flag(tree, "header"),
        encoding=_one_of(tree, "encoding", ("", *ENCODINGS)),
        separator=_one_of(tree, "separator", ("", *SEPARATORS)),
        days=_one_of(tree, "days", ("", "dmy", "mdy", "ymd")),
        decimal=_one_of(tree, "decimal", ("", ",", ".")),
        signs=_one_of(tree, "signs", ("", *SIGNS)),
        account=_text(tree, "account"),
        currency=_text(tree, "currency"),
        debit_words=_words(tree, "debit_words"),
        credit_words=_words(tree, "credit_words"),
        pending=_words(tree, "pending"),
        void=_words(tree, "void"),
    )


def _rule(each: object) -> ColumnRule:
    if not isinstance(each, Mapping):
        raise _malformed("columns")
    place = each.get("place", -1)
    if not isinstance(place, int) or isinstance(place, bool) or not -1 <= place < MOST_COLUMNS:
        raise _malformed("columns.place")
    optional = each.get("optional", False)
    if not isinstance(optional, bool):
        raise _malformed("columns.optional")
    return ColumnRule(_one_of(each, "field", (IGNORED, *FIELDS)), _text(each, "title"), place, optional)


def _text(tree: Mapping[str, Any], name: str) -> str:
    value = tree.get(name, "")
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise _malformed(name)
    return value


def _one_of(tree: Mapping[str, Any], name: str, known: tuple[str, ...]) -> str:
    value = _text(tree, name)
    if value not in known:
        raise _malformed(name)
    return value


def _flag(tree: Mapping[str, Any], name: str) -> bool:
    value = tree.get(name, True)
    if not isinstance(value, bool):
        raise _malformed(name)
    return value


def _words(tree: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = tree.get(name, [])
    if not isinstance(value, list) or any(
        not isinstance(one, str) or len(one) > _LONGEST_TEXT for one in value
    ):
        raise _malformed(name)
    return tuple(value)


def _malformed(place: str) -> BadInput:
    return BadInput("table_profile_malformed", place=place)
