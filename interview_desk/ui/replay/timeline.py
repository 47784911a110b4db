"""The lanes and their playhead: all of a session's time from left to right, to click, drag and step through."""

from __future__ import annotations

from collections.abc import Sequence, Sized

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.insights.tracks import Track
from interview_desk.sessions.reviewing import Remark
from interview_desk.ui import fonts
from interview_desk.ui.live.column import MARGIN
from interview_desk.ui.replay.lanes import COMMENTS, LANES, SHADOW, Bar, Course, Dot
from interview_desk.ui.theme import colour, tokens

_ROW, _BAR, _DOT = 24, 15, 10
_NEAR = 7
# Beyond so many dots in a lane, signs in them would lie on one another.
_MOST_SIGNS = 150
_LABELS = 92
# Beyond so many dots of one colour, they are stamped: a sixth of the time.
_MOST_DRAWN = 40
SECOND = 1_000


class Timeline(QSlider):
    """A slider to whoever can't see it. It moves nothing by itself: where one wants to go is a wish."""

    moment_wanted = Signal(int)
    """A session time in milliseconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._course: Course | None = None
        self._state: State | None = None
        self._now_ms = 0
        self._bars: list[Bar] = []
        self._ground: tuple[object, QPixmap] | None = None
        self._shown = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSingleStep(1)
        self.setPageStep(10)
        self.setAccessibleName("Time of the interview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # A screen reader or a switch moves the slider itself.
        self.valueChanged.connect(self._moved)

    def show_course(self, course: Course) -> None:
        """Lay a whole session out; what lies ahead is shown without what it is."""
        self._course = course
        self._state = None
        self._ground = None
        self._shown = True
        self.setRange(0, max(1, course.length_ms // SECOND))
        self._shown = False
        self.updateGeometry()

    def show_remarks(self, remarks: Sequence[Remark]) -> None:
        """Lay the comments out beside what they are about."""
        if self._course is not None:
            self._course.show_remarks(remarks)
            self._ground = None
            self.show_time(self._now_ms)

    def show_track(self, track: Track) -> None:
        """Lay out what a shadow took down, in a lane of its own."""
        if self._course is not None:
            self._course.show_track(track)
            self._ground = None
            self.show_time(self._now_ms)
            self.updateGeometry()

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show what is known at a moment."""
        course = self._course
        if course is None:
            return
        self._state = state
        self.show_time(now_ms)

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state."""
        if self._course is None or self._state is None:
            return
        self._now_ms = now_ms
        self._bars = self._course.bars(self._state, now_ms)
        self._shown = True
        self.setValue(now_ms // SECOND)
        self._shown = False
        spoken = f"{clock_text(now_ms)} of {clock_text(self._course.length_ms)}"
        if spoken != self.accessibleDescription():
            self.setAccessibleDescription(spoken)
        self.update()

    def x_of(self, ms: int) -> float:
        """Return where a session time stands."""
        left, right = self._span()
        length = self._course.length_ms if self._course is not None else 0
        return left + (right - left) * ms / max(1, length)

    def found_at(self, x: float, y: float) -> Dot | Bar | None:
        """Return the known dot or stretch at a point."""
        row = int(y // fonts.px(_ROW))
        if not 0 <= row < len(self._lanes):
            return None
        if row == 0:
            return next((bar for bar in self._bars if self.x_of(bar.from_ms) <= x <= self.x_of(bar.to_ms)), None)
        dots = self._known(self._lanes[row])
        nearest = min(dots, key=lambda dot: abs(self.x_of(dot.at_ms) - x), default=None)
        return nearest if nearest is not None and abs(self.x_of(nearest.at_ms) - x) <= _NEAR else None

    def _known(self, lane: str) -> list[Dot]:
        """The dots of a lane that are known now; only where somebody points at them, for there may be thousands."""
        if self._course is None or self._state is None:
            return []
        if lane == COMMENTS:
            return self._course.remarked(self._now_ms)
        return self._course.shadowed(self._now_ms) if lane == SHADOW else self._course.known(lane, self._state)

    def words_at(self, x: float, y: float) -> str:
        """Return what is known of a point, empty where nothing is."""
        found = self.found_at(x, y)
        if isinstance(found, Bar) or found is None or self._course is None or self._state is None:
            return found.words if isinstance(found, Bar) else ""
        return self._course.words(found, self._state)

    def sizeHint(self) -> QSize:
        return QSize(600, fonts.px(_ROW) * len(self._lanes) + fonts.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self._span()[0] - _NEAR:
            found = self.found_at(event.position().x(), event.position().y())
            self.moment_wanted.emit(found.at_ms if isinstance(found, Dot) else self._ms_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moment_wanted.emit(self._ms_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more: it went where the press and the drag said."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps: dict[int, int] = {Qt.Key.Key_Left: -SECOND, Qt.Key.Key_Right: SECOND}
        if (step := steps.get(event.key())) is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.moment_wanted.emit(max(0, self._now_ms + step))
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.words_at(event.pos().x(), event.pos().y()), self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        course = self._course
        if course is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._drawn_ground(course))
        for row, lane in enumerate(self._lanes):
            if row == 0:
                self._paint_layers(painter, course, self._track(row))
            else:
                self._paint_dots(painter, course, lane, self._track(row).center().y())
        self._paint_playhead(painter)

    @property
    def _lanes(self) -> tuple[str, ...]:
        return self._course.lanes if self._course is not None else LANES

    def _track(self, row: int) -> QRectF:
        left, right = self._span()
        return QRectF(left, row * fonts.px(_ROW) + (fonts.px(_ROW) - _BAR) / 2, right - left, _BAR)

    def _drawn_ground(self, course: Course) -> QPixmap:
        """The lanes, with a faint dot wherever something is. Known ones lie above it; it is drawn once for a size."""
        sharp = self.devicePixelRatioF()
        key = (self.size().toTuple(), sharp, tokens().name, fonts.text_scale())
        if self._ground is None or self._ground[0] != key:
            pixmap = QPixmap(self.size() * sharp)
            pixmap.setDevicePixelRatio(sharp)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for row, lane in enumerate(self._lanes):
                track = self._track(row)
                self._paint_label(painter, lane, track)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour(tokens().raised))
                painter.drawRoundedRect(track, 4, 4)
                self._paint_places(painter, course.places(lane), track.center().y())
            painter.end()
            self._ground = (key, pixmap)
        return self._ground[1]

    def _paint_label(self, painter: QPainter, lane: str, track: QRectF) -> None:
        painter.setFont(fonts.text_font(fonts.LABEL))
        painter.setPen(colour(tokens().muted))
        middled = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(MARGIN, track.top() - 4, fonts.px(_LABELS), track.height() + 8), middled, lane)

    def _paint_layers(self, painter: QPainter, course: Course, track: QRectF) -> None:
        theme = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.line))
        for span in course.spans:  # what lies ahead is there, and no more is said of it
            if span.to_ms > self._now_ms:
                self._paint_stretch(painter, max(span.from_ms, self._now_ms), span.to_ms, track)
        font = fonts.text_font(10, QFont.Weight.Bold)
        metrics = QFontMetricsF(font)
        for bar in self._bars:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(getattr(theme, bar.ink)))
            box = self._paint_stretch(painter, bar.from_ms, bar.to_ms, track)
            if bar.label and metrics.horizontalAdvance(bar.label) + 8 <= box.width():
                painter.setFont(font)
                painter.setPen(colour(theme.on_accent))
                painter.drawText(box.adjusted(6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, bar.label)

    def _paint_stretch(self, painter: QPainter, from_ms: int, to_ms: int, track: QRectF) -> QRectF:
        left, right = self.x_of(from_ms), self.x_of(to_ms)
        box = QRectF(left + 0.5, track.top(), max(1.5, right - left - 3), track.height())
        painter.drawRoundedRect(box, min(3.0, box.width() / 2), 3)
        return box

    def _paint_places(self, painter: QPainter, times: list[int], y: float) -> None:
        left, scale = self._scale()
        every = _every(times)
        _paint_points(painter, tokens().line, 6, {round((left + ms * scale) / every) for ms in times}, every, y)

    def _paint_dots(self, painter: QPainter, course: Course, lane: str, y: float) -> None:
        left, scale = self._scale()
        every = _every(course.places(lane))
        if lane in (COMMENTS, SHADOW) or self._state is None:
            dots = self._known(lane)
            places = {(round((left + dot.at_ms * scale) / every), dot.ink, dot.shape) for dot in dots}
        else:
            places = course.marks(lane, self._state, left, scale, every)
        for ink in sorted({ink for _, ink, _ in places}):
            xs = {x for x, other, _ in places if other == ink}
            _paint_points(painter, getattr(tokens(), ink), _DOT, xs, every, y)
        if len(places) > _MOST_SIGNS:
            return
        painter.setFont(fonts.text_font(8, QFont.Weight.Bold))
        painter.setPen(colour(tokens().on_accent))
        for x, _, shape in places:
            if shape:
                box = QRectF(x * every - _DOT / 2, y - _DOT / 2, _DOT, _DOT)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shape)

    def _paint_playhead(self, painter: QPainter) -> None:
        theme = tokens()
        x = round(self.x_of(self._now_ms)) + 0.5
        focused = self.hasFocus()
        painter.setPen(QPen(colour(theme.accent if focused else theme.text), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, self.height() - 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.accent if focused else theme.text))
        painter.drawEllipse(QPointF(x, self.height() - 4), 4, 4)

    def _span(self) -> tuple[float, float]:
        return MARGIN + fonts.px(_LABELS), self.width() - MARGIN - 0.0

    def _scale(self) -> tuple[float, float]:
        """Where time begins, and how wide a millisecond is."""
        left, right = self._span()
        return left, (right - left) / max(1, self._course.length_ms if self._course is not None else 0)

    def _ms_at(self, x: float) -> int:
        left, right = self._span()
        length = self._course.length_ms if self._course is not None else 0
        return round(min(1.0, max(0.0, (x - left) / max(1.0, right - left))) * length)

    def _moved(self, value: int) -> None:
        if not self._shown:
            self.moment_wanted.emit(value * SECOND)


def _every(dots: Sized) -> int:
    """How many pixels apart dots are painted: where there are thousands, nobody could tell one from the next."""
    return 1 if len(dots) <= _MOST_SIGNS else 3


def _paint_points(painter: QPainter, ink: str, size: int, places: set[int], every: int, y: float) -> None:
    """Paint dots, so that a long session is painted nearly as fast as a short one: many are stamped from one."""
    if len(places) <= _MOST_DRAWN:
        painter.setPen(_dot_pen(ink, size))
        painter.drawPoints([QPointF(place * every, y) for place in sorted(places)])
        return
    sharp = painter.device().devicePixelRatioF()
    stamp, middle = QPixmap(round((size + 2) * sharp), round((size + 2) * sharp)), (size + 2) / 2
    stamp.setDevicePixelRatio(sharp)
    stamp.fill(Qt.GlobalColor.transparent)
    inside = QPainter(stamp)
    inside.setRenderHint(QPainter.RenderHint.Antialiasing)
    inside.setPen(_dot_pen(ink, size))
    inside.drawPoint(QPointF(middle, middle))
    inside.end()
    top = round(y - middle)
    for place in places:
        painter.drawPixmap(QPoint(round(place * every - middle), top), stamp)


def _dot_pen(ink: str, size: int) -> QPen:
    return QPen(colour(ink), size, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
