"""Whatever stands in a file: what a writer writes, its reader reads back. And no attack costs more than its length."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bsclient.errors import BadInput
from bsclient.formats import qif
from bsclient.formats.camt import camt052, camt053, camt053_v2, camt054
from bsclient.formats.model import (
    ANSWERS,
    CREDIT,
    DEBIT,
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
from bsclient.formats.ofx import ofx1, ofx2
from bsclient.formats.onec.values import one_line
from bsclient.formats.pain import pain001, pain001_v3, pain002, pain002_v3

OWN = "40702810781177541208"
LITTLE = settings(
    max_examples=15, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)

LETTERS = st.sampled_from("аЯёЪ№«»zQ0 9 .,;:&<>\"'()/-+*%^!€ é  ")


def lines(most):
    """Texts as they stand in documents: on one line."""
    return st.text(LETTERS, max_size=most).map(one_line)


def digits(*lengths):
    return st.one_of(
        *[st.text("0123456789", min_size=n, max_size=n).filter(lambda t: t.strip("0")) for n in lengths]
    )


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))
AMOUNTS = st.integers(1, 10**15).map(lambda kopecks: Decimal(kopecks).scaleb(-2))
BALANCES = st.integers(-(10**15), 10**15).map(lambda kopecks: Decimal(kopecks).scaleb(-2))
CODES = st.sampled_from(["", "0", "01", "МС.02.2026", "ТП"])
BANKS = st.builds(Bank, st.one_of(st.just(""), digits(9)), lines(60), st.one_of(st.just(""), digits(20)))
PARTIES = st.builds(
    Party,
    lines(160),
    st.one_of(st.just(""), digits(10, 12)),
    st.one_of(st.just(""), digits(9)),
    digits(20),
    BANKS,
)
TAXES = st.builds(
    Tax, CODES, st.one_of(st.just(""), digits(20)), CODES, CODES, CODES, CODES,
    st.sampled_from(["", "0", "05.09.2026", "31.02.2026"]), CODES,
)  # fmt: skip
NUMBERS = st.text("0123456789ABЖ/-", max_size=20)


@st.composite
def entries(draw):
    """One document of a statement of OWN, in every field that camt keeps."""
    day = draw(DAYS)
    debit = draw(st.booleans())
    own = dataclasses.replace(draw(PARTIES), account=OWN)
    other = draw(PARTIES)
    valued = draw(st.one_of(st.none(), DAYS))
    operation = draw(st.sampled_from(["", "01", "06", "17"]))
    kind = draw(st.sampled_from(["Платежное поручение", "Прочее"])) if operation in {"", "01"} else "Ордер"
    return ExchangeDocument(
        1, 0, kind, draw(NUMBERS), draw(DAYS), draw(AMOUNTS), "RUB",
        DEBIT if debit else CREDIT, own if debit else other, other if debit else own, draw(lines(320)),
        draw(st.sampled_from(["", "1", "5"])), draw(st.one_of(st.just(""), digits(20, 25))), "", operation,
        day if debit else None, None if debit else day, draw(TAXES),
        marks=Marks(
            draw(st.one_of(st.just(""), digits(8))), valued if valued != day else None, draw(st.booleans()),
            draw(st.booleans()),
        ),
    )  # fmt: skip


@st.composite
def statements(draw):
    found = draw(st.lists(entries(), max_size=2))
    documents = tuple(dataclasses.replace(d, index=n) for n, d in enumerate(found, 1))
    bank = dataclasses.replace(draw(BANKS))
    section = AccountSection(
        OWN, "RUB", dt.date(2000, 1, 1), dt.date(2099, 12, 31), draw(BALANCES), draw(BALANCES), bank=bank
    )
    return ExchangeFile("x", accounts=(section,), documents=documents, role=ENTRIES)


def again(module, file):
    out = io.BytesIO()
    module.write(out, file, "ru")
    return module.read(out.getvalue(), "")


def kept(file):
    return [dataclasses.replace(d, line=0) for d in file.documents]


@pytest.mark.parametrize("module", [camt053, camt053_v2, camt052, camt054])
@LITTLE
@given(file=statements())
def test_camt(module, file):
    back = again(module, file)
    # A bank or a kind that the file does not name is filled in by the reader from what the statement says.
    for seen, meant in zip(kept(back), file.documents, strict=True):
        own, read = (meant.payer, seen.payer) if meant.direction == DEBIT else (meant.payee, seen.payee)
        if own.bank == Bank():
            assert read.bank == file.accounts[0].bank
            own = dataclasses.replace(own, bank=read.bank)
        side = "payer" if meant.direction == DEBIT else "payee"
        assert seen == dataclasses.replace(meant, **{side: own})
    if module in (camt053, camt053_v2):
        (section,) = back.accounts
        expected = dataclasses.replace(file.accounts[0], preliminary=section.preliminary)
        if any(problem.code == "file_balance_sign" for problem in back.problems):
            expected = dataclasses.replace(expected, closing=-expected.closing)
        assert section == expected


@pytest.mark.parametrize("module", [pain001, pain001_v3])
@LITTLE
@given(file=statements(), codes=st.sampled_from(["", "1", "5"]))
def test_pain_orders(module, file, codes):
    documents = tuple(
        dataclasses.replace(
            d, kind="Платежное поручение", direction=DEBIT, debited=None, credited=None, income_code=codes, marks=Marks(),
            operation_type="",
        )
        for d in file.documents
    )  # fmt: skip
    orders = ExchangeFile("x", documents=documents, role=ORDERS)
    if not documents:
        with pytest.raises(BadInput, match="file_target_empty"):
            again(module, orders)
        return
    back = again(module, orders)
    assert back.readable
    assert [dataclasses.replace(d, extra={}) for d in kept(back)] == list(documents)


@pytest.mark.parametrize("module", [pain002, pain002_v3])
@LITTLE
@given(statuses=st.lists(st.sampled_from(["ACTC", "ACSC", "RJCT"]), min_size=1, max_size=5), words=lines(400))
def test_pain_answers(module, statuses, words):
    words = " ".join(words.split())
    extra = {"AddtlInf": words} if words else {}
    documents = tuple(
        ExchangeDocument(n, 0, number=str(n), extra={"TxSts": status, "OrgnlPmtInfId": "P", **extra})
        for n, status in enumerate(statuses, 1)
    )
    back = again(module, ExchangeFile("x", documents=documents, role=ANSWERS))
    assert kept(back) == list(documents)


@pytest.mark.parametrize("module", [ofx1, ofx2, qif])
@LITTLE
@given(file=statements())
def test_ofx_and_qif(module, file):
    back = again(module, file)

    def key(document):
        debit = document.direction == DEBIT
        other = document.payee if debit else document.payer
        number = document.number if document.number.strip("0") or module is qif else ""
        common = (
            debit,
            number,
            document.amount,
            document.debited,
            document.credited,
            other.name,
            document.purpose,
        )
        if module is qif:
            return common
        bic = other.bank.bic
        return (
            *common,
            document.date,
            document.marks.value_date,
            document.marks.reference,
            other.account,
            bic,
        )

    assert [key(d) for d in back.documents] == [key(d) for d in file.documents]
    assert back.accounts[0].opening == file.accounts[0].opening
    if module is not qif:
        assert back.accounts[0].closing == file.accounts[0].closing


CAMT = "<Document><BkToCstmrStmt><Stmt>{}</Stmt></BkToCstmrStmt></Document>"
PAIN = "<Document><CstmrCdtTrfInitn><PmtInf>{}</PmtInf></CstmrCdtTrfInitn></Document>"
TRANSFER = "<CdtTrfTxInf><Amt><InstdAmt Ccy='RUB'>1</InstdAmt></Amt></CdtTrfTxInf>"
LONG = {
    "purposes": (camt053, CAMT, lambda n: f"<Ntry><NtryDtls><TxDtls><RmtInf>{'<Ustrd>x</Ustrd>' * n}</RmtInf></TxDtls></NtryDtls></Ntry>"),
    "batch": (camt053, CAMT, lambda n: f"<Ntry><NtryDtls>{'<TxDtls><Purp><Prtry>5</Prtry></Purp></TxDtls>' * n}</NtryDtls></Ntry>"),
    "accounts": (camt053, CAMT, lambda n: "".join(f"<Acct><x{k}>1</x{k}></Acct>" for k in range(n))),
    "shapes": (camt053, CAMT, lambda n: "".join(f"<Ntry><x{k}>1</x{k}></Ntry>" for k in range(n // 4))),
    "frames": (pain001, PAIN, lambda n: "".join(f"<Dbtr><x{k}>1</x{k}></Dbtr>" for k in range(n)) + TRANSFER * (n // 20)),
    "cdata": (ofx2, "<OFX>{}", lambda n: "<![CDATA[" * n * 4),
    "comments": (ofx2, "<OFX>{}", lambda n: "<!--" * n * 4),
    "aggregates": (ofx2, "<OFX>{}</OFX>", lambda n: "<STATUS></STATUS></STMTRS>" * n),
    "brackets": (ofx2, "<OFX>{}</OFX>", lambda n: "<A>< < < <" * n),
    "records": (qif, "!Type:Bank\n{}", lambda n: "Ax\n" * n * 4),
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_a_long_attack_is_read_to_its_end(name):
    """A reader whose work grows with the square of the length would not come back before the time is out."""
    module, frame, inside = LONG[name]
    file = module.read(frame.format(inside(3000)).encode(), "")
    assert file.problems or file.documents
