"""The library in the window: its page's wishes become reading and writing in the background, files are watched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from interview_desk.domain.shelf import Librarian, OpenedFile, ShelfLine
from interview_desk.ui.background import Background
from interview_desk.ui.main_window import MainWindow
from interview_desk.ui.pages.library import LibraryPage
from interview_desk.ui.pages.library_rows import Status

SETTLE_MS = 150  # an editor touches a file several times as it saves it
_AT_ONCE = 6  # files checked in one piece of work, so that a preview never waits for all of them


class LibraryDesk(QObject):
    """Holds the page, and keeps it true to the files for as long as it is shown."""

    prepare_wanted = Signal(str)
    own_wanted = Signal(str)
    left = Signal()

    def __init__(
        self,
        window: MainWindow,
        librarian: Librarian,
        background: Background,
        open_file: Callable[[Path], bool] | None = None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._librarian = librarian
        self._background = background
        self._open_file = open_file or open_in_editor
        self._round = 0
        self._spoken_of: Path | None = None
        self.page = LibraryPage()
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._connect()

    def open(self) -> None:
        """Show the library, and read what has changed since it was last shown."""
        self._window.desk.bind(
            {
                "library.new-question": self.page.ask_new,
                "library.edit": self._edit_chosen,
                "library.as-candidate": self._toggle_candidate,
                "library.prepare": self._prepare_chosen,
            }
        )
        self._window.show_page(self.page, "Library", "library")
        self.refresh()

    def close(self) -> None:
        """Watch nothing any more."""
        self._round += 1
        self._settle.stop()
        for paths in (self._watcher.files(), self._watcher.directories()):
            if paths:
                self._watcher.removePaths(paths)
        self.page.blockSignals(True)

    def refresh(self) -> None:
        """Read the list again, the chosen file, and then check every file, a few at a time."""
        self._round += 1
        self._background.run(lambda: (self._librarian.lines(), self._librarian.places()), self._show)

    def _show(self, found: tuple[list[ShelfLine], list[Path]]) -> None:
        lines, places = found
        self.page.show_lines(lines)
        self._watch([*places, *(line.path for line in lines)])
        if self.page.line is not None:
            self._read(self.page.line)
        self._check(lines, self._round)

    def _check(self, lines: Sequence[ShelfLine], round_: int) -> None:
        """Check the first few lines, then the rest, unless a newer round has begun meanwhile."""
        if round_ != self._round or not lines:
            return
        some, rest = lines[:_AT_ONCE], lines[_AT_ONCE:]

        def done(opened: list[OpenedFile]) -> None:
            if round_ == self._round:
                self.page.show_status({it.line.path: Status.of(it) for it in opened})
                self._check(rest, round_)

        self._background.run(lambda: [self._librarian.open(line) for line in some], done)

    def _moved(self, line: ShelfLine) -> None:
        if line.path != self._spoken_of:  # what was said of another file has had its time
            self._spoken_of = line.path
            self._window.notices.clear()

    def _read(self, line: ShelfLine) -> None:
        self._background.run(partial(self._librarian.open, line), self._opened)

    def _opened(self, opened: OpenedFile) -> None:
        self.page.show_status({opened.line.path: Status.of(opened)})
        self.page.show_opened(opened)

    def _edit_chosen(self) -> None:
        if self.page.line is not None:
            self._edit(self.page.line.path)

    def _edit(self, path: Path) -> None:
        self._spoken_of = path
        if self._open_file(path):
            self._window.notices.say(f"Opened {path}; its problems are shown here as it is saved.")
        else:
            self._window.notices.say(f"No program here opens YAML files; the file is {path}.")

    def _prepare_chosen(self) -> None:
        if not self.page.prepare_chosen():
            self._window.notices.say("An interview is prepared from a kit, or from a question and a rubric.")

    def _toggle_candidate(self) -> None:
        if not self.page.toggle_candidate():
            self._window.notices.say("Only a question has a side that the candidate sees.")

    def _write(self, bank: str, id: str) -> None:
        self._background.run(
            lambda: self._librarian.write_question(bank, id),
            self._written,
            lambda error: self.page.refuse_new(str(error)),
        )

    def _written(self, path: Path) -> None:
        self.page.close_new()
        self.page.choose(path)
        self.refresh()
        self._edit(path)

    def _watch(self, paths: Sequence[Path]) -> None:
        wanted = {str(path) for path in paths if path.exists()}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)

    def _settled(self) -> None:
        if self._window.page is self.page:  # else it is read as it is shown again
            self.refresh()

    def _connect(self) -> None:
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())
        self._settle.timeout.connect(self._settled)
        self.page.moved.connect(self._moved)
        self.page.chosen.connect(self._read)
        self.page.prepare_wanted.connect(self.prepare_wanted)
        self.page.own_wanted.connect(self.own_wanted)
        self.page.edit_wanted.connect(self._edit)
        self.page.new_wanted.connect(self._write)
        self.page.command_wanted.connect(self._window.desk.trigger)
        self.page.left.connect(self.left)
        for field in self.page.findChildren(QLineEdit):
            field.installEventFilter(self._window.desk)  # else it would keep Ctrl+K for itself


def open_in_editor(path: Path) -> bool:
    """Open a file with whatever the system opens such files with; False where there is nothing."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
