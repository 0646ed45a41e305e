"""The form of any declared type: a card for each group, tables for rows, files, and fields that are asked only sometimes.

A field that is not asked is hidden and empty in the draft; what was typed in it comes back when it is asked again.
Derived fields are shown and cannot be typed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bsclient.domain.document import Document, RawValue
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.problems import Problem
from bsclient.gui.documents.code_words import of_field
from bsclient.gui.forms import own_accounts
from bsclient.gui.forms.cards import Card, span
from bsclient.gui.forms.files_editor import FilesEditor
from bsclient.gui.forms.rows_editor import RowsEditor, known
from bsclient.gui.tr import tr
from bsclient.gui.widgets import editors, text
from bsclient.gui.widgets.editors import ChoiceEditor, Editor, TextEditor
from bsclient.gui.widgets.flag_editor import FlagEditor
from bsclient.gui.widgets.form import Band, Form, Maker, head

_ROWS: Final = 3
_NAMES: Final = (100, 190)
"""Texts so long are names and addresses: one line that grows when it must."""
Listed = RowsEditor | FilesEditor
Layout = Callable[["DocumentForm"], None]


class DocumentForm(Form):
    """`grids` are its tables and files by field; `choose_cell(grid, row, field)` asks for a directory in a table."""

    choose_cell = Signal(str, int, str)

    def __init__(self, kind: type[Document], layout: Layout | None = None) -> None:
        super().__init__(kind, _makers(kind))
        self.grids: dict[str, Listed] = {}
        self.cards: list[Card] = []
        self._card_of: dict[str, tuple[Card, QWidget]] = {}
        self._aside: dict[str, str] = {}
        self.hidden: set[str] = set()
        """Fields that are not asked."""
        for field in kind.declared:
            if field.rows is not None:
                self.grids[field.name] = self._listed(field)
        self.places |= self.grids
        (layout or by_groups)(self)
        self.changed.connect(self._follow)
        self._ask_fields()
        self._lock_derived()

    # values -------------------------------------------------------------------------------------------------------

    def raw(self) -> dict[str, RawValue]:
        """Return the draft as it stands; what is not asked is empty."""
        texts = {name: "" if name in self.hidden else value for name, value in self.texts().items()}
        rows = {name: [] if name in self.hidden else grid.value() for name, grid in self.grids.items()}
        return {**texts, **rows}

    def known(self, raw: Mapping[str, object]) -> dict[str, RawValue]:
        return {**super().known(raw), **{name: known(raw.get(name)) for name in self.grids}}

    def load(self, raw: Mapping[str, object], *, seen: bool) -> None:
        self._loading = True
        self._aside.clear()
        for name, grid in self.grids.items():
            grid.set_value(raw.get(name))
        super().load(raw, seen=seen)
        self._ask_fields()

    def put(self, values: Mapping[str, str]) -> None:
        """Fill fields as if typed; a cell of a table is named `rows.3.amount`."""
        self._put_cells(values, undoable=True)
        super().put(values)

    def follow(self, values: Mapping[str, str]) -> None:
        """Fill what follows from what was typed: no step of undoing in a table."""
        self._put_cells(values, undoable=False)
        super().put(values)

    def _put_cells(self, values: Mapping[str, str], *, undoable: bool) -> None:
        cells: dict[str, dict[int, dict[str, str]]] = {}
        for path, value in values.items():
            cell = _cell(path, head(path))
            if cell is not None:
                cells.setdefault(head(path), {}).setdefault(cell[0], {})[cell[1]] = value
        for name, changes in cells.items():
            grid = self.grids.get(name)
            if isinstance(grid, RowsEditor):
                grid.model.put_many(changes, undoable=undoable)

    def set_locked(self, *, locked: bool) -> None:
        super().set_locked(locked=locked)
        for grid in self.grids.values():
            grid.set_locked(locked=locked)
        self._lock_derived()

    # building -----------------------------------------------------------------------------------------------------

    def card(self, title: str) -> Card:
        """Begin a card at the end of the form."""
        made = Card(title)
        self.cards.append(made)
        return made

    def place(self, card: Card, name: str, columns: int = 0) -> None:
        """Put a field at the end of a card; 0 columns: as many as it needs."""
        field = self.kind.field(name)
        if name in self.grids:
            band = self.listed_band(name, headed=card.accessibleName() != tr(field.label))
        else:
            band = self.field_band(name)
        own = own_accounts.is_own(self.kind, field)
        card.add(band, columns or span(field, own=own))
        self._card_of[name] = (card, band)

    def field_band(self, name: str) -> Band:
        """Return a field with its caption, its hint and room for what is wrong with it."""
        cell = self.cell(name)
        if isinstance(self.editors[name], FlagEditor):
            cell.label.clear()
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(cell)
        hint = self.fields[name].hint
        if hint:
            column.addWidget(text.hint(tr(hint)))
        return self.bind(Band(column), [cell])

    def listed_band(self, name: str, *, headed: bool = True) -> Band:
        """Return a table or files under their name, unless the card is called so."""
        field, grid = self.kind.field(name), self.grids[name]
        column = QVBoxLayout()
        column.setSpacing(4)
        top = QHBoxLayout()
        if headed:
            top.addWidget(text.heading(tr(field.label), 3))
        if field.hint:
            top.addWidget(text.hint(tr(field.hint)), 1)
        top.addStretch(0 if field.hint else 1)
        column.addLayout(top)
        column.addWidget(grid)
        band = self.bind(Band(column), ())
        band.lines.where = _row
        self._bands[name] = band
        return band

    # findings and moving about --------------------------------------------------------------------------------------

    def show_problems(self, found: Sequence[Problem]) -> None:
        super().show_problems(found)
        for name, grid in self.grids.items():
            if isinstance(grid, RowsEditor):
                start = f"{name}."
                inside = (each for each in found if each.field.startswith(start))
                marks = [(cell[0], cell[1], p) for p in inside if (cell := _cell(p.field, name)) is not None]
                grid.show_problems(marks if not self._locked else [])

    def field_of(self, problem: Problem) -> Field | None:
        """Return the field of a finding, in a table that of the cell."""
        name, _point, rest = problem.field.partition(".")
        cell = _cell(problem.field, name)
        rows = self.kind.field(name).rows if name in self.grids and rest else None
        if cell is None or rows is None:
            return super().field_of(problem) or next(
                (each for each in self.kind.declared if each.name == problem.field), None
            )
        return next((each for each in rows.declared if each.name == cell[1]), self.kind.field(name))

    def rank(self, name: str) -> tuple[int, ...]:
        cell = _cell(name, head(name))
        if cell is None:
            return super().rank(name)
        grid = self.grids.get(head(name))
        column = grid.model.column(cell[1]) if isinstance(grid, RowsEditor) else 0
        return (*super().rank(name), cell[0], column)

    def focused(self) -> str:
        for name, grid in self.grids.items():
            at = grid.at() if isinstance(grid, RowsEditor) else None
            if at is not None:
                return f"{name}.{at[0]}.{at[1]}"
        return super().focused()

    def focus(self, name: str) -> None:
        grid, cell = self.grids.get(head(name)), _cell(name, head(name))
        if isinstance(grid, RowsEditor) and cell is not None:
            grid.go(*cell)
        else:
            super().focus(head(name))

    # inside -------------------------------------------------------------------------------------------------------

    def _listed(self, field: Field) -> Listed:
        name = field.name
        if field.kind.name is KindName.ATTACHMENTS:
            made: Listed = FilesEditor(field)
        else:
            made = RowsEditor(field)
            made.choose.connect(lambda row, inner: self.choose_cell.emit(name, row, inner))
        made.changed.connect(lambda: None if self._loading else self.changed.emit(name))
        made.edited.connect(lambda: None if self._loading else self.edited.emit(name))
        made.left.connect(lambda: self.leave(name))
        made.advance.connect(lambda: self.advance(name))
        return made

    def _follow(self, name: str) -> None:
        if any(field.when and field.when[0] == name for field in self.kind.declared):
            self._ask_fields()

    def _ask_fields(self) -> None:
        """Show what is asked; a field that depends on a hidden one is hidden with it."""
        shown: dict[str, object] = dict(self.texts())
        hidden: set[str] = set()
        for field in self.kind.declared:
            if field.when and (field.when[0] in hidden or not field.asked(shown)):
                hidden.add(field.name)
        for name in hidden - self.hidden:
            if name in self.editors and not self._loading:
                self._aside[name] = self.editors[name].value()
        back = self.hidden - hidden
        self.hidden = hidden
        for name in back:
            if name in self.editors and self._aside.get(name) and not self.editors[name].value():
                self.editors[name].put(self._aside[name])
        for name, (card, band) in self._card_of.items():
            card.set_asked(band, asked=name not in hidden)

    def _lock_derived(self) -> None:
        for field in self.fields.values():
            if field.derived and self.kind.fills:
                self.editors[field.name].set_locked(locked=True)


def by_groups(form: DocumentForm) -> None:
    """Lay a form out by the groups of its declaration, in the order in which they begin."""
    outer = QVBoxLayout(form)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(8)
    outer.addWidget(form.general)
    for group, fields in parts(form.kind):
        title = form.kind.groups.get(group, "")
        card = form.card(tr(title) if title else "")
        outer.addWidget(card)
        for field in fields:
            form.place(card, field.name)
    outer.addStretch(1)
    form.set_order([field.name for _group, fields in parts(form.kind) for field in fields])


def parts(kind: type[Document]) -> list[tuple[str, list[Field]]]:
    """Return the groups of a declaration with their fields; fields of no group stand where they are declared."""
    found: list[tuple[str, list[Field]]] = []
    for field in kind.declared:
        if field.group:
            known_as = next((fields for group, fields in found if group == field.group), None)
        else:
            known_as = found[-1][1] if found and not found[-1][0] else None
        if known_as is None:
            known_as = []
            found.append((field.group, known_as))
        known_as.append(field)
    return found


def _makers(kind: type[Document]) -> dict[str, Maker]:
    own = {field.name: ChoiceEditor for field in kind.declared if own_accounts.is_own(kind, field)}
    plain = {field.name: editor_of for field in kind.declared if field.rows is None}
    return {**plain, **own}


def editor_of(field: Field) -> Editor:
    """Return the editor of a field in a form of any type."""
    if field.kind.name is KindName.CHOICE:
        return _choice(field)
    if field.kind.name is KindName.LINES:
        return TextEditor(field, rows=_ROWS)
    if field.kind.name is KindName.TEXT and _NAMES[0] <= field.longest <= _NAMES[1]:
        return TextEditor(field, rows=1)
    return editors.make(field)


def _choice(field: Field) -> Editor:
    """A list whose closed line shows the meaning, where every code has one."""
    words = of_field(field)
    made = ChoiceEditor(field, words)
    blank = tr("choose…") if field.required else tr("none")
    made.offer({code: words.get(code, "" if code else blank) for code in _offered(field)}, short=not words)
    made.set_blank(blank)
    return made


def _offered(field: Field) -> Sequence[str]:
    """Return the codes of a list: with an empty one when it may be left open or nothing is chosen at first."""
    if "" in field.choices or field.default:
        return field.choices
    return ("", *field.choices)


def _row(problem: Problem) -> str:
    """Say which row of a table a finding is about."""
    cell = _cell(problem.field, head(problem.field))
    return "" if cell is None else tr("Row {number}. {words}").replace("{number}", str(cell[0] + 1))


def _cell(path: str, rows: str) -> tuple[int, str] | None:
    """Return row and field of a path like `rows.3.amount`."""
    name, _point, rest = path.partition(".")
    place, _point, inner = rest.partition(".")
    return (int(place), inner) if name == rows and inner and place.isascii() and place.isdecimal() else None
