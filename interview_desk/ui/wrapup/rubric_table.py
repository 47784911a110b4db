"""The rubric with its evidence: what they said, what you saw, because of what; rows can be scored by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from interview_desk.domain.rubric import NOT_ASSESSED, Competency, Rubric, Score
from interview_desk.insights.summary import RubricRow
from interview_desk.ui.pages.cards import LinkButton, text_label
from interview_desk.ui.theme import colour, tokens
from interview_desk.ui.wrapup.moments import MomentsLabel, Part
from interview_desk.ui.wrapup.score_button import ScoreButton
from interview_desk.ui.wrapup.tables import Table, figure


class RubricTable(QWidget):
    """Up and Down choose a row; 1 to 4 score it, 0 is "not assessed", C cites what is suggested or asks why not."""

    score_wanted = Signal(str, object)  # competency, Score
    cite_wanted = Signal(str, object, str)  # competency, tuple of entries, why none
    moment_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rubric: Rubric | None = None
        self._rows: dict[str, _Row] = {}
        self._chosen = ""
        self._suggested: list[RubricRow] = []
        self._table = Table(("Competency", "self", "score", "because"), (130, 44, 56, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        self._cite_all = LinkButton()
        self._cite_all.clicked.connect(self.cite_all)
        column.addSpacing(6)
        column.addWidget(self._cite_all)

    def show_rows(self, rubric: Rubric, rows: Sequence[RubricRow]) -> None:
        """Show the rubric's rows; only what changed is drawn again."""
        if rubric is not self._rubric:
            self._build(rubric)
        for row in rows:
            self._rows[row.competency].show_row(row)
        self._suggested = [row for row in rows if _is_suggested(row)]
        count = len(self._suggested)
        scores = "1 score rests" if count == 1 else f"{count} scores rest"
        self._cite_all.setText(f"{scores} on what their tags suggest. C cites it for the row, Shift+C for all.")
        self._cite_all.setVisible(bool(count))

    def cite_all(self) -> None:
        """Cite what is suggested, for every score that cites nothing yet."""
        for row in list(self._suggested):
            self.cite_wanted.emit(row.competency, tuple(it.seq for it in row.suggested), "")

    @property
    def chosen(self) -> str:
        """The competency whose row is, or was last, in focus; at first the first."""
        return self._chosen or next(iter(self._rows), "")

    def choose(self, step: int) -> None:
        """Put the focus into the row `step` rows on."""
        ids = list(self._rows)
        if not ids:
            return
        focused = any(row.score.hasFocus() for row in self._rows.values())
        here = ids.index(self._chosen) if self._chosen in ids else 0
        there = max(0, min(len(ids) - 1, here + step)) if focused or step < 0 else here
        self._rows[ids[there]].score.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_here(self) -> None:
        """Put the focus into the first row that is not scored yet, else into the one that was chosen last."""
        unscored = (id for id, row in self._rows.items() if row.score.score is None)
        id = next(unscored, self._chosen if self._chosen in self._rows else next(iter(self._rows), None))
        if id is not None:
            self._rows[id].score.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, rubric: Rubric) -> None:
        self._rubric = rubric
        self._table.clear_rows()
        self._rows = {}
        for competency in rubric.competencies:
            row = _Row(competency, rubric, self)
            self._rows[competency.id] = row
            self._table.add_row((row.title, row.self_score, row.score, row.because))
            row.score.score_wanted.connect(lambda score, id=competency.id: self.score_wanted.emit(id, score))
            row.score.focus_changed.connect(lambda id=competency.id: self._focus(id))
            row.score.step_wanted.connect(self.choose)
            row.score.cite_wanted.connect(row.begin_citing)
            row.score.cite_all_wanted.connect(self.cite_all)
            row.cited.connect(lambda entries, why, id=competency.id: self.cite_wanted.emit(id, entries, why))
            row.moments.moment_wanted.connect(self.moment_wanted)

    def _focus(self, id: str) -> None:
        if self._rows[id].score.hasFocus():
            self._chosen = id
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self._rows.get(self._chosen)
        if row is None or not row.score.hasFocus():
            return
        top = min(row.title.geometry().top(), row.because.geometry().top())
        bottom = max(row.title.geometry().bottom(), row.because.geometry().bottom())
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(tokens().raised))
        painter.drawRect(QRectF(0, top, self.width(), bottom - top + 1))
        painter.setBrush(colour(tokens().accent))
        painter.drawRect(QRectF(0, top, 2, bottom - top + 1))


class _Row(QObject):
    """The widgets of one competency."""

    cited = Signal(object, str)  # tuple of entries, why none

    def __init__(self, competency: Competency, rubric: Rubric, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: RubricRow | None = None
        self.title = text_label(competency.title, "body")
        self.self_score = figure()
        self.score = ScoreButton(competency, rubric.scale)
        self.moments = MomentsLabel()
        self._remark = text_label("", "warm")
        self._why = QLineEdit()
        self._why.setPlaceholderText("Why there is no evidence, then Enter")
        self._why.setAccessibleName(f"{competency.title}: why there is no evidence")
        self._why.hide()
        self._why.returnPressed.connect(self._say_why)
        self.because = QWidget()
        column = QVBoxLayout(self.because)
        column.setContentsMargins(0, 7, 0, 7)
        column.setSpacing(2)
        for widget in (self.moments, self._remark, self._why):
            column.addWidget(widget)

    def show_row(self, row: RubricRow) -> None:
        """Show what there is on this competency."""
        if row == self._shown:
            return
        self._shown = row
        self.self_score.setText(_score_text(row.self_score))
        self.self_score.setAccessibleName(f"{row.title}: they said {_score_text(row.self_score)}")
        self.score.show_score(row.score)
        parts = _because(row)
        self.moments.show_parts(parts, quiet=not row.evidence)
        self.moments.setVisible(bool(parts))
        remark = _remark(row)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))
        if row.evidence or row.why_none:
            self._why.hide()

    def begin_citing(self) -> None:
        """Cite what is suggested; where nothing is, ask why."""
        if self._shown is None or not isinstance(self._shown.score, int):
            return
        if self._shown.suggested and not self._shown.evidence:
            self.cited.emit(tuple(it.seq for it in self._shown.suggested), "")
            return
        self._why.setText(self._shown.why_none)
        self._why.show()
        self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_why(self) -> None:
        self._why.hide()
        self.score.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._why.text().strip() and self._shown is not None:
            self.cited.emit(tuple(it.seq for it in self._shown.evidence), self._why.text().strip())


def _because(row: RubricRow) -> list[Part]:
    parts: list[Part] = []
    for found in row.evidence or row.suggested:
        parts += ["; "] if parts else []
        parts += [found.at_ms, f" {found.text}"]
    if row.why_none and not row.evidence:
        parts = [row.why_none]
    return parts


def _remark(row: RubricRow) -> str:
    if row.no_opportunity and not row.why_none:
        return "△ Scored, though nothing in the interview gave an opportunity to show it. C says why."
    if isinstance(row.score, int) and not row.evidence and not row.suggested and not row.why_none:
        return "△ No note speaks of it. C says why it is scored so."
    return ""


def _is_suggested(row: RubricRow) -> bool:
    """Whether a score still rests on what is only suggested."""
    return isinstance(row.score, int) and bool(row.suggested) and not row.evidence and not row.why_none


def _score_text(score: Score | None) -> str:
    return "–" if score is None else "n/a" if score == NOT_ASSESSED else str(score)
