"""Field 86 of MT940: who the counterparty is and what the money was for, in the dialects that banks write.

Russian banks name the party in one piece (`/BENM/account INN….KPP… name//RU044525769.30101810…/REMI/purpose`), Dutch ones
by words between slashes, German ones (and others after them) in numbered subfields `?20`, Polish ones by words with
colons. Anything else is the purpose as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

WIDTH: Final = 65
"""Characters of a line; a full line goes on in the next without a blank."""

NOT_FIRST: Final = ":-"
"""No line may begin with these, so the line before gives its last letters to the next."""

_NUMBERED: Final = re.compile(r"\s?([0-9]{3})([?<^~])(?=[0-9]{2})")
_PARTY: Final = re.compile(
    r"(?P<account>(?=[0-9A-Z]*[0-9]{4})[0-9A-Z]{5,34}(?= |$))?"
    r" ?(?:INN(?=[0-9]|\.KPP)(?P<inn>[0-9]{0,12})(?:\.KPP(?P<kpp>[0-9]{0,9}))?(?: |$))?"
    r"(?P<name>.*)"
)
_BANK: Final = re.compile(r"(.*)//(?:RU)?([0-9A-Z]{8,11})(?:\.([0-9A-Z]{20}))?")
_ORDER: Final = re.compile(r"(.*?)/RPP/(.*?)\.([0-9]{6})?\.([0-9])?\.[A-Z]*")
_RUSSIAN_HEADS: Final = ("/BENM/", "/ORDP/")
_HEAD: Final = len("/BENM/")
_RUSSIAN_START: Final = re.compile(r"/(?:BENM|ORDP)/[^/]")
WORDS: Final = re.compile(
    r"/(EREF|PREF|MARF|CSID|BENM|ORDP|REMI|NAME|IBAN|ACCT|BIC|ADDR|ISDT|TRTP|RTRN|TRCD|PURP|ULTB|ULTD|NRTX)/"
)
_SLASHED: Final = re.compile(r"/[A-Z]{2,4}/")
_POLISH: Final = re.compile(
    r"\b(?:(?P<account>(?:Z|NA) RACH)|(?P<name>OD|DLA)|(?P<purpose>TYT)|(?P<other>TNR|ID IPH))\s?\.?:"
)
_SEPA: Final = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_MOST_GIVEN: Final = 8
_SUBFIELD: Final = 26
"""From this length on a numbered subfield was full and goes on in the next without a blank."""
_PURPOSE_FIELDS: Final = frozenset((*range(20, 30), *range(60, 64)))
_MAPPED: Final = frozenset((0, 30, 31, 32, 33, 38))


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Details(NamedTuple):
    """What field 86 says; dates as written (yymmdd), texts not yet decoded from SWIFT-RUR."""

    name: str = ""
    inn: str = ""
    kpp: str = ""
    account: str = ""
    bic: str = ""
    correspondent: str = ""
    purpose: str = ""
    kind: str = ""
    number: str = ""
    date: str = ""
    priority: str = ""
    extra: Mapping[str, str] = _NOTHING


NO_DETAILS: Final = Details()


Heads = dict[str, tuple[str, ...]]
"""What stands before the purpose, as text and taken apart: the parties of a file repeat."""

_MOST_HEADS: Final = 20_000


def read_details(value: str, heads: Heads | None = None) -> Details:
    """Take the value of a field 86 apart, lines and all; `heads` keeps what was read for the next call."""
    if not value:
        return NO_DETAILS
    if value.startswith(_RUSSIAN_HEADS) and value[_HEAD : _HEAD + 1].isalnum():
        return _russian(joined(value), {} if heads is None else heads)
    if _NUMBERED.match(value):
        return _numbered(value.replace("\n", ""))
    text = joined(value, WIDTH - 1 if _SLASHED.match(value) and not _RUSSIAN_START.match(value) else WIDTH)
    if _RUSSIAN_START.match(text):
        return _russian(text, {} if heads is None else heads)
    if _SLASHED.match(text) and WORDS.search(text):
        return _slashed(text)
    if "TYT." in text and _POLISH.search(text):
        return _polish(text)
    return Details(purpose=text)


def joined(value: str, full: int = WIDTH) -> str:
    """Join lines: a full one goes on at once, after a shorter one there is a blank."""
    breaks = value.count("\n")
    if value[WIDTH :: WIDTH + 1] == "\n" * breaks:  # all lines are full, or there is one only
        return value.replace("\n", "").strip()
    lines = value.split("\n")
    parts: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        whole = len(line) >= full or line.endswith(" ") or _gave(line, after)
        parts.append(line if whole else f"{line} ")
    return "".join(parts).strip()


def _gave(line: str, after: str) -> bool:
    """Whether a line is short because the next one would have begun with a forbidden sign."""
    given = WIDTH - len(line)
    return 0 < given < len(after) and after[given] in NOT_FIRST and given <= _MOST_GIVEN


def _russian(text: str, heads: Heads) -> Details:
    """Read `/BENM/party//bank/RPP/number.date.priority.kind/REMI/purpose`; all but the party may be missing."""
    head, _, purpose = text.partition("/REMI/")
    parts = heads.get(head)
    if parts is None:
        parts = _head(head[_HEAD:])
        if len(heads) < _MOST_HEADS:
            heads[head] = parts
    name, inn, kpp, account, bic, correspondent, number, date, priority = parts
    return Details(name, inn, kpp, account, bic, correspondent, purpose.strip(), "", number, date, priority)


def _head(head: str) -> tuple[str, ...]:
    number = date = priority = bic = correspondent = ""
    if "/RPP/" in head and (match := _ORDER.fullmatch(head)):
        head, number, date, priority = match.groups("")
    if "//" in head and (match := _BANK.fullmatch(head)):
        head, bic, correspondent = match.groups("")
    match = _PARTY.fullmatch(head)
    account, inn, kpp, name = match.groups("") if match else ("", "", "", head)
    return name.strip(), inn, kpp, account, bic, correspondent, number, date, priority


def _slashed(text: str) -> Details:
    """Read words between slashes; a word that the model has no field for is kept."""
    found: dict[str, str] = {}
    parts = WORDS.split(text)
    for word, value in zip(parts[1::2], parts[2::2], strict=True):
        if word in {"BENM", "ORDP"} and value.strip("/ "):
            found.setdefault("NAME", value.strip("/ "))
        elif value.strip("/ "):
            found.setdefault(word, value.strip())
    account = found.pop("IBAN", "") or found.pop("ACCT", "")
    return Details(
        name=found.pop("NAME", ""),
        account=account,
        bic=found.pop("BIC", ""),
        purpose=found.pop("REMI", ""),
        extra=found,
    )


def _polish(text: str) -> Details:
    """Read words with colons, each value ending with a semicolon."""
    found: dict[str, str] = {}
    extra: dict[str, str] = {}
    marks = list(_POLISH.finditer(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        value = text[mark.end() : end].strip().rstrip("; ")
        kind = mark.lastgroup or "other"
        if kind == "other":
            extra[mark[0].rstrip(".:")] = value
        elif kind == "name":
            name, _, address = value.partition("  ")
            found.setdefault(kind, name)
            extra |= {mark[0].rstrip(".:"): address.strip()} if address.strip() else {}
        else:
            found.setdefault(kind, value)
    return Details(
        name=found.get("name", ""),
        account=found.get("account", "").replace(" ", ""),
        purpose=found.get("purpose", ""),
        kind=text[: marks[0].start()].rstrip("; "),
        extra=extra,
    )


def _numbered(text: str) -> Details:
    """Read subfields `?00` to `?99`."""
    start = _NUMBERED.match(text)
    code, sign = (start[1], start[2]) if start else ("", "?")
    fields: dict[int, list[str]] = {}
    for part in text.split(sign)[1:]:
        if part[:2].isascii() and part[:2].isdecimal():
            fields.setdefault(int(part[:2]), []).append(part[2:])
    purpose, extra = _sepa(
        _run_on([one for number in sorted(_PURPOSE_FIELDS) for one in fields.get(number, ())])
    )
    for number in sorted(fields.keys() - _PURPOSE_FIELDS - _MAPPED):
        extra[f"86?{number:02}"] = "".join(fields[number]).strip()
    told = {number: "".join(values).strip() for number, values in fields.items()}
    return Details(
        name=" ".join(_run_on([*fields.get(32, ()), *fields.get(33, ())]).split()),
        account=told.get(31) or told.get(38, ""),
        bic=told.get(30, ""),
        purpose=purpose,
        kind=told.get(0, ""),
        extra={"86": code, **extra},
    )


def _run_on(parts: list[str]) -> str:
    whole = "".join(part if len(part) >= _SUBFIELD else f"{part} " for part in parts)
    return whole.strip()


def _sepa(text: str) -> tuple[str, dict[str, str]]:
    """Part a purpose from the references that SEPA puts in front of it: `EREF+… SVWZ+…`."""
    parts = _SEPA.split(text)
    if len(parts) == 1:
        return text, {}
    found = {word: value.strip() for word, value in zip(parts[1::2], parts[2::2], strict=True)}
    return found.pop("SVWZ", "") or text, found
