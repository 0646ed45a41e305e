"""Statements add up for any entries; gaps are shown; files read back to the same entries."""

import csv
import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_kit import BIC, NOW, OTHER, OWN, PAYEE, office, payment
from python_calamine import CalamineWorkbook

from bsclient.domain.problems import Severity
from bsclient.errors import BadInput, StorageFailed
from bsclient.formats import onec
from bsclient.services.statements.reading import Statements
from bsclient.storage import ledger
from bsclient.storage.rows.statements import EntryRow

FIRST = dt.date(2026, 11, 1)


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def entries_of(moves, opening=Decimal("1000.00"), account=OWN, *, as_posted=False):
    """Return a chain of entries from `(day offset, signed kopecks)`, by day or as they stand."""
    balance, found = opening, []
    for number, (offset, kopecks) in enumerate(
        moves if as_posted else sorted(moves, key=lambda move: move[0])
    ):
        amount = Decimal(kopecks).scaleb(-2)
        balance += amount
        found.append(
            EntryRow(
                id=f"{account}-{number}",
                account=account,
                value_date=FIRST + dt.timedelta(days=offset),
                posted=NOW + dt.timedelta(seconds=number),
                credit=kopecks > 0,
                amount=abs(amount),
                currency="RUB",
                balance_after=balance,
                operation_type="01",
                number=str(number + 1),
                document_date=FIRST,
                counterparty_name='ООО "Лютик"',
                counterparty_inn="7736050003",
                counterparty_account=PAYEE,
                counterparty_bic=BIC,
                purpose=f"Оплата {number}",
            )
        )
    return found


def keep(desk, entries):
    with desk.store.write() as work:
        ledger.add_entries(work, entries)
    return Statements(desk.place)


moves = st.lists(
    st.tuples(st.integers(0, 12), st.integers(-(10**15), 10**15).filter(bool)), min_size=1, max_size=25
)


@given(moves=moves, start=st.integers(-2, 14), length=st.integers(0, 14))
def test_any_period_adds_up(tmp_path_factory, moves, start, length):
    desk = office(tmp_path_factory.mktemp("base"))
    entries = entries_of(moves)
    statements = keep(desk, entries)
    first = FIRST + dt.timedelta(days=start)
    last = first + dt.timedelta(days=length)
    found = statements.statement(OWN, first, last)
    inside = [entry for entry in entries if first <= entry.value_date <= last]
    assert list(found.entries) == inside
    assert found.agrees
    assert found.opening + found.credits - found.debits == found.closing
    before = [entry for entry in entries if entry.value_date < first]
    assert found.opening == (before[-1].balance_after if before else Decimal("1000.00"))
    if inside:
        assert found.closing == inside[-1].balance_after
    days = statements.days(found)
    assert [day for day, _ in days] == [first + dt.timedelta(days=n) for n in range(length + 1)]
    assert days[-1][1] == found.closing
    for day, balance in days:
        earlier = [entry for entry in entries if entry.value_date <= day]
        assert balance == (earlier[-1].balance_after if earlier else Decimal("1000.00"))
    desk.close()


@given(moves=moves, cut=st.data())
def test_a_missing_or_changed_entry_is_a_gap(tmp_path_factory, moves, cut):
    desk = office(tmp_path_factory.mktemp("base"))
    entries = entries_of([*moves, (13, 5)])
    place = cut.draw(st.integers(0, len(entries) - 2))
    if cut.draw(st.booleans()) and place > 0:
        wrong = entries[:place] + entries[place + 1 :]
    else:
        wrong = list(entries)
        wrong[place] = dataclasses.replace(
            wrong[place], balance_after=wrong[place].balance_after + Decimal("0.01")
        )
    found = keep(desk, wrong).statement(OWN, FIRST, FIRST + dt.timedelta(days=20))
    assert not found.agrees
    assert found.gaps
    assert found.opening + found.credits - found.debits == found.closing
    desk.close()


def test_a_late_settlement_before_a_transfer_of_the_same_sunday_is_no_gap(desk):
    """What is settled on a Sunday counts on Monday, a transfer within the bank after it counts on Sunday."""
    friday, sunday, monday = 5, 7, 8
    entries = entries_of([(friday, 100_00), (monday, -30_00), (sunday, -5_00)], as_posted=True)
    statements = keep(desk, entries)
    days = [FIRST + dt.timedelta(days=offset) for offset in (friday, sunday, monday)]
    whole = statements.statement(OWN, days[0], days[2])
    assert whole.agrees
    assert list(whole.entries) == entries  # as posted: every balance follows from the line before
    assert (whole.opening, whole.closing) == (Decimal("1000.00"), Decimal("1065.00"))
    one = statements.statement(OWN, days[1], days[1])
    assert one.agrees
    assert (one.opening, one.closing) == (Decimal("1100.00"), Decimal("1095.00"))
    last = statements.statement(OWN, days[2], days[2])
    assert last.agrees
    assert (last.opening, last.closing) == (Decimal("1095.00"), Decimal("1065.00"))


@given(moves=moves, start=st.integers(-2, 14), length=st.integers(0, 14))
def test_value_dates_in_any_order_add_up(tmp_path_factory, moves, start, length):
    desk = office(tmp_path_factory.mktemp("base"))
    entries = entries_of(moves, as_posted=True)
    statements = keep(desk, entries)
    first, last = (FIRST + dt.timedelta(days=start + more) for more in (0, length))
    found = statements.statement(OWN, first, last)
    assert found.agrees
    assert list(found.entries) == [entry for entry in entries if first <= entry.value_date <= last]
    for day, balance in ((first, found.opening), (last + dt.timedelta(days=1), found.closing)):
        earlier = [ledger.signed(entry) for entry in entries if entry.value_date < day]
        assert balance == sum(earlier, Decimal("1000.00"))
    desk.close()


@given(moves=moves, more=st.integers(1, 10**6), cut=st.data())
def test_a_wrong_balance_is_a_gap_in_any_order(tmp_path_factory, moves, more, cut):
    desk = office(tmp_path_factory.mktemp("base"))
    entries = entries_of([*moves, (6, 5)], as_posted=True)
    place = cut.draw(st.integers(1, len(entries) - 1))
    wrong = entries[place].balance_after + Decimal(more).scaleb(-2)
    entries[place] = dataclasses.replace(entries[place], balance_after=wrong)
    found = keep(desk, entries).statement(OWN, FIRST, FIRST + dt.timedelta(days=20))
    assert entries[place].value_date in found.gaps
    desk.close()


def test_an_account_without_entries_has_its_own_balance(desk):
    statements = Statements(desk.place)
    found = statements.statement(OWN, FIRST, FIRST)
    assert (found.opening, found.closing, found.entries) == (Decimal("1000000.00"), Decimal("1000000.00"), ())
    assert [(view.number, view.balance) for view in statements.accounts()] == sorted(
        [(OWN, Decimal("1000000.00")), (OTHER, Decimal("10.00"))]
    )
    keep(desk, entries_of([(10, 500)], Decimal("7.00")))
    assert statements.statement(OWN, FIRST, FIRST).closing == Decimal("7.00")


def test_a_reversed_period_is_refused(desk):
    with pytest.raises(BadInput) as caught:
        Statements(desk.place).statement(OWN, FIRST, FIRST - dt.timedelta(days=1))
    assert caught.value.code == "period_reversed"


@pytest.fixture
def told(desk):
    entries = entries_of([(0, 150), (1, -100_00), (1, 7), (5, -1)])
    entries[1] = dataclasses.replace(entries[1], amount=Decimal("100.00"), order=payment())
    statements = keep(desk, entries)
    return statements, statements.statement(OWN, FIRST, FIRST + dt.timedelta(days=9))


def test_the_1c_file_reads_back(told, tmp_path):
    statements, statement = told
    path = tmp_path / "kl_to_1c.txt"
    statements.export(statement, "1c", path)
    file = onec.load(path.read_bytes())
    assert [p for p in file.problems if p.severity is Severity.BLOCK] == []
    (section,) = file.accounts
    assert (section.account, section.opening, section.closing) == (OWN, statement.opening, statement.closing)
    assert (section.credits, section.debits) == (statement.credits, statement.debits)
    assert [(d.number, d.amount) for d in file.documents] == [
        ("1", Decimal("1.50")), ("1", Decimal("100.00")), ("3", Decimal("0.07")), ("4", Decimal("0.01"))
    ]  # fmt: skip
    income, own = file.documents[0], file.documents[1]
    assert (income.payer.account, income.payee.account) == (PAYEE, OWN)
    assert (income.credited, income.debited) == (FIRST, None)
    assert (own.payer.account, own.payee.account, own.purpose) == (OWN, PAYEE, payment()["purpose"])
    assert own.debited == FIRST + dt.timedelta(days=1)


def test_the_tables_hold_every_entry(told, tmp_path):
    statements, statement = told
    statements.export(statement, "csv", tmp_path / "s.csv", "ru")
    rows = list(csv.reader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:6] == ["Дата операции", "Номер", "Дата документа", "Вид операции", "Списано", "Поступило"]
    assert [row[4:7] for row in rows[1:]] == [
        ["", "1,50", "1001,50"], ["100,00", "", "901,50"], ["", "0,07", "901,57"], ["0,01", "", "901,56"]
    ]  # fmt: skip
    statements.export(statement, "xlsx", tmp_path / "s.xlsx")
    sheet = CalamineWorkbook.from_path(str(tmp_path / "s.xlsx")).get_sheet_by_index(0).to_python()
    assert sheet[0][4:7] == ["Debit", "Credit", "Balance"]
    assert [row[6] for row in sheet[1:]] == [1001.5, 901.5, 901.57, 901.56]


def test_files_are_whole_or_not_there(told, tmp_path):
    statements, statement = told
    with pytest.raises(BadInput) as caught:
        statements.export(statement, "doc", tmp_path / "s.doc")
    assert caught.value.code == "file_target_unknown"
    with pytest.raises(StorageFailed) as failed:
        statements.export(statement, "csv", tmp_path / "nowhere" / "s.csv")
    assert failed.value.code == "file_not_written"
    emoji = dataclasses.replace(statement.entries[0], purpose="\N{GRINNING FACE}")
    broken = dataclasses.replace(statement, entries=(emoji,))
    old = tmp_path / "kl_to_1c.txt"
    old.write_bytes(b"old")
    with pytest.raises(BadInput):
        statements.export(broken, "1c", old)
    assert old.read_bytes() == b"old"
    assert sorted(
        path.name for path in tmp_path.iterdir() if path.is_file() and "client" not in path.name
    ) == ["kl_to_1c.txt"]
