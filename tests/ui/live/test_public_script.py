"""What the candidate window can hold: public text of every shipped question, and not one private string."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from interview_desk.domain import rules
from interview_desk.domain.public import PublicScript, public_script
from interview_desk.domain.script import Kit, Layer, Question
from interview_desk.library.catalogue import Catalogue
from interview_desk.ui.live.candidate_window import CandidateWindow
from interview_desk.ui.live.code_view import CodeView
from tests.conducting import Conducted

KITS = [entry.id for entry in Catalogue.standing().kits()]


def test_there_are_kits_to_look_at() -> None:
    assert "backend-senior" in KITS


@pytest.mark.parametrize("kit_id", KITS)
def test_no_private_string_of_a_shipped_question_reaches_the_candidate(kit_id: str) -> None:
    kit = Catalogue.standing().kit(kit_id)
    private = {text for question in (*kit.questions, *kit.pivots) for text in _private(question)}
    private |= {text for row in kit.rubric.competencies for text in row.anchors.values()}
    assert len(private) > 20
    for script in _scripts(kit):
        shown = " ".join(getattr(script, field.name) for field in fields(script))
        assert [text for text in private if text in shown] == []


def test_a_public_script_has_room_for_public_text_only() -> None:
    assert [field.name for field in fields(PublicScript)] == ["title", "statement", "prompt", "starter", "language"]
    assert all(field.type == "str" for field in fields(PublicScript))


def test_outside_a_question_there_is_nothing_to_see(session: Conducted) -> None:
    assert public_script(session.state) == PublicScript()


def test_the_window_shows_statement_prompt_and_starter(
    on_layer_two: Conducted, shown: Callable[..., CandidateWindow]
) -> None:
    window = shown(CandidateWindow(), 1000, 720)
    script = public_script(on_layer_two.state)
    window.show_script(script)
    text = _seen(window)
    assert "Rate limiter" in text
    assert "We want a rate limiter" in text
    assert "The rule should hold over any one-minute span" in text
    (code,) = window.findChildren(CodeView)
    assert code.accessibleDescription() == script.starter.rstrip("\n")


def test_the_window_goes_blank_with_the_question(
    on_layer_two: Conducted, shown: Callable[..., CandidateWindow]
) -> None:
    window = shown(CandidateWindow(), 1000, 720)
    window.show_script(public_script(on_layer_two.state))
    on_layer_two.do(rules.end(on_layer_two.state))
    window.show_script(public_script(on_layer_two.state))
    assert _seen(window).strip() == "The next question appears here."
    assert [view for view in window.findChildren(CodeView) if not view.isHidden()] == []


def test_neither_the_candidates_name_nor_notes_nor_the_clock_are_in_the_window(
    on_layer_two: Conducted, shown: Callable[..., CandidateWindow]
) -> None:
    on_layer_two.note("- secret words")
    window = shown(CandidateWindow(), 1000, 720)
    window.show_script(public_script(on_layer_two.state))
    everything = " ".join(
        f"{widget.accessibleName()} {widget.accessibleDescription()} {widget.toolTip()} {widget.windowTitle()}"
        for widget in (window, *window.findChildren(QWidget))
    )
    for private in ("secret words", "Sample Candidate", "17:00", "Nudge", "nudge"):
        assert private not in everything + _seen(window)


def _scripts(kit: Kit) -> Iterator[PublicScript]:
    """Everything that can ever be shown of a kit: each place of the plan, then each pivot."""
    for place in kit.places():
        session = Conducted(kit)
        session.note("a private note")
        if place != session.state.place:
            session.do(rules.go_to(session.state, place))
        yield public_script(session.state)
        for pivot in kit.pivots:
            if session.state.layer is not None:
                turn = rules.change_direction(session.state, pivot.id)
                if not isinstance(turn, rules.Refused):
                    session.do(turn)
                    yield public_script(session.state)


def _private(question: Question) -> Iterator[str]:
    for layer in question.layers:
        yield from _texts_of(layer)


def _texts_of(layer: Layer) -> Iterator[str]:
    for part in (layer.expected, layer.signals, layer.hints, layer.probes):
        yield from (text for text in _texts(part) if len(text) > 12)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value.strip()
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _seen(window: CandidateWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if not label.isHidden())
