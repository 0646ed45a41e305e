"""Sample files of 1C, SWIFT, УФЭБС and Belarusian banks: what is read is what stands beside each in `NAME.expected.json`.

Those files were checked by hand against the samples; the second half looks for the values in the samples' own text, with
means of its own.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from plain_form import told

from bsclient.formats.convert import load_any
from bsclient.formats.losses import counterparty
from bsclient.formats.mt import rur

DATA = Path(__file__).parent.parent / "data"
FOLDERS = ("1c", "mt940", "ufebs")
EXPECTED = sorted(path for folder in FOLDERS for path in (DATA / folder).glob("*.expected.json"))
SAMPLES = sorted(
    path
    for folder in FOLDERS
    for path in (DATA / folder).iterdir()
    if path.suffix in {".txt", ".sta", ".xml"} and not path.name.startswith("gen_")
)
SWIFT = sorted((DATA / "mt940").glob("*.sta")) + sorted((DATA / "mt940").glob("*.txt"))


def name_of(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", EXPECTED, ids=name_of)
def test_a_sample_gives_what_was_checked_by_hand(path: Path) -> None:
    sample = path.with_name(path.name.removesuffix(".expected.json"))
    assert told(load_any(sample.read_bytes(), sample.name)) == json.loads(path.read_text("utf-8"))


def test_every_sample_has_an_expectation() -> None:
    assert [path.name.removesuffix(".expected.json") for path in EXPECTED] == [path.name for path in SAMPLES]


@pytest.mark.parametrize("path", SWIFT, ids=name_of)
def test_entries_of_swift_stand_in_the_text(path: Path) -> None:
    raw = path.read_bytes()
    file = load_any(raw, path.name)
    lines = raw.decode(file.encoding).replace("\r\n", "\n").split("\n")
    entries = [number for number, line in enumerate(lines, start=1) if line.startswith(":61:")]
    assert [document.line for document in file.documents] == entries
    for document in file.documents:
        line = lines[document.line - 1]
        match = re.match(r":61:(\d\d)(\d\d)(\d\d)(\d\d\d\d)?(R?)([CD])[A-Z]?(\d+),(\d*)[A-Z]", line)
        assert match is not None
        year, month, day, entry, reversal, mark, whole, part = match.groups()
        assert document.amount == Decimal(f"{whole}.{part or 0}")
        assert document.direction == ("debit" if (mark == "D") != bool(reversal) else "credit")
        moved = document.debited or document.credited
        assert moved is not None
        assert f"{moved:%m%d}" == (entry or month + day)
        value_date = document.marks.value_date or moved
        assert f"{value_date:%y%m%d}" == year + month + day
        assert document.marks.reference in line
        assert document.number in line


@pytest.mark.parametrize("path", SWIFT, ids=name_of)
def test_texts_of_swift_stand_in_the_text(path: Path) -> None:
    raw = path.read_bytes()
    file = load_any(raw, path.name)
    text = raw.decode(file.encoding)
    russian = file.version == "RUR6"
    bare = squeezed(re.sub(r"\?[0-9]{2}", "", squeezed(text)))
    for document in file.documents:
        party = counterparty(document)
        for value in (document.purpose, party.name):
            assert squeezed(rur.encode(value) if russian else value) in bare
        for code in (party.account, party.inn, party.kpp, party.bank.bic):
            assert code in squeezed(text)


@pytest.mark.parametrize("path", SWIFT, ids=name_of)
def test_accounts_and_balances_of_swift_stand_in_the_text(path: Path) -> None:
    raw = path.read_bytes()
    file = load_any(raw, path.name)
    text = raw.decode(file.encoding).replace("\r\n", "\n")
    accounts = re.findall(r"^:25:(?:[^/\n]*/)?([^/\n]*?)(?:/[A-Z]{3})?$", text, re.MULTILINE)
    assert [section.account for section in file.accounts] == accounts
    openings = re.findall(r"^:60[FM]:([CD])\d{6}([A-Z]{3})(\d+),(\d*)", text, re.MULTILINE)
    closings = re.findall(r"^:62[FM]:([CD])\d{6}([A-Z]{3})(\d+),(\d*)", text, re.MULTILINE)
    if file.format == "mt940":
        assert [section.opening for section in file.accounts] == [balance(*found) for found in openings]
        assert [section.closing for section in file.accounts] == [balance(*found) for found in closings]
        assert [section.currency for section in file.accounts] == [found[1] for found in openings]
    else:
        assert not openings


def balance(mark: str, _currency: str, whole: str, part: str) -> Decimal:
    amount = Decimal(f"{whole}.{part or 0}")
    return amount if mark == "C" else -amount


def squeezed(text: str) -> str:
    return re.sub(r"[\s']", "", text).replace("\u00ad", "-")
