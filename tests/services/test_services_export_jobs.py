"""Jobs of exports that change: off, renamed and deleted whatever the folder does; nothing skipped, nothing twice unsaid."""

import shutil

import msgspec
import pytest
from folder_kit import Cut, cut_at, desk_fixture, exports, files, folder_fixture, job, numbers, post, taken  # noqa: F401 -- fixtures
from local_kit import OTHER, OWN
from seeing_kit import open_bench

from bsclient.errors import BadInput
from bsclient.services.exports import files as folder_files
from bsclient.services.exports.running import NARROWED, What


def changed(made, **more):
    return msgspec.structs.replace(made, **more)


def cut_at_move(service, monkeypatch, *, moved=False):
    """Let the current go out at the rename: the file is ready."""
    real = folder_files.move

    def cut(source, target):
        if moved:
            real(source, target)
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(folder_files, "move", cut)
        with pytest.raises(Cut):
            service.run_due()


def states(service):
    return [(row.state, row.code) for row in service.log()]


def test_a_job_whose_folder_is_gone_is_switched_off_renamed_and_deleted(desk, folder, tmp_path):
    service = exports(desk)
    made = service.save(job(folder))
    folder.rename(tmp_path / "away")
    made = service.save(changed(made, name="Архив"))
    made = service.save(changed(made, on=False))
    assert [(one.name, one.on) for one in service.jobs()] == [("Архив", False)]
    with pytest.raises(BadInput, match="export_folder_missing"):
        service.save(changed(made, on=True))
    folder.mkdir()  # the mount point without the share
    with pytest.raises(BadInput, match="export_folder_other"):
        service.save(changed(made, on=True))
    folder.rmdir()
    (tmp_path / "away").rename(folder)
    assert service.save(changed(made, on=True)).on
    shutil.rmtree(folder)
    service.delete(made.id)
    assert service.jobs() == []


@pytest.mark.parametrize("happens", ["off", "rename", "delete"])
def test_a_run_that_hangs_holds_up_no_change_of_its_job(desk, folder, happens):
    service = exports(desk)
    made = service.save(job(folder))
    with service._running:
        if happens == "delete":
            service.delete(made.id)
        else:
            service.save(changed(made, **({"on": False} if happens == "off" else {"name": "Архив"})))
    assert [(one.name, one.on) for one in service.jobs()] == {
        "off": [("В 1С", False)], "rename": [("Архив", True)], "delete": [],
    }[happens]  # fmt: skip


@pytest.mark.parametrize("change", ["format", "folder", "pattern"])
def test_a_file_that_was_ready_is_withdrawn_and_written_as_the_job_is_now(
    desk, folder, tmp_path, monkeypatch, change
):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    cut_at_move(service, monkeypatch)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    more = {"format": "json"} if change == "format" else {"pattern": "new"}
    service.save(changed(made, **({"folder": str(fresh)} if change == "folder" else more)))
    post(desk, 2)
    assert service.run_due()[0].files == 1
    there = fresh if change == "folder" else folder
    (path,) = files(there)
    assert (path.suffix, path.stem == "new") == (
        ".json" if change == "format" else ".csv",
        change == "pattern",
    )
    if change == "format":
        assert [path.read_text("utf-8").count(f"Оплата {number}") for number in (1, 2)] == [1, 1]
    else:
        assert numbers(path) == [1, 2]
    assert states(service) == [("done", ""), ("failed", "export_withdrawn")]
    assert not list(folder.glob("*.tmp*"))
    assert service.run_due()[0].files == 0


def test_a_file_of_an_account_that_went_is_withdrawn_and_comes_with_the_account_again(
    desk, folder, monkeypatch
):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    cut_at_move(service, monkeypatch)
    other = service.save(changed(made, accounts=("40702810000000000099",)))
    assert service.run_due()[0].files == 0
    assert files(folder) == []
    service.save(changed(other, accounts=made.accounts))
    service.run_due()
    assert taken(folder) == [1]


@pytest.mark.parametrize("moved", [False, True])
def test_what_counts_otherwise_now_begins_at_its_own_beginning(desk, folder, monkeypatch, moved):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1, 2)
    cut_at_move(service, monkeypatch, moved=moved)
    service.save(changed(made, what=What.DAY, pattern="{from}"))
    service.run_due()
    assert numbers(folder / "2026-11-20.csv") == [1, 2]
    assert len(files(folder)) == 1 + moved


def test_a_day_comes_anew_into_another_folder_when_the_job_begins_anew(desk, folder, tmp_path):
    service = exports(desk)
    made = service.save(job(folder, what=What.DAY, pattern="{from}"))
    post(desk, 1)
    service.run_due()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    since = made.since.replace(day=1)
    made = service.save(changed(made, since=since))
    service.run_due()
    assert len(service.log()) == 1  # the day is there as it was
    service.save(changed(made, since=since.replace(day=2), folder=str(fresh)))
    service.run_due()
    assert numbers(fresh / "2026-11-20.csv") == [1]


@pytest.mark.parametrize("step", range(1, 9))
def test_cut_anywhere_and_given_another_folder_every_operation_comes_once(
    desk, folder, tmp_path, monkeypatch, step
):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1, 2)
    with monkeypatch.context() as patch:
        cut_at(patch, step)
        with pytest.raises(Cut):
            service.run_due()
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    service = exports(desk)
    service.save(changed(made, folder=str(fresh)))
    post(desk, 3)
    assert [one.error for one in (service.run(made.id), service.run(made.id))] == [None, None]
    assert sorted(taken(folder) + taken(fresh)) == [1, 2, 3]


@pytest.mark.parametrize("happens", ["change", "delete"])
def test_what_changes_while_a_file_is_written_stops_the_run_before_the_file(
    desk, folder, monkeypatch, happens
):
    service, others = exports(desk), exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    real = folder_files.keep

    def meanwhile(path):
        real(path)
        if happens == "change":
            others.save(changed(made, format="json"))
        else:
            others.delete(made.id)

    with monkeypatch.context() as patch:
        patch.setattr(folder_files, "keep", meanwhile)
        assert service.run(made.id).error.code == "export_changed"
    assert files(folder) == []
    assert not list(folder.glob("*.tmp*"))
    assert states(service) == []
    assert [one.files for one in service.run_due()] == ([1] if happens == "change" else [])


def test_a_deleted_job_says_which_file_it_left(desk, folder, monkeypatch):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    cut_at_move(service, monkeypatch)
    service.delete(made.id)
    assert states(service) == [("failed", "export_deleted")]
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("accounts", "hidden"), [((), True), ((OWN, OTHER), True), ((OWN,), False)])
def test_the_log_says_that_a_run_wrote_only_what_its_user_may_view(tmp_path, folder, qapp, accounts, hidden):
    office, bench = open_bench(tmp_path)
    wide, narrow = bench.wide.folder_exports, bench.narrow.folder_exports
    made = wide.save(job(folder, accounts=accounts))
    ran = narrow.run(made.id)
    assert (ran.narrowed, ran.error) == (hidden, None)
    noted = [row for row in wide.log() if row.code == NARROWED]
    assert [row.facts["name"] for row in noted] == ["narrow"] * hidden
    assert [row.code for row in narrow.log() if row.code] == [NARROWED] * hidden
    narrow.run(made.id)
    narrow.run_due()
    assert len([row for row in wide.log() if row.code == NARROWED]) == hidden, "the same note is renewed"
    last = wide.run(made.id)
    assert not last.narrowed
    office.close()
