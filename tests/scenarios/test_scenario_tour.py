"""The guided tour is the whole journey through real windows and a real bank; every step must come out as told."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bsclient.formats import onec
from bsclient.tour.journey import ACTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.scenario
@pytest.mark.timeout(600)
def test_the_tour_walks_every_act_in_english_and_dark(tmp_path):
    folder = tmp_path / "tour"
    command = [
        sys.executable,
        "-m",
        "bsclient",
        "demo",
        "--tour",
        str(folder),
        "--lang",
        "en",
        "--theme",
        "dark",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=570)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = re.findall(r"^ ?\d+\. (.+?): (.+?)  \[(.+?\.png)\]$", done.stdout, re.MULTILINE)
    results = {title: result for title, result, _ in steps}
    assert len(steps) >= 2 * len(ACTS)
    assert all((folder / picture).stat().st_size > 10_000 for _, _, picture in steps)
    assert "partly signed" in results["Signed by the accountant"]
    assert results["Recalled"] == "state: recalled"
    assert "payee_blocked" in results["Rejected by the bank"]
    assert "executed" in results["Executed"]
    assert "adds up" in results["Statement"]
    assert "chain holds" in results["Audit journal"]
    back = onec.load((folder / "kl_to_1c.txt").read_bytes())
    assert back.readable
    assert len(back.documents) == int(results["Statement"].split()[0])
    assert (folder / "payment.pdf").read_bytes().startswith(b"%PDF")
