"""Secrets can be read and wiped; they are never shown, compared, copied by accident or kept in a file."""

import copy
import gc
import logging
import pickle
import traceback

import pytest

from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, NotAllowed

WORDS = "canary-passphrase"


def octets(secret):
    with secret.reading() as view:
        return bytes(view)


@pytest.mark.parametrize("value", [WORDS, WORDS.encode(), "пароль"])
def test_holds_octets(value):
    made = Secret.of(value)
    expected = value.encode() if isinstance(value, str) else value
    assert octets(made) == expected
    assert len(made) == len(expected)
    assert Secret.of(made) is made


def test_half_characters_are_no_passphrase():
    with pytest.raises(BadInput, match="passphrase_text"):
        Secret.of("a\ud800")


def test_empty_and_random():
    assert not Secret.empty()
    one, two = Secret.random(32), Secret.random(32)
    assert len(one) == 32
    assert octets(one) != octets(two)


def test_wiping_overwrites_the_very_buffer():
    buffer = bytearray(WORDS.encode())
    secret = Secret(buffer)
    secret.wipe()
    assert buffer == bytes(len(WORDS))
    assert secret.wiped
    with pytest.raises(NotAllowed, match="secret_wiped"), secret.reading():
        pass


def test_a_block_and_the_last_reference_wipe():
    first, second = bytearray(b"one"), bytearray(b"two")
    with pytest.raises(ZeroDivisionError), Secret(first):
        raise ZeroDivisionError
    assert first == bytes(3)
    held = Secret(second)
    del held
    gc.collect()
    assert second == bytes(3)


def test_a_reader_sees_no_more_than_zeros_after_a_wipe_and_cannot_write():
    secret = Secret.of(WORDS)
    with secret.reading() as view:
        with pytest.raises(TypeError):
            view[0] = 0
        secret.wipe()
        assert bytes(view) == bytes(len(WORDS))


def test_a_view_is_of_no_use_after_its_block():
    secret = Secret.of(WORDS)
    with secret.reading() as view:
        pass
    with pytest.raises(ValueError, match="released"):
        bytes(view)


def test_a_copy_is_wiped_on_its_own():
    secret = Secret.of(WORDS)
    twin = secret.copy()
    secret.wipe()
    assert octets(twin) == WORDS.encode()


@pytest.mark.parametrize("act", [pickle.dumps, copy.copy, copy.deepcopy, hash, lambda one: one == one])  # noqa: PLR0124
def test_never_pickled_copied_hashed_or_compared(act):
    with pytest.raises(TypeError):
        act(Secret.of(WORDS))


def test_never_shown(caplog):
    secret = Secret.of(WORDS)
    shown = [
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret:>30}",
        f"{secret} {secret!r}",
        repr([secret]),
    ]
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("bsclient.test").error("could not open with %s", secret)
    try:
        raise NotAllowed("secret_wiped", value=str(secret))
    except NotAllowed as error:
        shown += traceback.format_exception(error)
        shown += traceback.TracebackException.from_exception(error, capture_locals=True).format()
    assert WORDS not in "".join(shown) + caplog.text
    assert "***" in shown[0]
