"""What a print needs of a document: the fields as signed, the signatures that hold, what the bank says of it.

A paper must not look better than the document is: drafts carry no stamps and the word "draft", a signature that does
not hold is not stamped, boxes 62 and 71 (Regulation 762-П, annex 1) are filled only from the bank's receipt and
from its execution. The demo's papers say that they are the demo's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from bsclient import clock
from bsclient.crypto.keys import fingerprint_groups
from bsclient.domain import canonical
from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import EDITABLE, By, State
from bsclient.errors import BadInput, NotAllowed
from bsclient.printing import form_0401060, key_act, payment_list, report, statement, watermark
from bsclient.printing.canvas import Page
from bsclient.printing.stamps import BankMark, Marks, SignatureMark
from bsclient.protocol import acts
from bsclient.services import narrow
from bsclient.services.context import Workplace
from bsclient.services.signing import Signing
from bsclient.services.statements import EntryView, Statement
from bsclient.storage import documents, ledger
from bsclient.storage.rows import Body, DocumentRow
from bsclient.storage.unit_of_work import Reader

_BANK_WORDS: Final = {
    State.DELIVERED: "Поступило",
    State.ACCEPTED: "Принято",
    State.EXPORTED: "Принято",
    State.ACCEPTED_ABS: "Принято",
    State.SUSPENDED: "Приостановлено",
    State.WAITING_FUNDS: "В картотеке 2",
    State.EXECUTED: "Исполнено",
    State.PARTLY_EXECUTED: "Частично исполнено",
    State.REJECTED: "Отказано",
    State.REFUSED_ABS: "Отказано",
    State.BAD_SIGNATURE: "Отказано",
    State.BAD_DETAILS: "Отказано",
    State.RECALLED: "Отозвано",
}
"""The bank's stamp: the paper form is Russian whatever the language of the windows."""
_PAID: Final = (State.EXECUTED, State.PARTLY_EXECUTED)
_UNSIGNED: Final = (*EDITABLE, State.DELETED)
_DRAFT: Final = {"ru": "ЧЕРНОВИК", "en": "DRAFT"}
_DEMO: Final = {"ru": "ДЕМОНСТРАЦИЯ", "en": "DEMONSTRATION"}


@dataclass(frozen=True, slots=True)
class PaymentSheet:
    """One payment order as it is printed: canonical texts of its fields, and the marks."""

    id: str
    number: str
    fields: Mapping[str, str]
    marks: Marks

    @property
    def page(self) -> Page:
        """The paper form 0401060."""
        return form_0401060.page(self.fields, self.marks)


class Prints:
    """Papers of an open profile; `language` is that of reports and of watermarks."""

    def __init__(self, place: Workplace, signing: Signing, language: str = "ru") -> None:
        self._place = place
        self._signing = signing
        self._language = language if language in _DRAFT else "en"

    def payments(self, ids: Iterable[str]) -> list[PaymentSheet]:
        """Return payment orders in the order of the ids.

        Raises `NotAllowed("document_unknown")`, and `BadInput("print_no_form")` for a document of another type.
        """
        return [self._payment(one) for one in ids]

    def payment_pages(self, ids: Iterable[str]) -> list[Page]:
        """Return one page for each payment order."""
        return [sheet.page for sheet in self.payments(ids)]

    def list_pages(self, ids: Iterable[str], states: Mapping[State, str]) -> list[Page]:
        """Return a list of payment orders; `states` has the words for states."""
        with self._place.store.read() as reader:
            lines = [
                payment_list.Line(
                    row.number, row.day, row.amount, _lines(row.counterparty, row.counterparty_inn),
                    row.counterparty_account, row.purpose, states.get(row.state, ""),
                )
                for row in documents.many(reader, ids)
            ]  # fmt: skip
        paper = payment_list.Paper(self._place.profile.organisation.name, lines, self._place.instant)
        return self._finish(payment_list.report(paper, self._language))

    def statement_pages(self, told: Statement) -> list[Page]:
        """Return a statement."""
        profile = self._place.profile
        paper = statement.Paper(
            owner=profile.organisation.name, inn=profile.organisation.inn, bank=profile.bank.name,
            bic=profile.bank.bic, account=told.account, currency=told.currency, start=told.start, end=told.end,
            opening=told.opening, closing=told.closing, debits=told.debits, credits=told.credits,
            agrees=told.agrees, lines=[_line(entry) for entry in told.entries], made=self._place.instant,
        )  # fmt: skip
        return self._finish(statement.report(paper, self._language))

    def key_act_pages(self) -> list[Page]:
        """Return the act of recognition of the user's key; raises `NotAllowed("certificate_missing")`."""
        profile, user = self._place.profile, self._place.user
        certificate = user.certificate
        if certificate is None:
            raise NotAllowed("certificate_missing", name=user.name)
        act = key_act.KeyAct(
            organisation=profile.organisation.name, inn=profile.organisation.inn, bank=profile.bank.name,
            bic=profile.bank.bic, holder=user.name, position=user.position, serial=certificate.serial,
            valid_from=certificate.not_before, valid_to=certificate.not_after,
            fingerprint=" ".join(fingerprint_groups(certificate.spki_sha256)), made=self._place.today,
        )  # fmt: skip
        return watermark.under([key_act.page(act)], _DEMO[self._language] if profile.demo else "")

    def _finish(self, made: report.Report) -> list[Page]:
        words = _DEMO[self._language] if self._place.profile.demo else ""
        return watermark.under(report.lay_out(made), words)

    def _payment(self, document_id: str) -> PaymentSheet:
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            if row.type != PaymentOrder.code:
                raise BadInput("print_no_form", value=row.type)
            body = documents.body(reader, document_id)
            bank, debited = _bank_words(reader, row, self._place)
        if row.state in _UNSIGNED or not body.canonical:
            marks = Marks(watermark=_DRAFT[self._language])
            return PaymentSheet(row.id, row.number, _draft_fields(body), marks)
        marks = Marks(
            signatures=self._signatures(document_id),
            bank=bank,
            received=_received(body),
            debited=debited,
            watermark=_DEMO[self._language] if self._place.profile.demo else "",
        )
        return PaymentSheet(row.id, row.number, _signed_fields(body), marks)

    def _signatures(self, document_id: str) -> tuple[SignatureMark, ...]:
        return tuple(
            SignatureMark(view.name, view.serial, view.valid_from, view.valid_to, view.time)
            for view in self._signing.signatures(document_id)
            if view.ok
        )


def _bank_words(reader: Reader, row: DocumentRow, place: Workplace) -> tuple[BankMark | None, dt.date | None]:
    """Return the bank's mark and box 71; nothing for what the bank has said nothing of."""
    words = _BANK_WORDS.get(row.state, "")
    told = [step for step in documents.history(reader, row.id) if step.by is By.BANK and step.applied]
    if not words or not told:
        return None, None
    day = clock.business_day(told[-1].at)
    debited = None
    if row.state in _PAID:
        debits = [entry for entry in ledger.of_document(reader, row.id) if not entry.credit]
        day = debited = debits[-1].value_date if debits else day
    return BankMark(place.profile.bank.name, place.profile.bank.bic, words, day), debited


def _received(body: Body) -> dt.date | None:
    return clock.business_day(acts.Receipt.decode(body.receipt).time) if body.receipt else None


def _signed_fields(body: Body) -> dict[str, str]:
    told = canonical.decode_signed(body.canonical).fields
    return {name: value for name, value in told.items() if isinstance(value, str)}


def _draft_fields(body: Body) -> dict[str, str]:
    """Return a draft's texts; an amount or a day that cannot be read stays empty on paper."""
    fields = {name: value for name, value in body.raw.items() if isinstance(value, str)}
    amount, day = narrow.amount_of(fields.get("amount", "")), narrow.day_of(fields.get("date", ""))
    fields["amount"] = "" if amount is None else f"{amount.quantize(Decimal('0.01'))}"
    fields["date"] = day.isoformat() if day else ""
    return fields


def _line(entry: EntryView) -> statement.Line:
    other = _lines(entry.counterparty_name, entry.counterparty_inn, entry.counterparty_account)
    return statement.Line(
        entry.value_date, entry.number, entry.operation_type, entry.credit, entry.amount, other, entry.purpose
    )


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
