"""Calibration in the window: history is read and fitted in the background, and what is shown can be exported."""

from __future__ import annotations

from collections.abc import Callable
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
    from interview_desk.insights.team import TeamPage, TeamPast

Assignment = Literal["chance", "unknown"]


@dataclass(frozen=True, slots=True)
class TeamRules:
    """What the team has settled: who interviews whom, and whether scores are corrected at all."""

    assignment: Assignment = "unknown"
    calibrate: bool = True


class CalibrationDesk(QObject):
    """Holds the page. `read` gives all past interviews, in a thread; exports go into the folder `reports`."""

    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        read: Callable[[bool], TeamPast],
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
        self.page = CalibrationPage()
        self.page.choice_changed.connect(self._fit)
        self.page.export_wanted.connect(self._export)
        self.page.left.connect(self.left)

    def open(self) -> None:
        """Show the page, and read again what it is made of."""
        self._past = None
        self._window.show_page(self.page, "Calibration")
        self._fit()

    def close(self) -> None:
        """Show nothing of what is still under way."""
        self._round += 1

    def _fit(self) -> None:
        """Fit what is chosen; of several fits under way only the last is shown."""
        self._round += 1
        round_, known, choice = self._round, self._past, self.page.filters.choice
        rules, now = self._rules(), int(self._now().timestamp())
        self.page.show_busy("Reading past interviews…" if known is None else "Comparing again…")

        def work() -> tuple[TeamPast, TeamPage]:
            from interview_desk.insights.team import page_for

            past = self._read(False) if known is None else known
            return past, page_for(past, rules.assignment, choice, now, applied=rules.calibrate)

        def done(found: tuple[TeamPast, TeamPage]) -> None:
            if round_ == self._round:
                self._past = found[0]
                self.page.show_page(found[1])

        def failed(error: BaseException) -> None:
            if round_ == self._round:
                why = str(error) if isinstance(error, DeskError) else f"an unexpected fault, {type(error).__name__}"
                self.page.show_busy(f"The figures could not be worked out: {why}")

        self._background.run(work, done, failed)

    def _export(self, form: str) -> None:
        page = self.page.page
        if page is None:
            return
        path = self._reports / f"calibration-{self._now():%Y-%m-%d}.{form}"
        image = self.page.picture() if form == "png" else None
        drawing = draw_svg(self.page) if form == "svg" else None

        def work() -> Path:
            from interview_desk.insights.team_csv import as_csv

            return _write(path, image or drawing or as_csv(page).encode("utf-8-sig"))

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
