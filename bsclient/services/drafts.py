"""Documents being made: new, copied, checked, saved, deleted. Any nonsense can be saved; only whole ones are signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from bsclient.domain import normalise, states
from bsclient.domain.document import Raw
from bsclient.domain.identity import new_id
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.domain.states import By, Event, State
from bsclient.errors import NotAllowed
from bsclient.services import narrow, precedents
from bsclient.services.checking import PAYMENT, Checker, declared
from bsclient.services.context import Workplace
from bsclient.services.payees import Payees, card_of
from bsclient.storage import documents, ledger, templates
from bsclient.storage import payees as cards
from bsclient.storage.rows import Happening
from bsclient.storage.unit_of_work import Reader, UnitOfWork

_PAYER_BANK: Final = ("payer_bank_name", "payer_bic", "payer_corr_account")


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
        """Return an unsaved draft with what is known: number, day, payer. Raises `BadInput("type_unknown")`."""
        with self._place.store.read() as reader:
            return self._fresh(reader, kind, {}, account)

    def from_template(self, template_id: str) -> Draft:
        """Return an unsaved draft from a template; raises `NotAllowed("template_unknown")`."""
        with self._place.store.read() as reader:
            found = templates.find(reader, template_id)
            if found is None:
                raise NotAllowed("template_unknown", value=template_id)
            return self._fresh(reader, found.type, dict(found.raw))

    def copy(self, document_id: str) -> Draft:
        """Return an unsaved copy with a new id, the next number and today's day."""
        with self._place.store.read() as reader:
            row = documents.get(reader, document_id)
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
            raw = dict(documents.body(reader, document_id).raw) | {"date": self._place.today.isoformat()}
            return Draft(new_id(self._place.instant), row.type, State.NEW, raw)

    def get(self, document_id: str) -> Draft:
        """Return a stored draft; raises `NotAllowed("document_unknown")`."""
        with self._place.store.read() as reader:
            return self._stored(reader, document_id)

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
        with self._place.store.write() as work:
            return self.keep(work, draft)

    def keep(self, work: UnitOfWork, draft: Draft) -> Draft:
        """Keep a draft in a transaction that is already open."""
        draft = self._renumbered(work, draft) if draft.version == 0 else draft
        problems = self._check(work, draft.type, draft.raw, draft.id)
        shown = narrow.of(draft.type, draft.raw, problems)
        bad = blocking(problems)
        happening = self._happening(Event.SAVE_INVALID if bad else Event.SAVE_VALID)
        if draft.version == 0:
            state = documents.add(work, draft.id, shown, draft.raw, happening)
        else:
            documents.rewrite(work, draft.id, shown, draft.raw, draft.version)
            state = documents.move(work, draft.id, happening)
        if draft.type == PAYMENT and not bad:
            card = card_of(draft.raw, new_id(self._place.instant))
            cards.learn(work, [] if card is None else [card])
        return replace(draft, state=state, version=draft.version + 1, proposed="")

    def delete(self, ids: Iterable[str]) -> None:
        """Delete drafts, all or none; they can be restored. Raises NotAllowed for a signed one."""
        with self._place.store.write() as work:
            for one in ids:
                self._demand_unsigned(work, one)
                documents.move(work, one, self._happening(Event.DELETE))

    def restore(self, ids: Iterable[str]) -> None:
        """Bring deleted drafts back, all or none, and check them anew."""
        with self._place.store.write() as work:
            for one in ids:
                documents.move(work, one, self._happening(Event.RESTORE))
                self.keep(work, self._stored(work, one))

    def next_number(self, kind: str, year: int) -> str:
        """Return the number after the highest of a type in a year."""
        with self._place.store.read() as reader:
            return precedents.next_number(reader, kind, year)

    def _check(self, reader: Reader, kind: str, raw: Raw, document_id: str) -> list[Problem]:
        return self.checker(reader).check(kind, raw, document_id).problems

    def _fresh(self, reader: Reader, kind: str, raw: dict[str, Any], account: str = "") -> Draft:
        today = self._place.today
        number = precedents.next_number(reader, kind, today.year)
        filled = {**declared(kind).blank(), **raw, "number": number, "date": today.isoformat()}
        if kind == PAYMENT:
            filled = self._with_payer(reader, filled, account)
        return Draft(new_id(self._place.instant), kind, State.NEW, filled, proposed=number)

    def _with_payer(self, reader: Reader, raw: dict[str, Any], account: str) -> dict[str, Any]:
        own = [one.number for one in ledger.accounts(reader)]
        wanted = account or raw.get("payer_account") or (own[0] if own else "")
        organisation, bank = self._place.profile.organisation, self._place.profile.bank.entry
        ours = {
            "payer_name": normalise.bank_text(organisation.name),
            "payer_inn": organisation.inn,
            "payer_kpp": organisation.kpp,
            "payer_account": wanted,
        }
        theirs = (", ".join(filter(None, (bank.name, bank.town))), bank.bic, bank.correspondent_account)
        filled = raw | ours | dict(zip(_PAYER_BANK, theirs, strict=True))
        return filled | {"uin": raw.get("uin") or "0"}

    def _renumbered(self, work: UnitOfWork, draft: Draft) -> Draft:
        """Give the next number when the proposed one was taken while the draft was being typed."""
        number, day = draft.raw.get("number", ""), narrow.day_of(str(draft.raw.get("date", "")))
        if not draft.proposed or number != draft.proposed or day is None:
            return draft
        free = precedents.next_number(work, draft.type, day.year)
        if not precedents.taken(work, draft.id, narrow.of(draft.type, draft.raw, [])):
            return draft
        note = Problem("number", "renumbered", Severity.INFO, {"value": number, "expected": free})
        return replace(draft, raw={**draft.raw, "number": free}, notes=(note,))

    def _stored(self, reader: Reader, document_id: str) -> Draft:
        row = documents.get(reader, document_id)
        empty = dict.fromkeys(declared(row.type).blank(), "")
        raw = {**empty, **documents.body(reader, document_id).raw}
        return Draft(row.id, row.type, row.state, raw, row.version)

    def _demand_unsigned(self, reader: Reader, document_id: str) -> None:
        row = documents.get(reader, document_id)
        if row.state not in states.EDITABLE:
            raise NotAllowed("document_signed", number=row.number, state=str(row.state))

    def _happening(self, event: Event) -> Happening:
        return Happening(event=event, by=By.USER, actor=self._place.actor)
