"""Conducting: wishes of the page and keys become deeds of the session, or a sentence why not."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.script import Place
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.deeds import MILESTONES
from interview_desk.ui.live.compact_window import CompactWindow
from interview_desk.ui.live.sound import Sound
from interview_desk.ui.main_window import MainWindow
from tests.conducting import Conducted


class Bench:
    """A session of the small kit in a window, driven through the page's signals and the commands' names."""

    def __init__(self, qtbot: QtBot, started: bool = True) -> None:
        self.session = Conducted(started=started)
        self.window = MainWindow()
        qtbot.addWidget(self.window)
        self.background = Background(self._failed)
        self.conducting = Conducting(self.window, self.session.live, self.background)
        self.conducting.open()
        self.page = self.conducting.page

    def _failed(self, error: BaseException) -> None:
        raise AssertionError("work in the background failed") from error

    def do(self, *commands: str) -> None:
        for id in commands:
            assert self.window.desk.is_open(id), id
            self.window.desk.trigger(id)

    @property
    def notice(self) -> str:
        return self.window.notices.text


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    it = Bench(qtbot)
    yield it
    it.background.close()


def test_a_note_is_kept_with_its_kind_competency_and_stamp(bench: Bench) -> None:
    bench.page.note_written.emit("- forgot the edge @prob", 4_000)
    (note,) = bench.session.state.notes()
    assert (note.kind, note.text, note.competency, note.at_ms) == (
        "concern",
        "forgot the edge",
        "problem-solving",
        4_000,
    )


def test_a_refusal_is_told_and_goes_with_the_next_deed(bench: Bench) -> None:
    bench.do("hint.next")
    assert bench.notice == "No layer is open: Ctrl+Return goes on to the next one."
    bench.do("layer.solved")
    assert bench.notice == ""


def test_layers_are_left_as_solved_partly_or_not(bench: Bench) -> None:
    bench.do("layer.solved", "layer.partly", "layer.move-on")
    outcomes = [bench.session.state.outcome(place) for place in bench.session.state.track()]
    assert outcomes[1:3] == ["partly", "moved-on"]


def test_a_click_on_the_next_layer_is_its_key_and_on_any_other_a_jump(bench: Bench) -> None:
    track = bench.session.state.track()
    bench.page.place_wanted.emit(track[1])
    bench.page.place_wanted.emit(track[2])
    assert bench.session.state.outcome(track[1]) == "solved"
    bench.page.place_wanted.emit(Place("their-questions"))
    assert bench.session.state.place == Place("their-questions")
    bench.page.place_wanted.emit(track[1])
    assert bench.session.state.place == track[1]


def test_hints_are_given_by_the_page_as_by_the_key_and_out_of_order(bench: Bench) -> None:
    bench.do("layer.solved")
    bench.page.hint_wanted.emit()
    bench.page.hint_picked.emit("first-reveal")
    bench.do("hint.next")
    assert [hint.hint for hint in bench.session.state.hints] == ["first-nudge", "first-reveal", "first-pointer"]


def test_a_hint_of_ones_own_takes_its_words_from_the_note_line(bench: Bench) -> None:
    bench.do("layer.solved", "hint.own")
    bench.page.answered.emit("hint.own", "think of the oldest", 0)
    (hint,) = bench.session.state.hints
    assert (hint.level, hint.text) == ("ad-hoc", "think of the oldest")


@pytest.mark.parametrize(("key", "name"), [(str(at), name) for at, (name, _) in enumerate(MILESTONES, 1)])
def test_each_number_is_its_milestone(bench: Bench, key: str, name: str) -> None:
    bench.do("milestone.reach")
    bench.page.chosen.emit("milestone.reach", key)
    assert [getattr(moment, "milestone", None) for moment in bench.session.state.moments][-1] == name


@pytest.mark.parametrize(("key", "manner"), [("r", "reasoned"), ("b", "bare")])
def test_i_dont_know_is_kept_at_once_and_its_manner_after(bench: Bench, key: str, manner: str) -> None:
    bench.do("candidate.dont-know")
    assert bench.session.state.unanswered is not None
    bench.page.chosen.emit("candidate.dont-know", key)
    assert [getattr(moment, "manner", None) for moment in bench.session.state.moments][-1] == manner


def test_a_branch_is_opened_at_once_named_when_asked_and_closed_by_the_same_key(bench: Bench) -> None:
    bench.do("layer.solved", "branch.toggle")
    bench.page.answered.emit("branch.toggle", "their last job", 0)
    meanwhile = bench.session.state
    bench.do("branch.toggle")
    assert meanwhile.branch is not None
    assert bench.session.state.branch is None
    assert "their last job" in [getattr(moment, "topic", "") for moment in bench.session.state.moments]


def test_a_branch_may_stay_without_a_name(bench: Bench) -> None:
    bench.do("branch.toggle")
    bench.page.answered.emit("branch.toggle", "  ", 0)
    assert bench.session.state.branch is not None
    assert bench.notice == ""


def test_the_last_note_is_amended_and_an_empty_one_refused(bench: Bench) -> None:
    bench.do("note.amend")
    assert bench.notice == "There is no note to amend yet."
    bench.page.note_written.emit("+ asked", 0)
    bench.do("note.amend")
    assert bench.page.line.text == "+ asked"
    bench.page.answered.emit("note.amend", "- guessed", 0)
    (note,) = bench.session.state.notes()
    assert (note.kind, note.text, note.amended) == ("concern", "guessed", True)
    bench.page.answered.emit("note.amend", "", 0)
    assert bench.notice == "A note can't be empty: undo it instead."


def test_a_snippet_comes_from_the_clipboard_in_the_question_s_language(bench: Bench) -> None:
    QGuiApplication.clipboard().setText("")
    bench.do("layer.solved", "snippet.clipboard")
    assert bench.notice == "The clipboard holds no text: copy the candidate's code first."
    QGuiApplication.clipboard().setText("a = 1\nb = 2\nc = 3\n")
    bench.do("snippet.clipboard", "snippet.clipboard")
    assert bench.notice == "That is the same code as the last snippet."
    (snippet,) = bench.session.state.snippets
    assert (snippet.language, snippet.source) == ("python", "clipboard")


@pytest.mark.parametrize(
    ("typed", "lines"),
    [("2 off by one", (2, 2)), ("1-3 all of it", (1, 3)), ("2 – 3 dash", (2, 3)), ("without lines", (1, 3))],
)
def test_a_comment_names_its_lines_or_means_all(bench: Bench, typed: str, lines: tuple[int, int]) -> None:
    bench.do("snippet.comment")
    assert bench.notice == "There is no snippet yet: Ctrl+Shift+V takes one."
    bench.session.do(rules.take_snippet(bench.session.state, "a = 1\nb = 2\nc = 3\n", "python"))
    bench.do("snippet.comment")
    bench.page.answered.emit("snippet.comment", typed, 0)
    (comment,) = bench.session.state.snippets[0].comments
    assert (comment.first, comment.last) == lines


def test_lines_that_are_not_there_are_refused(bench: Bench) -> None:
    bench.session.do(rules.take_snippet(bench.session.state, "a = 1\n", "python"))
    bench.do("snippet.comment")
    bench.page.answered.emit("snippet.comment", "4-5 too far", 0)
    assert bench.notice == "The snippet has lines 1 to 1."


def test_scores_go_to_the_chosen_row(bench: Bench) -> None:
    bench.do("score.3", "score.next", "score.not-assessed", "score.previous", "score.4")
    assert bench.session.state.scores == {"problem-solving": 4, "communication": "not-assessed"}


def test_their_question_is_kept(bench: Bench) -> None:
    bench.do("question.theirs")
    bench.page.answered.emit("question.theirs", "Who reviews what?", 0)
    assert [getattr(moment, "text", "") for moment in bench.session.state.moments][-1] == "Who reviews what?"


def test_consent_is_asked_for_with_the_candidate_s_name_and_taken_back_by_the_same_key(bench: Bench) -> None:
    bench.do("audio.consent")
    assert bench.page.line.text == "Sample Candidate"
    bench.do("note.save")
    assert bench.session.state.consent is not None
    bench.do("audio.consent")
    bench.page.answered.emit("audio.no-consent", " ", 0)
    assert bench.notice == "Write who took the consent back."
    bench.page.answered.emit("audio.no-consent", "Sample Candidate", 0)
    assert bench.session.state.consent is None


def test_the_compact_window_shows_the_sound_as_the_page_does(bench: Bench) -> None:
    bench.window.show()
    bench.conducting.show_sound("recording", 2)
    bench.do("window.compact")
    (compact,) = compact_windows()
    assert (compact.sound.words, compact.sound.level) == ("recording", 2)
    bench.conducting.show_sound("recording paused", 0)
    assert (compact.sound.words, bench.page.header.who.findChildren(Sound)[0].words) == ("recording paused",) * 2
    bench.conducting.close()


def test_where_the_interview_is_over_nobody_is_asked_for_consent(bench: Bench) -> None:
    bench.do("interview.wrap-up", "audio.consent")
    assert bench.notice.startswith("The interview has ended")


def test_wrapping_up_before_the_start_is_refused_and_after_it_ends_the_interview(qtbot: QtBot) -> None:
    bench = Bench(qtbot, started=False)
    bench.do("interview.wrap-up")
    assert bench.notice == "The interview has not been started: Ctrl+P starts it."
    bench.do("interview.pause")
    with qtbot.waitSignal(bench.conducting.wrap_up_wanted):
        bench.do("interview.wrap-up")
    assert bench.session.state.phase == "ended"


def test_trouble_with_saving_stands_there_until_it_is_over(bench: Bench) -> None:
    bench.conducting.adapter.trouble.emit("Not saved yet: the disk is full.")
    assert bench.page.header.who.saved.words == "not saved yet"
    bench.do("layer.solved")
    assert bench.notice == "Not saved yet: the disk is full."
    bench.conducting.adapter.trouble.emit(None)
    bench.conducting.adapter.saved.emit(bench.session.state.seq)
    assert bench.notice == ""
    assert bench.page.header.who.saved.words == "saved"


def test_a_half_typed_note_comes_back_with_its_stamp(bench: Bench) -> None:
    bench.conducting.restore(Draft("- half", 61_000, 70_000))
    assert (bench.page.line.text, bench.page.line.stamp_ms) == ("- half", 61_000)


def test_what_is_half_typed_is_kept_when_the_session_is_let_go(bench: Bench) -> None:
    bench.page.line.restore("- half", 1_000)
    bench.page.draft_changed.emit("- half", 1_000)
    bench.conducting.close()
    assert bench.session.keeper.draft.text == "- half"


def test_the_compact_window_is_told_of_what_is_saved_and_of_trouble(bench: Bench) -> None:
    bench.window.show()
    bench.do("window.compact")
    (compact,) = compact_windows()
    bench.conducting.adapter.saved.emit(bench.session.state.seq)
    assert compact.saved.words == "saved"
    bench.conducting.adapter.trouble.emit("Not saved yet: the disk is full.")
    assert compact.saved.words == "not saved yet"
    assert not bench.window.isVisible()
    bench.conducting.close()
    assert compact_windows() == []


def compact_windows() -> list[CompactWindow]:
    return [it for it in QApplication.topLevelWidgets() if isinstance(it, CompactWindow) and it.isVisible()]


def test_word_of_what_is_saved_that_comes_after_the_session_was_let_go_hurts_nobody(bench: Bench) -> None:
    bench.window.show_page(QLineEdit(), "")
    thread = threading.Thread(target=lambda: bench.conducting.adapter.saved.emit(bench.session.state.seq))
    thread.start()
    thread.join()
    bench.conducting.close()
    bench.window.drop_page(bench.page)
    QCoreApplication.sendPostedEvents(bench.page, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()  # Qt errors fail the test
    bench.conducting.adapter.trouble.emit("Not saved yet: the disk is full.")
    assert bench.notice == ""
