"""By which route a document leaves the bank, from its type and fields: for those that settle it and those that tell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bsclient.clock import MOSCOW
from bsclient.domain import cutoffs
from bsclient.domain.cutoffs import Route

URGENT: Final = "срочно"
"""Kind of a payment that goes by itself, as payment orders write it."""
_TRANSFER: Final = "currency_transfer"
_CURRENCY: Final = {
    _TRANSFER: Route.ABROAD,
    "currency_purchase": Route.EXCHANGE,
    "currency_sale": Route.EXCHANGE,
    "currency_conversion": Route.EXCHANGE,
    "transit_order": Route.EXCHANGE,
}
_LISTS: Final = {
    "payment_register": ("payments", "payee_bic"),
    "salary_register": ("rows", "bic"),
    "self_employed_register": ("rows", "bic"),
}
"""Types with many payees: where those are, and their bank."""
_DEMANDS: Final = frozenset(("payment_demand", "collection_order"))
_ANSWER: Final = "demand_acceptance"


def of(kind: str, raw: Mapping[str, object], bank: str) -> Route | None:
    """Return how a document of a client of a bank goes; None for types that do not leave, and while it is not known yet.

    A list of payees goes with the clearing as soon as one of them is elsewhere.
    """
    if kind in _CURRENCY:
        return _CURRENCY[kind]
    if kind in _LISTS:
        return _of_list(raw, bank, *_LISTS[kind])
    if kind in _DEMANDS:
        payer = str(raw.get("payer_bic", ""))
        return Route.DEMANDS if payer and payer != bank else None
    if kind == _ANSWER:
        return Route.INSIDE if raw.get("decision") != "refuse" else None
    payee = str(raw.get("payee_bic", ""))
    if kind != "payment_order" or not payee:
        return None
    return cutoffs.route(bank, payee, urgent=raw.get("payment_kind") == URGENT)


def begins(kind: str, raw: Mapping[str, object], now: datetime) -> datetime:
    """Return from when on a document is on its way that is sent now: transfers in currency wait for their value date."""
    if kind != _TRANSFER:
        return now
    try:
        day = date.fromisoformat(str(raw.get("value_date", "")))
    except ValueError:
        return now
    return max(now, datetime(day.year, day.month, day.day, tzinfo=MOSCOW))


def _of_list(raw: Mapping[str, object], bank: str, rows: str, name: str) -> Route | None:
    found = raw.get(rows)
    listed = found if isinstance(found, Sequence) else ()
    banks = {str(row.get(name, "")) for row in listed if isinstance(row, Mapping)} - {""}
    if not banks:
        return None
    return Route.INSIDE if banks == {bank} else Route.CLEARING
