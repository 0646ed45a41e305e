"""Purpose, number, day and kind of the document, UIN and the tax fields in ISO 20022, in the Russian conventions.

The purpose stands in `RmtInf/Ustrd`, in pieces of at most 140 characters; number, day and kind of the document in
`RfrdDocInf` (POD is the payment order); the UIN in `CdtrRefInf` of type UIN. Tax part: 101 `Rcrd/DbtrSts`, 104
`Rcrd/CtgyDtls`, 105 `AdmstnZone`, 106 `Rcrd/Ctgy`, 107 `Cdtr/RegnId`, 108 `RefNb`, 109 `Dt` or as text `Mtd`, 110
`Rcrd/Tp`, 102 and 103 `Dbtr/TaxTp` and `Cdtr/TaxTp` (as the messages of the Bank of Russia have them).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from bsclient.formats.iso.findings import Findings
from bsclient.formats.iso.parties import NOT_PROVIDED, Style
from bsclient.formats.model import ExchangeDocument, Tax
from bsclient.formats.onec.values import BadValue, one_line, read_day
from bsclient.formats.xml_out import escaped, leaf, nest
from bsclient.formats.xml_shapes import Paths

LINE: Final = 140
CODE: Final = 35
PAYMENT_ORDER: Final = "Платежное поручение"
KINDS: Final[Mapping[str, str]] = {
    "01": PAYMENT_ORDER,
    "02": "Платежное требование",
    "06": "Инкассовое поручение",
    "08": "Аккредитив",
    "09": "Мемориальный ордер",
    "16": "Платежный ордер",
    "17": "Банковский ордер",
}
"""Kinds of documents by the operation type, field 18 (Bank of Russia, 762-P, 579-P)."""

_ORDER: Final = "POD"
_UIN: Final = ("UIN", "УИН", "UIP")
_REFERENCE: Final = "RmtInf/Strd/CdtrRefInf"
_REFERENCE_TYPE: Final = f"{_REFERENCE}/Tp/CdOrPrtry/Prtry"
_REFERRED: Final = "RmtInf/Strd/RfrdDocInf"
_REFERRED_TYPE: Final = f"{_REFERRED}/Tp/CdOrPrtry/Prtry"
_NUMBERS: Final = (f"{_REFERRED}/Nb", "Refs/EndToEndId", "PmtId/EndToEndId", "Refs/ChqNb")
_DAYS: Final = (f"{_REFERRED}/RltdDt", f"{_REFERRED}/RltdDt/Dt")
_PRIORITIES: Final = ("Purp/Prtry", "PmtTpInf/CtgyPurp/Prtry")
_PRIORITY: Final = re.compile("[1-6]")
_NO_TAX: Final = Tax()
_TAX_PATHS: Final = {
    "status": ("Rcrd/DbtrSts",),
    "kbk": ("Rcrd/CtgyDtls",),
    "oktmo": ("AdmstnZone", "AdmstnZn"),
    "ground": ("Rcrd/Ctgy",),
    "period": ("Cdtr/RegnId",),
    "document_number": ("RefNb",),
    "document_date": ("Dt", "Mtd"),
    "payment_type": ("Rcrd/Tp",),
}
_TAXES: Final = tuple(
    (start, tuple(start + path for paths in _TAX_PATHS.values() for path in paths))
    for start in ("Tax/", "RmtInf/Strd/TaxRmt/")
)


def split_purpose(text: str) -> list[str]:
    """Divide a purpose into pieces of at most 140 characters; `join_purpose` puts them together exactly.

    A piece ends where a blank was, which is left out; only a word of 140 characters is cut, and fills its piece.
    """
    text = one_line(text)
    pieces = []
    while len(text) > LINE:
        end = text.rfind(" ", 1, LINE)
        if end < 1:
            pieces.append(text[:LINE])
            text = text[LINE:]
        else:
            pieces.append(text[:end])
            text = text[end + 1 :]
    return [*pieces, text] if text else pieces


def join_purpose(text: str) -> str:
    """Put the pieces of a purpose (lines) together: a full piece goes on in the next, others get a blank between."""
    if "\n" not in text:
        return text
    whole = ""
    full = True
    for piece in text.split("\n"):
        whole += piece if full else f" {piece}"
        full = len(piece) >= LINE
    return whole


def purpose(node: Paths) -> str:
    """Return the purpose: the free text, or what structured remittance says of it."""
    free = node.get("RmtInf/Ustrd")
    if free and free.strip():
        return join_purpose(free)
    further = node.get("RmtInf/Strd/AddtlRmtInf", "")
    if further:
        return further.replace("\n", " ")
    return node.get(f"{_REFERENCE}/Ref", "") if not _is_uin(node) else ""


def uin(node: Paths) -> str:
    """Return the UIN, field 22."""
    return node.get(f"{_REFERENCE}/Ref", "") if _is_uin(node) else ""


def _is_uin(node: Paths) -> bool:
    return node.get(_REFERENCE_TYPE, "").upper() in _UIN


def number(node: Paths) -> str:
    """Return the document's number."""
    for path in node.shape.among("number", _NUMBERS):
        found = node[path]
        if found and found != NOT_PROVIDED:
            return found
    return ""


def document_day(node: Paths, findings: Findings) -> dt.date | None:
    """Return the day of the document."""
    for path in node.shape.among("date", _DAYS):
        return findings.day("date", node[path])
    return None


def kind(node: Paths, operation_type: str) -> str:
    """Return the kind of the document in words, "" if the message does not say."""
    said = node.get(_REFERRED_TYPE, "")
    if said and said != _ORDER:
        return said
    return KINDS.get(operation_type, "") if operation_type or not said else PAYMENT_ORDER


def priority(node: Paths) -> str:
    """Return field 21, 1 to 6."""
    for path in node.shape.among("priority", _PRIORITIES):
        found = node[path]
        if _PRIORITY.fullmatch(found):
            return found
    return ""


def tax(node: Paths) -> Tax:
    """Return the fields 101 and 104 to 110."""
    start = next((start for start, paths in _TAXES if node.shape.among(start, paths)), "")
    if not start:
        return _NO_TAX
    found = {}
    for field, paths in _TAX_PATHS.items():
        found[field] = next((node[start + path].strip() for path in paths if node.get(start + path)), "")
    day = node.get(f"{start}Dt", "").strip()
    if len(day) >= 10:  # noqa: PLR2004 - yyyy-mm-dd
        found["document_date"] = f"{day[8:10]}.{day[5:7]}.{day[:4]}"
    return Tax(**found)


def remittance_xml(document: ExchangeDocument) -> str:
    """Write purpose, document and UIN."""
    pieces = [f"<Ustrd>{escaped(piece)}</Ustrd>" for piece in split_purpose(document.purpose)]
    word = _ORDER if document.kind == PAYMENT_ORDER else document.kind
    said = nest("Tp", nest("CdOrPrtry", leaf("Prtry", word, CODE)))
    day = document.date.isoformat() if document.date else ""
    referred = nest("RfrdDocInf", said, leaf("Nb", document.number, CODE), leaf("RltdDt", day))
    type_ = nest("Tp", nest("CdOrPrtry", leaf("Prtry", "UIN"))) if document.uin else ""
    reference = nest("CdtrRefInf", type_, leaf("Ref", document.uin, CODE))
    return nest("RmtInf", *pieces, nest("Strd", referred, reference))


def tax_xml(document: ExchangeDocument, style: Style) -> str:
    """Write the tax part, which also has the KPPs; "" if there is nothing to say."""
    fields = document.tax
    try:
        day = read_day(fields.document_date).isoformat()
    except BadValue:
        day = ""
    return nest(
        "Tax",
        nest("Cdtr", leaf("RegnId", fields.period, CODE), leaf("TaxTp", document.payee.kpp, CODE)),
        nest("Dbtr", leaf("TaxTp", document.payer.kpp, CODE)),
        leaf(style.tax_zone, fields.oktmo, CODE),
        leaf("RefNb", fields.document_number, LINE),
        "" if day else leaf("Mtd", fields.document_date, CODE),
        leaf("Dt", day),
        nest(
            "Rcrd",
            leaf("Tp", fields.payment_type, CODE),
            leaf("Ctgy", fields.ground, CODE),
            leaf("CtgyDtls", fields.kbk, CODE),
            leaf("DbtrSts", fields.status, CODE),
        ),
    )
