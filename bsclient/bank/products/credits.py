"""Letters of credit on the bank's books: cover, presentations of documents, payment to the beneficiary.

Each is a product of kind `letter_of_credit` whose account (40901) holds the cover; `amount` is what may still be paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bsclient.bank import bankclock
from bsclient.bank.books.ledger import Account
from bsclient.bank.products.book import CLOSED
from bsclient.bank.services.base import Ask, Work
from bsclient.bank.work.doc import Doc, Stop
from bsclient.bank.work.sequences import take
from bsclient.bank.work.transaction import Leg, Product
from bsclient.domain import control
from bsclient.domain import letters_of_credit as letters
from bsclient.domain.document import RawValue
from bsclient.domain.money import from_minor, parse_amount, plain, to_minor
from bsclient.domain.states import State

EXPIRED: Final = "expired"
LAPSE: Final = "lapse"
EXPIRE: Final = "expire"
_MOVE: Final = "letter_of_credit"
"""Kind of the ledger's entries."""


def accounts(item: Product, ask: Ask) -> set[str]:
    """Return the accounts that a letter of credit may touch: the cover, the applicant's, the way to the beneficiary."""
    return {item.account, item.terms["return_account"], _way(item, ask)}


def _way(item: Product, ask: Ask) -> str:
    if item.currency != "RUB":
        return ask.house("abroad", item.currency)
    if item.terms.get("beneficiary_bic") == ask.profile.bic:
        return item.terms["beneficiary_account"]
    return ask.profile.correspondent_account


def presented(item: Product) -> int:
    """Return for how much documents wait for the applicant's answer, in minor units."""
    return minor(item.terms.get("presented", ""))


def present(
    work: Work, item: Product, amount: int, papers: Sequence[Mapping[str, str]], discrepancies: str = ""
) -> str:
    """Tell the applicant of documents that the beneficiary presented; returns the id of the bank's document."""
    if presented(item):
        raise Stop(State.REJECTED, "lc_presented_now", number=item.number, value=item.terms["presented"])
    if not 0 < amount <= item.amount:
        raise Stop(State.REJECTED, "decrease_above_free", value=money(amount), limit=money(item.amount))
    until = control.after_working_days(work.today, letters.EXAMINED, bankclock.holidays())
    fields: dict[str, RawValue] = {
        "number": str(take(work.connection, letters.PRESENTATION)),
        "date": work.today.isoformat(),
        "product": item.id,
        "lc_number": item.number,
        "beneficiary_name": item.terms["beneficiary"],
        "currency": item.currency,
        "amount": money(amount),
        "documents": list(papers),
        "discrepancies": discrepancies,
        "answer_by": until.isoformat(),
    }
    own = work.send(item.client_id, letters.PRESENTATION, fields, item.document_id)
    work.schedule(own, LAPSE, until + timedelta(days=1))
    put_terms(work, item, presented=money(amount))
    return own


def demanded(opening: Doc) -> list[dict[str, str]]:
    """Return the documents that a letter of credit asks for, as a beneficiary would present them."""
    return [
        {"name": row["name"], "number": "", "day": "", "originals": row["originals"], "copies": row["copies"]}
        for row in opening.rows("documents")
    ]


def put_terms(work: Work, item: Product, **terms: str) -> Product:
    """Change some terms; empty ones are dropped."""
    merged = {name: text for name, text in {**item.terms, **terms}.items() if text}
    return work.products.put(replace(item, terms=merged))


def pay(work: Work, item: Product, doc: Doc) -> Product:
    """Pay the beneficiary from the cover; what is paid in full is closed."""
    cover, amount = _cover(work, item), doc.amount
    work.payable(item.terms["beneficiary_account"])
    details = {
        "payee_name": item.terms["beneficiary"],
        "payee_inn": item.terms.get("beneficiary_inn", ""),
        "payee_kpp": "",
        "payee_account": item.terms["beneficiary_account"],
        "payee_bic": item.terms["beneficiary_bic"],
        "payee_bank_name": item.terms["beneficiary_bank"],
    }
    purpose = f"Платёж по аккредитиву № {item.number}, договор № {item.terms['contract']}"
    work.post(cover, _payee(work, item), amount, Leg(doc, kind=_MOVE, purpose=purpose, details=details))
    paid = minor(item.terms.get("paid", "")) + amount
    left = item.amount - amount
    item = put_terms(work, replace(item, amount=left), paid=money(paid))
    return item if left else close(work, item, CLOSED)


def take_back(work: Work, item: Product, amount: int, leg: Leg) -> None:
    """Give a part of the cover, or all of it, back to the applicant."""
    if amount:
        own = work.account(item.terms["return_account"], item.client_id)
        work.post(_cover(work, item), own, amount, leg)


def close(work: Work, item: Product, state: str) -> Product:
    """End a letter of credit whose cover is gone."""
    work.close_account(_cover(work, item))
    work.cancel(item.id)
    return work.products.put(replace(item, state=state, amount=0))


def expire(work: Work, item: Product) -> None:
    """Give the cover back on the day after the last one; documents that wait for an answer put it off."""
    if presented(item):
        work.schedule(item.id, EXPIRE, work.today + timedelta(days=1))
        return
    purpose = f"Возврат покрытия по аккредитиву № {item.number} в связи с истечением срока"
    take_back(work, item, item.amount, Leg(None, kind=_MOVE, purpose=purpose))
    close(work, item, EXPIRED)


def day_after(day: str) -> date:
    """Return the day after an ISO day."""
    return date.fromisoformat(day) + timedelta(days=1)


def _cover(work: Work, item: Product) -> Account:
    found = work.ledger.find(item.account)
    if found is None:
        raise KeyError(item.account)
    return found


def _payee(work: Work, item: Product) -> Account:
    if item.currency != "RUB":
        return work.house("abroad", item.currency)
    if item.terms["beneficiary_bic"] != work.profile.bic:
        return work.correspondent
    number = item.terms["beneficiary_account"]
    found = work.ledger.find(number)
    if found is None or found.closed or found.client_id is None or found.currency != item.currency:
        raise Stop(State.BAD_DETAILS, "account_unknown", value=number)
    return found


def minor(text: str) -> int:
    """Read an amount of terms; "" is none."""
    return to_minor(parse_amount(text)) if text else 0


def money(amount: int) -> str:
    """Write an amount as terms do."""
    return plain(from_minor(amount))
