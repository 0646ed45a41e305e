"""What files of banks do that was once read wrong without a word: one proof for each."""

import datetime as dt
from decimal import Decimal

import pytest

from bsclient import texts
from bsclient.formats.convert import load_any
from bsclient.formats.model import CREDIT, DEBIT

OWN = "40702810600000012345"
OTHER = "40702810500000000123"
DAY = dt.date(2026, 11, 2)


def load(data, name="a.txt"):
    file = load_any(data if isinstance(data, bytes) else data.encode(), name)
    for problem in file.problems:
        for language in texts.LANGUAGES:
            assert "{" not in texts.message(problem.code, problem.facts, language), problem.code
    return file


def codes(file):
    return [problem.code for problem in file.problems]


def sections(file):
    return [(one.account, one.opening, one.closing) for one in file.accounts]


# MT940 ------------------------------------------------------------------------------------------------------------


def mt940(body, account=OWN):
    return f":20:S\n:25:{account}\n:28C:1/1\n:60F:C261101RUB100,00\n{body}:62F:C261102RUB115,00\n-\n"


TWO = ":61:2611021102C5,00NTRFREF1\n:86:{}\n:61:2611021102C10,00NTRFREF2\n:86:B\n"
WHOLE = [(OWN, Decimal("100.00"), Decimal("115.00"))]


@pytest.mark.parametrize(
    ("told", "purpose"),
    [
        ("Oplata\n- raz\n- dva", "Oplata - raz - dva"),
        ("Oplata\n-\ntri", "Oplata - tri"),
        ("Oplata\n-", "Oplata -"),
        ("Oplata\n:86:dalee", "Oplata dalee"),
    ],
)
def test_a_purpose_with_lines_of_dashes_ends_no_message(told, purpose):
    file = load(mt940(TWO.format(told)))
    assert (codes(file), sections(file)) == ([], WHOLE)
    assert [(d.purpose, d.payee.account) for d in file.documents] == [(purpose, OWN), ("B", OWN)]


@pytest.mark.parametrize("end", ["-\n", "-}\n", "-}{5:{CHK:123}}\n", "-  \n", "-XXX\n"])
def test_real_ends_of_messages_still_end_them(end):
    one = mt940(TWO.format("A")).removesuffix("-\n")
    file = load(one + end + one + end)
    assert (codes(file), sections(file)) == ([], WHOLE * 2)
    assert [d.purpose for d in file.documents] == ["A", "B"] * 2


@pytest.mark.parametrize("account", [f"{OWN}/044525974", f"044525974/{OWN}", f"{OWN}/RUR", f"{OWN} RUR"])
def test_the_account_is_not_taken_for_a_bank(account):
    file = load(mt940(TWO.format("A"), account))
    assert sections(file) == WHOLE
    assert file.accounts[0].bank.bic == ("044525974" if "044525974" in account else "")


def test_entries_of_no_account_are_told():
    whole = mt940(TWO.format("A"))
    file = load(whole + whole.replace(f":25:{OWN}\n", ""))
    assert codes(file) == ["file_account_missing"]


def test_a_page_without_the_others_is_told():
    first = mt940(TWO.format("A")).replace(":62F:", ":62M:").replace("1/1", "1/1")
    second = mt940("").replace("60F:C261101RUB100", "60M:C261102RUB115").replace("1/1", "1/2")
    assert codes(load(first)) == ["file_page"]
    assert codes(load(second)) == ["file_page"]
    both = load(first + second)
    assert (codes(both), sections(both)) == ([], WHOLE)


# camt -------------------------------------------------------------------------------------------------------------


def balance(code, amount, sign="CRDT", day="2026-11-02"):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='RUB'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>"
        f"<Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def entry(amount, sign="CRDT", status="BOOK"):
    return (
        f"<Ntry><Amt Ccy='RUB'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>{status}</Cd></Sts>"
        "<BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>"
    )


def camt(*parts):
    return (
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt>"
        f"<Id>1</Id><Acct><Id><Othr><Id>{OWN}</Id></Othr></Id><Ccy>RUB</Ccy></Acct>{''.join(parts)}</Stmt></BkToCstmrStmt></Document>"
    )


def test_a_debt_written_with_a_minus_is_a_debt():
    file = load(camt(balance("OPBD", "-100.00", "DBIT"), balance("CLBD", "-85.00", "DBIT"), entry("15.00")))
    assert (codes(file), sections(file)) == ([], [(OWN, Decimal("-100.00"), Decimal("-85.00"))])


def test_what_is_for_information_is_no_entry():
    file = load(
        camt(
            balance("OPBD", "100.00"), balance("CLBD", "115.00"), entry("15.00"), entry("7.00", status="INFO")
        )
    )
    assert codes(file) == ["file_entry_information"]
    assert [d.amount for d in file.documents] == [Decimal("15.00")]


def test_balances_of_days_are_taken_by_their_day():
    days = [
        balance("CLBD", "115.00", day="2026-11-02"), balance("OPBD", "110.00", day="2026-11-02"),
        balance("CLBD", "110.00", day="2026-11-01"), balance("OPBD", "100.00", day="2026-11-01"),
    ]  # fmt: skip
    for order in (days, days[::-1]):
        assert sections(load(camt(*order, entry("15.00")))) == WHOLE


# OFX and QIF ------------------------------------------------------------------------------------------------------


def ofx(kind, amount):
    return (
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>RUB<BANKACCTFROM>"
        f"<BANKID>044525974<ACCTID>{OWN}<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20261101<DTEND>20261102"
        f"<STMTTRN><TRNTYPE>{kind}<DTPOSTED>20261102<TRNAMT>{amount}<FITID>1<NAME>X</STMTTRN></BANKTRANLIST><LEDGERBAL>"
        "<BALAMT>-0.00<DTASOF>20261102</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )


@pytest.mark.parametrize(
    ("kind", "amount", "direction", "told"),
    [
        ("DEBIT", "15.00", CREDIT, ["file_entry_sign_differs"]),
        ("CREDIT", "-15.00", DEBIT, ["file_entry_sign_differs"]),
        ("DEBIT", "-15.00", DEBIT, []),
        ("OTHER", "15.00", CREDIT, []),
    ],
)
def test_a_debit_with_a_plus_is_told(kind, amount, direction, told):
    file = load(ofx(kind, amount), "a.ofx")
    assert ([d.direction for d in file.documents], codes(file)) == ([direction], told)
    assert str(file.accounts[0].closing) == "0.00"


def test_qif_opening_in_russian_is_no_income():
    file = load("!Type:Bank\nD31.12.2026\nT5\nPНачальный остаток\n^\nD31.12.2026\nT6\n^\n", "a.qif")
    assert (file.accounts[0].opening, [d.amount for d in file.documents]) == (
        Decimal("5.00"),
        [Decimal("6.00")],
    )


def test_qif_investments_are_told():
    file = load("!Type:Bank\nD31.12.2026\nT5\n^\n!Type:Invst\nD31.12.2026\nT100\nNBuy\n^\n", "a.qif")
    assert codes(file) == ["file_ofx_other"]


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x1c", "\x85"])
def test_a_sign_inside_a_memo_begins_no_line(sign):
    file = load(f"!Type:Bank\nD31.12.2026\nMза{sign}T99\nT5\n^\n", "a.qif")
    assert [d.amount for d in file.documents] == [Decimal("5.00")]
    assert "T99" in file.documents[0].purpose
