"""Currency control at the bank: contracts come on record, change and leave it; operations and papers are counted.

Every document is seen by currency control (an operator) before it has an effect; a statement of a contract is answered by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select

from bsclient.bank.products import contracts
from bsclient.bank.products.contracts import Movement
from bsclient.bank.schema.access import client
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Work
from bsclient.bank.services.helpers import Answering
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Product
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

_PERSON_INN: Final = 12
_ZERO: Final = "0.00"
_TERMS: Final = {
    "new_number": "contract_number",
    "new_date": "contract_date",
    "new_counterparty": "counterparty",
    "new_country": "country",
}
"""Which term of a contract each field of a change sets."""


class _Seen(Service):
    """What currency control looks at; `_test` says at once, and again at the decision, what cannot be."""

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        for contract in self._contracts(doc):
            ask.product(contract)
        return ()

    def accept(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.ask_operator(doc)

    def _contracts(self, doc: Doc) -> Iterable[str]:
        return [doc.text("contract")] if doc.text("contract") else []

    def _test(self, work: Work, doc: Doc) -> None:
        contracts.need(work, doc.text("contract"), doc.client_id, doc.text("unk"))


class Registrations(_Seen):
    """Puts a contract on record under a new number, or under the one that another bank gave it."""

    types = ("contract_registration",)

    def approved(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        number = doc.text("unk") or contracts.unk(
            work, doc.text("contract_kind"), work.today, _resident(work, doc)
        )
        terms = {
            "contract_kind": doc.text("contract_kind"),
            "contract_number": doc.text("contract_number"),
            "contract_date": doc.text("contract_date"),
            "counterparty": doc.text("counterparty"),
            "country": doc.text("country"),
            "subject": doc.text("subject"),
            "rate": doc.text("loan_rate"),
            **contracts.totals(()),
        }
        work.products.put(
            Product(
                id=work.new_id(),
                client_id=doc.client_id,
                kind=contracts.KIND,
                number=number,
                account="",
                currency=doc.text("currency"),
                amount=doc.amount,
                opened=work.today.isoformat(),
                ends=doc.text("ends"),
                terms={name: value for name, value in terms.items() if value},
                document_id=doc.id,
            )
        )
        work.move(doc, State.EXECUTED, "contract_registered", {"value": number})

    def _test(self, work: Work, doc: Doc) -> None:
        """Stop a contract that is on record already: the same number, day and counterparty."""
        wanted = [doc.text(name) for name in ("contract_number", "contract_date", "counterparty")]
        for known in work.products.of_client(doc.client_id, contracts.KIND):
            said = [known.terms.get(name) for name in ("contract_number", "contract_date", "counterparty")]
            if known.state != contracts.REMOVED and (said == wanted or known.number == doc.text("unk")):
                raise Stop(State.REJECTED, "contract_on_record", number=wanted[0], value=known.number)


def _resident(work: Work, doc: Doc) -> str:
    inn = work.connection.execute(select(client.c.inn).where(client.c.id == doc.client_id)).scalar_one()
    return contracts.SOLE if len(inn) == _PERSON_INN else contracts.COMPANY


class Changes(_Seen):
    """Changes what section I of the statement says."""

    types = ("contract_change",)

    def approved(self, work: Work, doc: Doc) -> None:
        found = contracts.need(work, doc.text("contract"), doc.client_id, doc.text("unk"))
        new = {term: doc.text(name) for name, term in _TERMS.items() if doc.text(name)}
        amount = to_minor(parse_amount(doc.text("new_amount"))) if doc.text("new_amount") else found.amount
        ends = doc.text("new_ends") or found.ends
        work.products.put(replace(found, amount=amount, ends=ends, terms={**found.terms, **new}))
        work.move(doc, State.EXECUTED, "contract_changed", {"value": found.number})


class Removals(_Seen):
    """Takes a contract off the record; one that is performed must have no balance."""

    types = ("contract_removal",)

    def approved(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        found = contracts.need(work, doc.text("contract"), doc.client_id, doc.text("unk"))
        work.products.put(replace(found, state=contracts.REMOVED, ends=work.today.isoformat()))
        work.move(doc, State.EXECUTED, "contract_taken_off", {"value": found.number})

    def _test(self, work: Work, doc: Doc) -> None:
        found = contracts.need(work, doc.text("contract"), doc.client_id, doc.text("unk"))
        balance = contracts.totals(contracts.movements(work, found))["balance"]
        if doc.text("reason") == "performed" and balance != _ZERO:
            facts = {"number": found.number, "value": f"{balance} {found.currency}"}
            raise Stop(State.REJECTED, "contract_unsettled", **facts)


class Papers(_Seen):
    """Counts what was delivered."""

    types = ("supporting_documents",)

    def approved(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.move(doc, State.EXECUTED)
        contracts.record(work, doc, [doc.text("unk")])


class Operations(_Seen):
    """Counts what was paid, in the words of the client; unknown numbers are contracts of other banks."""

    types = ("currency_operation_info",)

    def approved(self, work: Work, doc: Doc) -> None:
        self._test(work, doc)
        work.move(doc, State.EXECUTED)
        told = [part["unk"] for part in doc.rows("operations")]
        contracts.record(work, doc, [*told, *self._before(work, doc)])

    def _contracts(self, doc: Doc) -> Iterable[str]:
        return [part["contract"] for part in doc.rows("operations") if part["contract"]]

    def _test(self, work: Work, doc: Doc) -> None:
        for part in doc.rows("operations"):
            if part["contract"]:
                contracts.need(work, part["contract"], doc.client_id, part["unk"])

    @staticmethod
    def _before(work: Work, doc: Doc) -> list[str]:
        """Return all numbers on record: what is corrected may have been counted under another."""
        known = work.products.of_client(doc.client_id, contracts.KIND)
        return [item.number for item in known] if doc.text("operation") else []


# statements -------------------------------------------------------------------------------------------------------


def _asked(work: Work, doc: Doc) -> Product:
    """Return the contract, on record or taken off it."""
    found = work.products.need(doc.text("contract"), doc.client_id, contracts.KIND, state="")
    if found.number != doc.text("unk"):
        raise Stop(
            State.BAD_DETAILS, "unk_differs", field="unk", value=doc.text("unk"), expected=found.number
        )
    return found


def _test(work: Work, doc: Doc) -> None:
    _asked(work, doc)


def _answer(work: Work, doc: Doc) -> None:
    """Send the statement of a contract: what it is, what was paid, what was delivered."""
    found = _asked(work, doc)
    listed = contracts.movements(work, found)
    said = ("contract_kind", "contract_number", "contract_date", "counterparty", "country")
    fields = {
        **{name: found.terms.get(name, "") for name in said},
        "number": str(take(work.connection, "control_statement")),
        "date": work.today.isoformat(),
        "unk": found.number,
        "state": found.state,
        "currency": found.currency,
        "amount": plain(from_minor(found.amount)) if found.amount else "",
        "registered": found.opened,
        "ends": found.ends,
        **contracts.totals(listed),
    }
    parts = {
        "payments": [_row(item) for item in listed if not item.paper],
        "papers": [_row(item) for item in listed if item.paper],
    }
    work.send(doc.client_id, "control_statement", {**fields, **parts}, doc.id)


def _row(item: Movement) -> dict[str, str]:
    own = {"kind": item.code} if item.paper else {"vo_code": item.code, "direction": item.way}
    return {
        **own,
        "day": item.day,
        "number": item.number,
        "amount": plain(from_minor(item.amount)),
        "currency": item.currency,
        "contract_amount": plain(from_minor(item.contract_amount)),
        "due": item.due,
        "note": item.note,
    }


def _product(doc: Doc, ask: Ask) -> Sequence[str]:
    ask.product(doc.text("contract"))
    return ()


SERVICES = (
    Registrations(),
    Changes(),
    Removals(),
    Papers(),
    Operations(),
    Answering(("control_statement_request",), _answer, test=_test, accounts=_product, seconds=5),
)
