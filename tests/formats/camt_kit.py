"""Messages of camt for the tests: made piece by piece, and a file with everything in it."""

import dataclasses
import datetime as dt
import io
import os
from decimal import Decimal
from pathlib import Path

from bsclient.formats.camt import camt053
from bsclient.formats.model import (
    CREDIT,
    DEBIT,
    ENTRIES,
    AccountSection,
    Bank,
    ExchangeDocument,
    ExchangeFile,
    Marks,
    Party,
    Tax,
)

DATA = Path(__file__).parent.parent / "data"
HERE = DATA / "camt"
ELSEWHERE = os.environ.get("BSCLIENT_SAMPLES", "")
SAMPLES = sorted(path.name for path in HERE.glob("*.xml"))
OURS = "40702810781177541208"

FRAME = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>'
    "<CreDtTm>2026-06-01T10:00:00</CreDtTm></GrpHdr><Stmt><Id>1</Id>{interval}<Acct><Id><Othr><Id>40702810781177541208"
    "</Id></Othr></Id></Acct>{balances}{entries}</Stmt></BkToCstmrStmt></Document>"
)


def message(entries="", balances="", interval="", version="08"):
    return FRAME.format(entries=entries, balances=balances, interval=interval, version=version).encode()


def balance(code, amount, sign="CRDT", currency="RUB"):
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='{currency}'>{amount}</Amt>"
        f"<CdtDbtInd>{sign}</CdtDbtInd><Dt><Dt>2026-06-01</Dt></Dt></Bal>"
    )


def entry(amount="100.00", sign="DBIT", details="", more="", currency="RUB"):
    return (
        f"<Ntry><Amt Ccy='{currency}'>{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>"
        f"<BookgDt><Dt>2026-06-01</Dt></BookgDt>{more}<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def codes(file):
    return [problem.code for problem in file.problems]


def transaction(amount, name):
    return (
        f"<TxDtls><Refs><EndToEndId>{name}</EndToEndId></Refs><Amt Ccy='RUB'>{amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd>"
        f"<RltdPties><Cdtr><Pty><Nm>{name}</Nm></Pty></Cdtr></RltdPties></TxDtls>"
    )


def small():
    details = transaction("30.00", "А") + transaction("70.00", "Б")
    return message(entry("100.00", details=details) + entry("1.00"), balance("OPBD", "5.00"))


def written(file, module=camt053):
    out = io.BytesIO()
    module.write(out, file, "ru")
    return out.getvalue()


LONG_NAME = "Общество с ограниченной ответственностью " * 3 + "«Дальневосточная компания № 1» & сыновья <АО>"


def full():
    bank = Bank("044525225", "ПАО СБЕРБАНК", "30101810400000000225")
    own = Party("ООО «Наше»", "7701234567", "770101001", OURS, bank)
    other = Party(LONG_NAME, "500100732259", "500101001", "40802810000000000001", bank)
    tax = Tax("01", "18201061201010000510", "45382000", "ТП", "МС.02.2026", "0", "05.06.2026", "ПЕ")
    day = dt.date(2026, 6, 2)
    paid = ExchangeDocument(
        1, 0, "Платежное поручение", "17", dt.date(2026, 6, 1), Decimal("150.10"), "RUB", DEBIT, own, other,
        "Оплата по договору  № 5 " * 8 + "конец", "5", "18209965144380684245", "", "01", day, None, tax,
        marks=Marks("REF-1", dt.date(2026, 6, 3)),
    )  # fmt: skip
    got = dataclasses.replace(
        paid, index=2, direction=CREDIT, payer=other, payee=own, debited=None, credited=day, tax=Tax(),
        marks=Marks(preliminary=True, reversal=True), kind="Банковский ордер", operation_type="17", uin="",
    )  # fmt: skip
    section = AccountSection(
        OURS, "RUB", dt.date(2026, 6, 1), dt.date(2026, 6, 30), Decimal("-10.00"), Decimal("-10.00"),
        Decimal("150.10"), Decimal("150.10"), True, "S-1", "ООО «Наше»", bank,
    )  # fmt: skip
    header = {"MsgId": "MSG-1", "CreDtTm": "2026-07-01T09:00:00+03:00"}
    return ExchangeFile("camt053", "camt.053.001.08", "utf-8", (section,), (paid, got), (), header, ENTRIES)
