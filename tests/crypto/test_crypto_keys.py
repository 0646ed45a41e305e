"""Private keys and raw ECDSA: one form of a signature, no way to leak a key by accident."""

import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import hashes, keys
from bsclient.errors import BadInput


def pkcs8(key):
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def test_a_key_survives_its_der(bank):
    again = keys.PrivateKey.from_der(bank.key.to_der())
    assert again.spki_der == bank.key.spki_der
    assert again.spki_sha256 == bank.key.spki_sha256 == hashes.sha256(bank.key.spki_der)
    public = keys.as_p256(bank.key.handle.public_key())
    assert keys.holds(public, again.sign(b"data"), b"data")
    assert not keys.holds(public, again.sign(b"data"), b"datA")


def test_signatures_are_always_low_s(bank):
    signatures = [bank.key.sign(bytes((number,))) for number in range(200)]
    assert all(keys.s_of(signature) <= keys.HALF_ORDER for signature in signatures)
    raw = [bank.key.handle.sign(bytes((number,)), keys.ECDSA_SHA256) for number in range(200)]
    assert any(keys.s_of(signature) > keys.HALF_ORDER for signature in raw), (
        "the control must show both forms"
    )


@pytest.mark.parametrize("numbers", [(0, 1), (1, 0), (-1, 5), (5, -1), (keys.ORDER, 1), (1, keys.ORDER)])
def test_numbers_outside_the_group_are_refused(numbers):
    with pytest.raises(ValueError):
        keys.s_of(encode_dss_signature(*numbers))


@given(st.binary(max_size=80))
def test_any_octets_as_a_signature_give_a_number_or_value_error(octets):
    try:
        s = keys.s_of(octets)
    except ValueError:
        return
    assert encode_dss_signature(decode_dss_signature(octets)[0], s) == octets


def test_a_key_does_not_show_itself(bank):
    secret = format(bank.key.handle.private_numbers().private_value, "x")
    assert secret not in repr(bank.key)
    assert secret not in str(bank.key)
    with pytest.raises(TypeError):
        pickle.dumps(bank.key)


@pytest.mark.parametrize(
    ("der", "code"),
    [
        (b"", "private_key_form"),
        (b"\x30\x00", "private_key_form"),
        (pkcs8(ec.generate_private_key(ec.SECP384R1())), "key_algorithm_unknown"),
        (pkcs8(rsa.generate_private_key(65537, 2048)), "key_algorithm_unknown"),
    ],
)
def test_other_keys_are_refused(der, code):
    with pytest.raises(BadInput, match=code):
        keys.PrivateKey.from_der(der)


def test_unknown_algorithm():
    with pytest.raises(BadInput, match="key_algorithm_unknown"):
        keys.generate("rsa512")


def test_fingerprint_groups_are_compared_as_typed(bank):
    groups = keys.fingerprint_groups(bank.key.spki_sha256)
    assert len(groups) == 16
    assert all(len(group) == 4 for group in groups)
    assert "".join(groups) == bank.key.spki_sha256.hex()
    assert keys.fingerprint_matches(" ".join(groups).upper(), bank.key.spki_sha256)
    assert keys.fingerprint_matches("-".join(groups) + "\n", bank.key.spki_sha256)
    assert not keys.fingerprint_matches(" ".join(groups[:-1]), bank.key.spki_sha256)
    groups[3], groups[4] = groups[4], groups[3]
    assert not keys.fingerprint_matches(" ".join(groups), bank.key.spki_sha256)


@given(st.lists(st.binary(max_size=50)))
def test_a_digest_in_pieces_is_the_digest_of_the_whole(pieces):
    assert hashes.sha256_stream(pieces) == hashes.sha256_hex(b"".join(pieces))


def test_digests_of_known_texts(tmp_path):
    # FIPS 180-4 examples.
    assert hashes.sha256_hex(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    path = tmp_path / "million"
    path.write_bytes(b"a" * 1_000_000 + b"b" * hashes.PIECE)
    assert hashes.sha256_file(path) == hashes.sha256_hex(path.read_bytes())
    path.write_bytes(b"a" * 1_000_000)
    assert hashes.sha256_file(path) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
