"""Changing a YAML file never changes a session that was opened with it: kit and rubric travel inside the session."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.log import Entry
from interview_desk.domain.state import fold
from interview_desk.errors import ProblemsFound, UsageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.library.shelves import Shelf
from interview_desk.sessions.live import Live, open_live, resume_live
from interview_desk.storage.journal import Journal, open_journal
from tests.library.samples import FILES, TEXTS, write_library

SESSION = "20261123-090000-aaaa"


class OnDisk:
    """Keeps each entry at once."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        self._journal.append(SESSION, entry)

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


def reword(folder: Path) -> None:
    """Change what is said, the pars, the anchors and the minutes, as an author would."""
    for name, old, new in (
        ("question", "Say how often each word stands in the text.", "Now count letters instead."),
        ("question", "par: {minutes: 12, hints: 1}", "par: {minutes: 13, hints: 2}"),
        ("question", "Take a dictionary.", "Take a list."),
        ("rubric", "Tests an edge of the input.", "Sings while testing."),
        ("rubric", "weight: 2", "weight: 5"),
        ("kit", "title: One hour", "title: Another hour"),
    ):
        file = folder / FILES[name]
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


def break_all(folder: Path) -> None:
    """Save every file half-written."""
    for name, file in FILES.items():
        (folder / file).write_text(TEXTS[name][:40] + "\n\t: {", "utf-8")


def remove_all(folder: Path) -> None:
    for file in FILES.values():
        (folder / file).unlink()


@pytest.mark.parametrize("change", [reword, break_all, remove_all])
def test_a_session_keeps_the_words_it_was_opened_with(tmp_path: Path, change: Callable[[Path], None]) -> None:
    library = write_library(tmp_path / "library")
    catalogue = Catalogue([Shelf(library / "question_banks", library / "rubrics", "yours")])
    kit = catalogue.kit("one-hour")
    clock = ManualClock()
    with closing(open_journal(f"sqlite:///{tmp_path / 'desk.db'}")) as journal:
        live = open_live(clock, OnDisk(journal), rules.open_session(kit, "Sample Candidate", "Interviewer 7", "senior"))
        conduct_half(live, clock)

        change(library)
        with suppress(ProblemsFound, UsageError):  # the library is the poorer for it; the session is not
            assert catalogue.kit("one-hour") != kit

        assert live.state.kit == kit
        entries = journal.read(SESSION)
    assert fold(entries) == live.state
    resumed = resume_live(clock, Nobody(), entries, 0)
    assert resumed.state.kit == kit
    assert resumed.state.rubric.competencies[0].weight == 2
    given = rules.give_hint(resumed.state)
    assert not isinstance(given, rules.Refused)
    layer = resumed.state.layer
    assert layer is not None
    assert (layer.say, layer.par.minutes) == ("Say how often each word stands in the text.\n", 12)


class Nobody:
    """Keeps nothing."""

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        pass

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


def conduct_half(live: Live, clock: ManualClock) -> None:
    """Start, go to the first layer and give the first hint."""
    live.perform(rules.start(live.state))
    clock.advance(5 * 60_000)
    live.perform(rules.leave(live.state, "solved"))
    clock.advance(60_000)
    assert isinstance(live.perform(rules.give_hint(live.state)), Entry)
