"""Wage agreements: accounts of employees are opened at a client's request, and leave the agreement with a dismissal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from bsclient.bank.products.book import CLOSED, OPEN, Product
from bsclient.bank.services.base import Doc, Service, Task, Work
from bsclient.bank.services.helpers import DO, need
from bsclient.bank.services.payroll_checks import SALARY_ACCOUNT, agreement, same_person
from bsclient.bank.services.payroll_results import reason
from bsclient.bank.work.doc import Refusal
from bsclient.bank.work.transaction import Opening
from bsclient.domain.content import shown_day
from bsclient.domain.document import Raw
from bsclient.domain.states import State

_PERSONAL: Final = "40817"
_SECONDS: Final = 3
Row = Mapping[str, str]


class CardIssues(Service):
    """Opens an account for each employee when the operator has agreed; who has one under the agreement gets no second."""

    types = ("card_issue_request",)

    def accept(self, work: Work, doc: Doc) -> None:
        agreement(work, doc)
        work.ask_operator(doc)

    def approved(self, work: Work, doc: Doc) -> None:
        wage = agreement(work, doc)
        known = [item for item in _people(work, doc, wage) if item.state == OPEN]
        results = []
        for row in doc.rows("rows"):
            before = next((item for item in known if _is(item, row)), None)
            if before is not None:
                facts = {"name": row["name"], "account": before.account}
                results.append(_result(row, "", ("employee_known", facts)))
                continue
            made = self._open(work, doc, wage, row)
            known.append(made)
            results.append(_result(row, made.account, None, "opened"))
        _tell(work, doc, "Заявка на выпуск карт", results)

    def _open(self, work: Work, doc: Doc, wage: Product, row: Row) -> Product:
        opened = work.open_account(doc.client_id, Opening(_PERSONAL, "RUB", row["name"], shown=False))
        terms = {
            "name": row["name"],
            "agreement": wage.number,
            "birthday": row["birthday"],
            "card": row["card"],
        }
        return work.products.put(
            Product(
                work.new_id(),
                doc.client_id,
                SALARY_ACCOUNT,
                row["personnel_number"],
                opened.number,
                "RUB",
                0,
                OPEN,
                work.today.isoformat(),
                "",
                terms,
                doc.id,
            )
        )


class Dismissals(Service):
    """Takes employees out of the agreement; their accounts remain theirs."""

    types = ("dismissal_list",)

    def accept(self, work: Work, doc: Doc) -> None:
        agreement(work, doc)
        work.move(doc, State.ACCEPTED)
        work.after(doc.id, DO, _SECONDS)

    def due(self, work: Work, task: Task) -> None:
        doc = need(work, task.ref)
        wage = agreement(work, doc)
        known = {item.account: item for item in _people(work, doc, wage) if item.state == OPEN}
        results = []
        for row in doc.rows("rows"):
            item = known.get(row["account"])
            facts = {"name": row["name"], "account": row["account"]}
            if item is None:
                results.append(_result(row, row["account"], ("employee_unknown", facts)))
            elif not same_person(row["name"], item.terms.get("name", "")):
                results.append(_result(row, row["account"], ("holder_differs", facts)))
            else:
                work.products.put(replace(item, state=CLOSED, ends=row["dismissed"]))
                results.append(_result(row, row["account"], None, "ended"))
        _tell(work, doc, "Список уволенных", results)


def _people(work: Work, doc: Doc, wage: Product) -> list[Product]:
    """Return the accounts under an agreement, locked."""
    found = [
        item.id
        for item in work.products.of_client(doc.client_id, SALARY_ACCOUNT)
        if item.terms.get("agreement") == wage.number
    ]
    work.products.lock(found)
    return [item for key in found if (item := work.products.find(key)) is not None]


def _is(item: Product, row: Row) -> bool:
    return (
        same_person(row["name"], item.terms.get("name", "")) and item.terms.get("birthday") == row["birthday"]
    )


def _result(row: Row, account: str, refused: Refusal | None, done: str = "refused") -> dict[str, str]:
    return {
        "number": row["number"],
        "personnel_number": row["personnel_number"],
        "name": row["name"],
        "account": account,
        "result": done,
        "reason": reason(refused),
    }


def _tell(work: Work, doc: Doc, title: str, results: Sequence[dict[str, str]]) -> None:
    """Send the results and give the document its last state."""
    bad = sum(row["result"] == "refused" for row in results)
    fields: Raw = {
        "number": doc.number,
        "date": work.today.isoformat(),
        "request": f"{title} № {doc.number} от {shown_day(doc.day)}",
        "agreement": doc.text("agreement"),
        "bic": work.profile.bic,
        "done": str(len(results) - bad),
        "refused": str(bad),
        "rows": results,
    }
    work.send(doc.client_id, "employee_results", fields, doc.id)
    facts = {"count": str(bad), "total": str(len(results))}
    if not bad:
        work.move(doc, State.EXECUTED)
    elif bad < len(results):
        work.move(doc, State.PARTLY_EXECUTED, "employees_failed", facts)
    else:
        work.move(doc, State.REJECTED, "employees_failed", facts)


SERVICES = (CardIssues(), Dismissals())
