"""One page of the script: everything about one layer, or about one of the other sections."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from interview_desk.commands import BY_ID, keys_text
from interview_desk.domain import rules, timing
from interview_desk.domain.script import Layer, Place
from interview_desk.domain.state import GivenHint, State
from interview_desk.domain.timing import clock_text
from interview_desk.ui import fonts
from interview_desk.ui.live.code_view import CodeView
from interview_desk.ui.live.column import upright
from interview_desk.ui.live.prose import Prose, plain_label
from interview_desk.ui.live.script_cards import HintRung, SayCard, SignalRow

_SAYS = {
    "introduction": "Welcome them, say who you are and how the hour will go.",
    "their-questions": "This part is yours: what would you like to know?",
    "self-assessment": "How do you think it went? I will read a few short questions.",
    "feedback": "Thank you. Here is what I saw, as concretely as I can.",
}

_TURNING = "Let's leave that one here: I have seen how you work on it. I'd like to see you on something else."


class ScriptPage(QWidget):
    """The page of one place. It is made once for the place; marks and hints are then shown on it.

    Without `keys` it is to be looked at only, as in a replay: no key is shown that would do nothing.
    """

    hint_clicked = Signal(str)
    signal_clicked = Signal(str)

    def __init__(self, state: State, parent: QWidget | None = None, keys: bool = True) -> None:
        super().__init__(parent)
        self._place = state.place
        self._keys = keys
        self.say = SayCard()
        self.signals_: list[SignalRow] = []
        self.rungs: list[HintRung] = []
        self._own: list[GivenHint] = []
        self._own_rungs: list[HintRung] = []
        self._solution: QPushButton | None = None
        self._hints = QVBoxLayout()
        self._column = upright(self, 8)
        self._column.addWidget(self.say)
        layer = state.layer
        if layer is not None and state.place is not None:
            self._fill(layer, state, state.place)
        else:
            self._fill_section(state)

    def show_marks(self, state: State, picking: bool) -> None:
        """Show what was marked and given so far; `picking` numbers the hints that can still be given."""
        place = self._place
        if place is None or not (self.rungs or self.signals_):
            return
        asked = state.asked.get(place)
        self.say.asked.setText("" if asked is None else "✓ asked as written" if asked else "✓ asked in other words")
        for row in self.signals_:
            row.show_mark(state.mark(place, row.signal_id))
        following = rules.next_hint(state) if state.place == place else None
        given = {hint.hint: hint for hint in state.hints_in(place) if hint.hint}
        for number, rung in enumerate(self.rungs, 1):
            hint = given.get(rung.hint_id)
            is_next = self._keys and following is not None and following.id == rung.hint_id
            cap = keys_text(BY_ID["hint.next"]) if is_next else ""
            shown = _at(state, hint.at_ms) if hint is not None else ""
            rung.show_given(shown, str(number) if picking and not shown else cap)
        self._show_own(state, place)

    def show_numbers(self, shown: bool) -> None:
        """Show the number key of each signal."""
        for row in self.signals_:
            row.show_number(shown)

    def toggle_solution(self) -> bool:
        """Unfold the reference solution or fold it again; tells whether there is one."""
        if self._solution is not None:
            self._solution.toggle()
        return self._solution is not None

    @property
    def solution(self) -> QWidget | None:
        """Where the reference solution begins, while it is unfolded."""
        return self._solution if self._solution is not None and self._solution.isChecked() else None

    def _show_own(self, state: State, place: Place) -> None:
        own = [hint for hint in state.hints_in(place) if not hint.hint]
        if own == self._own:
            return
        self._own = own
        for rung in self._own_rungs:
            rung.hide()
            rung.deleteLater()
        self._own_rungs = []
        for hint in own:
            rung = HintRung("own", hint.text or "A hint of your own")
            rung.show_given(_at(state, hint.at_ms), "")
            self._hints.addWidget(rung)
            self._own_rungs.append(rung)

    def _fill(self, layer: Layer, state: State, place: Place) -> None:
        question = state.kit.question(place.question)
        pivoted = any(pivot.layers[0] is layer for pivot in state.kit.pivots)
        self.say.show_say(layer.say, _TURNING if pivoted else "")
        if layer.signals:
            self._heading("Listen for", keys_text(BY_ID["signals.mark"]) if self._keys else "")
            rows = QVBoxLayout()
            rows.setSpacing(0)
            for number, signal in enumerate(layer.signals, 1):
                row = SignalRow(signal, number)
                row.clicked.connect(lambda _checked=False, id=signal.id: self.signal_clicked.emit(id))
                rows.addWidget(row)
                self.signals_.append(row)
            self._column.addLayout(rows)
        gives = f"{keys_text(BY_ID['hint.next'])} gives the next · " if self._keys else ""
        self._heading("Hints", f"{gives}par {layer.par.hints}")
        self._hints.setSpacing(6)
        for hint in layer.hints:
            rung = HintRung.of(hint)
            rung.clicked.connect(lambda _checked=False, id=hint.id: self.hint_clicked.emit(id))
            self._hints.addWidget(rung)
            self.rungs.append(rung)
        self._column.addLayout(self._hints)
        if layer.probes:
            self._heading("Ask further", "")
            self._list(layer.probes, "text")
        self._fill_expected(layer, question.language if question is not None else "")

    def _fill_expected(self, layer: Layer, language: str) -> None:
        expected = layer.expected
        cost = expected.complexity
        self._heading("Expected", f"{cost.time} time, {cost.space} memory" if cost is not None else "")
        approach = Prose(fonts.TEXT, "muted")
        approach.show_text(expected.approach)
        self._column.addWidget(approach)
        if expected.pitfalls:
            self._heading("Classic slips", "")
            self._list(expected.pitfalls, "muted")
        if expected.solution:
            self._fill_solution(expected.solution, language)

    def _fill_solution(self, solution: str, language: str) -> None:
        keys = keys_text(BY_ID["script.solution"])
        words = f"Reference solution · {keys}" if keys else "Reference solution"
        toggle = self._solution = QPushButton(f"▸ {words}")
        toggle.setProperty("role", "link")
        toggle.setCheckable(True)
        toggle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        toggle.setAccessibleName("Reference solution")
        self._column.addSpacing(8)
        self._column.addWidget(toggle)
        code: list[CodeView] = []

        def unfold(open_: bool) -> None:
            toggle.setText(f"{'▾' if open_ else '▸'} {words}")
            if open_ and not code:
                code.append(CodeView(solution, language))
                self._column.addWidget(code[0])
            for view in code:
                view.setVisible(open_)

        toggle.toggled.connect(unfold)

    def _fill_section(self, state: State) -> None:
        place = state.place or next(iter(state.kit.places()))
        section = next((it for it in state.kit.sections if it.kind == place.section), None)
        self.say.show_say((section.say if section is not None else "") or _SAYS.get(place.section, state.kit.title))
        if place.section == "their-questions":
            self._heading("Kept back for them", timing.short_clock_text(timing.kept_back_ms(state)))
            if self._keys:
                keys = keys_text(BY_ID["question.theirs"])
                self._column.addWidget(plain_label("muted", f"{keys} takes down a question of theirs.", wraps=True))
        if place.section == "self-assessment":
            self._heading("Ask", "a number from 1 to 4 for each")
            self._list(tuple(row.self_assessment for row in state.rubric.competencies), "text")

    def _heading(self, text: str, beside: str) -> None:
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(plain_label("heading", text))
        if beside:
            label = plain_label("small", f"· {beside}", wraps=True)
            line.addWidget(label, 1)
        else:
            line.addStretch(1)
        self._column.addSpacing(6)
        self._column.addLayout(line)

    def _list(self, items: tuple[str, ...], role: str) -> None:
        prose = Prose(fonts.TEXT, role)
        prose.show_text("\n".join(f"- {item.strip()}" for item in items))
        self._column.addWidget(prose)


def _at(state: State, at_ms: int) -> str:
    return clock_text(at_ms - state.started_ms)
