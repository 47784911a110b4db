"""What a typed line means."""

import pytest

from interview_desk.domain.events import NoteKind
from interview_desk.domain.note_line import Line, match_competency, read_line, write_line

ROWS = ["problem-solving", "communication", "correctness"]


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("plain words", "plain", "plain words"),
        ("+ asked scope", "strength", "asked scope"),
        ("+asked scope", "strength", "asked scope"),
        ("- off by one", "concern", "off by one"),
        ("? why a thread", "come-back", "why a thread"),
        ("* derived it", "key-moment", "derived it"),
        ("", "plain", ""),
        ("   ", "plain", ""),
    ],
)
def test_the_first_character_is_the_kind(typed: str, kind: NoteKind, text: str) -> None:
    assert read_line(typed, ROWS) == Line(kind, text, "", 0)


@pytest.mark.parametrize("tag", ["@problem-solving", "@problem-so", "@p"])
def test_a_tag_names_the_competency_that_it_begins(tag: str) -> None:
    assert read_line(f"+ lazy refill {tag} unasked", ROWS) == Line(
        "strength", "lazy refill unasked", "problem-solving", 0
    )


def test_a_tag_that_could_be_two_rows_or_none_stays_in_the_text() -> None:
    assert read_line("see @co and @nobody, me@home", ROWS).text == "see @co and @nobody, me@home"
    assert match_competency("co", ROWS) is None


def test_seconds_in_front_set_the_stamp_back_and_are_no_concern() -> None:
    assert read_line("-30s + drew it", ROWS) == Line("strength", "drew it", "", 30_000)
    assert read_line("-30 requests a second", ROWS).kind == "concern"


def test_a_written_line_reads_back_as_the_same_note() -> None:
    typed = write_line("concern", "forgot the lock", "correctness")
    assert read_line(typed, ROWS) == Line("concern", "forgot the lock", "correctness", 0)


@pytest.mark.parametrize("typed", ["@correctness + good", "@correctness -30s late", "+ @correctness see @requirements"])
def test_a_line_whose_text_looks_like_a_sign_or_a_tag_is_amended_as_it_was(typed: str) -> None:
    rows = ["correctness", "requirements"]
    line = read_line(typed, rows)
    assert read_line(write_line(line.kind, line.text, line.competency), rows) == line
