"""The preview: a question from both sides, a kit on its time line, a rubric with its anchors, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from interview_desk.domain.script import Question
from interview_desk.domain.shelf import OpenedFile
from interview_desk.ui.live.column import Column
from interview_desk.ui.live.script_cards import HintRung
from interview_desk.ui.pages.library_code import LongCode
from interview_desk.ui.pages.library_preview import LibraryPreview
from interview_desk.ui.pages.plan_chart import PlanChart
from tests.ui.pages.shelf_samples import CACHE, KIT, PROBLEM, RUBRIC, WARNING, opened


@pytest.fixture
def preview(qtbot: QtBot) -> LibraryPreview:
    preview = LibraryPreview()
    qtbot.addWidget(preview)
    preview.resize(700, 600)
    preview.show()
    return preview


def show(preview: LibraryPreview, qtbot: QtBot, file: OpenedFile) -> None:
    preview.show_opened(file)
    qtbot.waitUntil(lambda: preview.sheet is None or preview.sheet.complete)


def stands(preview: LibraryPreview) -> str:
    """All that a person or a screen reader could find in the preview."""
    QApplication.processEvents()
    parts = [preview, *preview.findChildren(QWidget)]
    labels = [part.text() for part in parts if isinstance(part, QLabel) and part.isVisible()]
    named = [f"{part.accessibleName()} {part.accessibleDescription()}" for part in parts if part.isVisible()]
    return "\n".join([*labels, *named])


def question() -> Question:
    holds = opened(CACHE).holds
    assert isinstance(holds, Question)
    return holds


def secrets(question: Question) -> Iterable[str]:
    for layer in question.layers:
        yield from (layer.expected.approach, layer.expected.tests, *layer.probes, *layer.expected.pitfalls)
        yield from (signal.text for signal in layer.signals)
        yield from (hint.say for hint in layer.hints)


def test_the_interviewers_side_has_every_layer_whole(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(CACHE))
    shown = stands(preview)
    held = question()
    assert all(secret.strip() in shown for secret in secrets(held))
    assert all(layer.say in shown and f"par {layer.par.minutes:g} min" in shown for layer in held.layers)
    assert "Layer 2 of 2 · Second" in shown
    rungs = [rung.hint_id for rung in preview.findChildren(HintRung)]
    assert rungs[:3] == ["first-nudge", "first-pointer", "first-reveal"]
    codes = [code.accessibleName() for code in preview.findChildren(LongCode)]
    assert codes[:3] == ["Starter code", "Solution of layer 1", "Tests of layer 1"]


def test_the_candidates_side_has_the_public_text_and_nothing_else(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(CACHE))
    assert preview.toggle_candidate()
    QApplication.sendPostedEvents(None, 0)
    sheet = preview.sheet
    assert sheet is not None
    texts = "\n".join(f"{part.accessibleName()} {part.accessibleDescription()}" for part in sheet.findChildren(QWidget))
    texts += "\n".join(label.text() for label in sheet.findChildren(QLabel))
    held = question()
    assert held.statement in texts
    assert held.starter.strip() in texts
    assert all(layer.say in texts for layer in held.layers)
    assert not [secret for secret in secrets(held) if secret.strip() in texts]
    assert preview.toggle_candidate()
    assert not preview.for_candidate


def test_only_a_question_has_a_candidates_side(preview: LibraryPreview, qtbot: QtBot) -> None:
    assert not preview.toggle_candidate()
    show(preview, qtbot, opened(KIT))
    assert not preview.toggle_candidate()


def test_a_kit_stands_on_its_time_line(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(KIT))
    chart = preview.findChild(PlanChart)
    assert chart is not None
    assert "1 · First: minute 2 on, par 10 min, 1 hint" in chart.accessibleDescription()
    assert "30 of 30 min planned." in stands(preview)


def test_a_rubric_stands_with_every_anchor(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(RUBRIC))
    shown = stands(preview)
    assert all(f"Problem solving at {score}" in shown for score in range(1, 5))
    assert "weight 2, floor 2" in shown
    assert "senior 3" in shown
    assert "Close — could come up to speed: from 0.4 below the bar on" in shown


def test_problems_stand_with_line_and_column(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(CACHE, PROBLEM, WARNING))
    shown = stands(preview)
    assert "✕ 1 problem: nobody can use this file before it is mended" in shown
    assert '7:7\n"codin" is not known here; write coding (did you mean "coding"?)' in shown
    assert "22:5" in shown
    assert "[no-hints]" in shown
    assert "Line 7, column 7: " in shown
    assert preview.sheet is None


def test_a_warning_leaves_the_question_in_use(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(CACHE, WARNING))
    assert "⚠ 1 warning: the file can be used" in stands(preview)
    assert preview.sheet is not None
    show(preview, qtbot, opened(CACHE))
    assert "warning" not in stands(preview)
    assert "✓ no problems" in stands(preview)


def test_a_sound_file_that_cannot_be_used_says_why(preview: LibraryPreview, qtbot: QtBot) -> None:
    why = "The question can't be used: it is broken."
    show(preview, qtbot, replace(opened(KIT), holds=None, why_not=why))
    assert why in stands(preview)
    assert "✕ can't be used" in stands(preview)


def test_a_file_saved_again_stays_where_it_was_read(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(CACHE))
    bar = preview.findChildren(Column)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 400)
    bar.setValue(400)
    changed = replace(question(), title="Another title")
    show(preview, qtbot, replace(opened(CACHE), holds=changed))
    qtbot.waitUntil(lambda: bar.value() == 400)
    assert "Another title" in stands(preview)


def test_everything_is_as_high_as_it_needs(preview: LibraryPreview, qtbot: QtBot) -> None:
    show(preview, qtbot, opened(RUBRIC))
    show(preview, qtbot, opened(CACHE))
    qtbot.waitUntil(lambda: preview.findChildren(Column)[0].verticalScrollBar().maximum() > 0)
    QApplication.processEvents()
    for code in preview.findChildren(LongCode):
        assert code.height() >= code.heightForWidth(code.width())
    for rung in preview.findChildren(HintRung):
        assert rung.height() >= rung.heightForWidth(rung.width())
        assert rung.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
