"""What a candidate may see of the script: the statement, the current prompt and the starter code, and nothing else.

The candidate window is shared over the call, so it is given this and never a state: what is not in here can't reach it.
"""

from __future__ import annotations

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.script import Layer, Question
from interview_desk.domain.state import State


@dataclass(frozen=True, slots=True)
class PublicScript:
    """The public text of where the interview is; `prompt` is what was read aloud last, empty between questions."""

    title: str = ""
    statement: str = ""
    prompt: str = ""
    starter: str = ""
    language: str = ""


def public_script(state: State) -> PublicScript:
    """Return what may be shown now; outside a question, and before the start, that is nothing."""
    if state.place is None or state.phase == "ended":
        return PublicScript()
    question = state.kit.question(state.place.question)
    layer = state.layer
    if question is None or layer is None:
        return PublicScript()
    return public_layer(question, layer)


def public_layer(question: Question, layer: Layer) -> PublicScript:
    """Return what may be shown while the interview is at that layer."""
    return PublicScript(question.title, question.statement, layer.say, question.starter, question.language)
