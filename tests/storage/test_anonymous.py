"""A session without names: none of them anywhere in the bytes, and the replay keeps its course."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pytest

from interview_desk.domain import events as e
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Section
from interview_desk.domain.state import fold
from interview_desk.storage.anonymous import LEFT_OUT, WITHHELD, anonymous, blinded
from interview_desk.storage.bundle import export, import_bundle, pack
from interview_desk.storage.journal import Journal
from tests.kits import small_kit
from tests.storage.logs import BEGAN, log_of, note

SESSION = "20261123-k3f9x2m"


def log(*events: e.Event, candidate: str = "Zelda Müller-Quux", interviewer: str = "Anders Ohm") -> list[Entry]:
    kit = small_kit()
    sections = (Section("introduction", 2, "Hello, I am Anders from payments."), *kit.sections[1:])
    opened = e.Opened(dataclasses.replace(kit, sections=sections), candidate, interviewer, "senior")
    return [Entry(1, 0, BEGAN, opened), *log_of(*events)[1:]]


def inside(session: str, entries: list[Entry]) -> str:
    with zipfile.ZipFile(io.BytesIO(pack(session, entries, hide_names=True))) as it:
        return "".join(it.read(name).decode() for name in it.namelist())


TYPED = (
    e.Started(),
    e.LayerReached("main", "first"),
    note("Zelda asked first; ZELDA MÜLLER-QUUX then wrote, says Anders"),
    e.HintGiven("main", "first", "", "ad-hoc", "think, zelda", "what zelda said"),
    e.SnippetTaken("def zelda_limit(): ...  # quux", "python", "/home/zelda/limiter.py"),
    e.SnippetCommented(6, 1, 1, "Muller's own idea"),
    e.CandidateAsked("Is Ohm the team's lead?"),
    e.BranchOpened(),
    e.BranchNamed(9, "Zeldas last project"),
    e.EvidenceCited("communication", (), "because zelda said so"),
    e.CallMade("close", "as Anders sees it", "Zelda needs practice"),
    e.PointWritten("went-well", "You asked first, Zelda."),
    e.PointReworded(13, "Zelda, you asked first."),
    e.NoteAmended(4, "strength", "no, Mueller: Zelda müller-quux"),
)


def test_no_part_of_a_name_stands_anywhere_in_the_bytes() -> None:
    written = inside(*anonymous(SESSION, log(*TYPED))).casefold()
    for name in ("zelda", "müller", "muller", "mueller", "quux", "anders", "ohm"):
        assert name not in written, name
    assert SESSION not in written


def test_what_happened_stays_with_its_time_and_kind() -> None:
    before, after = log(*TYPED), anonymous(SESSION, log(*TYPED))[1]
    assert [(it.seq, it.offset_ms, it.at) for it in after] == [(it.seq, it.offset_ms, it.at) for it in before]
    kinds = [(type(one.event), type(other.event)) for one, other in zip(before, after, strict=True)]
    assert {was for was, now in kinds if was is not now} <= set(WITHHELD)
    assert {now for was, now in kinds if was is not now} == {e.Withheld}
    state = fold(after)
    assert (state.opened.candidate, state.opened.interviewer) == ("Candidate", "Interviewer")
    assert state.kit.sections[0].say == "Hello, I am Interviewer from payments."
    assert state.kit.rubric == fold(before).kit.rubric
    assert state.notes()[0].text == "no, Candidate: Candidate"
    assert state.spans == fold(before).spans


def test_scores_call_and_report_are_withheld_unless_they_are_asked_for() -> None:
    judged = (
        e.Started(), e.Scored("communication", 4), e.EvidenceCited("communication", (2,), "clear"),
        e.SelfAssessed("communication", 2), e.CallMade("not-now", "too slow"), e.PointWritten("work-on", "Practise"),
        e.PointReworded(7, "Practise more"), e.Ended(),
    )  # fmt: skip
    for kept in (anonymous(SESSION, log(*judged))[1], blinded(log(*judged))):
        assert [type(it.event) for it in kept[2:8]] == [e.Withheld] * 6
        assert (fold(kept).scores, fold(kept).call, fold(kept).points) == ({}, None, ())
    written = inside(*anonymous(SESSION, log(*judged)))
    for hidden in ("too slow", "Practise", '"score":4', "scored", "self-assessed", "call-made"):
        assert hidden not in written
    assert fold(anonymous(SESSION, log(*judged), scores=True)[1]).scores == {"communication": 4}


def test_a_whole_name_becomes_one_word() -> None:
    (_, entry) = anonymous(SESSION, log(note("zelda  müller-quux did it")))[1]
    assert isinstance(entry.event, e.NoteTaken)
    assert entry.event.text == "Candidate did it"


def test_a_private_text_is_left_out_in_all_its_wordings() -> None:
    events = (note("salary is 70k #private"), note("fine"), e.NoteAmended(3, "plain", "a friend of mine #Private"))
    _, first, second, amended = anonymous(SESSION, log(*events))[1]
    assert [getattr(it.event, "text", "") for it in (first, second, amended)] == [LEFT_OUT] * 3


def test_privately_is_not_private() -> None:
    (_, entry) = anonymous(SESSION, log(note("told me privately, or in a #privateer")))[1]
    assert isinstance(entry.event, e.NoteTaken)
    assert entry.event.text == "told me privately, or in a #privateer"


def test_what_was_undone_is_left_out() -> None:
    (_, undone, _) = anonymous(SESSION, log(note("oops, the salary"), e.Retracted(2)))[1]
    assert isinstance(undone.event, e.NoteTaken)
    assert undone.event.text == LEFT_OUT


def test_a_name_inside_another_word_is_no_name() -> None:
    entries = anonymous(SESSION, log(note("an oral exam on memory"), candidate="Al Or", interviewer="Me"))[1]
    assert isinstance(entries[1].event, e.NoteTaken)
    assert entries[1].event.text == "an oral exam on memory"


def test_ids_stay_though_they_are_names() -> None:
    entries = anonymous(SESSION, log(e.LayerReached("main", "first"), candidate="Main First"))[1]
    assert entries[1].event == e.LayerReached("main", "first")
    assert fold(entries).kit.questions[0].id == "main"


@pytest.mark.parametrize("candidate", ["", "Candidate", "Candidate 7", "(.*)[", "\ud800", "Ω"])
def test_any_name_can_be_taken_out(candidate: str) -> None:
    entries = anonymous(SESSION, log(note(f"{candidate} said so"), candidate=candidate))[1]
    assert isinstance(entries[1].event, e.NoteTaken)
    assert not candidate or entries[1].event.text == "Candidate said so"


def test_an_anonymous_session_is_another_session_the_same_every_time(kept: Journal, tmp_path: Path) -> None:
    kept.extend(SESSION, log(*TYPED))
    files = [export(kept, SESSION, tmp_path / name, hide_names=True) for name in ("one.desk", "two.desk")]
    assert files[0].read_bytes() == files[1].read_bytes()
    assert import_bundle(kept, files[0]).added == 15
    assert import_bundle(kept, files[1]).added == 0
    assert [row.candidate for row in kept.sessions(search="Zelda")] == ["Zelda Müller-Quux"]
