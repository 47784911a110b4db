"""Keeping a password out of sight that was given on the command line, where everybody on the machine can read it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from interview_desk.errors import HIDDEN

_START, _END = 45, 46  # of the arguments in memory, among the fields of /proc/self/stat behind the program's name


def passwords_in(words: Sequence[str]) -> list[str]:
    """Return the passwords in the URLs among some words, as they stand there."""
    found = []
    for word in words:
        scheme, slashes, rest = word.partition("://")
        who, _, _ = rest.rpartition("@")
        if slashes and "sqlite" not in scheme and (password := who.partition(":")[2]):
            found.append(password)
    return found


def hide(passwords: Sequence[str]) -> None:
    """Overwrite passwords in this process's own arguments; where the system knows no way, nothing happens."""
    if not passwords or sys.platform != "linux":
        return
    import ctypes

    try:
        fields = Path("/proc/self/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        start, end = int(fields[_START]), int(fields[_END])
        shown = Path("/proc/self/cmdline").read_bytes()
        if len(shown) != end - start or ctypes.string_at(start, end - start) != shown:
            return
    except (OSError, ValueError, IndexError):
        return
    for password in passwords:
        secret = os.fsencode(password)
        at = shown.find(secret)
        while at >= 0:
            ctypes.memset(start + at, ord("*"), len(secret))
            at = shown.find(secret, at + len(secret))


def without(text: str, passwords: Sequence[str]) -> str:
    """Return a text without any of these passwords, or the environment's, as they are written or as they are meant."""
    for password in (*passwords, os.environ.get("PGPASSWORD", "")):
        for secret in {password, unquote(password)} - {""}:
            text = text.replace(secret, HIDDEN)
    return text
