"""The bank as a running server: keys, base, TLS on the loopback, background work, a clean stop.

`connection.json` in the data folder is the public half that a client's profile starts from: name, BIC, address, server id and the
authority's certificate to pin. One JSON line on standard output says when the server listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from bsclient import clock, logs, whole_files
from bsclient.bank import tls
from bsclient.bank.api.app import build
from bsclient.bank.api.caps import Buckets, Caps, Flights
from bsclient.bank.api.hub import Hub
from bsclient.bank.api.parts import Parts
from bsclient.bank.api.uploads import Uploads
from bsclient.bank.core import Bank
from bsclient.bank.intake.group_commit import GroupCommit
from bsclient.bank.keys.auth import Doorkeeper, Server
from bsclient.bank.keys.keyring import Keyring, open_keys
from bsclient.errors import BsError

HOST = "127.0.0.1"
TICK_SECONDS = 0.5
POLL_POSTGRES = 0.5
POLL_SQLITE = 2.0
STOP_SECONDS = 5
KEEP_ALIVE_SECONDS = 75
# Few threads and short turns: more of them, or the usual 5 ms, spend the time in waiting for the interpreter's lock.
_THREADS = 8
_TURN_SECONDS = 0.001
_AUTHORITY_NAME = "BSClient Bank"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how a bank runs. `db` "" is a SQLite file in the data folder; port 0 takes a free one."""

    data: Path
    db: str = ""
    port: int = 0
    demo: bool = False
    speed: float = 1.0
    caps: Caps = field(default_factory=Caps)

    @property
    def url(self) -> str:
        """The address of the base for SQLAlchemy."""
        return self.db or f"sqlite:///{self.data.absolute() / 'bank.db'}"


def main(db: str, port: int, *, data: Path, demo: bool = False, speed: float = 1.0) -> int:
    """Run a bank until SIGTERM or SIGINT; prints one JSON line when it listens. BsError when it cannot start."""
    place = Place(data, db, port, demo, speed)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    logs.configure(data)

    def ready(server: BankServer) -> None:
        line = {"ready": True, "url": server.url, "profile": str(data / "connection.json")}
        print(json.dumps(line, ensure_ascii=False), flush=True)

    serve(place, ready)
    return 0


def end_with_parent() -> None:
    """End in order when standard input closes: the program that started this server is gone, however it ended."""

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def serve(place: Place, ready: Callable[[BankServer], None]) -> None:
    """Run a bank in this thread; `ready` is called when it listens, and may keep the server to `stop` it."""
    bank, ring = open_bank(place)
    try:
        listening = tls.listening(HOST, place.port)
        BankServer(bank, ring, place, ready).serve_on(listening)
    finally:
        bank.close()


def open_bank(place: Place) -> tuple[Bank, Keyring]:
    """Open base and keys, without a server: also for the operators' commands."""
    ring = open_keys(place.data, _AUTHORITY_NAME, clock.now)
    bank = Bank.open(place.url, ring.keys, clock.now)
    bank.load_directories()
    if place.demo:
        from bsclient.bank.seed import demo as seed

        seed.demo(bank, place.data)
    if place.speed != 1.0:
        bank.clock.set(factor=place.speed)
    return bank, ring


class BankServer(uvicorn.Server):
    """uvicorn with the bank's parts around it: they start and stop with the server."""

    def __init__(self, bank: Bank, ring: Keyring, place: Place, ready: Callable[[BankServer], None]) -> None:
        self._bank = bank
        self._ring = ring
        self._place = place
        self._ready = ready
        self.url = ""
        self.parts = _parts(bank, ring, place)
        self._background: list[asyncio.Task[None]] = []
        self._unlisten: Callable[[], None] = lambda: None
        super().__init__(_config(self.parts, ring))

    def serve_on(self, listening: socket.socket) -> None:
        """Serve until `stop`, SIGTERM or SIGINT."""
        self.url = f"https://{HOST}:{listening.getsockname()[1]}"
        self._write_connection()
        sys.setswitchinterval(_TURN_SECONDS)
        self.run([listening])

    def stop(self) -> None:
        """Ask the server to finish what it does and end; from any thread."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ThreadPoolExecutor(_THREADS, "bank"))
        hub = self.parts.hub

        def heard(clients: frozenset[str]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(hub.wake, clients)

        self._unlisten = self._bank.listen(heard)
        await super().startup(sockets)
        self._background.append(asyncio.create_task(self._tick()))
        self._ready(self)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.parts.hub.close()
        await super().shutdown(sockets)
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self.parts.commits.close()
        self._unlisten()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on SIGTERM and SIGINT, and do not raise them again afterwards: the base is closed after the server."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def _tick(self) -> None:
        """Do what is due, twice a second; what fails is tried again the next time."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            try:
                await asyncio.to_thread(self._bank.tick)
                await asyncio.to_thread(self.parts.uploads.sweep)
            except (BsError, SQLAlchemyError, OSError):
                _log.exception("background work failed")

    def _write_connection(self) -> None:
        root = self._ring.keys.authority.certificate
        public = {
            "bank": self._bank.name,
            "bic": self._bank.bic,
            "correspondent_account": self._bank.profile.correspondent_account,
            "town": self._bank.profile.town,
            "url": self.url,
            "server": self._ring.server_id,
            "ca_pem": root.pem.decode("ascii"),
            "ca_fingerprint": root.fingerprint_sha256.hex(),
        }
        data = json.dumps(public, ensure_ascii=False, indent=2).encode()
        whole_files.write(self._place.data / "connection.json", data, private=True)


def _parts(bank: Bank, ring: Keyring, place: Place) -> Parts:
    server = Server(ring.server_id, ring.tls_sha256)
    caps = place.caps
    postgres = not place.url.startswith("sqlite")
    return Parts(
        core=bank,
        doors=Doorkeeper(bank, ring.keys.authority.certificate, server, clock.now),
        server=server,
        commits=GroupCommit(bank.accept),
        hub=Hub(POLL_POSTGRES if postgres else POLL_SQLITE),
        uploads=Uploads(place.data / "uploads", clock.now),
        clock=clock.now,
        caps=caps,
        client_calls=Buckets(caps.client_rate, caps.client_burst),
        address_calls=Buckets(caps.address_rate, caps.address_burst),
        flights=Flights(caps.client_flight),
        large_flights=Flights(caps.client_large),
    )


def _config(parts: Parts, ring: Keyring) -> uvicorn.Config:
    def tls_context(_: uvicorn.Config, __: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
        return tls.context(ring.tls_certificate, ring.tls_key)

    return uvicorn.Config(
        build(parts),
        http=tls.ImpatientProtocol,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        ssl_context_factory=tls_context,
    )
