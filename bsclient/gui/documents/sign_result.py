"""What signing came to: full sets, sets that still lack a signature and whose, and documents that were not signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.crypto.secret import Secret
from bsclient.gui.documents.sign_notices import refusal_words
from bsclient.gui.rights import words as rights
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.services.desk import Desk
from bsclient.services.signing import cosigners
from bsclient.services.signing.ceremony import Sheet, Signed
from bsclient.services.signing.cosigners import Wanted

_ASKED: Final = 200
"""Missing signatures are looked up for so many documents; more of them lack the same ones."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The outcome and, for partly signed documents, whose signatures they lack.

    `worth` are those that a colleague at another PC could sign; `given` of them went to him by the setting. `goes`: the
    signature is on a colleague's document and goes back with the next exchange.
    """

    signed: Signed
    wanted: tuple[Wanted, ...] = ()
    worth: tuple[str, ...] = ()
    given: int = 0
    goes: bool = False


def sign_all(desk: Desk, sheet: Sheet, passphrase: Secret) -> Signing:
    """Sign a sheet and find out who else must sign; for a worker. The passphrase is wiped."""
    with passphrase:
        signed = desk.signing.sign(sheet, passphrase)
    found = dict.fromkeys(
        each for identity in signed.partly[:_ASKED] for each in cosigners.of(desk.place, identity)
    )
    worth = tuple(desk.pending.worth(signed.partly)) if signed.partly else ()
    given = desk.pending.offer(worth) if worth and desk.pending.automatic else 0
    goes = any(view.open for view in desk.pending.views(signed.partly).values()) if signed.partly else False
    return Signing(signed, tuple(found), worth, given, goes)


def who(wanted: Wanted) -> str:
    """Say whose signature is missing."""
    names = ", ".join(wanted.names)
    if not wanted.group:
        return names or tr("a user with the right to sign")
    signature = rights.group(wanted.group)
    return f"{signature}: {names}" if names else signature


class ResultView(QWidget):
    """Words of the outcome, each with its icon."""

    def __init__(self, outcome: Signing) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        signed = outcome.signed
        if signed.full:
            words = tr("%n document(s) signed; nothing but sending is left", "", len(signed.full))
            box.addWidget(text.marked(words, "signed", "done"))
        if signed.partly:
            words = tr("%n document(s) partly signed", "", len(signed.partly))
            box.addWidget(text.marked(words, "partly_signed", "partly"))
            for wanted in outcome.wanted:
                line = text.label(tr("Still wanted: {who}").format(who=who(wanted)), wrap=True)
                line.setContentsMargins(22, 0, 0, 0)
                box.addWidget(line)
            if outcome.given:
                words = tr("%n document(s) given to colleagues for signing", "", outcome.given)
                box.addWidget(text.marked(words, "user", "transit"))
            elif outcome.worth:
                box.addWidget(
                    text.hint(tr("A colleague signs at another computer: give the documents to him."))
                )
        if signed.failed:
            words = tr("%n document(s) not signed", "", len(signed.failed))
            box.addWidget(text.marked(words, "error", "rejected"))
            reasons = text.label(refusal_words(signed.failed[:20]), wrap=True, selectable=True)
            reasons.setContentsMargins(22, 0, 0, 0)
            box.addWidget(reasons)
        box.addStretch(1)
