"""The column of pages: a count changes no height, also where pages stand closer; unread news have a count."""

from journal_kit import (  # noqa: F401 -- fixtures
    desk_fixture,
    keyring_fixture,
    office_fixture,
    settle,
    window_fixture,
)

from bsclient.protocol.messages import Event, NewsData
from bsclient.services.information import news_word


def test_a_count_changes_no_height_in_a_low_window(window):
    column = window._navigation
    window.resize(1280, 560)
    settle()
    assert column._panel.property("close") is True
    column.set_count("letters", 3)
    settle()
    assert len({button.height() for button in column._buttons.values()}) == 1
    column.set_count("letters", 0)
    settle()
    assert len({button.height() for button in column._buttons.values()}) == 1


def test_unread_news_are_counted_beside_their_page(desk, window):
    event = Event(seq=1, kind="news", time=desk.place.instant, data={})
    with desk.place.store.write() as work:
        news_word.apply(work, event, NewsData(title="First", text="Text", id="1"))
    settle()
    assert window._navigation._buttons["information"].accessibleName().endswith("   1")
    desk.news.mark_read(["1"])
    settle()
    assert not window._navigation._buttons["information"].accessibleName().endswith("1")
