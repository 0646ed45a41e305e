"""The vault: the data key of a base opens with the passphrase of its user only, and no bit of the file can be changed."""

import stat

import crypto_kit as kit
import pytest

from bsclient import texts
from bsclient.crypto import container, sealed, vault
from bsclient.crypto.hashes import sha256
from bsclient.crypto.sealed import Cost
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt, StorageFailed, WrongPassphrase

PASSPHRASE = "пять случайных слов"


def octets(secret):
    with secret.reading() as view:
        return bytes(view)


@pytest.fixture(scope="module")
def data_key():
    return vault.new_key()


@pytest.fixture(scope="module")
def blob(data_key):
    return vault.seal(data_key, PASSPHRASE, profile="p1")


def renewed(changed):
    return changed[:-32] + sha256(changed[:-32])


def test_opens_with_its_passphrase_as_text_and_as_octets(blob, data_key):
    assert octets(vault.unseal(blob, PASSPHRASE)) == octets(data_key)
    assert octets(vault.unseal(blob, Secret.of(PASSPHRASE))) == octets(data_key)


def test_every_new_key_is_another_and_whole():
    made = {octets(vault.new_key()) for _ in range(50)}
    assert len(made) == 50
    assert {len(key) for key in made} == {vault.KEY_BYTES}


def test_two_users_have_one_key_and_no_common_octets_beyond_its_fingerprint(blob, data_key):
    other = vault.seal(data_key, Secret.of("colleague's words"), profile="p1")
    ours, theirs = vault.header(blob), vault.header(other)
    assert ours.digest == theirs.digest == vault.fingerprint(data_key)
    assert ours.salt != theirs.salt
    assert ours.nonce != theirs.nonce
    assert octets(vault.unseal(other, "colleague's words")) == octets(data_key)
    with pytest.raises(WrongPassphrase, match="wrong_passphrase"):
        vault.unseal(other, PASSPHRASE)


def test_the_key_is_not_in_the_file_nor_its_plain_hash(blob, data_key):
    key = octets(data_key)
    assert not any(key[at : at + 4] in blob for at in range(29))
    assert sha256(key) not in blob


def test_the_passphrase_survives_its_use_and_ours_is_composed(data_key, blob):
    given = Secret.of("ёжик й")
    sealed_again = vault.seal(data_key, given, profile="p1")
    assert octets(given) == "ёжик й".encode()
    assert octets(vault.unseal(sealed_again, Secret.of("е\u0308жик и\u0306"))) == octets(data_key)
    with pytest.raises(BadInput, match="passphrase_text"):
        vault.unseal(blob, Secret.of(b"\xff\xfe"))
    with pytest.raises(BadInput, match="passphrase_empty"):
        vault.unseal(blob, Secret.empty())


def test_every_changed_bit_is_refused(blob, monkeypatch):
    key = sealed.derive(
        sealed.Kind(vault.MAGIC, "vault", 32), PASSPHRASE, vault.header(blob).salt, vault.header(blob).cost
    )
    monkeypatch.setattr(sealed, "derive", lambda *_: key.copy())
    for _, changed in kit.flips(blob):
        with pytest.raises((BadInput, Corrupt)):
            vault.unseal(changed, PASSPHRASE)
    for _, changed in kit.flips(blob[:-32]):
        with pytest.raises((BadInput, Corrupt, WrongPassphrase)):
            vault.unseal(renewed(changed + bytes(32)), PASSPHRASE)
    for length in range(len(blob)):
        with pytest.raises((BadInput, Corrupt)):
            vault.unseal(blob[:length], PASSPHRASE)


def test_a_rightly_closed_file_with_another_key_than_it_says_is_damaged(blob, data_key, monkeypatch):
    monkeypatch.setattr(vault, "fingerprint", lambda _: bytes(32))
    forged = vault.seal(data_key, PASSPHRASE, profile="p1")
    monkeypatch.undo()
    with pytest.raises(Corrupt, match="vault_damaged"):
        vault.unseal(forged, PASSPHRASE)


def test_a_key_container_is_no_vault_and_a_vault_no_container(blob, bank):
    key = container.seal(bank.key.to_der(), PASSPHRASE, key_id="k", spki_sha256=bank.key.spki_sha256)
    with pytest.raises(BadInput, match="vault_unknown"):
        vault.unseal(key, PASSPHRASE)
    with pytest.raises(BadInput, match="container_unknown"):
        container.unseal(blob, PASSPHRASE)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_only_a_key_of_its_size_is_closed(size):
    with pytest.raises(BadInput, match="vault_parts"):
        vault.seal(Secret.random(size), PASSPHRASE, profile="p1")


@pytest.mark.parametrize("profile", ["", "я" * 128])
def test_only_a_profile_whose_id_fits(data_key, profile):
    with pytest.raises(BadInput, match="vault_parts"):
        vault.seal(data_key, PASSPHRASE, profile=profile)


def test_a_cheap_vault_is_refused(data_key):
    with pytest.raises(BadInput, match="vault_cost"):
        vault.seal(data_key, PASSPHRASE, profile="p1", cost=Cost(8, 1, 1))


def test_the_file_is_its_owners(blob, tmp_path):
    path = tmp_path / "u1.vault"
    vault.write(path, blob)
    assert vault.read(path) == blob
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(StorageFailed, match="vault_not_written"):
        vault.write(tmp_path / "absent" / "u1.vault", blob)
    with pytest.raises(BadInput, match="vault_not_read"):
        vault.read(tmp_path / "u2.vault")


@pytest.mark.parametrize("kind", ["container", "vault"])
@pytest.mark.parametrize(
    "case", ["cost", "damaged", "not_read", "not_written", "parts", "unknown", "version"]
)
def test_every_error_of_a_kind_is_told(kind, case):
    for language in ("en", "ru"):
        assert texts.known(f"{kind}_{case}", language)
