"""A bank known by its address and the fingerprint of its letter: its real server, and one that is not it."""

import json

import msgspec
import pytest
from bank_server import bank_of

from bsclient.bank.__main__ import main as bank_command
from bsclient.errors import BadSignature, BsError, Unreachable
from bsclient.protocol import connection as wire
from bsclient.sync import introduction


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    with bank_of(tmp_path_factory.mktemp("bank")) as running:
        yield running


def test_bank_writes_file_and_code_and_the_wire_says_the_same(bank, tmp_path, capsys):
    file, png = tmp_path / "demo.bsbank", tmp_path / "demo.png"
    assert bank_command(["--data", str(bank.folder), "connection", str(file), "--qr", str(png)]) == 0
    said = json.loads(capsys.readouterr().out)
    told = wire.decode(file.read_bytes())
    assert told.url == bank.url == said["url"]
    assert told.ca_fingerprint == bank.connection["ca_fingerprint"] == said["ca_fingerprint"].replace(" ", "")
    assert png.read_bytes().startswith(b"\x89PNG")
    assert introduction.fetch(told.pointer) == told
    typed = msgspec.structs.replace(told.pointer, bic="")
    assert introduction.fetch(typed) == told


def test_command_says_why_it_cannot(bank, tmp_path, capsys):
    for arguments, code in (
        (["connection", str(tmp_path / "a.bsbank"), "--url", "http://x"], "connection_url"),
        (["connection", str(tmp_path / "no" / "a.bsbank")], "connection_not_written"),
    ):
        assert bank_command(["--data", str(bank.folder), *arguments]) == 1
        assert json.loads(capsys.readouterr().err)["code"] == code


def test_another_authority_and_another_bank_are_refused(bank):
    pointer = wire.Pointer(url=bank.url, ca_fingerprint=bank.connection["ca_fingerprint"])
    with pytest.raises(BadSignature, match="connection_other_authority"):
        introduction.fetch(msgspec.structs.replace(pointer, ca_fingerprint="0" * 64))
    with pytest.raises(BadSignature, match="connection_other_bank"):
        introduction.fetch(msgspec.structs.replace(pointer, bic="044525999"))


def test_nobody_at_the_address(bank):
    pointer = wire.Pointer(url="https://127.0.0.1:9", ca_fingerprint=bank.connection["ca_fingerprint"])
    with pytest.raises(Unreachable) as caught:
        introduction.fetch(pointer, timeout=3)
    assert isinstance(caught.value, BsError)
