"""Codes of international payments: IBAN (ISO 13616), LEI (ISO 17442), SWIFT BIC (ISO 9362), card numbers (ISO 7812).

No function raises for any text. Letters are upper-case Latin, digits ASCII, no blanks: a caller normalises first.
"""

from __future__ import annotations

import re

# Account parts by country from the IBAN registry (release 101): n digits, a letters, c digits or letters.
_STRUCTURES = """
AD:8n12c AE:19n AL:8n16c AT:16n AZ:4a20c BA:16n BE:12n BG:4a6n8c BH:4a14c BI:23n BR:23n1a1c
BY:4c4n16c CH:5n12c CR:18n CY:8n16c CZ:20n DE:18n DJ:23n DK:14n DO:4c20n EE:16n EG:25n ES:20n FI:14n
FK:2a12n FO:14n FR:10n11c2n GB:4a14n GE:2a16n GI:4a15c GL:14n GR:7n16c GT:24c HN:4a20n HR:17n HU:24n
IE:4a14n IL:19n IQ:4a15n IS:22n IT:1a10n12c JO:4a4n18c KW:4a22c KZ:3n13c LB:4n20c LC:4a24c LI:5n12c
LT:16n LU:3n13c LV:4a13c LY:21n MC:10n11c2n MD:20c ME:18n MK:3n10c2n MN:16n MR:23n MT:4a5n18c
MU:4a19n3a NI:4a20n NL:4a10n NO:11n OM:3n16c PK:4a16c PL:24n PS:4a21c PT:21n QA:4a21c RO:4a16c
RS:18n RU:14n15c SA:2n18c SC:4a20n3a SD:14n SE:20n SI:15n SK:20n SM:1a10n12c SO:19n ST:21n SV:4a20n
TL:19n TN:20n TR:6n16c UA:6n19c VA:18n VG:4a16n XK:16n YE:4a4n18c
"""

# ISO 3166-1 alpha-2, and XK, which SWIFT uses for Kosovo.
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
    ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
    HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
    LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
    NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
    SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
    UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()  # noqa: SIM905 -- 250 codes read better as a block than as 250 literals
)

_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
_CHECK_DIGITS = "(?:0[2-9]|[1-8][0-9]|9[0-8])"


def _iban_pattern(structure: str) -> re.Pattern[str]:
    parts = re.findall(r"([0-9]+)([nac])", structure)
    account = "".join(f"{_CLASSES[kind]}{{{length}}}" for length, kind in parts)
    return re.compile(f"[A-Z]{{2}}{_CHECK_DIGITS}{account}")


_IBANS = {
    country: structure for country, _, structure in (item.partition(":") for item in _STRUCTURES.split())
}
_PATTERNS: dict[str, re.Pattern[str]] = {}


def _remainder(text: str) -> int:
    """Remainder by 97 of digits and letters read as one number, A = 10 … Z = 35 (ISO 7064, MOD 97-10)."""
    return int("".join(str(int(character, 36)) for character in text)) % 97


def iban_ok(iban: str) -> bool:
    """Whether the text is an IBAN of a country of the registry, of its structure, with right check digits."""
    country = iban[:2]
    pattern = _PATTERNS.get(country)
    if pattern is None:
        structure = _IBANS.get(country)
        if structure is None:
            return False
        pattern = _PATTERNS[country] = _iban_pattern(structure)
    return pattern.fullmatch(iban) is not None and _remainder(iban[4:] + iban[:4]) == 1


def iban_country(country: str) -> bool:
    """Whether accounts of banks of this country have an IBAN (the registry knows its structure)."""
    return country in _IBANS


_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def lei_ok(lei: str) -> bool:
    """Whether the text is a legal entity identifier with right check digits."""
    return _LEI.fullmatch(lei) is not None and _remainder(lei) == 1


_SWIFT = re.compile(r"[A-Z]{4}([A-Z]{2})[0-9A-Z]{2}(?:[0-9A-Z]{3})?")
_TEST_MARK = 7


def swift_bic_ok(bic: str) -> bool:
    """Whether the text has the form of a SWIFT BIC: bank, an existing country, place and perhaps branch."""
    match = _SWIFT.fullmatch(bic)
    return match is not None and match[1] in COUNTRIES


def swift_test_bic(bic: str) -> bool:
    """Whether a SWIFT BIC is one of the test network: its eighth character is 0."""
    return swift_bic_ok(bic) and bic[_TEST_MARK] == "0"


_CARD = re.compile(r"(?!0+\Z)[0-9]{13,19}")
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def card_luhn_ok(number: str) -> bool:
    """Whether the text is a card number of 13 to 19 digits with a right check digit."""
    if _CARD.fullmatch(number) is None:
        return False
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[::2]) + sum(_DOUBLED[digit] for digit in digits[1::2])) % 10 == 0
