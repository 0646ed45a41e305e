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
from typing import Any, Final

from bsclient import clock
from bsclient.domain import canonical, content
from bsclient.domain.documents import registry
from bsclient.domain.rights import Action
from bsclient.domain.states import EDITABLE, By, State
from bsclient.errors import BadSignature, NotAllowed
from bsclient.printing import entry as entry_paper
from bsclient.printing import form_0401060, forms, payment_list, report
from bsclient.printing.canvas import Page
from bsclient.printing.paper import Owner, Paper
from bsclient.printing.stamps import BankMark, Marks, SignatureMark
from bsclient.protocol import acts
from bsclient.services.context import Workplace
from bsclient.services.documents import narrow
from bsclient.services.documents.naming import namer
from bsclient.services.keys import acts as key_acts
from bsclient.services.keys.authority import bank_verifier
from bsclient.services.signing.ceremony import Signing
from bsclient.services.statements import papers as statement_papers
from bsclient.services.statements.archive_match import PREFIX
from bsclient.services.statements.reading import EntryView, Statement
from bsclient.storage import documents, incoming, ledger
from bsclient.storage.rows.documents import Body, DocumentRow
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
_ORDERS: Final = ("", "01")
"""Kinds of operation that a payment order makes (Regulation 809-П, list of codes)."""
_DRAFT: Final = {"ru": "ЧЕРНОВИК", "en": "DRAFT"}


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

    def pages(self, ids: Iterable[str]) -> list[Page]:
        """Return the papers of documents of any types in the order of the ids; `NotAllowed("document_unknown")`."""
        asked = list(ids)
        self._place.permissions.demand_documents(Action.PRINT, asked)
        return [page for one in asked for page in forms.pages(self.paper(one))]

    def payments(self, ids: Iterable[str]) -> list[PaymentSheet]:
        """Return payment orders in the order of the ids; raises `NotAllowed("document_unknown")`."""
        papers = [self.paper(one) for one in ids]
        return [PaymentSheet(one.id, one.text("number"), _texts(one.fields), one.marks) for one in papers]

    def payment_pages(self, ids: Iterable[str]) -> list[Page]:
        """Return the papers of documents, as `pages` does."""
        return self.pages(ids)

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
        return statement_papers.pages(self._place, told, self._language)

    def entry_pages(self, told: EntryView) -> list[Page]:
        """Return the paper of an operation: that of its document, else the payment order it tells, else its fields."""
        if told.document_id:
            return self.pages([told.document_id])
        profile, own = self._place.profile, statement_papers.owner(self._place, told.account)
        if told.order and told.operation_type in _ORDERS and own.bic == profile.bank.bic:
            mark = BankMark(profile.bank.name, profile.bank.bic, _BANK_WORDS[State.EXECUTED], told.value_date)
            marks = Marks(
                bank=mark,
                debited=None if told.credit else told.value_date,
                watermark=statement_papers.DEMO[self._language] if profile.demo else "",
            )
            return [form_0401060.page(told.order, marks)]
        paper = entry_paper.EntryPaper(
            owner=own.name, inn=own.inn, bank=own.bank, bic=own.bic,
            account=told.account, currency=told.currency, credit=told.credit,
            amount=told.amount, balance=told.balance_after, day=told.value_date, posted=told.posted,
            number=told.number, document_day=told.document_date, kind=told.operation_type, party=_party(told),
            purpose=told.purpose, reference="" if told.id.startswith(PREFIX) else told.id.partition("/")[0], made=self._place.instant,
        )  # fmt: skip
        return self._finish(entry_paper.report(paper, self._language))

    def table_pages(self, made: report.Report) -> list[Page]:
        """Return a table that a window shows as a paper."""
        return self._finish(made)

    def key_act_pages(self) -> list[Page]:
        """Return the act of recognition of the user's key; raises `NotAllowed("certificate_missing")`."""
        profile, user = self._place.profile, self._place.user
        certificate = user.certificate
        if certificate is None:
            raise NotAllowed("certificate_missing", name=user.name)
        act = key_acts.of_certificate(profile, user, certificate, self._place.today)
        return key_acts.pages(act, demo=profile.demo, language=self._language)

    def _finish(self, made: report.Report) -> list[Page]:
        return statement_papers.finished(self._place, made, self._language)

    def paper(self, document_id: str) -> Paper:
        """Return what the paper of a document is made of; raises `NotAllowed("document_unknown")`."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            body = documents.body(reader, document_id)
            proof = incoming.proof(reader, document_id)
            unsigned = row.state in _UNSIGNED or not body.canonical
            fields = _draft_fields(row.type, body) if unsigned else _signed_fields(body)
            kind = registry.get(row.type)
            names = namer(reader)
            told = content.of_unknown(row.type, fields) if kind is None else content.of(kind, fields, names)
            bank, debited = _bank_words(reader, row, self._place)
        if unsigned:
            marks = Marks(watermark=_DRAFT[self._language])
        else:
            marks = Marks(
                signatures=self._signatures(document_id) if proof is None else self._bank_signature(proof),
                bank=bank,
                received=_received(body),
                debited=debited,
                watermark=statement_papers.DEMO[self._language] if self._place.profile.demo else "",
            )
        return Paper(
            id=row.id, type=row.type, fields=fields, content=told, owner=self._owner(), marks=marks,
            by_bank=proof is not None,
        )  # fmt: skip

    def _owner(self) -> Owner:
        organisation, bank = self._place.profile.organisation, self._place.profile.bank
        return Owner(
            name=organisation.name, inn=organisation.inn, kpp=organisation.kpp, bank=bank.name, bic=bank.bic
        )

    def _signatures(self, document_id: str) -> tuple[SignatureMark, ...]:
        return tuple(
            SignatureMark(view.name, view.serial, view.valid_from, view.valid_to, view.time)
            for view in self._signing.signatures(document_id)
            if view.ok
        )

    def _bank_signature(self, proof: incoming.Proof) -> tuple[SignatureMark, ...]:
        """Return the bank's stamp, if its signature holds."""
        try:
            found = bank_verifier(self._place.profile).verify(proof.canonical, proof.signature, proof.at)
        except BadSignature:
            return ()
        signer = found.certificate
        name = signer.subject_name or self._place.profile.bank.name
        return (SignatureMark(name, signer.serial, signer.not_before, signer.not_after, found.signing_time),)


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


def _signed_fields(body: Body) -> dict[str, Any]:
    return dict(canonical.decode_signed(body.canonical).fields)


def _draft_fields(kind: str, body: Body) -> dict[str, Any]:
    """Return a draft's texts; an amount or a day of the list that cannot be read stays empty on paper."""
    plan = narrow.plan(kind)
    fields: dict[str, Any] = dict(body.raw)
    amount, day = (str(body.raw.get(name, "")) for name in (plan.amount, plan.day))
    if plan.amount:
        read = narrow.amount_of(amount)
        fields[plan.amount] = "" if read is None else f"{read.quantize(Decimal('0.01'))}"
    if plan.day:
        found = narrow.day_of(day)
        fields[plan.day] = found.isoformat() if found else ""
    return fields


def _texts(fields: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _party(told: EntryView) -> tuple[str, ...]:
    return (
        told.counterparty_name, told.counterparty_inn, told.counterparty_kpp, told.counterparty_account,
        told.counterparty_bank, told.counterparty_bic, told.counterparty_corr_account,
    )  # fmt: skip


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
