"""Rows of a table that were copied from a spreadsheet, a letter or a page: a payment each.

Columns are known by their names or, without names, by what stands in them: an account by its length, a BIC and an INN by
their check digits, the sum as what can be read as money, the purpose as the longest text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bsclient.domain import money
from bsclient.domain.checks import account_key_ok, bic_ok, inn_ok, kpp_ok
from bsclient.domain.normalise import bank_text
from bsclient.domain.problems import Problem, Severity
from bsclient.formats import payment_rows
from bsclient.formats.found_payment import FoundPayment, Piece, Sure
from bsclient.formats.invoice_numbers import Own

_SEPARATORS: Final = ("\t", ";", "|")
_FEWEST: Final = 3
_SHARE: Final = 0.7
_NEEDED: Final = ("payee_name", "payee_account", "payee_bic", "amount", "purpose")
_ACCOUNT: Final = re.compile(r"(?!30101)[0-9]{20}")
_CORRESPONDENT: Final = re.compile(r"(?:30101|40102)[0-9]{15}")
_MONEY: Final = re.compile(
    r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})*(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"
)
_KOPECKS: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f]?[0-9]{3})*[.,][0-9]{1,2}")
_SEVERAL: Final = 2
_DIGITS: Final = frozenset(
    {"payee_account", "payee_bic", "payee_inn", "payee_kpp", "payee_corr_account", "uin"}
)
_CODES: Final[Mapping[str, Callable[[str], bool]]] = {
    "payee_account": lambda cell: _ACCOUNT.fullmatch(cell) is not None,
    "payee_corr_account": lambda cell: _CORRESPONDENT.fullmatch(cell) is not None,
    "payee_inn": inn_ok,
    "payee_bic": lambda cell: bic_ok(cell) and cell.startswith("0"),
    "payee_kpp": kpp_ok,
}


def read(text: str, own: Own) -> tuple[FoundPayment, ...]:
    """Return a payment for each row, nothing where the text is no table with an account or a BIC of each payee."""
    lines = [line for line in text.split("\n") if line.strip()]
    sign = max(_SEPARATORS, key=lambda each: sum(each in line for line in lines))
    table = [[_cell(cell) for cell in line.split(sign)] for line in lines]
    if sum(len(cells) >= _FEWEST for cells in table) < max(1, round(len(table) * _SHARE)):
        return ()
    return _named(table, own) or _unnamed(table, own)


def _named(table: Sequence[Sequence[str]], own: Own) -> tuple[FoundPayment, ...]:
    """Read rows under the names of their columns."""
    read = payment_rows.table(table, "clipboard")
    if not read.drafts:
        return ()
    rows = read.drafts[0].raw.get(payment_rows.ROWS, [])
    made = []
    for row in rows if isinstance(rows, list) else []:
        pieces = [Piece(name, str(value), str(value)) for name, value in row.items() if value]
        made.append(_payment(pieces, own, "\t".join(str(value) for value in row.values() if value)))
    return tuple(made)


def _unnamed(table: Sequence[Sequence[str]], own: Own) -> tuple[FoundPayment, ...]:
    """Read rows by what stands in the columns; rows without an account are headings or totals."""
    rows = [cells for cells in table if any(_ACCOUNT.fullmatch(_bare(cell)) for cell in cells)]
    if not rows or len(rows) < max(1, round((len(table) - 2) * _SHARE)):
        return ()
    places = _places(rows, own)
    if not {"payee_account", "payee_bic"} <= places.keys():
        return ()
    made = []
    for cells in rows:
        pieces = [
            _piece(name, cells[place])
            for name, place in places.items()
            if place < len(cells) and cells[place]
        ]
        made.append(_payment(pieces, own, "\t".join(cells)))
    return tuple(made)


def _places(rows: Sequence[Sequence[str]], own: Own) -> dict[str, int]:
    width = max(len(cells) for cells in rows)
    columns = {at: [cells[at] for cells in rows if at < len(cells) and cells[at]] for at in range(width)}
    places: dict[str, int] = {}
    ours = own.accounts | {own.inn}
    for name, rule in _CODES.items():
        fitting = _able(places, columns, lambda cell, rule=rule: rule(_bare(cell)))  # type: ignore[misc]
        others = [at for at in fitting if not ours.issuperset(map(_bare, columns[at]))]
        if fitting:
            places[name] = (others or fitting)[0]
    sums = _able(places, columns, lambda cell: _MONEY.fullmatch(cell) is not None)
    exact = _able(places, columns, lambda cell: _KOPECKS.fullmatch(cell) is not None)
    if len(exact) < _SEVERAL and sums:  # a sum and its tax: which is to be paid, only the user knows
        places["amount"] = (exact or sums)[-1]
    words = sorted(
        (at for at, cells in columns.items() if at not in places.values() and cells and _wordy(cells)),
        key=lambda at: sum(map(len, columns[at])) / len(columns[at]),
    )
    if words:
        places["purpose"] = words.pop()
    if words:
        places["payee_name"] = words[0] if len(words) == 1 else min(words)
    return places


def _able(
    places: Mapping[str, int], columns: Mapping[int, Sequence[str]], rule: Callable[[str], bool]
) -> list[int]:
    """Return the columns not yet taken whose cells mostly pass."""
    return [
        at
        for at, cells in columns.items()
        if at not in places.values() and cells and sum(map(rule, cells)) >= len(cells) * _SHARE
    ]


def _wordy(cells: Sequence[str]) -> bool:
    return sum(any(each.isalpha() for each in cell) for cell in cells) >= len(cells) * _SHARE


def _piece(name: str, cell: str) -> Piece:
    if name in _DIGITS:
        return Piece(name, _bare(cell), cell, "", Sure.GUESSED, 80)
    if name == "amount":
        try:
            return Piece(name, money.plain(money.parse_amount(cell)), cell, "", Sure.GUESSED, 70)
        except ValueError:
            return Piece(name, "", cell, "", Sure.GUESSED, 0)
    return Piece(name, bank_text(cell), cell, "", Sure.GUESSED, 70)


def _payment(pieces: list[Piece], own: Own, text: str) -> FoundPayment:
    raw = {piece.field: piece.value for piece in pieces if piece.value}
    problems = []
    bic, account = raw.get("payee_bic", ""), raw.get("payee_account", "")
    if bic and account and not account_key_ok(bic, account):
        problems.append(Problem("payee_account", "text_key", Severity.BLOCK, {"value": account}))
    if account in own.accounts:
        problems.append(Problem("payee_account", "text_own", Severity.WARN, {"value": account}))
    missing = tuple(name for name in _NEEDED if name not in raw)
    return FoundPayment(tuple(pieces), tuple(problems), missing, {}, text)


def _cell(cell: str) -> str:
    """Return a cell without the quotes that a table of text puts around it."""
    bare = cell.strip()
    quoted = len(bare) > 1 and bare[0] == bare[-1] == '"' and bare[1:-1].count('"') % 2 == 0
    return bare[1:-1].replace('""', '"') if quoted else bare


def _bare(cell: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", "", cell)
