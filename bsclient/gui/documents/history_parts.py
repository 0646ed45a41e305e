"""The history of a document in words: steps, receipt, signatures; the same for the screen, the clipboard and paper."""

from __future__ import annotations

from dataclasses import dataclass

from bsclient.domain.states import By, Event
from bsclient.gui import format as written
from bsclient.gui import icons, problems, theme, words
from bsclient.gui.documents import status_words
from bsclient.gui.documents.sign_model import grouped
from bsclient.gui.tr import tr
from bsclient.services.desk import Desk
from bsclient.services.documents.history import History, ReceiptView, StepView
from bsclient.services.documents.listing import Row
from bsclient.services.signing.ceremony import SignatureView

_OF_COLLEAGUES = frozenset((Event.ARRIVE, Event.COSIGN, Event.COMPLETE, Event.RETURN, Event.LEAVE))
"""Events that the bank only passes on: the act was a colleague's."""


@dataclass(frozen=True, slots=True)
class Story:
    """All that the page of a history shows."""

    row: Row
    history: History
    signatures: tuple[SignatureView, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: when, its head, lines under it, icon and colour."""

    when: str
    head: str
    more: tuple[str, ...] = ()
    icon: str = "info"
    role: str = "text"


def read(desk: Desk, document_id: str) -> Story | None:
    """Read a history; None when the document is not there. Blocks, for a worker."""
    row = desk.listing.row(document_id)
    if row is None:
        return None
    found = desk.signing.signatures(document_id)
    return Story(row, desk.history.of(document_id), tuple(found))


def steps(story: Story) -> list[Line]:
    """Return the steps, the first one first."""
    return [_step(each) for each in story.history.steps]


def receipt(story: Story) -> Line | None:
    """Return the bank's receipt, if it came."""
    told = story.history.receipt
    return None if told is None else _receipt(told)


def signatures(story: Story) -> list[Line]:
    """Return the signatures, each with the result of its check."""
    return [_signature(each) for each in story.signatures]


def caption(row: Row) -> str:
    """Name a document by number, day, amount and payee."""
    number = tr("No. {number} of {day}").format(number=row.number or "—", day=written.day(row.day) or "—")
    amount = "" if row.amount is None else written.amount(row.amount, row.currency)
    return "   ".join(filter(None, (number, amount, row.counterparty)))


def as_text(story: Story) -> str:
    """Write the whole history as plain text."""
    parts = [caption(story.row), f"{tr('Id')}: {story.row.id}", ""]
    for line in steps(story):
        parts.append(f"{line.when}  {line.head}")
        parts.extend(f"    {more}" for more in line.more)
    told = receipt(story)
    rest = ([(tr("Receipt of the bank"), [told])] if told else []) + [(tr("Signatures"), signatures(story))]
    for head, lines in rest:
        if lines:
            parts += ["", head]
        for line in lines:
            parts.append(f"{line.when}  {line.head}")
            parts.extend(f"    {more}" for more in line.more)
    return "\n".join(parts) + "\n"


def _step(step: StepView) -> Line:
    more = []
    bank = step.by is By.BANK and step.event not in _OF_COLLEAGUES
    actor = tr("Bank") if bank else tr("This program") if step.by is By.CLIENT else step.actor
    more.append(actor)
    if step.code:
        more.append(problems.of_code(step.code, dict(step.facts)).whole)
    if step.note:
        more.append(status_words.note(step.code, step.note))
    if step.seq:
        more.append(tr("Number in the bank's feed: {seq}").format(seq=step.seq))
    if not step.applied:
        more.append(tr("It came late and changed nothing: a newer status was known."))
    icon, role = icons.STATE_ICONS[step.state], theme.STATE_COLOURS[step.state]
    return Line(written.instant(step.at), words.event(step.event), tuple(more), icon, role)


def _receipt(told: ReceiptView) -> Line:
    head = tr("The bank stored the document under the number {number}").format(number=told.sequence)
    digest = f"SHA-256: {grouped(told.sha256)}"
    if told.matches:
        more = (digest, tr("It is the hash of the bytes that were signed here."))
        return Line(written.instant(told.time), head, more, "ok", "done")
    more = (digest, tr("It is NOT the hash of the bytes that were signed here. Tell the bank at once."))
    return Line(written.instant(told.time), head, more, "error", "rejected")


def _signature(view: SignatureView) -> Line:
    span = tr("Certificate {serial}, valid {start} – {end}").format(
        serial=view.serial, start=written.day(view.valid_from.date()), end=written.day(view.valid_to.date())
    )
    verdict = tr("Checked: the signature holds.") if view.ok else problems.of_code(view.code).whole
    icon, role = ("signed", "done") if view.ok else ("error", "rejected")
    return Line(written.instant(view.time), view.name, (span, verdict), icon, role)
