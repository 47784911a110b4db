"""Pictures of the real window on an X server, at the sizes it has to fit in: `python docs/make_screens.py [FOLDER]`.

Each size has a server of its own (Xvfb), whose screen is as large as the window. What has less room than its words
need is told as text too, and makes the exit code 1.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtGui import QFontMetrics, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "docs"))


@dataclass(frozen=True, slots=True)
class Size:
    """A screen, and how large the text on it is."""

    name: str
    width: int
    height: int
    text: int = 100
    theme: Literal["dark", "light"] = "dark"


SHOWN = ("live", "home", "prepare", "summary", "feedback")
"""The pages that the pictures are kept of; on the others it is only looked whether all fits."""

SIZES = {
    it.name: it
    for it in (
        Size("1100x700", 1100, 700),
        Size("1440x900", 1440, 900, theme="light"),
        Size("200-percent", 1440, 900, 200),
    )
}


def main(folder: Path) -> int:
    """Take every picture; returns 1 where something was cut off."""
    folder.mkdir(parents=True, exist_ok=True)
    return max(on_a_screen_of(size, folder) for size in SIZES.values())


def on_a_screen_of(size: Size, folder: Path) -> int:
    """Take the pictures of one size, in a process of their own under a server of their own."""
    reading, writing = os.pipe()
    screen = f"{size.width}x{size.height}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        try:
            environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
            words = [sys.executable, __file__, "--size", size.name, str(folder)]
            return subprocess.run(words, env=environment, check=False).returncode
        finally:
            server.terminate()


def take(size: Size, folder: Path) -> int:
    """Conduct an interview in a window as large as the screen, and take a picture of each page on the way."""
    from make_pictures import Guide, conduct, half_typed

    from interview_desk.door.demo import fill
    from interview_desk.ui.pages.home_rows import HomeRows
    from interview_desk.ui.pages.library_preview import LibraryPreview
    from interview_desk.ui.pages.people import PeoplePage
    from interview_desk.ui.pages.picker import Picker
    from interview_desk.ui.pages.plan_chart import PlanChart
    from interview_desk.ui.pages.training import TrainingPage
    from interview_desk.ui.theme import apply_theme

    with tempfile.TemporaryDirectory() as home:
        fill(f"sqlite:///{Path(home) / 'desk.db'}")
        guide = Guide(folder, Path(home))
        window = guide.desk.window
        window.setGeometry(0, 0, size.width, size.height)
        apply_theme(guide.app, size.theme, size.text / 100)
        cut: list[str] = []

        def shoot(page: str, ready: Callable[[], bool] = lambda: True) -> None:
            patience = QDeadlineTimer(60_000)  # what is read in the background comes when it comes
            guide.settle()
            while not ready():
                if patience.hasExpired():
                    raise TimeoutError(f"{page} did not become ready")
                guide.settle()
            guide.settle()
            cut.extend(f"{page}, {size.name}: {it}" for it in cut_off(window))
            if page not in SHOWN:
                return
            path = folder / f"{page}-{size.name}.png"
            shot = window.screen().grabWindow(0).toImage()
            shot.convertToFormat(QImage.Format.Format_RGB888).save(str(path), "PNG", 0)  # as small as it can be
            print(path)

        conduct(guide, "23:30")
        half_typed(guide)
        guide.conducting.adapter.tick()
        shoot("live")
        guide.conducting.page.line.restore("", 0)
        conduct(guide, "57:12")
        guide.do("57:12", "interview.wrap-up")
        for page in ("self-assessment", "summary", "feedback"):
            window.desk.trigger(f"page.{page}")
            shoot(page, lambda: not any("being looked up" in it.text() for it in window.findChildren(QLabel)))
        guide.desk.home()
        shoot("home", lambda: any(it.rowCount() > 6 for it in window.findChildren(HomeRows)))
        window.desk.trigger("prepare.own")
        question = next(it for it in window.findChildren(Picker) if it.accessibleName() == "Question")

        def planned() -> bool:
            question.pick("rate-limiter")
            return any(it.isVisible() for it in window.findChildren(PlanChart))

        shoot("prepare", planned)
        window.desk.trigger("page.library")
        shoot("library", lambda: any(it.sheet is not None for it in window.findChildren(LibraryPreview)))
        window.desk.trigger("page.training")
        shoot("training", lambda: any(it.agreement.isVisible() for it in window.findChildren(TrainingPage)))
        window.desk.trigger("page.people")
        shoot("people", lambda: any(it.isVisible() for it in window.findChildren(PeoplePage)))
        window.desk.trigger("app.settings")
        shoot("settings")
        guide.desk.close()
    print("\n".join(cut) or f"{size.name}: nothing is cut off.")
    return int(bool(cut))


def cut_off(window: QWidget) -> Iterator[str]:
    """Yield every label and button in sight whose words need more room than there is."""
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible() or not widget.text():
            continue
        if widget.visibleRegion().isEmpty():
            continue  # scrolled out of sight
        room = widget.contentsRect()
        if isinstance(widget, QLabel) and widget.wordWrap():
            fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
        elif isinstance(widget, QLabel):
            words = QFontMetrics(widget.font()).tightBoundingRect(widget.text())
            fits = words.width() <= room.width() + 1 and words.height() <= room.height() + 1
        else:
            fits = widget.minimumSizeHint().width() <= widget.width() + 1 and room.height() > 0
        if not fits:
            yield f"{type(widget).__name__} {widget.text()[:60]!r} has {widget.width()} x {widget.height()} px"


if __name__ == "__main__":
    if "--size" in sys.argv:
        sys.exit(take(SIZES[sys.argv[2]], Path(sys.argv[3])))
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures" / "screens"))
