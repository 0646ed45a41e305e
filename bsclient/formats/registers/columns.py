"""From lines of a table to rows of a document: columns are known by their names, in the first lines, in any order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient.domain import filling, money
from bsclient.domain.context import Context
from bsclient.domain.document import Raw, RawValue
from bsclient.domain.documents import registry
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem, Severity
from bsclient.formats.drafts import FileDraft, FileDrafts

ROWS: Final = "rows"
_SEARCHED: Final = 30
"""Lines in which the names of columns are looked for."""
_SIGNS: Final = re.compile(r"[^0-9a-zа-я]+")
_DAY: Final = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")
_SHORT_BIC: Final = re.compile(r"[0-9]{8}")
_TOTALS: Final = ("итого", "всего", "total")
_NAME_PARTS: Final = ("surname", "first_name", "patronymic")
_COMMON: Final[Mapping[str, tuple[str, ...]]] = {
    "surname": ("фамилия", "surname"),
    "first_name": ("имя", "first name"),
    "patronymic": ("отчество", "patronymic"),
    "personnel_number": (
        "табельный номер", "таб номер", "таб", "табельный", "тн", "personnel number",
    ),
    "name": (
        "фио", "ф и о", "фамилия имя отчество", "сотрудник", "работник", "получатель", "ф и о сотрудника", "ф и о получателя",
        "ф и о работника", "фио сотрудника", "фио получателя", "employee", "payee", "name", "full name",
    ),
    "account": (
        "счет", "лицевой счет", "номер счета", "счет получателя", "номер лицевого счета", "л счет", "счет сотрудника",
        "зарплатный счет", "account", "account number",
    ),
    "bic": ("бик", "бик банка", "бик банка получателя", "bic", "bic of the bank"),
    "inn": ("инн", "инн получателя", "инн физлица", "inn"),
    "amount": (
        "сумма", "сумма к выплате", "к выплате", "сумма к зачислению", "к зачислению", "сумма зачисления", "сумма руб", "выплата",
        "amount", "sum",
    ),
    "withheld": (
        "удержано", "взыскано", "сумма удержаний", "сумма взыскания", "взысканная сумма", "сумма удержания", "withheld",
        "withheld by writ",
    ),
    "service": ("услуга", "наименование услуги", "за что", "предмет", "описание услуги", "service", "what is paid for"),
    "note": ("примечание", "комментарий", "note"),
    "phone": ("телефон", "мобильный телефон", "номер телефона", "phone"),
    "latin_name": ("имя на карте", "имя латиницей", "латиница", "фио латиницей", "name on the card"),
    "birthday": ("дата рождения", "день рождения", "birthday", "day of birth"),
    "document": ("документ", "паспорт", "удостоверение личности", "документ удостоверяющий личность", "identity document"),
    "dismissed": ("дата увольнения", "последний рабочий день", "уволен", "dismissed", "last day of work"),
}  # fmt: skip
_BY_WORDS: Final = {words: name for name, said in _COMMON.items() for words in said}


@dataclass(frozen=True, slots=True)
class Table:
    """A type of document whose rows come in tables; `needed` columns tell its table from others."""

    kind: str
    needed: tuple[str, ...]


SALARY: Final = Table("salary_register", ("name", "account", "amount"))
SELF_EMPLOYED: Final = Table("self_employed_register", ("name", "inn", "account", "amount", "service"))
CARDS: Final = Table("card_issue_request", ("name", "birthday"))
DISMISSAL: Final = Table("dismissal_list", ("name", "account", "dismissed"))


def looks(lines: Sequence[Sequence[str]], table: Table) -> bool:
    """Whether the lines have the columns that this type needs."""
    return _head(lines, table) is not None


def read(lines: Sequence[Sequence[str]], table: Table, form: str, encoding: str = "") -> FileDrafts:
    """Return one document with the rows of the table; `payroll_columns` if no line names the columns."""
    found = _head(lines, table)
    if found is None:
        needed = {"expected": ", ".join(_COMMON[name][0] for name in table.needed)}
        return FileDrafts(form, problems=(Problem("", "payroll_columns", Severity.BLOCK, needed),))
    line, places = found
    declared = registry[table.kind].field(ROWS).rows
    fields = {field.name: field for field in declared.declared} if declared is not None else {}
    rows: list[dict[str, str]] = []
    problems: list[Problem] = []
    for cells in lines[line + 1 :]:
        taken = {name: cells[place] for name, place in places.items() if place < len(cells) and cells[place]}
        if not taken:
            continue
        if _is_total(cells):
            problems += _control(taken.get("amount", ""), rows)
            break
        rows.append(_row(taken, fields, len(rows) + 1))
    raw = completed(table.kind, {ROWS: rows})
    draft = FileDraft(1, line + 1, table.kind, raw, tuple(problems))
    return FileDrafts(form, encoding=encoding, drafts=(draft,))


def _head(lines: Sequence[Sequence[str]], table: Table) -> tuple[int, dict[str, int]] | None:
    for place, cells in enumerate(lines[:_SEARCHED]):
        named: dict[str, int] = {}
        for at, cell in enumerate(cells):
            name = _BY_WORDS.get(_folded(cell))
            if name is not None:
                named.setdefault(name, at)
        if all(name in named or (name == "name" and _NAME_PARTS[0] in named) for name in table.needed):
            return place, named
    return None


def _folded(cell: str) -> str:
    plain = _SIGNS.sub(" ", cell.casefold().replace("ё", "е")).strip()
    return plain.removesuffix(" рублей").removesuffix(" руб").removesuffix(" rub")


def _is_total(cells: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell), "")
    return _folded(first).startswith(_TOTALS)


def _row(taken: Mapping[str, str], fields: Mapping[str, Field], number: int) -> dict[str, str]:
    row = {name: field.default for name, field in fields.items()}
    row["number"] = str(number)
    parts = " ".join(filter(None, (taken.get(name, "").strip() for name in _NAME_PARTS)))
    given = {**taken, "name": taken.get("name") or parts}
    for name, text in given.items():
        if name in fields:
            row[name] = _value(fields[name], text)
    return row


def _value(field: Field, text: str) -> str:
    """Return a cell as the draft writes it; what cannot be read stays as it is, for the check to say so."""
    kind = field.kind.name
    if kind is KindName.MONEY:
        try:
            amount = money.parse_amount(text)
        except ValueError:
            return text
        return money.plain(amount) if amount or field.required else ""
    if kind is KindName.DAY and (match := _DAY.match(text)):
        return f"{match[3]}-{match[2]}-{match[1]}"
    if kind is KindName.BIC and _SHORT_BIC.fullmatch(text):
        return f"0{text}"  # a spreadsheet took it for a number
    if kind in {KindName.ACCOUNT, KindName.BIC, KindName.INN}:
        return "".join(text.split())
    return " ".join(text.split())


def _control(said: str, rows: Sequence[Mapping[str, str]]) -> Iterator[Problem]:
    """Compare the total under the rows, if it can be read, with theirs."""
    try:
        stated = money.parse_amount(said)
        found = sum((money.parse_amount(row.get("amount", "")) for row in rows), Decimal("0.00"))
    except ValueError:
        return
    if stated != found:
        facts = {"value": money.plain(stated), "expected": money.plain(found)}
        yield Problem("", "payroll_control", Severity.WARN, facts)


def completed(kind: str, raw: Raw) -> dict[str, RawValue]:
    """Return a draft with all that follows from what the file says: totals, counts, the purpose."""
    return filling.apply(raw, registry[kind].fill(raw, Context(today=dt.date.min)))


def iso(text: str) -> str:
    """Return an ISO day of a text that begins with one, or is written dd.mm.yyyy; "" if there is none."""
    match = _DAY.match(text.strip())
    plain = f"{match[3]}-{match[2]}-{match[1]}" if match else text.strip()[:10]
    try:
        return dt.date.fromisoformat(plain).isoformat()
    except ValueError:
        return ""
