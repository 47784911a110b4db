"""Calibration in the window: history is read and fitted in the background, and what is shown can be exported."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QBuffer, QIODevice, QObject, QPoint, QRect, QSize, Signal
from PySide6.QtGui import QImage, QPainter

from interview_desk.errors import DeskError
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.calibration import CalibrationPage

if TYPE_CHECKING:
    from interview_desk.insights.details import Detail
    from interview_desk.insights.team import TeamPage, TeamPast
    from interview_desk.insights.watch import Watch

    Read = Callable[[bool, Callable[[int, int], None]], TeamPast]

Assignment = Literal["chance", "unknown"]

_READING, _COMPARING, _AGAIN = "Reading past interviews…", "Comparing the interviewers…", "Comparing again…"


@dataclass(frozen=True, slots=True)
class TeamRules:
    """What the team has settled: who interviews whom, whether scores are corrected at all, and whether groups are
    compared, which takes the labels that candidates volunteered."""

    assignment: Assignment = "unknown"
    calibrate: bool = True
    groups: bool = False


class CalibrationDesk(QObject):
    """Holds the page. `read` gives all past interviews, in a thread, and tells how far it is.

    Exports go into the folder `reports`.
    """

    left = Signal()
    replay_wanted = Signal(str)  # the session
    _told = Signal(int, str, float)

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        read: Read,
        rules: Callable[[], TeamRules],
        reports: Path,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._read = read
        self._rules = rules
        self._reports = reports
        self._now = now
        self._past: TeamPast | None = None
        self._round = 0
        self._watch: Watch | None = None
        self._details: Mapping[str, Detail] = {}
        self._doing = ""
        self.page = CalibrationPage()
        self.page.choice_changed.connect(self._fit)
        self.page.export_wanted.connect(self._export)
        self.page.places_wanted.connect(self._list)
        self.page.person_wanted.connect(self._list_person)
        self.page.session_wanted.connect(self.replay_wanted)
        self.page.stop_wanted.connect(self._stop)
        self.page.left.connect(self.left)
        self._told.connect(self._show_progress)

    def open(self) -> None:
        """Show the page, and read again what it is made of."""
        self._past = None
        self._window.show_page(self.page, "Calibration")
        self._fit()

    def close(self) -> None:
        """Stop what is still under way, and show nothing of it."""
        self._round += 1
        self._end_watch()

    def _fit(self) -> None:
        """Fit what is chosen; of several fits under way only the last goes on."""
        self._end_watch()
        self._round += 1
        round_, known, choice, before = self._round, self._past, self.page.filters.choice, self.page.page
        rules, now = self._rules(), int(self._now().timestamp())
        watch = self._begin(_READING if known is None else _AGAIN)

        def work() -> tuple[TeamPast, TeamPage]:
            from interview_desk.insights.team import page_for

            past = self._read(rules.groups, watch.tell) if known is None else known
            watch.go_on()
            self._doing = _COMPARING
            page = page_for(
                past, rules.assignment, choice, now, applied=rules.calibrate, previous=before, watch=watch
            )  # fmt: skip
            return past, page

        def done(found: tuple[TeamPast, TeamPage]) -> None:
            if round_ == self._round:
                self._past = found[0]
                self._details = {}
                self.page.show_page(found[1])
                self._look_closer(round_, found[1])

        self._background.run(work, done, lambda error: self._failed(round_, error))

    def _look_closer(self, round_: int, page: TeamPage) -> None:
        """Work out more of each interviewer, now that the page is there to read."""
        if not page.rows:
            return
        watch = self._begin("Looking at each interviewer…", shown=False)

        def work() -> Mapping[str, Detail]:
            from interview_desk.insights.details import details

            return details(page.found, watch)

        def done(found: Mapping[str, Detail]) -> None:
            if round_ == self._round:
                self._details = found
                self.page.show_details(found)

        self._background.run(work, done, lambda error: self._failed(round_, error))

    def _begin(self, doing: str, *, shown: bool = True) -> Watch:
        from interview_desk.insights.watch import Watch

        round_, self._doing = self._round, doing
        self._watch = Watch(lambda share: self._told.emit(round_, self._doing, share) if shown else None)
        if shown:
            self.page.show_busy(doing)
        return self._watch

    def _show_progress(self, round_: int, doing: str, share: float) -> None:
        if round_ == self._round:
            self.page.show_progress(doing, share)

    def _end_watch(self) -> None:
        if self._watch is not None:
            self._watch.stop()
            self._watch = None

    def _stop(self) -> None:
        self._round += 1
        self._end_watch()
        self.page.show_stopped()

    def _failed(self, round_: int, error: BaseException) -> None:
        from interview_desk.insights.watch import Stopped

        if round_ != self._round or isinstance(error, Stopped):
            return
        why = str(error) if isinstance(error, DeskError) else f"an unexpected fault, {type(error).__name__}"
        self.page.show_busy(f"The figures could not be worked out: {why}", may_stop=False)

    def _list_person(self, name: str) -> None:
        page = self.page.page
        if page is not None:
            from interview_desk.insights.behind import sessions_of

            self._list(name, sessions_of(page.found, name))

    def _list(self, title: str, places: Sequence[int]) -> None:
        """List the interviews behind a point."""
        page, past = self.page.page, self._past
        if page is not None and past is not None:
            from interview_desk.insights.behind import behind

            self.page.sessions.show_sessions(title, behind(page.found, places, past.recorded), len(places))

    def _export(self, form: str) -> None:
        page = self.page.page
        if page is None:
            return
        path = self._reports / f"calibration-{self._now():%Y-%m-%d}.{form}"
        image = self.page.picture() if form == "png" else None
        drawing = draw_svg(self.page) if form == "svg" else None
        details = self._details

        def work() -> Path:
            if form == "pdf":
                from interview_desk.reports.team_page import team_pdf

                return _write(path, team_pdf(page, self._now()))
            from interview_desk.insights.team_csv import as_csv

            return _write(path, image or drawing or as_csv(page, details).encode("utf-8-sig"))

        self._background.run(
            work,
            lambda path: self._window.notices.say(f"Wrote {path}"),
            lambda error: self._window.notices.say(f"The export could not be written: {error}"),
        )


def draw_svg(page: CalibrationPage) -> bytes:
    """Draw what the page shows as SVG; text stays text."""
    from PySide6.QtSvg import QSvgGenerator

    page.settle()
    size: QSize = page.body.size()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(kept)
    drawing.setSize(size)
    drawing.setViewBox(QRect(0, 0, size.width(), size.height()))
    drawing.setTitle("Calibration")
    drawing.setDescription(page.page.about if page.page is not None else "")
    painter = QPainter(drawing)
    painter.fillRect(0, 0, size.width(), size.height(), page.palette().window())
    page.body.render(painter, QPoint())
    painter.end()
    return bytes(kept.data().data())


def _write(path: Path, content: bytes | QImage) -> Path:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    if isinstance(content, bytes):
        fresh.write_bytes(content)
    elif not content.save(str(fresh), "PNG"):  # type: ignore[call-overload]
        raise OSError(f"{path} can't be written")
    fresh.replace(path)
    return path
