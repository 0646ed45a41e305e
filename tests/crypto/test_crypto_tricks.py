"""Hand-made signature containers: each is rightly signed, and odd in one thing."""

import crypto_kit as kit
import pytest
from crypto_kit import AT, DOCUMENT, SHAPE, Odd, code_of
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from bsclient.crypto import cms, der, keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.der import tlv
from bsclient.crypto.verify import Verifier


@pytest.fixture
def warm(bank, verifier):
    verifier.verify(DOCUMENT, bank.signer.sign(DOCUMENT, AT), AT)
    return verifier


def no_trick(odd):
    return odd.build()


def two_signers(odd):
    info = odd.signer_info()
    return odd.build(info, info)


def no_signer(odd):
    return odd.build(b"")


def no_signed_attributes(odd):
    return odd.build(odd.signer_info(attributes=b""))


def no_certificate(odd):
    odd.certificates = b""
    return odd.build()


def two_certificates(odd):
    odd.certificates = tlv(der.CONTEXT_0, odd.certificate_der, odd.certificate_der)
    return odd.build()


def revocation_list_inside(odd):
    odd.revocations = tlv(0xA1, tlv(der.SEQUENCE))
    return odd.build()


def unsigned_attribute(odd):
    odd.unsigned = tlv(0xA1, odd.time)
    return odd.build()


def empty_unsigned_attributes(odd):
    odd.unsigned = tlv(0xA1)
    return odd.build()


def content_inside(odd):
    odd.encapsulated = tlv(der.SEQUENCE, cms._DATA, tlv(der.CONTEXT_0, tlv(der.OCTET_STRING, odd.content)))
    return odd.build()


def other_content_type(odd):
    odd.encapsulated = tlv(der.SEQUENCE, cms._SIGNED_DATA)
    return odd.build()


def other_digest_name(odd):
    odd.digest_algorithm = Odd.SHA512
    return odd.build()


def two_digest_names(odd):
    odd.digest_algorithms = tlv(der.SET, Odd.SHA256, Odd.SHA512)
    return odd.build()


def digest_with_null(odd):
    odd.digest_algorithm = tlv(der.SEQUENCE, Odd.SHA256[2:], b"\x05\x00")
    return odd.build()


def signature_algorithm_with_null(odd):
    odd.signature_algorithm = tlv(der.SEQUENCE, Odd.ECDSA[2:], b"\x05\x00")
    return odd.build()


def version_3(odd):
    odd.version = b"\x02\x01\x03"
    return odd.build()


def signer_version_3(odd):
    odd.signer_version = b"\x02\x01\x03"
    return odd.build()


def signer_by_key_identifier(odd):
    odd.issuer_and_serial = tlv(0x80, bytes(20))
    return odd.build()


def other_serial(odd):
    issuer, _ = cms.issuer_and_serial(odd.certificate_der)
    odd.issuer_and_serial = tlv(der.SEQUENCE, issuer, tlv(der.INTEGER, b"\x01"))
    return odd.build()


def no_binding_to_the_certificate(odd):
    odd.binding = b""
    return odd.build()


def binding_to_another_certificate(odd):
    odd.binding = odd.binding[:-1] + bytes((odd.binding[-1] ^ 1,))
    return odd.build()


def no_content_type(odd):
    return odd.build(odd.signer_info(odd.time + odd.digest + odd.binding))


def no_signing_time(odd):
    odd.time = b""
    return odd.build()


def no_digest(odd):
    odd.digest = b""
    return odd.build()


def attributes_in_another_order(odd):
    return odd.build(odd.signer_info(odd.binding + odd.digest + odd.time + odd.CONTENT_TYPE))


def time_before_type(odd):
    return odd.build(odd.signer_info(odd.time + odd.CONTENT_TYPE + odd.digest + odd.binding))


def attribute_twice(odd):
    return odd.build(odd.signer_info(odd.attributes() + odd.binding))


def attribute_with_two_values(odd):
    value = tlv(der.OCTET_STRING, odd.digest[-32:])
    odd.digest = tlv(der.SEQUENCE, cms._MESSAGE_DIGEST, tlv(der.SET, value, value))
    return odd.build()


def time_of(text, tag=der.UTC_TIME):
    def make(odd):
        odd.time = tlv(der.SEQUENCE, cms._SIGNING_TIME, tlv(der.SET, tlv(tag, text)))
        return odd.build()

    make.__name__ = f"time_{text.decode()}"
    return make


def digest_of_other_length(odd):
    value = tlv(der.OCTET_STRING, odd.digest[-32:-1])
    odd.digest = tlv(der.SEQUENCE, cms._MESSAGE_DIGEST, tlv(der.SET, value))
    return odd.build()


def octets_after(odd):
    return odd.build() + b"\x00"


def indefinite_length(odd):
    whole = odd.build()
    return b"\x30\x80" + whole[4:] + b"\x00\x00"


def longer_length_than_needed(odd):
    whole = odd.build()
    return b"\x30\x83\x00" + whole[2:]


def octet_string_in_pieces(odd):
    odd.wrap_signature = lambda value: tlv(
        0x24, tlv(der.OCTET_STRING, value[:30]), tlv(der.OCTET_STRING, value[30:])
    )
    return odd.build()


def high_s(odd):
    def twin(signature):
        r, s = decode_dss_signature(signature)
        return encode_dss_signature(r, keys.ORDER - s)

    odd.change_signature = twin
    return odd.build()


def numbers(r, s):
    def make(odd):
        values = (tlv(der.INTEGER, value.to_bytes(33, "big", signed=True)) for value in (r, s))
        encoded = tlv(der.SEQUENCE, *values) if min(r, s) < 0 else encode_dss_signature(r, s)
        odd.change_signature = lambda _: encoded
        return odd.build()

    make.__name__ = f"numbers_{r % 1000}_{s % 1000}"
    return make


def signature_with_a_leading_zero(odd):
    def pad(signature):
        r, s = decode_dss_signature(signature)
        body = b"".join(tlv(der.INTEGER, b"\x00" + number.to_bytes(33, "big")) for number in (r, s))
        return tlv(der.SEQUENCE, body)

    odd.change_signature = pad
    return odd.build()


def octets_after_the_numbers(odd):
    odd.change_signature = lambda signature: signature + b"\x00"
    return odd.build()


def empty_signature(odd):
    odd.change_signature = lambda _: b""
    return odd.build()


def signed_by_another_key(odd):
    odd.key = keys.generate()
    return odd.build()


def garbage_certificate(odd):
    body = tlv(der.SEQUENCE, b"\x02\x01\x01", tlv(der.SEQUENCE), tlv(der.SEQUENCE))
    return Odd(odd.key, tlv(der.SEQUENCE, body, bytes(260))).build()


def certificate_of(make):
    def build(odd):
        key, certificate = make()
        return Odd(key, certificate.der, odd.content).build()

    build.__name__ = make.__name__
    return build


def other_authority_of_the_same_name():
    key = keys.generate()
    other = CertificateAuthority.create("Демо Банк: удостоверяющий центр", AT, 3650)
    return key, other.issue(make_request(key, "Иванов"), at=AT, days=365)


def self_made_authority():
    other = CertificateAuthority.create("Иванов", AT, 365)
    return other._key, other.certificate


TRICKS = [
    (no_trick, "accepted"),
    (two_signers, "signature_form"),
    (no_signer, "signature_form"),
    (no_signed_attributes, "signature_form"),
    (no_certificate, "signature_form"),
    (two_certificates, "signature_form"),
    (revocation_list_inside, "signature_form"),
    (unsigned_attribute, "signature_form"),
    (empty_unsigned_attributes, "signature_form"),
    (content_inside, "signature_not_rebuilt"),
    (other_content_type, "signature_not_rebuilt"),
    (other_digest_name, "signature_not_rebuilt"),
    (two_digest_names, "signature_not_rebuilt"),
    (digest_with_null, "signature_not_rebuilt"),
    (signature_algorithm_with_null, "signature_not_rebuilt"),
    (version_3, "signature_not_rebuilt"),
    (signer_version_3, "signature_not_rebuilt"),
    (signer_by_key_identifier, "signature_form"),
    (other_serial, "signature_not_rebuilt"),
    (no_binding_to_the_certificate, "signature_form"),
    (binding_to_another_certificate, "signature_not_rebuilt"),
    (no_content_type, "signature_form"),
    (no_signing_time, "signature_form"),
    (no_digest, "signature_form"),
    (attributes_in_another_order, "signature_form"),
    (time_before_type, "signature_form"),
    (attribute_twice, "signature_form"),
    (attribute_with_two_values, "signature_not_rebuilt"),
    (time_of(b"20261122100000Z", der.GENERALIZED_TIME), "signature_not_rebuilt"),
    (time_of(b"261122130000+0300"), "signature_form"),
    (time_of(b"2611221000Z"), "signature_form"),
    (time_of(b"261322100000Z"), "signature_form"),
    (time_of(b"260230100000Z"), "signature_form"),
    (time_of(b"261122100060Z"), "signature_form"),
    (time_of(b"20261122100000.5Z", der.GENERALIZED_TIME), "signature_form"),
    (time_of(b"00001122100000Z", der.GENERALIZED_TIME), "signature_form"),
    (time_of("٢٦1122100000Z".encode()), "signature_form"),
    (digest_of_other_length, "signature_not_rebuilt"),
    (octets_after, "signature_form"),
    (indefinite_length, "signature_form"),
    (longer_length_than_needed, "signature_form"),
    (octet_string_in_pieces, "signature_form"),
    (high_s, "signature_high_s"),
    (numbers(0, 1), "signature_form"),
    (numbers(1, 0), "signature_form"),
    (numbers(-keys.ORDER, 5), "signature_form"),
    (numbers(keys.ORDER, 5), "signature_form"),
    (numbers(1, 1), "signature_wrong"),
    (signature_with_a_leading_zero, "signature_form"),
    (octets_after_the_numbers, "signature_form"),
    (empty_signature, "signature_form"),
    (signed_by_another_key, "signature_wrong"),
    (garbage_certificate, "certificate_untrusted"),
    (certificate_of(other_authority_of_the_same_name), "certificate_untrusted"),
    (certificate_of(self_made_authority), "certificate_untrusted"),
]


@pytest.mark.parametrize(("make", "expected"), TRICKS, ids=[make.__name__ for make, _ in TRICKS])
def test_hand_made_containers(bank, trust, warm, make, expected):
    container_bytes = make(Odd(bank.key, bank.certificate.der))
    found = code_of(Verifier(trust), DOCUMENT, container_bytes)
    assert found == expected
    assert code_of(warm, DOCUMENT, container_bytes) == found


def test_the_control_accepts_some_hand_made_containers(bank):
    fooled = 0
    for make, expected in TRICKS:
        if expected in SHAPE | {"signature_high_s"}:
            try:
                fooled += kit.lenient(DOCUMENT, make(Odd(bank.key, bank.certificate.der)))
            except Exception:  # the control may break as it likes
                continue
    assert fooled >= 10
