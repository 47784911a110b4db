"""Times of a session at a moment: elapsed, spent on a layer, against par, and the pace in one sentence.

All times are session times in milliseconds, which stand while the interview is paused.
"""

from __future__ import annotations

from collections.abc import Iterable

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.script import Place, SectionKind
from interview_desk.domain.state import Milestone, Moment, Note, State

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Stand:
    """How one place of the layer track stands: time and hints, spent and planned."""

    place: Place
    title: str
    spent_ms: int
    par_ms: int
    hints: int
    par_hints: int
    rungs: int

    @property
    def over(self) -> bool:
        """Whether the time is over par."""
        return self.spent_ms > self.par_ms


def elapsed_ms(state: State, now_ms: int) -> int:
    """Return the session time since the clock was started; 0 before."""
    if state.started_at is None:
        return 0
    return (state.offset_ms if state.phase in ("ended", "paused") else max(now_ms, state.offset_ms)) - state.started_ms


def active_ms(state: State, place: Place, now_ms: int) -> int:
    """Return the time spent at a place so far, off-script branches left out."""
    spent = sum(span.ms for span in state.spans if span.place == place and not span.branch)
    if state.place == place and state.phase == "running" and state.branch is None:
        spent += max(0, now_ms - state.since_ms)
    return spent


def branch_ms(state: State, now_ms: int) -> int:
    """Return the time spent off the script so far."""
    spent = sum(span.ms for span in state.spans if span.branch)
    if state.branch is not None and state.phase == "running":
        spent += max(0, now_ms - state.since_ms)
    return spent


def end_ms(state: State, place: Place) -> int | None:
    """Return the session time at which a layer was left for the last time, or None where it never began or runs."""
    if state.place == place and state.phase != "ended":
        return None
    return max((span.to_ms for span in state.spans if span.place == place), default=None)


def par_ms(state: State, place: Place) -> int:
    """Return the planned time of a place: the layer's par, or the section's minutes."""
    layer = state.kit.layer(place)
    minutes = layer.par.minutes if layer is not None else state.kit.minutes_for(place.section)
    return round(minutes * MINUTE)


def title_of(state: State, place: Place) -> str:
    """Return what a place is called on screen and paper."""
    layer = state.kit.layer(place)
    return layer.title if layer is not None else SECTION_TITLES[place.section]


SECTION_TITLES: dict[SectionKind, str] = {
    "introduction": "Intro",
    "question": "Question",
    "their-questions": "Their questions",
    "self-assessment": "Self-assessment",
    "feedback": "Feedback",
}


def stands(state: State, now_ms: int) -> list[Stand]:
    """Return how every place of the layer track stands, in order."""
    return [stand(state, place, now_ms) for place in state.track()]


def stand(state: State, place: Place, now_ms: int) -> Stand:
    """Return how one place stands."""
    layer = state.kit.layer(place)
    return Stand(
        place,
        title_of(state, place),
        active_ms(state, place, now_ms),
        par_ms(state, place),
        len(state.hints_in(place)),
        layer.par.hints if layer is not None else 0,
        len(layer.hints) if layer is not None else 0,
    )


def pace(state: State, now_ms: int) -> str:
    """Return the pace in one plain sentence.

    What is planned after the current place, at par, is set against what is left until the plan's end; the time for the
    candidate's own questions and for feedback is kept back, never offered as slack.
    """
    match state.phase:
        case "prepared":
            return "ready to start"
        case "ended":
            return "ended"
        case "paused":
            return "paused, the clock stands"
    if state.place is None:
        return ""
    left = round(state.kit.minutes * MINUTE) - elapsed_ms(state, now_ms)
    if left < 0:
        return f"{_minutes(-left)} over the plan"
    places = state.track()
    here = places.index(state.place)
    after = places[here + 1 :]
    rest_here = max(0, par_ms(state, state.place) - active_ms(state, state.place, now_ms))
    in_hand = left - rest_here - sum(par_ms(state, place) for place in after)
    if state.place.section != "question":
        return _in_hand(f"on pace for {_name(state, after)}" if after else "on pace", in_hand)
    layers = [place for place in after if place.section == "question"]
    kept = sum(par_ms(state, place) for place in after if place.section != "question")
    if not layers:
        return _in_hand("on pace for the close", in_hand)
    # The plan may hold more layers than its minutes: say what fits, one layer at a time.
    room = left - kept - rest_here
    fitting: list[Place] = []
    for place in layers:
        if room < par_ms(state, place):
            break
        room -= par_ms(state, place)
        fitting.append(place)
    if len(fitting) == len(layers):
        return _in_hand(f"on pace for {_name(state, layers)}", room)
    if fitting:
        missing = _number(state, layers[len(fitting)])
        return f"on pace for {_name(state, fitting)} · layer {missing} will not fit"
    first = _number(state, layers[0])
    return f"layer {first} will not fit: skip it or shorten {_number(state, state.place)}"


def suggests_pivot(state: State, now_ms: int) -> bool:
    """Tell whether to suggest a change of direction: long on one layer, half as long again as par, and no progress.

    Progress is a milestone, a green signal heard or a strength noted in the last third of par. Once waved away, never
    again.
    """
    layer = state.layer
    if layer is None or state.place is None or state.phase != "running" or "pivot" in state.dismissed:
        return False
    question = state.kit.question(state.place.question)
    if question is None or not any(state.kit.question(pivot) for pivot in question.pivots):
        return False
    par = par_ms(state, state.place)
    if active_ms(state, state.place, now_ms) < par * 1.5 or len(state.hints_in(state.place)) < len(layer.hints):
        return False
    since = now_ms - par / 3
    if state.heard_ms is not None and state.heard_ms > since:
        return False
    return not any(moment.at_ms > since and _is_progress(moment) for moment in reversed(state.moments))


def kept_back_ms(state: State) -> int:
    """Return the time kept back for the candidate's own questions."""
    return round(state.kit.minutes_for("their-questions") * MINUTE)


def clock_text(ms: int) -> str:
    """Return a time as minutes and seconds, `62:05`; the minutes run on past the hour."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


def short_clock_text(ms: int) -> str:
    """Return a time without a leading zero, `8:51`, for labels."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60}:{seconds % 60:02d}"


def _is_progress(moment: Moment) -> bool:
    return isinstance(moment, Milestone) or (isinstance(moment, Note) and moment.kind == "strength")


def _in_hand(start: str, ms: int) -> str:
    if ms >= MINUTE // 2:
        return f"{start} · {_minutes(ms)} in hand"
    if ms <= -MINUTE // 2:
        return f"{_minutes(-ms)} behind the plan"
    return start


def _minutes(ms: int) -> str:
    return f"{max(1, round(ms / MINUTE))} min"


def _number(state: State, place: Place) -> int:
    question = state.kit.question(place.question)
    layers = [layer.id for layer in question.layers] if question else []
    return layers.index(place.layer) + 1 if place.layer in layers else 0


def _name(state: State, places: Iterable[Place]) -> str:
    first = next(iter(places))
    if first.section == "question":
        return f"layer {_number(state, first)}"
    return {"their-questions": "their questions", "self-assessment": "the self-assessment"}.get(
        first.section, f"the {first.section}"
    )
