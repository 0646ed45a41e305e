"""Request for a statement («Запрос на выписку»): the accounts, the period, the form in which the bank answers."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import account, choice, day, doc_number, flag, rows, text
from bsclient.domain.rules import common


class StatementAccount(Document, rules=(common.own_account("account"),)):
    """One account of the request."""

    account: str = account("Account", directory="own_accounts")


class StatementRequest(
    Document,
    code="statement_request",
    title="Statement request",
    family=Family.REQUESTS,
    listing=Listing(purpose="note"),
    groups={"period": "Period", "answer": "Answer of the bank"},
    rules=(
        common.term(),
        common.period("date_from", "date_to", 366),
        common.twins("accounts", "account"),
    ),
):
    """Asks for statements of one or more accounts; the bank answers with statements in its feed."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    accounts: tuple[StatementAccount, ...] = rows("Accounts", StatementAccount, longest=50, required=True)
    date_from: dt.date = day("From", group="period")
    date_to: dt.date = day("To", group="period")
    form: str = choice(
        "Form of the statement",
        ("electronic", "paper"),
        words={"electronic": "Electronic, in this program", "paper": "On paper, with the bank's stamp"},
        default="electronic",
        group="answer",
    )
    idle_days: str = flag("Also days without operations", group="answer")
    branch: str = text(
        "Office where the paper is collected",
        longest=160,
        directory="branches",
        when=("form", "paper"),
        group="answer",
    )
    note: str = text("Note", longest=210, required=False, listed=True)
