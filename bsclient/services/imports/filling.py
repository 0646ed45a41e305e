"""What a file of payments need not say is filled in: whose it is, number, day, the names of banks. Each is told.

Formats other than 1C's leave to the bank what it knows of the payer anyway. A payer's account of others is never changed.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Final

from bsclient.domain.documents import PaymentOrder
from bsclient.domain.problems import Severity
from bsclient.formats import model
from bsclient.services.context import Workplace
from bsclient.services.documents import known_fields, precedents
from bsclient.storage import ledger
from bsclient.storage.unit_of_work import Reader

_NUMBER: Final = re.compile(r"(?=.*[1-9])[0-9]{1,6}")
_PRIORITY: Final = "5"
_ORDER: Final = "01"
_NO_UIN: Final = "0"


class Filler:
    """Fills the documents of one file in the light of one moment of the base."""

    def __init__(self, reader: Reader, place: Workplace, account: str = "") -> None:
        self._place = place
        self._own = ledger.accounts(reader)
        self._numbers = {row.number for row in self._own}
        known = known_fields.known(PaymentOrder, place.profile, self._own, account)
        self._account = known.get("payer_account", "")
        self._known = known
        self._next = int(precedents.next_number(reader, PaymentOrder.code, place.today.year))
        self._told: list[model.FileProblem] = []

    def fill(self, file: model.ExchangeFile) -> model.ExchangeFile:
        """Return the file with its gaps filled, and what was filled among its problems."""
        documents = tuple(self._document(document) for document in file.documents)
        return dataclasses.replace(file, documents=documents, problems=(*file.problems, *self._told))

    def _document(self, document: model.ExchangeDocument) -> model.ExchangeDocument:
        return dataclasses.replace(
            document,
            number=self._number(document),
            date=document.date or self._today(document),
            payer=self._payer(document),
            payee=self._payee(document.payee),
            priority=document.priority or _PRIORITY,
            operation_type=document.operation_type or _ORDER,
            uin=document.uin or _NO_UIN,
        )

    def _number(self, document: model.ExchangeDocument) -> str:
        if _NUMBER.fullmatch(document.number):
            return document.number
        given = str(self._next)
        self._next += 1
        if document.number:
            self._tell(document, "number", "import_number_given", value=document.number[:40], expected=given)
        else:
            self._tell(document, "number", "import_number_none", expected=given)
        return given

    def _today(self, document: model.ExchangeDocument) -> dt.date:
        self._tell(document, "date", "import_day_given")
        return self._place.today

    def _payer(self, document: model.ExchangeDocument) -> model.Party:
        payer, known = document.payer, self._known
        account = payer.account
        if not account:
            account = self._account
            self._tell(document, "payer.account", "import_payer_given", value=account)
        elif self._numbers and account not in self._numbers:
            return payer
        bank = payer.bank
        return model.Party(
            name=payer.name or known.get("payer_name", ""),
            inn=payer.inn or known.get("payer_inn", ""),
            kpp=payer.kpp or known.get("payer_kpp", ""),
            account=account,
            bank=model.Bank(
                bic=bank.bic or known.get("payer_bic", ""),
                name=bank.name or known.get("payer_bank_name", ""),
                correspondent_account=bank.correspondent_account or known.get("payer_corr_account", ""),
            ),
        )

    def _payee(self, payee: model.Party) -> model.Party:
        bank = payee.bank
        entry = (
            self._place.banks.find(bank.bic)
            if bank.bic and not (bank.name and bank.correspondent_account)
            else None
        )
        if entry is None:
            return payee
        name = ", ".join(filter(None, (entry.name, entry.town)))
        filled = model.Bank(
            bank.bic, bank.name or name, bank.correspondent_account or entry.correspondent_account
        )
        return dataclasses.replace(payee, bank=filled)

    def _tell(self, document: model.ExchangeDocument, field: str, code: str, **facts: str) -> None:
        self._told.append(model.FileProblem(document.index, document.line, field, code, Severity.INFO, facts))
