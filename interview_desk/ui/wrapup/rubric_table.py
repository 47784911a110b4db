"""The rubric with its evidence: what they said, what you saw, which level that is, because of what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from interview_desk.domain.rubric import NOT_ASSESSED, Competency, Rubric, Score
from interview_desk.domain.state import State
from interview_desk.insights.evidence import Evidence, citable
from interview_desk.insights.recommendation import LevelEvidence
from interview_desk.insights.rubric_rows import RubricRow
from interview_desk.ui.pages.cards import LinkButton, text_label
from interview_desk.ui.theme import colour, set_role, tokens
from interview_desk.ui.wrapup.evidence_picker import EvidencePicker
from interview_desk.ui.wrapup.moments import MomentsLabel, Part
from interview_desk.ui.wrapup.score_button import ScoreButton
from interview_desk.ui.wrapup.tables import Table, figure


class RubricTable(QWidget):
    """Up and Down choose a row; 1 to 4 score it, 0 is "not assessed", C opens the moments that it may rest on."""

    score_wanted = Signal(str, object)  # competency, Score
    cite_wanted = Signal(str, object, str)  # competency, tuple of entries, why none
    moment_wanted = Signal(int)
    opened = Signal(QWidget)  # the list of moments, which wants to be seen whole

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: State | None = None
        self._rows: dict[str, _Row] = {}
        self._chosen = ""
        self._suggested: list[RubricRow] = []
        self._table = Table(("Competency", "self", "score", "level", "because"), (130, 40, 52, 64, 0))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table)
        self._cite_all = LinkButton()
        self._cite_all.clicked.connect(self.cite_all)
        column.addSpacing(6)
        column.addWidget(self._cite_all)

    def show_rows(self, state: State, rows: Sequence[RubricRow], levels: Sequence[LevelEvidence] = ()) -> None:
        """Show the rubric's rows, and which level each speaks for once that may be seen; only what changed is drawn."""
        if self._state is None or state.rubric is not self._state.rubric:
            self._build(state.rubric)
        self._state = state
        reached = {it.competency: it for it in levels}
        for row in rows:
            self._rows[row.competency].show_row(row, reached.get(row.competency))
        self._suggested = [row for row in rows if _is_suggested(row)]
        count = len(self._suggested)
        scores = "1 score rests" if count == 1 else f"{count} scores rest"
        self._cite_all.setText(f"{scores} on what their tags suggest. C chooses for the row, Shift+C cites all of it.")
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
        self._table.clear_rows()
        self._rows = {}
        for competency in rubric.competencies:
            row = _Row(competency, rubric, self)
            self._rows[competency.id] = row
            self._table.add_row((row.title, row.self_score, row.score, row.level, row.because))
            row.score.score_wanted.connect(lambda score, id=competency.id: self.score_wanted.emit(id, score))
            row.score.focus_changed.connect(lambda id=competency.id: self._focus(id))
            row.score.step_wanted.connect(self.choose)
            row.score.cite_wanted.connect(lambda row=row: self._begin_citing(row))
            row.score.cite_all_wanted.connect(self.cite_all)
            row.cited.connect(lambda entries, why, id=competency.id: self.cite_wanted.emit(id, entries, why))
            row.moment_wanted.connect(self.moment_wanted)

    def _begin_citing(self, row: _Row) -> None:
        for other in self._rows.values():
            if other is not row:
                other.close_picker()
        if self._state is not None and (picker := row.begin_citing(citable(self._state))) is not None:
            self.opened.emit(picker)

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
    moment_wanted = Signal(int)

    def __init__(self, competency: Competency, rubric: Rubric, parent: QObject) -> None:
        super().__init__(parent)
        self._shown: RubricRow | None = None
        self._picker: EvidencePicker | None = None
        self.title = text_label(competency.title, "body")
        self.self_score = figure()
        self.level = text_label("", "small")
        self.level.setWordWrap(False)
        self.score = ScoreButton(competency, rubric.scale)
        self.moments = MomentsLabel()
        self.moments.moment_wanted.connect(self.moment_wanted)
        self._remark = text_label("", "warm")
        self.because = QWidget()
        column = QVBoxLayout(self.because)
        column.setContentsMargins(0, 7, 0, 7)
        column.setSpacing(2)
        for widget in (self.moments, self._remark):
            column.addWidget(widget)

    def show_row(self, row: RubricRow, level: LevelEvidence | None) -> None:
        """Show what there is on this competency."""
        self._show_level(level)
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

    def begin_citing(self, moments: Sequence[Evidence]) -> EvidencePicker | None:
        """Let what the score rests on be ticked among these moments; what is cited, or suggested, is ticked already.

        Returns the list that is open then, None where the row has no score.
        """
        row = self._shown
        if row is None or not isinstance(row.score, int):
            return None
        if self._picker is None:
            self._picker = EvidencePicker(row.title, self.because)
            self._picker.cited.connect(self._cite)
            self._picker.left.connect(self._leave)
            self._picker.moment_wanted.connect(self.moment_wanted)
            column = self.because.layout()
            assert column is not None
            column.addWidget(self._picker)
        ticked = row.evidence if row.evidence or row.why_none else row.suggested
        self._picker.open(moments, {it.seq for it in ticked}, row.why_none)
        return self._picker

    def close_picker(self) -> None:
        """Put the list of moments away."""
        if self._picker is not None:
            self._picker.hide()

    def _cite(self, entries: tuple[int, ...], why: str) -> None:
        self._leave()
        self.cited.emit(entries, why)

    def _leave(self) -> None:
        self.score.setFocus(Qt.FocusReason.OtherFocusReason)
        self.close_picker()

    def _show_level(self, level: LevelEvidence | None) -> None:
        """Which level the score speaks for, against the one applied for: by a sign as well as by a colour."""
        words, role, said = "", "small", ""
        if level is not None and level.meets is not None:
            reached = level.reaches or "none"
            words, role = (f"✓ {reached}", "good") if level.meets else (f"▽ {reached}", "warm")
            said = f"{level.title}: {'reaches' if level.meets else 'below'} the level applied for; speaks for {reached}"
        self.level.setText(words)
        set_role(self.level, role)
        self.level.setAccessibleName(said)
        self.level.setToolTip(said)


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
        return "△ Scored, though nothing in the interview gave an opportunity to show it. C cites a moment or says why."
    if isinstance(row.score, int) and not row.evidence and not row.suggested and not row.why_none:
        return "△ No note speaks of it. C cites a moment, or says why there is none."
    return ""


def _is_suggested(row: RubricRow) -> bool:
    """Whether a score still rests on what is only suggested."""
    return isinstance(row.score, int) and bool(row.suggested) and not row.evidence and not row.why_none


def _score_text(score: Score | None) -> str:
    return "–" if score is None else "n/a" if score == NOT_ASSESSED else str(score)
