"""XML from outside: its encoding, its bytes in one that holds ASCII as it is, and elements that are done with.

The elements themselves are read by `xml_stream`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from bsclient.errors import BadInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEAD: Final = 400
"""Bytes in which an XML declaration has to end: a longer one hides its encoding."""

_BEGIN: Final = re.compile(rb"\A\s*<\?xml\s")
_ENCODING: Final = re.compile(rb"""encoding\s*=\s*["']([^"']*)["']""")
_SHOWN: Final = 40
_CODECS: Final = {
    "": "utf-8",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "windows-1251": "cp1251",
    "cp1251": "cp1251",
    "windows-1252": "cp1252",
    "iso-8859-1": "iso8859-1",
    "iso-8859-5": "iso8859-5",
    "koi8-r": "koi8-r",
    "cp866": "cp866",
    "ibm866": "cp866",
}
_BOM: Final = b"\xef\xbb\xbf"
_WIDE: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARATION: Final = re.compile(r"\A\s*<\?xml\s.{0,400}?\?>", re.DOTALL)


def codec_of(data: bytes) -> str:
    """Return the codec that the XML declaration names.

    BadInput `file_xml_encoding` for one that we do not take, and where it cannot be told.
    """
    if data.startswith(tuple(mark for mark, _codec in _WIDE)):
        return "utf-16"
    head = data[: _HEAD + len(_BOM)].removeprefix(_BOM)
    if _BEGIN.match(head) is None:
        return _CODECS[""]
    declaration, end, _rest = head.partition(b"?>")
    match = _ENCODING.search(declaration)
    claim = match[1].decode("ascii", errors="replace").lower() if match else ""
    if not end or claim not in _CODECS or (match is None and b"encoding" in declaration):
        raise BadInput("file_xml_encoding", encoding=claim[:_SHOWN] or "?")
    return _CODECS[claim]


def plain(data: bytes) -> bytes:
    """Return bytes in an encoding that holds ASCII as it is, so that a DTD cannot hide in another one.

    BadInput `file_xml_encoding`, `file_xml_malformed`.
    """
    if codec_of(data) == "utf-16":
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            raise BadInput("file_xml_malformed", line="1", reason="UTF-16") from None
        data = _DECLARATION.sub("", text).encode("utf-8", errors="replace")
    if b"\x00" in data:
        raise BadInput("file_xml_malformed", line="1", reason="NUL")
    return data


def forget_before(element: _Element) -> None:
    """Free an element that was read and the one of the same name before it: memory stays small in a long file."""
    before = element.getprevious()
    if before is not None and before.tag == element.tag:
        before.getparent().remove(before)
    element.clear(keep_tail=True)
