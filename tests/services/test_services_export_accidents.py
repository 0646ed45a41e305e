"""What keeps one account or one folder from being exported keeps no other one, and nothing is written twice because of it."""

import datetime as dt
import errno
import os
import stat
from dataclasses import replace

from folder_kit import desk_fixture, entry, exports, files, folder_fixture, job, post  # noqa: F401 -- fixtures
from local_kit import OWN

from bsclient.services.exports.running import Job
from bsclient.storage import ledger

DAY = dt.date(2026, 11, 20)


def test_an_account_that_a_format_cannot_hold_does_not_keep_the_others_out(desk, folder):
    dinars, dollars = "40702414500000000009", "40702840500000000009"
    with desk.store.write() as work:
        known = next(one for one in ledger.accounts(work) if one.number == OWN)
        for number, currency in ((dinars, "KWD"), (dollars, "USD")):
            ledger.put_account(work, replace(known, number=number, currency=currency))
            ledger.add_entries(work, [replace(entry(1, of=number), currency=currency)])
    out = exports(desk)
    made = out.save(Job(name="1C", folder=str(folder), format="1c", since=DAY))
    ran = out.run(made.id)
    assert ran.error.code == "file_target_decimals"
    assert [path.name[:20] for path in files(folder)] == [dollars]


def test_a_ready_file_of_a_version_without_marks_that_has_its_name_is_not_written_again(desk, folder):
    post(desk, 1)
    out = exports(desk)
    made = out.save(job(folder))
    out.run(made.id)
    [written] = files(folder)
    with desk.store.write() as work:  # cut between the rename and its note, before folders had marks
        work.run("UPDATE export_file SET state = 'ready', facts = '{}'")
        work.run("DELETE FROM export_mark")
    out.run(made.id)
    assert files(folder) == [written]
    assert [(row.state, row.code) for row in out.log()] == [("done", "")]


def test_a_folder_whose_names_cannot_be_kept_through_a_power_cut_takes_files_all_the_same(
    desk, folder, monkeypatch
):
    real = os.fsync

    def refuses_folders(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuses_folders)
    post(desk, 1)
    out = exports(desk)
    made = out.save(job(folder))
    assert out.run(made.id).error is None
    assert out.run(made.id).error is None
    assert len(files(folder)) == 1
    assert len(list(folder.glob(".bsclient-export-*"))) == 1
