"""Registers of payments to people: the total is held, debited, and credited row by row; what fails goes back to the payer.

Leg 0 moves the total to the bank's account of payroll settlements, leg N is row N, the last leg returns what was not credited.
Rows are carried out in lots, each in a transaction of its own. Which rows failed travels with the task, what was paid is in
the legs: a crash between lots neither loses nor repeats a row. Rows to other banks are settled in the next clearing run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bsclient import clock
from bsclient.bank.books.ledger import Account
from bsclient.bank.payees.blocks import Blocks
from bsclient.bank.services.base import Ask, Doc, Service, Stop, Task, Work
from bsclient.bank.services.helpers import need
from bsclient.bank.services.payroll_checks import agreement, read_lists
from bsclient.bank.services.payroll_results import npd_results, wages_results
from bsclient.bank.work.doc import Refusal
from bsclient.bank.work.transaction import Leg
from bsclient.domain.cutoffs import Route
from bsclient.domain.money import parse_amount, plain_minor, to_minor
from bsclient.domain.states import FINAL, State

LOT: Final = 1000
"""Rows in one transaction."""
RETURN: Final = 20_000
"""Leg of the money that could not be credited; rows have 1 to 10,000."""
_BEGIN, _ROWS = "begin", "rows"
_OWN, _OTHERS = "own", "others"
_ORDER: Final = "01"
"""Kind of operation: payment order (762-П, annex 1)."""
_NOT_FOR_ORDERS: Final = ("421", "422", "423")
Row = Mapping[str, str]


@dataclass(slots=True)
class _Progress:
    """How far a register is: rows of our bank or of others, the next row, and why rows were refused, by number."""

    phase: str = _OWN
    start: int = 0
    failed: dict[str, Refusal] = field(default_factory=dict)

    @classmethod
    def of(cls, task: Task) -> _Progress:
        data = task.data
        failed = json.loads(data.get("failed", "{}"))
        return cls(
            data.get("phase", _OWN),
            int(data.get("start", "0")),
            {key: (c, f) for key, (c, f) in failed.items()},
        )

    def data(self) -> dict[str, str]:
        failed = json.dumps(self.failed, ensure_ascii=False)
        return {"phase": self.phase, "start": str(self.start), "failed": failed}

    def lot(self, rows: Sequence[Row]) -> Sequence[Row]:
        return rows[self.start : self.start + LOT]


class Registers(Service):
    """What both kinds of register have in common."""

    def accounts(self, doc: Doc, ask: Ask) -> Iterable[str]:
        return {doc.text("payer_account")}

    def task_accounts(self, task: Task, ask: Ask) -> Iterable[str]:
        doc = ask.document(task.ref)
        if doc is None:
            return set()
        houses = {ask.house("payroll"), ask.house("unclear"), ask.profile.correspondent_account}
        lot = _Progress.of(task).lot(doc.rows("rows")) if task.step == _ROWS else ()
        inside = {row["account"] for row in lot if row["bic"] == ask.profile.bic}
        return {doc.text("payer_account")} | houses | inside

    def accept(self, work: Work, doc: Doc) -> None:
        payer = self._payer(work, doc)
        self.test(work, doc)
        _no_twin(work, doc)
        work.hold(doc, payer, doc.amount, counts=True)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, _BEGIN, work.plan.export)

    def recall(self, work: Work, doc: Doc) -> None:
        if doc.state is not State.ACCEPTED:
            raise Stop(State.REJECTED, "register_begun", number=doc.number, date=doc.day)

    def ended(self, work: Work, doc: Doc) -> None:
        self.recall(work, doc)  # once the money has left the payer's account, its rows must be carried out

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        if doc.state in FINAL:
            return
        if task.step == _BEGIN:
            self._begin(work, doc)
        else:
            self._go_on(work, doc, _Progress.of(task))

    # what differs ---------------------------------------------------------------------------------------------------

    def test(self, work: Work, doc: Doc) -> None:
        """Look at a new register; `Stop` refuses it."""

    def refusal(self, work: Work, doc: Doc, row: Row) -> Refusal | None:
        """Say why a row is not paid whatever its account; None if nothing forbids it."""

    def purpose(self, doc: Doc, row: Row) -> str:
        """Return what the payee reads."""
        return doc.text("purpose")

    def tell(self, work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
        """Send the client the result of each row."""
        raise NotImplementedError

    # steps ----------------------------------------------------------------------------------------------------------

    def _payer(self, work: Work, doc: Doc) -> Account:
        number = doc.text("payer_account")
        payer = work.account(number, doc.client_id)
        if doc.text("payer_bic") != work.profile.bic:
            raise Stop(State.BAD_DETAILS, "not_own_account", field="payer_account", value=number)
        if payer.currency != "RUB" or number.startswith(_NOT_FOR_ORDERS):
            raise Stop(State.BAD_DETAILS, "account_not_for_orders", field="payer_account", value=number)
        return payer

    def _begin(self, work: Work, doc: Doc) -> None:
        payer = self._debited(work, doc)
        said = {"operation_type": _ORDER, "purpose_code": doc.text("income_code")}
        leg = Leg(doc, kind="payroll", purpose=doc.text("purpose"), details=said)
        work.post_held(payer, work.house("payroll"), doc.amount, leg)
        work.move(doc, State.EXPORTED)
        work.schedule(doc.id, _ROWS, work.at, _Progress().data())

    def _go_on(self, work: Work, doc: Doc, done: _Progress) -> None:
        rows = doc.rows("rows")
        ours = [row for row in done.lot(rows) if (row["bic"] == work.profile.bic) is (done.phase == _OWN)]
        lists, settling = read_lists(work, doc, ours), work.house("payroll")
        blocked = Blocks(work.connection, doc.client_id).of_rows(doc, ours)  # since the register was taken in
        for row, own in zip(ours, blocked, strict=True):
            refused = own or self.refusal(work, doc, row) or lists.refusal(work, row)
            if refused is not None:
                done.failed[row["number"]] = refused
            else:
                self._credit(work, row, (settling, lists.account(work, row)), doc)
        done.start += LOT
        if done.start < len(rows):
            work.schedule(doc.id, _ROWS, work.at, done.data())
        elif done.phase == _OWN and any(row["bic"] != work.profile.bic for row in rows):
            work.move(doc, State.ACCEPTED_ABS)
            later = _Progress(_OTHERS, 0, done.failed)
            work.schedule(doc.id, _ROWS, _run(work, doc), later.data())
        else:
            self._finish(work, doc, done.failed)

    def _credit(self, work: Work, row: Row, sides: tuple[Account, Account], doc: Doc) -> None:
        said = {
            "operation_type": _ORDER,
            "purpose_code": doc.text("income_code"),
            "payer_name": doc.text("payer_name"),
            "payer_inn": doc.text("payer_inn"),
            "payee_name": row["name"],
            "payee_inn": row.get("inn", ""),
            "payee_kpp": "",
            "payee_account": row["account"],
            "payee_bic": row["bic"],
        }
        if row["bic"] != work.profile.bic:
            said |= {"payee_bank_name": "", "payee_corr_account": ""}
        leg = Leg(doc, int(row["number"]), "payroll", self.purpose(doc, row), said)
        work.post(*sides, _minor(row), leg)

    def _finish(self, work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
        rows = doc.rows("rows")
        back = sum(_minor(row) for row in rows if row["number"] in failed)
        if back:
            payer = self._debited(work, doc)
            words = f"Возврат сумм, не зачисленных по реестру № {doc.number} от {_day(doc.day)}"
            home = payer if not payer.closed else work.house("unclear")
            work.post(work.house("payroll"), home, back, Leg(doc, RETURN, "payroll", words))
            work.ledger.uncount(doc.id, payer, back)
        self.tell(work, doc, failed)
        facts = {"count": str(len(failed)), "total": str(len(rows)), "amount": plain_minor(back)}
        if not failed:
            work.move(doc, State.EXECUTED)
        elif len(failed) < len(rows):
            work.move(doc, State.PARTLY_EXECUTED, "rows_failed", facts)
        else:
            work.move(doc, State.REFUSED_ABS, "rows_all_failed", facts)

    @staticmethod
    def _debited(work: Work, doc: Doc) -> Account:
        found = work.ledger.find(doc.text("payer_account"))
        if found is None:  # it was locked by this very number
            raise KeyError(doc.text("payer_account"))
        return found


class SalaryRegisters(Registers):
    """Wages under a wage agreement."""

    types = ("salary_register",)

    def test(self, work: Work, doc: Doc) -> None:
        agreement(work, doc)

    def purpose(self, doc: Doc, row: Row) -> str:
        taken = row["withheld"]
        told = f"//ВЗС//{taken.replace('.', '-')}// " if taken else ""
        return told + doc.text("purpose")

    def tell(self, work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
        wages_results(work, doc, failed)


class SelfEmployedRegisters(Registers):
    """Payments to payers of the tax on professional income: whether they still pay it is asked for every row."""

    types = ("self_employed_register",)

    def refusal(self, work: Work, doc: Doc, row: Row) -> Refusal | None:
        if work.directories.find("npd_lost", row["inn"], work.today) is not None:
            return "npd_status_lost", {"value": row["inn"]}
        return None

    def purpose(self, doc: Doc, row: Row) -> str:
        return f"{row['service']}. {doc.text('purpose')}"[:210]

    def tell(self, work: Work, doc: Doc, failed: Mapping[str, Refusal]) -> None:
        npd_results(work, doc, failed)


def _no_twin(work: Work, doc: Doc) -> None:
    if work.twin(doc) is not None:
        facts = {"value": doc.number, "date": _day(doc.day), "amount": plain_minor(doc.amount)}
        raise Stop(State.REJECTED, "duplicate_register", **facts)


def _run(work: Work, doc: Doc) -> datetime:
    """Return the clearing run that clients were told of; the next one if it went while the register waited for its payee."""
    told = work.plan.leaves(Route.CLEARING, clock.parse(doc.received))
    return told if told >= work.at else work.plan.leaves(Route.CLEARING, work.at)


def _minor(row: Row) -> int:
    return to_minor(parse_amount(row["amount"]))


def _day(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))


SERVICES = (SalaryRegisters(), SelfEmployedRegisters())
