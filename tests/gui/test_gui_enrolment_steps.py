"""Steps of the wizard by themselves: what is typed wrong is said beside the field, and nothing goes on before it is right."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from render_form import settle
from shiboken6 import isValid

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.crypto.secret import Secret
from bsclient.formats import qr
from bsclient.gui import tasks
from bsclient.gui.enrolment.bank import BankStep
from bsclient.gui.enrolment.code_field import CodeField, strangers
from bsclient.gui.enrolment.groups import Groups
from bsclient.gui.enrolment.new_passphrase import NewPassphrase
from bsclient.gui.enrolment.place import FILE, IMPORT, TOKEN, PlaceStep
from bsclient.gui.enrolment.step import Draft
from bsclient.gui.enrolment.window import EnrolmentWindow
from bsclient.gui.widgets.dialogs import Message
from bsclient.gui.widgets.pictures import grey_of
from bsclient.protocol import connection as wire


def letter(now, days=3650):
    root = CertificateAuthority.create("УЦ", now, days).certificate
    return wire.make("АО «Демо-банк»", "044525225", "https://127.0.0.1:9", root.pem.decode())


@pytest.fixture(scope="module")
def connection():
    from datetime import timedelta

    from bsclient import clock

    return letter(clock.now() - timedelta(days=1))


@pytest.fixture
def step(qtbot, tmp_path):
    made = BankStep(Draft(tmp_path))
    qtbot.addWidget(made)
    made.show()
    return made


def picture_of(text):
    rows = qr.matrix(text)
    image = QImage(len(rows) * 4 + 3, len(rows) * 4, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(x * 4, y * 4, 4, 4, QColor("black"))
    painter.end()
    return image


def wait():
    assert tasks.wait_idle()


def test_a_file_shows_the_bank_and_wants_the_fingerprint_compared(step, connection, tmp_path):
    path = tmp_path / "bank.bsbank"
    path.write_bytes(wire.encode(connection))
    assert not step.same.isVisible()
    step.read_file(path)
    wait()
    assert step.card.bank.text() == "АО «Демо-банк»"
    assert step.card.groups.shown == wire.groups(connection.ca_fingerprint)
    assert not step.complete()
    step.same.setChecked(True)
    assert step.complete()
    step.read_file(path)
    wait()
    assert not step.complete(), "another reading is compared anew"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{}", "not a connection file"),
        (b"x" * 20000, "larger than 16 KB"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_beside_the_buttons(step, tmp_path, data, words):
    path = tmp_path / "bank.bsbank"
    if data is not None:
        path.write_bytes(data)
    step.read_file(path)
    wait()
    assert words in step.trouble()
    assert not step.complete()


def test_a_root_that_is_not_valid_today_is_refused(step, tmp_path):
    from datetime import timedelta

    from bsclient import clock

    path = tmp_path / "old.bsbank"
    path.write_bytes(wire.encode(letter(clock.now() - timedelta(days=30), 10)))
    step.read_file(path)
    wait()
    assert "not valid today" in step.trouble()


def test_pictures_with_and_without_a_code(step, connection):
    step.read_picture(QImage())
    assert "cannot be read" in step.trouble()
    step.read_picture(picture_of("ST00012|Name=x"))
    wait()
    assert "not a bank's connection code" in step.trouble()
    step.read_picture(picture_of(wire.encode_code(connection.pointer)))
    wait()
    assert "cannot be reached" in step.trouble(), "the code was read, and nobody is at its address"
    QGuiApplication.clipboard().clear()
    step.take_clipboard()
    assert "no picture in the clipboard" in step.trouble()


def test_grey_bytes_have_no_padding():
    image = picture_of("x")
    grey, width, height = grey_of(image)
    assert len(grey) == width * height == image.width() * image.height()


def test_address_and_fingerprint_by_hand(step, connection):
    step._by_hand()
    step.by_hand.address.setText("http://bank")
    step.by_hand.fingerprint.setText(connection.ca_fingerprint)
    step._ask_address()
    wait()
    assert "not an address of a bank" in step.trouble()
    step.by_hand.address.setText("127.0.0.1:9")
    step.by_hand.fingerprint.setText("12 34")
    step._ask_address()
    wait()
    assert "there are 4" in step.trouble()


def test_codes_are_grouped_and_look_alike_letters_become_latin(qtbot):
    field = CodeField()
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "abcdefghjklmnpqr")
    assert field.text() == "ABCD-EFGH-JKLM-NPQR"
    assert field.whole()
    field.clear()
    field.insert("")
    QGuiApplication.clipboard().setText(" авек мнрс тух2 3456 ")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "ABEK-MHPC-TYX2-3456"
    assert field.whole()
    field.setCursorPosition(2)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "AEKM-HPCT-YX23-456"
    assert field.cursorPosition() == 1
    assert strangers("AB0I-Й") == "0IЙ"


def test_a_fingerprint_stands_in_four_or_eight_columns(qtbot):
    groups = Groups(["ab12"] * 16)
    qtbot.addWidget(groups)
    groups.resize(1000, 300)
    groups.show()
    settle()
    assert len({cell.y() for cell in groups._cells}) == 2
    groups.resize(320, 300)
    settle()
    assert len({cell.y() for cell in groups._cells}) == 4
    assert groups.accessibleDescription().count("ab12") == 16


def test_a_new_passphrase_is_judged_and_typed_twice(qtbot):
    fields = NewPassphrase()
    qtbot.addWidget(fields)
    fields.show()
    wait()
    fields.first.put("qwerty123456")
    fields.again.put("qwerty123456")
    qtbot.waitUntil(lambda: "weak" in fields.words.text().lower(), timeout=20000)
    assert not fields.complete()
    fields.first.put("vessel submit such reject warm")
    qtbot.waitUntil(lambda: fields.words.text() == "Good", timeout=20000)
    assert not fields.complete()
    assert fields.again.error() == ""
    fields.again.put("vessel submit such reject warp")
    assert fields.again.error() == "The two passphrases differ"
    fields.again.put("vessel submit such reject warm")
    assert fields.complete()
    with fields.take() as secret, secret.reading() as octets:
        assert bytes(octets) == b"vessel submit such reject warm"
    assert not fields.touched()


def test_a_proposal_is_shown_until_it_is_typed(qtbot):
    fields = NewPassphrase()
    qtbot.addWidget(fields)
    fields.show()
    QTest.mouseClick(fields.propose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(fields.first.filled, timeout=20000)
    assert fields.first._line.shown()
    with fields.first.secret() as secret:
        with secret.reading() as octets:
            assert len(bytes(octets).split()) == 5
        fields.again.put(secret)
    assert not fields.first._line.shown()
    qtbot.waitUntil(fields.complete, timeout=20000)
    fields.take().wipe()


@pytest.fixture
def wizard(qtbot, tmp_path, connection):
    made = EnrolmentWindow(None, Draft(tmp_path))
    made.open()
    made.bank.take(connection)
    yield made
    if isValid(made):
        made._sure = True
        made.reject()
    settle()


def test_back_enter_and_cancel(wizard, qtbot):
    assert [step.name for step in wizard.steps] == [
        "Bank", "You", "Place of the key", "Passphrase or PIN", "Act and certificate",
    ]  # fmt: skip
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step is wizard.bank, "not compared yet"
    wizard.bank.same.setChecked(True)
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert wizard.step is wizard.person
    assert wizard.draft.link.bic == "044525225"
    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.step is wizard.bank
    assert wizard.bank.same.isChecked(), "nothing is lost by going back"
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    question = next(one for one in wizard.findChildren(Message) if one.isVisible())
    assert wizard.isVisible()
    question.reject()
    assert wizard.isVisible()


def test_enter_on_a_button_of_the_wizard_is_its_own(wizard):
    wizard.activateWindow()
    assert QTest.qWaitForWindowActive(wizard)
    wizard.bank.same.setChecked(True)
    wizard._cancel.setFocus()
    QTest.keyClick(wizard._cancel, Qt.Key.Key_Return)
    assert wizard.step is wizard.bank
    question = next(one for one in wizard.findChildren(Message) if one.isVisible())
    question.reject()
    wizard.next()
    wizard.activateWindow()
    assert QTest.qWaitForWindowActive(wizard)
    wizard._back.setFocus()
    QTest.keyClick(wizard._back, Qt.Key.Key_Return)
    assert wizard.step is wizard.bank


def test_an_unreachable_bank_is_said_beside_the_code(wizard, qtbot):
    wizard.bank.same.setChecked(True)
    wizard.next()
    QTest.keyClicks(wizard.person.field, "ABCDEFGHJKLMNP0R")
    assert "no “0”" in wizard.person.trouble.words()
    assert not wizard.person.complete()
    QTest.keyClick(wizard.person.field, Qt.Key.Key_Backspace)
    QTest.keyClick(wizard.person.field, Qt.Key.Key_Backspace)
    QTest.keyClicks(wizard.person.field, "2R")
    wait()
    assert "nothing is lost" in wizard.person.trouble.words()
    assert wizard.person.field.accessibleDescription() == wizard.person.trouble.words()
    assert wizard.person.complete(), "it can be tried again"


def test_the_passphrase_kept_for_another_try_is_wiped_with_the_window(wizard):
    secret = Secret.of("vessel submit such reject warm")
    wizard.passphrase._kept = secret
    wizard._sure = True
    wizard.reject()
    assert secret.wiped


def test_a_small_window_scrolls_to_what_was_found(wizard):
    wizard.resize(640, 340)
    wizard.bank.take(wizard.draft.connection)
    settle()
    top = wizard.bank.card.mapTo(wizard, QPoint(0, 0)).y()
    assert 0 < top < 200


def test_the_wizard_offers_no_key_that_the_bank_does_not_take_and_says_so_where_one_is_brought(
    qtbot, tmp_path
):
    """The bank takes ECDSA P-256 alone: a GOST key is no choice, whatever engines this computer has."""
    step = PlaceStep(Draft(tmp_path))
    qtbot.addWidget(step)
    step.show()
    assert set(step.buttons) == {FILE, TOKEN, IMPORT}
    assert not step.imported.kinds.isVisible()
    step.buttons[IMPORT].setChecked(True)
    assert step.imported.kinds.isVisible()
    assert "GOST" in step.imported.kinds.text()
    foreign = tmp_path / "gost.key"
    foreign.write_bytes(bytes.fromhex(
        "3048020100301f06082a85030701010101301306072a85030202230106082a8503070101020204220420" + "11" * 32
    ))  # fmt: skip
    step.imported.read(foreign)
    assert step.imported.blob == b""
    assert "GOST R 34.10-2012 (256)" in step.imported.trouble.line.text()
    settle()
