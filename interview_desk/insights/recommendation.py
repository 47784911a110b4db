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
from interview_desk.insights.words import counted

CalibrationState = Literal["uncalibrated", "provisional", "calibrated"]

# The middle 90 % of a normal distribution, in standard errors either side.
_Z90 = 1.645
# A change that would be shown as 0.00 is no change.
_VISIBLE = 0.005

WITHOUT_HISTORY = (
    "at least 50 later outcomes (who was hired, who passed the next stage)",
    "or 50 interviews scored blind by a second person, at least 5 % of all",
    "or the team's word, in the settings, that chance decides who interviews whom, and 10 to 20 interviews by each",
)


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
    `needed` says in words what would calibrate, while `state` is not "calibrated".
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
    needed: tuple[str, ...] = ()


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
        """The figure as it is shown: 3.00 or +0.21."""
        return f"{self.points:.2f}" if self.is_sum else f"{self.points:+.2f}".replace("-", "−")


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


def hidden_because(state: State) -> str:
    """Return why there is no recommendation to be seen yet, as a sentence; empty where there is one."""
    unscored = [row.title for row in state.rubric.competencies if row.id not in state.scores]
    if unscored:
        rows = "this row" if len(unscored) == 1 else f"these {len(unscored)} rows"
        return f"Score {rows}, or mark as not assessed, to see it: {', '.join(unscored)}."
    if verdict(state) is None:
        return "No row could be assessed, so there is nothing to recommend from."
    return ""


def recommend(state: State, calibration: Calibration | None = None) -> Recommendation | None:
    """Return the recommendation, or None until every row is scored or marked not assessed (or where none could be)."""
    raw = verdict(state)
    if raw is None:
        return None
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
        headline=_headline(state.level, raw.bar, score, interval, known if moved else None),
        steps=tuple(_steps(state, raw, score, known)),
        without=_without(raw) if moved else "",
        basis=_basis(state.rubric, known, interval) if moved else "",
        needed=known.needed if moved else known.needed or WITHOUT_HISTORY,
        rows=rows,
        evidence=level_sentence(rows, state.level),
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


def level_sentence(rows: tuple[LevelEvidence, ...], level: Level) -> str:
    """Return the level evidence in one sentence: `senior or above on four of five rows; mid on concurrency`."""
    assessed = [row for row in rows if row.meets is not None]
    if not assessed:
        return "No row was assessed."
    meeting = [row for row in assessed if row.meets]
    above = " or above" if level != LEVELS[-1] else ""
    if len(meeting) == len(assessed):
        rows_text = "the one row" if len(assessed) == 1 else f"all {len(assessed)} rows"
        return f"{level.capitalize()}{above} on {rows_text} that {'was' if len(assessed) == 1 else 'were'} assessed."
    below = "; ".join(f"{row.reaches or 'below junior'} on {row.title.lower()}" for row in assessed if not row.meets)
    return f"{level.capitalize()}{above} on {len(meeting)} of {len(assessed)} rows; {below}."


def _fair(raw: float, known: Calibration) -> float:
    return known.fair if known.fair is not None else raw + known.strictness - known.question_effect


def _steps(state: State, raw: Verdict, score: float, known: Calibration) -> list[Step]:
    steps = [Step("Weighted rubric score, as given", raw.score, True)]
    if known.state != "uncalibrated":
        who = f"{state.opened.interviewer or 'The interviewer'} {_how_strict(known)}"
        steps.append(Step(who, known.strictness, False, _rests_on(known)))
        if abs(known.question_effect) >= _VISIBLE:
            easier = "easier" if known.question_effect > 0 else "harder"
            steps.append(Step(f"Question {easier} than usual at this level", -known.question_effect, False))
        rest = score - raw.score - known.strictness + known.question_effect
        if abs(rest) >= _VISIBLE:
            steps.append(Step("One interview is not certain: drawn towards the level's middle", rest, False))
        steps.append(Step(f"Calibrated score · bar {raw.bar:.2f}", score, True))
    else:
        steps.append(Step(f"Bar for {state.level}", raw.bar, True))
    return steps


def _how_strict(known: Calibration) -> str:
    """How an interviewer scores in words, never surer than its 90 % interval is."""
    if abs(known.strictness) < _VISIBLE:
        return "scores as peers do"
    side = "stricter" if known.strictness > 0 else "more lenient"
    perhaps = "perhaps " if abs(known.strictness) <= _Z90 * known.se else ""
    return f"{perhaps}scores {side} than peers"


def _rests_on(known: Calibration) -> str:
    about = [counted(known.n, "interview")]
    if known.links:
        about.append(f"{known.links} of them scored by a colleague too")
    if known.se:
        ends = known.strictness - _Z90 * known.se, known.strictness + _Z90 * known.se
        about.append("90 %: {:+.2f} to {:+.2f}".format(*ends).replace("-", "−"))
    return "; ".join(about)


def _basis(rubric: Rubric, known: Calibration, interval: tuple[float, float] | None) -> str:
    """What the headline's figures mean, for somebody without statistics."""
    said = []
    if known.chance is not None:
        said.append(
            "The chance is how often earlier candidates with such a score did well later; nine times in ten it lies "
            "within the range in brackets."
        )
    elif interval is not None:
        said.append("Nine times in ten the score that colleagues would agree on lies within that range.")
    if known.chances:
        named = [(it.title.partition(" — ")[0].lower(), known.chances.get(it.id, 0.0)) for it in rubric.recommendations]
        shares = ", ".join(f"{title} {share * 100:.0f}\u00a0%" for title, share in named)
        said.append(f"Allowing for how far one interview can be off, the category is {shares}.")
    return " ".join(said)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _headline(
    level: Level, bar: float, score: float, interval: tuple[float, float] | None, known: Calibration | None
) -> str:
    if known is None:
        return f"Uncalibrated: the rubric score alone, {score:.2f} against the {level} bar of {bar:.2f}"
    start = "Provisional: " if known.state == "provisional" else ""
    if known.chance is not None:
        low, high = round(known.chance.lower * 100), round(known.chance.upper * 100)
        return f"{start}{round(known.chance.value * 100)} % chance of meeting the {level} bar ({low} – {high} %)"
    if interval is not None:
        between = f"{interval[0]:.2f} to {interval[1]:.2f}"
        return f"{start}fair score {score:.2f}, 90 %: {between}; the {level} bar is {bar:.2f}"
    return f"{start}fair score {score:.2f}; the {level} bar is {bar:.2f}"


def _without(raw: Verdict) -> str:
    distance = raw.score - raw.bar
    if abs(distance) < _VISIBLE:
        where = "at the bar"
    else:
        where = f"{abs(distance):.2f} {'above' if distance > 0 else 'below'} the bar"
    held = f", held by the floor of {raw.held_by.title.lower()}" if raw.held_by is not None else ""
    return f"Without calibration: {raw.category.title}, {where}{held}."


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
