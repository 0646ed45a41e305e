"""The feed's word on certificates and the lists of ended ones: kept, checked, refused with the reason; what an end brings back."""

import datetime as dt

import pytest
from local_kit import NOW
from wire_kit import Wired, codes

from bsclient.crypto import container, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.domain.states import State
from bsclient.errors import BadInput, Refused, Unreachable
from bsclient.services.keys import life as key_life
from bsclient.services.keys import revocations
from bsclient.services.keys.certificates import KeyState, status
from bsclient.services.keys.life import Life, Waiting
from bsclient.services.profiles import User, load_profile, save_profile, with_user
from bsclient.storage import certificates, documents, journal, outbox

DAY = dt.timedelta(days=1)


@pytest.fixture
def desk(tmp_path):
    wired = Wired(tmp_path)
    yield wired
    wired.close()


def made(authority, name="Иванова А. А.", start=NOW - DAY):
    return authority.issue(make_request(keys.generate(), name), at=start, days=300)


def say(desk, found, pem=None, **changes):
    """Tell of a certificate through the feed."""
    data = {
        "serial": found.serial, "user_id": "u1", "not_before": found.not_before, "not_after": found.not_after,
        "revoked": "", "pem": found.pem.decode() if pem is None else pem, "reason": "", "replaces": "",
    }  # fmt: skip
    desk.teller.say("certificate", data | changes)


def told(desk):
    with desk.store.read() as reader:
        return {one.serial: one for one in certificates.told(reader)}


def acts(desk):
    with desk.store.read() as reader:
        return [row.action for row in journal.page(reader, 0, 50)]


def end(desk, serial=None, reason="key_compromise"):
    holder = desk.signer.certificate
    say(desk, holder, pem="", serial=serial or holder.serial, revoked="2026-11-20T09:00:00Z", reason=reason)


def test_a_certificate_comes_with_the_feed_and_its_end_too(desk):
    found = made(desk.teller.authority)
    say(desk, found, replaces="abc")
    assert desk.synchronise().ok
    kept = told(desk)[found.serial]
    assert (kept.pem, kept.replaces, kept.refused, kept.revoked) == (found.pem.decode(), "abc", "", None)
    say(desk, found, pem="", revoked="2026-11-20T09:00:00Z", reason="operator")
    say(desk, found, pem="", revoked="2026-11-20T09:15:00Z", reason="left")
    assert desk.synchronise().ok
    kept = told(desk)[found.serial]
    assert (kept.pem, kept.reason, kept.revoked.minute) == (found.pem.decode(), "operator", 0)
    assert {"certificate_issued", "certificate_revoked"} <= set(acts(desk))


def test_bytes_that_are_not_what_the_bank_says_are_kept_as_refused(desk):
    own = desk.teller.authority
    foreign = CertificateAuthority.create("Foreign", NOW - 9 * DAY, 900)
    good = made(own)
    wrong = {
        "certificate_untrusted": (made(foreign), {}),
        "certificate_other_than_told": (good, {"serial": "abcd"}),
        "certificate_usage": (desk.teller.signer.certificate, {}),
    }
    for found, changes in wrong.values():
        say(desk, found, **changes)
    say(desk, good, pem="no certificate", serial="beef")
    assert desk.synchronise().ok
    kept = told(desk)
    assert [kept[changes.get("serial", found.serial)].refused for found, changes in wrong.values()] == list(
        wrong
    )
    assert kept["beef"].refused == "certificate_form"
    assert acts(desk).count("certificate_refused") == 4


def test_what_an_ended_key_signed_comes_back_unless_the_bank_has_it(desk):
    sent, signed, queued = (desk.payment() for _ in range(3))
    desk.queued(sent)
    assert desk.synchronise().ok
    desk.signed(signed)
    desk.queued(queued)
    draft = desk.payment()
    desk.teller.refused["send"] = Unreachable("bank_silent")  # the queue cannot go before the word comes
    end(desk)
    desk.synchronise()
    assert desk.state(sent) is State.DELIVERED
    assert desk.state(draft) is State.NEW
    assert desk.state(signed) is State.NEW
    with desk.store.read() as reader:
        assert documents.body(reader, signed).canonical == b""
        assert not documents.get(reader, signed).signatures
    assert desk.row(signed).status_code == "key_revoked"
    assert desk.state(queued) is State.UNKNOWN  # its bytes may be at the bank: only they can follow


def test_a_queued_document_comes_back_out_of_the_queue(desk):
    queued = desk.payment()
    desk.queued(queued)
    with desk.store.write() as work:
        certificates.end(work, desk.signer.certificate.serial, "u1", NOW, "superseded")
        assert certificates.void_signatures(work, "x") == [queued]
        assert certificates.void_signatures(work, "x") == []
    assert desk.row(queued).status_code == "key_replaced"
    with desk.store.read() as reader:
        assert outbox.counts(reader) == {}
        step = documents.history(reader, queued)[-1]
        assert (step.code, dict(step.facts)) == ("key_replaced", {"serial": desk.signer.certificate.serial})


def test_other_keys_signatures_stay(desk):
    signed = desk.payment()
    desk.signed(signed)
    end(desk, serial="abcdef")
    assert desk.synchronise().ok
    assert desk.state(signed) is State.SIGNED


def state_of(desk):
    with desk.store.read() as reader:
        return revocations.state(reader, desk.clock())


def test_a_list_is_kept_as_evidence_and_an_older_one_refused(desk):
    desk.synchronise()
    first = state_of(desk)
    old = desk.teller.crl("")
    desk.teller.authority.revoke("1f", NOW)
    desk.synchronise()
    second = state_of(desk)
    assert second.number > first.number
    with desk.store.read() as reader:
        assert certificates.list_bytes(reader, first.number) == old
        assert certificates.list_at(reader, desk.clock()) == certificates.list_bytes(reader, second.number)
    desk.teller.crl = lambda _known: old
    assert codes(desk.synchronise()) == ["crl_older"]
    assert state_of(desk).number == second.number


def test_a_list_of_another_authority_is_refused(desk):
    foreign = CertificateAuthority.create("Foreign", NOW - 9 * DAY, 900)
    same_name = CertificateAuthority.create("Test", NOW - 9 * DAY, 900)
    for authority in (foreign, same_name):
        desk.teller.crl = lambda _known, made=authority: made.crl(NOW)
        assert codes(desk.synchronise()) == ["crl_untrusted"]
    desk.teller.crl = lambda _known: b"nonsense"
    assert codes(desk.synchronise()) == ["crl_form"]
    desk.teller.crl = lambda _known: None  # nothing is kept that could be the same
    assert codes(desk.synchronise()) == ["crl_form"]
    assert state_of(desk).stale


def test_a_stale_list_warns_and_work_goes_on(desk):
    one = desk.payment()
    assert desk.synchronise().ok
    kept = desk.teller.crl("")
    desk.teller.crl = lambda _known: kept
    desk.clock.time += 2 * DAY
    desk.queued(one)
    report = desk.synchronise()
    assert codes(report) == ["crl_not_fresh"]
    assert report.accepted == 1
    assert desk.state(one) is State.DELIVERED
    assert state_of(desk).stale


def test_a_call_that_fails_is_no_news_while_the_list_is_fresh(desk):
    assert desk.synchronise().ok
    desk.teller.refused["crl"] = Refused("bank_not_found")
    assert desk.synchronise().ok
    desk.clock.time += 2 * DAY
    assert codes(desk.synchronise()) == ["bank_not_found"]


def test_an_ended_key_of_the_bank_is_not_believed(desk):
    one = desk.payment()
    desk.queued(one)
    desk.teller.say("document", desk.teller.letter())
    desk.teller.authority.revoke(desk.teller.signer.certificate.serial, NOW)
    report = desk.synchronise()
    assert set(codes(report)) == {"certificate_revoked"}
    assert report.letters == 0
    assert desk.state(one) is State.UNKNOWN
    with desk.store.read() as reader:
        assert documents.held(reader, one).receipt == b""


def test_the_same_without_the_list_is_believed(desk):
    """The wrong control: a client that never asks for the list takes the ended key's word."""
    one = desk.payment()
    desk.queued(one)
    desk.teller.authority.revoke(desk.teller.signer.certificate.serial, NOW)
    desk.teller.refused["crl"] = BadInput("bank_not_found")
    desk.synchronise()
    assert desk.state(one) is State.DELIVERED


def colleague(desk, name="Петров П. П."):
    """A colleague at this PC whose request waits at the bank; returns his key."""
    key = keys.generate()
    user = User("u2", name)
    profile = with_user(desk.place.profile, user)
    save_profile(profile)
    sealed = container.seal(key.to_der(), "a passphrase", key_id="u2", spki_sha256=key.spki_sha256)
    container.write(profile.key_file(user), sealed)
    waiting = Waiting(
        id="e", fingerprint=" ".join(keys.fingerprint_groups(key.spki_sha256)), since=NOW, key_place="u2.key",
        request=make_request(key, name),
    )  # fmt: skip
    key_life.save(profile, user, Life(waiting=waiting))
    return profile, user, key


def test_a_colleagues_certificate_is_taken_up_from_the_feed(desk):
    profile, user, key = colleague(desk)
    found = desk.teller.authority.issue(make_request(key, user.name), at=NOW - DAY, days=300)
    say(desk, found, user_id="u2")
    assert desk.synchronise().ok
    kept = load_profile(profile.folder).user("u2")
    assert kept.certificate_pem == found.pem.decode()
    assert key_life.load(profile, user) == Life()
    assert status(profile, kept, desk.clock).state is KeyState.ACTIVE
    assert desk.synchronise().ok
    say(desk, found, user_id="u2", pem="", revoked="2026-11-20T09:00:00Z", reason="left")
    assert desk.synchronise().ok
    found = status(profile, load_profile(profile.folder).user("u2"), desk.clock)
    assert (found.state, found.reason) == (KeyState.REVOKED, "left")


def test_a_certificate_of_somebody_else_for_a_colleagues_key_is_evidence(desk):
    profile, user, key = colleague(desk)
    wrong = desk.teller.authority.issue(make_request(key, "Иной"), at=NOW - DAY, days=300)
    say(desk, wrong, user_id="u2")
    assert desk.synchronise().ok
    assert load_profile(profile.folder).user("u2").certificate_pem == ""
    (kept,) = key_life.load(profile, user).refused
    assert (kept.code, kept.pem, kept.noted) == ("certificate_of_other_user", wrong.pem.decode(), True)
    assert acts(desk).count("certificate_refused") == 1
    assert desk.synchronise().ok
    assert acts(desk).count("certificate_refused") == 1
