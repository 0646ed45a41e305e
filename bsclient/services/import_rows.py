"""One document of an imported file: its draft, its problems, what the base and the book of payees say of it.

Everything the base knows is loaded once, or once a day of payment: no query is made for a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple

from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.series import Series
from bsclient.errors import BadInput
from bsclient.formats import model, onec
from bsclient.services import precedents
from bsclient.services.filecheck import NEUTRAL
from bsclient.services.payees import Book, Compared, PayeeMark
from bsclient.storage import past
from bsclient.storage.columns import number_value
from bsclient.storage.unit_of_work import Reader

KIND: Final = PaymentOrder.code
_KINDS: Final = frozenset(("платежное поручение", "платёжное поручение", ""))
_FIELDS: Final[Mapping[str, str]] = {theirs: ours for ours, theirs in NEUTRAL.items()}
_LAST_NUMBER: Final = 999_999


class Mark(StrEnum):
    """What a document of a file is to the base. Only new ones are taken unless the user decides otherwise."""

    NEW = "new"
    DUPLICATE = "duplicate"
    NUMBER_TAKEN = "number_taken"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


TAKEN: Final = frozenset((Mark.NEW, Mark.NUMBER_TAKEN))
"""What is taken of a file when nobody chooses."""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One document of the file: `line` where it begins, `differs` the fields unlike the payee's card."""

    index: int
    line: int
    raw: dict[str, str]
    problems: tuple[Problem, ...]
    mark: Mark
    payee: PayeeMark
    amount: Decimal | None
    number: str
    day: date | None
    payee_name: str
    differs: tuple[str, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether nothing forbids signing."""
        return not blocking(list(self.problems))


class Examined(NamedTuple):
    """A document with what was found about it; `columns` are those it is stored with."""

    document: model.ExchangeDocument
    raw: dict[str, str]
    problems: list[Problem]
    mark: Mark
    compared: Compared
    columns: tuple[Any, ...]
    valid: bool

    @property
    def row(self) -> PreviewRow:
        """The document as it is shown."""
        document = self.document
        return PreviewRow(
            index=document.index,
            line=document.line,
            raw=self.raw,
            problems=(*self.problems, *precedents.payee(self.raw, self.compared)),
            mark=self.mark,
            payee=self.compared.mark,
            amount=document.amount,
            number=document.number,
            day=document.date,
            payee_name=document.payee.name,
            differs=self.compared.differs,
        )


Columns = tuple[Any, ...]
Records = Iterable["model.FileProblem | model.ExchangeDocument"]


class Examiner:
    """Examines the documents of one file in the light of one moment of the base."""

    def __init__(self, reader: Reader, context: Context, book: Book) -> None:
        self._reader = reader
        self._own_accounts = context.own_accounts
        self._texts = onec.PaymentTexts()
        self._series = Series(PaymentOrder, context)
        self._book = book
        self._keys: dict[str, set[str]] = {}
        self._numbers: dict[str, bytearray] = {}

    def run(self, records: Records, problems: list[model.FileProblem]) -> Iterator[Examined]:
        """Yield the documents; problems of the file as a whole are added to `problems`.

        Raises BadInput with the code of a problem that ends the reading of the file.
        """
        waiting: list[model.FileProblem] = []
        for record in records:
            if isinstance(record, model.ExchangeDocument):
                yield self.examine(record, waiting)
                waiting.clear()
            elif record.index is not None:
                waiting.append(record)
            elif record.severity is Severity.BLOCK:
                raise BadInput(record.code, **record.facts)
            else:
                problems.append(record)

    def examine(self, document: model.ExchangeDocument, told: Sequence[model.FileProblem]) -> Examined:
        """Examine one document; `told` is what the reader of the file found about it."""
        raw = self._texts.of(document)
        problems = self._series.check(raw)
        if told:
            problems = _merged(told, problems)
        other = document.kind.casefold() not in _KINDS
        if other:
            problems.append(Problem("", "import_other_kind", facts={"value": document.kind}))
        compared = self._book.compare(raw)
        columns = _columns(raw, document)
        mark = Mark.UNREADABLE if other or document.amount is None else self._mark(columns)
        if mark is not Mark.NEW:
            problems += _said(mark, columns)
        weights = [problem.severity for problem in problems]
        valid = Severity.BLOCK not in weights
        if compared.mark is PayeeMark.CHANGED:
            weights += [problem.severity for problem in precedents.payee(raw, compared)]
        heavy = len(weights) - weights.count(Severity.INFO)
        return Examined(document, raw, problems, mark, compared, (*columns, heavy, ""), valid)

    def _mark(self, columns: Columns) -> Mark:
        _, number, day, amount, _, account, _, payee_account, *_ = columns
        own = self._own_accounts
        if own and account not in own:
            return Mark.FOREIGN
        key = past.key(account, number, amount, payee_account)
        keys = self._keys.get(day)
        if keys is None:
            keys = self._keys[day] = past.keys_of_day(self._reader, KIND, day)
        if key in keys:
            return Mark.DUPLICATE
        keys.add(key)
        return Mark.NUMBER_TAKEN if self._number_taken(day[:4], number) else Mark.NEW

    def _number_taken(self, year: str, number: int) -> bool:
        """Whether the number is taken in the year, by the base or by an earlier document of the file."""
        if not year or not 0 < number <= _LAST_NUMBER:
            return False
        numbers = self._numbers.get(year)
        if numbers is None:
            numbers = self._numbers[year] = past.numbers(self._reader, KIND, year)
        taken = bool(numbers[number])
        numbers[number] = 1
        return taken


def _columns(raw: Mapping[str, str], document: model.ExchangeDocument) -> Columns:
    """Return what the list shows, in the order of `storage.columns.NARROW` without problems and relation."""
    get = raw.get
    number, amount = get("number", ""), document.amount
    return (
        number,
        number_value(number),
        get("date", ""),
        None if amount is None else int(amount.scaleb(2)),
        "RUB",
        get("payer_account", ""),
        get("payee_name", ""),
        get("payee_account", ""),
        get("payee_bic", ""),
        get("payee_inn", ""),
        get("purpose", ""),
    )


def _said(mark: Mark, columns: Columns) -> Iterator[Problem]:
    if mark is Mark.DUPLICATE:
        yield Problem("", "import_duplicate", Severity.WARN, {"number": columns[0], "date": columns[2]})
    elif mark is Mark.NUMBER_TAKEN:
        yield Problem(
            "number", "import_number_taken", Severity.WARN, {"value": columns[0], "date": columns[2]}
        )


def _merged(told: Sequence[model.FileProblem], checked: list[Problem]) -> list[Problem]:
    """Return what the reader of the file and the rules found; of one field only what the reader says."""
    problems = [_own(problem) for problem in told]
    fields = {problem.field for problem in problems} - {""}
    return problems + [problem for problem in checked if problem.field not in fields]


def _own(problem: model.FileProblem) -> Problem:
    """Return a finding of the file's reader under our name of the field."""
    field = _FIELDS.get(problem.field, problem.field)
    if field not in PaymentOrder.__dataclass_fields__:
        field = ""
    return Problem(field, problem.code, problem.severity, {"line": str(problem.line), **problem.facts})
