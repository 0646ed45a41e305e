"""Blocks of whole lines from a byte stream: constant memory, any line end, cut characters survive.

Work that can be done for a megabyte at once (line ends, search for control characters) is done here,
so that the reader touches a line only once.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bsclient.errors import BadInput
from bsclient.formats.encoding import HEAD, Encoding, find_encoding
from bsclient.formats.onec.values import SUSPICIOUS

BLOCK = 1024 * 1024
LONGEST_LINE = 64 * 1024
LONGEST_VALUE = 4096
LARGEST_FILE = 512 * 1024 * 1024

_WINDOW = LONGEST_VALUE // 2
_LOW = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"
_ODD_BYTES = {
    "cp1251": _LOW + b"\x98\xad",
    "cp866": _LOW,
    "koi8-r": _LOW,
    "utf-8": _LOW,
}
_UTF8_WORDS = (b"\xd0\xb0", b"\xd0\xb5", b"\xd0\xbe")
"""а, е, о in UTF-8: some of them are in any text."""
_UTF8_SIGNS = (b"\xe2\x80", b"\xe2\x81", b"\xc2", b"\xef\xbb\xbf", b"\xef\xbf", b"\xd8\x9c")


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines in a row, each ended by one line feed; `first` is the number of the first one, from 1.

    `suspicious`: some line may hold control or lost characters; `padded`: some line may have blanks at its
    ends or a tab; `long`: some line may be longer than a value may be.
    """

    first: int
    text: str
    suspicious: bool
    padded: bool
    long: bool


def encoding_of(source: BinaryIO | bytes) -> tuple[Encoding, Iterator[bytes]]:
    """Find the encoding and return it with the stream of bytes after the byte-order mark.

    BadInput: what `find_encoding` says, and `file_too_large` when the limit is passed while reading.
    """
    chunks = _chunks(source)
    head = next(chunks, b"")
    while len(head) < HEAD and (more := next(chunks, b"")):
        head += more
    encoding = find_encoding(head[:HEAD])
    return encoding, _rejoined(head[encoding.mark :], chunks)


def line_blocks(chunks: Iterator[bytes], codec: str) -> Iterator[Block]:
    """Decode chunks and cut them into blocks of whole lines.

    Bytes that the encoding does not know become U+FFFD. BadInput `file_line_too_long` (fact `line`).
    """
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    first, carry, odd_before, tail = 1, "", False, b""
    for chunk in chunks:
        text = carry + decoder.decode(chunk)
        odd = _odd(tail + chunk, codec) or "\ufffd" in text
        # A carriage return at the end may be the first half of a line end: it waits for the rest.
        held = "\r" if text.endswith("\r") else ""
        text = _unix(text[:-1] if held else text)
        cut = text.rfind("\n") + 1
        if cut:
            yield _block(first, text[:cut], suspicious=odd or odd_before)
            first += text.count("\n")
        carry, odd_before, tail = text[cut:] + held, odd, chunk[-2:]
        if len(carry) > LONGEST_LINE:
            raise _too_long(first)
    rest = _unix(carry + decoder.decode(b"", final=True))
    if rest:
        yield _block(first, rest if rest.endswith("\n") else rest + "\n", suspicious=True)


def _block(first: int, text: str, *, suspicious: bool) -> Block:
    long = any(text.find("\n", at, at + _WINDOW) < 0 for at in range(0, len(text) - _WINDOW, _WINDOW))
    if long:
        for number, line in enumerate(text.split("\n"), first):
            if len(line) > LONGEST_LINE:
                raise _too_long(number)
    padded = " \n" in text or "= " in text or "\t" in text or "\u00a0" in text
    return Block(first, text, suspicious and SUSPICIOUS.search(text) is not None, padded, long)


def _unix(text: str) -> str:
    text = text.replace("\r\n", "\n")
    return text.replace("\r", "\n") if "\r" in text else text


def _odd(chunk: bytes, codec: str) -> bool:
    """Whether the bytes may hold a character that must not stand in a value; quick, errs to yes."""
    if codec == "cp1251" and any(sign in chunk for sign in _UTF8_WORDS):
        return True
    odd = _ODD_BYTES.get(codec)
    if odd is None or len(chunk.translate(None, odd)) != len(chunk):
        return True
    return codec == "utf-8" and any(sign in chunk for sign in _UTF8_SIGNS)


def _chunks(source: BinaryIO | bytes) -> Iterator[bytes]:
    read = 0
    if isinstance(source, bytes):
        if len(source) > LARGEST_FILE:
            raise _too_large()
        for start in range(0, len(source), BLOCK):
            yield source[start : start + BLOCK]
        return
    while chunk := source.read(BLOCK):
        read += len(chunk)
        if read > LARGEST_FILE:
            raise _too_large()
        yield chunk


def _rejoined(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    if head:
        yield head
    yield from chunks


def _too_large() -> BadInput:
    return BadInput("file_too_large", limit=f"{LARGEST_FILE // (1024 * 1024)}")


def _too_long(line: int) -> BadInput:
    return BadInput("file_line_too_long", line=str(line), limit=str(LONGEST_LINE))
