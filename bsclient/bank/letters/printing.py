"""What the letter desk's commands print for people, in Russian or English. Instants are Moscow time.

Words of a letter stand indented: heads begin their lines, and nobody can write a line that looks like one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import Any, Final

from bsclient import clock
from bsclient.bank.letters.statistics import AUTOMATIC
from bsclient.bank.letters.words import moment
from bsclient.domain.money import from_minor, plain

_INDENT: Final = "    "
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "empty": ("Очередь пуста.", "The queue is empty."),
    "thread": ("Переписка", "Conversation"),
    "client": ("Клиент", "Client"),
    "kind": ("Тип", "Kind"),
    "phone": ("Телефон", "Telephone"),
    "state": ("Состояние", "State"),
    "operator": ("Сотрудник", "Operator"),
    "due": ("Ответить до", "Answer by"),
    "overdue": ("ПРОСРОЧЕНО", "OVERDUE"),
    "subject": ("Тема", "Subject"),
    "waits": ("Писем", "Letters"),
    "waiting": ("ждёт", "waits"),
    "taken": ("в работе", "taken"),
    "answered": ("отвечено", "answered"),
    "closed": ("закрыто", "closed"),
    "bank": ("БАНК", "BANK"),
    "from_client": ("КЛИЕНТ", "CLIENT"),
    "automatic": ("автоматически", "automatic"),
    "about": ("О документе", "About the document"),
    "files": ("Вложения", "Attachments"),
    "steps": ("Кто и что делал", "Who did what"),
    "mark": ("Оценка клиента", "Mark of the client"),
    "received": ("Писем получено", "Letters received"),
    "done": ("отвечено", "answered"),
    "closed_unanswered": ("закрыто без ответа", "closed without an answer"),
    "late": ("с опозданием", "late"),
    "median": ("медиана, мин", "median, min"),
    "p90": ("90 %, мин", "90 %, min"),
    "hour": ("в течение часа, %", "within the hour, %"),
    "queue": ("Сейчас в очереди", "In the queue now"),
    "overdue_now": ("просрочено", "overdue"),
    "by_kind": ("По типам писем", "By kind of letter"),
    "by_operator": ("По сотрудникам", "By operator"),
    "marks": ("Оценки", "Marks"),
    "mean": ("средняя", "mean"),
    "period": ("Период", "Period"),
    "next": ("Дальше", "Next"),
    "name": ("ИМЯ", "NAME"),
    "text": ("ТЕКСТ", "TEXT"),
    "folder": ("ПАПКА", "FOLDER"),
    "did.answer": ("Ответ отправлен клиенту: {letter}", "The answer is sent: {letter}"),
    "did.write": ("Письмо отправлено клиенту: {letter}", "The letter is sent: {letter}"),
    "did.assign": ("Переписка поручена: {operator}", "The conversation is given to {operator}"),
    "did.release": ("Переписка возвращена в очередь", "The conversation is back in the queue"),
    "did.close": ("Переписка закрыта", "The conversation is closed"),
    "did.dossier": ("Сохранено файлов: {count}", "Files saved: {count}"),
    "did.template_add": ("Шаблон {code} ({language}) сохранён", "Template {code} ({language}) is kept"),
    "did.template_remove": ("Удалено шаблонов: {removed}", "Templates removed: {removed}"),
    "did.hours": ("Часы работы (мск): {opens}–{closes}", "Service hours (Moscow time): {opens}–{closes}"),
    "did.automatic": (
        "Ответ без сотрудника: через {seconds} с",
        "Answer without an operator: after {seconds} s",
    ),
    "did.by_hand": ("Ответ без сотрудника: выключен", "Answer without an operator: never"),
    "step.received": ("письмо получено", "letter received"),
    "step.acknowledged": ("получение подтверждено", "acknowledged"),
    "step.opened": ("письмо открыто", "opened"),
    "step.taken": ("взято в работу", "taken"),
    "step.assigned": ("поручено", "assigned"),
    "step.released": ("возвращено в очередь", "released"),
    "step.answered": ("отправлен ответ", "answered"),
    "step.written": ("переписка начата", "begun by the bank"),
    "step.closed": ("переписка закрыта", "closed"),
    "step.read": ("прочитано клиентом", "read by the client"),
    "step.marked": ("оценка клиента", "marked by the client"),
}


def queue(found: Sequence[Mapping[str, Any]], language: str, kinds: Mapping[str, str]) -> str:
    """Print the queue, a conversation to a line; `kinds` are the titles of kinds of letters."""
    say = _sayer(language)
    if not found:
        return say("empty")
    head = [say(name) for name in ("thread", "due", "kind", "client", "subject", "waits", "state")]
    rows = [
        [
            item["thread"],
            _moment(item["due"]) + (f" {say('overdue')}" if item["overdue"] else ""),
            f"{item['priority']} {_short(kinds, item['kind'])}",
            item["client"],
            item["subject"],
            str(item["waits"]),
            say(item["state"]) + (f": {item['operator']}" if item["operator"] else ""),
        ]
        for item in found
    ]
    return _table([head, *rows])


def dossier(found: Mapping[str, Any], language: str, kinds: Mapping[str, str], *, steps: bool) -> str:
    """Print a conversation letter by letter; with `steps` also who did what."""
    say = _sayer(language)
    lines = [
        f"{say('thread')}: {found['thread']}",
        f"{say('client')}: {found['client']} ({found['client_id']})",
        f"{say('subject')}: {found['subject']}",
        f"{say('kind')}: {kinds.get(found['kind'], found['kind'])}",
        f"{say('state')}: {say(found['state'])}" + (f": {found['operator']}" if found["operator"] else ""),
    ]
    for name, text in (("due", _moment(found["due"])), ("phone", found["phone"])):
        lines += [f"{say(name)}: {text}"] if text else []
    for item in found["letters"]:
        lines += ["", *_letter(item, say)]
    if found["mark"]:
        lines += ["", " ".join([f"{say('mark')}: {found['mark']['mark']}", *found["mark"]["note"].split()])]
    if steps:
        lines += ["", f"{say('steps')}:"]
        lines.append(
            _table(
                [
                    [_moment(one["at"]), say(f"step.{one['action']}"), one["actor"], one["note"]]
                    for one in found["steps"]
                ]
            )
        )
    return "\n".join(lines)


def next_acts(found: Mapping[str, Any], language: str) -> str:
    """Print the commands that lead on from a conversation; "" when there are none."""
    say = _sayer(language)
    thread, acts = found["thread"], []
    if any(letter["attachments"] for letter in found["letters"]):
        acts.append(f"letters dossier {thread} --save {say('folder')}")
    if found["state"] == "waiting":
        acts.append(f"letters take {thread} {say('name')}")
    elif found["state"] == "taken":
        acts.append(f'letters answer {thread} "{found["operator"]}" --say {say("text")}')
    return "\n".join(["", "", f"{say('next')}:", *(f"  {act}" for act in acts)]) if acts else ""


def done(act: str, language: str, /, **facts: object) -> str:
    """Say that an act was done."""
    return _sayer(language)(f"did.{act}").format(**facts)


def settings(told: Mapping[str, Any], language: str) -> str:
    """Print the service hours and when letters are answered without an operator."""
    opens, closes = told["hours"]
    seconds = f"{told['answer_after']:g}"
    automatic = (
        done("automatic", language, seconds=seconds) if told["answer_after"] else done("by_hand", language)
    )
    return "\n".join([done("hours", language, opens=opens, closes=closes), automatic])


def statistics(found: Mapping[str, Any], language: str, kinds: Mapping[str, str]) -> str:
    """Print the figures of answer times and marks."""
    say = _sayer(language)
    names = ("received", "done", "closed_unanswered", "late", "median", "p90", "hour")
    head = ["", *(say(name) for name in names)]
    parts = [
        f"{say('period')}: {_day(found['from'])} – {_day(found['to'])}",
        _table([head, ["", *_figures(found)]]),
        f"{say('queue')}: {found['queue']}, {say('overdue_now')}: {found['overdue_now']}",
    ]
    for name in ("by_kind", "by_operator"):
        if found[name]:
            titles = kinds if name == "by_kind" else {AUTOMATIC: say("automatic")}
            rows = [[_short(titles, key), *_figures(told)] for key, told in found[name].items()]
            parts += ["", f"{say(name)}:", _table([head, *rows])]
    marks = found["marks"]
    each = ", ".join(f"{mark}: {count}" for mark, count in marks["each"].items())
    parts += ["", f"{say('marks')}: {marks['count']}, {say('mean')} {_figure(marks['mean'])} ({each})"]
    return "\n".join(parts)


def templates(found: Iterable[Mapping[str, Any]]) -> str:
    """Print templates one after another."""
    return "\n\n".join(f"[{one['code']} {one['language']}] {one['title']}\n{one['body']}" for one in found)


class _Sayer:
    def __init__(self, language: str) -> None:
        self._place = 1 if language == "en" else 0

    def __call__(self, name: str) -> str:
        return _WORDS[name][self._place]


def _sayer(language: str) -> _Sayer:
    return _Sayer(language)


def _letter(item: Mapping[str, Any], say: _Sayer) -> list[str]:
    side = say("bank") if item["from"] == "bank" else say("from_client")
    automatic = f" ({say('automatic')})" if item.get("automatic") else ""
    author = f"{item['name']} ({item['by']})" if item.get("name") else item["by"]
    lines = [f"--- {side}{automatic}, {author}, {_moment(item['at'])}, {item['id']}"]
    lines.append(indent(f"{item['subject']}\n\n{item['body']}", _INDENT))
    if item.get("about"):
        lines.append(f"{say('about')}: {_about(item['about'])}")
    if item["attachments"]:
        lines.append(
            f"{say('files')}: "
            + ", ".join(f"{one['name']} ({_size(int(one['size']), say)})" for one in item["attachments"])
        )
    return lines


def _short(kinds: Mapping[str, str], code: str) -> str:
    """Return the title of a kind up to what it explains."""
    return kinds.get(code, code).partition(":")[0]


def _size(octets: int, say: _Sayer) -> str:
    """Write the size of a file in whole bytes or KB."""
    units = ("КБ", "Б") if say("name") == _WORDS["name"][0] else ("KB", "B")
    return f"{-(-octets // 1024)} {units[0]}" if octets >= 1024 else f"{octets} {units[1]}"  # noqa: PLR2004 -- a KB


def _about(told: Mapping[str, Any]) -> str:
    amount = f", {plain(from_minor(told['amount']))}" if told["amount"] else ""
    return f"{told['type']} № {told['number']}, {_day(told['day'])}{amount} ({told['state']}), {told['id']}"


def _figures(told: Mapping[str, Any]) -> list[str]:
    names = (
        "received",
        "answered",
        "closed_unanswered",
        "late",
        "median_minutes",
        "p90_minutes",
        "within_hour_percent",
    )
    return [_figure(told[name]) for name in names]


def _figure(value: object) -> str:
    return "–" if value is None else str(value)


def _moment(stamp: str) -> str:
    return moment(clock.parse(stamp)) if stamp else ""


def _day(day: str) -> str:
    return ".".join(reversed(day.split("-")))


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Put rows into columns of their width; line breaks within a cell become blanks."""
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in flat) for at in range(len(flat[0]))] if flat else []
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in flat
    )
