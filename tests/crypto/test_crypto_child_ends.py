"""The signer process when it is killed, late, left alone, or lied for: a clear error, all or nothing."""

import io
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from child_kit import (  # noqa: F401 -- fixtures
    LINUX,
    RIGHT,
    batch_fixture,
    document,
    log_in,
    login_fixture,
    sealed_fixture,
    verifier,
)
from crypto_kit import AT, LONG

from bsclient.crypto import remote
from bsclient.crypto.child import frames, host
from bsclient.crypto.child.answers import Clerk
from bsclient.crypto.child.host import Child
from bsclient.crypto.secret import Secret
from bsclient.errors import Corrupt, NotAllowed


def test_a_killed_process_is_a_clear_error(sealed):
    signer = remote.BatchSigner(sealed, Secret.of(RIGHT))
    os.kill(signer.pid, signal.SIGTERM)
    with pytest.raises(NotAllowed, match="signer_ended"):
        signer.sign(document(), AT)
    signer.close()


def test_killed_at_any_moment_it_gives_all_or_nothing(sealed, bank):
    """Kills fall anywhere between the question and the answer; some come too late, and then all is signed."""
    chance = random.Random(7)
    contents = [document(number) for number in range(500)]
    outcomes = []
    for _ in range(60 if LONG else 8):
        with remote.BatchSigner(sealed, Secret.of(RIGHT)) as signer:
            killer = threading.Timer(chance.random() * 0.2, os.kill, (signer.pid, signal.SIGKILL))
            killer.start()
            made, code = attempt(signer, contents)
            killer.cancel()
            killer.join()
        outcomes.append(code)
        if not code:
            assert len(made) == len(contents)
            assert verifier(bank).verify(contents[-1], made[-1], AT)
    assert "signer_ended" in outcomes
    assert set(outcomes) <= {"", "signer_ended"}


def attempt(signer, contents):
    try:
        return signer.sign_many(contents, AT), ""
    except NotAllowed as error:
        return [], error.code


def test_locked_while_it_answers_it_is_locked(sealed):
    signer = remote.BatchSigner(sealed, Secret.of(RIGHT))
    contents = [document(number) for number in range(500)]
    closing = threading.Timer(0.02, signer.close)
    closing.start()
    code = ""
    while not code:
        _, code = attempt(signer, contents)
    assert code == "key_locked"
    closing.join()


def sign_too_late(sealed):
    """Sign after the process has lived its time; on a busy machine that is over before the key is open."""
    key = remote.LoginKey(sealed, Secret.of(RIGHT), seconds=3)
    try:
        key._child._process.wait(60)
        return key.sign_login(log_in(), AT)
    finally:
        key.close()


def test_it_ends_when_its_time_is_over(sealed):
    with pytest.raises(NotAllowed, match="signer_ended"):
        sign_too_late(sealed)


STARTER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from bsclient.crypto.child.host import Child
child = Child()
print(child.pid, flush=True)
time.sleep(600)
"""


@LINUX
def test_it_ends_with_the_program_that_started_it():
    program = subprocess.Popen(
        [sys.executable, "-c", STARTER, str(Path(host.__file__).parents[3])], stdout=subprocess.PIPE
    )
    number = int(program.stdout.readline())
    assert Path(f"/proc/{number}").exists()
    program.kill()
    program.wait()
    program.stdout.close()
    while running(number):
        time.sleep(0.02)


def running(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


# garbage ------------------------------------------------------------------------------------------------------------


def test_garbage_never_gets_an_answer_that_is_no_frame():
    """Random octets, and real frames cut or changed: an end, or an answer that says an error."""
    chance = random.Random(11)
    whole = io.BytesIO()
    frames.write(whole, {"op": "sign", "at": "2026-11-22T10:00:00Z"}, [document()])
    ended = refused = 0
    for _ in range(20_000 if LONG else 2_000):
        octets = bytearray(whole.getvalue())
        if chance.random() < 0.3:
            octets = bytearray(chance.randbytes(chance.randrange(200)))
        else:
            for _change in range(chance.randrange(1, 4)):
                octets[chance.randrange(len(octets))] = chance.randrange(256)
            del octets[chance.randrange(len(octets) // 2, len(octets) + 1) :]
        sink = io.BytesIO()
        assert Clerk().serve(io.BytesIO(octets), sink) in {0, 2}
        if sink.getvalue():
            assert "error" in frames.read(io.BytesIO(sink.getvalue())).head
            refused += 1
        else:
            ended += 1
    assert ended
    assert refused


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\x00\x00\x00\x02\x00\x00[]",
        b"\x00\x00\x00\x01\x00\x00{",
        b"\xff\xff\xff\xff\x00\x00",
        b"\x00\x00\x00\x02\xff\xff",
        b"\x00\x00\x00\x02\x00\x01\xff\xff\xff\xff{}",
        b"\x00\x00\x00\x02\x00\x01\x00\x00\x00\x05{}abc",
    ],
)
def test_frames_with_wrong_lengths_are_refused(octets):
    with pytest.raises((frames.Ended, frames.Garbled)):
        frames.read(io.BytesIO(octets))


LIARS = {
    "noise": ("signer_garbled", "sys.stdout.buffer.write(b'\\xff' * 5000)"),
    "silent": ("signer_ended", "pass"),
    "half": (
        "signer_ended",
        "sys.stdout.buffer.write(b'\\x00\\x00\\x00\\x02\\x00\\x01\\x00\\x00\\x00\\x05{}ab')",
    ),
    "fewer": ("signer_garbled", "frames.write(sink, {'count': 2, 'digest': 'x'}, [b'1'])"),
    "other_digest": ("signer_other_bytes", "frames.write(sink, {'count': 2, 'digest': 'x'}, [b'1', b'2'])"),
    "no_signature": (
        "signer_other_bytes",
        "frames.write(sink, {'count': 2, 'digest': digest}, [b'1', b'2'])",
    ),
    "odd_error": ("signer_garbled", "frames.write(sink, {'error': 7, 'class': 'BadInput'})"),
    "odd_class": ("signer_garbled", "frames.write(sink, {'error': 'x', 'class': 'SystemExit'})"),
}
LIAR = """
import sys
sys.path.insert(0, {root!r})
from bsclient.crypto.child import frames
from bsclient.crypto.hashes import sha256
source, sink = open(0, "rb", buffering=0), open(1, "wb", buffering=0)
frames.read(source)
frames.write(sink, {{}})
contents = frames.read(source).parts
digest = sha256(b"".join(sha256(bytes(each)) for each in contents)).hex()
{answer}
sys.stdout.flush()
"""


@pytest.mark.parametrize("name", sorted(LIARS))
def test_a_process_that_answers_nonsense_or_lies_is_found_out(name, sealed, tmp_path, monkeypatch):
    code, answer = LIARS[name]
    program = tmp_path / "liar.py"
    program.write_text(LIAR.format(root=str(Path(host.__file__).parents[3]), answer=answer))
    monkeypatch.setattr(host, "PROGRAM", program)
    signer = remote.BatchSigner(sealed, Secret.of(RIGHT))
    with pytest.raises((NotAllowed, Corrupt), match=code):
        signer.sign_many([document(1), document(2)], AT)
    signer.close()


def test_signatures_over_other_bytes_are_thrown_away(sealed, bank, tmp_path, monkeypatch):
    """The worst liar: says the right summary, and returns a true signature of the user over something else."""
    other = bank.signer.sign(document(2), AT)
    program = tmp_path / "liar.py"
    answer = f"frames.write(sink, {{'count': 1, 'digest': digest}}, [{other!r}])"
    program.write_text(LIAR.format(root=str(Path(host.__file__).parents[3]), answer=answer))
    monkeypatch.setattr(host, "PROGRAM", program)
    with (
        remote.BatchSigner(sealed, Secret.of(RIGHT)) as signer,
        pytest.raises(Corrupt, match="signer_other_bytes"),
    ):
        signer.sign(document(1), AT)


def test_a_process_that_cannot_start_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    with pytest.raises(NotAllowed, match="signer_not_started"):
        Child()
