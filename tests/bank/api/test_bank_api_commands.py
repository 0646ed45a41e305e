"""The bank's commands and its start: keys for their owner only, one JSON line when it listens, operators at work."""

import contextlib
import io
import json
import os
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bank_client import BankClient, new_person
from bank_server import ROOT, bank_of, bank_thread, start_bank

from bsclient import clock
from bsclient.bank import tls
from bsclient.bank.__main__ import main
from bsclient.bank.keys import keyring
from bsclient.crypto import certificates
from bsclient.errors import Corrupt, NotAllowed


def command(folder, *arguments):
    """Run one command of the bank; returns (exit code, answer or refusal)."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["--data", str(folder), *arguments])
    text = out.getvalue() or err.getvalue()
    return code, json.loads(text) if text.strip() else None


def alone(folder, *arguments):
    """The same as a program of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bsclient.bank", "--data", str(folder), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
    )
    text = done.stdout or done.stderr
    return done.returncode, json.loads(text) if text.strip() else None


def test_operators_work_beside_the_server(bank, core):
    person = new_person(core)
    code, made = alone(bank.folder, "activate", *person)
    assert code == 0
    client = BankClient(bank.connection)
    asked = client.request_certificate(made["activation_code"]).json()
    assert asked["state"] == "pending"

    code, waiting = command(bank.folder, "pending")
    (mine,) = [row for row in waiting if row["id"] == asked["id"]]
    assert (mine["client_id"], mine["user_id"], mine["approvals"]) == (*person, [])
    assert mine["fingerprint"] == asked["fingerprint"]

    code, refusal = alone(bank.folder, "approve", asked["id"], "olga", "0000 " * 16)
    assert (code, refusal["code"]) == (1, "fingerprint_differs")
    assert command(bank.folder, "approve", asked["id"], "olga", asked["fingerprint"])[1]["state"] == "pending"
    shown = command(bank.folder, "show", asked["id"])[1]
    assert (shown["waits"], shown["approvals"], shown["fingerprint"]) == (
        "second",
        ["olga"],
        asked["fingerprint"],
    )
    code, refusal = command(bank.folder, "confirm", asked["id"], "Olga", shown["check"])
    assert (code, refusal["code"]) == (1, "operator_twice")
    assert command(bank.folder, "confirm", asked["id"], "pavel", shown["check"])[1]["state"] == "issued"

    client.take_certificate(client.call("GET", f"/v1/enrolments/{asked['id']}").json())
    client.log_in()
    listed = command(bank.folder, "certificates", "--client", person[0])[1]
    assert [(row["serial"], row["revoked"], bool(row["used"])) for row in listed] == [
        (client.serial, "", True)
    ]
    assert command(bank.folder, "block", person[1], "AAAA-AAAA")[1]["code"] == "block_word_wrong"
    assert (
        command(bank.folder, "revoke", client.serial, "--reason", "bored")[1]["code"] == "revocation_reason"
    )
    assert command(bank.folder, "revoke", client.serial, "--operator", "olga") == (0, None)
    assert command(bank.folder, "block", person[1], made["block_word"])[1] == {"revoked": []}
    answer = client.call("POST", "/v1/challenges", {"serial": client.serial, "device": client.device})
    assert answer.json()["code"] == "certificate_revoked"
    client.close()


def test_only_a_demo_issues_keys_without_operators(tmp_path, bank, core):
    code, refusal = command(tmp_path / "bank", "activate", "c1", "u1", "--automatic")
    assert (code, refusal) == (1, {"code": "automatic_needs_demo", "facts": {}})
    code, made = command(bank.folder, "activate", *new_person(core), "--automatic")
    assert code == 0
    client = BankClient(bank.connection)
    assert client.request_certificate(made["activation_code"]).json()["state"] == "issued"
    client.close()


def test_an_operator_refuses(bank, core):
    made = command(bank.folder, "activate", *new_person(core))[1]
    client = BankClient(bank.connection)
    asked = client.request_certificate(made["activation_code"]).json()
    assert command(bank.folder, "refuse", asked["id"], "olga", "--note", "No act") == (0, None)
    told = client.call("GET", f"/v1/enrolments/{asked['id']}").json()
    assert (told["state"], told["note"]) == ("refused", "No act")
    assert command(bank.folder, "refuse", asked["id"], "olga")[1]["code"] == "enrolment_not_pending"
    client.close()


def test_the_bank_ends_its_own_key_and_signs_with_the_next_one(tmp_path):
    folder = tmp_path / "bank"
    assert command(folder, "renewal-policy") == (0, {"renewal_policy": "at_once"})
    assert command(folder, "renewal-policy", "operator")[1] == {"renewal_policy": "operator"}
    done = command(folder, "revoke-own")[1]
    ring = keyring.open_keys(folder, "Test", clock.now)
    assert ring.keys.signer.certificate.serial == done["signer"] != done["revoked"]
    assert command(folder, "crl", str(folder / "list.der"))[0] == 0
    root = ring.keys.authority.certificate
    listed = certificates.check_crl((folder / "list.der").read_bytes(), root, clock.now())
    assert listed.serials == {done["revoked"]}
    assert command(folder, "crl", str(folder / "no" / "list.der"))[1]["code"] == "crl_not_written"


def test_the_first_start_makes_everything(tmp_path):
    with bank_of(tmp_path, demo=False) as bank:
        assert bank.connection["url"] == bank.url
        assert certificates.load(bank.connection["ca_pem"]).role is certificates.Role.AUTHORITY
        assert stat.S_IMODE((bank.folder / "connection.json").stat().st_mode) == 0o600
        for path in (bank.folder / "keys").iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert sorted(path.name for path in (bank.folder / "keys").iterdir()) == [
            "ca.key", "ca.pem", "server.json", "signer.key", "signer.pem", "tls.key", "tls.pem",
        ]  # fmt: skip
        assert not list(bank.folder.glob("keys-*"))


def test_the_demo_gives_codes_that_work(tmp_path):
    with bank_of(tmp_path, demo=True) as bank:
        first = bank.demo_access["clients"][0]
        client = BankClient(bank.connection).enrol(first["users"][0]["code"]).log_in()
        assert (client.client_id, client.user_id) == (first["id"], first["users"][0]["id"])
        kinds = {event.kind for event in client.all_events()}
        assert {"balance", "entry", "rights"} <= kinds
        client.close()
        codes = bank.demo_access
        assert bank.stop() == 0
        bank.start()
        assert bank.demo_access == codes


def test_a_taken_port(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, refusal = alone(tmp_path / "bank", "serve", "--port", str(port))
        assert (code, refusal) == (1, {"code": "port_in_use", "facts": {"port": str(port)}})
        with pytest.raises(NotAllowed):
            tls.listening("127.0.0.1", port)


def test_a_fast_clock_is_kept(tmp_path):
    bank = start_bank(tmp_path, demo=False, speed=1000.0)
    try:
        with bank.core() as core:
            first = core.clock()
            while core.clock() == first:
                pass
            assert core.clock.factor == 1000.0
        client = BankClient(bank.connection)
        hello = client.http.get("/v1/hello").json()
        # Log-ins and the wire go by the real clock.
        assert abs((clock.parse(hello["time"]) - clock.now()).total_seconds()) < 60
        client.close()
    finally:
        bank.stop()


def test_keys_are_made_once_even_by_many(tmp_path):
    def opened(_):
        return keyring.open_keys(tmp_path, "Bank", clock.now)

    with ThreadPoolExecutor(6) as pool:
        rings = list(pool.map(opened, range(6)))
    assert len({ring.server_id for ring in rings}) == 1
    assert len({ring.keys.authority.certificate.der for ring in rings}) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


@pytest.mark.parametrize("name", ["ca.key", "signer.key", "server.json", "tls.pem"])
def test_missing_or_broken_keys_stop_the_start(tmp_path, name):
    keyring.open_keys(tmp_path, "Bank", clock.now)
    path = tmp_path / "keys" / name
    path.write_bytes(b"broken")
    with pytest.raises(Corrupt) as refused:
        keyring.open_keys(tmp_path, "Bank", clock.now)
    assert refused.value.code == "bank_keys_unreadable"
    path.unlink()
    with pytest.raises(Corrupt):
        keyring.open_keys(tmp_path, "Bank", clock.now)


def test_an_old_tls_certificate_is_renewed(tmp_path):
    first = keyring.open_keys(tmp_path, "Bank", clock.now).tls_sha256
    assert keyring.open_keys(tmp_path, "Bank", clock.now).tls_sha256 == first
    later = keyring.open_keys(tmp_path, "Bank", lambda: clock.now() + timedelta(days=370))
    assert later.tls_sha256 != first


def test_too_many_calls_from_one_address(tmp_path, monkeypatch):
    """Time stands still for the count: on a busy machine the calls are spread over seconds that give new ones."""
    with bank_thread(tmp_path) as (bank, server):
        monkeypatch.setattr(server.parts.address_calls, "_now", lambda: 0.0)
        burst = int(server.parts.caps.address_burst)
        client = BankClient(bank.connection)
        answers = [client.http.get("/v1/hello") for _ in range(burst + 20)]
        refused = answers[burst:]
        assert {answer.status_code for answer in answers[:burst]} == {200}
        assert {answer.status_code for answer in refused} == {429}
        assert all(answer.json()["code"] == "busy" for answer in refused)
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
        client.close()


def test_modes_do_not_depend_on_the_umask(tmp_path):
    before = os.umask(0)
    try:
        keyring.open_keys(tmp_path, "Bank", clock.now)
    finally:
        os.umask(before)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}
