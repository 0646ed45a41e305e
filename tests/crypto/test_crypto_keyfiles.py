"""Key files of other programs, made and read by the real openssl."""

import random
import time

import crypto_kit as kit
import pytest

from bsclient.crypto import filecosts, keyexport, keyfiles, strength
from bsclient.crypto.keyfiles import Form, Look
from bsclient.crypto.keys import PrivateKey
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BsError, WrongPassphrase

PASSWORD = "пароль файла №1"
NOT_ENCRYPTED = ["sec1.pem", "p8.pem", "p8.der", "sec1.der"]
ENCRYPTED = ["p8e.pem", "p8e.der", "scrypt.pem", "scrypt.der", "sec1e.pem", "new.p12", "old.p12", "alone.p12"]
FORMS = {
    "sec1.pem": Look(Form.SEC1, encrypted=False),
    "sec1.der": Look(Form.SEC1, encrypted=False),
    "sec1e.pem": Look(Form.SEC1, encrypted=True),
    "p8.pem": Look(Form.PKCS8, encrypted=False),
    "p8.der": Look(Form.PKCS8, encrypted=False),
    "p8e.pem": Look(Form.PKCS8, encrypted=True),
    "p8e.der": Look(Form.PKCS8, encrypted=True),
    "scrypt.der": Look(Form.PKCS8, encrypted=True),
    "new.p12": Look(Form.PKCS12, encrypted=True),
    "old.p12": Look(Form.PKCS12, encrypted=True),
}


class Made:
    """Files that openssl made of the bank's client key."""

    def __init__(self, openssl, folder, bank):
        self.openssl = openssl
        self.folder = folder
        self.files = {}
        key, holder = folder / "key", folder / "holder"
        key.write_bytes(bank.key.to_pem())
        holder.write_bytes(bank.certificate.pem)
        closed = ["-passout", f"pass:{PASSWORD}"]
        self.make("p8.pem", "pkcs8", "-topk8", "-nocrypt", "-in", key)
        self.make("p8.der", "pkcs8", "-topk8", "-nocrypt", "-in", key, "-outform", "DER")
        self.make("p8e.pem", "pkcs8", "-topk8", "-v2", "aes256", "-in", key, *closed)
        self.make(
            "p8e.der", "pkcs8", "-topk8", "-v1", "PBE-SHA1-3DES", "-in", key, "-outform", "DER", *closed
        )
        self.make("scrypt.pem", "pkcs8", "-topk8", "-scrypt", "-in", key, *closed)
        self.make("scrypt.der", "pkcs8", "-topk8", "-scrypt", "-in", key, "-outform", "DER", *closed)
        self.make("sec1.pem", "pkey", "-traditional", "-in", key)
        self.make("sec1.der", "pkey", "-traditional", "-in", key, "-outform", "DER")
        self.make("sec1e.pem", "ec", "-aes128", "-in", key, *closed)
        pack = ["pkcs12", "-export", "-inkey", key, "-in", holder]
        self.make("new.p12", *pack, *closed)
        self.make("old.p12", *pack, "-legacy", *closed)
        self.make("empty.p12", *pack, "-passout", "pass:")
        self.make("alone.p12", "pkcs12", "-export", "-inkey", key, "-nocerts", *closed)
        self.make("no key.p12", "pkcs12", "-export", "-nokeys", "-in", holder, *closed)

    def make(self, name, *command):
        result = self.openssl(*command)
        assert result.returncode == 0, result.stderr
        self.files[name] = result.stdout


@pytest.fixture(scope="module")
def made(openssl, bank, tmp_path_factory):
    return Made(openssl, tmp_path_factory.mktemp("keys"), bank)


def opened(blob, password=PASSWORD):
    return keyfiles.read_key(blob, Secret.of(password) if password is not None else None)


def code_of(blob, password=PASSWORD):
    with pytest.raises(BsError) as caught:
        opened(blob, password)
    return caught.value.code


@pytest.mark.parametrize("name", NOT_ENCRYPTED)
def test_open_files_are_read(made, bank, name):
    for password in (None, PASSWORD):
        assert opened(made.files[name], password).key.spki_der == bank.key.spki_der


@pytest.mark.parametrize("name", ENCRYPTED)
def test_closed_files_are_read_with_their_password(made, bank, name):
    assert opened(made.files[name]).key.spki_der == bank.key.spki_der
    assert code_of(made.files[name], "другой пароль") == "keyfile_password"
    assert code_of(made.files[name], None) == "keyfile_password_needed"


@pytest.mark.parametrize(("name", "expected"), FORMS.items())
def test_a_file_is_known_without_its_password(made, name, expected):
    assert keyfiles.look(made.files[name]) == expected


def test_the_certificate_comes_along(made, bank):
    for blob in (made.files["new.p12"], made.files["old.p12"], made.files["p8e.pem"] + bank.certificate.pem):
        assert opened(blob).certificate == bank.certificate
    assert opened(made.files["alone.p12"]).certificate is None
    assert opened(made.files["p8e.pem"] + bank.bank_certificate.pem).certificate is None


def test_an_empty_password_of_pkcs12(made, bank):
    for password in (None, ""):
        assert opened(made.files["empty.p12"], password).key.spki_der == bank.key.spki_der


def test_a_file_without_a_key(made):
    assert code_of(made.files["no key.p12"]) == "keyfile_no_key"


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA 2048"),
        (["genpkey", "-algorithm", "ED25519"], "Ed25519"),
        (["genpkey", "-algorithm", "ED448"], "Ed448"),
        (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], "ECDSA secp384r1"),
        (["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "ECDSA secp256k1"),
    ],
)
def test_other_kinds_are_named(openssl, command, kind):
    with pytest.raises(BadInput, match="keyfile_kind") as caught:
        opened(openssl(*command).stdout)
    assert caught.value.facts == {"kind": kind}


def test_a_gost_key_is_named():
    """PKCS#8 as the GOST engine writes it (RFC 9215), with a made-up number for the key."""
    gost = bytes.fromhex(
        "3048020100301f06082a85030701010101301306072a85030202230106082a8503070101020204220420" + "11" * 32
    )
    with pytest.raises(BadInput, match="keyfile_kind") as caught:
        opened(gost, None)
    assert caught.value.facts == {"kind": "GOST R 34.10-2012 (256)"}


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"\x30",
        b"no key",
        b"-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n",
        bytes(70_000),
    ],
)
def test_what_is_no_key_file(blob):
    assert code_of(blob) in {"keyfile_form", "keyfile_size"}


def test_an_openssh_key_is_named():
    blob = b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n"
    with pytest.raises(BadInput, match="keyfile_kind") as caught:
        opened(blob)
    assert caught.value.facts == {"kind": "OPENSSH"}


def with_number(blob, before, old, new):
    """Put another number into a file behind an identifier; the lengths around it must not change."""
    at = blob.index(before)
    position = blob.index(old, at)
    return blob[:position] + new + blob[position + len(old) :]


def test_the_price_of_a_file_is_read_before_it_is_paid(made):
    p12, scrypt = made.files["new.p12"], made.files["scrypt.der"]
    dear = bytes.fromhex("02020800"), bytes.fromhex("02027fff")
    assert filecosts.check(with_number(p12, filecosts._PBKDF2, *dear)) is None
    for end in (
        b"",
        b"\x00\x00",
    ):  # the number of the MAC stands at the end, before the ends of indefinite lengths
        with pytest.raises(BadInput, match="keyfile_cost"):
            filecosts.check(p12[:-4] + bytes.fromhex("02047fffffff") + end)
    heavier = with_number(scrypt, filecosts._SCRYPT, bytes.fromhex("02024000"), bytes.fromhex("02027fff"))
    assert filecosts.check(heavier) is None
    began = time.monotonic()
    for count in (4, 8):
        huge = bytes((2, count)) + b"\x40" + bytes(count - 1)
        for name, old in (("new.p12", "02020800"), ("scrypt.der", "02024000"), ("p8e.der", "02020800")):
            mark = bytes.fromhex("0408") if name == "p8e.der" else b""
            blob = with_number(made.files[name], mark, bytes.fromhex(old), huge)
            with pytest.raises(BadInput, match="keyfile_cost"):
                keyfiles.read_key(blob, Secret.of(PASSWORD))
    assert time.monotonic() - began < 60  # one such derivation would take hours


def test_pkcs8_for_other_programs(openssl, bank, tmp_path):
    phrase = strength.propose("ru")
    blob = keyexport.write_pkcs8(bank.key, Secret.of(phrase))
    path = tmp_path / "key"
    path.write_bytes(blob)
    result = openssl("pkey", "-in", path, "-passin", f"pass:{phrase}", "-outform", "DER", "-pubout")
    assert result.returncode == 0, result.stderr
    assert result.stdout == bank.key.spki_der
    assert openssl("pkey", "-in", path, "-passin", "pass:other", "-noout").returncode != 0
    assert opened(blob, phrase).key.spki_der == bank.key.spki_der
    assert code_of(blob, "другой пароль") == "keyfile_password"
    assert b"scrypt" in openssl("asn1parse", "-in", path).stdout


def test_pkcs12_for_other_programs(openssl, bank, tmp_path):
    phrase = strength.propose("en")
    blob = keyexport.write_pkcs12(bank.key, bank.certificate, Secret.of(phrase), "Иванов И. И.")
    path = tmp_path / "key.p12"
    path.write_bytes(blob)
    told = openssl("pkcs12", "-in", path, "-info", "-nodes", "-passin", f"pass:{phrase}")
    assert told.returncode == 0, told.stderr
    assert b"MAC: sha256, Iteration 600000" in told.stderr
    assert told.stderr.count(b"Iteration 600000, PRF hmacWithSHA256") == 2
    assert openssl("pkey", "-pubout", "-outform", "DER", data=told.stdout).stdout == bank.key.spki_der
    assert openssl("pkcs12", "-in", path, "-noout", "-passin", "pass:other").returncode != 0
    found = opened(blob, phrase)
    assert (found.key.spki_der, found.certificate) == (bank.key.spki_der, bank.certificate)
    assert code_of(blob, "other") == "keyfile_password"


def test_a_russian_passphrase_closes_pkcs12_too(bank):
    blob = keyexport.write_pkcs12(bank.key, bank.certificate, Secret.of(PASSWORD), "k")
    assert opened(blob).key.spki_der == bank.key.spki_der


def test_nothing_is_exported_without_a_passphrase_or_for_another_key(bank):
    with pytest.raises(BadInput, match="passphrase_empty"):
        keyexport.write_pkcs8(bank.key, Secret.empty())
    with pytest.raises(BadInput, match="passphrase_empty"):
        keyexport.write_pkcs12(bank.key, bank.certificate, Secret.empty(), "k")
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        keyexport.write_pkcs12(bank.key, bank.bank_certificate, Secret.of("x"), "k")


def test_nothing_of_the_key_is_in_clear(bank):
    blobs = [
        keyexport.write_pkcs8(bank.key, Secret.of(PASSWORD)),
        keyexport.write_pkcs12(bank.key, bank.certificate, Secret.of(PASSWORD), "k"),
    ]
    number = bank.key.handle.private_numbers().private_value.to_bytes(32, "big")
    assert number in PrivateKey(bank.key.handle).to_der()
    assert not any(number[at : at + 8] in blob for blob in blobs for at in range(25))


@pytest.mark.campaign
def test_damaged_files_give_only_our_errors(made, bank):
    """Cut and changed at random: either our error or, where the change does not matter, the same key."""
    chance = random.Random(5)
    names = [*NOT_ENCRYPTED, *ENCRYPTED]
    refused = 0
    for number in range(50_000 if kit.LONG else 3_000):
        blob = bytearray(made.files[names[number % len(names)]])
        if chance.random() < 0.2:
            del blob[chance.randrange(len(blob)) :]
        for _ in range(chance.randint(1, 4)):
            if blob:
                blob[chance.randrange(len(blob))] = chance.randrange(256)
        try:
            found = opened(bytes(blob))
        except (BadInput, WrongPassphrase):
            refused += 1
            continue
        if found.key.spki_der == bank.key.spki_der:
            continue
        assert made.files[names[number % len(names)]] in (made.files[name] for name in NOT_ENCRYPTED)
    assert refused > 1000
