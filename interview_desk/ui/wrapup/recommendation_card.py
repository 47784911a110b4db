"""The recommendation: the category, what it rests on and how sure it is; hidden until every row is scored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.domain.rubric import Category, Rubric
from interview_desk.insights.others import Seen
from interview_desk.insights.recommendation import Recommendation, Step
from interview_desk.ui import fonts
from interview_desk.ui.pages.cards import MARGIN, rule, text_label
from interview_desk.ui.reading_order import follow
from interview_desk.ui.theme import colour, set_role, tokens
from interview_desk.ui.wrapup.tables import figure

_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


_ABSENT: dict[Seen, str] = {
    "shown": "No recommendation",
    "hidden": "Hidden until all is scored",
    "waiting": "In a moment",
}


class RecommendationCard(QFrame):
    """Shows a recommendation, or the sentence why there is none to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        self._shown: tuple[Recommendation | None, str] | None = None
        self._state = text_label("Recommendation", "small")
        self._category = text_label("", "display")
        self._headline = text_label("", "muted")
        self._strip = CategoryStrip()
        self._steps = QVBoxLayout()
        self._steps.setSpacing(0)
        self._without = text_label("", "small")
        self._footnote = text_label("", "small")
        self._basis = text_label("", "small")
        self._needed = text_label("", "small")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 16, MARGIN, 16)
        column.setSpacing(6)
        column.addWidget(self._state)
        column.addWidget(self._category)
        column.addWidget(self._headline)
        column.addSpacing(4)
        column.addWidget(self._strip)
        column.addSpacing(4)
        column.addLayout(self._steps)
        column.addWidget(self._without)
        column.addWidget(self._footnote)
        column.addWidget(self._basis)
        column.addWidget(self._needed)

    def show_recommendation(
        self, rubric: Rubric, shown: Recommendation | None, hidden: str, seen: Seen = "hidden"
    ) -> None:
        """Show it, or why it is hidden or not there yet."""
        if (shown, hidden) == self._shown:
            return
        self._shown = (shown, hidden)
        self._state.setText(f"Recommendation, {shown.state}" if shown else "Recommendation")
        self._category.setText(category_title(shown.category) if shown else _ABSENT[seen])
        self._headline.setText(_unbroken(shown.headline if shown else hidden))
        self._strip.setVisible(shown is not None)
        self._strip.show_category(rubric.recommendations, shown.category.id if shown else "")
        self._show_steps(shown.steps if shown else ())
        self._without.setText(_flip(shown) if shown and shown.flips else shown.without if shown else "")
        set_role(self._without, "warm" if shown and shown.flips else "small")
        self._without.setVisible(bool(shown and shown.without))
        self._footnote.setText(
            _level(shown) if shown else "So that neither it nor the benchmarks can steer your scores."
        )
        self._footnote.setVisible(shown is not None or seen == "hidden")
        self._basis.setText(_unbroken(shown.basis) if shown else "")
        self._basis.setVisible(bool(shown and shown.basis))
        needed = shown.needed if shown else ()
        self._needed.setText(_needed(needed))
        self._needed.setVisible(bool(needed))
        follow(self._column)
        self.setAccessibleName(f"{self._state.text()}: {self._category.text()}. {self._headline.text()}")

    def _show_steps(self, steps: Sequence[Step]) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for step in steps:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 7, 0, 7)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(text_label(step.label, "body"))
            if step.about:
                words.addWidget(text_label(step.about, "small"))
            line.addLayout(words, 1)
            line.addWidget(figure(step.text), 0, Qt.AlignmentFlag.AlignTop)
            for widget in (row, rule()):
                self._steps.addWidget(widget)
                widget.show()


class CategoryStrip(QWidget):
    """The categories side by side, the recommended one filled; to look at, not to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._categories: tuple[Category, ...] = ()
        self._chosen = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_category(self, categories: tuple[Category, ...], chosen: str) -> None:
        """Show which of the categories is recommended."""
        self._categories, self._chosen = categories, chosen
        titles = [category_title(it) + (", recommended" if it.id == chosen else "") for it in categories]
        self.setAccessibleName(f"Categories: {'; '.join(titles)}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(240), self.heightForWidth(fonts.px(240)))

    def minimumSizeHint(self) -> QSize:
        return QSize(fonts.px(120), fonts.px(44))

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(_font(True))
        room = max(1, width // max(1, len(self._categories)) - 18)
        titles = map(category_title, self._categories)
        tallest = max((metrics.boundingRect(0, 0, room, 9999, _WRAP, title).height() for title in titles), default=0)
        return max(fonts.px(44), tallest + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 6.0
        width = (self.width() - gap * (len(self._categories) - 1)) / max(1, len(self._categories))
        for i, category in enumerate(self._categories):
            chosen = category.id == self._chosen
            cell = QRectF(i * (width + gap), 0, width, self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(colour(tokens().accent if chosen else tokens().line), 1))
            painter.setBrush(colour(tokens().accent if chosen else tokens().surface))
            painter.drawRoundedRect(cell, 7, 7)
            painter.setFont(_font(chosen))
            painter.setPen(colour(tokens().on_accent if chosen else tokens().muted))
            painter.drawText(cell.adjusted(6, 0, -6, 0), _WRAP, category_title(category))


def _unbroken(sentence: str) -> str:
    """Return a sentence that breaks before no per cent sign, and within no range."""
    return sentence.replace(" %", "\u00a0%").replace(" – ", "\u00a0–\u00a0")


def _flip(shown: Recommendation) -> str:
    """Say outright that calibration makes it another category: nobody is to find that out by comparing figures."""
    return f"△ Calibration changes the category to {category_title(shown.category)}. {shown.without}"


def _needed(ways: tuple[str, ...]) -> str:
    """One way as a sentence, several each on a line of its own."""
    start = "What would calibrate it:"
    return f"{start} {ways[0]}." if len(ways) == 1 else "\n".join([start, *(f"– {way}" for way in ways)])


def _level(shown: Recommendation) -> str:
    return f"Level evidence: {shown.evidence[:1].lower()}{shown.evidence[1:]}" if shown.evidence else ""


def category_title(category: Category) -> str:
    """Return a category's title as cells show it: without the dash, which would begin a line of its own."""
    return category.title.replace(" — ", ", ")


def _font(chosen: bool) -> QFont:
    return fonts.text_font(fonts.SMALL, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
