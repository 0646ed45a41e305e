"""What the signer must have seen and confirmed before signing; knows nothing of widgets.

Kinds of warnings are confirmed by kind. A document whose payee's requisites look swapped is signed by itself, after it was
opened and its signer has typed how he checked it: that is what a forged exchange file looks like.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bsclient.crypto.hashes import sha256_hex
from bsclient.domain.payee_guard import RED
from bsclient.domain.problems import Problem, Severity
from bsclient.domain.states import State
from bsclient.services.desk import Desk
from bsclient.services.signing import red_payees
from bsclient.services.signing.ceremony import Item, Refusal, Sheet

CHANGED_PAYEE: Final = RED
"""Codes of warnings that are confirmed document by document."""
COMPARED: Final = RED | {"payee_name_changed", "payee_inn_missing"}
"""Codes that the comparison of a red document shows."""

_CODE_DIGITS: Final = 16
_EXPLAINED: Final = 50
"""Problems are looked up for so many refused drafts; the list of them shows fewer."""
_GROUP: Final = 4
_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class WarningKind:
    """All warnings of one code, with the documents they are about."""

    code: str
    found: tuple[tuple[Item, Problem], ...]


class Consent:
    """Confirmations for one sheet; a new sheet needs new ones."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.kinds = _kinds(sheet)
        self.changed = tuple(item for item in sheet.items if item.red)
        self.alone = tuple(each for each in sheet.refused if each.code == red_payees.ALONE)
        self._confirmed_kinds: set[str] = set()
        self._opened: set[str] = set()
        self._confirmed: dict[str, str] = {}

    def confirm_kind(self, code: str, *, on: bool) -> None:
        """Confirm all warnings of a kind, or take that back."""
        (self._confirmed_kinds.add if on else self._confirmed_kinds.discard)(code)

    def open(self, document_id: str) -> None:
        """Note that the details of a document were shown."""
        self._opened.add(document_id)

    def confirm(self, document_id: str, reason: str) -> bool:
        """Confirm the changed payee of one document; False if its details were never shown or the reason says nothing."""
        if document_id not in self._opened or not red_payees.enough(reason):
            return False
        self._confirmed[document_id] = reason
        return True

    @property
    def red(self) -> bool:
        """Whether Enter must not sign."""
        return bool(self.changed)

    @property
    def confirmed_sheet(self) -> Sheet:
        """The sheet with what its signer has typed."""
        return replace(self.sheet, reason="\n".join(self._confirmed.values()))

    def confirmed(self, document_id: str) -> bool:
        """Whether the changed payee of this document is confirmed."""
        return document_id in self._confirmed

    @property
    def left_payees(self) -> tuple[Item, ...]:
        """Documents whose changed payee waits for a confirmation."""
        return tuple(item for item in self.changed if item.id not in self._confirmed)

    @property
    def left_kinds(self) -> tuple[WarningKind, ...]:
        """Kinds of warnings that wait for a confirmation."""
        return tuple(kind for kind in self.kinds if kind.code not in self._confirmed_kinds)

    @property
    def ready(self) -> bool:
        """Whether there is something to sign and nothing is left to confirm."""
        return self.sheet.count > 0 and not self.left_payees and not self.left_kinds


def prepare(desk: Desk, ids: Sequence[str]) -> Sheet:
    """Make the sheet; of drafts with errors also say which. Blocks: for a worker."""
    sheet = desk.signing.prepare(ids)
    explained = [_explained(desk, each) for each in sheet.refused[:_EXPLAINED]]
    return replace(sheet, refused=(*explained, *sheet.refused[_EXPLAINED:]))


def _explained(desk: Desk, refusal: Refusal) -> Refusal:
    draft = desk.drafts.get(refusal.id)
    if refusal.problems or draft.state is not State.INVALID:
        return refusal
    found = desk.drafts.check(draft.type, draft.raw, draft.id)
    return replace(refusal, problems=tuple(each for each in found if each.severity is Severity.BLOCK))


def changes(item: Item) -> tuple[Problem, ...]:
    """Return what has changed about the payee of a document."""
    return tuple(problem for problem in item.warnings if problem.code in COMPARED) if item.red else ()


def row_of(problem: Problem) -> int:
    """Return the number, from 1, of the row of a register that a finding is about; 0 if it is about no row."""
    parts = problem.field.split(".")
    return int(parts[1]) + 1 if len(parts) > 1 and parts[1].isdecimal() else 0


def payee_name(item: Item) -> str:
    """Return whom a red document pays: of a register, those whose findings make it red."""
    if name := item.text("payee_name") or item.shown.counterparty:
        return name
    names = dict.fromkeys(each.facts["name"] for each in changes(item) if each.facts.get("name"))
    return ", ".join(list(names)[:_NAMES]) + ("…" if len(names) > _NAMES else "")


def control_code(sheet: Sheet) -> str:
    """Return a short code of everything that will be signed, in groups of four.

    For one document it begins its SHA-256; for several it is taken over their hashes in the order of the list. Two
    people who look at the same documents see the same code.
    """
    digests = [item.digest for item in sheet.items]
    whole = digests[0] if len(digests) == 1 else sha256_hex("".join(digests).encode("ascii"))
    return grouped(whole[:_CODE_DIGITS]) if digests else ""


def grouped(digits: str) -> str:
    """Write hex digits in groups of four capitals."""
    capitals = digits.upper()
    return " ".join(capitals[at : at + _GROUP] for at in range(0, len(capitals), _GROUP))


def _kinds(sheet: Sheet) -> tuple[WarningKind, ...]:
    found: dict[str, list[tuple[Item, Problem]]] = {}
    for item in sheet.items:
        compared = changes(item)
        for problem in item.warnings:
            if problem not in compared:
                found.setdefault(problem.code, []).append((item, problem))
    return tuple(WarningKind(code, tuple(pairs)) for code, pairs in found.items())
