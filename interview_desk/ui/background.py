"""Work that may take a while, off the screen's thread, with its answer back on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
Failed = Callable[[BaseException], None]


class Background(QObject):
    """Runs work in a thread and hands the result to a callback on the screen's thread.

    A signal brings the answer over; no loop of asyncio does, because nothing here waits for anything else, and to
    import one while the window is new would hold the first keys up for a tenth of a second.
    """

    _ended = Signal(object)
    """What is to be called on the screen's thread."""

    def __init__(self, failed: Failed) -> None:
        super().__init__()
        self._failed = failed
        self._threads: ThreadPoolExecutor | None = None
        self._closed = False
        self._ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def run(self, work: Callable[[], T], done: Callable[[T], None], failed: Failed | None = None) -> None:
        """Begin `work` in a thread; then call `done` with its result, or `failed` with what was raised."""
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="desk")

        def do() -> None:
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001  whoever asked decides what a failure means
                self._ended.emit(lambda error=error: (failed or self._failed)(error))
            else:
                self._ended.emit(lambda: done(result))

        self._threads.submit(do)

    def close(self) -> None:
        """Wait for what is under way, and end the threads; nobody is told of what ends now."""
        self._closed = True
        if self._threads is not None:
            self._threads.shutdown(wait=True, cancel_futures=True)

    def _finish(self, tell: Callable[[], None]) -> None:
        if not self._closed:
            tell()
