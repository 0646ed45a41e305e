"""The other party is the real openssl: it accepts what we make, and we understand what it makes."""

from datetime import timedelta

import crypto_kit as kit
import pytest
from crypto_kit import AT, DOCUMENT, Odd, attime

from bsclient.crypto import keys
from bsclient.crypto.certificates import CertificateAuthority, make_request
from bsclient.crypto.signer import SoftwareSigner
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadSignature

CONTENTS = [
    b"",
    b"\n",
    b"line\r\nline\nline\r",
    DOCUMENT,
    bytes(range(256)) * 8,
    b"\x00" * 1_000_000,
    "Назначение платежа: НДС не облагается".encode("cp1251"),
]


class Files:
    """What openssl needs on the disk."""

    def __init__(self, folder, bank):
        self.folder = folder
        self.root = self.put("root.pem", bank.authority.certificate.pem)
        self.certificate = self.put("client.pem", bank.certificate.pem)
        self.key = self.put("client.key", bank.key.to_pem())
        self.content = folder / "content"
        self.signature = folder / "signature"

    def put(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path


@pytest.fixture
def files(tmp_path, bank):
    return Files(tmp_path, bank)


@pytest.fixture
def cms_verify(openssl, files):
    def run(content, signature, *more):
        files.content.write_bytes(content)
        files.signature.write_bytes(signature)
        command = ["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", files.signature]
        command += ["-content", files.content, "-CAfile", files.root, "-attime", attime(), *more]
        return openssl(*command, "-out", files.folder / "out")

    return run


@pytest.mark.parametrize("content", CONTENTS, ids=range(len(CONTENTS)))
def test_openssl_accepts_our_signatures(bank, cms_verify, files, content):
    result = cms_verify(content, bank.signer.sign(content, AT))
    assert result.returncode == 0, result.stderr
    assert (files.folder / "out").read_bytes() == content


def test_openssl_accepts_many_of_our_signatures(bank, cms_verify):
    for number in range(20):
        result = cms_verify(DOCUMENT, bank.signer.sign(DOCUMENT, AT + timedelta(days=number * 900)))
        assert result.returncode == 0, result.stderr


def test_openssl_refuses_other_content(bank, cms_verify):
    assert cms_verify(DOCUMENT + b" ", bank.signer.sign(DOCUMENT, AT)).returncode != 0


def test_openssl_accepts_changed_containers_that_we_refuse(bank, trust, cms_verify):
    """The control: without rebuild and compare a foreign hand could change stored signatures."""
    signed = bank.signer.sign(DOCUMENT, AT)
    verifier = Verifier(trust)
    odd = Odd(bank.key, bank.certificate.der)
    odd.unsigned = bytes.fromhex("a100")
    changed = [odd.build()]
    for position, flipped in kit.flips(signed):
        if position % 8 == 0 and len(changed) < 12:
            try:
                if kit.lenient(DOCUMENT, flipped):
                    changed.append(flipped)
            except Exception:  # the control may break as it likes
                continue
    accepted = [item for item in changed if cms_verify(DOCUMENT, item).returncode == 0]
    assert accepted
    for item in changed:
        with pytest.raises(BadSignature):
            verifier.verify(DOCUMENT, item, AT)


@pytest.fixture
def cms_sign(openssl, files):
    def run(*more):
        files.content.write_bytes(DOCUMENT)
        command = ["cms", "-sign", "-binary", "-md", "sha256", "-in", files.content, "-outform", "DER"]
        result = openssl(*command, "-signer", files.certificate, "-inkey", files.key, *more)
        assert result.returncode == 0, result.stderr
        return result.stdout

    return run


def test_openssl_makes_the_same_container(cms_sign, trust):
    """Its CAdES form is ours to the byte; only its high-s half is refused."""
    codes = set()
    for _ in range(40):
        try:
            Verifier(trust).verify(DOCUMENT, cms_sign("-cades", "-nosmimecap"), AT)
            codes.add("accepted")
        except BadSignature as refusal:
            codes.add(refusal.code)
        if len(codes) == 2:
            break
    assert codes == {"accepted", "signature_high_s"}


@pytest.mark.parametrize(
    "options",
    [
        ["-cades"],
        ["-nosmimecap"],
        ["-noattr"],
        ["-cades", "-nocerts"],
        ["-cades", "-nosmimecap", "-nodetach"],
    ],
    ids=" ".join,
)
def test_other_forms_of_openssl_are_refused(cms_sign, trust, options):
    with pytest.raises(BadSignature, match=r"signature_form|signature_not_rebuilt"):
        Verifier(trust).verify(DOCUMENT, cms_sign(*options), AT)


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Иванов Иван", ""),
        ("Ivanov", "OOO Romashka"),
        ("Константинопольский-Задунайский Александр Владиславович", "Общество " * 20),
    ],
)
def test_openssl_accepts_our_requests(openssl, tmp_path, name, organisation):
    path = tmp_path / "request"
    path.write_bytes(make_request(keys.generate(), name, organisation))
    result = openssl("req", "-verify", "-noout", "-inform", "DER", "-in", path)
    assert result.returncode == 0, result.stderr
    assert b"verify OK" in result.stdout + result.stderr


def test_openssl_accepts_our_certificates(openssl, files, bank):
    server, key = bank.authority.issue_server(["localhost", "127.0.0.1"], AT, 30)
    paths = {
        "smimesign": files.certificate,
        "any": files.put("bank.pem", bank.bank_certificate.pem),
        "sslserver": files.put("server.pem", server),
    }
    for purpose, path in paths.items():
        command = ["verify", "-x509_strict", "-purpose", purpose, "-attime", attime()]
        result = openssl(*command, "-CAfile", files.root, path)
        assert result.returncode == 0, result.stderr + result.stdout
    wrong = openssl(
        "verify", "-purpose", "sslserver", "-attime", attime(), "-CAfile", files.root, files.certificate
    )
    assert wrong.returncode != 0
    assert openssl("pkey", "-noout", "-in", files.put("server.key", key)).returncode == 0


def test_openssl_reads_our_revocation_list(openssl, tmp_path):
    authority = CertificateAuthority.create("Центр", AT, 100)
    key = keys.generate()
    holder = authority.issue(make_request(key, "Клиент"), at=AT, days=50)
    for name, data in (("root", authority.certificate.pem), ("holder", holder.pem)):
        (tmp_path / name).write_bytes(data)

    def check():
        pem = openssl("crl", "-inform", "DER", data=authority.crl(AT)).stdout
        (tmp_path / "crl").write_bytes(pem)
        command = ["verify", "-crl_check", "-attime", attime(), "-CRLfile", tmp_path / "crl"]
        return openssl(*command, "-CAfile", tmp_path / "root", tmp_path / "holder")

    result = check()
    assert result.returncode == 0, result.stderr
    authority.revoke(holder.serial, AT)
    assert b"certificate revoked" in check().stderr
    signature = SoftwareSigner(key, holder).sign(DOCUMENT, AT)
    with pytest.raises(BadSignature, match="certificate_revoked"):
        Verifier(Trust(authority.certificate, authority.revoked)).verify(DOCUMENT, signature, AT)
