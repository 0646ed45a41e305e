"""Contracts on record at the bank (181-И): what was paid and performed under each, as executed documents tell.

A contract is a product of kind `contract`; its number is the unique number (УНК). The documents are the book: totals in the
product's terms are counted anew from them, so that nothing is counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from sqlalchemy import bindparam, select

from bsclient.bank.books import fx
from bsclient.bank.products.interest import rounded
from bsclient.bank.schema.tables import document
from bsclient.bank.work.doc import Doc, Stop, stored
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Product, Work
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

KIND: Final = "contract"
REMOVED: Final = "removed"
COMPANY: Final = "1"
SOLE: Final = "2"
"""Kinds of resident: a legal entity, an entrepreneur."""
_TYPES: Final = ("currency_transfer", "transit_order", "currency_operation_info", "supporting_documents")
_DONE = select(document).where(
    document.c.client_id == bindparam("client"),
    document.c.type.in_(_TYPES),
    document.c.state == State.EXECUTED.value,
).order_by(document.c.received, document.c.id)  # fmt: skip
_FULFILLED: Final = "_3"
"""How codes of papers about the resident's own performance end; the other side's end with _4."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A payment or a paper under a contract. `way`: out – by the resident, in – by the other side; minor units.

    `due` is until when an advance is to be performed or returned, "" if nothing is said of it.
    """

    paper: bool
    way: str
    day: str
    code: str
    number: str
    currency: str
    amount: int
    contract_amount: int
    due: str = ""
    note: str = ""


def unk(work: Work, kind: str, day: date, resident: str = COMPANY) -> str:
    """Return a new unique number: year and month with a number in it, bank, branch, kind of contract, of resident."""
    month = f"{day:%y%m}"
    number = take(work.connection, f"contract.{month}")
    return f"{month}{number:04}/{work.profile.bic[-3:]:0>4}/0000/{kind}/{resident}"


def need(work: Work, contract: str, client_id: str, unk: str) -> Product:
    """Return a client's contract that is on record under this number, or stop the document."""
    found = work.products.need(contract, client_id, KIND)
    if found.number != unk:
        raise Stop(State.BAD_DETAILS, "unk_differs", field="unk", value=unk, expected=found.number)
    return found


def movements(work: Work, contract: Product, fresh: Iterable[Doc] = ()) -> list[Movement]:
    """Return what was paid and performed, by day. `fresh` are documents that this transaction executes.

    The last information about a payment replaces earlier ones and what the payment itself said.
    """
    new = {doc.id: doc for doc in fresh}
    rows = work.connection.execute(_DONE, {"client": contract.client_id})
    docs = [doc for row in rows if (doc := stored(row)).id not in new] + list(new.values())
    told = {doc.text("operation"): doc.id for doc in docs if doc.type == "currency_operation_info"}
    found = [
        item
        for doc in docs
        if doc.id not in told and told.get(doc.text("operation") or "-", doc.id) == doc.id
        for item in _of(work, doc, contract)
    ]
    return sorted(found, key=lambda item: item.day)


def record(work: Work, doc: Doc, unks: Iterable[str]) -> None:
    """Count the contracts of these numbers anew after a document was executed; unknown numbers are kept elsewhere."""
    wanted = {unk for unk in unks if unk}
    for contract in work.products.of_client(doc.client_id, KIND) if wanted else ():
        if contract.number in wanted and contract.state != REMOVED:
            found = movements(work, contract, [doc])
            work.products.put(replace(contract, terms={**contract.terms, **totals(found)}))


def totals(found: Iterable[Movement]) -> dict[str, str]:
    """Return the sums of a contract in its currency; the balance is what the resident owes (less than zero: is owed)."""
    sums = {"paid_out": 0, "paid_in": 0, "given": 0, "received": 0}
    for item in found:
        name = ("given" if item.way == "out" else "received") if item.paper else f"paid_{item.way}"
        sums[name] += item.contract_amount
    owed = sums["paid_in"] + sums["received"] - sums["paid_out"] - sums["given"]
    return {name: plain(from_minor(value)) for name, value in {**sums, "balance": owed}.items()}


def _of(work: Work, doc: Doc, contract: Product) -> Iterator[Movement]:
    if doc.type == "currency_transfer" and doc.text("unk") == contract.number:
        row = {"vo_code": doc.text("vo_code"), "amount": doc.text("amount"), "due": doc.text("delivery_by")}
        yield _payment(work, doc, contract, {**row, "direction": "out", "currency": doc.text("currency")})
    elif doc.type == "transit_order":
        for part in doc.rows("operations"):
            if part["unk"] == contract.number:
                own = {"direction": "in", "currency": doc.text("currency")}
                yield _payment(work, doc, contract, {**part, **own})
    elif doc.type == "currency_operation_info":
        for part in doc.rows("operations"):
            if part["unk"] == contract.number:
                yield _payment(work, doc, contract, part)
    elif doc.type == "supporting_documents" and doc.text("unk") == contract.number:
        for part in doc.rows("papers"):
            yield _paper(work, contract, part)


def _payment(work: Work, doc: Doc, contract: Product, row: dict[str, str]) -> Movement:
    day = row.get("day") or doc.text("value_date") or doc.day
    return Movement(
        paper=False,
        way=row["direction"],
        day=day,
        code=row["vo_code"],
        number=row.get("document_number") or doc.number,
        currency=row["currency"],
        amount=_minor(row["amount"]),
        contract_amount=_converted(work, contract, row, day),
        due=row.get("due", ""),
        note=row.get("note", ""),
    )


def _paper(work: Work, contract: Product, row: dict[str, str]) -> Movement:
    return Movement(
        paper=True,
        way="out" if row["kind"].endswith(_FULFILLED) else "in",
        day=row["day"],
        code=row["kind"],
        number=row["document_number"],
        currency=row["currency"],
        amount=_minor(row["amount"]),
        contract_amount=_converted(work, contract, row, row["day"]),
        due=row["due"],
        note=row["note"],
    )


def _converted(work: Work, contract: Product, row: dict[str, str], day: str) -> int:
    """Return a sum in the contract's currency: as the client stated it, else at the official rates of the day."""
    if row.get("contract_amount"):
        return _minor(row["contract_amount"])
    amount = _minor(row["amount"])
    if row["currency"] == contract.currency:
        return amount
    paid, priced = (
        fx.find(work.connection, code, date.fromisoformat(day)) or fx.need(work, code)
        for code in (row["currency"], contract.currency)
    )
    roubles = Fraction(amount) * Fraction(paid.official) / paid.nominal
    return rounded(roubles * priced.nominal / Fraction(priced.official))


def _minor(text: str) -> int:
    return to_minor(parse_amount(text))
