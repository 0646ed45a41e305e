"""Checks every document of a file by the same rules as the form: for the command line and for import."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bsclient import texts
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.documents import registry as types
from bsclient.domain.problems import Problem, Severity
from bsclient.formats import convert, ed807, forms, losses, model, onec, own
from bsclient.formats import registry as known_formats
from bsclient.formats.amounts import plain
from bsclient.formats.drafts import FileDraft
from bsclient.services.information.directory_books import Shipped

_PARTY = {
    "name": "name",
    "inn": "inn",
    "kpp": "kpp",
    "account": "account",
    "bic": "bank.bic",
    "bank_name": "bank.name",
    "corr_account": "bank.correspondent_account",
}
NEUTRAL = {
    **{
        f"{side}_{ours}": f"{side}.{theirs}" for side in ("payer", "payee") for ours, theirs in _PARTY.items()
    },
    "purpose_code": "income_code",
    "tax_status": "tax.status",
    "kbk": "tax.kbk",
    "oktmo": "tax.oktmo",
    "tax_ground": "tax.ground",
    "tax_period": "tax.period",
    "tax_document_number": "tax.document_number",
    "tax_document_date": "tax.document_date",
    "payout_code": "tax.payment_type",
}
"""Names of the neutral file model for the fields of the payment order, where they differ."""
_SIDES: Final = {
    model.CREDIT: (model.CREDIT,), model.DEBIT: (model.DEBIT,), model.INTERNAL: (model.CREDIT, model.DEBIT),
}  # fmt: skip


def check(data: bytes, name: str, today: date) -> model.ExchangeFile:
    """Read a file and add the problems of each payment to those of the file."""
    found = convert.load_any(data, name)
    if not found.orders:
        return found
    context = Context(today=today, banks=ed807.builtin_banks())
    problems = list(found.problems)
    known = {(p.index, p.field) for p in found.problems}
    for document in found.documents:
        raw = onec.onec_payment_raw(document)
        ours = [_of_file(document, problem) for problem in PaymentOrder.check(raw, context)]
        problems.extend(problem for problem in ours if (problem.index, problem.field) not in known)
    problems.sort(key=lambda p: (p.index or 0, p.severity.rank))
    return dataclasses.replace(found, problems=tuple(problems))


def _of_file(document: model.ExchangeDocument, problem: Problem) -> model.FileProblem:
    name = NEUTRAL.get(problem.field, problem.field)
    box = PaymentOrder.field(problem.field).form if problem.field else ""
    facts = {"field": f"{name} ({box})" if box else name, "act": problem.act, **problem.facts}
    return model.FileProblem(document.index, document.line, name, problem.code, problem.severity, facts)


def found(checked: model.ExchangeFile) -> bool:
    """Whether there is anything worse than a hint."""
    return any(problem.severity is not Severity.INFO for problem in checked.problems)


def report(checked: model.ExchangeFile, language: str) -> Iterator[str]:
    """Say in lines of text what the file holds and what is wrong with it."""
    if checked.readable:
        yield _holds(checked, language)
    names = {document.index: document for document in checked.documents}
    for problem in checked.problems:
        where = _place(problem.line, problem.index, language)
        number = names[problem.index].number if problem.index in names else ""
        where += f" (№ {number})" if number else ""
        facts = texts.of_file(problem.facts, language)
        message, mend = (say(problem.code, facts, language) for say in (texts.message, texts.mend))
        severity = texts.field(problem.severity, language)
        yield f"{severity}: {where}, {problem.field or '-'}, {problem.code}: {message} {mend}".rstrip()


def _holds(checked: model.ExchangeFile, language: str) -> str:
    """Say what a file is and what its documents come to, each currency apart."""
    role = losses.role_of(checked)
    sums: dict[str, dict[str, Decimal]] = {"total": {}, model.CREDIT: {}, model.DEBIT: {}}
    for one in checked.documents:
        sides = _SIDES.get(one.direction, ()) if role == model.ENTRIES else ("total",)
        for side in sides if one.amount is not None else ():
            sums[side][one.currency] = sums[side].get(one.currency, Decimal(0)) + (one.amount or 0)
    facts = {side: texts.amount(_sums(by_currency), language) for side, by_currency in sums.items()}
    told = f"{known_formats.told(checked)} {checked.encoding}".strip()
    facts |= {"format": told, "count": str(len(checked.documents))}
    return texts.fill(texts.field(f"holds.{role}", language), facts)


def _sums(by_currency: Mapping[str, Decimal]) -> str:
    told = (f"{plain(total)} {currency}".strip() for currency, total in sorted(by_currency.items()))
    return " + ".join(told) or plain(Decimal(0))


def _place(line: int, index: int | None, language: str) -> str:
    """Say where something stands: line 0 and index None are not told."""
    lines = [f"{texts.field('line', language).lower()} {line}"] if line else []
    return ", ".join(
        [*lines, *([f"{texts.field('document', language)} {index}"] if index is not None else [])]
    )


# documents of other types ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    """A file of documents with all problems of each, the worst first."""

    form: str
    drafts: tuple[FileDraft, ...]
    problems: tuple[Problem, ...]

    @property
    def found(self) -> bool:
        """Whether there is anything worse than a hint."""
        every = (*self.problems, *(problem for draft in self.drafts for problem in draft.problems))
        return any(problem.severity is not Severity.INFO for problem in every)


def check_documents(data: bytes, name: str, today: date, kind: str = "") -> Checked | None:
    """Read a file of documents of a form that a type has, and check each; None for files of payments and strangers."""
    read = forms.load(data, name, kind)
    if read is None:
        return None
    context = Context(today=today, banks=ed807.builtin_banks(), directories=Shipped())
    drafts = tuple(dataclasses.replace(draft, problems=_problems(draft, context)) for draft in read.drafts)
    return Checked(read.form, drafts, read.problems)


def _problems(draft: FileDraft, context: Context) -> tuple[Problem, ...]:
    if draft.type not in types:
        return (*draft.problems, Problem("", "type_unknown", Severity.BLOCK, {"value": draft.type}))
    found = [*draft.problems, *types[draft.type].check(draft.raw, context)]
    return tuple(sorted(found, key=lambda problem: problem.severity.rank))


def report_documents(checked: Checked, language: str) -> Iterator[str]:
    """Say in lines of text what the file holds and what is wrong with it."""
    kinds = list(dict.fromkeys(draft.type for draft in checked.drafts))
    if language == "ru":  # programs go by the codes of the English report
        kinds = [_word(types[kind].title, language) if kind in types else kind for kind in kinds]
    facts = {"format": checked.form, "count": str(len(checked.drafts)), "kinds": ", ".join(kinds)}
    yield texts.fill(texts.field("holds.documents", language), facts).rstrip()
    for problem in checked.problems:
        yield f"{texts.field(problem.severity, language)}: {_said(problem, '', language)}"
    for draft in checked.drafts:
        where = _place(draft.line or 0, draft.index, language)
        for problem in draft.problems:
            severity = texts.field(problem.severity, language)
            yield f"{severity}: {where} ({draft.type}), {_said(problem, draft.type, language)}"


def as_json(checked: Checked, language: str) -> bytes:
    """Return documents and problems as JSON; without problems it can be read back as a file of documents."""
    documents = [
        {
            "index": draft.index, "line": draft.line or None, "type": draft.type, "fields": dict(draft.raw),
            "problems": [_told(problem, draft.type, language) for problem in draft.problems],
        }
        for draft in checked.drafts
    ]  # fmt: skip
    problems = [_told(problem, "", language) for problem in checked.problems]
    tree = {"format": own.FORMAT, "version": own.VERSION, "documents": documents, "problems": problems}
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _said(problem: Problem, kind: str, language: str) -> str:
    message, mend = _texts(problem, kind, language)
    return f"{problem.field or '-'}, {problem.code}: {message} {mend}".rstrip()


def _told(problem: Problem, kind: str, language: str) -> dict[str, str | None]:
    message, mend = _texts(problem, kind, language)
    return {
        "field": problem.field or None, "code": problem.code, "severity": str(problem.severity), "message": message,
        "mend": mend, "act": problem.act or None,
    }  # fmt: skip


def _texts(problem: Problem, kind: str, language: str) -> tuple[str, str]:
    facts = {"field": _label(kind, problem.field, language), "act": problem.act, **problem.facts}
    return texts.message(problem.code, facts, language), texts.mend(problem.code, facts, language)


def _label(kind: str, name: str, language: str) -> str:
    """Return what a field of a type is called, one of a row as `Payments 2: Amount`; what is not declared stays as it is."""
    declared = types.get(kind)
    head, _, rest = name.partition(".")
    field = next((one for one in declared.declared if one.name == head), None) if declared else None
    if field is None:
        return name
    label = _word(field.label, language)
    number, _, part = rest.partition(".")
    inner = next((one for one in field.rows.declared if one.name == part), None) if field.rows else None
    if inner is None or not number.isascii() or not number.isdecimal():
        return label
    return f"{label} {int(number) + 1}: {_word(inner.label, language)}"


def _word(label: str, language: str) -> str:
    if language != "ru":
        return label
    from bsclient.printing import words  # half a second, which only those wait for who have something to read

    return words.russian(label)
