"""Signatures both ways with the real openssl, a flood of changed bits, and deliberately lax verifiers as controls.

The long form (`BSCLIENT_LONG=1`): 10,000 random documents each way, a million changed bits.
"""

import os
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import crypto_kit as kit
import pytest
import test_crypto_tricks as tricks
from crypto_kit import AT, DOCUMENT, SHAPE, Odd, attime
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from signed_documents import Signers

from bsclient import cli, clock
from bsclient.crypto import envelopes, foreign, keys
from bsclient.crypto.verify import Trust, Verifier
from bsclient.errors import BadSignature

pytestmark = pytest.mark.campaign

DOCUMENTS = 10_000 if kit.LONG else 120
FROM_OPENSSL = 10_000 if kit.LONG else 60
BITS = 1_000_000 if kit.LONG else 12_000


@pytest.fixture(scope="module")
def signers():
    return Signers(2026)


def at_once(work, items):
    """Programs wait for the disk more than for the processor: as many at a time as there are cores, and one more."""
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        return list(pool.map(work, items))


@pytest.mark.timeout(3600)
def test_openssl_accepts_random_documents_that_we_signed(signers, openssl, tmp_path):
    def accepted(number):
        root, _, content, signature, at = made[number]
        names = [tmp_path / f"{number}.{kind}" for kind in ("root", "content", "signature")]
        for name, data in zip(names, (root.pem, content, signature), strict=True):
            name.write_bytes(data)
        command = [
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            names[2],
            "-content",
            names[1],
        ]
        done = openssl(*command, "-CAfile", names[0], "-attime", attime(at), "-out", os.devnull)
        for name in names:
            name.unlink()
        return done.returncode == 0 and b"CAdES Verification successful" in done.stderr

    done = 0
    while done < DOCUMENTS:
        made = [signers.signature() for _ in range(min(500, DOCUMENTS - done))]
        for root, holder, content, signature, at in made:
            assert Verifier(Trust(root)).verify(content, signature, at).certificate == holder
        assert all(at_once(accepted, range(len(made))))
        done += len(made)
    assert done == DOCUMENTS


@pytest.fixture(scope="module")
def from_openssl(signers, openssl, tmp_path_factory):
    """Signatures that openssl made of random documents, with and without its own attribute."""
    folder = tmp_path_factory.mktemp("openssl")
    for number, (_, signer, key) in enumerate(signers.pairs):
        (folder / f"{number}.pem").write_bytes(signer.certificate.pem)
        (folder / f"{number}.key").write_bytes(key.to_pem())

    def made(number):
        pair, content, plain = work[number]
        path = folder / f"{number}.content"
        path.write_bytes(content)
        command = ["cms", "-sign", "-binary", "-cades", "-md", "sha256", "-in", path, "-outform", "DER"]
        command += ["-signer", folder / f"{pair}.pem", "-inkey", folder / f"{pair}.key"]
        done = openssl(*command, *(["-nosmimecap"] if plain else []))
        path.unlink()
        assert done.returncode == 0, done.stderr
        return signers.pairs[pair][0], content, done.stdout, plain

    work = [
        (number % len(signers.pairs), signers.document(), number % 3 > 0) for number in range(FROM_OPENSSL)
    ]
    return at_once(made, range(FROM_OPENSSL))


def is_high(signature):
    _, s = decode_dss_signature(envelopes.parse(signature).signature)
    return s > keys.HALF_ORDER


@pytest.mark.timeout(3600)
def test_signatures_made_by_openssl_pass_ours(from_openssl):
    """All are read as another program's; those of exactly our profile pass the strict verifier, and no other does."""
    strict = Counter()
    for root, content, signature, plain in from_openssl:
        trust = Trust(root)
        foreign.verify(content, signature, trust, AT)
        expected = "accepted" if plain else "signature_form"
        if plain and is_high(signature):
            expected = "signature_high_s"
        assert kit.code_of(Verifier(trust), content, signature) == expected
        strict[expected] += 1
    assert (
        min(strict[code] for code in ("accepted", "signature_form", "signature_high_s")) > FROM_OPENSSL / 10
    )


def foreign_code(content, signature, trust):
    try:
        foreign.verify(content, signature, trust, AT)
    except BadSignature as refusal:
        return refusal.code
    return "accepted"


@pytest.mark.timeout(3600)
def test_no_bit_of_them_can_be_changed(from_openssl):
    """The looser verifier leaves no field unchecked either."""
    chance = random.Random(3)
    for number in range(BITS // 10):
        root, content, signature, _ = from_openssl[number % min(len(from_openssl), 50)]
        assert foreign_code(content, flipped(signature, chance), Trust(root)) != "accepted"
    for root, content, signature, _ in from_openssl[:20]:
        assert foreign_code(content + b" ", signature, Trust(root)) == "signature_digest"
        assert foreign_code(content, signature + b"\0", Trust(root)) == "signature_not_rebuilt"


def flipped(data, chance):
    changed = bytearray(data)
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def lax_takes(content, signature):
    """Whether the control accepts: it may break as it likes on what is no signature at all."""
    try:
        return kit.lenient(content, signature)
    except Exception:
        return False


@pytest.mark.timeout(3600)
def test_changed_bits_are_refused(signers):
    """Bits of containers and of contents: of one container in turn, then at random over many; cold and warm verifiers."""
    refused = fooled = 0
    codes = Counter()
    first = signers.signature()
    for position, changed in kit.flips(first[3]):
        if position % 4 and not kit.LONG:
            continue
        codes[kit.code_of(Verifier(Trust(first[0])), first[2], changed, first[4])] += 1
        refused += 1
    while refused < BITS:
        root, _, content, signature, at = signers.signature()
        verifier = Verifier(Trust(root))
        verifier.verify(content, signature, at)
        for number in range(min(1_000, BITS - refused)):
            if number % 8:
                changed = flipped(signature, signers.chance)
                codes[kit.code_of(verifier, content, changed, at)] += 1
                fooled += number % 8 == 1 and lax_takes(content, changed)
            else:
                codes[kit.code_of(verifier, flipped(content, signers.chance), signature, at)] += 1
            refused += 1
    assert codes["accepted"] == 0
    assert refused == codes.total() >= BITS
    assert min(codes[code] for code in ("signature_digest", "signature_form", "signature_not_rebuilt")) > 100
    assert codes["signature_wrong"] > 0
    assert (
        fooled > 0
    )  # the lax verifier takes changed containers for good: these are what the strict one is for


def test_structure_tricks(bank, trust):
    """Forty and more hand-made containers, each rightly signed: the strict verifier takes none, the looser one only the high s."""
    taken, fooled = [], 0
    refusable = [(make, expected) for make, expected in tricks.TRICKS if expected != "accepted"]
    assert len(refusable) >= 40
    for make, expected in refusable:
        container = make(Odd(bank.key, bank.certificate.der))
        assert kit.code_of(Verifier(trust), DOCUMENT, container) == expected
        if foreign_code(DOCUMENT, container, trust) == "accepted":
            taken.append(expected)
        fooled += expected in SHAPE | {"signature_high_s"} and lax_takes(DOCUMENT, container)
    assert taken == ["signature_high_s"]
    assert fooled >= 10


@pytest.mark.parametrize(
    "options", [["-noattr"], ["-cades", "-nocerts"], ["-cades", "-nodetach"], ["-cades", "-md", "sha512"], []]
)
def test_other_forms_of_openssl_are_refused(signers, openssl, tmp_path, options):
    root, signer, key = signers.pairs[0]
    names = {name: tmp_path / name for name in ("holder", "key", "content")}
    for name, data in (("holder", signer.certificate.pem), ("key", key.to_pem()), ("content", DOCUMENT)):
        names[name].write_bytes(data)
    command = ["cms", "-sign", "-binary", "-md", "sha256", "-in", names["content"], "-outform", "DER"]
    done = openssl(*command, "-signer", names["holder"], "-inkey", names["key"], *options)
    assert done.returncode == 0, done.stderr
    assert foreign_code(DOCUMENT, done.stdout, Trust(root)) in SHAPE


def test_the_command_reads_them_when_asked(from_openssl, tmp_path, capsys):
    """`verify` is as strict as the bank; `--foreign` is for what another program signed."""
    root, content, signature, _ = next(item for item in from_openssl if not item[3])
    names = [tmp_path / name for name in ("document", "signature", "root.pem")]
    for name, data in zip(names, (content, signature, root.pem), strict=True):
        name.write_bytes(data)
    command = ["verify", *map(str, names[:2]), "--ca", str(names[2]), "--at", clock.stamp(AT)]
    assert cli.main(command) == cli.FOUND
    assert cli.main([*command, "--foreign", "--json"]) == cli.OK
    assert '"ok": true' in capsys.readouterr().out


def test_who_signed_is_asked_by_the_looser_verifier_too(bank, trust):
    signature = bank.signer.sign(DOCUMENT, AT)
    assert foreign.verify(DOCUMENT, signature, trust, AT).certificate == bank.certificate
    revoked = Trust(trust.ca, frozenset({bank.certificate.serial}))
    assert foreign_code(DOCUMENT, signature, revoked) == "certificate_revoked"
    of_bank = bank.bank_signer.sign(DOCUMENT, AT)
    assert foreign_code(DOCUMENT, of_bank, trust) == "certificate_usage"
    assert foreign_code(DOCUMENT, bytes(foreign.envelopes.MAX_BYTES + 1), trust) == "signature_too_large"
