"""The wizard's services over a real bank: whose code it is, act, waiting, two operators, a believed certificate; cuts and lies."""

import contextlib
import datetime as dt
from dataclasses import replace
from types import SimpleNamespace

import pytest
from bank_client import new_person
from bank_server import bank_thread

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.crypto import container
from bsclient.crypto.certificates import CertificateAuthority, Subject, load, make_request
from bsclient.crypto.keys import generate
from bsclient.crypto.requests import check_request
from bsclient.errors import BadInput, BadSignature, BsError, NotAllowed, Refused, Unreachable, WrongPassphrase
from bsclient.protocol.messages import Enrolment, EnrolmentState
from bsclient.services import profiles
from bsclient.services.keys import certificates, enrolments
from bsclient.services.keys import life as key_life
from bsclient.services.keys.certificates import KeyState
from bsclient.services.profiles import BankLink

PASSPHRASE = "correct horse battery staple"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_thread(tmp_path_factory.mktemp("wizard")) as (running, _server), running.core() as core:
        told = running.connection
        link = BankLink(told["bank"], told["bic"], told["url"], told["ca_pem"])
        yield SimpleNamespace(core=core, link=link, running=running)


@pytest.fixture
def line(bank):
    opened = enrolments.line(bank.link)
    yield opened
    opened.close()


@pytest.fixture
def person(bank):
    client, user = new_person(bank.core)
    return SimpleNamespace(
        client=client, user=user, code=enrolment.new_activation(bank.core, client, user, clock.now)
    )


@pytest.fixture
def begun(bank, line, person, tmp_path):
    """A request that the bank has."""
    who = enrolments.identify(line, person.code)
    profile, user = enrolments.profile_for(tmp_path, bank.link, who)
    pending = enrolments.begin(line, profile, user, (person.code, PASSPHRASE))
    profile = profiles.load_profile(profile.folder)
    return SimpleNamespace(
        profile=profile, user=profile.user(user.id), pending=pending, who=who, code=person.code
    )


def issue(bank, pending):
    enrolment.approve(bank.core, pending.id, "Olga", pending.fingerprint)
    check = enrolment.show(bank.core, pending.id).check
    enrolment.confirm(bank.core, pending.id, "Pavel", check, clock.now)


def test_from_a_code_to_a_key_that_opens(bank, line, begun):
    profile, user = begun.profile, begun.user
    assert (begun.who.name, begun.who.client_id) == (user.name, profile.client_id)
    assert certificates.status(profile, user).state is KeyState.WAITING
    seen = enrolments.look(line, profile, user)
    assert (seen.state, seen.step) == (enrolments.State.WAITING, "paper")
    enrolment.approve(bank.core, begun.pending.id, "Olga", begun.pending.fingerprint)
    assert enrolments.look(line, profile, user).step == "second"
    assert enrolments.waiting(profile, user).step == "second"
    check = enrolment.show(bank.core, begun.pending.id).check
    enrolment.confirm(bank.core, begun.pending.id, "Pavel", check, clock.now)
    done = enrolments.look(line, profile, user)
    assert done.state is enrolments.State.ISSUED
    assert profiles.load_profile(profile.folder) == done.profile
    changed = done.profile.user(user.id)
    found = certificates.status(done.profile, changed)
    assert (found.state, found.fingerprint, found.days_left) == (
        KeyState.ACTIVE,
        begun.pending.fingerprint,
        364,
    )
    assert enrolments.waiting(done.profile, changed) is None
    with contextlib.closing(profiles.unlock(done.profile, changed, PASSPHRASE)) as key:
        assert key.serial == found.serial
    with pytest.raises(NotAllowed, match="key_in_use"):
        enrolments.begin(line, done.profile, changed, ("AAAA", PASSPHRASE))


def test_the_act_says_what_the_bank_has(bank, begun):
    act = enrolments.act(begun.profile, begun.user)
    shown = enrolment.show(bank.core, begun.pending.id)
    assert (act.name, act.organisation) == (shown.name, shown.organisation)
    assert " ".join(act.fingerprint) == shown.fingerprint == begun.pending.fingerprint
    assert act.ca_fingerprint == bank.running.connection["ca_fingerprint"]
    assert act.qr == f"bskey1:{shown.id}:{shown.fingerprint.replace(' ', '')}"
    head = container.header(container.read(begun.profile.key_file(begun.user)))
    assert "".join(act.fingerprint) == head.spki_sha256.hex()


def test_a_code_is_told_apart_and_not_used_up(line, person):
    for _ in range(2):
        assert enrolments.identify(line, person.code.lower()).user_id == person.user
    with pytest.raises(Refused, match="bank_activation_unknown"):
        enrolments.identify(line, "AAAA-BBBB-CCCC-DDDD")


@pytest.mark.parametrize(
    "name", ["../../escaped", "/etc/x", "..", "", ".hidden", "a\\b", "a/b", "a\nb", "x" * 99]
)
@pytest.mark.parametrize("field", ["client_id", "user_id"])
def test_a_server_calls_no_file_outside_of_the_profiles(bank, line, person, tmp_path, field, name):
    who = replace(enrolments.identify(line, person.code), **{field: name})
    with pytest.raises(BadInput, match="enrolment_identity"):
        enrolments.profile_for(tmp_path / "home", bank.link, who)


def test_a_refusal_is_told_with_the_banks_note(bank, line, begun):
    enrolment.refuse(bank.core, begun.pending.id, "Olga", note="Принесите приказ")
    seen = enrolments.look(line, begun.profile, begun.user)
    assert (seen.state, seen.code, seen.note) == (
        enrolments.State.REFUSED, "refused_by_operator", "Принесите приказ",
    )  # fmt: skip
    key = begun.profile.key_file(begun.user)
    assert key.exists()
    enrolments.forget(begun.profile, begun.user)
    assert not key.exists()
    assert certificates.status(begun.profile, begun.user).state is KeyState.NONE


class Cut:
    """A line that ends before or after the bank has heard."""

    def __init__(self, line, when):
        self.line, self.when = line, when

    def enrol(self, asked):
        if self.when == "before":
            raise Unreachable("bank_silent")
        self.line.enrol(asked)
        raise Unreachable("bank_silent")


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_call_is_taken_up_with_the_same_key(bank, line, person, tmp_path, when):
    who = enrolments.identify(line, person.code)
    profile, user = enrolments.profile_for(tmp_path, bank.link, who)
    with pytest.raises(Unreachable):
        enrolments.begin(Cut(line, when), profile, user, (person.code, PASSPHRASE))
    profile = profiles.load_profile(profile.folder)
    user = profile.user(user.id)
    made = profile.key_file(user).read_bytes()
    seen = enrolments.look(line, profile, user).state
    assert seen is (enrolments.State.LOST if when == "before" else enrolments.State.WAITING)
    with pytest.raises(WrongPassphrase, match="passphrase_of_request"):
        enrolments.begin(line, profile, user, (person.code, "another passphrase"))
    pending = enrolments.begin(line, profile, user, (person.code, PASSPHRASE))
    assert profile.key_file(user).read_bytes() == made
    issue(bank, pending)
    assert enrolments.look(line, profile, user).state is enrolments.State.ISSUED


class Liar:
    """A bank whose answer a test makes up."""

    def __init__(self, answer):
        self.answer = answer

    def enrolment(self, _identity):
        return self.answer


def lies(bank, begun):
    """What a bank could send that must not be believed, and how each is called."""
    own = key_life.load(begun.profile, begun.user).waiting.request
    authority = bank.core.keys.authority
    foreign = CertificateAuthority.create("Foreign", clock.now() - dt.timedelta(days=1), 900)
    subject = bank.core.person(begun.profile.client_id, begun.user.id)
    now = clock.now()
    stranger = make_request(generate(), "Stranger")
    return {
        "certificate_of_other_key": authority.issue(stranger, at=now, days=9, subject=subject),
        "certificate_untrusted": foreign.issue(own, at=now, days=9, subject=subject),
        "certificate_of_other_user": authority.issue(own, at=now, days=9, subject=Subject("Иной", "О")),
        "certificate_expired": authority.issue(own, at=now - dt.timedelta(days=30), days=9, subject=subject),
        "certificate_not_yet_valid": authority.issue(
            own, at=now + dt.timedelta(days=3), days=9, subject=subject
        ),
    }


def told(begun, pem, chain="", **changes):
    return Enrolment(
        **{
            "id": begun.pending.id, "state": EnrolmentState.ISSUED, "fingerprint": begun.pending.fingerprint,
            "certificate": pem, "chain": chain, "client_id": begun.profile.client_id, "user_id": begun.user.id,
        }
        | changes
    )  # fmt: skip


def test_a_wrong_certificate_is_refused_by_its_own_name_and_kept(bank, begun):
    wrong = lies(bank, begun)
    for code, made in wrong.items():
        pem = made.pem.decode()
        with pytest.raises(BsError) as refused:
            enrolments.look(Liar(told(begun, pem)), begun.profile, begun.user)
        assert refused.value.code == code
        assert key_life.load(begun.profile, begun.user).refused[-1].code == code
        assert key_life.load(begun.profile, begun.user).refused[-1].pem == pem
    signer = bank.core.keys.signer.certificate
    with pytest.raises(BsError):  # the bank's own: other key, other use
        enrolments.look(Liar(told(begun, signer.pem.decode())), begun.profile, begun.user)
    with pytest.raises(BadInput, match="certificate_form"):
        enrolments.look(Liar(told(begun, "no certificate")), begun.profile, begun.user)
    foreign = wrong["certificate_untrusted"]
    with pytest.raises(BadSignature, match="certificate_untrusted"):
        enrolments.look(
            Liar(told(begun, foreign.pem.decode(), chain=foreign.pem.decode())), begun.profile, begun.user
        )
    with pytest.raises(BadInput, match="enrolment_other_user"):
        enrolments.look(Liar(told(begun, foreign.pem.decode(), user_id="u9")), begun.profile, begun.user)
    kept = profiles.load_profile(begun.profile.folder).user(begun.user.id)
    assert kept.certificate_pem == ""
    assert certificates.status(begun.profile, kept).state is KeyState.WAITING


def test_another_bank_at_the_address_is_not_spoken_to(bank):
    with pytest.raises(Refused, match="other_bank"):
        enrolments.line(replace(bank.link, bic="044525225"))


def test_after_the_end_of_a_key_a_new_one_comes_from_paper_and_the_old_stays_until_then(bank, line, begun):
    issue(bank, begun.pending)
    profile = enrolments.look(line, begun.profile, begun.user).profile
    user = profile.user(begun.user.id)
    serial = load(user.certificate_pem).serial
    bank.core.revoke(serial, clock.now())
    life = key_life.Life(ended=key_life.Ended(serial=serial, at=clock.now()))
    key_life.save(profile, user, life)
    assert certificates.status(profile, user).state is KeyState.REVOKED
    code = enrolment.new_activation(bank.core, profile.client_id, user.id, clock.now)
    old = profile.key_file(user)
    pending = enrolments.begin(line, profile, user, (code, "quite another passphrase"))
    profile = profiles.load_profile(profile.folder)
    assert old.exists()
    assert profile.key_file(profile.user(user.id)) == old
    issue(bank, pending)
    done = enrolments.look(line, profile, profile.user(user.id)).profile
    fresh = done.user(user.id)
    assert done.key_file(fresh) != old
    assert not old.exists()
    assert certificates.status(done, fresh).state is KeyState.ACTIVE
    profiles.unlock(done, fresh, "quite another passphrase").close()
    request = bank.core.enrolment(pending.id).request
    assert check_request(request).spki_sha256 == load(fresh.certificate_pem).spki_sha256
