"""Exports into folders and asking the bank again: what takes its place late moves others, and none of them comes twice."""

import datetime as dt

import pytest
from local_kit import OWN, office

from bsclient.protocol.messages import EntryData
from bsclient.services.exports.running import FolderExports, Job, What
from bsclient.services.statements.reading import Statements
from bsclient.storage import entry_intake, ledger

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def desk(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


def rows(*numbers):
    return [
        entry_intake.row_of(
            EntryData(
                entry_id=str(number), account=OWN, value_date=DAY.isoformat(),
                posted=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), credit=True, amount="10.00", currency="RUB",
                balance_after=f"{100 + 10 * number}.00", operation_type="01", purpose=f"Оплата {number}.",
            )
        )
        for number in numbers
    ]  # fmt: skip


def asked(desk, *numbers):
    with desk.store.write() as work:
        entry_intake.merge(work, OWN, rows(*numbers), "bank")


def written(folder, known):
    """Return which operations the files that came since name."""
    fresh = sorted(set(folder.glob("*.csv")) - known)
    known.update(fresh)
    text = "".join(path.read_text("utf-8-sig") for path in fresh)
    return [number for number in range(1, 10) for _ in range(text.count(f"Оплата {number}."))]


def test_operations_that_are_moved_by_a_late_one_are_not_exported_again(desk, tmp_path):
    folder = tmp_path / "to 1C"
    folder.mkdir()
    exports = FolderExports(desk.place, Statements(desk.place))
    job = exports.save(Job(name="В 1С", folder=str(folder), format="csv", since=DAY, what=What.NEW))
    known = set()
    with desk.store.write() as work:
        entry_intake.add(work, rows(1, 3, 4))
    assert exports.run(job.id).error is None
    assert written(folder, known) == [1, 3, 4]
    asked(desk, 1, 2, 3, 4)
    with desk.store.read() as reader:
        assert [one.id for one in ledger.entries(reader, OWN, DAY, DAY)] == [
            f"{n}/{OWN}" for n in (1, 2, 3, 4)
        ]
    exports.run(job.id)
    assert written(folder, known) == [2]
    with desk.store.write() as work:
        entry_intake.add(work, rows(6))
    asked(desk, 5, 6)  # six has not been exported yet
    exports.run(job.id)
    assert written(folder, known) == [5, 6]
    exports.run(job.id)
    assert written(folder, known) == []
