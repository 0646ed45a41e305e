"""The letter desk walked from both sides: a real window, a real server, the operators' commands.

A letter with a file goes out (its upload goes on where it was cut), the acknowledgement comes at once, an operator reads, takes and
answers by a template with a file (its download is cut and goes on), the client reads and rates, the statistics show it.
"""

import contextlib
import io
import json
import os
import threading

import pytest
from bank_server import bank_of

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest

from bsclient.bank import __main__ as commands
from bsclient.crypto.hashes import sha256_hex
from bsclient.gui import tasks
from bsclient.gui.documents.sign_dialog import SignDialog
from bsclient.gui.main_window import MainWindow
from bsclient.gui.memory import Memory
from bsclient.gui.preview.window import PreviewWindow
from bsclient.services.desk import open_desk
from bsclient.services.profiles import unlock
from bsclient.settings import Settings
from bsclient.sync.files import PIECE
from bsclient.tour import stage

pytestmark = pytest.mark.scenario
CLIENT = "vasilek"
OPERATOR = "Елена Петрова"
SCAN = b"%PDF-1.7 scan " + bytes(range(256)) * 2600
ACT = b"%PDF-1.7 act " + bytes(reversed(range(256))) * 2400


def settle(rounds=3):
    for _ in range(rounds):
        QTest.qWait(170)
        assert tasks.wait_idle(60)


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_of(tmp_path_factory.mktemp("letters")) as running:
        yield running


@pytest.fixture
def desk(bank, tmp_path):
    running = stage.DemoBank(bank.process, bank.url, bank.folder)
    client = next(each for each in running.clients if each["id"] == CLIENT)
    profile = stage._enrol(client, stage._link(running), tmp_path / "profiles")
    user = profile.users[0]
    made = open_desk(profile, user, unlock(profile, user, stage.PASSPHRASE))
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk, tmp_path):
    made = MainWindow(desk, Settings(tmp_path / "settings"), Memory(), lambda _passphrase: None)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    settle()
    made.shell.synchronise()
    settle()
    return made


def operator(bank, *words):
    """Give one of the operators' commands; returns what it answers."""
    out, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(wrong):
        code = commands.main(["--data", str(bank.folder), "letters", *map(str, words)])
    assert code == 0, wrong.getvalue()
    return json.loads(out.getvalue() or "null")


def watched(desk):
    """The steps of files on their way."""
    steps = []
    desk.delivery.transfers.subscribe(lambda told: steps.append((told.done, told.total)))
    return steps


def write(window, qtbot, note):
    """Write a letter with a file in the window, sign it there; returns the page."""
    window.shell.open_page("letters", new=True)
    settle()
    page = window._host.page
    composer = page.composer
    composer.subject.setText("Где платёж поставщику?")
    composer.body.setPlainText("Платёж от вчера не дошёл. Скан приложен.")
    composer.kind.setCurrentIndex(composer.kind.findData("payment"))
    composer.phone.setText("+74951234567")
    composer.attach([note])
    settle()
    composer.send_button.click()
    qtbot.waitUntil(lambda: any(d.consent for d in window.findChildren(SignDialog)))
    (dialog,) = window.findChildren(SignDialog)
    dialog.passphrase._line.setText(stage.PASSPHRASE)
    dialog.passphrase.entered.emit()
    with qtbot.waitSignal(dialog.destroyed, timeout=15_000):
        pass
    settle()
    return page


def can_be_saved(page):
    """Whether the file of the answer is on this PC; the cards may be others by now."""
    return page.conversation.cards[2].files[0].save.isVisible()


def cut(desk):
    """Synchronise, but stop as soon as a piece of a file has come."""
    stop = threading.Event()
    desk.delivery.synchronise(lambda told: stop.set() if told.file and told.done >= PIECE else None, stop)


def look_at(window, name, scroll=0):
    """Paint the window where one wants to look at it (BSCLIENT_SHOTS)."""
    if shots := os.environ.get("BSCLIENT_SHOTS"):
        window._host.page.conversation._area.verticalScrollBar().setValue(scroll)
        settle()
        window.grab().save(f"{shots}/{name}.png")


def sent(bank, desk, window, qtbot, tmp_path):
    """The client writes with a file whose upload was cut; the acknowledgement is there at once. Returns the page."""
    note = tmp_path / "скан.pdf"
    note.write_bytes(SCAN)
    with desk.delivery.session() as line:
        line.put_piece(sha256_hex(SCAN), 0, SCAN[:PIECE], len(SCAN))
    steps = watched(desk)
    page = write(window, qtbot, note)
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 2, timeout=15_000)
    settle()
    assert steps[0] == (PIECE, len(SCAN)), "the upload goes on where it stopped"
    assert steps[-1] == (len(SCAN), len(SCAN))
    received = page.conversation.cards[1].letter
    assert received.acknowledgement
    assert "Где платёж поставщику?" in received.body
    assert page.conversation.due.isVisible()
    return page


def answered(bank, thread, tmp_path):
    """The operator takes the letter from the queue and answers by a template, with a file."""
    (waiting,) = operator(bank, "queue")
    assert (waiting["thread"], waiting["kind"], waiting["phone"]) == (thread, "payment", "+74951234567")
    operator(bank, "take", thread, OPERATOR)
    act = tmp_path / "акт.pdf"
    act.write_bytes(ACT)
    operator(
        bank, "answer", thread, OPERATOR, "--template", "payment_state", "--attach", act,
        "--set", "document=платёж № 7", "--set", "state=исполнен 21.11.2026",
    )  # fmt: skip


def came(desk, page, window, qtbot):
    """The answer comes though the line is cut in the middle of its file."""
    steps = watched(desk)
    cut(desk)
    qtbot.waitUntil(lambda: len(page.conversation.cards) == 3, timeout=15_000)
    settle()
    answer = page.conversation.cards[2].letter
    assert "платёж № 7 – исполнен 21.11.2026" in answer.body
    assert OPERATOR in answer.body
    said = [(step.event, step.by) for step in page.conversation.cards[0].letter.steps]
    assert ("opened", OPERATOR) in said
    assert said[-1][0] == "answered"
    assert not page.conversation.due.isVisible()
    window.shell.synchronise()
    settle()
    qtbot.waitUntil(lambda: can_be_saved(page), timeout=15_000)
    assert desk.letters.attachment(sha256_hex(ACT)) == ACT
    assert sorted(steps) == steps, "the download goes on where it was cut"


def test_a_letter_is_asked_answered_read_rated_and_counted(bank, desk, window, qtbot, tmp_path):
    operator(bank, "settings", "--operator", OPERATOR, "--answer-after", "0")
    page = sent(bank, desk, window, qtbot, tmp_path)
    thread = page.thread_id
    answered(bank, thread, tmp_path)
    came(desk, page, window, qtbot)

    bar = page.conversation._area.verticalScrollBar()
    bar.setValue(page.conversation.cards[2].y())
    qtbot.waitUntil(lambda: all(letter.read for letter in desk.letters.thread(thread)))
    rating = page.conversation.rating
    rating.marks.button(5).click()
    rating.note.setText("быстро и по делу")
    rating.send.click()
    settle()
    window.shell.synchronise()
    settle()
    qtbot.waitUntil(lambda: "It can be changed until" in rating.said.text(), timeout=15_000)
    figures = operator(bank, "statistics")
    assert (figures["answered"], figures["queue"], figures["marks"]["each"]["5"]) == (1, 0, 1)
    look_at(window, "letters-own")
    look_at(window, "letters-rated", bar.maximum())
    page.print_conversation()
    qtbot.waitUntil(lambda: bool(window.findChildren(PreviewWindow)))
    window.findChildren(PreviewWindow)[0].close()
