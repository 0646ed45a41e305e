"""Exports into folders when the share goes away, the job changes meanwhile, or others put their file in place of ours."""

import datetime as dt
import errno
import os
from pathlib import Path

import msgspec
import pytest
from folder_kit import Cut, desk_fixture, exports, files, folder_fixture, job, numbers, post, taken  # noqa: F401 -- fixtures

from bsclient.errors import BadInput, NotAllowed
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import running
from bsclient.services.exports.running import Ran, What


@pytest.mark.parametrize("name", ["x" * 300, "no/such"])
def test_a_folder_that_cannot_be_asked_for_is_not_there(name):
    with pytest.raises(BadInput, match="export_folder_missing"):
        folder_files.folder_of(f"/{name}")


def test_a_share_that_went_stale_is_told_and_tried_later(desk, folder, monkeypatch):
    service = exports(desk)
    service.save(job(folder))
    post(desk, 1)

    def stale(_path, _mode):
        raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", stale)
        error = service.run_due()[0].error
        assert error.code == "export_folder_silent"
        assert error.facts == {"name": str(folder), "reason": os.strerror(errno.ESTALE)}
        assert service.run_due() == []
    assert [row.code for row in service.log()] == ["export_folder_silent"]
    desk.clock.time += dt.timedelta(minutes=16)
    service.run_due()
    assert taken(folder) == [1]


def test_a_full_disk_names_the_file_as_the_user_will_know_it(desk, folder, monkeypatch):
    service = exports(desk)
    service.save(job(folder, pattern="{from}"))
    post(desk, 1)

    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        error = service.run_due()[0].error
    assert error.code == "file_not_written"
    assert error.facts == {"name": "2026-11-20.csv", "reason": os.strerror(errno.ENOSPC)}
    assert files(folder) == []


def test_another_format_gets_its_own_ending(desk, folder):
    service = exports(desk)
    made = service.save(job(folder, what=What.DAY, pattern="{from}"))
    post(desk, 1)
    service.run_due()
    service.save(msgspec.structs.replace(made, format="json"))
    post(desk, 2)
    service.run_due()
    assert [path.name for path in files(folder)] == ["2026-11-20.csv", "2026-11-20.json"]
    assert numbers(folder / "2026-11-20.csv") == [1]


class Meanwhile:
    """The lock of runs, while one waits for which something happens."""

    def __init__(self, happens):
        self._happens = happens

    def acquire(self, **_how):
        self._happens()
        return True

    def release(self):
        pass


def test_a_job_that_changed_while_it_waited_runs_as_it_is_now(desk, folder):
    service, others = exports(desk), exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    nothing = Ran(made.id, made.name, 0)
    service._running = Meanwhile(lambda: others.save(msgspec.structs.replace(made, on=False)))
    assert service.run_due() == [nothing]
    other = folder / "other"
    other.mkdir()
    service._running = Meanwhile(
        lambda: others.save(msgspec.structs.replace(made, folder=str(other), on=False))
    )
    assert service.run(made.id).files == 1  # asked for by hand: off or not
    assert taken(other) == [1]
    others.save(made)
    post(desk, 2)
    service._running = Meanwhile(lambda: others.delete(made.id))
    assert service.run_due() == [nothing]
    made = others.save(msgspec.structs.replace(made, id=""))
    service._running = Meanwhile(lambda: others.delete(made.id))
    assert service.run(made.id) == Ran(made.id, made.name, 0)
    assert [path.name for path in files(folder)] == ["other"]


def test_a_run_does_not_wait_for_one_that_hangs(desk, folder, monkeypatch):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0.01)
    with service._running:
        assert service.run_due() == []
        with pytest.raises(NotAllowed, match="export_running"):
            service.run(made.id)
    assert service.run_due()[0].files == 1


def test_a_deleted_job_does_not_come_back(desk, folder):
    service = exports(desk)
    made = service.save(job(folder))
    service.delete(made.id)
    with pytest.raises(NotAllowed, match="export_unknown"):
        service.save(msgspec.structs.replace(made, on=False))
    assert service.jobs() == []


def cut_move(desk, folder, monkeypatch, *, moved):
    """Begin a job and cut the current at its rename."""
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    real = folder_files.move

    def cut(source, target):
        if moved:
            real(source, target)
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(folder_files, "move", cut)
        with pytest.raises(Cut):
            service.run_due()
    return made


def test_a_former_folder_that_is_gone_does_not_stop_the_job(desk, folder, tmp_path, monkeypatch):
    made = cut_move(desk, folder, monkeypatch, moved=False)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    service = exports(desk)
    service.save(msgspec.structs.replace(made, folder=str(fresh)))
    folder.rename(tmp_path / "away")
    assert [(one.files, one.error) for one in service.run_due()] == [(1, None)]
    assert taken(fresh) == [1]
    new, old = service.log()
    assert (new.state, old.state, old.code) == ("done", "failed", "export_left")
    assert old.facts == {"name": old.name, "folder": str(folder)}
    assert service.run_due()[0].files == 0


@pytest.mark.parametrize(("others", "code"), [(False, ""), (True, "export_taken")])
def test_a_file_of_others_in_the_place_of_ours_is_told(desk, folder, monkeypatch, others, code):
    cut_move(desk, folder, monkeypatch, moved=True)
    (path,) = files(folder)
    if others:
        path.write_text("of others", encoding="utf-8")
    service = exports(desk)
    assert service.run_due()[0].files == 1
    assert [(row.state, row.code) for row in service.log()] == [("done", code)]
    assert files(folder) == [path]
