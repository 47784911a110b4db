"""Work that may take a while, off the screen's thread, with its answer back on it. The only home of qasync."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Failed = Callable[[BaseException], None]


class Background(QObject):
    """Runs work in a thread and hands the result to a callback on the screen's thread.

    The event loop is begun with the first piece of work. Importing it takes a tenth of a second, so that is done in a
    thread too: done here, it would hold up the first keys of an interview.
    """

    _imported = Signal()

    def __init__(self, failed: Failed) -> None:
        super().__init__()
        self._failed = failed
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._importing: Thread | None = None
        self._put_off: list[tuple[Callable[[], Any], Callable[[Any], None], Failed]] = []
        self._closed = False
        self._imported.connect(self._begin_loop, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Begin `work` in a thread; then call `done` with its result, or `failed` with what was raised."""
        if self._closed:
            return
        if self._loop is not None:
            self._begin(work, done, failed or self._failed)
            return
        self._put_off.append((work, done, failed or self._failed))
        if self._importing is None:
            self._importing = Thread(target=self._import, name="import of qasync", daemon=True)
            self._importing.start()

    def fail(self, error: BaseException) -> None:
        """Tell of an error as of any that nobody takes care of."""
        self._failed(error)

    def close(self) -> None:
        """Let what was begun or put off come to its end, and end the threads; nobody is told of it any more."""
        self._closed = True
        if self._importing is not None:
            self._importing.join()
        for work, _, _ in self._put_off:
            self._pool().submit(work)
        self._put_off.clear()
        if self._threads is not None:
            self._threads.shutdown(wait=True)
        if self._loop is not None:
            self._loop.close()
            self._loop = None

    def _import(self) -> None:
        import qasync  # noqa: F401  what matters is that it stands ready for `_begin_loop`

        self._imported.emit()

    def _begin_loop(self) -> None:
        if self._closed:
            return
        from qasync import QEventLoop

        # It is never run: Qt's own loop turns it, and so it can be closed without telling the application to end.
        self._loop = QEventLoop(QApplication.instance())
        put_off, self._put_off = self._put_off, []
        for work, done, failed in put_off:
            self._begin(work, done, failed)

    def _begin(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed) -> None:
        import asyncio

        waiting = asyncio.wrap_future(self._pool().submit(work), loop=self._loop)
        waiting.add_done_callback(lambda ended: self._finish(ended, done, failed))

    def _pool(self) -> ThreadPoolExecutor:
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="desk")
        return self._threads

    def _finish(self, ended: asyncio.Future[T], done: Callable[[T], None], failed: Failed) -> None:
        if self._closed or ended.cancelled():
            return
        if (error := ended.exception()) is not None:
            failed(error)
        else:
            done(ended.result())
