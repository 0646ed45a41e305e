"""All fields of a document exactly as its signed bytes say them; names come from the declaration of its type."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from bsclient.domain.canonical import Signed
from bsclient.domain.document import TextTree
from bsclient.domain.documents import registry
from bsclient.domain.fields import Field
from bsclient.domain.kinds import KindName
from bsclient.domain.money import parse_amount
from bsclient.gui import format as written
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.dialogs import Dialog

_EMPTY: Final = "—"
_NAME_CHARS: Final = 22
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_HASH_PART: Final = 16
_ACCOUNT_KINDS: Final = frozenset({KindName.ACCOUNT})
Meanings = Mapping[tuple[str, str], str]
"""What the codes of directories mean, by directory and code."""
_NO_MEANINGS: Final[Meanings] = {}


def lines(kind: str, fields: TextTree, meanings: Meanings = _NO_MEANINGS) -> Iterator[tuple[str, str]]:
    """Yield (name, value) of every field in the order of the declaration; a field it does not know comes last."""
    left = dict(fields)
    for declared in known(kind):
        value = left.pop(declared.name, "")
        if isinstance(value, str):
            yield label(declared), shown(declared, value, meanings) or _EMPTY
        else:
            yield from _rows(declared, value)
    for name, value in left.items():
        yield name, value if isinstance(value, str) else "; ".join(", ".join(row.values()) for row in value)


def known(kind: str) -> tuple[Field, ...]:
    """Return the declared fields of a type; none for one that a newer bank made."""
    found = registry.get(kind)
    return found.declared if found is not None else ()


def label(field: Field) -> str:
    """Return the translated name of a field with the number of its box on the paper form."""
    return f"{tr(field.label)} ({field.form})" if field.form else tr(field.label)


def shown(field: Field, value: str, meanings: Meanings = _NO_MEANINGS) -> str:
    """Write a canonical text as people read it: nothing is left out, and only spaces and the meaning of a code are added."""
    if not value:
        return ""
    if field.kind.name in _ACCOUNT_KINDS:
        return written.account(value)
    if field.kind.name is KindName.MONEY:
        return written.amount(parse_amount(value))
    if field.kind.name is KindName.DAY:
        return written.iso_day(value)
    declared = field.words.get(value, "")
    meaning = tr(declared) if declared else meanings.get((field.directory, value), "")
    return f"{value} — {meaning}" if meaning else value


def title(kind: str) -> str:
    """Return the translated name of a document type; the code of one that a newer bank made."""
    found = registry.get(kind)
    return tr(found.title) if found is not None else kind


class FieldsView(QScrollArea):
    """Two columns: names and values; values can be selected with the mouse and the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("All fields of the document"))

    def show_signed(
        self, signed: Signed, digest: str, changed: Collection[str] = (), meanings: Meanings = _NO_MEANINGS
    ) -> None:
        """Show what bytes say; the fields named in `changed` are painted as warnings, `rows.3.account` its whole row."""
        about = [
            (tr("Type of document"), title(signed.type)),
            (tr("Valid for the bank until"), written.instant(signed.valid_until)),
            (tr("BIC of the bank that gets it"), signed.bank),
            (tr("Id of the document"), signed.id),
            (tr("SHA-256 of the signed bytes"), _wrappable(digest)),
        ]
        rows = {tuple(name.split(".")[:2]) for name in changed if "." in name}
        parts = {each.name: each.label for each in known(signed.type)}
        marks = {label(each): "rejected" for each in known(signed.type) if each.name in changed}
        marks |= {f"{tr(parts[part])} {int(at) + 1}": "rejected" for part, at in rows if part in parts}
        self.show_lines([*lines(signed.type, signed.fields, meanings), *about], marks)

    def show_lines(self, pairs: list[tuple[str, str]], marks: Mapping[str, str] | None = None) -> None:
        """Show names and values; `marks` gives a colour of the theme to values by their name."""
        colours = marks or {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(10, 8, 10, 8)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        for row, (name, value) in enumerate(pairs):
            grid.addWidget(_name(name), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_value(name, value, colours.get(name, "")), row, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(len(pairs), 1)
        self.setWidget(inside)

    def words(self) -> str:
        """Return everything that is shown, for the clipboard and for tests."""
        inside = self.widget()
        labels = inside.findChildren(QLabel) if inside else []
        return "\n".join(each.text() for each in labels)


class FieldsDialog(Dialog):
    """One document in full."""

    def __init__(self, parent: QWidget | None, caption: str) -> None:
        super().__init__(parent, caption, width=560)
        self.view = FieldsView()
        self.view.setMinimumHeight(220)
        head = text.heading(caption, 2)
        head.setWordWrap(True)
        self.content.addWidget(head)
        self.content.addWidget(self.view, 1)
        self.resize(620, 600)


def _name(content: str) -> QLabel:
    made = text.hint(content)
    made.setFixedWidth(made.fontMetrics().averageCharWidth() * _NAME_CHARS)
    return made


def _value(name: str, content: str, colour: str) -> QLabel:
    made = text.coloured(content, colour, wrap=True) if colour else text.label(content, wrap=True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setAccessibleName(f"{name}: {content}")
    return made


def _rows(declared: Field, rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    if not rows:
        yield label(declared), _EMPTY
    for number, row in enumerate(rows, start=1):
        yield (
            f"{tr(declared.label)} {number}",
            ", ".join(_wrappable(value) for value in row.values() if value),
        )


def _wrappable(value: str) -> str:
    """Give a hash places where it may go on in the next line: one word would be cut."""
    return " ".join(textwrap.wrap(value, _HASH_PART)) if _HASH.fullmatch(value) else value
