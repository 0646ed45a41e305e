"""The whole wizard with a real bank: a lost answer, a refusal with a note, a request given up, another user of the same organisation."""

import contextlib

import pytest
from bank_client import new_person
from bank_server import bank_thread
from PySide6.QtTest import QTest
from render_form import settle
from shiboken6 import isValid

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.crypto import keyexport, keys
from bsclient.crypto.secret import Secret
from bsclient.gui import tasks
from bsclient.gui.enrolment.passphrase import _begin
from bsclient.gui.enrolment.step import Draft
from bsclient.gui.enrolment.window import EnrolmentWindow
from bsclient.gui.widgets.dialogs import Message
from bsclient.services.keys import enrolments
from bsclient.services.keys import life as key_life
from bsclient.services.profiles import BankLink, list_profiles

PASSPHRASE = "vessel submit such reject warm"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_thread(tmp_path_factory.mktemp("wizard")) as (running, _server), running.core() as core:
        core.url = running.url
        yield core


@pytest.fixture
def link(bank):
    pem = bank.keys.authority.certificate.pem.decode()
    return BankLink(bank.name, bank.bic, bank.url, pem)


@pytest.fixture
def code(bank):
    client, person = new_person(bank)
    return enrolment.new_activation(bank, client, person, clock.now)


def opened(qtbot, home, link):
    made = EnrolmentWindow(None, Draft(home, tuple(list_profiles(home)), link=link))
    made.open()
    return made


def idle():
    assert tasks.wait_idle(30)


def through(wizard, code):
    """Go to the passphrase and type it twice."""
    QTest.keyClicks(wizard.person.field, code)
    idle()
    assert wizard.draft.identity is not None, wizard.person.trouble.words()
    wizard.next()
    idle()
    wizard.next()
    fields = wizard.passphrase.fields
    fields.first.put(PASSPHRASE)
    fields.again.put(PASSPHRASE)


@contextlib.contextmanager
def closing(wizard):
    try:
        yield wizard
    finally:
        if isValid(wizard):
            wizard._sure = True
            wizard.reject()
        settle()


def test_a_lost_answer_costs_nothing_and_a_refusal_is_told(qtbot, bank, link, code, tmp_path):
    with closing(opened(qtbot, tmp_path, link)) as wizard:
        assert wizard.steps[0] is wizard.person, "the bank is known"
        through(wizard, code)
        qtbot.waitUntil(wizard.passphrase.fields.complete, timeout=20000)
        here, wizard.draft.link = (
            wizard.draft.link,
            BankLink(bank.name, bank.bic, "https://127.0.0.1:9", link.ca_pem),
        )
        wizard.next()
        idle()
        assert "nothing is lost" in wizard.passphrase.trouble.words()
        assert wizard.passphrase.next_words == "Try again"
        wizard.draft.link = here
        wizard.next()
        idle()
        settle()
        assert wizard.step is wizard.issued
        panel = wizard.issued.panel
        assert not wizard._next.isVisible()
        assert panel.words()[1].startswith("Print the act")
        pending = wizard.draft.pending
        enrolment.refuse(bank, pending.id, "Olga", note="Нет подписи руководителя")
        panel.ask()
        idle()
        assert "refused" in panel.words()[1]
        assert "Нет подписи руководителя" in panel.trouble()
        panel.drop.click()
        settle()
        question = next(one for one in wizard.findChildren(Message) if one.isVisible())
        next(b for b in question.findChildren(type(panel.drop)) if b.text() == "Give up").click()
        idle()
        settle()
    (profile,) = list_profiles(tmp_path)
    assert enrolments.waiting(profile, profile.users[0]) is None


def test_an_unknown_code_is_said_beside_the_field(qtbot, bank, link, tmp_path):
    with closing(opened(qtbot, tmp_path, link)) as wizard:
        QTest.keyClicks(wizard.person.field, "ABCDEFGHJKLMNPQR")
        idle()
        assert wizard.person.trouble.words()
        assert wizard.draft.identity is None
        assert not wizard.person.card.isVisible()


def test_a_request_that_never_arrived_is_told(qtbot, bank, link, code, tmp_path):
    with closing(opened(qtbot, tmp_path, link)) as wizard:
        through(wizard, code)
        profile, user, pending = _begin(wizard.draft, Secret.of(PASSPHRASE))
        life = key_life.load(profile, user)
        import msgspec

        lost = msgspec.structs.replace(life.waiting, id="0" * 32)
        key_life.save(profile, user, msgspec.structs.replace(life, waiting=lost))
        wizard.draft.profile, wizard.draft.user, wizard.draft.pending = profile, user, pending
        wizard.resume()
        settle()
        idle()
        assert "not reached the bank" in wizard.issued.panel.words()[0]
        assert "same activation code" in wizard.issued.panel.trouble()


def test_somebody_whose_key_holds_is_not_given_another(qtbot, bank, link, tmp_path):
    client, person = new_person(bank)
    with closing(opened(qtbot, tmp_path, link)) as wizard:
        through(wizard, enrolment.new_activation(bank, client, person, clock.now))
        profile, user, pending = _begin(wizard.draft, Secret.of(PASSPHRASE))
    enrolment.approve(bank, pending.id, "Olga", pending.fingerprint)
    enrolment.confirm(bank, pending.id, "Pavel", enrolment.show(bank, pending.id).check, clock.now)
    with contextlib.closing(enrolments.line(link)) as line:
        assert enrolments.look(line, profile, user).state is enrolments.State.ISSUED
    with closing(opened(qtbot, tmp_path, link)) as wizard:
        QTest.keyClicks(wizard.person.field, enrolment.new_activation(bank, client, person, clock.now))
        idle()
        assert wizard.step is wizard.person
        assert "already" in wizard.person.trouble.words(), wizard.person.trouble.words()
        assert not wizard.person.card.isVisible()


def test_a_key_of_another_program_is_taken_over(qtbot, bank, link, code, tmp_path):
    key, path = keys.generate(), tmp_path / "key.pem"
    path.write_bytes(keyexport.write_pkcs8(key, Secret.of("of the file")))
    with closing(opened(qtbot, tmp_path / "home", link)) as wizard:
        QTest.keyClicks(wizard.person.field, code)
        idle()
        wizard.next()
        idle()
        place = wizard.place
        place.buttons["import"].setChecked(True)
        assert not place.complete()
        place.imported.read(tmp_path / "no such file")
        assert "cannot be read" in place.imported.trouble.words()
        place.imported.read(path)
        fields = wizard.passphrase.fields
        for password in ("another one", "of the file"):
            place.imported.password.put(password)
            wizard.next()
            fields.first.put(PASSPHRASE)
            fields.again.put(PASSPHRASE)
            qtbot.waitUntil(wizard.passphrase.complete, timeout=20000)
            wizard.next()
            idle()
            if password == "another one":
                assert wizard.passphrase.trouble.words()
                wizard.back()
                idle()
        assert wizard.step is wizard.issued
        assert wizard.draft.pending.fingerprint.replace(" ", "") == key.spki_sha256.hex()
    assert wizard.draft.password is None
