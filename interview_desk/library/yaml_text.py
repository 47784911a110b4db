"""A file's bytes as text that may be parsed: its size, encoding and characters are judged before anything is built."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from interview_desk.domain.frozen import dataclass

LARGEST_FILE = 1_000_000  # bytes

_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
# Compiled only where there is a reason to look: that takes as long as reading a file.
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the text itself; lines and columns count characters from 1."""

    line: int
    column: int
    what: str
    remedy: str


class Unreadable(Exception):
    """Nothing after this fault can be trusted, so reading stopped there."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def load(path: Path) -> str:
    """Return the text of a file; raises `Unreadable` with the one thing that is wrong. A large file is never read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise _at_start("this is not an ordinary file", "name a .yaml file")
        if found.st_size > LARGEST_FILE:
            megabytes = found.st_size / 1_000_000
            raise _at_start(f"the file is {megabytes:.1f} MB large", "keep a file under 1 MB; split it in several")
        with path.open("rb") as file:
            return decode(file.read(LARGEST_FILE + 1))
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise _at_start(f"the file can't be read: {why}", "check its name and its permissions") from error


def decode(raw: bytes) -> str:
    """Return bytes as text; raises `Unreadable` where they are too many, no UTF-8, or hold control characters."""
    if len(raw) > LARGEST_FILE:
        raise _at_start("the file is over 1 MB large", "keep a file under 1 MB; split it in several")
    for mark, name in _MARKS.items():
        if raw.startswith(mark):
            raise _at_start(f"the file is in {name}", "save it as UTF-8")
    if b"\x00" in raw[:2]:  # every second byte of plain UTF-16 is zero, with or without a mark before it
        raise _at_start("the file is in UTF-16, or is no text", "save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8-sig", "replace")
        raise _at(before, len(before), "this character is not UTF-8", "save the file as UTF-8") from error
    suspect = b"\xc2" in raw or len(raw.translate(None, _CONTROLS)) < len(raw)
    if suspect and (fault := unprintable_in(text)):
        raise Unreadable(fault)
    return text  # the parser stops at what else is unprintable


def unprintable_in(text: str) -> Fault | None:
    """Return the fault of the first character that a file must not hold, or None."""
    found = re.search(_UNPRINTABLE, text)
    if found is None:
        return None
    return _at(text, found.start(), f"{described(found[0])} can't stand in a file", "remove it").fault


def unprintable(text: str) -> str:
    """Return a description of the first character that text must not hold, or nothing."""
    if text.isprintable():
        return ""
    found = re.search(_UNPRINTABLE, text)
    return described(found[0]) if found else ""


def described(character: str) -> str:
    """Return an unprintable character as a person would look it up."""
    return "a NUL character" if character == "\0" else f"the control character U+{ord(character):04X}"


def _at_start(what: str, remedy: str) -> Unreadable:
    return Unreadable(Fault(1, 1, what, remedy))


def _at(text: str, index: int, what: str, remedy: str) -> Unreadable:
    line = text.count("\n", 0, index) + 1
    return Unreadable(Fault(line, index - (text.rfind("\n", 0, index) + 1) + 1, what, remedy))
