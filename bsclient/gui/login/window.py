"""The first window: whose documents, who signs, with what passphrase. Enter logs in.

Profiles are read and keys opened off the GUI thread, so the window is there at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui import icons, tasks
from bsclient.gui.login.aside import KeyAside
from bsclient.gui.login.tries import Countdown
from bsclient.gui.tr import LANGUAGES, language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.enter_presses import presses, struck_on
from bsclient.gui.widgets.passphrase import PassphraseField, wiping
from bsclient.gui.widgets.scrolling import fill

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.gui.enrolment.step import Draft
    from bsclient.gui.enrolment.window import EnrolmentWindow
    from bsclient.services.keys.certificates import KeyStatus
    from bsclient.services.profiles import Profile, User

_WIDTH: Final = 420
_ADMITS: Final = frozenset({"vault_missing", "vault_other_passphrase"})
"""Refusals that a colleague mends: an encrypted base whose key this user does not have."""
_STATUS_MS: Final = 60
_BLOCKABLE: Final = frozenset({"active", "renew_soon", "renewing", "not_yet", "other_key"})


@dataclass(frozen=True)
class Door:
    """What the login needs of the services; they are imported inside, after the window is painted."""

    profiles: Callable[[], Sequence[Profile]]
    enter: Callable[[Profile, User, Secret], Any]
    pause: Callable[[Profile, User], int]
    demo_passphrase: str = ""
    home: Path | None = None
    """Where profiles are: a bank can be connected. None: windows of keys are not offered."""


class LoginWindow(QWidget):
    """Signals: `ready` (a passphrase can be typed), `entered(what Door.enter gave)`, `language_chosen(str)`, `closed`."""

    ready = Signal()
    entered = Signal(object)
    language_chosen = Signal(str)
    closed = Signal()

    _struck: QWidget | None = None

    def __init__(self, door: Door, last: str = "") -> None:
        super().__init__()
        self._door = door
        self._wanted = (last, "")
        self._typed: Secret | None = None
        self._profiles: Sequence[Profile] = ()
        self.setWindowTitle(tr("BSClient: log in"))
        self.setWindowIcon(icons.icon("app", "accent"))
        self.resize(QSize(620, 560).boundedTo(self.screen().availableGeometry().size()))
        self._profile, self._user = _box(tr("Organisation")), _box(tr("User"))
        self._field = PassphraseField()
        self._caption = _buddy(tr("&Passphrase of the key"), self._field)
        self._demo = text.hint("")
        self._enter = text.primary(tr("Log in"), self._try)
        self._countdown = Countdown(self._field, self._enter)
        self._state = text.hint(tr("Reading…"))
        self.aside = KeyAside()
        self.connect_link = text.link(tr("Connect a bank…"), self.connect_bank)
        self.block_link = text.link(tr("Block my key…"), self.block_key)
        self.enrolment: EnrolmentWindow | None = None
        self._build()
        self.aside.connect_asked.connect(self.connect_bank)
        self.aside.restore_asked.connect(self.restore_key)
        self.aside.changed.connect(self.load)
        self._profile.currentIndexChanged.connect(lambda _place: self._show_users())
        self._user.currentIndexChanged.connect(lambda _place: self._show_user())
        self._field.entered.connect(self._try)
        self._form.setEnabled(False)

    def load(self) -> None:
        """Read the profiles; the window may be shown before."""
        self._wanted = self._standing()
        tasks.run(self._door.profiles, self._show_profiles, self._unreadable).owned_by(self)

    def go_on(self, before: LoginWindow) -> None:
        """Load, and go on where another window stopped: who was chosen, what was typed, where it stood."""
        self._wanted = before._standing()
        self._typed = before._typed or before._field.take()
        self.setGeometry(before.geometry())
        self.load()

    def connect_bank(self) -> None:
        """Open the wizard; its user is chosen here when the certificate has come or the request waits."""
        if self._door.home is None:
            return
        from bsclient.gui.enrolment.step import Draft
        from bsclient.gui.enrolment.window import EnrolmentWindow

        wizard = EnrolmentWindow(self, Draft(self._door.home, tuple(self._profiles)))
        wizard.left.connect(lambda: self._come_back(wizard.draft))
        self.enrolment = wizard
        wizard.open()

    def block_key(self) -> None:
        """Open the window that blocks the chosen user's key."""
        who = self.chosen()
        if who is not None:
            from bsclient.gui.keys_page.block import BlockDialog

            dialog = BlockDialog(self, *who)
            dialog.blocked.connect(lambda _blocked: self.load())
            dialog.open()

    def restore_key(self) -> None:
        """Open the window that puts the chosen user's key back from a copy."""
        who = self.chosen()
        if who is not None:
            from bsclient.gui.keys_page.restore import RestoreDialog

            dialog = RestoreDialog(self, *who)
            dialog.restored.connect(self.load)
            dialog.open()

    def put_passphrase(self, passphrase: Secret) -> None:
        """Fill the field, as who has a passphrase without typing it: the guided tour."""
        self._field.put(passphrase)

    def chosen(self) -> tuple[Profile, User] | None:
        """Return who would log in."""
        profile = self._chosen_profile()
        users = profile.users if profile else ()
        place = self._user.currentIndex()
        return (profile, users[place]) if profile and 0 <= place < len(users) else None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._field.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        self._struck = struck_on(self, event, self._struck)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if presses(self._struck, self, event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._try()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        card = QWidget()
        card.setMaximumWidth(_WIDTH)
        box = QVBoxLayout(card)
        box.setSpacing(14)
        box.addLayout(_brand())
        self._form = QWidget()
        form = QFormLayout(self._form)
        form.setContentsMargins(0, 8, 0, 0)
        form.setVerticalSpacing(7)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for name, field in (
            (tr("&Organisation"), self._profile),
            (tr("&User"), self._user),
        ):
            form.addRow(_buddy(name, field), field)
        form.addRow(self._caption, self._field)
        box.addWidget(self._form)
        box.addWidget(self.aside)
        box.addWidget(self._demo)
        box.addWidget(self._enter)
        box.addWidget(self._state)
        box.addLayout(self._links())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 12, 24, 24)
        column.addWidget(self._languages(), 0, Qt.AlignmentFlag.AlignRight)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        fill(self, inside)

    def _links(self) -> QHBoxLayout:
        links = QHBoxLayout()
        links.addWidget(self.connect_link)
        links.addStretch(1)
        links.addWidget(self.block_link)
        self.connect_link.setVisible(self._door.home is not None)
        self.block_link.hide()
        return links

    def _languages(self) -> QComboBox:
        box = _box(tr("Language"))
        for code, name in LANGUAGES.items():
            box.addItem(name, code)
        box.setCurrentIndex(box.findData(language()))
        box.activated.connect(lambda _place: self._choose_language(str(box.currentData())))
        return box

    def _choose_language(self, code: str) -> None:
        if code != language():
            self.language_chosen.emit(code)

    def _show_profiles(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        self._profile.clear()
        for profile in profiles:
            self._profile.addItem(f"{profile.title}  ·  {profile.bank.name}", profile.id)
        self._form.setEnabled(bool(profiles))
        self._enter.setEnabled(bool(profiles))
        self._state.setText("" if profiles else _nothing())
        self._state.setVisible(not profiles)
        wanted_profile, wanted_user = self._wanted
        self._profile.setCurrentIndex(max(0, self._profile.findData(wanted_profile)))
        self._show_users()
        self._user.setCurrentIndex(max(0, self._user.findData(wanted_user)))
        if self._typed is not None:
            self._field.put(self._typed)
            self._typed = None
        self._field.setFocus()
        self.ready.emit()

    def _unreadable(self, error: BsError) -> None:
        from bsclient.gui import problems

        self._state.setText(problems.of_error(error).whole)

    def _show_users(self) -> None:
        profile = self._chosen_profile()
        self._user.clear()
        for user in profile.users if profile else ():
            self._user.addItem(f"{user.name}, {user.position}" if user.position else user.name, user.id)
        self._user.setEnabled(self._user.count() > 1)
        passphrase = self._door.demo_passphrase
        shown = bool(profile and profile.demo and passphrase)
        self._demo.setText(
            tr("Demo: the passphrase is “{passphrase}”").format(passphrase=passphrase) if shown else ""
        )
        self._demo.setVisible(shown)

    def _show_user(self) -> None:
        """A pause after wrong tries belongs to a user and outlives the program."""
        self._field.take().wipe()
        self._field.set_error("")
        self._countdown.stop()
        self.aside.clear()
        self.block_link.hide()
        self._allow_passphrase()
        who = self.chosen()
        if who is not None:
            tasks.run(lambda: self._door.pause(*who), self._countdown.wait).owned_by(self)
            if self._door.home is not None:
                QTimer.singleShot(_STATUS_MS, self, lambda: self._ask_status(who))

    def _ask_status(self, who: tuple[Profile, User]) -> None:
        """Say how the key stands, once the window is painted: certificates are read for that."""

        def work() -> KeyStatus:
            from bsclient.services.keys import certificates

            return certificates.status(*who)

        def show(status: KeyStatus) -> None:
            if self.chosen() == who:
                self.aside.show_status(*who, status)
                self.block_link.setVisible(status.state.value in _BLOCKABLE)
                self._allow_passphrase()

        if self.chosen() == who:
            tasks.run(work, show).owned_by(self)

    def _allow_passphrase(self) -> None:
        """A passphrase is asked where there is a key that it opens."""
        opens = self.aside.opens()
        for part in (self._field, self._caption, self._enter):
            part.setVisible(opens)
        self._demo.setVisible(opens and bool(self._demo.text()))

    def _come_back(self, draft: Draft) -> None:
        """The wizard is closed: its user is chosen, with a certificate or waiting."""
        self.enrolment = None
        if draft.profile is not None and draft.user is not None:
            self._wanted = (draft.profile.id, draft.user.id)
            tasks.run(self._door.profiles, self._show_profiles, self._unreadable).owned_by(self)
        self._field.setFocus()

    def _standing(self) -> tuple[str, str]:
        """Return who is chosen, or is to be chosen once the profiles are read."""
        who = self.chosen()
        return (who[0].id, who[1].id) if who is not None else self._wanted

    def _chosen_profile(self) -> Profile | None:
        place = self._profile.currentIndex()
        return self._profiles[place] if 0 <= place < len(self._profiles) else None

    def _try(self) -> None:
        who = self.chosen()
        if who is None or not self._enter.isEnabled():
            return
        if not self._field.filled():
            self._field.set_error(tr("Type the passphrase"))
            self._field.setFocus()
            return
        profile, user = who
        passphrase = self._field.take()
        self._wait(tr("Opening the key…"))
        enter = wiping(passphrase, lambda: self._door.enter(profile, user, passphrase))
        tasks.run(enter, self._entered, self._refused).owned_by(self)

    def _wait(self, words: str) -> None:
        waiting = bool(words)
        self._form.setEnabled(not waiting)
        self._enter.setEnabled(not waiting)
        self._state.setText(words)
        self._state.setVisible(waiting)

    def _entered(self, what: object) -> None:
        self._wait("")
        self.entered.emit(what)

    def _refused(self, error: BsError) -> None:
        self._wait("")
        self._countdown.show(error)
        self._field.setFocus()
        who = self.chosen()
        if who is not None and error.code in _ADMITS:
            self.let_in(*who)

    def let_in(self, profile: Profile, user: User) -> None:
        """Open the window in which a colleague gives the user the key of an encrypted base."""
        from bsclient.gui.login.admit import AdmitDialog

        dialog = AdmitDialog(self, profile, user)
        dialog.admitted.connect(self._admitted)
        dialog.open()

    def _admitted(self) -> None:
        self._field.set_error("")
        self._state.setText(tr("You were let in: log in with your passphrase"))
        self._state.setVisible(True)
        self._field.setFocus()


def _brand() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(text.icon_label("app", "accent", 40))
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(text.heading("BSClient"))
    names.addWidget(text.hint(tr("Payments, statements and letters of your bank")))
    row.addLayout(names, 1)
    return row


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setMinimumContentsLength(12)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _buddy(name: str, field: QWidget) -> QLabel:
    made = text.label(name)
    made.setBuddy(field)
    return made


def _nothing() -> str:
    return tr("There is no profile on this computer yet. Connect a bank, or start the demo.")
