"""What must hold for any text: no check raises, a single wrong digit is caught, only ASCII digits are digits."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bsclient.domain import checks, words

ONE_TEXT = [
    checks.bic_ok,
    checks.card_luhn_ok,
    checks.iban_ok,
    checks.inn_ok,
    checks.kbk_ok,
    checks.kio_ok,
    checks.kpp_ok,
    checks.lei_ok,
    checks.ogrn_ok,
    checks.oktmo_ok,
    checks.snils_ok,
    checks.swift_bic_ok,
    checks.swift_test_bic,
    checks.uin_form_ok,
    checks.uin_has_letters,
    checks.uin_ok,
    checks.vo_code_ok,
    checks.amount_format_ok,
]
DIGIT_CODES = [
    (checks.bic_ok, "044525225"),
    (checks.card_luhn_ok, "4111111111111111"),
    (checks.inn_ok, "7707083893"),
    (checks.inn_ok, "500100732259"),
    (checks.kbk_ok, "18201061201010000510"),
    (checks.kio_ok, "12345"),
    (checks.kpp_ok, "770701001"),
    (checks.ogrn_ok, "1027700132195"),
    (checks.ogrn_ok, "304500116000157"),
    (checks.oktmo_ok, "45328000"),
    (checks.snils_ok, "11223344595"),
    (checks.uin_ok, "18810177150123456784"),
    (checks.uin_ok, "1820000000000000000000015"),
    (checks.iban_ok, "DE89370400440532013000"),
    (checks.lei_ok, "5493001KJTIIGC8Y1R12"),
]
OTHER_DIGITS = ["٣", "３", "𝟛", "³", "३", "Ⅲ", "½"]

digits = st.text("0123456789")
any_text = st.text() | st.text("0123456789٣３ ABКО{}VO.\n\x00\ud800", max_size=40) | digits


@given(any_text)
def test_no_check_raises(text: str) -> None:
    for check in ONE_TEXT:
        assert check(text) in {True, False}
    assert checks.inn_check_digits(text).isascii()
    assert checks.vo_code(text).isascii()


@given(any_text, any_text)
def test_the_account_key_never_raises(bic: str, account: str) -> None:
    assert checks.account_key_ok(bic, account) in {True, False}
    assert checks.account_key_digit(bic, account).isascii()


@given(st.text(min_size=9, max_size=9), st.text(min_size=20, max_size=20))
def test_the_account_key_never_raises_at_the_right_lengths(bic: str, account: str) -> None:
    assert checks.account_key_ok(bic, account) in {True, False}
    assert checks.account_key_ok("044525225", account) in {True, False}


@pytest.mark.parametrize("check", ONE_TEXT)
def test_huge_and_empty_texts_are_refused(check) -> None:
    assert check("") is False
    assert check("1" * 1_000_000) is False


def test_huge_accounts_are_refused() -> None:
    assert checks.account_key_ok("1" * 1_000_000, "4" * 1_000_000) is False
    assert checks.account_key_ok("", "") is False


@pytest.mark.parametrize(("check", "good"), DIGIT_CODES)
def test_only_ascii_digits_count(check, good: str) -> None:
    assert check(good)
    for at, own in enumerate(good):
        for other in [*OTHER_DIGITS, chr(ord(own) + 0xFEE0), " ", "\u00a0"]:
            assert not check(good[:at] + other + good[at + 1 :])
    for around in (f" {good}", f"{good} ", f"{good}\n", f"\ufeff{good}"):
        assert not check(around)


def test_only_ascii_digits_count_in_accounts() -> None:
    bic, account = "044525225", "40702810138250123017"
    assert checks.account_key_ok(bic, account)
    for at in range(20):
        for other in [*OTHER_DIGITS, chr(ord(account[at]) + 0xFEE0)]:
            assert not checks.account_key_ok(bic, account[:at] + other + account[at + 1 :])
    for at in range(9):
        wide = bic[:at] + chr(ord(bic[at]) + 0xFEE0) + bic[at + 1 :]
        assert not checks.account_key_ok(wide, account)


BICS = st.sampled_from(["044525225", "049805746", "044525000", "043801001", "017003983", "024501901"])


@st.composite
def keyed_accounts(draw: st.DrawFn) -> tuple[str, str]:
    bic = draw(BICS)
    head = draw(st.sampled_from(["40702810", "40802810", "30101810", "40102810", "40817810", "42301840"]))
    tail = draw(st.text("0123456789", min_size=11, max_size=11))
    return bic, head + checks.account_key_digit(bic, f"{head}0{tail}") + tail


@given(keyed_accounts(), st.integers(0, 19), st.integers(1, 9))
def test_one_wrong_digit_of_an_account_is_caught(keyed: tuple[str, str], at: int, step: int) -> None:
    bic, account = keyed
    assert checks.account_key_ok(bic, account)
    wrong = account[:at] + str((int(account[at]) + step) % 10) + account[at + 1 :]
    # A digit that turns 30101 or 40102 into another class, or back, changes the rule and not only the sum.
    classes = [text.startswith(("30101", "40102")) for text in (account, wrong)]
    assume(classes[0] == classes[1] or bic[:2] in {"01", "02"} or bic[6:] in {"000", "001"})
    assert not checks.account_key_ok(bic, wrong)


@given(st.text("0123456789", min_size=20, max_size=20), BICS)
def test_exactly_one_key_digit_fits(account: str, bic: str) -> None:
    assume(not account.startswith("03"))
    fitting = [
        digit for digit in "0123456789" if checks.account_key_ok(bic, account[:8] + digit + account[9:])
    ]
    assert fitting == [checks.account_key_digit(bic, account)]


def test_accounts_of_the_bank_of_russias_order() -> None:
    assert checks.account_key_ok("049805746", "40602810700000000025")
    assert checks.account_key_ok("049805000", "30101810800000000746")
    assert not checks.account_key_ok("049805746", "40602810800000000025")


def test_treasury_accounts_have_no_key_but_a_currency() -> None:
    assert checks.account_key_ok("017003983", "03100643000000018500")
    assert not checks.account_key_ok("017003983", "03100810000000018500")
    assert checks.account_key_digit("017003983", "03100643000000018500") == ""


def test_a_clearing_currency_letter_stands_for_its_digit() -> None:
    plain = "40702080000000000001"
    digit = checks.account_key_digit("044525225", plain)
    account = plain[:5] + "A" + plain[6:8] + digit + plain[9:]
    assert checks.account_key_ok("044525225", account)
    assert not checks.account_key_ok("044525225", account.replace("A", "B"))
    assert not checks.account_key_ok("044525225", account.replace("A", "А"))  # Cyrillic


@given(st.text("0123456789", min_size=9, max_size=10))
def test_inn_check_digits_make_a_valid_inn(body: str) -> None:
    assume(not body.startswith("00"))
    assert checks.inn_ok(body + checks.inn_check_digits(body))


@given(st.text("0123456789", min_size=9, max_size=10), st.data())
def test_a_wrong_check_digit_of_an_inn_is_caught(body: str, data: st.DataObject) -> None:
    assume(not body.startswith("00"))
    inn = body + checks.inn_check_digits(body)
    at = data.draw(st.integers(len(body), len(inn) - 1))
    wrong = inn[:at] + str((int(inn[at]) + data.draw(st.integers(1, 9))) % 10) + inn[at + 1 :]
    assert not checks.inn_ok(wrong)


def naive_inn_ok(inn: str) -> bool:
    """The rule as the act words it, without tables."""
    weights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]
    numbers = [int(digit) for digit in inn]
    ends = [9] if len(inn) == 10 else [10, 11]
    right = all(
        sum(w * n for w, n in zip(weights[11 - end :], numbers, strict=False)) % 11 % 10 == numbers[end]
        for end in ends
    )
    return right and inn[:2] != "00"


def naive_account_ok(bic: str, account: str) -> bool:
    """Order No 515 as worded, without tables."""
    office = (
        account[:5] in {"30101", "40102"} or bic[:2] in {"00", "01", "02"} or bic[6:] in {"000", "001", "002"}
    )
    whole = ("0" + bic[4:6] if office else bic[6:]) + account
    return sum(int(digit) * (7, 1, 3)[at % 3] % 10 for at, digit in enumerate(whole)) % 10 == 0


@given(st.text("0123456789", min_size=10, max_size=10) | st.text("0123456789", min_size=12, max_size=12))
def test_the_inn_tables_follow_the_worded_rule(inn: str) -> None:
    nearly = (
        inn[:9] + checks.inn_check_digits(inn[:9])
        if len(inn) == 10
        else inn[:10] + checks.inn_check_digits(inn[:10])
    )
    for value in (inn, nearly):
        assert checks.inn_ok(value) is naive_inn_ok(value)


@given(st.text("0123456789", min_size=9, max_size=9), st.text("0123456789", min_size=20, max_size=20))
def test_the_account_tables_follow_the_worded_rule(bic: str, account: str) -> None:
    assume(not account.startswith("03"))
    assert checks.account_key_ok(bic, account) is naive_account_ok(bic, account)


def test_uin_control_in_the_second_pass_and_double_ten() -> None:
    assert checks.uin_ok("18850894148859452663")
    assert checks.uin_ok("18867496577132215670")
    assert not checks.uin_ok("1881017715012345678A")
    assert checks.uin_form_ok("1881017715012345678A")
    assert checks.uin_has_letters("1881017715012345678A")
    assert not checks.uin_has_letters("18810177150123456784")
    assert not checks.uin_form_ok("182000000000000000000001A")


def test_numbers_of_examples() -> None:
    assert checks.ogrn_ok("304500116000050")  # remainder 10 by 13
    assert checks.snils_ok("08765430300")  # remainder 100
    assert not checks.snils_ok("00000000000")
    assert checks.kio_ok("09345")
    assert not checks.kio_ok("00000")
    assert checks.swift_test_bic("DEUTDEF0")
    assert not checks.swift_test_bic("DEUTDEFF")
    assert checks.swift_bic_ok("NCBVXKPR")


@given(st.integers(0, 10**17 - 1), st.sampled_from(sorted(words.CURRENCIES)))
def test_words_start_with_a_capital_and_end_with_the_minor_unit(minor: int, currency: str) -> None:
    amount = Decimal(minor).scaleb(-2)
    text = checks.amount_in_words(amount, currency)
    assert text[0].isupper()
    assert "  " not in text
    assert text.split()[-2] == f"{minor % 100:02}"
    assert checks.words_match(amount, currency, text)
    assert not checks.words_match(amount, currency, text.replace(" ", "  ", 1))


def read_words(text: str) -> int:
    """Read a number in words back, by another way than it was written."""
    small = {word: number for number, word in enumerate(words._ONES) if word} | {
        "одна": 1,
        "две": 2,
        "ноль": 0,
    }
    small |= {word: 10 * number for number, word in enumerate(words._TENS) if word}
    small |= {word: 100 * number for number, word in enumerate(words._HUNDREDS) if word}
    scales = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
    total = group = 0
    for word in text.split():
        scale = next((value for stem, value in reversed(scales.items()) if word.startswith(stem)), 0)
        if scale:
            total, group = total + group * scale, 0
        else:
            group += small[word]
    return total + group


@given(st.integers(0, 10**15 - 1) | st.integers(0, 3000))
def test_numbers_in_words_can_be_read_back(number: int) -> None:
    assert read_words(words.number_in_words(number)) == number


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("-1", "RUB", "amount_negative"),
        ("1.001", "RUB", "amount_form"),
        ("NaN", "RUB", "amount_form"),
        ("Infinity", "RUB", "amount_form"),
        ("1E15", "RUB", "amount_too_long"),
        ("1", "XXX", "currency_unknown"),
    ],
)
def test_unfit_amounts_have_no_words(amount: str, currency: str, code: str) -> None:
    with pytest.raises(ValueError) as caught:
        checks.amount_in_words(Decimal(amount), currency)
    assert caught.value.args[0] == code


def test_gender_of_the_currency() -> None:
    assert checks.amount_in_words(Decimal(1), "TRY") == "Одна турецкая лира 00 курушей"
    assert checks.amount_in_words(Decimal(2002), "TRY") == "Две тысячи две турецкие лиры 00 курушей"
    assert checks.amount_in_words(Decimal(1), "EUR") == "Один евро 00 евроцентов"
