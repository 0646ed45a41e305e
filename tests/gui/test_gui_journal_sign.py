"""The sign window: what it shows is what the bytes say; what must be confirmed is; who else must sign."""

import pytest
from journal_kit import (  # noqa: F401 -- fixtures
    button,
    copied,
    desk_fixture,
    dialog,
    dialogs,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from real_desk import ACCOUNT, PASSPHRASE
from sign_kit import OTHER_ACCOUNT, OTHER_INN, OTHER_PAYEE, known_payee

from bsclient.domain.canonical import decode_signed
from bsclient.domain.states import Event, State
from bsclient.errors import NotAllowed
from bsclient.gui.documents.changed_payee import ChangedPayeeDialog
from bsclient.gui.documents.fields_view import FieldsDialog
from bsclient.gui.documents.recall_dialog import make_request
from bsclient.gui.documents.sign_dialog import SignDialog, Then, open_sign
from bsclient.gui.documents.sign_model import control_code
from bsclient.services.letters.threads import Mail
from bsclient.services.signing.ceremony import Sheet


def shown(window, desk, ids, then=None):
    made = open_sign(desk, window.shell, ids, then)
    settle()
    return made


def words(widget):
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if not each.isHidden())


def enter(made, passphrase):
    made.passphrase._line.setText(passphrase)
    made.sign_button.click()
    settle()


def changed_payee_draft(office, desk):
    """A payment to a payee who is known with another account and another name."""
    known_payee(desk, account=OTHER_ACCOUNT)
    return office.payment(desk, amount="5000.00")


def payment_to_somebody(office, desk):
    """A payment to a payee of whom nothing is known."""
    return office.payment(
        desk, amount="70.00", payee_name="ООО «Некто»", payee_inn=OTHER_INN, payee_account=OTHER_PAYEE
    )


def test_the_window_shows_what_the_bytes_say(office, desk, window):
    office.payment(desk, amount="1000.50")
    ids = [office.payment(desk, amount="1234567.89", purpose="За  мебель «Уют»").id]
    made = shown(window, desk, ids)
    item = made.consent.sheet.items[0]
    assert decode_signed(item.body) == item.signed
    fields = made.fields.words()
    assert "1,234,567.89" in fields
    assert 'За мебель "Уют"' in fields  # as it is signed, not as it was typed
    assert "40702\u00a0810\u00a08\u00a038000000017" in fields
    assert 'Purpose of payment: За мебель "Уют"' in words(made)  # said before signing: signs were replaced
    assert "replaced in 2 texts" in words(made)  # the name of the payee, too
    assert item.digest in fields.replace(" ", "")
    assert "to sign" in words(made)
    assert "1,234,567.89" in words(made)
    assert control_code(made.consent.sheet) in words(made)
    made.reject()


def test_every_declared_field_is_shown_with_its_name(office, desk, window):
    from bsclient.domain.documents import PaymentOrder

    made = shown(window, desk, office.payments(desk, 1))
    fields = made.fields.words()
    for declared in PaymentOrder.declared:
        assert declared.label in fields, declared.name
    made.reject()


def test_a_right_passphrase_signs_and_offers_to_send(office, desk, window):
    ids = office.payments(desk, 2)
    made = shown(window, desk, ids)
    assert made.sign_button.isEnabled()
    middle = made.geometry().center()
    enter(made, PASSPHRASE)
    assert {desk.drafts.get(one).state for one in ids} == {State.SIGNED}
    assert (made.geometry().center() - middle).manhattanLength() <= 2, (
        "the smaller window stays where one looks"
    )
    assert "nothing but sending is left" in words(made)
    button(made, "Only put into the queue").click()
    settle()
    assert {desk.drafts.get(one).state for one in ids} == {State.QUEUED}
    assert window._syncer.last_report is None


def test_a_wrong_passphrase_signs_nothing_and_makes_wait(office, desk, window):
    ids = office.payments(desk, 1)
    made = shown(window, desk, ids)
    enter(made, "wrong horse")
    assert made.passphrase.error()
    assert not made.sign_button.isEnabled()
    assert made.passphrase._line.text() == ""
    assert desk.drafts.get(ids[0]).state is State.NEW
    made.reject()


def test_nothing_is_signed_without_a_passphrase(office, desk, window):
    ids = office.payments(desk, 1)
    made = shown(window, desk, ids)
    made.sign_button.click()
    settle()
    assert made.passphrase.error()
    assert desk.drafts.get(ids[0]).state is State.NEW
    made.reject()


def test_a_warning_must_be_confirmed(office, desk, window):
    ids = [office.payment(desk, amount="99000000.00").id]
    made = shown(window, desk, ids)
    assert not made.sign_button.isEnabled()
    assert "warning" in made.missing.text()
    [check] = made.notices.checks.values()
    check.setChecked(True)
    assert made.sign_button.isEnabled()
    check.setChecked(False)
    assert not made.sign_button.isEnabled()
    check.setChecked(True)
    enter(made, PASSPHRASE)
    assert desk.drafts.get(ids[0]).state is State.SIGNED
    made.reject()


def type_reason(compared, words="Called the accountant by the number of the contract"):
    QTest.keyClicks(compared.reason, words)
    settle()


def test_a_changed_payee_is_opened_and_confirmed_one_by_one(office, desk, window):
    draft = changed_payee_draft(office, desk)
    made = shown(window, desk, [draft.id])
    assert not made.sign_button.isEnabled()
    assert [item.id for item in made.consent.left_payees] == [draft.id]
    button(made.notices, "Open and compare…").click()
    settle()
    compared = dialog(ChangedPayeeDialog)
    said = words(compared)
    assert "Прежний получатель" in said
    assert "The bank never asks" in said
    QTest.keyClick(compared, Qt.Key.Key_Return)
    settle()
    assert compared.isVisible()
    assert not made.sign_button.isEnabled()
    assert not compared.agree.isEnabled()
    QGuiApplication.clipboard().setText("это вставлено, а не написано")
    compared.reason.paste()
    QTest.keyClicks(compared.reason, "aaaaaaaaaaaa")
    assert not compared.agree.isEnabled()
    type_reason(compared)
    QTest.keyClick(compared, Qt.Key.Key_Return)
    assert not made.consent.confirmed(draft.id)
    compared.agree.click()
    settle()
    assert made.consent.confirmed(draft.id)
    assert made.sign_button.isEnabled()
    made.reject()


def test_enter_alone_never_signs_a_changed_payee(office, desk, window):
    draft = changed_payee_draft(office, desk)
    made = shown(window, desk, [draft.id])
    made.consent.open(draft.id)
    made._confirm_payee(made.consent.changed[0], "Позвонили бухгалтеру по номеру из договора")
    assert made.sign_button.isEnabled()
    made.passphrase._line.setText(PASSPHRASE)
    for target in (made.passphrase._line, made):
        QTest.keyClick(target, Qt.Key.Key_Return)
        settle()
    assert desk.drafts.get(draft.id).state is State.NEW
    made.sign_button.click()
    settle()
    assert desk.drafts.get(draft.id).state is State.SIGNED
    (kept,) = [row for row in desk.audit.page(0, 50) if row.action == "red_signed"]
    assert "по номеру из договора" in kept.facts["reason"]
    made.reject()


def test_a_batch_leaves_changed_payees_out_and_each_is_signed_alone(office, desk, window):
    draft = changed_payee_draft(office, desk)
    plain = payment_to_somebody(office, desk)
    made = shown(window, desk, [draft.id, plain.id])
    assert [item.id for item in made.consent.sheet.items] == [plain.id]
    assert "left out" in words(made.notices)
    enter(made, PASSPHRASE)
    assert desk.drafts.get(plain.id).state is State.SIGNED
    assert desk.drafts.get(draft.id).state is State.NEW
    made.reject()


def test_a_document_left_out_opens_in_a_window_of_its_own(office, desk, window):
    draft = changed_payee_draft(office, desk)
    made = shown(window, desk, [draft.id, payment_to_somebody(office, desk).id])
    button(made.notices, "Compare and sign alone…").click()
    settle()
    alone = next(each for each in dialogs() if isinstance(each, SignDialog) and each is not made)
    assert [item.id for item in alone.consent.changed] == [draft.id]
    button(alone.notices, "Open and compare…").click()
    settle()
    compared = dialog(ChangedPayeeDialog)
    type_reason(compared)
    compared.agree.click()
    settle()
    enter(alone, PASSPHRASE)
    assert desk.drafts.get(draft.id).state is State.SIGNED
    assert "signed" in [each.text() for each in made.notices.findChildren(QLabel)]
    alone.reject()
    made.reject()


def test_leaving_the_comparison_confirms_nothing(office, desk, window):
    draft = changed_payee_draft(office, desk)
    made = shown(window, desk, [draft.id])
    button(made.notices, "Open and compare…").click()
    settle()
    compared = dialog(ChangedPayeeDialog)
    type_reason(compared)
    compared.reject()
    settle()
    assert not made.sign_button.isEnabled()
    made.reject()


def test_services_sign_no_red_document_in_a_batch_or_without_a_reason(office, desk):
    draft = changed_payee_draft(office, desk)
    sheet = desk.signing.prepare([draft.id])
    with pytest.raises(NotAllowed, match="red_reason_missing"):
        desk.signing.sign(sheet, PASSPHRASE)
    plain = desk.signing.prepare([payment_to_somebody(office, desk).id])
    both = Sheet((*plain.items, *sheet.items), (), reason="Позвонили бухгалтеру по номеру из договора")
    with pytest.raises(NotAllowed, match="red_alone"):
        desk.signing.sign(both, PASSPHRASE)
    assert desk.drafts.get(draft.id).state is State.NEW


def test_documents_with_errors_are_refused_with_the_errors_named(office, desk, window):
    good, bad = office.payments(desk, 1)[0], office.payment(desk, amount="0").id
    made = shown(window, desk, [good, bad])
    assert made.consent.sheet.count == 1
    said = words(made.notices)
    assert "will not be signed" in said
    assert "zero" in said.lower()
    made.reject()


def test_nothing_to_sign_is_said(office, desk, window):
    made = shown(window, desk, [office.payment(desk, amount="0").id])
    assert not made.sign_button.isEnabled()
    assert made.missing.text()
    made.reject()


def test_new_payees_are_listed(office, desk, window):
    made = shown(window, desk, office.payments(desk, 2))
    said = words(made.notices)
    assert "never paid before" in said
    assert "40702810338000000025" in said
    assert made.sign_button.isEnabled()
    made.reject()


def test_a_part_of_the_signatures_names_who_is_missing(qtbot, keyring, tmp_path, request):
    office = copied(keyring, tmp_path, scheme="(11)")
    desk = office.desk()
    request.addfinalizer(desk.close)
    from bsclient.gui.main_window import MainWindow
    from bsclient.gui.memory import Memory
    from bsclient.settings import Settings

    window = MainWindow(desk, Settings(tmp_path), Memory(), lambda _passphrase: None)
    window.show()
    settle()
    ids = office.payments(desk, 1)
    made = shown(window, desk, ids)
    enter(made, PASSPHRASE)
    said = words(made)
    assert "partly signed" in said
    assert "second signature: Смирнова" in said
    assert "Смирнова Анна Петровна" in said
    assert desk.drafts.get(ids[0]).state is State.PARTLY_SIGNED
    made.reject()
    window.close()
    qtbot.addWidget(window)


def test_a_document_changed_meanwhile_is_not_signed(office, desk, window):
    from dataclasses import replace

    draft = office.payment(desk)
    made = shown(window, desk, [draft.id])
    desk.drafts.save(replace(draft, raw=draft.raw | {"amount": "99.00"}))
    enter(made, PASSPHRASE)
    assert "not signed" in words(made)
    assert desk.drafts.get(draft.id).state is State.NEW
    made.reject()


def test_recall_requests_are_signed_in_the_same_window(office, desk, window):
    [one] = office.payments(desk, 1)
    desk.signing.sign(desk.signing.prepare([one]), PASSPHRASE)
    desk.delivery.queue([one])
    office.status(desk, one, Event.SEND, Event.RECEIVE)
    request = make_request(desk, one, "Wrong amount")
    made = shown(window, desk, [request.id], Then(send_at_once=True))
    assert one in made.fields.words()
    assert "Wrong amount" in made.fields.words()
    enter(made, PASSPHRASE)
    assert desk.drafts.get(request.id).state is State.QUEUED
    assert not [each for each in dialogs() if isinstance(each, SignDialog)]


def test_letters_are_signed_in_the_same_window(desk, window):
    draft = desk.letters.keep(
        Mail("Вопрос о комиссии", "Просим пояснить", kind="payment", phone="+74951234567")
    )
    made = shown(window, desk, [draft.id])
    assert "Вопрос о комиссии" in made.fields.words()
    assert made.table.paged.cell(0, 0).text == "Letter"
    assert made.consent.sheet.items[0].text("kind") == "payment"  # what is signed
    assert "payment — Payment: execution, tracing, amendment" in made.fields.words()
    made._open_item(made.consent.sheet.items[0])
    assert "payment — Payment: execution, tracing, amendment" in dialog(FieldsDialog).view.words()
    dialog(FieldsDialog).reject()
    enter(made, PASSPHRASE)
    assert desk.drafts.get(draft.id).state is State.SIGNED
    made.reject()


def test_enter_on_a_row_opens_all_its_fields(office, desk, window):
    made = shown(window, desk, office.payments(desk, 2))
    made.table.setFocus()
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    settle()
    opened = dialog(FieldsDialog)
    assert ACCOUNT[:5] in opened.view.words()
    opened.reject()
    made.reject()
