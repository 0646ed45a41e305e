"""The book of payees: learnt from documents, searched while typing, compared with what is to be paid.

A card is known once a payment to it was executed or the user wrote it himself; only known cards vouch for anything.
A known name or INN with another account, or a known account with another INN or name, is what a changed exchange file
looks like: it is marked, and the differing fields are named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from bsclient.domain import normalise
from bsclient.domain.document import Raw
from bsclient.domain.identity import new_id
from bsclient.errors import Conflict
from bsclient.services.changes import Changed
from bsclient.services.context import Workplace
from bsclient.storage import journal
from bsclient.storage import payees as cards
from bsclient.storage.rows import PayeeRow as Payee

__all__ = ["Book", "Compared", "Payee", "PayeeMark", "Payees", "card_of"]

_SHARED: Final = ("03", "40101", "40102", "40911", "30", "47422")
"""Accounts that many payees share: the treasury's, banks' own and collecting ones. There the INN alone tells."""

_NO_INN: Final = ("", "0")

_ASKED: Final = 8192
"""How many answers a book remembers: the payees of a file repeat."""

skeleton = lru_cache(maxsize=16_384)(normalise.skeleton)


class PayeeMark(StrEnum):
    """What is known of a payee."""

    KNOWN = "known"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Compared:
    """The mark, the card it was compared with, and the fields of the draft that differ from it."""

    mark: PayeeMark
    card: Payee | None = None
    differs: tuple[str, ...] = ()


_NEW: Final = Compared(PayeeMark.NEW)


class Book:
    """All known cards in memory, for comparing many documents."""

    def __init__(self, known: Iterable[Payee]) -> None:
        self._exact: dict[tuple[str, str, str], Payee] = {}
        self._by_account: dict[str, Payee] = {}
        self._by_inn: dict[str, Payee] = {}
        self._by_name: dict[str, Payee] = {}
        self._asked: dict[tuple[str, str, str, str], Compared] = {}
        for card in sorted(known, key=lambda one: (one.last_used is not None, one.last_used, one.id)):
            if card.state != cards.KNOWN:
                continue
            self._exact[card.account, card.bic, card.inn] = card
            if not card.account.startswith(_SHARED):
                self._by_account[card.account] = card
                self._by_name[skeleton(card.name)] = card
                if card.inn not in _NO_INN:
                    self._by_inn[card.inn] = card

    def compare(self, raw: Raw) -> Compared:
        """Compare the payee of a payment order with the cards."""
        asked = (
            _text(raw, "payee_account"),
            _text(raw, "payee_bic"),
            _text(raw, "payee_inn"),
            _text(raw, "payee_name"),
        )
        found = self._asked.get(asked)
        if found is None:
            found = self._look_up(asked, raw)
            if len(self._asked) < _ASKED:
                self._asked[asked] = found
        return found

    def _look_up(self, asked: tuple[str, str, str, str], raw: Raw) -> Compared:
        account, bic, inn, name = asked
        card = self._exact.get((account, bic, inn))
        if card is not None:
            return self._same_requisites(card, account, name)
        card = self._by_account.get(account) or self._by_inn.get(inn) or self._by_name.get(skeleton(name))
        if card is None:
            return _NEW
        return Compared(PayeeMark.CHANGED, card, _differences(card, raw))

    @staticmethod
    def _same_requisites(card: Payee, account: str, name: str) -> Compared:
        if account.startswith(_SHARED) or card.name == name or skeleton(card.name) == skeleton(name):
            return Compared(PayeeMark.KNOWN, card)
        return Compared(PayeeMark.CHANGED, card, ("payee_name",))


class Payees:
    """The book of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._book: Book | None = None
        place.changes.subscribe(self._forget)

    def search(self, text: str, limit: int = 20) -> list[Payee]:
        """Return cards whose words begin like those typed: name, INN, account; the last used first."""
        with self._place.store.read() as reader:
            return cards.seek(reader, text, limit)

    def get(self, payee_id: str) -> Payee | None:
        """Return a card, or None."""
        with self._place.store.read() as reader:
            return cards.find(reader, payee_id)

    def save(self, payee: Payee) -> Payee:
        """Keep a card as the user wrote it, known from now on; an empty id makes a new one.

        Raises `Conflict("payee_exists")` when another card has the same account, BIC and INN.
        """
        kept = dataclasses.replace(
            payee, id=payee.id or new_id(self._place.instant), state=cards.KNOWN, name=payee.name.strip()
        )
        with self._place.store.write() as work:
            twin = cards.twin(work, kept)
            if twin:
                raise Conflict("payee_exists", name=twin.name, account=twin.account)
            cards.put(work, kept)
            journal.append(work, self._act("payee_save", kept))
        return kept

    def delete(self, payee_id: str) -> None:
        """Delete a card; documents stay."""
        with self._place.store.write() as work:
            card = cards.find(work, payee_id)
            if card is not None:
                cards.remove(work, payee_id)
                journal.append(work, self._act("payee_delete", card))

    def _act(self, action: str, card: Payee) -> journal.Act:
        """A card vouches for payments: who wrote or deleted it stands in the audit journal."""
        facts = {"payee": card.name, "account": card.account, "inn": card.inn}
        return journal.Act(self._place.actor, action, card.id, facts=facts)

    def compare(self, raw: Raw) -> Compared:
        """Compare the payee of a payment order with the known cards."""
        return self.book().compare(raw)

    def book(self) -> Book:
        """Return all known cards, read once until a card changes."""
        book = self._book
        if book is None:
            with self._place.store.read() as reader:
                book = Book(cards.all_cards(reader))
            self._book = book
        return book

    def _forget(self, changed: Changed) -> None:
        if changed.payees or changed.everything:
            self._book = None


def card_of(raw: Raw, card_id: str) -> Payee | None:
    """Return the card that a payment order teaches; None when it names no payee."""
    account, name = _text(raw, "payee_account"), _text(raw, "payee_name")
    if not account or not name:
        return None
    return Payee(
        id=card_id,
        name=name,
        inn=_text(raw, "payee_inn"),
        kpp=_text(raw, "payee_kpp"),
        account=account,
        bic=_text(raw, "payee_bic"),
        bank_name=_text(raw, "payee_bank_name"),
        corr_account=_text(raw, "payee_corr_account"),
        state=cards.NEW,
        purpose=_text(raw, "purpose"),
    )


def _differences(card: Payee, raw: Raw) -> tuple[str, ...]:
    pairs = {"payee_account": card.account, "payee_bic": card.bic, "payee_inn": card.inn}
    found = [field for field, known in pairs.items() if _text(raw, field) != known]
    if skeleton(_text(raw, "payee_name")) != skeleton(card.name):
        found.append("payee_name")
    return tuple(found)


def _text(raw: Raw, name: str) -> str:
    value = raw.get(name, "")
    return value.strip() if isinstance(value, str) else ""
