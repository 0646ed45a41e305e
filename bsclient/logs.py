"""The program's log: one rotating file for its owner only, without what must not leak.

Account and card numbers are masked to their last four digits; passwords, tokens, PEM blocks and long encoded bodies
are dropped; very long records are cut. Continued lines are indented, so that text from outside can't forge a record.
"""

from __future__ import annotations

import io
import logging
import os
import re
import time
from pathlib import Path

FILE_NAME = "bsclient.log"
_LOGGER = "bsclient"
_FILE_BYTES = 1_000_000
_OLD_FILES = 4
_LONGEST = 8000

_PEM = re.compile(r"-----BEGIN ([A-Z0-9 ]+)-----.*?(?:-----END \1-----|\Z)", re.DOTALL)
_SECRET = re.compile(
    r"(?i)\b(authorization|cookie|passphrase|password|secret|token|otp)\b([\"']?\s*[:=]\s*)"
    r"(?:\"[^\"]*\"|'[^']*'|(?:bearer|basic)\s+\S+|[^\s,;}\]]+)"
)
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_ENCODED = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}|[A-Za-z0-9_-]{80,}={0,2}|(?:[A-Za-z0-9+/]{60,}={0,2}\s){2,}")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{9,}([0-9]{4})(?![0-9])")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def redact(text: str) -> str:
    """Return a text fit for the log: secrets, bodies and numbers of accounts and cards are hidden."""
    size = len(text)
    text = text[: 4 * _LONGEST]  # patterns need not walk through megabytes
    text = _PEM.sub("[PEM dropped]", text)
    text = _SECRET.sub(r"\1\2[hidden]", text)
    text = _BEARER.sub(r"\1 [hidden]", text)
    text = _ENCODED.sub(lambda match: f"[{len(match[0])} characters dropped]", text)
    text = _NUMBER.sub(r"*\1", text)
    text = _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    if size > 4 * _LONGEST or len(text) > _LONGEST:
        text = f"{text[:_LONGEST]} [cut; {size} characters in all]"
    return text.replace("\n", "\n    ")


class RedactingFormatter(logging.Formatter):
    """Writes a record in one layout with UTC time and hides what must not be logged, tracebacks included."""

    def __init__(self) -> None:
        super().__init__("%(message)s", None)

    def format(self, record: logging.LogRecord) -> str:
        at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        head = f"{at}.{int(record.msecs):03}Z {record.levelname} {record.name}"
        return f"{head} {redact(super().format(record))}"


class OwnerOnlyFileHandler(logging.FileHandler):
    """A file that only its owner can read; a full one is renamed `….1`, the ones before `….2` and so on, and keeps its mode.

    That of the standard library imports sockets and pickles, which a start would wait for.
    """

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self._fills(self.stream, record):
                self._turn_over(self.stream)
        except (OSError, ValueError):
            self.handleError(record)
        super().emit(record)

    def _fills(self, stream: io.TextIOWrapper, record: logging.LogRecord) -> bool:
        return stream.tell() + len(self.format(record).encode(errors="replace")) >= _FILE_BYTES

    def _turn_over(self, stream: io.TextIOWrapper) -> None:
        """Begin a new file; if the folder does not let the old one be renamed, it grows."""
        stream.close()
        try:
            for number in range(_OLD_FILES - 1, 0, -1):
                older = Path(f"{self.baseFilename}.{number}")
                if older.exists():
                    older.replace(f"{self.baseFilename}.{number + 1}")
            Path(self.baseFilename).replace(f"{self.baseFilename}.1")
        finally:
            self.stream = self._open()

    def _open(self) -> io.TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if hasattr(os, "fchmod"):
            os.fchmod(handle, 0o600)  # the file may be an old one with a wider mode
        return os.fdopen(handle, "a", encoding=self.encoding, errors=self.errors)


def configure(folder: Path, level: int | str = logging.INFO) -> Path:
    """Send the log of the program, and warnings of libraries, to a file in the folder; return its path.

    Calling it again moves the log: the handler of the call before is closed.
    """
    close()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / FILE_NAME
    handler = OwnerOnlyFileHandler(path, encoding="utf-8", errors="backslashreplace")
    handler.setFormatter(RedactingFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger(_LOGGER).setLevel(level)
    return path


def close() -> None:
    """Detach and close the file, if there is one."""
    root = logging.getLogger()
    for handler in [item for item in root.handlers if isinstance(item, OwnerOnlyFileHandler)]:
        root.removeHandler(handler)
        handler.close()
