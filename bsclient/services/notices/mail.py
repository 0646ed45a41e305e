"""Notices by e-mail through the user's own server: settings, the password in the encrypted base only, later attempts."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from email.message import EmailMessage
from typing import Final

import msgspec

from bsclient.errors import BadInput, BsError, NotAllowed
from bsclient.services.context import Workplace
from bsclient.services.notices import mail_line
from bsclient.services.notices import words as notice_words
from bsclient.services.notices.mail_line import Contexts, Security, Server
from bsclient.services.notices.rules import Quiet
from bsclient.storage import conversion, settings
from bsclient.storage import notices as kept
from bsclient.storage.notices import DONE, GIVEN_UP, NoticeRow
from bsclient.storage.unit_of_work import Reader

__all__ = ["Mail", "Security", "Server"]

AT_ONCE: Final = 50
"""So many notices stand in one letter."""
GIVE_UP_AFTER: Final = dt.timedelta(days=3)
WAITS: Final = tuple(dt.timedelta(minutes=count) for count in (1, 5, 15, 60))
"""Before the second attempt, the third, …; the last one is repeated."""
_SERVER, _PASSWORD, _TRIES = "mail.server.", conversion.MAIL_PASSWORDS, "mail.tries."
_QUIET: Final = "notices.quiet."
_SUBJECTS: Final = {"en": "{title}: {count} new", "ru": "{title}: уведомлений — {count}"}
_TESTS: Final = {
    "en": "This is a test of BSClient: notifications will come like this.",
    "ru": "Это проверка BSClient: так будут приходить уведомления.",
}


class Tries(msgspec.Struct, frozen=True, kw_only=True):
    """Attempts that failed one after the other, when the next one may be, why the last one failed."""

    count: int = 0
    next: dt.datetime | None = None
    code: str = ""
    facts: dict[str, str] = {}


class Mail:
    """E-mail of the user who works; `contexts` says which authorities are trusted."""

    def __init__(self, place: Workplace, contexts: Contexts = ssl.create_default_context) -> None:
        self._place, self._contexts = place, contexts
        self._sending = threading.Lock()

    def server(self) -> Server:
        """Return the settings without the password."""
        with self._place.store.read() as reader:
            return self._server(reader)

    def has_password(self) -> bool:
        """Return whether a password is kept."""
        with self._place.store.read() as reader:
            return bool(self._password(reader))

    def may_keep_password(self) -> bool:
        """Return whether the base is encrypted: else no password is kept."""
        return self._place.store.encrypted

    def trouble(self) -> Tries:
        """Return how the last attempts went."""
        with self._place.store.read() as reader:
            return self._tries(reader)

    def save(self, server: Server, password: str | None = None) -> Server:
        """Keep the settings; a password None stays as it is, "" is forgotten. A server of another name forgets it too.

        BadInput as `mail_line.checked`, `mail_password_again`; NotAllowed("mail_needs_encryption").
        """
        server = mail_line.checked(server)
        if password and not self.may_keep_password():
            raise NotAllowed("mail_needs_encryption")
        with self._place.store.write() as work:
            before = self._server(work)
            moved = (before.host, before.port, before.user) != (server.host, server.port, server.user)
            weaker = server.security is Security.PLAIN and before.security is not Security.PLAIN
            if password is None and (moved or weaker) and self._password(work):
                raise BadInput(
                    "mail_password_again"
                )  # a password never goes to a server it was not meant for
            user = self._place.user.id
            settings.put(work, _SERVER + user, msgspec.json.encode(server).decode())
            if password is not None:
                settings.put(work, _PASSWORD + user, password)
            settings.put(work, _TRIES + user, "")
        return server

    def test(self, language: str) -> None:
        """Send a letter now, over a line of its own: one that is on its way is not waited for. Raises as `mail_line.send`."""
        with self._place.store.read() as reader:
            server, password = self._server(reader), self._password(reader)
        identity = f"test:{self._place.profile.id}:{self._place.instant.isoformat()}"
        message = mail_line.letter(
            server, f"BSClient: {self._place.profile.title}", _TESTS.get(language, _TESTS["en"]), identity
        )
        mail_line.send(server, password, message, self._contexts)

    def deliver(self, language: str) -> int:
        """Send the notices that wait, in one letter; returns how many went. Nothing is raised: `trouble` tells.

        The same notices have the same Message-ID: a letter that was taken by the server before a cut is known again.
        While another letter is on its way nothing is sent: what waits goes the next time.
        """
        if not self._sending.acquire(blocking=False):
            return 0
        try:
            user, now = self._place.user.id, self._place.instant
            with self._place.store.read() as reader:
                rows = kept.for_mail(reader, user, AT_ONCE)
                server, password = self._server(reader), self._password(reader)
                tries, quiet = self._tries(reader), self._quiet(reader)
            if not rows or quiet.now(now) or (tries.next is not None and now < tries.next):
                return 0
            old = [row for row in rows if not server.on or now - row.at > GIVE_UP_AFTER]
            rows = [row for row in rows if row not in old]
            failed: BsError | None = None
            if rows:
                try:
                    message = self._letter(server, rows, language, amounts=quiet.amounts)
                    mail_line.send(server, password, message, self._contexts)
                except BsError as error:
                    failed = error
            self._note(rows, old, tries, failed)
            return 0 if failed is not None else len(rows)
        finally:
            self._sending.release()

    def _note(
        self, rows: list[NoticeRow], old: list[NoticeRow], tries: Tries, failed: BsError | None
    ) -> None:
        with self._place.store.write() as work:
            kept.set_mail(work, [row.seq for row in old], GIVEN_UP)
            if failed is None:
                kept.set_mail(work, [row.seq for row in rows], DONE)
                body = ""
            else:
                wait = WAITS[min(tries.count, len(WAITS) - 1)]
                later = Tries(
                    count=tries.count + 1,
                    next=self._place.instant + wait,
                    code=failed.code,
                    facts=failed.facts,
                )
                body = msgspec.json.encode(later).decode()
            settings.put(work, _TRIES + self._place.user.id, body)

    def _letter(self, server: Server, rows: list[NoticeRow], language: str, *, amounts: bool) -> EmailMessage:
        said = [notice_words.words(row.code, row.facts, language, amounts=amounts) for row in rows]
        title = self._place.profile.title
        subject = _SUBJECTS.get(language, _SUBJECTS["en"]).format(title=title, count=len(rows))
        identity = f"{self._place.profile.id}:{self._place.user.id}:{','.join(str(row.seq) for row in rows)}"
        return mail_line.letter(server, subject, "\n".join(said), identity)

    def _server(self, reader: Reader) -> Server:
        body = self._get(reader, _SERVER)
        return msgspec.json.decode(body, type=Server) if body else Server()

    def _password(self, reader: Reader) -> str:
        """Return the password; "" in an open base, whatever stands there."""
        return self._get(reader, _PASSWORD) if self._place.store.encrypted else ""

    def _tries(self, reader: Reader) -> Tries:
        body = self._get(reader, _TRIES)
        return msgspec.json.decode(body, type=Tries) if body else Tries()

    def _quiet(self, reader: Reader) -> Quiet:
        body = self._get(reader, _QUIET)
        return msgspec.json.decode(body, type=Quiet) if body else Quiet()

    def _get(self, reader: Reader, name: str) -> str:
        return settings.get(reader, name + self._place.user.id)
