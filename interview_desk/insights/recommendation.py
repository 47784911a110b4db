"""The recommendation as data: what the rubric says, what calibration makes of it, and what stands behind each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from interview_desk.domain.events import CallMade
from interview_desk.domain.rubric import Category, Level, Rubric, Score
from interview_desk.domain.scoring import LEVELS, Verdict, category_for, held, level_of, verdict
from interview_desk.domain.scoring import reaches as reaches_bar
from interview_desk.domain.state import State
from interview_desk.insights.phrasebook import Phrasebook, phrasebook

CalibrationState = Literal["uncalibrated", "provisional", "calibrated"]

# The middle 90 % of a normal distribution, in standard errors either side.
_Z90 = 1.645
# A change that would be shown as 0.00 is no change.
_VISIBLE = 0.005


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that would calibrate: what, and how much of it there is now, None where that isn't known."""

    what: Literal["outcomes", "blind", "by-chance", "more"]
    now: int | None = None


# How many later outcomes, how many interviews scored twice, and of how large a share, calibrate on their own.
ENOUGH_OUTCOMES, ENOUGH_REPLAYS, ENOUGH_REPLAY_SHARE = 50, 50, 0.05
WITHOUT_HISTORY = (Needed("outcomes"), Needed("blind"), Needed("by-chance"))


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of meeting the bar, with its 90 % interval; all from 0 to 1."""

    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the strictness model knows of one session; it is given from outside, and None stands for no model at all.

    `strictness` and `question_effect` are in rubric points: a strict interviewer and an easy question are positive.
    `n` counts the interviewer's interviews, `links` those scored twice or with a later outcome. `fair` is the model's
    own fair score, where it shrinks further than those two do. `chances` gives the four categories' chances by id.
    `needed` says what would calibrate, while `state` is "uncalibrated".
    """

    state: CalibrationState
    strictness: float = 0.0
    se: float = 0.0
    n: int = 0
    links: int = 0
    question_effect: float = 0.0
    fair: float | None = None
    fair_se: float | None = None
    chance: Chance | None = None
    chances: Mapping[str, float] = field(default_factory=dict)
    needed: tuple[Needed, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line on the way from the score as given to the one that counts; `is_sum` where it is no change but a sum."""

    label: str
    points: float
    is_sum: bool

    @property
    def text(self) -> str:
        """The figure as it is shown on screen: 3.00 or +0.21."""
        return self.text_in(phrasebook("en"))

    def text_in(self, book: Phrasebook) -> str:
        """The figure as it is shown in a language."""
        return book.number(self.points, signed=not self.is_sum)


@dataclass(frozen=True, slots=True)
class LevelEvidence:
    """What one row says of the level applied for: the highest level whose bar it reaches, None below the lowest."""

    competency: str
    title: str
    score: Score
    reaches: Level | None
    meets: bool | None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The recommendation for the summary page. `category` is the calibrated one, or the raw one while uncalibrated."""

    state: CalibrationState
    level: Level
    category: Category
    raw: Verdict
    score: float
    interval: tuple[float, float] | None
    chance: Chance | None
    chances: Mapping[str, float]
    headline: str
    steps: tuple[Step, ...]
    without: str
    needed: tuple[str, ...]
    rows: tuple[LevelEvidence, ...]
    evidence: str
    call: CallMade | None
    differs: bool
    asks: tuple[Literal["why", "gap"], ...]


def hidden_because(state: State, book: Phrasebook | None = None) -> str:
    """Return why there is no recommendation to be seen yet, as a sentence; empty where there is one."""
    book = book or phrasebook("en")
    unscored = [row.title for row in state.rubric.competencies if row.id not in state.scores]
    if unscored:
        return book.count("hidden.rows", len(unscored), rows=", ".join(unscored))
    return book.say("hidden.nothing") if verdict(state) is None else ""


def recommend(
    state: State, calibration: Calibration | None = None, book: Phrasebook | None = None
) -> Recommendation | None:
    """Return the recommendation, or None until every row is scored or marked not assessed (or where none could be)."""
    raw = verdict(state)
    if raw is None:
        return None
    book = book or phrasebook("en")
    known = calibration if calibration is not None else Calibration("uncalibrated", needed=WITHOUT_HISTORY)
    moved = known.state != "uncalibrated"
    score = _fair(raw.score, known) if moved else raw.score
    fair = category_for(state.rubric, score, raw.bar)
    category = held(state.rubric, fair, state.scores)[0] if moved else raw.category
    interval = (score - _Z90 * known.fair_se, score + _Z90 * known.fair_se) if moved and known.fair_se else None
    rows = tuple(level_evidence(state))
    call = state.call
    differs = call is not None and call.category != category.id
    return Recommendation(
        state=known.state,
        level=state.level,
        category=category,
        raw=raw,
        score=score,
        interval=interval,
        chance=known.chance if moved else None,
        chances=dict(known.chances) if moved else {},
        headline=_headline(state.level, raw.bar, score, interval, known if moved else None, book),
        steps=tuple(_steps(state, raw, score, known, book)),
        without=_without(raw, book) if moved else "",
        needed=() if moved else tuple(_needed(it, book) for it in known.needed or WITHOUT_HISTORY),
        rows=rows,
        evidence=level_sentence(rows, state.level, book),
        call=call,
        differs=differs,
        asks=_asks(state.rubric, call, differs),
    )


def level_evidence(state: State) -> list[LevelEvidence]:
    """Return what each row that is scored says of the level applied for; `meets` is None where it was not assessed."""
    found = []
    for row in state.rubric.competencies:
        if (score := state.scores.get(row.id)) is None:
            continue
        reaches = level_of(state.rubric.bars, score) if isinstance(score, int) else None
        meets = reaches_bar(state.rubric.bars, state.level, score) if isinstance(score, int) else None
        found.append(LevelEvidence(row.id, row.title, score, reaches, meets))
    return found


def level_sentence(rows: tuple[LevelEvidence, ...], level: Level, book: Phrasebook) -> str:
    """Return the level evidence in one sentence: `senior or above on four of five rows; mid on concurrency`."""
    assessed = [row for row in rows if row.meets is not None]
    if not assessed:
        return book.say("evidence.none")
    meeting = [row for row in assessed if row.meets]
    name = book.say(f"level.{level}").capitalize()
    above = name if level == LEVELS[-1] else book.say("evidence.or-above", level=name)
    if len(meeting) == len(assessed):
        return book.count("evidence.all", len(assessed), level=above)
    below = [
        book.say(
            "evidence.below",
            level=book.say("evidence.below-junior") if row.reaches is None else book.say(f"level.{row.reaches}"),
            row=within(row.title, book),
        )
        for row in assessed
        if not row.meets
    ]
    return book.say("evidence.some", level=above, meeting=len(meeting), rows=len(assessed), below="; ".join(below))


def within(title: str, book: Phrasebook) -> str:
    """Return a row's title within a sentence: in English in small letters; German keeps its nouns' capitals."""
    return title.lower() if book.language == "en" else title


def _fair(raw: float, known: Calibration) -> float:
    return known.fair if known.fair is not None else raw + known.strictness - known.question_effect


def _steps(state: State, raw: Verdict, score: float, known: Calibration, book: Phrasebook) -> list[Step]:
    steps = [Step(book.say("step.raw"), raw.score, True)]
    if known.state != "uncalibrated":
        key = "step.about-linked" if known.links else "step.about"
        about = book.count(key, known.n, links=known.links)
        who = state.opened.interviewer or book.say("step.who")
        if abs(known.strictness) >= _VISIBLE:
            direction = "step.stricter" if known.strictness > 0 else "step.milder"
            steps.append(Step(book.say(direction, who=who, about=about), known.strictness, False))
        else:
            steps.append(Step(book.say("step.as-peers", who=who, about=about), 0.0, False))
        if abs(known.question_effect) >= _VISIBLE:
            easier = "step.easier" if known.question_effect > 0 else "step.harder"
            steps.append(Step(book.say(easier), -known.question_effect, False))
        rest = score - raw.score - known.strictness + known.question_effect
        if abs(rest) >= _VISIBLE:
            steps.append(Step(book.say("step.drawn"), rest, False))
        steps.append(Step(book.say("step.calibrated", bar=book.number(raw.bar)), score, True))
    else:
        steps.append(Step(book.say("step.bar", level=book.say(f"level.{state.level}")), raw.bar, True))
    return steps


def _headline(
    level: Level,
    bar: float,
    score: float,
    interval: tuple[float, float] | None,
    known: Calibration | None,
    book: Phrasebook,
) -> str:
    said = {"level": book.say(f"level.{level}"), "bar": book.number(bar), "score": book.number(score)}
    if known is None:
        return book.say("headline.uncalibrated", **said)
    if known.chance is not None:
        low, high = book.whole(round(known.chance.lower * 100)), book.share(known.chance.upper)
        rest = book.say("headline.chance", **said, chance=book.share(known.chance.value), low=low, high=high)
    elif interval is not None:
        rest = book.say("headline.interval", **said, low=book.number(interval[0]), high=book.number(interval[1]))
    else:
        rest = book.say("headline.score", **said)
    return book.say("headline.provisional", rest=rest) if known.state == "provisional" else rest


def _without(raw: Verdict, book: Phrasebook) -> str:
    distance = raw.score - raw.bar
    if abs(distance) < _VISIBLE:
        where = book.say("without.at")
    else:
        where = book.say("without.above" if distance > 0 else "without.below", points=book.number(abs(distance)))
    if raw.held_by is None:
        return book.say("without", category=raw.category.title, where=where)
    row = within(raw.held_by.title, book)
    return book.say("without.held", category=raw.category.title, where=where, row=row)


def _needed(it: Needed, book: Phrasebook) -> str:
    share = book.share(ENOUGH_REPLAY_SHARE)
    match it:
        case Needed("outcomes", now):
            key = "needed.outcomes" if now is None else "needed.outcomes-now"
            return book.say(key, least=ENOUGH_OUTCOMES, now=now)
        case Needed("blind", now):
            key = "needed.blind" if now is None else "needed.blind-now"
            return book.say(key, least=ENOUGH_REPLAYS, share=share, now=now)
        case Needed("more", now):
            return book.count("needed.more", now or 0)
        case _:
            return book.say("needed.by-chance")


def _asks(rubric: Rubric, call: CallMade | None, differs: bool) -> tuple[Literal["why", "gap"], ...]:
    """What the interviewer's call still owes: a reason where it differs, and for *close* what would close the gap."""
    if call is None:
        return ()
    asks: list[Literal["why", "gap"]] = []
    if differs and not call.why:
        asks.append("why")
    chosen = rubric.recommendation(call.category)
    if chosen is not None and chosen.is_close and not call.gap:
        asks.append("gap")
    return tuple(asks)
