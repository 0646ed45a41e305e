"""Keys and certificates: the user's own key and its acts, the keys of colleagues, their calendar, the bank's list of ended keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import keys, preview
from bsclient.gui.keys_page.others import AllKeys, KeyCalendar
from bsclient.gui.keys_page.own import OwnKey
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.scrolling import fill

if TYPE_CHECKING:
    from bsclient.gui.enrolment.window import EnrolmentWindow
    from bsclient.services.changes import Changed
    from bsclient.services.desk import Desk
    from bsclient.services.keys.certificates import KeyDay, KeyStatus
    from bsclient.services.keys.revocations import CrlState
    from bsclient.services.profiles import Profile, User


@dataclass(frozen=True, slots=True)
class _Told:
    """All that the page shows, read at one moment."""

    mine: KeyStatus
    everyone: tuple[KeyStatus, ...]
    days: tuple[KeyDay, ...]
    ended: CrlState


class KeysPage(Page):
    """Reads everything off the GUI thread; each act has a window of its own."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        self.own, self.everyone, self.calendar = OwnKey(), AllKeys(), KeyCalendar()
        self.ended = text.hint("")
        self.wizard: EnrolmentWindow | None = None
        self._new = keys.action(tr("New user…"), "user", self.new_user, self)
        self._new.setToolTip(tr("Make a key for another user of this organisation by an activation code"))
        self._act = keys.action(tr("Print the act…"), "print", self.print_act, self, "print")
        self._sync = keys.action(tr("Synchronise"), "sync", shell.synchronise, self)
        self._build()
        self.own.renew.connect(self.renew)
        self.own.passphrase.connect(self._change_passphrase)
        self.own.act.connect(self.print_act)
        self.own.export.connect(self._export)
        self.own.check.connect(self._check)
        self.own.give_up.connect(self._ask_give_up)
        self.own.block.connect(self.block)

    @property
    def title(self) -> str:
        return tr("Keys and certificates")

    def page_actions(self) -> Sequence[QAction | None]:
        return (self._act, self._new, None, self._sync)

    def open(self, **args: object) -> None:
        self._read()
        if args.get("renew"):
            self.renew()

    def refresh(self, changed: Changed) -> None:
        if not (changed.accounts or changed.letters) or changed.everything:
            self._read()

    def renew(self) -> None:
        """Begin the renewal of the user's key."""
        from bsclient.gui.keys_page.renew import RenewDialog

        dialog = RenewDialog(self.desk, self.shell)
        dialog.finished.connect(lambda _result: self._read())
        dialog.open()

    def block(self) -> None:
        """Block the user's key."""
        from bsclient.gui.keys_page.block import BlockDialog

        dialog = BlockDialog(self.shell.window, self.desk.profile, self.desk.user)
        dialog.blocked.connect(lambda _blocked: self._blocked())
        dialog.open()

    def print_act(self) -> None:
        """Show the act of the user's key."""
        preview.key_act(self.shell)

    def new_user(self) -> None:
        """Open the wizard for another user of this organisation."""
        from bsclient.gui.enrolment.step import Draft
        from bsclient.gui.enrolment.window import EnrolmentWindow

        profile = self.desk.profile
        draft = Draft(profile.folder.parent, (profile,), link=profile.bank)
        wizard = EnrolmentWindow(self.shell.window, draft)
        wizard.left.connect(self._read)
        wizard.finished_with.connect(self._enrolled)
        self.wizard = wizard
        wizard.open()

    def _build(self) -> None:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(10)
        box.addWidget(self.own)
        box.addSpacing(6)
        box.addWidget(text.heading(tr("Keys of all users"), 2))
        box.addWidget(self.everyone)
        box.addSpacing(6)
        box.addWidget(text.heading(tr("Calendar of keys"), 2))
        box.addWidget(self.calendar)
        box.addSpacing(4)
        box.addWidget(self.ended)
        box.addStretch(1)
        fill(self, inside, sideways=False)

    def _read(self) -> None:
        service = self.desk.certificates

        def work() -> _Told:
            return _Told(service.mine(), service.all(), service.calendar(), service.revocations())

        self.shell.run_task(work, self._show).owned_by(self)

    def _show(self, told: _Told) -> None:
        profile = self.desk.profile
        self.own.show_key(profile, self.desk.user, told.mine)
        self.everyone.show_keys(told.everyone, {user.id: user.position for user in profile.users})
        self.calendar.show_days(told.days)
        self.ended.setText(ended_words(told.ended))
        late = told.ended.stale and told.ended.issued is not None
        text.paint(self.ended, "partly" if late else "muted")

    def _change_passphrase(self) -> None:
        from bsclient.gui.keys_page.passphrase import PassphraseDialog

        PassphraseDialog(self.desk, self.shell).open()

    def _export(self) -> None:
        from bsclient.gui.keys_page.export import ExportDialog

        ExportDialog(self.desk, self.shell).open()

    def _check(self) -> None:
        self.shell.synchronise()

    def _ask_give_up(self) -> None:
        self.shell.ask(
            tr("Give the renewal up?"),
            tr("The new key is deleted. The present key works on until its end; it can be renewed again."),
            self._give_up,
            accept=tr("Give up"),
            dangerous=True,
        )

    def _give_up(self) -> None:
        self.shell.run_task(self.desk.certificates.give_up, lambda _none: self._read(), self._not_done)

    def _not_done(self, error: BsError) -> None:
        self.shell.show_error(error)
        self._read()

    def _blocked(self) -> None:
        self._read()
        self.shell.notify(tr("Your key is blocked: nothing can be signed or sent with it."), "error")

    def _enrolled(self, profile: Profile, user: User) -> None:
        words = tr("The key of {name} is ready. {name} logs in by the log-in window.").format(name=user.name)
        dialogs.inform(self.shell.window, profile.title, words, "ok")


def ended_words(state: CrlState) -> str:
    """Return how fresh the bank's list of ended keys is."""
    if state.issued is None:
        return tr(
            "The bank's list of ended keys has not been fetched yet: it comes with the next synchronisation."
        )
    told = tr("The bank's list of ended keys: number {number}, of {time}").format(
        number=str(state.number), time=written.instant(state.issued)
    )
    checked = tr("asked at {time}").format(time=written.instant(state.checked)) if state.checked else ""
    stale = tr("it is out of date: synchronise with the bank") if state.stale else ""
    return "; ".join(filter(None, (told, checked, stale))) + "."
