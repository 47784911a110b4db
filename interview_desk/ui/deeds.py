"""What each command wishes for while a session is open: the table's ids, tied to the rules."""

from __future__ import annotations

from collections.abc import Callable

from interview_desk.domain import rules
from interview_desk.domain.events import Event, MilestoneName
from interview_desk.domain.rules import Refused
from interview_desk.domain.script import Place
from interview_desk.domain.state import State

Wish = Callable[[State], "Event | Refused"]

MILESTONES: tuple[tuple[MilestoneName, str], ...] = (
    ("first-code", "first code"),
    ("first-test", "first test"),
    ("it-runs", "it runs"),
    ("states-complexity", "states complexity"),
)


def start_or_pause(state: State) -> Event | Refused:
    """The one key of the clock: start, stop for a while, go on."""
    return rules.start(state) if state.phase == "prepared" else rules.pause(state)


def to_their_questions(state: State) -> Event | Refused:
    """Go to the candidate's own questions, wherever one is."""
    return rules.go_to(state, Place("their-questions"))


# Commands that need nothing but the state; those that take words or one more key are in `conducting`.
PLAIN: dict[str, Wish] = {
    "interview.pause": start_or_pause,
    "interview.conclude-early": rules.conclude_early,
    "interview.count-gap": rules.count_gap,
    "layer.solved": lambda state: rules.leave(state, "solved"),
    "layer.partly": lambda state: rules.leave(state, "partly"),
    "layer.move-on": lambda state: rules.leave(state, "moved-on"),
    "layer.back": rules.previous_layer,
    "section.their-questions": to_their_questions,
    "hint.next": rules.give_hint,
    "prompt.as-written": lambda state: rules.ask_prompt(state, True),
    "prompt.reworded": lambda state: rules.ask_prompt(state, False),
    "direction.change": rules.change_direction,
    "quiet.toggle": rules.quiet,
}
