"""A key in a signer process, for the tests of that process."""

import sys

import pytest
from crypto_kit import AT

from bsclient.crypto import container, remote
from bsclient.crypto.secret import Secret
from bsclient.crypto.verify import Trust, Verifier
from bsclient.domain import canonical
from bsclient.protocol import acts

RIGHT = "correct horse battery"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture(name="sealed", scope="module")
def sealed_fixture(bank):
    blob = container.seal(bank.key.to_der(), RIGHT, key_id="u1", spki_sha256=bank.key.spki_sha256)
    return remote.Sealed(bank.certificate, container=blob)


@pytest.fixture(name="batch", scope="module")
def batch_fixture(sealed):
    with remote.BatchSigner(sealed, Secret.of(RIGHT)) as signer:
        yield signer


@pytest.fixture(name="login", scope="module")
def login_fixture(sealed):
    key = remote.LoginKey(sealed, Secret.of(RIGHT))
    yield key
    key.close()


def document(number=1, **more):
    return canonical.encode({"purpose": "bsclient.document/1", "fields": {"number": str(number), **more}})


def log_in():
    return acts.Login("n" * 32, "server", "c" * 64, AT).encode()


def verifier(bank):
    return Verifier(Trust(bank.authority.certificate))
