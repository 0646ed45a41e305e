"""Results of registers, row by row, as documents of the bank; long ones go in parts, so that each can be read as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from bsclient import texts
from bsclient.bank.services.base import Doc, Work
from bsclient.bank.work.doc import Refusal
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor

_LANGUAGE: Final = "ru"
_PART: Final = 2_000_000
"""Bytes of rows in one document, about: canonical bytes have a limit."""
_OVERHEAD: Final = 120
_LONGEST_REASON: Final = 210
_CHEQUE: Final = 10
Result = dict[str, str]


def reason(refused: Refusal | None) -> str:
    """Say in the language of the client why a row was refused."""
    if refused is None:
        return ""
    code, facts = refused
    return texts.message(code, facts, _LANGUAGE)[:_LONGEST_REASON]


def wages_results(work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
    """Tell the results of a register of wages."""
    _send(work, doc, "salary_results", [_result(row, failed) for row in doc.rows("rows")])


def npd_results(work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
    """Tell the results of a register for the self-employed, and the cheques of what was credited."""
    results = []
    for row in doc.rows("rows"):
        cheque = "none" if row["number"] in failed else "made" if doc.text("cheques") else "by_payee"
        number = f"20{work.new_id().replace('-', '')[-_CHEQUE:].upper()}" if cheque == "made" else ""
        told = {"inn": row["inn"], "cheque": cheque, "cheque_number": number}
        results.append(_result(row, failed) | told)
    _send(work, doc, "self_employed_results", results)


def _result(row: Mapping[str, str], failed: Mapping[str, Refusal]) -> Result:
    refused = failed.get(row["number"])
    return {
        "number": row["number"],
        "name": row["name"],
        "account": row["account"],
        "amount": row["amount"],
        "result": "credited" if refused is None else "refused",
        "reason": reason(refused),
    }


def _send(work: Work, doc: Doc, kind: str, results: Sequence[Result]) -> None:
    good = [row for row in results if row["result"] == "credited"]
    parts = list(_parts(results))
    head = {
        "date": work.today.isoformat(),
        "account": doc.text("payer_account"),
        "credited": _sum(good),
        "credited_count": str(len(good)),
        "returned": plain(parse_amount(_sum(results)) - parse_amount(_sum(good))),
        "returned_count": str(len(results) - len(good)),
    }
    for place, part in enumerate(parts, start=1):
        register = f"№ {doc.number} от {'.'.join(reversed(doc.day.split('-')))}"
        number = doc.number
        if len(parts) > 1:
            register, number = f"{register}, часть {place} из {len(parts)}", f"{number}/{place}"
        fields: dict[str, Any] = {**head, "number": number, "register": register, "rows": part}
        work.send(doc.client_id, kind, fields, doc.id)


def _parts(results: Sequence[Result]) -> Iterator[list[Result]]:
    part: list[Result] = []
    size = 0
    for row in results:
        length = _OVERHEAD + sum(len(text.encode()) for text in row.values())
        if part and size + length > _PART:
            yield part
            part, size = [], 0
        part.append(row)
        size += length
    yield part


def _sum(results: Sequence[Result]) -> str:
    return plain(from_minor(sum(to_minor(parse_amount(row["amount"])) for row in results)))
