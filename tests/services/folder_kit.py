"""Jobs of exports over a real base and a real folder, and what another program finds in it."""

import csv
import datetime as dt
from decimal import Decimal

import pytest
from local_kit import OWN, office

from bsclient.services.exports import files as folder_files
from bsclient.services.exports.running import FolderExports, Job
from bsclient.services.statements.reading import Statements
from bsclient.storage import folder_exports as kept
from bsclient.storage import ledger
from bsclient.storage.rows.statements import EntryRow

DAY = dt.date(2026, 11, 20)


class Cut(BaseException):
    """The current goes out."""


@pytest.fixture(name="desk")
def desk_fixture(tmp_path):
    opened = office(tmp_path)
    yield opened
    opened.close()


@pytest.fixture(name="folder")
def folder_fixture(tmp_path):
    made = tmp_path / "to 1C"
    made.mkdir()
    return made


def exports(desk, kind=FolderExports):
    return kind(desk.place, Statements(desk.place))


def entry(number, amount="10.00", day=DAY, of=OWN):
    return EntryRow(
        id=f"e{of}{number}", account=of, value_date=day, posted=dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), credit=True,
        amount=Decimal(amount), currency="RUB", balance_after=Decimal(100 + 10 * number), operation_type="01",
        document_id="", number=str(number), document_date=day, counterparty_name="ООО «Лютик»", counterparty_inn="",
        counterparty_kpp="", counterparty_account="", counterparty_bic="", counterparty_bank="",
        counterparty_corr_account="", purpose=f"Оплата {number}", order={},
    )  # fmt: skip


def post(desk, *numbers, **more):
    with desk.store.write() as work:
        ledger.add_entries(work, [entry(number, **more) for number in numbers])


def job(folder, **more):
    return Job(name="В 1С", folder=str(folder), format="csv", since=DAY, **more)


def numbers(path):
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=";"))
    place = rows[0].index("Назначение платежа")
    return [int(row[place].removeprefix("Оплата ")) for row in rows[1:] if row[place].startswith("Оплата ")]


def files(folder):
    """Return the files that another program sees."""
    return sorted(folder.glob("[!.]*"))


def taken(folder):
    """Take the files away as another program would; returns the operations in them."""
    found = []
    for path in files(folder):
        found += numbers(path)
        path.unlink()
    return found


def cut_at(monkeypatch, step):
    """Cut the current before or after one of the steps that count; returns how many there were."""
    seen = {"steps": 0}

    def watched(module, name):
        real = getattr(module, name)

        def run(*args, **more):
            for part in (lambda: None, lambda: real(*args, **more)):
                seen["steps"] += 1
                result = part()
                if seen["steps"] == step:
                    raise Cut
            return result

        monkeypatch.setattr(module, name, run)

    watched(kept, "note_ready")
    watched(kept, "note_done")
    watched(folder_files, "move")
    watched(folder_files, "keep")
    return seen
