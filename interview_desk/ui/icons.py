"""The shipped icons, tinted with a token when they are asked for; drawn from SVG, so sharp at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from interview_desk.paths import resources
from interview_desk.ui.theme import tokens

# Icons are small: drawing them at three times their size once serves every screen.
_SHARPNESS = 3


def icon(name: str, role: str = "muted", size: int = 16) -> QIcon:
    """Return a shipped icon by its file's name, in the colour of a token of the present theme."""
    return QIcon(pixmap(name, role, size))


def pixmap(name: str, role: str = "muted", size: int = 16) -> QPixmap:
    """The same, to be painted or put on a label."""
    return _drawn(name, str(getattr(tokens(), role)), size)


@cache
def _drawn(name: str, colour: str, size: int) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # 10 ms that no start needs to pay

    source = resources("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    drawn = QPixmap(size * _SHARPNESS, size * _SHARPNESS)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    renderer.render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(_SHARPNESS)
    return drawn
