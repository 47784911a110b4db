"""The password of the team's database: in a file that is its owner's alone, as libpq reads it, not in the settings."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from interview_desk.errors import StorageError

_WHAT = "The password of the team's database was not kept"


def keep_password(file: Path, password: str) -> None:
    """Keep a password in place of the one before; an empty one is taken away. Raises StorageError."""
    if re.search(r"[\0\r\n]", password):
        raise StorageError(_WHAT, "it has a line break in it", "give the user of the database another")
    part = file.with_name(f"{file.name}.new")
    try:
        if not password:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as written:
            written.write("*:*:*:*:" + re.sub(r"([:\\])", r"\\\1", password) + "\n")
        part.replace(file)
    except OSError as error:
        raise StorageError(_WHAT, error.strerror or str(error), f"make {file.parent} writable") from error


def with_password(url: str, file: Path) -> str:
    """Return a server's URL that finds its password in the file, where there is one and the URL has none of its own."""
    if not url or not file.exists() or "passfile=" in url:
        return url
    return f"{url}{'&' if '?' in url else '?'}passfile={quote(str(file), safe='/')}"
