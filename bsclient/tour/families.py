"""The chapter of the other documents: one filled form of each group, kept as a draft, then the windows around them.

What is typed stands in `resources/demo/tour_forms.json`: `{today}`, `{today+30}` and `{month}` follow the calendar.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtWidgets import QScrollArea

from bsclient.domain.documents import PaymentOrder
from bsclient.domain.states import State
from bsclient.gui.directories.page import DirectoriesPage
from bsclient.gui.documents.fields_view import title
from bsclient.gui.documents.journal_page import JournalPage
from bsclient.gui.forms.files_editor import FilesEditor
from bsclient.gui.forms.names import page_of
from bsclient.gui.forms.page import FormPage
from bsclient.gui.forms.rows_editor import RowsEditor
from bsclient.gui.products.page import ProductsPage
from bsclient.gui.recurring.page import RecurringPage
from bsclient.paths import resource
from bsclient.services.documents.calendar import Every, Rule
from bsclient.services.documents.listing import Filter, Row
from bsclient.services.information.directory_books import NewEntry
from bsclient.tour import papers
from bsclient.tour.visit import Visit
from bsclient.tour.walker import Stuck

_DAY: Final = re.compile(r"\{today([+-][0-9]+)?\}")
_MARGIN: Final = 60
_RENT_DAY: Final = 5
_EMPLOYEES: Final = "employees"
_ENTRY: Final = ("code", "title")


def told() -> dict[str, Any]:
    """Return what the visitor types in this chapter."""
    tree: dict[str, Any] = json.loads(resource("demo/tour_forms.json").read_text("utf-8"))
    return tree


def on_day(text: str, today: dt.date) -> str:
    """Put the days of a tour into a text."""
    moved = _DAY.sub(lambda m: (today + dt.timedelta(int(m.group(1) or 0))).isoformat(), text)
    return moved.replace("{month}", f"{today:%Y-%m}")


def typed(fields: Mapping[str, str], today: dt.date) -> dict[str, str]:
    """Return fields with the days of a tour in them."""
    return {name: on_day(text, today) for name, text in fields.items()}


def own_lists(visit: Visit) -> None:
    """Employees are written into a list of one's own: registers take them from there."""
    for person in told()["employees"]:
        facts = {name: value for name, value in person.items() if name not in _ENTRY}
        if visit.desk.books.entry(_EMPLOYEES, person["code"]) is None:
            visit.desk.books.add(_EMPLOYEES, NewEntry(person["title"], person["code"], facts))
    _directory(visit, _EMPLOYEES, "Own directory")


def forms(visit: Visit) -> None:
    """One form of each group is filled, checked and kept."""
    for form in told()["forms"]:
        _fill(visit, form)


def _fill(visit: Visit, form: dict[str, Any]) -> None:
    walker, code = visit.walker, form["type"]
    page = visit.page(FormPage, page_of(code))
    walker.wait(lambda: page.isEnabled() and page.form.value("number"), f"the form {code}")
    page.form.put(typed(form["fields"], visit.desk.place.today))
    for name, grid in page.form.grids.items():
        if isinstance(grid, RowsEditor):
            _paste(grid, form.get("rows", {}).get(name, ()))
        elif form.get("files"):
            _attach(visit, grid, form["files"])
    walker.wait(lambda: not _open_fields(page), f"what follows from the fields of {code}")
    walker.rest(600)
    page.save()
    walker.wait(lambda: page.stored and not page.unsaved(), f"the draft {code}")
    walker.rest(600)
    if form.get("show"):
        _scroll(page, form["show"])
    kept = _newest(visit, code)
    problems = f"{len(page.form.problems())} remark(s)"
    walker.step(f"Form – {title(code)}", f"№ {kept.number}, {kept.state}, {problems}", f"form-{code}")


def _open_fields(page: FormPage) -> list[str]:
    """Return what must be filled and is not yet: the program fills what follows from what was typed."""
    form = page.form
    asked = [field for field in form.fields.values() if field.name not in form.hidden]
    return [field.name for field in asked if field.required and not form.value(field.name)]


def _scroll(page: FormPage, name: str) -> None:
    area = page.findChild(QScrollArea)
    if area is not None:
        area.ensureWidgetVisible(page.form.places[name], 0, _MARGIN)


def _paste(grid: RowsEditor, rows: Sequence[Mapping[str, str]]) -> None:
    """Put rows into a table as from the clipboard."""
    fields = grid.model.fields
    grid.model.put_block(0, 0, [[row.get(field.name, "") for field in fields] for row in rows])


def _attach(visit: Visit, grid: FilesEditor, names: list[str]) -> None:
    found = [visit.papers / name for name in names]
    for path in found:
        path.write_text(path.stem, "utf-8")
    grid.attach.emit(found)
    visit.walker.wait(lambda: len(grid.list.files) == len(found), "the attachments")


def _newest(visit: Visit, code: str) -> Row:
    view = visit.desk.listing.view(Filter(type=code, states=frozenset({State.NEW, State.INVALID})))
    if not view.count:
        raise Stuck(f"a draft of {code}")
    return view.page(0, 1)[0]


def around(visit: Visit) -> None:
    """A journal of a family, products, directories, the calendar."""
    walker = visit.walker
    walker.wait(visit.main().shell.host.notice.isHidden, "the end of the notice")
    journal = visit.page(JournalPage, "finance")
    walker.wait(lambda: journal.view() is not None and journal.table.paged.rowCount() > 0, "the journal")
    walker.rest(600)
    walker.step("Journal of a family", f"{journal.table.paged.rowCount()} documents", "journal-finance")
    products = visit.page(ProductsPage, "products")
    walker.wait(lambda: products.table.paged.rowCount() > 0, "the products")
    products.table.select_place(0)
    walker.rest(600)
    walker.step("Products", f"{products.table.paged.rowCount()} at the bank", "products")
    _directory(visit, "cash_symbols", "Directory")
    calendar(visit)


def calendar(visit: Visit) -> None:
    """The rent is paid each month by the calendar, and the forecast knows of it."""
    raw = {**visit.desk.drafts.new(PaymentOrder.code).raw, **papers.payee("arenda"), "amount": "185000.00",
           "purpose": "Арендная плата за {месяц} {год} по договору 3/25. НДС не облагается"}  # fmt: skip
    rule = Rule(every=Every.MONTH, start=visit.desk.place.today, day=_RENT_DAY)
    name = visit.text("Аренда офиса", "Rent of the office")
    visit.desk.recurring.add(name, PaymentOrder.code, raw, rule)
    page = visit.page(RecurringPage, "recurring")
    visit.walker.wait(lambda: page.table.paged.rowCount() > 0, "the calendar")
    visit.walker.rest(800)
    visit.walker.step("Calendar", f"{page.table.paged.rowCount()} recurring document(s)", "calendar")


def _directory(visit: Visit, name: str, words: str) -> None:
    walker = visit.walker
    page = visit.page(DirectoriesPage, "directories", book=name)
    walker.wait(lambda: name in page.parts and page.current() is page.parts[name], f"the directory {name}")
    part = page.parts[name]
    walker.wait(lambda: part.table.paged.rowCount() > 0, f"entries of {name}")
    part.table.select_place(0)
    walker.rest(600)
    walker.step(words, f"{name}: {part.table.paged.rowCount()} entries", f"directory-{name}")


ACTS = (own_lists, forms, around)
