"""A line to a PostgreSQL server that can be cut at any byte, held up, slowed down, and led to another server."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress


class Proxy:
    """Listens on a port of this computer, and leads whoever comes to the server whose socket `leads_to` names."""

    def __init__(self, leads_to: str) -> None:
        self.leads_to = leads_to
        self.bytes_left: int | None = None
        """How many bytes still go through, both ways together, before every line is cut; None: any number."""
        self.cut_at_commit: str = ""
        """`asked`: cut when a commit is asked for, before the server hears of it; `answered`: when it has answered."""
        self.delay_s = 0.0
        self.open = True
        """Whether anybody who knocks is led on, rather than shown the door."""
        self.count = 0
        """How many bytes have gone through."""
        self._commit_asked = False
        self._lock = threading.Lock()
        self._lines: set[socket.socket] = set()
        self._pause = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._threads = [threading.Thread(target=self._listen, daemon=True)]
        self._threads[0].start()

    def url(self, user: str = "tests") -> str:
        return f"postgresql://{user}@127.0.0.1:{self.port}/postgres"

    def cut(self) -> None:
        """Cut every line there is."""
        with self._lock:
            lines, self._lines = self._lines, set()
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.open = False
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._pause.set()
        self.cut()
        for thread in self._threads:
            thread.join(10)

    def _listen(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                if not self.open:
                    raise ConnectionRefusedError
                server.connect(self.leads_to)
            except OSError:
                client.close()
                server.close()
                continue
            with self._lock:
                self._lines |= {client, server}
            ended = threading.Barrier(2)
            for one, other, asks in ((client, server, True), (server, client, False)):
                thread = threading.Thread(target=self._pump, args=(one, other, asks, ended), daemon=True)
                self._threads.append(thread)
                thread.start()

    def _pump(self, one: socket.socket, other: socket.socket, asks: bool, ended: threading.Barrier) -> None:
        try:
            while data := one.recv(65_536):
                if asks and b"COMMIT" in data and self.cut_at_commit == "asked":
                    self._cut_once()
                    break
                if self.delay_s:
                    self._pause.wait(self.delay_s)
                if not asks and self._commit_asked and self.cut_at_commit == "answered":
                    self._cut_once()
                    break
                if asks and b"COMMIT" in data and self.cut_at_commit:
                    self._commit_asked = True
                if not self._let_through(data, other):
                    break
        except OSError:
            pass
        finally:
            for line in (one, other):
                with suppress(OSError):
                    line.shutdown(socket.SHUT_RDWR)
            with suppress(threading.BrokenBarrierError):
                ended.wait(10)
            one.close()

    def _let_through(self, data: bytes, other: socket.socket) -> bool:
        """Pass on what may go through; tell whether that was all of it."""
        with self._lock:
            part = data if self.bytes_left is None else data[: self.bytes_left]
            self.count += len(part)
            if self.bytes_left is not None:
                self.bytes_left -= len(part)
        other.sendall(part)
        if len(part) < len(data):
            self.bytes_left = None
            self.cut()
            return False
        return True

    def _cut_once(self) -> None:
        self.cut_at_commit = ""
        self._commit_asked = False
        self.cut()
