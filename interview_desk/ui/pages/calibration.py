"""Calibration: who is strict and how sure that is, whether stated chances hold, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.calibration_chance import ChanceChart
from interview_desk.ui.pages.calibration_figures import FigureCards
from interview_desk.ui.pages.calibration_filters import CalibrationFilters
from interview_desk.ui.pages.calibration_strictness import StrictnessChart
from interview_desk.ui.pages.cards import Card, Folding, LinkButton, scrolled, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import set_role

if TYPE_CHECKING:
    from interview_desk.insights.team import Bin, Row, TeamPage

_GAP = 14
_STRICT_ABOUT = "points, with 90 % interval; hollow and grey = too little to correct"
_CHANCE_ABOUT = "stated chance against what happened, 90 % interval"


class CalibrationPage(QWidget):
    """Shows a `TeamPage`. Whoever holds the page answers `choice_changed` with another."""

    choice_changed = Signal()
    export_wanted = Signal(str)  # "csv", "png" or "svg"
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: TeamPage | None = None
        self._title = QLabel("Calibration")
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self._whose = ""
        self.filters = CalibrationFilters()
        self._figures = FigureCards()
        self.strictness = StrictnessChart()
        self.chance = ChanceChart()
        self._told = text_label("", "body", selectable=True)
        self._promised = text_label("", "small")
        self._bin = text_label("", "body")
        self._needed = _Reading("What would change “can't tell yet”")
        self._assumed = _Reading("What this rests on")
        self._nothing = Card("Nothing to compare yet")
        self._nothing_words = text_label("", "body")
        self._nothing.column.addWidget(self._nothing_words)
        self._exports = QWidget()
        self.body = QWidget()
        self._lay_out()
        self._order()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.strictness.chosen.connect(self._tell)
        self.chance.chosen.connect(self._tell_bin)
        self.filters.changed.connect(self.choice_changed)
        self._show_parts()

    @property
    def page(self) -> TeamPage | None:
        """What is shown."""
        return self._page

    def show_busy(self, sentence: str) -> None:
        """Say what is going on; what was shown stays until there is something new."""
        self._about.setText(sentence)

    def show_whose(self, words: str) -> None:
        """Say whose interviews these are."""
        self._whose = words
        self._say_about()

    def show_page(self, page: TeamPage) -> None:
        """Show the team's figures."""
        self._page = page
        self.filters.offer(page)
        self._say_about()
        self._figures.show_figures(page.figures)
        self.strictness.show_rows(page.rows)
        self.chance.show_bins(page.promise.bins)
        self._promised.setText(page.promise.sentence)
        set_role(self._promised, "warm" if page.promise.worse else "small")
        self._needed.show_lines(page.needed)
        self._assumed.show_lines(page.assumptions)
        held_back = any(self.filters.choice.values())
        self._nothing_words.setText(
            "No interview fits what is chosen above." if held_back else " ".join(page.needed) or "Nothing is kept yet."
        )
        self._show_parts()
        if self.hasFocus():
            self._enter()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, page.about))

    def settle(self) -> None:
        """Lay out now what would be laid out in a moment, for a picture of it."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def picture(self) -> QImage:
        """Return all that the page shows, at twice the size of the screen."""
        self.settle()
        image = QImage(self.body.size() * 2, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(2)
        image.fill(self.palette().window().color())
        self.body.render(image)
        return image

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._enter()

    def _enter(self) -> None:
        """Pass the focus on to the interviewers; as long as there are none the page keeps it, for Esc."""
        if self.strictness.row is not None and self.strictness.isVisible():
            self.strictness.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self) -> None:
        page = self._page
        there = page is not None and page.interviews > 0
        for part in (self._figures, self._charts, self._assumed, self._exports):
            part.setVisible(there)
        self._needed.setVisible(page is not None and there and bool(page.needed))
        if page is not None:
            # Where nothing can be told of anybody, what would change that is the first thing to know.
            dark = all(row.verdict == "unknown" for row in page.rows)
            self._column.removeWidget(self._needed)
            self._column.insertWidget(self._column.indexOf(self._charts) + (0 if dark else 1), self._needed)
        self._nothing.setVisible(page is not None and not there)
        self.filters.setVisible(page is not None and (there or any(self.filters.choice.values())))
        drawn = page is not None and bool(page.promise.bins)
        self.chance.setVisible(drawn)
        self._bin.setVisible(drawn)

    def _tell(self, row: Row | None) -> None:
        self._told.setText(row.sentence if row is not None else "")

    def _tell_bin(self, one: Bin | None) -> None:
        self._bin.setText(one.sentence if one is not None else "Left and right, or a click, choose a range.")

    def _say_about(self) -> None:
        if self._page is not None:
            about = self._page.about
            self._about.setText(f"{about.rstrip('.')} · {self._whose}" if self._whose else about)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._about)
        head.addLayout(words, 1)
        head.addWidget(self._exports, 0, Qt.AlignmentFlag.AlignTop)
        self._lay_out_exports()
        self._charts = Folding(900, _GAP)
        self._charts.row.addWidget(self._strictness_card(), 4)
        self._charts.row.addWidget(self._chance_card(), 3)
        self._column = column = QVBoxLayout(self.body)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(_GAP)
        column.addLayout(head)
        for part in (self.filters, self._figures, self._charts, self._nothing, self._needed, self._assumed):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(self.body), 1)
        whole.addWidget(KeyStrip((("↑ ↓", "choose an interviewer"), ("Tab", "next part"), ("Esc", "back"))))

    def _order(self) -> None:
        """Let Tab go through the page as it is read."""
        links = self._exports.findChildren(LinkButton)
        parts = [*links, *self.filters.pickers, self.strictness.view, self.chance]
        parts += [self._needed.words, self._assumed.words]
        for one, next_ in pairwise(parts):
            QWidget.setTabOrder(one, next_)

    def _lay_out_exports(self) -> None:
        row = QHBoxLayout(self._exports)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(14)
        for form, name in (("csv", "table"), ("png", "picture"), ("svg", "drawing")):
            link = LinkButton(f"Export {form.upper()}")
            link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            link.setAccessibleDescription(f"Writes what is shown as a {name} into the folder of reports.")
            link.setToolTip(link.accessibleDescription())
            link.clicked.connect(lambda _checked=False, form=form: self.export_wanted.emit(form))
            row.addWidget(link)

    def _strictness_card(self) -> Card:
        card = Card("How strict is each interviewer?", _STRICT_ABOUT)
        card.column.addWidget(self.strictness)
        card.column.addSpacing(6)
        card.column.addWidget(self._told)
        card.column.addStretch(1)
        self._told.setAccessibleName("What can be said of the chosen interviewer")
        return card

    def _chance_card(self) -> Card:
        card = Card("When we stated a chance, did it hold?", _CHANCE_ABOUT)
        card.column.addWidget(self.chance, 1)
        card.column.addWidget(self._bin)
        card.column.addWidget(self._promised)
        card.column.addStretch(0)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        card.setMinimumWidth(fonts.px(260))
        return card


class _Reading(Card):
    """Sentences one below the other, which the keyboard reaches, so that they come into sight and can be copied."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.words = text_label("", "body")
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words.setAccessibleName(title)
        self.column.addWidget(self.words)

    def show_lines(self, lines: Sequence[str]) -> None:
        self.words.setText("\n".join(f"·  {line}" for line in lines))
        self.words.setAccessibleDescription(" ".join(lines))
