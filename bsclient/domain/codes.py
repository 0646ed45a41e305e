"""Codes of the document types that lists are about.

A list needs the word alone; the declaration behind it is read when a document is opened.
"""

from __future__ import annotations

from typing import Final

PAYMENT_ORDER: Final = "payment_order"
RECALL_REQUEST: Final = "recall_request"
LETTER: Final = "letter"
