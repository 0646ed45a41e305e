"""Letters on paper: what of a conversation stands on the sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bsclient import clock
from bsclient.domain.states import EDITABLE
from bsclient.errors import NotAllowed
from bsclient.printing import letter as paper
from bsclient.printing.canvas import Page
from bsclient.printing.paper import Owner
from bsclient.protocol.letters import Automatic, LetterEvent
from bsclient.services.context import Workplace
from bsclient.services.documents.naming import document_words
from bsclient.services.letters.books import KINDS
from bsclient.services.letters.views import LetterView, Step, conversation

_DRAFT: Final = "ЧЕРНОВИК"
NOT_SENT: Final = "Черновик: банку не отправлено"
_DEMO: Final = "ДЕМОНСТРАЦИЯ"
_STEPS: Final = {
    LetterEvent.RECEIVED: "принято банком",
    LetterEvent.OPENED: "открыто",
    LetterEvent.ASSIGNED: "взято в работу",
    LetterEvent.RELEASED: "возвращено в очередь",
    LetterEvent.ANSWERED: "дан ответ",
    LetterEvent.CLOSED: "переписка закрыта",
}
_AUTOMATIC: Final = {
    Automatic.ACKNOWLEDGEMENT: "Автоматическое подтверждение",
    Automatic.OPERATOR: "Автоматический ответ",
}


class LetterPapers:
    """Papers of the letters of an open profile. They are Russian whatever the language of the windows."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def pages(self, thread_id: str, letter_id: str = "") -> list[Page]:
        """Return the sheets of a conversation, or of one of its letters; NotAllowed("letter_unknown")."""
        with self._place.store.read() as reader:
            found = conversation(reader, thread_id, self._place.user.id)
            about = {one.about: document_words(reader, one.about) for one in found if one.about}
        chosen = [one for one in found if letter_id in {"", one.id}]
        if not chosen:
            raise NotAllowed("letter_unknown")
        only_drafts = all(one.state in EDITABLE for one in chosen)
        profile = self._place.profile
        whose = profile.organisation
        return paper.pages(paper.LetterPaper(
            id=letter_id or thread_id,
            owner=Owner(name=whose.name, inn=whose.inn, kpp=whose.kpp, bank=profile.bank.name, bic=profile.bank.bic),
            subject=chosen[0].subject,
            facts=self._facts(found, [about[one.about] for one in chosen if about.get(one.about)]),
            letters=[paper_of(one) for one in chosen],
            watermark=_DRAFT if only_drafts else _DEMO if profile.demo else "",
        ))  # fmt: skip

    def _facts(self, found: Sequence[LetterView], about: Sequence[str]) -> list[str]:
        kind = next((one.kind for one in found if one.kind), "")
        entry = self._place.books.entry(KINDS, kind) if kind else None
        facts = [f"Тип: {entry.title}"] if entry else []
        return facts + [f"О документе: {words}" for words in dict.fromkeys(about)]


def paper_of(one: LetterView) -> paper.LetterOnPaper:
    """Return a letter as it is printed; one of ours that has not gone says so."""
    facts = [] if one.incoming or one.gone else [NOT_SENT]
    facts += [_AUTOMATIC[Automatic(one.automatic)]] if one.automatic in set(_AUTOMATIC) else []
    facts += [f"Телефон для связи: {one.phone}"] if one.phone else []
    facts += [_step(step) for step in one.steps]
    files = [f"{file.name} ({shown_size(file.size)})" for file in one.attachments]
    return paper.LetterOnPaper(
        author=one.author, incoming=one.incoming, time=one.time, body=one.body, number=one.number, facts=facts, files=files
    )  # fmt: skip


def _step(step: Step) -> str:
    when = step.at.astimezone(clock.MOSCOW).strftime("%d.%m.%Y %H:%M")
    who = f" ({step.by})" if step.by else ""
    return f"{when}: {_STEPS[LetterEvent(step.event)]}{who}"


def shown_size(octets: int) -> str:
    """Write a size in bytes for paper."""
    return f"{octets:,} байт".replace(",", "\N{NO-BREAK SPACE}")
