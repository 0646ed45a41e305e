"""The Bank of Russia's BIC directory: read ED807, and load the edition that comes with the program.

Source: cbr.ru/s/newbik, message ED807 of the electronic message formats (album UFEBS). The business day, not the
day of the message, is the day from which an edition is in force. Codes are kept as text and never checked
against a list: new ones appear without notice.

`python -m bsclient.formats.ed807 IN OUT` makes the compact form (`banks.tsv.gz`) that starts fast.
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bsclient.domain.banks import SETTLEMENT_ACCOUNTS, Bank, BankAccount, BicDirectory, Restriction
from bsclient.errors import BadInput
from bsclient.paths import resource

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 64 * 1024 * 1024
BUILTIN = "directories/banks.tsv.gz"

_SPACE = "{urn:cbr-ru:ed:v2.0}"
_ENTRY = f"{_SPACE}BICDirectoryEntry"
_FULL = "FIRR"
_MARK = "bsclient-banks/1"


def read_directory(data: bytes) -> BicDirectory:
    """Read a full edition: ED807 as XML, or the ZIP or GZIP it came in.

    BadInput: `directory_malformed` (fact `reason`), `directory_too_large`, `directory_partial` for a message
    that has only changes. Entries without a usable BIC are left out.
    """
    xml = _unpacked(data)
    head = xml[:4096]
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\x00" in head:
        raise _malformed("DOCTYPE")
    from lxml import etree

    banks: list[Bank] = []
    day: dt.date | None = None
    events = etree.iterparse(
        io.BytesIO(xml),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    try:
        for event, element in events:
            if event == "start":
                if element.getparent() is None:
                    day = _edition(element)
            elif element.tag == _ENTRY:
                banks.extend(_entry(element))
                element.clear()
    except etree.XMLSyntaxError as error:
        raise _malformed(f"XML, {error.msg}") from None
    if not banks:
        raise _malformed("BICDirectoryEntry")
    return BicDirectory(banks, day)


def _edition(root: _Element) -> dt.date:
    if root.tag != f"{_SPACE}ED807":
        raise _malformed(str(root.tag)[:60])
    kind = root.get("InfoTypeCode", "")
    if kind != _FULL:
        raise BadInput("directory_partial", kind=kind)
    day = _day(root.get("BusinessDay", ""))
    if day is None:
        raise _malformed("BusinessDay")
    return day


def _entry(element: _Element) -> Iterator[Bank]:
    bic = element.get("BIC", "")
    info = element.find(f"{_SPACE}ParticipantInfo")
    if not bic or info is None:
        return
    accounts = tuple(_account(item) for item in element.iterfind(f"{_SPACE}Accounts"))
    codes = [
        (item.get("DefaultSWBIC"), item.get("SWBIC", "")) for item in element.iterfind(f"{_SPACE}SWBICS")
    ]
    codes.sort(key=lambda pair: pair[0] != "1")
    town = " ".join(part for part in (info.get("Tnp", ""), info.get("Nnp", "")) if part)
    yield Bank(
        bic=bic,
        name=" ".join(info.get("NameP", "").split()),
        town=" ".join(town.split()),
        correspondent_account=_correspondent(accounts),
        accounts=accounts,
        participant_type=info.get("PtType", ""),
        date_in=_day(info.get("DateIn", "")),
        date_out=_day(info.get("DateOut", "")),
        restrictions=tuple(
            Restriction(item.get("Rstr", ""), _day(item.get("RstrDate", "")))
            for item in info.iterfind(f"{_SPACE}RstrList")
        ),
        swift=codes[0][1] if codes else "",
    )


def _account(element: _Element) -> BankAccount:
    return BankAccount(
        number=element.get("Account", ""),
        kind=element.get("RegulationAccountType", ""),
        keeper_bic=element.get("AccountCBRBIC", ""),
        date_in=_day(element.get("DateIn", "")),
        date_out=_day(element.get("DateOut", "")),
        restrictions=tuple(
            Restriction(
                item.get("AccRstr", ""), _day(item.get("AccRstrDate", "")), item.get("SuccessorBIC", "")
            )
            for item in element.iterfind(f"{_SPACE}AccRstrList")
        ),
    )


def _correspondent(accounts: tuple[BankAccount, ...]) -> str:
    """Return the account that a payment order names as the bank's own; "" if there is none."""
    for kind in SETTLEMENT_ACCOUNTS:
        for account in accounts:
            if account.kind == kind and account.date_out is None:
                return account.number
    return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise _malformed(text[:20]) from None


def _unpacked(data: bytes) -> bytes:
    if data.startswith(b"PK\x03\x04"):
        data = _unzipped(data)
    elif data.startswith(b"\x1f\x8b"):
        data = _gunzipped(data)
    if len(data) > LARGEST:
        raise _too_large()
    return data


def _unzipped(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".xml")]
            if len(names) != 1:
                raise _malformed("ZIP")
            with archive.open(names[0]) as member:
                return member.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise _malformed("ZIP") from None


def _gunzipped(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            return stream.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise _malformed("GZIP") from None


def _malformed(reason: str) -> BadInput:
    return BadInput("directory_malformed", reason=reason)


def _too_large() -> BadInput:
    return BadInput("directory_too_large", limit=str(LARGEST // (1024 * 1024)))


# The compact form: one line an entry, fields divided by tabs, in the order of `Bank`.


def write_compact(directory: BicDirectory) -> bytes:
    """Write a directory in the compact form; the same directory always gives the same bytes."""
    day = directory.business_day
    rows = [f"{_MARK}\t{day.isoformat() if day else ''}"]
    rows += ["\t".join(_row(bank)) for bank in directory.all()]
    return gzip.compress("\n".join(rows).encode(), compresslevel=9, mtime=0)


def read_compact(data: bytes) -> BicDirectory:
    """Read the compact form. BadInput `directory_malformed`."""
    lines = _gunzipped(data).decode("utf-8", errors="replace").split("\n")
    mark, _, day = lines[0].partition("\t")
    if mark != _MARK:
        raise _malformed(mark[:20])
    try:
        return BicDirectory([_bank(line.split("\t")) for line in lines[1:]], _iso(day))
    except (ValueError, IndexError):
        raise _malformed("TSV") from None


@lru_cache(maxsize=1)
def builtin_banks() -> BicDirectory:
    """Return the edition that comes with the program; read once."""
    return read_compact(resource(BUILTIN).read_bytes())


def _row(bank: Bank) -> tuple[str, ...]:
    fields = (
        bank.bic,
        bank.name,
        bank.town,
        bank.correspondent_account,
        "|".join(_account_text(account) for account in bank.accounts),
        bank.participant_type,
        _text(bank.date_in),
        _text(bank.date_out),
        _limits_text(bank.restrictions),
        bank.swift,
    )
    return tuple(field.replace("\t", " ").replace("\n", " ") for field in fields)


def _account_text(account: BankAccount) -> str:
    days = (_text(account.date_in), _text(account.date_out))
    return ":".join(
        (account.number, account.kind, account.keeper_bic, *days, _limits_text(account.restrictions))
    )


def _limits_text(restrictions: tuple[Restriction, ...]) -> str:
    return ",".join(f"{item.code}/{_text(item.since)}/{item.successor_bic}" for item in restrictions)


def _text(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _bank(fields: list[str]) -> Bank:
    bic, name, town, correspondent, accounts, kind, date_in, date_out, limits, swift = fields
    return Bank(
        bic,
        name,
        town,
        correspondent,
        tuple([_compact_account(item.split(":")) for item in accounts.split("|")]) if accounts else (),
        kind,
        _iso(date_in),
        _iso(date_out),
        _limits(limits),
        swift,
    )


def _compact_account(fields: list[str]) -> BankAccount:
    number, kind, keeper, date_in, date_out, limits = fields
    return BankAccount(number, kind, keeper, _iso(date_in), _iso(date_out), _limits(limits))


def _limits(text: str) -> tuple[Restriction, ...]:
    if not text:
        return ()
    parts = (item.split("/") for item in text.split(","))
    return tuple(Restriction(code, _iso(since), successor) for code, since, successor in parts)


def _iso(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def main(arguments: list[str]) -> int:
    """Make the compact form of a directory: `python -m bsclient.formats.ed807 IN OUT`."""
    if len(arguments) != 2:  # noqa: PLR2004 - IN and OUT
        print("usage: python -m bsclient.formats.ed807 IN OUT", file=sys.stderr)
        return 2
    source, target = map(Path, arguments)
    directory = read_directory(source.read_bytes())
    target.write_bytes(write_compact(directory))
    print(f"{len(directory)} entries, in force from {directory.business_day}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
