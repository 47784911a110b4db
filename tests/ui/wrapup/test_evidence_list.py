"""The list of moments: ticked by key or click, drawn in every kind, heard by a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.insights.evidence import Evidence, EvidenceKind
from interview_desk.ui import fonts
from interview_desk.ui.theme import apply_theme
from interview_desk.ui.wrapup.evidence_list import EvidenceList

KINDS: tuple[EvidenceKind, ...] = (
    "strength", "concern", "come-back", "key-moment", "plain", "hint", "signal", "snippet", "milestone", "dont-know",
    "branch", "their-question", "other",
)  # fmt: skip


def moments(number: int = len(KINDS)) -> list[Evidence]:
    return [Evidence(2 + k, 60_000 * k, f"moment {k}", KINDS[k % len(KINDS)]) for k in range(number)]


@pytest.fixture
def view(qtbot: QtBot) -> EvidenceList:
    view = EvidenceList("Evidence")
    qtbot.addWidget(view)
    view.resize(500, 200)
    view.show()
    return view


def test_space_ticks_what_is_chosen_and_again_no_longer(view: EvidenceList) -> None:
    view.show_moments(moments(), {4})
    assert view.currentIndex().row() == 2
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.ticked() == (4, 5)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.ticked() == (4,)


def test_right_wishes_to_see_the_moment_and_enter_keeps(view: EvidenceList, qtbot: QtBot) -> None:
    view.show_moments(moments(), ())
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.moment_wanted) as wish:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert wish.args == [60_000]
    with qtbot.waitSignal(view.kept):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_down_from_the_last_row_goes_on(view: EvidenceList, qtbot: QtBot) -> None:
    view.show_moments(moments(2), ())
    QTest.keyClick(view, Qt.Key.Key_End)
    with qtbot.waitSignal(view.passed_end):
        QTest.keyClick(view, Qt.Key.Key_Down)


def test_a_click_ticks_and_a_click_on_the_time_wishes_to_see_it(view: EvidenceList, qtbot: QtBot) -> None:
    view.show_moments(moments(), ())
    row = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(fonts.px(10), row.center().y()))
    assert view.ticked() == (3,)
    with qtbot.waitSignal(view.moment_wanted) as wish:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(fonts.px(50), row.center().y()))
    assert wish.args == [60_000]
    assert view.ticked() == (3,)


def test_every_kind_is_said_and_its_tick_too(view: EvidenceList) -> None:
    view.show_moments(moments(), {2})
    said = [view.model().index(k, 0).data(Qt.ItemDataRole.AccessibleTextRole) for k in range(len(KINDS))]
    assert said[0] == "00:00, strength: moment 0"
    assert len({text.split(",")[1] for text in said}) == len(KINDS)
    state = [view.model().index(k, 0).data(Qt.ItemDataRole.CheckStateRole) for k in (0, 1)]
    assert state == [Qt.CheckState.Checked, Qt.CheckState.Unchecked]


def test_it_is_drawn_in_both_themes_and_grows_with_the_text(view: EvidenceList, qapp: QApplication) -> None:
    view.show_moments(moments(), {2, 3})
    small = view.height()
    for theme in ("light", "dark"):
        apply_theme(qapp, theme, 2.0)
        view.grab()
    assert view.height() > small
    apply_theme(qapp, "dark", 1.0)


def test_thousands_of_moments_are_shown_eight_at_a_time(view: EvidenceList) -> None:
    view.show_moments(moments(5_000), {4_000})
    assert view.height() == 8 * fonts.px(26)
    assert view.currentIndex().row() == 3_998
