"""Papers say what the document is: signatures that hold, the bank's own dates, "draft" where nothing was signed."""

from dataclasses import replace
from datetime import date

import pytest
from bank_stage import Stage, payment
from PySide6.QtGui import QImage, QPainter

from bsclient import clock
from bsclient.crypto.keys import spki_of
from bsclient.domain.canonical import decode_signed
from bsclient.domain.states import State
from bsclient.errors import NotAllowed
from bsclient.printing import canvas
from bsclient.printing.stamps import Marks
from bsclient.services.documents.prints import Prints
from bsclient.storage import documents
from bsclient.tour.stage import PASSPHRASE


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("prints")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(stage):
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@pytest.fixture(scope="module")
def executed(stage, desk):
    made = payment(desk)
    stage.send(desk, [made])
    stage.wait(desk, lambda: desk.drafts.get(made).state is State.EXECUTED)
    return made


@pytest.fixture
def prints(desk):
    return Prints(desk.place, desk.signing, "ru")


class Words(canvas.Canvas):
    """A sheet that remembers what was written on it."""

    def __init__(self, painter):
        super().__init__(painter)
        self.words, self.across = [], []

    def text(self, box, text, style=None):
        self.words.append(text)

    def slanted(self, text):
        self.across.append(text)


def written_on(page):
    image = QImage(1, 1, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sheet = Words(painter)
    page(sheet)
    painter.end()
    return sheet


def test_an_executed_order_carries_what_was_signed_and_the_dates_of_the_bank(prints, desk, executed, qapp):
    (sheet,) = prints.payments([executed])
    with desk.place.store.read() as reader:
        signed = decode_signed(documents.body(reader, executed).canonical)
    assert sheet.fields == {name: value for name, value in signed.fields.items() if isinstance(value, str)}
    (mark,) = sheet.marks.signatures
    (view,) = desk.signing.signatures(executed)
    assert (mark.name, mark.serial, mark.time) == (desk.user.name, view.serial, view.time)
    assert mark.valid_from < mark.time < mark.valid_to
    story = desk.history.of(executed)
    assert sheet.marks.received == clock.business_day(story.receipt.time)
    debit = next(
        entry
        for account in desk.statements.accounts()
        for entry in desk.statements.statement(account.number, date(2026, 1, 1), date(2026, 12, 31)).entries
        if entry.document_id == executed
    )
    assert sheet.marks.debited == debit.value_date
    assert sheet.marks.bank.state == "Исполнено"
    assert (sheet.marks.bank.bic, sheet.marks.bank.day) == (desk.profile.bank.bic, debit.value_date)
    sheet = written_on(sheet.page)
    assert "ИСПОЛНЕНО" in sheet.words
    assert sheet.across == ["ДЕМОНСТРАЦИЯ"]


def test_a_draft_has_no_stamps_and_says_that_it_is_one(prints, desk, qapp):
    made = payment(desk, amount="12х", date="вчера")
    (sheet,) = prints.payments([made])
    assert sheet.marks == Marks(watermark="ЧЕРНОВИК")
    assert (sheet.fields["amount"], sheet.fields["date"]) == ("", "")
    assert written_on(sheet.page).across == ["ЧЕРНОВИК"]
    english = Prints(desk.place, desk.signing, "en").payments([made])
    assert english[0].marks.watermark == "DRAFT"
    assert canvas.paint_image(sheet.page, 40).width() > 0


def test_a_signed_order_that_was_not_sent_has_its_signature_only(prints, desk):
    made = payment(desk, amount="1501.00")
    desk.signing.sign(desk.signing.prepare([made]), PASSPHRASE)
    (sheet,) = prints.payments([made])
    assert len(sheet.marks.signatures) == 1
    assert (sheet.marks.bank, sheet.marks.received, sheet.marks.debited) == (None, None, None)


def test_a_signature_that_does_not_hold_is_not_stamped(prints, desk):
    made = payment(desk, amount="1502.00")
    desk.signing.sign(desk.signing.prepare([made]), PASSPHRASE)
    with desk.place.store.write() as work:
        kept = documents.body(work, made)
        documents.keep_canonical(work, made, kept.canonical.replace(b"1502.00", b"9502.00"), kept.sha256)
    (sheet,) = prints.payments([made])
    assert not sheet.marks.signatures


def test_a_refused_order_says_so_and_was_never_debited(prints, stage, desk):
    made = payment(desk, role="stopped", amount="1503.00")
    stage.send(desk, [made])
    stage.wait(desk, lambda: desk.drafts.get(made).state is State.REJECTED)
    (sheet,) = prints.payments([made])
    assert sheet.marks.bank.state == "Отказано"
    assert sheet.marks.debited is None
    assert sheet.marks.received is not None


def test_papers_keep_the_order_of_the_ids_and_every_type_has_one(prints, desk, executed):
    drafts = [payment(desk, amount=f"16{at}0.00") for at in range(3)]
    wanted = [drafts[2], executed, drafts[0], drafts[1]]
    assert [sheet.id for sheet in prints.payments(wanted)] == wanted
    letter = desk.letters.compose("Вопрос", "Текст")
    papers = [prints.paper(one) for one in (executed, letter.id)]
    assert [paper.type for paper in papers] == ["payment_order", "letter"]
    assert papers[1].marks.watermark == "ЧЕРНОВИК"
    assert len(prints.pages([letter.id, executed])) == 2
    assert "Вопрос" in written_on(prints.pages([letter.id])[0]).words
    with pytest.raises(NotAllowed, match="document_unknown"):
        prints.payments(["nothing"])


def test_a_printed_statement_has_every_operation_and_its_sums(prints, desk, qapp):
    account = desk.statements.accounts()[0].number
    told = desk.statements.statement(account, date(2026, 9, 1), date(2026, 11, 22))
    pages = prints.statement_pages(told)
    sheets = [written_on(page) for page in pages]
    words = [text for sheet in sheets for text in sheet.words]
    assert len(pages) > 1
    assert all(sheet.across == ["ДЕМОНСТРАЦИЯ"] for sheet in sheets)
    purposes = [entry.purpose for entry in told.entries]
    assert [text for text in words if text in set(purposes)] == purposes
    tail = "\n".join(words)
    for amount in (told.opening, told.closing, told.credits, told.debits):
        assert f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",") in tail
    assert "не сходятся" not in tail
    broken = [written_on(page) for page in prints.statement_pages(replace(told, gaps=(told.start,)))]
    assert any("не сходятся" in text for text in broken[-1].words)


def test_a_printed_list_counts_and_adds_up(prints, desk, qapp):
    made = [payment(desk, amount="100.10"), payment(desk, amount="200.20"), payment(desk, amount="не число")]
    pages = prints.list_pages(made, {State.NEW: "Создан", State.INVALID: "С ошибками"})
    words = [text for page in pages for text in written_on(page).words]
    assert "Итого документов, на сумму: 3, 300,30" in words
    assert words.count("Создан") == 2
    assert words.count("С ошибками") == 1


def test_the_act_of_a_key_names_its_holder_and_its_fingerprint(prints, desk, qapp):
    (page,) = prints.key_act_pages()
    words = "\n".join(written_on(page).words)
    certificate = desk.user.certificate
    for part in (desk.user.name, desk.user.position, desk.profile.organisation.inn, certificate.serial):
        assert part in words
    together = "".join(words.split())
    assert certificate.spki_sha256.hex() in together
    assert spki_of(certificate.handle.public_key()).hex() in together
    assert "неквалифицированной" in words
    assert "Квалифицированной электронной подписью она не является" in words
