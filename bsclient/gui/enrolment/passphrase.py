"""Fourth step: the passphrase of the new key; «Make the key» makes it and sends the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bsclient.errors import BsError, WrongPassphrase
from bsclient.gui import problems
from bsclient.gui.enrolment.new_passphrase import NewPassphrase
from bsclient.gui.enrolment.place import IMPORT, TOKEN
from bsclient.gui.enrolment.step import Draft, Step, Trouble
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.keys.life import Pending
    from bsclient.services.profiles import Profile, User

    Begun = tuple[Profile, User, Pending]


class PassphraseStep(Step):
    """The passphrase is kept for another try while the bank cannot be reached; it is wiped when the wizard goes on or closes."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.fields = NewPassphrase()
        self.trouble = Trouble(self.fields)
        self._kept: Secret | None = None
        self.pin = PassphraseField(tr("PIN of the token"))
        self._why = text.hint("")
        self.box.addWidget(self._why)
        self.box.addWidget(self.fields)
        self.box.addWidget(self.pin)
        self.box.addWidget(self.trouble.line)
        self.box.addStretch(1)
        self.fields.changed.connect(self._edited)
        self.pin.changed.connect(self._edited)

    @property
    def name(self) -> str:
        return tr("Passphrase or PIN")

    @property
    def heading(self) -> str:
        return tr("Type the PIN of the token") if self._token() else tr("Protect the key with a passphrase")

    @property
    def next_words(self) -> str:
        return tr("Try again") if self._kept is not None else tr("Make the key")

    def enter(self) -> None:
        token = self._token()
        self.fields.setVisible(not token)
        self.pin.setVisible(token)
        self._why.setText(_token_words() if token else _file_words())
        (self.pin if token else self.fields.first).setFocus()

    def complete(self) -> bool:
        typed = self.pin.filled() if self._token() else self.fields.complete()
        return self._kept is not None or typed

    def touched(self) -> bool:
        return self._kept is not None or self.fields.touched() or self.pin.filled()

    def _token(self) -> bool:
        return self.draft.kind == TOKEN

    def go(self) -> None:
        draft = self.draft
        if draft.link is None or draft.identity is None:
            return
        if self._kept is None:
            self._kept = self.pin.take() if self._token() else self.fields.take()
        secret = self._kept
        self.trouble.tell("")
        self.setEnabled(False)
        self.work(
            tr("Making the key and sending the request…"),
            lambda: _begin(draft, secret),
            self._begun,
            self._failed,
            Lane.STORE,
        )

    def wipe(self) -> None:
        """Forget the passphrase that was kept for another try."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.wipe()

    def _edited(self) -> None:
        self.wipe()
        self.trouble.tell("")
        self.changed.emit()

    def _begun(self, begun: Begun) -> None:
        self.setEnabled(True)
        self.wipe()
        self.draft.profile, self.draft.user, self.draft.pending = begun
        self.passed.emit()

    def _failed(self, error: BsError) -> None:
        self.setEnabled(True)
        ours = error.code.startswith("passphrase_")
        if ours or (isinstance(error, WrongPassphrase) and self._token()):
            self.wipe()
            field = self.pin if self._token() else self.fields.first
            field.set_error(problems.of_error(error).whole)
            field.setFocus()
        else:
            self.trouble.show(error)
        self.changed.emit()


def _begin(draft: Draft, secret: Secret) -> Begun:
    """Make the key and send the request; what was begun before and not answered goes on. Called by a worker."""
    from bsclient.crypto.secret import Secret
    from bsclient.services.keys import enrolments
    from bsclient.services.keys import places as key_places

    if draft.link is None or draft.identity is None:
        raise RuntimeError("the steps before are not done")
    profile, user = enrolments.profile_for(draft.home, draft.link, draft.identity, draft.known)
    line = enrolments.line(draft.link)
    try:
        if draft.kind == TOKEN:
            pending = key_places.begin(line, profile, user, draft.place, (draft.code, secret))
        elif draft.kind == IMPORT:
            file = (draft.blob, draft.password or Secret.empty())
            pending = key_places.begin_imported(line, profile, user, file, (draft.code, secret))
        else:
            pending = enrolments.begin(line, profile, user, (draft.code, secret))
    finally:
        line.close()
    return profile, user, pending


def _file_words() -> str:
    return tr(
        "The key lies in an encrypted file on this computer and never leaves it. The passphrase opens it: it is asked at every "
        "log-in and before every signature. The bank does not know it."
    )


def _token_words() -> str:
    return tr(
        "The key is made on the token now. Its PIN is asked at every log-in and before every signature; after several wrong "
        "ones the token locks itself."
    )
