"""The table of views: a tab is added by one line here; its module is imported when it is first shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from bsclient.gui.statements import ground
from bsclient.gui.tr import N_

if TYPE_CHECKING:
    from bsclient.gui.statements.ground import Ground, StatementView

TITLES: Final[Mapping[str, str]] = {
    ground.OPERATIONS: N_("Operations"),
    ground.BY_DAY: N_("By day"),
    ground.SUMMARY: N_("Summary"),
    ground.TURNOVER: N_("Turnover"),
    ground.FORECAST: N_("Forecast"),
    ground.HEALTH: N_("Check"),
    ground.SEARCH: N_("Search"),
}


def make(key: str, base: Ground) -> StatementView:
    """Make a view by its key."""
    return _MAKERS[key](base)


def _operations(base: Ground) -> StatementView:
    from bsclient.gui.statements.operations import OperationsView

    return OperationsView(base)


def _by_day(base: Ground) -> StatementView:
    from bsclient.gui.statements.by_day import ByDayView

    return ByDayView(base)


def _summary(base: Ground) -> StatementView:
    from bsclient.gui.statements.overview import OverviewView

    return OverviewView(base)


def _turnover(base: Ground) -> StatementView:
    from bsclient.gui.statements.turnover import TurnoverView

    return TurnoverView(base)


def _forecast(base: Ground) -> StatementView:
    from bsclient.gui.statements.forecast import ForecastView

    return ForecastView(base)


def _health(base: Ground) -> StatementView:
    from bsclient.gui.statements.health import HealthView

    return HealthView(base)


def _search(base: Ground) -> StatementView:
    from bsclient.gui.statements.searching import SearchView

    return SearchView(base)


_MAKERS: Final = {
    ground.OPERATIONS: _operations,
    ground.BY_DAY: _by_day,
    ground.SUMMARY: _summary,
    ground.TURNOVER: _turnover,
    ground.FORECAST: _forecast,
    ground.HEALTH: _health,
    ground.SEARCH: _search,
}
