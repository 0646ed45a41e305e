"""The directory of banks: what is open, limited or usable on a day, and search by what a person types."""

from __future__ import annotations

import datetime as dt

import pytest

from bsclient.domain.banks import Bank, BankAccount, BicDirectory, Restriction

DAY = dt.date(2026, 11, 20)
OPEN = BankAccount("30101810400000000225", "CRSA")


def bank(bic: str = "044525225", name: str = "ПАО Сбербанк", **more: object) -> Bank:
    return Bank(bic, name, **({"town": "г Москва", "accounts": (OPEN,), "participant_type": "20"} | more))  # type: ignore[arg-type]


DIRECTORY = BicDirectory(
    [
        bank("044525000", "Ликвидируемый Сбербанк", participant_type="90"),
        bank(),
        bank("042202603", "ВОЛГО-ВЯТСКИЙ БАНК ПАО СБЕРБАНК", town="г Нижний Новгород"),
        bank("044030653", "СЕВЕРО-ЗАПАДНЫЙ БАНК", town="г Санкт-Петербург", swift="SABRRU2P"),
        bank("044525555", 'ПАО "Банк ПСБ"', town="пгт Берёзовка"),
    ],
    DAY,
)


def test_a_plain_bank_is_usable() -> None:
    assert bank().usable_on(DAY)
    assert not bank(accounts=()).usable_on(DAY)


@pytest.mark.parametrize("kind", ["90", "99"])
def test_liquidators_and_outside_clients_are_not(kind: str) -> None:
    assert not bank(participant_type=kind).usable_on(DAY)


def test_days_of_an_entry_include_both_ends() -> None:
    found = bank(date_in=DAY, date_out=DAY)
    assert found.usable_on(DAY)
    assert found.closed_on(DAY - dt.timedelta(1))
    assert found.closed_on(DAY + dt.timedelta(1))


def test_a_restriction_holds_from_its_day_and_without_one_always() -> None:
    later = bank(restrictions=(Restriction("LWRS", DAY),))
    assert not later.restricted_on(DAY - dt.timedelta(1))
    assert later.restrictions_on(DAY) == (Restriction("LWRS", DAY),)
    assert not later.usable_on(DAY)
    assert bank(restrictions=(Restriction("LWRS"),)).restricted_on(dt.date(1990, 1, 1))


def test_an_account_being_closed_is_not_open() -> None:
    closing = BankAccount("30101810400000000225", "CRSA", restrictions=(Restriction("CLRS", DAY),))
    assert closing.open_on(DAY - dt.timedelta(1))
    assert not closing.open_on(DAY)
    assert not bank(accounts=(closing,)).usable_on(DAY)
    other = BankAccount("30101810400000000225", "CRSA", restrictions=(Restriction("FPRS", DAY),))
    assert other.open_on(DAY)


def test_only_settlement_accounts_are_correspondent_accounts() -> None:
    found = bank(
        accounts=(
            OPEN,
            BankAccount("40116810100000010001", "TRSA"),
            BankAccount("40102810445370000059", "UTRA"),
        )
    )
    assert found.correspondent_accounts_on(DAY) == ("30101810400000000225", "40102810445370000059")
    assert found.has_account("40116810100000010001")
    assert not found.has_account("40116810100000010002")


@pytest.mark.parametrize(
    ("text", "bics"),
    [
        ("044525225", ["044525225"]),
        ("0445", ["044525555", "044525225", "044525000"]),
        ("сбер", ["042202603", "044525225", "044525000"]),
        ("СБЕРБАНК моск", ["044525225", "044525000"]),
        ("вятский", ["042202603"]),
        ("березовка", ["044525555"]),
        ("БЕРЁЗ", ["044525555"]),
        ("sabrru2p", ["044030653"]),
        ("банк", []),
        ("ербанк", []),
        ("", []),
        (" - ", []),
    ],
)
def test_search(text: str, bics: list[str]) -> None:
    found = [entry.bic for entry in DIRECTORY.search(text)]
    if text == "банк":
        assert set(found) == {"042202603", "044030653", "044525555"}
    else:
        assert found == bics


def test_search_is_cut_and_puts_usable_ones_first() -> None:
    assert [entry.bic for entry in DIRECTORY.search("сбербанк", 2)] == ["042202603", "044525225"]
    assert DIRECTORY.search("сбербанк", 0) == []


def test_look_up() -> None:
    assert len(DIRECTORY) == 5
    assert DIRECTORY.find("044525225") == bank()
    assert DIRECTORY.find("1") is None
    assert DIRECTORY.closed_on("1", DAY)
    assert not DIRECTORY.closed_on("044525225", DAY)
    assert not DIRECTORY.restricted_on("1", DAY)
