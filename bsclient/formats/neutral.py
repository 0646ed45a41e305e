"""The neutral JSON of an exchange file: what `check --json` prints and `convert --to json` writes.

Amounts are strings like "1234.05" (more places where the currency has them), days are ISO, what the file does not have
is null. Keys are exactly those written here; reading refuses anything of another shape, takes files of the first edition
without `role`, `marks` and the newer keys of accounts, and ignores the texts of problems.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, BinaryIO, Final

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import amounts, losses, registry
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    INTERNAL,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    FileProblem,
    Marks,
    Party,
    Tax,
)
from bsclient.formats.onec.values import BadValue, read_iso_day

HOLDS: Final = losses.ALL | losses.ROLES

_TAX = ("status", "kbk", "oktmo", "ground", "period", "document_number", "document_date", "payment_type")
_DIRECTIONS = (CREDIT, DEBIT, INTERNAL)


def as_neutral(file: ExchangeFile, language: str = "en") -> dict[str, Any]:
    """Return the file as plain lists and dictionaries, problems with their texts in the language."""
    return {
        "format": file.format or None,
        "version": file.version or None,
        "encoding": file.encoding or None,
        "role": losses.role_of(file),
        "accounts": [_account(section) for section in file.accounts],
        "documents": [_document(document) for document in file.documents],
        "problems": [_problem(problem, language) for problem in file.problems],
    }


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read the neutral JSON; what is malformed is the file's one problem."""
    del name
    try:
        return read_neutral(data)
    except BadInput as error:
        problem = FileProblem(None, 1, "", error.code, Severity.BLOCK, error.facts)
        return ExchangeFile(format="json", problems=(problem,))


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write the neutral JSON, problems with their texts in the language."""
    out.write(write_neutral(file, language))


def write_neutral(file: ExchangeFile, language: str = "en") -> bytes:
    """Return the neutral JSON as UTF-8."""
    return (json.dumps(as_neutral(file, language), ensure_ascii=False, indent=1) + "\n").encode()


def read_neutral(data: bytes) -> ExchangeFile:
    """Read the neutral JSON back. BadInput `file_json_malformed` (fact `place`)."""
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise _malformed("JSON") from None
    root = _Reader(whole, "")
    format_ = root.text("format")
    if registry.named(format_) is None:
        raise _malformed("format")
    role = root.text("role")
    if role and role not in losses.ROLES:
        raise _malformed("role")
    return ExchangeFile(
        format=format_,
        version=root.text("version"),
        encoding=root.text("encoding"),
        accounts=tuple(_read_account(item) for item in root.items("accounts")),
        documents=tuple(_read_document(item) for item in root.items("documents")),
        problems=tuple(_read_problem(item) for item in root.items("problems")),
        role="" if registry.named(format_) is registry.named("1c") else role,
    )


def _account(section: AccountSection) -> dict[str, Any]:
    return {
        "account": section.account or None,
        "currency": section.currency or None,
        "from": _day(section.start),
        "to": _day(section.end),
        "opening": _amount(section.opening),
        "closing": _amount(section.closing),
        "credits": _amount(section.credits),
        "debits": _amount(section.debits),
        "preliminary": section.preliminary,
        "reference": section.reference or None,
        "owner": section.owner or None,
        "bank": _bank(section.bank),
    }


def _document(document: ExchangeDocument) -> dict[str, Any]:
    return {
        "index": document.index,
        "line": document.line,
        "kind": document.kind or None,
        "number": document.number or None,
        "date": _day(document.date),
        "amount": _amount(document.amount),
        "currency": document.currency or None,
        "direction": document.direction or None,
        "payer": _party(document.payer),
        "payee": _party(document.payee),
        "purpose": document.purpose or None,
        "priority": document.priority or None,
        "uin": document.uin or None,
        "income_code": document.income_code or None,
        "operation_type": document.operation_type or None,
        "debited": _day(document.debited),
        "credited": _day(document.credited),
        "tax": {name: getattr(document.tax, name) or None for name in _TAX},
        "extra": dict(document.extra),
        "marks": {
            "reference": document.marks.reference or None,
            "value_date": _day(document.marks.value_date),
            "preliminary": document.marks.preliminary,
            "reversal": document.marks.reversal,
        },
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name or None,
        "inn": party.inn or None,
        "kpp": party.kpp or None,
        "account": party.account or None,
        "bank": _bank(party.bank),
    }


def _bank(bank: Bank) -> dict[str, Any]:
    return {
        "bic": bank.bic or None,
        "name": bank.name or None,
        "correspondent_account": bank.correspondent_account or None,
    }


def _problem(problem: FileProblem, language: str) -> dict[str, Any]:
    return {
        "index": problem.index,
        "line": problem.line,
        "field": problem.field or None,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": texts.message(problem.code, texts.of_file(problem.facts, language), language),
        "mend": texts.mend(problem.code, texts.of_file(problem.facts, language), language),
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else amounts.plain(amount)


class _Reader:
    """Takes values of the right type out of a JSON object, or says which place is wrong."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, Mapping):
            raise _malformed(place or "JSON")
        self._value = value
        self._place = place

    def text(self, name: str) -> str:
        value = self._value.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(name)
        return value

    def number(self, name: str) -> int:
        value = self._value.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name)
        return value

    def optional_number(self, name: str) -> int | None:
        return None if self._value.get(name) is None else self.number(name)

    def day(self, name: str) -> dt.date | None:
        text = self.text(name)
        try:
            return read_iso_day(text) if text else None
        except BadValue:
            raise self.wrong(name) from None

    def amount(self, name: str, *, signed: bool = False) -> Decimal | None:
        text = self.text(name)
        try:
            return amounts.read(text, signed=signed) if text else None
        except BadValue:
            raise self.wrong(name) from None

    def flag(self, name: str) -> bool:
        value = self._value.get(name)
        if value is not None and not isinstance(value, bool):
            raise self.wrong(name)
        return bool(value)

    def inner(self, name: str) -> _Reader:
        return _Reader(self._value.get(name) or {}, f"{self._place}{name}.")

    def items(self, name: str) -> list[_Reader]:
        value = self._value.get(name)
        if not isinstance(value, list):
            raise self.wrong(name)
        return [_Reader(item, f"{self._place}{name}[{place}].") for place, item in enumerate(value)]

    def texts(self, name: str) -> dict[str, str]:
        inner = self.inner(name)
        return {key: inner.text(key) for key in inner.names()}

    def names(self) -> list[str]:
        return [str(name) for name in self._value]

    def wrong(self, name: str) -> BadInput:
        return _malformed(f"{self._place}{name}")


def _malformed(place: str) -> BadInput:
    return BadInput("file_json_malformed", place=place)


def _read_account(item: _Reader) -> AccountSection:
    return AccountSection(
        account=item.text("account"),
        currency=item.text("currency"),
        start=item.day("from"),
        end=item.day("to"),
        opening=item.amount("opening", signed=True),
        closing=item.amount("closing", signed=True),
        credits=item.amount("credits", signed=True),
        debits=item.amount("debits", signed=True),
        preliminary=item.flag("preliminary"),
        reference=item.text("reference"),
        owner=item.text("owner"),
        bank=_read_bank(item.inner("bank")),
    )


def _read_document(item: _Reader) -> ExchangeDocument:
    direction = item.text("direction")
    if direction and direction not in _DIRECTIONS:
        raise item.wrong("direction")
    tax = item.inner("tax")
    return ExchangeDocument(
        index=item.number("index"),
        line=item.number("line"),
        kind=item.text("kind"),
        number=item.text("number"),
        date=item.day("date"),
        amount=item.amount("amount"),
        currency=item.text("currency"),
        direction=direction,
        payer=_read_party(item.inner("payer")),
        payee=_read_party(item.inner("payee")),
        purpose=item.text("purpose"),
        priority=item.text("priority"),
        uin=item.text("uin"),
        income_code=item.text("income_code"),
        operation_type=item.text("operation_type"),
        debited=item.day("debited"),
        credited=item.day("credited"),
        tax=Tax(*(tax.text(name) for name in _TAX)),
        extra=item.texts("extra"),
        marks=_read_marks(item.inner("marks")),
    )


def _read_marks(item: _Reader) -> Marks:
    return Marks(
        item.text("reference"), item.day("value_date"), item.flag("preliminary"), item.flag("reversal")
    )


def _read_party(item: _Reader) -> Party:
    return Party(
        name=item.text("name"),
        inn=item.text("inn"),
        kpp=item.text("kpp"),
        account=item.text("account"),
        bank=_read_bank(item.inner("bank")),
    )


def _read_bank(item: _Reader) -> Bank:
    return Bank(item.text("bic"), item.text("name"), item.text("correspondent_account"))


def _read_problem(item: _Reader) -> FileProblem:
    try:
        severity = Severity(item.text("severity"))
    except ValueError:
        raise item.wrong("severity") from None
    return FileProblem(
        item.optional_number("index"), item.number("line"), item.text("field"), item.text("code"), severity
    )
