"""A profile of two people with their keys, each with a passphrase of his own, and nothing else: no bank, no base."""

import datetime as dt
from dataclasses import replace

from bsclient.crypto import container, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.services.profiles import BankLink, Organisation, Profile, User, save_profile

NOW = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
PASSPHRASES = {"dir": "correct horse battery", "acc": "пять случайных слов подряд"}
WORDS = "another one altogether"


def make_profile(folder, **changes):
    """Make and save the profile: a director and an accountant."""
    authority = CertificateAuthority.create("АО «Демо-банк», УЦ", NOW - dt.timedelta(days=400), 3650)
    bank = BankLink(
        "ПАО Сбербанк", "044525225", "https://127.0.0.1:9", authority.certificate.pem.decode("ascii"),
        "30101810400000000225", "г Москва",
    )  # fmt: skip
    people = (User("dir", "Орлов Игорь Владимирович"), User("acc", "Смирнова Анна Петровна"))
    profile = Profile(
        folder / "romashka", "romashka", "Ромашка", bank, "c-1", Organisation("ООО «Ромашка»", "7736050003"), people, "d1"
    )  # fmt: skip
    profile.folder.mkdir(parents=True)
    profile = replace(profile, users=tuple(_with_key(profile, each, authority) for each in people), **changes)
    save_profile(profile)
    return profile


def _with_key(profile, user, authority):
    key = keys.generate()
    request = make_request(key, user.name, profile.organisation.name)
    certificate = authority.issue(request, at=NOW - dt.timedelta(days=100), days=400)
    sealed = container.seal(key.to_der(), PASSPHRASES[user.id], key_id=user.id, spki_sha256=key.spki_sha256)
    container.write(profile.key_file(user), sealed)
    return replace(user, certificate_pem=certificate.pem.decode("ascii"))
