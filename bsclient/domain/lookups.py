"""The rule that every declaration gets: what names an entry of a directory, a product or a document names a real one.

Silent where the context has no such lookup, or the directory never came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bsclient.domain.context import Context
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem

if TYPE_CHECKING:
    from bsclient.domain.document import Rule, Sheet
    from bsclient.domain.fields import Field

Search = Callable[["Field", str, Context, date], Problem | None]


def _entry(field: Field, value: str, context: Context, day: date) -> Problem | None:
    books = context.directories
    if (
        books is None
        or not books.holds(field.directory)
        or books.find(field.directory, value, day) is not None
    ):
        return None
    return Problem(field.name, "not_in_directory", facts={"value": value, "directory": field.directory})


def _product(field: Field, value: str, context: Context, _: date) -> Problem | None:
    if context.products is None:
        return None
    found = context.products.find(value)
    if found is None:
        return Problem(field.name, "product_unknown", facts={"value": value})
    if found.kind not in field.of:
        facts = {"value": found.kind, "expected": ", ".join(field.of)}
        return Problem(field.name, "product_kind", facts=facts)
    return None


def _document(field: Field, value: str, context: Context, _: date) -> Problem | None:
    if context.documents is None:
        return None
    found = context.documents.find(value)
    if found is None:
        return Problem(field.name, "reference_unknown", facts={"value": value})
    if found.type not in field.of:
        facts = {"value": found.type, "expected": ", ".join(field.of)}
        return Problem(field.name, "reference_type", facts=facts)
    return None


def rule(fields: Sequence[Field], day_field: str) -> Rule | None:
    """Make the rule for these fields; None when none of them names anything elsewhere."""
    sought = [(field, search) for field in fields if (search := _search(field)) is not None]
    if not sought:
        return None

    def known(sheet: Sheet, context: Context) -> Iterator[Problem]:
        """Ask the directories, products and documents for what the draft names."""
        day = (sheet.day(day_field) if day_field else None) or context.today
        for field, search in sought:
            value = sheet.text(field.name)
            if value and (problem := search(field, value, context, day)) is not None:
                yield problem

    return known


def _search(field: Field) -> Search | None:
    if field.kind.name is KindName.PRODUCT:
        return _product
    if field.kind.name is KindName.REFERENCE:
        return _document if field.of else None  # of no type: whatever the reader has or has not
    return _entry if field.directory and field.strict else None
