"""Every exchange format by its code: how a file of it is known, which module reads and writes it, what it can hold.

A format is one module with `read(data, name) -> ExchangeFile` and, where we write it, `write(out, file, language)`, and
with `HOLDS`: the names of `losses.PARTS` and the roles of files (`model.ORDERS`, `ENTRIES`, `ANSWERS`) that it keeps.
A module may add `cuts(file) -> Mapping[part, count]`: what of a part that it keeps is too long for it. Modules are
imported when a file of theirs comes.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import BinaryIO, Final, cast

from bsclient.formats.model import PAYMENTS, STATEMENT, ExchangeFile

Read = Callable[[bytes, str], ExchangeFile]
Write = Callable[[BinaryIO, ExchangeFile, str], None]
Cuts = Callable[[ExchangeFile], Mapping[str, int]]

HEAD: Final = 4096
"""How many bytes of the beginning of a file say what it is."""

_WIDE: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `title` is its proper name; `look` is searched for in the head of a file; `ending` names new files.

    `named`: the bytes alone do not tell (a ZIP may be anything), so the name has to have the ending too.
    """

    code: str
    title: str
    module: str
    look: re.Pattern[bytes] | None = None
    ending: str = ".txt"
    reads: bool = True
    writes: bool = True
    versions: str = ""
    named: bool = False

    def reader(self) -> Read:
        """Return what reads a file of this format; nothing is raised for bad content."""
        return cast("Read", self._module().read)

    def writer(self) -> Write:
        """Return what writes a file of this format into an open binary stream."""
        return cast("Write", self._module().write)

    def holds(self) -> frozenset[str]:
        """Return what the format can keep: names of `losses.PARTS` and roles of files."""
        return cast("frozenset[str]", self._module().HOLDS)

    def cuts(self, file: ExchangeFile) -> Mapping[str, int]:
        """Return how many values of a part are longer than the format allows, by part."""
        found = getattr(self._module(), "cuts", None)
        return {} if found is None else cast("Cuts", found)(file)

    def _module(self) -> ModuleType:
        return importlib.import_module(self.module)


_CSV: Final = re.compile(
    rb"^(?:[^\r\n;]*;){2,}.*\n(?:[^\r\n;]*;){2,}|^(?:[^\r\n\t]*\t){2,}.*\n(?:[^\r\n\t]*\t){2,}|^(?:[^\r\n,]*,){3,}.*\n(?:[^\r\n,]*,){3,}",
    re.MULTILINE,
)
"""Two lines, one after the other, that the same sign parts into cells."""


def _iso() -> Iterator[Format]:
    """Yield the messages of ISO 20022, known by their namespace or by the name of the message."""
    for code, title, package, root, now, old in (
        ("camt053", "camt.053", "camt", "BkToCstmrStmt", "8", "2"),
        ("camt052", "camt.052", "camt", "BkToCstmrAcctRpt", "8", ""),
        ("camt054", "camt.054", "camt", "BkToCstmrDbtCdtNtfctn", "8", ""),
        ("pain001", "pain.001", "pain", "CstmrCdtTrfInitn", "9", "3"),
        ("pain002", "pain.002", "pain", "CstmrPmtStsRpt", "10", "3"),
    ):
        look = re.compile(
            rf"iso:std:iso:20022:tech:xsd:{re.escape(title)}\.|<(?:\w{{1,20}}:)?{root}[\s>]".encode()
        )
        module = f"bsclient.formats.{package}.{code}"
        yield Format(code, title, module, look, ".xml", versions=f"→ v{now}")
        if old:
            yield Format(f"{code}-v{old}", f"{title} v{old}", f"{module}_v{old}", None, ".xml", reads=False)


FORMATS: Final[tuple[Format, ...]] = (
    # In this order the looks are tried: the narrow ones first. 1C and the own JSON are known by their readers.
    Format("1c", "1CClientBankExchange", "bsclient.formats.onec.exchange", versions="1.01–1.03"),
    Format("json", "BSClient JSON", "bsclient.formats.neutral", ending=".json", versions="1"),
    Format(
        "mt940",
        "MT940",
        "bsclient.formats.mt.mt940",
        re.compile(rb"\{2:[IO]94[02]|^:20:[^\r\n]*\s(?:[^\r\n]*\s){0,6}?:25P?:", re.MULTILINE),
        ending=".sta",
        versions="SWIFT, SWIFT-RUR6",
    ),
    Format("mt942", "MT942", "bsclient.formats.mt.mt942", ending=".sta", versions="SWIFT, SWIFT-RUR6"),
    Format(
        "ed101",
        "УФЭБС ED101",
        "bsclient.formats.ufebs.ed101",
        re.compile(rb"<(?:\w{1,20}:)?(?:ED101|PacketEPD)\s"),
        ending=".xml",
        versions="2.0 (2024.2)",
    ),
    Format(
        "ed211",
        "УФЭБС ED211",
        "bsclient.formats.ufebs.ed211",
        re.compile(rb"<(?:\w{1,20}:)?(?:ED211|PacketESID)\s"),
        ending=".xml",
        versions="2.0 (2024.2)",
    ),
    Format(
        "by-bsclient",
        "BY BS-Client",
        "bsclient.formats.by_bsclient",
        re.compile(rb"^\*{3,}\s*\^Type=", re.MULTILINE),
        writes=False,
        versions="^Type=3–600^",
    ),
    *_iso(),
    Format(
        "ofx",
        "OFX 2",
        "bsclient.formats.ofx.ofx2",
        re.compile(rb"OFXHEADER|<OFX[\s>]", re.IGNORECASE),
        ".ofx",
        versions="1.0–2.2",
    ),
    Format("ofx1", "OFX 1.0.2", "bsclient.formats.ofx.ofx1", ending=".ofx", reads=False, versions="1.0.2"),
    Format(
        "qif",
        "QIF",
        "bsclient.formats.qif",
        re.compile(rb"\A(?:\xef\xbb\xbf)?\s*!(?:Type:|Account|Option:|Clear:)", re.IGNORECASE),
        ".qif",
    ),
    Format("csv", "CSV", "bsclient.formats.sheet_csv", _CSV, ".csv"),
    Format("xlsx", "XLSX", "bsclient.formats.sheet_xlsx", re.compile(rb"\APK\x03\x04"), ".xlsx", named=True),
    Format("pdf", "PDF", "bsclient.formats.sheet_pdf", ending=".pdf", reads=False),
)
"""All formats. `pdf` is written by `services.exports.conversions`, which may use the printing."""

_BY_CODE: Final = {one.code: one for one in FORMATS}
_SPOKEN: Final = {PAYMENTS: "1c", STATEMENT: "1c"}


def named(code: str) -> Format | None:
    """Return the format of a code (1C's two codes are one format); None if there is none."""
    return _BY_CODE.get(_SPOKEN.get(code, code))


def told(file: ExchangeFile) -> str:
    """Return how people call the format of a file and its version: `MT940 RUR6`, `camt.053.001.08`, `OFX 1.0.2`."""
    form = named(file.format)
    title, version = form.title if form else file.format, file.version
    if form is not None and form.code == "ofx":
        title, version = "OFX", ".".join(version)
    return version if version.startswith(f"{title}.") else f"{title} {version}".strip()


def targets() -> tuple[str, ...]:
    """Return the codes of the formats that can be written, as the command line and the menus offer them."""
    return tuple(one.code for one in FORMATS if one.writes)


def recognise(data: bytes, name: str = "") -> Format | None:
    """Return the format that reads a file with this beginning and name; None if no look fits."""
    head = data[:HEAD]
    for mark, codec in _WIDE:
        if head.startswith(mark):
            head = head[len(mark) :].decode(codec, errors="replace").encode()
    marked_up = head.lstrip().startswith(b"<")
    for one in FORMATS:
        fits = one.reads and one.look is not None and one.look.search(head) is not None
        fits = fits and not (marked_up and one.code == "csv")  # separators inside XML make no table
        if fits and (not one.named or name.casefold().endswith(one.ending)):
            return one
    return None
