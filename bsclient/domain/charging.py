"""From a charge of the state to the payment order that pays it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SAME: Final = (
    "uin", "amount", "payee_name", "payee_inn", "payee_kpp", "payee_account", "payee_bic", "kbk", "oktmo", "tax_status",
    "tax_ground", "tax_period", "tax_document_number", "tax_document_date", "purpose",
)  # fmt: skip


def order(charge: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a payment order that pays a charge (a row of `charges`); the payer's side is the client's."""
    return {name: charge.get(name, "") for name in _SAME} | {"priority": "5", "operation_type": "01"}
