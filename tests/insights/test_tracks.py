"""A shadow's track beside the lead's: missed hints, late notes, layers, scores; in the lead's time."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.insights.tracks import beside, in_words, up_to
from tests.kits import small_kit
from tests.storage.logs import BEGAN


def log(who: str, late_s: int, *events: tuple[int, e.Event]) -> list[Entry]:
    """A log that began `late_s` after the lead's; each event at a second of its own clock."""
    opened = Entry(1, 0, BEGAN, e.Opened(small_kit(), "Sample", who, "senior"))
    began = BEGAN + timedelta(seconds=late_s)
    return [
        opened,
        *(
            Entry(seq, second * 1000, began + timedelta(seconds=second), event)
            for seq, (second, event) in enumerate(events, 2)
        ),
    ]


def hint(name: str) -> e.HintGiven:
    return e.HintGiven("main", "first", name, "nudge", "say", "about")


def note(second: int, text: str, competency: str = "problem-solving") -> tuple[int, e.Event]:
    return second, e.NoteTaken(second * 1000, "strength", text, competency)


LEAD = log(
    "Lead", 0, (0, e.Started()), (10, e.LayerReached("main", "first")), note(60, "asked first"),
    (90, hint("first-nudge")), (200, hint("first-pointer")), note(300, "tested", "communication"), note(900, "the end"),
    (950, e.Scored("problem-solving", 3)), (960, e.Scored("communication", 2)), (1000, e.Ended()),
)  # fmt: skip
SHADOW = log(
    "Shadow S", 20, (0, e.Started()), (0, e.LayerReached("main", "first")), note(45, "asks"), (75, hint("first-nudge")),
    note(350, "tests at last", "communication"), (400, hint("first-reveal")),
    (950, e.Scored("problem-solving", 3)), (960, e.Scored("communication", 4)), (1000, e.Ended()),
)  # fmt: skip


def test_missed_hints_and_late_notes_are_found_in_the_leads_time() -> None:
    track = beside(LEAD, SHADOW)
    assert track.shadow == "Shadow S"
    hints, notes, layers, scores = track.lines
    assert (hints.title, hints.figure) == ("Hints seen", "1 / 2")
    assert [(it.at_ms, it.words, it.kept) for it in hints.instances] == [
        (90_000, "nudge on first: seen", True),
        (200_000, "nudge on first: missed", False),
    ]
    assert [(it.at_ms, it.kept) for it in track.moments if it.words == "Hint, nudge"] == [
        (95_000, True),
        (420_000, False),
    ]
    assert notes.figure == "1 / 3"
    assert [it.words for it in notes.instances] == [
        "“asked first”: noted in time",
        "“tested”: noted 1:10 later",
        "“the end”: not noted",
    ]
    assert layers.figure == "2 / 2"
    assert (scores.figure, scores.instances[1].words) == ("1 / 2", "Communication: lead 2, shadow 4")
    assert hints.opens_ms(1_000_000) == 200_000


def test_of_a_second_only_what_is_known_then_is_told() -> None:
    hints, notes, _, scores = up_to(beside(LEAD, SHADOW), 100_000)
    assert (hints.figure, notes.figure, scores.figure) == ("1 / 1", "1 / 1", "–")


def test_each_note_of_the_shadow_answers_one_of_the_leads() -> None:
    twice = log("Lead", 0, (0, e.Started()), note(60, "one"), note(61, "two"), (90, e.Ended()))
    once = log("Shadow", 0, (0, e.Started()), note(60, "both"), (90, e.Ended()))
    assert beside(twice, once).lines[1].figure == "1 / 2"


def test_clocks_that_differ_too_far_are_taken_to_have_started_together() -> None:
    hours_later = [dataclasses.replace(it, at=it.at + timedelta(hours=3)) for it in LEAD]
    assert beside(LEAD, hours_later).lines[1].figure == "3 / 3"


def test_the_differences_read_as_text() -> None:
    lines = in_words(beside(LEAD, SHADOW))
    assert lines[0] == "Shadow S's track beside the lead's"
    assert "    03:20  nudge on first: missed" in lines
