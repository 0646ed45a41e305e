"""Statement files for the tests of the archive: sections and documents of the neutral model."""

import datetime as dt
from decimal import Decimal

from bsclient.formats import model

DAY = dt.date(2026, 11, 2)
THERE = "40702810900000000777"


def day(number):
    return DAY + dt.timedelta(days=number)


def party(account="40702810500000000123", name='ООО "Лютик"', inn="7736050003"):
    return model.Party(name, inn, "", account, model.Bank("044525225", "ПАО Сбербанк"))


def document(index, amount, *, on=0, credit=True, number="", account=THERE, **more):
    own, other = model.Party(account=account), more.pop("other", party())
    told = {"purpose": "Оплата по договору", **more}
    return model.ExchangeDocument(
        index=index, line=index, kind="Платежное поручение", number=number or str(index), date=day(on),
        amount=Decimal(amount), currency="RUB", direction=model.CREDIT if credit else model.DEBIT,
        payer=other if credit else own, payee=own if credit else other,
        credited=day(on) if credit else None, debited=None if credit else day(on), **told,
    )  # fmt: skip


def section(first=0, last=0, opening=None, closing=None, account=THERE, **more):
    amounts = {
        name: None if value is None else Decimal(value)
        for name, value in more.items()
        if name != "preliminary"
    }
    return model.AccountSection(
        account=account, currency="RUB", start=day(first), end=day(last),
        opening=None if opening is None else Decimal(opening), closing=None if closing is None else Decimal(closing),
        preliminary=more.get("preliminary", False), bank=model.Bank("044525225", "ПАО Сбербанк"), owner='ООО "Ромашка"',
        **amounts,
    )  # fmt: skip


def file(sections, documents, kind="1c-statement"):
    return model.ExchangeFile(
        format=kind, accounts=tuple(sections), documents=tuple(documents), role=model.ENTRIES
    )
