"""Values of УФЭБС: kopecks, ISO days, texts of the allowed characters; reading notes what is wrong with a field."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, Final, Protocol

from bsclient.domain.normalise import bank_text
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats.model import ExchangeFile, FileProblem
from bsclient.formats.onec.values import BadValue, one_line, read_iso_day
from bsclient.formats.xml_in import codec_of
from bsclient.formats.xml_out import escaped
from bsclient.formats.xml_stream import elements

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE: Final = "urn:cbr-ru:ed:v2.0"
_DECLARATION: Final = '<?xml version="1.0" encoding="WINDOWS-1251"?>\n'
NOBODY: Final = "0000000000"
"""The code of a participant (УИС) for one who has none: a customer of a bank."""
NO_BIC: Final = "000000000"

_KOPECKS: Final = re.compile(r"-?[0-9]{1,18}")
_ALLOWED: Final = re.compile(r"[^ -~А-яЁё№]")


class Taker(Protocol):
    """Takes the messages of a file one after the other; `file` is what they make together."""

    def take(self, element: _Element) -> None:
        """Take a message that is complete."""

    def file(self, codec: str) -> ExchangeFile:
        """Return the whole. BadInput when there is nothing in it."""


def read_all(data: bytes, tags: Sequence[str], taker: Taker, code: str) -> ExchangeFile:
    """Read the messages of these names; nothing is raised for bad content."""
    try:
        for element in elements(data, tags):
            taker.take(element)
            element.clear(keep_tail=True)
        return taker.file(codec_of(data))
    except BadInput as error:
        return refused(code, error)


class Fields:
    """Reads attributes of one element of a message and notes the problems of document `index` (None: of the file)."""

    def __init__(self, element: _Element, index: int | None, problems: list[FileProblem]) -> None:
        self._element = element
        self._index = index
        self._problems = problems
        self.line = int(element.sourceline or 0)

    def text(self, name: str) -> str:
        """Return an attribute, "" if it is not there."""
        return str(self._element.get(name, "")).strip()

    def amount(self, name: str, *, needed: bool = True, signed: bool = False) -> Decimal | None:
        """Return an amount of kopecks as roubles; `signed` ones, the balances, may be below zero."""
        text = self.text(name)
        if not text and not needed:
            return None
        if text.startswith("-") and not signed:
            self.tell(name, "file_amount_negative", {"value": text[:40]})
            return None
        if _KOPECKS.fullmatch(text) is None:
            self.tell(name, "file_amount_malformed" if text else "file_value_missing", {"value": text[:40]})
            return None
        return Decimal(text).scaleb(-2).quantize(Decimal("0.01"))

    def day(self, name: str, *, needed: bool = False) -> dt.date | None:
        """Return a day, None if it is not there or none of the calendar."""
        text = self.text(name)
        if not text:
            if needed:
                self.tell(name, "file_value_missing", {})
            return None
        try:
            return read_iso_day(text)
        except BadValue:
            self.tell(name, "file_date_malformed", {"value": text[:40]})
            return None

    def tell(
        self, name: str, code: str, facts: Mapping[str, str], severity: Severity = Severity.BLOCK
    ) -> None:
        """Note a problem of an attribute."""
        self._problems.append(
            FileProblem(self._index, self.line, name, code, severity, {"key": name, **facts})
        )


def refused(code: str, error: BadInput) -> ExchangeFile:
    """Return a file of a format that could not be read, with the reason and its line."""
    line = int(error.facts.get("line", "1"))
    problem = FileProblem(None, line, "", error.code, Severity.BLOCK, error.facts)
    return ExchangeFile(format=code, problems=(problem,))


def local(element: _Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def kopecks(amount: Decimal) -> str:
    """Write roubles as kopecks. BadInput `file_value_unfit` for parts of a kopeck: nothing is rounded."""
    told = amount.scaleb(2)
    if told != int(told):
        raise BadInput("file_value_unfit", index="-", field="amount", value=str(amount), target="УФЭБС")
    return str(int(told))


def write_all(
    out: BinaryIO, messages: Sequence[str], packet: str, day: dt.date, more: Mapping[str, str]
) -> None:
    """Write messages of one kind: one as it is, several in a packet of that day with further attributes."""
    if len(messages) == 1:
        text = messages[0].replace(" ", f' xmlns="{NAMESPACE}" ', 1)
    else:
        values = {
            "xmlns": NAMESPACE,
            "EDNo": str(len(messages) + 1),
            "EDDate": f"{day:%Y-%m-%d}",
            "EDAuthor": NOBODY,
            "EDQuantity": str(len(messages)),
        }
        text = f"<{packet} {attributes(values | dict(more))}>\n" + "".join(messages) + f"</{packet}>\n"
    out.write((_DECLARATION + text).encode("cp1251", errors="xmlcharrefreplace"))


def attributes(values: Mapping[str, str]) -> str:
    """Write attributes; empty ones are left out."""
    written = (f'{name}="{quoted(value)}"' for name, value in values.items() if value)
    return " ".join(written)


def quoted(text: str) -> str:
    """Return a text as it may stand in an attribute."""
    return escaped(one_line(text)).replace('"', "&quot;")


def fitting(text: str, limit: int = 0) -> str:
    """Return a text in the characters that УФЭБС allows, cut at the limit."""
    text = _ALLOWED.sub("?", bank_text(text))
    return text[:limit].rstrip() if limit else text
