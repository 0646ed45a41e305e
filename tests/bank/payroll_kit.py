"""Wages at the bank's core: Ann has a wage agreement and accounts of three employees; registers of their wages."""

import dataclasses

from sqlalchemy import select

from bsclient.bank.products.book import Product
from bsclient.bank.schema.tables import account, transfer
from bsclient.bank.work.transaction import Opening

AGREEMENT = "ЗП-1/2026"
NAMES = ("Иванов Пётр Сергеевич", "Смирнова Ольга Юрьевна", "Мамин-Сибиряк Дмитрий")


def employer(town):
    """Ann with a wage agreement and accounts of three employees, at a bank with an automatic operator."""
    town.bank.plan = dataclasses.replace(town.bank.plan, decide=3)
    town.bank.load_directories()
    town.bank.keep_products(
        lambda work: [Product(work.new_id(), "ann", "payroll", AGREEMENT, "", "RUB", 0, "open", "2026-01-01")]
    )
    town.people = []
    for name in NAMES:
        town.bank._work(lambda work, name=name: town.people.append(opened(work, name)))
    return town


def opened(work, name):
    return work.open_account("ann", Opening("40817", "RUB", name, shown=False)).number


def row(town, number, amount, **changes):
    at = (number - 1) % len(NAMES)
    given = {
        "number": str(number), "personnel_number": f"{number:04}", "name": NAMES[at], "account": town.people[at],
        "bic": town.bank.bic, "amount": amount, "withheld": "", "note": "",
    }  # fmt: skip
    return given | changes


def total(rows):
    minor = sum(int(each["amount"].replace(".", "")) for each in rows)
    return f"{minor // 100}.{minor % 100:02}"


def head(town, rows):
    return {
        "payer_name": 'ООО "ann"', "payer_inn": town.ann.inn, "payer_account": town.ann.account, "payer_bic": town.bank.bic,
        "payer_bank_name": town.profile.name, "rows": rows, "count": str(len(rows)), "amount": total(rows),
    }  # fmt: skip


def wages(town, rows, **fields):
    said = {
        "agreement": AGREEMENT, "kind_of_pay": "salary", "month": "2026-11", "income_code": "1",
        "purpose": "Заработная плата за 11.2026 по реестру. НДС не облагается",
    }  # fmt: skip
    return town.ann.file("salary_register", **(head(town, rows) | said | fields))


def posted(town, number):
    return town.query(select(account.c.posted).where(account.c.number == number))[0].posted


def legs(town, document_id):
    rows = town.query(select(transfer).where(transfer.c.document_id == document_id).order_by(transfer.c.leg))
    return [(each.leg, each.amount) for each in rows]


def results(town, kind="salary_results"):
    return [dict(signed.fields) for signed in town.made("ann", kind)]


def settle(town, **delta):
    town.run(**(delta or {"seconds": 60}))


def close(work, number):
    work.ledger.lock([number])
    work.close_account(work.ledger.find(number))
