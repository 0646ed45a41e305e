"""Messages of MT940 and MT942 as pages of statements: what one says beside its entries, and how pages become one."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bsclient.domain import currencies
from bsclient.domain.problems import Severity
from bsclient.formats import amounts
from bsclient.formats.model import AccountSection, Bank, FileProblem
from bsclient.formats.mt.fields import Balance

_TRAILING_CURRENCY: Final = re.compile(r"(?<=[0-9A-Z])[ /]([A-Z]{3})$")
_RUSSIAN: Final = re.compile(r"[0-9]{5}[0-9A-Z][0-9]{14}")
_DAY: Final = dt.timedelta(days=1)
_ZERO: Final = Decimal(0)


@dataclass(slots=True)
class Page:
    """What one message says beside its entries; `lines` are those of its closing balance and of its totals by tag."""

    line: int
    account: str = ""
    bank: str = ""
    reference: str = ""
    number: str = ""
    page: int = 1
    first: int = 1
    currency: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    credits: Decimal | None = None
    debits: Decimal | None = None
    last: dt.date | None = None
    interim: bool = False
    begins: bool = True
    ends: bool = True
    days: tuple[dt.date, dt.date] | None = None
    net: Decimal = _ZERO
    turnover: tuple[Decimal, Decimal] = (_ZERO, _ZERO)
    lines: dict[str, int] = field(default_factory=dict)


def account(value: str) -> tuple[str, str, str]:
    """Return bank, account and currency of field 25: `BIC/account`, `account/BIC`, `account/HUF`, `account EUR`."""
    match = _TRAILING_CURRENCY.search(value)
    currency = currencies.letters(match[1]) if match else ""
    if match:
        value = value[: match.start()]
    bank, slash, number = (part.strip() for part in value.partition("/"))
    if _RUSSIAN.fullmatch(bank) and not _RUSSIAN.fullmatch(number):
        bank, number = number, bank  # some banks write account/BIC
    return (bank, number, currency) if slash else ("", value.strip(), currency)


def goes_on(earlier: Page, page: Page) -> bool:
    """Whether a message is the next page of the one before it."""
    if (earlier.account, earlier.number) != (page.account, page.number) or page.page != earlier.page + 1:
        return False
    if page.interim:
        return earlier.interim and earlier.credits is None and earlier.debits is None
    return not page.begins and not earlier.ends


def lacks_pages(page: Page) -> bool:
    """Whether the first page or the last one is not there; single pages between two intermediate balances are whole."""
    return page.first > 1 if not page.begins else not page.ends


def join(earlier: Page, page: Page) -> None:
    """Put a page to the one before it."""
    earlier.page, earlier.lines = page.page, page.lines
    earlier.closing, earlier.ends = page.closing, page.ends
    earlier.credits, earlier.debits = page.credits, page.debits
    earlier.turnover = (
        earlier.turnover[0] + page.turnover[0],
        earlier.turnover[1] + page.turnover[1],
    )
    both = [days for days in (earlier.days, page.days) if days]
    if both:
        earlier.days = (min(days[0] for days in both), max(days[1] for days in both))


def section(page: Page) -> AccountSection:
    """Return a statement as a section of the neutral model."""
    start, end = _interval(page)
    return AccountSection(
        account=page.account,
        currency=page.currency,
        start=start,
        end=end,
        opening=page.opening.amount if page.opening else None,
        closing=page.closing.amount if page.closing else None,
        credits=page.credits,
        debits=page.debits,
        preliminary=page.interim,
        reference=page.reference,
        bank=Bank(page.bank),
    )


def _interval(page: Page) -> tuple[dt.date | None, dt.date | None]:
    """Return first and last day. The opening balance is that of the evening before, unless entries are of its own day."""
    closing = page.closing.day if page.closing else None
    end = closing or max(filter(None, (page.last, page.days[1] if page.days else None)), default=None)
    opening = page.opening.day if page.opening else None
    if opening is None:
        return (page.days[0] if page.days else end), end
    if page.days is None or page.days[0] > opening:
        return min(opening + _DAY, end or opening + _DAY), end
    return opening, end


def differences(page: Page) -> list[FileProblem]:
    """Say where balances, totals and entries do not agree."""
    found: list[FileProblem] = []
    came, went = page.turnover
    if page.opening and page.closing:
        expected = page.opening.amount + came - went
        if expected != page.closing.amount:
            tag = "62F" if page.ends else "62M"
            found.append(_difference(page, tag, "file_balance_differs", expected, page.closing.amount))
    for tag, told, counted in (("90C", page.credits, came), ("90D", page.debits, went)):
        if told is not None and told != counted:
            found.append(_difference(page, tag, "file_turnover_differs", told, counted))
    return found


def _difference(page: Page, tag: str, code: str, expected: Decimal, given: Decimal) -> FileProblem:
    facts = {"account": page.account, "expected": amounts.plain(expected), "found": amounts.plain(given)}
    return FileProblem(None, page.lines.get(tag, page.line), f":{tag}:", code, Severity.WARN, facts)
