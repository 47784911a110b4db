"""The rubric score of one session, its category, and what each row says of the level applied for."""

from __future__ import annotations

from collections.abc import Mapping

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.rubric import NOT_ASSESSED, Bars, Category, Competency, Level, Rubric, Score
from interview_desk.domain.state import State

LEVELS: tuple[Level, ...] = ("junior", "mid", "senior", "lead")
# A sum of decimal weights misses its bar by a rounding error otherwise.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Verdict:
    """A recommendation from the rubric alone: the weighted score, the bar, and what held it down if anything did."""

    category: Category
    score: float
    bar: float
    held_by: Competency | None = None


def weighted_score(rubric: Rubric, scores: Mapping[str, Score]) -> float | None:
    """Return the mean of the assessed rows, weighted; None where no row was assessed."""
    rows = [(row.weight, scores[row.id]) for row in rubric.competencies if isinstance(scores.get(row.id), int)]
    total = sum(weight for weight, _ in rows)
    return sum(weight * score for weight, score in rows if score != NOT_ASSESSED) / total if total else None


def category_for(rubric: Rubric, score: float, bar: float) -> Category:
    """Return the category of a weighted score against a bar."""
    for category in rubric.recommendations:
        if category.from_ is None or score - bar >= category.from_ - _TOLERANCE:
            return category
    return rubric.recommendations[-1]


def verdict(state: State) -> Verdict | None:
    """Return the raw recommendation, or None until every row is scored (or where none could be assessed)."""
    if not state.fully_scored:
        return None
    return verdict_on(state.rubric, state.level, state.scores)


def verdict_on(rubric: Rubric, level: Level, scores: Mapping[str, Score]) -> Verdict | None:
    """Return the recommendation that scores make at a level; a row below its floor allows nothing above *close*."""
    score = weighted_score(rubric, scores)
    if score is None:
        return None
    bar = rubric.bars.at(level)
    category, held_by = held(rubric, category_for(rubric, score, bar), scores)
    return Verdict(category, score, bar, held_by)


def held(rubric: Rubric, category: Category, scores: Mapping[str, Score]) -> tuple[Category, Competency | None]:
    """Return what a category comes to under the floors, and the row that held it down, None where none did."""
    low = next((row for row in rubric.competencies if _below_floor(row, scores.get(row.id))), None)
    if low is None or not category.advances:
        return category, None
    below = (other for other in rubric.recommendations if not other.advances)
    return next(below, rubric.recommendations[-1]), low


def reaches(bars: Bars, level: Level, score: float) -> bool:
    """Tell whether a score reaches the bar of a level."""
    return score >= bars.at(level) - _TOLERANCE


def level_of(bars: Bars, score: float) -> Level | None:
    """Return the highest level whose bar a score reaches, or None below the lowest."""
    reached = [level for level in LEVELS if reaches(bars, level, score)]
    return reached[-1] if reached else None


def _below_floor(row: Competency, score: Score | None) -> bool:
    return row.floor is not None and isinstance(score, int) and score < row.floor
