"""Translation of window texts: one `tr` for all, over the translator that `install` puts into the program.

Source texts are English and literal (never f-strings); put values in with `.format(name=…)`. A plural is called
with three positional arguments: `tr("%n document(s) sent", "", count)`. `N_` marks a text that is translated later.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from bsclient.paths import resource

_log = logging.getLogger(__name__)
LANGUAGES: Mapping[str, str] = {"ru": "Русский", "en": "English"}


class _Chosen:
    """The language of the windows; set once by `install`."""

    language = "en"
    translators: tuple[QTranslator, ...] = ()
    texts: tuple[bytes, ...] = ()


def tr(text: str, comment: str = "", n: int = -1) -> str:
    """Return the text in the language of the windows; `n` fills `%n` and chooses the plural."""
    return QCoreApplication.translate("", text, comment or None, n)


def N_(text: str) -> str:
    """Mark a literal for translation where it is declared; `tr` translates it where it is shown."""
    return text


def language() -> str:
    """Return the language of the windows: `en` or `ru`."""
    return _Chosen.language


def system_language() -> str:
    """Return the language that BSCLIENT_LANG names, else `ru` for a Russian locale, `en` otherwise."""
    told = os.environ.get("BSCLIENT_LANG", "")
    if told in LANGUAGES:
        return told
    return "ru" if QLocale.system().language() == QLocale.Language.Russian else "en"


def install(app: QCoreApplication, chosen: str) -> None:
    """Load our texts, Qt's own and what those lack for a language ("" for the system's) and set the default locale.

    Files are read whole: one that Qt maps into memory ends the program when an update rewrites it.
    """
    for old in _Chosen.translators:
        app.removeTranslator(old)
    name = chosen if chosen in LANGUAGES else system_language()
    QLocale.setDefault(QLocale("ru_RU" if name == "ru" else "en_GB"))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ours = (str(resource(f"i18n/{part}_{name}.qm")) for part in ("qt", "bsclient"))
    files = (f"{folder}/qtbase_{name}.qm", *ours)
    loaded: list[tuple[QTranslator, bytes]] = []
    for file in files:
        translator, texts = QTranslator(app), _read(file)
        if texts and translator.load(texts):
            app.installTranslator(translator)
            loaded.append((translator, texts))
        else:
            _log.debug("no translation in %s", file)
    _Chosen.language = name
    _Chosen.translators = tuple(translator for translator, _texts in loaded)
    _Chosen.texts = tuple(texts for _translator, texts in loaded)


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError:
        return b""
