"""Makes the guide's pictures from the application itself: `python docs/make_pictures.py [FOLDER]`, no screen needed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QThreadPool
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.app import Conduct, Desk, Options
from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.note_line import read_line
from interview_desk.domain.rubric import Score
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import Settings
from interview_desk.ui.application import make_application
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.theme import apply_theme

CODE = """def allow(self, key):
    w = int(time.time() // 60)
    self.hits[key, w] += 1
    return self.hits[key, w] <= self.limit
"""


class Guide:
    """Conducts one interview on a manual clock and takes pictures on the way."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.app = make_application(Settings(theme="dark"))
        self.folder = folder
        self.clock = ManualClock()
        catalogue = Catalogue.standing(None)
        asked = Conduct("backend-senior", "Sample Candidate", "Interviewer 7", start=True)
        options = Options(home, f"sqlite:///{home / 'desk.db'}", asked)
        self.desk = Desk(options, Settings(), catalogue, self.clock)
        self.desk.window.resize(1440, 900)
        self.desk.conduct(catalogue.kit("backend-senior"), asked)
        self.desk.window.show()

    @property
    def conducting(self) -> Conducting:
        conducting = self.desk.conducting
        assert conducting is not None
        return conducting

    def at(self, clock: str) -> None:
        """Let the time pass until the clock shows `clock`."""
        minutes, seconds = clock.split(":")
        self.clock.advance((int(minutes) * 60 + int(seconds)) * 1000 - self.conducting.live.now_ms)

    def note(self, clock: str, typed: str) -> None:
        """Take a note at a time."""
        self.at(clock)
        live = self.conducting.live
        line = read_line(typed, [row.id for row in live.state.rubric.competencies])
        self.conducting.wish(rules.take_note(live.state, line, live.now_ms))

    def do(self, clock: str, command: str) -> None:
        """Do a command at a time."""
        self.at(clock)
        self.desk.window.desk.trigger(command)

    def score(self, **scores: Score) -> None:
        """Score rows; an underscore stands for the hyphen of an id."""
        for row, score in scores.items():
            self.conducting.score(row.replace("_", "-"), score)

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, in both themes where `name` ends in `-`."""
        for theme in ("dark", "light") if name.endswith("-") else ("dark",):
            apply_theme(self.app, theme)  # type: ignore[arg-type]
            self.settle()
            self.conducting.adapter.tick()
            path = self.folder / (f"{name}{theme}.png" if name.endswith("-") else f"{name}.png")
            (widget or self.desk.window).grab().save(str(path))
            print(path)
        apply_theme(self.app, "dark")

    def settle(self) -> None:
        """Let everything be saved and drawn, the colours of code too."""
        rounds = 0
        while self.desk.unsaved or rounds < 20:
            rounds += 1
            QThreadPool.globalInstance().waitForDone(200)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)


def first_half(guide: Guide) -> None:
    """The interview up to the second layer, as a first-time user would find it instructive."""
    guide.note("02:10", "Worked on a public API for three years")
    guide.do("04:10", "layer.solved")
    guide.note("05:32", "+ Asked per user or per address, and what a rejected client sees, before coding @requirements")
    guide.do("09:18", "hint.next")
    guide.do("10:02", "milestone.reach")
    guide.conducting.wish(rules.reach_milestone(guide.conducting.live.state, "first-code"))
    guide.conducting.page.line.leave()
    guide.note("12:04", "- Off by one at the boundary, found by own test after 2 min @correctness")
    guide.at("13:47")
    live = guide.conducting.live
    guide.conducting.wish(rules.take_snippet(live.state, CODE, "python", "limiter.py", 8))
    text = (
        "Old windows are never removed, so memory grows with time. One counter and one timestamp per client would do."
    )
    guide.conducting.wish(rules.comment_snippet(live.state, live.state.snippets[-1].seq, 2, 3, text))
    guide.do("14:50", "layer.solved")
    guide.note("16:20", "+ Drew the edge-burst case unprompted @problem-solving")
    guide.note("19:02", "? Why a thread for the refill")
    guide.note("20:11", "* Said they didn't know the name of the method, then derived it @problem-solving")
    guide.do("21:05", "hint.next")
    guide.note("22:58", "+ Talks through memory per client, picks one counter @trade-offs")
    layer = live.state.layer
    assert layer is not None
    for signal, mark in zip(layer.signals, ("yes", "yes", "partly"), strict=False):
        guide.conducting.wish(rules.mark_signal(live.state, signal.id, mark))  # type: ignore[arg-type]
    guide.score(requirements=4, problem_solving=3, correctness=3)
    guide.conducting.page.rubric.choose("problem-solving")
    guide.at("23:36")
    guide.conducting.page.line.setFocus()
    edit = guide.conducting.page.line.edit
    edit.setPlainText("+ lazy refill without being told @problem-so")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    guide.at("23:41")


def second_half(guide: Guide) -> None:
    """To the end: a third layer, the close, the self-assessment and the sentences for the report."""
    guide.conducting.page.line.restore("", 0)
    guide.do("24:48", "layer.solved")
    guide.do("33:40", "hint.next")
    guide.note("38:05", "- The read-then-write race was not seen unprompted @correctness")
    guide.do("40:30", "hint.next")
    guide.do("43:00", "layer.move-on")
    guide.do("43:05", "section.their-questions")
    guide.note("47:00", "+ Explained every step so that I could have stopped them @communication")
    guide.score(trade_offs=3, communication=3)
    guide.do("57:12", "interview.wrap-up")
    live, wish = guide.conducting.live, guide.conducting.wish
    for row, score in (("requirements", 3), ("problem-solving", 2), ("correctness", 3), ("trade-offs", 3)):
        wish(rules.self_assess(live.state, row, score))
    seqs = {note.text[:12]: note.seq for note in live.state.notes()}
    for text, start in (
        ("You asked who the limit applies to and what a rejected client sees before writing code.", "Asked per us"),
        ("You drew the edge-burst case without being asked, then argued from it.", "Drew the edg"),
        (
            "You said that you didn't know the name of the method and derived it. That is how we work too.",
            "Said they di",
        ),
    ):
        wish(rules.write_point(live.state, "went-well", text, [seqs[start]]))
    wish(rules.write_point(live.state, "work-on", "Look at what stays in memory.", [live.state.snippets[-1].seq]))
    text = "Between reading the counter and writing it, another process can come in: worth a second look."
    wish(rules.write_point(live.state, "work-on", text, [seqs["The read-the"]]))
    wish(rules.write_point(live.state, "next", "Read how your database or cache increments a counter atomically."))


def main(folder: Path) -> None:
    """Make every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        guide = Guide(folder, Path(home))
        first_half(guide)
        guide.picture("live-")
        guide.do("23:41", "help.palette")
        guide.picture("palette")
        guide.desk.window.palette_sheet.close_sheet()
        guide.do("23:41", "help.keys")
        guide.picture("keys")
        guide.desk.window.key_sheet.close_sheet()
        second_half(guide)
        guide.do("57:12", "page.self-assessment")
        guide.picture("self-assessment")
        guide.do("57:12", "page.summary")
        guide.picture("summary-")
        guide.do("57:12", "page.feedback")
        guide.picture("feedback")
        guide.do("57:12", "page.report")
        guide.picture("report")
        guide.desk.home()
        guide.settle()
        (folder / "home.png").unlink(missing_ok=True)
        guide.desk.window.grab().save(str(folder / "home.png"))
        guide.desk.close()
    QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "pictures")
