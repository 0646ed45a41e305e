"""QR codes of the organisation's own requisites, with a sum and a purpose those of an invoice (GOST R 56042-2014)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.domain.normalise import bank_text
from bsclient.formats import payment_qr_writer, qr
from bsclient.printing import payment_code
from bsclient.printing.canvas import Page
from bsclient.services.context import Workplace
from bsclient.storage import ledger

_ROUBLES: Final = "RUB"


class PaymentCodes:
    """Codes of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def accounts(self) -> list[tuple[str, str]]:
        """Return the rouble accounts that can be paid to, with their names."""
        with self._place.store.read() as reader:
            rows = ledger.accounts(reader)
        return [(row.number, row.name) for row in rows if row.currency == _ROUBLES]

    def requisites(self, account: str, amount: str = "", purpose: str = "") -> dict[str, str]:
        """Return the texts of the code by the payee's fields of a payment order."""
        organisation, bank = self._place.profile.organisation, self._place.profile.bank.entry
        return {
            "payee_name": bank_text(organisation.name),
            "payee_account": account,
            "payee_bank_name": payment_qr_writer.fitted_bank(bank.name),
            "payee_bic": bank.bic,
            "payee_corr_account": bank.correspondent_account,
            "amount": amount,
            "purpose": bank_text(purpose),
            "payee_inn": organisation.inn,
            "payee_kpp": organisation.kpp,
        }

    def octets(self, raw: Mapping[str, str]) -> bytes:
        """Return the octets of a code. BadInput `qr_write_*`."""
        return payment_qr_writer.write(raw)

    def sheet(self, raw: Mapping[str, str], *, cards: bool = False) -> list[Page]:
        """Return one sheet of A4: the requisites with a large code, or eight cards to cut out."""
        modules = qr.matrix(self.octets(raw))
        return [(payment_code.cards if cards else payment_code.sheet)(payment_code.Told(dict(raw), modules))]
