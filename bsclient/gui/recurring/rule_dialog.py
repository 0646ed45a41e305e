"""When a document is made again: the calendar is typed, checked, and shown as days before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea

from bsclient.domain.context import Context
from bsclient.domain.problems import Problem, Severity, blocking
from bsclient.errors import BsError
from bsclient.gui import format as written
from bsclient.gui import problems
from bsclient.gui.documents.fields_view import title
from bsclient.gui.forms.document_form import DocumentForm
from bsclient.gui.recurring.rule_words import RuleCard, raw_of, rule_of
from bsclient.gui.tasks import Lane
from bsclient.gui.tr import tr
from bsclient.gui.widgets import text
from bsclient.gui.widgets.day_editor import DayEditor
from bsclient.gui.widgets.dialogs import Dialog
from bsclient.gui.widgets.scrolling import scrolled

if TYPE_CHECKING:
    from bsclient.gui.shell import Shell
    from bsclient.services.desk import Desk
    from bsclient.services.documents.calendar import Rule
    from bsclient.services.documents.drafts import Draft
    from bsclient.services.documents.recurring import Schedule

_PAUSE_MS: Final = 120
_SHOWN: Final = 6
_NAME: Final = 120
_SIZE: Final = (660, 560)


class RuleDialog(Dialog):
    """`keep(name, rule)` stores the calendar in a worker; `kept` is called when it is stored."""

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        keep: Callable[[str, Rule], Schedule],
        kept: Callable[[Schedule], object],
    ) -> None:
        super().__init__(shell.window, tr("Repeat by a calendar"), width=520)
        self._desk, self._shell, self._keep, self._kept = desk, shell, keep, kept
        self.form = DocumentForm(RuleCard)
        self.days = text.hint("")
        self.error = text.coloured("", "rejected", wrap=True)
        self.error.hide()
        for editor in self.form.editors.values():
            if isinstance(editor, DayEditor):
                editor.today = lambda: desk.place.today
        self.content.addWidget(text.heading(tr("Repeat by a calendar"), 2))
        self.content.addWidget(
            text.hint(
                tr("When its day comes, a draft is made. You look it through, sign and send it as any other.")
            )
        )
        self.content.addWidget(self._area(), 1)
        self.content.addWidget(self.days)
        self.content.addWidget(self.error)
        self.save = self.add_button(tr("Save"), self._save, primary=True)
        self.add_close()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._check)
        self.form.changed.connect(lambda _name: self._pause.start())
        self.form.mended.connect(self._check)
        self.resize(*_SIZE)

    @classmethod
    def of_draft(cls, desk: Desk, shell: Shell, draft: Draft) -> RuleDialog:
        """Ask when a document like this one is made again."""

        def keep(name: str, rule: Rule) -> Schedule:
            return desk.recurring.add(name, draft.type, draft.raw, rule)

        def kept(schedule: Schedule) -> None:
            said = tr("“{name}” is in the calendar; the next one: {day}").format(
                name=schedule.name, day=written.day(schedule.next_day) or "—"
            )
            shell.notify(said, "ok", tr("Show"), lambda: shell.open_page("recurring"))

        made = cls(desk, shell, keep, kept)
        today = desk.place.today
        blank = {str(k): v for k, v in RuleCard.blank().items()}
        made.load({**blank, "name": _named(draft), "start": today.isoformat(), "month_day": str(today.day)})
        return made

    @classmethod
    def of_schedule(
        cls, desk: Desk, shell: Shell, schedule: Schedule, kept: Callable[[Schedule], object]
    ) -> RuleDialog:
        """Change the calendar of a recurring document."""
        made = cls(
            desk, shell, lambda name, rule: desk.recurring.change(schedule, name=name, rule=rule), kept
        )
        made.load(raw_of(schedule.name, schedule.rule))
        return made

    def load(self, raw: Mapping[str, object]) -> None:
        """Show a calendar."""
        self.form.load(raw, seen=True)
        self._check()

    # inside -------------------------------------------------------------------------------------------------------

    def _area(self) -> QScrollArea:
        return scrolled(self.form)

    def _check(self) -> None:
        self._pause.stop()
        self.error.hide()
        raw = self._raw()
        found = [each for each in self._problems(raw) if each.severity is not Severity.INFO]
        self.form.show_problems(found)
        if blocking(found):
            self.days.setText("")
            return
        days = self._desk.recurring.days

        def work() -> tuple[Any, ...]:
            return tuple(days(rule_of(raw), _SHOWN))

        self._shell.run_task(work, self._show_days, self._refused, Lane.NETWORK).owned_by(self)

    def _problems(self, raw: dict[str, str]) -> list[Problem]:
        return RuleCard.check(raw, Context(today=self._desk.place.today))

    def _show_days(self, days: tuple[Any, ...]) -> None:
        listed = ", ".join(written.day(day) for day in days)
        self.days.setText(
            tr("Days: {days}").format(days=listed) if listed else tr("No day comes out of this.")
        )

    def _raw(self) -> dict[str, str]:
        return {name: value for name, value in self.form.raw().items() if isinstance(value, str)}

    def _save(self) -> None:
        raw = self._raw()
        if blocking(self._problems(raw)):
            self.form.see_all()
            self.form.next_problem(first=True)
            return
        keep = self._keep
        self._shell.run_task(lambda: keep(raw["name"], rule_of(raw)), self._done, self._refused).owned_by(
            self
        )

    def _done(self, schedule: Schedule) -> None:
        self.accept()
        self._kept(schedule)

    def _refused(self, error: BsError) -> None:
        self.error.setText(problems.of_error(error).whole)
        self.error.show()


def _named(draft: Draft) -> str:
    named = draft.raw.get("payee_name") or draft.raw.get("purpose") or title(draft.type)
    return str(named)[:_NAME]
