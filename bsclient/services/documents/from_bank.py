"""What the bank's signed documents do to the base: letters, products, and documents that are shown like our own.

The signature was verified before. What the bank signed is never thrown away because this program cannot read all of it:
such a document is kept with its problems counted, and its fields are shown under their own names.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from bsclient.domain import canonical, currencies, money
from bsclient.domain.context import Context
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.identity import is_id
from bsclient.domain.problems import Problem
from bsclient.domain.states import By, Event
from bsclient.errors import BadInput
from bsclient.formats import amounts
from bsclient.services.documents import attachments, narrow
from bsclient.services.letters import word as letter_word
from bsclient.storage import closings, documents, incoming, letters, products
from bsclient.storage.closings import ClosingRow
from bsclient.storage.rows.documents import Happening
from bsclient.storage.rows.letters import LetterRow
from bsclient.storage.rows.products import ProductRow
from bsclient.storage.unit_of_work import UnitOfWork

LETTER: Final = "bank_letter"
PRODUCT: Final = "product"
CLOSING: Final = "closing_statement"
BANK: Final = "bank"
_TYPE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MINUS: Final = "-"
_COUNT: Final = re.compile(r"[0-9]{1,9}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Told:
    """A document of the bank as it came: the bytes and what they say, the signature, the event's instant and number."""

    signed: canonical.Signed
    body: bytes
    signature: bytes
    at: dt.datetime
    seq: int

    def text(self, name: str) -> str:
        """Return a field; "" for rows and unknown names."""
        value = self.signed.fields.get(name, "")
        return value if isinstance(value, str) else ""


def keep(work: UnitOfWork, told: Told, today: dt.date) -> bool:
    """Keep a document of the bank; False when it was here before. Raises `BadInput("event_form")`."""
    if told.signed.type == LETTER:
        return letters.add(work, _letter(told))
    if told.signed.type == PRODUCT:
        return products.put(work, _product(told))
    if told.signed.type == CLOSING:
        return closings.put(work, _closing(told))
    return _document(work, told, today)


def note_answers(work: UnitOfWork) -> None:
    """Move the bank's documents on whose answers have reached it."""
    for identity in incoming.answered(work):
        documents.move(work, identity, Happening(event=Event.ANSWER, by=By.CLIENT, actor=BANK))


def _document(work: UnitOfWork, told: Told, today: dt.date) -> bool:
    signed = told.signed
    kind = registry.get(signed.type)
    if not _TYPE.fullmatch(signed.type) or (kind is not None and kind.flow is not Flow.IN):
        raise BadInput("event_form", value=signed.type[:40])
    if documents.known(work, signed.id):
        return False
    problems: list[Problem] = []
    if kind is not None:
        _, problems = kind.read_fields(kind.declared, signed.fields, Context(today=today))
    shown = narrow.of(signed.type, signed.fields, problems)
    proof = incoming.Proof(told.body, told.signature, told.at)
    birth = Happening(event=Event.RECEIVE_IN, by=By.BANK, actor=BANK, at=told.at)
    incoming.keep(work, signed.id, (shown, signed.fields), proof, birth)
    return True


def _letter(told: Told) -> LetterRow:
    return LetterRow(
        id=told.signed.id, thread=told.text("thread") or told.signed.id, at=told.at, author=told.text("author"),
        subject=told.text("subject"), body=told.text("body"), canonical=told.body, signature=told.signature,
        attachments=attachments.told(told.signed.fields.get("attachments", [])), number=told.text("number")[:20],
        kind=told.text("kind")[:40], automatic=told.text("automatic")[:1], about=_id(told.text("about")),
        reply_to=_id(told.text("in_reply_to")), due=letter_word.instant(told.text("due")),
    )  # fmt: skip


def _id(text: str) -> str:
    return text if is_id(text) else ""


def _closing(told: Told) -> ClosingRow:
    """Read the bank's word for a day of an account; one that does not add up is kept: `health` names it."""
    day, digest = _day(told.text("day")), told.text("hash")
    currency = told.text("currency") or currencies.of_account(told.text("account"))
    sums = [_sum(told.text(name), currency) for name in ("opening", "credits", "debits", "closing")]
    opening, credits_, debits, closing = sums
    good = _COUNT.fullmatch(told.text("count")) and _HASH.fullmatch(digest) and told.text("account")
    if day is None or opening is None or credits_ is None or debits is None or closing is None or not good:
        raise BadInput("event_form", value=CLOSING)
    return ClosingRow(
        account=told.text("account"), day=day, opening=opening, credits=credits_, debits=debits, closing=closing,
        count=int(told.text("count")), hash=digest, at=told.at, seq=told.seq, canonical=told.body,
        signature=told.signature,
    )  # fmt: skip


def _sum(text: str, currency: str) -> Decimal | None:
    try:
        return amounts.read(text, currency, signed=True)
    except ValueError:
        return None


def _product(told: Told) -> ProductRow:
    if not told.text("product_id") or not told.text("kind"):
        raise BadInput("event_form", value=PRODUCT)
    account = told.text("account")
    return ProductRow(
        id=told.text("product_id"), kind=told.text("kind"), number=told.text("number"), account=account,
        currency=told.text("currency") or currencies.of_account(account) or currencies.ROUBLE,
        amount=_amount(told.text("amount")), state=told.text("state"), opened=_day(told.text("opened")),
        ends=_day(told.text("ends")), terms=_terms(told.signed.fields.get("terms", [])),
        document_id=told.text("document_id"), told=told.at, seq=told.seq, canonical=told.body,
        signature=told.signature,
    )  # fmt: skip


def _terms(rows: Any) -> dict[str, str]:
    found = rows if isinstance(rows, list) else []
    return {str(row["name"]): str(row["value"]) for row in found}


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _amount(text: str) -> Decimal | None:
    if not text:
        return None
    return -money.parse_amount(text[1:]) if text.startswith(_MINUS) else money.parse_amount(text)
