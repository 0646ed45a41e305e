"""Keys and detached signatures with GOST R 34.10-2012, through OpenSSL's engine: optional, for exchange with other banks.

The native bank takes ECDSA P-256 and nothing else, so such a key signs no document or log-in of this program's own wire; it is
for DirectBank. The signature is an electronic one by the GOST algorithm and nothing more: neither the engine nor this program is
a certified cryptographic tool, and a qualified signature in the sense of the law is not made here.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from bsclient.crypto import certificate, container, der, gost_cms, gost_engine, names
from bsclient.crypto.certificate import UNREADABLE
from bsclient.crypto.der import tlv
from bsclient.crypto.hashes import sha256
from bsclient.crypto.providers import Place
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BadSignature, NotAllowed

available = gost_engine.available

_STDIN: Final = "/dev/stdin"
_LINE: Final = 64
_BITS: Final = {
    bytes.fromhex("2a85030701010101"): 256,
    bytes.fromhex("2a85030701010102"): 512,
}
_SIGNED_WITH: Final = {256: "2a85030701010302", 512: "2a85030701010303"}
_UNTRUSTED: Final = re.compile(
    rb"[Cc]ertificate verify error|ESS signing certificate|unable to get local issuer"
)


@dataclass(frozen=True, slots=True)
class GostCertificate:
    """What a certificate of a GOST key says; read, not trusted."""

    der: bytes = field(repr=False)
    serial: str
    subject_name: str
    organisation: str
    not_before: datetime
    not_after: datetime
    bits: int
    spki_sha256: bytes = field(repr=False)

    @property
    def algorithm(self) -> str:
        """The name to show. It is an algorithm, not a legal quality of the signature."""
        return f"ГОСТ Р 34.10-2012 ({self.bits})"


@dataclass(frozen=True, slots=True)
class GostVerified:
    """A signature that holds; `trusted` tells whether the signer's certificate was checked against given roots."""

    certificate: GostCertificate
    signing_time: datetime
    trusted: bool


class GostKey:
    """A private GOST key (PKCS#8 DER) in memory: of the signer process alone."""

    def __init__(self, pkcs8_der: bytes) -> None:
        """Take a key up. NotAllowed (no engine), BadInput with `gost_key_form`."""
        self._pem = _pem("PRIVATE KEY", pkcs8_der)
        with gost_engine.bench({}) as bench:
            done = bench.run(["pkey", "-in", _STDIN, "-pubout", "-outform", "DER"], self._pem)
        if done.returncode != 0:
            raise BadInput("gost_key_form")
        self._spki = done.stdout
        self.bits = _bits(self._spki)

    @property
    def spki_der(self) -> bytes:
        """SubjectPublicKeyInfo of the key."""
        return self._spki

    @property
    def spki_sha256(self) -> bytes:
        return sha256(self._spki)

    def sign(self, data: bytes) -> bytes:  # noqa: ARG002 -- the interface of all keys
        """Refuse: what the native bank's containers hold is ECDSA P-256. NotAllowed with `gost_not_accepted`."""
        raise NotAllowed("gost_not_accepted")

    def sign_cms(self, content: bytes, holder: GostCertificate) -> bytes:
        """Return a detached CAdES-BES signature with the time of now. BadInput with `certificate_of_other_key`."""
        if holder.spki_sha256 != self.spki_sha256:
            raise BadInput("certificate_of_other_key")
        files = {"content": content, "signer.pem": _pem("CERTIFICATE", holder.der)}
        with gost_engine.bench(files) as bench:
            command = ["cms", "-sign", "-binary", "-cades", "-nosmimecap", "-md", f"md_gost12_{self.bits}"]
            command += ["-in", bench.path("content"), "-signer", bench.path("signer.pem"), "-inkey", _STDIN]
            return bench.output([*command, "-outform", "DER"], self._pem)

    def request(self, common_name: str, organisation: str = "") -> bytes:
        """Return PKCS#10 DER (RFC 2986, RFC 9215) for another bank's authority. BadInput with `certificate_name`."""
        subject = names.subject(common_name, organisation)
        if not subject.fits():
            raise BadInput("certificate_name")
        version = tlv(der.INTEGER, b"\x00")
        body = tlv(der.SEQUENCE, version, subject.encode().public_bytes(), self._spki, tlv(der.CONTEXT_0))
        with gost_engine.bench({"body": body}) as bench:
            command = ["dgst", f"-md_gost12_{self.bits}", "-sign", _STDIN, bench.path("body")]
            signature = bench.output(command, self._pem)
        algorithm = tlv(der.SEQUENCE, tlv(der.OBJECT, bytes.fromhex(_SIGNED_WITH[self.bits])))
        return tlv(der.SEQUENCE, body, algorithm, tlv(der.BIT_STRING, b"\x00", signature))


def generate(bits: int = 256) -> bytes:
    """Make a key and return it as PKCS#8 DER in clear: for a key container. NotAllowed with `gost_missing`."""
    if bits not in _SIGNED_WITH:
        raise BadInput("key_algorithm_unknown")
    with gost_engine.bench({}) as bench:
        command = ["genpkey", "-algorithm", f"gost2012_{bits}", "-pkeyopt", "paramset:A", "-outform", "DER"]
        return bench.output(command)


def open_gost(place: Place, secret: Secret) -> GostKey:
    """Open a key container with a GOST key, for `providers.open_key`. WrongPassphrase, Corrupt, BadInput, NotAllowed."""
    if container.header(place.container).spki_sha256 != place.spki_sha256:
        raise BadInput("certificate_of_other_key")
    return GostKey(container.unseal(place.container, secret))


def load_certificate(pem_or_der: bytes) -> GostCertificate:
    """Read a certificate of a GOST key. BadInput with `gost_certificate_form`."""
    if len(pem_or_der) > certificate.MAX_BYTES:
        raise BadInput("gost_certificate_form")
    pem = b"-----BEGIN" in pem_or_der
    load = x509.load_pem_x509_certificate if pem else x509.load_der_x509_certificate
    try:
        parsed = load(pem_or_der)
        data = parsed.public_bytes(Encoding.DER)
        subject = names.read(parsed.subject)
        spki = _spki_in(parsed.tbs_certificate_bytes)
        return GostCertificate(
            data,
            format(parsed.serial_number, "x"),
            subject.common_name,
            subject.organisation,
            parsed.not_valid_before_utc,
            parsed.not_valid_after_utc,
            _bits(spki),
            sha256(spki),
        )
    except UNREADABLE as reason:
        raise BadInput("gost_certificate_form") from reason


def verify_cms(
    content: bytes, signature: bytes, roots: tuple[bytes, ...] = (), at: datetime | None = None
) -> GostVerified:
    """Check a detached signature: shape, digest, binding of the certificate, signature; with `roots` (PEM) the chain, too.

    Without roots it only proves that the content was signed by the key of the certificate that stands in it. `at` is the
    instant for which the chain is checked. BadSignature: `gost_signature_form`, `gost_signature_wrong`, `gost_signer_untrusted`.
    """
    if len(signature) > gost_cms.MAX_BYTES:
        raise BadSignature("gost_signature_form")
    try:
        parts = gost_cms.take_apart(signature)
        signed_at = gost_cms.signing_time(parts)
    except ValueError as reason:
        raise BadSignature("gost_signature_form") from reason
    anchors = b"".join(roots) if roots else _pem("CERTIFICATE", parts.certificate_der)
    files = {"content": content, "signature": signature, "anchors.pem": anchors}
    with gost_engine.bench(files) as bench:
        command = ["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", bench.path("signature")]
        command += ["-content", bench.path("content"), "-CAfile", bench.path("anchors.pem"), "-no-CApath"]
        command += ["-no-CAstore", "-purpose", "any", "-out", bench.path("out")]
        instant = at or datetime.now(UTC)
        command += (
            ["-attime", str(int(instant.timestamp()))] if roots else ["-partial_chain", "-no_check_time"]
        )
        done = bench.run(command)
    if done.returncode == 0:
        return GostVerified(load_certificate(parts.certificate_der), signed_at, trusted=bool(roots))
    untrusted = roots and _UNTRUSTED.search(done.stderr)
    raise BadSignature("gost_signer_untrusted" if untrusted else "gost_signature_wrong")


def _bits(spki: bytes) -> int:
    """Return 256 or 512; BadInput with `gost_key_form` for a key of another kind."""
    try:
        kind = der.Walk(spki).enter(der.SEQUENCE).enter(der.SEQUENCE).take(der.OBJECT)
    except ValueError as reason:
        raise BadInput("gost_key_form") from reason
    if kind not in _BITS:
        raise BadInput("gost_key_form")
    return _BITS[kind]


def _spki_in(body: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo of a certificate's body (RFC 5280, 4.1); ValueError."""
    walk = der.Walk(body).enter(der.SEQUENCE)
    if walk.peek() == der.CONTEXT_0:
        walk.take(der.CONTEXT_0)
    walk.take(der.INTEGER)
    for _before in ("signature", "issuer", "validity", "subject"):
        walk.take(der.SEQUENCE)
    return walk.whole(der.SEQUENCE)


def _pem(label: str, data: bytes) -> bytes:
    text = base64.b64encode(data).decode("ascii")
    lines = "\n".join(text[at : at + _LINE] for at in range(0, len(text), _LINE))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----\n".encode("ascii")
