"""The rubric panel: scores beside the evidence, the anchor of what is meant, a row chosen by key or click."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from interview_desk.domain import rules
from interview_desk.ui.live.rubric_panel import RubricPanel
from interview_desk.ui.live.rubric_row import RubricRow, ScoreButton
from tests.conducting import Conducted


@pytest.fixture
def panel(on_layer_two: Conducted, shown: Callable[..., RubricPanel]) -> RubricPanel:
    it = shown(RubricPanel(), 360, 780)
    it.show_stage(on_layer_two.state, on_layer_two.now_ms)
    return it


def test_every_competency_has_a_row_with_its_evidence(panel: RubricPanel, on_layer_two: Conducted) -> None:
    on_layer_two.note("+ a @correctness")
    on_layer_two.note("- b @correctness")
    on_layer_two.do(rules.mark_signal(on_layer_two.state, "names-edge-burst", "yes"))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert [row.row.title for row in panel.rows] == [it.title for it in on_layer_two.state.rubric.competencies]
    assert [_tally(row) for row in panel.rows] == [
        "no evidence yet",
        "+1",
        "+1 −1",
        "no evidence yet",
        "no evidence yet",
    ]
    assert panel.head.right.text() == "0 OF 5 SCORED"


def test_a_click_on_a_score_is_a_wish_and_chooses_the_row(panel: RubricPanel) -> None:
    wishes: list[tuple[str, object]] = []
    panel.score_wanted.connect(lambda row, score: wishes.append((row, score)))
    button = _button(panel.rows[2], 3)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wishes == [("correctness", 3)]
    assert panel.chosen == "correctness"
    assert not button.isChecked()


def test_not_assessed_is_a_score(panel: RubricPanel, on_layer_two: Conducted) -> None:
    wishes: list[object] = []
    panel.score_wanted.connect(lambda _row, score: wishes.append(score))
    QTest.mouseClick(_button(panel.rows[0], "not-assessed"), Qt.MouseButton.LeftButton)
    assert wishes == ["not-assessed"]
    on_layer_two.do(rules.score(on_layer_two.state, "requirements", "not-assessed"))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert _button(panel.rows[0], "not-assessed").isChecked()


def test_a_score_shows_as_a_checked_radio_button_and_an_undone_one_does_not(
    panel: RubricPanel, on_layer_two: Conducted
) -> None:
    on_layer_two.do(rules.score(on_layer_two.state, "requirements", 4))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    spoken = QAccessible.queryAccessibleInterface(_button(panel.rows[0], 4))
    assert spoken.role() == QAccessible.Role.RadioButton
    assert spoken.state().checked
    assert spoken.text(QAccessible.Text.Name) == "Requirements: 4"
    assert spoken.text(QAccessible.Text.Description).startswith("Finds the question that changes the design")
    on_layer_two.do(rules.undo(on_layer_two.live.log))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert not _button(panel.rows[0], 4).isChecked()


def test_the_chosen_row_shows_the_anchor_of_its_score_or_all_of_them(
    panel: RubricPanel, on_layer_two: Conducted
) -> None:
    panel.choose("problem-solving")
    assert _anchor(panel.rows[1]).count("—") == 4
    on_layer_two.do(rules.score(on_layer_two.state, "problem-solving", 3))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert _anchor(panel.rows[1]).startswith("3 — Reaches a correct approach")
    assert _anchor(panel.rows[0]) == ""


def test_a_score_under_the_mouse_shows_its_anchor(panel: RubricPanel) -> None:
    panel.choose("problem-solving")
    _button(panel.rows[1], 2).hovered.emit(2)
    assert _anchor(panel.rows[1]).startswith("2 — ")
    _button(panel.rows[1], 2).hovered.emit(None)
    assert _anchor(panel.rows[1]).count("—") == 4


def test_steps_go_from_row_to_row_and_stop_at_the_ends(panel: RubricPanel) -> None:
    chosen: list[str] = []
    panel.row_chosen.connect(chosen.append)
    panel.step(-1)
    for _ in range(6):
        panel.step(1)
    assert chosen[0] == "requirements"
    assert chosen[-1] == panel.rows[-1].row.id
    assert [row.is_chosen for row in panel.rows] == [False, False, False, False, True]


def test_nothing_that_could_steer_is_shown_until_all_is_scored(panel: RubricPanel, on_layer_two: Conducted) -> None:
    assert "stay hidden" in panel.foot.text()
    for row in on_layer_two.state.rubric.competencies:
        on_layer_two.do(rules.score(on_layer_two.state, row.id, 4))
    panel.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert "Ctrl E wraps up" in panel.foot.text()
    words = " ".join(label.text() for label in panel.findChildren(QLabel)).lower()
    assert not any(category.title.lower() in words for category in on_layer_two.state.rubric.recommendations)


def test_no_control_takes_the_focus(panel: RubricPanel) -> None:
    assert all(it.focusPolicy() == Qt.FocusPolicy.NoFocus for it in panel.findChildren(ScoreButton))


def _button(row: RubricRow, score: object) -> ScoreButton:
    return next(it for it in row.findChildren(ScoreButton) if it.score == score)


def _tally(row: RubricRow) -> str:
    return row._tally.text()


def _anchor(row: RubricRow) -> str:
    return row._anchor.text() if not row._anchor.isHidden() else ""
