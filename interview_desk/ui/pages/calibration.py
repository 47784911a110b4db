"""Calibration: who is strict and how sure that is, whether stated chances hold, and what all of it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFocusEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from interview_desk.ui import fonts
from interview_desk.ui.pages.calibration_chance import ChanceChart
from interview_desk.ui.pages.calibration_experience import ExperienceCard
from interview_desk.ui.pages.calibration_figures import FigureCards
from interview_desk.ui.pages.calibration_filters import CalibrationFilters
from interview_desk.ui.pages.calibration_impact import ImpactCard
from interview_desk.ui.pages.calibration_kpis import KpiCard
from interview_desk.ui.pages.calibration_person import PersonDetail, When
from interview_desk.ui.pages.calibration_sessions import SessionsCard
from interview_desk.ui.pages.calibration_strictness import StrictnessChart
from interview_desk.ui.pages.calibration_whatif import WhatIfCard
from interview_desk.ui.pages.cards import Card, Folding, LinkButton, scrolled, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import set_role
from interview_desk.ui.wrapup.tables import Table, figure

if TYPE_CHECKING:
    from interview_desk.insights.details import Detail
    from interview_desk.insights.team import Bin, Row, TeamPage

_GAP = 14
_KEYS = (("↑ ↓", "choose an interviewer"), ("↵", "show interviews"), ("Tab", "next part"), ("Esc", "back"))
_OFF = "Calibration is turned off for the team (a setting): scores stand as given, and nothing here corrects them."
_STRICT_ABOUT = "points, with 90 % interval; hollow and grey = too little to correct"
_CHANCE_ABOUT = "stated chance against what happened, 90 % interval"


class CalibrationPage(QWidget):
    """Shows a `TeamPage`. Whoever holds the page answers `choice_changed` with another."""

    choice_changed = Signal()
    export_wanted = Signal(str)  # "csv", "pdf", "png" or "svg"
    places_wanted = Signal(str, object)  # a title, and the places of sessions in the history
    person_wanted = Signal(str)  # whose interviews are to be listed
    session_wanted = Signal(str)  # which is to be replayed
    stop_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: TeamPage | None = None
        self._details: Mapping[str, Detail] = {}
        self._busy = False
        self._title = QLabel("Calibration")
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self._stop = LinkButton("Stop")
        self._off = text_label("", "warm")
        self._whose = ""
        self.filters = CalibrationFilters()
        self._figures = FigureCards()
        self.strictness = StrictnessChart()
        self.chance = ChanceChart()
        self._told = text_label("", "body", selectable=True)
        self._show_theirs = LinkButton("Show the interviews")
        self.detail = PersonDetail()
        self._promised = text_label("", "small")
        self._bin = text_label("", "body")
        self._brier = Table(("", "uncorrected", "corrected"), (150, 100, 100), even=True)
        self.kpis = KpiCard()
        self.what_if = WhatIfCard()
        self.experience = ExperienceCard()
        self.impact = ImpactCard()
        self.sessions = SessionsCard()
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
        self._connect()
        self._show_parts()

    @property
    def page(self) -> TeamPage | None:
        """What is shown."""
        return self._page

    def show_busy(self, sentence: str, *, may_stop: bool = True) -> None:
        """Say what is going on; what was shown stays until there is something new, or it is stopped."""
        self._busy = may_stop
        self._about.setText(sentence)
        self._stop.setVisible(may_stop)

    def show_progress(self, sentence: str, share: float) -> None:
        """Say how far it is, from 0 to 1."""
        if self._busy:
            self._about.setText(f"{sentence} {share * 100:.0f} %")

    def show_stopped(self) -> None:
        """Say that nothing goes on any more; what was shown is what there is."""
        self._busy = False
        self._stop.hide()
        self._about.setText(self._page.about if self._page is not None else "Stopped: Ctrl+Shift+K begins again.")

    def show_details(self, details: Mapping[str, Detail]) -> None:
        """Show more of each interviewer, worked out after the page."""
        self._details = details
        self._show_detail(self.strictness.row)

    def show_whose(self, words: str) -> None:
        """Say whose interviews these are."""
        self._whose = words
        self._say_about()

    def show_page(self, page: TeamPage) -> None:
        """Show the team's figures."""
        self._page = page
        self._details = {}
        self._busy = False
        self._stop.hide()
        self.filters.offer(page)
        self._say_about()
        self._figures.show_figures(page.figures)
        self.strictness.show_rows(page.rows)
        self.chance.show_bins(page.promise.bins)
        self._show_brier(page)
        self.kpis.show_breakdowns(page.breakdowns)
        self.what_if.show_what_if(page.what_if)
        self.experience.show_experience(page.experience)
        self.impact.show_check(page.impact, page.impact.what_it_is if page.impact is not None else "")
        self.sessions.hide()
        self._off.setText("" if page.applied else _OFF)
        self._promised.setText(page.promise.sentence)
        set_role(self._promised, "warm" if page.promise.worse else "small")
        self._needed.show_lines(page.needed)
        self._assumed.show_lines(page.assumptions)
        held_back = any(self.filters.choice.values())
        self._nothing_words.setText(
            "No interview fits what is chosen above." if held_back else " ".join(page.needed) or "Nothing is kept yet."
        )
        self._show_parts()
        self._order()
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
        for part in (self._figures, self._charts, self._second, self.kpis, self._assumed, self._exports):
            part.setVisible(there)
        self.impact.setVisible(there and page is not None and page.impact is not None)
        self._off.setVisible(there and bool(self._off.text()))
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
        self._brier.setVisible(drawn)

    def _tell(self, row: Row | None) -> None:
        self._told.setText(row.sentence if row is not None else "")
        self._show_theirs.setVisible(row is not None)
        self._show_detail(row)

    def _show_detail(self, row: Row | None) -> None:
        self.detail.show_detail(self._details.get(row.name) if row is not None else None)

    def _tell_bin(self, one: Bin | None) -> None:
        choose = "Left and right, or a click, choose a range; Enter shows its interviews."
        self._bin.setText(one.sentence if one is not None else choose)

    def _show_brier(self, page: TeamPage) -> None:
        self._brier.clear_rows()
        before, after = page.promise.before, page.promise.after
        if before is None or after is None:
            return
        for name, one, other in (
            ("Brier score", before.brier, after.brier),
            ("chances that are off", before.reliability, after.reliability),
            ("less: told apart", before.resolution, after.resolution),
            ("what nobody can help", before.uncertainty, after.uncertainty),
        ):
            cells = (text_label(name, "small"), figure(f"{one:.3f}"), figure(f"{other:.3f}"))
            self._brier.add_row(cells)

    def _connect(self) -> None:
        self.strictness.chosen.connect(self._tell)
        self.strictness.opened.connect(lambda row: self.person_wanted.emit(row.name))
        self._show_theirs.clicked.connect(self._open_chosen)
        self.chance.chosen.connect(self._tell_bin)
        self.chance.opened.connect(lambda one: self.places_wanted.emit(one.title, one.places))
        self.detail.opened.connect(self._open_period)
        self.what_if.opened.connect(lambda move: self.places_wanted.emit(move.sentence, move.places))
        self.experience.opened.connect(lambda met: self.places_wanted.emit(met.name, met.places))
        self.kpis.opened.connect(lambda part: self.places_wanted.emit(part.name, part.places))
        self.sessions.open_wanted.connect(self.session_wanted)
        self.sessions.closed.connect(self._enter)
        self.filters.changed.connect(self.choice_changed)
        self._stop.clicked.connect(self.stop_wanted)

    def _open_chosen(self) -> None:
        if (row := self.strictness.row) is not None:
            self.person_wanted.emit(row.name)

    def _open_period(self, when: When) -> None:
        if (row := self.strictness.row) is not None:
            self.places_wanted.emit(f"{row.name}, {when.period.period}", when.period.places)

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
        about = QHBoxLayout()
        about.setSpacing(12)
        about.addWidget(self._about, 1)
        about.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(about)
        self._stop.hide()
        self._stop.setToolTip("Stops what is being worked out; what is shown stays")
        head.addLayout(words, 1)
        head.addWidget(self._exports, 0, Qt.AlignmentFlag.AlignTop)
        self._lay_out_exports()
        self._charts = Folding(900, _GAP)
        self._charts.row.addWidget(self._strictness_card(), 4)
        self._charts.row.addWidget(self._chance_card(), 3)
        self._second = Folding(900, _GAP)
        self._second.row.addWidget(self.what_if, 1)
        self._second.row.addWidget(self.experience, 1)
        self._column = column = QVBoxLayout(self.body)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(_GAP)
        column.addLayout(head)
        parts: tuple[QWidget, ...] = (self._off, self.filters, self._figures, self._charts, self.sessions, self._second)
        for part in (*parts, self.kpis, self.impact, self._nothing, self._needed, self._assumed):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled(self.body), 1)
        whole.addWidget(KeyStrip(_KEYS))

    def _order(self) -> None:
        """Let Tab go through the page as it is read."""
        links = self._exports.findChildren(LinkButton)
        parts = [*links, self._stop, *self.filters.pickers, self.strictness.view, self._show_theirs, self.detail.chart]
        parts += [self.chance, *self.sessions.stops, *self.what_if.links, self.experience.chart, *self.kpis.stops]
        parts += [self._needed.words, self._assumed.words]
        for one, next_ in pairwise(parts):
            QWidget.setTabOrder(one, next_)

    def _lay_out_exports(self) -> None:
        row = QHBoxLayout(self._exports)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(14)
        for form, name in (("csv", "table"), ("pdf", "page to print"), ("png", "picture"), ("svg", "drawing")):
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
        card.column.addWidget(self._show_theirs, 0, Qt.AlignmentFlag.AlignLeft)
        card.column.addWidget(self.detail)
        card.column.addStretch(1)
        self._show_theirs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._told.setAccessibleName("What can be said of the chosen interviewer")
        return card

    def _chance_card(self) -> Card:
        card = Card("When we stated a chance, did it hold?", _CHANCE_ABOUT)
        card.column.addWidget(self.chance)
        card.column.addWidget(self._bin)
        card.column.addWidget(self._promised)
        card.column.addWidget(self._brier)
        card.column.addStretch(1)
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
