"""The demo's wage agreements: employees with accounts at the bank, one of them closed, so that a row of a register fails.

People are invented (`resources/demo/payroll.json`); the bank tells the first client who they are in a document of results.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from bsclient.bank.core import Bank
from bsclient.bank.products.book import OPEN, Product
from bsclient.bank.services.payroll_checks import AGREEMENT, SALARY_ACCOUNT
from bsclient.bank.work.transaction import Opening, Work
from bsclient.domain.document import RawValue
from bsclient.paths import resource

_FILE: Final = "demo/payroll.json"
_PERSONAL: Final = "40817"


class DemoEmployee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who is paid wages; `closed`: the account was closed by its holder, the agreement does not know it."""

    personnel_number: str
    name: str
    birthday: str
    closed: bool = False


class DemoAgreement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A wage agreement of a client."""

    client: str
    number: str
    opened: str
    people: list[DemoEmployee]


def agreements() -> list[DemoAgreement]:
    """Return the invented agreements."""
    tree = msgspec.json.decode(resource(_FILE).read_bytes(), type=dict[str, list[DemoAgreement]])
    return tree["agreements"]


def hire(bank: Bank) -> None:
    """Make the agreements with their accounts."""
    for place, item in enumerate(agreements()):
        bank.keep_products(lambda work, item=item, told=place == 0: _agreement(work, item, told=told))  # type: ignore[misc]


def _agreement(work: Work, item: DemoAgreement, *, told: bool) -> list[Product]:
    made = [Product(work.new_id(), item.client, AGREEMENT, item.number, "", "RUB", 0, OPEN, item.opened)]
    made += [_account(work, item, person) for person in item.people]
    if told:
        _tell(work, item, {product.number: product.account for product in made[1:]})
    return made


def _account(work: Work, item: DemoAgreement, person: DemoEmployee) -> Product:
    opened = work.open_account(item.client, Opening(_PERSONAL, "RUB", person.name, shown=False))
    if person.closed:
        work.close_account(opened)
    terms = {"name": person.name, "agreement": item.number, "birthday": person.birthday, "card": "mir"}
    return Product(
        work.new_id(), item.client, SALARY_ACCOUNT, person.personnel_number, opened.number, "RUB", 0, OPEN,
        work.today.isoformat(), "", terms,
    )  # fmt: skip


def _tell(work: Work, item: DemoAgreement, accounts: Mapping[str, str]) -> None:
    rows = [
        {
            "number": str(place),
            "personnel_number": person.personnel_number,
            "name": person.name,
            "account": accounts[person.personnel_number],
            "result": "opened",
            "reason": "",
        }
        for place, person in enumerate(item.people, start=1)
    ]
    fields: dict[str, RawValue] = {
        "number": "1",
        "date": work.today.isoformat(),
        "request": f"Зарплатные счета по договору {item.number}",
        "agreement": item.number,
        "bic": work.profile.bic,
        "done": str(len(rows)),
        "refused": "0",
        "rows": rows,
    }
    work.send(item.client, "employee_results", fields)
