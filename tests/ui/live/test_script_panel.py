"""The script panel: what to say and to listen for, the ladder, and a click for every key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget

from interview_desk.domain import rules
from interview_desk.domain.script import Kit
from interview_desk.ui.live.code_view import CodeView
from interview_desk.ui.live.script_cards import HintRung, NextRow, SignalRow
from interview_desk.ui.live.script_panel import ScriptPanel
from tests.conducting import Conducted


@pytest.fixture
def panel(on_layer_two: Conducted, shown: Callable[..., ScriptPanel]) -> ScriptPanel:
    it = shown(ScriptPanel(), 500, 780)
    it.show_stage(on_layer_two.state, on_layer_two.now_ms)
    return it


def test_a_layer_shows_what_to_say_signals_hints_and_what_is_expected(panel: ScriptPanel) -> None:
    text = _text(panel)
    assert "SCRIPT — LAYER 2 OF 4" in text
    assert "The rule should hold over any one-minute span" in text
    assert _signals(panel)[0].accessibleName().endswith("twice the limit passes in two seconds: unmarked")
    assert len(_rungs(panel)) == 3
    assert "Expected" in text
    assert "Classic slips" in text
    assert [row.accessibleName() for row in panel.findChildren(NextRow)] == [
        "Next: 3 · Many processes, Ctrl ↵",
        "Later: 4 · Fairness, par 8:00",
    ]


def test_a_given_hint_shows_its_time_and_the_key_goes_on_to_the_next(
    panel: ScriptPanel, on_layer_two: Conducted
) -> None:
    assert _rungs(panel)[0].accessibleName().endswith("(next, Ctrl H)")
    on_layer_two.hint()
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert _rungs(panel)[0].accessibleName().endswith("(given at 17:00)")
    assert _rungs(panel)[1].accessibleName().endswith("(next, Ctrl H)")


def test_a_hint_of_ones_own_joins_the_ladder(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.give_own_hint(on_layer_two.state, "Think of a queue"))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert _rungs(panel)[-1].accessibleName() == "Hint, own: Think of a queue (given at 17:00)"
    on_layer_two.do(rules.undo(on_layer_two.live.log))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert len(_rungs(panel)) == 3


@pytest.mark.parametrize(("mark", "state"), [("yes", "checked"), ("partly", "mixed"), ("no", "")])
def test_a_signal_says_its_mark_in_words_and_as_a_state(
    panel: ScriptPanel, on_layer_two: Conducted, mark: str, state: str
) -> None:
    on_layer_two.do(rules.mark_signal(on_layer_two.state, "names-edge-burst", mark))  # type: ignore[arg-type]
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    spoken = QAccessible.queryAccessibleInterface(_signals(panel)[0])
    assert spoken.role() == QAccessible.Role.CheckBox
    assert spoken.text(QAccessible.Text.Name).endswith(f": {mark}")
    assert bool(spoken.state().checked) == bool(state)
    assert bool(spoken.state().checkStateMixed) == (state == "mixed")


def test_a_click_on_a_signal_is_a_wish_and_changes_nothing(panel: ScriptPanel) -> None:
    wishes: list[str] = []
    panel.signal_marked.connect(wishes.append)
    QTest.mouseClick(_signals(panel)[1], Qt.MouseButton.LeftButton)
    assert wishes == ["asks-how-exact"]
    assert _signals(panel)[1].checkState() == Qt.CheckState.Unchecked


def test_a_click_on_the_next_hint_wishes_for_it_and_on_another_picks_it(panel: ScriptPanel) -> None:
    wishes: list[str] = []
    panel.hint_wanted.connect(lambda: wishes.append("next"))
    panel.hint_picked.connect(wishes.append)
    for rung in _rungs(panel):
        QTest.mouseClick(rung, Qt.MouseButton.LeftButton)
    assert wishes == ["next", "two-ends", "queue-of-times"]


def test_what_comes_next_can_be_clicked(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    wishes: list[object] = []
    panel.command_wanted.connect(wishes.append)
    panel.place_wanted.connect(wishes.append)
    for row in panel.findChildren(NextRow):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert wishes == ["layer.solved", on_layer_two.state.track()[4]]


def test_a_section_shows_its_own_words(session: Conducted, shown: Callable[..., ScriptPanel]) -> None:
    panel = shown(ScriptPanel(), 500, 780)
    panel.show_stage(session.state, session.now_ms)
    assert "Welcome, and thank you for making the time" in _text(panel)
    session.do(rules.go_to(session.state, list(session.state.track())[-3]))
    panel.show_stage(session.state, session.now_ms)
    assert "Kept back for them" in _text(panel)


def test_before_the_start_a_card_names_the_key_that_starts(kit: Kit, shown: Callable[..., ScriptPanel]) -> None:
    session = Conducted(kit, started=False)
    panel = shown(ScriptPanel(), 500, 780)
    panel.show_stage(session.state, session.now_ms)
    assert panel.notice.isVisible()
    session.do(rules.start(session.state))
    panel.show_stage(session.state, session.now_ms)
    assert not panel.notice.isVisible()


def test_a_pause_and_a_branch_are_said_on_cards(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.branch(on_layer_two.state))
    on_layer_two.do(rules.name_branch(on_layer_two.state, "sharding"))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.branch.accessibleName().startswith("Off the script · sharding")
    on_layer_two.do(rules.pause(on_layer_two.state))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.notice.accessibleName() == "Paused: the clock stands."


def test_concluding_early_goes_through_four_steps(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    for words in ("Thank you for staying", "One thing that I liked", "You will hear from us", "The rest of the time"):
        on_layer_two.do(rules.conclude_early(on_layer_two.state))
        panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
        assert panel.conclusion.isVisible()
        assert words in _text(panel.conclusion)


def test_a_change_of_direction_comes_with_a_kind_sentence(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.change_direction(on_layer_two.state))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert "Let's leave that one here" in _text(panel)


def test_a_long_stay_without_progress_suggests_a_pivot_until_it_is_dismissed(
    panel: ScriptPanel, on_layer_two: Conducted
) -> None:
    for _ in range(3):
        on_layer_two.hint()
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert not panel.pivot.isVisible()
    on_layer_two.wait(minutes=20)
    panel.show_time(on_layer_two.now_ms)
    assert panel.pivot.isVisible()
    waved: list[str] = []
    panel.suggestion_dismissed.connect(waved.append)
    cross = next(it for it in panel.pivot.findChildren(QPushButton) if it.text() == "✕")
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert waved == ["pivot"]
    on_layer_two.do(rules.dismiss(on_layer_two.state, "pivot"))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert not panel.pivot.isVisible()


def test_how_the_prompt_was_asked_stands_on_its_card(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    on_layer_two.do(rules.ask_prompt(on_layer_two.state, as_written=True))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert "✓ asked as written" in _text(panel)


def test_the_solution_is_folded_until_it_is_wanted(panel: ScriptPanel) -> None:
    assert panel.findChildren(CodeView) == []
    toggle = next(it for it in panel.findChildren(QPushButton) if it.accessibleName() == "Reference solution")
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    (code,) = panel.findChildren(CodeView)
    assert not code.isHidden()
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton)
    assert code.isHidden()


def test_a_note_leaves_the_panel_as_it_is(panel: ScriptPanel, on_layer_two: Conducted) -> None:
    before = panel.page
    on_layer_two.note("+ asked")
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.page is before


def test_no_control_takes_the_focus_and_every_one_has_a_name(panel: ScriptPanel) -> None:
    for button in panel.findChildren(QAbstractButton):
        assert button.focusPolicy() == Qt.FocusPolicy.NoFocus
        assert button.accessibleName()


def test_the_text_of_a_signal_is_never_cut(panel: ScriptPanel) -> None:
    for width in (260, 340, 500):
        panel.resize(width, 700)
        for row in (*_signals(panel), *_rungs(panel)):
            assert row.height() >= row.heightForWidth(row.width())


def _text(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just put into a layout is shown by the next turn of the loop
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def _signals(panel: ScriptPanel) -> list[SignalRow]:
    return panel.page.signals_ if panel.page is not None else []


def _rungs(panel: ScriptPanel) -> list[HintRung]:
    QApplication.processEvents()
    assert panel.page is not None
    return [rung for rung in panel.page.findChildren(HintRung) if not rung.isHidden()]


def test_an_interruption_is_asked_about_while_it_is_fresh_and_can_be_waved_away(
    on_layer_two: Conducted, shown: Callable[..., ScriptPanel]
) -> None:
    panel = shown(ScriptPanel(), 460, 700)
    on_layer_two.clock.sleep(90_000)
    on_layer_two.live.notice_sleep()
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.gap.isVisible()
    assert "slept for 1:30" in panel.gap.accessibleName()
    panel.show_time(on_layer_two.now_ms + 6 * 60_000)
    assert not panel.gap.isVisible()
    panel.show_time(on_layer_two.now_ms)
    assert panel.wave_gap_away()
    panel.show_time(on_layer_two.now_ms + 1_000)
    assert not panel.gap.isVisible()
    assert not panel.wave_gap_away()
    on_layer_two.clock.sleep(60_000)
    on_layer_two.live.notice_sleep()
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.gap.isVisible()
    on_layer_two.do(rules.count_gap(on_layer_two.state))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert not panel.gap.isVisible()


def test_the_reference_solution_is_unfolded_and_brought_into_sight(
    on_layer_two: Conducted, shown: Callable[..., ScriptPanel]
) -> None:
    panel = shown(ScriptPanel(), 460, 500)
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert panel.toggle_solution()
    assert panel.page is not None
    head = panel.page.solution
    assert head is not None
    assert 0 <= head.mapTo(panel, QPoint()).y() < panel.height()
    assert panel.toggle_solution()
    assert panel.page.solution is None
