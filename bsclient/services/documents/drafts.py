"""Documents being made: new, copied, checked, saved, deleted. Any nonsense can be saved; only whole ones are signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bsclient.domain import filling, states
from bsclient.domain.document import Document, Raw, RawValue
from bsclient.domain.families import Flow
from bsclient.domain.identity import new_id
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.rights import Action
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.documents import known_fields, narrow, precedents, references
from bsclient.services.documents.checking import PAYMENT, Checker, declared
from bsclient.services.payees.book import Payees, card_of
from bsclient.services.signing import pending
from bsclient.storage import documents, ledger, templates
from bsclient.storage import payees as cards
from bsclient.storage.rows.documents import DocumentRow, Happening
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_UIN: Final = "uin"


@dataclass(frozen=True)
class Draft:
    """A document as typed. `version` 0: not saved yet. `proposed` is the number the program gave it.

    `notes` say what a save did on its own, e.g. gave another number because the proposed one was taken.
    """

    id: str
    type: str
    state: State
    raw: dict[str, Any]
    version: int = 0
    proposed: str = ""
    notes: tuple[Problem, ...] = field(default=())


class Drafts:
    """Making and keeping drafts of an open profile."""

    def __init__(self, place: Workplace, payees: Payees) -> None:
        self._place = place
        self._payees = payees

    def new(self, kind: str, account: str = "") -> Draft:
        """Return an unsaved draft with what is known: number, day, whose it is, the account.

        Raises `BadInput("type_unknown")`, `NotAllowed("type_of_bank")` for a type that the bank makes, NotAllowed with the
        reason if the user may not make such documents (`begin`, `copy`, `from_template` and `save`, too).
        """
        self._place.permissions.demand(Action.CREATE, kind)
        with self._place.store.read() as reader:
            return self._fresh(reader, kind, {}, account)

    def begin(self, kind: str, given: Mapping[str, RawValue], account: str = "") -> Draft:
        """Return an unsaved draft with some fields given, and what follows from them filled in."""
        self._place.permissions.demand(Action.CREATE, kind)
        with self._place.store.read() as reader:
            known = {field.name for field in declared(kind).declared}
            fresh = self._fresh(reader, kind, {}, account)
            raw = fresh.raw | {name: value for name, value in given.items() if name in known}
            filled = filling.apply(raw, declared(kind).fill(raw, self._place.context(reader)))
            return replace(fresh, raw=filled)

    def fill(self, kind: str, raw: Raw) -> dict[str, str]:
        """Return what the program would fill in now: texts by path; `domain.filling.apply` puts them in."""
        with self._place.store.read() as reader:
            return declared(kind).fill(raw, self._place.context(reader))

    def from_raw(self, reader: Reader, kind: str, raw: Mapping[str, Any]) -> Draft:
        """Return an unsaved draft with the texts of an earlier one: the next number, today's day, our details."""
        return self._fresh(reader, kind, dict(raw))

    def from_template(self, template_id: str) -> Draft:
        """Return an unsaved draft from a template; raises `NotAllowed("template_unknown")`."""
        with self._place.store.read() as reader:
            found = templates.find(reader, template_id)
            if found is None:
                raise NotAllowed("template_unknown", value=template_id)
            self._place.permissions.demand(Action.CREATE, found.type)
            return self._fresh(reader, found.type, dict(found.raw))

    def copy(self, document_id: str) -> Draft:
        """Return an unsaved copy with a new id, the next number and today's day."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            self._place.permissions.demand(Action.CREATE, row.type)
            return self._fresh(reader, row.type, dict(documents.body(reader, document_id).raw))

    def correct(self, document_id: str) -> Draft:
        """Return what mends a document: itself while it can be edited, else a copy that keeps the number.

        Raises `NotAllowed("correct_not_failed")` for one that is under way or done.
        """
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
            if row.state in states.EDITABLE:
                return self._stored(reader, document_id)
            if row.state not in (*states.FAILED, State.RECALLED):
                raise NotAllowed("correct_not_failed", number=row.number, state=str(row.state))
            raw = dict(documents.body(reader, document_id).raw) | self._today(declared(row.type))
            return Draft(new_id(self._place.instant), row.type, State.NEW, raw)

    def get(self, document_id: str) -> Draft:
        """Return a stored draft; raises `NotAllowed("document_unknown")`, or the reason if the user may not see it."""
        with self._place.store.whole() as reader:
            found = self._stored(reader, document_id)
        self._place.permissions.demand(Action.VIEW, found.type, found.raw)
        return found

    def check(self, kind: str, raw: Raw, document_id: str = "") -> list[Problem]:
        """Return all problems: the declared rules, and for payments what the base knows; the worst first."""
        with self._place.store.read() as reader:
            return self._check(reader, kind, raw, document_id)

    def checker(self, reader: Reader) -> Checker:
        """Return what checks many drafts in the light of one moment."""
        return Checker(reader, self._place, self._payees.book())

    def save(self, draft: Draft) -> Draft:
        """Keep a draft, with problems as `INVALID`, without as `NEW`; returns it as stored.

        Raises `NotAllowed("document_signed")`, `Conflict("document_changed")` when another window saved it since.
        """
        action = Action.EDIT if draft.version else Action.CREATE
        self._place.permissions.demand(action, draft.type, draft.raw)
        with self._place.store.write() as work:
            return self.keep(work, draft)

    def keep(self, work: UnitOfWork, draft: Draft, checker: Checker | None = None) -> Draft:
        """Keep a draft in a transaction that is already open; `checker` serves many drafts of one moment."""
        draft = self._renumbered(work, draft) if draft.version == 0 else draft
        problems = (checker or self.checker(work)).check(draft.type, draft.raw, draft.id).problems
        shown = narrow.of(draft.type, draft.raw, problems)
        bad = blocking(problems)
        happening = self._happening(Event.SAVE_INVALID if bad else Event.SAVE_VALID)
        if draft.version == 0:
            state = documents.add(work, draft.id, shown, draft.raw, happening)
        else:
            documents.rewrite(work, draft.id, shown, draft.raw, draft.version)
            state = documents.move(work, draft.id, happening)
        references.keep(work, draft.id, draft.type, draft.raw, self._place.actor)
        if draft.type == PAYMENT and not bad:
            card = card_of(draft.raw, new_id(self._place.instant))
            cards.learn(work, [] if card is None else [card])
        return replace(draft, state=state, version=draft.version + 1, proposed="")

    def delete(self, ids: Iterable[str]) -> None:
        """Delete drafts, all or none; they can be restored. Raises NotAllowed for a signed one."""
        asked = list(ids)
        self._place.permissions.demand_documents(Action.DELETE, asked)
        with self._place.store.write() as work:
            for one in asked:
                self.demand_unsigned(work, one)
                documents.move(work, one, self._happening(Event.DELETE))

    def restore(self, ids: Iterable[str]) -> None:
        """Bring deleted drafts back, all or none, and check them anew."""
        asked = list(ids)
        self._place.permissions.demand_documents(Action.DELETE, asked)
        with self._place.store.write() as work:
            for one in asked:
                pending.demand_own(work, one)
                documents.move(work, one, self._happening(Event.RESTORE))
                self.keep(work, self._stored(work, one))

    def next_number(self, kind: str, year: int) -> str:
        """Return the number after the highest of a type in a year."""
        with self._place.store.read() as reader:
            return precedents.next_number(reader, kind, year)

    def _check(self, reader: Reader, kind: str, raw: Raw, document_id: str) -> list[Problem]:
        return self.checker(reader).check(kind, raw, document_id).problems

    def _fresh(self, reader: Reader, kind: str, raw: dict[str, Any], account: str = "") -> Draft:
        declaration = declared(kind)
        if declaration.flow is Flow.IN:
            raise NotAllowed("type_of_bank", value=kind)
        number = precedents.next_number(reader, kind, self._place.today.year)
        filled = {**declaration.blank(), **raw, **self._today(declaration)}
        if declaration.listing.number:
            filled[declaration.listing.number] = number
        wanted = account or str(filled.get(declaration.listing.account, ""))
        filled |= known_fields.known(declaration, self._place.profile, ledger.accounts(reader), wanted)
        if kind == PAYMENT and not filled.get(_UIN):
            filled[_UIN] = "0"
        proposed = number if declaration.listing.number else ""
        return Draft(new_id(self._place.instant), kind, State.NEW, filled, proposed=proposed)

    def _today(self, kind: type[Document]) -> dict[str, str]:
        return {kind.listing.day: self._place.today.isoformat()} if kind.listing.day else {}

    def _renumbered(self, work: UnitOfWork, draft: Draft) -> Draft:
        """Give the next number when the proposed one was taken while the draft was being typed."""
        listing = declared(draft.type).listing
        number, day = draft.raw.get(listing.number, ""), narrow.day_of(str(draft.raw.get(listing.day, "")))
        if not draft.proposed or number != draft.proposed or day is None:
            return draft
        free = precedents.next_number(work, draft.type, day.year)
        if not precedents.taken(work, draft.id, narrow.of(draft.type, draft.raw, [])):
            return draft
        note = Problem(listing.number, "renumbered", Severity.INFO, {"value": number, "expected": free})
        return replace(draft, raw={**draft.raw, listing.number: free}, notes=(note,))

    def _stored(self, reader: Reader, document_id: str) -> Draft:
        row = documents.get(reader, document_id)
        empty = dict.fromkeys(declared(row.type).blank(), "")
        raw = {**empty, **documents.body(reader, document_id).raw}
        return Draft(row.id, row.type, row.state, raw, row.version)

    @staticmethod
    def demand_unsigned(reader: Reader, document_id: str) -> DocumentRow:
        """Return a document that can still be written anew; raises `NotAllowed("document_signed")`."""
        row = documents.get(reader, document_id)
        if row.state not in states.EDITABLE:
            raise NotAllowed("document_signed", number=row.number, state=str(row.state))
        return row

    def _happening(self, event: Event) -> Happening:
        return Happening(event=event, by=By.USER, actor=self._place.actor)
