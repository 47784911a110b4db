"""A veil over a panel: what lies under it steps back while the candidate is left to think."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from interview_desk.ui.theme import colour, tokens

_OPACITY = 0.7


class Veil(QWidget):
    """Lies over a panel and lets the mouse through; `ground` is the token of what the panel stands on."""

    def __init__(self, panel: QWidget, ground: str = "window") -> None:
        super().__init__(panel)
        self._panel = panel
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        panel.installEventFilter(self)
        self.setGeometry(panel.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._panel.rect())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(colour(getattr(tokens(), self._ground)))
        ground.setAlphaF(_OPACITY)
        QPainter(self).fillRect(self.rect(), ground)
