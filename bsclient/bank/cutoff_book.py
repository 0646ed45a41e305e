"""The directory `cut_offs`: when payments leave, made of the bank's own plan, so that clients are told what is done.

A row has the route as its code, titles in Russian and English, `runs` and `handling` seconds as `domain.cutoffs` reads them,
and `days`: "every" or "working".
"""

from __future__ import annotations

import json
from typing import Final

from bsclient.bank.bankclock import Plan
from bsclient.domain.cutoffs import Route, write_runs

NAME: Final = "cut_offs"
_VERSION: Final = "2026-11-22"
_TITLES: Final = {
    Route.INSIDE: ("Внутри банка", "Within the bank"),
    Route.URGENT: ("В другой банк, срочно", "To another bank, urgent"),
    Route.CLEARING: ("В другой банк", "To another bank"),
}


def book(plan: Plan) -> bytes:
    """Return the directory of a plan as clients fetch it."""
    rows = [
        {
            "code": route.value,
            "title": _TITLES[route][0],
            "title_en": _TITLES[route][1],
            "runs": write_runs(schedule.runs),
            "days": "every" if schedule.every_day else "working",
            "handling": f"{schedule.handling.total_seconds():g}",
            "valid_from": "",
            "valid_to": "",
        }
        for route, schedule in plan.schedules().items()
    ]
    told = {
        "name": NAME,
        "title": "Время исполнения платежей",
        "source": "Порядок работы банка",
        "version": _VERSION,
        "rows": rows,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
