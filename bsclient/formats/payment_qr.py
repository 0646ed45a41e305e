"""Payment codes of GOST R 56042-2014 («QR-код на оплату»), read into the fields of a payment order.

Head `ST0001`, a digit for the encoding, the separator, then blocks `Key=value`; sums in kopecks. Codes in use break the
standard in known ways: those are read, and every departure is told with its key. BadInput: what is no payment code at
all (`qr_sbp`, `qr_receipt`, `qr_link`, `qr_other`). Writing: `payment_qr_writer`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from bsclient.domain import money
from bsclient.domain.normalise import bank_text
from bsclient.domain.problems import Problem, Severity
from bsclient.errors import BadInput
from bsclient.formats import payment_qr_text as texts
from bsclient.formats.found_payment import FoundPayment, Piece, Sure
from bsclient.formats.payment_qr_keys import ADDITIONAL, FIELDS, MANDATORY, Key, canonical, latin
from bsclient.formats.payment_qr_purpose import with_others

STANDARD: Final = "ГОСТ Р 56042-2014"
_LONGEST: Final = 8192
_HEAD: Final = re.compile(r"ST([0-9]{4})(.)(.)", re.DOTALL)
_HEAD_LENGTH: Final = 7
_RECEIPT: Final = re.compile(r"(?=.*\bt=[0-9]{8}T[0-9]{4})(?=.*\bs=[0-9.]+)(?=.*\bfn=[0-9]+)")
_SBP: Final = "nspk.ru"
_BLANKS: Final = re.compile(r"[\s\u00a0\u2009\u202f]+")
_KOPECKS: Final = re.compile(r"[0-9]{1,17}")
_POINTED: Final = re.compile(r"[0-9]{1,15}[.,][0-9]{1,2}")
_BANK_NAME: Final = 190
"""The order has room for so much; codes of the treasury have longer names of banks than the 45 of the standard."""


@dataclass(frozen=True, slots=True)
class _Blocks:
    """Values by key, what no key is known for, and what was wrong with the blocks."""

    values: dict[str, str]
    others: dict[str, str]
    problems: list[Problem]


def read(data: bytes) -> FoundPayment:
    """Read the octets of a code. BadInput: qr_sbp, qr_receipt, qr_link, qr_other."""
    bare = data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n\x00")
    digit = chr(bare[6]) if len(bare) > _HEAD_LENGTH else ""
    text, encoding = texts.decode(bare, digit)
    _demand_payment(text)
    found: list[Problem] = []
    if texts.NAMES.get(digit) != encoding and not bare.isascii():
        facts = {"value": digit, "expected": texts.TITLES[encoding]}
        found.append(_problem("qr_encoding", Severity.WARN, facts))
    return _payment(text, found)


def read_text(text: str) -> FoundPayment:
    """Read a code that was copied as text, also one shown by its octets. BadInput as `read`."""
    octets = texts.unmangled(text)
    if octets is not None:
        return read(octets)
    bare = text.lstrip("\ufeff \t\r\n")
    _demand_payment(bare)
    return _payment(bare, [])


def looks(text: str) -> bool:
    """Whether a text is a payment code."""
    return _HEAD.match(latin(text.lstrip("\ufeff \t\r\n")[: _HEAD_LENGTH + 1])) is not None


def refuse(text: str) -> BadInput:
    """Return what a text is that is no payment code."""
    bare = text.strip()[:_LONGEST]
    if _RECEIPT.match(
        bare
    ):  # its parts come in any order; looked for from each place, a long text would take hours
        return BadInput("qr_receipt")
    host = _host(bare)
    if host == _SBP or host.endswith(f".{_SBP}"):
        return BadInput("qr_sbp", value=host)
    if host:
        return BadInput("qr_link", value=host)
    return BadInput("qr_other", value=bare[:40])


def _host(text: str) -> str:
    if not text.lower().startswith(("http://", "https://")):
        return ""
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _demand_payment(text: str) -> None:
    if not looks(text) or len(text) > _LONGEST:
        raise refuse(text)


def _payment(text: str, problems: list[Problem]) -> FoundPayment:
    head = latin(text[:_HEAD_LENGTH])
    if head[2:6] != "0001":
        problems.append(_problem("qr_version", Severity.WARN, {"value": head[2:6]}))
    blocks = _blocks(text[_HEAD_LENGTH:])
    problems += blocks.problems
    pieces = [piece for piece in _pieces(blocks.values, problems) if piece.value]
    problems += _missing(blocks.values)
    pieces, more = with_others(pieces, blocks.others)
    problems += more
    there = {piece.field for piece in pieces}
    missing = tuple(key.field for key in MANDATORY if key.field not in there)
    return FoundPayment(tuple(pieces), tuple(problems), missing, blocks.others, text)


# blocks ---------------------------------------------------------------------------------------------------------


def _blocks(body: str) -> _Blocks:
    """Part what stands behind the head. A block without `=` belongs to the value before it."""
    made = _Blocks({}, {}, [])
    sign, rest = body[:1], body[1:]
    if sign.isalnum() or sign == "=":
        found = re.search(r"([^0-9A-Za-zА-яЁё=\s])\s*PersonalAcc\s*=", body, re.IGNORECASE)
        made.problems.append(_problem("qr_separator", Severity.WARN, {"value": sign}))
        sign, rest = (found[1] if found else "|"), body
    said: list[tuple[str, str]] = []
    for block in rest.split(sign):
        key, equals, value = block.partition("=")
        if equals:
            said.append((key, value))
        elif block.strip() and said:
            before, kept = said[-1]
            said[-1] = (before, f"{kept}{sign}{block}")
            facts = {"key": before.strip(), "value": sign}
            made.problems.append(_problem("qr_separator_inside", Severity.WARN, facts, _field(before)))
    for key, value in said:
        _keep(made, key.strip(), value.strip())
    return made


def _keep(made: _Blocks, key: str, value: str) -> None:
    name = canonical(key)
    if not value:
        return
    if not name:
        made.others[key[:40]] = value
        made.problems.append(_problem("qr_key_unknown", Severity.INFO, {"key": key[:40]}))
        return
    if not key.isascii():
        made.problems.append(_problem("qr_key_letters", Severity.INFO, {"key": name}, _field(name)))
    kept = made.values if name in FIELDS else made.others
    if kept.get(name, value) != value:
        kept[name] = ""
        made.problems.append(_problem("qr_key_twice", Severity.BLOCK, {"key": name}, _field(name)))
        return
    kept[name] = value


def _missing(values: Mapping[str, str]) -> Iterator[Problem]:
    for key in MANDATORY:
        treasury = key.name == "CorrespAcc" and values.get("PersonalAcc", "").startswith("0")
        if key.name not in values and not treasury:
            yield _problem("qr_key_missing", Severity.WARN, {"key": key.name}, key.field)


# values ---------------------------------------------------------------------------------------------------------


def _pieces(values: Mapping[str, str], problems: list[Problem]) -> Iterator[Piece]:
    for key in (*MANDATORY, *ADDITIONAL):
        value = values.get(key.name, "")
        if not value:
            continue
        if key.name == "Sum":
            yield _sum(key, value, problems)
        elif key.form is not None:
            yield _code(key, value, problems)
        else:
            yield _text(key, value, problems)


def _sum(key: Key, value: str, problems: list[Problem]) -> Piece:
    bare = _BLANKS.sub("", value)
    amount, sure = "", Sure.STATED
    if _KOPECKS.fullmatch(bare):
        amount = money.plain(money.from_minor(int(bare)))
    elif _POINTED.fullmatch(bare):
        amount, sure = money.plain(money.parse_amount(bare)), Sure.GUESSED
        problems.append(_told("qr_sum_point", Severity.WARN, key, value, expected=amount))
    else:
        problems.append(_told("qr_sum_form", Severity.BLOCK, key, value))
    if amount == "0.00":
        problems.append(_told("qr_sum_zero", Severity.INFO, key, value))
        amount = ""
    return Piece(key.field, amount, value, key.name, sure)


def _code(key: Key, value: str, problems: list[Problem]) -> Piece:
    bare = _BLANKS.sub("", value)
    if key.name == "CorrespAcc" and not bare.strip("0"):
        return Piece(key.field, "", value, key.name, Sure.CHANGED)
    form = key.form
    if form is not None and not form.fullmatch(bare):
        problems.append(_told("qr_digits", Severity.BLOCK, key, value, expected=key.digits))
    elif bare != value:
        problems.append(_told("qr_blanks", Severity.INFO, key, value))
    return Piece(key.field, bare, value, key.name, Sure.STATED if bare == value else Sure.CHANGED)


def _text(key: Key, value: str, problems: list[Problem]) -> Piece:
    plain = bank_text(value)
    longest = _BANK_NAME if key.name == "BankName" else key.longest
    if len(plain) > longest:
        problems.append(_told("qr_long", Severity.BLOCK, key, str(len(plain)), limit=str(longest)))
    elif len(plain) > key.longest:
        problems.append(_told("qr_bank_name", Severity.INFO, key, str(len(plain)), limit=str(key.longest)))
    return Piece(key.field, plain, value, key.name, Sure.STATED if plain == value else Sure.CHANGED)


def _told(code: str, severity: Severity, key: Key, value: str, **facts: str) -> Problem:
    return _problem(code, severity, {"key": key.name, "value": value[:60], **facts}, key.field)


def _problem(code: str, severity: Severity, facts: Mapping[str, str], field: str = "") -> Problem:
    return Problem(field, code, severity, dict(facts), act=STANDARD)


def _field(key: str) -> str:
    known = FIELDS.get(canonical(key))
    return known.field if known is not None else ""
