"""The head of the live page: who is being interviewed for what, whether all is saved, the layer track and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from interview_desk.domain.state import State
from interview_desk.ui import fonts
from interview_desk.ui.live.clock_bar import ClockBar
from interview_desk.ui.live.column import MARGIN, upright
from interview_desk.ui.live.layer_track import LayerTrack
from interview_desk.ui.reading_order import in_reading_order
from interview_desk.ui.theme import colour, semibold, tokens

if TYPE_CHECKING:
    from interview_desk.ui.live.sound import Sound


class Header(QFrame):
    """Three parts in a row; in a narrow window the track has a row of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar-top")
        self.who = Who(self)
        self.track = LayerTrack(self)
        self.clock = ClockBar(parent=self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(MARGIN, 14, MARGIN, 14)
        self._grid.setHorizontalSpacing(32)
        self._grid.setVerticalSpacing(12)
        self._narrow: bool | None = None
        self.fold(False)

    def fold(self, narrow: bool) -> None:
        """Give the track a row of its own, or put it between the other two."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for widget in (self.who, self.track, self.clock):
            self._grid.removeWidget(widget)
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(self.who, 0, 0, middle)
        self._grid.addWidget(self.clock, 0, 2, middle | right)
        if narrow:
            self._grid.addWidget(self.track, 1, 0, 1, 3)
            in_reading_order(self.who, self.clock, self.track)
        else:
            self._grid.addWidget(self.track, 0, 1, middle)
            in_reading_order(self.who, self.track, self.clock)
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 0 if narrow else 1)

    def show_stage(self, state: State, now_ms: int) -> None:
        self.who.show_stage(state, now_ms)
        self.track.show_stage(state, now_ms)
        self.clock.show_stage(state, now_ms)

    def show_time(self, now_ms: int) -> None:
        self.track.show_time(now_ms)
        self.clock.show_time(now_ms)
        self.who.show_time()


class Who(QWidget):
    """The candidate, the role and the question, and in one dot whether everything is on the disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seq = 0
        self._saved = 0
        self._trouble = ""
        self._practice = False
        self._opened: object = None
        self._question: str | None = None
        self.name = _Elided("title", fonts.TITLE, self)
        self.role = _Elided("small", fonts.SMALL, self)
        self.saved = Saved(self)
        self._sound: Sound | None = None
        self._last = QHBoxLayout()
        self._last.addWidget(self.saved, 1)
        column = upright(self, 3)
        column.addWidget(self.name)
        column.addWidget(self.role)
        column.addLayout(self._last)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_stage(self, state: State, now_ms: int) -> None:
        self._seq = state.seq
        question = state.kit.question(state.place.question) if state.place is not None else None
        title = question.title if question is not None else next((it.title for it in state.kit.questions), "")
        if self._opened is not state.opened or title != self._question:
            self._opened, self._question = state.opened, title
            self._practice = state.opened.practice
            self.name.show_text(state.opened.candidate or "No name yet")
            self.role.show_text(f"{state.level.capitalize()} · {state.kit.role} · {title}".rstrip(" ·"))
            self._show()

    def show_saved(self, seq: int) -> None:
        """Every entry up to this number is on the disk."""
        self._saved = max(seq, self._saved)
        self._show()

    def show_trouble(self, sentence: str | None) -> None:
        """Say why saving does not get on; None once it does."""
        self._trouble = sentence or ""
        self._show()

    def show_sound(self, words: str, level: int) -> None:
        """Say whether sound is recorded, and how loud it is; most interviews never need to."""
        if self._sound is None and words:
            from interview_desk.ui.live.sound import Sound

            self._sound = Sound(self)
            self._last.addWidget(self._sound)
        if self._sound is not None:
            self._sound.show_words(words, level)

    def show_time(self) -> None:
        """Say *saving* only where it takes until the next second: a flicker at each note would tell nobody anything."""
        self._show()

    def _show(self) -> None:
        if self.saved.toolTip() != self._trouble:
            self.saved.setToolTip(self._trouble)
        if self._practice:
            self.saved.show_words("warm", "practice: nothing is kept")
        elif self._trouble:
            self.saved.show_words("warm", "not saved yet")
        elif self._saved >= self._seq:
            self.saved.show_words("good", "saved")
        else:
            self.saved.show_words("", "saving…")


class Saved(QWidget):
    """A dot and a word; a ring while it is not so yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ""
        self._words = "saved"
        self.setAccessibleName("saved")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        return self._words

    def show_words(self, ink: str, words: str) -> None:
        if (ink, words) != (self._ink, self._words):
            self._ink, self._words = ink, words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(fonts.text_font(fonts.SMALL))
        return QSize(metrics.horizontalAdvance("practice: nothing is kept") + 14, metrics.height() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = colour(getattr(theme, self._ink) if self._ink else theme.faint)
        size = float(fonts.px(8))
        dot = QRectF(0.5, (self.height() - size) / 2, size, size)
        painter.setPen(ink)
        painter.setBrush(ink if self._ink == "good" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot)
        painter.setFont(fonts.text_font(fonts.SMALL))
        painter.setPen(colour(theme.warm if self._ink == "warm" else theme.muted))
        words = QRectF(size + 7, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words)


class _Elided(QWidget):
    """One line that is cut where it is too long; the whole of it is the accessible name and the tool tip."""

    def __init__(self, role: str, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._muted = role == "small"
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self._metrics()
        return QSize(min(metrics.horizontalAdvance(self._text) + 2, fonts.px(250)), metrics.height() + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), fonts.px(150)), self._metrics().height() + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font())
        painter.setPen(colour(tokens().muted if self._muted else tokens().text))
        text = self._metrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)

    def _font(self) -> QFont:
        return fonts.text_font(self._size) if self._muted else semibold(self._size)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
