"""The home page and what leads from it."""

from datetime import UTC, datetime, timedelta

from fake_desk import overview
from PySide6.QtCore import Qt
from window_kit import desk_fixture, page, window_fixture  # noqa: F401 -- fixtures


def cards(window):
    from bsclient.gui.home.cards import Card

    return [card for card in page(window, "home").findChildren(Card) if card.isVisibleTo(window)]


def test_home_shows_accounts_and_what_waits_and_leads_there(window, qtbot):
    names = [card.accessibleName() for card in cards(window)]
    assert any("12,543,890.45" in name for name in names)
    rejected = next(card for card in cards(window) if "rejected" in card.accessibleName())
    qtbot.keyClick(rejected, Qt.Key.Key_Return)
    assert window._host.name == "payments"
    assert page(window).seen == [("open", {"tab": "rejected"})]


def test_home_is_calm_when_nothing_waits_and_says_where_accounts_come_from(window, desk, qtbot):
    home = page(window, "home")
    assert home._calm.isHidden()
    desk.home.now = overview(
        accounts=(),
        to_sign=0,
        unknown=0,
        rejected=0,
        queued=0,
        unread_letters=0,
        last_sync=None,
        key_days_left=200,
    )
    desk.tell(everything=True)
    qtbot.waitUntil(lambda: not home._calm.isHidden())
    assert not home._no_accounts.isHidden()
    assert home._key.isHidden()
    assert cards(window) == []


def test_key_that_ends_soon_or_has_ended_is_told(window, desk, qtbot):
    home = page(window, "home")
    assert "12" in home._key.words()
    now = datetime.now(UTC)
    desk.home.now = overview(key_days_left=0, key_valid_until=now - timedelta(days=1))
    desk.tell(everything=True)
    qtbot.waitUntil(lambda: "nothing can be signed" in home._key.words())


def test_a_long_name_of_an_account_ends_with_dots_and_is_whole_in_the_tip(qtbot):
    from bsclient.gui.home.cards import ElidedLine

    name = "Транзитный валютный счёт, доллары США"
    made = ElidedLine(name)
    qtbot.addWidget(made)
    made.resize(100, 20)
    made.show()
    assert made.label.text().endswith("…")
    assert made.toolTip() == name
    made.resize(600, 20)
    assert (made.label.text(), made.toolTip()) == (name, "")
