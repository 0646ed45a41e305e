"""Find the encoding of a Russian exchange file by what it says, not by what it claims.

The header's own claim (`Кодировка=Windows`) is often wrong: files are saved anew by mail programs and
CRMs. The key words of the format are fixed Cyrillic words, so the encoding in which most of them appear is
the right one.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from bsclient.errors import BadInput

HEAD = 64 * 1024
"""How many bytes from the start of a file are looked at."""

KEY_WORDS = (
    "СекцияДокумент",
    "ВерсияФормата",
    "Кодировка",
    "РасчСчет",
    "ДатаНачала",
    "КонецФайла",
    "Отправитель",
    "НазначениеПлатежа",
)
FIRST_LINE = b"1cclientbankexchange"

_CANDIDATES = ("utf-8", "cp1251", "cp866", "utf-16-le", "utf-16-be", "koi8-r")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"\x1f\x8b", "GZIP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"),
    (b"MZ\x90", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"SQLite format 3", "SQLite"),
)
_CLAIMS = {
    "windows": "cp1251",
    "windows1251": "cp1251",
    "win": "cp1251",
    "win1251": "cp1251",
    "cp1251": "cp1251",
    "1251": "cp1251",
    "ansi": "cp1251",
    "dos": "cp866",
    "cp866": "cp866",
    "866": "cp866",
    "oem": "cp866",
    "utf8": "utf-8",
    "utf16": "utf-16-le",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "unicode": "utf-16-le",
    "koi8": "koi8-r",
    "koi8r": "koi8-r",
}
_REPLACEMENT = "\ufffd".encode()
_LOST_KEY = re.compile(rb"^\?{4,}(?:=|\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name and how many bytes of byte-order mark precede the text."""

    codec: str
    mark: int = 0


def find_encoding(head: bytes) -> Encoding:
    """Return the encoding of a file of 1C exchange by its first bytes (`HEAD` of them are enough).

    BadInput with the reason: `file_empty`, `file_binary` (fact `kind`), `file_binary_unknown`, `file_damaged_text`,
    `file_double_encoded`, `file_not_exchange`.
    """
    head = head[:HEAD]
    if not head.strip(b" \t\r\n\x1a"):
        raise BadInput("file_empty")
    refuse_binary(head)
    marked = byte_order_mark(head)
    if marked and _words(head[marked.mark :], marked.codec):
        return marked
    body = head[marked.mark :] if marked else head
    best = max(_CANDIDATES, key=lambda codec: _words(body, codec))
    if _words(body, best):
        return Encoding(best, marked.mark if marked else 0)
    return _without_words(body, marked)


def byte_order_mark(head: bytes) -> Encoding | None:
    """Return the encoding that a byte-order mark announces."""
    for mark, codec in _BOMS:
        if head.startswith(mark):
            return Encoding(codec, len(mark))
    return None


def refuse_binary(head: bytes) -> None:
    """Raise BadInput (`file_binary`) when the first bytes are those of a known binary format."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise BadInput("file_binary", kind=kind)


def claimed_codec(claim: str) -> str | None:
    """Translate a header's claim (`Windows`, `DOS`, `UTF-8`) into a codec; None if it is unknown."""
    return _CLAIMS.get(re.sub(r"[^a-z0-9]", "", claim.casefold()))


def _words(body: bytes, codec: str) -> int:
    text = body.decode(codec, errors="ignore").casefold()
    return sum(text.count(word) for word in _FOLDED)


_FOLDED = tuple(word.casefold() for word in KEY_WORDS)


def _without_words(body: bytes, marked: Encoding | None) -> Encoding:
    """Say why no key word is there, or take a bare header as it is."""
    if _repaired(body):
        raise BadInput("file_double_encoded")
    if body.count(_REPLACEMENT) > 2 or len(_LOST_KEY.findall(body)) > 2:  # noqa: PLR2004 - two may be honest
        raise BadInput("file_damaged_text")
    plain = body.lstrip().lower()
    if plain.startswith(FIRST_LINE):
        return marked or Encoding("utf-8" if _is_utf8(body) else "cp1251")
    if body.count(0) or _controls(body):
        raise BadInput("file_binary_unknown")
    raise BadInput("file_not_exchange")


def _repaired(body: bytes) -> bool:
    """Whether undoing one wrong decoding (UTF-8 read as cp1251 and saved as UTF-8) brings key words back."""
    text = body.decode("utf-8", errors="ignore")
    return _words(text.encode("cp1251", errors="ignore"), "utf-8") > 0


def _is_utf8(body: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(body)
    except UnicodeDecodeError:
        return False
    return True


def _controls(body: bytes) -> bool:
    sample = body[:4096]
    odd = sum(1 for byte in sample if byte < 32 and byte not in b"\t\r\n\x1a\x0c")  # noqa: PLR2004 - below blank
    return odd * 20 > len(sample)
