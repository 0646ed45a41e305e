"""The tour's look at what the bank tells: every view of the statement, a file of another bank, codes, information."""

from __future__ import annotations

from typing import Final

from bsclient.gui.information.page import CONDITIONS, NEWS, RATES, InformationPage
from bsclient.gui.payment_sources.code_window import CodeWindow, open_code
from bsclient.gui.statements import ground
from bsclient.gui.statements.importing import ImportDialog
from bsclient.gui.statements.page import StatementsPage
from bsclient.services.exports import conversions
from bsclient.tour.visit import Visit

_VIEWS: Final = (
    (ground.BY_DAY, "Statement by day", "statement-days"),
    (ground.SUMMARY, "Summary of accounts", "statement-summary"),
    (ground.TURNOVER, "Turnover", "statement-turnover"),
    (ground.FORECAST, "Forecast", "statement-forecast"),
    (ground.HEALTH, "Check of the statements", "statement-check"),
)
_PARTS: Final = (
    (NEWS, "News of the bank"),
    (RATES, "Exchange rates"),
    (CONDITIONS, "Cut-off times and tariffs"),
)
_FORMATS: Final = ("mt940", "camt053", "ofx", "ed211", "json")


def statement_views(visit: Visit) -> None:
    """Every view of the statement, and a search that finds while one types."""
    walker = visit.walker
    page = visit.page(StatementsPage, "statements", account=visit.desk.statements.accounts()[0].number)
    for key, title, picture in _VIEWS:
        page.go(key)
        walker.rest(2500)
        walker.step(title, "seen", picture)
    page.go(ground.SEARCH, find=visit.text("аренд", "аренд"))
    walker.rest(1500)
    walker.step("Search", "by a fragment of the purpose", "statement-search")


def formats(visit: Visit) -> None:
    """The exported statement in the other formats, and a statement of another bank that is taken into the archive."""
    source = visit.wish.folder / "kl_to_1c.txt"
    made = [visit.wish.folder / f"statement-{target}{_ENDINGS[target]}" for target in _FORMATS]
    for target, path in zip(_FORMATS, made, strict=True):
        conversions.convert_file(source, target, path, visit.wish.language)
    strange = visit.papers / "other_bank.txt"
    own = visit.desk.statements.accounts()[0].number
    text = source.read_bytes().decode("cp1251").replace(own, own[:-4] + "9999")
    strange.write_bytes(text.encode("cp1251"))
    page = visit.page(StatementsPage, "statements")
    page.import_file(strange)
    dialog = visit.walker.dialog(ImportDialog)
    visit.walker.wait(dialog.keep_button.isEnabled, "the preview of a statement file")
    visit.walker.step("Statement of another bank", ", ".join(path.name for path in made), "statement-import")
    dialog.reject()


_ENDINGS: Final = {"mt940": ".sta", "camt053": ".xml", "ofx": ".ofx", "ed211": ".xml", "json": ".json"}


def codes(visit: Visit) -> None:
    """The payment code of one's own requisites."""
    open_code(visit.desk, visit.main().shell)
    dialog = visit.walker.dialog(CodeWindow)
    visit.walker.rest(800)
    visit.walker.step("Code of requisites", "GOST R 56042-2014", "code")
    dialog.reject()


def information(visit: Visit) -> None:
    """News, rates, cut-off times."""
    page = visit.page(InformationPage, "information")
    for part, title in _PARTS:
        page.open(part=part)
        visit.walker.rest(1500)
        visit.walker.step(title, "seen", f"information-{part}")


ACTS = (statement_views, formats, codes, information)
