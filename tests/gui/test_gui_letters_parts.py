"""Letters without a bank: what was being written, drafts, quotes, filters, marks, files on their way, paper."""

from dataclasses import replace
from datetime import timedelta

import pytest
from letters_kit import make_fixture, shell_fixture  # noqa: F401 -- fixtures
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from real_desk import NOW, Office

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.identity import new_id
from bsclient.gui import keys, tasks
from bsclient.gui.documents.history_page import HistoryPage
from bsclient.gui.letters import sayings
from bsclient.gui.preferences.letters import LettersPart
from bsclient.gui.preview.window import PreviewWindow
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.services.letters.threads import Mail
from bsclient.storage import blobs, letter_desk, letters
from bsclient.storage.letter_desk import LetterStepRow
from bsclient.storage.rows.letters import Attachment, LetterRow

SIGNATURE = "С уважением,\nОрлов"
FILE = b"%PDF " + bytes(range(256)) * 20


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Office(tmp_path_factory.mktemp("letters"))


@pytest.fixture(scope="module")
def desk(office):
    made = office.desk()
    made.letters.keep_signature(SIGNATURE)
    yield made
    made.close()


def told(desk, thread="", **fields):
    """A letter of the bank, as if it had come."""
    row = LetterRow(
        id=new_id(NOW), thread=thread, at=NOW, author="Петрова Е.", subject="О тарифах", body="Комиссия 25 ₽"
    )
    row = replace(row, **{"thread": thread or row.id, **fields})
    with desk.place.store.write() as work:
        letters.add(work, row)
    return row


def idle(qtbot, condition):
    assert tasks.wait_idle()
    qtbot.waitUntil(condition)


def test_what_was_being_written_is_here_again_after_a_crash(make, desk, shell, qtbot):
    page = make()
    page.begin()
    page.composer.subject.setText("Недописанное")
    page.composer.body.setPlainText("важно")
    page.composer._wait.timeout.emit()
    assert tasks.wait_idle()
    again = make()
    idle(qtbot, lambda: not again.composer.isHidden())
    assert (again.composer.subject.text(), again.composer.body.toPlainText()) == ("Недописанное", "важно")
    assert again.composer.dirty()
    assert any("here again" in words for words, _kind in shell.notices)
    again.composer.save()
    assert tasks.wait_idle()
    assert desk.letters.unsaved() is None
    third = make()
    assert third.composer.isHidden()


def test_a_discarded_letter_comes_back_by_undo_without_losing_the_one_begun_since(make, desk, shell, qtbot):
    page = make()
    page.begin()
    page.composer.subject.setText("Выброшенное")
    page.composer.save()
    assert tasks.wait_idle()
    draft = page.composer.draft_id
    page.composer.body.setPlainText("правка после сохранения")
    page.composer.discard()
    idle(qtbot, page.composer.isHidden)
    assert draft not in {view.id for view in desk.letters.threads()}
    caption, undo = shell.link
    assert caption == "Undo"
    page.begin()
    page.composer.subject.setText("Начатое потом")
    undo()
    idle(qtbot, lambda: page.composer.draft_id == draft)
    assert page.composer.body.toPlainText() == "правка после сохранения"
    assert page.composer.dirty()
    subjects = {view.subject for view in desk.letters.threads()}
    assert {"Выброшенное", "Начатое потом"} <= subjects
    page.composer.discard()
    assert tasks.wait_idle()


def test_the_list_opens_nothing_by_itself_and_a_new_letter_keeps_the_focus(make, desk, qtbot):
    letter = told(desk)
    page = make()
    unread = desk.letters.unread()
    page.search.setFocus()
    page.threads.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.wait(300)
    assert tasks.wait_idle()
    assert (page.thread_id, desk.letters.unread()) == ("", unread), "nobody has chosen a conversation"
    QTest.keyClick(page.threads, Qt.Key.Key_Down)
    idle(qtbot, lambda: page.thread_id != "")
    page._close_thread()
    assert tasks.wait_idle()
    page.open(new=True)
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    assert tasks.wait_idle()
    assert not page.composer.isHidden()
    assert page.window().focusWidget() is page.composer.subject
    page.composer.discard()
    idle(qtbot, page.composer.isHidden)
    page.open(id=letter.id)
    page.setFocus(Qt.FocusReason.OtherFocusReason)
    idle(qtbot, lambda: page.thread_id == letter.id)


def test_an_answer_asks_for_the_unsent_draft_and_quotes(make, desk, qtbot):
    letter = told(desk, body="Первая\n\nВторая", at=NOW - timedelta(minutes=1))
    page = make()
    page.open(id=letter.id)
    idle(qtbot, lambda: page.thread_id == letter.id)
    page.reply(quote=page.conversation.cards[0].letter)
    body = page.composer.body.toPlainText()
    assert body.startswith("> Первая\n>\n> Вторая\n\n")
    assert body.endswith(SIGNATURE)
    assert body[: page.composer.body.textCursor().position()].endswith("Вторая\n")
    page.composer.body.insertPlainText("Спасибо")
    page.composer.leave()
    idle(qtbot, lambda: len(page.conversation.cards) == 2)
    draft = page.conversation.cards[1].letter.id
    page.reply()
    (dialog,) = [each for each in page.findChildren(Dialog) if each.isVisible()]
    assert "not sent" in dialog.accessibleDescription()
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Open the draft").click()
    idle(qtbot, lambda: page.composer.draft_id == draft)
    page.conversation.cards[0]._deeds.quote(page.conversation.cards[0].letter)
    assert page.composer.body.toPlainText().count("> Первая") == 2
    page.composer.discard()
    assert tasks.wait_idle()


def test_a_letter_about_a_document_names_it_and_is_found_from_it(make, desk, office, shell, qtbot):
    payment = office.payment(desk).id
    page = make()
    page.begin()
    assert page.composer.view.connect_about.isVisible()
    page.composer._take_document(payment)
    idle(qtbot, lambda: bool(page.composer.about.id))
    assert not page.composer.view.connect_about.isVisible()
    assert page.composer.mail().about == payment
    page.composer.hide()
    page.close()
    history = HistoryPage(desk, shell)
    qtbot.addWidget(history)
    history.open(id=payment)
    assert tasks.wait_idle()
    history._letter.trigger()
    assert shell.opened[-1] == ("letters", {"about": payment})
    page = make()
    page.open(about=payment)
    idle(qtbot, lambda: not page.composer.isHidden())
    assert "№" in page.composer.about.words()
    page.composer.body.setPlainText("Где он?")
    page.composer.leave()
    idle(qtbot, lambda: bool(page.conversation.cards))
    (view,) = [each for each in desk.links.of(payment) if each.type == "letter"]
    assert view.id == page.thread_id
    history.links._open(view)
    assert shell.opened[-1] == ("letters", {"id": view.id})
    page.conversation._open_document(payment)
    assert shell.opened[-1] == ("payments.history", {"id": payment})


def test_the_telephone_is_asked_once_mended_and_kept(make, desk, qtbot):
    page = make()
    page.begin()
    page.composer.subject.setText("Платёж")
    page.composer.body.setPlainText("текст")
    kind = page.composer.kind
    kind.setCurrentIndex(next(at for at in range(kind.count()) if kind.itemData(at) == "payment"))
    page.composer.send_button.click()
    assert "telephone" in page.composer.wrong.text()
    assert page.composer.draft_id == ""
    page.composer.phone.setText("8 495 123-45-67")
    page.composer.phone.editingFinished.emit()
    assert page.composer.phone.text() == "+74951234567"
    page.composer.save()
    assert tasks.wait_idle()
    page._read()
    assert tasks.wait_idle()
    page.begin()
    assert page.composer.phone.text() == "+74951234567"
    page.composer.discard()
    assert tasks.wait_idle()


def test_ready_answers_are_offered_while_one_writes(make, qtbot):
    page = make()
    page.begin()
    page.composer.subject.setText("Как отозвать платёж?")
    page.composer._hints.timeout.emit()
    idle(qtbot, lambda: bool(page.composer.ready.shown))
    question = page.composer.ready.shown[0]
    dialog = page.composer.ready.open_answer(question)
    assert question.answer == dialog.accessibleDescription()
    dialog.reject()
    page.composer.hide()


def test_words_are_marked_and_filters_narrow_without_hiding_what_is_open(make, desk, qtbot):
    first = told(desk, subject="Лимит ёлки", body="Просим ЕЛКУ и ёлку", automatic="2")
    other = told(
        desk, subject="Другое", body="нет", attachments=(Attachment(name="акт.pdf", sha256="0" * 64, size=3),)
    )
    page = make()
    page.search.setText("елк")
    page.search.returnPressed.emit()
    idle(qtbot, lambda: [view.id for view in page.threads.threads] == [first.id])
    page.threads.choose(first.id)
    idle(qtbot, lambda: bool(page.conversation.cards))
    assert page.conversation.cards[0].body.marked() == ["ЕЛК", "ёлк"]
    page.search.clear()
    page.search.returnPressed.emit()
    page.chooser.choose("files")
    idle(qtbot, lambda: {view.id for view in page.threads.threads} == {first.id, other.id})
    page.put_away()
    idle(qtbot, lambda: {view.id for view in page.threads.threads} == {other.id})
    page.chooser.choose("archived")
    idle(qtbot, lambda: [view.id for view in page.threads.threads] == [first.id])
    page.threads.choose(first.id)
    idle(qtbot, lambda: page._away_action.text() == "Back from the archive")
    page.view.hidden.cleared.emit()
    assert not page.chooser.narrowed()
    idle(qtbot, lambda: len(page.threads.threads) > 2)


def test_only_what_was_in_view_counts_as_read_and_can_be_new_again(make, desk, qtbot):
    long = "строка\n" * 120
    first = told(desk, body=long)
    second = told(desk, thread=first.id, at=NOW + timedelta(minutes=1), body=long)
    page = make()
    page.open(thread=first.id)
    idle(qtbot, lambda: len(page.conversation.cards) == 2)
    qtbot.waitUntil(lambda: desk.letters.thread(first.id)[0].read)
    assert not desk.letters.thread(first.id)[1].read
    bar = page.conversation._area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 + 40)
    qtbot.waitUntil(lambda: desk.letters.thread(first.id)[1].read)
    assert tasks.wait_idle()
    page.mark_unread()
    idle(qtbot, lambda: page.thread_id == "")
    assert [one.read for one in desk.letters.thread(first.id)] == [True, False]
    assert second.id == desk.letters.thread(first.id)[1].id


def test_a_file_that_is_not_here_shows_how_far_it_is(make, desk, shell, qtbot, tmp_path):
    name = sha256_hex(FILE)
    file = Attachment(name="акт.pdf", sha256=name, size=len(FILE))
    letter = told(desk, attachments=(file,))
    page = make()
    page.open(thread=letter.id)
    idle(qtbot, lambda: bool(page.conversation.cards))
    (line,) = page.conversation.cards[0].files
    assert line.fetch.isVisible()
    assert not line.save.isVisible()
    desk.delivery.transfers.moved(name, 2048, len(FILE))
    qtbot.waitUntil(line.bar.isVisible)
    assert line.moved.text() == "2.0 kB of 5.0 kB"
    assert not line.fetch.isEnabled()
    desk.delivery.transfers.stopped()
    qtbot.waitUntil(lambda: not line.bar.isVisible())
    assert line.fetch.isEnabled()
    desk.delivery.transfers.moved(name, len(FILE), len(FILE))
    qtbot.waitUntil(lambda: not line.bar.isVisible())
    with desk.place.store.write() as work:
        blobs.put(work, FILE)
        work.touch_letters()
    qtbot.waitUntil(line.save.isVisible)
    page.save_file(file, tmp_path / "акт.pdf")
    assert tasks.wait_idle()
    assert (tmp_path / "акт.pdf").read_bytes() == FILE


def test_how_far_a_letter_is_and_by_when_it_is_answered(make, desk, qtbot):
    letter = desk.letters.keep(Mail("Сроки", "Когда?", kind="payment"))
    with desk.place.store.write() as work:
        for event, by in (("received", ""), ("opened", "Петрова Е."), ("assigned", "Петрова Е.")):
            due = NOW + timedelta(minutes=43)
            letter_desk.step(
                work, LetterStepRow(letter=letter.id, event=event, thread=letter.id, at=NOW, by=by, due=due)
            )
    view = desk.letters.thread(letter.id)[0]
    assert [sayings.step_words(step).partition(",")[0] for step in view.steps] == [
        "Received by the bank", "Opened at the bank (Петрова Е.)", "Taken up at the bank (Петрова Е.)",
    ]  # fmt: skip
    assert "in 43 minute" in sayings.due_words(view.due, NOW)
    assert "is late" in sayings.due_words(view.due, NOW + timedelta(hours=1))
    assert "minute" not in sayings.due_words(view.due, NOW - timedelta(hours=1))
    assert "awaited" in sayings.due_words(None, NOW)


def test_keys_answer_print_and_put_away(make, desk, shell, qtbot):
    letter = told(desk, subject="Клавиши")
    page = make()
    page.addActions([action for action in page.page_actions() if action is not None])
    page.open(thread=letter.id)
    idle(qtbot, lambda: page.thread_id == letter.id)

    def press(key):
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        QTest.keySequence(page, keys.sequences(key)[0])
        assert tasks.wait_idle()

    page.threads.setFocus(Qt.FocusReason.OtherFocusReason)
    press("print")
    qtbot.waitUntil(lambda: bool(shell.window.findChildren(PreviewWindow)))
    shell.window.findChildren(PreviewWindow)[0].close()
    press("reply")
    assert page.composer.subject.text() == "Re: Клавиши"
    page.composer.hide()
    press("put_away")
    qtbot.waitUntil(lambda: page.thread_id == "")
    qtbot.waitUntil(lambda: letter.id not in {view.id for view in page.threads.threads})


def test_the_signature_text_and_the_telephone_are_settings(desk, shell, qtbot):
    part = LettersPart(desk, shell)
    qtbot.addWidget(part)
    part.read()
    idle(qtbot, part.signature.isEnabled)
    assert part.signature.toPlainText() == SIGNATURE
    part.signature.setPlainText("x" * 501)
    part.keep()
    assert tasks.wait_idle()
    assert [error.code for error in shell.errors] == ["letter_signature_long"]
    part.signature.setPlainText("Орлов И. В.")
    part.phone.setText("495 765-43-21")
    part.keep()
    assert tasks.wait_idle()
    assert (desk.letters.signature(), desk.letters.phone()) == ("Орлов И. В.", "+74957654321")
    desk.letters.keep_signature(SIGNATURE)
