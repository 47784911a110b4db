"""The files of a session's sound, as files: moved with a session, or erased without a trace."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from interview_desk.domain.pieces import is_piece_name
from interview_desk.errors import StorageError


def erase(folder: Path) -> None:
    """Delete the sound of a session, and the folder it was in; what is gone already is fine.

    Raises StorageError where something is left.
    """
    try:
        if folder.is_dir():
            for file in folder.iterdir():
                file.unlink(missing_ok=True)
            folder.rmdir()
            _settle(folder.parent)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("The recording was not erased", why, f"delete the folder {folder} yourself") from error


def keep(folder: Path, pieces: Mapping[str, bytes]) -> None:
    """Keep pieces that came from elsewhere; one that is there already stays as it is.

    Raises StorageError where the folder can't be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name, content in pieces.items():
            if is_piece_name(name) and not (folder / name).exists():
                part = folder / f"{name}.part"
                part.write_bytes(content)
                part.replace(folder / name)
        _settle(folder)
    except OSError as error:
        why = error.strerror or str(error)
        raise StorageError("The recording was not kept", why, f"make {folder} writable") from error


def read(folder: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    """Return the pieces of these names that are there, as they lie on the disk."""
    found: dict[str, bytes] = {}
    for name in names:
        if is_piece_name(name) and (folder / name).is_file():
            try:
                found[name] = (folder / name).read_bytes()
            except OSError as error:
                why = error.strerror or str(error)
                raise StorageError(f"The recording {folder / name} can't be read", why, "make it readable") from error
    return found


def _settle(folder: Path) -> None:
    """Bring to the disk which files a folder has, where a folder can be asked for that."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
