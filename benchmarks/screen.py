"""An X server of the benchmark's own, keys pressed on it and pixels looked at: a window as its user has it."""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATIENCE_S = 30.0
# A blinking cursor is this wide; what answers a key is wider.
_CURSOR = 3
_SETTLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a window, in pixels."""

    x: int
    y: int
    width: int
    height: int


class _Attributes(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("x", "y", "width", "height", "border_width", "depth")),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        *((name, ctypes.c_int) for name in ("class_", "bit_gravity", "win_gravity", "backing_store")),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        *((name, ctypes.c_long) for name in ("all_events", "your_events", "do_not_propagate")),
        ("override_redirect", ctypes.c_int),
        ("screen", ctypes.c_void_p),
    )


class _Image(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int) for name in ("width", "height", "xoffset", "format")),
        ("data", ctypes.c_void_p),
        *((name, ctypes.c_int) for name in ("byte_order", "unit", "bit_order", "pad", "depth", "bytes_per_line")),
    )


@dataclass(frozen=True, slots=True)
class Window:
    """A window of a process that told where its parts stand."""

    on: Screen
    process: subprocess.Popen[str]
    id: int
    parts: dict[str, Area]

    def to_the_front(self) -> None:
        """Give it the focus, and let it settle."""
        self.on.focus(self.id)
        time.sleep(_SETTLE_S)

    def foot(self, part: str, height: int = 60) -> Area:
        """Return the foot of a part, where the newest row stands."""
        area = self.parts[part]
        return Area(area.x, area.y + area.height - height, area.width, height)

    def answers(self, area: Area, key: str) -> float:
        """Press a key; return the milliseconds until the area looks different."""
        return self.on.until_answered(self.id, area, key)

    def letters(self, count: int) -> list[float]:
        """Type so many letters into the line; return the milliseconds until each is seen."""
        times = []
        for _ in range(count):
            times.append(self.answers(self.parts["line"], "m"))
            self.on.rest()
        return times

    def note(self, number: int, letters: int) -> tuple[list[float], float]:
        """Type a note and save it; return the milliseconds of each letter and of the row."""
        self.to_the_front()
        self.on.type(f"n{number}")  # two rows alike could not be told apart
        self.on.rest()
        typed = self.letters(letters)
        # Anywhere among the rows: a note stands where its first key was, above a snippet that came meanwhile.
        return typed, self.answers(self.parts["rows"], "Return")


class Screen:
    """A client of an X server: looks at windows, gives them the focus and presses keys."""

    def __init__(self, display: str) -> None:
        self.name = display
        self._x = _library("X11")
        self._test = _library("Xtst")
        for function in ("XOpenDisplay", "XDefaultRootWindow", "XStringToKeysym", "XGetImage"):
            getattr(self._x, function).restype = ctypes.c_void_p if function != "XDefaultRootWindow" else ctypes.c_ulong
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.argtypes = (ctypes.c_void_p, ctypes.c_ulong)
        self._x.XKeysymToKeycode.restype = ctypes.c_ubyte
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
        self._x.XSetErrorHandler(self._ignore)  # a window may go while it is asked about
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._display.value:
            raise RuntimeError(f"the display {display} can't be opened")
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))

    def environment(self) -> dict[str, str]:
        """Return the environment for a process that shows a window here."""
        mine = {"DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        # Where it is set, no bytecode is kept, and every import is measured two to four times too long.
        return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | mine

    @contextmanager
    def process(self, *words: str, **more: Any) -> Iterator[subprocess.Popen[str]]:
        """Run Python with these words while the block lasts."""
        environment = self.environment() | more.pop("env", {})
        with subprocess.Popen([sys.executable, *words], env=environment, text=True, **more) as process:
            try:
                yield process
            finally:
                process.kill()

    @contextmanager
    def window(self, *words: str, at: int = 0, known: Sequence[int] = (), **more: Any) -> Iterator[Window]:
        """Run what shows a window and tells where its parts stand; the window is put `at` so many pixels."""
        with self.process(*words, stdout=subprocess.PIPE, **more) as process:
            id = self.wait_for_window(process, known)
            self.move(id, at, 0)
            assert process.stdout is not None
            told = json.loads(process.stdout.readline())
            yield Window(self, process, id, {name: Area(*place) for name, place in told.items()})

    def windows(self) -> list[int]:
        """Return the windows that stand on the screen, small ones left out."""
        root, parent, children = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)()
        count = ctypes.c_uint()
        pointers = [ctypes.byref(it) for it in (root, parent, children, count)]
        self._x.XQueryTree(self._display, self._root, *pointers)
        found = [children[number] for number in range(count.value)]
        if found:
            self._x.XFree(children)
        return [window for window in found if (size := self._viewable(window)) and min(size) >= 200]

    def size(self, window: int) -> tuple[int, int]:
        return self._viewable(window) or (0, 0)

    def move(self, window: int, x: int, y: int) -> None:
        self._x.XMoveWindow(self._display, ctypes.c_ulong(window), x, y)
        self._x.XSync(self._display, 0)

    def focus(self, window: int) -> None:
        """Give a window the focus, as a window manager would."""
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(window), 1, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def focused(self) -> int:
        window, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x.XGetInputFocus(self._display, ctypes.byref(window), ctypes.byref(revert))
        return int(window.value)

    def press(self, key: str, *held: str) -> None:
        """Press a key, by its X name, while others are held."""
        codes = [
            self._x.XKeysymToKeycode(self._display, self._x.XStringToKeysym(name.encode())) for name in (*held, key)
        ]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, ctypes.c_uint(code), 0, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def type(self, text: str, pause_s: float = 0.004) -> None:
        """Type letters, digits and spaces."""
        for sign in text:
            self.press("space" if sign == " " else sign)
            time.sleep(pause_s)

    def look(self, window: int, area: Area | None = None) -> NDArray[np.uint32] | None:
        """Return the pixels of a window or a part of it; None while it is not there."""
        if area is None:
            area = Area(0, 0, *self.size(window))
        where = (ctypes.c_int(area.x), ctypes.c_int(area.y), ctypes.c_uint(area.width), ctypes.c_uint(area.height))
        image = self._x.XGetImage(self._display, ctypes.c_ulong(window), *where, ctypes.c_ulong(0xFFFFFF), 2)
        if not image:
            return None
        whole = image.contents
        data = ctypes.string_at(whole.data, whole.bytes_per_line * whole.height)
        self._x.XDestroyImage(image)
        return np.frombuffer(data, np.uint32).reshape(area.height, -1)

    def wait_for_window(self, process: subprocess.Popen[str], known: Sequence[int] = ()) -> int:
        """Wait until a window of the process stands on the screen, one that is not among those known, painted."""

        def found() -> int:
            if process.poll() is not None:
                raise RuntimeError("the process ended without a window")
            return next((it for it in self.windows() if it not in known), 0)

        window: int = _until(found)
        _until(lambda: (seen := self.look(window)) is not None and len(np.unique(seen[::7, ::7])) > 2)
        return window

    def wait_for_focus(self, window: int) -> None:
        """Wait until keys go to a window."""
        _until(lambda: self.focused() == window)

    def rest(self) -> None:
        """Let the windows come to rest."""
        time.sleep(_SETTLE_S)

    def until_answered(self, window: int, area: Area, key: str) -> float:
        """Press a key; return the milliseconds until the area looks different by more than a cursor."""
        before = self.look(window, area)
        start = time.perf_counter()
        self.press(key)
        _until(lambda: differs(before, self.look(window, area)), 0.0)
        return (time.perf_counter() - start) * 1000

    def _viewable(self, window: int) -> tuple[int, int] | None:
        found = _Attributes()
        if not self._x.XGetWindowAttributes(self._display, ctypes.c_ulong(window), ctypes.byref(found)):
            return None
        return (found.width, found.height) if found.map_state == 2 else None


def differs(before: NDArray[np.uint32] | None, after: NDArray[np.uint32] | None) -> bool:
    """Tell whether two looks differ by more than a cursor that blinks."""
    if before is None or after is None or before.shape != after.shape:
        return False
    columns = np.flatnonzero((before != after).any(axis=0))
    return len(columns) > _CURSOR


@contextmanager
def screen(width: int = 2900, height: int = 920) -> Iterator[Screen]:
    """Run an X server while the block lasts, wide enough for two windows side by side."""
    read, write = os.pipe()
    size = f"{width}x{height}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                yield Screen(f":{answer.readline().strip()}")
        finally:
            server.terminate()


def _until(is_so: Callable[[], Any], pause_s: float = 0.002) -> Any:
    """Wait until something is so; short looks, because the eye of the benchmark shares the machine."""
    end = time.monotonic() + PATIENCE_S
    while not (found := is_so()):
        if time.monotonic() > end:
            raise TimeoutError("nothing to be seen on the screen")
        time.sleep(pause_s)
    return found


def _library(name: str) -> ctypes.CDLL:
    path = ctypes.util.find_library(name)
    if path is None:
        raise RuntimeError(f"lib{name} is not installed; Debian's xdotool brings it")
    return ctypes.CDLL(path)
