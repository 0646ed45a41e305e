"""The window of exports follows what goes on by itself while it is open."""

import datetime as dt

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)
from test_gui_automation import entry, post

from bsclient.gui.automation.exports import ExportsDialog
from bsclient.services.exports.running import Job


def test_a_run_that_comes_by_itself_is_shown(window, desk, qtbot, tmp_path):
    post(desk, entry(1, "5000.00"))
    kept = desk.folder_exports.save(
        Job(name="1C", folder=str(tmp_path), format="csv", since=dt.date(2026, 11, 1))
    )
    listed = ExportsDialog(window.shell)
    listed.open()
    settle()
    assert listed.log.paged.rowCount() == 0
    desk.folder_exports.run(kept.id)
    qtbot.waitUntil(lambda: listed.log.paged.rowCount() == 1, timeout=30000)
    post(desk, entry(2, "7000.00"))
    desk.folder_exports.run(kept.id)
    qtbot.waitUntil(lambda: listed.log.paged.rowCount() == 2, timeout=30000)
    assert listed.log.current_row().credits == 7000
    listed._run()
    settle()
    assert listed.run.isEnabled()
