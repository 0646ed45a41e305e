"""The signer process: signs for one purpose, all or nothing, and ends in every way a process can without half an answer."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import memory_search
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
from crypto_kit import AT

from bsclient.crypto import cms, container, remote
from bsclient.crypto.child import host
from bsclient.crypto.child.answers import OPERATIONS
from bsclient.crypto.hashes import sha256
from bsclient.crypto.requests import check_request
from bsclient.crypto.secret import Secret
from bsclient.errors import BadInput, BsError, Corrupt, NotAllowed, WrongPassphrase
from bsclient.protocol import acts

# what it signs ------------------------------------------------------------------------------------------------------


def test_a_batch_is_signed_in_order(batch, bank):
    contents = [document(number) for number in range(1203)]
    made = batch.sign_many(contents, AT)
    assert len(made) == len(contents)
    for content, signature in list(zip(contents, made, strict=True))[::100]:
        assert verifier(bank).verify(content, signature, AT).certificate == bank.certificate
    assert batch.sign_many([], AT) == []


def test_large_documents_are_cut_into_frames(batch, bank):
    contents = [document(number, text="я" * 1_000_000) for number in range(20)]
    made = batch.sign_many(contents, AT)
    assert verifier(bank).verify(contents[-1], made[-1], AT)


def test_all_but_the_signature_is_as_a_key_in_this_process_would_make_it(batch, bank):
    ours, theirs = cms.parse(batch.sign(document(), AT)), cms.parse(bank.signer.sign(document(), AT))
    assert replace(ours, signature=b"") == replace(theirs, signature=b"")


@pytest.mark.parametrize(
    "content",
    [
        b'{"purpose":"bsclient.document/1", "fields":{}}',
        b'{"fields":{},"purpose":"bsclient.document/1"',
        '{"purpose":"bsclient.document/1","текст":""}'.encode(),
        b"\xff\xfe",
        b"",
        b"[]",
        document() + b"\n",
    ],
)
def test_bytes_that_are_not_canonical_void_the_whole_batch(batch, content):
    with pytest.raises(BadInput, match="not_canonical"):
        batch.sign_many([document(1), content, document(2)], AT)
    assert batch.sign(document(1), AT)


@pytest.mark.parametrize("content", [b"{}", b'{"purpose":""}', b'{"purpose":["a"]}', b'{"fields":{}}'])
def test_bytes_without_a_purpose_are_not_signed(batch, content):
    with pytest.raises(NotAllowed, match="signer_refuses"):
        batch.sign(content, AT)


def test_each_process_has_one_purpose(batch, login, bank):
    assert verifier(bank).verify(log_in(), login.sign_login(log_in(), AT), AT)
    with pytest.raises(NotAllowed, match="signer_refuses"):
        batch.sign(log_in(), AT)
    with pytest.raises(BadInput, match="not_canonical"):
        login.sign_login(document(), AT)
    for child, operation in ((login._child, "sign"), (batch._child, "sign_login")):
        with pytest.raises(NotAllowed, match="signer_refuses"):
            child.ask(operation, [document() if operation == "sign" else log_in()], at="2026-11-22T10:00:00Z")
        with pytest.raises(NotAllowed, match="signer_refuses"):
            child.ask("open", [b"", b"", b""], **{"for": "documents"})


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - {"propose"}))
def test_a_question_without_parts_is_refused_and_not_the_end(batch, operation):
    with pytest.raises(BsError):
        batch._child.ask(operation)
    assert batch.sign(document(), AT)


def test_what_it_does_not_know_it_refuses(batch):
    for name in ("", "eval", "__import__"):
        with pytest.raises(NotAllowed, match="signer_refuses"):
            batch._child.ask(name)


def test_wrong_passphrase_other_certificate_damaged_file(sealed, bank):
    with pytest.raises(WrongPassphrase):
        remote.BatchSigner(sealed, Secret.of("wrong"))
    with pytest.raises(BadInput, match="certificate_of_other_key"):
        remote.LoginKey(remote.Sealed(bank.bank_certificate, container=sealed.container), Secret.of(RIGHT))
    broken = sealed.container[:-1] + bytes([sealed.container[-1] ^ 1])
    with pytest.raises(Corrupt, match="container_damaged"):
        remote.LoginKey(remote.Sealed(bank.certificate, container=broken), Secret.of(RIGHT))
    with pytest.raises(BadInput, match="key_kind_unknown"):
        remote.LoginKey(remote.Sealed(bank.certificate, kind="paper"), Secret.of(RIGHT))


def test_a_key_is_made_and_sealed_anew_there(bank):
    parts = [Secret.of("first phrase")]
    blob, request, spki = remote.ask(
        "generate", parts, 3, key_id="u1", name="Иванов", organisation="ООО «Ромашка»"
    )
    asked = check_request(request)
    assert (asked.spki_sha256, asked.common_name) == (spki, "Иванов")
    assert container.header(blob).spki_sha256 == spki
    (again,) = remote.ask("reseal", [Secret.of("first phrase"), Secret.of("другая фраза"), blob], 1)
    assert container.unseal(again, "другая фраза") == container.unseal(blob, "first phrase")
    with pytest.raises(WrongPassphrase):
        remote.ask("reseal", [Secret.of("second"), Secret.of("x"), blob], 1)
    with pytest.raises(BadInput, match="certificate_name"):
        remote.ask("generate", parts, 3, key_id="u1", name="", organisation="")


# how it ends --------------------------------------------------------------------------------------------------------


def test_a_closed_key_is_locked(sealed):
    key = remote.LoginKey(sealed, Secret.of(RIGHT))
    key.close()
    with pytest.raises(NotAllowed, match="key_locked"):
        key.sign_login(log_in(), AT)
    key.close()


# what it is ---------------------------------------------------------------------------------------------------------

ALL_OPERATIONS = """
import sys
sys.path.insert(0, sys.argv[1])
import importlib
from bsclient.crypto.child import answers
for module in set(answers.OPERATIONS.values()):
    importlib.import_module(module)
from bsclient.crypto import vault, container, requests
print(*sorted(sys.modules))
"""
FOREIGN = ("PySide6", "shiboken6", "sqlalchemy", "sqlite3", "sqlcipher3", "httpx2", "http.client", "ssl", "asyncio",
           "urllib.request", "bsclient.storage", "bsclient.services", "bsclient.gui", "bsclient.sync", "bsclient.bank")  # fmt: skip


def test_it_knows_no_windows_no_databases_and_no_network():
    root = str(Path(host.__file__).parents[3])
    told = subprocess.run(
        [sys.executable, "-c", ALL_OPERATIONS, root], capture_output=True, text=True, check=True
    )
    loaded = told.stdout.split()
    assert "bsclient.crypto.keys" in loaded
    assert [
        each for each in loaded if each in FOREIGN or each.startswith(tuple(f"{one}." for one in FOREIGN))
    ] == []


@LINUX
def test_no_secret_in_its_arguments_and_environment_and_nothing_of_the_user_s(sealed, monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/tmp/evil.py")
    monkeypatch.setenv("PYTHONPATH", "/tmp/evil")
    monkeypatch.setenv("LD_LIBRARY_PATH", "/tmp/evil")
    monkeypatch.setenv("BSCLIENT_DEBUGGABLE", "1")  # else nobody but the administrator could look
    with remote.BatchSigner(sealed, Secret.of(RIGHT)) as signer:
        told = Path(f"/proc/{signer.pid}/environ").read_bytes()
        arguments = Path(f"/proc/{signer.pid}/cmdline").read_bytes()
    assert RIGHT.encode() not in told + arguments
    assert b"evil" not in told
    names = {each.split(b"=")[0].decode() for each in told.split(b"\0") if each}
    assert names <= {*host.PASSED_ON, "PYTHONMALLOC", "MALLOC_PERTURB_"}


@LINUX
def test_it_leaves_no_core(batch):
    limits = Path(f"/proc/{batch.pid}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]


HARDENED = """
import ctypes, os, resource, sys
sys.path.insert(0, sys.argv[1])
from bsclient.crypto import hardening
hardening.no_dumps()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *resource.getrlimit(resource.RLIMIT_CORE))
"""


@LINUX
@pytest.mark.parametrize(("wish", "dumpable"), [("", "0"), ("1", "1")])
def test_a_hardened_process_cannot_be_looked_into_unless_a_developer_asks(wish, dumpable):
    command = [sys.executable, "-c", HARDENED, str(Path(host.__file__).parents[3])]
    told = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "BSCLIENT_DEBUGGABLE": wish}
    ).stdout.split()
    assert told[0] == dumpable
    assert (told[1:] == ["0", "0"]) is (dumpable == "0")


@LINUX
@pytest.mark.parametrize("passphrase", ["correct horse canary staple", "фраза-канарейка для проверки"])
def test_the_long_lived_process_keeps_the_key_and_forgets_the_passphrase(bank, passphrase, monkeypatch):
    monkeypatch.setenv("BSCLIENT_DEBUGGABLE", "1")
    blob = container.seal(bank.key.to_der(), passphrase, key_id="u1", spki_sha256=bank.key.spki_sha256)
    scalar = bank.key.handle.private_numbers().private_value.to_bytes(32, "big")
    key = remote.LoginKey(remote.Sealed(bank.certificate, container=blob), Secret.of(passphrase))
    key.sign_login(log_in(), AT)
    found = memory_search.count(key.pid, memory_search.forms(passphrase) | {"control": bank.certificate.der})
    key_found = memory_search.count(key.pid, {"little": scalar[::-1], "big": scalar})
    key.close()
    assert found.pop("control")
    assert sum(key_found.values()), "the control: the key itself must be there, or the search is blind"
    assert found == dict.fromkeys(found, 0)


def test_many_threads_share_one_key(login, bank):
    made = {}

    def sign(number):
        content = acts.Login(f"{number:032}", "server", "c" * 64, AT).encode()
        made[number] = (content, login.sign_login(content, AT))

    threads = [threading.Thread(target=sign, args=(number,)) for number in range(16)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({sha256(content) for content, _ in made.values()}) == 16
    for content, signature in made.values():
        assert verifier(bank).verify(content, signature, AT)
