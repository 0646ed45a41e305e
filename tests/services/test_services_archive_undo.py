"""A statement file taken back: what it alone told goes; what another file or the bank told too stays; marks stay right."""

import datetime as dt
import tempfile
import threading
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from archive_kit import THERE, day, document, file, section
from hypothesis import example, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from local_kit import OWN, office
from test_services_archive import bank_says, entries, keep, preview

from bsclient.errors import BadInput
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.health import Health
from bsclient.services.statements.search import EntrySearch
from bsclient.services.statements.summary import Summary
from bsclient.storage import archive, happenings, ledger, migrations
from bsclient.storage.engine import Store


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def last_file(desk):
    return Archive(desk.place).files()[0].id


def take_back(desk, number):
    """Take a file back as the window does: by its number and the digest that was shown with it."""
    shown = next(row for row in Archive(desk.place).files() if row.id == number)
    return Archive(desk.place).take_back(shown.id, shown.sha256)


def apart(desk):
    with desk.store.read() as reader:
        return archive.apart(reader, OWN, day(0), day(30))


def view(desk, account=THERE):
    return [(one.id, one.amount, one.balance_after) for one in entries(desk, account)]


def test_the_only_file_of_an_account_takes_the_account_along(desk):
    keep(desk, file([section(0, 1, "1000.00", "1070.00")], [document(1, "70.00")]))
    shown = Archive(desk.place).files()[0]
    seen = Archive(desk.place).share(shown.id, shown.sha256)
    assert (seen.gone, seen.stay, seen.accounts) == (1, 0, (THERE,))
    assert entries(desk), "looking takes nothing back"
    done = take_back(desk, shown.id)
    assert (done.gone, done.stay, done.file.name) == (1, 0, "s.txt")
    assert not entries(desk)
    assert THERE not in {row.account for row in Summary(desk.place).accounts(day(1))}
    assert not Archive(desk.place).files()
    with desk.store.read() as reader:
        act, facts = reader.all("SELECT action, facts FROM journal ORDER BY seq")[-1]
    assert (act, '"gone":"1"' in facts) == ("archive_taken_back", True)
    with pytest.raises(BadInput, match="archive_file_unknown"):
        Archive(desk.place).take_back(shown.id, shown.sha256)
    seen = preview(desk, file([section(0, 1, "1000.00", "1070.00")], [document(1, "70.00")]))
    assert (seen.earlier, seen.accounts[0].new) == (None, 1)


def test_what_another_file_told_too_stays_with_its_balance(desk):
    keep(
        desk, file([section(0, 1, "1000.00", "1070.00")], [document(1, "50.00"), document(2, "20.00", on=1)])
    )
    keep(
        desk,
        file([section(1, 2, "1050.00", "1075.00")], [document(2, "20.00", on=1), document(3, "5.00", on=2)]),
    )
    first = Archive(desk.place).files()[1].id
    done = take_back(desk, first)
    assert (done.gone, done.stay) == (1, 1)
    assert [(one.amount, one.balance_after) for one in entries(desk)] == [
        (Decimal("20.00"), Decimal("1070.00")),
        (Decimal("5.00"), Decimal("1075.00")),
    ]
    assert not Health(desk.place, None).check((THERE,), day(0), day(9))


def test_a_note_of_what_is_missing_goes_with_the_file_that_made_it(desk):
    full = [document(1, "50.00"), document(2, "20.00")]
    keep(desk, file([section(0, 0)], full))
    keep(desk, file([section(0, 0)], full[:1]))
    lacking = last_file(desk)
    assert [one.code for one in Health(desk.place, None).check((THERE,), day(0), day(9))] == [
        "health_disappeared"
    ]
    keep(desk, file([section(0, 0, "0.00")], full[:1]))
    second = last_file(desk)
    take_back(desk, lacking)
    with desk.store.read() as reader:
        missing = {one.missing for one in archive.origins(reader, THERE, day(0), day(0)).values()}
    assert missing == {0, second}, "the other file lacks it as well"
    take_back(desk, second)
    assert not Health(desk.place, None).check((THERE,), day(0), day(9))


def test_the_banks_own_entries_are_never_touched(desk):
    bank_says(desk, (0, "50.00", True, "Оплата по договору"))
    before = view(desk, OWN)
    keep(
        desk,
        file(
            [section(0, 1, account=OWN)],
            [document(1, "50.00", account=OWN), document(2, "7.00", account=OWN)],
        ),
    )
    assert len(apart(desk)) == 1
    done = take_back(desk, last_file(desk))
    assert done.gone == 1
    assert (view(desk, OWN), apart(desk)) == (before, [])


def test_a_file_that_was_read_twice_is_taken_back_once(desk):
    told = file([section(0, 0)], [document(1, "50.00")])
    keep(desk, told)
    keep(desk, told)
    assert len(Archive(desk.place).files()) == 1
    take_back(desk, last_file(desk))
    assert not entries(desk)


def test_rows_stay_marks_and_the_search_finds_what_stays(desk):
    """Notices and exports remember the highest row: it must not fall, or they would miss what the bank tells next."""
    bank_says(desk, (0, "50.00", True, "Оплата аренды"))
    keep(desk, file([section(0, 1)], [document(at, "1.00", purpose="Чужое") for at in range(1, 6)]))
    search = EntrySearch(desk.place)
    search.index(threading.Event())
    with desk.store.read() as reader:
        mark = happenings.last_entry(reader)
    take_back(desk, last_file(desk))
    with desk.store.read() as reader:
        assert happenings.last_entry(reader) == mark
        assert not happenings.entries(reader, (mark - 1, mark), ("", True), Decimal("0.01"), 10), (
            "told before"
        )
    assert [row.purpose for row in search.search("аренды").rows] == ["Оплата аренды"]
    assert not search.search("чужое").rows
    search.index(threading.Event())
    assert [row.purpose for row in search.search("аренды").rows] == ["Оплата аренды"]
    with desk.store.write() as work:
        ledger.add_entries(work, [_next(desk)])
    with desk.store.read() as reader:
        found = happenings.entries(reader, (mark, mark + 9), ("", True), Decimal("0.01"), 10)
    assert [one.purpose for one in found] == ["Следующая"]


def keep_bytes(desk, told, data=b"same"):
    archive_ = Archive(desk.place)
    return archive_.keep(archive_.preview(told, data, "s.csv"))


def test_a_table_read_again_with_other_columns_is_taken_back_whole(desk):
    """The second reading lacks what the first one told: both came from this file, and nothing of it stays."""
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=1)], "csv"))
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=3, purpose="Иное")], "csv"))
    shown = Archive(desk.place).files()[0]
    assert Archive(desk.place).share(shown.id, shown.sha256).gone == 2
    assert (take_back(desk, shown.id).gone, entries(desk)) == (2, [])
    with desk.store.read() as reader:
        for table in ("archive_told", "archive_entry", "archive_section", "archive_file"):
            assert not reader.all(f"SELECT * FROM {table}")


def test_what_the_first_reading_brought_stays_where_another_file_told_it(desk):
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=1)], "csv"))
    keep(desk, file([section(0, 5)], [document(1, "5.00", on=1)], "csv"))
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=3, purpose="Иное")], "csv"))
    done = take_back(desk, Archive(desk.place).files()[1].id)
    assert (done.gone, done.stay) == (1, 1)
    assert [one.value_date for one in entries(desk)] == [day(1)]
    with desk.store.read() as reader:
        (origin,) = archive.origins(reader, THERE, day(0), day(9)).values()
    assert (origin.missing, origin.name) == (0, "s.txt")


@pytest.mark.parametrize("told", [(), (document(1, "5.00", on=1),)], ids=["lacks it", "tells it"])
def test_what_a_file_brought_at_first_stays_when_another_one_is_taken_back(desk, told):
    """Whatever the other one said of it: what the first file brought and lacks now is shown as missing in that one."""
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=1)], "csv"))
    keep(desk, file([section(0, 5)], told, "csv"))
    keep_bytes(desk, file([section(0, 5)], [document(1, "5.00", on=3, purpose="Иное")], "csv"))
    first, other = sorted(row.id for row in Archive(desk.place).files())
    take_back(desk, other)
    assert [one.value_date for one in entries(desk)] == [day(1), day(3)]
    with desk.store.read() as reader:
        missing = {one.missing for one in archive.origins(reader, THERE, day(0), day(9)).values()}
    assert missing == {0, first}
    assert take_back(desk, first).gone == 2
    assert not entries(desk)


def test_another_file_under_the_number_that_was_shown_is_refused(desk):
    """Numbers of files that were taken back are given again: a list that was open meanwhile must not hit the next file."""
    keep(desk, file([section(0, 0)], [document(1, "5.00")]))
    shown = Archive(desk.place).files()[0]
    take_back(desk, shown.id)
    keep(desk, file([section(1, 1)], [document(2, "7.00", on=1)]))
    assert last_file(desk) == shown.id
    for act in (Archive(desk.place).share, Archive(desk.place).take_back):
        with pytest.raises(BadInput, match="archive_file_unknown"):
            act(shown.id, shown.sha256)
    assert [one.amount for one in entries(desk)] == [Decimal("7.00")]


def _next(desk):
    (one,) = entries(desk, OWN)
    return replace(one, id=f"2/{OWN}", purpose="Следующая")


def _left(desk):
    left = entries(desk)
    return sorted((one.id, one.amount) for one in left), {one.value_date: one.balance_after for one in left}


_files = st.lists(
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["1.00", "2.00"])), max_size=4),
    min_size=1,
    max_size=4,
)


@given(_files, st.integers(0, 3))
@example([[(0, "1.00")], [(0, "2.00"), (0, "1.00")]], 0)  # one day, two orders
@budget(max_examples=25, deadline=None)
def test_taken_back_means_as_if_never_taken(lines, out):
    """Files of one form in any order: what is left is what the others alone would have made.

    Operations of one day keep the order in which they came, so it is the balances of days that are compared.
    """
    told = [
        file([section(0, 2, f"{at}.00")], [document(9, amount, on=on, number="9") for on, amount in one])
        for at, one in enumerate(lines)
    ]
    out %= len(told)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        here, there = office(Path(one)), office(Path(two))
        try:
            for each in told:
                keep(here, each)
            number = next(row.id for row in reversed(Archive(here.place).files()) if _is(row, told[out]))
            take_back(here, number)
            for at, each in enumerate(told):
                if at != out:
                    keep(there, each)
            assert _left(here) == _left(there)
            assert _marks(here) == _marks(there)
        finally:
            here.close()
            there.close()


def _is(row, told):
    from bsclient.crypto.hashes import sha256_hex

    return row.sha256 == sha256_hex(repr(told).encode())


def _marks(desk):
    with desk.store.read() as reader:
        return {key: bool(one.missing) for key, one in archive.origins(reader, THERE, day(0), day(9)).items()}


def test_of_files_that_were_kept_before_the_program_could_take_back_rather_too_much_stays(
    tmp_path, monkeypatch
):
    path = tmp_path / "client.db"
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:7])
        before.setattr(migrations, "NEWEST", 7)
        store = Store(path)
        with store.write() as work:
            for number in (1, 2):
                work.run(
                    "INSERT INTO archive_file VALUES (?, ?, 'a.txt', 'mt940', 1, '2026-11-02T00:00:00Z', 'x')",
                    (number, str(number)),
                )
                work.run(
                    "INSERT INTO archive_section VALUES (?, 'A', ?, ?, 'EUR', NULL, NULL, NULL, NULL, 0, '', '', '')",
                    (number, "2026-11-01", f"2026-11-0{number}"),
                )
            for one, on, missing in (
                ("file/a/0", "2026-11-01", 0),
                ("file/b/0", "2026-11-01", 2),
                ("file/c/0", "2026-11-02", 0),
            ):
                work.run("INSERT INTO archive_entry VALUES (?, 'A', ?, 1, ?, 0, 0, '')", (one, on, missing))
        store.close()
    store = Store(path)
    with store.read() as reader:
        told = set(reader.all("SELECT entry, file, missing FROM archive_told"))
    store.close()
    assert told == {
        ("file/a/0", 1, 0), ("file/a/0", 2, 0), ("file/b/0", 1, 0), ("file/b/0", 2, 1), ("file/c/0", 1, 0), ("file/c/0", 2, 0),
    }  # fmt: skip


def test_days_are_those_of_the_file(desk):
    keep(desk, file([section(0, 0)], [document(1, "5.00")]))
    (row,) = Archive(desk.place).files()
    assert row.at.date() == desk.clock().date() == dt.date(2026, 11, 20)
