"""Terms of payment documents (Regulation 762-П, part 5)."""

from __future__ import annotations

from datetime import date, timedelta

PRESENTATION_DAYS = 10


def presentation_days_ok(doc_date: date, received: date) -> bool:
    """Whether an order reaches the bank in time: within 10 calendar days, not counting the day it was drawn up."""
    return 0 <= (received - doc_date).days <= PRESENTATION_DAYS


def last_day(doc_date: date) -> date:
    """Return the last day on which an order may be presented to the bank."""
    return doc_date + timedelta(days=PRESENTATION_DAYS)
