"""One score of one row: shown as a figure, given by a digit or from a menu that holds the anchors."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from interview_desk.domain.rubric import NOT_ASSESSED, Competency, Scale, Score
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens


class ScoreButton(QPushButton):
    """A digit scores, 0 is "not assessed"; Up, Down and C are wishes of the row's; Enter opens the menu."""

    score_wanted = Signal(object)  # Score
    step_wanted = Signal(int)
    cite_wanted = Signal()
    cite_all_wanted = Signal()
    focus_changed = Signal()

    def __init__(self, competency: Competency, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._competency = competency
        self._scale = scale
        self.score: Score | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open_menu)
        self.show_score(None)

    def show_score(self, score: Score | None) -> None:
        """Show the score that stands."""
        self.score = score
        self.setText("?" if score is None else "n/a" if score == NOT_ASSESSED else str(score))
        said = "not scored yet" if score is None else "not assessed" if score == NOT_ASSESSED else f"score {score}"
        self.setAccessibleName(f"{self._competency.title}: {said}")
        anchor = self._competency.anchors.get(score, "") if isinstance(score, int) else ""
        keys = f"Keys {self._scale.lowest} to {self._scale.highest} score it, 0 is not assessed."
        self.setAccessibleDescription(f"{anchor} {keys}".strip())
        self.setToolTip(anchor or keys)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(44), fonts.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.cite_all_wanted.emit()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key == Qt.Key.Key_0:
            self.score_wanted.emit(NOT_ASSESSED)
        elif key - Qt.Key.Key_0 in self._scale.scores:
            self.score_wanted.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_C:
            self.cite_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.click()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        if self.hasFocus() or self.underMouse() or self.score is None:
            edge = QPen(colour(colours.accent if self.hasFocus() or self.underMouse() else colours.line), 1)
            if self.score is None:
                edge.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(edge)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame, 5, 5)
        painter.setFont(fonts.mono_font(fonts.SMALL + 1, QFont.Weight.DemiBold))
        painter.setPen(colour(colours.faint if self.score is None else colours.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())

    def _open_menu(self) -> None:
        self.menu_of_anchors().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def menu_of_anchors(self) -> QMenu:
        """Return every score with its anchor, to choose from."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for score in self._scale.scores:
            action = menu.addAction(f"&{score}   {_short(self._competency.anchors.get(score, ''))}")
            action.triggered.connect(lambda _checked=False, score=score: self.score_wanted.emit(score))
        action = menu.addAction("&0   Not assessed")
        action.triggered.connect(lambda _checked=False: self.score_wanted.emit(NOT_ASSESSED))
        menu.addSeparator()
        menu.addAction("&Cite evidence").triggered.connect(lambda _checked=False: self.cite_wanted.emit())
        return menu


def _short(anchor: str) -> str:
    cut = anchor if len(anchor) <= 110 else f"{anchor[:108].rsplit(' ', 1)[0]} …"
    return cut.replace("&", "&&")
