"""ED101, the payment order of УФЭБС, single or in a PacketEPD: read and written as payments to be made."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import losses
from bsclient.formats.model import (
    DEBIT,
    ORDERS,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    FileProblem,
    Party,
    Tax,
)
from bsclient.formats.onec.payments import PAYMENT_ORDER
from bsclient.formats.ufebs.values import (
    NOBODY,
    Fields,
    attributes,
    fitting,
    kopecks,
    local,
    read_all,
    write_all,
)
from bsclient.formats.xml_out import leaf, nest

if TYPE_CHECKING:
    from lxml.etree import _Element

CODE: Final = "ed101"
HOLDS: Final = (
    losses.ALL
    - {"own_account", "interval", "balances", "turnover", "owner", "account_bank", "statement_reference"}
    - {"entry_day", "value_date", "currency", "bank_name", "extra", "reference", "preliminary", "reversal"}
) | {"own_account", ORDERS}

_OTHERS: Final = ("ED103", "ED104", "ED105", "ED107", "ED108", "ED109", "ED110", "ED111")
_KEPT: Final = (
    "EDNo",
    "EDDate",
    "EDAuthor",
    "EDReceiver",
    "PaymentPrecedence",
    "SystemCode",
    "ReceiptDate",
    "FileDate",
    "ChargeOffDate",
    "ResField",
    "PaytKind",
)
_TAX: Final = ("DrawerStatus", "CBC", "OKATO", "PaytReason", "TaxPeriod", "DocNo", "DocDate", "TaxPaytKind")
_NAME: Final = 160
_PURPOSE: Final = 210
_ORDER: Final = "01"
_ZERO: Final = Decimal(0)
_NEEDED: Final = (
    ("number", re.compile(r"[0-9]{1,6}")),
    ("payer.account", re.compile(r"[0-9A-Z]{20}")),
    ("payer.bank.bic", re.compile(r"[0-9]{9}")),
    ("payee.bank.bic", re.compile(r"[0-9]{9}")),
    ("payer.name", re.compile(r".*\S.*", re.DOTALL)),
    ("payee.name", re.compile(r".*\S.*", re.DOTALL)),
    ("purpose", re.compile(r".*\S.*", re.DOTALL)),
)


def read(data: bytes, name: str = "") -> ExchangeFile:
    """Read payment orders; nothing is raised for bad content."""
    del name
    return read_all(data, ("ED101", *_OTHERS, "PacketEPD"), _Reader(), CODE)


class _Reader:
    """Takes the orders as they end; the packet, which ends last, says how many there should be."""

    def __init__(self) -> None:
        self._documents: list[ExchangeDocument] = []
        self._problems: list[FileProblem] = []

    def take(self, element: _Element) -> None:
        kind = local(element)
        if kind == "PacketEPD":
            self._packet(element)
        elif kind == "ED101":
            self._order(element)
        else:
            fields = Fields(element, None, self._problems)
            fields.tell(kind, "file_ed_left_out", {"kind": kind}, Severity.WARN)

    def _packet(self, element: _Element) -> None:
        fields = Fields(element, None, self._problems)
        count, total = fields.text("EDQuantity"), fields.amount("Sum", needed=False)
        found = sum((d.amount for d in self._documents if d.amount is not None), start=_ZERO)
        if count and count != str(len(self._documents)):
            facts = {"expected": count, "found": str(len(self._documents))}
            fields.tell("EDQuantity", "file_packet_count", facts, Severity.WARN)
        if total is not None and total != found:
            facts = {"expected": f"{total:.2f}", "found": f"{found:.2f}"}
            fields.tell("Sum", "file_packet_sum", facts, Severity.WARN)

    def _order(self, element: _Element) -> None:
        index = len(self._documents) + 1
        fields = Fields(element, index, self._problems)
        parts = {local(child): child for child in element}
        paper = parts.get("AccDoc")
        told = Fields(paper if paper is not None else element, index, self._problems)
        amount = fields.amount("Sum")
        if amount == 0:
            fields.tell("Sum", "file_amount_zero", {})
        number = told.text("AccDocNo")
        if not number:
            told.tell("AccDocNo", "file_value_missing", {})
        tax = parts.get("DepartmentalInfo")
        self._documents.append(
            ExchangeDocument(
                index=index,
                line=fields.line,
                kind=PAYMENT_ORDER,
                number=number,
                date=told.day("AccDocDate", needed=True),
                amount=amount,
                currency="RUB",
                direction=DEBIT,
                payer=_party(parts.get("Payer")),
                payee=_party(parts.get("Payee")),
                purpose=_text(parts.get("Purpose")),
                priority=fields.text("Priority"),
                uin=fields.text("PaymentID"),
                income_code=fields.text("CodePurpose"),
                operation_type=fields.text("TransKind"),
                tax=Tax() if tax is None else Tax(*(tax.get(name, "").strip() for name in _TAX)),
                extra={name: value for name in _KEPT if (value := fields.text(name))},
            )
        )

    def file(self, codec: str) -> ExchangeFile:
        """Return the whole; the accounts are those of the payers."""
        if not self._documents and not self._problems:
            raise BadInput("file_no_orders")
        payers = dict.fromkeys(d.payer.account for d in self._documents if d.payer.account)
        return ExchangeFile(
            format=CODE,
            encoding=codec,
            accounts=tuple(AccountSection(account, "RUB") for account in payers),
            documents=tuple(self._documents),
            problems=tuple(self._problems),
            role=ORDERS,
        )


def _party(element: _Element | None) -> Party:
    if element is None:
        return Party()
    parts = {local(child): child for child in element}
    bank = parts.get("Bank")
    of_bank = Bank() if bank is None else Bank(bank.get("BIC", ""), "", bank.get("CorrespAcc", ""))
    get = element.get
    return Party(_text(parts.get("Name")), get("INN", ""), get("KPP", ""), get("PersonalAcc", ""), of_bank)


def _text(element: _Element | None) -> str:
    return " ".join((element.text or "").split("\n")).strip() if element is not None else ""


def write(out: BinaryIO, file: ExchangeFile, language: str = "en") -> None:
    """Write one order as ED101, several as a PacketEPD.

    BadInput: `file_target_empty`, `file_documents_incomplete` (no amount or date), `file_value_unfit` (facts index, field, value) for what a
    payment order cannot be without, `file_currency_unfit` for other money than roubles.
    """
    del language
    bare = sum(1 for d in file.documents if d.amount is None or d.date is None)
    if bare:
        raise BadInput("file_documents_incomplete", count=str(bare))
    if not file.documents:
        raise BadInput("file_target_empty", target="ED101")
    orders = [_order(document) for document in file.documents]
    total = sum((d.amount for d in file.documents if d.amount is not None), start=_ZERO)
    latest = max((d.date for d in file.documents if d.date is not None), default=dt.date.min)
    write_all(out, orders, "PacketEPD", latest, {"Sum": kopecks(total), "SystemCode": "02"})


def _order(document: ExchangeDocument) -> str:
    _demand(document)
    kept = document.extra.get
    day = document.date or dt.date.min
    values = {
        "EDNo": kept("EDNo", "") or str(document.index),
        "EDDate": kept("EDDate", "") or f"{day:%Y-%m-%d}",
        "EDAuthor": kept("EDAuthor", "") or NOBODY,
        "EDReceiver": kept("EDReceiver", ""),
        "Sum": kopecks(document.amount or _ZERO),
        "PaytKind": kept("PaytKind", ""),
        "PaymentPrecedence": kept("PaymentPrecedence", "") or "69",
        "CodePurpose": document.income_code,
        "TransKind": _ORDER,
        "Priority": document.priority or "5",
        "ReceiptDate": kept("ReceiptDate", ""),
        "FileDate": kept("FileDate", ""),
        "ChargeOffDate": kept("ChargeOffDate", ""),
        "SystemCode": kept("SystemCode", "") or "02",
        "PaymentID": document.uin,
        "ResField": kept("ResField", ""),
    }
    paper = attributes({"AccDocNo": document.number, "AccDocDate": f"{day:%Y-%m-%d}"})
    return (
        f"<ED101 {attributes(values)}>\n<AccDoc {paper}/>\n"
        + _written("Payer", document.payer)
        + _written("Payee", document.payee)
        + (leaf("Purpose", fitting(document.purpose, _PURPOSE)) or "<Purpose/>")
        + "\n"
        + _department(document.tax)
        + "</ED101>\n"
    )


def _demand(document: ExchangeDocument) -> None:
    if document.currency not in {"", "RUB"}:
        raise BadInput("file_currency_unfit", currency=document.currency, target="ED101")
    for field, form in _NEEDED:
        value: object = document
        for name in field.split("."):
            value = getattr(value, name)
        if form.fullmatch(str(value)) is None:
            facts = {
                "index": str(document.index),
                "field": field,
                "value": str(value)[:40],
                "target": "ED101",
            }
            raise BadInput("file_value_unfit", **facts)


def _written(role: str, party: Party) -> str:
    values = {"PersonalAcc": party.account, "INN": party.inn, "KPP": party.kpp}
    bank = attributes({"BIC": party.bank.bic, "CorrespAcc": party.bank.correspondent_account})
    inner = leaf("Name", fitting(party.name, _NAME)) + f"<Bank {bank}/>"
    return nest(role, inner).replace(f"<{role}>", f"<{role} {attributes(values)}>", 1) + "\n"


def _department(tax: Tax) -> str:
    values = tax.values
    if not any(values):
        return ""
    return f"<DepartmentalInfo {attributes(dict(zip(_TAX, values, strict=True)))}/>\n"


def cuts(file: ExchangeFile) -> Mapping[str, int]:
    """Count what is longer than ED101 allows, written in other letters, or no payment order."""
    found: dict[str, int] = {}
    for document in file.documents:
        for part in _shortened(document):
            found[part] = found.get(part, 0) + 1
    return found


def _shortened(document: ExchangeDocument) -> Iterator[str]:
    names = (document.payer.name, document.payee.name)
    if any(fitting(text) != text for text in (*names, document.purpose)):
        yield "letters"
    if len(fitting(document.purpose)) > _PURPOSE:  # signs like «…» become longer
        yield "purpose_end"
    if any(len(fitting(name)) > _NAME for name in names):
        yield "name_end"
    if document.operation_type not in {"", _ORDER}:
        yield "operation_type"
    if document.kind not in {"", PAYMENT_ORDER}:
        yield "kind"
