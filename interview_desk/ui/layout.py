"""How the window was left: where it stood on each screen and how its columns shared it, kept in a small file."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

Shares = list[list[int]]
_SCHEMA = 1
_MOST_SCREENS = 8
_LEAST = (640, 480)


@dataclass(slots=True)
class Standing:
    """How the window stood on one screen: left, top, width, height; and the columns, by how the page was folded."""

    window: list[int]
    maximized: bool = False
    columns: dict[str, Shares] = field(default_factory=dict)


class Layout:
    """What is remembered. A file that says nothing sensible is as good as none, and is replaced."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._screens, self._last = _read(file)
        self.columns: dict[str, Shares] = {}
        """How the columns of the live page share it now."""

    def restore(self, window: QWidget) -> None:
        """Put the window where it was left, on the screen that it was left on where that is still there."""
        screens = {name_of(screen): screen for screen in QGuiApplication.screens()}
        primary = QGuiApplication.primaryScreen()
        screen = screens.get(self._last, primary)
        if (standing := self._screens.get(name_of(screen))) is None:
            window.resize(window.size().boundedTo(screen.availableGeometry().size()))  # its foot says which keys help
            return
        self.columns = dict(standing.columns)
        window.setGeometry(inside(QRect(*standing.window), screen.availableGeometry()))
        if standing.maximized:
            window.setWindowState(window.windowState() | window.windowState().WindowMaximized)

    def keep(self, window: QWidget) -> None:
        """Remember how the window stands now, where there is a folder for it: practice makes none.

        A disk that refuses that is not worth a word while the window closes.
        """
        if not self._file.parent.is_dir():
            return
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        name = name_of(window.screen())
        self._screens.pop(name, None)
        rect = [place.x(), place.y(), place.width(), place.height()]
        self._screens[name] = Standing(rect, window.isMaximized(), self.columns)
        screens = dict(list(self._screens.items())[-_MOST_SCREENS:])
        data = {"schema": _SCHEMA, "last": name, "screens": {key: asdict(it) for key, it in screens.items()}}
        with contextlib.suppress(OSError):
            fresh = self._file.with_suffix(".new")
            fresh.write_text(json.dumps(data, indent=1), "utf-8")
            fresh.replace(self._file)


def name_of(screen: QScreen) -> str:
    """Return what a screen is known by: another size is another screen."""
    size = screen.geometry().size()
    return f"{screen.name()} {size.width()}x{size.height()}"


def inside(wanted: QRect, room: QRect) -> QRect:
    """Return a place as near to the wanted one as has room, and wholly in sight."""
    width = max(_LEAST[0], min(wanted.width(), room.width()))
    height = max(_LEAST[1], min(wanted.height(), room.height()))
    left = max(room.left(), min(wanted.left(), room.left() + room.width() - width))
    top = max(room.top(), min(wanted.top(), room.top() + room.height() - height))
    return QRect(left, top, width, height)


def _read(file: Path) -> tuple[dict[str, Standing], str]:
    try:
        data = json.loads(file.read_text("utf-8"))
        if data["schema"] != _SCHEMA:
            return {}, ""
        return {str(key): _standing(it) for key, it in data["screens"].items()}, str(data["last"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}, ""


def _standing(data: Mapping[str, Any]) -> Standing:
    window = [_number(it) for it in data["window"]]
    if len(window) != 4:
        raise ValueError("a place has four numbers")
    columns = {str(key): [[_number(it) for it in row] for row in rows] for key, rows in data["columns"].items()}
    return Standing(window, data["maximized"] is True, columns)


def _number(value: Any) -> int:
    if type(value) is not int or not -100_000 < value < 100_000:
        raise ValueError("a place is given in pixels")
    return value
