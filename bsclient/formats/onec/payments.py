"""A payment order between the exchange file and our own draft, whose fields are texts.

Names of the draft's fields are those of form 0401060 in `domain.documents.payment_order`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from operator import attrgetter

from bsclient.formats.model import Bank, ExchangeDocument, Party, Tax
from bsclient.formats.onec import keys
from bsclient.formats.onec.values import BadValue, read_amount, read_iso_day

PAYMENT_ORDER = "Платежное поручение"
_KIND_OF_PAYMENT = "ВидПлатежа"
_MOST_PARTIES = 20_000
_PARTY_NAMES = ("name", "inn", "kpp", "account", "bank_name", "bic", "corr_account")
_TAX = {
    "tax_status": "status",
    "kbk": "kbk",
    "oktmo": "oktmo",
    "tax_ground": "ground",
    "tax_period": "period",
    "tax_document_number": "document_number",
    "tax_document_date": "document_date",
    "payout_code": "payment_type",
}
_TAX_NAMES = tuple(_TAX)
_TAXES = attrgetter(*_TAX.values())
_NAMES = (
    "number",
    "date",
    "payment_kind",
    "amount",
    *(f"{side}_{name}" for side in ("payer", "payee") for name in _PARTY_NAMES),
    "operation_type",
    "purpose_code",
    "priority",
    "uin",
    "purpose",
    *_TAX,
)


def onec_payment_raw(document: ExchangeDocument) -> dict[str, str]:
    """Return the draft's texts by field; every field of the list is there, "" where the file has nothing.

    Values stand as the file gives them (a KPP of "0" stays "0"): to judge them is the rules' business.
    """
    return dict.fromkeys(_NAMES, "") | PaymentTexts().of(document)


class PaymentTexts:
    """Puts the documents of one file into drafts' texts, without the empty ones; parties repeat and are done once."""

    def __init__(self) -> None:
        self._parties: dict[tuple[str, int, str], tuple[Party, dict[str, str]]] = {}

    def of(self, document: ExchangeDocument) -> dict[str, str]:
        """Return the texts that the file has, by field."""
        texts = {
            "number": document.number,
            "date": document.date.isoformat() if document.date else "",
            "amount": _plain(document.amount),
            "purpose": document.purpose,
            "priority": document.priority,
            "uin": document.uin,
            "operation_type": document.operation_type,
            "purpose_code": document.income_code,
            "payment_kind": document.extra.get(_KIND_OF_PAYMENT, "").lower(),
        }
        if "" in texts.values():
            texts = {name: text for name, text in texts.items() if text}
        texts |= self._party("payer", keys.PAYER, document.payer, document)
        texts |= self._party("payee", keys.PAYEE, document.payee, document)
        if any(taxes := _TAXES(document.tax)):
            texts |= {name: text for name, text in zip(_TAX_NAMES, taxes, strict=True) if text}
        return texts

    def _party(self, side: str, role: str, party: Party, document: ExchangeDocument) -> dict[str, str]:
        town = document.extra.get(f"{role}Банк2", "")
        # The reader gives the same object for the same party; the entry holds it, so that its id stays its own.
        key = (side, id(party), town)
        known = self._parties.get(key)
        if known is None:
            if len(self._parties) >= _MOST_PARTIES:
                self._parties.clear()
            known = self._parties[key] = (party, _party_texts(side, party, town))
        return known[1]


def payment_to_document(raw: Mapping[str, str], index: int = 1) -> ExchangeDocument:
    """Make a document of an exchange file from a draft's texts; what cannot be read as day or amount is None."""
    get = raw.get
    kind = get("payment_kind", "")
    return ExchangeDocument(
        index=index,
        line=0,
        kind=PAYMENT_ORDER,
        number=get("number", ""),
        date=_day(get("date", "")),
        amount=_amount(get("amount", "")),
        payer=_party("payer", raw),
        payee=_party("payee", raw),
        purpose=get("purpose", ""),
        priority=get("priority", ""),
        uin=get("uin", ""),
        income_code=get("purpose_code", ""),
        operation_type=get("operation_type", ""),
        tax=Tax(
            status=get("tax_status", ""),
            kbk=get("kbk", ""),
            oktmo=get("oktmo", ""),
            ground=get("tax_ground", ""),
            period=get("tax_period", ""),
            document_number=get("tax_document_number", ""),
            document_date=get("tax_document_date", ""),
            payment_type=get("payout_code", ""),
        ),
        extra={_KIND_OF_PAYMENT: kind.capitalize()} if kind else {},
    )


def _party_texts(side: str, party: Party, town: str) -> dict[str, str]:
    bank = party.bank.name
    texts = {
        f"{side}_name": party.name,
        f"{side}_inn": party.inn,
        f"{side}_kpp": party.kpp,
        f"{side}_account": party.account,
        f"{side}_bank_name": f"{bank}, {town}" if town and town not in bank else bank,
        f"{side}_bic": party.bank.bic,
        f"{side}_corr_account": party.bank.correspondent_account,
    }
    return {name: text for name, text in texts.items() if text}


def _party(side: str, raw: Mapping[str, str]) -> Party:
    get = raw.get
    return Party(
        name=get(f"{side}_name", ""),
        inn=get(f"{side}_inn", ""),
        kpp=get(f"{side}_kpp", ""),
        account=get(f"{side}_account", ""),
        bank=Bank(get(f"{side}_bic", ""), get(f"{side}_bank_name", ""), get(f"{side}_corr_account", "")),
    )


def _plain(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    text = str(amount)
    return text if text[-3:-2] == "." else f"{amount:.2f}"


def _day(text: str) -> dt.date | None:
    try:
        return read_iso_day(text)
    except BadValue:
        return None


def _amount(text: str) -> Decimal | None:
    try:
        return read_amount(text)
    except BadValue:
        return None
