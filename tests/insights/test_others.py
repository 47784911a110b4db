"""What others' times and hints say in sentences: true where there is much, little, or nothing at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_desk.insights.benchmark import Band, Hints
from interview_desk.insights.course import Exercise
from interview_desk.insights.others import (
    about_times,
    chart_notes,
    hints_of_others,
    last_benchmarks,
    spoken_benchmarks,
)
from interview_desk.insights.summary import summarise
from tests.reports.kits import Interview, history, kit, question, whole_interview


def exercise(bands: list[Band], *, author: bool = True) -> Exercise:
    it = whole_interview(kit(question(author=author)))
    return summarise(it.state, bands=bands).exercises[0]


def few(n: int, finishers: int, followed: float = 45, level: str = "senior") -> list[Band]:
    """Bands of a history that is too short, or of which too few finished, for both cohorts."""
    return [
        replace(
            it, n=n if it.cohort == "everyone" else n // 4, finishers=finishers, p25=None, p50=None, p75=None,
            source="none", followed=followed, hints=None, level=level,
        )
        for it in history()
    ]  # fmt: skip


def without_the_strongest() -> list[Band]:
    return [replace(it, source="none", p25=None, p50=None, p75=None, n=12) if it.cohort == "strongest" else it
            for it in history()]  # fmt: skip


def test_hints_count_from_the_start_to_the_layers_end_whoever_says_so() -> None:
    author = exercise([]).rows[2].bands
    assert [(band.cohort, band.hints) for band in author] == [("strongest", 0), ("everyone", 3)]
    (estimated,), (measured,) = hints_of_others([exercise([])]), hints_of_others([exercise(history())])
    assert estimated == "to the end of layer 3, the strongest need 0, most 3 (author's estimate)"
    assert measured == (
        "to the end of layer 3, half of the strongest quarter had 1 or fewer, three quarters 2 or fewer; "
        "half of everyone had 1 or fewer, three quarters 2 or fewer"
    )
    assert spoken_benchmarks([exercise(history())])[0].endswith("with one hint.")
    assert spoken_benchmarks([exercise(history())])[2].endswith("with one hint in all.")


@pytest.mark.parametrize(
    ("median", "said"), [(0.0, "without a hint"), (0.5, "one hint"), (1.0, "one hint"), (1.5, "two hints")]
)
def test_half_a_hint_is_never_said_to_be_none(median: float, said: str) -> None:
    bands = [replace(it, hints=Hints(50, median, 3.0)) for it in history()]
    assert said in spoken_benchmarks([exercise(bands)])[0]


def test_where_the_strongest_are_too_few_everyone_is_spoken_of() -> None:
    spoken = spoken_benchmarks([exercise(without_the_strongest())])
    assert spoken[0] == "Half of everyone is done with layer 1 between minute 9 and 16, with one hint."
    assert spoken[2] == (
        "A quarter of everyone is done with layer 3 by minute 33, with one hint in all; "
        "more than a quarter were still working at minute 45."
    )
    notes = chart_notes(exercise(without_the_strongest()))
    assert notes[0] == "On layer 3 more than a quarter of everyone were still working at minute 45."
    assert notes[1].startswith("Where fewer than 20 interviews are known, or fewer than 10 finished the layer,")
    assert len(notes) == 2


def test_a_layer_that_nobody_finished_is_said_so_beside_the_estimate() -> None:
    it = exercise(few(30, 0))
    assert "of 30 interviews at senior level fewer than 10 finished a layer" in about_times(it, "senior")
    assert chart_notes(it)[2] == "In 30 interviews nobody finished layer 3 by minute 45."
    assert spoken_benchmarks([it])[2] == "In 30 interviews nobody finished layer 3 by minute 45."
    assert chart_notes(exercise(few(30, 4)))[0] == "In 30 interviews only 4 finished layer 1 by minute 45."
    assert chart_notes(exercise(few(30, 0), author=False))[0].startswith("In 30 interviews nobody")


def test_a_short_history_is_counted_and_provisional() -> None:
    assert "until 20 interviews at senior level are kept (none so far)" in about_times(exercise([]), "senior")
    assert "(provisional, 7 so far)" in about_times(exercise(few(7, 3)), "senior")
    assert chart_notes(exercise(few(7, 3))) == []
    bare = exercise(few(1, 1), author=False)
    assert "1 interview at senior level so far, too few to compare with" in about_times(bare, "senior")
    assert spoken_benchmarks([bare]) == []
    assert hints_of_others([bare]) == []
    nothing = about_times(exercise([], author=False), "senior")
    assert nothing.endswith("nobody else’s times are known yet")


def test_history_of_another_level_or_version_is_no_history_here() -> None:
    elsewhere = history(level="mid") + history(version="2")
    assert exercise(elsewhere).sources == {"author"}
    edited = replace(exercise([]), version=2)
    assert "until 20 interviews with version 2 of the question at senior level" in about_times(edited, "senior")


def test_everybody_done_in_the_same_minute_is_one_minute() -> None:
    bands = [replace(it, p25=8.0, p50=8.0, p75=8.0) for it in history()]
    assert spoken_benchmarks([exercise(bands)])[0] == "The strongest are done with layer 1 by minute 8, with one hint."


def test_two_exercises_have_one_benchmark_each_to_say() -> None:
    it = Interview(kit(question(layers=1), question("log-search", "Log search", 1)))
    it.start()
    it.wait(4)
    it.leave()
    it.wait(4)
    it.end()
    it.score(3, 3, 3)
    done = summarise(it.state, bands=history(layers=1)).exercises
    assert [text[:26] for text in last_benchmarks(done)] == ["Rate limiter: the stronges", "Log search: the author's e"]
    assert [text.split(":")[0] for text in hints_of_others(done)] == ["Rate limiter", "Log search"]


def test_others_are_not_spoken_of_before_they_may_be_seen() -> None:
    assert about_times(exercise([]), "senior", "hidden").endswith("others' times are hidden until every row is scored")
    assert about_times(exercise([]), "senior", "waiting").endswith("others' times are being looked up")
