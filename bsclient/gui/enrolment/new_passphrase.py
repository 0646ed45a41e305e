"""A new passphrase: typed twice, judged while it is typed, or proposed. Used by the wizard and by the page of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bsclient.gui import problems, tasks, theme
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import language, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.passphrase import PassphraseField

if TYPE_CHECKING:
    from bsclient.crypto.secret import Secret
    from bsclient.services.keys.passphrases import Meter, Strength

_PAUSE_MS: Final = 220
_PARTS: Final = 4
_BAR_HEIGHT: Final = 6
_GAP: Final = 4
_CODE_LENGTH: Final = 2
_LEVELS: Final = {"refused": 0, "weak": 1, "fair": 2, "good": 3, "strong": 4}
_COLOURS: Final = {
    "refused": "rejected",
    "weak": "rejected",
    "fair": "partly",
    "good": "done",
    "strong": "done",
}


class StrengthBar(QWidget):
    """Four parts that fill with the strength; words stand beside them, never colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self._level = ""
        self.setFixedHeight(_BAR_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_level(self, level: str) -> None:
        """Show a level by its code; "" for none."""
        self._level = level
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - _GAP * (_PARTS - 1)) / _PARTS
        for part in range(_PARTS):
            filled = part < _LEVELS.get(self._level, 0)
            painter.setBrush(theme.colour(_COLOURS[self._level] if filled else "line"))
            painter.drawRoundedRect(QRectF(part * (width + _GAP), 0, width, _BAR_HEIGHT), 3, 3)


class NewPassphrase(QWidget):
    """`changed` when `complete` may be another; `entered` with Enter in the second field. `take` gives it and empties both."""

    changed = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.first = PassphraseField(tr("New passphrase"))
        self.again = PassphraseField(tr("New passphrase again"))
        self.bar = StrengthBar()
        self.words = text.hint("")
        self.layout_hint = text.hint("", wrap=False)
        self.propose = QPushButton(tr("Propose five words"))
        self.propose.setAutoDefault(False)
        self._strength: Strength | None = None
        self._meter: Meter | None = None
        self._asked = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        self._build()
        self.first.changed.connect(self._typed)
        self.again.changed.connect(self._typed_again)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.entered.emit)
        self.propose.clicked.connect(lambda *_on: self._propose())
        QGuiApplication.inputMethod().localeChanged.connect(self._show_layout)
        self._show_layout()
        self._show_strength()

    def complete(self) -> bool:
        """Whether the passphrase is strong enough and typed twice the same."""
        judged = self._strength is not None and self._strength.accepted and not self._pause.isActive()
        return judged and self.first.matches(self.again)

    def take(self) -> Secret:
        """Return the passphrase and empty both fields."""
        secret = self.first.take()
        self.again.take().wipe()
        self._strength = None
        self._show_strength()
        return secret

    def touched(self) -> bool:
        """Whether anything was typed."""
        return self.first.filled() or self.again.filled()

    def set_error(self, words: str) -> None:
        """Say beside the first field what is wrong."""
        self.first.set_error(words)

    def close_meter(self) -> None:
        """End the process that judges."""
        meter, self._meter = self._meter, None
        if meter is not None:
            tasks.run(meter.close, lambda _none: None, lane=Lane.NETWORK)

    def showEvent(self, event: QShowEvent) -> None:
        """Start the process that judges before the first letter is typed."""
        super().showEvent(event)
        tasks.run(self._running_meter().start, lambda _none: None, lane=Lane.NETWORK).owned_by(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.close_meter()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addWidget(_buddy(tr("&New passphrase"), self.first))
        box.addWidget(self.first)
        box.addWidget(self.bar)
        box.addWidget(self.words)
        row = QHBoxLayout()
        row.addWidget(self.propose)
        row.addStretch(1)
        row.addWidget(self.layout_hint)
        box.addLayout(row)
        box.addSpacing(4)
        box.addWidget(_buddy(tr("New passphrase a&gain"), self.again))
        box.addWidget(self.again)

    def _typed(self) -> None:
        self._strength = None
        self._pause.start()
        self._show_layout()
        self._compare()

    def _typed_again(self) -> None:
        self.first.reveal(shown=False)
        self._compare()

    def _compare(self) -> None:
        longer = self.again.length() >= self.first.length() > 0
        differ = longer and not self.first.matches(self.again)
        self.again.set_error(tr("The two passphrases differ") if differ else "")
        self.changed.emit()

    def _judge(self) -> None:
        """Let the meter judge what is typed now; an answer about an older text is dropped."""
        self._asked += 1
        asked, meter, secret = self._asked, self._running_meter(), self.first.secret()

        def act() -> Strength:
            with secret:
                return meter.estimate(secret)

        def done(found: Strength) -> None:
            if asked == self._asked:
                self._strength = found
                self._show_strength()
                self.changed.emit()

        tasks.run(act, done, lane=Lane.NETWORK).owned_by(self)

    def _running_meter(self) -> Meter:
        if self._meter is None:
            from bsclient.services.keys.passphrases import Meter

            self._meter = Meter()
        return self._meter

    def _show_strength(self) -> None:
        found = self._strength if self.first.filled() else None
        self.bar.show_level(found.level.value if found else "")
        self.words.setText(strength_words(found) if found else _advice())
        self.bar.setAccessibleName(tr("Strength of the passphrase"))
        self.bar.setAccessibleDescription(self.words.text())

    def _propose(self) -> None:
        meter, language_code = self._running_meter(), language()
        tasks.run(lambda: meter.propose(language_code), self._take_proposal, lane=Lane.NETWORK).owned_by(self)

    def _take_proposal(self, proposal: Secret) -> None:
        """Show five words until the second field is typed: they are to be written down from the screen."""
        with proposal:
            self.first.put(proposal)
        self.first.reveal(shown=True)
        self.again.take().wipe()
        self.again.set_error("")
        self.again.setFocus()

    def _show_layout(self) -> None:
        code = QGuiApplication.inputMethod().locale().language()
        name = QGuiApplication.inputMethod().locale().languageToCode(code).upper()
        known = len(name) == _CODE_LENGTH
        self.layout_hint.setText(tr("Keyboard: {language}").format(language=name) if known else "")


def strength_words(found: Strength) -> str:
    """Return a strength in words with the first reason why it is not better."""
    level = {
        "refused": tr("Too short"),
        "weak": tr("Too weak"),
        "fair": tr("Fair"),
        "good": tr("Good"),
        "strong": tr("Strong"),
    }[found.level.value]
    if found.level.value in {"good", "strong"} or not found.reasons:
        return level
    said = problems.of_code(found.reasons[0]).whole
    return said if found.level.value == "refused" else f"{level}. {said}"


def _advice() -> str:
    return tr("At least 12 characters, or five words. Nobody can restore a forgotten passphrase.")


def _buddy(name: str, field: QWidget) -> QWidget:
    made = text.label(name)
    made.setBuddy(field)
    return made
