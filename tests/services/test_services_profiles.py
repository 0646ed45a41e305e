"""Profiles and keys: guesses are counted wherever they are made, a key is never written over, the bank has our key."""

import datetime as dt
from dataclasses import replace

import pytest

from bsclient.crypto.certificates import CertificateAuthority
from bsclient.crypto.keys import fingerprint_groups, generate
from bsclient.crypto.requests import check_request
from bsclient.errors import BadInput, BadSignature, NotAllowed, WrongPassphrase
from bsclient.protocol.messages import Enrolment, EnrolmentState
from bsclient.services import profiles
from bsclient.services.keys import enrolling as keys
from bsclient.services.profiles import BankLink, Organisation, Profile, User

NOW = dt.datetime.now(dt.UTC)
RIGHT = "correct horse battery"


class Line:
    """The two calls of enrolment; `swapped` answers with another's key."""

    def __init__(self, authority):
        self.authority = authority
        self.swapped = False
        self.user = "u1"

    def enrol(self, request):
        self.request = request.request
        spki = generate().spki_sha256 if self.swapped else check_request(self.request).spki_sha256
        return Enrolment(id="e", state=EnrolmentState.PENDING, fingerprint=" ".join(fingerprint_groups(spki)))

    def enrolment(self, identity):
        issued = self.authority.issue(self.request, at=NOW - dt.timedelta(hours=1), days=30)
        return Enrolment(
            id=identity, state=EnrolmentState.ISSUED, fingerprint="", certificate=issued.pem.decode(),
            client_id="c1", user_id=self.user,
        )  # fmt: skip


@pytest.fixture(scope="module")
def authority():
    return CertificateAuthority.create("Test", NOW - dt.timedelta(days=1), 365)


@pytest.fixture
def line(authority):
    return Line(authority)


@pytest.fixture
def profile(tmp_path, authority):
    bank = BankLink("B", "044525225", "https://bank.example", authority.certificate.pem.decode())
    user = User("u1", "Иванова")
    return Profile(tmp_path / "p1", "p1", "P", bank, "", Organisation("O"), (user,), "d")


def enrolled(line, profile):
    user = profile.users[0]
    return keys.finish(line, profile, user, keys.begin(line, profile, user, ("code", RIGHT)))


def test_guesses_at_a_change_of_the_passphrase_are_counted_like_those_at_a_log_in(line, profile):
    profile = enrolled(line, profile)
    user = profile.users[0]
    for wrong, pause in (("a", "1"), ("b", "2")):
        at = NOW + dt.timedelta(minutes=int(pause))
        with pytest.raises(WrongPassphrase) as told:
            profiles.change_passphrase(profile, user, wrong, "new", lambda at=at: at)
        assert told.value.facts["seconds"] == pause
    with pytest.raises(NotAllowed, match="passphrase_wait"):
        profiles.change_passphrase(profile, user, RIGHT, "new", lambda: at)
    with pytest.raises(NotAllowed, match="passphrase_wait"):
        profiles.unlock(profile, user, RIGHT, lambda: at)
    later = at + dt.timedelta(seconds=3)
    profiles.change_passphrase(profile, user, RIGHT, "new", lambda: later)
    profiles.unlock(profile, user, "new", lambda: later).close()


def test_a_damaged_profile_does_not_hide_the_others(line, profile):
    whole = enrolled(line, profile)
    other = profile.folder.parent / "p2"
    other.mkdir()
    (other / profiles.FILE).write_text("{")
    assert profiles.list_profiles(profile.folder.parent) == [whole]


def test_a_key_in_use_is_not_written_over(line, profile):
    profile = enrolled(line, profile)
    before = profile.key_file(profile.users[0]).read_bytes()
    with pytest.raises(NotAllowed, match="key_in_use"):
        keys.begin(line, profile, profile.users[0], ("code", "other"))
    assert profile.key_file(profile.users[0]).read_bytes() == before


def test_the_fingerprint_shown_is_that_of_our_own_key(line, profile):
    pending = keys.begin(line, profile, profile.users[0], ("code", RIGHT))
    assert pending.fingerprint == " ".join(fingerprint_groups(check_request(line.request).spki_sha256))
    line.swapped = True
    with pytest.raises(BadSignature, match="request_of_other_key"):
        keys.begin(line, profile, profile.users[0], ("code", RIGHT))


def test_a_certificate_for_another_user_is_not_taken(line, profile):
    line.user = "u2"
    with pytest.raises(BadInput, match="enrolment_other_user"):
        enrolled(line, profile)
    assert profiles.load_profile(profile.folder).users[0].certificate_pem == ""


def test_without_a_key_file_no_guess_is_counted(line, profile):
    profile = enrolled(line, profile)
    gone = replace(profile.users[0], id="u9")
    with pytest.raises(BadInput, match="container_not_read"):
        profiles.unlock(profile, gone, RIGHT)
    assert not (profile.folder / "u9.attempts").exists()
