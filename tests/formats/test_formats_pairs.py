"""Every sample into every format and back: what the target says it holds comes back, what it lacks is told.

Compared are entries by account, so that a transfer between own accounts counts on both sides. A refusal must have its reason
in the source: no balances, other money, payments instead of a statement.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bsclient.errors import BadInput
from bsclient.formats import losses, postings, registry
from bsclient.formats.convert import load_any, write_file
from bsclient.formats.model import CREDIT, ENTRIES, ORDERS, ExchangeFile, Party

DATA = Path(__file__).parent.parent / "data"
FOLDERS = ("1c", "mt940", "ufebs", "camt", "ofx", "qif", "csv", "tables", "pain")
ENDINGS = {".txt", ".sta", ".xml", ".ofx", ".qif", ".csv"}
TARGETS = [one.code for one in registry.FORMATS if one.writes and one.code != "pdf"]


@cache
def source(path: Path) -> ExchangeFile:
    return load_any(path.read_bytes(), path.name)


def samples(role: str) -> list[Path]:
    found = sorted(p for folder in FOLDERS for p in (DATA / folder).glob("*") if p.suffix in ENDINGS)
    return [
        p for p in found if source(p).readable and source(p).documents and losses.role_of(source(p)) == role
    ]


STATEMENTS = samples(ENTRIES)
PAYMENTS = samples(ORDERS)

Entry = tuple[postings.Posted, postings.Posting]


def other(entry: Entry) -> Party:
    document = entry[1].document
    return document.payer if entry[1].direction == CREDIT else document.payee


def plain(text: str) -> str:
    """Return the letters and digits of a text, as capitals without accents: what any alphabet keeps."""
    return re.sub(r"[^0-9A-ZА-Я]", "", unicodedata.normalize("NFKD", text.upper()))


def spaced(text: str) -> str:
    return " ".join(text.split())


def squeezed(text: str) -> str:
    return "".join(text.split())


def money(currency: str) -> str:
    """Return a currency that has letters; samples have masked accounts whose currency is 000."""
    return currency if currency.isalpha() and currency != "XXX" else ""


PARTS: dict[str, Callable[[Entry], object]] = {
    "own_account": lambda e: squeezed(e[0].section.account),
    "direction": lambda e: e[1].direction,
    "entry_day": lambda e: e[1].day,
    "number": lambda e: e[1].document.number,
    "counter_account": lambda e: squeezed(other(e).account),
    "inn": lambda e: other(e).inn,
    "kpp": lambda e: other(e).kpp,
    "bic": lambda e: other(e).bank.bic.lstrip("0"),  # spreadsheets take the first zero of a BIC away
    "name": lambda e: spaced(other(e).name),
    "purpose": lambda e: spaced(e[1].document.purpose),
    "reference": lambda e: e[1].document.marks.reference,
    "value_date": lambda e: e[1].document.marks.value_date,
    "reversal": lambda e: e[1].document.marks.reversal,
    "currency": lambda e: money(e[1].document.currency or e[0].section.currency),
}
TEXTS = frozenset(("name", "purpose", "number"))
CUT = {"purpose": "purpose_end", "name": "name_end", "number": "number_end", "reference": "number_end"}


def kept(file: ExchangeFile, target: str) -> dict[str, Callable[[Entry], object]]:
    """Return how to compare the parts that a target keeps of this file."""
    form = registry.named(target)
    assert form is not None
    told = {loss.part for loss in losses.lost(file, target)}
    asked = {"amount": lambda e: e[1].document.amount}
    for part, value in PARTS.items():
        if part in form.holds() and part not in told and CUT.get(part, part) not in told:
            asked[part] = value
            if part in TEXTS and "letters" in told:
                asked[part] = lambda e, value=value: plain(str(value(e)))
    if "balances" not in form.holds() and not all(map(of_its_own, entries(file))):
        asked.pop("own_account", None)  # without sections an entry is of the account that it names itself
    return asked


def of_its_own(entry: Entry) -> bool:
    document = entry[1].document
    own = document.payee if entry[1].direction == CREDIT else document.payer
    return own.account == entry[0].section.account


def entries(file: ExchangeFile) -> list[Entry]:
    return [(posted, posting) for posted in postings.by_section(file) for posting in posted.postings]


def rows(file: ExchangeFile, asked: dict[str, Callable[[Entry], object]]) -> Counter[tuple[object, ...]]:
    return Counter(tuple(value(entry) for value in asked.values()) for entry in entries(file))


def converted(file: ExchangeFile, target: str) -> ExchangeFile:
    out = io.BytesIO()
    write_file(out, file, target)
    form = registry.named(target)
    assert form is not None
    return load_any(out.getvalue(), f"file{form.ending}")


def reason_is_there(file: ExchangeFile, error: BadInput) -> bool:
    """Whether the source really lacks what the target says that it needs."""
    sections = [posted.section for posted in postings.by_section(file)]
    if error.code == "file_balances_missing":
        return any(section.opening is None and section.closing is None for section in sections)
    if error.code == "file_currency_unfit":
        return any(section.currency == error.facts["currency"] != "RUB" for section in sections)
    return False


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.name)
def test_a_statement_keeps_what_the_target_holds(path: Path, target: str) -> None:
    file = source(path)
    form = registry.named(target)
    assert form is not None
    if ENTRIES not in form.holds():
        with pytest.raises(BadInput) as caught:
            converted(file, target)
        assert caught.value.code == "file_target_no_statement"
        return
    try:
        back = converted(file, target)
    except BadInput as error:
        if reason_is_there(file, error):
            return
        raise
    asked = kept(file, target)
    assert rows(back, asked) == rows(file, asked)
    if "balances" in form.holds() and within(file):
        assert ends(back).items() >= ends(file).items()


def within(file: ExchangeFile) -> bool:
    """Whether every entry is inside the period of its statement; in some masked samples they are not."""
    return all(
        (posted.section.start is None or posting.day is None or posted.section.start <= posting.day)
        and (posted.section.end is None or posting.day is None or posting.day <= posted.section.end)
        for posted, posting in entries(file)
    )


def ends(file: ExchangeFile) -> dict[str, tuple[object, object]]:
    """Return the first opening and the last closing balance of each account that says them."""
    found: dict[str, tuple[object, object]] = {}
    for section in file.accounts:
        if section.opening is not None and section.closing is not None:
            first = found.get(section.account, (section.opening, None))[0]
            found[section.account] = (first, section.closing)
    return found


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("path", PAYMENTS, ids=lambda path: path.name)
def test_payments_keep_what_the_target_holds(path: Path, target: str) -> None:
    file = source(path)
    form = registry.named(target)
    assert form is not None
    if ORDERS not in form.holds():
        with pytest.raises(BadInput) as caught:
            converted(file, target)
        assert caught.value.code == "file_target_no_payments"
        return
    back = converted(file, target)
    assert back.orders or target in {"csv", "xlsx"}
    asked = kept(file, target)
    wanted = {
        part: value for part, value in asked.items() if part not in {"direction", "own_account", "entry_day"}
    }
    assert rows(back, wanted) == rows(file, wanted)


def test_there_is_something_of_every_kind_to_compare() -> None:
    assert {losses.role_of(source(path)) for path in (*STATEMENTS, *PAYMENTS)} == {ENTRIES, ORDERS}
    read = {form.code for path in STATEMENTS if (form := registry.named(source(path).format))}
    assert read >= {"1c", "mt940", "mt942", "camt052", "camt053", "camt054", "ofx", "ed211", "by-bsclient"}
