"""Values of 1C exchange: amounts, days, texts, and the joint form of a party's name."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

_AMOUNT = re.compile(
    r"(?P<sign>-?)(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:[.,](?P<part>[0-9]{1,2}))?"
)
_PLAIN_AMOUNT = re.compile(r"[0-9]{1,15}\.[0-9]{2}")
_BLANKS = {ord(blank): None for blank in " \u00a0\u202f"}
_WHOLE_DIGITS = 15
_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})(?: [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEARS = (1990, 2100)

CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc"
"""Characters that show nothing or turn the order of what is shown: never part of a payment."""

_HIGH = "".join(bytes(range(0x80, 0xC0)).decode("cp1251", "ignore"))
_GARBLED = f"(?:[РС][{re.escape(_HIGH)}]){{3,}}"
"""Russian words in UTF-8 that were read as Windows-1251: РќРґСЃ."""
SUSPICIOUS = re.compile(f"[{CONTROL}\ufffd]|{_GARBLED}")
_CONTROL = re.compile(f"[{CONTROL}]")
_WRONG = re.compile(_GARBLED)
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNFIT = re.compile(f"^[ \u00a0]|[ \u00a0]$|[\t\n{CONTROL}]")
_LOST = "\ufffd"
_JOINT_INN = re.compile(
    r"(?:ИНН\s*)?(?P<inn>[0-9]{10}|[0-9]{12}|[0-9]{5})(?:/[0-9]{9})?[,;]?\s+(?P<rest>\S.*)"
)
_JOINT_WORD = re.compile(r"ИНН\s*(?P<inn>[0-9]{0,12})[,;]?\s+(?P<rest>\S.*)")
_JOINT_KPP = re.compile(r"КПП\s*[0-9]{1,9}[,;]?\s+")
_JOINT_ACCOUNT = re.compile(r"\s+р/сч?\.?\s+[0-9]{20}\b.*")
_LONGEST_JOINT = 500
_CODE = re.compile(r"[0-9A-Za-z/ -]*")


class BadValue(ValueError):
    """A value that cannot be read; `code` is the problem's code."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_amount(text: str, *, signed: bool = False) -> Decimal:
    """Read an amount with a point or a comma and at most two places; never rounds.

    `signed` allows a minus (balances). BadValue: `file_amount_negative`, `file_amount_too_large`, `file_amount_malformed`.
    """
    if _PLAIN_AMOUNT.fullmatch(text):
        return Decimal(text)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise BadValue("file_amount_malformed")
    sign, whole, part = match.groups()
    if sign and not signed:
        raise BadValue("file_amount_negative")
    whole = whole.translate(_BLANKS)
    if len(whole) > _WHOLE_DIGITS and len(whole.lstrip("0")) > _WHOLE_DIGITS:
        raise BadValue("file_amount_too_large")
    amount = Decimal(f"{whole}.{part or '':0<2}")
    return -amount if sign and amount else amount


def read_day(text: str) -> dt.date:
    """Read dd.mm.yyyy, with or without a time; BadValue `file_date_malformed` for anything else or no day of the calendar."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise BadValue("file_date_malformed")
    day, month, year = (int(part) for part in match.groups())
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise BadValue("file_date_malformed")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadValue("file_date_malformed") from None


def read_iso_day(text: str) -> dt.date:
    """Read yyyy-mm-dd and nothing else; BadValue `file_date_malformed`."""
    if _ISO_DAY.fullmatch(text) is None:
        raise BadValue("file_date_malformed")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise BadValue("file_date_malformed") from None


def one_line(text: str) -> str:
    """Return the text on one line, without control characters: what may be written as a value."""
    if _UNFIT.search(text) is None:
        return text
    return _CONTROL.sub("", _BREAKS.sub(" ", text)).strip()


def is_code(text: str) -> bool:
    """Whether an account, BIC, INN or KPP has nothing but ASCII letters and digits."""
    return _CODE.fullmatch(text) is not None


def clean(text: str) -> tuple[str, str]:
    """Return the text without control characters and the code of the problem found in it ("" if none)."""
    kept = _CONTROL.sub("", text)
    if _LOST in kept or _WRONG.search(kept):
        return kept, "file_text_damaged"
    return kept, "file_control_characters" if kept != text else ""


def split_joint(text: str) -> tuple[str, str]:
    """Take `ИНН 7700000001 ООО "Ромашка" р/с … в …` apart into INN and name.

    Also understands `7700000001, ООО "Ромашка"`; anything else is a name as it stands.
    """
    if len(text) > _LONGEST_JOINT:
        return "", text
    match = _JOINT_INN.fullmatch(text) or _JOINT_WORD.fullmatch(text)
    inn, name = (match["inn"], match["rest"]) if match else ("", text)
    name = _JOINT_KPP.sub("", name, count=1) if name.startswith("КПП") else name
    return inn, _JOINT_ACCOUNT.sub("", name).strip()
