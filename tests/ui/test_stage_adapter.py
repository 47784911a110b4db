"""The stage adapter: every change once, one tick a second, drafts kept, sleep noticed, words from other threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from interview_desk.domain import rules
from interview_desk.domain.events import Interrupted
from interview_desk.domain.state import State
from interview_desk.sessions.replay import Replay
from interview_desk.ui.stage_adapter import StageAdapter
from tests.conducting import Conducted


@pytest.fixture
def session() -> Conducted:
    return Conducted()


@pytest.fixture
def adapter(qapp: QApplication, session: Conducted) -> Iterator[StageAdapter]:
    it = StageAdapter(session.live, qapp)
    yield it
    it.close()


def test_a_deed_is_told_once_with_the_state_it_led_to(adapter: StageAdapter, session: Conducted) -> None:
    told: list[State] = []
    adapter.changed.connect(told.append)
    session.note("+ asked about scope")
    assert [state.note_count for state in told] == [1]


def test_each_second_is_told_once_however_often_the_timer_wakes(adapter: StageAdapter, session: Conducted) -> None:
    told: list[int] = []
    adapter.ticked.connect(told.append)
    for _ in range(12):
        adapter.tick()
        session.wait(seconds=0.25)
    assert told == [0, 1000, 2000]


def test_a_paused_interview_does_not_tick(adapter: StageAdapter, session: Conducted) -> None:
    session.do(rules.pause(session.state))
    told: list[int] = []
    adapter.ticked.connect(told.append)
    session.wait(seconds=5)
    adapter.tick()
    assert told == []
    assert not _timer(adapter).isActive()


def test_the_timer_wakes_on_the_second_of_the_session(adapter: StageAdapter, session: Conducted) -> None:
    session.wait(seconds=3.7)
    adapter.tick()
    assert 280 <= _timer(adapter).interval() <= 320


def test_a_half_typed_note_is_kept_at_the_next_wake_and_not_at_every_key(
    adapter: StageAdapter, session: Conducted
) -> None:
    adapter.keep_draft("+ a", 500)
    adapter.keep_draft("+ as", 500)
    assert session.keeper.draft.text == ""
    assert _timer(adapter).interval() <= 500
    adapter.tick()
    assert (session.keeper.draft.text, session.keeper.draft.stamp_ms) == ("+ as", 500)


def test_a_draft_typed_before_the_start_is_kept_too(qapp: QApplication) -> None:
    session = Conducted(started=False)
    adapter = StageAdapter(session.live, qapp)
    adapter.keep_draft("early", 0)
    assert _timer(adapter).isActive()
    adapter.tick()
    assert session.keeper.draft.text == "early"
    adapter.close()


def test_the_journal_hears_every_two_seconds_that_all_is_well(adapter: StageAdapter, session: Conducted) -> None:
    for _ in range(5):
        session.wait(seconds=1)
        adapter.tick()
    assert session.keeper.draft.alive_ms == 4000


def test_closing_keeps_what_is_half_typed_and_lets_go(adapter: StageAdapter, session: Conducted) -> None:
    told: list[State] = []
    adapter.changed.connect(told.append)
    adapter.keep_draft("half", 7)
    adapter.close()
    assert session.keeper.draft.text == "half"
    session.note("later")
    assert told == []


def test_a_sleep_of_the_computer_is_noticed_at_the_next_wake(adapter: StageAdapter, session: Conducted) -> None:
    session.clock.sleep(60_000)
    adapter.tick()
    assert isinstance(session.live.log[-1].event, Interrupted)


def test_a_replay_is_followed_without_a_timer(qapp: QApplication, session: Conducted) -> None:
    session.wait(seconds=10)
    session.note("a note")
    replay = Replay(list(session.live.log))
    adapter = StageAdapter(replay, qapp)
    told: list[State] = []
    adapter.changed.connect(told.append)
    replay.seek(0)
    assert told[-1].note_count == 0
    assert not _timer(adapter).isActive()
    adapter.close()


def test_words_of_the_writer_thread_arrive_on_the_screens_thread(adapter: StageAdapter, qtbot: QtBot) -> None:
    listener = _Listener()
    adapter.saved.connect(listener.saved)
    adapter.trouble.connect(listener.trouble)

    def write() -> None:
        adapter.saved.emit(7)
        adapter.trouble.emit("disk full")

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(listener.heard) == 2)
    assert listener.heard == [(7, True), ("disk full", True)]


class _Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, bool]] = []

    @Slot(int)
    def saved(self, seq: int) -> None:
        self.heard.append((seq, QThread.currentThread() == self.thread()))

    @Slot(object)
    def trouble(self, sentence: object) -> None:
        self.heard.append((sentence, QThread.currentThread() == self.thread()))


def _timer(adapter: StageAdapter) -> QTimer:
    (timer,) = adapter.findChildren(QTimer)
    return timer
