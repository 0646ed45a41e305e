"""One synchronisation without a window, then the exports that are due; the passphrase comes on standard input."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from bsclient import texts
from bsclient.errors import BadInput, BsError
from bsclient.services.desk import open_desk
from bsclient.services.exchange.delivery import SyncReport
from bsclient.services.notices.automation import Outcome
from bsclient.services.profiles import Profile, User, list_profiles, unlock


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which profile of a folder, by id or title, and which of its users ("" when there is but one)."""

    home: Path
    profile: str
    user: str = ""


def synchronise(wanted: Wanted, *, as_json: bool, language: str) -> int:
    """Synchronise once and print a plain report; returns 0 when everything went through, else 1."""
    profile, user = find(wanted)
    passphrase = sys.stdin.readline().rstrip("\r\n")
    desk = open_desk(profile, user, unlock(profile, user, passphrase))
    try:
        report = desk.delivery.synchronise(lambda _: None, threading.Event())
        outcome = desk.automation.run(report, language)
        desk.mail.deliver(language)
    finally:
        desk.close()
    for line in _lines(report, outcome, language, as_json=as_json):
        print(line)
    return 0 if report.ok and not outcome.failed else 1


def find(wanted: Wanted) -> tuple[Profile, User]:
    """Return the profile and user; raises BadInput when there is none or the choice is not clear."""
    found = [p for p in list_profiles(wanted.home) if wanted.profile in {p.id, p.title}]
    if len(found) != 1:
        raise BadInput("profile_unknown", value=wanted.profile)
    users = [user for user in found[0].users if wanted.user in {"", user.id, user.name}]
    if len(users) != 1:
        raise BadInput("user_unknown", value=wanted.user)
    return found[0], users[0]


def _lines(report: SyncReport, outcome: Outcome, language: str, *, as_json: bool) -> list[str]:
    problems = [
        {"code": p.code, "document": p.document, "message": texts.message(p.code, p.facts, language)}
        for p in report.problems
    ]
    counts = {
        "sent": report.sent, "accepted": report.accepted, "statuses": report.statuses, "entries": report.entries,
        "letters": report.letters,
    }  # fmt: skip
    exports = [
        {"name": one.name, "files": one.files, "problem": _said(one.error, language)}
        for one in outcome.exports
    ]
    if as_json:
        told = {**counts, "problems": problems, "cancelled": report.cancelled, "exports": exports}
        return [json.dumps(told, ensure_ascii=False)]
    head = ", ".join(f"{name} {count}" for name, count in counts.items())
    done = (f"export {one['name']}: {one['problem'] or one['files']}" for one in exports)
    return [head, *(f"{p['code']}: {p['message']}" for p in problems), *done]


def _said(error: BsError | None, language: str) -> str:
    if error is None:
        return ""
    message, mend = (say(error.code, error.facts, language) for say in (texts.message, texts.mend))
    return f"{message} {mend}".strip()
