"""Where library files lie: folders of question banks and rubrics, looked up by file name without reading any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from interview_desk import paths
from interview_desk.domain.frozen import dataclass
from interview_desk.library.reader import FileKind

Origin = Literal["shipped", "yours", "checked"]
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of banks (each with its `kits` folder) and a folder of rubrics; neither need exist."""

    banks: Path
    rubrics: Path
    origin: Origin

    def find(self, kind: FileKind, id: str) -> Path | None:
        """Return the file that has this id for a name, or None."""
        name = f"{id}.yaml"
        for folder in self.folders(kind):
            path = folder / name
            if path.is_file():
                return path
        return None

    def files(self, kind: FileKind) -> Iterator[Path]:
        """Every file of a kind, in the order of bank and name."""
        for folder in self.folders(kind):
            yield from yaml_files(folder)

    def folders(self, kind: FileKind) -> Iterator[Path]:
        """The folders in which files of a kind lie."""
        if kind == "rubric":
            yield self.rubrics
            return
        for bank in subfolders(self.banks):
            yield bank / "kits" if kind == "kit" else bank


def shelves(data: Path | None = None) -> tuple[Shelf, ...]:
    """Return the shipped shelf and then, where there is a data folder, the user's."""
    shipped = Shelf(paths.shipped_question_banks(), paths.shipped_rubrics(), "shipped")
    if data is None:
        return (shipped,)
    return (shipped, Shelf(paths.user_question_banks(data), paths.user_rubrics(data), "yours"))


def shelf_around(path: Path) -> Shelf | None:
    """Return the shelf that a file or folder belongs to, by the names of the folders around it, or None."""
    for folder in (path, *path.parents):
        if folder.name in ("question_banks", "rubrics"):
            return Shelf(folder.parent / "question_banks", folder.parent / "rubrics", "checked")
        if (folder / "question_banks").is_dir() and (folder == path or folder / "rubrics" == path):
            return Shelf(folder / "question_banks", folder / "rubrics", "checked")
    return None


def subfolders(folder: Path) -> list[Path]:
    """Return the folders in a folder, sorted; none where it doesn't exist or can't be read."""
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    except OSError:
        return []
    return [folder / name for name in names]


def yaml_files(folder: Path) -> list[Path]:
    """Return the `.yaml` files in a folder, sorted; none where it doesn't exist or can't be read."""
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - a third of the time of `iterdir`
    except OSError:
        return []
    return [folder / name for name in names if name.endswith(".yaml") and not name.startswith(".")]


def every_file(path: Path) -> Iterator[Path]:
    """A file itself, or every YAML file below a folder, sorted; links to folders are not followed."""
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES) and not name.startswith("."):
                yield Path(folder, name)
