"""«Block my key»: red, with a typed confirmation; signed by the key itself, or by the word for the phone without the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QWidget

from bsclient.errors import BsError
from bsclient.gui import tasks
from bsclient.gui.enrolment.step import Trouble
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import N_, tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.passphrase import PassphraseField, wiping

if TYPE_CHECKING:
    from bsclient.services.keys.revoking import Blocked
    from bsclient.services.profiles import Profile, User

REASONS: Final = (
    ("key_compromise", N_("Somebody may have learnt the passphrase or copied the key")),
    ("key_lost", N_("The key or the token is lost")),
    ("left", N_("The owner has left or changed his position")),
    ("other", N_("Another reason")),
)
_WIDTH: Final = 520


class BlockDialog(KeyDialog):
    """`blocked(Blocked)` once the bank has confirmed it. Nothing in it answers Enter."""

    blocked = Signal(object)

    def __init__(self, parent: QWidget | None, profile: Profile, user: User) -> None:
        super().__init__(parent, tr("Block my key"), width=_WIDTH)
        self._profile, self._user = profile, user
        self.reason = QComboBox()
        for code, words in REASONS:
            self.reason.addItem(tr(words), code)
        self.by_key = QRadioButton(tr("With the passphrase of the key"))
        self.by_word = QRadioButton(tr("With the word for the phone"))
        self.passphrase = PassphraseField()
        self.word = QLineEdit()
        self.word.setAccessibleName(tr("Word for the phone"))
        self.confirmation = QLineEdit()
        self.trouble = Trouble(self.confirmation)
        self._build()
        self.go = self.add_button(tr("Block the key"), self._block)
        self.go.setProperty("danger", True)
        self.go.setAutoDefault(False)
        close = self.add_close()
        close.setDefault(True)
        self._follow()

    def _build(self) -> None:
        head = text.heading(tr("Block the key of {name}?").format(name=self._user.name), 2)
        head.setWordWrap(True)
        text.paint(head, "rejected")
        self.content.addWidget(head)
        self.content.addWidget(
            text.label(
                tr(
                    "The bank refuses everything signed with this key from this moment on. It cannot be taken back: a new key needs a "
                    "new activation code and a paper act. If you have neither passphrase nor word, call the bank."
                ),
                wrap=True,
            )
        )
        self._line(tr("&Reason"), self.reason)
        group = QButtonGroup(self)
        for button in (self.by_key, self.by_word):
            group.addButton(button)
            self.content.addWidget(button)
        self.content.addWidget(self.passphrase)
        self.content.addWidget(self.word)
        self.by_key.setChecked(True)
        self._line(tr("Type the word “{word}” to confirm").format(word=confirmation()), self.confirmation)
        self.content.addWidget(self.trouble.line)
        group.buttonToggled.connect(lambda *_: self._follow())
        self.confirmation.textEdited.connect(lambda _typed: self._follow())
        self.passphrase.changed.connect(self._follow)
        self.word.textEdited.connect(lambda _typed: self._follow())

    def _line(self, caption: str, field: QWidget) -> None:
        label = text.label(caption, wrap=True)
        label.setBuddy(field)
        field.setAccessibleName(caption.replace("&", ""))
        self.content.addWidget(label)
        self.content.addWidget(field)

    def _follow(self) -> None:
        by_key = self.by_key.isChecked()
        self.passphrase.setVisible(by_key)
        self.word.setVisible(not by_key)
        typed = self.confirmation.text().strip().casefold() == confirmation().casefold()
        filled = self.passphrase.filled() if by_key else bool(self.word.text().strip())
        self.go.setEnabled(typed and filled)

    def _block(self) -> None:
        profile, user = self._profile, self._user
        by_key, reason = self.by_key.isChecked(), str(self.reason.currentData())
        secret, word = self.passphrase.take(), self.word.text().strip()

        def work() -> Blocked:
            from bsclient.services.keys import enrolments, revoking

            line = enrolments.line(profile.bank)
            try:
                if by_key:
                    return revoking.block_me(line, profile, user, secret, reason)
                return revoking.block_by_word(line, profile, user, word)
            finally:
                line.close()

        self.trouble.tell("")
        self.setEnabled(False)
        tasks.run(wiping(secret, work), self._blocked, self._refused, Lane.STORE).owned_by(self)

    def _blocked(self, blocked: Blocked) -> None:
        parent = self.parentWidget()
        self.accept()
        self.blocked.emit(blocked)
        dialogs.inform(
            parent,
            tr("The key is blocked"),
            tr("The bank has confirmed it. Nothing signed with this key is accepted any more."),
            "ok",
        )

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        self.trouble.show(error)
        self._follow()


def confirmation() -> str:
    """Return the word that is to be typed."""
    return tr("BLOCK")
