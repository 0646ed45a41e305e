"""The page of settings, drawn from their declarations; each change is kept at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from bsclient import settings
from bsclient.errors import BsError
from bsclient.gui import theme
from bsclient.gui.preferences.automation import AutomationPart
from bsclient.gui.preferences.key import KeyPart
from bsclient.gui.preferences.letters import LettersPart
from bsclient.gui.preferences.protection import ProtectionPart
from bsclient.gui.preferences.sharing import SharingPart
from bsclient.gui.preferences.tables import TablesPart
from bsclient.gui.shell import Page, Shell
from bsclient.gui.tr import LANGUAGES, N_, tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.scrolling import fill

if TYPE_CHECKING:
    from bsclient.services.desk import Desk

LABELS: Final = {
    settings.LANGUAGE.key: N_("Language"),
    settings.THEME.key: N_("Theme"),
    settings.SCALE.key: N_("Scale"),
    settings.AUTO_LOCK_MINUTES.key: N_("Lock after minutes without work"),
}
HINTS: Final = {
    settings.LANGUAGE.key: N_("Changes with the next start of the program."),
    settings.SCALE.key: N_("Changes with the next start of the program."),
    settings.AUTO_LOCK_MINUTES.key: N_("0: never lock."),
}
_CHOICES: Final = {
    "": N_("As the system"),
    "system": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
}
_SCALES: Final = (75, 100, 125, 150, 175, 200, 250, 300)
_LONGEST_MINUTES: Final = 24 * 60


class PreferencesPage(Page):
    """One line per declared setting, then the user's key and how his data are kept."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell)
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addWidget(text.heading(tr("Windows"), 2))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for each in settings.ALL:
            if each.key in LABELS:
                self._line(form, each)
        box.addLayout(form)
        box.addSpacing(12)
        self._sharing = SharingPart(desk, shell)
        box.addWidget(self._sharing)
        box.addSpacing(12)
        box.addWidget(TablesPart(shell))
        box.addSpacing(12)
        box.addWidget(AutomationPart(shell))
        box.addSpacing(12)
        captions = (form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(form.rowCount()))
        edge = max((each.sizeHint().width() for each in captions if each is not None), default=0)
        self._key = KeyPart(desk, shell, edge)
        box.addWidget(self._key)
        box.addSpacing(12)
        self._letters = LettersPart(desk, shell, edge)
        box.addWidget(self._letters)
        box.addSpacing(12)
        self._protection = ProtectionPart(desk, shell, edge)
        box.addWidget(self._protection)
        box.addStretch(1)
        fill(self, inside)

    @property
    def title(self) -> str:
        return tr("Settings")

    def open(self, **_args: object) -> None:
        self._sharing.read()
        self._letters.read()

    def _line(self, form: QFormLayout, setting: settings.Setting[Any]) -> None:
        editor = (
            self._combo(setting) if setting.choices or setting is settings.SCALE else self._number(setting)
        )
        editor.setObjectName(setting.key)
        editor.setFixedWidth(220)
        label = text.label(tr(LABELS[setting.key]))
        label.setBuddy(editor)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        label.setFixedHeight(editor.sizeHint().height())
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(editor, 0, Qt.AlignmentFlag.AlignLeft)
        if setting.key in HINTS:
            words = text.hint(tr(HINTS[setting.key]))
            editor.setAccessibleDescription(words.text())
            column.addWidget(words)
        form.addRow(label, field)

    def _combo(self, setting: settings.Setting[Any]) -> QComboBox:
        editor = QComboBox()
        for choice in _SCALES if setting is settings.SCALE else setting.choices:
            editor.addItem(_word(choice), choice)
        value = self.shell.settings.get(setting)
        if editor.findData(value) < 0:
            editor.addItem(_word(value), value)
        editor.setCurrentIndex(editor.findData(value))
        editor.activated.connect(lambda _place: self._keep(setting, editor.currentData()))
        return editor

    def _number(self, setting: settings.Setting[Any]) -> QSpinBox:
        editor = QSpinBox()
        editor.setRange(0, _LONGEST_MINUTES)
        editor.setValue(self.shell.settings.get(setting))
        editor.editingFinished.connect(lambda: self._keep(setting, editor.value()))
        return editor

    def _keep(self, setting: settings.Setting[Any], value: object) -> None:
        if value == self.shell.settings.get(setting):
            return
        try:
            self.shell.settings.set(setting, value)
        except OSError as problem:
            self.shell.show_error(BsError("settings_not_kept", reason=problem.strerror or ""))
            return
        app = QApplication.instance()
        if setting is settings.THEME and isinstance(app, QApplication):
            theme.apply(app, str(value))


def _word(choice: object) -> str:
    if isinstance(choice, int):
        return f"{choice} %"
    name = str(choice)
    return tr(_CHOICES[name]) if name in _CHOICES else LANGUAGES[name]
