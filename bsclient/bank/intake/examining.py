"""First look at what came in, before any lock: shape, canonical bytes, signatures, rules of the document's type.

Nothing here depends on what the base holds but directories; what does is decided in `acceptance`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, cast

from bsclient import clock
from bsclient.bank import bankclock
from bsclient.bank.information.directories import Shelf
from bsclient.bank.ports import Incoming, Outcome
from bsclient.bank.work.transaction import Doc
from bsclient.crypto.verify import Verifier
from bsclient.domain import canonical
from bsclient.domain.attachments import hashes
from bsclient.domain.canonical import Signed
from bsclient.domain.context import BankLookup, Context
from bsclient.domain.document import Document, TextTree
from bsclient.domain.documents import PaymentOrder, registry
from bsclient.domain.families import Flow
from bsclient.domain.identity import is_id
from bsclient.domain.money import to_minor
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.series import Series
from bsclient.errors import BadInput, BadSignature
from bsclient.protocol.messages import Code, Envelope

MAX_BODY = canonical.LIMIT
MAX_SIGNATURES = 9
MAX_SIGNATURE = 64 * 1024
_MAX_KEPT = 2048  # characters of a document whose repeating part is remembered; they come from outside

Reason = tuple[str, dict[str, str]]


@dataclass(slots=True)
class Examined:
    """A well-formed document. `signature` and `details` say the first thing found wrong with either, if anything.

    `serials` are those of the signatures that hold, `marks` (serial, code, CMS) of all.
    """

    doc: Doc
    late: bool
    valid_until: datetime
    serials: list[str] = field(default_factory=list)
    marks: list[tuple[str, str, bytes]] = field(default_factory=list)
    signature: Reason | None = None
    details: Reason | None = None


class Moment(NamedTuple):
    """When a batch was examined: the instant, its stamp, the bank's day."""

    at: datetime
    stamp: str
    day: date

    @classmethod
    def of(cls, at: datetime) -> Moment:
        """Return the moment of an instant."""
        return cls(at, clock.stamp(at), clock.business_day(at))


class Intake:
    """Examines envelopes. Safe for threads."""

    def __init__(self, bic: str, verifier: Verifier, banks: BankLookup, shelf: Shelf) -> None:
        self._bic = bic
        self._verifier = verifier
        self._banks = banks
        self._shelf = shelf
        self._today: tuple[Context, int, dict[type[Document], Series]] | None = None

    def open(self, incoming: Incoming, moment: Moment) -> Examined | Outcome:
        """Return the document, not yet checked, or the refusal of the call."""
        envelope = incoming.envelope
        if too_large(envelope):
            return Outcome(envelope.id, code=Code.TOO_LARGE)
        try:
            signed = self._read(incoming)
        except BadInput as error:
            facts = {"reason": error.facts.get("reason", error.code)}
            return Outcome(envelope.id, code=Code.BAD_REQUEST, facts=tuple(facts.items()))
        doc = Doc(
            id=envelope.id,
            client_id=incoming.client_id,
            user_id=incoming.user_id,
            type=signed.type,
            sha256=digest(envelope.body),
            body=envelope.body,
            received=moment.stamp,
            fields=signed.fields,
            attachments=envelope.attachments,
            made_by=signed.by,
        )
        return Examined(doc, late=signed.valid_until < moment.at, valid_until=signed.valid_until)

    def check(self, opened: Sequence[tuple[Examined, Envelope]], moment: Moment) -> None:
        """Check signatures and details, and note in each document what is wrong.

        First all signatures, then all details: the processor keeps the code of one check at hand.
        """
        for found, envelope in opened:
            self._check_signatures(found, envelope, moment.at)
        for found, _ in opened:
            self._check_details(found, moment.day)

    def _read(self, incoming: Incoming) -> Signed:
        envelope = incoming.envelope
        signed = canonical.decode_signed(envelope.body)
        kind, said = registry.get(signed.type), (signed.purpose, signed.version)
        if signed.id != envelope.id or not is_id(signed.id):
            reason = "id"
        elif signed.bank != self._bic:
            reason = "bank"
        elif signed.client != incoming.client_id:
            reason = "client"
        elif kind is None or kind.flow is Flow.IN or (kind.signed_as, kind.version) != said:
            reason = "type"
        elif sorted(envelope.attachments) != sorted(hashes(kind, signed.fields)):
            reason = "attachments"
        else:
            return signed
        raise BadInput("not_canonical", reason=reason)

    def _check_signatures(self, found: Examined, envelope: Envelope, at: datetime) -> None:
        for container in envelope.signatures:
            try:
                holder = self._verifier.verify(envelope.body, container, at).certificate
            except BadSignature as error:
                found.marks.append(("", error.code, container))
                found.signature = found.signature or (error.code, error.facts)
            else:
                found.marks.append((holder.serial, "", container))
                found.serials.append(holder.serial)

    def _check_details(self, found: Examined, day: date) -> None:
        doc = found.doc
        fields = cast("TextTree", doc.fields)
        read = self._judge(registry[doc.type], fields, day)
        if isinstance(read, list):
            found.details = first_problem(read)
        elif read.texts() != fields:
            found.details = ("fields_not_canonical", {})
        else:
            _describe(doc, read)

    def _judge(self, kind: type[Document], fields: TextTree, day: date) -> Document | list[Problem]:
        """Check a document; what repeats from one to the next is judged once a day."""
        context, series = self._context(day)
        if kind.own and _short(fields):
            if kind not in series:
                series[kind] = Series(kind, context)
            read, problems = series[kind].examine(fields)
            return problems if read is None else read
        return kind.read(fields, context)

    def _context(self, day: date) -> tuple[Context, dict[type[Document], Series]]:
        """Return what the rules may know; made anew when the day or a directory changes."""
        kept, edition = self._today, self._shelf.edition
        if kept is None or kept[0].today != day or kept[1] != edition:
            context = Context(day, self._banks, directories=self._shelf, holidays=bankclock.holidays())
            kept = self._today = (context, edition, {})
        return kept[0], kept[2]


def too_large(envelope: Envelope) -> bool:
    """Whether an envelope is beyond the limits that the bank takes."""
    return (
        len(envelope.body) > MAX_BODY
        or len(envelope.signatures) > MAX_SIGNATURES
        or any(len(container) > MAX_SIGNATURE for container in envelope.signatures)
    )


def _short(fields: TextTree) -> bool:
    """Whether all values are texts, together short enough for memory."""
    size = 0
    for value in fields.values():
        if type(value) is not str:
            return False
        size += len(value)
    return size <= _MAX_KEPT


def digest(body: bytes) -> str:
    """Return the SHA-256 of a document's bytes in lower hex."""
    return hashlib.sha256(body).hexdigest()


def first_problem(problems: list[Problem]) -> Reason:
    """Return the code and facts of the first problem that blocks."""
    problem = next(item for item in problems if item.severity is Severity.BLOCK)
    return problem.code, {"field": problem.field, **problem.facts}


def _describe(doc: Doc, read: Document) -> None:
    listing = read.listing
    doc.number, doc.day = doc.text(listing.number), doc.text(listing.day)
    amount = getattr(read, listing.amount) if listing.amount else None
    if isinstance(amount, Decimal):
        doc.amount = to_minor(amount)
    if doc.type == PaymentOrder.code:
        order = cast("PaymentOrder", read)
        same = (order.payer_account, doc.number.lstrip("0"), doc.day, str(doc.amount))
        doc.unique = doc.duplicate_key = "|".join((*same, order.payee_bic, order.payee_account))
