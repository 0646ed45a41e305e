"""Checks every document of a file by the same rules as the form: for the command line and for import."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

from bsclient import texts
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Problem, Severity
from bsclient.formats import convert, ed807, model, onec

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


def check(data: bytes, name: str, today: date) -> model.ExchangeFile:
    """Read a file and add the problems of each payment to those of the file."""
    found = convert.load_any(data, name)
    if found.format != model.PAYMENTS:
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
    total = sum((d.amount for d in checked.documents if d.amount is not None), start=0)
    yield f"{checked.format} {checked.version} {checked.encoding}: {len(checked.documents)} documents, total {total}"
    names = {document.index: document for document in checked.documents}
    for problem in checked.problems:
        where = f"line {problem.line}"
        if problem.index is not None:
            document = names.get(problem.index)
            where += f", document {problem.index}" + (f" (№ {document.number})" if document else "")
        message = texts.message(problem.code, problem.facts, language)
        mend = texts.mend(problem.code, problem.facts, language)
        yield f"{problem.severity}: {where}, {problem.field or '-'}, {problem.code}: {message} {mend}".rstrip()
