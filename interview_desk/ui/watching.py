"""A watched file or folder: each time that something is saved there, the code as it stands then."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from interview_desk.domain.rules import LONGEST_TEXT
from interview_desk.ui.background import Background
from interview_desk.ui.live.language import of_file

# An editor touches a file several times as it saves it: what is read must have stood still for so long.
SETTLE_S = 0.15
_MOST_LOOKS = 20
_MOST_BYTES = 4 * LONGEST_TEXT
_MOST_FILES = 200
_PASSED_OVER = frozenset({"__pycache__", "node_modules", "venv", "target", "dist", "build"})

Sign = tuple[int, int]
"""When a file was changed last, and its size."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a look at the files found: their signs, what those hold whose sign was new, and why others can't be had."""

    signs: Mapping[Path, Sign]
    texts: Mapping[Path, str] = field(default_factory=dict)
    languages: Mapping[Path, str] = field(default_factory=dict)
    refused: Mapping[Path, str] = field(default_factory=dict)
    too_many: bool = False


class Watching(QObject):
    """Watches one path at a time. Nothing is read on the screen's thread, and nothing is said twice."""

    changed = Signal(str, str, str)
    """The code of a file that was saved, its name, and its language (empty where the name doesn't tell)."""
    told = Signal(str)
    """Something a person should know, as a sentence."""

    def __init__(self, background: Background, parent: QObject | None = None, settle_s: float = SETTLE_S) -> None:
        super().__init__(parent)
        self._background = background
        self._settle_s = settle_s
        self._path: Path | None = None
        self._signs: Mapping[Path, Sign] = {}
        self._texts: dict[Path, str] = {}
        self._said: dict[Path, str] = {}
        self._begun = False
        self._looking = False
        self._look_again = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._touched)
        self._watcher.directoryChanged.connect(self._touched)

    @property
    def path(self) -> Path | None:
        """What is watched, None for nothing."""
        return self._path

    def start(self, typed: str) -> None:
        """Watch a file or a folder from now on; a file's code is taken as it stands, a folder's as it changes."""
        self.stop()
        try:
            self._path = Path(typed).expanduser().absolute()
        except (RuntimeError, ValueError) as error:
            self.told.emit(f"{typed!r} can't be watched: {error}.")
            return
        self._look()

    def stop(self) -> None:
        """Watch nothing any more."""
        self._path = None
        self._begun = False
        self._signs, self._texts, self._said = {}, {}, {}
        for watched in (self._watcher.files(), self._watcher.directories()):
            if watched:
                self._watcher.removePaths(watched)

    def _touched(self, _path: str) -> None:
        if self._path is not None:
            self._look()

    def _look(self) -> None:
        """Look at the files, off the screen's thread; once more where they were touched meanwhile."""
        if self._looking:
            self._look_again = True
            return
        assert self._path is not None
        self._looking = True
        path, signs, settle = self._path, dict(self._signs), self._settle_s
        self._background.run(
            lambda: look(path, signs, settle),
            lambda found: self._looked(path, found),
            lambda error: self._failed(error),
        )

    def _looked(self, path: Path, found: Read) -> None:
        self._looking = False
        if path != self._path:
            self._look_again = False
            if self._path is not None:
                self._look()
            return
        self._watch(path, found)
        if not self._begun:
            self._begun = True
            self._begin(path, found)
        else:
            for file in (it for it in self._signs if it not in found.signs):
                self._say(file, f"{file.name} is gone; it is watched again should it come back.")
            self._tell(path, found)
        self._signs = found.signs if self.path is not None else {}
        if self._look_again and self.path is not None:
            self._look_again = False
            self._look()

    def _begin(self, path: Path, found: Read) -> None:
        """Say what is watched, or why it can't be."""
        if found.too_many:
            self.told.emit(f"{path} holds more than {_MOST_FILES} files: name a folder inside it, or a file.")
            self.stop()
        elif path.is_dir():
            count = len(found.signs)
            self._texts = dict(found.texts)
            self.told.emit(
                f"Watching {count} file{'' if count == 1 else 's'} in {path.name}: each change that is saved becomes a "
                "snippet. Ctrl+Shift+W stops."
            )
        elif path in found.texts:
            self.told.emit(f"Watching {path.name}: each change that is saved becomes a snippet. Ctrl+Shift+W stops.")
            self._tell(path, found)
        elif path in found.refused:
            self.told.emit(found.refused[path])
            self.stop()
        else:
            self.told.emit(f"There is no file or folder {path}.")
            self.stop()

    def _tell(self, path: Path, found: Read) -> None:
        """Hand on what is new, and what can't be read any more."""
        for file, text in found.texts.items():
            self._said.pop(file, None)
            if text != self._texts.get(file) and text.strip():
                self._texts[file] = text
                name = file.relative_to(path).as_posix() if path in file.parents else file.name
                self.changed.emit(text, name, found.languages.get(file, ""))
        for file, why in found.refused.items():
            self._say(file, why)

    def _say(self, file: Path, sentence: str) -> None:
        if self._said.get(file) != sentence:
            self._said[file] = sentence
            self.told.emit(sentence)

    def _failed(self, error: BaseException) -> None:
        self._looking = False
        self.told.emit(f"{self._path} could not be read: {error}.")
        self.stop()

    def _watch(self, path: Path, found: Read) -> None:
        """Watch the files, and the folders in which one that is saved anew, or comes back, turns up."""
        folders = {file.parent for file in found.signs} | {path if path.is_dir() else path.parent}
        wanted = {str(it) for it in (*found.signs, *folders) if it.exists()}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if gone := sorted(watched - wanted):
            self._watcher.removePaths(gone)
        if new := sorted(wanted - watched):
            self._watcher.addPaths(new)


def look(path: Path, known: Mapping[Path, Sign], settle_s: float = SETTLE_S) -> Read:
    """Look at a file, or at the files of a folder, once they stand still; read those whose sign is new."""
    signs = _signs(path)
    pause = threading.Event()
    for _ in range(_MOST_LOOKS):
        if len(signs) > _MOST_FILES:
            return Read(signs, too_many=True)
        if all(known.get(file) == sign for file, sign in signs.items()):
            break
        pause.wait(settle_s)
        before, signs = signs, _signs(path)
        if before == signs:
            break
    texts, refused = {}, {}
    for file in (it for it in signs if known.get(it) != signs[it]):
        size = signs[file][1]
        text = _read(file) if size <= _MOST_BYTES else ""
        if text is None:
            refused[file] = f"{file.name} is no text file: its changes are not kept."
        elif size > _MOST_BYTES or len(text) > LONGEST_TEXT:
            refused[file] = f"{file.name} is over {LONGEST_TEXT:,} characters: its changes are not kept."
        else:
            texts[file] = text
    return Read(signs, texts, {file: of_file(file.name) for file in texts}, refused)


def _read(file: Path) -> str | None:
    """Return what stands in a file; None where that is no text."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return None if "\0" in text else text.replace("\r\n", "\n")


def _signs(path: Path) -> dict[Path, Sign]:
    """Return the files there are, with their signs; one that goes away meanwhile is left out."""
    signs: dict[Path, Sign] = {}
    for file in _files(path):
        try:
            found = file.stat()
        except OSError:
            continue
        signs[file] = (found.st_mtime_ns, found.st_size)
    return signs


def _files(path: Path) -> Sequence[Path]:
    """Return a file, or the files of a folder and of those in it, up to one more than can be watched."""
    if not path.is_dir():
        return [path] if path.is_file() else []
    files: list[Path] = []
    folders = [path]
    while folders and len(files) <= _MOST_FILES:
        try:
            inside = sorted(folders.pop().iterdir())
        except OSError:
            continue
        for it in inside:
            if it.name.startswith(".") or it.is_symlink():
                continue
            if it.is_dir() and it.name not in _PASSED_OVER:
                folders.append(it)
            elif it.is_file():
                files.append(it)
    return files[: _MOST_FILES + 1]
