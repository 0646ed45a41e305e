"""Makers of keys, certificates and deliberately odd signature containers; the real openssl."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bsclient.crypto import cms, der, keys
from bsclient.crypto.certificates import CertificateAuthority, load, make_request
from bsclient.crypto.der import tlv
from bsclient.crypto.hashes import sha256
from bsclient.crypto.signer import SoftwareSigner
from bsclient.errors import BadSignature

LONG = os.environ.get("BSCLIENT_LONG") == "1"
AT = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
DOCUMENT = (
    '{"fields":{"amount":"1234.05","purpose":"Оплата по счёту 17"},"purpose":"bsclient.document/1"}'.encode()
)


SHAPE = {"signature_form", "signature_not_rebuilt"}


class Bank:
    """An authority, a client with a certificate, and the bank's own signer."""

    def __init__(self):
        self.authority = CertificateAuthority.create("Демо Банк: удостоверяющий центр", AT, 3650)
        self.key = keys.generate()
        self.request = make_request(self.key, "Иванов Иван Иванович", "ООО «Ромашка»")
        self.certificate = self.authority.issue(self.request, at=AT, days=365)
        self.signer = SoftwareSigner(self.key, self.certificate)
        self.bank_certificate, self.bank_key = self.authority.issue_bank_signer("Демо Банк", at=AT, days=365)
        self.bank_signer = SoftwareSigner(self.bank_key, self.bank_certificate)


def flips(data):
    """Yield every change of one bit with its position."""
    for position in range(len(data) * 8):
        changed = bytearray(data)
        changed[position // 8] ^= 1 << position % 8
        yield position, bytes(changed)


class Odd:
    """A signature container with one thing other than the profile, all else right and rightly signed."""

    CONTENT_TYPE = cms._CONTENT_TYPE_ATTRIBUTE
    SHA256 = cms._SHA256
    SHA512 = tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex("608648016503040203")))
    ECDSA = der.ECDSA_SHA256

    def __init__(self, key, certificate_der, content=DOCUMENT, at=AT):
        self.key = key
        self.certificate_der = certificate_der
        self.content = content
        profile = cms.Profile(certificate_der)
        issuer, serial = cms.issuer_and_serial(certificate_der)
        self.issuer_and_serial = tlv(der.SEQUENCE, issuer, serial)
        self.time = cms._time_attribute(at)
        self.digest = cms._DIGEST_START + sha256(content)
        self.binding = profile._certificate_attribute
        self.version = cms._VERSION_1
        self.signer_version = cms._VERSION_1
        self.digest_algorithms = tlv(der.SET, self.SHA256)
        self.digest_algorithm = self.SHA256
        self.signature_algorithm = self.ECDSA
        self.encapsulated = tlv(der.SEQUENCE, cms._DATA)
        self.certificates = tlv(der.CONTEXT_0, certificate_der)
        self.revocations = b""
        self.unsigned = b""
        self.change_signature = bytes
        self.wrap_signature = partial(tlv, der.OCTET_STRING)

    def attributes(self):
        return self.CONTENT_TYPE + self.time + self.digest + self.binding

    def signer_info(self, attributes=None):
        attributes = self.attributes() if attributes is None else attributes
        over = cms.signed_bytes(attributes) if attributes else self.content
        signature = self.change_signature(self.key.sign(over))
        return tlv(
            der.SEQUENCE,
            self.signer_version,
            self.issuer_and_serial,
            self.digest_algorithm,
            tlv(der.CONTEXT_0, attributes) if attributes else b"",
            self.signature_algorithm,
            self.wrap_signature(signature),
            self.unsigned,
        )

    def build(self, *signer_infos):
        infos = signer_infos or (self.signer_info(),)
        signed_data = tlv(
            der.SEQUENCE,
            self.version,
            self.digest_algorithms,
            self.encapsulated,
            self.certificates,
            self.revocations,
            tlv(der.SET, *infos),
        )
        return tlv(der.SEQUENCE, cms._SIGNED_DATA, tlv(der.CONTEXT_0, signed_data))


def code_of(verifier, content, signature, at=AT):
    """Return the refusal, or `accepted`; any other exception fails the test."""
    try:
        verifier.verify(content, signature, at)
    except BadSignature as refusal:
        return refusal.code
    return "accepted"


def lenient(content, container):
    """The verifier many programs have: digest and ECDSA, nothing compared. The control of the strict one."""
    top = der.Walk(container).enter(der.SEQUENCE)
    top.take(der.OBJECT)
    signed = top.enter(der.CONTEXT_0).enter(der.SEQUENCE)
    for tag in (der.INTEGER, der.SET, der.SEQUENCE):
        signed.take(tag)
    certificate_der = signed.enter(der.CONTEXT_0).whole(der.SEQUENCE)
    signer = signed.enter(der.SET).enter(der.SEQUENCE)
    for tag in (der.INTEGER, der.SEQUENCE, der.SEQUENCE):
        signer.take(tag)
    attributes = signer.take(der.CONTEXT_0)
    signer.take(der.SEQUENCE)
    signature = signer.take(der.OCTET_STRING)
    key = keys.as_p256(load(certificate_der).handle.public_key())
    return sha256(content) in attributes and keys.holds(key, signature, cms.signed_bytes(attributes))


def find_openssl():
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl program here")

    def run(*arguments, data=b""):
        return subprocess.run([program, *map(str, arguments)], input=data, capture_output=True, timeout=60)

    return run


def attime(instant=AT + timedelta(hours=1)):
    return str(int(instant.timestamp()))
