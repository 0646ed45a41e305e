"""The key container: opens with its passphrase only, and no bit of it can be changed."""

import random
import stat

import crypto_kit as kit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import container
from bsclient.crypto.container import Cost, Header
from bsclient.crypto.hashes import sha256
from bsclient.crypto.sealed import label_fits
from bsclient.errors import BadInput, Corrupt, StorageFailed, WrongPassphrase

PASSPHRASE = "пять случайных слов"
REFUSALS = (BadInput, Corrupt, WrongPassphrase)


class Sealed:
    def __init__(self, key):
        self.der = key.to_der()
        self.blob = container.seal(self.der, PASSPHRASE, key_id="key-1", spki_sha256=key.spki_sha256)
        self.parts = container.header(self.blob)
        self.aes = container.derive(PASSPHRASE, self.parts)


@pytest.fixture(scope="module")
def sealed(bank):
    return Sealed(bank.key)


@pytest.fixture
def no_derivation(monkeypatch):
    def derive(**_):
        raise AssertionError("the derivation must not be reached")

    monkeypatch.setattr("bsclient.crypto.sealed.Argon2id", derive)


def renewed(blob):
    """Give changed octets a right checksum, as an attacker would."""
    return blob[:-32] + sha256(blob[:-32])


def with_cost(parts, cost):
    return Header(parts.key_id, parts.spki_sha256, cost, parts.version, parts.salt, parts.nonce)


def test_opens_with_its_passphrase(sealed):
    assert container.unseal(sealed.blob, PASSPHRASE) == sealed.der
    assert container.decrypt(sealed.blob, sealed.aes) == sealed.der


def test_header_is_read_without_the_passphrase(sealed, bank, no_derivation):
    parts = container.header(sealed.blob)
    assert (parts.key_id, parts.spki_sha256, parts.cost, parts.version) == (
        "key-1",
        bank.key.spki_sha256,
        Cost.DEFAULT,
        1,
    )


def test_nothing_of_the_key_is_in_clear(sealed):
    pieces = {sealed.der[at : at + 8] for at in range(len(sealed.der) - 8)}
    assert not any(piece in sealed.blob for piece in pieces)


def test_two_containers_of_one_key_share_no_secret_part(sealed, bank):
    other = container.encrypt(container.header(sealed.blob), sealed.aes, b"other key")
    assert container.decrypt(other, sealed.aes) == b"other key"
    again = container.seal(
        sealed.der, PASSPHRASE, key_id="key-1", spki_sha256=bank.key.spki_sha256, cost=Cost.FLOOR
    )
    parts = container.header(again)
    assert parts.salt != sealed.parts.salt
    assert parts.nonce != sealed.parts.nonce
    assert container.unseal(again, PASSPHRASE) == sealed.der


@pytest.mark.parametrize(
    "wrong", ["Пять случайных слов", "пять случайных слов ", "пять  случайных слов", "x"]
)
def test_another_passphrase_is_refused(sealed, wrong):
    with pytest.raises(WrongPassphrase, match="wrong_passphrase"):
        container.unseal(sealed.blob, wrong)


def test_composed_and_decomposed_letters_are_one_passphrase(sealed):
    assert container.derive("ёжик й", sealed.parts) == container.derive("е\u0308жик и\u0306", sealed.parts)


@pytest.mark.parametrize(("text", "code"), [("", "passphrase_empty"), ("a\ud800", "passphrase_text")])
def test_text_that_is_no_passphrase(sealed, no_derivation, text, code):
    with pytest.raises(BadInput, match=code):
        container.unseal(sealed.blob, text)


def test_every_changed_bit_is_refused_before_the_derivation(sealed, no_derivation):
    for _, changed in kit.flips(sealed.blob):
        with pytest.raises((BadInput, Corrupt)):
            container.unseal(changed, PASSPHRASE)


def test_every_changed_bit_under_a_renewed_checksum_is_refused(sealed):
    reached_the_tag = 0
    for _, changed in kit.flips(sealed.blob[:-32]):
        try:
            container.decrypt(renewed(changed + bytes(32)), sealed.aes)
        except WrongPassphrase:
            reached_the_tag += 1
        except (BadInput, Corrupt):
            continue
        else:
            pytest.fail("a changed container was opened")
    assert reached_the_tag > len(sealed.blob) * 4


@pytest.mark.parametrize("place", ["passes", "salt", "nonce", "spki", "key id", "ciphertext", "tag"])
def test_changes_are_refused_on_the_whole_path_too(sealed, place):
    at = {"passes": 13, "salt": 20, "nonce": 40, "spki": 50, "key id": 82, "ciphertext": 120, "tag": -33}[
        place
    ]
    changed = bytearray(sealed.blob)
    changed[at] ^= 4
    with pytest.raises(WrongPassphrase):
        container.unseal(renewed(bytes(changed)), PASSPHRASE)


def test_cut_and_random_octets_are_refused(sealed, no_derivation):
    for length in range(len(sealed.blob)):
        with pytest.raises((BadInput, Corrupt)):
            container.unseal(sealed.blob[:length], PASSPHRASE)
    chance = random.Random(17)
    for _ in range(2000):
        changed = bytearray(sealed.blob)
        for _ in range(chance.randint(1, 8)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        if bytes(changed) != sealed.blob:
            with pytest.raises((BadInput, Corrupt)):
                container.unseal(bytes(changed), PASSPHRASE)


@given(st.binary(max_size=400))
def test_any_octets_under_a_right_checksum_give_only_our_errors(body):
    blob = container.MAGIC + body
    try:
        container.header(blob + sha256(blob))
    except REFUSALS:
        return


@pytest.mark.parametrize(
    "cost",
    [
        Cost(64 * 1024 - 1, 3, 4),
        Cost(1024 * 1024 + 1, 3, 4),
        Cost(64 * 1024, 2, 4),
        Cost(64 * 1024, 11, 4),
        Cost(64 * 1024, 3, 0),
        Cost(64 * 1024, 3, 17),
        Cost(2**32 - 1, 2**32 - 1, 2**32 - 1),
        Cost(8, 1, 1),
    ],
)
def test_costs_out_of_bounds_are_refused_before_the_derivation(sealed, no_derivation, cost):
    with pytest.raises(BadInput, match="container_cost"):
        container.seal(sealed.der, PASSPHRASE, key_id="k", spki_sha256=bytes(32), cost=cost)
    forged = container.encrypt(with_cost(sealed.parts, cost), sealed.aes, sealed.der)
    with pytest.raises(BadInput, match="container_cost"):
        container.unseal(forged, PASSPHRASE)
    with pytest.raises(BadInput, match="container_cost"):
        container.header(forged)


def test_a_container_without_room_for_a_key_is_damaged(sealed, no_derivation):
    start = len(sealed.parts.encode())
    for length in range(start + 17):
        cut = sealed.blob[:length]
        with pytest.raises((BadInput, Corrupt), match=r"container_(damaged|unknown)"):
            container.unseal(cut + sha256(cut), PASSPHRASE)


@pytest.mark.parametrize("cost", [Cost.FLOOR, Cost.DEFAULT, Cost.CEILING])
def test_costs_on_the_bounds_are_allowed(cost):
    assert cost.check("container") is None


@pytest.mark.parametrize("changes", [{"version": 2}, {"version": 0}])
def test_unknown_versions_are_refused(sealed, no_derivation, changes):
    parts = sealed.parts
    other = Header(parts.key_id, parts.spki_sha256, parts.cost, changes["version"], parts.salt, parts.nonce)
    with pytest.raises(BadInput, match="container_version"):
        container.unseal(container.encrypt(other, sealed.aes, sealed.der), PASSPHRASE)


@pytest.mark.parametrize(
    ("private", "key_id", "spki"),
    [
        (b"", "k", bytes(32)),
        (bytes(8193), "k", bytes(32)),
        (b"key", "", bytes(32)),
        (b"key", "я" * 128, bytes(32)),
        (b"key", "\ud800", bytes(32)),
        (b"key", "k", bytes(31)),
    ],
)
def test_parts_that_do_not_fit_are_refused(no_derivation, private, key_id, spki):
    with pytest.raises(BadInput, match="container_parts"):
        container.seal(private, PASSPHRASE, key_id=key_id, spki_sha256=spki)


@given(st.binary(min_size=1, max_size=500), st.text(min_size=1, max_size=60).filter(label_fits))
def test_what_goes_in_comes_out(secret, key_id):
    parts = Header(key_id, bytes(range(32)), Cost.FLOOR, 1, bytes(16), bytes(12))
    blob = container.encrypt(parts, bytes(32), secret)
    assert container.header(blob) == parts
    assert container.decrypt(blob, bytes(32)) == secret


def test_a_file_is_written_whole_for_its_owner_only(sealed, tmp_path):
    path = tmp_path / "ключ.bin"
    path.write_bytes(b"older")
    path.chmod(0o644)
    container.write(path, sealed.blob)
    assert container.read(path) == sealed.blob
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [item.name for item in tmp_path.iterdir()] == [path.name]


def test_a_failed_write_leaves_no_trace(sealed, tmp_path):
    taken = tmp_path / "folder"
    taken.mkdir()
    with pytest.raises(StorageFailed, match="container_not_written"):
        container.write(taken, sealed.blob)
    assert [item.name for item in tmp_path.iterdir()] == ["folder"]
    with pytest.raises(StorageFailed, match="container_not_written"):
        container.write(tmp_path / "absent" / "key", sealed.blob)


def test_only_a_file_small_enough_is_read(tmp_path):
    path = tmp_path / "key"
    with pytest.raises(BadInput, match="container_not_read"):
        container.read(path)
    path.write_bytes(container.MAGIC + bytes(container.MAX_BYTES))
    with pytest.raises(BadInput, match="container_unknown"):
        container.read(path)
