"""Warning after many uses of a question; and the trend of one's private looks back."""

from __future__ import annotations

from datetime import timedelta

from interview_desk.domain.past import Past, SessionRow
from interview_desk.domain.review import ReflectionAnswered, fold_review
from interview_desk.insights.reflections import trends
from interview_desk.insights.uses import DAYS, MANY, uses
from tests.reviewing import BEGAN, review_of

NOW = int(BEGAN.timestamp())


def row(n: int, question: str, at_s: int | None) -> SessionRow:
    return (f"s{n}", "c", "i", question, "1", "senior", "", None, None, at_s)


def test_a_question_that_many_have_seen_in_a_year_is_warned_of() -> None:
    past = Past(sessions=[row(n, "rate-limiter", NOW - n) for n in range(MANY)])
    past.sessions.extend(row(100 + n, "log-search", NOW - DAYS * 86_400 - 1) for n in range(MANY))
    past.sessions.append(row(999, "cache", None))
    found = uses(past, NOW, {"rate-limiter": "Rate limiter"})
    assert [(it.question, it.times, it.is_many) for it in found] == [("rate-limiter", MANY, True), ("cache", 1, False)]
    assert found[0].warning.startswith(f"“Rate limiter” was used {MANY} times in the last 12 months")
    assert found[1].warning == ""


def test_a_trend_says_which_way_the_last_five_went() -> None:
    logs = []
    for n, answer in enumerate((2, 2, 2, 4, 4, 4, 4, 4)):
        (begun, answered) = review_of(f"s{n}", ReflectionAnswered("fair", answer), purpose="reflection")
        import dataclasses

        logs.append([dataclasses.replace(begun, at=BEGAN + timedelta(days=n)), answered])
    fair, room, _ = trends([fold_review(log) for log in reversed(logs)])
    assert fair.answers == (2, 2, 2, 4, 4, 4, 4, 4)
    assert fair.words == "4.0 over the last 5, better than before (2.0)"
    assert room.words == "not answered yet"
    assert trends([fold_review(logs[0])])[0].words == "2.0 over 1"
