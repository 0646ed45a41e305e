"""Certificates, requests, the authority and its list of revoked ones."""

import ssl
from datetime import timedelta

import crypto_kit as kit
import pytest
from crypto_kit import AT, DOCUMENT, Odd, code_of
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from hypothesis import given
from hypothesis import strategies as st

from bsclient.crypto import authority, certificate, der, keys, names
from bsclient.crypto.certificates import (
    CertificateAuthority,
    Role,
    Subject,
    check_request,
    load,
    make_request,
)
from bsclient.crypto.der import tlv
from bsclient.crypto.hashes import sha256
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadInput, BadSignature


def test_a_certificate_says_what_it_is(bank):
    found = load(bank.certificate.pem)
    assert found == load(bank.certificate.der) == load(bank.certificate.pem.decode()) == bank.certificate
    assert (found.subject_name, found.organisation) == ("Иванов Иван Иванович", "ООО «Ромашка»")
    assert (found.not_before, found.not_after) == (AT, AT + timedelta(days=365))
    assert found.spki_sha256 == bank.key.spki_sha256
    assert found.fingerprint_sha256 == sha256(found.der)
    assert len(found.serial) == 32
    assert int(found.serial, 16) == found.handle.serial_number


def test_roles(bank):
    server, _ = bank.authority.issue_server(["bank.example"], AT, 10)
    foreign = foreign_certificate(bank, usages=[ExtendedKeyUsageOID.CODE_SIGNING])
    found = [bank.certificate, bank.bank_certificate, load(server), bank.authority.certificate, foreign]
    assert [item.role for item in found] == [Role.CLIENT, Role.BANK, Role.SERVER, Role.AUTHORITY, Role.OTHER]


def test_serials_are_random(bank):
    serials = {bank.authority.issue(bank.request, at=AT, days=1).serial for _ in range(20)}
    assert len(serials) == 20


@pytest.mark.parametrize("data", [b"", b"0", b"-----BEGIN CERTIFICATE-----\n", "\ud800", bytes(70_000)])
def test_what_is_no_certificate_is_refused(data):
    with pytest.raises(BadInput, match="certificate_form"):
        load(data)


@pytest.mark.filterwarnings("ignore::cryptography.utils.CryptographyDeprecationWarning")
@pytest.mark.filterwarnings("ignore:Attribute's length must be:UserWarning")
def test_a_changed_certificate_is_read_or_refused_never_worse(bank):
    for _, changed in kit.flips(bank.certificate.der):
        try:
            assert load(changed).der == changed
        except BadInput:
            continue


# Requests.


def test_a_request_shows_names_and_key(bank):
    request = check_request(bank.request)
    assert (request.common_name, request.organisation) == ("Иванов Иван Иванович", "ООО «Ромашка»")
    assert request.spki_sha256 == bank.key.spki_sha256


def test_every_changed_bit_of_a_request_is_refused(bank):
    for position, changed in kit.flips(bank.request):
        try:
            check_request(changed)
        except (BadInput, BadSignature):
            continue
        pytest.fail(f"bit {position}")


def test_a_twin_of_a_request_is_refused():
    """The same request with another count of unused bits before its signature: the library sees no difference."""
    for _ in range(20):
        parsed = x509.load_der_x509_csr(make_request(keys.generate(), "Иванов"))
        end = tlv(der.BIT_STRING, b"\x01", parsed.signature)
        with pytest.raises((BadInput, BadSignature), match="request_form"):
            check_request(tlv(der.SEQUENCE, parsed.tbs_certrequest_bytes, der.ECDSA_SHA256, end))


def request_of(key, attributes, *extensions, digest=None):
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name(attributes))
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, digest or SHA256()).public_bytes(Encoding.DER)


def common_name(text):
    return x509.NameAttribute(NameOID.COMMON_NAME, text)


P256 = ec.generate_private_key(ec.SECP256R1())
ORDINARY = [common_name("Иванов")]


@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (b"", "request_form"),
        (bytes(20_000), "request_form"),
        (request_of(rsa.generate_private_key(65537, 2048), ORDINARY), "key_algorithm_unknown"),
        (request_of(ec.generate_private_key(ec.SECP384R1()), ORDINARY), "key_algorithm_unknown"),
        (request_of(P256, ORDINARY, digest=SHA384()), "request_signature"),
        (request_of(P256, []), "certificate_name"),
        (request_of(P256, [common_name("a\nb")]), "certificate_name"),
        (request_of(P256, [common_name("a\u202eb")]), "certificate_name"),
        (request_of(P256, [common_name(" a")]), "certificate_name"),
        (request_of(P256, [common_name("a"), common_name("b")]), "certificate_name"),
        (request_of(P256, [x509.NameAttribute(NameOID.COUNTRY_NAME, "RU"), *ORDINARY]), "certificate_name"),
        (request_of(P256, ORDINARY, x509.BasicConstraints(True, None)), "request_form"),
        (request_of(P256, ORDINARY, x509.SubjectAlternativeName([x509.DNSName("a.b")])), "request_form"),
    ],
)
def test_odd_requests_are_refused(octets, code):
    with pytest.raises((BadInput, BadSignature), match=code):
        check_request(octets)


def test_a_request_for_a_key_one_does_not_hold_is_refused(bank):
    """The public key of another, signed with one's own: possession is not proved."""
    own = keys.generate()
    forged = make_request(own, "Иванов").replace(own.spki_der, bank.key.spki_der)
    with pytest.raises(BadSignature, match="request_signature"):
        check_request(forged)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_names_make_a_readable_request_or_a_refusal(name, organisation):
    key = keys.PrivateKey(P256)
    if not names.subject(name, organisation).fits():
        with pytest.raises(BadInput, match="certificate_name"):
            make_request(key, name, organisation)
        return
    request = check_request(make_request(key, name, organisation))
    assert Subject(request.common_name, request.organisation) == names.subject(name, organisation)


def test_long_names_are_kept_whole_or_cut_with_a_sign():
    key = keys.generate()
    person = "Константинопольский-Задунайский Александр Владиславович"
    firm = "Общество с ограниченной ответственностью «Очень длинное наименование фирмы»"
    request = check_request(make_request(key, person, firm))
    assert request.common_name == person
    assert request.organisation == firm[:63].rstrip() + "…"


# The authority.


def test_an_authority_survives_its_parts(bank):
    pem, key_der = bank.authority.to_parts()
    again = CertificateAuthority.from_parts(pem, key_der, {"ab": AT})
    assert again.certificate == bank.authority.certificate
    assert again.revoked == {"ab"}
    again.issue(bank.request, at=AT, days=1).handle.verify_directly_issued_by(
        bank.authority.certificate.handle
    )
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        CertificateAuthority.from_parts(pem, bank.key.to_der())
    with pytest.raises(BadInput, match="certificate_not_authority"):
        CertificateAuthority.from_parts(bank.certificate.pem, bank.key.to_der())


def test_the_bank_may_set_other_names(bank):
    issued = bank.authority.issue(bank.request, at=AT, days=1, subject=Subject("Петров", ""))
    assert (issued.subject_name, issued.organisation) == ("Петров", "")


@pytest.mark.parametrize(
    ("at", "days"), [(AT, 0), (AT, -1), (AT - timedelta(days=1), 10), (AT + timedelta(days=4000), 1)]
)
def test_lives_outside_the_root_are_refused(bank, at, days):
    with pytest.raises(BadInput, match="certificate_life"):
        bank.authority.issue(bank.request, at=at, days=days)


@pytest.mark.parametrize("host", ["", "a b", "*", "a/b", "-a", "x" * 64 + ".example", "a..b", "999.1.1.1:8"])
def test_odd_hosts_are_refused(bank, host):
    with pytest.raises(BadInput, match=r"certificate_host|certificate_name"):
        bank.authority.issue_server([host], AT, 1)
    with pytest.raises(BadInput, match="certificate_name"):
        bank.authority.issue_server([], AT, 1)


def handshake(bank, tmp_path, root_pem, host):
    """Run a TLS handshake in memory and return the error, or None."""
    pem, key = bank.authority.issue_server(["localhost", "127.0.0.1", "::1", "банк.рф"], bank.now, 1)
    (tmp_path / "pem").write_bytes(pem)
    (tmp_path / "key").write_bytes(key)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(tmp_path / "pem", tmp_path / "key")
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.load_verify_locations(cadata=root_pem.decode())
    client.verify_flags |= ssl.VERIFY_X509_STRICT
    a, b = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = [client.wrap_bio(a, b, server_hostname=host), server.wrap_bio(b, a, server_side=True)]
    for _ in range(4):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLCertVerificationError as error:
                return error
    return None


@pytest.fixture
def today():
    """An authority of today: Python's TLS takes its time from the system."""
    from bsclient import clock

    holder = kit.Bank.__new__(kit.Bank)
    holder.now = clock.now() - timedelta(hours=1)
    holder.authority = CertificateAuthority.create("Центр", holder.now, 10)
    return holder


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "банк.рф"])
def test_tls_trusts_the_servers_certificate(today, tmp_path, host):
    assert handshake(today, tmp_path, today.authority.certificate.pem, host) is None


def test_tls_refuses_other_hosts_and_roots(today, bank, tmp_path):
    root = today.authority.certificate.pem
    assert handshake(today, tmp_path, root, "bank.example") is not None
    assert handshake(today, tmp_path, bank.authority.certificate.pem, "localhost") is not None


def foreign_certificate(bank, *, usages=None, usage=None, extra=(), life=(AT, AT + timedelta(days=9))):
    """Sign any certificate with the authority's key: what a mistaken operator might issue."""
    public = bank.key.handle.public_key()
    builder = authority._builder(names.Subject("Чужой").encode(), public)
    builder = builder.issuer_name(bank.authority.certificate.handle.subject)
    builder = builder.not_valid_before(life[0]).not_valid_after(life[1])
    builder = builder.add_extension(x509.BasicConstraints(False, None), critical=True)
    builder = builder.add_extension(usage or authority._key_usage(signs=True, documents=True), critical=True)
    kinds = sorted(certificate.USAGES[Role.CLIENT], key=str) if usages is None else usages
    builder = builder.add_extension(x509.ExtendedKeyUsage(kinds), critical=False)
    builder = builder.add_extension(bank.authority._authority_key(), critical=False)
    for value in extra:
        builder = builder.add_extension(value, critical=True)
    return certificate.wrap(builder.sign(bank.authority._key.handle, SHA256()))


def key_usage(**changes):
    flags = dict.fromkeys(
        ["key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign"], False
    )
    flags |= {
        "digital_signature": True,
        "content_commitment": True,
        "encipher_only": False,
        "decipher_only": False,
    }
    return x509.KeyUsage(**(flags | changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"usages": [ExtendedKeyUsageOID.CODE_SIGNING]},
        {"usages": [ExtendedKeyUsageOID.SERVER_AUTH]},
        {"usages": [*certificate.USAGES[Role.CLIENT], ExtendedKeyUsageOID.SERVER_AUTH]},
        {"usages": [ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE]},
        {"usage": key_usage(content_commitment=False)},
        {"usage": key_usage(digital_signature=False)},
        {"usage": key_usage(key_cert_sign=True)},
        {"usage": key_usage(key_agreement=True)},
        {"extra": [x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")]},
    ],
)
def test_certificates_outside_the_profile_do_not_sign(bank, trust, changes):
    issued = foreign_certificate(bank, **changes)
    with pytest.raises(BadSignature, match="certificate_usage"):
        Verifier(trust).verify(DOCUMENT, Odd(bank.key, issued.der).build(), AT)


def test_the_profile_itself_signs(bank, trust):
    issued = foreign_certificate(bank)
    assert Verifier(trust).verify(DOCUMENT, Odd(bank.key, issued.der).build(), AT).certificate == issued


def test_nothing_outlives_the_authority(bank, trust):
    root = bank.authority.certificate
    day = timedelta(days=1)
    issued = foreign_certificate(bank, life=(root.not_before - day, root.not_after + day))
    signature = Odd(bank.key, issued.der).build()
    verifier = Verifier(trust)
    assert code_of(verifier, DOCUMENT, signature, root.not_before) == "accepted"
    assert code_of(verifier, DOCUMENT, signature, root.not_before - day) == "certificate_not_yet_valid"
    assert code_of(verifier, DOCUMENT, signature, root.not_after) == "accepted"
    assert code_of(verifier, DOCUMENT, signature, root.not_after + day) == "certificate_expired"


def test_the_profile_of_issued_certificates(bank):
    critical = {item.value.__class__: item.critical for item in bank.certificate.handle.extensions}
    assert critical == {
        x509.SubjectKeyIdentifier: False,
        x509.BasicConstraints: True,
        x509.KeyUsage: True,
        x509.ExtendedKeyUsage: False,
        x509.AuthorityKeyIdentifier: False,
    }


def test_a_server_does_not_sign_documents(bank):
    pem, key = bank.authority.issue_server(["localhost"], AT, 30)
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    private = keys.PrivateKey(load_pem_private_key(key, None))
    signature = Odd(private, load(pem).der).build()
    for role in (Role.CLIENT, Role.BANK, Role.SERVER):
        with pytest.raises(BadSignature, match="certificate_usage"):
            Verifier(Trust(bank.authority.certificate, roles=frozenset({role}))).verify(
                DOCUMENT, signature, AT
            )


def test_a_request_for_a_gost_key_is_refused_for_its_kind():
    """The bank takes ECDSA P-256 alone; the public key is as RFC 9215 writes it, with made-up numbers."""
    algorithm = tlv(
        der.SEQUENCE,
        bytes.fromhex("06082a85030701010101"),
        tlv(der.SEQUENCE, bytes.fromhex("06072a85030202230106082a85030701010202")),
    )
    spki = tlv(der.SEQUENCE, algorithm, tlv(0x03, b"\x00", tlv(0x04, b"\x11" * 64)))
    name = names.subject("Иванов Иван", "ООО «Ромашка»").encode().public_bytes()
    body = tlv(der.SEQUENCE, tlv(der.INTEGER, b"\x00"), name, spki, tlv(der.CONTEXT_0))
    with pytest.raises(BadInput, match="key_algorithm_unknown"):
        check_request(der.signed(body, b"\x11" * 64))
