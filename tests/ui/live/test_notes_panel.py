"""The notes: what happened in the order it happened, grown by what is new, with the newest in sight."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.events import NoteTaken
from interview_desk.domain.log import Entry
from interview_desk.domain.note_line import Line
from interview_desk.domain.state import Note, Snippet, State, apply
from interview_desk.ui.live.note_rows import lay_out, words_of
from interview_desk.ui.live.notes_panel import NotesPanel
from interview_desk.ui.models import MomentFilter, MomentsModel, sentence
from tests.conducting import Conducted

CODE = "def allow(key):\n    return True  # for now\n"


@pytest.fixture
def panel(on_layer_two: Conducted, shown: Callable[..., NotesPanel]) -> NotesPanel:
    it = shown(NotesPanel(), 540, 420)
    _show(it, on_layer_two)
    return it


def test_rows_are_headings_and_moments_in_the_order_of_their_time(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("+ drew the edge case @problem-solving")
    on_layer_two.hint()
    on_layer_two.do(rules.reach_milestone(on_layer_two.state, "it-runs"))
    on_layer_two.do(rules.say_dont_know(on_layer_two.state))
    on_layer_two.do(rules.take_snippet(on_layer_two.state, CODE, "python", "limiter.py", 8))
    on_layer_two.do(rules.log_their_question(on_layer_two.state, "How big is the team?"))
    _show(panel, on_layer_two)
    assert _sentences(panel) == [
        "00:00 Intro",
        "04:00 Layer 1 · One process",
        "15:00 Layer 2 · Any one-minute span",
        "17:00 strength: drew the edge case (Problem solving)",
        "17:00 Hint, nudge: What would you need to remember about a client to know the last sixty seconds exactly?",
        "17:00 Milestone: It runs",
        '17:00 Said "I don\'t know"',
        f"17:00 Snippet 1, limiter.py lines 8–9: {CODE}",
        "17:00 Their question: How big is the team?",
    ]
    assert panel.head.right.text() == "1 NOTE · 1 SNIPPET"


def test_a_note_that_is_set_back_stands_where_its_time_is(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("now")
    on_layer_two.note("-180s then")
    _show(panel, on_layer_two)
    assert _sentences(panel)[1:] == [
        "04:00 Layer 1 · One process",
        "14:00 then",
        "15:00 Layer 2 · Any one-minute span",
        "17:00 now",
    ]


def test_a_heading_ends_where_the_next_begins(panel: NotesPanel) -> None:
    model = panel.model
    headings = [model.moment(row) for row in range(model.rowCount())]
    assert [model.until_ms(it) for it in headings] == [240_000, 900_000, None]  # type: ignore[arg-type]


def test_a_new_note_is_one_inserted_row_and_nothing_else(panel: NotesPanel, on_layer_two: Conducted) -> None:
    told = _Told(panel.model)
    on_layer_two.note("one more")
    _show(panel, on_layer_two)
    assert told.heard == [("inserted", 3, 3)]


def test_an_undo_takes_one_row_away(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("first")
    on_layer_two.note("second")
    _show(panel, on_layer_two)
    told = _Told(panel.model)
    on_layer_two.do(rules.undo(on_layer_two.live.log))
    _show(panel, on_layer_two)
    assert told.heard == [("removed", 4, 4)]
    assert _sentences(panel)[-1] == "17:00 first"


def test_an_amended_note_changes_its_row_and_shows_that_it_was(panel: NotesPanel, on_layer_two: Conducted) -> None:
    entry = on_layer_two.note("frist")
    _show(panel, on_layer_two)
    told = _Told(panel.model)
    line = Line("concern", "first", "correctness", 0)
    on_layer_two.do(rules.amend_note(on_layer_two.state, entry.seq, line))
    _show(panel, on_layer_two)
    assert told.heard == [("changed", 3, 3)]
    assert _sentences(panel)[-1] == "17:00 concern: first (Correctness), amended; it was: frist"


def test_every_word_that_a_note_had_before_stands_below_it(on_layer_two: Conducted) -> None:
    entry = on_layer_two.note("first words")
    before = lay_out(on_layer_two.state.notes()[-1], on_layer_two.state, 500).height
    for text in ("second words", "third words"):
        on_layer_two.do(rules.amend_note(on_layer_two.state, entry.seq, Line("plain", text, "", 0)))
    note = on_layer_two.state.notes()[-1]
    assert note.before == ("first words", "second words")
    assert words_of(note, on_layer_two.state).below == ("was: second words", "was: first words")
    assert lay_out(note, on_layer_two.state, 500).height > before
    on_layer_two.do(rules.undo(on_layer_two.live.log))
    assert on_layer_two.state.notes()[-1].before == ("first words",)


def test_notes_of_one_kind_or_one_competency_can_be_shown_alone(panel: NotesPanel, on_layer_two: Conducted) -> None:
    for typed in ("+ a @correctness", "- b", "+ c", "? d"):
        on_layer_two.note(typed)
    _show(panel, on_layer_two)
    panel.show_filter(MomentFilter("strengths", kind="strength"))
    assert _notes(panel) == ["a", "c"]
    assert "ONLY STRENGTHS" in panel.head.left.text()
    on_layer_two.note("+ e")
    on_layer_two.note("- f")
    _show(panel, on_layer_two)
    assert _notes(panel) == ["a", "c", "e"]
    panel.show_filter(MomentFilter("Correctness", competency="correctness"))
    assert _notes(panel) == ["a"]
    panel.show_filter(MomentFilter("snippets", sort=Snippet))
    assert _notes(panel) == []
    panel.show_filter(None)
    assert _notes(panel) == ["a", "b", "c", "d", "e", "f"]


def test_the_newest_note_stays_in_sight(panel: NotesPanel, on_layer_two: Conducted) -> None:
    for number in range(40):
        on_layer_two.note(f"+ note {number}, long enough to need a second line at this width, twice over if need be")
        _show(panel, on_layer_two)
    QApplication.processEvents()
    assert panel.view.at_end
    last = panel.model.index(panel.model.rowCount() - 1, 0)
    assert panel.view.visualRect(last).bottom() <= panel.view.viewport().height()


def test_whoever_has_scrolled_back_is_left_where_they_are(panel: NotesPanel, on_layer_two: Conducted) -> None:
    for number in range(60):
        on_layer_two.note(f"note {number}")
    _show(panel, on_layer_two)
    QApplication.processEvents()
    panel.turn_page(-1)
    panel.turn_page(-1)
    where = panel.view.verticalScrollBar().value()
    on_layer_two.note("one more")
    _show(panel, on_layer_two)
    QApplication.processEvents()
    assert panel.view.verticalScrollBar().value() == where


def test_a_row_is_as_high_as_its_text_needs_at_every_width(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("+ " + "words that wrap " * 20)
    _show(panel, on_layer_two)
    QApplication.processEvents()
    row = panel.model.rowCount() - 1
    wide = panel.view.rowHeight(row)
    panel.resize(360, 420)
    QApplication.processEvents()
    assert panel.view.rowHeight(row) > wide
    panel.resize(540, 420)
    QApplication.processEvents()
    assert panel.view.rowHeight(row) == wide


def test_an_entry_that_is_not_saved_yet_is_fainter(panel: NotesPanel, on_layer_two: Conducted) -> None:
    panel.show_saved(on_layer_two.state.seq)
    entry = on_layer_two.note("plain words")
    _show(panel, on_layer_two)
    QApplication.processEvents()
    before = _brightest(panel)
    panel.show_saved(entry.seq)
    QApplication.processEvents()
    assert before < _brightest(panel) - 20


def test_code_is_coloured_as_soon_as_its_colours_are_known(
    panel: NotesPanel, on_layer_two: Conducted, qtbot: QtBot
) -> None:
    on_layer_two.do(rules.take_snippet(on_layer_two.state, CODE, "python"))
    _show(panel, on_layer_two)
    QApplication.processEvents()
    book = panel.view.painter.book
    qtbot.waitUntil(lambda: book.is_told(CODE, "python"))
    assert book.lines(CODE, "python")[0][0] == ("def", "accent")
    assert book.lines(CODE, "python")[1][-1] == ("# for now", "faint")


def test_a_long_snippet_shows_its_beginning_and_counts_the_rest(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.take_snippet(on_layer_two.state, "x = 1\n" * 200, "python"))
    _show(panel, on_layer_two)
    QApplication.processEvents()
    assert panel.view.rowHeight(panel.model.rowCount() - 1) < 350


def test_a_click_names_the_entry(panel: NotesPanel, on_layer_two: Conducted) -> None:
    entry = on_layer_two.note("here")
    _show(panel, on_layer_two)
    QApplication.processEvents()
    clicked: list[int] = []
    panel.moment_clicked.connect(clicked.append)
    place = panel.view.visualRect(panel.model.index(3, 0)).center()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked == [entry.seq]
    assert panel.view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_screen_reader_finds_a_table_of_sentences(panel: NotesPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("+ heard")
    _show(panel, on_layer_two)
    spoken = QAccessible.queryAccessibleInterface(panel.view)
    assert spoken.role() == QAccessible.Role.Table
    assert spoken.text(QAccessible.Text.Name) == "Notes"
    heard = [spoken.child(number).text(QAccessible.Text.Name) for number in range(spoken.childCount())]
    assert "17:00 strength: heard" in heard


def test_opening_a_very_long_session_lays_out_only_what_is_in_sight(
    on_layer_two: Conducted, shown: Callable[..., NotesPanel]
) -> None:
    state = _many(on_layer_two.state, 20_000)
    panel = shown(NotesPanel(), 540, 420)
    panel.show_stage(state, state.offset_ms)
    QApplication.processEvents()
    assert panel.view.at_end
    assert len(panel.view.painter._measured) < 200


def test_hostile_text_is_shown_as_itself(panel: NotesPanel, on_layer_two: Conducted) -> None:
    for text in ("<b>bold</b> & [x](y)", "a\nb\nc", "\u202eright to left", "word" * 3000, "🙂 \u0007 tab\there"):
        on_layer_two.do(NoteTaken(on_layer_two.now_ms, "plain", text))
        _show(panel, on_layer_two)
        QApplication.processEvents()
        assert panel.grab().width() > 0
    assert _notes(panel)[0] == "<b>bold</b> & [x](y)"


def _many(state: State, count: int) -> State:
    for number in range(count):
        seq = state.seq + 1
        event = NoteTaken(state.offset_ms + number, "plain", f"note {number}")
        state = apply(state, Entry(seq, state.offset_ms, state.prepared_at, event))  # type: ignore[arg-type]
    return state


def _show(panel: NotesPanel, session: Conducted) -> None:
    panel.show_stage(session.state, session.now_ms)


def _sentences(panel: NotesPanel) -> list[str]:
    state = panel.model.state
    assert state is not None
    return [sentence(panel.model.moment(row), state) for row in range(panel.model.rowCount())]


def _notes(panel: NotesPanel) -> list[str]:
    moments = [panel.model.moment(row) for row in range(panel.model.rowCount())]
    return [moment.text for moment in moments if isinstance(moment, Note)]


def _brightest(panel: NotesPanel) -> int:
    last = panel.view.visualRect(panel.model.index(panel.model.rowCount() - 1, 0))
    image = panel.grab(last.translated(panel.view.viewport().mapTo(panel, QPoint()))).toImage()
    return max(
        image.pixelColor(x, y).lightness() for x in range(88, min(200, image.width())) for y in range(image.height())
    )


class _Told(QObject):
    """What a view was told of a model."""

    def __init__(self, model: MomentsModel) -> None:
        super().__init__()
        self.heard: list[tuple[str, int, int]] = []
        model.rowsInserted.connect(self._inserted)
        model.rowsRemoved.connect(self._removed)
        model.dataChanged.connect(self._changed)
        model.modelReset.connect(self._reset)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.heard.append(("inserted", first, last))

    def _removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.heard.append(("removed", first, last))

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self.heard.append(("changed", first.row(), last.row()))

    def _reset(self) -> None:
        self.heard.append(("reset", 0, 0))


def chosen_seq(panel: NotesPanel) -> int:
    return panel.chosen.seq if panel.chosen is not None else 0


def test_one_jumps_from_note_to_note_and_back_to_the_newest(
    session: Conducted, shown: Callable[..., NotesPanel]
) -> None:
    panel = shown(NotesPanel(), 540, 400)
    for number in range(60):
        session.note(f"note {number}")
    session.do(rules.take_snippet(session.state, "a = 1\n", "python", "clipboard"))
    session.do(rules.take_snippet(session.state, "a = 2\n", "python", "clipboard"))
    panel.show_stage(session.state, session.now_ms)
    seqs = []
    for _ in range(70):
        panel.step(-1)
        seqs.append(chosen_seq(panel))
    notes = [it.seq for it in session.state.notes()]
    assert seqs[:2] == [it.seq for it in reversed(session.state.snippets)]
    assert seqs[2:62] == notes[::-1]
    assert seqs[-1] == notes[0]
    ends = [panel.view.at_end]
    panel.choose(None)
    ends.append(panel.view.at_end)
    assert ends == [False, True]
    panel.step(-1)
    panel.step(1)
    assert chosen_seq(panel) == 0


def test_a_snippet_is_shown_as_what_changed_and_whole_again(
    session: Conducted, shown: Callable[..., NotesPanel]
) -> None:
    panel = shown(NotesPanel(), 540, 400)
    code = "".join(f"line {number}\n" for number in range(12))
    for text in (code, code.replace("line 5", "line five")):
        session.do(rules.take_snippet(session.state, text, "text", "a.txt"))
    panel.show_stage(session.state, session.now_ms)
    row = panel.model.rowCount() - 1
    whole = panel.view.rowHeight(row)
    assert panel.toggle_difference(session.state.snippets[-1].seq)
    assert panel.view.rowHeight(row) < whole
    assert not panel.toggle_difference(session.state.snippets[-1].seq)
    assert panel.view.rowHeight(row) == whole
