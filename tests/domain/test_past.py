"""What is kept of a session for the figures: when layers were done, scores as given, and nothing of a rehearsal."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from interview_desk.domain import events as e
from interview_desk.domain.events import Event
from interview_desk.domain.log import Entry
from interview_desk.domain.past import LONGEST_NAME, Past, is_part, one_line, past_of
from interview_desk.domain.state import fold
from tests.storage.logs import BEGAN, opening

HINT = e.HintGiven("main", "first", "first-nudge", "nudge", "Nudge first", "where first begins")
REVEAL = e.HintGiven("main", "first", "first-reveal", "reveal", "Reveal first", "how first ends")


def past(*deeds: tuple[float, Event], first: Entry | None = None) -> Past | None:
    """Return what is kept of an interview of these deeds, each at a minute."""
    entries = [first or opening()]
    for seq, (minute, event) in enumerate(deeds, 2):
        entries.append(Entry(seq, round(minute * 60_000), BEGAN + timedelta(minutes=minute), event))
    return past_of("20261123-one", fold(entries))


def reached(layer: str, left: e.Outcome | None = None, question: str = "main") -> e.LayerReached:
    return e.LayerReached(question, layer, left)


def layers(*deeds: tuple[float, Event]) -> list[tuple[int, str, float, int]]:
    kept = past((0, e.Started()), *deeds)
    assert kept is not None
    return [row[1:] for row in kept.layers]


def test_a_layers_end_counts_from_the_questions_start() -> None:
    assert layers(
        (2, reached("first")), (5, HINT), (10, reached("second", "solved")),
        (17.5, e.SectionReached("their-questions", "solved")), (25, e.Ended()),
    ) == [(1, "done", 8.0, 1), (2, "done", 15.5, 0)]  # fmt: skip


def test_who_ran_out_of_time_or_moved_on_was_still_working() -> None:
    assert layers((2, reached("first")), (14, e.Ended())) == [(1, "unfinished", 12.0, 0)]
    moved_on = (2, reached("first")), (9, reached("second", "partly")), (14, e.Ended())
    assert layers(*moved_on) == [(1, "unfinished", 7.0, 0), (2, "unfinished", 12.0, 0)]


def test_a_solution_that_was_given_away_is_no_finish() -> None:
    given = layers((2, reached("first")), (6, REVEAL), (9, reached("second", "solved")), (14, e.Ended()))
    assert given[0] == (1, "revealed", 7.0, 1)


def test_a_pause_does_not_count() -> None:
    resumed = (2, reached("first")), (4, e.Paused()), (4, e.Resumed()), (9, reached("second", "solved")), (9, e.Ended())
    assert layers(*resumed)[0] == (1, "done", 7.0, 0)


def test_a_layer_gone_back_to_ends_when_it_was_left_last_and_none_ends_before_the_one_ahead() -> None:
    back = layers(
        (0, reached("first")), (5, reached("second", "solved")), (8, reached("first", "solved")),
        (12, e.SectionReached("their-questions", "solved")), (20, e.Ended()),
    )  # fmt: skip
    assert back == [(1, "done", 12.0, 0), (2, "done", 12.0, 0)]


def test_a_layer_of_no_time_at_all_has_its_place() -> None:
    at_once = (2, reached("first")), (2, reached("second", "solved")), (9, e.Ended())
    assert layers(*at_once) == [(1, "done", 0.0, 0), (2, "unfinished", 7.0, 0)]


def test_a_layer_that_was_skipped_counts_as_not_done() -> None:
    assert layers((2, reached("second")), (9, e.Ended())) == [(1, "unfinished", 0.0, 0), (2, "unfinished", 7.0, 0)]


def test_a_further_question_is_a_row_of_its_own_with_layers_alone() -> None:
    kept = past(
        (0, e.Started()), (2, reached("first")), (6, e.DirectionChanged("other", "third")), (15, e.Ended()),
        (16, e.Scored("problem-solving", 3)), (16, e.Scored("communication", "not-assessed")),
    )  # fmt: skip
    assert kept is not None
    assert [row[0] for row in kept.sessions] == ["20261123-one", "20261123-one/other"]
    assert [row[7] for row in kept.sessions] == [20.0, None]
    assert kept.layers == [("20261123-one", 1, "unfinished", 4.0, 0), ("20261123-one/other", 1, "unfinished", 9.0, 0)]
    assert kept.scores == [
        ("20261123-one", "Interviewer 7", True, "communication", None),
        ("20261123-one", "Interviewer 7", True, "problem-solving", 3.0),
    ]
    assert is_part(kept.sessions[1][0], {"20261123-one"})
    assert not is_part("2024/17", {"20261123-one"})


def test_a_session_row_says_who_what_and_when() -> None:
    kept = past((0, e.Started()), (2, reached("first")), (9, e.Ended()))
    assert kept is not None
    began = int(BEGAN.timestamp())
    assert kept.sessions == [
        (
            "20261123-one", "Sample Candidate", "Interviewer 7", "main", "1", "senior", "Engineer", 20.0, None, began,
        ),
    ]  # fmt: skip


def test_nothing_is_kept_of_a_rehearsal_or_of_what_goes_on() -> None:
    first = opening()
    assert isinstance(first.event, e.Opened)
    rehearsal = replace(first, event=replace(first.event, practice=True))
    assert past((0, e.Started()), (9, e.Ended()), first=rehearsal) is None
    assert past((0, e.Started()), (2, reached("first"))) is None
    assert past((0, e.Started()), (2, reached("first")), (9, e.Ended()), (10, e.Retracted(4))) is None


def test_an_interview_without_any_exercise_is_kept_for_its_scores() -> None:
    kept = past((0, e.Started()), (9, e.Ended()), (9, e.Scored("communication", 2)))
    assert kept is not None
    assert (kept.sessions[0][3], kept.layers, len(kept.scores)) == ("main", [], 1)


def test_candidates_without_a_name_are_not_taken_for_one_person() -> None:
    first = opening(candidate="Candidate")
    kept = past((0, e.Started()), (9, e.Ended()), first=first)
    assert kept is not None
    assert kept.sessions[0][1] == "20261123-one"


def test_a_name_fits_any_store() -> None:
    assert one_line("  Ann\n\0 Lee ") == "Ann \ufffd Lee"
    assert one_line("\ud800x") == "\ufffdx"
    assert len(one_line("x" * 10_000)) == LONGEST_NAME
