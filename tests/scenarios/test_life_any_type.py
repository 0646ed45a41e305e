"""A request of a type without any code of its own, from draft to the bank's signed answer, over the real wire."""

import json
from contextlib import closing, contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
from bank_stage import Stage

from bsclient.bank.products.book import Product
from bsclient.bank.server import Place, open_bank
from bsclient.domain.identity import new_id
from bsclient.domain.states import By, State
from bsclient.printing.canvas import pdf_bytes
from bsclient.services.documents.listing import Filter
from bsclient.services.documents.prints import Prints
from bsclient.tour.stage import PASSPHRASE

pytestmark = pytest.mark.scenario


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("any_type")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(stage):
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@contextmanager
def core(stage):
    """The bank's core over the same base."""
    bank, _ = open_bank(Place(stage.folder / "bank", ""))
    with closing(bank):
        yield bank


def test_a_request_is_filled_signed_sent_and_answered_by_a_document_of_the_bank(stage, desk, qapp):
    account = desk.statements.accounts()[0]
    draft = desk.drafts.begin("statement_request", {
        "accounts": [{"account": account.number}], "date_from": "2026-01-01",
        "date_to": desk.place.today.isoformat(), "note": "Для аудита",
    })  # fmt: skip
    saved = desk.drafts.save(draft)
    assert saved.state is State.NEW, desk.drafts.check(saved.type, saved.raw, saved.id)
    sheet = desk.signing.prepare([saved.id])
    [item] = sheet.items
    assert item.title == "Statement request"
    assert item.content.tables[0].rows == ((account.number,),)
    signed = desk.signing.sign(sheet, PASSPHRASE)
    assert signed.full == (saved.id,), "a request that disposes of nothing takes one signature"
    desk.delivery.queue(signed.full)
    stage.synchronise(desk)
    stage.wait(desk, lambda: desk.drafts.get(saved.id).state is State.EXECUTED)
    [told] = stage.wait(desk, lambda: desk.listing.view(Filter(types=("bank_statement",))).page(0, 5))
    assert (told.state, told.account, told.day) == (State.INCOMING, account.number, desk.place.today)
    assert desk.incoming.unread() == 1
    assert desk.incoming.proof(told.id).ok
    lines = {line.name: line.text for g in desk.incoming.content(told.id).groups for line in g.lines}
    assert Decimal(lines["closing"]) == account.balance
    assert [view.id for view in desk.links.of(saved.id)] == [told.id]
    assert desk.incoming.open(told.id) is State.READ
    assert [step.by for step in desk.history.of(told.id).steps] == [By.BANK, By.USER]
    prints = Prints(desk.place, desk.signing, "ru")
    pages = prints.pages([saved.id, told.id])
    assert len(pages) >= 2
    assert pdf_bytes(pages, "x").startswith(b"%PDF")
    paper = prints.paper(told.id)
    assert paper.by_bank
    assert [mark.serial for mark in paper.marks.signatures] == [desk.incoming.proof(told.id).serial]


def test_a_product_told_by_the_bank_is_in_the_list_and_a_changed_one_is_changed(stage, desk):
    owner = desk.profile.client_id
    kept = Product(
        new_id(desk.place.instant), owner, "deposit", "Д-7/2026", "", "RUB", 5_000_000, "open", "2026-11-01", "2027-05-01",
        {"rate": "17.0000"}, "",
    )  # fmt: skip
    with core(stage) as bank:
        bank._work(lambda work: work.products.put(kept))
        stage.synchronise(desk)
        [shown] = desk.products.list("deposit")
        assert (shown.id, shown.amount, shown.terms) == (kept.id, Decimal("50000.00"), {"rate": "17.0000"})
        bank._work(lambda work: work.products.put(replace(kept, state="closed", amount=0)))
    stage.synchronise(desk)
    assert [(one.state, one.amount) for one in desk.products.list("deposit")] == [("closed", Decimal("0.00"))]


def test_directories_of_the_bank_are_in_force_after_sync_and_follow_it(stage, desk):
    books = {book.name: book for book in desk.books.names()}
    assert books["currencies"].version
    assert desk.books.find("currencies", "USD", desk.place.today)
    rows = [{"code": "A1", "title": "Первый", "valid_from": "", "valid_to": ""}]
    told = {"name": "grounds106", "title": "Основания", "version": "2027", "rows": rows}
    with core(stage) as bank:
        assert bank.put_directory("grounds106", json.dumps(told).encode())
    stage.synchronise(desk)
    assert [entry.title for entry in desk.books.rows("grounds106")] == ["Первый"]


def test_a_file_goes_to_the_bank_with_any_document_that_takes_some(stage, desk, tmp_path):
    place = tmp_path / "scan.pdf"
    place.write_bytes(b"%PDF-1.4 scan")
    letter = desk.letters.compose("Документы", "См. вложение", [place])
    stage.send(desk, [letter.id])
    stage.wait(
        desk, lambda: desk.drafts.get(letter.id).state in {State.ACCEPTED, State.EXECUTED, State.DELIVERED}
    )
    [held] = desk.letters.mail(desk.drafts.get(letter.id)).attachments
    with core(stage) as bank:
        assert bank.blob(desk.profile.client_id, held.sha256) == b"%PDF-1.4 scan"
