"""Rows: they are filled, counted and summed, and their problems know their place; rules that many types share."""

import datetime as dt
from decimal import Decimal

import pytest

from bsclient.domain import checks, currencies, filling
from bsclient.domain.context import AccountFacts, Context
from bsclient.domain.document import Document
from bsclient.domain.fields import (
    account,
    attachments,
    bic,
    currency,
    day,
    money,
    rows,
    text,
    whole,
)
from bsclient.domain.rules import common

TODAY = dt.date(2026, 11, 20)
HERE = Context(today=TODAY)
ID = "019e0000-0000-7000-8000-000000000001"


def found(kind, raw, context=HERE):
    return [(p.field, p.code) for p in kind.check(raw, context)]


class Line(Document, fills=(filling.account_currency("account", "unit"),)):
    number: int = whole("No", derived=True)
    account: str = account("Account")
    unit: str = currency("Currency", derived=True)
    amount: Decimal = money("Amount")


class Register(
    Document,
    rules=(
        common.total("total", "lines", "amount"),
        common.count("count", "lines"),
        common.twins("lines", "account"),
    ),
    fills=(
        filling.numbered("lines", "number"),
        filling.total("total", "lines", "amount"),
        filling.count("count", "lines"),
    ),
):
    total: Decimal = money("Total", derived=True)
    count: int = whole("Count", derived=True)
    lines: tuple[Line, ...] = rows("Lines", Line, longest=10_000, required=True)


def lines_of(count):
    made = []
    for number in range(count):
        draft = f"408178100{number:011}"
        digit = checks.account_key_digit("044525225", draft)
        made.append({"account": draft[:8] + digit + draft[9:], "amount": f"{number + 1}.05"})
    return made


def test_a_register_fills_itself():
    raw = {"lines": [*lines_of(2), {"amount": "nonsense"}]}
    changes = Register.fill(raw, HERE)
    assert changes == {
        "lines.0.unit": "RUB",
        "lines.1.unit": "RUB",
        "lines.0.number": "1",
        "lines.1.number": "2",
        "lines.2.number": "3",
        "total": "3.10",
        "count": "3",
    }
    filled = filling.apply(raw, changes)
    assert Register.fill(filled, HERE) == {}
    assert raw == {"lines": [*lines_of(2), {"amount": "nonsense"}]}  # the draft itself is not touched
    filled["lines"].pop()
    assert Register.fill(filled, HERE) == {"count": "2"}
    whole_one = filling.apply(filled, {"count": "2"})
    assert Register.read(whole_one, HERE).lines[1].amount == Decimal("2.05")


def test_ten_thousand_rows_are_the_most():
    raw = {"lines": lines_of(10_000)}
    raw = filling.apply(raw, Register.fill(raw, HERE))
    document, problems = Register.examine(raw, HERE)
    assert problems == []
    assert (len(document.lines), document.total) == (10_000, Decimal("50005500.00"))
    more = {**raw, "lines": [*raw["lines"], raw["lines"][0]]}
    assert ("lines", "too_many_rows") in found(Register, more)


def test_reading_rows_takes_work_in_proportion(monkeypatch):
    """No timing: the number of reads of a field per row stays the same however many rows there are."""
    seen = {}
    for count in (10, 1000):
        calls = []
        kind = Line.field("amount").kind
        plain = kind.read
        monkeypatch.setattr(
            type(kind), "read", lambda _self, typed, p=plain, c=calls: c.append(1) or p(typed)
        )
        Line.field("amount").memo.clear()
        raw = {"lines": [{**line, "amount": f"{index}.77"} for index, line in enumerate(lines_of(count), 1)]}
        Register.fill(raw, HERE)
        monkeypatch.undo()
        seen[count] = len(calls) / count
    assert seen[1000] <= seen[10] + 1


def test_problems_and_mends_of_rows_carry_the_place():
    raw = {"lines": [{**lines_of(1)[0], "number": "1", "unit": "rub"}], "count": "2", "total": "1.05"}
    problems = {p.field: p for p in Register.check(raw, HERE)}
    assert problems["lines.0.unit"].mend == {"lines.0.unit": "RUB"}
    mended = filling.apply(raw, problems["lines.0.unit"].mend)
    assert found(Register, mended) == [("count", "count_differs")]


def test_paths_to_nowhere_change_nothing():
    raw = {"lines": [{"amount": "1"}], "total": "2"}
    for path in ("lines.7.amount", "lines.x.amount", "lines.-1.amount", "total.0.x"):
        assert filling.apply(raw, {path: "9"}).get("lines") == raw["lines"]
        assert filling.value(raw, path) == ""
    assert filling.value(raw, "lines.0.amount") == "1"


def test_twin_rows_are_told():
    raw = {"lines": lines_of(1) * 2}
    raw = filling.apply(raw, Register.fill(raw, HERE))
    assert found(Register, raw) == [("lines.1.account", "row_twin")]


def test_files_are_rows_with_hashes():
    class Papers(Document):
        files: tuple = attachments(required=True)

    assert found(Papers, {}) == [("files", "required")]
    row = {"name": "a.pdf", "sha256": "ab" * 32, "size": "1"}
    assert found(Papers, {"files": [row] * 10}) == []
    assert found(Papers, {"files": "a.pdf"}) == [("files", "required")]


# common rules -----------------------------------------------------------------------------------------------------

RUB, USD = "40702810781177541208", "40702840081177541208"


class Transfer(
    Document,
    rules=(
        common.currency_of("account", currency="unit"),
        common.amount_decimals("amount", "unit"),
        common.funds("account", "amount"),
        common.known_bank("bank", "on"),
        common.account_key("account", "bank"),
        common.not_past("on", 30),
        common.exactly_one("amount_text", "other_text"),
    ),
):
    account: str = account("Account", required=False)
    unit: str = currency("Currency", required=False)
    amount: Decimal | None = money("Amount", wide=True, required=False)
    bank: str = bic("BIC", required=False)
    on: dt.date | None = day("On", required=False)
    amount_text: str = text("One", longest=10, required=False, default="x")
    other_text: str = text("Other", longest=10, required=False)


@pytest.mark.parametrize(
    ("raw", "problems"),
    [
        ({"account": RUB, "unit": "RUB"}, []),
        ({"account": RUB, "unit": "USD"}, [("account", "account_currency_differs")]),
        ({"account": USD, "unit": "USD", "amount": "100.00"}, []),
        ({"account": USD, "unit": "USD", "amount": "100.01"}, [("amount", "insufficient_funds")]),
        ({"unit": "JPY", "amount": "100.00"}, []),
        ({"unit": "JPY", "amount": "100.10"}, [("amount", "amount_decimals")]),
        ({"unit": "USD", "amount": "1.005"}, [("amount", "amount_decimals")]),
        ({"unit": "KWD", "amount": "1.005"}, []),
        ({"account": RUB, "bank": "044525593"}, []),
        ({"account": RUB, "bank": "044525225"}, [("account", "account_key")]),
        ({"on": "2026-11-19"}, [("on", "day_passed")]),
        ({"on": "2026-12-20"}, []),
        ({"on": "2026-12-21"}, [("on", "day_too_far")]),
        ({"amount_text": ""}, [("amount_text", "one_needed")]),
        ({"other_text": "y"}, [("other_text", "one_too_many")]),
    ],
)
def test_common_rules(raw, problems):
    known = Context(today=TODAY, accounts={USD: AccountFacts("USD", Decimal("100.00"))})
    assert found(Transfer, {"amount_text": "x", **raw}, known) == problems


def test_currencies():
    assert [currencies.decimals(each) for each in ("RUB", "USD", "EUR", "CNY", "JPY", "KWD")] == [
        2,
        2,
        2,
        2,
        0,
        3,
    ]
    for each in currencies.SERVED:
        assert currencies.of_account(f"40702{currencies.digits(each)}000000000001") == each
    assert currencies.of_account("40702643000000000001") == "RUB"
    assert currencies.of_account("40702") == ""
    assert len(currencies.CODES) > 150
    assert all(len(each) == 3 and each.isascii() and each.isupper() for each in currencies.CODES)
