"""Damaged and forged containers: ten thousand of them give our errors and nothing else, and never ask for much memory."""

import random
from collections import Counter
from typing import ClassVar

import crypto_kit as kit
import pytest

from bsclient.crypto import container, sealed, vault
from bsclient.crypto.container import Cost
from bsclient.crypto.hashes import sha256
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, Corrupt, WrongPassphrase

ROUNDS = 1_000_000 if kit.LONG else 10_000
PASSPHRASE = "ложка гудит над озером"
NUMBERS = [0, 1, 2, 7, 8, 2**16 - 1, 2**16, 2**20, 2**20 + 1, 2**31 - 1, 2**31, 2**32 - 1]


class Recorder:
    """Stands for Argon2id, asks for what it would cost, and derives at once: the right key where nothing was changed."""

    asked: ClassVar[Counter] = Counter()
    right = b""

    def __init__(self, *, salt, length, iterations, lanes, memory_cost):
        assert length == 32
        self.asked[memory_cost, iterations, lanes] += 1

    def derive_into(self, octets, made):
        assert bytes(octets) == PASSPHRASE.encode()
        made[:] = self.right


@pytest.fixture(params=["container", "vault"])
def made(request, bank, monkeypatch):
    """A blob, what opens it, and a recorder in place of the slow derivation, which is measured elsewhere."""
    monkeypatch.setattr(Recorder, "asked", Counter())
    if request.param == "container":
        blob = container.seal(bank.key.to_der(), PASSPHRASE, key_id="key-1", spki_sha256=bank.key.spki_sha256)
        parts, unseal = container.header(blob), container.unseal
    else:
        blob = vault.seal(Secret.random(32), PASSPHRASE, profile="профиль")
        parts, unseal = vault.header(blob), vault.unseal
    kind = container._KIND if request.param == "container" else vault._KIND
    with sealed.derive(kind, PASSPHRASE, parts.salt, parts.cost).reading() as right:
        monkeypatch.setattr(Recorder, "right", bytes(right))
    monkeypatch.setattr(sealed, "Argon2id", Recorder)
    return blob, unseal


def damaged(blob, chance):
    """Return a changed blob: bits, octets, numbers of the costs, cuts, pieces put in, out or twice."""
    changed = bytearray(blob)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(7):
            case 0:
                changed[at : at + 1] = bytes((chance.randrange(256),))
            case 1:
                del changed[at:]
            case 2:
                del changed[at : at + chance.randint(1, 40)]
            case 3:
                changed[at:at] = chance.randbytes(chance.randint(1, 40))
            case 4:
                changed[at:at] = changed[at : at + 40]
            case 5:
                place = 6 + 4 * chance.randrange(3)
                changed[place : place + 4] = chance.choice(NUMBERS).to_bytes(4, "big")
            case _:
                changed[at : at + 4] = chance.choice(NUMBERS).to_bytes(4, "big")
    return bytes(changed)


@pytest.mark.campaign
def test_damaged_blobs_are_refused_and_cost_no_more_than_the_ceiling(made):
    blob, unseal = made
    assert unseal(blob, PASSPHRASE)
    chance = random.Random(11)
    refusals = Counter()
    for number in range(ROUNDS):
        changed = damaged(blob, chance)
        if number % 2:
            changed = changed[:-32] + sha256(changed[:-32])  # what a thief would do, who knows the layout
        if changed == blob:
            continue
        with pytest.raises((BadInput, Corrupt, WrongPassphrase)) as caught:
            unseal(changed, PASSPHRASE)
        refusals[type(caught.value).__name__] += 1
    assert min(refusals[name] for name in ("BadInput", "Corrupt", "WrongPassphrase")) > ROUNDS / 100
    low, high = Cost.FLOOR, Cost.CEILING
    assert len(Recorder.asked) > 1
    for memory, passes, lanes in Recorder.asked:
        assert low.memory_kib <= memory <= high.memory_kib
        assert low.passes <= passes <= high.passes
        assert low.lanes <= lanes <= high.lanes


def test_the_control_lets_costs_through(made, monkeypatch):
    """Without the check a forged file could ask for terabytes: the recorder sees it."""
    blob, unseal = made
    monkeypatch.setattr(Cost, "check", lambda *_: None)
    changed = blob[:6] + (2**32 - 1).to_bytes(4, "big") + blob[10:]
    with pytest.raises(WrongPassphrase):
        unseal(changed[:-32] + sha256(changed[:-32]), PASSPHRASE)
    assert max(memory for memory, _, _ in Recorder.asked) == 2**32 - 1
