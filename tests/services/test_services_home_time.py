"""The first page says of which moment its balances are: of the last news, also of those that came between sessions."""

import datetime as dt

from local_kit import NOW, office

from bsclient.services.home import Home
from bsclient.storage import feed


def test_balances_are_of_the_last_news(tmp_path):
    desk = office(tmp_path)
    try:
        assert Home(desk.place).overview().last_sync is None
        with desk.store.write() as work:
            feed.synchronised(work)
        assert Home(desk.place).overview().last_sync == NOW
        desk.clock.time = later = NOW + dt.timedelta(minutes=7)
        with desk.store.write() as work:
            feed.advance(work, 1)
        assert Home(desk.place).overview().last_sync == later
        desk.clock.time = latest = later + dt.timedelta(minutes=7)
        with desk.store.write() as work:
            feed.synchronised(work)
        assert Home(desk.place).overview().last_sync == latest
    finally:
        desk.close()
