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

# How many later outcomes, how many interviews scored twice, and of how large a share, calibrate on their own; and about
# how many tell an interviewer's strictness from chance where interviewers differ as they mostly do.
ENOUGH_OUTCOMES, ENOUGH_REPLAYS, ENOUGH_REPLAY_SHARE = 50, 50, 0.05
FEW = 10


@dataclass(frozen=True, slots=True)
class Needed:
    """One thing that would calibrate, or make surer: what, and a number of it where there is one to tell.

    That number is what there is by now; of `surer` it is how many interviews more.
    """

    what: Literal["outcomes", "blind", "by-chance", "more", "alike", "surer", "switched-off", "against"]
    n: int | None = None


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
    `needed` says what would calibrate, while `state` is not "calibrated".
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
    """One line on the way from the score as given to the one that counts; `is_sum` where it is no change but a sum.

    `about` says what it rests on, and how sure it is.
    """

    label: str
    points: float
    is_sum: bool
    about: str = ""

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
    basis: str
    needed: tuple[str, ...]
    rows: tuple[LevelEvidence, ...]
    evidence: str
    call: CallMade | None
    differs: bool
    asks: tuple[Literal["why", "gap"], ...]
    calibration: Calibration

    @property
    def flips(self) -> bool:
        """Whether calibration makes it another category than the score as given does."""
        return self.category != self.raw.category

    def as_json(self) -> dict[str, object]:
        """What `show --format json` prints: what counts first, then the score as given and what was made of it."""
        held_by, known, chance = self.raw.held_by, self.calibration, self.chance
        moved = self.state != "uncalibrated"
        return {
            "category": self.category.id,
            "title": self.category.title,
            "score": round(self.score, 4),
            "bar": self.raw.bar,
            "calibration": self.state,
            "held_by": held_by.id if held_by else None,
            "headline": self.headline,
            "raw": {
                "category": self.raw.category.id,
                "title": self.raw.category.title,
                "score": round(self.raw.score, 4),
            },
            "fair": round(self.score, 4) if moved else None,
            "fair_se": _rounded(known.fair_se if moved else None),
            "interval": [round(end, 4) for end in self.interval] if self.interval else None,
            "chance": _rounded(chance.value if chance else None),
            "chance_interval": [round(chance.lower, 4), round(chance.upper, 4)] if chance else None,
            "chances": {id: round(share, 4) for id, share in self.chances.items()} or None,
            "severity": _rounded(known.strictness if moved else None),
            "severity_se": _rounded(known.se if moved else None),
            "question_effect": _rounded(known.question_effect if moved else None),
            "n": known.n,
            "links": known.links,
            "needed": list(self.needed),
            "level_evidence": [
                {"competency": row.competency, "score": row.score, "reaches": row.reaches, "meets": row.meets}
                for row in self.rows
            ],
        }


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
        basis=_basis(state.rubric, known, interval, book) if moved else "",
        needed=tuple(_needed(it, book) for it in known.needed or (() if moved else WITHOUT_HISTORY)),
        rows=rows,
        evidence=level_sentence(rows, state.level, book),
        call=call,
        differs=differs,
        asks=_asks(state.rubric, call, differs),
        calibration=known,
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
        who = state.opened.interviewer or book.say("step.who")
        steps.append(Step(book.say(_how_strict(known), who=who), known.strictness, False, _rests_on(known, book)))
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


def _how_strict(known: Calibration) -> str:
    """What to say of how an interviewer scores, never surer than its 90 % interval is."""
    if abs(known.strictness) < _VISIBLE:
        return "step.as-peers"
    side = "stricter" if known.strictness > 0 else "lenient"
    return f"step.perhaps-{side}" if abs(known.strictness) <= _Z90 * known.se else f"step.{side}"


def _rests_on(known: Calibration, book: Phrasebook) -> str:
    about = [book.count("interviews", known.n)]
    if known.links:
        about.append(book.count("step.linked", known.links))
    if known.se:
        ends = (known.strictness - _Z90 * known.se, known.strictness + _Z90 * known.se)
        low, high = (book.number(end, signed=True) for end in ends)
        about.append(book.say("step.between", low=low, high=high))
    return "; ".join(about)


def _basis(rubric: Rubric, known: Calibration, interval: tuple[float, float] | None, book: Phrasebook) -> str:
    """What the headline's figures mean, for somebody without statistics."""
    said = []
    if known.chance is not None:
        said.append(book.say("basis.chance"))
    elif interval is not None:
        said.append(book.say("basis.interval"))
    if known.chances:
        named = [(it.title.partition(" — ")[0], known.chances.get(it.id, 0.0)) for it in rubric.recommendations]
        *shares, last = (f"{within(title, book)} ({book.share(share)})" for title, share in named)
        said.append(book.say("basis.shares", shares=", ".join(shares), last=last))
    return " ".join(said)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


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
        case Needed("outcomes", n):
            return book.say("needed.outcomes" if n is None else "needed.outcomes-now", least=ENOUGH_OUTCOMES, now=n)
        case Needed("blind", n):
            key = "needed.blind" if n is None else "needed.blind-now"
            return book.say(key, least=ENOUGH_REPLAYS, share=share, now=n)
        case Needed("more" | "alike" | "surer" as what, n):
            return book.count(f"needed.{what}", n or 0, few=FEW)
        case _:
            return book.say(f"needed.{it.what}")


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
