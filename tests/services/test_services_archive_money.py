"""What a statement file does not say or says otherwise: the currency of an account, of an entry, a transfer told twice."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from archive_kit import THERE, day, document, file, section
from local_kit import BIC, NOW, office
from test_services_archive import entries, keep, preview

from bsclient import texts
from bsclient.domain.canonical import Signed
from bsclient.domain.identity import new_id
from bsclient.formats.model import INTERNAL, Party
from bsclient.gui import format as shown
from bsclient.printing.statement import money
from bsclient.protocol import acts
from bsclient.services.documents import from_bank
from bsclient.services.statements.archive import Archive
from bsclient.services.statements.closings import Closings
from bsclient.services.statements.health import Health
from bsclient.storage import closings

IBAN = "KW81CBKU0000000000001234560101"
DINARS = "40702414900000000777"
SECOND = "40702810900000000778"
QIF = "!Account\nN{}\nTBank\n^\n!Type:Bank\nD25.11.2026\nT{}\nPX\n^\n"
MT = ":20:S\n:25:{0}\n:28C:1/1\n:60F:C261101{1}100,1255\n:61:2611021102C5,0005NTRFREF1\n:86:A\n:62F:C261130{1}105,126\n"


@pytest.fixture
def desk(tmp_path):
    made = office(tmp_path)
    yield made
    made.close()


def told(seen):
    for one in seen.problems:
        for language in texts.LANGUAGES:
            assert "{" not in texts.message(one.code, one.facts, language)
    return [one.code for one in seen.problems]


def take(desk, data, name):
    archive = Archive(desk.place)
    seen = archive.read(data.encode(), name)
    return told(seen), archive.keep(seen).new if seen.readable else None


def test_four_decimals_are_kept(desk):
    assert take(desk, MT.format(IBAN, "CLF"), "a.sta") == ([], 1)
    (one,) = entries(desk, IBAN)
    assert (one.currency, one.amount, one.balance_after) == ("CLF", Decimal("5.0005"), Decimal("105.1260"))


def test_a_file_without_a_currency_is_in_that_of_its_account(desk):
    assert (
        take(
            desk,
            MT.format(IBAN, "USD").replace("1255", "12").replace("0005", "00").replace("126", "12"),
            "a.sta",
        )[1]
        == 1
    )
    codes, new = take(desk, QIF.format(IBAN, "7.50"), "a.qif")
    assert (codes, new) == ([], 1)
    assert {one.currency for one in entries(desk, IBAN)} == {"USD"}


def test_digits_of_a_dinar_account_let_a_third_decimal_in(desk):
    assert take(desk, QIF.format(DINARS, "7.505"), "a.qif") == ([], 1)
    assert [(one.currency, one.amount) for one in entries(desk, DINARS)] == [("KWD", Decimal("7.505"))]


def test_another_currency_of_the_same_decimals_is_not_added_up(desk):
    keep(desk, file([section(0, 0)], [document(1, "5.12")]))
    dollars = dataclasses.replace(section(1, 1), currency="USD")
    seen = preview(desk, file([dollars], [dataclasses.replace(document(2, "5.12", on=1), currency="USD")]))
    assert told(seen) == ["archive_currency_differs"]
    assert not seen.readable


def test_an_entry_in_another_currency_than_its_account_is_left_out(desk):
    foreign = dataclasses.replace(document(2, "100.00"), currency="USD")
    whole = file([section(0, 0)], [document(1, "5.12"), foreign])
    assert told(preview(desk, whole)) == ["archive_entry_currency"]
    assert keep(desk, whole).new == 1


def test_what_is_no_currency_is_no_rouble(desk):
    gold = dataclasses.replace(section(0, 0), currency="A98")
    seen = preview(desk, file([gold], [dataclasses.replace(document(1, "5.12"), currency="A98")]))
    assert told(seen) == ["archive_currency_unknown"]
    assert not seen.readable


def test_a_transfer_between_two_accounts_of_a_file_is_one_entry_in_each(desk):
    once = dataclasses.replace(
        document(1, "10.00"), direction=INTERNAL, payer=Party(account=THERE), payee=Party(account=SECOND),
        debited=day(0), credited=day(0),
    )  # fmt: skip
    sections = [section(0, 0), section(0, 0, account=SECOND)]
    for documents in (
        (once,),
        (once, dataclasses.replace(once, index=2)),
    ):  # banks tell it once, or for each account
        keep(desk, file(sections, documents))
        assert [len(entries(desk, account)) for account in (THERE, SECOND)] == [1, 1]


def test_a_page_of_a_statement_does_not_promise_the_whole_day(desk):
    keep(desk, file([section(0, 0)], [document(1, "10.00")]))
    page = f":20:S\n:25:{THERE}\n:28C:1/2\n:60M:C261102RUB10,00\n:61:2611021102C5,00NTRFREF1\n:86:A\n:62F:C261102RUB15,00\n"
    seen = Archive(desk.place).read(page.encode(), "a.sta")
    assert told(seen) == ["file_page"]
    assert (seen.accounts[0].new, seen.accounts[0].disappeared) == (1, 0)


def test_closings_of_dinars_are_exact(desk):
    fields = {
        "account": DINARS, "currency": "KWD", "day": "2026-11-02", "opening": "-0.125", "credits": "100.005", "debits": "0.00",
        "closing": "99.880", "count": "1", "hash": "0" * 64,
    }  # fmt: skip
    signed = Signed(acts.BANK_DOCUMENT, "closing_statement", "1", new_id(NOW), BIC, "c1", NOW, fields)
    with desk.store.write() as work:
        from_bank.keep(work, from_bank.Told(signed, signed.encode(), b"cms", NOW, 1), NOW.date())
    on = dt.date(2026, 11, 2)
    with desk.store.read() as reader:
        (row,) = closings.period(reader, DINARS, on, on)
        assert closings.before(reader, DINARS, on + dt.timedelta(days=1)) == row
    sums = (row.opening, row.credits, row.debits, row.closing)
    assert sums == tuple(map(Decimal, ("-0.125", "100.005", "0.00", "99.880")))
    (shown,) = Closings(desk.place).days(DINARS, on, on)
    assert shown.differs


def test_windows_and_papers_show_every_decimal():
    amount = Decimal("1234.5678")
    assert shown.amount(amount).replace("\u00a0", "")[-8:].replace(",", ".") == "234.5678"
    assert money(amount) == "1\u00a0234,5678"
    assert money(Decimal(5)) == "5,00"


def test_sections_of_one_number_in_two_currencies_are_never_mixed(desk):
    """Multi-currency accounts come with one number for all: what is told in another currency than the first is left out."""
    euros = dataclasses.replace(section(0, 0, "100.00", "105.00", account=IBAN), currency="EUR")
    dollars = dataclasses.replace(section(0, 0, "10.00", "11.00", account=IBAN), currency="USD")
    entries_ = [
        dataclasses.replace(document(at, amount, account=IBAN), currency=currency)
        for at, (amount, currency) in enumerate((("5.00", "EUR"), ("1.00", "USD")), 1)
    ]
    whole = file([euros, dollars], entries_, "mt940")
    seen = preview(desk, whole)
    assert told(seen) == ["archive_section_currency", "archive_entry_currency"]
    (shown_,) = seen.accounts
    assert (shown_.currency, shown_.opening, shown_.closing) == ("EUR", Decimal("100.00"), Decimal("105.00"))
    assert keep(desk, whole).new == 1
    assert [(one.amount, one.balance_after) for one in entries(desk, IBAN)] == [
        (Decimal("5.00"), Decimal("105.00"))
    ]
    assert not Health(desk.place, None).check((IBAN,))
