"""The layer track: every part of the plan in order, its time against par and its hints, as wide as its par is long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from interview_desk.domain import timing
from interview_desk.domain.script import Place
from interview_desk.domain.state import LayerOutcome, State
from interview_desk.domain.timing import Stand, short_clock_text
from interview_desk.ui import fonts
from interview_desk.ui.theme import colour, tokens

_GAP = 14
_BAR = 10
_GLYPHS: dict[LayerOutcome, str] = {"solved": "✓", "partly": "~", "moved-on": "→"}
_SHORT = {"introduction": "Intro", "their-questions": "Theirs", "self-assessment": "Self", "feedback": "Close"}
_WORDS: dict[LayerOutcome, str] = {
    "solved": "solved",
    "partly": "partly solved",
    "moved-on": "left unsolved",
    "running": "current",
    "not-reached": "not reached",
}


class LayerTrack(QWidget):
    """Shows how every place of the plan stands; a click wishes to go there."""

    place_wanted = Signal(object)
    """A `Place`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: list[Segment] = []
        self._state: State | None = None
        self.setAccessibleName("Layers")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_stage(self, state: State, now_ms: int) -> None:
        """Show a state; segments are made anew only when the track itself has changed."""
        before, self._state = self._state, state
        if before is not None and _stands_the_same(before, state):
            self.show_time(now_ms)
            return
        known = tuple(segment.place for segment in self._segments)
        if before is None or before.spans is not state.spans or before.place is not state.place:
            places = state.track()
            if places != known:
                self._make(places)
        for segment in self._segments:
            segment.show_place(state, now_ms)
        if before is None or before.place != state.place:
            self._lay_out()

    def show_time(self, now_ms: int) -> None:
        """Show a later second of the same state: only the current place can have changed."""
        state = self._state
        for segment in self._segments:
            if state is not None and segment.place == state.place:
                segment.show_place(state, now_ms)

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, segment_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self._lay_out()
        super().changeEvent(event)

    def _make(self, places: tuple[Place, ...]) -> None:
        for segment in self._segments:
            segment.hide()
            segment.deleteLater()
        self._segments = [Segment(place, self) for place in places]
        for segment in self._segments:
            segment.clicked.connect(lambda _checked=False, place=segment.place: self.place_wanted.emit(place))
            segment.show()
        self._lay_out()

    def _lay_out(self) -> None:
        """Share the width by par; nobody gets less than their time needs, the current place enough for its name."""
        if not self._segments:
            return
        gap = _GAP if self.width() >= 800 else _GAP // 2
        room = self.width() - gap * (len(self._segments) - 1)
        least = [segment.least_width(self.width() >= fonts.px(760)) for segment in self._segments]
        pars = [segment.par_ms for segment in self._segments]
        widths = _shared(room, least, pars)
        left = 0.0
        for segment, width in zip(self._segments, widths, strict=True):
            segment.setGeometry(round(left), 0, round(left + width) - round(left), self.height())
            left += width + gap


class Segment(QPushButton):
    """One place of the track."""

    def __init__(self, place: Place, parent: QWidget) -> None:
        super().__init__(parent)
        self.place = place
        self._stand: Stand | None = None
        self._outcome: LayerOutcome = "not-reached"
        self._label = ""
        self._spoken = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def par_ms(self) -> int:
        return self._stand.par_ms if self._stand is not None else 1

    def least_width(self, roomy: bool) -> float:
        """The narrowest that still says something."""
        if self._outcome == "running":
            label = QFontMetricsF(_label_font(True)).horizontalAdvance(f"{self._label}  00:00")
            return min(label, float(fonts.px(190 if roomy else 140)))
        return float(fonts.px(44))

    def show_place(self, state: State, now_ms: int) -> None:
        """Show how the place stands; what is on screen already is not drawn again."""
        stand, outcome = timing.stand(state, self.place, now_ms), state.outcome(self.place)
        label = place_label(state, self.place)
        spoken = _spoken(stand, outcome, label)
        if spoken == self._spoken:
            return
        self._stand, self._outcome, self._label, self._spoken = stand, outcome, label, spoken
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        stand = self._stand
        if stand is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QFontMetricsF(_label_font(False)).height()
        self._draw_top(painter, stand, QRectF(0, 0, self.width(), line))
        self._draw_bar(painter, stand, QRectF(0, line + 5, self.width(), _BAR))
        self._draw_bottom(painter, stand, QRectF(0, line + _BAR + 9, self.width(), line))

    def _draw_top(self, painter: QPainter, stand: Stand, box: QRectF) -> None:
        theme, current = tokens(), self._outcome == "running"
        font = _label_font(current)
        metrics = QFontMetricsF(font)
        spent = short_clock_text(stand.spent_ms) if stand.spent_ms or current else ""
        needed = metrics.horizontalAdvance(spent) + 6 if spent else 0.0
        short = metrics.horizontalAdvance(self._fitting_label(metrics, 0))
        if not current and short + needed > box.width():
            needed, spent = 0.0, ""
        painter.setFont(font)
        painter.setPen(colour(theme.text if current else theme.muted))
        elided = metrics.elidedText(
            self._fitting_label(metrics, box.width() - needed), Qt.TextElideMode.ElideRight, box.width() - needed
        )
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, elided)
        if spent:
            painter.setPen(colour(theme.warm if stand.over else theme.text if current else theme.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, spent)

    def _fitting_label(self, metrics: QFontMetricsF, room: float) -> str:
        """Return the whole label where enough of it can be read, else the short form."""
        glyph = _GLYPHS.get(self._outcome, "") if self.place.section == "question" else ""
        label = f"{glyph} {self._label}".strip()
        if metrics.horizontalAdvance(label) <= room or room > fonts.px(64):
            return label
        if self.place.section == "question":
            return f"{glyph} {self._label.split(' ', 1)[0]}".strip()
        return _SHORT.get(self.place.section, label)

    def _draw_bar(self, painter: QPainter, stand: Stand, box: QRectF) -> None:
        theme = tokens()
        radius = _BAR / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(theme.raised))
        painter.drawRoundedRect(box, radius, radius)
        if not stand.spent_ms:
            return
        layer = stand.place.section == "question"
        ink = theme.accent if self._outcome == "running" else theme.good if layer else theme.faint
        share = min(1.0, stand.spent_ms / max(1, stand.par_ms))
        painter.setBrush(colour(ink))
        painter.save()
        painter.setClipRect(QRectF(box.left(), box.top(), box.width() * share, box.height()))
        painter.drawRoundedRect(box, radius, radius)
        painter.restore()
        if stand.over:
            # The whole bar is then the time spent, and what lies beyond par is warm.
            par = box.width() * stand.par_ms / stand.spent_ms
            painter.setBrush(colour(theme.warm))
            painter.save()
            painter.setClipRect(QRectF(box.left() + par, box.top(), box.width() - par, box.height()))
            painter.drawRoundedRect(box, radius, radius)
            painter.restore()
            painter.fillRect(QRectF(box.left() + par - 1, box.top(), 2, box.height()), colour(theme.surface))

    def _draw_bottom(self, painter: QPainter, stand: Stand, box: QRectF) -> None:
        theme = tokens()
        metrics = QFontMetricsF(_label_font(False))
        painter.setFont(_label_font(False))
        counted = f"{stand.hints} / {stand.par_hints}" if stand.place.section == "question" else ""
        over = f"+{short_clock_text(stand.spent_ms - stand.par_ms)} over"
        par = short_clock_text(stand.par_ms)
        room = box.width() - (metrics.horizontalAdvance(counted) + 8 if counted else 0)
        lefts = [over, over.removesuffix(" over")] if stand.over else [f"par {par}", par]
        left = next((text for text in lefts if metrics.horizontalAdvance(text) <= room), "")
        if not left and self._outcome == "not-reached":
            left, counted = par, ""
        painter.setPen(colour(theme.warm if stand.over else theme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, left)
        if not counted or (not left and metrics.horizontalAdvance(counted) > box.width()):
            return
        painter.setPen(colour(theme.hint if stand.hints > stand.par_hints else theme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignRight, counted)
        dots = max(stand.rungs, stand.hints)
        size, step = float(fonts.px(6)), float(fonts.px(9))
        start = box.right() - metrics.horizontalAdvance(counted) - 6 - dots * step
        if start < box.left() + metrics.horizontalAdvance(left) + 4:
            return
        for dot in range(dots):
            given = dot < stand.hints
            painter.setPen(Qt.PenStyle.NoPen if given else colour(theme.hint))
            painter.setBrush(colour(theme.hint) if given else Qt.BrushStyle.NoBrush)
            inset = 0.0 if given else 0.5
            circle = QRectF(start + dot * step, box.center().y() - size / 2, size, size)
            painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))


def _stands_the_same(before: State, state: State) -> bool:
    """Tell whether only the time at the current place can differ, as after every note."""
    return (
        before.spans is state.spans
        and before.hints is state.hints
        and before.verdicts is state.verdicts
        and before.place == state.place
        and before.phase == state.phase
        and before.branch == state.branch
    )


def segment_height() -> int:
    """Return the height that a segment needs for its two lines and its bar."""
    return round(2 * QFontMetricsF(_label_font(False)).height()) + _BAR + 10


def _label_font(current: bool) -> QFont:
    return fonts.text_font(fonts.LABEL, QFont.Weight.DemiBold if current else QFont.Weight.Normal)


def place_label(state: State, place: Place) -> str:
    """Return what a place is called where there is little room: `2 · Burst and refill`."""
    question = state.kit.question(place.question)
    if question is None:
        return timing.title_of(state, place)
    number = next((n for n, layer in enumerate(question.layers, 1) if layer.id == place.layer), 0)
    return f"{number} · {timing.title_of(state, place)}"


def _spoken(stand: Stand, outcome: LayerOutcome, label: str) -> str:
    words = [label.replace(" · ", ", ")]
    if stand.place.section == "question" or outcome == "running":
        words.append(_WORDS[outcome])
    if stand.spent_ms or outcome == "running":
        words.append(f"{short_clock_text(stand.spent_ms)} of par {short_clock_text(stand.par_ms)}")
        if stand.over:
            words.append(f"{short_clock_text(stand.spent_ms - stand.par_ms)} over")
    else:
        words.append(f"par {short_clock_text(stand.par_ms)}")
    if stand.place.section == "question":
        words.append(f"{stand.hints} hint{'' if stand.hints == 1 else 's'}, par {stand.par_hints}")
    return ", ".join(words)


def _shared(room: float, least: list[float], weights: list[int]) -> list[float]:
    """Share a width by weight, giving whoever would get less than their least that instead."""
    if sum(least) >= room:
        return [room * width / sum(least) for width in least]
    open_ = set(range(len(least)))
    widths = list(least)
    while open_:
        left = room - sum(widths[i] for i in range(len(least)) if i not in open_)
        total = sum(weights[i] for i in open_) or 1
        short = {i for i in open_ if left * weights[i] / total < least[i]}
        if not short:
            for i in open_:
                widths[i] = left * weights[i] / total
            break
        open_ -= short
    return widths
