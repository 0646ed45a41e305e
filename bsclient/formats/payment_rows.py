"""Rows of a payment register in files: 1C's exchange file, tables of spreadsheets and CSV by the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from bsclient.domain import money
from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem, Severity
from bsclient.errors import BadInput
from bsclient.formats.drafts import FileDraft, FileDrafts, FileForm
from bsclient.formats.encoding import FIRST_LINE
from bsclient.formats.onec import reader
from bsclient.formats.onec.payments import onec_payment_raw
from bsclient.formats.registers import sheets

KIND: Final = "payment_register"
ROWS: Final = "payments"
_SEARCHED: Final = 30
"""Lines in which the names of columns are looked for."""
_HEAD: Final = 64 * 1024
_SIGNS: Final = re.compile(r"[^0-9a-zа-я]+")
_NEEDED: Final = frozenset({"payee_name", "payee_account", "payee_bic", "amount", "purpose"})
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("номер", "п п", "номер документа", "номер п п", "number", "no"),
    "payee_name": ("получатель", "наименование получателя", "контрагент", "наименование", "payee", "name"),
    "payee_inn": ("инн", "инн получателя", "inn", "payee s inn"),
    "payee_kpp": ("кпп", "кпп получателя", "kpp", "payee s kpp"),
    "payee_account": (
        "счет", "счет получателя", "расчетный счет", "р с", "номер счета", "account", "payee s account",
    ),
    "payee_bic": ("бик", "бик банка", "бик банка получателя", "бик получателя", "bic", "payee s bank bic"),
    "amount": ("сумма", "сумма платежа", "сумма руб", "к оплате", "amount", "sum"),
    "purpose": ("назначение", "назначение платежа", "основание", "purpose", "purpose of payment"),
    "purpose_code": ("код вида дохода", "наз пл", "income code"),
    "uin": ("уин", "уип", "код", "uin"),
}  # fmt: skip
_BY_WORDS: Final = {words: name for name, said in _COLUMNS.items() for words in said}
_TOTALS: Final = ("итого", "всего", "total")
_DIGITS: Final = ("payee_account", "payee_bic", "payee_inn", "payee_kpp")


def looks_onec(data: bytes, _name: str) -> bool:
    """Whether the bytes begin like 1C's exchange file."""
    return FIRST_LINE in data[:256].lower().replace(b"\x00", b"")


def read_onec(data: bytes) -> FileDrafts:
    """Read 1C's file: a register for each payer's account. The rows of documents to the budget are told by the rules."""
    file = reader.load(data)
    names = _names()
    found: dict[str, tuple[int, list[dict[str, str]]]] = {}
    for document in file.documents:
        raw = onec_payment_raw(document)
        rows = found.setdefault(raw["payer_account"], (document.line, []))[1]
        rows.append({name: raw.get(name, "") for name in names})
    drafts = tuple(
        FileDraft(index, line, KIND, {"account": account, ROWS: rows})
        for index, (account, (line, rows)) in enumerate(found.items(), start=1)
    )
    whole = [
        Problem("", problem.code, problem.severity, dict(problem.facts))
        for problem in file.problems
        if problem.severity is Severity.BLOCK
    ]
    return FileDrafts("1c", file.version, file.encoding, drafts, tuple(whole))


def table(lines: Sequence[Sequence[str]], form: str) -> FileDrafts:
    """Return one register with the rows of a table; `register_columns` if no line names the columns."""
    found = _head(lines)
    if found is None:
        needed = ", ".join(_COLUMNS[name][0] for name in _COLUMNS if name in _NEEDED)
        return FileDrafts(
            form, problems=(Problem("", "register_columns", Severity.BLOCK, {"expected": needed}),)
        )
    line, places = found
    rows = list(_rows(lines[line + 1 :], places))
    return FileDrafts(form, drafts=(FileDraft(1, line + 1, KIND, {ROWS: rows}),))


def rows(data: bytes, name: str) -> FileDrafts:
    """Read the rows of a register from a file of any of its forms. BadInput("payroll_table") for no table."""
    return read_onec(data) if looks_onec(data, name) else table(sheets.read(data), f"{KIND}-table")


def _names() -> tuple[str, ...]:
    declared = registry[KIND].field(ROWS).rows
    return tuple(field.name for field in declared.declared) if declared is not None else ()


def _head(lines: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    for place, cells in enumerate(lines[:_SEARCHED]):
        named: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = _BY_WORDS.get(_folded(cell))
            if name is not None:
                named.setdefault(name, at)
        if named.keys() >= _NEEDED:
            return place, named
    return None


def _rows(lines: Sequence[Sequence[str]], places: Mapping[str, int]) -> Iterator[dict[str, str]]:
    blank = dict.fromkeys(_names(), "")
    for cells in lines:
        taken = {name: cells[place] for name, place in places.items() if place < len(cells) and cells[place]}
        first = next((cell for cell in cells if cell), "")
        if _folded(first).startswith(_TOTALS):
            return
        if taken:
            yield blank | {name: _value(name, text) for name, text in taken.items()}


def _value(name: str, text: str) -> str:
    """Return a cell as the draft writes it; what cannot be read stays as it is, for the check to say so."""
    if name == "amount":
        try:
            return money.plain(money.parse_amount(text))
        except ValueError:
            return text
    return "".join(text.split()) if name in _DIGITS else " ".join(text.split())


def _folded(cell: str) -> str:
    return _SIGNS.sub(" ", cell.casefold().replace("ё", "е")).strip()


def _looks_table(*, books: bool) -> Callable[[bytes, str], bool]:
    suffixes = (".xlsx", ".xlsm", ".xls", ".ods") if books else (".csv", ".tsv", ".txt")

    def looks(data: bytes, name: str) -> bool:
        if not name.lower().endswith(suffixes) or sheets.is_book(data) is not books:
            return False
        try:
            return _head(sheets.read(data if books else data[:_HEAD])) is not None
        except BadInput:
            return False

    return looks


FORMS: Final[dict[str, tuple[FileForm, ...]]] = {
    KIND: (
        FileForm("payment_register-1c", KIND, "1C", "txt", looks_onec, read_onec, asked=True),
        FileForm(
            "payment_register-xlsx", KIND, "Payment register (XLSX)", "xlsx", _looks_table(books=True),
            lambda data: table(sheets.read(data), "payment_register-xlsx"), asked=True,
        ),
        FileForm(
            "payment_register-csv", KIND, "Payment register (CSV)", "csv", _looks_table(books=False),
            lambda data: table(sheets.read(data), "payment_register-csv"), asked=True,
        ),
    )
}  # fmt: skip
"""Payments stand in the same files as single orders: they become a register only if that is asked for."""
