"""Reports of what went wrong unforeseen, which can be sent on: kinds, places and versions, never anybody's words.

An exception's message and a frame's variables may hold a note or a name; neither is read here. What stands in a report
is the kind of each exception, the file, line and function of each frame, and which versions ran.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtCore import QObject, Signal

from interview_desk import __version__

KEPT = 20
"""How many reports are kept; the oldest give way."""

_PACKAGE = Path(__file__).resolve().parents[2]


class CrashReports(QObject):
    """Takes what nobody caught, on whatever thread, and writes a report for each kind and place once."""

    told = Signal(str)
    """A sentence for the screen."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._seen: set[tuple[str, str]] = set()
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Be told of what nobody catches, from now on."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._caught
        threading.excepthook = lambda it: self._caught(it.exc_type, it.exc_value, it.exc_traceback)

    def uninstall(self) -> None:
        """Leave it to whoever was told before."""
        sys.excepthook, threading.excepthook = self._before

    def report(self, error: BaseException) -> None:
        """Write a report of an exception that was caught, but not foreseen."""
        self._caught(type(error), error, error.__traceback__)

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        lines = [*_about(), "", *(_chain(error) if error is not None else [_name(kind)])]
        key = (_name(kind), lines[-1])
        if key in self._seen:
            return
        self._seen.add(key)
        text = "\n".join(lines) + "\n"
        print(text, file=sys.stderr)
        file = self._write(text)
        where = f"A report without any words of yours is in {file}." if file else "No report of it could be written."
        self.told.emit(f"An unexpected fault ({_name(kind)}). {where}")

    def _write(self, text: str) -> Path | None:
        file = self._folder / f"crash-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as written:
                written.write(text)
            for old in sorted(self._folder.glob("crash-*.txt"))[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            return None
        return file


def _about() -> list[str]:
    import platform

    return [
        f"Interview Desk {__version__}",
        f"Python {platform.python_version()}, PySide6 {qt_version}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]


def _chain(error: BaseException) -> list[str]:
    """Return the lines of an exception and of those that led to it, the first one first."""
    chain: list[BaseException] = []
    while error not in chain:
        chain.insert(0, error)
        before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if before is None:
            break
        error = before
    return [line for it in chain for line in _lines(it)]


def _lines(error: BaseException) -> Iterator[str]:
    yield _name(type(error))
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield f"  of {_name(type(inner))}"
    for frame, line in walk_tb(error.__traceback__):
        yield f"  {_place(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"


def _name(kind: type[BaseException]) -> str:
    """Return the kind of an exception; one that was made up as the program ran might be named after anything."""
    name = f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    return name if re.fullmatch(r"[A-Za-z0-9_.<>]{1,100}", name) else "an exception"


def _place(file: str) -> str:
    """Return a frame's file from the package on: who it is installed for is nobody's business."""
    path = Path(file)
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE).as_posix()
    return "/".join(path.parts[-2:])
