"""The file forms of registers: for the import of documents, the command line, and rows put into an open form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats.drafts import FileDrafts, FileForm
from bsclient.formats.registers import columns, onec_xml, sheets
from bsclient.formats.registers.columns import Table

_SHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
_TEXTS: Final = (".csv", ".tsv")
_HEAD: Final = 64 * 1024


def _looks(table: Table, suffixes: tuple[str, ...]) -> Callable[[bytes, str], bool]:
    books = suffixes is _SHEETS

    def looks(data: bytes, name: str) -> bool:
        if not name.lower().endswith(suffixes) or sheets.is_book(data) is not books:
            return False
        try:
            return columns.looks(sheets.read(data if books else data[:_HEAD]), table)
        except BadInput:
            return False

    return looks


def _read(table: Table, form: str) -> Callable[[bytes], FileDrafts]:
    return lambda data: columns.read(sheets.read(data), table, form)


def _forms(table: Table, title: str) -> tuple[FileForm, FileForm]:
    book, plain = f"{table.kind}-xlsx", f"{table.kind}-csv"
    return (
        FileForm(book, table.kind, f"{title} (XLSX)", "xlsx", _looks(table, _SHEETS), _read(table, book)),
        FileForm(plain, table.kind, f"{title} (CSV)", "csv", _looks(table, _TEXTS), _read(table, plain)),
    )


ONEC: Final = FileForm(onec_xml.FORM, "salary_register", "1C XML", "xml", onec_xml.looks, onec_xml.read)
FORMS: Final[dict[str, tuple[FileForm, ...]]] = {
    "self_employed_register": _forms(columns.SELF_EMPLOYED, "Register for the self-employed"),
    "dismissal_list": _forms(columns.DISMISSAL, "List of dismissed employees"),
    "card_issue_request": (ONEC, *_forms(columns.CARDS, "Request to issue salary cards")),
    "salary_register": (ONEC, *_forms(columns.SALARY, "Salary register")),
}
"""By type; those that need more columns first, so that a file is taken for what says most."""
_TABLES: Final = {
    table.kind: table for table in (columns.SALARY, columns.SELF_EMPLOYED, columns.CARDS, columns.DISMISSAL)
}


def takes_rows(kind: str) -> bool:
    """Whether rows of a type can be read from a file."""
    return kind in FORMS


def rows(data: bytes, name: str, kind: str) -> FileDrafts:
    """Read the rows of a document of a type from a file of any of its forms, whatever the file is called.

    Raises `BadInput`: `payroll_table`, `payroll_xml`.
    """
    if onec_xml.looks(data, name):
        found = onec_xml.read(data)
        if any(draft.type != kind for draft in found.drafts):
            raise BadInput("payroll_xml", place=found.drafts[0].type)
        return found
    return columns.read(sheets.read(data), _TABLES[kind], f"{kind}-table")
