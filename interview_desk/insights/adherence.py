"""How the script was kept: what was asked, in which order, when hints were given, what scores rest on.

Everything is read from the log alone, up to its last entry, so that a replay can say it of any second. It describes and
does not judge: a reordered layer may have been the right thing to do, and each line opens the moment that it is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from interview_desk.domain import timing
from interview_desk.domain.events import PromptAsked, Scored
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Place
from interview_desk.domain.state import Branch, GivenHint, Reached, State, fold
from interview_desk.domain.timing import short_clock_text
from interview_desk.insights.phrasebook import Phrasebook, phrasebook

LineId = Literal[
    "prompts", "order", "off-script", "ladder", "par", "their-questions", "evidence",
    "hints-seen", "notes-in-time", "layers-followed", "same-scores",
]  # fmt: skip
"""Which line it is; the last four set a shadow's track beside the lead's (`insights.tracks`)."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One thing that a line counts: where it was, in words, and whether it kept to the script."""

    at_ms: int
    words: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its title, the figure beside it, a sentence, and what it is made of, in order of time."""

    id: LineId
    title: str
    figure: str
    about: str
    instances: tuple[Instance, ...] = ()

    def opens_ms(self, now_ms: int) -> int | None:
        """Return the moment that the line opens from a session time: the one before it, the last where there is none.

        Those that did not keep to the script come first. Going back and not on, because at the moment that was opened
        what came after it is not known.
        """
        times = [it.at_ms for it in self.instances if not it.kept] or [it.at_ms for it in self.instances]
        return max((ms for ms in times if ms < now_ms), default=max(times, default=None))


def adherence(entries: Sequence[Entry], state: State | None = None, book: Phrasebook | None = None) -> tuple[Line, ...]:
    """Return every line for a log; `state` is its fold, where whoever asks has that already.

    Of the entries then only those of `SAID` are needed: who asks for thousands of seconds looks them out once. It is
    said as `book` does, in English by default.
    """
    book = book or phrasebook("en")
    state = state if state is not None else fold(entries)
    gone = state.withdrawn
    said = [it for it in entries if type(it.event) in SAID and it.seq not in gone]
    turns = [it for it in state.moments if type(it) is Reached]
    reached = _first_reached(state, turns)
    return (
        _prompts(said, state, reached, book),
        _order(state, reached, book),
        _off_script(state, book),
        _ladder(state, book),
        _after_par(state, book),
        _their_questions(state, turns, book),
        _evidence(said, state, book),
    )


SAID = (PromptAsked, Scored)
"""The events that the lines take from the log itself; all else is in the state."""


def _first_reached(state: State, turns: Sequence[Reached]) -> dict[Place, int]:
    """When each layer was reached for the first time, in that order; one that was left at once was not reached."""
    stayed = {span.place for span in state.spans} | {state.place}
    reached: dict[Place, int] = {}
    for turn in turns:
        if turn.place.section == "question" and turn.place in stayed:
            reached.setdefault(turn.place, turn.at_ms)
    return reached


def _prompts(said_at: Sequence[Entry], state: State, reached: dict[Place, int], book: Phrasebook) -> Line:
    said: dict[Place, int] = {}
    for entry in said_at:
        if isinstance(entry.event, PromptAsked):
            said[Place("question", entry.event.question, entry.event.layer)] = entry.offset_ms
    instances = []
    for place, at_ms in reached.items():
        manner = {True: "script.asked", False: "script.asked-otherwise", None: "script.asked-unmarked"}
        as_written = state.asked.get(place)
        words = book.say("script.said", layer=_name(state, place, book), words=book.say(manner[as_written]))
        instances.append(Instance(said.get(place, at_ms), words, as_written is True))
    counts = [
        ("script.otherwise", sum(state.asked.get(place) is False for place in reached)),
        ("script.unmarked", sum(place not in state.asked for place in reached)),
    ]
    about = ", ".join(book.count(key, n) for key, n in counts if n) or book.say("script.as-it-stands")
    return _counted("prompts", instances, about, book)


def _order(state: State, reached: dict[Place, int], book: Phrasebook) -> Line:
    """A layer is out of order where one that the plan has before it came later, or not at all, though time went on."""
    plan = [place for place in state.track() if place.section == "question"]
    places = list(reached)
    instances, skipped, moved = [], 0, 0
    for number, place in enumerate(places):
        before = plan[: plan.index(place)]
        missing = [it for it in before if it.question == place.question and it not in reached]
        late = [it for it in before if it in places[number + 1 :]]
        new = [it for it in missing if not any(it in plan[: plan.index(sooner)] for sooner in places[:number])]
        words = [book.say("script.was-skipped", layer=_name(state, it, book)) for it in new]
        words += [book.say("script.came-later", layer=_name(state, it, book)) for it in late]
        skipped += len(new)
        moved += bool(late)
        how = ", ".join(words) or book.say("script.in-turn")
        told = book.say("script.said", layer=_name(state, place, book), words=how)
        instances.append(Instance(reached[place], told, not words))
    about = [book.count("script.skipped", skipped)] if skipped else []
    about += [book.count("script.moved", moved)] if moved else []
    return _counted("order", instances, ", ".join(about) or book.say("script.as-planned"), book)


def _off_script(state: State, book: Phrasebook) -> Line:
    branches = [it for it in state.moments if type(it) is Branch]
    spent = timing.branch_ms(state, state.offset_ms)
    elapsed = timing.elapsed_ms(state, state.offset_ms)
    share = spent / elapsed if elapsed else 0.0
    instances = tuple(Instance(it.at_ms, it.topic or book.say("script.off"), False) for it in branches)
    times = {"spent": short_clock_text(spent), "elapsed": short_clock_text(elapsed)}
    about = book.say("script.branches", **times) if branches else book.say("script.never")
    return Line("off-script", book.say("script.off-script"), book.share(share), about, instances)


def _ladder(state: State, book: Phrasebook) -> Line:
    """A hint is in order where every rung below it had been given; the interviewer's own are counted apart."""
    instances: list[Instance] = []
    own = 0
    given: dict[Place, set[str]] = {}
    for hint in state.hints:
        if not hint.hint:
            own += 1
            continue
        before = given.setdefault(hint.place, set())
        layer = state.kit.layer(hint.place)
        rungs = [rung.id for rung in layer.hints] if layer is not None else []
        below = rungs[: rungs.index(hint.hint)] if hint.hint in rungs else []
        kept = all(rung in before for rung in below)
        told = _hint(state, hint, book)
        instances.append(Instance(hint.at_ms, told if kept else book.say("script.before-turn", hint=told), kept))
        before.add(hint.hint)
    return _counted("ladder", instances, book.count("script.own", own) if own else book.say("script.no-own"), book)


def _after_par(state: State, book: Phrasebook) -> Line:
    """Of the layers with a hint, those whose first came once par had gone by."""
    instances: list[Instance] = []
    seen: set[Place] = set()
    for hint in state.hints:
        if hint.place in seen:
            continue
        seen.add(hint.place)
        spent, par = _active_until(state, hint.place, hint.at_ms), timing.par_ms(state, hint.place)
        times = {"spent": short_clock_text(spent), "par": short_clock_text(par)}
        words = book.say("script.into", layer=_name(state, hint.place, book), **times)
        instances.append(Instance(hint.at_ms, words, spent >= par))
    return _counted("par", instances, book.say("script.with-hint"), book)


def _their_questions(state: State, turns: Sequence[Reached], book: Phrasebook) -> Line:
    place = Place("their-questions")
    planned = timing.kept_back_ms(state)
    spent = timing.active_ms(state, place, state.offset_ms)
    at_ms = next((it.at_ms for it in turns if it.place == place), None)
    title, about = book.say("script.their-questions"), book.say("script.none-kept-back")
    if planned:
        about = book.say("script.kept-back", planned=short_clock_text(planned))
    if at_ms is None:
        return Line("their-questions", title, "–", book.say("script.not-reached", about=about))
    words = book.say("script.for-questions", spent=short_clock_text(spent))
    return Line("their-questions", title, short_clock_text(spent), about, (Instance(at_ms, words, spent >= planned),))


def _evidence(said: Sequence[Entry], state: State, book: Phrasebook) -> Line:
    """A score has evidence where it cites an entry that stands; *not assessed* needs none."""
    scored: dict[str, int] = {}
    for entry in said:
        if isinstance(entry.event, Scored):
            scored[entry.event.competency] = entry.offset_ms
    instances: list[Instance] = []
    for row in state.rubric.competencies:
        if not isinstance(state.scores.get(row.id), int):
            continue
        cited = state.evidence.get(row.id)
        stands = [seq for seq in cited.entries if seq not in state.withdrawn] if cited is not None else []
        why = cited.why_none if cited is not None else ""
        if stands:
            words = book.count("script.cited", len(stands))
        else:
            words = book.say("script.none-because", why=why) if why else book.say("script.none-cited")
        told = book.say("script.said", layer=row.title, words=words)
        instances.append(Instance(scored.get(row.id, state.offset_ms), told, bool(stands)))
    instances.sort(key=lambda it: it.at_ms)
    return _counted("evidence", instances, book.say("script.cite-a-moment"), book)


def _counted(id: LineId, instances: Sequence[Instance], about: str, book: Phrasebook) -> Line:
    title = book.say(f"script.{id}")
    if not instances:
        return Line(id, title, "–", book.say("script.nothing"))
    kept = sum(it.kept for it in instances)
    return Line(id, title, f"{kept} / {len(instances)}", about, tuple(sorted(instances, key=lambda it: it.at_ms)))


def _active_until(state: State, place: Place, ms: int) -> int:
    """The time on a layer until a session time, off-script branches left out."""
    spans = [(it.from_ms, it.to_ms) for it in state.spans if it.place == place and not it.branch]
    if state.place == place and state.phase == "running" and state.branch is None:
        spans.append((state.since_ms, max(state.since_ms, ms)))
    return sum(max(0, min(to_ms, ms) - from_ms) for from_ms, to_ms in spans)


def _name(state: State, place: Place, book: Phrasebook) -> str:
    question = state.kit.question(place.question)
    layers = [layer.id for layer in question.layers] if question is not None else []
    number = layers.index(place.layer) + 1 if place.layer in layers else 0
    return book.say("script.layer", number=number, title=timing.title_of(state, place))


def _hint(state: State, hint: GivenHint, book: Phrasebook) -> str:
    level = book.say(f"hint.{hint.level}")
    return book.say("script.said", layer=_name(state, hint.place, book), words=level)
