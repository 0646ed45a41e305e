"""Step 8 of the schema over files that were kept before: rather too much stays, what is kept next is later, dinars are found."""

import datetime as dt
from decimal import Decimal

import pytest

from bsclient.storage import archive_told, entry_search, migrations
from bsclient.storage.engine import Store
from bsclient.storage.scope import Scope


@pytest.fixture
def before(tmp_path, monkeypatch):
    """Make a base of step 7, let `fill` fill it, and return it as it is opened now."""
    opened = []

    def make(fill):
        path = tmp_path / "client.db"
        with monkeypatch.context() as then:
            then.setattr(migrations, "STEPS", migrations.STEPS[:7])
            then.setattr(migrations, "NEWEST", 7)
            store = Store(path)
            with store.write() as work:
                fill(work)
            store.close()
        opened.append(Store(path))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


def put_file(work, number, *days):
    work.run(
        "INSERT INTO archive_file VALUES (?, ?, 'a.txt', 'qif', 1, '2026-11-02T00:00:00Z', 'x')",
        (number, str(number)),
    )
    for start, end in days:
        work.run(
            "INSERT INTO archive_section VALUES (?, 'A', ?, ?, 'EUR', NULL, NULL, NULL, NULL, 0, '', '', '')",
            (number, start, end),
        )


def put_entry(work, name, on, file=1, missing=0):
    work.run(
        "INSERT INTO archive_entry VALUES (?, 'A', ?, ?, ?, 0, 0, '')", (f"file/{name}/0", on, file, missing)
    )


def tellers(store):
    with store.read() as reader:
        return sorted(reader.all("SELECT file, missing FROM archive_told"))


@pytest.mark.parametrize("empty", [1, 2])
def test_a_file_without_days_may_have_told_every_entry(before, empty):
    def fill(work):
        for number in (1, 2):
            put_file(work, number, ("", "") if number == empty else ("2026-11-01", "2026-11-01"))
        put_entry(work, "a", "2026-11-01", file=3 - empty)

    store = before(fill)
    assert tellers(store) == [(1, 0), (2, 0)]
    with store.read() as reader:
        assert [archive_told.share(reader, number).gone for number in (1, 2)] == [(), ()]


@pytest.mark.parametrize(
    ("first", "second", "on", "both"),
    [
        (
            ("2026-11-01", "2026-11-05"),
            ("2026-11-04", "2026-11-10"),
            "2026-11-02",
            True,
        ),  # dated before its file
        (("2026-11-04", "2026-11-10"), ("2026-11-01", "2026-11-05"), "2026-11-19", True),  # and after
        (("", ""), ("2026-11-04", "2026-11-10"), "2026-11-02", True),
        (("2026-11-01", "2026-11-03"), ("2026-11-04", "2026-11-10"), "2026-11-02", False),  # no day in common
        (("2026-01-01", "2026-12-31"), ("2026-11-04", "2026-11-10"), "2026-10-20", False),  # too far away
    ],
)
def test_of_files_that_overlap_both_may_have_told_what_is_dated_aside(before, first, second, on, both):
    def fill(work):
        put_file(work, 1, first)
        put_file(work, 2, second)
        put_entry(work, "a", on)

    assert tellers(before(fill)) == ([(1, 0), (2, 0)] if both else [(1, 0)])


def test_what_was_missing_stays_so_when_another_file_is_taken_back(before):
    def fill(work):
        for number in (1, 2, 3, 4):
            put_file(work, number, ("2026-11-01", "2026-11-01"))
        put_entry(work, "a", "2026-11-01", missing=2)

    store = before(fill)
    assert tellers(store) == [(1, 0), (2, 1), (3, 0), (4, 0)]
    with store.write() as work:
        archive_told.take_back(work, 4)
        assert work.scalar("SELECT missing FROM archive_entry") == 2


def test_what_is_kept_next_is_later_than_what_was_kept_before(before):
    """A file of before that is read again tells the entry anew: its turn is above those of all files of before."""

    def fill(work):
        for number in (1, 2, 7):
            put_file(work, number, ("2026-11-01", "2026-11-01"))
        put_entry(work, "a", "2026-11-01", missing=2)

    store = before(fill)
    with store.write() as work:
        noted = work.scalar("SELECT max(turn) FROM archive_told")
        turn = archive_told.begin(work, 1)
        assert turn > noted
        archive_told.tell(work, (1, turn), [("file/a/0", False)], ())
        work.run("UPDATE archive_entry SET missing = 0")
        archive_told.take_back(work, 7)
        assert work.scalar("SELECT missing FROM archive_entry") == 0


def test_a_base_without_files_begins_at_the_first_turn(before):
    store = before(lambda work: None)
    with store.write() as work:
        assert archive_told.begin(work, 1) == 1


def put_ledger(work, currency):
    """An entry of 5.12 as step 7 kept it: hundredths, and so in the index."""
    columns = [row[1] for row in work.all("PRAGMA table_info(entry)") if row[1] != "row"]
    told = {
        "id": f"1/{currency}", "account": "A", "value_date": "2026-11-02", "posted": "2026-11-02T00:00:00Z", "credit": 1,
        "amount": 512, "currency": currency, "balance_after": 512, "order_fields": "{}",
    }  # fmt: skip
    marks = ", ".join("?" for _ in columns)
    work.run(
        f"INSERT INTO entry ({', '.join(columns)}) VALUES ({marks})",
        tuple(told.get(one, "") for one in columns),
    )
    work.run("INSERT INTO entry_text (rowid, words) SELECT row, '5.12' FROM entry")
    work.run("INSERT INTO setting (key, value) VALUES ('search.row', '1')")


def found(store, text):
    scope = Scope(("A",), dt.date(2026, 1, 1), dt.date(2027, 1, 1), currency="")
    look = entry_search.Look(entry_search.Cursor(), 10, 1000, lambda: False)
    with store.read() as reader:
        return [
            one.amount for one in entry_search.search(reader, entry_search.needle(text), scope, look).rows
        ]


def test_dinars_of_before_are_found_as_they_are_shown(before):
    store = before(lambda work: put_ledger(work, "KWD"))
    for _ in range(2):  # before the index is built anew, and from it
        assert found(store, "5.120") == found(store, "5.12") == [Decimal("5.120")]
        with store.write() as work:
            entry_search.extend(work, 100)


def test_the_index_of_a_base_without_dinars_stays(before):
    store = before(lambda work: put_ledger(work, "EUR"))
    with store.read() as reader:
        assert entry_search.lag(reader) == 0
    assert found(store, "5.12") == [Decimal("5.12")]
