"""Amounts of money in Russian words and in the figures of box 7.

Rule (Regulation 762-П, annex 1, boxes 6 and 7): from a capital letter, the whole part in words with the name of
the currency in the right case, minor units in two digits, nothing abbreviated. Thousands start with «Одна», so
that no word can be put before them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from bsclient.domain.money import to_minor


class Forms(NamedTuple):
    """A noun after one, after two to four, after five and more; `feminine` rules «одна», «две»."""

    one: str
    few: str
    many: str
    feminine: bool = False


def _same(word: str) -> Forms:
    return Forms(word, word, word)


_ROUBLE = Forms("рубль", "рубля", "рублей")
_KOPECK = Forms("копейка", "копейки", "копеек")
_CENT = Forms("цент", "цента", "центов")
_TIYIN = Forms("тийин", "тийина", "тийинов")

CURRENCIES: dict[str, tuple[Forms, Forms]] = {
    "RUB": (_ROUBLE, _KOPECK),
    "USD": (Forms("доллар США", "доллара США", "долларов США"), _CENT),
    "EUR": (_same("евро"), Forms("евроцент", "евроцента", "евроцентов")),
    "CNY": (Forms("юань", "юаня", "юаней"), Forms("фэнь", "фэня", "фэней")),
    "KZT": (_same("тенге"), Forms("тиын", "тиына", "тиынов")),
    "BYN": (Forms("белорусский рубль", "белорусских рубля", "белорусских рублей"), _KOPECK),
    "TRY": (
        Forms("турецкая лира", "турецкие лиры", "турецких лир", feminine=True),
        Forms("куруш", "куруша", "курушей"),
    ),
    "AED": (Forms("дирхам ОАЭ", "дирхама ОАЭ", "дирхамов ОАЭ"), Forms("филс", "филса", "филсов")),
    "GBP": (
        Forms("фунт стерлингов", "фунта стерлингов", "фунтов стерлингов"),
        Forms("пенс", "пенса", "пенсов"),
    ),
    "CHF": (
        Forms("швейцарский франк", "швейцарских франка", "швейцарских франков"),
        Forms("сантим", "сантима", "сантимов"),
    ),
    "JPY": (
        Forms("японская иена", "японские иены", "японских иен", feminine=True),
        Forms("сена", "сены", "сен"),
    ),
    "HKD": (Forms("гонконгский доллар", "гонконгских доллара", "гонконгских долларов"), _CENT),
    "INR": (
        Forms("индийская рупия", "индийские рупии", "индийских рупий", feminine=True),
        Forms("пайса", "пайсы", "пайс"),
    ),
    "AMD": (Forms("армянский драм", "армянских драма", "армянских драмов"), Forms("лума", "лумы", "лум")),
    "KGS": (Forms("сом", "сома", "сомов"), Forms("тыйын", "тыйына", "тыйынов")),
    "UZS": (Forms("узбекский сум", "узбекских сума", "узбекских сумов"), _TIYIN),
    "GEL": (_same("лари"), _same("тетри")),
}
"""Names of whole and minor units by ISO 4217 code."""

_ONES = (
    "", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять",
    "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
    "семнадцать", "восемнадцать", "девятнадцать",
)  # fmt: skip
_FEMININE = {1: "одна", 2: "две"}
_TENS = (
    "", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто",
)  # fmt: skip
_HUNDREDS = (
    "", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот",
)  # fmt: skip
_SCALES = (
    Forms("триллион", "триллиона", "триллионов"),
    Forms("миллиард", "миллиарда", "миллиардов"),
    Forms("миллион", "миллиона", "миллионов"),
    Forms("тысяча", "тысячи", "тысяч", feminine=True),
)
_FIRST_TEEN, _FIRST_MANY, _TWENTY = 11, 5, 20


def noun(number: int, forms: Forms) -> str:
    """Choose the form of a noun after a number."""
    if _FIRST_TEEN <= number % 100 < _TWENTY:
        return forms.many
    last = number % 10
    if last == 1:
        return forms.one
    return forms.few if 1 < last < _FIRST_MANY else forms.many


def _triple(number: int, *, feminine: bool) -> list[str]:
    """Words of a number from 1 to 999."""
    hundreds, rest = divmod(number, 100)
    words = [_HUNDREDS[hundreds]]
    if rest >= _TWENTY:
        words.append(_TENS[rest // 10])
        rest %= 10
    words.append(_FEMININE.get(rest, _ONES[rest]) if feminine else _ONES[rest])
    return [word for word in words if word]


def number_in_words(number: int, *, feminine: bool = False) -> str:
    """Write a whole number from 0 to 999 999 999 999 999 in lower-case words."""
    if number == 0:
        return "ноль"
    words: list[str] = []
    for power, scale in zip(range(12, 0, -3), _SCALES, strict=True):
        group = number // 10**power % 1000
        if group:
            words += [*_triple(group, feminine=scale.feminine), noun(group, scale)]
    if number % 1000:
        words += _triple(number % 1000, feminine=feminine)
    return " ".join(words)


def amount_in_words(amount: Decimal, currency: str = "RUB", *, whole: bool = False) -> str:
    """Write an amount in words: «Одна тысяча двести тридцать четыре рубля 05 копеек».

    With `whole`, minor units are left out of a whole amount. `ValueError` with a problem code for a negative
    or unfit amount and for a currency without names here.
    """
    minor = _positive_minor(amount)
    names = CURRENCIES.get(currency)
    if names is None:
        raise ValueError("currency_unknown")
    units, parts = names
    number, rest = divmod(minor, 100)
    words = f"{number_in_words(number, feminine=units.feminine)} {noun(number, units)}"
    words = words[0].upper() + words[1:]
    return words if whole and not rest else f"{words} {rest:02} {noun(rest, parts)}"


def words_match(amount: Decimal, currency: str, text: str) -> bool:
    """Whether a text is the amount in words, in the full form or, for whole units, the short one."""
    return text in {amount_in_words(amount, currency), amount_in_words(amount, currency, whole=True)}


def amount_in_figures(amount: Decimal, *, whole: bool = False) -> str:
    """Write an amount for box 7: `1234-05`; with `whole`, a whole amount as `1234=`."""
    number, rest = divmod(_positive_minor(amount), 100)
    return f"{number}=" if whole and not rest else f"{number}-{rest:02}"


def _positive_minor(amount: Decimal) -> int:
    minor = to_minor(amount)
    if minor < 0:
        raise ValueError("amount_negative")
    return minor
