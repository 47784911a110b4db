"""The wrap-up: one header, and four pages behind it that show the same session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.insights.recommendation import Calibration
from interview_desk.insights.summary import Summary, summarise
from interview_desk.ui import fonts
from interview_desk.ui.pages.ages import ago
from interview_desk.ui.pages.cards import Folding, text_label
from interview_desk.ui.pages.key_strip import KeyStrip
from interview_desk.ui.theme import colour, set_role, tokens
from interview_desk.ui.wrapup.comparing_bar import ComparingBar
from interview_desk.ui.wrapup.feedback_page import FeedbackPage
from interview_desk.ui.wrapup.report_preview import Render, ReportPreview
from interview_desk.ui.wrapup.self_assessment import SelfAssessmentPage
from interview_desk.ui.wrapup.summary_page import SummaryPage

if TYPE_CHECKING:
    from interview_desk.insights.benchmark import Band

PageName = Literal["self-assessment", "summary", "feedback", "report"]
TABS: tuple[tuple[PageName, str], ...] = (
    ("self-assessment", "Self-assessment"),
    ("summary", "Summary"),
    ("feedback", "Give feedback"),
    ("report", "Report"),
)
_ONE_LINE = 900
_KEYS: dict[PageName, tuple[tuple[str, str], ...]] = {
    "self-assessment": (("↑ ↓", "question"), ("1 … 4", "their number"), ("0", "not said")),
    "summary": (("↑ ↓", "row"), ("1 … 4", "score"), ("0", "not assessed"), ("C", "cite"), ("Tab", "go on")),
    "feedback": (
        ("↑ ↓", "sentence"),
        ("↵", "accept or reword"),
        ("E", "edit"),
        ("K", "keep wording"),
        ("Del", "remove"),
    ),
    "report": (("↑ ↓", "scroll"), ("report.pdf", "PDF"), ("report.html", "HTML"), ("report.notice", "notice")),
}
_RIGHT = (
    ("Ctrl 1 … 4", "pages"),
    ("interview.undo", "undo"),
    ("page.home", "home"),
    ("help.palette", "all commands"),
)


class WrapUpPage(QWidget):
    """Hands a session down to the page that is shown, and its wishes up."""

    self_assessed = Signal(str, object)  # competency, Score
    score_wanted = Signal(str, object)  # competency, Score
    cite_wanted = Signal(str, object, str)  # competency, tuple of entries, why none
    call_wanted = Signal(str, str, str)  # category, why, gap
    point_wanted = Signal(str, str, object)  # heading, text, tuple of entries
    point_reworded = Signal(int, str)  # entry, text
    point_removed = Signal(int)  # entry
    passage_wanted = Signal(str, str, str)  # passage, competency, text
    wording_kept = Signal(str, object)  # a text, and the concerns that it is kept in spite of
    export_wanted = Signal(str)  # "pdf" or "html"
    moment_wanted = Signal(int)  # session time in ms
    page_changed = Signal(str)

    def __init__(self, render: Render | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._bands: Sequence[Band] = ()
        self._calibration: Calibration | None = None
        self._others: Sequence[str] = ()
        self._waiting = False
        self._told = self._whose = ""
        self._bar = ComparingBar()
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self._title, "title")
        self._about = text_label("", "muted")
        self.self_assessment = SelfAssessmentPage()
        self.summary = SummaryPage()
        self.feedback = FeedbackPage()
        self.report = ReportPreview(render)
        self._stack = QStackedWidget()
        self._strips = QStackedWidget()
        self._tabs: dict[PageName, _Tab] = {}
        self._lay_out()
        self._connect()
        self.show_page("self-assessment")

    def show_stage(
        self,
        state: State,
        now: datetime,
        bands: Sequence[Band] = (),
        calibration: Calibration | None = None,
        others: Sequence[str] = (),
        *,
        waiting: bool = False,
    ) -> None:
        """Show a session as it stands; `now` is for its age in the header.

        While `waiting` for what is known of others, nothing is said of them. `others` are other candidates' names, for
        the wording check.
        """
        self._state, self._bands, self._calibration, self._waiting = state, bands, calibration, waiting
        self._others = others
        summary = summarise(state, bands=bands, calibration=calibration, waiting=waiting)
        self._title.setText(_one_line(f"{summary.candidate} · {summary.title}"))
        self._told = _about(summary, now)
        if not waiting:
            self._bar.show_share(None)
        self._say_about()
        self._hand_down()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the comparison with past interviews is, while one waits for it."""
        if self._waiting:
            self._bar.show_share(done / max(total, 1))
            self._say_about()

    def show_whose(self, words: str) -> None:
        """Say whose interviews this one is compared with."""
        self._whose = words
        self._say_about()

    def _say_about(self) -> None:
        self._about.setText(" · ".join(part for part in (self._told, self._whose, self._bar.words) if part))

    @property
    def page(self) -> PageName:
        """The page that is shown."""
        return TABS[self._stack.currentIndex()][0]

    def show_page(self, name: PageName) -> None:
        """Show one of the four pages, with the focus where there is something to do."""
        names = [known for known, _ in TABS]
        self._stack.setCurrentIndex(names.index(name))
        self._strips.setCurrentIndex(names.index(name))
        for known, tab in self._tabs.items():
            tab.show_current(known == name)
        self._hand_down()
        self.take_focus()
        self.page_changed.emit(name)

    def take_focus(self) -> None:
        """Put the focus where the page that is shown has something to do."""
        match self.page:
            case "self-assessment":
                self.self_assessment.focus_here()
            case "summary":
                self.summary.focus_here()
            case "feedback":
                self.feedback.focus_here()
            case "report":
                self.report.focus_here()

    @property
    def chosen_competency(self) -> str:
        """The rubric's row that a score by key is for; empty where none is in sight."""
        return self.summary.chosen_competency if self.page == "summary" else ""

    def choose_competency(self, step: int) -> None:
        """Choose the row above or below in the summary's rubric."""
        if self.page == "summary":
            self.summary.choose_competency(step)

    def _hand_down(self) -> None:
        """Only the page that is shown is drawn; the others are when they are turned to."""
        if self._state is None:
            return
        match self.page:
            case "self-assessment":
                self.self_assessment.show_stage(self._state)
            case "summary":
                self.summary.show_stage(self._state, self._bands, self._calibration, waiting=self._waiting)
            case "feedback":
                self.feedback.show_stage(self._state, self._bands, self._others, waiting=self._waiting)
            case "report":
                self.report.show_stage(self._state, self._bands, self._others)

    def _connect(self) -> None:
        self.self_assessment.self_assessed.connect(self.self_assessed)
        self.summary.score_wanted.connect(self.score_wanted)
        self.summary.cite_wanted.connect(self.cite_wanted)
        self.summary.call_wanted.connect(self.call_wanted)
        for edited in (self.feedback, self.report):
            edited.point_wanted.connect(self.point_wanted)
            edited.point_reworded.connect(self.point_reworded)
            edited.point_removed.connect(self.point_removed)
            edited.wording_kept.connect(self.wording_kept)
        self.report.passage_wanted.connect(self.passage_wanted)
        self.report.export_wanted.connect(self.export_wanted)
        for page in (self.summary, self.feedback, self.report):
            page.moment_wanted.connect(self.moment_wanted)

    def _lay_out(self) -> None:
        tabs = QWidget()
        line = QHBoxLayout(tabs)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        for number, (name, title) in enumerate(TABS, 1):
            tab = _Tab(title, number)
            tab.clicked.connect(lambda _checked=False, name=name: self.show_page(name))
            self._tabs[name] = tab
            line.addWidget(tab)
        words = QWidget()
        words_line = QHBoxLayout(words)
        words_line.setContentsMargins(0, 0, 0, 0)
        words_line.setSpacing(16)
        words_line.addWidget(self._title)
        words_line.addWidget(self._about, 1)
        header = Folding(_ONE_LINE, 10)
        header.row.setContentsMargins(28, 20, 28, 15)
        header.row.addWidget(words, 1)
        header.row.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
        for page, (name, _) in zip((self.self_assessment, self.summary, self.feedback, self.report), TABS, strict=True):
            self._stack.addWidget(page)
            self._strips.addWidget(KeyStrip(_KEYS[name], _RIGHT))
        self._strips.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(self._bar)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._strips)


class _Tab(QPushButton):
    def __init__(self, title: str, number: int) -> None:
        super().__init__(title)
        self.setCheckable(True)
        self.setToolTip(f"Ctrl+{number}")
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"Ctrl+{number}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_current(self, current: bool) -> None:
        self.setChecked(current)
        self.update()

    def sizeHint(self) -> QSize:
        width = QFontMetrics(_tab_font(True)).horizontalAdvance(self.text())
        return QSize(width + fonts.px(24), fonts.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        current = self.isChecked()
        painter.setPen(QPen(colour(tokens().accent), 1.2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens().accent_soft) if current else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(_tab_font(current))
        hovered = tokens().text if self.underMouse() else tokens().muted
        painter.setPen(colour(tokens().accent if current else hovered))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


def _tab_font(current: bool) -> QFont:
    return fonts.text_font(fonts.SMALL + 1, QFont.Weight.DemiBold if current else QFont.Weight.Normal)


def _about(summary: Summary, now: datetime) -> str:
    layers = f"{summary.layers_reached} of {summary.layers} layers"
    parts = [clock_text(summary.length_ms), layers]
    if summary.concluded_early:
        parts.append("concluded early")
    if summary.ended_at is not None:
        parts.append(f"ended {ago(summary.ended_at, now)}")
    return " · ".join(parts)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]
