"""The layer track: every place of the plan with its time against par, for the eye and for a screen reader."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from interview_desk.domain import rules
from interview_desk.domain.script import Place
from interview_desk.ui.live.layer_track import LayerTrack, Segment
from interview_desk.ui.theme import DARK
from tests.conducting import Conducted

Show = Callable[..., LayerTrack]


def test_every_place_of_the_plan_has_a_segment_as_wide_as_its_par(session: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    track.show_stage(session.state, session.now_ms)
    segments = _segments(track)
    assert [segment.place for segment in segments] == list(session.state.track())
    by_layer = {segment.place.layer: segment.width() for segment in segments}
    assert by_layer["one-process"] > by_layer["any-minute"]
    assert segments[-1].geometry().right() < track.width()


def test_a_screen_reader_hears_time_par_hints_and_outcome(on_layer_two: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    on_layer_two.hint()
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    names = [QAccessible.queryAccessibleInterface(it).text(QAccessible.Text.Name) for it in _segments(track)]
    assert names[1] == "1, One process, solved, 11:00 of par 12:00, 0 hints, par 1"
    assert names[2] == "2, Any one-minute span, current, 2:00 of par 10:00, 1 hint, par 1"
    assert names[3].startswith("3, Many processes, not reached, par 12:00")
    assert QAccessible.queryAccessibleInterface(_segments(track)[0]).role() == QAccessible.Role.PushButton


def test_a_second_changes_only_the_current_segment(on_layer_two: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    before = [segment.accessibleName() for segment in _segments(track)]
    on_layer_two.wait(seconds=1)
    track.show_time(on_layer_two.now_ms)
    after = [segment.accessibleName() for segment in _segments(track)]
    assert [a != b for a, b in zip(after, before, strict=True)].count(True) == 1
    assert "2:01" in after[2]


def test_over_par_is_warm_and_is_said(on_layer_two: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    on_layer_two.wait(minutes=13)
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    QApplication.processEvents()
    segment = _segments(track)[2]
    assert "5:00 over" in segment.accessibleName()
    image = segment.grab().toImage()
    colours = {image.pixelColor(x, 24).name() for x in range(segment.width())}
    assert {DARK.accent, DARK.warm} <= colours


def test_a_pivot_joins_the_track(on_layer_two: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    count = len(_segments(track))
    on_layer_two.do(rules.change_direction(on_layer_two.state))
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    assert len(_segments(track)) > count


def test_a_click_wishes_to_go_there_and_leaves_the_focus(on_layer_two: Conducted, shown: Show) -> None:
    track = shown(LayerTrack(), 900, 60)
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    wishes: list[Place] = []
    track.place_wanted.connect(wishes.append)
    segment = _segments(track)[1]
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)
    assert wishes == [segment.place]
    assert segment.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("width", [200, 300, 560, 1200])
def test_segments_stay_inside_at_every_width(on_layer_two: Conducted, shown: Show, width: int) -> None:
    track = shown(LayerTrack(), width, 60)
    track.show_stage(on_layer_two.state, on_layer_two.now_ms)
    segments = _segments(track)
    assert all(one.geometry().right() < other.x() for one, other in pairwise(segments))
    assert segments[-1].geometry().right() <= width


def _segments(track: LayerTrack) -> list[Segment]:
    return sorted((it for it in track.findChildren(Segment) if not it.isHidden()), key=lambda it: it.x())
