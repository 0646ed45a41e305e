"""Letters over a real bank: written, signed, sent, answered, rated; files; drafts; texts that only look like markup."""

import pytest
from bank_stage import Stage
from letters_kit import make_fixture, shell_fixture  # noqa: F401 -- fixtures
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from bsclient.domain.states import State
from bsclient.gui import tasks
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.letters.page import LettersPage
from bsclient.services.letters.threads import MOST
from bsclient.tour.stage import PASSPHRASE

MARKUP = "<h1>Срочно</h1> <a href='https://example.org'>нажмите</a> <img src='file:///etc/passwd'> &lt;"


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    with Stage(tmp_path_factory.mktemp("letters")) as made:
        yield made


@pytest.fixture(scope="module")
def desk(stage):
    made = stage.desk("vasilek")
    stage.synchronise(made)
    return made


@pytest.fixture
def page(make):
    return make()


def write(page, subject, body):
    page.begin()
    page.composer.subject.setText(subject)
    page.composer.body.setPlainText(body)


def saved(page):
    page.composer.save()
    assert tasks.wait_idle()
    return page.composer.draft_id


def sign_and_send(page, shell, desk, stage, qtbot):
    """Press the button, sign in the sign window; what the program then does by itself is done here."""
    page.composer.send_button.click()
    qtbot.waitUntil(lambda: any(d.consent for d in shell.window.findChildren(SignDialog)))
    (dialog,) = shell.window.findChildren(SignDialog)
    dialog.passphrase._line.setText(PASSPHRASE)
    dialog.passphrase.entered.emit()
    with qtbot.waitSignal(dialog.destroyed, timeout=15_000):
        pass
    assert tasks.wait_idle()
    assert shell.synchronised
    stage.synchronise(desk)


def labels(widget):
    return [each for each in widget.findChildren(QLabel) if each.text()]


def test_a_letter_with_a_file_goes_out_and_the_answer_comes_by_itself(
    page, shell, desk, stage, qtbot, tmp_path
):
    note = tmp_path / "Справка <b>о счёте.pdf"
    note.write_bytes(b"%PDF-1.4 " + bytes(range(256)) * 40)
    write(page, "Справка об остатке", "Просим выдать справку.\nС уважением")
    page.composer.attach([note])
    assert tasks.wait_idle()
    sign_and_send(page, shell, desk, stage, qtbot)
    assert page.composer.isHidden()
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 1)
    own = {State.NEW, State.SIGNED, State.QUEUED, State.UNKNOWN}
    qtbot.waitUntil(lambda: page.conversation.cards[0].letter.state not in own)
    mine = page.conversation.cards[0].letter
    assert (mine.attachments[0].size, mine.attachments[0].name) == (
        note.stat().st_size,
        "Справка _b_о счёте.pdf",
    )
    thread = page.thread_id
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 2)
    received = page.conversation.cards[1]
    assert received.letter.acknowledgement
    assert "Automatic reply" in [label.text() for label in labels(received)]
    assert "Справка об остатке" in received.body.text()
    assert page.conversation.due.isVisible()
    assert "answers by" in page.conversation.due.text()
    assert not page.conversation.rating.isVisible()
    stage.wait(desk, lambda: len(desk.letters.thread(thread)) == 3)
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 3)
    answer = page.conversation.cards[2]
    assert answer.letter.incoming
    assert answer.letter.author == desk.profile.bank.name
    stage.wait(desk, lambda: desk.drafts.get(mine.id).state is State.EXECUTED)
    qtbot.waitUntil(
        lambda: any("Answered by the bank" in label.text() for label in labels(page.conversation.cards[0]))
    )
    assert page.threads.threads[0].id == thread
    qtbot.waitUntil(lambda: not page.conversation.due.isVisible())
    kept = tmp_path / "kept.pdf"
    page.save_file(mine.attachments[0], kept)
    assert tasks.wait_idle()
    assert kept.read_bytes() == note.read_bytes()
    rating = page.conversation.rating
    qtbot.waitUntil(rating.isVisible)
    assert not rating.send.isVisible()
    rating.marks.button(4).click()
    rating.note.setText("быстро")
    port = page.conversation._area.viewport()
    qtbot.waitUntil(lambda: port.rect().contains(rating.send.mapTo(port, rating.send.rect().bottomRight())))
    QTest.keyClick(rating.note, Qt.Key.Key_Return)
    assert tasks.wait_idle()
    stage.synchronise(desk)
    qtbot.waitUntil(lambda: "It can be changed until" in rating.said.text())
    assert "4 – Helped" in rating.said.text()
    assert desk.letters.rating(thread).told


def test_an_answer_stays_in_the_conversation(page, desk, stage, shell, qtbot):
    write(page, "Вопрос о тарифах", "Какова комиссия?")
    sign_and_send(page, shell, desk, stage, qtbot)
    thread = page.thread_id
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 2)
    page.reply()
    assert page.composer.subject.text() == "Re: Вопрос о тарифах"
    page.composer.body.setPlainText("Спасибо, а за срочность?")
    sign_and_send(page, shell, desk, stage, qtbot)
    assert len(desk.letters.thread(thread)) == 4
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 4)
    assert [card.letter.incoming for card in page.conversation.cards] == [False, True, False, True]
    assert page.conversation.subject.text() == "Вопрос о тарифах"


def test_markup_is_shown_as_it_is_and_nothing_can_be_clicked(page, desk):
    write(page, "<b>Тема</b>", MARKUP)
    identity = saved(page)
    page.composer.leave()
    assert tasks.wait_idle()
    assert page.thread_id == identity
    card = page.conversation.cards[-1]
    assert card.body.text() == MARKUP
    assert page.conversation.subject.text() == "<b>Тема</b>"
    for label in labels(page):
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert not label.openExternalLinks()
    assert card.body.toPlainText() == MARKUP
    assert not card.body.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse


def test_a_letter_counts_as_read_when_it_is_in_sight(stage, shell, qtbot):
    desk = stage.desk("romashka")
    stage.synchronise(desk)
    shell.desk = desk
    unread = desk.letters.unread()
    assert unread
    page = LettersPage(desk, shell)
    qtbot.addWidget(page)
    page.open()
    assert tasks.wait_idle()
    view = page.threads.threads[0]
    assert view.unread
    page.open(thread=view.id)
    assert tasks.wait_idle()
    assert page.thread_id == view.id
    assert desk.letters.unread() == unread
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: desk.letters.unread() == unread - view.unread)


def test_drafts_are_marked_continued_and_deleted(page, desk, qtbot, shell):
    write(page, "Черновик", "первый вариант")
    identity = saved(page)
    assert page.composer.dirty() is False
    assert desk.drafts.get(identity).state is State.NEW
    page.composer.leave()
    assert tasks.wait_idle()
    assert next(view for view in page.threads.threads if view.id == identity).draft
    page._proceed(page.conversation.cards[0].letter.id)
    assert tasks.wait_idle()
    assert page.composer.body.toPlainText() == "первый вариант"
    page.composer.body.setPlainText("второй вариант")
    assert page.unsaved()
    assert saved(page) == identity
    assert desk.drafts.get(identity).raw["body"] == "второй вариант"
    assert len([view for view in desk.letters.threads() if view.subject == "Черновик"]) == 1
    page._ask_delete(desk.letters.thread(identity)[0])
    assert shell.questions
    assert tasks.wait_idle()
    qtbot.waitUntil(lambda: page.thread_id == "")
    assert identity not in {view.id for view in desk.letters.threads()}
    assert page.composer.isHidden()


def test_going_elsewhere_keeps_what_was_written(page, desk, qtbot):
    first = page.threads.threads[-1].id
    write(page, "Не потеряйте", "важный текст")
    page.threads.choose(first)
    assert tasks.wait_idle()
    qtbot.waitUntil(lambda: page.thread_id == first)
    assert page.composer.isHidden()
    (kept,) = [view for view in desk.letters.threads() if view.subject == "Не потеряйте"]
    assert desk.letters.thread(kept.id)[0].body == "важный текст"


def test_what_is_missing_is_said_and_nothing_is_sent(page, shell, desk):
    page.begin()
    page.composer.body.setPlainText("Текст без темы")
    page.composer.send_button.click()
    assert tasks.wait_idle()
    assert page.composer.wrong.isVisible()
    assert "Subject" in page.composer.wrong.text()
    assert not shell.window.findChildren(SignDialog)
    assert not shell.errors
    assert desk.drafts.get(page.composer.draft_id).state is State.INVALID


def test_files_are_limited_taken_away_and_dropped(page, shell, tmp_path, qtbot):
    paths = [tmp_path / f"файл {number}.txt" for number in range(MOST + 1)]
    for path in paths:
        path.write_text(path.name)
    page.begin()
    composer = page.composer
    composer.attach(paths)
    assert [error.code for error in shell.errors] == ["attachments_too_many"]
    empty = tmp_path / "пустой.txt"
    empty.touch()
    composer.attach([empty])
    assert tasks.wait_idle()
    assert shell.errors[-1].code == "attachment_empty"
    assert composer.files.files == ()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths[:2]] + [QUrl.fromLocalFile(str(tmp_path))])
    composer.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip
    assert tasks.wait_idle()
    assert [file.name for file in composer.files.files] == ["файл 0.txt", "файл 1.txt"]
    composer.attach(paths[:1])
    assert tasks.wait_idle()
    assert len(composer.files.files) == 2
    assert str(MOST) in composer.files.hint()
    composer.files._remove(composer.files.files[0])
    assert [file.name for file in composer.files.files] == ["файл 1.txt"]
    paths[1].write_text("other")
    assert saved(page)
    kept = page.desk.letters.attachment(composer.files.files[0].sha256)
    assert kept.decode() == "файл 1.txt", "the file is kept as it was when it was attached"


def test_the_proposed_name_cannot_lead_elsewhere(page, qtbot):
    from bsclient.storage.rows.letters import Attachment

    page.files.ask_file(Attachment(name="../../etc/\u202egpj.exe", sha256="0" * 64, size=3))
    (dialog,) = [child for child in page.children() if child.inherits("QFileDialog")]
    name = dialog.selectedFiles()[0]
    dialog.reject()
    assert name.rsplit("/", 1)[-1] == "_.._etc_gpj.exe"


def test_search_finds_words_of_letters_and_names_of_files(page, desk, tmp_path):
    note = tmp_path / "накладная-4711.txt"
    note.write_text("x")
    made = desk.letters.compose("О поставке", "Груз прибыл в порт", [note])
    for words in ("груз ПОРТ", "4711", "поставке"):
        page.search.setText(words)
        page.search.returnPressed.emit()
        assert tasks.wait_idle()
        assert [view.id for view in page.threads.threads] == [made.id]
    page.search.setText("ничего такого")
    page.search.returnPressed.emit()
    assert tasks.wait_idle()
    assert not page.threads.threads
