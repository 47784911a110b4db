"""History from CSV folders and back: everything read, or every reason why not."""

from pathlib import Path

import numpy as np
import pytest

from interview_desk.insights.simulate import simulate
from interview_desk.insights.table_reader import LAYERS, OUTCOMES, RATINGS, SESSIONS, read_history
from interview_desk.insights.table_writer import write_history
from interview_desk.insights.tables import NOT_GIVEN, empty_history

GOOD = {
    SESSIONS: "session,seq,candidate,interviewer,question,level,limit_min\n"
    "s1,1,ann,ida,q1,mid,45\ns2,2,bob,jon,q1,mid,\n",
    RATINGS: "session,rater,live,design,code\ns1,ida,1,3,2\ns2,jon,1,4,\ns1,jon,0,2,2\n",
    LAYERS: "session,layer,status,end_min,hints\ns1,1,done,12.5,1\ns1,2,unfinished,45,2\ns2,1,revealed,20,3\n",
    OUTCOMES: "candidate,passed\nann,1\n",
}


def folder_with(path: Path, **changed: str | bytes | None) -> Path:
    for name, text in {**GOOD, **{f"{key}.csv": value for key, value in changed.items()}}.items():
        if text is not None:
            (path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems_of(path: Path, **changed: str | bytes | None) -> list[str]:
    history, problems = read_history(folder_with(path, **changed))
    assert history is None
    return [f"{problem.file}:{problem.line}: {problem.what}" for problem in problems]


def test_a_good_folder_is_read_with_names_coded_in_order(tmp_path: Path) -> None:
    history, problems = read_history(folder_with(tmp_path))
    assert problems == []
    assert history is not None
    assert history.names.people == ("ida", "jon")
    assert history.names.competencies == ("design", "code")
    assert history.ratings.means().tolist() == [2.5, 4.0, 2.0]
    assert history.raw_scores().tolist() == [2.5, 4.0]
    assert np.isnan(history.sessions.limit[1])
    assert history.sessions.role.tolist() == [NOT_GIVEN, NOT_GIVEN]
    assert history.layers.status.tolist() == [0, 1, 2]


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    write_history(simulate(20, 3, 1)[0], tmp_path)
    told: list[tuple[int, int]] = []
    read_history(tmp_path, lambda *it: told.append(it))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_layers_and_outcomes_may_be_missing(tmp_path: Path) -> None:
    history, problems = read_history(folder_with(tmp_path, layers=None, outcomes=None))
    assert (problems, history is not None) == ([], True)


def test_what_is_written_is_read_back_and_written_the_same(tmp_path: Path) -> None:
    history, _ = simulate(200, 9, 4)
    write_history(history, tmp_path / "one")
    again, problems = read_history(tmp_path / "one")
    assert problems == []
    assert again is not None
    write_history(again, tmp_path / "two")
    for name in (SESSIONS, RATINGS, LAYERS, OUTCOMES):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert np.array_equal(again.ratings.scores, history.ratings.scores)
    assert np.array_equal(again.layers.end, history.layers.end)
    assert np.array_equal(again.sessions.order, history.sessions.order)


def test_an_empty_history_survives_the_way_out_and_in(tmp_path: Path) -> None:
    write_history(empty_history(), tmp_path)
    (tmp_path / RATINGS).write_text("session,rater,live,design\n")
    history, problems = read_history(tmp_path)
    assert problems == []
    assert history is not None
    assert len(history) == 0


@pytest.mark.parametrize("name", ["=cmd()", "a,b", 'say "hi"', "two\nlines", "../up", "‮txt", "Ω" * 300])
def test_hostile_names_come_back_as_themselves(name: str, tmp_path: Path) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    history, problems = read_history(
        folder_with(
            tmp_path,
            sessions=f"session,seq,candidate,interviewer,question,level\ns1,1,{quoted},ida,q1,mid\n".replace(
                "level\n", "level,limit_min\n"
            ).replace("mid\n", "mid,45\n"),
            ratings="session,rater,live,design\ns1,ida,1,3\n",
            layers=None,
            outcomes=None,
        )
    )
    assert problems == []
    assert history is not None
    assert history.names.candidates == (name,)
    write_history(history, tmp_path / "out")
    again, _ = read_history(tmp_path / "out")
    assert again is not None
    assert again.names.candidates == (name,)


def test_every_bad_cell_is_reported_by_file_and_line(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        layers="session,layer,status,end_min,hints\ns1,1,finished,12,1\ns1,2,done,-3,0\ns9,1,done,5,0\n"
        "s2,0,done,5,1.5\ns2,1,done,nan,0\ns2,1,done,100000,0\n",
        outcomes="candidate,passed\nann,yes\nzoe,1\nann,2\n",
    )
    assert found == [
        "layers.csv:2: status is 'finished'",
        "layers.csv:3: end_min is '-3'",
        "layers.csv:4: session 's9' is not known",
        "layers.csv:5: hints is '1.5'",
        "layers.csv:5: layer is '0'",
        "layers.csv:6: end_min is 'nan'",
        "layers.csv:7: end_min is '100000'",
        "layers.csv:7: layer 1 of session 's2' stood on line 6 already",
        "outcomes.csv:2: passed is 'yes'",
        "outcomes.csv:3: candidate 'zoe' is not known",
        "outcomes.csv:4: an outcome of candidate 'ann' stood on line 2 already",
        "outcomes.csv:4: passed is '2'",
    ]


def test_sessions_and_ratings_that_stand_twice_or_contradict_each_other_are_reported(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        sessions=GOOD[SESSIONS] + "s1,3,cem,ida,q2,mid,45\n",
        ratings="session,rater,live,design\ns1,ida,1,3\ns1,ida,0,2\ns2,ida,1,3\ns1,jon,2,9999\n",
        layers=None,
        outcomes=None,
    )
    assert found == [
        "ratings.csv:3: 'ida' scored session 's1' stood on line 2 already",
        "ratings.csv:4: 'ida' has a live score but didn't conduct this session",
        "ratings.csv:5: design is '9999'",
        "ratings.csv:5: live is '2'",
        "sessions.csv:4: session 's1' stood on line 2 already",
    ]


def test_layers_out_of_order_in_time_or_number_are_reported(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path, layers="session,layer,status,end_min,hints\ns1,1,done,30,0\ns1,2,done,20,0\ns2,2,done,20,0\n"
    )
    assert found == [
        "layers.csv:3: layer 2 ends before the layer ahead of it",
        "layers.csv:4: layer 2 comes without the layer before it",
    ]


def test_missing_columns_are_reported_with_what_was_probably_meant(tmp_path: Path) -> None:
    _, problems = read_history(
        folder_with(tmp_path, sessions="session,seq,candidate,interviewr,question,level,limit_min\n")
    )
    assert [(problem.what, problem.remedy) for problem in problems] == [
        ("there is no column interviewer", "did you mean 'interviewr' to be it?")
    ]


def test_a_table_without_any_order_or_scores_is_refused(tmp_path: Path) -> None:
    found = problems_of(
        tmp_path,
        sessions=GOOD[SESSIONS].replace("seq", "place"),
        ratings="session,rater,live\ns1,ida,1\n",
    )
    assert "sessions.csv:1: there is neither a column seq nor a column date" in found


def test_dates_are_read_with_or_without_time_and_bad_ones_reported(tmp_path: Path) -> None:
    text = (
        GOOD[SESSIONS].replace("seq", "date").replace("s1,1", "s1,2026-03-01").replace("s2,2", "s2,2026-03-01T10:00Z")
    )
    history, problems = read_history(folder_with(tmp_path, sessions=text))
    assert problems == []
    assert history is not None
    assert np.diff(history.sessions.order).tolist() == [36_000]
    assert problems_of(tmp_path, sessions=text.replace("2026-03-01,", "01.03.2026,")) == [
        "sessions.csv:2: date is '01.03.2026'"
    ]


def test_lines_of_another_width_are_reported_and_blank_ones_are_not(tmp_path: Path) -> None:
    assert problems_of(tmp_path, outcomes="candidate,passed\n\nann,1\nbob,1,extra\nbob\n") == [
        "outcomes.csv:4: the line has 3 cells and the header 2",
        "outcomes.csv:5: the line has 1 cells and the header 2",
    ]


def test_bytes_that_are_not_utf_8_are_reported_by_line(tmp_path: Path) -> None:
    assert problems_of(tmp_path, outcomes=b"candidate,passed\nann,1\nb\xf6b,1\n") == [
        "outcomes.csv:3: byte 2 of the line is not UTF-8"
    ]


def test_an_open_quote_is_reported(tmp_path: Path) -> None:
    (found,) = problems_of(tmp_path, outcomes='candidate,passed\n"ann,1\n')
    assert "can't be read as CSV" in found


def test_columns_set_apart_by_something_else_are_reported_once(tmp_path: Path) -> None:
    for mark, word in ((";", "semicolons"), ("\t", "tabs")):
        found = problems_of(tmp_path, sessions=GOOD[SESSIONS].replace(",", mark))
        assert found == [f"sessions.csv:1: the columns are set apart by {word}"]


def test_a_missing_file_and_an_empty_one_are_reported(tmp_path: Path) -> None:
    assert any("can't be read" in line for line in problems_of(tmp_path, ratings=None))
    assert any("no column session" in line for line in problems_of(tmp_path, ratings=""))


def test_windows_line_ends_a_byte_order_mark_and_blanks_around_cells_are_forgiven(tmp_path: Path) -> None:
    text = "﻿candidate , passed\r\n ann ,1\r\n"
    history, problems = read_history(folder_with(tmp_path, outcomes=text))
    assert problems == []
    assert history is not None
    assert history.outcomes.passed.tolist() == [True]


def test_numbers_too_large_for_anything_are_reported_and_do_not_crash(tmp_path: Path) -> None:
    found = problems_of(tmp_path, sessions=GOOD[SESSIONS].replace("s1,1,", "s1,9" + "9" * 400 + ","))
    assert len(found) == 1
    assert "seq is" in found[0]
    _, (problem,) = read_history(tmp_path)
    assert problem.remedy == "a whole number of 0 or more is expected"
