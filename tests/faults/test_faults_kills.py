"""Client or server is killed in the middle of a session: after the restart every payment was made exactly once."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest_faults import LONG

from bsclient.domain.states import State
from bsclient.tour import stage

ROOT = Path(__file__).resolve().parents[2]
KILLS = 120 if LONG else 4


def session(office):
    """One real process that synchronises the profile, as `main.py sync` does."""
    command = [sys.executable, "-m", "bsclient", "sync", "--profile", office.profile.id]
    command += ["--home", str(office.profile.folder.parent), "--json"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdin.write(stage.PASSPHRASE.encode() + b"\n")
    process.stdin.flush()
    return process


def queue(office, count=3):
    desk = office.desk()
    made = office.queue(desk, count)
    desk.close()
    return made


def settle(office, made):
    """Let a clean session run in this process; returns how often each amount was paid, and the states."""
    desk = office.desk()
    counts = office.paid(desk, set(made.values()))
    states = {desk.drafts.get(identity).state for identity in made}
    chain = desk.audit.check()
    assert desk.place.store.check() == []
    desk.close()
    assert chain.ok
    return set(counts.values()), states


def whole_time(office):
    """Seconds that an undisturbed session takes."""
    made = queue(office)
    office.at(office.bank.url)
    began = time.monotonic()
    process = session(office)
    out, complaints = process.communicate(timeout=60)
    assert process.returncode == 0, (out, complaints)
    took = time.monotonic() - began
    assert settle(office, made) == ({1}, {State.EXECUTED})
    return took


@pytest.mark.campaign
def test_a_killed_client_neither_loses_nor_doubles_a_payment(office):
    """A session that was quicker than the kill tells how long one takes now: the next one is killed earlier."""
    whole, killed, tries = whole_time(office), 0, 0
    while killed < KILLS:
        tries += 1
        assert tries <= 3 * KILLS, f"only {killed} sessions could be killed"
        made, began = queue(office), time.monotonic()
        process = session(office)
        try:
            process.wait(whole * (0.35 + 0.65 * killed / KILLS))
            whole = min(whole, time.monotonic() - began)
        except subprocess.TimeoutExpired:
            process.kill()
            killed += 1
        process.communicate()
        assert settle(office, made) == ({1}, {State.EXECUTED}), (killed, tries)


@pytest.mark.campaign
def test_a_killed_server_neither_loses_nor_doubles_a_payment(office):
    whole = whole_time(office)
    for number in range(KILLS // 2):
        made = queue(office)
        process = session(office)
        time.sleep(whole * (0.4 + 0.6 * number / (KILLS // 2)))
        office.bank.kill()
        office.bank.start()
        process.kill()  # its retries would go on for long; the restart is the next session
        process.communicate()
        assert settle(office, made) == ({1}, {State.EXECUTED}), number
