"""Payments from codes, copied text and the screen, with real windows: the form beside the picture, marks, several at once."""

import form_kit
import pytest
from form_kit import codes, dialogs_shown, settle, show
from import_files import exchange, order
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPainter, QPdfWriter, QPixmap
from PySide6.QtTest import QTest
from real_desk import ACCOUNT, PAYEE

from bsclient.formats import payment_qr_writer, qr
from bsclient.formats.found_payment import Sure
from bsclient.gui.payment_sources.intake import Intake
from bsclient.gui.payment_sources.screen_region import Overlay, ScreenRegion, refusal

RAW = {
    "payee_name": 'ООО "Поставщик"',
    "payee_account": PAYEE["payee_account"],
    "payee_bank_name": "ПАО Сбербанк",
    "payee_bic": PAYEE["payee_bic"],
    "payee_corr_account": PAYEE["payee_corr_account"],
    "payee_inn": PAYEE["payee_inn"],
    "amount": "1500.50",
    "purpose": "Оплата по счету 7. Без НДС",
}
INVOICE = f"""Банк: ПАО Сбербанк, БИК {PAYEE["payee_bic"]}
ИНН {PAYEE["payee_inn"]} КПП 773601001 Сч. № 40702 810 3 3800 0000025
Поставщик: ООО «Поставщик»
Счет на оплату № 17 от 2 ноября 2026 г.
Всего к оплате: 1 000,00 руб. Без НДС"""
ROWS = (
    f'ООО "А"\t{PAYEE["payee_inn"]}\t{PAYEE["payee_account"]}\t{PAYEE["payee_bic"]}\t1 000,50\tОплата по счёту 1. Без НДС\n'
    f'ООО "Б"\t{PAYEE["payee_inn"]}\t{PAYEE["payee_account"]}\t{PAYEE["payee_bic"]}\t22,00\tОплата по счёту 2. Без НДС\n'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return form_kit.Office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def desk(office):
    opened = office.desk()
    yield opened
    opened.close()
    (office.profile.folder / "client.db").unlink()


window = form_kit.window


def image(*payloads):
    """A page with codes one under another."""
    page = QImage(700, 60 + 420 * len(payloads), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    for at, payload in enumerate(payloads):
        painter.drawImage(QRect(120, 40 + 420 * at, 380, 380), QImage.fromData(qr.save(payload, "png")))
    painter.end()
    return page


def coded(**changes):
    return payment_qr_writer.write(RAW | changes)


def journal(window):
    return show(window, "payments")


def paste(page, content):
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(content) if isinstance(content, QImage) else clipboard.setText(content)
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()


def drop(page, *paths, text=None):
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    else:
        data.setText(text)
    where = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(50, 50), *where)
    QGuiApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QGuiApplication.sendEvent(page, QDropEvent(QPointF(50, 50), *where))
    settle()


def test_a_code_on_the_clipboard_fills_the_form_beside_its_picture(window, desk):
    paste(journal(window), image(coded()))
    assert window._host.name == "payments.edit"
    page = window._host.page
    assert {name: page.form.value(name) for name in RAW} == RAW
    assert page.form.value("payer_account") == ACCOUNT
    assert page.source.isVisible()
    assert page.source.view.currentWidget() is page.source.view.picture
    assert any("Amount: as it stands there" in words for words in page.source.words())
    assert not page.marks.marked()
    assert "payee_new" in codes(page, "payee_account")
    assert page.strip.isVisible()
    assert not page.stored
    assert desk.listing.view().count == 0
    page.save()
    settle()
    assert desk.listing.view().count == 1
    assert page.source.isVisible()
    show(window, "payments")
    show(window, "payments.edit")
    assert not page.source.isVisible()
    assert page.form.value("payee_account") == ""


def test_what_was_changed_or_guessed_is_marked_until_it_is_edited(window):
    paste(journal(window), INVOICE)
    page = window._host.page
    assert page.form.value("payee_account") == PAYEE["payee_account"]
    assert page.form.value("amount") == "1000.00"
    assert page.form.value("purpose") == "Оплата по счету № 17 от 02.11.2026. Без НДС"
    assert {"payee_account", "purpose", "payee_name"} <= page.marks.marked()
    assert "payee_inn" not in page.marks.marked()
    assert page._filled.pieces["purpose"].sure is Sure.GUESSED
    said = page.source.words()
    assert any("40702 810 3 3800 0000025" in words for words in said)
    assert any("a guess, 75 % sure" in words for words in said)
    assert page.source.view.currentWidget() is page.source.view.text
    assert page.source.view.text.extraSelections()
    label = page.form.cells["purpose"].label
    assert label.text().startswith("≈")
    editor = page.form.editors["purpose"]
    editor.setFocus()
    QTest.keyClicks(editor, "x")
    assert not label.text().startswith("≈")
    page.source.asked.emit("payee_account")
    assert page.form.focused() == "payee_account"
    page._kept = page.form.raw()
    paste(journal(window), f"ИНН {PAYEE['payee_inn']} р/с {PAYEE['payee_account']}")
    assert any("not found" in words for words in page.source.words())
    assert codes(page, "amount")
    assert page.form.value("amount") == ""


def test_several_codes_and_rows_go_to_the_preview(window, desk):
    paste(journal(window), image(coded(amount="10.00"), coded(amount="20.00")))
    page = window._host.page
    assert window._host.name == "payments.import"
    assert page.view.choice.preview.count == 2
    paste(page, ROWS)
    assert page.view.choice.preview.total.is_finite()
    assert "1,022.50" in page.view.take.text()
    assert any(row.problems for row in page.view.choice.preview.rows)
    page.view.take.click()
    settle()
    assert desk.listing.view().count == 2


def test_files_are_dropped_on_the_list_of_payments(window, tmp_path):
    page = journal(window)
    picture = tmp_path / "invoice.jpg"
    assert image(coded(amount="77.00")).save(str(picture), "JPEG", 85)
    drop(page, picture)
    assert window._host.name == "payments.edit"
    assert window._host.page.form.value("amount") == "77.00"
    window._host.page._kept = window._host.page.form.raw()
    page = journal(window)
    file = tmp_path / "1c_to_kl.txt"
    file.write_bytes(exchange(order(1, "5.00")))
    drop(page, file)
    assert window._host.name == "payments.import"
    page = window._host.page
    assert page.view.choice.preview.count == 1
    paste(page, exchange(order(3, "7.00")).decode("cp1251"))
    assert page.view.choice.preview.rows[0].amount == 7


def test_a_table_of_payments_goes_through_its_profile(window, tmp_path):
    path = tmp_path / "payments.csv"
    rows = ROWS.replace("\t", ";").replace('"', "")
    path.write_text(f"Получатель;ИНН;Счет;БИК;Сумма;Назначение платежа\n{rows}", encoding="utf-8")
    page = show(window, "payments.import")
    page.intake.take_path(path)
    settle()
    settle()
    for dialog in dialogs_shown():  # no profile knows the columns: they are asked about, and guessed rightly
        assert dialog.read is not None
        dialog.take.click()
        settle()
    assert page.view.choice.preview.count == 2
    assert "1,022.50" in page.view.take.text()


def test_a_page_of_a_pdf(window, tmp_path):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(120)
    painter = QPainter(writer)
    painter.drawImage(QRect(100, 300, 300, 300), QImage.fromData(qr.save(coded(amount="8.00"), "png")))
    painter.end()
    path = tmp_path / "invoice.pdf"
    path.write_bytes(bytes(buffer.data().data()))
    show(window, "payments.import").intake.take_path(path)
    settle()
    page = window._host.page
    assert page.form.value("amount") == "8.00"
    assert page.source.view.currentWidget() is page.source.view.picture


def test_what_is_no_payment_code_is_said(window):
    page = show(window, "payments.import")
    for content, words in (
        (b"https://qr.nspk.ru/AS1000670LSS7DN18SJQDNP4B05KLJL2", "Faster Payments"),
        (b"t=20261120T1542&s=1500.00&fn=9999078900001234&i=12345&fp=1234567890&n=1", "receipt"),
        (None, "no QR"),
    ):
        paste(page, image(*([content] if content else [])))
        assert page.start.reason.isVisible()
        assert words.casefold() in page.start.reason.text().casefold()
    QGuiApplication.clipboard().clear()
    page.intake.paste()
    assert "clipboard" in page.start.reason.text()


def test_a_part_of_the_screen_is_chosen(window, qtbot):
    page = show(window, "payments.import")
    screen = QGuiApplication.primaryScreen()
    seen = QPixmap(screen.geometry().size())
    seen.fill(Qt.GlobalColor.white)
    painter = QPainter(seen)
    painter.drawImage(QPoint(100, 80), image(coded(amount="31.00")).scaled(350, 240))
    painter.end()
    region = ScreenRegion(page)
    region.chosen.connect(lambda picture: page.intake.take_image(picture, "screen"))
    region.show_over([(screen, seen)])
    (overlay,) = region.overlays
    qtbot.waitUntil(overlay.isVisible)
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(90, 70))
    QTest.mouseMove(overlay, QPoint(300, 200))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(470, 340))
    settle()
    assert window._host.page.form.value("amount") == "31.00"


def test_the_screen_is_left_alone_with_esc(qtbot):
    overlay = Overlay(QPixmap(100, 100))
    qtbot.addWidget(overlay)
    overlay.show()
    with qtbot.waitSignal(overlay.cancelled):
        QTest.keyClick(overlay, Qt.Key.Key_Escape)


def test_wayland_says_why_not(monkeypatch):
    assert refusal() is None
    monkeypatch.setattr(QGuiApplication, "platformName", staticmethod(lambda: "xcb"))
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert refusal().code == "screen_wayland"


def test_of_several_files_none_is_taken_in_silence(window, tmp_path, monkeypatch):
    page = journal(window)
    for name in ("one.png", "two.png"):
        image(coded()).save(str(tmp_path / name))
    told = []
    intake = page.findChild(Intake)
    monkeypatch.setattr(intake, "failed", told.append)
    drop(page, tmp_path / "one.png", tmp_path / "two.png")
    assert [(error.code, error.facts) for error in told] == [("files_several", {"count": "2"})]
    assert window._host.page is page
