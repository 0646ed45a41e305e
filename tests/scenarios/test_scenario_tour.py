"""The guided tour is the whole journey through real windows and a real bank; every step must come out as told."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pdf_text import letters_of

from bsclient.domain.documents import registry
from bsclient.domain.families import Family
from bsclient.formats import onec
from bsclient.tour import families
from bsclient.tour.journey import ACTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.scenario
@pytest.mark.timeout(900)
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
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=870)
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
    for form in families.told()["forms"]:
        words = results[f"Form – {registry[form['type']].title}"]
        assert re.match(r"№ [0-9]+, new, ", words), form["type"]
    assert results["Own directory"].startswith("employees: ")
    assert int(results["Journal of a family"].split()[0]) >= 2
    assert int(results["Products"].split()[0]) > 0
    assert results["Calendar"] == "1 recurring document(s)"
    assert results["Printed act"] == "16 groups, key-act.pdf"
    assert results["Renewed"].startswith("another key")
    back = onec.load((folder / "kl_to_1c.txt").read_bytes())
    assert back.readable
    assert len(back.documents) == int(results["Statement"].split()[0])
    assert (folder / "payment.pdf").read_bytes().startswith(b"%PDF")
    assert "АКТпризнанияключа" in letters_of((folder / "key-act.pdf").read_bytes())


def test_the_chapter_of_forms_fills_fields_that_the_types_have():
    forms = families.told()["forms"]
    parts = {registry[form["type"]].family for form in forms}
    assert {Family.ROUBLES, Family.CURRENCY, Family.CONTROL, Family.PAYROLL, Family.DEPOSITS} <= parts
    assert {Family.CREDITS, Family.CASH, Family.REQUESTS} <= parts
    for form in forms:
        kind = registry[form["type"]]
        assert set(form["fields"]) <= {field.name for field in kind.declared if field.rows is None}
        for name, rows in form.get("rows", {}).items():
            inner = kind.field(name).rows
            assert inner is not None
            assert all(set(row) <= {field.name for field in inner.declared} for row in rows)


def test_days_of_the_chapter_follow_the_calendar():
    today = date(2026, 11, 22)
    assert families.on_day("{today}", today) == "2026-11-22"
    assert families.on_day("{today+10}..{today-22}", today) == "2026-12-02..2026-10-31"
    assert families.on_day("{month}", today) == "2026-11"
