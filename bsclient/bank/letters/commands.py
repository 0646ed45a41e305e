"""The operators' commands over the letter desk: `letters queue | show | take | …`. `bsclient.bank.__main__` adds them.

Answers are JSON, with `--text` lines for people; refusals carry a sentence in the language of `--language`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bsclient.errors import BadInput

if TYPE_CHECKING:
    from bsclient.bank.core import Bank

Open = Callable[[argparse.Namespace], AbstractContextManager["Bank"]]
Run = Callable[[argparse.Namespace], object]

LANGUAGES: Final = ("ru", "en")


class LetterCommands:
    """The commands over a bank that `open_bank` opens."""

    def __init__(self, open_bank: Open) -> None:
        self._open = open_bank

    def add(self, commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        """Add the command `letters` with all that stands under it."""
        text = "the desk that answers clients' letters"
        desk = commands.add_parser("letters", help=text, description=text)
        under = desk.add_subparsers(required=True, metavar="COMMAND")
        self._add_looks(under)
        self._add_acts(under)
        write = _command(under, "write", self.write, "begin a conversation with a client")
        write.add_argument("client")
        write.add_argument("operator")
        write.add_argument("--subject", required=True)
        write.add_argument("--attach", action="append", default=[], type=Path, metavar="FILE")
        _words(write)
        self._add_templates(under)
        settings = _command(
            under, "settings", self.settings, "show or change service hours and automatic answers"
        )
        settings.add_argument("--operator", default="", help="who changes them")
        settings.add_argument("--hours", nargs=2, metavar=("FROM", "TO"), help="as 09:00 18:00, Moscow time")
        settings.add_argument(
            "--answer-after",
            type=float,
            metavar="SECONDS",
            help="answer without an operator (demo); 0: never",
        )

    def _add_looks(self, under: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        _command(under, "queue", self.queue, "list what waits, the most urgent first")
        show = _command(
            under, "show", self.show, "read a conversation; with a name the client sees it was opened"
        )
        show.add_argument("thread")
        show.add_argument("operator", nargs="?", default="")
        dossier = _command(
            under, "dossier", self.dossier, "all letters and acts of a conversation; changes nothing"
        )
        dossier.add_argument("thread")
        dossier.add_argument(
            "--save", type=Path, metavar="FOLDER", help="as files, with signatures and attachments"
        )
        figures = _command(under, "statistics", self.statistics, "how fast and how well letters are answered")
        figures.add_argument(
            "--from", dest="start", default="", metavar="DAY", help="first day (30 days ago)"
        )
        figures.add_argument("--to", dest="end", default="", metavar="DAY", help="last day (today)")

    def _add_acts(self, under: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        for name, run, text in (
            ("take", self.take, "take a conversation; nobody else can answer it then"),
            ("assign", self.assign, "give a conversation to an operator, whoever has it"),
            ("release", self.release, "put a conversation back into the queue"),
            ("answer", self.answer, "answer all that waits in a conversation that one has taken"),
            ("close", self.close, "close a conversation; what waits in it needs a note"),
        ):
            act = _command(under, name, run, text)
            act.add_argument("thread")
            act.add_argument("operator")
            if name == "assign":
                act.add_argument("--by", required=True, help="who gives it")
            elif name == "answer":
                _answer_arguments(act)
            elif name != "take":
                act.add_argument("--note", default="")

    def _add_templates(self, under: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
        text = "templates of answers"
        templates = under.add_parser("template", help=text, description=text)
        inner = templates.add_subparsers(required=True, metavar="COMMAND")
        add = _command(inner, "add", self.template_add, "keep a template, with places like {number}")
        add.add_argument("code")
        add.add_argument("operator")
        add.add_argument("--of", choices=LANGUAGES, default="ru", help="its language")
        add.add_argument("--title", default="")
        _words(add)
        show = _command(inner, "show", self.template_show, "list the templates, or those of one code")
        show.add_argument("code", nargs="?", default="")
        remove = _command(inner, "remove", self.template_remove, "remove a template")
        remove.add_argument("code")
        remove.add_argument("operator")
        remove.add_argument("--of", choices=LANGUAGES, default="", help="in this language only")

    def queue(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters import printing as letter_print

        with self._open(chosen) as bank:
            found, kinds = bank.letter_queue(), bank.letter_kinds(chosen.language)
        return letter_print.queue(found, chosen.language, kinds) if chosen.text else found

    def show(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            if chosen.operator:
                return _told(chosen, bank, bank.open_letters(chosen.thread, chosen.operator))
            return _told(chosen, bank, bank.letter_dossier(chosen.thread))

    def dossier(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            if chosen.save is not None:
                names = bank.save_letters(chosen.thread, chosen.save, chosen.language)
                return _did(chosen, "dossier", {"files": names}, count=len(names))
            return _told(chosen, bank, bank.letter_dossier(chosen.thread), steps=True)

    def take(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            return _told(chosen, bank, bank.take_letters(chosen.thread, chosen.operator))

    def assign(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            bank.assign_letters(chosen.thread, chosen.operator, chosen.by)
            return _stands(chosen, bank, "assign")

    def release(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            bank.release_letters(chosen.thread, chosen.operator, chosen.note)
            return _stands(chosen, bank, "release")

    def answer(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters.desk import Answer, read_file
        from bsclient.bank.letters.office import Wording

        said = Wording(_said(chosen), chosen.template, _places(chosen.set))
        files = tuple(read_file(path) for path in chosen.attach)
        told = Answer("", chosen.subject, files, chosen.close)
        with self._open(chosen) as bank:
            return _did(
                chosen, "answer", {"letter": bank.answer_letters(chosen.thread, chosen.operator, said, told)}
            )

    def write(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters.desk import Answer, read_file

        files = tuple(read_file(path) for path in chosen.attach)
        told = Answer(_said(chosen), chosen.subject, files)
        with self._open(chosen) as bank:
            return _did(chosen, "write", {"letter": bank.write_letters(chosen.client, chosen.operator, told)})

    def close(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            bank.close_letters(chosen.thread, chosen.operator, chosen.note)
            return _stands(chosen, bank, "close")

    def statistics(self, chosen: argparse.Namespace) -> object:
        from datetime import timedelta

        from bsclient import clock
        from bsclient.bank.letters import printing as letter_print

        with self._open(chosen) as bank:
            end = _day(chosen.end) or clock.business_day(bank.clock())
            start = _day(chosen.start) or end - timedelta(days=30)
            found, kinds = bank.letter_statistics(start, end), bank.letter_kinds(chosen.language)
        return letter_print.statistics(found, chosen.language, kinds) if chosen.text else found

    def settings(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters import printing as letter_print

        with self._open(chosen) as bank:
            plan = bank.plan
            if chosen.hours or chosen.answer_after is not None:
                given = tuple(chosen.hours) if chosen.hours else None
                plan = bank.set_desk(chosen.operator, given, chosen.answer_after)
        hours = [hour.isoformat("minutes") for hour in (plan.desk_opens, plan.desk_closes)]
        told = {"hours": hours, "answer_after": plan.desk_answer}
        return letter_print.settings(told, chosen.language) if chosen.text else told

    def template_add(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters.templates import Template

        told = Template(chosen.code, chosen.of, chosen.title or chosen.code, _said(chosen))
        with self._open(chosen) as bank:
            bank.add_letter_template(told, chosen.operator)
        return _did(chosen, "template_add", {"code": told.code, "language": told.language})

    def template_show(self, chosen: argparse.Namespace) -> object:
        from bsclient.bank.letters import printing as letter_print

        with self._open(chosen) as bank:
            found = bank.letter_templates(chosen.code)
        return letter_print.templates(found) if chosen.text else found

    def template_remove(self, chosen: argparse.Namespace) -> object:
        with self._open(chosen) as bank:
            count = bank.remove_letter_template(chosen.code, chosen.of, chosen.operator)
        return _did(chosen, "template_remove", {"removed": count})


def _command(
    under: argparse._SubParsersAction[argparse.ArgumentParser], name: str, run: Run, text: str
) -> argparse.ArgumentParser:
    command = under.add_parser(name, help=text, description=text)
    command.set_defaults(run=run)
    command.add_argument("--text", action="store_true", help="lines for people, not JSON")
    command.add_argument("--language", choices=LANGUAGES, default="ru", help="of texts and refusals")
    return command


def _answer_arguments(act: argparse.ArgumentParser) -> None:
    _words(act)
    act.add_argument(
        "--template", default="", metavar="CODE", help="a template in the language of the letter"
    )
    act.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="fills a place of it")
    act.add_argument("--subject", default="", help="that of a reply by default")
    act.add_argument("--attach", action="append", default=[], type=Path, metavar="FILE")
    act.add_argument("--close", action="store_true", help="close the conversation with this answer")


def _words(command: argparse.ArgumentParser) -> None:
    command.add_argument("--say", default="", metavar="TEXT", help="the text itself")
    command.add_argument("--file", type=Path, metavar="FILE", help="the text from a file (UTF-8)")


def _said(chosen: argparse.Namespace) -> str:
    if chosen.file is None:
        return str(chosen.say)
    try:
        return str(chosen.file.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput("letter_file", value=str(chosen.file)) from error


def _places(given: list[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip() or not value:
            raise BadInput("letter_place_form", value=pair)
        found[name.strip()] = value
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadInput("letter_days", value=text) from error


def _told(chosen: argparse.Namespace, bank: Bank, found: dict[str, Any], *, steps: bool = False) -> object:
    from bsclient.bank.letters import printing as letter_print

    if not chosen.text:
        return found
    kinds = bank.letter_kinds(chosen.language)
    shown = letter_print.dossier(found, chosen.language, kinds, steps=steps)
    return shown + letter_print.next_acts(found, chosen.language)


def _did(chosen: argparse.Namespace, act: str, answer: dict[str, Any], **facts: object) -> object:
    """Return what an act answers, or for people that it was done."""
    from bsclient.bank.letters import printing as letter_print

    return letter_print.done(act, chosen.language, **answer, **facts) if chosen.text else answer


def _stands(chosen: argparse.Namespace, bank: Bank, act: str) -> object:
    """Return how a conversation stands after an act."""
    found = bank.letter_dossier(chosen.thread)
    return _did(chosen, act, {name: found[name] for name in ("thread", "state", "operator")})
