"""The banks that this bank knows: the BIC directory, and invented banks of the demo, which no real directory holds."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bsclient.bank.settings import Profile
from bsclient.domain.banks import Bank, BankAccount, BicDirectory
from bsclient.paths import resource

SUPPLEMENT = "bic_supplement"
"""Name of the directory that the bank hands out beside the official one."""

_FILE = "directories/demo_banks.json"
_CREDIT_INSTITUTION = "20"


def demo_banks() -> tuple[Bank, ...]:
    """Return the invented banks as entries of the directory."""
    return tuple(_bank(item) for item in _items())


def demo_profile() -> Profile:
    """Return who the bank is unless it was told otherwise: the demo bank."""
    item = _items()[0]
    return Profile(
        name=item["name"],
        bic=item["bic"],
        town=item["town"],
        correspondent_account=item["correspondent_account"],
        inn=item["inn"],
        kpp=item["kpp"],
    )


def supplement() -> bytes:
    """Return the invented banks as bytes for clients."""
    return resource(_FILE).read_bytes()


def all_banks() -> BicDirectory:
    """Return the official directory that comes with the program and the invented banks together."""
    from bsclient.formats.ed807 import builtin_banks

    official = builtin_banks()
    return BicDirectory((*official.all(), *demo_banks()), official.business_day)


def _items() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(resource(_FILE).read_text(encoding="utf-8"))
    return items


def _bank(item: dict[str, Any]) -> Bank:
    since = date.fromisoformat(item["date_in"])
    number = item["correspondent_account"]
    return Bank(
        bic=item["bic"],
        name=item["name"],
        town=item["town"],
        correspondent_account=number,
        accounts=(BankAccount(number, "CRSA", date_in=since),),
        participant_type=_CREDIT_INSTITUTION,
        date_in=since,
    )
