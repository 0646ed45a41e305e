"""What moves a balance in the days ahead, in words: for the forecast here and beside the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bsclient.gui import format as written
from bsclient.gui.documents.fields_view import title
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets.model import Column

if TYPE_CHECKING:
    from bsclient.services.statements.forecast import ForecastItem

_SOURCES: Final = {
    "documents": N_("Documents on their way"),
    "recurring": N_("Calendar"),
    "expected": N_("Expected"),
}


def columns() -> tuple[Column[ForecastItem], ...]:
    """Return the columns of what is ahead."""
    return (
        Column("day", tr("Date"), lambda item: written.day(item.day), 92),
        Column(
            "amount", tr("Amount"), lambda item: written.amount(item.amount), 130, right=True, colour=_colour
        ),
        Column("what", tr("What"), what, 200, stretch=True),
        Column("source", tr("Where it is known from"), source, 170),
    )


def what(item: ForecastItem) -> str:
    """Return what moves the balance: a name, or the type of documents and how many."""
    if item.source == "recurring":
        return tr("{name} (calendar)").format(name=item.name or title(item.type))
    if item.name:
        return item.name
    return f"{title(item.type)}: {item.count}" if item.count > 1 else title(item.type)


def source(item: ForecastItem) -> str:
    """Return where an item is known from."""
    return tr(_SOURCES.get(item.source, item.source))


def _colour(item: ForecastItem) -> str:
    return "done" if item.amount > 0 else ""
