"""Home: accounts with balances, what waits for the user, how long the key is valid, when the bank was last reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from bsclient import clock
from bsclient.domain.states import FAILED
from bsclient.gui import format as written
from bsclient.gui import keys
from bsclient.gui.home.cards import Waiting, account_card, waiting_card
from bsclient.gui.keys_page import reminder
from bsclient.gui.keys_page import words as key_words
from bsclient.gui.sections import EVERYTHING
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tips import tip
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.bar import NoticeBar
from bsclient.gui.widgets.flow import FlowLayout
from bsclient.gui.widgets.scrolling import fill

if TYPE_CHECKING:
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.home import Overview
    from bsclient.services.keys.certificates import KeyDay, KeyStatus

_KEY_WARNING_DAYS: Final = 30
_SHOWN_DAYS: Final = frozenset({"expires", "expired", "waits"})


@dataclass(frozen=True, slots=True)
class _Told:
    """All that the page shows, read at one moment."""

    overview: Overview
    days: tuple[KeyDay, ...]
    mine: KeyStatus


class HomePage(Page):
    """Reads the overview off the GUI thread and shows it as cards; the toolbar has the two first steps of a day."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self._new = keys.action(
            tr("New payment"), "new", partial(shell.open_page, "payments.edit"), self, "new"
        )
        self._sync = keys.action(tr("Synchronise"), "sync", shell.synchronise, self)
        self._sync.setToolTip(tip(f"{tr('Synchronise with the bank')} ({keys.shown('sync')})"))
        self._key = NoticeBar()
        self._accounts = FlowLayout(gap=12, even=True)
        self._waiting = FlowLayout(gap=12, even=True)
        self._calm = text.marked(tr("Nothing waits for you"), "ok", "done", wrap=False)
        self._no_accounts = text.hint(
            tr("No accounts yet: they come from the bank with the first synchronisation.")
        )
        self._last = text.hint("", wrap=False)
        self._until = text.link("", partial(shell.open_page, "keys"))
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(self._key)
        box.addWidget(text.heading(tr("Waits for you"), 2))
        box.addWidget(self._calm)
        box.addLayout(self._waiting)
        box.addSpacing(10)
        box.addWidget(text.heading(tr("Accounts"), 2))
        box.addWidget(self._no_accounts)
        box.addLayout(self._accounts)
        box.addSpacing(6)
        box.addLayout(_in_a_row(self._last, self._until))
        box.addStretch(1)
        fill(self, inside, sideways=False)
        self._calm.hide()
        self._no_accounts.hide()

    @property
    def title(self) -> str:
        return tr("Home")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._new, self._sync)

    def open(self, **_args: object) -> None:
        self._read()

    def accounts_shown(self) -> int:
        """Return how many accounts are on the screen."""
        return self._accounts.count()

    def refresh(self, changed: Changed) -> None:
        if changed.everything or changed.documents or changed.accounts or changed.letters or changed.news:
            self._read()

    def _read(self) -> None:
        desk = self.desk

        def work() -> _Told:
            keys_now = desk.certificates
            return _Told(desk.home.overview(), keys_now.calendar(), keys_now.mine())

        self.shell.run_task(work, self._show).owned_by(self)

    def _show(self, told: _Told) -> None:
        overview = told.overview
        self._show_key(overview, told.mine)
        reminder.remind(self.shell, told.mine)
        things = [*self._things(overview), *self._keys(told.days)]
        _refill(self._waiting, [waiting_card(thing) for thing in things])
        self._calm.setVisible(not things)
        cards = [
            account_card(account, partial(self.shell.open_page, "statements", account=account.number))
            for account in overview.accounts
        ]
        _refill(self._accounts, list(cards))
        self._no_accounts.setVisible(not cards)
        at, until = written.instant(overview.last_sync), written.instant(overview.key_valid_until)
        self._last.setText(tr("Balances as of {time} (Moscow time)").format(time=at) if at else "")
        self._last.setVisible(bool(at))
        self._until.setText(tr("Your key is valid until {day}").format(day=until))
        self._until.setVisible(bool(until))

    def _show_key(self, overview: Overview, mine: KeyStatus) -> None:
        left, until = overview.key_days_left, written.instant(overview.key_valid_until)
        leads = partial(self.shell.open_page, "keys")
        if mine.state.value == "revoked":
            self._key.tell(key_words.headline(mine), "error", tr("What to do…"), leads)
        elif mine.state.value == "renewing":
            self._key.tell(key_words.headline(mine), "info", tr("Signature keys"), leads)
        elif overview.key_valid_until is None or left is None or left > _KEY_WARNING_DAYS:
            self._key.hide()
        elif overview.key_valid_until < clock.now():
            self._key.tell(
                tr("Your key is not valid since {day}: nothing can be signed.").format(day=until),
                "error",
                tr("What to do…"),
                leads,
            )
        else:
            words = tr("Your key is valid for %n more day(s)", "", left)
            more = tr("until {day}").format(day=until)
            self._key.tell(
                f"{words}, {more}.",
                "warning",
                tr("Renew…"),
                partial(self.shell.open_page, "keys", renew=True),
            )

    def _things(self, overview: Overview) -> list[Waiting]:
        total = written.amount(overview.to_sign_total, "RUB")
        things = (
            self._payments(
                ("unknown", "unknown", "partly"),
                overview.unknown,
                tr("%n sent without a receipt", "", overview.unknown),
                tr("The bank has not confirmed them yet; synchronise to find out."),
            ),
            self._payments(
                ("rejected", "rejected", "rejected"),
                overview.rejected,
                tr("%n rejected", "", overview.rejected),
                tr("Look why, correct a copy and sign again."),
            ),
            self._payments(
                ("errors", "error", "rejected"),
                overview.invalid,
                tr("%n with errors", "", overview.invalid),
                tr("They cannot be signed until they are mended."),
            ),
            self._payments(
                ("to_sign", "sign", "partly"), overview.to_sign, tr("%n to sign", "", overview.to_sign), total
            ),
            self._payments(
                ("signed", "signed", "transit"),
                overview.signed,
                tr("%n signed, not sent", "", overview.signed),
                tr("Put them into the queue for the bank (F8)."),
            ),
            self._payments(
                ("queued", "queued", "transit"),
                overview.queued,
                tr("%n to be sent", "", overview.queued),
                tr("They go with the next synchronisation (F9)."),
            ),
            *self._colleagues(overview),
            *self._others(overview),
            self._letters(overview.unread_letters),
            self._news(overview.unread_news),
        )
        return [thing for thing in things if thing.count]

    def _letters(self, count: int) -> Waiting:
        leads = partial(self.shell.open_page, "letters", part="unread")
        return Waiting("letter", "transit", count, tr("%n unread letter(s)", "", count), "", leads)

    def _news(self, count: int) -> Waiting:
        leads = partial(self.shell.open_page, "information", part="news")
        return Waiting("info", "transit", count, tr("%n unread notice(s) of the bank", "", count), "", leads)

    def _keys(self, days: Sequence[KeyDay]) -> Iterable[Waiting]:
        """Return cards of what is near in the calendar of keys: one's own has the bar above."""
        for one in days:
            near = abs(one.days) <= _KEY_WARNING_DAYS
            if near and one.what in _SHOWN_DAYS and one.user_id != self.desk.user.id:
                words, icon, role = key_words.day(one)
                when = key_words.distance(one.days)
                yield Waiting(icon, role, 1, words, when, partial(self.shell.open_page, "keys"))

    def _colleagues(self, overview: Overview) -> tuple[Waiting, ...]:
        """Return the cards of what is signed together with colleagues at other computers."""
        come, away = overview.from_colleagues, overview.with_colleagues
        return (
            self._documents(
                ("partly", "user", "partly"), come, tr("%n from colleagues for your signature", "", come)
            ),
            self._documents(
                ("partly", "partly_signed", "transit"), away, tr("%n with colleagues for signing", "", away)
            ),
        )

    def _others(self, overview: Overview) -> tuple[Waiting, ...]:
        """Return the cards of what is no payment: they lead to the list of all documents."""
        rejected = sum(overview.others.get(state, 0) for state in FAILED)
        return (
            self._documents(
                ("rejected", "rejected", "rejected"),
                rejected,
                tr("%n other document(s) rejected", "", rejected),
            ),
            self._documents(
                ("to_sign", "sign", "partly"),
                overview.others_to_sign,
                tr("%n other document(s) to sign", "", overview.others_to_sign),
            ),
            self._documents(
                ("unread", "in", "transit"),
                overview.unread_documents,
                tr("%n document(s) of the bank to read", "", overview.unread_documents),
            ),
        )

    def _documents(self, place: tuple[str, str, str], count: int, words: str) -> Waiting:
        tab, icon, role = place
        return Waiting(icon, role, count, words, "", partial(self.shell.open_page, EVERYTHING, tab=tab))

    def _payments(self, place: tuple[str, str, str], count: int, words: str, more: str) -> Waiting:
        """Return a card that leads to a tab of the journal; `place`: tab, icon, colour."""
        tab, icon, role = place
        return Waiting(icon, role, count, words, more, partial(self.shell.open_page, "payments", tab=tab))


def _in_a_row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _refill(layout: QLayout, widgets: list[QWidget]) -> None:
    while (item := layout.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    for widget in widgets:
        layout.addWidget(widget)
    layout.invalidate()
