"""A colleague lets a user into an encrypted profile: he types his passphrase beside the user, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from bsclient.errors import BsError
from bsclient.gui import problems, tasks
from bsclient.gui.keys_page.frame import KeyDialog
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile, User

_WIDTH: Final = 500


class AdmitDialog(KeyDialog):
    """`admitted` once the user has a copy of the base's key under his own passphrase."""

    admitted = Signal()

    def __init__(self, parent: QWidget | None, profile: Profile, user: User) -> None:
        super().__init__(parent, tr("Let a colleague in"), width=_WIDTH)
        from bsclient.services.keys import vaults

        self._profile, self._user = profile, user
        self.colleague = QComboBox()
        for holder in vaults.holders(profile):
            own = holder.id == user.id
            words = tr("{name}, with the former passphrase").format(name=holder.name) if own else holder.name
            self.colleague.addItem(words, holder.id)
        self.his = PassphraseField()
        self.own = PassphraseField()
        self._build()
        self.go = self.add_button(tr("Let in"), self._admit, primary=True)
        self.add_close()
        for field in (self.his, self.own):
            field.changed.connect(self._follow)
        self.own.entered.connect(self.his.setFocus)
        self.his.entered.connect(self._admit)
        self.own.setFocus()
        self._follow()

    def _build(self) -> None:
        head = text.heading(tr("{name} has no key of this base yet").format(name=self._user.name), 2)
        head.setWordWrap(True)
        self.content.addWidget(head)
        words = tr(
            "The data of this profile are encrypted on this computer. Somebody who already works with them types his passphrase "
            "here once; after that your own one opens them. Nothing is sent anywhere and nobody learns the other's passphrase."
        )
        self.content.addWidget(text.label(words, wrap=True))
        self._line(tr("&Your passphrase"), self.own)
        self._line(tr("&Colleague"), self.colleague)
        self._line(tr("&His passphrase"), self.his)

    def _line(self, caption: str, field: QWidget) -> None:
        label = text.label(caption, wrap=True)
        label.setBuddy(field)
        field.setAccessibleName(caption.replace("&", ""))
        self.content.addWidget(label)
        self.content.addWidget(field)

    def _follow(self) -> None:
        chosen = self.colleague.currentIndex() >= 0
        self.go.setEnabled(chosen and self.his.filled() and self.own.filled())

    def _admit(self) -> None:
        if not self.go.isEnabled():
            return
        profile, user = self._profile, self._user
        colleague = profile.user(str(self.colleague.currentData()))
        his, own = self.his.take(), self.own.take()

        def work() -> None:
            from bsclient.services.keys import vaults

            with his, own:
                vaults.admit(profile, (colleague, his), (user, own))

        self.setEnabled(False)
        tasks.run(work, lambda _none: self._done(), self._refused, Lane.STORE).owned_by(self)

    def _done(self) -> None:
        self.accept()
        self.admitted.emit()

    def _refused(self, error: BsError) -> None:
        self.setEnabled(True)
        own = error.facts.get("user", self._user.id) == self._user.id
        field = self.own if own else self.his
        field.set_error(problems.of_error(error).whole)
        field.setFocus()
        self._follow()
