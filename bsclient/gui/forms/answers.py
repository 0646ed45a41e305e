"""What can be done with a document of the bank: the types that answer it, one act for each decision.

A type answers another when it has a `reference` field that may name it. If it also has a choice called `decision`, each of
its codes is an act of its own («Accept», «Refuse»).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bsclient.domain.document import Document
from bsclient.domain.documents import registry
from bsclient.domain.families import Flow
from bsclient.domain.kinds import KindName
from bsclient.gui.documents.code_words import of_field
from bsclient.gui.tr import tr

DECISION: Final = "decision"
CHARGES: Final = "charges"
"""The type (and its rows) whose answer is a payment of the chosen row."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An act: the type of the answer, the decision it begins with ("" for none), its words, the rows of which one is chosen."""

    type: str
    decision: str
    words: str
    rows: str = ""


def of(code: str) -> list[Answer]:
    """Return the acts that a document of the bank of this type may be answered with."""
    if code == CHARGES:
        return [Answer("payment_order", "", tr("Pay the chosen charge"), CHARGES)]
    return [
        each
        for kind in registry.values()
        if kind.flow is Flow.OUT and _refers(kind, code)
        for each in _acts(kind)
    ]


def _refers(kind: type[Document], code: str) -> bool:
    return any(field.kind.name is KindName.REFERENCE and code in field.of for field in kind.declared)


def _acts(kind: type[Document]) -> Iterator[Answer]:
    decision = next((field for field in kind.declared if field.name == DECISION and field.choices), None)
    if decision is None:
        yield Answer(kind.code, "", tr(kind.title))
        return
    words = of_field(decision)
    for code in filter(None, decision.choices):
        yield Answer(kind.code, code, words.get(code, code))
