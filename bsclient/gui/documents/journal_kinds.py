"""What the journal knows of document types: those of a section, the acts each takes, what stands in its columns.

Payments and recall requests are known without their declarations, so that the list of payments opens at once; those of
other types are read when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

from bsclient.domain.codes import LETTER, PAYMENT_ORDER, RECALL_REQUEST
from bsclient.gui.sections import Section
from bsclient.gui.tr import tr

if TYPE_CHECKING:
    from bsclient.domain.document import Document

_OF_BANK: Final = frozenset({"open", "history", "print", "pdf", "export", "evidence", "refresh"})
"""Acts that a document made by the bank takes."""
_NOT_RECALL: Final = frozenset(
    {
        "new",
        "template",
        "import",
        "copy",
        "correct",
        "recall",
        "print",
        "pdf",
        "bulk",
        "repeat",
        "write",
    }
)


@cache
def declared(code: str) -> type[Document] | None:
    """Return the declaration of a type; None for one that a newer bank made."""
    from bsclient.domain.documents import registry

    return registry.get(code)


@cache
def types_of(section: Section) -> tuple[str, ...]:
    """Return the types of a section: payment orders first, then what the client makes, then what the bank makes."""
    from bsclient.domain.documents import registry
    from bsclient.domain.families import Flow

    found = [kind for kind in registry.values() if kind.code != LETTER and section.holds(kind.family)]
    found.sort(key=lambda kind: (kind.code != PAYMENT_ORDER, kind.flow is Flow.IN, kind.title))
    return tuple(kind.code for kind in found)


def read_all() -> None:
    """Read every declaration; blocks, for a worker."""
    from bsclient.gui.sections import SECTIONS

    for section in SECTIONS:
        types_of(section)


def makes(codes: Iterable[str]) -> list[str]:
    """Return the types that a user can begin a document of."""
    return [code for code in codes if takes("new", code)]


def takes(act: str, code: str) -> bool:
    """Whether documents of a type take an act of the journal."""
    if code == PAYMENT_ORDER:
        return True
    if code == RECALL_REQUEST:
        return act not in _NOT_RECALL
    from bsclient.domain.families import Flow

    kind = declared(code)
    if kind is None or kind.flow is Flow.IN:
        return act in _OF_BANK
    return kind.templates if act in {"template", "repeat"} else True


def title(code: str) -> str:
    """Return the name of a type; a list of payment orders is called by what people call them."""
    if code == PAYMENT_ORDER:
        return tr("Payment orders")
    if code == RECALL_REQUEST:
        return tr("Recall requests")
    kind = declared(code)
    return tr(kind.title) if kind is not None else code


def one(code: str) -> str:
    """Return what one document of a type is called."""
    if code == PAYMENT_ORDER:
        return tr("Payment order")
    return tr("Recall request") if code == RECALL_REQUEST else title(code)


@cache
def _words(code: str, column: str) -> dict[str, str]:
    """Return the English words of the codes that stand in a column of a type."""
    kind = declared(code)
    name = getattr(kind.listing, column) if kind is not None else ""
    return dict(kind.field(name).words) if kind is not None and name else {}


def shown(code: str, column: str, text: str) -> str:
    """Return what a column of the list shows: the meaning of a code, else the text itself."""
    if not text or code in {PAYMENT_ORDER, RECALL_REQUEST}:
        return text
    words = _words(code, column).get(text)
    return tr(words) if words else text


def label(code: str, column: str) -> str:
    """Return the name of the field that fills a column of a type; "" when none does."""
    kind = declared(code)
    name = getattr(kind.listing, column) if kind is not None else ""
    return tr(kind.field(name).label) if kind is not None and name else ""


def has_form(code: str) -> bool:
    """Whether documents of a type are shown in a form of their own; others are shown as a list of fields."""
    return code not in {LETTER, RECALL_REQUEST} and declared(code) is not None
