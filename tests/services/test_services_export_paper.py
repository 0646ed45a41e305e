"""Exports on paper over a real bank's entries: its stamp where it signed every day, and never on a part of a day."""

import datetime as dt
import itertools

import msgspec
import pytest
from bank_stage import Stage
from folder_kit import files
from pdf_text import letters_of

from bsclient.services.exports.running import Job, What
from bsclient.storage import folder_exports as kept

SINCE = dt.date(2026, 9, 1)
pytestmark = pytest.mark.usefixtures("qapp")  # before the drawing makes one that has no windows
STAMP, PARTIAL = "ПОДПИСАНОБАНКОМ", "Невсявыписка"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("papers")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(stage):
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@pytest.fixture(name="folder")
def folder_fixture(tmp_path):
    return tmp_path


def papers(folder):
    return [letters_of(path.read_bytes()) for path in files(folder)]


def job(desk, folder, what, **more):
    told = Job(
        name=f"Архив {folder.name}", folder=str(folder), format="pdf", since=SINCE, what=what,
        accounts=(desk.statements.accounts()[0].number,), pattern="{account} {from}", **more,
    )  # fmt: skip
    return desk.folder_exports.save(told)


def test_days_that_the_bank_signed_have_its_stamp(desk, folder):
    made = job(desk, folder, What.FINAL)
    ran = desk.folder_exports.run(made.id)
    assert ran.error is None
    told = papers(folder)
    final = [row for row in desk.closings.days(made.accounts[0], SINCE, desk.place.today) if row.final]
    assert len(told) == ran.files == len(final) > 0
    assert all(STAMP in one and PARTIAL not in one for one in told)
    desk.folder_exports.delete(made.id)


def test_new_operations_are_told_to_be_new_and_have_no_stamp(desk, folder):
    account = desk.statements.accounts()[0].number
    final = [row.day for row in desk.closings.days(account, SINCE, desk.place.today) if row.final]
    entries = desk.statements.statement(account, final[0], final[-1]).entries
    first = next(one for one, after in itertools.pairwise(entries) if one.value_date == after.value_date)
    made = job(desk, folder, What.NEW, on=False)
    with desk.place.store.write() as work:  # as if an earlier file had ended in the middle of a day
        row = work.scalar("SELECT row FROM entry WHERE id = ?", (first.id,))
        kept.set_reached(work, made.id, account, row)
    assert desk.folder_exports.run(made.id).files == 1
    (rest,) = papers(folder)
    assert PARTIAL in rest
    assert STAMP not in rest
    desk.folder_exports.delete(made.id)


def test_new_operations_that_are_all_of_their_days_are_a_statement(desk, folder):
    made = job(desk, folder, What.NEW)
    assert desk.folder_exports.run(made.id).files == 1
    (told,) = papers(folder)
    assert PARTIAL not in told
    desk.folder_exports.delete(made.id)


def test_a_paper_is_as_that_of_the_page_of_statements(desk, folder):
    from bsclient.printing.canvas import pdf_bytes
    from bsclient.services.documents.prints import Prints

    account = desk.statements.accounts()[0].number
    day = next(row.day for row in desk.closings.days(account, SINCE, desk.place.today) if row.final)
    made = job(desk, folder, What.FINAL)
    desk.folder_exports.run(made.id)
    told = desk.statements.statement(account, day, day)
    shown = letters_of(pdf_bytes(Prints(desk.place, desk.signing, "ru").statement_pages(told), "x"))
    assert (
        letters_of((folder / f"{account} {day}.pdf").read_bytes()).split("сформировано")[0]
        == shown.split("сформировано")[0]
    )
    made = desk.folder_exports.save(msgspec.structs.replace(made, language="en"))
    assert made.language == "en"
    desk.folder_exports.delete(made.id)
