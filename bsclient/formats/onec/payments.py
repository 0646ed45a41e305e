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
_PAYER_TOWN = f"{keys.PAYER}Банк2"
_PAYEE_TOWN = f"{keys.PAYEE}Банк2"
_MOST_KNOWN = 4096
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


_Known = tuple[Party, Party, Tax, dict[str, str]]


def onec_payment_raw(document: ExchangeDocument) -> dict[str, str]:
    """Return the draft's texts by field; every field of the list is there, "" where the file has nothing.

    Values stand as the file gives them (a KPP of "0" stays "0"): to judge them is the rules' business.
    """
    return dict.fromkeys(_NAMES, "") | PaymentTexts().of(document)


class PaymentTexts:
    """Puts the documents of one file into drafts' texts, without the empty ones.

    What repeats from document to document (parties, day, codes) is put together once: `common` gives the same object
    for the same texts, `own` the rest.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], _Known] = {}

    def of(self, document: ExchangeDocument) -> dict[str, str]:
        """Return all texts of a document by field."""
        return {**self.own(document), **self.common(document)}

    def own(self, document: ExchangeDocument) -> dict[str, str]:
        """Return number, amount and purpose by field."""
        number, amount, purpose = document.number, _plain(document.amount), document.purpose
        texts = {"number": number, "amount": amount, "purpose": purpose}
        if number and amount and purpose:
            return texts
        return {name: text for name, text in texts.items() if text}

    def common(self, document: ExchangeDocument) -> Mapping[str, str]:
        """Return all other texts by field; not to be changed, others have them too."""
        payer, payee, tax, get = document.payer, document.payee, document.tax, document.extra.get
        # The reader gives the same object for the same party; the entry holds it, so that its id stays its own.
        key = (
            id(payer), id(payee), id(tax), document.date, document.priority, document.uin, document.operation_type,
            document.income_code, get(_KIND_OF_PAYMENT), get(_PAYER_TOWN), get(_PAYEE_TOWN),
        )  # fmt: skip
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[key] = (payer, payee, tax, _common_texts(document))
        return known[3]


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


def _common_texts(document: ExchangeDocument) -> dict[str, str]:
    get = document.extra.get
    texts = {
        "date": document.date.isoformat() if document.date else "",
        "priority": document.priority,
        "uin": document.uin,
        "operation_type": document.operation_type,
        "purpose_code": document.income_code,
        "payment_kind": get(_KIND_OF_PAYMENT, "").lower(),
        **_party_texts("payer", document.payer, get(_PAYER_TOWN, "")),
        **_party_texts("payee", document.payee, get(_PAYEE_TOWN, "")),
        **dict(zip(_TAX_NAMES, _TAXES(document.tax), strict=True)),
    }
    return {name: text for name, text in texts.items() if text}


def _party_texts(side: str, party: Party, town: str) -> dict[str, str]:
    bank = party.bank.name
    return {
        f"{side}_name": party.name,
        f"{side}_inn": party.inn,
        f"{side}_kpp": party.kpp,
        f"{side}_account": party.account,
        f"{side}_bank_name": f"{bank}, {town}" if town and town not in bank else bank,
        f"{side}_bic": party.bank.bic,
        f"{side}_corr_account": party.bank.correspondent_account,
    }


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
    if text[-3:-2] == ".":
        return text
    short = f"{amount:.2f}"
    return short if Decimal(short) == amount else text  # never rounded: the order's rules refuse it


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
