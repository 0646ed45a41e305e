"""Statement of an account («Выписка») that the bank made and signed at the client's request."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Flow, Listing
from bsclient.domain.fields import account, code, currency, day, flag, rows, text, whole

_SUM = r"-?[0-9]{1,15}\.[0-9]{2}"


class StatementEntry(Document):
    """One movement: what came in or went out, with whom, for what."""

    date: dt.date = day("Date")
    number: str = text("Number", longest=20, required=False)
    credit: str = flag("To the account")
    amount: str = code("Amount", _SUM, "amount_form", required=True)
    counterparty: str = text("Counterparty", longest=255, required=False)
    counterparty_inn: str = text("Counterparty's INN", longest=12, required=False)
    counterparty_account: str = text("Counterparty's account", longest=34, required=False)
    counterparty_bic: str = text("Counterparty's bank BIC", longest=11, required=False)
    purpose: str = text("Purpose of payment", longest=500, required=False)


class BankStatement(
    Document,
    code="bank_statement",
    title="Statement of the bank",
    family=Family.REQUESTS,
    flow=Flow.IN,
    listing=Listing(currency="currency", account="account", related="related"),
    groups={"period": "Period", "sums": "Balances and turnover"},
):
    """All movements of an account in a period. `related` is the request; opening + credits - debits = closing."""

    number: str = text("Number", longest=20, listed=True)
    date: dt.date = day("Date", listed=True)
    account: str = account("Account", listed=True)
    currency: str = currency("Currency")
    date_from: dt.date = day("From", group="period", listed=True)
    date_to: dt.date = day("To", group="period", listed=True)
    opening: str = code("Opening balance", _SUM, "amount_form", required=True, group="sums")
    credits: str = code("Total credits", _SUM, "amount_form", required=True, group="sums")
    debits: str = code("Total debits", _SUM, "amount_form", required=True, group="sums")
    closing: str = code("Closing balance", _SUM, "amount_form", required=True, group="sums")
    count: int = whole("Number of entries", group="sums")
    related: str = text("Request", longest=36, required=False)
    entries: tuple[StatementEntry, ...] = rows("Entries", StatementEntry, longest=2000)
