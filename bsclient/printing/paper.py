"""What every form of paper is made of: the document's fields and what they say, whose it is, its marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bsclient.domain.content import Content
from bsclient.printing.stamps import Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The organisation whose document it is, and its bank, as they stand on the paper."""

    name: str
    inn: str = ""
    kpp: str = ""
    bank: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One document to be printed. `fields` are canonical texts, rows as lists; `content` is English source text.

    `by_bank` says that the bank made it: there are no places for the client's hands then.
    """

    id: str
    type: str
    fields: Mapping[str, Any]
    content: Content
    owner: Owner
    marks: Marks
    by_bank: bool = False

    def text(self, name: str) -> str:
        """Return a field; "" for rows and for what is not there."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ""

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a field."""
        value = self.fields.get(name, [])
        return list(value) if isinstance(value, list | tuple) else []
