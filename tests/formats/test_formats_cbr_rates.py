"""Official rates of the Bank of Russia: nominal and value as they stand, the file's own day, hostile files refused."""

import datetime as dt
import os
from decimal import Decimal
from pathlib import Path

import pytest

from bsclient.errors import BadInput
from bsclient.formats import cbr_rates

LINE = (
    '<Valute ID="R01{place:03}"><NumCode>{digits}</NumCode><CharCode>{code}</CharCode><Nominal>{nominal}</Nominal>'
    "<Name>{name}</Name><Value>{value}</Value></Valute>"
)


def file(*lines, day="02.11.2023", encoding="windows-1251"):
    made = [
        LINE.format(place=place, digits=digits, code=code, nominal=nominal, name=name, value=value)
        for place, (digits, code, nominal, name, value) in enumerate(lines)
    ]
    text = f'<?xml version="1.0" encoding="{encoding}"?><ValCurs Date="{day}" name="Foreign Currency Market">'
    return (text + "".join(made) + "</ValCurs>").encode(encoding)


DOLLAR = ("840", "USD", "1", "Доллар США", "92,0226")
DRAM = ("051", "AMD", "100", "Армянских драмов", "22,8921")


def test_rates_keep_their_nominal_and_digits():
    found = cbr_rates.read(file(DOLLAR, DRAM))
    assert found.day == dt.date(2023, 11, 2)
    dollar, dram = found.rates
    assert (dollar.currency, dollar.digits, dollar.nominal, dollar.value) == (
        "USD",
        "840",
        1,
        Decimal("92.0226"),
    )
    assert (dram.currency, dram.nominal, dram.value, dram.name) == (
        "AMD",
        100,
        Decimal("22.8921"),
        "Армянских драмов",
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (file(), "Valute"),
        (file(DOLLAR, day="31.02.2023"), "Date"),
        (file(DOLLAR, day="2023-11-02"), "Date"),
        (file(("840", "USD", "0", "Доллар", "92,0")), "Nominal USD"),
        (file(("840", "USD", "1", "Доллар", "92.02")), "Value USD"),
        (file(("840", "USD", "1", "Доллар", "0,0000")), "Value USD"),
        (file(("840", "USD", "1", "Доллар", "-1,0")), "Value USD"),
        (file(("٨٤٠", "USD", "1", "Доллар", "92,0"), encoding="utf-8"), "NumCode USD"),
        (file(("840", "usd", "1", "Доллар", "92,0")), "CharCode"),
        (file(DOLLAR, DOLLAR), "Valute USD"),
        (b"<Other/>", "Other"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><ValCurs/>', "DOCTYPE"),
    ],
    ids=[
        "empty",
        "no_day",
        "iso_day",
        "nominal",
        "point",
        "nothing",
        "minus",
        "digits",
        "code",
        "twice",
        "other",
        "entity",
    ],
)
def test_what_is_wrong_is_named(data, reason):
    with pytest.raises(BadInput) as caught:
        cbr_rates.read(data)
    assert caught.value.code == "directory_malformed"
    assert caught.value.facts["reason"] == reason


def test_a_file_cut_anywhere_is_refused():
    whole = file(DOLLAR, DRAM)
    for end in range(len(whole)):
        with pytest.raises(BadInput):
            cbr_rates.read(whole[:end])


@pytest.mark.skipif(
    "BSCLIENT_SAMPLES" not in os.environ,
    reason="BSCLIENT_SAMPLES names no folder with the samples that are not ours to copy",
)
def test_files_as_published():
    folder = Path(os.environ["BSCLIENT_SAMPLES"]) / "rates"
    found = {path.name: cbr_rates.read(path.read_bytes()) for path in sorted(folder.glob("XML_daily_*.xml"))}
    newest = found["XML_daily_20231102.xml"]
    assert len(newest.rates) == 43
    told = {rate.currency: (rate.nominal, rate.value) for rate in newest.rates}
    assert told["USD"] == (1, Decimal("93.2801"))
    assert all(len(each.rates) > 30 for each in found.values())
