"""What the kept past says of one question and of one interview: bands for its layers, a calibration for its score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from interview_desk.domain.past import Past, one_line
from interview_desk.domain.rubric import Rubric
from interview_desk.domain.scoring import LEVELS, verdict
from interview_desk.domain.script import Question
from interview_desk.domain.state import State
from interview_desk.insights import recommendation
from interview_desk.insights.benchmark import AuthorFigures, Band, bands
from interview_desk.insights.calibration import CALIBRATED_FROM, STATES, Assignment, Calibration, calibrate
from interview_desk.insights.chance import category_chances, interval
from interview_desk.insights.past import history_of, spread_to_parts, whole_sessions
from interview_desk.insights.tables import Bools, Floats, History, only

# Beyond so many interviews the variances are taken from some of the interviewers: they are known well enough then.
_MANY = 30_000
_SOME = 6_000
# Up to so many interviews everything is estimated anew where one of them is left out.
_REFIT_UP_TO = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """The past as it was last read: every session with its fair score, and what is known of interviewers' strictness.

    `fair` follows the sessions of `history`; further questions of an interview have that interview's score.
    """

    history: History
    fair: Floats
    calibration: Calibration


def know(
    past: Past,
    assignment: Assignment,
    *,
    quick: bool = False,
    applied: bool = True,
    on_progress: Callable[[int, int], None] | None = None,
) -> Known:
    """Return what is known from these rows.

    `quick` estimates variances from a part of a large history; not `applied`, calibration corrects nothing.
    """
    history = history_of(past)
    whole = whole_sessions(past)
    if on_progress is not None:
        on_progress(1, 2)
    of = history if whole is past else history_of(whole)
    found = _quickly(of, assignment, applied) if quick else calibrate(of, assignment=assignment, applied=applied)
    return Known(history, spread_to_parts(history, of, found.fair), found)


def leave_out(known: Known, session: str) -> Known:
    """Return what is known without one session, so that nobody is held against their own interview.

    The variances of a large history are kept: one interview doesn't move them.
    """
    before = known.calibration
    history = _without(known.history, session)
    if history is known.history:
        return known
    of = history if before.history is known.history else _without(before.history, session)
    held = before if len(of) > _REFIT_UP_TO else None
    found = calibrate(of, assignment=before.assignment, previous=held, applied=before.applied)
    return Known(history, spread_to_parts(history, of, found.fair), found)


def _without(history: History, session: str) -> History:
    mine = [at for at, id in enumerate(history.names.sessions) if id.startswith(session)]
    others = np.ones(len(history), np.bool_)
    others[[at for at in mine if history.names.sessions[at].partition("/")[0] == session]] = False
    return only(history, others)


def question_bands(known: Known, id: str, question: Question | None) -> list[Band]:
    """Return the bands of a question: what history gives, and for its version in the library the author's figures.

    The author's figures stand in at every level of the question for which history doesn't suffice, and never at
    another version: they were written for this one.
    """
    if question is None:
        return sorted(bands(known.history, known.fair, question=id), key=_place)
    authors = author_figures(question)
    version = str(question.version)
    found = []
    for band in bands(known.history, known.fair, question=id, authors=authors):
        if band.source == "author" and band.version not in ("", version):
            # Nothing of the author's is left: counts are all that is known of so short a history.
            hints = band.hints if band.hints is not None and band.hints.n else None
            band = replace(band, source="none", p50=None, hints=hints)
        if band.version:
            found.append(band)
    found = _with_layers_nobody_reached(sorted(found, key=_place))
    there = {band.level for band in found if band.version == version}
    nobody = bands(history_of(Past()), np.zeros(0), question=id, authors=authors)
    for level in question.levels:
        if level not in there:
            found += [replace(band, version=version, level=level) for band in nobody]
    return sorted(found, key=_place)


def _with_layers_nobody_reached(found: Sequence[Band]) -> list[Band]:
    """Whoever was followed up to a layer was also followed on the way to those after it, which nobody began."""
    told: list[Band] = []
    before: dict[tuple[str, str, str], Band] = {}
    for band in found:
        key = (band.version, band.level, band.cohort)
        if not band.n and key in before:
            band = replace(band, n=before[key].n, followed=before[key].followed)
        before[key] = band
        told.append(band)
    return told


def author_figures(question: Question) -> dict[tuple[str, int], AuthorFigures]:
    """Return the author's figures of a question, added up from its start; they end at the first layer without any."""
    found = {}
    total = [0.0, 0.0, 0, 0]
    for number, layer in enumerate(question.layers, 1):
        if (own := layer.benchmarks) is None:
            break
        each = (own.typical.minutes, own.strongest.minutes, own.typical.hints, own.strongest.hints)
        total = [before + more for before, more in zip(total, each, strict=True)]
        found[question.id, number] = AuthorFigures(total[0], total[1], float(total[2]), float(total[3]))
    return found


def questions_of(state: State) -> frozenset[str]:
    """Return the ids of the questions that were begun in a session."""
    return frozenset(span.place.question for span in state.spans if span.place.section == "question")


def session_bands(known: Known, state: State) -> list[Band]:
    """Return the bands of every question that was begun in a session, at its versions and level."""
    found = []
    for id in sorted(questions_of(state)):
        if (question := state.kit.question(id)) is not None:
            here = (str(question.version), state.level)
            found += [it for it in question_bands(known, id, question) if (it.version, it.level) == here]
    return found


def own_calibration(known: Known, state: State) -> recommendation.Calibration | None:
    """Return what is known of this session's score, or None until every row is scored.

    The session itself need not be among what is known.
    """
    if (raw := verdict(state)) is None:
        return None
    found = known.calibration
    if not found.applied:
        return recommendation.Calibration("uncalibrated", needed=(recommendation.Needed("switched-off"),))
    name = one_line(state.opened.interviewer)
    people = found.history.names.people
    person = people.index(name) if name in people else -1
    if person < 0 or found.fit is None or found.state[person] == 0 or np.isnan(found.severity[person]):
        return recommendation.Calibration("uncalibrated", needed=_needed(found, person))
    strictness, easiness = _on_questions(found, person, state)
    error = float(found.error[person])
    fair = raw.score + strictness - easiness
    noise = found.fit.noise
    spread = None if noise is None else float(np.sqrt(noise + error**2))
    chance, chances = None, {}
    if spread is not None:
        chances = _chances(state.rubric, raw.bar, fair, spread)
        if found.platt is not None:
            ends = np.array([fair, *interval(fair, spread)])
            chance = recommendation.Chance(*found.platt.chance(ends).tolist())
    return recommendation.Calibration(
        STATES[found.state[person]], strictness, error, int(found.conducted[person]),
        int(found.links.shared[person]), easiness, fair, spread, chance, chances, _surer(found, person),
    )  # fmt: skip


def _on_questions(found: Calibration, person: int, state: State) -> tuple[float, float]:
    """The interviewer's strictness on the session's question where they have asked it before, and how easy that is."""
    assert found.fit is not None
    strictness, easiness = float(found.severity[person]), 0.0
    first = next((span.place.question for span in state.spans if span.place.section == "question"), "")
    if first not in found.history.names.questions:
        return strictness, easiness
    question = found.history.names.questions.index(first)
    easiness = float(found.fit.easiness[question])
    ratings = found.history.ratings
    same = (ratings.rater == person) & (found.history.sessions.question[ratings.session] == question)
    corrections = found.fit.correction[same & ~np.isnan(found.fit.correction)]
    return (float(corrections[0]) + easiness if len(corrections) else strictness), easiness


def _chances(rubric: Rubric, bar: float, fair: float, spread: float) -> dict[str, float]:
    """The chances of the rubric's categories by id, best first."""
    edges = sorted(bar + it.from_ for it in rubric.recommendations if it.from_ is not None)
    chances = category_chances(np.array([fair]), np.array([spread]), np.array([edges]))[0][::-1]
    return dict(zip((it.id for it in rubric.recommendations), chances.tolist(), strict=False))


def _needed(found: Calibration, person: int) -> tuple[recommendation.Needed, ...]:
    """What would calibrate this interviewer, from where things stand."""
    links = found.links
    if person in found.against:
        return (recommendation.Needed("against"),)
    if found.route != "none":
        conducted = int(found.conducted[person]) if person >= 0 else 0
        return (recommendation.Needed("more" if conducted < recommendation.FEW else "alike", conducted),)
    needed = [recommendation.Needed("outcomes", links.outcomes), recommendation.Needed("blind", links.replays)]
    if found.assignment == "unknown":
        needed.append(recommendation.Needed("by-chance"))
    return tuple(needed)


def _surer(found: Calibration, person: int) -> tuple[recommendation.Needed, ...]:
    """About how many more interviews would make a provisional strictness a calibrated one; nothing where it is one."""
    reliability, conducted = float(found.reliability[person]), int(found.conducted[person])
    if STATES[found.state[person]] == "calibrated":
        return ()
    # With n interviews of equal weight it is n / (n + k), whatever k is.
    enough = conducted * (1 - reliability) / reliability * CALIBRATED_FROM / (1 - CALIBRATED_FROM)
    return (recommendation.Needed("surer", max(1, ceil(enough) - conducted)),)


def _quickly(history: History, assignment: Assignment, applied: bool) -> Calibration:
    if len(history) <= _MANY:
        return calibrate(history, assignment=assignment, applied=applied)
    # Every so many interviewers with all their interviews; the rest of the model is then solved for everyone.
    people = len(history.names.people)
    step = -(-len(history) // _SOME)
    chosen: Bools = np.arange(people) % step == 0
    some = calibrate(only(history, chosen[history.sessions.interviewer]), assignment=assignment)
    if some.fit is None or some.reliability.max(initial=0.0) < CALIBRATED_FROM:
        return calibrate(history, assignment=assignment, applied=applied)
    held = replace(some, estimated_on=len(history.ratings.session))
    return calibrate(history, assignment=assignment, previous=held, applied=applied)


def _place(band: Band) -> tuple[object, ...]:
    levels: Sequence[str] = LEVELS
    level = levels.index(band.level) if band.level in levels else len(levels)
    version = (0, int(band.version), "") if band.version.isdecimal() else (1, 0, band.version)
    return (version, level, band.level, band.layer, band.cohort != "everyone")
