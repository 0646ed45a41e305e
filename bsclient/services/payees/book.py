"""The book of payees: learnt from documents, searched while typing, compared with what is to be paid.

A card is known once a payment to it was executed or the user wrote it himself; only known cards are compared with. What the
bank has signed of a payee (`words`) goes before all that the base says by itself: a card that was put into the base
hides no swap. The rules are those of `domain.payee_guard`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from bsclient.domain import payee_guard
from bsclient.domain.identity import new_id
from bsclient.domain.payee_guard import Guard, Judged, Standing
from bsclient.domain.rights import Action
from bsclient.errors import Conflict
from bsclient.protocol.payees import PayeeWord, Terms
from bsclient.services.changes import Changed
from bsclient.services.context import Workplace
from bsclient.services.keys.authority import bank_verifier
from bsclient.services.payees.words import Key, Reading, Words
from bsclient.storage import journal, search
from bsclient.storage import payees as cards
from bsclient.storage.rows.payees import PayeeRow as Payee

if TYPE_CHECKING:
    from bsclient.domain.banks import Bank
    from bsclient.domain.document import Raw

__all__ = ["Book", "Compared", "Payee", "PayeeMark", "Payees", "card_of"]

_ASKED: Final = 8192
"""How many answers a book remembers: the payees of a file repeat."""
_FIELDS: Final = {"lookalike": "payee_name", "no_inn": "payee_inn"}


class PayeeMark(StrEnum):
    """What is known of a payee."""

    KNOWN = "known"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Compared:
    """The mark, the card it was compared with, the fields of the draft that differ from it, and the codes of the findings."""

    mark: PayeeMark
    card: Payee | None = None
    differs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def red(self) -> bool:
        """Whether it looks like swapped requisites: signed by itself, after a look at both."""
        return self.card is not None and not payee_guard.RED.isdisjoint(self.codes)

    def parts(self) -> list[tuple[str, str]]:
        """Return the code of each finding and the part of a payee that it is about: account, bic, inn, name."""
        pairs = zip(self.codes, self.differs, strict=True) if self.differs else ()
        return [(code, field.removeprefix("payee_")) for code, field in pairs]


_NEW: Final = Compared(PayeeMark.NEW, codes=("payee_new",))


class Book:
    """All known cards in memory, for comparing many documents; `words` are what the bank says, by account, BIC and INN."""

    def __init__(
        self, known: Iterable[Payee], words: Mapping[Key, PayeeWord] | None = None, terms: Terms | None = None
    ) -> None:
        told = dict(words or {})
        self._heard = bool(told)
        self.terms = terms or Terms()
        found: list[Payee] = []
        self._blocked = {key for key, word in told.items() if word.stated == Standing.BLOCKED}
        for card in sorted(known, key=lambda one: (one.last_used is not None, one.last_used, one.id)):
            word = told.pop((card.account, card.bic, card.inn), None)
            joined = card if word is None else dataclasses.replace(card, word=word)
            if card.state == cards.KNOWN or joined.vouched:
                found.append(joined)
        found += [_told(word) for word in told.values() if word.vouches]
        self._guard = Guard(found)
        self._bics = {(card.account, card.inn): card.bic for card in found}
        self._asked: dict[tuple[str, str, str, str], Compared] = {}

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
            account, bic, inn, name = asked
            found = self.judge(payee_guard.Payee(name, inn, account, bic))
            if len(self._asked) < _ASKED:
                self._asked[asked] = found
        return found

    def judge(self, named: payee_guard.Payee) -> Compared:
        """Compare any payee with the cards."""
        judged = self._guard.judge(named)
        blocked = (named.account, named.bic, named.inn) in self._blocked
        if judged.card is None or self._unheard(judged):
            return dataclasses.replace(_NEW, blocked=True) if blocked else _NEW
        mark = PayeeMark.CHANGED if judged.differs else PayeeMark.KNOWN
        return Compared(mark, judged.card, _fields(judged), judged.codes, blocked)

    def looks_swapped(self, name: str, inn: str, account: str) -> bool:
        """Whether a payee of a list, which shows no BIC, looks swapped; a BIC alone that has changed is not seen there."""
        bic = self._bics.get((account, inn), "")
        return self.judge(payee_guard.Payee(name, inn, account, bic)).red

    def _unheard(self, judged: Judged[Payee]) -> bool:
        """Whether only this base knows the very card, while the bank speaks of payees: nothing was paid to it yet."""
        return self._heard and not judged.differs and judged.card is not None and not judged.card.vouched


def _begins(card: Payee, asked: Iterable[str]) -> bool:
    """Whether words of a card begin like all that was asked."""
    words = search.words(f"{card.name} {card.inn} {card.account} {card.bank_name}")
    return all(any(word.startswith(one) for word in words) for one in asked)


def _fields(judged: Judged[Payee]) -> tuple[str, ...]:
    return tuple(_FIELDS.get(part, f"payee_{part}") for part in judged.differs)


def _told(word: PayeeWord, bank: Bank | None = None) -> Payee:
    """Return a card of which only the bank has spoken: the payment was made at another PC."""
    return Payee(
        id="", name=word.name, inn=word.inn, kpp="", account=word.account, bic=word.bic,
        bank_name="" if bank is None else bank.name, corr_account="", state=cards.KNOWN, last_used=word.last_day,
        word=word,
    )  # fmt: skip


class Payees:
    """The book of an open profile."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._book: Book | None = None
        self._words: Words | None = None
        self._reading = Reading(lambda: bank_verifier(place.profile), place.profile.client_id)
        place.changes.subscribe(self._forget)

    def search(self, text: str, limit: int = 20) -> list[Payee]:
        """Return cards whose words begin like those typed: name, INN, account; the last used first."""
        with self._place.store.read() as reader:
            found = self._with_words(cards.seek(reader, text, limit))
        return [*found, *self._only_told(text, found)][:limit]

    def _only_told(self, text: str, found: list[Payee]) -> list[Payee]:
        """Return payees of whom only the bank has told: their payments were made at another PC, or the card was deleted."""
        here = {(card.account, card.bic, card.inn) for card in found}
        asked = search.words(text)
        told = [
            _told(word, self._place.banks.find(word.bic))
            for key, word in self.words().by_key.items()
            if key not in here
        ]
        wanted = [card for card in told if _begins(card, asked)]
        if not wanted:
            return []
        with self._place.store.read() as reader:
            kept = {(card.account, card.bic, card.inn) for card in cards.all_cards(reader)}
        return [card for card in wanted if (card.account, card.bic, card.inn) not in kept]

    def get(self, payee_id: str) -> Payee | None:
        """Return a card, or None."""
        with self._place.store.read() as reader:
            found = cards.find(reader, payee_id)
        return None if found is None else self._with_words([found])[0]

    def save(self, payee: Payee) -> Payee:
        """Keep a card as the user wrote it, known from now on; an empty id makes a new one.

        Raises `Conflict("payee_exists")` when another card has the same account, BIC and INN.
        """
        kept = dataclasses.replace(
            payee, id=payee.id or new_id(self._place.instant), state=cards.KNOWN, name=payee.name.strip()
        )
        self._place.permissions.demand(Action.PAYEES)
        with self._place.store.write() as work:
            twin = cards.twin(work, kept)
            if twin:
                raise Conflict("payee_exists", name=twin.name, account=twin.account)
            cards.put(work, kept)
            journal.append(work, self._act("payee_save", kept))
        return kept

    def delete(self, payee_id: str) -> None:
        """Delete a card; documents stay."""
        self._place.permissions.demand(Action.PAYEES)
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

    def loaded(self) -> Book | None:
        """Return the book if it was read already: for lists, which must not wait for it."""
        return self._book

    def book(self) -> Book:
        """Return all known cards, read once until a card changes."""
        book = self._book
        if book is None:
            with self._place.store.read() as reader:
                words = self._words = self._reading.all(reader)
                book = Book(cards.all_cards(reader), words.by_key, words.terms)
            self._book = book
        return book

    def words(self) -> Words:
        """Return what the bank has said of payees, verified."""
        words = self._words
        if words is None:
            with self._place.store.read() as reader:
                words = self._words = self._reading.all(reader)
        return words

    def _with_words(self, found: list[Payee]) -> list[Payee]:
        told = self.words().by_key
        return [
            card
            if (word := told.get((card.account, card.bic, card.inn))) is None
            else dataclasses.replace(card, word=word)
            for card in found
        ]

    def _forget(self, changed: Changed) -> None:
        if changed.payees or changed.everything:
            self._book = None
            self._words = None


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


def _text(raw: Raw, name: str) -> str:
    value = raw.get(name, "")
    return value.strip() if isinstance(value, str) else ""
