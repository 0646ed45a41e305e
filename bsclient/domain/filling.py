"""What a declaration can fill in by itself: totals, counts, numbers of rows, names of banks.

A fill is a pure function `(Sheet, Context) -> texts by field`; `Document.fill` gathers what would change. A field of a
row is named `rows.0.field`, as in problems. `apply` puts such texts (also mends) into a draft.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from bsclient.domain import money
from bsclient.domain.context import Context

if TYPE_CHECKING:
    from bsclient.domain.document import Document, Fill, Raw, RawValue, Sheet


_MOST: Final = money.from_minor(money.MAX_MINOR)


def proposals(kind: type[Document], raw: Raw, context: Context) -> dict[str, str]:
    """Return what the fills of a type and of its rows would change in a draft."""
    changes: dict[str, str] = {}
    for field in kind.declared:
        if field.rows is not None and field.rows.fills:
            for index, row in enumerate(_rows(raw, field.name)):
                own = proposals(field.rows, row, context)
                changes |= {f"{field.name}.{index}.{name}": text for name, text in own.items()}
    known = _Known(kind, apply(raw, changes), context)
    for fill in kind.fills:
        proposed = {
            path: text
            for path, text in fill(known.sheet(), context).items()
            if _changes(kind, known.draft, path, text)
        }
        if proposed:
            changes |= proposed
            known.take(proposed)
    return changes


class _Known:
    """A draft while it is filled, and what could be read of it: rows are read again only where they were changed."""

    def __init__(self, kind: type[Document], draft: Raw, context: Context) -> None:
        self.draft: Raw = {
            **draft,
            **{f.name: _rows(draft, f.name) for f in kind.declared if f.rows is not None},
        }
        self._kind = kind
        self._context = context
        self._plain = [field for field in kind.declared if field.rows is None]
        self._rows = {
            field.name: (field.rows, [self._row(field.rows, row) for row in _rows(draft, field.name)])
            for field in kind.declared
            if field.rows is not None
        }

    def sheet(self) -> Sheet:
        """Return what could be read."""
        from bsclient.domain.document import Sheet  # which is made of this module

        values, _ = self._kind.read_fields(self._plain, self.draft, self._context)
        return Sheet(values, {name: sheets for name, (_, sheets) in self._rows.items()})

    def take(self, changes: Mapping[str, str]) -> None:
        """Put texts into the draft."""
        self.draft = apply(self.draft, changes)
        touched: dict[str, set[int]] = {}
        for path in changes:
            name, _, rest = path.partition(".")
            if rest:
                touched.setdefault(name, set()).add(int(rest.partition(".")[0]))
        for name, places in touched.items():
            (kind, sheets), rows = self._rows[name], _rows(self.draft, name)
            for place in places:
                sheets[place] = self._row(kind, rows[place])

    def _row(self, kind: type[Document], row: Raw) -> Sheet:
        return _Known(kind, row, self._context).sheet()


def apply(raw: Raw, changes: Mapping[str, str]) -> dict[str, RawValue]:
    """Return a draft with texts put in by path; a path to a row that is not there is passed over."""
    draft: dict[str, RawValue] = dict(raw)
    copied: set[str] = set()
    for path, text in changes.items():
        name, _, rest = path.partition(".")
        if not rest:
            draft[name] = text
            continue
        if name not in copied:
            copied.add(name)
            draft[name] = [dict(row) for row in _rows(raw, name)]
        index, _, inner = rest.partition(".")
        row = _at(draft[name], index)
        if row is not None:
            row.update(cast("dict[str, str]", apply(row, {inner: text})))
    return draft


def value(raw: Raw, path: str) -> str:
    """Return the text of a draft at a path; "" where there is none."""
    name, _, rest = path.partition(".")
    found: object = raw.get(name, "")
    if rest:
        index, _, inner = rest.partition(".")
        row = _at(found, index)
        return value(row, inner) if row is not None else ""
    return found.strip() if isinstance(found, str) else ""


def _at(rows: object, index: str) -> dict[str, str] | None:
    """Return a row that can be changed or read; None where there is none."""
    if not isinstance(rows, list | tuple) or not (index.isascii() and index.isdecimal()):
        return None
    row = rows[int(index)] if int(index) < len(rows) else None
    return cast("dict[str, str]", row) if isinstance(row, Mapping) else None


def _changes(kind: type[Document], draft: Raw, path: str, text: str) -> bool:
    name, _, rest = path.partition(".")
    if rest and _at(draft.get(name), rest.partition(".")[0]) is None:
        return False  # a row that is not there
    now = value(draft, path)
    return now != text and (not now or _derived(kind, path))


def _derived(kind: type[Document], path: str) -> bool:
    name, _, rest = path.partition(".")
    field = kind.field(name)
    if rest and field.rows is not None:
        return _derived(field.rows, rest.partition(".")[2])
    return field.derived


def _rows(raw: Raw, name: str) -> Sequence[Mapping[str, str]]:
    rows = raw.get(name, ())
    if not isinstance(rows, list | tuple):
        return ()
    return (
        rows if all(isinstance(row, Mapping) for row in rows) else [r for r in rows if isinstance(r, Mapping)]
    )


# ready-made fills -------------------------------------------------------------------------------------------------


def total(target: str, rows: str, amount: str) -> Fill:
    """Fill an amount with the sum over rows; empty while there is nothing to sum."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        found = [each for row in sheet.sheets(rows) if (each := row.money(amount)) is not None]
        whole = sum(found, Decimal(0))
        return {target: money.plain(whole) if found and whole <= _MOST else ""}

    return fill


def count(target: str, rows: str) -> Fill:
    """Fill the number of rows; empty while there are none."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        return {target: str(len(sheet.sheets(rows)) or "")}

    return fill


def numbered(rows: str, field: str) -> Fill:
    """Number rows from 1."""

    def fill(sheet: Sheet, _: Context) -> Mapping[str, str]:
        return {f"{rows}.{index}.{field}": str(index + 1) for index in range(len(sheet.sheets(rows)))}

    return fill


def bank(bic: str, name: str, correspondent: str = "") -> Fill:
    """Fill a bank's name and town, and its correspondent account unless one of its own is given, by its BIC."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        found = context.banks.find(sheet.text(bic)) if context.banks and sheet.text(bic) else None
        if found is None:
            return {}
        texts = {name: ", ".join(filter(None, (found.name, found.town)))}
        if correspondent and not found.has_account(sheet.text(correspondent)):
            texts[correspondent] = found.correspondent_account
        return texts

    return fill


def account_currency(account: str, target: str) -> Fill:
    """Fill the currency that an account is held in."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        from bsclient.domain import currencies  # only where it is used

        number = sheet.text(account)
        known = context.accounts.get(number)
        return {target: known.currency if known else currencies.of_account(number)} if number else {}

    return fill


def of_product(product: str, facts: Mapping[str, str]) -> Fill:
    """Fill fields from the chosen product: `facts` maps a field to a fact of the product or a name in its terms."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        chosen = sheet.text(product)
        found = context.products.find(chosen) if context.products and chosen else None
        if found is None:
            return {}
        return {target: _fact(found, fact) for target, fact in facts.items()}

    return fill


def of_document(reference: str, fields: Mapping[str, str]) -> Fill:
    """Fill fields from the document that another field refers to: `fields` maps a field to one of that document."""

    def fill(sheet: Sheet, context: Context) -> Mapping[str, str]:
        chosen = sheet.text(reference)
        found = context.documents.find(chosen) if context.documents and chosen else None
        if found is None:
            return {}
        texts = {target: found.fields.get(name, "") for target, name in fields.items()}
        return {target: text for target, text in texts.items() if isinstance(text, str)}

    return fill


def _fact(product: Any, name: str) -> str:
    found = getattr(product, name, None) if name != "terms" else None
    if found is None:
        return str(product.terms.get(name, ""))
    return money.plain(found) if isinstance(found, Decimal) else str(found)
