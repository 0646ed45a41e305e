"""Look-alikes and hidden signs: two thousand forged names are seen through, honest ones are left alone."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsclient.domain import confusables
from bsclient.domain.context import Context
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.normalise import mixed_words

# Written out here, by letter: the tested table is not asked what it knows.
_TWINS = {
    "А": "AΑ", "В": "BΒ", "Е": "EΕ", "К": "KΚ", "М": "MΜ", "Н": "HΗ", "О": "OΟ0", "Р": "PΡ", "С": "CϹ", "Т": "TΤ",
    "У": "Y", "Х": "XΧ", "З": "3", "а": "aɑ", "е": "e", "о": "oο0", "р": "pρ", "с": "c", "у": "y", "х": "x", "і": "i",
    "A": "АΑ", "B": "ВΒ8", "C": "СϹ", "E": "ЕΕ", "H": "НΗ", "I": "ІΙl1|", "J": "Ј", "K": "КΚ", "M": "МΜ", "N": "Ν",
    "O": "ОΟ0", "P": "РΡ", "S": "Ѕ5", "T": "ТΤ", "X": "ХΧ", "Y": "ҮΥ", "Z": "Ζ2", "a": "аɑ", "c": "с", "e": "е",
    "i": "іı", "j": "ј", "l": "I1|ӏ", "o": "оο0", "p": "рρ", "s": "ѕ", "x": "х", "y": "у", "g": "ɡ", "h": "һ", "d": "ԁ",
    "1": "lI", "0": "OО", "w": "ԝ", "q": "ԛ", "v": "ѵν",
}  # fmt: skip
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u200f\u061c\u3164\u2800\ufe0f\u034f"
_NAMES = [
    'ООО "Ромашка"', "ООО «Вектор Плюс»", 'АО "Северсталь-Снаб"', "ИП Кузнецова Мария Андреевна", 'ПАО "Мосэнерго"',
    'ООО "Торговый дом Юпитер"', "Смирнов Алексей Юрьевич", 'ФГУП "Почта"', 'ООО "СтройХолодМонтаж"', "Acme Trading Ltd",
    "Shanghai Import Export Co", "Nordic Paper GmbH", "Oxford Machines plc", "Hilti Deutschland AG", "Delta Logistics LLC",
    "Jan Peeters Holding", "Yellow River Metals", "Samsung Heavy Parts", "Microchip Supply Inc", "Copper & Zinc House",
]  # fmt: skip


def _forged(name: str, dice: random.Random) -> str:
    letters = list(name)
    places = [place for place, letter in enumerate(letters) if letter in _TWINS]
    for place in dice.sample(places, dice.randint(1, min(4, len(places)))):
        letters[place] = dice.choice(_TWINS[letters[place]])
    kind = dice.random()
    if kind < 0.25:
        letters.insert(dice.randrange(1, len(letters)), dice.choice(_HIDDEN))
    elif kind < 0.35:
        letters = ["".join(chr(ord(x) + 0xFEE0) if "!" <= x <= "~" else x for x in letters)]
    return "".join(letters)


def _pairs(count: int) -> list[tuple[str, str]]:
    dice = random.Random(4)
    found: dict[str, str] = {}
    while len(found) < count:
        name = dice.choice(_NAMES)
        forged = _forged(name, dice)
        if forged != name:
            found.setdefault(forged, name)
    return [(name, forged) for forged, name in found.items()]


def _naive(first: str, second: str) -> bool:
    """What a program does that has not thought of it; it must see through nothing here."""
    return unicodedata.normalize("NFC", first).casefold() == unicodedata.normalize("NFC", second).casefold()


def test_two_thousand_forged_names_are_seen_through():
    pairs = _pairs(2000)
    missed = [pair for pair in pairs if confusables.skeleton(pair[0]) != confusables.skeleton(pair[1])]
    assert not missed
    assert not [pair for pair in pairs if confusables.party(pair[0]) != confusables.party(pair[1])]
    assert sum(_naive(*pair) for pair in pairs) == 0


def test_a_forged_name_is_told_from_one_that_is_merely_written_otherwise():
    pairs = _pairs(2000)
    assert not [pair for pair in pairs if not (confusables.alike(*pair) or confusables.hidden(pair[1]))]
    for other in ('ооо "ромашка"', "ООО «Ромашка»", "ООО  Ромашка", 'ООО"Ромашка"'):
        assert not confusables.alike('ООО "Ромашка"', other)
    assert not confusables.alike("Семёнов Пётр", "Семенов Петр")


_HONEST = """Ромашка;Ромашково;Вектор;Ректор;Сектор;Вента;Лента;Лепта;Монета;Комета;Планета;Ракета;Восток;Восход;Закат;Запад;
Север;Сервер;Юг;Луг;Плуг;Круг;Друг;Строймаш;Стройка;Тройка;Гамма;Грамма;Рамма;Альфа;Альта;Дельта;Омега;Сигма;Стигма;Прогресс;
Регресс;Конгресс;Экспресс;Пресса;Рост;Мост;Пост;Трест;Крест;Брест;Импульс;Кредо;Бордо;Торнадо;Колорадо;Эльдорадо;Аврора;
Флора;Фауна;Сауна;Каюта;Валюта;Салют;Уют;Приют;Маршрут;Парашют;Институт;Ёлка;Полка;Волга;Вологда;Погода;Свобода;Народ;
Завод;Поход;Пароход;Доход;Приход;Выход;Вход;Орион;Пион;Шпион;Чемпион;Миллион;Батальон;Павильон;Медальон;Каньон;Бульон;
Acme;Apex;Atlas;Aurora;Beacon;Boston;Austin;Dallas;Denver;Dover;Rover;Clover;Delta;Echo;Falcon;Galaxy;Harbour;Horizon;Icarus;
Jupiter;Kepler;Lunar;Solar;Polar;Matrix;Nordic;Oxford;Pacific;Quartz;Raven;Summit;Titan;Union;Vector;Victor;Winter;Zenith"""


def test_honest_names_stay_apart():
    names = [name.strip() for name in _HONEST.split(";")]
    assert len({confusables.party(f'ООО "{name}"') for name in names}) == len(names)
    assert not [name for name in names if mixed_words(name) or confusables.hidden(name)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('ООО "Ромашка"', 'Общество с ограниченной ответственностью "Ромашка"'),
        ('ООО "Ромашка"', '"РОМАШКА" ООО'),
        ("ИП Петров Пётр", "Индивидуальный предприниматель Петров Петр"),
        ("ИП Петров Пётр", "ИП Петров Пётр//г Москва, ул Мира, д 1//"),
        ('АО "Звезда"', 'Закрытое акционерное общество "Звезда"'),
        ('АО "Звезда"', "ЗАО Звезда"),
        ("Acme Limited", "ACME LTD"),
    ],
)
def test_a_legal_form_may_be_written_in_any_way(first, second):
    assert confusables.party(first) == confusables.party(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [('ООО "Ромашка"', 'АО "Ромашка"'), ("ООО Вектор", "ООО Вентор"), ("ИП Петров Пётр", "ИП Петров Павел")],
)
def test_other_parties_stay_apart(first, second):
    assert confusables.party(first) != confusables.party(second)


@pytest.mark.parametrize("sign", _HIDDEN)
def test_hidden_signs_are_refused_in_payments_with_a_mend(sign):
    name = f'ООО "Рома{sign}шка"'
    assert confusables.hidden(name) == [sign]
    assert confusables.without_hidden(name) == 'ООО "Ромашка"'
    problems = PaymentOrder.read(
        {"payee_name": name, "purpose": f"Оплата{sign} по счёту 14"}, Context(today=date(2026, 11, 22))
    )
    for field, mended in (("payee_name", 'ООО "Ромашка"'), ("purpose", "Оплата по счёту 14")):
        (found,) = [each for each in problems if each.field == field and each.mend]
        assert found.mend == {field: mended}


def test_signs_that_turn_the_direction_are_named():
    assert confusables.turned("abc\u202edef")
    assert not confusables.turned("ООО Ромашка")


@given(
    st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789 -", max_size=30)
)
def test_case_makes_no_other_name(name):
    assert confusables.skeleton(name) == confusables.skeleton(name.upper())
    assert confusables.party(name) == confusables.party(name.upper())
