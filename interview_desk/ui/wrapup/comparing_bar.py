"""How far the comparison with past interviews is: a thin line below the header, which is there only for that time."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class ComparingBar(QWidget):
    """Keeps its place when there is nothing to draw, so that nothing moves when it comes and goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(fonts.px(3))

    @property
    def words(self) -> str:
        """What it shows in words; empty where it shows nothing."""
        if self._share is None:
            return ""
        return f"comparing with past interviews, {self._share * 100:.0f} %"

    def show_share(self, share: float | None) -> None:
        """Show how much is done, from 0 to 1, or nothing."""
        self._share = share
        self.setAccessibleName(self.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._share is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(tokens().line))
        painter.fillRect(QRectF(0, 0, self.width() * self._share, self.height()), colour(tokens().accent))
