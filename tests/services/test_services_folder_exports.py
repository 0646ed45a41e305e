"""Exports into folders: every operation once, whatever is cut; nobody else's file overwritten; missed times made up."""

import datetime as dt
import hashlib
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from folder_kit import Cut, cut_at, desk_fixture, exports, files, folder_fixture, job, numbers, post, taken  # noqa: F401 -- fixtures
from local_kit import OTHER, OWN, office

from bsclient.errors import BadInput
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import jobs as folder_jobs
from bsclient.services.exports import running as folder_exports
from bsclient.services.exports.running import FolderExports, What, When
from bsclient.storage import closings
from bsclient.storage import folder_exports as kept
from bsclient.storage.closings import ClosingRow

DAY = dt.date(2026, 11, 20)


class Told(FolderExports):
    """Wrong on purpose: the mark moves first, the file comes after."""

    def _write(self, job, folder, piece):
        row = self._row(job, folder, piece, folder_exports.FileRowParts("", piece.content()))
        with self._place.store.write() as work:
            kept.note_done(work, row, kept.note_ready(work, row))
        return self._straight(job, folder, piece)

    def _straight(self, job, folder, piece):
        beside = folder / folder_files.beside(job.id)
        self._statements.export(piece.statement, job.format, beside, job.language)
        folder_files.move(beside, folder / folder_files.free(folder, "x.csv"))
        return 1


class Blind(Told):
    """Wrong on purpose: the file comes first, the note after."""

    def _write(self, job, folder, piece):
        self._straight(job, folder, piece)
        row = self._row(job, folder, piece, folder_exports.FileRowParts("", piece.content()))
        with self._place.store.write() as work:
            kept.note_done(work, row, kept.note_ready(work, row))
        return 1


def test_new_operations_come_once_with_their_log(desk, folder):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1, 2)
    post(desk, 7, of=OTHER)
    assert [(one.files, one.error) for one in service.run_due()] == [(2, None)]
    assert [one.files for one in exports(desk).run_due()] == [0]
    path = next(path for path in files(folder) if OWN in path.name)
    row = next(row for row in service.log() if row.account == OWN)
    assert path.name == f"{OWN}_2026-11-20_123000.csv"
    assert (row.name, row.count, row.credits, row.state) == (path.name, 2, Decimal("20.00"), "done")
    assert row.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    post(desk, 3)
    before = path.read_bytes()
    assert service.run(made.id).files == 1
    assert path.read_bytes() == before  # the same name: a counter
    assert sorted(taken(folder)) == [1, 2, 3, 7]


def campaign(tmp_path, kind, monkeypatch):
    """Cut at every step, let another program take the files, run again; returns what came out each time."""
    outcomes = []
    for step in range(1, 12):
        place = tmp_path / str(step)
        folder = place / "out"
        folder.mkdir(parents=True)
        desk = office(place)
        service = exports(desk, kind)
        service.save(job(folder))
        post(desk, 1, 2, 3)
        with monkeypatch.context() as patch:
            seen = cut_at(patch, step)
            try:
                service.run_due()
            except Cut:
                pass
            else:
                assert seen["steps"] < step
        found = taken(folder)
        desk.clock.time += dt.timedelta(minutes=20)
        post(desk, 4)
        again = exports(desk, kind)
        again.run_due()
        again.run_due()
        outcomes.append(sorted(found + taken(folder)))
        assert not list(folder.glob("*.tmp*")), step
        desk.close()
    return outcomes


def test_cut_anywhere_every_operation_comes_once(tmp_path, monkeypatch):
    assert campaign(tmp_path, FolderExports, monkeypatch) == [[1, 2, 3, 4]] * 11


@pytest.mark.parametrize(("kind", "wrong"), [(Blind, [1, 1, 2, 2, 3, 3, 4]), (Told, [4])])
def test_the_campaign_finds_wrong_designs(tmp_path, monkeypatch, kind, wrong):
    assert wrong in campaign(tmp_path, kind, monkeypatch)


def test_a_day_is_written_anew_but_not_over_what_others_changed(desk, folder):
    service = exports(desk)
    service.save(job(folder, what=What.DAY, pattern="{account}_{from}"))
    post(desk, 1)
    service.run_due()
    path = folder / f"{OWN}_2026-11-20.csv"
    assert numbers(path) == [1]
    post(desk, 2)
    service.run_due()
    assert numbers(path) == [1, 2]
    path.write_text("changed by a program", encoding="utf-8")
    post(desk, 3)
    service.run_due()
    assert path.read_text(encoding="utf-8") == "changed by a program"
    assert numbers(folder / f"{OWN}_2026-11-20 (2).csv") == [1, 2, 3]
    assert len(files(folder)) == 2


def test_final_days_only(desk, folder):
    service = exports(desk)
    service.save(job(folder, what=What.FINAL))
    post(desk, 1)
    assert service.run_due()[0].files == 0
    row = ClosingRow(
        account=OWN, day=DAY, opening=Decimal("100.00"), credits=Decimal("10.00"), debits=Decimal(0), hash="",
        closing=Decimal("110.00"), count=1, at=desk.clock(), seq=9, canonical=b"x", signature=b"x",
    )  # fmt: skip
    with desk.store.write() as work:
        closings.put(work, row)
    assert [service.run_due()[0].files for _ in range(2)] == [1, 0]
    assert taken(folder) == [1]


def test_missed_times_are_made_up_once(desk, folder):
    service = exports(desk)
    service.save(job(folder, when=When.DAILY, at="13:00"))  # it is 12:30 in Moscow
    post(desk, 1)
    assert service.run_due() == []
    desk.clock.time += dt.timedelta(days=3)
    assert [one.files for one in service.run_due()] == [1]
    assert service.run_due() == []
    weekly = msgspec.structs.replace(service.jobs()[0], when=When.WEEKLY, weekday=0)
    monday = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
    ran = dt.datetime(2026, 11, 23, 9, 59, tzinfo=dt.UTC)
    assert folder_jobs.due(weekly, monday, ran, ran)
    assert not folder_jobs.due(weekly, monday + dt.timedelta(days=6), monday, monday)


def test_a_folder_that_is_gone_is_told_and_tried_again(desk, folder):
    service = exports(desk)
    service.save(job(folder))
    post(desk, 1)
    away = folder.rename(folder.parent / "away")
    assert service.run_due()[0].error.code == "export_folder_missing"
    assert service.run_due() == []  # not every minute
    desk.clock.time += dt.timedelta(minutes=16)
    assert service.run_due()[0].error is not None
    assert [row.code for row in service.log()] == ["export_folder_missing"]
    away.rename(folder)
    desk.clock.time += dt.timedelta(minutes=16)
    assert service.run_due()[0].files == 1
    assert taken(folder) == [1]


def test_names_keep_to_their_folder():
    told = {"name": "../../etc/passwd\0\n", "account": "C:\\x", "date": "2026-11-20"}
    for pattern in ("{name}", "../{account}", "{account}/{name}", "...", "con", "{last4}"):
        name = folder_files.file_name(pattern, told, ".txt")
        assert name == Path(name).name
        assert not name.startswith(".")
        assert not set(name) & set('/\\:*?"<>|\0\n')
    assert folder_files.file_name("nul", {}, ".csv") == "_nul.csv"
    with pytest.raises(BadInput, match="export_pattern"):
        folder_files.check_pattern("{account}_{what}")


def test_what_does_not_fit_is_refused(desk, folder):
    service = exports(desk)
    for wrong in (
        {"name": " "},
        {"format": "pain001"},
        {"at": "25:00"},
        {"folder": "here"},
        {"folder": "/no/such"},
    ):
        with pytest.raises(BadInput):
            service.save(msgspec.structs.replace(job(folder), **wrong))
    service.save(job(folder))
    with pytest.raises(BadInput, match="export_name_taken"):
        service.save(job(folder))
