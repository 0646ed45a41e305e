"""What a document says, for people: nothing of it is lost, values are shown as they are written by hand."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient.domain import content
from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.fields import choice, code, day, flag, money, month, reference, rows, text, whole
from bsclient.domain.kinds import KindName

EXAMPLES = Path(__file__).resolve().parents[1] / "data" / "examples"
ID = "019aa000-0000-7000-8000-000000000001"


class Part(Document):
    """A row."""

    name: str = text("Name", longest=10)
    pieces: int | None = whole("Pieces", required=False)
    sum: str = code("Sum", r"-?[0-9]+\.[0-9]{2}", "amount_form")
    kept: str = text("Kept", longest=10, required=False)


class Note(Document, code="note", title="Note", groups={"more": "More"}):
    """A type with one of each."""

    number: str = text("Number", longest=5)
    date: dt.date = day("Date")
    kind: str = choice("Kind", ("a", "b"), words={"a": "first"}, group="more", form="5")
    amount: Decimal = money("Amount")
    period: str = month("Month", group="more")
    urgent: str = flag("Urgent")
    about: str = reference("About", of=("letter",), required=False)
    parts: tuple[Part, ...] = rows("Parts", Part, longest=5)


def note(**changes):
    return {
        "number": "7", "date": "2026-11-20", "kind": "a", "amount": "1234567.89", "period": "2026-11", "urgent": "1",
        "about": ID, "parts": [{"name": "x", "sum": "-5.00"}, {"name": "y", "pieces": "2", "sum": "1000.00"}],
    } | changes  # fmt: skip


def test_groups_come_in_the_order_of_declaration_with_shown_values():
    told = content.of(Note, note(), lambda field, identity: f"{field.label} {identity[-1]}")
    assert (told.type, told.title, told.number, told.day) == ("note", "Note", "7", "20.11.2026")
    first, more = told.groups
    assert (first.title, more.title) == ("", "More")
    values = {line.name: (line.value, line.word) for group in told.groups for line in group.lines}
    assert values == {
        "number": ("7", ""), "date": ("20.11.2026", ""), "amount": ("1\u00a0234\u00a0567,89", ""), "urgent": ("yes", ""),
        "about": (ID, "About 1"), "kind": ("a", "first"), "period": ("11.2026", ""),
    }  # fmt: skip
    [kind] = [line for line in more.lines if line.name == "kind"]
    assert (kind.form, kind.kind, kind.text) == ("5", KindName.CHOICE, "a")


def test_tables_leave_out_empty_columns_and_know_sums():
    [table] = content.of(Note, note()).tables
    assert [(column.name, column.numeric) for column in table.columns] == [
        ("name", False), ("pieces", True), ("sum", True),
    ]  # fmt: skip
    assert table.rows == (("x", "", "\u22125,00"), ("y", "2", "1\u00a0000,00"))


def test_what_is_not_declared_is_shown_too():
    told = content.of(Note, note(parts=[{"name": "x", "odd": "1"}], extra="2"))
    assert told.groups[-1].lines == (content.Line("extra", "extra", "2", "2"),)
    assert [column.name for column in told.tables[0].columns] == ["name", "odd"]
    unknown = content.of_unknown("new_type", {"number": "5", "date": "2026-11-20", "rows": [{"a": "b"}]})
    assert (unknown.title, unknown.number, unknown.day) == ("new_type", "5", "20.11.2026")
    assert "{'a': 'b'}" in {line.value for line in unknown.groups[0].lines}


def test_nonsense_of_a_draft_stays_as_it_is():
    told = content.of(Note, note(date="soon", amount="much", parts="none"))
    values = {line.name: line.value for group in told.groups for line in group.lines}
    assert (values["date"], values["amount"], told.day, told.tables) == ("soon", "much", "soon", ())


@pytest.mark.parametrize("kind", sorted(path.stem for path in EXAMPLES.glob("*.json")))
def test_every_value_of_an_example_is_in_its_content(kind):
    fields = json.loads((EXAMPLES / f"{kind}.json").read_text("utf-8"))["good"]
    told = content.of(registry[kind], fields)
    lines = {line.name: line.text for group in told.groups for line in group.lines}
    assert lines == {name: value for name, value in fields.items() if isinstance(value, str) and value}
    for table in told.tables:
        assert len(table.rows) == len(fields[table.name])
        for row, shown in zip(fields[table.name], table.rows, strict=True):
            assert sum(map(bool, row.values())) == sum(map(bool, shown))


def test_ids_in_rows_are_named_like_those_of_fields():
    kind = registry["transit_order"]
    row = {
        "vo_code": "10200",
        "amount": "5.00",
        "contract": "0199a1b2-0000-7000-8000-000000000001",
        "unk": "",
    }
    told = content.of(kind, {"operations": [row]}, lambda field, _: f"a {field.kind.name}")
    assert told.tables[0].rows == (("10200", "5,00", "a product"),)
    unknown = content.of(kind, {"operations": [row]}, lambda *_: "")
    assert unknown.tables[0].rows == (("10200", "5,00", row["contract"]),)
