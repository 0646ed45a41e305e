"""The directory `cut_offs`: when documents leave, made of the bank's own plan, so that clients are told what is done.

A row has the route as its code, titles in Russian and English that name all documents that go so, `runs`, `hours` and `handling`
seconds as `domain.cutoffs` reads them, and `days`: "every" or "working". The directory `payment_tariffs` has for each route what the ledger takes for a payment beside
its amount: nothing.
"""

from __future__ import annotations

import json
from typing import Final

from bsclient.bank.bankclock import Plan
from bsclient.domain.cutoffs import PAYMENTS, Route, write_hours, write_runs

NAME: Final = "cut_offs"
TARIFFS: Final = "payment_tariffs"
_VERSION: Final = "2026-11-22"
_TITLES: Final = {
    Route.INSIDE: ("Внутри банка; оплата требований", "Within the bank; payment of demands"),
    Route.URGENT: ("В другой банк или в бюджет, срочно", "To another bank or the budget, urgent"),
    Route.CLEARING: (
        "В другой банк или в бюджет; реестры и зарплата",
        "To another bank or the budget; registers and wages",
    ),
    Route.DEMANDS: (
        "Требования и инкассовые поручения в другой банк",
        "Demands and collection orders to another bank",
    ),
    Route.ABROAD: ("Переводы в валюте", "Transfers in currency"),
    Route.EXCHANGE: (
        "Покупка, продажа и обмен валюты; транзитный счёт",
        "Purchase, sale and exchange of currency; transit account",
    ),
}
_FEES: Final = {
    Route.INSIDE: ("Платёж в рублях внутри банка", "Payment in roubles within the bank"),
    Route.URGENT: ("Платёж в рублях в другой банк, срочно", "Payment in roubles to another bank, urgent"),
    Route.CLEARING: ("Платёж в рублях в другой банк", "Payment in roubles to another bank"),
}


def book(plan: Plan) -> bytes:
    """Return the directory of a plan as clients fetch it."""
    rows = [
        {
            "code": route.value,
            "title": _TITLES[route][0],
            "title_en": _TITLES[route][1],
            "runs": write_runs(schedule.runs),
            "hours": write_hours(schedule.hours),
            "days": "every" if schedule.every_day else "working",
            "handling": f"{schedule.handling.total_seconds():g}",
            "valid_from": "",
            "valid_to": "",
        }
        for route, schedule in plan.schedules().items()
    ]
    return _written(NAME, "Время исполнения платежей и операций с валютой", rows)


def tariffs() -> bytes:
    """Return the directory of what payments in roubles cost: they are posted without a fee (`bank.books.settlement`)."""
    rows = [
        {
            "code": route.value,
            "title": _FEES[route][0],
            "title_en": _FEES[route][1],
            "percent": "0",
            "least": "0.00",
            "most": "0.00",
            "valid_from": "",
            "valid_to": "",
        }
        for route in PAYMENTS
    ]
    return _written(TARIFFS, "Тарифы по платежам в рублях", rows)


def _written(name: str, title: str, rows: list[dict[str, str]]) -> bytes:
    told = {
        "name": name,
        "title": title,
        "source": "Порядок работы банка",
        "version": _VERSION,
        "rows": rows,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
