"""Errors that a user can meet: a code from a closed list and facts, never a sentence.

Texts stand in `resources/i18n/problems.{en,ru}.json`, one table per language, and are fetched by
`bsclient.texts`. A class names the cause, so that a caller can act on it; the code says which case it is.
"""

from __future__ import annotations


class BsError(Exception):
    """Base of all errors that are shown to a user; anything else is a bug."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        facts = ", ".join(f"{key}={value}" for key, value in sorted(self.facts.items()))
        return f"{self.code} ({facts})" if facts else self.code


class BadInput(BsError):
    """A file or text from outside cannot be read as a whole."""


class WrongPassphrase(BsError):
    """The passphrase does not open the key container."""


class BadSignature(BsError):
    """A signature, certificate or receipt does not hold."""


class Unreachable(BsError):
    """No answer from the bank: the outcome of what was sent is unknown."""


class Refused(BsError):
    """The bank answered and refused the call."""


class Conflict(BsError):
    """The same id was used for other content."""


class NotAllowed(BsError):
    """The state of the document, the user's rights or a limit forbid the action."""


class Corrupt(BsError):
    """Stored data fail their own proof; nothing is sent until this is solved."""


class StorageFailed(BsError):
    """The disk or the database refused to keep something; nothing was saved."""
