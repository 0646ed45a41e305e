"""The error file beside an imported file, in the form that accountants know: `<no>, Строка <line>, <text>`.

The numbers are those of the older client-bank programs: 1 unexpected end, 2 key not allowed here, 3 mandatory
value missing, 4 bad date, 5 value too long, 6 bad amount, 9 wrong format or version, 10 anything else.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import BinaryIO

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.formats.model import FileProblem

SUFFIX = ".err"

_OTHER = 10
_NUMBERS = {
    "file_document_unfinished": 1,
    "file_section_unfinished": 1,
    "file_end_mark_missing": 1,
    "file_message_unfinished": 1,
    "file_line_stray": 2,
    "file_repeated_key": 2,
    "file_value_missing": 3,
    "file_kind_missing": 3,
    "file_date_malformed": 4,
    "file_value_too_long": 5,
    "file_line_too_long": 5,
    "file_amount_malformed": 6,
    "file_amount_negative": 6,
    "file_amount_too_large": 6,
    "file_amount_zero": 6,
    "file_version_unknown": 9,
    "file_not_exchange": 9,
    "file_other_format": 9,
}


def error_file_name(name: str) -> str:
    """Return the name of the error file for an input file: `1c_to_kl.txt` -> `1c_to_kl.err`."""
    return str(PurePath(name).with_suffix(SUFFIX))


def write_error_file(out: BinaryIO, problems: Iterable[FileProblem], language: str = "ru") -> int:
    """Write one line for each problem that forbids or warns, in cp1251, by line; return how many."""
    told = [problem for problem in problems if problem.severity is not Severity.INFO]
    for problem in sorted(told, key=lambda item: item.line):
        number = _NUMBERS.get(problem.code, _OTHER)
        message = texts.message(problem.code, texts.of_file(problem.facts, language), language)
        row = f"{number}, Строка {problem.line}, {' '.join(message.split())}\r\n"
        out.write(row.encode("cp1251", errors="replace"))
    return len(told)
