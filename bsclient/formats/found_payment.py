"""A payment found in something that is no payment file: a QR code or the text of an invoice.

Every text of the draft keeps what it was made from and how sure that is, so that a window can mark what was changed
or guessed. Nothing here is checked against directories: that is the business of the form, as for what is typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bsclient.domain.problems import Problem


class Sure(StrEnum):
    """How a text came about: it stands there as it is, it was written otherwise, or it was concluded."""

    STATED = "stated"
    CHANGED = "changed"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of the draft: `value` for `field`, `source` as it stood, `label` the key or words it stood behind.

    `confidence` is between 0 and 100; what is stated under its own key has 100.
    """

    field: str
    value: str
    source: str
    label: str = ""
    sure: Sure = Sure.STATED
    confidence: int = 100


@dataclass(frozen=True, slots=True)
class FoundPayment:
    """What was found: pieces of the draft, what is missing (names of its fields), what is wrong.

    `others` is what was read and has no field of its own, by its key; `text` is what the user sees beside the form.
    """

    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def raw(self) -> dict[str, str]:
        """The draft's texts by field."""
        return {piece.field: piece.value for piece in self.pieces if piece.value}

    @property
    def amount(self) -> Decimal | None:
        """The sum in roubles, None where none was found."""
        value = self.raw.get("amount", "")
        return Decimal(value) if value else None

    def piece(self, name: str) -> Piece | None:
        """Return the piece for a field."""
        return next((piece for piece in self.pieces if piece.field == name), None)
