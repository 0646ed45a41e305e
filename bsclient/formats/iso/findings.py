"""Values of a message as they are read, and what is wrong with them: findings are kept, nothing is raised."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.model import ExchangeFile, FileProblem
from bsclient.formats.onec.values import CONTROL, BadValue, clean, is_code, one_line, read_iso_day

MIDNIGHT_IN_UTC: Final = re.compile(r"[0-9-]{10}T21:00:00(?:\.0*)?(?:Z|\+00:00)")
NO_CURRENCY: Final = "XXX"
_SHOWN: Final = 60
_FLAT: Final = re.compile(r"[\t\n\v\f\r]")
_ODD: Final = re.compile(f"[\t\n{CONTROL}\ufffd]")
_BLANKS: Final = (" ", "\u00a0")


class Findings:
    """Collects the problems of a file; `index` and `line` say which document is being read (None: the file).

    `severity` is that of a value that cannot be read: BLOCK in orders, WARN in statements.
    """

    def __init__(self, severity: Severity = Severity.WARN) -> None:
        self.problems: list[FileProblem] = []
        self.severity = severity
        self.index: int | None = None
        self.line = 1
        self._days: dict[str, dt.date | None] = {"": None}

    def at(self, index: int | None, line: int) -> None:
        """Say which document the next values are of."""
        self.index = index
        self.line = line

    def add(self, field: str, code: str, severity: Severity | None = None, **facts: str) -> None:
        """Keep a problem of the present document."""
        self.problems.append(
            FileProblem(self.index, self.line, field, code, severity or self.severity, facts)
        )

    def amount(
        self, field: str, text: str, currency: str | None = None, *, signed: bool = False
    ) -> Decimal | None:
        """Read an amount; a finding and None when it cannot be read, a finding when it is not there."""
        if not text:
            self.add(field, "file_value_missing", key=field)
            return None
        try:
            return amounts.read(text.removeprefix("+"), currency, signed=signed)
        except BadValue as error:
            self.add(field, error.code, value=text[:_SHOWN])
            return None

    def day(self, field: str, text: str) -> dt.date | None:
        """Read the day of a date or of a date with time; the day is the one written, as a rule.

        A time of 21:00 in UTC is midnight in Moscow: some banks write the bounds of a day so.
        """
        known = self._days.get(text)
        if known is not None or not text:
            return known
        try:
            day = read_iso_day(text[:10])
        except BadValue:
            self.add(field, "file_iso_date_malformed", key=field, value=text[:_SHOWN])
            return None
        if MIDNIGHT_IN_UTC.fullmatch(text):
            day += dt.timedelta(days=1)
        if len(self._days) < 10_000:  # noqa: PLR2004 - days of 27 years
            self._days[text] = day
        return day

    def text(self, field: str, value: str) -> str:
        """Return a text on one line without characters that show nothing; a finding when there were some."""
        if _ODD.search(value) is None and not value.startswith(_BLANKS) and not value.endswith(_BLANKS):
            return value
        kept, code = clean(_FLAT.sub(" ", value))
        if code:
            self.add(field, code, Severity.WARN, key=field)
        return one_line(kept)

    def code(self, field: str, value: str) -> str:
        """Return an account, BIC, INN or KPP; a finding when it has characters that cannot stand there."""
        value = self.text(field, value)
        if not is_code(value):
            self.add(field, "file_code_malformed", key=field, value=value[:_SHOWN])
        return value


def currency_code(code: str) -> str:
    """Return the ISO code: RUR and numbers become letters, XXX (no currency) is none."""
    code = code.strip().upper()
    return "" if code == NO_CURRENCY else currencies.letters(code)


def refused(format_: str, role: str, code: str, facts: dict[str, str]) -> ExchangeFile:
    """Return a file of which nothing was read, and why."""
    line = int(facts["line"]) if facts.get("line", "").isdecimal() else 1
    problem = FileProblem(None, line, "", code, Severity.BLOCK, facts)
    return ExchangeFile(format=format_, problems=(problem,), role=role)
