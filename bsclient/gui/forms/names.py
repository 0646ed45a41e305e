"""Which page shows a document of a type; nothing here reads a declaration, so that the program starts fast."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FORM: Final = "form."
"""Names of pages of forms begin so; the code of the type follows."""
OWN_PAGES: Final[Mapping[str, str]] = {"payment_order": "payments.edit", "letter": "letters"}
"""Types whose page is not made from the declaration alone."""


def page_of(code: str) -> str:
    """Return the name of the page that shows documents of a type."""
    return OWN_PAGES.get(code, FORM + code)
