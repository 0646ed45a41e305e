"""Write pain.001: version 3 for older systems, version 9 as Russian banks take it today.

Payments of one payer and day that follow each other make one block. What the message cannot hold is an error here and
never cut: a payment must arrive as it was meant.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import BinaryIO, Final

from bsclient.errors import BadInput
from bsclient.formats import amounts, losses
from bsclient.formats.iso import remittance
from bsclient.formats.iso.frame import created, message_id
from bsclient.formats.iso.parties import (
    CODE,
    NAME,
    NOT_PROVIDED,
    Style,
    account_xml,
    agent_xml,
    party_xml,
)
from bsclient.formats.model import ORDERS, Bank, ExchangeDocument, ExchangeFile, Party, Tax
from bsclient.formats.xml_out import DECLARATION, leaf, nest

_SECTION_PARTS: Final = {"interval", "balances", "turnover", "statement_reference"}
_ENTRY_PARTS: Final = {"entry_day", "value_date", "reference", "preliminary", "reversal"}
HOLDS: Final = losses.ALL - _SECTION_PARTS - _ENTRY_PARTS - {"extra"} | {ORDERS}

_VERSIONS: Final = {"3": Style("001.03", new=False), "9": Style("001.09", new=True)}
_ROUBLES: Final = "RUB"
_INCOME_TYPE: Final = "PTCD"
_CURRENCY: Final = re.compile("[A-Z]{3}")
_SHORT: Final = 35
_INCOME: Final = 10
_TAX: Final = {field.name: _SHORT for field in dataclasses.fields(Tax)} | {"document_number": remittance.LINE}
_LONGEST_NAME: Final = 2 * NAME


def write(out: BinaryIO, file: ExchangeFile, version: str = "9") -> None:
    """Write payments. BadInput: `file_target_empty`, `file_documents_incomplete`, `file_value_too_long_at` (`index`, `field`, `limit`), `file_value_unfit`."""
    style = _VERSIONS[version]
    documents = file.documents
    bare = sum(document.amount is None or document.date is None for document in documents)
    if bare:
        raise BadInput("file_documents_incomplete", count=str(bare))
    if not documents:
        raise BadInput("file_target_empty", target="pain.001")
    for document in documents:
        _demand_fits(document)
    out.write(
        f'{DECLARATION}<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.{style.version}">'.encode()
    )
    out.write(b"<CstmrCdtTrfInitn>")
    initiator = file.header.get("InitgPty/Nm") or documents[0].payer.name or NOT_PROVIDED
    group = (
        leaf("MsgId", message_id(file), _SHORT),
        leaf("CreDtTm", created(file)),
        leaf("NbOfTxs", str(len(documents))),
        leaf("CtrlSum", amounts.plain(_total(documents))),
        nest("InitgPty", leaf("Nm", initiator, NAME)),
    )
    out.write(f"{nest('GrpHdr', *group)}\n".encode())
    blocks = enumerate(groupby(documents, lambda d: (d.payer, d.date)), 1)
    out.writelines(_block(place, list(block), style).encode() for place, (_key, block) in blocks)
    out.write(b"</CstmrCdtTrfInitn></Document>\n")


def cuts(file: ExchangeFile) -> dict[str, int]:
    """Count the names of banks that the message has no room for: the BIC says which bank it is."""
    documents = file.documents
    return {"bank_name": sum(max(len(d.payer.bank.name), len(d.payee.bank.name)) > NAME for d in documents)}


def _total(documents: Sequence[ExchangeDocument]) -> Decimal:
    return sum((document.amount or Decimal(0) for document in documents), Decimal(0))


def _demand_fits(document: ExchangeDocument) -> None:
    """Refuse what the message would have to cut, and money that it would call roubles."""
    if document.currency and not _CURRENCY.fullmatch(document.currency):
        facts = {"index": str(document.index), "field": "currency", "value": document.currency}
        raise BadInput("file_value_unfit", **facts, target="pain.001")
    checks: list[tuple[str, str, int]] = [
        ("number", document.number, _SHORT),
        ("uin", document.uin, _SHORT),
        ("operation_type", document.operation_type, _SHORT),
        ("income_code", document.income_code, _INCOME),
        ("priority", document.priority, _SHORT),
        *((f"tax.{name}", getattr(document.tax, name), limit) for name, limit in _TAX.items()),
    ]
    for side, party in (("payer", document.payer), ("payee", document.payee)):
        checks += [
            (f"{side}.name", party.name, _LONGEST_NAME),
            (f"{side}.inn", party.inn, CODE),
            (f"{side}.kpp", party.kpp, CODE),
            (f"{side}.account", party.account, CODE),
            (f"{side}.bank.bic", party.bank.bic, CODE),
            (f"{side}.bank.correspondent_account", party.bank.correspondent_account, CODE),
        ]
    for field, value, limit in checks:
        if len(value) > limit:
            raise BadInput("file_value_too_long_at", index=str(document.index), field=field, limit=str(limit))


def _block(place: int, documents: list[ExchangeDocument], style: Style) -> str:
    payer = documents[0].payer
    day = documents[0].date or dt.date.min  # each has one
    pieces = [
        leaf("PmtInfId", str(place)),
        leaf("PmtMtd", "TRF"),
        leaf("NbOfTxs", str(len(documents))),
        leaf("CtrlSum", amounts.plain(_total(documents))),
        _requested(day, style),
        party_xml("Dbtr", payer) or nest("Dbtr", leaf("Nm", NOT_PROVIDED)),
        account_xml("DbtrAcct", payer.account or NOT_PROVIDED),
        _agent("DbtrAgt", payer, style),
        "\n",
        *[_payment(document, style) for document in documents],
    ]
    return f"<PmtInf>{''.join(pieces)}</PmtInf>\n"


def _requested(day: dt.date, style: Style) -> str:
    text = leaf("Dt", day.isoformat())
    return nest("ReqdExctnDt", text) if style.new else leaf("ReqdExctnDt", day.isoformat())


def _agent(name: str, party: Party, style: Style) -> str:
    bank = party.bank if party.bank != Bank() else Bank(name=NOT_PROVIDED)
    return agent_xml(name, bank, style)


def _payment(document: ExchangeDocument, style: Style) -> str:
    currency = document.currency if _CURRENCY.fullmatch(document.currency) else _ROUBLES
    amount = amounts.plain(document.amount or Decimal(0))
    income = document.income_code
    details = nest("Dtls", leaf("Tp", _INCOME_TYPE), leaf("Cd", income, _INCOME)) if income else ""
    operation = nest("LclInstrm", leaf("Prtry", document.operation_type, _SHORT))
    pieces = (
        nest("PmtId", leaf("EndToEndId", document.number or NOT_PROVIDED)),
        nest("PmtTpInf", operation),
        f'<Amt><InstdAmt Ccy="{currency}">{amount}</InstdAmt></Amt>',
        agent_xml("CdtrAgt", document.payee.bank, style),
        party_xml("Cdtr", document.payee),
        account_xml("CdtrAcct", document.payee.account),
        nest("Purp", leaf("Prtry", document.priority, _SHORT)),
        nest("RgltryRptg", details),
        remittance.tax_xml(document, style),
        remittance.remittance_xml(document),
    )
    return f"<CdtTrfTxInf>{''.join(pieces)}</CdtTrfTxInf>\n"
