"""A TCP proxy that forwards an exact number of bytes in one direction and then cuts the line."""

import contextlib
import socket
import threading


class CuttingProxy:
    """Forwards to `port`; after `budget` bytes of `direction` ("up" to the bank, "down" from it) both ends are shut.

    Only the first cut fires; later connections pass whole. `passed` counts the bytes of the watched direction.
    """

    def __init__(self, port, direction="down", budget=None):
        self._target = port
        self._direction = direction
        self._budget = budget
        self.passed = 0
        self.cut = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._threads = []
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    @property
    def url(self):
        return f"https://127.0.0.1:{self.port}"

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._accepting.join(5)
        for thread in self._threads:
            thread.join(5)

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            bank = socket.create_connection(("127.0.0.1", self._target))
            for source, sink, way in ((client, bank, "up"), (bank, client, "down")):
                thread = threading.Thread(target=self._pump, args=(source, sink, way), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, source, sink, way):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if way == self._direction:
                    data = self._allow(data, source, sink)
                sink.sendall(data)
                if self.cut and way == self._direction and not data:
                    break
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _allow(self, data, source, sink):
        if self._budget is None or self.cut or self.passed + len(data) <= self._budget:
            self.passed += len(data)
            return data
        room = self._budget - self.passed
        self.cut = True
        sink.sendall(data[:room])
        for end in (source, sink):
            end.shutdown(socket.SHUT_RDWR)
        raise OSError("cut")
