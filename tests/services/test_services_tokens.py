"""A key on a token from the activation code to a payment that the bank has: real bank, real wire, tokens in software."""

import contextlib
import json
import threading
from types import SimpleNamespace

import pytest
import soft_token
from bank_client import new_person
from bank_server import bank_thread
from soft_token import PIN

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.crypto import remote, token, vault
from bsclient.crypto.secret import Secret
from bsclient.crypto.token_devices import Where
from bsclient.domain.states import State
from bsclient.errors import NotAllowed, WrongPassphrase
from bsclient.services import profiles
from bsclient.services.desk import open_desk
from bsclient.services.keys import certificates, enrolments, renewals, unlocking, vaults
from bsclient.services.keys import places as key_places
from bsclient.services.profiles import BankLink
from bsclient.storage import documents


@pytest.fixture(scope="module")
def soft(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        yield soft_token.start(tmp_path_factory.mktemp("softhsm"), patch)


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_thread(tmp_path_factory.mktemp("tokens")) as (running, _server), running.core() as core:
        told = running.connection
        yield SimpleNamespace(
            core=core, link=BankLink(told["bank"], told["bic"], told["url"], told["ca_pem"]), running=running
        )


@pytest.fixture(scope="module")
def user(bank, soft, tmp_path_factory):
    """A user whose key was made on a token and certified by two operators; the pair profile and user."""
    client, person = new_person(bank.core)
    code = enrolment.new_activation(bank.core, client, person, clock.now)
    choice = next(each for each in key_places.tokens_of(soft.module) if each.title.startswith("Токен"))
    with contextlib.closing(enrolments.line(bank.link)) as line:
        who = enrolments.identify(line, code)
        profile, found = enrolments.profile_for(tmp_path_factory.mktemp("profiles"), bank.link, who)
        pending = key_places.begin(line, profile, found, choice.place, (code, Secret.of(PIN)))
        enrolment.approve(bank.core, pending.id, "Olga", pending.fingerprint)
        enrolment.confirm(
            bank.core, pending.id, "Pavel", enrolment.show(bank.core, pending.id).check, clock.now
        )
        profile = profiles.load_profile(profile.folder)
        done = enrolments.look(line, profile, profile.user(found.id))
    assert done.state is enrolments.State.ISSUED
    return done.profile, done.profile.user(found.id)


def test_the_user_is_known_by_the_place_of_his_key(user, soft):
    profile, who = user
    assert who.key_kind == "token"
    where = Where.read(who.key_place)
    assert where.module == soft.module
    assert where.key_id
    assert not profile.key_file(who).exists()  # there is no key file: the key is on the token alone


def exchange(desk):
    report = desk.delivery.synchronise(lambda _: None, threading.Event())
    assert not report.problems, report.problems


def test_the_pin_opens_signs_and_the_bank_takes_it(user, bank):
    profile, who = user
    desk = open_desk(profile, who, unlocking.unlock(profile, who, PIN))
    try:
        exchange(desk)
        draft = desk.drafts.new("letter")
        draft.raw.update(subject="Вопрос", body="Текст")
        saved = desk.drafts.save(draft)
        sheet = desk.signing.prepare([saved.id])
        assert not sheet.refused, sheet.refused
        desk.delivery.queue(desk.signing.sign(sheet, PIN).full)
        exchange(desk)
        with desk.place.store.read() as reader:
            assert documents.get(reader, saved.id).state is State.ACCEPTED
    finally:
        desk.close()


def test_a_wrong_pin_is_refused_and_counted(user):
    profile, who = user
    with pytest.raises(WrongPassphrase, match="token_pin_low") as caught:
        unlocking.unlock(profile, who, "00000000")
    assert caught.value.facts == {"seconds": "1"}
    assert unlocking.seconds_to_wait(profile, who) > 0
    later = clock.now() + unlocking.throttle.delay(2)
    unlocking.unlock(profile, who, PIN, lambda: later).close()
    assert unlocking.seconds_to_wait(profile, who) == 0


def test_the_base_is_not_closed_by_some_digits(user):
    """The vault is closed by a secret that the token keeps: whoever has the file alone cannot try the PINs."""
    profile, who = user
    unlocking.unlock(profile, who, PIN).close()
    assert vaults.has(profile, who)
    blob = unlocking.vault_file(profile, who).read_bytes()
    with pytest.raises(WrongPassphrase):
        vault.unseal(blob, PIN)
    with token.vault_secret(Where.read(who.key_place), Secret.of(PIN), make=False) as kept:
        assert len(kept) == 64
        with vault.unseal(blob, kept) as data_key, vaults.data_key(profile, who, PIN) as other:
            assert octets(data_key) == octets(other)
    with contextlib.closing(unlocking.unlock(profile, who, PIN)) as unlocked, unlocked.data_key() as given:
        assert len(given) == 32
    with pytest.raises(NotAllowed, match="token_pin_elsewhere"):
        unlocking.change_passphrase(profile, who, PIN, "11111111")
    assert PIN not in json.dumps(who.key_place)


def octets(secret):
    with secret.reading() as view:
        return bytes(view)


def test_a_colleague_with_a_file_lets_a_user_with_a_token_in(user):
    """From a vault closed by a passphrase to one closed by a token, in the signer process."""
    profile, who = user
    with vault.new_key() as data_key:
        his = vault.seal(data_key, "ложка гудит над озером", profile=profile.id)
        parts = [Secret.of("ложка гудит над озером"), Secret.of(PIN), his]
        head = {"kind": "file", "place": "", "new_kind": who.key_kind, "new_place": who.key_place}
        (own,) = remote.ask("vault_reseal", parts, 1, **head)
        opened, _ = remote.ask_secret(
            "vault_open", [Secret.of(PIN), own], kind=who.key_kind, place=who.key_place
        )
        with opened:
            assert octets(opened) == octets(data_key)


def test_a_key_on_a_token_is_renewed_on_the_same_token(user, soft, bank):
    """The last one here: the user has another key after it."""
    profile, who = user
    desk = open_desk(profile, who, unlocking.unlock(profile, who, PIN))
    try:
        found = desk.certificates.renew(PIN)
        assert (found.state, found.renewal) == (certificates.KeyState.RENEWING, "issued")
    finally:
        desk.close()
    profile, fresh, key = renewals.enter(profiles.load_profile(profile.folder), who, PIN)
    assert key.serial != who.certificate.serial
    before, after = Where.read(who.key_place), Where.read(fresh.key_place)
    assert (before.serial, after.module) == (after.serial, soft.module)
    assert before.key_id != after.key_id
    desk = open_desk(profile, fresh, key)
    try:
        exchange(desk)
        assert desk.certificates.mine().renewal == ""
    finally:
        desk.close()
    assert bank.core.certificate(who.certificate.serial).reason == "superseded"
