"""Russian words of papers: the labels of declarations are English source texts, their translations stand in the .qm file.

Papers for a Russian bank are Russian whatever the language of the windows.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QTranslator

from bsclient.paths import resource


def russian(text: str) -> str:
    """Return the Russian for a label, title or meaning of a code; the text itself when there is none."""
    if not text:
        return ""
    return str(_translator()[0].translate("", text)) or text


@lru_cache(maxsize=1)
def _translator() -> tuple[QTranslator, bytes]:
    """Load the translations once; the bytes must live as long as the translator."""
    translator = QTranslator()
    path = Path(resource("i18n/bsclient_ru.qm"))
    data = path.read_bytes() if path.is_file() else b""
    if data:
        translator.load(data)
    return translator, data
