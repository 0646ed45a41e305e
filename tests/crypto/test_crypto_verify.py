"""The strict verifier: what it accepts has one form; what is changed, odd or not trusted gets a code of its own."""

import random
from datetime import UTC, timedelta

import crypto_kit as kit
import pytest
from crypto_kit import AT, DOCUMENT, SHAPE, Odd, code_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsclient.crypto import cms, container, der, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.der import tlv
from bsclient.crypto.signer import SoftwareSigner, open_signer
from bsclient.crypto.verify import ANYONE, BANK, Trust, Verifier, verify
from bsclient.errors import BadInput, BadSignature, NotAllowed

EARLIEST = AT.replace(year=1, tzinfo=None)
LATEST = AT.replace(year=9999, tzinfo=None)


@pytest.fixture(scope="module")
def signed(bank):
    return bank.signer.sign(DOCUMENT, AT)


@pytest.fixture
def warm(verifier, signed):
    verifier.verify(DOCUMENT, signed, AT)
    return verifier


def test_a_signature_holds_and_says_whose_it_is(bank, signed, trust):
    found = verify(DOCUMENT, signed, trust, AT)
    assert found.certificate == bank.certificate
    assert found.certificate.subject_name == "Иванов Иван Иванович"
    assert found.signing_time == AT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.datetimes(EARLIEST, LATEST, timezones=st.just(UTC)))
def test_any_content_at_any_time(bank, trust, content, at):
    signature = bank.signer.sign(content, at)
    verifier = Verifier(trust)
    for _ in ("cold", "warm"):
        assert verifier.verify(content, signature, AT).signing_time == at.replace(microsecond=0)


def test_every_changed_bit_is_refused_cold_and_warm(trust, warm, signed):
    count = 0
    for position, changed in kit.flips(signed):
        refusal = code_of(warm, DOCUMENT, changed)
        assert refusal not in {"accepted", "signature_too_large"}, position
        assert code_of(Verifier(trust), DOCUMENT, changed) == refusal, position
        count += 1
    assert count > 7_000


def test_the_control_accepts_changes_that_the_strict_verifier_refuses(warm, signed):
    assert kit.lenient(DOCUMENT, signed)
    accepted = []
    for position, changed in kit.flips(signed):
        try:
            if kit.lenient(DOCUMENT, changed):
                accepted.append((position, changed))
        except Exception:  # the control may break as it likes
            continue
    assert len(accepted) > 100
    assert {code_of(warm, DOCUMENT, changed) for _, changed in accepted} <= SHAPE


def test_every_changed_bit_of_the_content_is_refused(warm, signed):
    assert {code_of(warm, changed, signed) for _, changed in kit.flips(DOCUMENT)} == {"signature_digest"}
    assert code_of(warm, DOCUMENT + b" ", signed) == "signature_digest"
    assert code_of(warm, b"", signed) == "signature_digest"


def test_every_cut_is_refused(warm, trust, signed):
    for length in range(len(signed)):
        assert code_of(warm, DOCUMENT, signed[:length]) in SHAPE
        assert code_of(Verifier(trust), DOCUMENT, signed[length + 1 :]) in SHAPE


def test_random_mutations_are_refused(warm, trust, signed):
    chance = random.Random(4)
    for _ in range(2_000):
        changed = bytearray(signed)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(changed))
            piece = chance.randbytes(chance.randint(0, 4))
            changed[at : at + chance.randint(0, 4)] = piece
        if bytes(changed) == signed:
            continue
        refusal = code_of(warm, DOCUMENT, bytes(changed))
        assert refusal != "accepted"
        assert code_of(Verifier(trust), DOCUMENT, bytes(changed)) == refusal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200))
def test_any_octets_give_only_a_bad_signature(warm, octets):
    assert code_of(warm, DOCUMENT, octets) == "signature_form"


def test_too_large(warm):
    assert code_of(warm, DOCUMENT, bytes(cms.MAX_BYTES)) == "signature_form"
    assert code_of(warm, DOCUMENT, bytes(cms.MAX_BYTES + 1)) == "signature_too_large"


# Trust in the certificate.


def test_a_twin_of_a_certificate_is_refused(bank, trust):
    """The same certificate with another count of unused bits before its signature: the library sees no difference."""
    for certificate in (bank.authority.issue(bank.request, at=AT, days=9) for _ in range(20)):
        body, signature = certificate.handle.tbs_certificate_bytes, certificate.handle.signature
        assert der.signed(body, signature) == certificate.der
        twin = tlv(der.SEQUENCE, body, der.ECDSA_SHA256, tlv(der.BIT_STRING, b"\x01", signature))
        assert code_of(Verifier(trust), DOCUMENT, Odd(bank.key, twin).build()) == "certificate_untrusted"


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@pytest.mark.filterwarnings("ignore:Attribute's length must be:UserWarning")
def test_a_changed_certificate_is_refused_even_when_all_is_signed_anew(bank, trust):
    """The thief of a client's key cannot give himself more time, another name or other rights."""
    verifier = Verifier(trust)
    seen = set()
    for position, changed in kit.flips(bank.certificate.der):
        try:
            signature = Odd(bank.key, changed).build()
        except ValueError:
            continue
        refusal = code_of(verifier, DOCUMENT, signature)
        assert refusal != "accepted", position
        seen.add(refusal)
    assert "certificate_untrusted" in seen


def test_validity_is_asked_at_each_verification(bank, warm, signed):
    assert code_of(warm, DOCUMENT, signed, AT) == "accepted"
    assert code_of(warm, DOCUMENT, signed, AT - timedelta(seconds=1)) == "certificate_not_yet_valid"
    assert code_of(warm, DOCUMENT, signed, AT + timedelta(days=365)) == "accepted"
    assert code_of(warm, DOCUMENT, signed, AT + timedelta(days=365, seconds=1)) == "certificate_expired"


def test_a_certificate_of_tomorrow_is_refused_today(bank, trust):
    later = AT + timedelta(days=1)
    holder = bank.authority.issue(bank.request, at=later, days=1)
    signature = SoftwareSigner(bank.key, holder).sign(DOCUMENT, AT)
    verifier = Verifier(trust)
    assert code_of(verifier, DOCUMENT, signature, later) == "accepted"
    assert code_of(verifier, DOCUMENT, signature, AT) == "certificate_not_yet_valid"


def test_a_certificate_is_checked_by_itself(bank, trust):
    verifier = Verifier(trust)
    assert verifier.trusted(bank.certificate, AT) is None
    gone = Verifier(Trust(trust.ca, frozenset({bank.certificate.serial})))
    other = CertificateAuthority.create("Демо Банк: удостоверяющий центр", AT, 9)
    for checker, holder, at, code in (
        (verifier, bank.certificate, AT + timedelta(days=400), "certificate_expired"),
        (verifier, bank.bank_certificate, AT, "certificate_usage"),
        (verifier, other.certificate, AT, "certificate_untrusted"),
        (gone, bank.certificate, AT, "certificate_revoked"),
    ):
        with pytest.raises(BadSignature, match=code):
            checker.trusted(holder, at)


def test_lengths_from_outside_do_not_fill_the_memory(bank):
    profile = cms.Profile(bank.certificate.der)
    for length in range(500):
        assert profile.container(b"", bytes(length)).endswith(bytes(length))
    assert len(profile._frames) == cms._MAX_FRAMES


def test_an_expired_authority_is_refused():
    authority = CertificateAuthority.create("Центр", AT, 10)
    key = keys.generate()
    holder = authority.issue(make_request(key, "Клиент"), at=AT, days=365)
    assert holder.not_after == authority.certificate.not_after
    signature = SoftwareSigner(key, holder).sign(DOCUMENT, AT)
    verifier = Verifier(Trust(authority.certificate))
    assert code_of(verifier, DOCUMENT, signature, AT + timedelta(days=10)) == "accepted"
    assert code_of(verifier, DOCUMENT, signature, AT + timedelta(days=11)) == "certificate_expired"


def test_revocation_is_asked_at_each_verification(bank, signed):
    gone = set()
    verifier = Verifier(Trust(bank.authority.certificate, gone.__contains__))
    assert code_of(verifier, DOCUMENT, signed) == "accepted"
    gone.add(bank.certificate.serial)
    assert code_of(verifier, DOCUMENT, signed) == "certificate_revoked"
    listed = Trust(bank.authority.certificate, frozenset({bank.certificate.serial}))
    assert code_of(Verifier(listed), DOCUMENT, signed) == "certificate_revoked"


def test_a_client_cannot_sign_as_the_bank_nor_the_bank_as_a_client(bank, trust):
    receipt = bank.bank_signer.sign(DOCUMENT, AT)
    to_bank = Trust(bank.authority.certificate, roles=BANK)
    assert code_of(Verifier(to_bank), DOCUMENT, receipt) == "accepted"
    assert code_of(Verifier(to_bank), DOCUMENT, bank.signer.sign(DOCUMENT, AT)) == "certificate_usage"
    assert code_of(Verifier(trust), DOCUMENT, receipt) == "certificate_usage"
    assert code_of(Verifier(Trust(bank.authority.certificate, roles=ANYONE)), DOCUMENT, receipt) == "accepted"


def test_the_trusted_certificate_must_be_an_authority(bank):
    with pytest.raises(BadInput, match="certificate_not_authority"):
        Verifier(Trust(bank.certificate))


# The signer.


def test_open_signer_joins_container_and_certificate(bank, trust):
    blob = container.seal(bank.key.to_der(), "пароль", key_id="k", spki_sha256=bank.key.spki_sha256)
    with open_signer(blob, bank.certificate.pem, "пароль") as signer:
        signature = signer.sign(DOCUMENT, AT)
        assert signer.certificate == bank.certificate
    assert verify(DOCUMENT, signature, trust, AT).certificate == bank.certificate
    with pytest.raises(NotAllowed, match="key_locked"):
        signer.sign(DOCUMENT, AT)
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        open_signer(blob, bank.bank_certificate.pem, "пароль")


def test_another_certificate_is_refused_before_the_derivation(bank, monkeypatch):
    blob = container.seal(bank.key.to_der(), "пароль", key_id="k", spki_sha256=bank.key.spki_sha256)
    monkeypatch.setattr("bsclient.crypto.sealed.Argon2id", None)
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        open_signer(blob, bank.bank_certificate.pem, "пароль")


def test_a_container_that_lies_about_its_key_is_refused(bank):
    """The header names the certificate's key, but another key lies inside."""
    stolen = keys.generate()
    blob = container.seal(stolen.to_der(), "пароль", key_id="k", spki_sha256=bank.key.spki_sha256)
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        open_signer(blob, bank.certificate.pem, "пароль")
