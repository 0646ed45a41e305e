"""Announcement of a cash deposit, form 0402001 (Bank of Russia Instruction 3352-У of 30.07.2014, annex 1)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import ClassVar

from bsclient.domain import cash, filling
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, bic, code, day, doc_number, inn, money, person, rows, text
from bsclient.domain.rules import cash as cash_rules
from bsclient.domain.rules import common


class DepositSymbol(Document):
    """How much of the sum belongs to one cash symbol (report form 0409202, incoming symbols 02–39)."""

    symbol: str = code(
        "Cash symbol", r"[0-3][0-9]", "cash_symbol_form", required=True, directory="cash_symbols"
    )
    amount: Decimal = money("Amount")


class CashDepositAnnouncement(
    Document,
    code="cash_deposit_announcement",
    title="Cash deposit announcement",
    family=Family.CASH,
    listing=Listing(amount="amount", account="payee_account", counterparty="depositor", purpose="source"),
    groups={"who": "Who brings the cash", "payee": "Payee", "sum": "Sum"},
    fills=(
        filling.bank("payee_bic", "payee_bank_name"),
        filling.total("amount", "symbols", "amount"),
        filling.total("note_total", "notes", "amount"),
    ),
    rules=(
        common.term(),
        common.not_past("deposit_day", 30),
        common.own_account("payee_account"),
        common.currency_of("payee_account", code="RUB"),
        common.account_key("payee_account", "payee_bic"),
        common.known_bank("payee_bic"),
        common.total("amount", "symbols", "amount"),
        common.twins("symbols", "symbol"),
        cash_rules.symbols("symbols", cash.INCOMING, "02–39"),
        cash_rules.notes("amount", "notes"),
    ),
):
    """Announces cash that a person brings to the desk; the account is credited when the bank has counted it."""

    ours: ClassVar[tuple[str, ...]] = ("payee",)

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    deposit_day: dt.date = day("Day of the deposit", group="who")
    depositor: str = person("Depositor", group="who", listed=True, directory="employees")
    depositor_document: str = text(
        "Identity document",
        longest=120,
        group="who",
        hint="Kind, series, number, by whom and when it was issued.",
    )
    office: str = text("Office of the bank", longest=160, directory="branches", required=False, group="who")
    payee_name: str = text("Payee", longest=160, group="payee")
    payee_inn: str = inn("Payee's INN", group="payee")
    payee_account: str = account("Account", directory="own_accounts", group="payee", listed=True)
    payee_bic: str = bic("BIC", group="payee")
    payee_bank_name: str = text("Payee's bank", longest=190, derived=True, group="payee")
    amount: Decimal = money("Amount", derived=True, group="sum", listed=True)
    symbols: tuple[DepositSymbol, ...] = rows(
        "Cash symbols", DepositSymbol, longest=10, required=True, group="sum"
    )
    source: str = text(
        "Source of the cash", longest=210, group="sum", listed=True, hint="For example: takings of the shop."
    )
    notes: tuple[cash.Notes, ...] = rows("Notes and coins", cash.Notes, longest=13, group="sum")
    note_total: Decimal | None = money("Total of notes and coins", required=False, derived=True, group="sum")
