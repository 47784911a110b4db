"""Which interviews calibration looks at: lists that offer only what there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from interview_desk.ui.pages.calibration_filters import CalibrationFilters
from tests.ui.pages.team_samples import ordinary


@pytest.fixture
def filters(qtbot: QtBot) -> CalibrationFilters:
    filters = CalibrationFilters()
    qtbot.addWidget(filters)
    filters.offer(ordinary())
    filters.show()
    return filters


def test_nothing_is_held_back_at_first(filters: CalibrationFilters) -> None:
    assert not any(filters.choice.values())


def test_what_is_picked_is_the_choice(filters: CalibrationFilters, qtbot: QtBot) -> None:
    level, question, _, _, period = filters.pickers
    with qtbot.waitSignal(filters.changed):
        level.setCurrentIndex(level.findData("senior"))
    question.setCurrentIndex(question.findData("log-search"))
    period.setCurrentIndex(2)
    assert filters.choice == {
        "level": "senior", "question": "log-search", "role": "", "competency": "", "months": 12,
    }  # fmt: skip


def test_a_list_that_could_hold_nothing_back_is_not_shown(filters: CalibrationFilters) -> None:
    _, _, role, _, period = filters.pickers
    assert not role.isVisible()
    assert period.isVisible()
    filters.offer(replace(ordinary(), roles=("backend", "frontend"), dated=False))
    assert role.isVisible()
    assert not period.isVisible()


def test_offering_the_same_again_changes_nothing(filters: CalibrationFilters, qtbot: QtBot) -> None:
    filters.pickers[0].setCurrentIndex(1)
    with qtbot.assertNotEmitted(filters.changed):
        filters.offer(ordinary())
    assert filters.choice["level"] == ordinary().levels[0]


def test_each_list_has_a_name_for_a_screen_reader(filters: CalibrationFilters) -> None:
    assert [it.accessibleName() for it in filters.pickers] == ["Level", "Question", "Role", "Competency", "Period"]
