"""What stands beside documents: comments and links."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A note of a user beside a document; it never leaves this base."""

    id: str
    document_id: str
    at: dt.datetime
    user_id: str
    author: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A link from one document to another or to a product; `field` names the reference field, "" when made by hand."""

    source: str
    target: str
    field: str
    at: dt.datetime
    author: str
