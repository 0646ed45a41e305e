"""What 1C, УФЭБС, Belarusian statements, JSON and copied tables do that was once read wrong without a word."""

import datetime as dt
import io
import json
from decimal import Decimal

import pytest

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import copied_table, losses, model, neutral
from bsclient.formats.convert import load_any, write_file
from bsclient.formats.invoice_numbers import Own
from bsclient.formats.onec.payments import onec_payment_raw

OWN = "40702810600000012345"
OTHER = "40702810500000000123"


def load(data, name="a.txt"):
    file = load_any(data, name)
    for problem in file.problems:
        for language in texts.LANGUAGES:
            assert "{" not in texts.message(problem.code, problem.facts, language), problem.code
    return file


def codes(file):
    return [problem.code for problem in file.problems]


# 1C ---------------------------------------------------------------------------------------------------------------


def onec(*, payment=False, **changes):
    head = f"1CClientBankExchange\r\nВерсияФормата=1.03\r\nКодировка=Windows\r\nДатаНачала=01.11.2026\r\nДатаКонца=02.11.2026\r\nРасчСчет={OWN}\r\n"
    values = {
        "Номер": "1", "Дата": "02.11.2026", "Сумма": "10.00", "ПлательщикСчет": OTHER, "Плательщик1": "ООО Сад",
        "ПлательщикИНН": "7704010010", "ПолучательСчет": OWN, "Получатель1": "ООО Лес", "ПолучательБИК": "044525974",
        "ДатаПоступило": "" if payment else "02.11.2026", "НазначениеПлатежа": "Оплата",
    } | changes  # fmt: skip
    lines = "".join(f"{key}={value}\r\n" for key, value in values.items())
    return f"{head}СекцияДокумент=Платежное поручение\r\n{lines}КонецДокумента\r\nКонецФайла\r\n".encode(
        "cp1251"
    )


def test_inn_and_kpp_of_one_key_are_two():
    (document,) = load(onec(ПлательщикИНН="7704010010/770401001")).documents
    assert (document.payer.inn, document.payer.kpp) == ("7704010010", "770401001")
    (document,) = load(onec(ПлательщикИНН="7704010010/770401001", ПлательщикКПП="770401099")).documents
    assert document.payer.kpp == "770401099"


@pytest.mark.parametrize(
    ("whole", "lines", "expected"),
    [
        ("Оплата по", ("Оплата по", "договору 5"), "Оплата по договору 5"),
        ("Оплата по договору 5", ("Оплата по", "договору 5"), "Оплата по договору 5"),
        ("Оплата по договору 5", ("Оплата по дого", "вору 5"), "Оплата по договору 5"),
        ("Оплата", ("Совсем другое назначение",), "Оплата"),
        ("", ("Оплата", "по счёту"), "Оплата по счёту"),
    ],
)
def test_a_purpose_that_is_cut_goes_on_in_its_lines(whole, lines, expected):
    told = {f"НазначениеПлатежа{number}": line for number, line in enumerate(lines, 1)}
    (document,) = load(onec(НазначениеПлатежа=whole, **told)).documents
    assert document.purpose == expected


def test_words_in_another_encoding_than_the_file_are_told():
    garbled = "Оплата за товар".encode()
    for payment, severity in ((True, Severity.BLOCK), (False, Severity.WARN)):
        file = load(onec(payment=payment, НазначениеПлатежа="@@").replace(b"@@", garbled))
        assert [(p.code, p.severity) for p in file.problems] == [("file_text_damaged", severity)]
    assert codes(load(onec(НазначениеПлатежа="Оплата «Рощи» № 5, РС 7, СССР, Ґ і ў µ °С"))) == []


@pytest.mark.parametrize("time", [" 10:15:00", " 0:00:00", " 10:15"])
def test_a_time_after_a_day_is_no_fault(time):
    file = load(onec(ДатаПоступило=f"03.11.2026{time}"))
    assert (codes(file), file.documents[0].credited) == ([], dt.date(2026, 11, 3))


def test_a_balance_is_no_negative_zero():
    section = f"СекцияРасчСчет\r\nДатаНачала=01.11.2026\r\nРасчСчет={OWN}\r\nНачальныйОстаток=-0.00\r\nКонецРасчСчет\r\nСекцияДокумент"
    file = load(onec().replace("СекцияДокумент".encode("cp1251"), section.encode("cp1251")))
    assert [str(one.opening) for one in file.accounts] == ["0.00"]


def test_the_correspondent_account_of_a_bank_is_not_the_party_s():
    corr = "30101810400000000225"
    file = load(onec(ПлательщикСчет=corr, ПлательщикРасчСчет=OTHER))
    assert (codes(file), file.documents[0].payer.account) == ([], OTHER)
    own = load(onec(ПолучательСчет=corr, ПолучательРасчСчет=OWN)).documents[0]
    assert (own.payee.account, own.direction, own.currency) == (OWN, "credit", "RUB")
    bank = load(onec(ПлательщикСчет=corr, ПлательщикРасчСчет="")).documents[0]
    assert bank.payer.account == corr


# УФЭБС ------------------------------------------------------------------------------------------------------------


def ed101(total):
    return (
        f'<?xml version="1.0" encoding="utf-8"?><ED101 xmlns="urn:cbr-ru:ed:v2.0" EDNo="1" EDDate="2026-11-02" EDAuthor="1234567890"'
        f' Sum="{total}" TransKind="01" Priority="5"><AccDoc AccDocNo="1" AccDocDate="2026-11-02"/><Payer PersonalAcc="{OTHER}">'
        f'<Bank BIC="044525225"/></Payer><Payee PersonalAcc="{OWN}"><Name>A</Name><Bank BIC="044525974"/></Payee><Purpose>p</Purpose></ED101>'
    ).encode()


@pytest.mark.parametrize(
    ("total", "amount", "told"),
    [
        ("-100", None, "file_amount_negative"),
        ("0", Decimal("0.00"), "file_amount_zero"),
        ("100", Decimal("1.00"), ""),
    ],
)
def test_an_order_is_above_zero(total, amount, told):
    file = load(ed101(total), "a.xml")
    assert (file.documents[0].amount, codes(file)) == (amount, [told] if told else [])
    assert all(p.severity is Severity.BLOCK for p in file.problems)


def test_a_negative_entry_of_a_statement_is_told_and_a_debt_is_a_balance():
    whole = (
        f'<?xml version="1.0" encoding="utf-8"?><ED211 xmlns="urn:cbr-ru:ed:v2.0" EDNo="1" EDDate="2026-11-02" EDAuthor="1234567890"'
        f' BIC="044525974" Acc="{OWN}" AbstractDate="2026-11-02" AbstractKind="0" EnterBal="-500" OutBal="-400" CreditSum="100"'
        f' EndTime="10:00:00"><TransInfo AccDocNo="1" DC="2" Sum="{{}}" BICCorr="044525225" PayerPersonalAcc="{OTHER}"/></ED211>'
    )
    good, bad = (load(whole.format(total).encode(), "a.xml") for total in ("100", "-100"))
    assert (codes(good), good.accounts[0].closing) == ([], Decimal("-4.00"))
    assert codes(bad)[0] == "file_amount_negative"
    assert bad.documents[0].amount is None


# Belarus ----------------------------------------------------------------------------------------------------------


def test_a_part_of_several_days_posts_each_document_on_its_own():
    lines = ["***** ^Type=400^ ^Acc=BY86PJCB30120000000000000933^", "^DateIn=28.09.2023^", "^CrIn=100.00^"]
    for number, (made, posted) in enumerate(
        (("28.09.2023", "29.09.2023 10:00:00"), ("30.09.2023", ""), ("01.01.2020", ""))
    ):
        lines += [
            f"^DocDate={made}^",
            f"^Num={number}^",
            "^Db=0.00^",
            "^Credit=10.00^",
            "^AccKorr=BY1^",
            "^KorName=A^",
        ]
        lines += [f"^OpDate={posted}^"] if posted else []
    lines += ["^DB=0.00^", "^CR=30.00^", "^DateOut=30.09.2023^", "^CrOut=130.00^", "##########"]
    file = load("\r\n".join(lines).encode("cp1251"))
    assert codes(file) == []
    days = [document.credited for document in file.documents]
    assert days == [dt.date(2023, 9, 29), dt.date(2023, 9, 30), dt.date(2023, 9, 28)]


# JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "expected"), [("1.005", "1.005"), ("1.5", "1.50"), ("1", "1.00"), ("1.2345", "1.2345")]
)
def test_an_order_with_too_many_decimals_is_not_rounded(amount, expected):
    document = {"index": 1, "line": 1, "amount": amount, "currency": "RUB"}
    data = json.dumps(
        {"format": "1c-payments", "accounts": [], "documents": [document], "problems": []}
    ).encode()
    assert onec_payment_raw(neutral.read(data).documents[0])["amount"] == expected


# copied tables ----------------------------------------------------------------------------------------------------

PAYEE = "40702810900000000100"
BANK = "044525225"


def copied(*columns):
    rows = ["\t".join(each) for each in zip(*columns, strict=True)]
    return [
        found.raw
        for found in copied_table.read("\n".join(rows), Own(inn="7736050003", accounts=frozenset((OWN,))))
    ]


NAMES, ACCOUNTS, BICS = ("ООО Сад", "ООО Лес"), (PAYEE, PAYEE), (BANK, BANK)
PURPOSES = ("Оплата по договору поставки 5", "Оплата по договору поставки 6")


def test_of_a_sum_and_its_tax_neither_is_guessed():
    both = copied(NAMES, ACCOUNTS, BICS, ("1 200,00", "2 400,00"), ("200,00", "400,00"), PURPOSES)
    assert [raw.get("amount") for raw in both] == [None, None]
    one = copied(("1", "2"), NAMES, ACCOUNTS, BICS, ("1 200,00", "2 400,00"), ("5", "6"), PURPOSES)
    assert [raw.get("amount") for raw in one] == ["1200.00", "2400.00"]
    whole = copied(NAMES, ACCOUNTS, BICS, ("1200", "2400"), PURPOSES)
    assert [raw.get("amount") for raw in whole] == ["1200.00", "2400.00"]


def test_the_payer_of_a_copied_table_is_not_its_payee():
    found = copied((OWN, OWN), NAMES, ACCOUNTS, BICS, ("1 200,00", "2 400,00"), PURPOSES)
    assert [raw["payee_account"] for raw in found] == [PAYEE, PAYEE]


# written files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["mt940", "mt942", "ed211"])
def test_a_statement_without_any_day_is_refused_and_no_empty_file_is_written(target):
    section = model.AccountSection(OWN, "RUB", opening=Decimal(1), closing=Decimal(2))
    nobody = model.Party(account=OWN), model.Party()
    document = model.ExchangeDocument(
        1, 1, amount=Decimal(1), direction="debit", payer=nobody[0], payee=nobody[1]
    )
    for documents in ((document,), ()):
        file = model.ExchangeFile("json", accounts=(section,), documents=documents, role=model.ENTRIES)
        out = io.BytesIO()
        with pytest.raises(BadInput, match="file_message_missing"):
            write_file(out, file, target)
        assert out.getvalue() == b""


def test_a_statement_without_any_day_beside_others_is_said():
    sections = (
        model.AccountSection(OWN, "RUB", opening=Decimal(1)),
        model.AccountSection(OTHER, "RUB", dt.date(2026, 11, 2), opening=Decimal(1)),
    )
    file = model.ExchangeFile("json", accounts=sections, role=model.ENTRIES)
    assert [loss.part for loss in losses.lost(file, "mt940")] == ["section"]


@pytest.mark.parametrize("target", ["1c", "ed211", "ed101"])
@pytest.mark.parametrize("place", ["amount", "opening"])
def test_two_decimals_hold_no_part_of_a_kopeck(target, place):
    sums = {"amount": Decimal("1.50"), "opening": Decimal("2.50")} | {place: Decimal("1.005")}
    own = model.Party("ООО", account=OWN, bank=model.Bank("044525974"))
    document = model.ExchangeDocument(
        1,
        1,
        number="1",
        date=dt.date(2026, 11, 2),
        purpose="Оплата",
        amount=sums["amount"],
        direction="debit",
        payer=own,
        payee=own,
    )
    section = model.AccountSection(OWN, "RUB", opening=sums["opening"])
    role = model.ORDERS if target == "ed101" else model.ENTRIES
    file = model.ExchangeFile("json", accounts=(section,), documents=(document,), role=role)
    if target == "ed101" and place == "opening":
        write_file(io.BytesIO(), file, target)  # has no balances
        return
    with pytest.raises(BadInput, match="file_value_unfit"):
        write_file(io.BytesIO(), file, target)


# pain.001 ---------------------------------------------------------------------------------------------------------

PAIN = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr><MsgId>1</MsgId></GrpHdr><PmtInf>'
    "<PmtInfId>1</PmtInfId><PmtMtd>{method}</PmtMtd><ReqdExctnDt><Dt>2026-11-02</Dt></ReqdExctnDt><DbtrAcct><Id><Othr><Id>1</Id></Othr>"
    "</Id></DbtrAcct><CdtTrfTxInf><PmtId><EndToEndId>7</EndToEndId></PmtId><Amt>{amount}</Amt><CdtrAcct><Id><Othr><Id>2</Id></Othr></Id>"
    "</CdtrAcct></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>"
)
PLAIN = '<InstdAmt Ccy="RUB">10.00</InstdAmt>'
ABROAD = '<EqvtAmt><Amt Ccy="RUB">10.00</Amt><CcyOfTrf>{}</CcyOfTrf></EqvtAmt>'


@pytest.mark.parametrize(
    ("method", "amount", "told"),
    [
        ("TRF", PLAIN, []),
        ("CHK", PLAIN, ["file_order_method"]),
        ("TRF", ABROAD.format("RUB"), []),
        ("TRF", ABROAD.format("USD"), ["file_order_equivalent"]),
    ],
)
def test_a_cheque_or_an_equivalent_is_no_transfer_of_roubles(method, amount, told):
    file = load(PAIN.format(method=method, amount=amount).encode(), "a.xml")
    assert codes(file) == told
    assert all(p.severity is Severity.BLOCK and p.index == 1 for p in file.problems)


def test_two_belarusian_statements_in_one_file_are_not_one():
    one = "***** ^Type=400^ ^Acc=BY{}^\r\n^DateIn=28.09.2023^\r\n^CrIn=1.00^\r\n^DateOut=28.09.2023^\r\n^CrOut=1.00^\r\n##########\r\n"
    assert load(one.format(1).encode("cp1251")).readable
    file = load((one.format(1) + one.format(2)).encode("cp1251"))
    assert (codes(file), file.readable) == (["file_sections_after_end"], False)
