"""One program per home folder: a second start asks the first to come to the front and ends.

A local socket named after the folder; a socket left by a program that was killed is taken over.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS: Final = 1000
_RAISE: Final = b"raise\n"


class SingleInstance(QObject):
    """`raise_asked` when somebody starts the program again for this folder."""

    raise_asked = Signal()

    def __init__(self, home: Path) -> None:
        super().__init__()
        user = getattr(os, "getuid", lambda: "")()
        whose = f"{user}:{home.resolve()}".encode()
        print_of = bytes(
            QCryptographicHash.hash(whose, QCryptographicHash.Algorithm.Sha256).toHex().data()
        ).decode()
        self._name = f"bsclient-{print_of[:24]}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def first(self) -> bool:
        """Whether we are the first; if not, the first has been asked to come to the front."""
        if self._ask():
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return True

    def close(self) -> None:
        """Let the next start be the first."""
        self._server.close()

    def _ask(self) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_RAISE)
        socket.waitForBytesWritten(_WAIT_MS)
        socket.disconnectFromServer()
        return True

    def _greet(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._hear(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if _RAISE in bytes(socket.readAll().data()):
            self.raise_asked.emit()
