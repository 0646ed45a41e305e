"""The power goes before every writing step of a renewal: the user always has a key that opens and that the bank knows.

The bank is an authority of the test's own; keys are made and opened by real signer processes.
"""

import contextlib
import datetime as dt
import os
import shutil

import pytest

from bsclient import clock
from bsclient.crypto import container
from bsclient.crypto.certificates import CertificateAuthority, Subject
from bsclient.crypto.keys import fingerprint_groups
from bsclient.crypto.requests import check_request
from bsclient.errors import Refused
from bsclient.protocol.messages import Enrolment, EnrolmentState
from bsclient.services import profiles
from bsclient.services.keys import certificates, enrolments, renewals
from bsclient.services.keys import life as key_life
from bsclient.services.profiles import BankLink, Organisation, Profile, User

LONG = os.environ.get("BSCLIENT_LONG") == "1"
PASSPHRASE = "correct horse battery staple"
NAME = "Иванова"


class Line:
    """A bank that issues at once, whatever it is asked."""

    def __init__(self):
        self.authority = CertificateAuthority.create("Test", clock.now() - dt.timedelta(days=1), 900)
        self.requests = {}

    def issue(self, der):
        asked = check_request(der)
        identity = asked.spki_sha256.hex()[:32]
        if identity not in self.requests:
            start = clock.now() - dt.timedelta(minutes=1)
            made = self.authority.issue(der, at=start, days=365, subject=Subject(NAME))
            groups = " ".join(fingerprint_groups(asked.spki_sha256))
            self.requests[identity] = Enrolment(
                id=identity, state=EnrolmentState.ISSUED, fingerprint=groups, certificate=made.pem.decode(),
                client_id="c1", user_id="u1",
            )  # fmt: skip
        return self.requests[identity]

    def enrol(self, asked):
        return self.issue(asked.request)

    def renew(self, asked):
        return self.issue(asked.request)

    def enrolment(self, identity):
        if identity not in self.requests:
            raise Refused("bank_not_found")
        return self.requests[identity]


class Stop(BaseException):
    """The power goes."""


class Power:
    """Goes before the n-th writing step: what is after one step is before the next."""

    def __init__(self, patch, at):
        self.left, self.count = at, 0
        for module, name in (
            (key_life, "save"), (renewals, "save_profile"), (renewals.container, "write"), (key_life, "wipe_file"),
        ):  # fmt: skip
            patch.setattr(module, name, self._guard(getattr(module, name)))

    def _guard(self, act):
        def step(*given):
            self.count += 1
            self.left -= 1
            if self.left == 0:
                raise Stop
            act(*given)

        return step


@pytest.fixture(scope="module")
def line():
    return Line()


@pytest.fixture(scope="module")
def begun(line, tmp_path_factory):
    """A profile with a key, kept as it is before each phase of its renewal."""
    bank = BankLink("B", "044525225", "https://bank.example", line.authority.certificate.pem.decode())
    folder = tmp_path_factory.mktemp("cuts") / "p"
    profile = Profile(folder, "p", "P", bank, "c1", Organisation("O"), (User("u1", NAME),), "d")
    enrolments.begin(line, profile, profile.users[0], ("code", PASSPHRASE))
    enrolments.look(line, profile, profile.users[0])
    stages = {}
    for name, act in PHASES.items():
        stages[name] = folder.with_name(name)
        shutil.copytree(folder, stages[name])
        act(line, *fresh(folder))
        if name == "proven":  # the other end of a switch: the bank does not take the new key
            stages["step back"] = stages[name]
    return stages


def fresh(folder):
    profile = profiles.load_profile(folder)
    return profile, profile.user("u1")


def switch(_line, profile, user):
    renewals.recover(profile, user)
    renewals.switch(profile, user, PASSPHRASE)


PHASES = {
    "begin": lambda _line, profile, user: renewals.begin(profile, user, PASSPHRASE),
    "go on": renewals.go_on,
    "switch": switch,
    "proven": lambda _line, profile, user: renewals.proven(profile, user),
}
BACK = lambda _line, profile, user: renewals.step_back(profile, user, "bank_certificate_unknown")  # noqa: E731 -- one of the phases


def opened(profile, user):
    """The serial of the key that a log-in would open: the container named by the profile fits its certificate and opens."""
    renewals.recover(profile, user)
    if LONG:
        profile, user, key = renewals.enter(profile, user, PASSPHRASE)
        key.close()
        return key.serial
    blob = container.read(profile.key_file(user))
    assert container.header(blob).spki_sha256 == user.certificate.spki_sha256
    assert container.unseal(blob, PASSPHRASE)
    return user.certificate.serial


@pytest.mark.parametrize("phase", [*PHASES, "step back"])
def test_whatever_step_is_cut_the_user_has_a_key_that_works(begun, line, phase, tmp_path, monkeypatch):
    act = PHASES.get(phase, BACK)
    with monkeypatch.context() as patch:
        power = Power(patch, 0)
        act(line, *fresh(shutil.copytree(begun[phase], tmp_path / "whole")))
    assert power.count >= 1
    old = fresh(begun["begin"])[1].certificate.serial
    for number in range(1, power.count + 1):
        folder = shutil.copytree(begun[phase], tmp_path / str(number))
        with monkeypatch.context() as patch, contextlib.suppress(Stop):
            Power(patch, number)
            act(line, *fresh(folder))
            pytest.fail("the power did not go")
        serial = opened(*fresh(folder))
        if phase == "begin":
            assert serial == old
        if phase == "proven":  # the bank has ended the key before
            assert serial != old
        profile, user = fresh(folder)
        assert certificates.status(profile, user).state in certificates.HOLDS
        renewals.go_on(line, profile, user)
        assert opened(*fresh(folder)) in {serial, user.certificate.serial}
