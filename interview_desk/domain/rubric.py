"""The rubric: competencies with an observable anchor for every score, the bars, and the recommendations."""

from __future__ import annotations

from typing import Annotated, Literal

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.shape import AtLeast, Kebab, NotEmpty

Level = Literal["junior", "mid", "senior", "lead"]
NotAssessed = Literal["not-assessed"]
Score = int | NotAssessed
NOT_ASSESSED: NotAssessed = "not-assessed"


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest score, both inclusive."""

    lowest: int
    highest: int

    @property
    def scores(self) -> range:
        return range(self.lowest, self.highest + 1)


@dataclass(frozen=True, slots=True)
class Competency:
    """One row of the rubric; `floor` is the score below which nothing better than *close* is recommended."""

    id: Annotated[str, Kebab()]
    title: Annotated[str, NotEmpty()]
    weight: Annotated[float, AtLeast(0, exclusive=True)]
    anchors: dict[int, str]
    self_assessment: Annotated[str, NotEmpty()]
    floor: int | None = None
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """The weighted score at which one advances, for each level."""

    junior: float
    mid: float
    senior: float
    lead: float

    def at(self, level: Level) -> float:
        match level:
            case "junior":
                return self.junior
            case "mid":
                return self.mid
            case "senior":
                return self.senior
            case "lead":
                return self.lead


@dataclass(frozen=True, slots=True)
class Category:
    """One recommendation; `from_` is the distance from the level's bar at which it begins, None for the last."""

    id: Annotated[str, Kebab()]
    title: Annotated[str, NotEmpty()]
    from_: float | None = None

    @property
    def advances(self) -> bool:
        """Whether it begins at the level's bar, or above."""
        return self.from_ is not None and self.from_ >= 0

    @property
    def is_close(self) -> bool:
        """Whether it begins below the level's bar and is not the last: something would close the gap."""
        return self.from_ is not None and self.from_ < 0


@dataclass(frozen=True, slots=True)
class Rubric:
    """Competencies, bars and recommendations, best recommendation first."""

    id: Annotated[str, Kebab()]
    title: Annotated[str, NotEmpty()]
    scale: Scale
    competencies: Annotated[tuple[Competency, ...], NotEmpty()]
    bars: Bars
    recommendations: Annotated[tuple[Category, ...], NotEmpty()]
    silence: tuple[str, ...] = ()

    def competency(self, id: str) -> Competency | None:
        """Return the row of that id, or None."""
        return next((row for row in self.competencies if row.id == id), None)

    def recommendation(self, id: str) -> Category | None:
        """Return the recommendation of that id, or None."""
        return next((category for category in self.recommendations if category.id == id), None)
