"""A new key from paper for a user whose base is encrypted already: the base must open afterwards, and no way may end there."""

import contextlib
from types import SimpleNamespace

import pytest
import soft_token
from bank_server import bank_thread
from soft_token import PIN

from bsclient import clock
from bsclient.bank.keys import enrolment
from bsclient.bank.operations import Client, Person
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.secret import Secret
from bsclient.errors import Corrupt, NotAllowed, WrongPassphrase
from bsclient.services import profiles
from bsclient.services.keys import enrolments, vaults
from bsclient.services.keys import life as key_life
from bsclient.services.keys import places as key_places
from bsclient.services.keys.unlocking import unlock
from bsclient.services.profiles import BankLink

FIRST = "correct horse battery staple"
OTHER = "quite another passphrase"


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_thread(tmp_path_factory.mktemp("anew")) as (running, _server), running.core() as core:
        told = running.connection
        yield SimpleNamespace(
            core=core, link=BankLink(told["bank"], told["bic"], told["url"], told["ca_pem"])
        )


@pytest.fixture
def line(bank):
    with contextlib.closing(enrolments.line(bank.link)) as opened:
        yield opened


@pytest.fixture
def people(bank, request):
    """A client with two people; their ids."""
    name = "k-" + sha256_hex(request.node.name.encode())[:8]
    persons = [Person(f"{name}-1", "Орлов Игорь", "", 1), Person(f"{name}-2", "Смирнова Анна", "", 2)]
    bank.core.add_client(Client(name, f"Client {name}", "7707083893", "770701001", "(1)"), persons)
    return name, persons[0].id, persons[1].id


def enrol(bank, line, home, who, begin):
    """Bring a user to a certificate; `begin(profile, user, code)` sends the request."""
    client, person = who
    code = enrolment.new_activation(bank.core, client, person, clock.now)
    identity = enrolments.identify(line, code)
    profile, user = enrolments.profile_for(home, bank.link, identity, profiles.list_profiles(home))
    pending = begin(profile, user, code)
    enrolment.approve(bank.core, pending.id, "Olga", pending.fingerprint)
    enrolment.confirm(bank.core, pending.id, "Pavel", enrolment.show(bank.core, pending.id).check, clock.now)
    profile = profiles.load_profile(profile.folder)
    done = enrolments.look(line, profile, profile.user(person)).profile
    return done, done.user(person)


def in_file(line, passphrase):
    return lambda profile, user, code: enrolments.begin(line, profile, user, (code, passphrase))


def on_token(line, place):
    return lambda profile, user, code: key_places.begin(line, profile, user, place, (code, Secret.of(PIN)))


def end(bank, profile, user):
    """The key in use holds no more."""
    serial = user.certificate.serial
    bank.core.revoke(serial, clock.now())
    key_life.save(profile, user, key_life.Life(ended=key_life.Ended(serial=serial, at=clock.now())))


def data_key(profile, user, passphrase):
    opening = contextlib.closing(unlock(profile, user, passphrase))
    with opening as opened, opened.data_key() as key, key.reading() as octets:
        return bytes(octets)


def test_who_forgot_his_passphrase_gets_a_new_key_and_is_let_in_by_a_colleague(bank, line, people, tmp_path):
    client, first, second = people
    profile, user = enrol(bank, line, tmp_path, (client, first), in_file(line, FIRST))
    kept = data_key(profile, user, FIRST)
    profile, colleague = enrol(bank, line, tmp_path, (client, second), in_file(line, OTHER))
    vaults.admit(profile, (user, FIRST), (colleague, OTHER))
    end(bank, profile, user)
    profile, user = enrol(bank, line, tmp_path, (client, first), in_file(line, "five words he keeps now"))
    with pytest.raises(Corrupt, match="vault_other_passphrase"):
        unlock(profile, user, "five words he keeps now")
    vaults.admit(profile, (colleague, OTHER), (user, "five words he keeps now"))
    assert data_key(profile, user, "five words he keeps now") == kept


def test_alone_a_user_keeps_the_passphrase_that_opens_the_base(bank, line, people, tmp_path):
    client, first, _ = people
    profile, user = enrol(bank, line, tmp_path, (client, first), in_file(line, FIRST))
    kept = data_key(profile, user, FIRST)
    end(bank, profile, user)
    with pytest.raises(WrongPassphrase, match="passphrase_of_base"):
        enrol(bank, line, tmp_path, (client, first), in_file(line, OTHER))
    profile, user = enrol(bank, line, tmp_path, (client, first), in_file(line, FIRST))
    assert data_key(profile, user, FIRST) == kept


def test_a_profile_that_was_loaded_earlier_takes_no_key_away(bank, line, people, tmp_path):
    """The window of keys offers the wizard for another user with the profile as it was at the log-in."""
    client, first, second = people
    code = enrolment.new_activation(bank.core, client, first, clock.now)
    earlier, user = enrolments.profile_for(tmp_path, bank.link, enrolments.identify(line, code))
    enrolments.begin(line, earlier, user, (code, FIRST))
    earlier = profiles.load_profile(earlier.folder)  # the certificate of the first one comes after this
    waits = enrolments.waiting(earlier, user)
    enrolment.approve(bank.core, waits.id, "Olga", waits.fingerprint)
    enrolment.confirm(bank.core, waits.id, "Pavel", enrolment.show(bank.core, waits.id).check, clock.now)
    known = enrolments.look(line, earlier, user).profile.user(first)
    code = enrolment.new_activation(bank.core, client, second, clock.now)
    told = enrolments.identify(line, code)
    profile, other = enrolments.profile_for(tmp_path, bank.link, told, (earlier,))
    pending = enrolments.begin(line, profile, other, (code, OTHER))
    assert profiles.load_profile(profile.folder).user(first) == known
    enrolment.approve(bank.core, pending.id, "Olga", pending.fingerprint)
    enrolment.confirm(bank.core, pending.id, "Pavel", enrolment.show(bank.core, pending.id).check, clock.now)
    done = enrolments.look(line, earlier, other).profile
    assert done.user(first) == known
    assert done.user(second).certificate_pem
    assert profiles.load_profile(profile.folder) == done


def test_a_new_key_on_the_same_token_opens_the_same_base(
    bank, line, people, tmp_path, tmp_path_factory, monkeypatch
):
    soft = soft_token.start(tmp_path_factory.mktemp("hsm"), monkeypatch)
    choice = next(each for each in key_places.tokens_of(soft.module) if each.title.startswith("Токен"))
    client, first, _ = people
    profile, user = enrol(bank, line, tmp_path, (client, first), on_token(line, choice.place))
    kept = data_key(profile, user, PIN)
    end(bank, profile, user)
    with pytest.raises(NotAllowed, match="vault_of_other_place"):
        enrol(bank, line, tmp_path, (client, first), in_file(line, FIRST))
    profile, fresh = enrol(bank, line, tmp_path, (client, first), on_token(line, choice.place))
    assert fresh.certificate.serial != user.certificate.serial
    assert data_key(profile, fresh, PIN) == kept
