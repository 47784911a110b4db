"""The interviewer's own call: four categories, why it differs where it does, and what would close the gap."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from interview_desk.domain.events import CallMade
from interview_desk.domain.rubric import Rubric
from interview_desk.insights.others import Seen
from interview_desk.insights.recommendation import Recommendation
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.pages.choices import ChoiceRow
from interview_desk.ui.reading_order import follow
from interview_desk.ui.wrapup.recommendation_card import category_title


class YourCall(Card):
    """Emits the whole call each time that a part of it was said; what still owes a reason is asked for beneath."""

    call_wanted = Signal(str, str, str)  # category, why, gap

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Your call", "Yours stands; say why where it differs.", parent)
        self._rubric: Rubric | None = None
        self._call: CallMade | None = None
        self._choices: ChoiceRow | None = None
        self._why = _line("Why", "Why (only where it differs)")
        self._gap = _line("What would close the gap", "What would close the gap")
        self._asks = text_label("", "warm")
        self.column.addSpacing(4)
        for widget in (self._why, self._gap, self._asks):
            self.column.addWidget(widget)
        for line in (self._why, self._gap):
            line.editingFinished.connect(self._reworded)

    def show_call(self, rubric: Rubric, recommendation: Recommendation | None, seen: Seen = "hidden") -> None:
        """Show the call that stands; while the recommendation is hidden, none can be made."""
        if self._choices is None or rubric is not self._rubric:
            self._build(rubric)
        assert self._choices is not None
        open_now = recommendation is not None
        call = recommendation.call if recommendation is not None else None
        for widget in (self._choices, self._why, self._gap):
            widget.setEnabled(open_now)
        closed = "In a moment." if seen == "waiting" else "Once every row is scored."
        self.set_about("Yours stands; say why where it differs." if open_now else closed)
        if call != self._call:
            before, self._call = self._call, call
            self._choices.show_choice(call.category if call else None)
            _reword(self._why, before.why if before else "", call.why if call else "")
            _reword(self._gap, before.gap if before else "", call.gap if call else "")
        asks = recommendation.asks if recommendation is not None else ()
        self._why.setVisible(open_now)
        self._gap.setVisible(call is not None and ("gap" in asks or bool(call.gap) or _is_close(rubric, call.category)))
        self._asks.setText(_asked(asks))
        self._asks.setVisible(bool(asks))

    def focus_here(self) -> None:
        """Put the focus on the categories."""
        if self._choices is not None:
            self._choices.focus_here()

    def _build(self, rubric: Rubric) -> None:
        if self._choices is not None:
            self._choices.deleteLater()
        self._rubric = rubric
        self._call = None
        choices = [(category.id, category_title(category)) for category in rubric.recommendations]
        self._choices = ChoiceRow(choices, "Your call")
        self._choices.chosen.connect(self._choose)
        self.column.insertWidget(self.column.indexOf(self._why) - 1, self._choices)
        self._choices.show()
        follow(self.column)
        QWidget.setTabOrder(self._choices, self._why)

    def _choose(self, category: str) -> None:
        self.call_wanted.emit(category, self._why.text(), self._gap.text())
        # Whoever has just chosen goes on to say what is asked for, without looking for the line.
        if self._gap.isVisibleTo(self) and not self._gap.text():
            self._gap.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._asks.isVisibleTo(self):
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reworded(self) -> None:
        call = self._call
        if call is None or (self._why.text().strip(), self._gap.text().strip()) == (call.why, call.gap):
            return
        self.call_wanted.emit(call.category, self._why.text(), self._gap.text())


def _reword(line: QLineEdit, before: str, now: str) -> None:
    """Show what was said now; what somebody is typing is not taken away from them."""
    if not line.hasFocus() or line.text().strip() == before:
        line.setText(now)


def _is_close(rubric: Rubric, category: str) -> bool:
    chosen = rubric.recommendation(category)
    return chosen is not None and chosen.is_close


def _asked(asks: tuple[str, ...]) -> str:
    words = {"why": "say why it differs from the recommendation", "gap": "say what would close the gap"}
    return f"△ Still to do: {' and '.join(words[ask] for ask in asks)}." if asks else ""


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line
