"""A monkey at the keyboard: thousands of random keys through the real window, and nothing breaks."""

from __future__ import annotations

import os
import random

import pytest
from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.commands import COMMANDS
from interview_desk.domain.log import Entry
from interview_desk.domain.script import Kit
from interview_desk.domain.state import fold
from interview_desk.door.options import Conduct
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions.live import Live
from interview_desk.sessions.replay import Replay
from interview_desk.storage.journal import open_journal
from interview_desk.ui.live.compact_window import CompactWindow
from tests.journeys.conftest import KIT
from tests.journeys.driver import Driver

LONG = "MONKEY_KEYS"
SEED = "MONKEY_SEED"
# What the offscreen platform says of itself where a menu is opened.
QUIET = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard", extend=True)
KEYS = sorted({keys for command in COMMANDS if command.scope not in ("replay", "library") for keys in command.keys})
SELDOM = {"Ctrl+Shift+T": 0.2}  # another theme dresses every widget anew, which takes a hundred times as long as a key
PLAIN = ("Return", "Esc", "Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "PgUp", "PgDown", "Backspace", "Space")
TYPED = "aest @+-?*0123456789rbcCE/.~"
WORDS = ("+ a strength @correctness", "- a concern @req", "-30s back", "1-2 a comment", "settings", "senior", "x" * 400)
COPIED = ("a = 1\n", "def f():\n    return 2\n", "", "SELECT 1", "\u202e\0\n" * 3)
# The monkey neither quits nor opens the editor of this machine or another window.
OUT_OF_REACH = ("app.quit", "app.demo", "page.library", "library.edit", "library.new-question")


# How long it may stay away from the interview before it is put in front of a fresh one.
STRAYING = 60


class Monkey:
    """Presses what chance says; the same seed presses the same."""

    def __init__(self, desk: Driver, kit: Kit, seed: int) -> None:
        self._desk = desk
        self._kit = kit
        self._chance = random.Random(seed)
        self._away = 0
        self.lives: list[Live] = []
        assert desk.app is not None
        desk.app.window.desk.bind(dict.fromkeys(OUT_OF_REACH, lambda: None))

    def play(self, events: int) -> None:
        """Do that many things; now and then, and at the end, compare what is shown with what was kept."""
        for number in range(events):
            self._do()
            self._look()
            if self._away > STRAYING:
                self._begin()
            if number % 200 == 0:
                self.check()
        self.check()

    def check(self) -> None:
        """The state that was grown entry by entry is that of the log, at its end and in a replay."""
        for live in self.lives[-3:]:
            assert fold(live.log) == live.state
            assert Replay(live.log).state == live.state

    def _do(self) -> None:
        desk, chance = self._desk, self._chance
        match chance.choices(
            ("key", "plain", "letter", "words", "time", "copy", "sleep", "size"), (40, 25, 20, 5, 6, 2, 1, 1)
        )[0]:
            case "key":
                if chance.random() < SELDOM.get(keys := chance.choice(KEYS), 1):
                    self._press(keys)
            case "plain":
                self._press(chance.choice(PLAIN))
            case "letter":
                QTest.keyClicks(self._focus(), chance.choice(TYPED))
            case "words":
                QTest.keyClicks(self._focus(), chance.choice(WORDS))
            case "time":
                desk.clock.advance(chance.choice((40, 1_000, 61_000, 700_000)))
            case "copy":
                desk.copy(chance.choice(COPIED))
            case "sleep":
                desk.clock.sleep(chance.choice((500, 90_000)))
            case "size":
                desk.window.resize(*chance.choice(((1440, 900), (1100, 700), (700, 560))))
        if desk.conducts and chance.random() < 0.1:
            desk.conducting.adapter.tick()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as a running event loop does

    def _press(self, keys: str) -> None:
        together: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]
        QTest.keyClick(self._focus(), together.key(), together.keyboardModifiers())

    def _focus(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()  # an open menu takes every key
        if widget is None:  # the candidate window, or one that was just closed, has none: a person clicks
            QTest.mouseClick(self._desk.window, Qt.MouseButton.LeftButton)
            widget = QApplication.focusWidget() or self._desk.window
        return widget

    def _look(self) -> None:
        desk = self._desk
        if desk.conducts and desk.conducting.live not in self.lives:
            self.lives.append(desk.conducting.live)
        conducts = desk.conducts and desk.conducting.page.isVisible() and desk.state.phase != "ended"
        compact = desk.conducts and isinstance(desk.window, CompactWindow)
        self._away = 0 if conducts or compact else self._away + 1

    def _begin(self) -> None:
        """Begin another interview, as a person does who is done with the one before."""
        self._away = 0
        app = self._desk.app
        assert app is not None
        app.window.show()
        app.conduct(self._kit, Conduct(KIT, "Sample Candidate", "Interviewer 7", start=True))
        QApplication.processEvents()


def kept(desk: Driver) -> dict[str, list[Entry]]:
    """Return every log that is on the disk."""
    journal = open_journal(desk.place.database, create=False)
    try:
        return {row.id: journal.read(row.id) for row in journal.sessions()}
    finally:
        journal.close()


def let_loose(desk: Driver, kit: Kit, seed: int, events: int) -> None:
    monkey = Monkey(desk, kit, seed)
    monkey.play(events)
    assert desk.app is not None
    desk.app.home()  # lets go of the session, which keeps it to its last entry
    logs = list(kept(desk).values())
    for live in monkey.lives:
        log = list(live.log)  # what was resumed has grown since
        assert live.state.opened.practice or any(it[: len(log)] == log for it in logs)
    assert sum(len(live.log) for live in monkey.lives) > events / 20, "the monkey hardly did anything"


@QUIET
def test_two_thousand_random_keys_break_nothing_and_replay_equals_live(desk: Driver, catalogue: Catalogue) -> None:
    let_loose(desk, catalogue.kit(KIT), seed=4, events=2_000)


@QUIET
@pytest.mark.slow
@pytest.mark.skipif(LONG not in os.environ, reason=f"takes minutes: {LONG}=20000 says how many keys, {SEED} which")
def test_a_long_run_of_random_keys_breaks_nothing(desk: Driver, catalogue: Catalogue) -> None:
    let_loose(desk, catalogue.kit(KIT), int(os.environ.get(SEED, "20")), int(os.environ[LONG]))
