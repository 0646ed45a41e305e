"""A profile of two people with their keys, each with a passphrase of his own, and nothing else: no bank, no base.

The people and their keys are the same in all tests of a process; the files are each test's own.
"""

import datetime as dt
import functools
from dataclasses import replace

from bsclient.crypto import container, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.services.profiles import BankLink, Organisation, Profile, User, save_profile

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
PASSPHRASES = {"dir": "correct horse battery", "acc": "пять случайных слов подряд"}
WORDS = "another one altogether"
NAMES = {"dir": "Орлов Игорь Владимирович", "acc": "Смирнова Анна Петровна"}
ORGANISATION = "ООО «Ромашка»"


def make_profile(folder, **changes):
    """Make and save the profile: a director and an accountant."""
    authority, certificates, sealed = _keys()
    bank = BankLink(
        "ПАО Сбербанк", "044525225", "https://127.0.0.1:9", authority.certificate.pem.decode("ascii"),
        "30101810400000000225", "г Москва",
    )  # fmt: skip
    people = tuple(User(identity, name) for identity, name in NAMES.items())
    profile = Profile(
        folder / "romashka", "romashka", "Ромашка", bank, "c-1", Organisation(ORGANISATION, "7736050003"), people, "d1"
    )  # fmt: skip
    profile.folder.mkdir(parents=True)
    users = tuple(replace(each, certificate_pem=certificates[each.id]) for each in people)
    for each in users:
        container.write(profile.key_file(each), sealed[each.id])
    profile = replace(profile, users=users, **changes)
    save_profile(profile)
    return profile


@functools.cache
def _keys():
    """Return the authority, and by user the certificate and the container, which takes its time to close."""
    authority = CertificateAuthority.create("АО «Демо-банк», УЦ", NOW - dt.timedelta(days=400), 3650)
    certificates, sealed = {}, {}
    for user, name in NAMES.items():
        key = keys.generate()
        request = make_request(key, name, ORGANISATION)
        issued = authority.issue(request, at=NOW - dt.timedelta(days=100), days=400)
        certificates[user] = issued.pem.decode("ascii")
        sealed[user] = container.seal(
            key.to_der(), PASSPHRASES[user], key_id=user, spki_sha256=key.spki_sha256
        )
    return authority, certificates, sealed
