"""Which paper a document type has: its own official look, or the general form made from its declaration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bsclient.printing import (
    charge_list,
    form_0401060,
    form_0402001,
    form_currency_transfer,
    form_demands,
    form_register,
    generic,
)
from bsclient.printing.canvas import Page
from bsclient.printing.paper import Paper

Form = Callable[[Paper], list[Page]]


def _payment_order(paper: Paper) -> list[Page]:
    fields = {name: value for name, value in paper.fields.items() if isinstance(value, str)}
    return [form_0401060.page(fields, paper.marks)]


FORMS: Final[dict[str, Form]] = {
    "payment_order": _payment_order,
    "payment_demand": form_demands.demand,
    "collection_order": form_demands.collection,
    "incoming_demand": form_demands.incoming,
    "payment_warrant": form_demands.warrant,
    "charges": charge_list.pages,
    "cash_deposit_announcement": form_0402001.pages,
    "currency_transfer": form_currency_transfer.pages,
    **dict.fromkeys(form_register.TYPES, form_register.pages),
}
"""Types with a look of their own: the law's, or one that banks use."""


def pages(paper: Paper) -> list[Page]:
    """Return the pages of a document."""
    return FORMS.get(paper.type, generic.pages)(paper)
