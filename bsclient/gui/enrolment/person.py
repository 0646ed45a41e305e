"""Second step: the activation code, and who the bank says its owner is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from bsclient.errors import BsError, NotAllowed
from bsclient.gui import format as written
from bsclient.gui.enrolment.code_field import CodeField, strangers
from bsclient.gui.enrolment.step import Draft, Step, Trouble
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.keys.enrolments import Identity
    from bsclient.services.profiles import Profile, User


class PersonStep(Step):
    """The code is asked of the bank at once when it is whole; it is not used up by that."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.field = CodeField()
        self.trouble = Trouble(self.field)
        self.card = _Person()
        label = text.label(tr("&Activation code"))
        label.setBuddy(self.field)
        self.field.setAccessibleName(tr("Activation code"))
        self.box.addWidget(
            text.hint(
                tr(
                    "The bank gives the code together with its letter: 16 letters and digits. It is valid for a limited time "
                    "and for one person."
                )
            )
        )
        for widget in (label, self.field, self.trouble.line, self.card):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.card.hide()
        self.field.textEdited.connect(lambda _typed: self._edited())

    @property
    def name(self) -> str:
        return tr("You")

    @property
    def heading(self) -> str:
        return tr("Who are you?")

    @property
    def next_words(self) -> str:
        return tr("It is me, go on") if self.draft.identity is not None else tr("Continue")

    def enter(self) -> None:
        self.field.setFocus()

    def complete(self) -> bool:
        return self.draft.identity is not None or self.field.whole()

    def touched(self) -> bool:
        return bool(self.field.text())

    def go(self) -> None:
        if self.draft.identity is not None:
            self.passed.emit()
        else:
            self._ask()

    def _edited(self) -> None:
        self.draft.identity = None
        self.card.hide()
        odd = strangers(self.field.text())
        self.trouble.tell(
            tr("Codes have no “{characters}”: look whether it is another letter or digit.").format(
                characters=odd[:3]
            )
            if odd
            else ""
        )
        self.changed.emit()
        if self.field.whole() and not self.working:
            self._ask()

    def _ask(self) -> None:
        from bsclient.services.keys import enrolments

        link, code = self.draft.link, self.field.code()
        if link is None:
            return

        home, known = self.draft.home, self.draft.known

        def act() -> Identity:
            line = enrolments.line(link)
            try:
                who = enrolments.identify(line, code)
            finally:
                line.close()
            _demand_no_key(*enrolments.profile_for(home, link, who, known))
            return who

        self.field.setReadOnly(True)
        self.work(tr("Asking the bank…"), act, lambda who: self._known(code, who), self._refused)

    def _known(self, code: str, who: Identity) -> None:
        self.field.setReadOnly(False)
        self.draft.code, self.draft.identity = code, who
        self.card.show_person(who)
        self.card.show()
        self.changed.emit()
        QTimer.singleShot(0, self, lambda: self.reveal.emit(self.card))

    def _refused(self, error: BsError) -> None:
        self.field.setReadOnly(False)
        self.trouble.show(error)
        self.field.setFocus()
        self.changed.emit()


def _demand_no_key(profile: Profile, user: User) -> None:
    """Say at once what would be refused in the end. NotAllowed("key_in_use")."""
    from bsclient.services.keys.certificates import HOLDS, status

    if status(profile, user).state in HOLDS:
        raise NotAllowed("key_in_use", name=user.name)


class _Person(QFrame):
    """Name, position, organisation and right of signature, as the bank knows them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.name = text.heading("", 2)
        self.name.setWordWrap(True)
        self.position = text.hint("")
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 14, 12)
        box.addWidget(text.hint(tr("The bank has prepared this access for:")))
        box.addWidget(self.name)
        box.addWidget(self.position)
        box.addLayout(self._form)
        box.addWidget(
            text.hint(
                tr(
                    "If something is wrong here, do not go on: ask the bank to mend it and to give another code."
                )
            )
        )

    def show_person(self, who: Identity) -> None:
        """Show who it is."""
        self.name.setText(who.name)
        self.position.setText(who.position)
        while self._form.rowCount():
            self._form.removeRow(0)
        numbers = ", ".join(
            filter(
                None,
                (
                    tr("INN {number}").format(number=who.inn) if who.inn else "",
                    tr("KPP {number}").format(number=who.kpp) if who.kpp else "",
                ),
            )
        )
        for caption, value in (
            (tr("Organisation"), who.organisation),
            (tr("Numbers"), numbers),
            (tr("Right of signature"), signature_words(str(who.group))),
            (tr("The code is valid until"), written.instant(who.expires)),
        ):
            if value:
                self._form.addRow(text.hint(caption, wrap=False), text.label(value, wrap=True))


def signature_words(group: str) -> str:
    """Return the right of signature in words."""
    return {
        "1": tr("First signature"),
        "2": tr("Second signature"),
    }.get(group, tr("No signature of payments"))
