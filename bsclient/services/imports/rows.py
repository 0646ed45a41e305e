"""One document of an imported file: its draft, its problems, what the base and the book of payees say of it.

Everything the base knows is loaded once, or once a day of payment: no query is made for a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple

from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.series import Part, Series
from bsclient.errors import BadInput
from bsclient.formats import model, onec
from bsclient.services.documents import precedents
from bsclient.services.imports.filecheck import NEUTRAL
from bsclient.services.payees.book import Book, Compared, PayeeMark
from bsclient.storage import past, values
from bsclient.storage.columns import number_value
from bsclient.storage.unit_of_work import Reader

KIND: Final = PaymentOrder.code
_KINDS: Final = frozenset((onec.PAYMENT_ORDER, "платежное поручение", "платёжное поручение", ""))
_ROUBLES: Final = frozenset(("", "RUB"))
_FIELDS: Final[Mapping[str, str]] = {theirs: ours for ours, theirs in NEUTRAL.items()}
NUMBER_GIVEN: Final = frozenset(("import_number_given", "import_number_none"))
DAY_GIVEN: Final = "import_day_given"
"""Findings about documents whose number or day the program has filled in (`filling`)."""
_LAST_NUMBER: Final = 999_999
_MOST_SHARED: Final = 4096
_SHOWN: Final = ("date", "payer_account", "payee_name", "payee_account", "payee_bic", "payee_inn")


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


class _Shared(NamedTuple):
    """What is found once for all documents of the file that share their parties, day and codes.

    `changed` counts the warnings that the payee differs from its card; `json` is `texts` without the opening brace.
    """

    texts: Mapping[str, str]
    json: str
    part: Part
    compared: Compared
    changed: int
    columns: tuple[str, ...]


class Examined(NamedTuple):
    """A document with what was found about it; `columns` are those it is stored with."""

    document: model.ExchangeDocument
    own: dict[str, str]
    shared: _Shared
    problems: list[Problem]
    mark: Mark
    columns: tuple[Any, ...]
    valid: bool

    @property
    def raw(self) -> dict[str, str]:
        """The draft's texts."""
        return {**self.own, **self.shared.texts}

    @property
    def json(self) -> str:
        """The draft's texts as they are stored."""
        if not self.own or not self.shared.texts:
            return values.json_text(self.raw)
        return f"{values.json_text(self.own)[:-1]},{self.shared.json}"

    @property
    def compared(self) -> Compared:
        """What the book of payees says."""
        return self.shared.compared

    @property
    def row(self) -> PreviewRow:
        """The document as it is shown."""
        document, raw = self.document, self.raw
        return PreviewRow(
            index=document.index,
            line=document.line,
            raw=raw,
            problems=(*self.problems, *precedents.payee(raw, self.compared)),
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
        self._alike: dict[tuple[str, str], Counter[tuple[object, ...]]] = {}
        self._shared: dict[int, _Shared] = {}

    def run(self, records: Records, problems: list[model.FileProblem]) -> Iterator[Examined]:
        """Yield the documents; problems of the file as a whole are added to `problems`.

        Raises BadInput with the code of a problem that ends the reading of the file.
        """
        waiting: list[model.FileProblem] = []
        for record in records:
            if isinstance(record, model.ExchangeDocument):
                yield self.examine(record, waiting)
                if waiting:
                    waiting.clear()
            elif record.index is not None:
                waiting.append(record)
            elif record.severity is Severity.BLOCK:
                raise BadInput(record.code, **record.facts)
            else:
                problems.append(record)

    def examine(self, document: model.ExchangeDocument, told: Sequence[model.FileProblem]) -> Examined:
        """Examine one document; `told` is what the reader of the file found about it."""
        common = self._texts.common(document)
        shared = self._shared.get(id(common)) or self._learn(common)
        own = self._texts.own(document)
        problems = self._series.check_part(shared.part, own)
        if told:
            problems = _merged(told, problems)
        other = document.kind not in _KINDS and document.kind.casefold() not in _KINDS
        if other:
            problems.append(Problem("", "import_other_kind", facts={"value": document.kind}))
        columns = _columns(own, shared.columns, document)
        foreign = document.currency not in _ROUBLES
        if foreign:
            problems.append(Problem("amount", "import_currency", facts={"value": document.currency}))
        mark = Mark.UNREADABLE if other or foreign or document.amount is None else self._mark(columns, told)
        if mark is not Mark.NEW:
            numbered = all(problem.code not in NUMBER_GIVEN for problem in told)
            problems += _said(mark, columns, numbered=numbered)
        heavy, valid = shared.changed, True
        for problem in problems:
            if problem.severity is not Severity.INFO:
                heavy += 1
                valid = valid and problem.severity is not Severity.BLOCK
        return Examined(document, own, shared, problems, mark, (*columns, heavy, ""), valid)

    def _learn(self, common: Mapping[str, str]) -> _Shared:
        compared = self._book.compare(common)
        changed = 0
        if compared.mark is PayeeMark.CHANGED:
            found = precedents.payee(common, compared)
            changed = sum(problem.severity is not Severity.INFO for problem in found)
        get = common.get
        columns = tuple([get(name, "") for name in _SHOWN])
        if len(self._shared) >= _MOST_SHARED:
            self._shared.clear()
        shared = self._shared[id(common)] = _Shared(
            common, values.json_text(common)[1:], self._series.part(common), compared, changed, columns
        )
        return shared

    def _mark(self, columns: Columns, told: Sequence[model.FileProblem]) -> Mark:
        _, number, day, amount, _, account, _, payee_account, *_ = columns
        own = self._own_accounts
        if own and account not in own:
            return Mark.FOREIGN
        if told and self._unnumbered(columns, {problem.code for problem in told}):
            return Mark.DUPLICATE
        key = past.key(account, number, amount, payee_account)
        keys = self._keys.get(day)
        if keys is None:
            keys = self._keys[day] = past.keys_of_day(self._reader, KIND, day)
        if key in keys:
            return Mark.DUPLICATE
        keys.add(key)
        return Mark.NUMBER_TAKEN if self._number_taken(day[:4], number) else Mark.NEW

    def _unnumbered(self, columns: Columns, told: set[str]) -> bool:
        """Whether a payment whose number was only given now is in the base under another number.

        Compared are accounts, amount and purpose, on its day or, where that was given too, for `REPEAT_DAYS` back. Each
        payment of the base answers for one of the file: twins of a file are two payments.
        """
        _, _, day, amount, _, account, _, payee_account, _, _, purpose = columns
        if not told & NUMBER_GIVEN or not day:
            return False
        start = day
        if DAY_GIVEN in told:
            start = (date.fromisoformat(day) - precedents.REPEAT_DAYS).isoformat()
        here = self._alike.get((start, day))
        if here is None:
            here = self._alike[start, day] = past.alike(self._reader, KIND, start, day)
        what = (account, amount, payee_account, purpose)
        if here[what] <= 0:
            return False
        here[what] -= 1
        return True

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


def _columns(own: Mapping[str, str], shared: tuple[str, ...], document: model.ExchangeDocument) -> Columns:
    """Return what the list shows, in the order of `storage.columns.NARROW` without problems and relation."""
    number, amount = own.get("number", ""), document.amount
    day, *parties = shared
    return (
        number,
        number_value(number),
        day,
        None if amount is None else int(own["amount"].replace(".", "")),
        "RUB",
        *parties,
        own.get("purpose", ""),
    )


def _said(mark: Mark, columns: Columns, *, numbered: bool) -> Iterator[Problem]:
    """Say what the mark means; a number that was only given now is not that of the payment which is there."""
    if mark is Mark.DUPLICATE and not numbered:
        yield Problem("", "import_alike", Severity.WARN, {"date": columns[2]})
    elif mark is Mark.DUPLICATE:
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
