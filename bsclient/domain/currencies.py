"""Currencies: codes and decimals (ISO 4217), and the currency that an account's digits 6-8 say (№ 809-П)."""

from __future__ import annotations

from typing import Final

ROUBLE: Final = "RUB"
SERVED: Final = ("RUB", "USD", "EUR", "CNY")
"""Currencies of accounts at the demo bank, the usual ones first in choices."""

_TWO: Final = """
AED784 AFN971 ALL008 AMD051 ANG532 AOA973 ARS032 AUD036 AWG533 AZN944 BAM977 BBD052 BDT050 BGN975 BMD060 BND096
BOB068 BRL986 BSD044 BTN064 BWP072 BYN933 BZD084 CAD124 CDF976 CHF756 CNY156 COP170 CRC188 CUP192 CVE132 CZK203
DKK208 DOP214 DZD012 EGP818 ERN232 ETB230 EUR978 FJD242 FKP238 GBP826 GEL981 GHS936 GIP292 GMD270 GTQ320 GYD328
HKD344 HNL340 HTG332 HUF348 IDR360 ILS376 INR356 IRR364 JMD388 KES404 KGS417 KHR116 KPW408 KYD136 KZT398 LAK418
LBP422 LKR144 LRD430 LSL426 MAD504 MDL498 MGA969 MKD807 MMK104 MNT496 MOP446 MRU929 MUR480 MVR462 MWK454 MXN484
MYR458 MZN943 NAD516 NGN566 NIO558 NOK578 NPR524 NZD554 PAB590 PEN604 PGK598 PHP608 PKR586 PLN985 QAR634 RON946
RSD941 RUB643 SAR682 SBD090 SCR690 SDG938 SEK752 SGD702 SHP654 SLE925 SOS706 SRD968 SSP728 STN930 SVC222 SYP760
SZL748 THB764 TJS972 TMT934 TOP776 TRY949 TTD780 TWD901 TZS834 UAH980 USD840 UYU858 UZS860 VED926 VES928 WST882
XCD951 XCG532 YER886 ZAR710 ZMW967 ZWG924
"""
_NONE: Final = "BIF108 CLP152 DJF262 GNF324 ISK352 JPY392 KMF174 KRW410 PYG600 RWF646 UGX800 VND704 VUV548 XAF950 XOF952 XPF953"
_THREE: Final = "BHD048 IQD368 JOD400 KWD414 LYD434 OMR512 TND788"
_FOUR: Final = "CLF990 UYW927"
_BLOCKS: Final = ((2, _TWO), (0, _NONE), (3, _THREE), (4, _FOUR))
_PLACES: Final = {item[:3]: places for places, block in _BLOCKS for item in block.split()}
_BY_NUMBER: Final = {
    item[3:]: item[:3] for _places, block in _BLOCKS for item in block.split() if item[:3] != "ANG"
} | {"810": ROUBLE}
"""810 is the code of the rouble before 1998; accounts still carry it."""
CODES: Final = frozenset(_PLACES)
_ACCOUNT_LENGTH: Final = 20


def decimals(currency: str) -> int:
    """Return the decimals of amounts in a currency: 2 for most, 0 for JPY, 3 for KWD, 4 for CLF."""
    return _PLACES.get(currency, 2)


def kept_decimals(currency: str) -> int:
    """Return the decimals with which amounts are kept and written: those of the currency, two at least."""
    return max(2, decimals(currency))


def letters(code: str) -> str:
    """Return the letters of a currency that is given by its digits or former letters; what is unknown stays as it is."""
    return ROUBLE if code == "RUR" else _BY_NUMBER.get(code, code)


def of_account(account: str) -> str:
    """Return the currency of a Russian account by its digits 6-8; "" when they say none."""
    russian = len(account) == _ACCOUNT_LENGTH and account.isascii() and account[:5].isdecimal()  # no IBAN
    return _BY_NUMBER.get(account[5:8], "") if russian else ""


def digits(currency: str) -> str:
    """Return the digits that accounts in a currency carry, 810 for the rouble; "" when the code is unknown."""
    if currency == ROUBLE:
        return "810"
    return next((number for number, code in _BY_NUMBER.items() if code == currency), "")
