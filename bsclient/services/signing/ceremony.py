"""Signing: canonical bytes are made, read back, shown, signed; the bytes that were shown are the bytes that are kept.

Nothing is signed that has a blocking problem, and nothing whose draft changed after it was shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bsclient import clock
from bsclient.crypto.hashes import sha256_hex
from bsclient.crypto.secret import Secret
from bsclient.crypto.signer import Signer
from bsclient.domain import canonical, content, currencies, payee_guard
from bsclient.domain.content import Content
from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.states import By, Event, State
from bsclient.errors import BadSignature, Conflict, NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents import narrow, references
from bsclient.services.documents.checking import Checker
from bsclient.services.exchange import timekeeping
from bsclient.services.keys.authority import client_verifier
from bsclient.services.keys.unlocking import batch_signer
from bsclient.services.signing import pending, red_payees
from bsclient.services.signing.signature_rights import Demands, SignatureRights
from bsclient.storage import documents, signatures, signed
from bsclient.storage.rows.documents import Happening, Narrow
from bsclient.storage.rows.signing import SignatureRow
from bsclient.storage.unit_of_work import Reader, UnitOfWork

BATCH = 500
TERM = dt.timedelta(days=10)
SIGNABLE = (State.NEW, State.IMPORTED, State.PARTLY_SIGNED)
PAYEE_CODES = {"payee_new": "new"} | dict.fromkeys(payee_guard.RED - {"payee_first_large"}, "changed")


@dataclass(frozen=True, slots=True)
class Item:
    """One document as it will be signed: the bytes, and what they say when read back."""

    id: str
    version: int
    body: bytes
    signed: canonical.Signed
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    demands: Demands = field(default_factory=Demands)

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, lower hex."""
        return sha256_hex(self.body)

    def text(self, name: str) -> str:
        """Return a field as the bytes say it; "" for rows and unknown names."""
        value = self.signed.fields.get(name, "")
        return value if isinstance(value, str) else ""

    @property
    def content(self) -> Content:
        """All that the bytes say, read by the declaration of their type."""
        kind = registry[self.signed.type]
        return content.of(kind, self.signed.fields, lambda _field, identity: self.names.get(identity, ""))

    @property
    def title(self) -> str:
        """The type's English title."""
        return registry[self.signed.type].title

    @property
    def shown(self) -> Narrow:
        """The columns of a list as the bytes have them: number, day, counterparty, amount, currency."""
        return narrow.of(self.signed.type, self.signed.fields, [])

    @property
    def amount(self) -> Decimal | None:
        """The amount, where the type has one."""
        return self.shown.amount

    @property
    def currency(self) -> str:
        """The currency of the amount."""
        return self.shown.currency

    @property
    def payee(self) -> str:
        """What is known of the payee: "new", "changed" or "known"."""
        marks = {PAYEE_CODES[p.code] for p in self.problems if p.code in PAYEE_CODES}
        return "changed" if "changed" in marks else "new" if "new" in marks else "known"

    @property
    def red(self) -> bool:
        """Whether its payee's requisites look swapped: it is signed by itself, with a reason."""
        return any(problem.code in payee_guard.RED for problem in self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What must be confirmed before signing."""
        return tuple(p for p in self.problems if p.severity is Severity.WARN)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A document that cannot be signed now: why, or the problems that block it."""

    id: str
    number: str
    code: str
    problems: tuple[Problem, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sign window shows. `reason`: what the signer of a red document has typed."""

    items: tuple[Item, ...]
    refused: tuple[Refusal, ...]
    reason: str = ""

    @property
    def count(self) -> int:
        """How many documents will be signed."""
        return len(self.items)

    @property
    def total(self) -> Decimal:
        """Sum of the amounts in roubles."""
        return self.totals.get(currencies.ROUBLE, Decimal("0.00"))

    @property
    def totals(self) -> dict[str, Decimal]:
        """Sums of the amounts by currency, roubles first."""
        sums: dict[str, Decimal] = {}
        for item in self.items:
            shown = item.shown
            if shown.amount is not None:
                sums[shown.currency] = sums.get(shown.currency, Decimal("0.00")) + shown.amount
        return dict(sorted(sums.items(), key=lambda one: (one[0] != currencies.ROUBLE, one[0])))

    @property
    def new_payees(self) -> tuple[Item, ...]:
        """Documents whose payee was never paid before."""
        return tuple(item for item in self.items if item.payee == "new")

    @property
    def changed_payees(self) -> tuple[Item, ...]:
        """Documents whose payee is known with another account or INN."""
        return tuple(item for item in self.items if item.payee == "changed")


@dataclass(frozen=True, slots=True)
class Signed:
    """Outcome: documents with the full set of signatures, with a part of it, and those that changed meanwhile."""

    full: tuple[str, ...]
    partly: tuple[str, ...]
    failed: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One signature as a person reads it; `code` says why it does not hold, "" when it does."""

    user_id: str
    name: str
    serial: str
    valid_from: dt.datetime
    valid_to: dt.datetime
    time: dt.datetime
    code: str

    @property
    def ok(self) -> bool:
        """Whether it holds."""
        return not self.code


class Signing:
    """Signing, taking signatures off, and reading them."""

    def __init__(self, place: Workplace, checker: Callable[[Reader], Checker]) -> None:
        self._place = place
        self._checker = checker

    def prepare(self, ids: Iterable[str]) -> Sheet:
        """Make the bytes of each document and read them back; nothing is stored."""
        items: list[Item] = []
        refused: list[Refusal] = []
        with self._place.store.read() as reader:
            asked = signed.unsigned(reader, ids)
            checker = self._checker(reader)
            checker.expect([one.id for one in asked])
            making = _Making(self._place, reader, checker, SignatureRights(self._place, reader))
            for one in asked:
                made = making.make(one)
                (items if isinstance(made, Item) else refused).append(made)  # type: ignore[arg-type]
        plain, red = red_payees.apart(red_payees.together(items))
        alone = (Refusal(item.id, item.shown.number, red_payees.ALONE, item.warnings) for item in red)
        return Sheet(tuple(plain), (*alone, *refused))

    def sign(self, sheet: Sheet, passphrase: Secret | str) -> Signed:
        """Sign what was shown; WrongPassphrase or NotAllowed before anything is signed."""
        red_payees.demand(sheet)
        place = self._place
        with batch_signer(place.profile, place.user, passphrase, place.now) as signer:
            return self.sign_with(sheet, signer)

    def sign_with(self, sheet: Sheet, signer: Signer) -> Signed:
        """Sign what was shown with an unlocked key, in transactions of at most `BATCH` documents."""
        red_payees.demand(sheet)
        full: list[str] = []
        partly: list[str] = []
        failed: list[Refusal] = []
        with self._place.store.read() as reader:
            timekeeping.demand_right(reader)
        for start in range(0, len(sheet.items), BATCH):
            batch = sheet.items[start : start + BATCH]
            at = self._place.now()
            containers = signer.sign_many([item.body for item in batch], at)
            made = list(zip(batch, containers, strict=True))
            with self._place.store.write() as work:
                marks = self._marks(work, made, (signer.certificate.serial, at), failed)
                states = signed.keep(work, marks, self._place.actor)
                red_payees.note(work, sheet, [mark.standing.id for mark in marks], self._place.actor)
            for mark, state in zip(marks, states, strict=True):
                (full if state is State.SIGNED else partly).append(mark.standing.id)
        return Signed(tuple(full), tuple(partly), tuple(failed))

    def unsign(self, ids: Iterable[str]) -> int:
        """Take the user's own signature off; returns how many documents lost one."""
        count = 0
        with self._place.store.write() as work:
            for row in documents.many(work, ids):
                mine = [s for s in signatures.of(work, row.id) if s.user_id == self._place.user.id]
                if not mine:
                    raise NotAllowed("not_signed_by_you", number=row.number)
                pending.demand_unsignable(work, row.id, self._place.user.id)
                last = row.signatures == 1
                event = Event.UNSIGN_LAST if last else Event.UNSIGN_PART
                signatures.remove(work, row.id, self._place.user.id)
                documents.move(work, row.id, Happening(event=event, by=By.USER, actor=self._place.actor))
                if last:
                    documents.keep_canonical(work, row.id, b"", "")
                count += 1
        return count

    def signatures(self, document_id: str) -> list[SignatureView]:
        """Return the signatures of a document, each verified anew over the stored bytes."""
        with self._place.store.read() as reader:
            body = documents.body(reader, document_id)
            rows = signatures.of(reader, document_id)
        verifier = client_verifier(self._place.profile)
        here = {user.id: user for user in self._place.profile.users}
        views = []
        for row in rows:
            holder = here.get(row.user_id)  # none: a colleague at another PC, whom the certificate names
            certificate = holder.certificate if holder else None
            code = ""
            try:
                certificate = verifier.verify(body.canonical, row.cms, row.signed_at).certificate
            except BadSignature as error:
                code = error.code
            name = holder.name if holder else certificate.subject_name if certificate else row.user_id
            term = (certificate.not_before, certificate.not_after) if certificate else (row.signed_at,) * 2
            views.append(SignatureView(row.user_id, name, row.certificate_serial, *term, row.signed_at, code))
        return views

    def _marks(
        self,
        work: UnitOfWork,
        made: Sequence[tuple[Item, bytes]],
        by: tuple[str, dt.datetime],
        failed: list[Refusal],
    ) -> list[signed.Mark]:
        """Return the signatures that may be kept; documents that changed since they were shown go to `failed`."""
        in_force = SignatureRights(self._place, work)
        standing = signed.standing(work, [item.id for item, _ in made])
        marks: list[signed.Mark] = []
        for item, container in made:
            signature = SignatureRow(
                user_id=self._place.user.id, certificate_serial=by[0], cms=container, signed_at=by[1]
            )
            try:
                marks.append(_mark(standing.get(item.id), item, signature, in_force))
            except (NotAllowed, Conflict) as error:
                failed.append(Refusal(item.id, item.text("number"), error.code))
        return marks


class _Making:
    """Makes items of documents, all in the light of one moment.

    `rights` say whether the user may sign: the bank refuses a document that carries any other signature.
    """

    def __init__(self, place: Workplace, reader: Reader, checker: Checker, rights: SignatureRights) -> None:
        self._place = place
        self._reader = reader
        self._checker = checker
        self._rights = rights
        self._now = place.now()

    def make(self, asked: signed.Unsigned) -> Item | Refusal:
        if asked.state not in SIGNABLE:
            return Refusal(asked.id, asked.number, "state_not_signable")
        reason = self._rights.why_not(asked.type, asked.raw)
        if reason is not None:
            return Refusal(asked.id, asked.number, reason.code, facts=reason.facts)
        if self._place.user.id in asked.signers:
            return Refusal(asked.id, asked.number, "already_signed_by_you")
        code = pending.why_not_sign(self._reader, asked.id, self._now) if asked.signers else ""
        if code:
            return Refusal(asked.id, asked.number, code)
        checked = self._checker.check(asked.type, asked.raw, asked.id)
        if checked.document is None:
            blocks = tuple(p for p in checked.problems if p.severity is Severity.BLOCK)
            return Refusal(asked.id, asked.number, "problems_block", blocks)
        body = asked.canonical or self._bytes(asked, checked.document)
        signed = canonical.decode_signed(body)
        return Item(
            asked.id, asked.version, body, signed, tuple(checked.problems), names=self._named(signed),
            demands=self._rights.demands(signed.type, signed.fields, asked.signers, signed.by),
        )  # fmt: skip

    def _named(self, signed: canonical.Signed) -> dict[str, str]:
        """Return what the ids stand for that the bytes name; the window shows both."""
        if not references.paths(signed.type):
            return {}
        return references.names(self._reader, signed.type, signed.fields)

    def _bytes(self, asked: signed.Unsigned, document: Document) -> bytes:
        return canonical.Signed(
            purpose=document.signed_as, type=document.code, version=document.version, id=asked.id,
            bank=self._place.profile.bank.bic, client=self._place.profile.client_id,
            valid_until=valid_until(asked.day, self._now), fields=document.texts(),
            by=self._rights.id_of(asked.writer),
        ).encode()  # fmt: skip


def _mark(
    standing: signed.Standing | None, item: Item, signature: SignatureRow, in_force: SignatureRights
) -> signed.Mark:
    """Return the signature to keep if the document still is what was shown; NotAllowed or Conflict."""
    if standing is None:
        raise NotAllowed("document_unknown", value=item.id)
    shown = standing.version == item.version and standing.canonical in {b"", item.body}
    if standing.state not in SIGNABLE or not shown:
        raise Conflict("document_changed", number=standing.number)
    if signature.user_id in standing.signers:
        raise NotAllowed("already_signed_by_you", number=standing.number)
    signers = (*standing.signers, signature.user_id)
    full = in_force.complete(standing.type, item.signed.fields, signers, item.signed.by)
    event = Event.SIGN_LAST if full else Event.SIGN_PART
    return signed.Mark(standing, event, item.body, item.digest, signature)


def valid_until(day: dt.date | None, now: dt.datetime) -> dt.datetime:
    """Return the last instant for the bank: the end of the tenth day after the document's date, Moscow time."""
    start = day or clock.business_day(now)
    return dt.datetime.combine(start + TERM + dt.timedelta(days=1), dt.time(), clock.MOSCOW).astimezone(
        dt.UTC
    )
