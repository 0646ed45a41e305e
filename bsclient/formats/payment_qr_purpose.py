"""What a payment code says beside the boxes of the order, put into the purpose: the payee finds the payer by it.

A purpose that already names it stays as it is; what is added is marked as guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bsclient.domain.normalise import bank_text
from bsclient.domain.problems import Problem, Severity
from bsclient.formats.found_payment import Piece, Sure

_LONGEST: Final = 210
_ADDED: Final = (
    ("PersAcc", "л/с {value}"),
    ("PersonalAccount", "л/с {value}"),
    ("Contract", "договор {value}"),
    ("PaymPeriod", "за {value}"),
    ("QuittId", "квитанция {value}"),
    ("ChildFio", "{value}"),
)
_BEGUN: Final = ("ServiceName", "Category")


def with_others(pieces: list[Piece], others: Mapping[str, str]) -> tuple[list[Piece], list[Problem]]:
    """Return the pieces with the purpose made or added to, and what is to be said of it."""
    before = next((piece for piece in pieces if piece.field == "purpose"), None)
    said = before.value if before is not None else _beginning(others)
    added = [
        words.format(value=bank_text(others[key]))
        for key, words in _ADDED
        if others.get(key) and others[key].casefold() not in said.casefold()
    ]
    whole = ", ".join(dict.fromkeys(filter(None, (said, *added))))
    if not whole or whole == (before.value if before is not None else "") or len(whole) > _LONGEST:
        return pieces, []
    source = before.source if before is not None else ""
    made = Piece("purpose", whole, source, "Purpose", Sure.GUESSED, 60)
    told = Problem(
        "purpose", "qr_purpose_added", Severity.WARN, {"key": "Purpose", "value": ", ".join(added) or said}
    )
    return [*(piece for piece in pieces if piece is not before), made], [told]


def _beginning(others: Mapping[str, str]) -> str:
    return next((bank_text(others[key]) for key in _BEGUN if others.get(key)), "")
