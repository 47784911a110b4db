"""A small kit and rubric made in Python, for tests that need a script and not a file."""

from __future__ import annotations

from interview_desk.domain.rubric import Bars, Category, Competency, Rubric, Scale
from interview_desk.domain.script import (
    AuthorBenchmarks,
    Complexity,
    Expected,
    Hint,
    Kit,
    Layer,
    Par,
    Question,
    Section,
    Signal,
)


def small_rubric() -> Rubric:
    """Two rows, the first twice as heavy and with a floor of 2."""

    def row(id: str, title: str, weight: float, floor: int | None = None) -> Competency:
        anchors = {score: f"{title} at {score}" for score in range(1, 5)}
        return Competency(id, title, weight, anchors, f"How was your {title.lower()}?", floor)

    return Rubric(
        "small",
        "Small",
        Scale(1, 4),
        (row("problem-solving", "Problem solving", 2, 2), row("communication", "Communication", 1)),
        Bars(2.0, 2.5, 3.0, 3.3),
        (
            Category("strong-advance", "Strong advance", 0.5),
            Category("advance", "Advance", 0.0),
            Category("close", "Close — could come up to speed", -0.4),
            Category("not-now", "Not now"),
        ),
    )


def layer(id: str, minutes: float = 10, hints: int = 1) -> Layer:
    """A layer with three hints, a green and a red signal."""
    return Layer(
        id,
        id.capitalize(),
        f"Say {id}",
        Par(minutes, hints),
        Expected(f"Approach {id}", Complexity("O(1)", "O(n)"), (f"Pitfall {id}",), "x = 1\n", "assert x == 1\n"),
        (
            Signal(f"{id}-asks", f"Asks about {id}", "problem-solving"),
            Signal(f"{id}-guesses", f"Guesses {id}", "communication", "red"),
        ),
        (
            Hint(f"{id}-nudge", "nudge", f"Nudge {id}", f"where {id} begins"),
            Hint(f"{id}-pointer", "pointer", f"Pointer {id}", f"how {id} goes on"),
            Hint(f"{id}-reveal", "reveal", f"Reveal {id}", f"how {id} ends"),
        ),
        (f"Why {id}?",),
        AuthorBenchmarks(Par(minutes * 0.7, 0), Par(minutes, 1)),
    )


def question(id: str, *layers: Layer, pivots: tuple[str, ...] = ()) -> Question:
    """A coding question of the layers given."""
    return Question(
        id,
        id.capitalize(),
        "coding",
        ("senior",),
        ("problem-solving", "communication"),
        f"Statement of {id}",
        layers,
        job_task=f"Task of {id}",
        language="python",
        starter="def start(): ...\n",
        pivots=pivots,
    )


def small_kit() -> Kit:
    """An introduction, one question of two layers with a pivot to turn to, and the close: thirty minutes."""
    return Kit(
        "small-kit",
        "Small interview",
        "Engineer",
        "senior",
        30,
        (
            Section("introduction", 2, "Hello"),
            Section("question", 20, question=question("main", layer("first"), layer("second"), pivots=("other",))),
            Section("their-questions", 5, "Your questions"),
            Section("feedback", 3, "Thank you"),
        ),
        small_rubric(),
        pivots=(question("other", layer("third")),),
    )
