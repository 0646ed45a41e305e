"""Change of the card of signatures (Instruction 204-И, chapter 7): who may sign, in which group, from when."""

from __future__ import annotations

import datetime as dt

from bsclient.domain.attachments import Attachment
from bsclient.domain.document import Document
from bsclient.domain.families import Family, Listing
from bsclient.domain.fields import attachments, choice, day, doc_number, person, rows, text
from bsclient.domain.rules import common, requests

_DEEDS = {"add": "Add", "change": "Change", "remove": "Remove"}
_GROUPS = {"1": "First signature", "2": "Second signature", "0": "Without the right to sign"}


class CardPerson(Document):
    """One person of the card and what becomes of his right to sign."""

    deed: str = choice("What to do", tuple(_DEEDS), words=_DEEDS)
    name: str = person("Name", directory="employees")
    position: str = text("Position", longest=120, when=("deed", "add", "change"))
    group: str = choice("Group", tuple(_GROUPS), words=_GROUPS, when=("deed", "add", "change"))
    until: dt.date | None = day("Powers until", required=False)


class SignatureCardChange(
    Document,
    code="signature_card_change",
    title="Change of the card of signatures",
    family=Family.REQUESTS,
    schemed=True,
    listing=Listing(purpose="basis"),
    groups={"persons": "Persons", "basis": "Basis"},
    rules=(
        common.term(),
        common.not_past("starts", 90),
        common.twins("persons", "name"),
        requests.powers("persons", "starts"),
    ),
):
    """Asks the bank to change who may sign; an operator compares it with the papers and carries it out."""

    number: str = doc_number()
    date: dt.date = day("Date", listed=True)
    starts: dt.date = day("In force from", group="basis", listed=True)
    basis: str = text(
        "Basis",
        longest=210,
        group="basis",
        listed=True,
        hint="For example: order on appointment, number and date.",
    )
    persons: tuple[CardPerson, ...] = rows("Persons", CardPerson, longest=20, required=True, group="persons")
    attachments: tuple[Attachment, ...] = attachments("Documents", group="basis")
