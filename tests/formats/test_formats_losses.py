"""The table of formats: each says what it holds in words that exist, and what is lost is counted and has a text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient import texts
from bsclient.errors import BadInput
from bsclient.formats import losses, registry
from bsclient.formats.convert import TARGETS, load_any, write_file
from bsclient.formats.model import (
    CREDIT,
    ENTRIES,
    ORDERS,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
    Tax,
)
from bsclient.formats.neutral import write_neutral

DATA = Path(__file__).parent.parent / "data"
DAY = dt.date(2026, 11, 20)


def full() -> ExchangeFile:
    """Return a statement that has every part."""
    bank = Bank("044525225", "ПАО Сбербанк", "30101810400000000225")
    other = Party("ООО Ромашка", "7707083893", "773601001", "40702810832748467804", bank)
    own = Party("ООО Наше", "7700000016", "770001001", "40702840900000000001", bank)
    document = ExchangeDocument(
        1, 1, "Платежное поручение", "7", DAY - dt.timedelta(days=1), Decimal("1.23"), "USD", CREDIT, other, own,
        "Оплата", "5", "0", "1", "01", None, DAY, Tax(status="01"), {"a": "b"},
        Marks("R", DAY + dt.timedelta(days=1), preliminary=True, reversal=True),
    )  # fmt: skip
    section = AccountSection(
        own.account,
        "USD",
        DAY,
        DAY,
        Decimal(1),
        Decimal(2),
        Decimal(1),
        Decimal(0),
        True,
        "1",
        "ООО Наше",
        bank,
    )
    return ExchangeFile("json", accounts=(section,), documents=(document,), role=ENTRIES)


@pytest.mark.parametrize("form", registry.FORMATS, ids=lambda form: form.code)
def test_a_format_speaks_of_parts_that_exist(form: registry.Format) -> None:
    assert form.holds() <= losses.ALL | losses.ROLES
    assert bool(form.holds() & losses.ROLES) == form.writes
    assert set(form.cuts(full())) <= losses.ALL | set(losses.FURTHER)
    assert registry.named(form.code) is form
    assert (form.code in TARGETS) == form.writes


@pytest.mark.parametrize(
    "form", [one for one in registry.FORMATS if ENTRIES in one.holds()], ids=lambda form: form.code
)
def test_what_is_not_held_is_counted(form: registry.Format) -> None:
    file = full()
    found = {loss.part: loss.count for loss in losses.lost(file, form.code)}
    for part in losses.ALL - form.holds():
        assert found[part] == 1
    assert not losses.lost(ExchangeFile("json", role=ENTRIES), form.code)


def test_every_part_is_asked_of_a_full_file() -> None:
    bare = dataclasses.replace(full(), accounts=(AccountSection(""),), documents=(ExchangeDocument(1, 1),))
    whole = dataclasses.replace(full())
    for asked, count in ((whole, len(losses.PARTS)), (bare, 0)):
        has = [part for part, test in losses._SECTION.items() if test(asked.accounts[0])]
        has += [part for part, test in losses._DOCUMENT.items() if test(asked.documents[0])]
        assert len(has) == count


@pytest.mark.parametrize("part", [*losses.PARTS, *losses.FURTHER])
def test_a_loss_has_its_text(part: str) -> None:
    loss = losses.Loss(part, 3)
    for language, letters in (("en", "[A-Za-z]"), ("ru", "[А-я]")):
        said = texts.message(loss.code, dict(loss.facts), language)
        assert re.match(letters, said)
        assert "3" in said


def test_targets_that_make_no_sense_are_refused() -> None:
    payments = load_any((DATA / "1c" / "gen_50_payments_cp1251.txt").read_bytes())
    for target, file, code in (
        ("mt940", payments, "file_target_no_payments"),
        ("ed101", full(), "file_target_no_statement"),
        ("docx", full(), "file_target_unknown"),
    ):
        with pytest.raises(BadInput) as caught:
            losses.lost(file, target)
        assert caught.value.code == code
    assert losses.role_of(payments) == ORDERS


def test_json_loses_nothing() -> None:
    assert losses.lost(full(), "json") == ()


def test_json_gives_every_field_back() -> None:
    file = full()
    (document,) = file.documents
    odd = dataclasses.replace(file, documents=(dataclasses.replace(document, amount=Decimal("1.234")),))
    back = load_any(write_neutral(odd))
    assert (back.documents, back.accounts, back.role, back.format) == (
        odd.documents,
        odd.accounts,
        ENTRIES,
        "json",
    )


@pytest.mark.parametrize("target", ["mt940", "mt942", "camt053", "ofx", "json"])
def test_a_third_decimal_is_kept(target: str) -> None:
    (back,) = load_any(written(dinars(), target), f"x.{target}").documents
    assert back.amount == Decimal("1.234")


def test_a_third_decimal_is_never_rounded_away() -> None:
    assert ";1,234;KWD;" in written(dinars(), "csv").decode("utf-8-sig")
    with pytest.raises(BadInput) as caught:
        written(dinars(), "1c")
    assert (caught.value.code, caught.value.facts["value"]) == ("file_value_unfit", "1.234")


def dinars() -> ExchangeFile:
    """Return a statement in a currency with three places."""
    file = full()
    (document,) = file.documents
    (section,) = file.accounts
    document = dataclasses.replace(document, amount=Decimal("1.234"), currency="KWD")
    section = dataclasses.replace(section, currency="KWD", opening=Decimal(1), closing=Decimal("2.234"))
    return dataclasses.replace(file, documents=(document,), accounts=(section,))


def written(file: ExchangeFile, target: str) -> bytes:
    out = io.BytesIO()
    write_file(out, file, target)
    return out.getvalue()
