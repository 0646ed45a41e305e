"""Payment codes: the standard, what is met in use, what is refused; what is written is read back by ZXing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsclient import texts
from bsclient.domain.problems import Severity
from bsclient.errors import BadInput
from bsclient.formats import payment_qr, payment_qr_writer, qr
from bsclient.formats.found_payment import Sure

DATA = Path(__file__).parent.parent / "data" / "qr"
HEAD = (
    "Name=ООО «Три кита»|PersonalAcc=40702810438250123017|BankName=ПАО СБЕРБАНК|BIC=044525225|"
    "CorrespAcc=30101810400000000225"
)
RAW = {
    "payee_name": "ООО «Ромашка»",
    "payee_account": "40702810838000000017",
    "payee_bank_name": "ПАО Сбербанк",
    "payee_bic": "044525225",
    "payee_corr_account": "30101810400000000225",
    "payee_inn": "7736050003",
    "payee_kpp": "773601001",
}


def code(more="", head=HEAD, digit="2", encoding="utf-8"):
    return payment_qr.read(f"ST0001{digit}|{head}{more}".encode(encoding))


def said(found):
    return {problem.code: problem for problem in found.problems}


def grey(data, scale=4):
    rows = qr.matrix(data)
    side = len(rows) * scale
    return bytes(0 if rows[y // scale][x // scale] else 255 for y in range(side) for x in range(side)), side


@pytest.mark.parametrize(("digit", "encoding"), [("1", "cp1251"), ("2", "utf-8"), ("3", "koi8-r")])
@pytest.mark.parametrize("sign", "|#;:^_~{}!$%&()*+,/@")
def test_every_encoding_and_separator(digit, encoding, sign):
    text = f"ST0001{digit}|{HEAD}|Sum=100000|Purpose=Взнос за ноябрь".replace("«", '"').replace("»", '"')
    found = payment_qr.read(text.replace("|", sign).encode(encoding))
    assert found.raw["payee_name"] == 'ООО "Три кита"'
    assert found.raw["amount"] == "1000.00"
    assert found.raw["purpose"] == "Взнос за ноябрь"
    assert not found.problems
    assert not found.missing


@pytest.mark.parametrize(
    ("digit", "encoding"),
    [("2", "cp1251"), ("2", "koi8-r"), ("1", "koi8-r"), ("3", "cp1251"), ("1", "utf-8"), ("0", "utf-8")],
)
def test_a_wrong_encoding_digit_is_seen(digit, encoding):
    found = code(head=HEAD.replace("«", '"').replace("»", '"'), digit=digit, encoding=encoding)
    assert found.raw["payee_name"] == 'ООО "Три кита"'
    assert said(found)["qr_encoding"].severity is Severity.WARN


def test_keys_in_any_case_and_with_cyrillic_letters():
    head = (
        HEAD.replace("PersonalAcc", "personalacc").replace("CorrespAcc", "СоrrеsрАсс").replace("BIC", "bic")
    )
    found = code("|sum=5|payeeinn=6200098765\r\n|kpp=\u00a0773601001", head=head)
    assert found.raw["payee_account"] == "40702810438250123017"
    assert found.raw["payee_corr_account"] == "30101810400000000225"
    assert (found.raw["payee_inn"], found.raw["payee_kpp"], found.raw["amount"]) == (
        "6200098765",
        "773601001",
        "0.05",
    )
    assert list(said(found)) == ["qr_key_letters"]


def test_treasury_accounts_and_tax_keys():
    (seen,) = codes("utf8_tax.png")
    found = payment_qr.read(seen.data)
    raw = found.raw
    assert raw["payee_account"] == "03100643000000018500"
    assert (raw["tax_status"], raw["kbk"], raw["uin"]) == (
        "13",
        "18201061201010000510",
        "18201234567890123456",
    )
    assert said(found)["qr_bank_name"].severity is Severity.INFO
    assert len(said(found)) == 1


def test_a_sum_with_a_point_is_a_guess_of_roubles():
    found = code("|Sum=1234.50")
    assert found.raw["amount"] == "1234.50"
    assert found.piece("amount").sure is Sure.GUESSED
    assert said(found)["qr_sum_point"].facts["expected"] == "1234.50"


@pytest.mark.parametrize(
    ("more", "wanted", "field"),
    [
        ("|Sum=12 руб", "qr_sum_form", "amount"),
        ("|Sum=-100", "qr_sum_form", "amount"),
        ("|Sum=1.234", "qr_sum_form", "amount"),
        ("|Sum=٣٤", "qr_sum_form", "amount"),
        ("|Sum=0", "qr_sum_zero", "amount"),
        ("|Sum=1000000000000000000", "qr_sum_form", "amount"),
        ("|PayeeINN=123", "qr_digits", "payee_inn"),
        ("|KPP=77360100", "qr_digits", "payee_kpp"),
        ("|PersonalAcc=40702810438250123018", "qr_key_twice", "payee_account"),
        ("|Purpose=" + "а" * 211, "qr_long", "purpose"),
        ("|CBC=18201061201010000", "qr_digits", "kbk"),
        ("|Purpose=Оплата|по счёту", "qr_separator_inside", "purpose"),
        ("|Nonsense=1", "qr_key_unknown", ""),
        ("|PayeeINN=62000 98765", "qr_blanks", "payee_inn"),
    ],
)  # fmt: skip
def test_every_problem_names_key_rule_and_mend(more, wanted, field):
    problem = said(code(more))[wanted]
    assert problem.field == field
    assert problem.act == payment_qr.STANDARD
    for language in texts.LANGUAGES:
        message = texts.message(problem.code, problem.facts, language)
        assert problem.facts["key"] in message
        assert "{" not in message
        assert texts.mend(problem.code, problem.facts, language)


def test_a_value_that_stands_twice_is_not_taken():
    found = code("|PersonalAcc=40702810438250123018")
    assert "payee_account" not in found.raw
    assert "payee_account" in found.missing


def test_missing_keys_are_named():
    found = payment_qr.read("ST00012|Name=ООО «Три кита»|BIC=044525225".encode())
    assert found.missing == ("payee_account", "payee_bank_name", "payee_corr_account")
    assert {p.facts["key"] for p in found.problems} == {"PersonalAcc", "BankName", "CorrespAcc"}


def test_a_forgotten_separator():
    found = payment_qr.read(f"ST00012{HEAD}|Sum=100".encode())
    assert found.raw["payee_name"] == 'ООО "Три кита"'
    assert found.raw["amount"] == "1.00"
    assert "qr_separator" in said(found)


def test_the_purpose_gets_the_personal_account():
    found = code("|Category=ЖКУ|persAcc=5018435412|PaymPeriod=062026|LastName=Иванов")
    assert found.raw["purpose"] == "ЖКУ, л/с 5018435412, за 062026"
    assert found.piece("purpose").sure is Sure.GUESSED
    assert found.others["LastName"] == "Иванов"
    kept = code("|Purpose=Квартплата, л/с 5018435412|persAcc=5018435412")
    assert kept.raw["purpose"] == "Квартплата, л/с 5018435412"
    assert kept.piece("purpose").sure is Sure.STATED


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("https://qr.nspk.ru/AS1000670LSS7DN18SJQDNP4B05KLJL2?type=01&bank=100000000001&sum=10000", "qr_sbp"),
        ("https://qr.nspk.ru.evil.example/", "qr_link"),
        ("https://evilnspk.ru/", "qr_link"),
        ("t=20261120T1542&s=1500.00&fn=9999078900001234&i=12345&fp=1234567890&n=1", "qr_receipt"),
        ("http://[", "qr_other"),
        ("просто текст", "qr_other"),
        ("", "qr_other"),
        ("ST0001", "qr_other"),
    ],
)
def test_other_codes_are_named(text, wanted):
    with pytest.raises(BadInput) as caught:
        payment_qr.read(text.encode())
    assert caught.value.code == wanted
    with pytest.raises(BadInput) as caught:
        payment_qr.read_text(text)
    assert caught.value.code == wanted


def test_copied_text_shown_by_its_octets():
    mangled = f"ST00011|{HEAD}".replace("«", '"').replace("»", '"').encode("cp1251").decode("latin-1")
    assert payment_qr.read_text(mangled).raw["payee_name"] == 'ООО "Три кита"'
    assert payment_qr.read_text(f"\ufeffST00012|{HEAD}\n").raw["payee_bic"] == "044525225"


def codes(name):
    from PySide6.QtGui import QImage

    picture = QImage(str(DATA / name)).convertToFormat(QImage.Format.Format_Grayscale8)
    octets, line = bytes(picture.constBits()), picture.bytesPerLine()
    rows = b"".join(octets[at * line : at * line + picture.width()] for at in range(picture.height()))
    return qr.read_all(rows, picture.width(), picture.height())


@pytest.mark.parametrize(
    "name",
    ["cp1251_no_eci.png", "koi8r.png", "utf8_basic.png", "utf8_lowercase_keys.png", "kilylabs_render1.png"],
)
def test_pictures_of_other_makers(name):
    (seen,) = codes(name)
    found = payment_qr.read(seen.data)
    if name == "kilylabs_render1.png":
        assert found.raw["payee_name"] == "OLOLO"
        assert next(p.facts["value"] for p in found.problems if p.code == "qr_digits") == "12312312"
    else:
        assert found.raw["payee_name"] == 'ООО "Три кита"'
        assert found.raw["payee_account"] == "40702810438250123017"
        assert not [p for p in found.problems if p.severity is Severity.BLOCK]


@given(
    st.fixed_dictionaries({
        "purpose": st.text("АБвг ёЁ№|#;:=?\"'0123456789", max_size=60),
        "payee_name": st.text("ОАБвг|~@ёЁ№", min_size=1, max_size=40).filter(str.strip),
        "amount": st.integers(1, 10**17 - 1).map(lambda n: f"{n // 100}.{n % 100:02d}"),
    })
)  # fmt: skip
@settings(max_examples=20, deadline=None)
def test_what_is_written_is_read_from_the_picture(changed):
    raw = RAW | changed
    octets, side = grey(payment_qr_writer.write(raw))
    (seen,) = qr.read_all(octets, side, side)
    found = payment_qr.read(seen.data)
    wanted = {name: payment_qr_writer.bank_text(text) for name, text in raw.items()}
    assert found.raw == {name: text for name, text in wanted.items() if text}
    assert not found.problems


@pytest.mark.parametrize(
    ("changed", "wanted"),
    [
        ({"payee_name": ""}, "qr_write_needed"),
        ({"payee_name": "я" * 161}, "qr_write_long"),
        ({"payee_name": "я" * 160}, "qr_write_head"),
        ({"payee_bank_name": "б" * 46}, "qr_write_long"),
        ({"purpose": "п" * 161}, "qr_write_long"),
        ({"payee_account": "4070281083800000001"}, "qr_write_digits"),
        ({"amount": "0.00"}, "qr_write_sum"),
        ({"amount": "1.234"}, "qr_write_sum"),
        ({"purpose": payment_qr_writer.SEPARATORS}, "qr_write_separator"),
    ],
)
def test_what_cannot_be_written_is_told(changed, wanted):
    with pytest.raises(BadInput) as caught:
        payment_qr_writer.write(RAW | changed)
    assert caught.value.code == wanted


def test_a_treasury_account_is_written_with_no_correspondent_account():
    data = payment_qr_writer.write(RAW | {"payee_account": "03100643000000018500", "payee_corr_account": ""})
    assert b"CorrespAcc=0" in data
    assert payment_qr.read(data).raw["payee_account"] == "03100643000000018500"


def test_long_names_of_banks_are_cut_between_words():
    name = payment_qr_writer.fitted_bank("ФИЛИАЛ «ЦЕНТРАЛЬНЫЙ» БАНКА ВТБ (ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО)")
    assert name == 'ФИЛИАЛ "ЦЕНТРАЛЬНЫЙ" БАНКА ВТБ (ПУБЛИЧНОЕ'
    assert payment_qr_writer.fitted_bank("я" * 60) == "я" * 45


def test_two_codes_of_a_picture():
    first, second = (payment_qr_writer.write(RAW | {"amount": f"{n}.00"}) for n in (1, 2))
    one, side = grey(first)
    other, width = grey(second)
    assert side == width
    below = qr.read_all(one + other, side, 2 * side)
    assert [payment_qr.read(each.data).raw["amount"] for each in below] == ["1.00", "2.00"]
    assert below[0].corners[0][1] < side < below[1].corners[0][1]
