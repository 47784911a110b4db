"""A question as the interviewer would see it, every layer one below the other, and as the candidate would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from interview_desk.domain.public import PublicScript
from interview_desk.domain.script import Layer, Question, Signal
from interview_desk.ui import fonts
from interview_desk.ui.live.script_cards import HintRung
from interview_desk.ui.pages.cards import Card, text_label
from interview_desk.ui.pages.library_code import LongCode
from interview_desk.ui.pages.library_parts import Sheet, hints_text
from interview_desk.ui.theme import set_role


class QuestionSheet(Sheet):
    """Everything that a question holds: say, listen for, hints, expected, solution and tests."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        par = sum(layer.par.minutes for layer in question.layers)
        hints = sum(layer.par.hints for layer in question.layers)
        number = len(question.layers)
        layers = "1 layer" if number == 1 else f"{number} layers"
        self.words(f"{layers} · par {par:g} min, {hints_text(hints)} · shows {', '.join(question.competencies)}")
        if question.job_task:
            self.heading("Like this task on the job")
            self.prose(question.job_task, "muted")
        self.heading("Statement", "the candidate sees it")
        self.prose(question.statement)
        parts: list[Callable[[], object]] = [partial(self._starter, question)]
        for at, layer in enumerate(question.layers, 1):
            parts.append(partial(self._layer, question, layer, at))
            parts.append(partial(self._expected, question, layer, at))
        self.go_on([*parts, partial(self._close, question)])

    def _starter(self, question: Question) -> None:
        if question.starter:
            self.heading("Starter code", "the candidate sees it")
            self.widget(LongCode(question.starter, question.language, "Starter code"))

    def _close(self, question: Question) -> None:
        if question.pivots:
            self.part("Where to go when this leads nowhere")
            self.words(", ".join(question.pivots), "body")
        self.end()

    def _layer(self, question: Question, layer: Layer, at: int) -> None:
        title = f"Layer {at} of {len(question.layers)} · {layer.title}"
        self.part(title, f"par {layer.par.minutes:g} min, {hints_text(layer.par.hints)}")
        self.say(layer.say)
        if layer.signals:
            self.heading("Listen for")
            self.widget(_signals(layer.signals))
        if layer.hints:
            self.heading("Hints", "in this order")
            for hint in layer.hints:
                rung = HintRung.of(hint)
                rung.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                rung.setAccessibleName(f"Hint, {hint.level}: {hint.say}")
                self.widget(rung)
        if layer.probes:
            self.heading("Ask further")
            self.items(layer.probes)

    def _expected(self, question: Question, layer: Layer, at: int) -> None:
        expected = layer.expected
        cost = expected.complexity
        self.heading("Expected", f"{cost.time} time, {cost.space} memory" if cost is not None else "")
        self.prose(expected.approach, "muted")
        if expected.pitfalls:
            self.heading("Classic slips")
            self.items(expected.pitfalls, "muted")
        if expected.solution:
            self.heading("Reference solution")
            self.widget(LongCode(expected.solution, question.language, f"Solution of layer {at}"))
        if expected.tests:
            self.heading("Tests", "check --run runs them with the solution")
            self.widget(LongCode(expected.tests, question.language, f"Tests of layer {at}"))
        if layer.benchmarks is not None:
            strongest, typical = layer.benchmarks.strongest, layer.benchmarks.typical
            self.heading("The author's own figures")
            self.words(
                f"the strongest quarter {strongest.minutes:g} min, {hints_text(strongest.hints)}; "
                f"most {typical.minutes:g} min, {hints_text(typical.hints)}"
            )


class CandidateSheet(Sheet):
    """What the candidate window would show, layer after layer; it is given nothing else, so nothing else gets here."""

    def __init__(self, scripts: Sequence[PublicScript], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card("As the candidate sees it", "The candidate window shows this, and nothing else.")
        first = scripts[0] if scripts else PublicScript()
        sheet = Sheet()
        sheet.prose(f"**{first.title}**", size=_LARGEST)
        sheet.prose(first.statement, "muted", _LARGE)
        for at, script in enumerate(scripts, 1):
            sheet.heading(f"With layer {at}")
            sheet.prose(script.prompt, size=_LARGE + 1)
        if first.starter:
            sheet.heading("Below, all the time")
            sheet.widget(LongCode(first.starter, first.language, "Starter code", fonts.TEXT))
        card.column.addWidget(sheet)
        self.widget(card)


_LARGE, _LARGEST = 17, 22


def _signals(signals: Sequence[Signal]) -> QWidget:
    """Return the signals as rows: what it counts, what one sees or hears, and the row of the rubric."""
    rows = QWidget()
    grid = QGridLayout(rows)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for at, signal in enumerate(signals):
        red = signal.flag == "red"
        sign = QLabel("−" if red else "+")
        sign.setAccessibleName("counts against" if red else "counts for")
        set_role(sign, "concern" if red else "good")
        words = text_label(signal.text, "body")
        words.setAccessibleName(f"{'Red flag: ' if red else ''}{signal.text}, {signal.competency}")
        row = QLabel(("red flag · " if red else "") + signal.competency)
        set_role(row, "concern" if red else "small")
        grid.addWidget(sign, at, 0, top)
        grid.addWidget(words, at, 1, top)
        grid.addWidget(row, at, 2, top | Qt.AlignmentFlag.AlignRight)
    return rows
