"""Take OFX apart: SGML with unclosed tags and XML are one thing here, tags and the text after each.

Source: Open Financial Exchange 1.0.2 and 2.1.1. No DTD is looked at and no entity is known but the five of XML, `&nbsp;`
and numbers, so nothing can grow. Work is linear in the length of the file.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from bsclient.errors import BadInput
from bsclient.formats.ofx.plans import Plan, plan_of

_HEADER_LINE: Final = re.compile(r"^\s*([A-Z]{4,12})\s*:\s*([^\r\n<]*?)\s*$", re.MULTILINE)
_INSTRUCTION: Final = re.compile(r"""<\?(?:xml|OFX)\s([^>]*)\?>""", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""([A-Za-z]+)\s*=\s*["']([^"']*)["']""")
_START: Final = re.compile(rb"<OFX[\s>]", re.IGNORECASE)
_TOKEN: Final = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9._]{0,60})\s*(/?)>([^<]*(?:<(?![/A-Za-z?!])[^<]*)*)(</\2\s*>\s*)?"
)
_PLAIN: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9._]{0,60})>")
_LONGEST: Final = 16_384
_MOST_PLANS: Final = 500
_MOST_MISSED: Final = 1_000_000
_ENTITY: Final = re.compile("&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});")
_CHARSETS: Final = {
    "1251": "cp1251",
    "1252": "cp1252",
    "8859-1": "iso8859-1",
    "8859-5": "iso8859-5",
    "866": "cp866",
    "UTF-8": "utf-8",
    "UTF8": "utf-8",
    "65001": "utf-8",
    "KOI8-R": "koi8-r",
    "WINDOWS-1251": "cp1251",
    "WINDOWS-1252": "cp1252",
    "CP1251": "cp1251",
}
_BOM: Final = b"\xef\xbb\xbf"
_HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as text: its header's keys, its encoding, the text from `<OFX>` on and the line where that begins."""

    header: dict[str, str]
    codec: str
    text: str
    line: int


def open_text(data: bytes) -> Opened:
    """Decode a file. BadInput: `file_ofx_missing` when there is no `<OFX>`, `file_xml_dtd`, `file_text_undecodable`."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
        wide = True
    else:
        data = data.removeprefix(_BOM)
        wide = False
    start = _START.search(data)
    if start is None:
        raise BadInput("file_ofx_missing")
    head = data[: start.start()]
    if b"<!DOCTYPE" in head[:_HEAD].upper() or b"<!ENTITY" in data:
        raise BadInput("file_xml_dtd")
    told = head.decode("latin-1")
    header = {key.upper(): value for key, value in _HEADER_LINE.findall(told)}
    for attributes in _INSTRUCTION.findall(told):
        header |= {key.upper(): value for key, value in _ATTRIBUTE.findall(attributes)}
    body = data[start.start() :]
    codec = "utf-8" if wide else _codec(header, body)
    try:
        # A character that is cut off at the end is left out: what is missing then is found by the tags.
        text = codecs.getincrementaldecoder(codec)().decode(body)
    except UnicodeDecodeError:
        raise BadInput("file_text_undecodable", encoding=codec) from None
    return Opened(header, codec, text, head.count(b"\n") + 1)


def _codec(header: dict[str, str], body: bytes) -> str:
    """Find the encoding: UTF-8 where the bytes are UTF-8, else what the header says, Russian before Western."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    charset = header.get("CHARSET", "").upper()
    stated = _CHARSETS.get(charset) or _CHARSETS.get(header.get("ENCODING", "").upper(), "")
    if stated in {"", "utf-8", "cp1252", "iso8859-1"} and _russian(body):
        return "cp1251"
    return stated if stated not in {"", "utf-8"} else "cp1252"


def _russian(body: bytes) -> bool:
    """Whether high bytes come in runs, as letters of Russian words do and accents of Western ones do not."""
    runs = re.findall(rb"[\xc0-\xff\xa8\xb8]+", body[: 1 << 20])
    return bool(runs) and sum(map(len, runs)) > 2 * len(runs)


_UNKNOWN: Final = Plan((), ())
"""No plan has been asked for yet."""

Token = tuple[str, bool, bool, str, int]


class Tokens:
    """The tags of a text one after the other; the inner ones of a plain entry may be taken at once."""

    def __init__(self, text: str) -> None:
        text = _replaced(text, "<![CDATA[", "]]>", lambda inner: html.escape(inner, quote=False))
        self._text = _replaced(text, "<!--", "-->", lambda _inner: "")
        self._at = 0
        self._plans: dict[tuple[str, ...], Plan | None] = {}
        self._left = _MOST_MISSED

    def __iter__(self) -> Iterator[Token]:
        """Yield of each tag its name in capitals, whether it opens and closes, the text after it, and its place.

        A tag that is closed at once does both. BadInput `file_ofx_malformed` (fact `place`, a number of characters) where
        something stands that is no tag.
        """
        while match := _TOKEN.match(self._text, self._at):
            self._at = match.end()
            slash, name, empty, told, closed = match.groups()
            yield name.upper(), not slash, bool(slash or empty or closed), _text(told), match.start()
        if self._at != len(self._text):
            raise BadInput("file_ofx_malformed", place=str(self._at))

    def take(self, end: str) -> dict[str, str] | None:
        """Take the tags up to the closing one `end` and return their texts, those of inner aggregates as `OUTER/NAME`.

        None, and nothing is taken, unless all is as plain as can be: each name once, tags without blanks, nothing but
        blanks between closed ones. What tags follow each other is judged once for all entries with the same ones.
        Work stays linear: nothing is tried any more when the characters in vain are by a million more than those taken.
        """
        if self._left < 0:
            return None
        stop = self._text.find(end, self._at, self._at + _LONGEST)
        if stop < 0:
            self._left -= _LONGEST
            return None
        entry = self._text[self._at : stop]
        values = self._values(entry)
        if values is None:
            self._left -= len(entry)
        else:
            self._left += len(entry)
            self._at = stop
        return values

    def _values(self, entry: str) -> dict[str, str] | None:
        """Return the texts of a plain entry; None when it is none."""
        pieces = _PLAIN.split(entry)
        tags = tuple(pieces[1::2])
        if entry.count("<") != len(tags):
            return None
        plan = self._plans.get(tags, _UNKNOWN)
        if plan is _UNKNOWN:
            plan = plan_of(tags)
            if len(self._plans) < _MOST_PLANS:
                self._plans[tags] = plan
        if plan is None or "".join([pieces[place] for place in plan.gaps]).strip():
            return None
        if "&" in entry:
            return {name: text for name, place in plan.texts if (text := _text(pieces[place]))}
        return {name: text for name, place in plan.texts if (text := pieces[place].strip())}


def _text(told: str) -> str:
    """Return the text after a tag without blanks around it, with the characters that its entities stand for."""
    told = told.strip()
    return _ENTITY.sub(lambda found: html.unescape(found[0]), told) if "&" in told else told


def _replaced(text: str, start: str, end: str, replace: Callable[[str], str]) -> str:
    """Replace what stands between two marks, in one pass; a start without an end stays, and is no tag then."""
    if start not in text:
        return text
    pieces, place = [], 0
    while (begin := text.find(start, place)) >= 0:
        finish = text.find(end, begin + len(start))
        if finish < 0:
            break
        pieces += [text[place:begin], replace(text[begin + len(start) : finish])]
        place = finish + len(end)
    return "".join((*pieces, text[place:]))
