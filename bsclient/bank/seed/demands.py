"""The demo's payment demands from another bank, which wait for the client's answer."""

from __future__ import annotations

from typing import Final

from bsclient import clock
from bsclient.bank.core import Bank
from bsclient.bank.seed.data import DemoClient, DemoData, DemoPayee

_TERMS: Final = (
    ("energo", "48210.36", "5", "Электроэнергия за октябрь 2026 по договору 1187-Э. В т.ч. НДС 22% - 8694.49 руб."),
    ("arenda", "15400.00", "10", "Возмещение коммунальных услуг по договору аренды 17/04. НДС не облагается"),
)  # fmt: skip
"""Payee, sum, working days for an answer, purpose."""


def bring(bank: Bank, data: DemoData) -> None:
    """Hand the demands to the first client of the demo."""
    payer = data.clients[0]
    payees = {payee.id: payee for payee in data.payees}
    for number, (payee, amount, days, purpose) in enumerate(_TERMS, start=311):
        order = {
            "number": str(number),
            "date": clock.business_day(bank.clock()).isoformat(),
            "amount": amount,
            "acceptance_days": days,
            "priority": "5",
            "purpose": purpose,
        }
        bank.bring_demand(order | _payer(payer) | _payee(payees[payee]))


def _payer(client: DemoClient) -> dict[str, str]:
    return {"payer_account": client.accounts[0].number, "payer_name": client.name, "payer_inn": client.inn}


def _payee(card: DemoPayee) -> dict[str, str]:
    names = ("name", "inn", "account", "bic", "bank_name", "corr_account")
    return {f"payee_{name}": getattr(card, name) for name in names}
