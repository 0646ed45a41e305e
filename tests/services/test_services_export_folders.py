"""An export knows its folder again: a mount point without its share is not the folder, and nothing counts as taken there."""

from pathlib import Path

import msgspec
import pytest
from folder_kit import Cut, desk_fixture, exports, files, folder_fixture, job, post, taken  # noqa: F401 -- fixtures

from bsclient.errors import BadInput, StorageFailed
from bsclient.services.exports import files as folder_files
from bsclient.services.exports import folder_marks
from bsclient.storage import folder_exports as kept


def unmounted(folder, tmp_path):
    """The share goes, its mount point stays."""
    away = tmp_path / "away"
    folder.rename(away)
    folder.mkdir()
    return away


def mounted(folder, away):
    folder.rmdir()
    away.rename(folder)


def cut_at_move(service, monkeypatch):
    def cut(_source, _target):
        raise Cut

    with monkeypatch.context() as patch:
        patch.setattr(folder_files, "move", cut)
        with pytest.raises(Cut):
            service.run_due()


def test_a_mount_point_without_its_share_takes_nothing(desk, folder, tmp_path, monkeypatch):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    cut_at_move(service, monkeypatch)
    away = unmounted(folder, tmp_path)
    ran = service.run(made.id)
    assert (ran.files, ran.error.code, ran.error.facts["name"]) == (0, "export_folder_other", str(folder))
    assert list(folder.iterdir()) == []
    mounted(folder, away)
    assert service.run(made.id).files == 1
    assert taken(folder) == [1]


def test_the_mark_is_no_file_for_other_programs(desk, folder):
    made = exports(desk).save(job(folder))
    (mark,) = folder.iterdir()
    assert mark.name == f".bsclient-export-{made.id}"
    assert mark.suffix not in {".txt", ".xml", ".csv"}
    assert not list(folder.glob("[!.]*"))


def test_a_folder_that_is_chosen_anew_is_taken_and_what_was_ready_is_written_again(
    desk, folder, tmp_path, monkeypatch
):
    service = exports(desk)
    made = service.save(job(folder))
    post(desk, 1)
    cut_at_move(service, monkeypatch)
    unmounted(folder, tmp_path)
    service.save(msgspec.structs.replace(made, name="Архив"))
    assert service.run(made.id).error.code == "export_folder_other"  # another name chooses no folder
    service.save(made, anew=True)
    assert service.run(made.id).files == 1
    assert taken(folder) == [1]
    assert [row.code for row in service.log()] == ["", "export_folder_other", "export_left"]


def test_a_folder_that_is_chosen_anew_as_it_was_keeps_its_mark(desk, folder):
    service = exports(desk)
    made = service.save(job(folder))
    assert service.save(made, anew=True).mark == made.mark
    fresh = folder / "fresh"
    fresh.mkdir()
    assert service.save(msgspec.structs.replace(made, folder=str(fresh))).mark != made.mark
    assert service.save(made).mark == made.mark
    (folder / folder_marks.name(made.id)).write_text("", encoding="utf-8")
    with pytest.raises(BadInput, match="export_folder_other"):
        service._demand_folder(made)


def test_a_job_of_an_older_version_marks_its_folder_with_its_next_run(desk, folder):
    service = exports(desk)
    made = service.save(job(folder))
    (folder / folder_marks.name(made.id)).unlink()
    old = msgspec.json.encode(msgspec.structs.replace(made, mark="")).decode()
    with desk.store.write() as work:
        kept.put_job(work, made.id, made.name, old, "Иванова А. А.")
    post(desk, 1)
    assert service.run(made.id).files == 1
    (found,) = service.jobs()
    assert folder_marks.here(folder, made.id, found.mark)
    assert [path.suffix for path in files(folder)] == [".csv"]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that takes no files")
def test_a_folder_that_takes_no_mark_is_refused(desk):
    with pytest.raises(StorageFailed, match="file_not_written"):
        exports(desk).save(job(Path("/proc")))
    assert exports(desk).jobs() == []


def test_a_folder_that_does_not_answer_is_told_where_a_job_is_switched_on(desk, folder):
    service = exports(desk)
    made = service.save(job(folder))
    made = service.save(msgspec.structs.replace(made, on=False))
    mark = folder / folder_marks.name(made.id)
    mark.unlink()
    mark.mkdir()  # reading it fails
    with pytest.raises(StorageFailed, match="export_folder_silent"):
        service.save(msgspec.structs.replace(made, on=True))
