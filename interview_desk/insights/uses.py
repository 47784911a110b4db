"""How often each question was used of late: one that many candidates have seen is known outside, sooner or later."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from interview_desk.domain.past import Past

MANY: Final = 30
"""From so many uses on a question is warned of."""
DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class Use:
    """A question, and how many interviews of the last year it was in."""

    question: str
    title: str
    times: int

    @property
    def is_many(self) -> bool:
        return self.times >= MANY

    @property
    def warning(self) -> str:
        """Return what to say of it; empty where it was not used often."""
        if not self.is_many:
            return ""
        return (
            f"“{self.title}” was used {self.times} times in the last 12 months: candidates talk, and some will have "
            "heard of it. Take another for a while, or change its numbers"
        )


def uses(past: Past, now_s: int, titles: Mapping[str, str] | None = None) -> tuple[Use, ...]:
    """Return every question that was used in the year up to now (seconds since 1970), most often first.

    Interviews without a date count as recent: a team's tables may give a mere order.
    """
    since = now_s - DAYS * 86_400
    counts = Counter(row[3] for row in past.sessions if row[9] is None or row[9] >= since)
    named = titles or {}
    return tuple(
        Use(id, named.get(id, id), times) for id, times in sorted(counts.items(), key=lambda it: (-it[1], it[0]))
    )
