"""The BIC directory: the edition that comes with the program, ED807 as published, and what is refused."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bsclient.errors import BadInput
from bsclient.formats.ed807 import builtin_banks, read_compact, read_directory, write_compact
from bsclient.paths import resource

DAY = dt.date(2026, 4, 17)


def message(entries: str, kind: str = "FIRR", day: str = "2026-04-17", head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="WINDOWS-1251"?>{head}<ED807 xmlns="urn:cbr-ru:ed:v2.0" EDNo="1" '
        f'EDDate="2026-04-16" EDAuthor="4583001999" InfoTypeCode="{kind}" BusinessDay="{day}" '
        f'DirectoryVersion="1">{entries}</ED807>'
    ).encode("cp1251")


ENTRY = (
    '<BICDirectoryEntry BIC="044525999"><ParticipantInfo NameP="АО  Банк &quot;Ёж&quot;" Tnp="г" Nnp="Москва" '
    'DateIn="2020-01-01" DateOut="2026-12-31" PtType="NEW9"><RstrList Rstr="XXXX" RstrDate="2026-06-01"/>'
    '</ParticipantInfo><SWBICS SWBIC="AAAARUMM" DefaultSWBIC="0"/><SWBICS SWBIC="BBBBRUMM" DefaultSWBIC="1"/>'
    '<Accounts Account="30101810000000000999" RegulationAccountType="CRSA" AccountCBRBIC="044525000" '
    'DateIn="2020-01-01" AccountStatus="ACAC"><AccRstrList AccRstr="CLRS" AccRstrDate="2026-10-01"/></Accounts>'
    '<Accounts Account="30101810000000000111" RegulationAccountType="CBDC" AccountCBRBIC="044525000" '
    'DateIn="2020-01-01" AccountStatus="ACAC"/></BICDirectoryEntry>'
)


def test_an_entry_is_read_with_codes_that_nobody_knows_yet() -> None:
    bank = read_directory(message(ENTRY)).find("044525999")
    assert bank is not None
    assert (bank.name, bank.town, bank.swift) == ('АО Банк "Ёж"', "г Москва", "BBBBRUMM")
    assert (bank.correspondent_account, bank.participant_type) == ("30101810000000000999", "NEW9")
    assert bank.account_numbers == ("30101810000000000999", "30101810000000000111")
    assert [r.code for r in bank.restrictions] == ["XXXX"]
    assert bank.usable_on(dt.date(2026, 5, 1))
    assert not bank.usable_on(dt.date(2026, 6, 1))
    assert bank.closed_on(dt.date(2027, 1, 1))
    assert bank.closed_on(dt.date(2019, 12, 31))
    assert bank.correspondent_accounts_on(dt.date(2026, 9, 30)) == ("30101810000000000999",)
    assert bank.correspondent_accounts_on(dt.date(2026, 10, 1)) == ()


def test_the_built_in_edition_is_the_published_one() -> None:
    built = builtin_banks()
    published = read_directory(resource("directories/ed807.xml.gz").read_bytes())
    assert built.business_day == published.business_day == DAY
    assert built.all() == published.all()
    assert len(built) == 1428
    assert sum(len(bank.accounts) for bank in built.all()) == 1334
    assert sum(bank.usable_on(DAY) for bank in built.all()) == 838
    assert write_compact(published) == resource("directories/banks.tsv.gz").read_bytes()


def test_known_banks_of_the_built_in_edition() -> None:
    banks = builtin_banks()
    sber = banks.find("044525225")
    assert sber is not None
    assert (sber.name, sber.correspondent_account) == ("ПАО Сбербанк", "30101810400000000225")
    assert sber.usable_on(DAY)
    treasury = banks.find("017003983")
    assert treasury is not None
    assert treasury.correspondent_account == "40102810445370000059"
    liquidated = banks.find("049205931")
    assert liquidated is not None
    assert not liquidated.usable_on(DAY)
    assert banks.restricted_on("049205931", DAY)
    assert banks.find("000000000") is None
    assert banks.closed_on("000000000", DAY)


@pytest.mark.parametrize("pack", ["plain", "zip", "gzip"])
def test_the_edition_is_taken_as_it_is_downloaded(pack: str) -> None:
    raw = message(ENTRY)
    if pack == "gzip":
        raw = gzip.compress(raw)
    elif pack == "zip":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("20260417_ED807_full.xml", raw)
        raw = out.getvalue()
    assert len(read_directory(raw)) == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "directory_malformed"),
        (b"not xml", "directory_malformed"),
        (message(ENTRY)[:-20], "directory_malformed"),
        (message(""), "directory_malformed"),
        (message(ENTRY, kind="SIRR"), "directory_partial"),
        (message(ENTRY, day="yesterday"), "directory_malformed"),
        (message(ENTRY).replace(b"ED807", b"ED999"), "directory_malformed"),
        (message(ENTRY, head='<!DOCTYPE x [<!ENTITY a "b">]>'), "directory_malformed"),
        (message(ENTRY).decode("cp1251").encode("utf-16"), "directory_malformed"),
        (b"PK\x03\x04broken", "directory_malformed"),
        (b"\x1f\x8bbroken", "directory_malformed"),
        (gzip.compress(message(ENTRY))[:-9], "directory_malformed"),
        (gzip.compress(b" " * (65 * 1024 * 1024)), "directory_too_large"),
    ],
)
def test_what_is_no_edition_is_refused(raw: bytes, code: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_directory(raw)
    assert caught.value.code == code


def test_an_outside_entity_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(BadInput):
        read_directory(message(ENTRY.replace("NEW9", "&a;"), head=head))


def test_a_broken_compact_form_is_refused() -> None:
    good = write_compact(read_directory(message(ENTRY)))
    assert read_compact(good).all() == read_directory(message(ENTRY)).all()
    text = gzip.decompress(good).decode()
    for broken in (
        text.replace("bsclient-banks/1", "other/1"),
        text.replace("2020-01-01", "soon"),
        text + "\nx\ty",
    ):
        with pytest.raises(BadInput) as caught:
            read_compact(gzip.compress(broken.encode()))
        assert caught.value.code == "directory_malformed"


def test_the_compact_form_is_made_on_the_command_line(tmp_path: Path) -> None:
    source, target = tmp_path / "in.xml", tmp_path / "out.gz"
    source.write_bytes(message(ENTRY))
    done = subprocess.run(
        [sys.executable, "-m", "bsclient.formats.ed807", str(source), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "1 entries, in force from 2026-04-17")
    assert read_compact(target.read_bytes()).find("044525999") is not None
