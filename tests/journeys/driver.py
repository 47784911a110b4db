"""A person at the desk, as a test plays one: presses keys, lets time pass, and reads what a screen reader reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from interview_desk.app import Desk
from interview_desk.domain.clock import ManualClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.state import State
from interview_desk.door.kept import Kept
from interview_desk.door.options import Conduct, Options
from interview_desk.library.catalogue import Catalogue
from interview_desk.settings import Settings
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.live.candidate_window import CandidateWindow

PATIENCE_MS = 10_000
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one desk keeps everything."""

    data: Path
    team: str = ""
    """The URL of the team's database."""

    @property
    def file(self) -> Path:
        return self.data / "desk.db"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.file}"

    @property
    def reports(self) -> Path:
        return self.data / "reports"


class Driver:
    """The real window on a real database, with a clock that moves only when told to.

    Whatever has the focus takes the keys; what is read comes from the accessibility tree, so that a test sees what
    every person can be told of. Nothing sleeps: what takes a while is waited for by its effect.
    """

    def __init__(self, qtbot: QtBot, catalogue: Catalogue, place: Place, wall: datetime = MORNING) -> None:
        self._qtbot = qtbot
        self._catalogue = catalogue
        self.place = place
        self.clock = ManualClock(wall)
        self.app: Desk | None = None

    def open(self, kit: str = "", *, start: bool = True, practice: bool = False, resume: bool = False) -> Driver:
        """Open the window, as `conduct KIT` does; without a kit, at home."""
        name = "Sample Candidate"
        asked = Conduct(kit, name, "Interviewer 7", None, practice, start, resume) if kit else None
        options = Options(self.place.data, self.place.database, asked, team=self.place.team)
        self.app = Desk(options, Settings(), self._catalogue, self.clock)
        if resume:
            self.app.go_on(Kept(self.place.data, self.place.database).interrupted_of(kit))
        elif asked is not None:
            self.app.conduct(self._catalogue.kit(kit), asked)
        else:
            self.app.home()
        window = self.app.window
        window.resize(1440, 900)  # whatever the screen of the offscreen platform is
        window.show()
        self.wait_until(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)
        return self

    def close(self) -> None:
        """Close the window, as Ctrl+Q does, and end what belongs to it; twice is once."""
        if self.app is not None:
            app, self.app = self.app, None
            app.window.close()
            app.close()
            app.window.deleteLater()

    def press(self, *keys: str) -> None:
        """Press one key after the other, each as `Ctrl+Shift+H`, wherever the focus is."""
        for pressed in keys:
            together = QKeySequence(pressed)[0]  # type: ignore[index]  # the stubs have forgotten that
            QTest.keyClick(self.focus, together.key(), together.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text, wherever the focus is."""
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    def note(self, text: str) -> None:
        """Type a note and save it."""
        self.type(text)
        self.press("Return")

    def copy(self, text: str) -> None:
        """Put a text on the clipboard, as another program does."""
        QGuiApplication.clipboard().setText(text)

    def wait(self, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass; the window's timer is heard once at its end."""
        self.clock.advance(round(minutes * 60_000 + seconds * 1000))
        if (conducting := self._app.conducting) is not None:
            conducting.adapter.tick()
        QApplication.processEvents()

    def until(self, time: str) -> None:
        """Let time pass until the interview's clock says `MM:SS`."""
        minutes, seconds = time.split(":")
        self.wait(seconds=(int(minutes) * 60 + int(seconds)) - (self.now_ms - self.state.started_ms) / 1000)

    def shows(self, window: QWidget | None = None) -> str:
        """Return all that stands in the window that one types in, a line each."""
        QApplication.processEvents()
        root = QAccessible.queryAccessibleInterface(window or self.window)
        return "\n".join(dict.fromkeys(_texts(root))).replace("\u00a0", " ")  # which looks the same

    def sees(self, *texts: str) -> bool:
        """Tell whether every one of these stands in the window that one types in."""
        shown = self.shows()
        return all(text in shown for text in texts)

    def awaits(self, *texts: str) -> None:
        """Wait until every one of these stands there; fails with what does instead."""
        try:
            self.wait_until(lambda: self.sees(*texts))
        except QtTimeout:
            raise AssertionError(f"{texts} did not come to stand in:\n{self.shows()}") from None

    def wait_until(self, holds: Callable[[], bool]) -> None:
        """Wait for an effect of what goes on beside the window."""
        self._qtbot.waitUntil(holds, timeout=PATIENCE_MS)

    def wait_saved(self) -> None:
        """Wait until everything is on the disk, and the window calls it saved."""
        app = self.app
        assert app is not None

        def saved() -> bool:
            self.conducting.adapter.tick()
            return app.unsaved == 0 and self.conducting.page.header.who.saved.words == "saved"

        self.wait_until(saved)

    @property
    def focus(self) -> QWidget:
        """Whatever the keys go to."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus: a key would go nowhere"
        return widget

    @property
    def window(self) -> QWidget:
        """The window that one types in."""
        return QApplication.activeWindow() or self._app.window

    @property
    def notice(self) -> str:
        """What the line at the foot says."""
        return self._app.window.notices.text

    @property
    def conducting(self) -> Conducting:
        conducting = self._app.conducting
        assert conducting is not None, "no session is open"
        return conducting

    @property
    def conducts(self) -> bool:
        """Whether a session is open."""
        return self._app.conducting is not None

    @property
    def state(self) -> State:
        return self.conducting.live.state

    @property
    def now_ms(self) -> int:
        return self.conducting.live.now_ms

    @property
    def half_typed(self) -> str:
        """What stands in the note line."""
        return self.conducting.page.line.text

    @property
    def candidate_window(self) -> CandidateWindow:
        """The window that is shared over the call."""
        return next(it for it in QApplication.topLevelWidgets() if isinstance(it, CandidateWindow) and it.isVisible())

    @property
    def _app(self) -> Desk:
        assert self.app is not None, "the desk is closed"
        return self.app


def drafted(place: Place, session: str) -> Draft | None:
    """Return the half-typed note as it is on the disk."""
    from interview_desk.storage.journal import open_journal

    journal = open_journal(place.database, create=False)
    try:
        return journal.draft(session)
    finally:
        journal.close()


def _texts(interface: QAccessibleInterface | None) -> Iterator[str]:
    """Yield what a screen reader can say of a widget and of all that is visible in it."""
    if interface is None or not interface.isValid():
        return
    state: Any = interface.state()
    if state.invisible:
        return
    for kind in (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description):
        if text := interface.text(kind):
            yield text
    for at in range(interface.childCount()):
        yield from _texts(interface.child(at))
