"""One row of the rubric: what it is, what was noted for and against it, its scores, and the anchor that is meant."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from interview_desk.domain.rubric import NOT_ASSESSED, Competency, Score
from interview_desk.domain.state import Tally
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN, upright
from interview_desk.ui.live.prose import Prose, plain_label
from interview_desk.ui.reading_order import follow
from interview_desk.ui.theme import colour, semibold, set_role, tokens


class RubricRow(QWidget):
    """A competency. A click anywhere chooses the row; a click on a score wishes for it."""

    chosen = Signal(str)
    score_wanted = Signal(str, object)

    def __init__(self, row: Competency, scores: range, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._score: Score | None = None
        self._is_chosen = False
        self._hovered: Score | None = None
        self._title = plain_label("row-title", row.title, wraps=True, parent=self)
        self._tally = plain_label("faint", parent=self)
        self._anchor = Prose(fonts.SMALL, "muted", line_height=122, parent=self)
        self._anchor.hide()
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title, 1)
        top.addWidget(self._tally)
        self._buttons = [ScoreButton(score, row, self) for score in (*scores, NOT_ASSESSED)]
        line = QHBoxLayout()
        line.setSpacing(6)
        for button in self._buttons:
            line.addWidget(button, 4 if button.score != NOT_ASSESSED else 3)
            button.clicked.connect(lambda _checked=False, score=button.score: self.score_wanted.emit(row.id, score))
            button.hovered.connect(self._hover)
        column = upright(self, 6, (MARGIN, 10, MARGIN, 11))
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self._anchor)
        follow(column)
        self.setAccessibleName(row.title)
        self.show_tally(None)

    @property
    def is_chosen(self) -> bool:
        return self._is_chosen

    def show_tally(self, tally: Tally | None) -> None:
        """Show how much evidence there is for and against."""
        words = []
        if tally is not None and tally.strengths:
            words.append(f"+{tally.strengths}")
        if tally is not None and tally.concerns:
            words.append(f"−{tally.concerns}")
        self._tally.setText(" ".join(words) or "no evidence yet")

    def show_score(self, score: Score | None) -> None:
        """Show what was scored."""
        self._score = score
        for button in self._buttons:
            button.show_checked(button.score == score)
        self._show_anchor()

    def show_chosen(self, is_chosen: bool) -> None:
        """Show whether this is the row that the keys score."""
        if is_chosen != self._is_chosen:
            self._is_chosen = is_chosen
            set_role(self._tally, "small" if is_chosen else "faint")
            keys = "chosen: Alt 1 to 4 score it, Alt 0 marks it as not assessed"
            self.setAccessibleDescription(keys if is_chosen else "")
            self._show_anchor()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.row.id)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        if self._is_chosen:
            painter.fillRect(self.rect(), colour(theme.raised))
            painter.fillRect(0, 0, 3, self.height(), colour(theme.accent))
        else:
            painter.fillRect(MARGIN, self.height() - 1, self.width() - 2 * MARGIN, 1, colour(theme.line))

    def _hover(self, score: object) -> None:
        self._hovered = score if isinstance(score, int) else None
        if self._is_chosen:
            self._show_anchor()

    def _show_anchor(self) -> None:
        """Show the anchor of the score that is meant; all of them where none is scored yet."""
        shown = self._hovered if self._hovered is not None else self._score
        anchors = self.row.anchors
        if not self._is_chosen:
            self._anchor.hide()
            return
        if isinstance(shown, int) and shown in anchors:
            self._anchor.show_text(f"**{shown}** — {anchors[shown]}")
        elif shown == NOT_ASSESSED:
            self._anchor.show_text("**n/a** — There was no opportunity to see this.")
        else:
            self._anchor.show_text("\n\n".join(f"**{score}** — {anchors[score]}" for score in sorted(anchors)))
        self._anchor.show()


class ScoreButton(QRadioButton):
    """One score; it is checked by the state alone, a click is a wish."""

    hovered = Signal(object)
    """The score under the mouse, None once it has left."""

    def __init__(self, score: Score, row: Competency, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score: Score = score
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        words = "not assessed" if score == NOT_ASSESSED else str(score)
        anchor = row.anchors.get(score, "") if isinstance(score, int) else "there was no opportunity to see it"
        self.setAccessibleName(f"{row.title}: {words}")
        self.setAccessibleDescription(anchor)
        self.setToolTip(f"{words} — {anchor}")

    def show_checked(self, checked: bool) -> None:
        if checked != self.isChecked():
            # Exclusive, so that it is a radio button to a screen reader; but an undone score leaves none checked.
            self.setAutoExclusive(False)
            self.setChecked(checked)
            self.setAutoExclusive(True)

    def nextCheckState(self) -> None:
        """Stay as the state says."""

    def hitButton(self, pos: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(52), fonts.px(17) + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(30), self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered.emit(self.score)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        painter.setPen(colour(theme.accent if on or self.underMouse() else theme.line))
        painter.setBrush(colour(theme.accent if on else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        number = self.score != NOT_ASSESSED
        painter.setFont(semibold(fonts.SMALL) if number else fonts.text_font(fonts.SMALL))
        painter.setPen(colour(theme.on_accent if on else theme.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self.score) if number else "n/a")
