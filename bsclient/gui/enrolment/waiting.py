"""A request that waits at the bank: what has happened, what comes next, the act once more, a question whether it is done.

Stands in the last step of the wizard and in the log-in window; asks the bank by itself while it is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from bsclient import clock
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import icons, problems, tasks
from bsclient.gui.enrolment import act
from bsclient.gui.enrolment.groups import Groups
from bsclient.gui.enrolment.step import said
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text
from bsclient.gui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bsclient.services.keys.enrolments import Look
    from bsclient.services.keys.life import Pending
    from bsclient.services.profiles import Profile, User

_EVERY_MS: Final = 10_000
_STAGES: Final = 4
_DONE: Final = ("ok", "done")
_NOW: Final = ("queued", "partly")
_LATER: Final = ("box", "muted")


class WaitingPanel(QWidget):
    """`issued(Profile)`: the certificate is there and good; `given_up()`: the request was dropped."""

    issued = Signal(object)
    given_up = Signal()

    def __init__(self, *, groups: bool = True) -> None:
        super().__init__()
        self._who: tuple[Profile, User] | None = None
        self._asking = False
        self._stages = [_Stage() for _ in range(_STAGES)]
        self._groups = Groups()
        self._groups_wanted = groups
        self._word = text.label("", wrap=True, selectable=True)
        self._told = text.hint("")
        self._trouble = text.coloured("", "rejected", wrap=True)
        self.print = text.primary(tr("Print the act…"), self._print)
        self.look = QPushButton(tr("Check now"))
        self.drop = QPushButton(tr("Give the request up…"))
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        self.look.clicked.connect(lambda *_on: self.ask())
        self.drop.clicked.connect(lambda *_on: self._ask_drop())
        self._build()

    def show_waiting(self, profile: Profile, user: User, pending: Pending) -> None:
        """Show a request and begin to ask for it."""
        self._who = (profile, user)
        groups = tuple(pending.fingerprint.split())
        self._groups.show_groups(groups if self._groups_wanted else ())
        self._word.setText(
            tr(
                "Word to block the key by phone: {word}. Write it down and keep it away from this computer."
            ).format(word=pending.block_word)
            if pending.block_word
            else ""
        )
        self._word.setVisible(bool(pending.block_word))
        self._stages[0].say(*_DONE, _sent_words(pending))
        self._show_step("paper")
        self._say_trouble("")
        self._told.setText("")
        for button in (self.print, self.look, self.drop):
            button.setEnabled(True)
        if self.isVisible():
            self._timer.start()
            self.ask()

    def ask(self) -> None:
        """Ask the bank how far it is."""
        if self._who is None or self._asking:
            return
        profile, user = self._who
        self._asking = True
        self.look.setEnabled(False)

        def work() -> Look:
            from bsclient.services.keys import enrolments

            line = enrolments.line(profile.bank)
            try:
                return enrolments.look(line, profile, user)
            finally:
                line.close()

        tasks.run(work, self._looked, self._not_looked, Lane.NETWORK).owned_by(self)

    def trouble(self) -> str:
        """Return what went wrong; "" if nothing did."""
        return self._trouble.text()

    def words(self) -> list[str]:
        """Return the lines of the stages, for screen readers and tests."""
        return [stage.words() for stage in self._stages]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._who is not None:
            self._timer.start()
            QTimer.singleShot(0, self, self.ask)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for place, stage in enumerate(self._stages):
            stage.put_into(grid, place)
        box.addLayout(grid)
        box.addWidget(self._groups)
        box.addWidget(self._word)
        flow = FlowLayout(gap=8)
        for button in (self.print, self.look, self.drop):
            button.setAutoDefault(False)
            flow.addWidget(button)
        box.addLayout(flow)
        box.addWidget(self._trouble)
        box.addWidget(self._told)
        self._trouble.hide()

    def _print(self) -> None:
        if self._who is not None:
            act.show(self, *self._who)

    def _looked(self, look: Look) -> None:
        self._asking = False
        self.look.setEnabled(True)
        self._told.setText(tr("Asked at {time}").format(time=written.clock(clock.now())))
        state = look.state.value
        if state == "issued":
            self._timer.stop()
            self._show_step("")
            self._say_trouble("")
            self.issued.emit(look.profile)
        elif state == "refused":
            self._timer.stop()
            self._stages[1].say("rejected", "rejected", tr("The bank has refused the request"))
            reason = problems.of_code(look.code).whole if look.code else ""
            note = tr("The bank says: {note}").format(note=look.note) if look.note else ""
            self._say_trouble("\n".join(filter(None, (reason, note))))
        elif state == "lost":
            self._timer.stop()
            self._stages[0].say("rejected", "rejected", tr("The request has not reached the bank"))
            self._say_trouble(
                tr(
                    "Connect the bank again with the same activation code: the same request is sent once more."
                )
            )
        else:
            self._say_trouble("")
            self._show_step(look.step)

    def _not_looked(self, error: BsError) -> None:
        self._asking = False
        self.look.setEnabled(True)
        self._say_trouble(said(error))

    def _show_step(self, step: str) -> None:
        """Show what the bank waits for: `paper`, `second`, or "" when all is done."""
        place = {"paper": 1, "second": 2, "operator": 2}.get(step, _STAGES)
        for number, words in enumerate(_stage_words(), 1):
            kind = _DONE if number < place else _NOW if number == place else _LATER
            self._stages[number].say(*kind, words)

    def _say_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def _ask_drop(self) -> None:
        question = dialogs.Question(
            tr("Give the request up?"),
            tr(
                "The key that was made for it is deleted. To get another one you need a new activation code of the bank."
            ),
            tr("Give up"),
            dangerous=True,
        )
        dialogs.confirm(self.window(), question, self._drop)

    def _drop(self) -> None:
        if self._who is None:
            return
        profile, user = self._who

        def work() -> None:
            from bsclient.services.keys import enrolments

            enrolments.forget(profile, user)

        self._timer.stop()
        tasks.run(work, lambda _none: self.given_up.emit(), self._not_looked).owned_by(self)


class _Stage:
    """One line: a sign and words."""

    def __init__(self) -> None:
        self._icon = text.icon_label("box", "muted", 18)
        self._label = text.label("", wrap=True)

    def put_into(self, grid: QGridLayout, row: int) -> None:
        """Put the sign and the words into a row of a grid."""
        grid.addWidget(self._icon, row, 0)
        grid.addWidget(self._label, row, 1)

    def say(self, icon: str, role: str, words: str) -> None:
        """Show a state; the sign tells it without colour, too."""
        icons.put(self._icon, icon, role, 18)
        text.paint(self._label, "muted" if role == "muted" else "text")
        self._label.setText(words)

    def words(self) -> str:
        """Return what is said."""
        return self._label.text()


def _sent_words(pending: Pending) -> str:
    when = written.instant(pending.since)
    return tr("The key is made, the request was sent on {time}").format(time=when)


def _stage_words() -> tuple[str, ...]:
    return (
        tr("Print the act in two copies, sign them and take them to the bank"),
        tr("A second employee of the bank checks what the first one has typed from the act"),
        tr("The bank issues the certificate; it comes here by itself"),
    )
