"""What holds for every window: the application's name, language, theme, font, and who is told of what nobody caught."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Final

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

import bsclient
from bsclient import settings
from bsclient.gui import icons, tasks, theme, tr

_log = logging.getLogger(__name__)
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def prepare(app: QApplication, kept: settings.Settings) -> None:
    """Give the application its name, language, theme, font and ways to report what nobody caught."""
    app.setApplicationName("BSClient")
    app.setApplicationVersion(bsclient.__version__)
    app.setDesktopFileName("bsclient")
    qInstallMessageHandler(_qt_message)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    tr.install(app, kept.get(settings.LANGUAGE))
    theme.apply(app, kept.get(settings.THEME))
    font = QFont(app.font())
    font.setFeature(QFont.Tag("tnum"), 1)  # figures of one width, so that amounts stand in columns
    app.setFont(font)
    app.setWindowIcon(icons.icon("app", "accent"))
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app, kept))
    _end_on_interrupt(app)


def _follow(app: QApplication, kept: settings.Settings) -> None:
    if kept.get(settings.THEME) == theme.SYSTEM:
        theme.apply(app, theme.SYSTEM)


def _end_on_interrupt(app: QApplication) -> None:
    """Ctrl+C in the terminal ends the program in order; Python needs a turn now and then to see it."""

    def quit_app(_number: int, _frame: FrameType | None) -> None:
        app.quit()

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, quit_app)
        turn = QTimer(app, interval=500)
        turn.timeout.connect(lambda: None)
        turn.start()


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    tasks.Hooks.unexpected(error.with_traceback(trace))
    if not issubclass(kind, Exception):
        QApplication.exit(1)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    _log.error("uncaught in %s", args.thread, exc_info=args.exc_value)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    logging.getLogger("bsclient.qt").log(_LEVELS.get(kind, logging.WARNING), "%s", words)
