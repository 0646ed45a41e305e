"""The states of reading 1C exchange, line by line, with all deviations from the standard that are known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.encoding import claimed_codec
from bsclient.formats.model import (
    PAYMENTS,
    STATEMENT,
    AccountSection,
    ExchangeDocument,
    FileProblem,
)
from bsclient.formats.onec import keys
from bsclient.formats.onec.assemble import Assembler, Place
from bsclient.formats.onec.balances import Balances
from bsclient.formats.onec.layouts import Layouts, Parts, parts_of
from bsclient.formats.onec.lines import LONGEST_VALUE
from bsclient.formats.onec.values import SUSPICIOUS, clean

LONGEST_SECTION = 2000
MOST_STRAYS = 1000
MOST_REFUSALS = 20_000
"""Bounds beyond which a file is not an exchange file, whatever its first line says."""

_KEY = re.compile(r"[0-9A-Za-zА-Яа-яЁё_]{1,60}")
_STATEMENT_SIGNS = ("ДатаСписано", "ДатаПоступило", "КвитанцияДата")
_ONE_WORD = (
    frozenset(
        (
            "Номер",
            "Дата",
            "Сумма",
            "ДатаСписано",
            "ДатаПоступило",
            "Код",
            "Очередность",
            "ВидОплаты",
            "КодНазПлатежа",
        )
    )
    | frozenset(
        role + part
        for role in (keys.PAYER, keys.PAYEE)
        for part in ("Счет", "ИНН", "РасчСчет", "БИК", "Корсчет", "КПП")
    )
    | frozenset(keys.TAX_KEYS)
)
"""Keys whose value never goes on in the next line."""


class State(Enum):
    """Where in the file the reader stands."""

    START = auto()
    HEADER = auto()
    ACCOUNT = auto()
    DOCUMENT = auto()
    OUTSIDE = auto()
    ENDED = auto()


@dataclass(slots=True)
class Header:
    """The opening keys of the file. It is yielded when the first section begins.

    `format` becomes STATEMENT as soon as a section or a document shows it; `values` has every key once.
    """

    encoding: str
    format: str = PAYMENTS
    version: str = ""
    accounts: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)


Record = Header | AccountSection | ExchangeDocument | FileProblem


class LineMachine:
    """Takes lines one by one; what they make stands in `_out` until someone yields it."""

    def __init__(self, codec: str) -> None:
        self._header = Header(codec)
        self._made = Assembler()
        self._balances = Balances()
        self._state = State.START
        self._out: list[Record] = []
        self._index = 0
        self._kind = ""
        self._opened = 0
        self._values: dict[str, str] = {}
        self._lines: dict[str, int] = {}
        self._words: list[str] | None = None
        self._layouts = Layouts()
        self._last = ""
        self._count = 0
        self._strays = 0
        self._refusals = 0
        self._reported: set[str] = set()
        self._announced = False
        self._decided = False
        self._dirty = False
        self._section_dirty = False

    def _line(self, line: str, number: int) -> None:
        word, equals, value = line.partition("=")
        mark = keys.mark(word)
        if self._state is State.START and not self._begin(mark, word, number):
            return
        if mark is not None:
            self._mark(mark, value, number)
        elif self._state is State.DOCUMENT:
            self._document_line(line, number)
        elif self._state is State.ACCOUNT:
            self._account_line(word, equals, value.strip(), number)
        else:
            self._header_line(line, number)

    def _begin(self, mark: str | None, word: str, number: int) -> bool:
        """Find the beginning; whether this line is to be read as part of the file."""
        if mark == keys.FIRST_LINE:
            self._state = State.HEADER
            return False
        if mark is None and keys.header_key(word) is None:
            self._stray(number)
            return False
        self._report(number, "", "file_first_line_missing", Severity.WARN)
        self._state = State.HEADER
        return True

    def _mark(self, mark: str, value: str, number: int) -> None:
        state = self._state
        if mark == keys.CLOSE_DOCUMENT and state is State.DOCUMENT:
            self._emit_document(Place(self._index, self._opened, self._where), self._values, None)
            if self._words is not None:
                self._layouts.learn(self._words, list(self._values))
        elif mark == keys.CLOSE_ACCOUNT and state is State.ACCOUNT:
            self._emit_account()
        elif mark == keys.OPEN_DOCUMENT:
            self._unfinished()
            self._open_document(value, number)
        elif mark == keys.OPEN_ACCOUNT:
            self._unfinished()
            self._open_account(number)
        elif mark == keys.CLOSE_FILE:
            self._unfinished()
            self._announce()
            self._state = State.ENDED
        else:
            self._stray(number)

    def _open_document(self, kind: str, number: int) -> None:
        self._count_document(kind, number)
        self._open(number, State.DOCUMENT)

    def _count_document(self, kind: str, number: int) -> None:
        self._announce()
        self._index += 1
        self._kind = keys.document_kind(kind)
        self._opened = number
        if not self._kind:
            self._report(number, "kind", "file_kind_missing", Severity.WARN, index=self._index)

    def _open_account(self, number: int) -> None:
        self._announce()
        self._header.format = STATEMENT
        self._decided = True
        self._made.judge_as_payments(False)
        self._open(number, State.ACCOUNT)

    def _open(self, number: int, state: State) -> None:
        self._state, self._opened = state, number
        self._values, self._lines, self._words = {}, {}, []
        self._last, self._count, self._section_dirty = "", 0, self._dirty

    def _account_line(self, word: str, equals: str, value: str, number: int) -> None:
        key = keys.section_key(word) if equals else None
        if key is None:
            self._unknown(word, equals, number)
        else:
            self._keep(key, value, number)
        self._counted()

    def _document_line(self, line: str, number: int) -> None:
        word, equals, value = line.partition("=")
        spelling, word, value = word, word.strip(), value.strip()
        key = keys.document_key(word) if equals else None
        if key is not None:
            self._learn(spelling, key)
            self._keep(key, value, number)
        elif equals and _KEY.fullmatch(word):
            self._unknown(word, equals, number)
            self._learn(spelling, word)
            self._values[word] = f"{self._values[word]}\n{value}" if word in self._values else value
            self._lines.setdefault(word, number)
            self._last = word
        else:
            self._words = None
            if self._last and self._last not in _ONE_WORD:
                self._continue(line)
            else:
                self._stray(number, self._index)
        self._counted()

    def _learn(self, spelling: str, key: str) -> None:
        """Note the order of keys, unless one comes twice: such a document is no pattern for others."""
        if self._words is not None:
            if key in self._values:
                self._words = None
            else:
                self._words.append(spelling)

    def _continue(self, line: str) -> None:
        """Add a line to the value before it, up to one character over the limit."""
        joined = f"{self._values[self._last]} {line}".strip()
        self._values[self._last] = joined[: LONGEST_VALUE + 1]
        self._section_dirty = self._section_dirty or len(joined) > LONGEST_VALUE

    def _keep(self, key: str, value: str, number: int) -> None:
        """Keep a value; of two different ones the first holds, and the second is a problem."""
        before = self._values.get(key, "")
        if before and value and before != value:
            index = self._index if self._state is State.DOCUMENT else None
            weight = Severity.WARN if index is None or self._header.format != PAYMENTS else Severity.BLOCK
            self._report(
                number,
                keys.field_of(key),
                "file_repeated_key",
                weight,
                index=index,
                key=key,
                value=value[:80],
            )
        if not before:
            self._values[key] = value
            self._lines[key] = number
        self._last = key

    def _counted(self) -> None:
        self._count += 1
        if self._count > LONGEST_SECTION:
            raise BadInput("file_section_too_long", line=str(self._opened), limit=str(LONGEST_SECTION))

    # The header and what belongs to no section

    def _header_line(self, line: str, number: int) -> None:
        word, equals, value = line.partition("=")
        key = keys.header_key(word) if equals else None
        late = self._state is not State.HEADER
        if (late and (key is None or self._index)) or not equals:
            self._stray(number, line=line)
            return
        value = value.strip()
        if self._dirty and SUSPICIOUS.search(value):
            value, code = clean(value)
            self._report(number, key or word, code, Severity.WARN, key=word.strip())
        if key is None:
            key = word.strip()
            self._unknown(word, equals, number)
        elif value:
            self._header_value(key, value, number)
        self._header.values.setdefault(key, value[:LONGEST_VALUE])
        if len(self._header.values) + len(self._header.accounts) > LONGEST_SECTION:
            raise BadInput("file_section_too_long", line="1", limit=str(LONGEST_SECTION))

    def _header_value(self, key: str, value: str, number: int) -> None:
        header = self._header
        if key == keys.ACCOUNT:
            header.accounts.append(value)
            self._made.ours.add(value)
        elif key == "Документ":
            header.documents.append(value)
        elif key == "ВерсияФормата":
            header.version = value
            if value not in keys.VERSIONS:
                self._report(number, key, "file_version_unknown", Severity.WARN, value=value[:20])
        elif key == "Кодировка" and claimed_codec(value) != header.encoding:
            self._report(
                number, key, "file_encoding_differs", Severity.INFO, claimed=value[:40], found=header.encoding
            )

    def _announce(self) -> None:
        if not self._announced:
            self._announced = True
            self._out.append(self._header)

    def _unknown(self, word: str, equals: str, number: int) -> None:
        """Say once a file that a key is not known; a line without `=` is a stray one."""
        word = word.strip()
        if not equals:
            self._stray(number)
        elif word not in self._reported and len(self._reported) < MOST_STRAYS:
            self._reported.add(word)
            self._report(number, word[:60], "file_key_unknown", Severity.INFO, key=word[:60])

    def _stray(self, number: int, index: int | None = None, line: str = "") -> None:
        if line and _misread_end(line, self._header.encoding):
            self._report(number, "", "file_encodings_mixed", Severity.INFO)
            self._announce()
            self._state = State.ENDED
            return
        self._strays += 1
        if self._strays > MOST_STRAYS:
            raise BadInput("file_garbage", line=str(number), limit=str(MOST_STRAYS))
        self._report(number, "", "file_line_stray", Severity.WARN, index=index)

    def _unfinished(self) -> None:
        """Drop a section that has begun and not ended: half a document must not be seen."""
        if self._state is State.DOCUMENT:
            self._stray_section("file_document_unfinished", Severity.BLOCK, self._index)
        elif self._state is State.ACCOUNT:
            self._stray_section("file_section_unfinished", Severity.WARN, None)

    def _stray_section(self, code: str, severity: Severity, index: int | None) -> None:
        self._strays += 1
        if self._strays > MOST_STRAYS:
            raise BadInput("file_garbage", line=str(self._opened), limit=str(MOST_STRAYS))
        self._report(self._opened, "", code, severity, index=index)

    def _emit_document(self, place: Place, values: dict[str, str] | None, parts: Parts | None) -> None:
        """Make the open document from its values, or from parts that are sorted already."""
        header, made = self._header, self._made
        if not self._decided:  # before anything is judged: the first document says which way the file goes
            self._decided = True
            if not header.documents and any(map((values or {}).get, _STATEMENT_SIGNS)):
                header.format = STATEMENT
            made.judge_as_payments(header.format == PAYMENTS)
        if values is not None and self._section_dirty:
            values = made.tidied(place, values)
        if parts is None:
            parts = parts_of(values or {})
        document = made.document(place, self._kind, parts)
        if made.problems:
            self._take_problems()
        self._balances.add_document(document)
        self._out.append(document)
        self._state = State.OUTSIDE

    def _emit_account(self) -> None:
        place = Place(None, self._opened, self._where)
        values = self._made.tidied(place, self._values) if self._section_dirty else self._values
        section = self._made.account(place, values)
        self._take_problems()
        self._balances.add_section(section, self._opened)
        self._out.append(section)
        self._state = State.OUTSIDE

    def _where(self, key: str) -> int:
        return self._lines.get(key, self._opened)

    def _take_problems(self) -> None:
        found = self._made.problems
        self._refusals += sum(1 for problem in found if problem.severity is Severity.BLOCK)
        self._out.extend(found)
        found.clear()
        if self._refusals > MOST_REFUSALS:
            raise BadInput("file_too_many_errors", line=str(self._opened), limit=str(MOST_REFUSALS))

    def _report(
        self, line: int, name: str, code: str, severity: Severity, *, index: int | None = None, **facts: str
    ) -> None:
        self._out.append(FileProblem(index, line, name, code, severity, facts))


def _misread_end(line: str, codec: str) -> bool:
    """Whether the line is the end mark in UTF-8 inside a file of another encoding."""
    try:
        return keys.mark(line.encode(codec).decode("utf-8")) == keys.CLOSE_FILE
    except UnicodeError:
        return False
