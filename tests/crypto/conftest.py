"""Real keys and certificates for the tests of this folder, made once."""

import crypto_kit as kit
import pytest

from bsclient.crypto.verify import Trust, Verifier


@pytest.fixture(scope="session")
def bank():
    return kit.Bank()


@pytest.fixture
def trust(bank):
    return Trust(bank.authority.certificate)


@pytest.fixture
def verifier(trust):
    return Verifier(trust)


@pytest.fixture(scope="session")
def openssl():
    return kit.find_openssl()
