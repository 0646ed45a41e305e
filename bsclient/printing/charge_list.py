"""Charges of the state on paper: a block for each charge, for its codes do not fit into the columns of a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bsclient.domain.content import Group, Line, Table
from bsclient.printing import generic
from bsclient.printing.canvas import Page
from bsclient.printing.paper import Paper


def pages(paper: Paper) -> list[Page]:
    """Return the pages of a document whose rows are shown as blocks."""
    said = paper.content
    blocks = [block for table in said.tables for block in _blocks(table)]
    return generic.pages(replace(paper, content=replace(said, groups=(*said.groups, *blocks), tables=())))


def _blocks(table: Table) -> Iterator[Group]:
    for number, row in enumerate(table.rows, start=1):
        lines = tuple(
            Line(column.name, column.label, cell, cell, column.kind, column.words.get(cell, ""))
            for column, cell in zip(table.columns, row, strict=True)
            if cell
        )
        yield Group(f"№ {number}", lines)
