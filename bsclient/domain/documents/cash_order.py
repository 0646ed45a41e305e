"""Order for cash («Заявка на получение наличных»): what a cheque for cash says, sent beforehand (762-П, 3352-У)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from bsclient.domain import cash, filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, code, day, doc_number, money, person, phone, rows, text
from bsclient.domain.rules import cash as cash_rules
from bsclient.domain.rules import common


class PayoutSymbol(Document):
    """How much of the sum is taken for one purpose (report form 0409202, outgoing symbols 40–77)."""

    symbol: str = code(
        "Cash symbol", r"[4-7][0-9]", "cash_symbol_form", required=True, directory="cash_symbols"
    )
    amount: Decimal = money("Amount")


class CashOrder(
    Document,
    code="cash_order",
    title="Cash order",
    family=Family.CASH,
    schemed=True,
    listing=Listing(amount="amount", account="account", counterparty="receiver", purpose="purpose"),
    groups={"who": "Who receives the cash", "sum": "Sum"},
    fills=(
        filling.total("amount", "symbols", "amount"),
        filling.total("note_total", "notes", "amount"),
    ),
    rules=(
        common.term(),
        common.not_past("payout_day", 10),
        common.own_account("account"),
        common.currency_of("account", code="RUB"),
        common.funds("account", "amount"),
        common.total("amount", "symbols", "amount"),
        common.twins("symbols", "symbol"),
        cash_rules.symbols("symbols", cash.OUTGOING, "40–77"),
        cash_rules.notes("amount", "notes"),
    ),
):
    """Orders cash for a day: the bank holds the sum and pays it out to the person named."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    account: str = account("Account", directory="own_accounts", listed=True)
    payout_day: dt.date = day("Day of the payout", listed=True)
    office: str = text("Office of the bank", longest=160, directory="branches", required=False)
    receiver: str = person("Receiver", group="who", listed=True, directory="employees")
    receiver_document: str = text(
        "Identity document",
        longest=120,
        group="who",
        hint="Kind, series, number, by whom and when it was issued.",
    )
    receiver_phone: str = phone("Phone", required=False, group="who")
    amount: Decimal = money("Amount", derived=True, group="sum", listed=True)
    symbols: tuple[PayoutSymbol, ...] = rows(
        "Cash symbols", PayoutSymbol, longest=10, required=True, group="sum"
    )
    purpose: str = text("Purpose", longest=210, group="sum", listed=True)
    notes: tuple[cash.Notes, ...] = rows("Wished notes and coins", cash.Notes, longest=11, group="sum")
    note_total: Decimal | None = money("Total of notes and coins", required=False, derived=True, group="sum")
