"""Payments of charges of the state: a payment order begun from a row of the bank's answer (`charges`)."""

from __future__ import annotations

from bsclient.domain import charging
from bsclient.errors import BadInput
from bsclient.services.context import Workplace
from bsclient.services.documents.drafts import Draft, Drafts
from bsclient.storage import documents

ORDER = "payment_order"
ANSWER = "charges"


class Charges:
    """Charges in an open profile."""

    def __init__(self, place: Workplace, drafts: Drafts) -> None:
        self._place = place
        self._drafts = drafts

    def payment(self, document_id: str, row: int, account: str = "") -> Draft:
        """Return an unsaved payment order for a charge. BadInput("charge_unknown"), NotAllowed("document_unknown")."""
        with self._place.store.read() as reader:
            kind = documents.get(reader, document_id).type
            told = documents.body(reader, document_id).raw.get(ANSWER, ())
        rows = [] if isinstance(told, str) else list(told)
        if kind != ANSWER or not 0 <= row < len(rows):
            raise BadInput("charge_unknown", value=str(row + 1))
        if rows[row]["state"] == "paid":
            raise BadInput("charge_paid", value=rows[row]["uin"])
        return self._drafts.begin(
            ORDER, charging.order(rows[row]) | self._bank(rows[row]["payee_bic"]), account
        )

    def _bank(self, bic: str) -> dict[str, str]:
        found = self._place.banks.find(bic)
        if found is None:
            return {}
        name = ", ".join(filter(None, (found.name, found.town)))
        return {"payee_bank_name": name, "payee_corr_account": found.correspondent_account}
