"""Formats and check digits of the codes in bank documents: text in, yes or no out.

No function here raises for any text; only ASCII digits count as digits. Blanks and print forms are refused:
a caller normalises first. Sources: the Bank of Russia's order No 515 of 08.09.1997 (account key), the Federal
Tax Service's order ММВ-7-6/435@ (INN, KPP), the rules of OGRN and SNILS, Finance Ministry order 58н (UIN, KBK,
OKTMO), the Bank of Russia's instruction 181-И (VO codes). International codes live in `international`, words
and figures of an amount in `words`; all names can be imported from here.

Accounts and INN are checked for every row of an import (about 1 µs each). The INN's weighted sums come from tables
by groups of three digits: a group that is not three ASCII digits is missing there, which is the check of digits.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bsclient.domain.international import card_luhn_ok, iban_ok, lei_ok, swift_bic_ok, swift_test_bic
from bsclient.domain.money import amount_format_ok
from bsclient.domain.words import amount_in_figures, amount_in_words, words_match

__all__ = [
    "account_key_digit",
    "account_key_ok",
    "amount_format_ok",
    "amount_in_figures",
    "amount_in_words",
    "bic_ok",
    "card_luhn_ok",
    "iban_ok",
    "inn_check_digits",
    "inn_ok",
    "kbk_ok",
    "kio_ok",
    "kpp_ok",
    "lei_ok",
    "ogrn_ok",
    "oktmo_ok",
    "snils_ok",
    "swift_bic_ok",
    "swift_test_bic",
    "uin_form_ok",
    "uin_has_letters",
    "uin_ok",
    "vo_code",
    "vo_code_ok",
    "words_match",
]

# --- account key -------------------------------------------------------------------------------------------

_CORRESPONDENT = ("30101", "40102")
_TREASURY_BICS = ("00", "01", "02")
_OFFICE_TAILS = ("000", "001", "002")
_TREASURY = "03"
_ROUBLE = "643"
_ACCOUNT_LENGTH = 20
_BIC_LENGTH = 9
_LOW_NIBBLES = int.from_bytes(b"\x0f" * _ACCOUNT_LENGTH, "big")
_THREE_BYTES = (1 << 24) - 1
_CLEARING = str.maketrans("ABCEHKMPTX", "0123456789")


@lru_cache(maxsize=8192)
def _prefix_sums(bic: str) -> tuple[int, int] | None:
    """Sums of the prefix for a correspondent account and for any other one; None if not nine digits."""
    if len(bic) != _BIC_LENGTH or not _digits(bic):
        return None
    office = int(bic[4]) + 3 * int(bic[5])
    if bic.startswith(_TREASURY_BICS) or bic[6:] in _OFFICE_TAILS:
        return office, office
    return office, 7 * int(bic[6]) + int(bic[7]) + 3 * int(bic[8])


def account_key_ok(bic: str, account: str) -> bool:
    """Whether the 9th digit of the account is right at the bank with this BIC (order No 515).

    Correspondent accounts 30101, the single treasury account 40102 and all accounts in offices of the Bank
    of Russia or under treasury BICs take the prefix "0" + digits 5-6 of the BIC, others its last three
    digits. Treasury accounts 03… have no key: only their currency code 643 is checked.
    """
    if len(account) != _ACCOUNT_LENGTH or len(bic) != _BIC_LENGTH:
        return False
    sums = _prefix_sums(bic)
    if sums is None:
        return False
    try:
        raw = account.encode()
    except UnicodeEncodeError:  # a lone surrogate
        return False
    if not raw.isdigit():
        return _clearing_key_ok(bic, account)
    if raw.startswith(b"03"):
        return account[5:8] == _ROUBLE
    # The remainder adds up every third byte: three sums of digits at once, none above 7 * 9.
    sums_by_weight = (int.from_bytes(raw, "big") & _LOW_NIBBLES) % _THREE_BYTES
    total = 3 * (sums_by_weight >> 16) + 7 * (sums_by_weight >> 8 & 0xFF) + (sums_by_weight & 0xFF)
    return (total + sums[not account.startswith(_CORRESPONDENT)]) % 10 == 0


def _clearing_key_ok(bic: str, account: str) -> bool:
    """Check an account in a clearing currency: the letter in the 6th position stands for a digit."""
    digit = account[5].translate(_CLEARING)
    if digit == account[5]:
        return False
    plain = account[:5] + digit + account[6:]
    return _digits(plain) and not plain.startswith(_TREASURY) and account_key_ok(bic, plain)


def account_key_digit(bic: str, account: str) -> str:
    """Return the right 9th digit of an account of 20 digits; "" where no key can be computed."""
    if len(account) != _ACCOUNT_LENGTH or not _digits(account) or account.startswith(_TREASURY):
        return ""
    for digit in "0123456789":
        if account_key_ok(bic, account[:8] + digit + account[9:]):
            return digit
    return ""


_BIC = re.compile(r"[0-2][0-9]{5}(?:00[0-2]|0[5-9][0-9]|[1-9][0-9]{2})")


def bic_ok(bic: str) -> bool:
    """Whether the text has the form of a BIC: nine digits, first 0-2, tail 000-002 or 050-999."""
    return _BIC.fullmatch(bic) is not None


# --- taxpayers ---------------------------------------------------------------------------------------------

_GROUPS = [f"{number:03}" for number in range(1000)]


def _table(weights: tuple[int, int, int], modulus: int) -> dict[str, int]:
    """Weighted sums modulo `modulus` of all groups of three digits."""
    first, second, third = ([weight * digit % modulus for digit in range(10)] for weight in weights)
    sums = ((a + b + c) % modulus for a in first for b in second for c in third)
    return dict(zip(_GROUPS, sums, strict=True))


_TEN = [_table(weights, 11) for weights in ((2, 4, 10), (3, 5, 9), (4, 6, 8))]
_ELEVENTH = [_table(weights, 11) for weights in ((7, 2, 4), (10, 3, 5), (9, 4, 6), (8, 0, 0))]
_TWELFTH = [_table(weights, 11) for weights in ((3, 7, 2), (4, 10, 3), (5, 9, 4), (6, 8, 0))]
_TEN_1, _TEN_2, _TEN_3 = _TEN
_EL_1, _EL_2, _EL_3, _EL_4 = _ELEVENTH
_TW_1, _TW_2, _TW_3, _TW_4 = _TWELFTH
_CONTROL = tuple(str(total % 11 % 10) for total in range(4 * 10 + 1))
_COMPANY_INN, _PERSON_INN = 10, 12


def inn_ok(inn: str) -> bool:
    """Whether the text is an INN of 10 or 12 digits with right check digits; region 00 does not exist."""
    try:
        if len(inn) == _COMPANY_INN:
            total = _TEN_1[inn[:3]] + _TEN_2[inn[3:6]] + _TEN_3[inn[6:9]]
            return inn[9] == _CONTROL[total] and inn[:2] != "00"
        if len(inn) == _PERSON_INN:
            first, second, third, last = inn[:3], inn[3:6], inn[6:9], inn[9:]
            eleventh = _EL_1[first] + _EL_2[second] + _EL_3[third] + _EL_4[last]
            twelfth = _TW_1[first] + _TW_2[second] + _TW_3[third] + _TW_4[last]
            right = inn[10] == _CONTROL[eleventh] and inn[11] == _CONTROL[twelfth]
            return right and first[:2] != "00"
    except KeyError:
        return False
    return False


def inn_check_digits(body: str) -> str:
    """Return the check digits after 9 (one digit) or 10 (two digits) digits of an INN; "" for other texts."""
    if not _digits(body):
        return ""
    if len(body) == _COMPANY_INN - 1:
        return _CONTROL[sum(table[body[at : at + 3]] for table, at in zip(_TEN, (0, 3, 6), strict=True))]
    if len(body) == _PERSON_INN - 2:
        eleventh = _control(_ELEVENTH, body + "00")
        return eleventh + _control(_TWELFTH, body + eleventh + "0")
    return ""


def _control(tables: list[dict[str, int]], text: str) -> str:
    return _CONTROL[sum(table[text[at : at + 3]] for table, at in zip(tables, (0, 3, 6, 9), strict=True))]


_KIO = re.compile(r"(?!0{5})[0-9]{5}")
_KPP = re.compile(r"(?!00)[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_OGRN = re.compile(r"[15][0-9]{12}|3[0-9]{14}")
_SNILS = re.compile(r"(?!0{11})[0-9]{11}")
_LAST_UNCHECKED_SNILS = "001001998"
_OGRN_MODULUS = {13: 11, 15: 13}


def kio_ok(text: str) -> bool:
    """Whether the text is a code of a foreign organisation (five digits), which stands in place of an INN."""
    return _KIO.fullmatch(text) is not None


def kpp_ok(kpp: str) -> bool:
    """Whether the text has the form of a KPP: tax office, reason (digits or upper Latin), serial number."""
    return _KPP.fullmatch(kpp) is not None


def ogrn_ok(ogrn: str) -> bool:
    """Whether the text is an OGRN (13 digits from 1 or 5) or OGRNIP (15 digits from 3) with its check digit."""
    if _OGRN.fullmatch(ogrn) is None:
        return False
    return int(ogrn[:-1]) % _OGRN_MODULUS[len(ogrn)] % 10 == int(ogrn[-1])


def snils_ok(snils: str) -> bool:
    """Whether the text is a SNILS of 11 digits; numbers up to 001-001-998 have no check number."""
    if _SNILS.fullmatch(snils) is None:
        return False
    if snils[:9] <= _LAST_UNCHECKED_SNILS:
        return True
    total = sum(weight * int(digit) for weight, digit in zip(range(9, 0, -1), snils[:9], strict=True))
    return total % 101 % 100 == int(snils[9:])


# --- budget payments ---------------------------------------------------------------------------------------

_UIN = re.compile(r"(?!0+\Z)(?:[0-9]{20}|[0-9]{25})")
_UIN_LETTERS = re.compile(r"(?=[^A-Za-zА-яЁё]*[A-Za-zА-яЁё])[0-9A-Za-zА-яЁё]{20}")
_KBK = re.compile(r"(?!0{20})[0-9]{20}")
_OKTMO = re.compile(r"(?!0+\Z)(?:[0-9]{8}|[0-9]{11})")
_VO = re.compile(r"\{VO([0-9]{5})\}")
_TEN_LEFT = 10


def uin_ok(uin: str) -> bool:
    """Whether the text is a UIN of 20 or 25 digits with its check digit; one with letters can't be proved."""
    if _UIN.fullmatch(uin) is None:
        return False
    body = [int(digit) for digit in uin[:-1]]
    rest = sum((at % 10 + 1) * digit for at, digit in enumerate(body)) % 11
    if rest == _TEN_LEFT:
        rest = sum(((at + 2) % 10 + 1) * digit for at, digit in enumerate(body)) % 11
    return rest % 10 == int(uin[-1])


def uin_has_letters(uin: str) -> bool:
    """Whether the text is a UIN of 20 characters with letters: legal, but without a check digit."""
    return _UIN_LETTERS.fullmatch(uin) is not None


def uin_form_ok(uin: str) -> bool:
    """Whether the text has the form of a UIN: 20 digits or letters, or 25 digits; not zeros alone."""
    return _UIN.fullmatch(uin) is not None or uin_has_letters(uin)


def kbk_ok(kbk: str) -> bool:
    """Whether the text has the form of a budget classification code: 20 digits, not zeros alone."""
    return _KBK.fullmatch(kbk) is not None


def oktmo_ok(oktmo: str) -> bool:
    """Whether the text has the form of an OKTMO code: 8 or 11 digits, not zeros alone."""
    return _OKTMO.fullmatch(oktmo) is not None


def vo_code(purpose: str) -> str:
    """Return the five digits of the code of a currency operation at the very start of a purpose, or ""."""
    match = _VO.match(purpose)
    return match[1] if match else ""


def vo_code_ok(purpose: str) -> bool:
    """Whether the purpose starts with a code of a currency operation in its exact form, e.g. {VO10100}."""
    return _VO.match(purpose) is not None


_DIGITS = re.compile(r"[0-9]+")


def _digits(text: str) -> bool:
    return _DIGITS.fullmatch(text) is not None
