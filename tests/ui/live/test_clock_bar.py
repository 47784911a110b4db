"""The clock: the time of the session, never laid out anew for a second that goes by."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from interview_desk.domain import rules
from interview_desk.ui.live.clock_bar import ClockBar
from interview_desk.ui.theme import DARK
from tests.conducting import Conducted

Show = Callable[..., ClockBar]


def test_the_clock_shows_elapsed_time_plan_and_pace(session: Conducted, shown: Show) -> None:
    clock = shown(ClockBar())
    clock.show_stage(session.state, session.now_ms)
    assert clock.figures.text() == "04:00"
    assert clock.plan.text() == "/ 60:00"
    assert clock.pace.text().startswith("on pace for layer 1")


def test_the_clock_stands_in_a_pause(session: Conducted, shown: Show) -> None:
    clock = shown(ClockBar())
    session.do(rules.pause(session.state))
    session.wait(minutes=9)
    clock.show_stage(session.state, session.now_ms)
    assert clock.figures.text() == "04:00"
    assert "paused" in clock.pace.text()


def test_over_the_plan_the_figures_are_warm_and_the_words_say_so(session: Conducted, shown: Show) -> None:
    clock = shown(ClockBar())
    clock.show_stage(session.state, session.now_ms)
    session.wait(minutes=60)
    clock.show_time(session.now_ms)
    assert clock.figures.text() == "64:00"
    assert clock.figures.palette().color(QPalette.ColorRole.WindowText).name() == DARK.warm
    assert "over the plan" in clock.pace.text()


def test_a_second_lays_nothing_out(session: Conducted, shown: Show) -> None:
    clock = shown(ClockBar())
    clock.show_stage(session.state, session.now_ms)
    QApplication.processEvents()
    layouts = _Layouts()
    clock.installEventFilter(layouts)
    session.wait(seconds=1)
    clock.show_time(session.now_ms)
    QApplication.processEvents()
    assert clock.figures.text() == "04:01"
    assert layouts.count == 0


def test_a_longer_sentence_is_given_its_room(session: Conducted, shown: Show) -> None:
    clock = shown(ClockBar())
    clock.show_stage(session.state, session.now_ms)
    for label in (clock.figures, clock.plan, clock.pace):
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()


class _Layouts(QObject):
    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False
