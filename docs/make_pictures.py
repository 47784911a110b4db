"""Makes the guide's pictures from the application itself: `python docs/make_pictures.py [FOLDER]`, no screen needed."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QEventLoop, QThreadPool
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from interview_desk.app import Conduct, Desk, Options
from interview_desk.domain import rules
from interview_desk.domain.clock import ManualClock
from interview_desk.door import demo
from interview_desk.door.demo import add_team
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions import sample
from interview_desk.settings import Settings
from interview_desk.storage.journal import open_journal
from interview_desk.ui.application import make_application
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.pages.calibration import CalibrationPage
from interview_desk.ui.pages.home_rows import HomeRows
from interview_desk.ui.theme import apply_theme
from interview_desk.ui.wrapup.score_button import ScoreButton


class Guide:
    """Conducts one interview on a manual clock and takes pictures on the way."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.app = make_application(Settings(theme="dark"))
        self.folder = folder
        self.clock = ManualClock()
        self.reached = ""
        url = f"sqlite:///{home / 'desk.db'}"
        with closing(open_journal(url, make_folder=True)) as journal:
            add_team(journal)
        catalogue = Catalogue.standing(None)
        asked = Conduct("backend-senior", "Sample Candidate", "Interviewer 7", start=True)
        options = Options(home, url, asked)
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

    def do(self, clock: str, command: str) -> None:
        """Do a command at a time."""
        self.at(clock)
        self.desk.window.desk.trigger(command)

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Take a picture of the window, in both themes where `name` ends in `-`."""
        for theme in ("dark", "light") if name.endswith("-") else ("dark",):
            apply_theme(self.app, theme)
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


def conduct(guide: Guide, until: str) -> None:
    """Conduct the sample interview up to a time; what was done before is not done again."""
    live = guide.conducting.live
    for shown, wish in sample.steps()[1:]:  # the clock was started with the window
        if guide.reached < shown <= until:
            guide.at(shown)
            guide.conducting.wish(wish(live.state, live.now_ms))
    guide.reached = until
    guide.at(until)


def half_typed(guide: Guide) -> None:
    """A note that is being written, five seconds ago."""
    guide.conducting.page.rubric.choose("problem-solving")
    guide.at("23:36")
    guide.conducting.page.line.setFocus()
    edit = guide.conducting.page.line.edit
    edit.setPlainText("+ lazy refill without being told @problem-so")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    guide.at("23:41")


def calibration(app: QApplication, folder: Path) -> None:
    """Take the calibration page over the demo's history, in both themes."""
    with tempfile.TemporaryDirectory() as home:
        url = f"sqlite:///{Path(home) / 'desk.db'}"
        demo.fill(url)
        desk = Desk(Options(Path(home), url), Settings(), Catalogue.standing(None), ManualClock())
        desk.window.resize(1440, 900)
        desk.window.show()
        desk.window.desk.trigger("page.calibration")
        page = desk.window.page
        assert isinstance(page, CalibrationPage)
        while page.detail.isHidden():
            app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        for theme in ("dark", "light"):
            apply_theme(app, "dark" if theme == "dark" else "light")
            for _ in range(20):
                app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            path = folder / f"calibration-{theme}.png"
            desk.window.grab().save(str(path))
            print(path)
        desk.close()


def main(folder: Path) -> None:
    """Make every picture."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        guide = Guide(folder, Path(home))
        conduct(guide, "23:30")
        half_typed(guide)
        guide.picture("live-")
        guide.do("23:41", "help.palette")
        guide.picture("palette")
        guide.desk.window.palette_sheet.close_sheet()
        guide.do("23:41", "help.keys")
        guide.picture("keys")
        guide.desk.window.key_sheet.close_sheet()
        guide.conducting.page.line.restore("", 0)
        conduct(guide, "57:12")
        guide.do("57:12", "interview.wrap-up")
        guide.do("57:12", "page.self-assessment")
        guide.picture("self-assessment")
        guide.do("57:12", "page.summary")
        guide.picture("summary-")
        window = guide.desk.window
        row = [button for button in window.findChildren(ScoreButton) if button.isVisible()][1]
        row.setFocus()
        row.cite_wanted.emit()
        guide.picture("evidence")
        guide.do("57:12", "page.feedback")
        guide.picture("feedback")
        guide.do("57:12", "page.report")
        guide.picture("report")
        live = guide.conducting.live
        guide.conducting.wish(rules.make_call(live.state, "close", gap="A talk about two writers and one counter."))
        why = "The race between reading the counter and writing it, which this role meets daily, was not seen."
        guide.conducting.wish(rules.write_passage(live.state, "reason", why))
        guide.do("57:12", "report.notice")
        guide.picture("notice")
        guide.do("57:12", "report.notice")
        window.desk.trigger("replay.open")
        window.desk.trigger("replay.start")
        for _ in range(17):  # to the second hint
            window.desk.trigger("replay.next")
        guide.settle()
        window.grab().save(str(folder / "replay.png"))
        print(folder / "replay.png")
        window.desk.trigger("replay.leave")
        guide.desk.home()
        while not any(it.rowCount() for it in guide.desk.window.findChildren(HomeRows)):
            guide.settle()
        (folder / "home.png").unlink(missing_ok=True)
        guide.desk.window.grab().save(str(folder / "home.png"))
        guide.desk.close()
        calibration(guide.app, folder)
    QApplication.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "pictures")
