"""Currencies with three decimals (ISO 4217) go through the archive to the last fils: kept, summed, found, written out."""

import datetime as dt
import threading
from dataclasses import replace
from decimal import Decimal

import pytest
from archive_kit import THERE, day, document, file, section
from local_kit import office
from test_services_archive import entries, keep, preview

from bsclient.errors import BadInput
from bsclient.formats import convert, registry
from bsclient.protocol.messages import EntryData
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.categories import Categories
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.health import Health
from bsclient.services.statements.reading import Statements
from bsclient.services.statements.search import EntrySearch
from bsclient.services.statements.summary import Summary, totals
from bsclient.services.statements.turnover import Turnover
from bsclient.storage import entry_intake, entry_rows, ledger, migrations, values
from bsclient.storage.engine import Store
from bsclient.storage.scope import Scope

MT940 = """:20:STMT
:25:KW81CBKU0000000000001234560101
:28C:1/1
:60F:C261101KWD100,125
:61:2611021102C5,005NTRFREF1//BANK1
:86:Invoice 17
:61:2611031103D0,130NTRFREF2//BANK2
:86:Fee
:62F:C261130KWD105,000
"""
IBAN = "KW81CBKU0000000000001234560101"
START, END = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def kept(desk):
    archive = Archive(desk.place)
    seen = archive.read(MT940.replace("\n", "\r\n").encode(), "k.sta")
    assert (seen.problems, seen.readable) == ((), True)
    assert (seen.accounts[0].opening, seen.accounts[0].closing) == (Decimal("100.125"), Decimal("105.000"))
    assert archive.keep(seen).new == 2
    return desk


def test_every_view_shows_the_third_decimal(kept):
    place = kept.place
    told = Statements(place).statement(IBAN, START, END)
    assert (told.currency, told.opening, told.credits, told.debits, told.closing) == (
        "KWD", Decimal("100.125"), Decimal("5.005"), Decimal("0.130"), Decimal("105.000"),
    )  # fmt: skip
    assert [(one.amount, one.balance_after) for one in told.entries] == [
        (Decimal("5.005"), Decimal("105.130")), (Decimal("0.130"), Decimal("105.000")),
    ]  # fmt: skip
    assert [row.closing for row in Closings(place).days(IBAN, START, END)] == [
        Decimal("105.130"),
        Decimal("105.000"),
    ]
    assert [one.balance for one in Statements(place).sums(told)][-1] == Decimal("105.000")
    (row,) = Turnover(place, Categories(place)).by_month(Scope((IBAN,), START, END, "KWD"))
    assert (row.credits, row.debits) == (Decimal("5.005"), Decimal("0.130"))
    (row,) = [one for one in Summary(place).accounts(END) if one.account == IBAN]
    assert totals([row])[0].closing == Decimal("105.000")
    assert not Health(place, None).check((IBAN,), START, END)
    (view,) = [one for one in Statements(place).accounts(files=True) if one.number == IBAN]
    assert str(view.balance) == "105.000"


@pytest.mark.parametrize("index", [True, False])
def test_amounts_are_found_as_they_are_written(kept, index):
    search = EntrySearch(kept.place)
    if index:
        search.index(threading.Event())
    for text in ("5,005", "5.005", ".005"):
        assert [one.amount for one in search.search(text).rows] == [Decimal("5.005")]
    assert not search.search("50.05").rows


@pytest.mark.parametrize("target", sorted(set(registry.targets()) - {"pdf"}))
def test_no_format_cuts_the_third_decimal(kept, tmp_path, target):
    """What is written tells the whole amounts, or nothing is written and the reason is named."""
    statements = Statements(kept.place)
    path = tmp_path / f"out.{target}"
    statement = statements.statement(IBAN, START, END)
    if target in {"1c", "ed101", "ed211"}:
        with pytest.raises(BadInput, match=r"file_(target_decimals|currency_unfit|value_unfit)"):
            statements.export(statement, target, path)
        assert not path.exists()
        return
    statements.export(statement, target, path)
    file_ = convert.load_any(path.read_bytes(), path.name)
    assert {document.amount for document in file_.documents} == {Decimal("5.005"), Decimal("0.130")}


def test_read_again_in_either_form_adds_nothing(kept):
    archive = Archive(kept.place)
    other = MT940.replace("STMT", "AGAIN").replace("\n", "\r\n").encode()
    assert archive.keep(archive.read(other, "k2.sta")).new == 0
    assert len(entries(kept, IBAN)) == 2


def test_of_a_rouble_account_three_decimals_are_still_refused(desk):
    told = file([section(0, 0)], [document(1, "5.125"), document(2, "5.120")])
    seen = preview(desk, told)
    assert [one.code for one in seen.problems] == ["archive_entry_incomplete"]
    assert keep(desk, told).new == 1


def test_hundredths_and_thousandths_are_never_added_up(desk):
    keep(desk, file([section(0, 0)], [document(1, "5.12")]))
    dinars = replace(section(1, 1), currency="KWD")
    told = file([dinars], [replace(document(2, "5.125", on=1), currency="KWD")])
    seen = preview(desk, told)
    assert [one.code for one in seen.problems] == ["archive_currency_differs"]
    assert not seen.readable
    assert [one.amount for one in entries(desk)] == [Decimal("5.12")]


def test_what_the_bank_tells_of_dinars_is_kept_in_thousandths(desk):
    data = EntryData(
        entry_id="1", account=THERE, value_date="2026-11-02", posted=dt.datetime(2026, 11, 2, tzinfo=dt.UTC), credit=True,
        amount="5.12", currency="KWD", balance_after="105.12", operation_type="01",
    )  # fmt: skip
    with desk.store.write() as work:
        entry_intake.add(work, [entry_intake.row_of(data)])
    with desk.store.read() as reader:
        numbers = entry_rows.numbers(reader, THERE, (START, END))
        (one,) = entry_rows.entries(reader, numbers)
        assert ledger.balance_before(reader, THERE, day(9)) == Decimal("105.12")
    assert (one.amount, one.balance_after) == (Decimal("5.12"), Decimal("105.12"))


def test_a_base_of_before_keeps_its_amounts(tmp_path, monkeypatch):
    path = tmp_path / "client.db"
    entry = (
        "INSERT INTO {} (id, account, value_date, posted, credit, amount, currency, balance_after, operation_type, document_id,"
        " number, document_date, counterparty_name, counterparty_inn, counterparty_kpp, counterparty_account, counterparty_bic,"
        " counterparty_bank, counterparty_corr_account, purpose, order_fields)"
        " VALUES (?, 'A', '2026-11-02', '2026-11-02T00:00:00.000000Z', 1, 512, ?, 10512, '', '', '', '', '', '', '', '', '', '', '', '', '{{}}')"
    )
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:7])
        before.setattr(migrations, "NEWEST", 7)
        store = Store(path)
        with store.write() as work:
            for number, currency in enumerate(("KWD", "JPY", "RUB")):
                work.run(entry.format("entry"), (str(number), currency))
        store.close()
    store = Store(path)
    with store.read() as reader:
        found = ledger.entries(reader, "A", START, END)
        raw = [row[0] for row in reader.all("SELECT amount FROM entry ORDER BY row")]
    store.close()
    assert [(one.amount, one.balance_after) for one in found] == [(Decimal("5.12"), Decimal("105.12"))] * 3
    assert raw == [5120, 512, 512]


def test_the_scale_is_that_of_iso_4217():
    assert {
        **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3), **dict.fromkeys(("CLF", "UYW"), 4),
    } == values.FINE  # fmt: skip
    for currency, text in (
        ("TND", "-0.001"),
        ("KWD", "99999999999999.999"),
        ("CLF", "9999999999999.9999"),
        ("RUB", "-0.01"),
        ("JPY", "5.00"),
    ):
        assert values.amount(values.minor(Decimal(text), currency), currency) == Decimal(text)
    for currency, text in (("TND", "0.0001"), ("RUB", "0.001"), ("CLF", "0.00001")):
        with pytest.raises(ValueError, match="amount_form"):
            values.minor(Decimal(text), currency)
