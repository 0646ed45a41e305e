"""Third step: where the key lives. What this computer does not have is named with the reason, not hidden."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QComboBox, QFrame, QRadioButton, QVBoxLayout, QWidget

from bsclient.errors import BsError
from bsclient.gui.enrolment.key_file import KeyFile
from bsclient.gui.enrolment.step import Draft, Step, Trouble
from bsclient.gui.tr import tr
from bsclient.gui.widgets import dialogs, text

if TYPE_CHECKING:
    from bsclient.services.keys.places import Choice

FILE, TOKEN, IMPORT = "file", "token", "import"


class PlaceStep(Step):
    """A file is chosen at first; tokens are looked for off the GUI thread."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.tokens = QComboBox()
        self.tokens.setAccessibleName(tr("Token"))
        self._found: tuple[Choice, ...] = ()
        self._why = text.hint("")
        self.trouble = Trouble(self.tokens)
        self._add(
            FILE,
            tr("In a file on this computer"),
            tr(
                "Encrypted with your passphrase. Whoever copies the file and learns the passphrase can sign for you."
            ),
        )
        self._add(
            TOKEN,
            tr("On a token (PKCS#11)"),
            tr(
                "The key is made on the token and cannot be copied from it. The PIN of the token is asked instead of a passphrase."
            ),
            self.tokens,
            self._why,
            text.link(tr("Module of another maker (PKCS#11)…"), self._choose_module),
            self.trouble.line,
        )
        self.imported = KeyFile()
        self._add(
            IMPORT,
            tr("A key of another program (PKCS#12, PKCS#8)"),
            tr(
                "The key is taken over from a file and encrypted with a passphrase here. Better is a new key: nobody else has "
                "ever had it."
            ),
            self.imported,
        )
        self.box.addStretch(1)
        self.imported.changed.connect(self.changed.emit)
        self.buttons[FILE].setChecked(True)
        self.tokens.currentIndexChanged.connect(lambda _place: self._show_token())
        self._group.buttonToggled.connect(lambda *_: self._chosen())
        self._show_tokens(())
        self._chosen()

    @property
    def name(self) -> str:
        return tr("Place of the key")

    @property
    def heading(self) -> str:
        return tr("Where will the key live?")

    def enter(self) -> None:
        self.buttons[self.draft.kind].setFocus()
        self.look()

    def complete(self) -> bool:
        chosen = self._chosen_token()
        if self.draft.kind == IMPORT:
            return bool(self.imported.blob)
        return self.draft.kind == FILE or (chosen is not None and chosen.ready)

    def touched(self) -> bool:
        return bool(self.imported.blob)

    def go(self) -> None:
        chosen = self._chosen_token()
        self.draft.place = chosen.place if chosen is not None and self.draft.kind == TOKEN else ""
        importing = self.draft.kind == IMPORT
        self.draft.blob = self.imported.blob if importing else b""
        self.wipe()
        self.draft.password = self.imported.secret() if importing else None
        self.passed.emit()

    def wipe(self) -> None:
        """Forget the password of the file that goes with the draft."""
        before, self.draft.password = self.draft.password, None
        if before is not None:
            before.wipe()

    def look(self) -> None:
        """Look for tokens."""
        from bsclient.services.keys import places as key_places

        self.work(tr("Looking for tokens…"), key_places.tokens, self._show_tokens, self._not_found)

    def look_behind(self, module: Path) -> None:
        """Look for tokens behind a module that was chosen by hand."""
        from bsclient.services.keys import places as key_places

        def found(tokens: list[Choice]) -> None:
            self._show_tokens(tuple(tokens))
            if tokens:
                self.buttons[TOKEN].setChecked(True)

        self.work(
            tr("Looking for tokens…"), lambda: key_places.tokens_of(str(module)), found, self._not_found
        )

    def _choose_module(self) -> None:
        names = tr("Modules (*.so *.dll *.dylib);;All files (*)")
        dialogs.choose_file(
            self, tr("Module of the token (PKCS#11)"), names, lambda paths: self.look_behind(paths[0])
        )

    def _chosen_token(self) -> Choice | None:
        place = self.tokens.currentIndex()
        return self._found[place] if 0 <= place < len(self._found) else None

    def _token_words(self) -> str:
        chosen = self._chosen_token()
        if chosen is None:
            return tr("No token is plugged in, or its program (PKCS#11) is not installed.")
        if not chosen.ready:
            return tr("The PIN of this token is locked or not set yet: the maker's program mends that.")
        return tr("One try of the PIN is left on this token.") if chosen.last_try else ""

    def _show_token(self) -> None:
        words = self._token_words()
        self._why.setText(words)
        self._why.setVisible(bool(words))
        self.changed.emit()

    def _add(self, kind: str, caption: str, words: str, *more: QWidget) -> None:
        frame = QFrame()
        frame.setProperty("card", True)
        box = QVBoxLayout(frame)
        box.setContentsMargins(14, 10, 14, 11)
        button = QRadioButton(caption)
        button.setAccessibleDescription(words)
        self.buttons[kind] = button
        self._group.addButton(button)
        box.addWidget(button)
        box.addWidget(text.hint(words))
        for widget in more:
            box.addWidget(widget)
        self.box.addWidget(frame)

    def _chosen(self) -> None:
        self.draft.kind = next(kind for kind, button in self.buttons.items() if button.isChecked())
        self.tokens.setEnabled(self.draft.kind == TOKEN)
        self.imported.setVisible(self.draft.kind == IMPORT)
        self.changed.emit()

    def _show_tokens(self, found: tuple[Choice, ...]) -> None:
        self._found = found
        self.trouble.tell("")
        self.tokens.clear()
        for each in found:
            self.tokens.addItem(each.title)
        self.tokens.setVisible(bool(found))
        self.buttons[TOKEN].setEnabled(bool(found))
        if not found and self.draft.kind == TOKEN:
            self.buttons[FILE].setChecked(True)
        self._show_token()

    def _not_found(self, error: BsError) -> None:
        self._show_tokens(())
        self.trouble.show(error)
