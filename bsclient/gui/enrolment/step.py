"""One step of the wizard: what it asks, whether it is answered, and what happens with «Continue»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bsclient.errors import BsError, Unreachable
from bsclient.gui import problems, tasks
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from pathlib import Path

    from bsclient.crypto.secret import Secret
    from bsclient.protocol.connection import Connection
    from bsclient.services.keys.enrolments import Identity
    from bsclient.services.keys.life import Pending
    from bsclient.services.profiles import BankLink, Profile, User

T = TypeVar("T")


@dataclass
class Draft:
    """What was answered so far; nothing of it is kept before the key is made. `link` is there from the start inside a profile.

    `kind` is "file", "token" (then `place` says which) or "import" (then `blob` and `password` are the file with the key).
    `known` are the profiles of this PC: a user of an organisation that is there already joins its profile.
    """

    home: Path
    known: tuple[Profile, ...] = ()
    link: BankLink | None = None
    connection: Connection | None = None
    code: str = ""
    identity: Identity | None = None
    kind: str = "file"
    place: str = ""
    blob: bytes = b""
    password: Secret | None = None
    profile: Profile | None = None
    user: User | None = None
    pending: Pending | None = None
    facts: dict[str, str] = field(default_factory=dict)


class Step(QWidget):
    """Base of steps. `changed`: ask `complete` again; `passed`: the wizard may go on; `reveal(QWidget)`: scroll to it."""

    changed = Signal()
    passed = Signal()
    reveal = Signal(object)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.working = ""
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(10)

    @property
    def name(self) -> str:
        """Short name in the list of steps."""
        raise NotImplementedError

    @property
    def heading(self) -> str:
        """What is asked, as a sentence."""
        raise NotImplementedError

    @property
    def next_words(self) -> str:
        """Words on the button that goes on."""
        return tr("Continue")

    def enter(self) -> None:
        """Called when the step comes to the front."""

    def complete(self) -> bool:
        """Whether «Continue» may be pressed."""
        return True

    def go(self) -> None:
        """Do what «Continue» does; emit `passed` in the end."""
        self.passed.emit()

    def touched(self) -> bool:
        """Whether something would be lost by cancelling."""
        return False

    def work(
        self,
        words: str,
        act: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BsError], None],
        lane: Lane = Lane.NETWORK,
    ) -> None:
        """Do something off the GUI thread; the wizard shows the words and is quiet meanwhile."""
        self.working = words
        self.changed.emit()

        def answer(result: T) -> None:
            self._rest()
            done(result)

        def refuse(error: BsError) -> None:
            self._rest()
            failed(error)

        tasks.run(act, answer, refuse, lane).owned_by(self)

    def _rest(self) -> None:
        self.working = ""
        self.changed.emit()


class Trouble(QObject):
    """A red line beside a field; screen readers hear it as the field's description."""

    def __init__(self, about: QWidget) -> None:
        super().__init__(about)
        self._about = about
        self.line = text.coloured("", "rejected", wrap=True)
        self.line.hide()

    def show(self, error: BsError) -> None:
        """Say what an error means and how to mend it."""
        self.tell(said(error))

    def tell(self, words: str) -> None:
        """Say something; "" clears it."""
        self.line.setText(words)
        self.line.setVisible(bool(words))
        self._about.setAccessibleDescription(words)

    def words(self) -> str:
        """Return what is said."""
        return self.line.text()


def said(error: BsError) -> str:
    """Return what an error means here, where there are no documents on their way."""
    words = problems.of_error(error)
    if isinstance(error, Unreachable):
        return f"{words.message} {tr('Check the network and try again; nothing is lost.')}"
    return words.whole
