"""GOST R 34.10-2012 through OpenSSL's engine: a real signature of another program, and pairs of our own.

The known answer is the signature of the demonstration packet of 1C:DirectBank. The file is not ours to ship: it is read where
`BSCLIENT_SAMPLES` says, a folder with the sub-folder `directbank/samples/decoded`.
"""

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import crypto_kit as kit
import pytest
from crypto_kit import AT

from bsclient.crypto import container, gost, gost_cms, gost_engine, providers, remote
from bsclient.crypto.der import tlv
from bsclient.crypto.providers import Place
from bsclient.crypto.remote import BatchSigner, Sealed
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BadSignature, BsError, NotAllowed, WrongPassphrase
from bsclient.paths import RESOURCES

CONTENT = "\ufeff<Документ>1 250 000,00</Документ>\r\n".encode()
SAMPLES = Path(os.environ.get("BSCLIENT_SAMPLES", "nowhere")) / "directbank" / "samples" / "decoded"
PASSPHRASE = "ложка гудит над озером"

engine = pytest.mark.skipif(
    not gost.available(),
    reason="OpenSSL has no GOST engine here (Debian, Ubuntu: apt-get install libengine-gost-openssl)",
)


class Pair:
    """A GOST key, and a certificate for it that openssl has signed with it."""

    def __init__(self, bits, name="Иванов"):
        self.der = gost.generate(bits)
        self.key = gost.GostKey(self.der)
        self.request = self.key.request(name, "ООО «Ромашка»")
        secret = gost._pem("PRIVATE KEY", self.der)
        with gost_engine.bench({"request": self.request}) as bench:
            command = [
                "x509",
                "-req",
                "-in",
                bench.path("request"),
                "-inform",
                "DER",
                "-signkey",
                "/dev/stdin",
            ]
            self.pem = bench.output([*command, "-days", "30"], secret)
            self.told = bench.run(
                [
                    "req",
                    "-in",
                    bench.path("request"),
                    "-inform",
                    "DER",
                    "-verify",
                    "-noout",
                    "-subject",
                    "-utf8",
                ]
            )
        self.holder = gost.load_certificate(self.pem)


@pytest.fixture(scope="module")
def pair():
    return Pair(256)


@pytest.fixture(scope="module")
def signed(pair):
    return pair.key.sign_cms(CONTENT, pair.holder)


def code_of(content, signature, *more):
    """Return the refusal, or `accepted`; any other exception fails the test."""
    try:
        gost.verify_cms(content, signature, *more)
    except BadSignature as refusal:
        return refusal.code
    return "accepted"


def changed(data, position):
    return data[:position] + bytes((data[position] ^ (1 << position % 8),)) + data[position + 1 :]


@engine
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no samples: BSCLIENT_SAMPLES does not name their folder")
def test_the_signature_of_the_demonstration_packet():
    content = (SAMPLES / "08_Packet__Probe.xml").read_bytes()
    signature = (SAMPLES / "08_Packet__SignedData.p7s").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = gost.verify_cms(content, signature)
    assert not found.trusted
    assert found.certificate.algorithm == "ГОСТ Р 34.10-2012 (256)"
    assert found.signing_time == datetime(2021, 4, 27, 11, 58, 57, tzinfo=UTC)
    assert code_of(content[3:], signature) == "gost_signature_wrong"
    assert code_of(content + b"\n", signature) == "gost_signature_wrong"
    for position in range(len(content)):
        assert code_of(changed(content, position), signature) == "gost_signature_wrong", position
    for position in range(len(signature)):
        assert code_of(content, changed(signature, position)) != "accepted", position


@engine
@pytest.mark.parametrize("bits", [256, 512])
def test_own_pairs_sign_and_verify(bits):
    pair = Pair(bits)
    assert pair.holder.bits == pair.key.bits == bits
    assert (pair.holder.subject_name, pair.holder.organisation) == ("Иванов", "ООО «Ромашка»")
    assert b"verify OK" in pair.told.stdout + pair.told.stderr
    signature = pair.key.sign_cms(CONTENT, pair.holder)
    found = gost.verify_cms(CONTENT, signature)
    assert found.certificate == pair.holder
    assert abs(found.signing_time - datetime.now(UTC)) < timedelta(minutes=2)
    assert code_of(CONTENT + b" ", signature) == "gost_signature_wrong"
    assert gost.verify_cms(CONTENT, signature, (pair.pem,)).trusted


@engine
@pytest.mark.campaign
def test_no_octet_of_a_signature_can_be_changed(signed):
    assert code_of(CONTENT, signed) == "accepted"
    step = 1 if kit.LONG else 7
    for position in range(0, len(CONTENT), step):
        assert code_of(changed(CONTENT, position), signed) == "gost_signature_wrong"
    for position in range(0, len(signed), step):
        assert code_of(CONTENT, changed(signed, position)) != "accepted", position
    for length in range(0, len(signed), 50):
        assert code_of(CONTENT, signed[:length]) == "gost_signature_form"
    assert code_of(CONTENT, signed + b"\x00") == "gost_signature_form"
    assert code_of(CONTENT, bytes(gost_cms.MAX_BYTES + 1)) == "gost_signature_form"


@engine
def test_openssl_alone_accepts_changes_that_we_refuse(signed, monkeypatch):
    """The control: without the shape held to one form, fields that are not signed could be changed."""
    parts = gost_cms.take_apart(signed)
    other = gost_cms.build(parts, tlv(0x04))  # an OCTET STRING in the place of NULL
    refused = [other, *(changed(signed, position) for position in range(0, len(signed), 9))]
    refused = [item for item in refused if code_of(CONTENT, item) == "gost_signature_form"]
    assert other in refused
    monkeypatch.setattr(gost_cms, "take_apart", lambda _: parts)
    assert any(code_of(CONTENT, item) == "accepted" for item in refused)


@engine
def test_who_signed_is_asked_of_the_given_roots(pair, signed):
    other = Pair(256, "Петров")
    assert code_of(CONTENT, signed, (other.pem,)) == "gost_signer_untrusted"
    assert gost.verify_cms(CONTENT, signed, (other.pem, pair.pem)).trusted
    late = datetime.now(UTC) + timedelta(days=31)
    assert code_of(CONTENT, signed, (pair.pem,), late) == "gost_signer_untrusted"
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        pair.key.sign_cms(CONTENT, other.holder)


@engine
def test_a_certificate_of_the_same_name_is_not_the_signers(pair, signed):
    """The signature names its certificate by a digest: another one of the same issuer and number does not pass."""
    parts = gost_cms.take_apart(signed)
    other = gost_cms.Parts(Pair(256).holder.der, parts.attributes, parts.signature)
    assert code_of(CONTENT, gost_cms.build(other, b"\x05\x00")) == "gost_signature_wrong"


@engine
def test_a_gost_key_signs_nothing_for_the_native_bank(pair, bank):
    """Its container opens, and it says why it is of no use here; the bank's own check refuses it as well."""
    blob = container.seal(pair.der, PASSPHRASE, key_id="gost", spki_sha256=pair.key.spki_sha256)
    place = Place("gost", container=blob, spki_sha256=pair.key.spki_sha256)
    key = providers.open_key(place, Secret.of(PASSPHRASE))
    assert key.spki_der == pair.key.spki_der
    with pytest.raises(NotAllowed, match="gost_not_accepted"):
        key.sign(b"document")
    with pytest.raises(WrongPassphrase):
        providers.open_key(place, Secret.of("другая"))
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        providers.open_key(Place("gost", "", blob, bytes(32)), Secret.of(PASSPHRASE))
    with pytest.raises(BsError):
        bank.authority.issue(pair.request, at=AT, days=10)

    class Holder:
        """What the signer process is told of a certificate."""

        der = pair.holder.der

    with (
        BatchSigner(Sealed(Holder(), "gost", "", blob), Secret.of(PASSPHRASE)) as signer,
        pytest.raises(NotAllowed, match="gost_not_accepted"),
    ):
        signer.sign(b'{"purpose":"bsclient.document/1"}', AT)


@engine
def test_keys_are_made_and_used_in_the_signer_process():
    passphrase = Secret.of(PASSPHRASE)
    blob, request, digest = remote.ask(
        "gost_generate", [passphrase], 3, key_id="g", name="Имя", organisation=""
    )
    assert container.header(blob).spki_sha256 == digest
    key = gost.GostKey(container.unseal(blob, PASSPHRASE))
    with gost_engine.bench({"request": request}) as bench:
        command = ["x509", "-req", "-in", bench.path("request"), "-inform", "DER", "-signkey", "/dev/stdin"]
        pem = bench.output([*command, "-days", "3"], key._pem)
    holder = gost.load_certificate(pem)
    (signature,) = remote.ask("gost_sign", [passphrase, blob, holder.der, CONTENT], 1)
    assert gost.verify_cms(CONTENT, signature, (pem,)).certificate == holder


@engine
def test_the_private_key_is_in_no_file_and_no_argument(pair, tmp_path, monkeypatch):
    """A program named openssl before the real one copies what it is given, then goes on as the real one."""
    seen, tools, real = tmp_path / "seen", tmp_path / "tools", shutil.which("openssl")
    seen.mkdir()
    tools.mkdir()
    watcher = tools / "openssl"
    watcher.write_text(
        "#!/bin/sh\n"
        f'copy={seen}/$$; mkdir "$copy"; stat -c %a "$(dirname "$OPENSSL_CONF")" > "$copy/mode"\n'
        f'cp "$(dirname "$OPENSSL_CONF")"/* "$copy"; echo "$@" > "$copy/arguments"; env > "$copy/environment"\n'
        f'exec {real} "$@"\n'
    )
    watcher.chmod(watcher.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    key = gost.GostKey(pair.der)
    assert code_of(CONTENT, key.sign_cms(CONTENT, pair.holder)) == "accepted"
    files = [path for path in seen.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"content", "signer.pem", "arguments", "environment"}
    secrets = [pair.der[-32:], pair.der.hex().encode(), key._pem.splitlines()[1]]
    assert not any(secret in path.read_bytes() for secret in secrets for path in files)
    assert {path.read_text().strip() for path in seen.rglob("mode")} == {"700"}
    with gost_engine.bench({}) as bench:
        folder = bench.folder
    assert not folder.exists()


@engine
def test_what_is_no_gost_key_or_certificate(bank, pair):
    with pytest.raises(BadInput, match="gost_key_form"):
        gost.GostKey(bank.key.to_der())
    with pytest.raises(BadInput, match="gost_key_form"):
        gost.GostKey(b"no key")
    for data in (bank.certificate.pem, b"", b"-----BEGIN CERTIFICATE-----", bytes(100_000)):
        with pytest.raises(BadInput, match=r"gost_(certificate|key)_form"):
            gost.load_certificate(data)
    with pytest.raises(BadInput, match="key_algorithm_unknown"):
        gost.generate(384)


def test_without_the_engine_all_else_goes_on(tmp_path):
    """A computer without openssl: the provider says that it is off, and what to install."""
    look = (
        "from bsclient.crypto import gost, keys\n"
        "assert not gost.available()\n"
        "keys.generate().sign(b'x')\n"
        "gost.generate()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look],
        env={"PATH": str(tmp_path), "PYTHONPATH": str(RESOURCES.parent)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "gost_missing" in done.stderr


def test_no_text_calls_the_signature_a_qualified_one():
    """The word stands in denials alone; in texts for users it does not stand at all."""
    for path in (RESOURCES / "i18n").rglob("*"):
        if path.suffix in {".json", ".ts"}:
            text = path.read_text("utf-8").lower()
            assert "квалифицированн" not in text, path
            assert "qualified" not in text, path
