"""Documents about products as a client's program makes them: filled from the bank's directories and products, then checked."""

import datetime as dt
from decimal import Decimal

from bsclient.domain import filling
from bsclient.domain.context import Context, DocumentFacts, ProductFacts
from bsclient.domain.documents import registry
from bsclient.domain.problems import Severity


class Found:
    def __init__(self, found):
        self._found = found

    def find(self, wanted):
        return self._found.get(wanted)


def facts(told):
    """What the client knows of a product."""
    days = {name: dt.date.fromisoformat(told[name]) for name in ("opened", "ends") if told[name]}
    return ProductFacts(
        told["product_id"], told["kind"], told["number"], told["account"], told["currency"],
        Decimal(told["amount"]), told["state"], terms=told["terms"], **days,
    )  # fmt: skip


def context(town, client="ann"):
    sent = {one.id: DocumentFacts(one.type, "incoming", one.fields) for one in made(town, client)}
    return Context(
        town.today,
        dates_checked=False,
        directories=town.bank.shelf,
        products=Found({told["product_id"]: facts(told) for told in town.products(client)}),
        documents=Found(sent),
    )


def made(town, client):
    return [one for kind in ("lc_presentation",) if kind in registry for one in town.made(client, kind)]


def raw(town, kind, /, **fields):
    """A filled draft; `loose` fields are put in after filling, whatever the rules say."""
    loose = fields.pop("loose", {})
    declared = registry[kind]
    blank = {**declared.blank(), "number": str(town.number()), "date": town.today.isoformat()}
    draft = {**blank, **fields}
    for _ in range(3):
        draft = filling.apply(draft, declared.fill(draft, context(town)))
    if not loose:
        heavy = [p for p in declared.check(draft, context(town)) if p.severity is Severity.BLOCK]
        assert not heavy, heavy
    return {**draft, **loose}


def file(town, kind, /, **fields):
    """Fill, sign and send a document of Ann's; returns its id."""
    return town.ann.file(kind, **raw(town, kind, **fields))


def product(town, kind):
    """The only product of a kind that Ann has, as she was told."""
    (found,) = town.products("ann", kind)
    return found


def rest(town, number):
    """What is posted on an account of any owner, in minor units."""
    from sqlalchemy import select

    from bsclient.bank.schema.tables import account

    (row,) = town.query(select(account.c.posted, account.c.closed).where(account.c.number == number))
    return row.posted


def house(town, kind, currency="RUB"):
    from bsclient.bank.books import house as own

    return rest(town, own.number(town.bank.bic, kind, currency))
