"""Three steps round the application: one sentence each in a line of its own, which is in nobody's way."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from interview_desk.commands import Scope, in_other_keys
from interview_desk.ui.live.keycap import command_button
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.cards import text_label
from interview_desk.ui.theme import set_role


@dataclass(frozen=True, slots=True)
class Step:
    """A step: where it is about, and what one does there."""

    title: str
    words: str


STEPS = (
    Step(
        "Home: choose a kit",
        "A kit is a plan with its script. Up and Down choose one under Conduct, typing searches, Enter prepares it; "
        "nothing begins by that. Ctrl+Home leads back here from anywhere but a running interview.",
    ),
    Step(
        "Prepare: who, and the plan",
        "Give a name and look at the time line. Tick Practice, and nothing of this is kept; then Ctrl+Return starts "
        "the clock.",
    ),
    Step(
        "Conduct: type",
        "What you type is a note, Enter saves it with the second of its first key. Ctrl+H gives the next hint, "
        "Ctrl+Return goes on, Ctrl+Z takes back anything. Ctrl+K finds all the rest, Ctrl+E wraps up.",
    ),
)
_STEP_OF: dict[Scope, int] = {"prepare": 1, "live": 2}


class TourBar(QFrame):
    """Shows a step, and the two keys that lead on and out."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "bar-bottom")
        self.setAccessibleName("Tour")
        self._number = QLabel()
        set_role(self._number, "label-accent")
        self._title = text_label("", "strong")
        self._words = text_label("", "small")
        self._next = command_button("help.tour", "next step")
        leave = command_button("help.leave-tour", "leave the tour")
        for button in (self._next, leave):
            button.clicked.connect(lambda _checked=False, id=button.command: self.command_wanted.emit(id))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._number)
        head.addWidget(self._title, 1)
        head.addWidget(self._next)
        head.addSpacing(8)
        head.addWidget(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._words)

    @property
    def text(self) -> str:
        """What stands there; empty where nothing does."""
        return "" if self.isHidden() else f"{self._number.text()} {self._title.text()}: {self._words.text()}"

    def show_step(self, at: int) -> None:
        """Show one of the steps."""
        step = STEPS[at]
        self._number.setText(f"TOUR {at + 1} OF {len(STEPS)}")
        self._title.setText(step.title)
        self._words.setText(in_other_keys(step.words))
        self._next.show_words("done" if at + 1 == len(STEPS) else "next step")
        self.show()


class Tour(QObject):
    """Goes on by its key, or with the person who goes on to what the next step is about; never takes the focus."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._at: int | None = None
        self.bar = TourBar()
        self.bar.hide()
        self.bar.command_wanted.connect(window.desk.trigger)
        window.add_bar(self.bar)
        window.turned.connect(self._follow)
        window.desk.bind({"help.leave-tour": self.leave})

    @property
    def step(self) -> int | None:
        """The number of the step that is shown, counted from 0; None where the tour isn't on."""
        return self._at

    def go_on(self) -> None:
        """Begin at the step that is about the page that is shown, go on to the next step, or end after the last."""
        if self._at is None:
            self._show(self._step_here() or 0)
        elif self._at + 1 < len(STEPS):
            self._show(self._at + 1)
        else:
            self.leave()

    def leave(self) -> None:
        """End the tour."""
        self._at = None
        self.bar.hide()

    def _follow(self) -> None:
        here = self._step_here()
        if self._at is None:
            return
        if here is None:  # the wrap-up explains itself
            self.leave()
        elif here > self._at:
            self._show(here)

    def _step_here(self) -> int | None:
        scopes = self._window.shown.scopes if self._window.shown is not None else ()
        if "wrap-up" in scopes:
            return None
        return max((_STEP_OF.get(scope, 0) for scope in scopes), default=0)

    def _show(self, at: int) -> None:
        self._at = at
        self.bar.show_step(at)
