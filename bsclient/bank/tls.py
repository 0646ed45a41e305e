"""The outer wall of the server: TLS 1.2 or newer, and an HTTP/1.1 protocol that does not wait for dawdlers.

A connection must finish the head of a request within `HEAD_SECONDS` and `HEAD_BYTES`; the body's pace is watched where it is read.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from pathlib import Path
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bsclient.errors import NotAllowed

HEAD_SECONDS = 10.0
HEAD_BYTES = 32 * 1024
LINGER_SECONDS = 0.3
MOST_CONNECTIONS = 4000


def context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Make the server's TLS context."""
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    made.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION | ssl.OP_CIPHER_SERVER_PREFERENCE
    made.set_ciphers("ECDHE+AESGCM:ECDHE+CHACHA20")
    made.set_alpn_protocols(["http/1.1"])
    made.load_cert_chain(certificate, key)
    return made


def listening(host: str, port: int) -> socket.socket:
    """Bind the socket to listen on; port 0 takes a free one. NotAllowed (port_in_use)."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
        made.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
    else:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise NotAllowed("port_in_use", port=str(port)) from error
    return made


class ImpatientProtocol(HttpToolsProtocol):
    """HTTP/1.1 that closes connections whose request head is too slow or too long, and those over the limit."""

    _head_timer: asyncio.TimerHandle | None = None
    _head_size = 0
    _in_head = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        if len(self.connections) > MOST_CONNECTIONS:
            self.transport.close()
            return
        self._arm()

    def connection_lost(self, exc: Exception | None) -> None:
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head:
            self._head_size += len(data)
            if self._head_size > HEAD_BYTES and not self.transport.is_closing():
                self.send_400_response("Head too long.")

    def on_message_begin(self) -> None:
        self._in_head = True
        self._head_size = 0
        self._arm()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head = False
        self._disarm()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._linger()

    def shutdown(self) -> None:
        super().shutdown()
        self._linger()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._linger()

    def _linger(self) -> None:
        """Cut a connection that is closing: TLS would wait for the peer to close, too, and swallow what he sends."""
        if self.transport.is_closing():
            self.loop.call_later(LINGER_SECONDS, self.transport.abort)

    def _arm(self) -> None:
        self._disarm()
        self._head_timer = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _disarm(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
            self._linger()
