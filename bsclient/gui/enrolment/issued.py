"""Last step: the request waits at the bank, then the certificate is there; what was checked, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QVBoxLayout

from bsclient.gui import format as written
from bsclient.gui.enrolment.step import Draft, Step
from bsclient.gui.enrolment.waiting import WaitingPanel
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text

if TYPE_CHECKING:
    from bsclient.services.profiles import Profile


class IssuedStep(Step):
    """`given_up`: the request was dropped."""

    given_up = Signal()

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.panel = WaitingPanel()
        self.certificate = CertificateCard()
        self._calm = text.hint(
            tr(
                "You may close this window: the request is kept. The log-in window shows the user as waiting, checks, and prints "
                "the act again."
            )
        )
        for widget in (self.panel, self._calm, self.certificate):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.certificate.hide()
        self.panel.issued.connect(self._issued)
        self.panel.given_up.connect(self.given_up.emit)

    @property
    def name(self) -> str:
        return tr("Act and certificate")

    @property
    def heading(self) -> str:
        return tr("The certificate is here") if self.done() else tr("Take the act to the bank")

    @property
    def next_words(self) -> str:
        return tr("Log in")

    def enter(self) -> None:
        profile, user, pending = self.draft.profile, self.draft.user, self.draft.pending
        if profile is not None and user is not None and pending is not None:
            self.panel.show_waiting(profile, user, pending)
            self.panel.print.setFocus()

    def done(self) -> bool:
        """Whether the certificate is there."""
        user = self.draft.user
        return bool(user and user.certificate_pem)

    def complete(self) -> bool:
        return self.done()

    def _issued(self, profile: Profile) -> None:
        user = self.draft.user
        if user is None:
            return
        self.draft.profile, self.draft.user = profile, profile.user(user.id)
        self.panel.hide()
        self._calm.hide()
        self.certificate.show_certificate(profile, self.draft.user.id)
        self.certificate.show()
        self.changed.emit()


class CertificateCard(QFrame):
    """A certificate in plain words: whose, from whom, for how long, and what was checked."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 14, 12)
        box.setSpacing(8)
        for words in (
            tr("The certificate is for the key on this computer, not for another one."),
            tr("It was issued by the root certificate whose fingerprint you have compared."),
        ):
            box.addWidget(text.marked(words, "ok", "done"))
        box.addLayout(self._form)

    def show_certificate(self, profile: Profile, user_id: str) -> None:
        """Show the certificate of a user."""
        while self._form.rowCount():
            self._form.removeRow(0)
        user = profile.user(user_id)
        found = user.certificate
        if found is None:
            return
        start, end = written.instant(found.not_before), written.instant(found.not_after)
        for caption, value in (
            (tr("Owner"), found.subject_name or user.name),
            (tr("Organisation"), profile.organisation.name),
            (tr("Issued by"), profile.bank.name),
            (tr("Valid"), f"{start} – {end}"),
            (tr("Number of the certificate"), found.serial),
        ):
            self._form.addRow(text.hint(caption, wrap=False), text.label(value, wrap=True, selectable=True))
