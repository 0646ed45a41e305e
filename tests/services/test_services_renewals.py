"""A real profile at a real bank over real TLS: renewal step by step, cut anywhere; the end of a key; the list of ended ones."""

import contextlib
import datetime as dt
import os
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from bank_client import new_person
from bank_server import bank_thread

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.bank.keys.certificates import AT_ONCE, BY_OPERATOR
from bsclient.crypto import container
from bsclient.domain.states import State
from bsclient.errors import BsError, NotAllowed, Refused, Unreachable, WrongPassphrase
from bsclient.protocol.keys import Reason
from bsclient.services import profiles
from bsclient.services.desk import open_desk
from bsclient.services.keys import certificates, enrolments, renewals, revoking, told_keys
from bsclient.services.keys import life as key_life
from bsclient.services.keys import session as key_session
from bsclient.services.keys.certificates import KeyState
from bsclient.services.profiles import BankLink
from bsclient.storage import documents, journal
from bsclient.sync.https import HttpsTransport

LONG = os.environ.get("BSCLIENT_LONG") == "1"
PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_thread(tmp_path_factory.mktemp("renewing")) as (running, server), running.core() as core:
        core.be_demo()
        told = running.connection
        link = BankLink(told["bank"], told["bic"], told["url"], told["ca_pem"])
        yield SimpleNamespace(core=core, link=link, server=server)


@pytest.fixture
def office(bank, tmp_path):
    """A user with a key that the bank has issued."""
    client, user_id = new_person(bank.core)
    code = enrolment.new_activation(bank.core, client, user_id, clock.now, automatic=True)
    with contextlib.closing(enrolments.line(bank.link)) as line:
        who = enrolments.identify(line, code)
        profile, user = enrolments.profile_for(tmp_path, bank.link, who)
        pending = enrolments.begin(line, profile, user, (code, PASSPHRASE))
        profile = enrolments.look(line, profile, user).profile
    return SimpleNamespace(profile=profile, user=profile.user(user.id), word=pending.block_word, bank=bank)


def fresh(office):
    profile = profiles.load_profile(office.profile.folder)
    return profile, profile.user(office.user.id)


@contextlib.contextmanager
def desk(office):
    profile, user, key = renewals.enter(*fresh(office), PASSPHRASE)
    opened = open_desk(profile, user, key)
    try:
        yield opened
    finally:
        opened.close()


def exchange(opened):
    return opened.delivery.synchronise(lambda _: None, threading.Event())


def letter(opened):
    """A signed letter that waits here."""
    draft = opened.drafts.new("letter")
    draft.raw.update(subject="Вопрос", body="Текст")
    saved = opened.drafts.save(draft)
    sheet = opened.signing.prepare([saved.id])
    assert not sheet.refused, sheet.refused
    opened.signing.sign(sheet, PASSPHRASE)
    return saved.id


def state(opened, identity):
    with opened.place.store.read() as reader:
        return documents.get(reader, identity).state


def serial(office):
    return fresh(office)[1].certificate.serial


def test_a_key_is_renewed_used_and_the_old_one_dies_by_it(bank, office):
    old = serial(office)
    before = office.profile.key_file(office.user)
    with desk(office) as opened:
        assert exchange(opened).ok
        found = opened.certificates.renew(PASSPHRASE)
        assert (found.state, found.renewal, found.serial) == (KeyState.RENEWING, "issued", old)
        assert exchange(opened).ok  # the key before still works
        with pytest.raises(NotAllowed, match="renewal_under_way"):
            opened.certificates.renew(PASSPHRASE)
        waiting = letter(opened)
    assert bank.core.certificate(old).revoked is None
    with desk(office) as opened:
        new = serial(office)
        assert new != old
        assert before.exists()  # until the bank has taken the new one
        assert exchange(opened).ok
        assert bank.core.certificate(new).used is not None
        assert bank.core.certificate(old).reason == Reason.SUPERSEDED
        assert not before.exists()
        mine = opened.certificates.mine()
        assert (mine.state, mine.renewal, mine.serial) == (KeyState.ACTIVE, "", new)
        assert state(opened, waiting) is State.NEW  # signed by the key before, not sent: to be signed anew
        told = {one.serial: one for one in opened.certificates.told()}
        assert told[old].reason == "superseded"
        assert told[new].replaces == old
        sent = letter(opened)
        opened.delivery.queue([sent])
        report = exchange(opened)
        assert report.ok
        assert report.accepted == 1
    with desk(office) as opened:
        assert exchange(opened).ok


@pytest.mark.skipif(not LONG, reason="long: BSCLIENT_LONG=1")
def test_a_renewal_by_policy_waits_for_an_operator(bank, office):
    bank.core.renewal_policy = BY_OPERATOR
    try:
        with desk(office) as opened:
            found = opened.certificates.renew(PASSPHRASE)
            assert (found.state, found.renewal) == (KeyState.RENEWING, "sent")
            identity = key_life.load(*fresh(office)).renewal.id
            with pytest.raises(NotAllowed, match="enrolment_no_paper"):
                enrolment.approve(bank.core, identity, "Olga", "0000")
            shown = enrolment.show(bank.core, identity)
            assert (shown.kind, shown.waits) == ("renewal", "operator")
            enrolment.confirm(bank.core, identity, "Olga", shown.check, clock.now)
            assert exchange(opened).ok
            assert opened.certificates.mine().renewal == "issued"
    finally:
        bank.core.renewal_policy = AT_ONCE


@pytest.mark.skipif(not LONG, reason="long: BSCLIENT_LONG=1")
def test_an_operator_refuses_a_renewal_and_the_key_goes_on(bank, office):
    bank.core.renewal_policy = BY_OPERATOR
    try:
        with desk(office) as opened:
            opened.certificates.renew(PASSPHRASE)
            identity = key_life.load(*fresh(office)).renewal.id
            enrolment.refuse(bank.core, identity, "Olga", note="Приходите лично")
            report = exchange(opened)
            assert [one.code for one in report.problems] == ["enrolment_refused"]
            assert report.problems[0].facts["reason"] == "Приходите лично"
            assert opened.certificates.mine().state is KeyState.ACTIVE
            assert exchange(opened).ok
    finally:
        bank.core.renewal_policy = AT_ONCE


def test_a_new_key_that_the_bank_does_not_take_makes_room_for_the_old_one(bank, office):
    old = serial(office)
    with desk(office) as opened:
        opened.certificates.renew(PASSPHRASE)
    profile, user, key = renewals.enter(*fresh(office), PASSPHRASE)
    new = key.serial
    assert new != old
    bank.core.revoke(new, clock.now())
    opened = open_desk(profile, user, key)
    try:
        assert [one.code for one in exchange(opened).problems] == ["renewed_key_refused"]
    finally:
        opened.close()
    assert serial(office) == old
    with desk(office) as opened:
        assert exchange(opened).ok


def test_the_next_key_follows_a_change_of_the_passphrase_and_one_that_does_not_open_stays_aside(office):
    old = serial(office)
    with desk(office) as opened:
        opened.certificates.renew(PASSPHRASE)
    aside = container.read(renewals.containers(*fresh(office))[0])
    profiles.change_passphrase(*fresh(office), PASSPHRASE, "quite another passphrase")
    changed = container.read(renewals.containers(*fresh(office))[0])
    container.write(renewals.containers(*fresh(office))[0], aside)
    profile, user, key = renewals.enter(*fresh(office), "quite another passphrase")
    key.close()
    assert key.serial == user.certificate.serial == old
    container.write(renewals.containers(profile, user)[0], changed)
    _, user, key = renewals.enter(profile, user, "quite another passphrase")
    key.close()
    assert key.serial == user.certificate.serial != old


def test_keys_that_hold_no_more_are_not_renewed(office):
    profile, user = fresh(office)
    later = clock.now() + dt.timedelta(days=366)
    assert certificates.status(profile, user, lambda: later).state is KeyState.EXPIRED
    with pytest.raises(NotAllowed, match="renewal_impossible"):
        renewals.begin(profile, user, PASSPHRASE, lambda: later)
    soon = clock.now() + dt.timedelta(days=340)
    found = certificates.status(profile, user, lambda: soon)
    assert (found.state, found.days_left) == (KeyState.RENEW_SOON, 24)
    ended = key_life.Ended(serial=found.serial, at=clock.now(), reason="operator")
    key_life.save(profile, user, key_life.Life(ended=ended))
    with pytest.raises(NotAllowed, match="renewal_impossible"):
        renewals.begin(profile, user, PASSPHRASE)
    days = certificates.calendar(profile)
    assert [(one.what, one.days) for one in days] == [("revoked", 0)]


def test_the_calendar_names_renewal_and_end(office):
    profile, _ = fresh(office)
    days = certificates.calendar(profile)
    assert [one.what for one in days] == ["renew", "expires"]
    assert days[1].days - days[0].days == certificates.RENEW_DAYS


def test_a_key_is_blocked_by_its_holder_and_what_it_signed_comes_back(bank, office):
    own = serial(office)
    with desk(office) as opened:
        assert exchange(opened).ok
        done = letter(opened)
        opened.delivery.queue([done])
        assert exchange(opened).accepted == 1
        signed, queued = letter(opened), letter(opened)
        opened.delivery.queue([queued])
        blocked = opened.certificates.block_me(PASSPHRASE, "key_compromise")
        assert (blocked.serial, blocked.reason) == (own, "key_compromise")
        assert [state(opened, one) for one in (signed, queued)] == [State.NEW, State.NEW]
        assert state(opened, done) not in {State.NEW, State.SIGNED}
        with opened.place.store.read() as reader:
            actions = [row.action for row in journal.page(reader, 0, 20)]
        assert {"certificate_revoked", "void"} <= set(actions)
        assert [one.code for one in exchange(opened).problems] == ["bank_certificate_revoked"]
        assert opened.certificates.mine().state is KeyState.REVOKED
    assert bank.core.certificate(own).reason == Reason.COMPROMISE


def test_a_key_is_blocked_from_the_log_in_window_with_a_wrong_passphrase_or_reason_refused(bank, office):
    with contextlib.closing(enrolments.line(bank.link)) as line:
        with pytest.raises(WrongPassphrase):
            revoking.block_me(line, *fresh(office), "no such passphrase")
        with pytest.raises(BsError, match="block_reason_unknown"):
            revoking.block_me(line, *fresh(office), PASSPHRASE, "superseded")
    assert bank.core.certificate(serial(office)).revoked is None


def test_a_key_is_blocked_by_the_word_and_guesses_are_counted(bank, office):
    with contextlib.closing(enrolments.line(bank.link)) as line:
        with pytest.raises(NotAllowed, match="block_word_wrong"):
            revoking.block_by_word(line, *fresh(office), "AAAA-AAAA")
        done = revoking.block_by_word(line, *fresh(office), office.word.lower().replace("-", " "))
    assert (done.serial, done.reason) == (serial(office), "block_word")
    assert certificates.status(*fresh(office)).state is KeyState.REVOKED
    assert bank.core.certificate(serial(office)).reason == Reason.BLOCK_WORD


def test_the_bank_blocks_and_the_client_hears_of_it_at_the_log_in(bank, office):
    with desk(office) as opened:
        assert exchange(opened).ok
        waiting = letter(opened)
        bank.core.revoke(serial(office), clock.now(), Reason.OPERATOR, "olga")
        bank.server.parts.doors.forget(serial(office))
        report = exchange(opened)
        assert [one.code for one in report.problems] == ["bank_certificate_revoked"]
        assert state(opened, waiting) is State.NEW
        with opened.place.store.read() as reader:
            assert documents.get(reader, waiting).status_code == "key_revoked"
        assert not opened.signing.signatures(waiting)


def test_a_line_that_is_cut_leaves_the_renewal_to_the_next_exchange(office, monkeypatch):
    with desk(office) as opened:
        with monkeypatch.context() as patch:

            def cut(*_):
                raise Unreachable("bank_silent")

            patch.setattr(HttpsTransport, "renew", cut)
            found = opened.certificates.renew(PASSPHRASE)
            assert (found.state, found.renewal) == (KeyState.RENEWING, "made")
        assert exchange(opened).ok
        assert opened.certificates.mine().renewal == "issued"
        opened.certificates.give_up()
        assert opened.certificates.mine().state is KeyState.ACTIVE
        assert exchange(opened).ok


def test_the_list_of_ended_keys_is_fetched_kept_and_an_ended_key_of_the_bank_is_not_believed(bank, office):
    with desk(office) as opened:
        assert exchange(opened).ok
        first = opened.certificates.revocations()
        assert not first.stale
        assert exchange(opened).ok
        assert opened.certificates.revocations().number == first.number
        sent = letter(opened)
        opened.delivery.queue([sent])
        signer = bank.core.keys.signer.certificate.serial
        bank.core.revoke_own(signer, clock.now())
        try:
            report = exchange(opened)
            assert opened.certificates.revocations().number > first.number
            with opened.place.store.read() as reader:
                assert documents.held(reader, sent).receipt == b""  # not believed
            assert "certificate_revoked" in {one.code for one in report.problems}
        finally:
            with bank.core.store.write() as connection:
                connection.exec_driver_sql("DELETE FROM bank_key_end")


@pytest.mark.skipif(not LONG, reason="long: BSCLIENT_LONG=1")
def test_settling_twice_changes_nothing(office):
    with desk(office) as opened:
        assert exchange(opened).ok
        opened.certificates.renew(PASSPHRASE)
        life = key_life.load(*fresh(office))
        profile = told_keys.settle(opened.place)
        assert told_keys.settle(opened.place) == profile
        assert key_life.load(*fresh(office)) == life
        assert key_session.on_disk(opened.place)[1] == replace(opened.user)


def test_a_refused_renewal_is_told_with_its_reason(bank, office):
    """Somebody blocked the key meanwhile: the bank says so, the renewal is dropped."""
    profile, user = fresh(office)
    renewals.begin(profile, user, PASSPHRASE)

    class Line:
        def renew(self, _request):
            raise Refused("bank_forbidden", status="403", reason="certificate_revoked")

    with pytest.raises(Refused, match="certificate_revoked"):
        renewals.go_on(Line(), profile, user)
    assert key_life.load(profile, user).renewal is None
    assert bank.core.certificate(serial(office)).revoked is None
