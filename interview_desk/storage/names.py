"""Names of sessions: short, sorted by date, unique without asking any database; and what is said of a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from random import SystemRandom

from interview_desk.errors import StorageError, UsageError

LATEST = "latest"

COPY = "anonymous-"
"""How the ids of sessions begin that came here without names: copies for training, which count in no figure."""

# Without i, l, o and u: they are misread, or make words.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_CHANCE = SystemRandom()
_SHAPE = re.compile(r"[0-9a-z][0-9a-z-]{0,63}")


def new_session_id(at: datetime) -> str:
    """Return a new id such as `20261123-k3f9x2m`: the day in UTC, then 35 random bits."""
    return f"{at.astimezone(UTC):%Y%m%d}-{''.join(_CHANCE.choices(_LETTERS, k=7))}"


def is_session_id(text: str) -> bool:
    """Tell whether a text could be an id; only such ones name rows and lock files."""
    return _SHAPE.fullmatch(text) is not None


def is_copy(session_id: str) -> bool:
    """Tell whether a session is an anonymous copy, for training."""
    return session_id.startswith(COPY)


def unknown(ref: str) -> UsageError:
    """Return the refusal for a session that isn't there."""
    return UsageError(f'There is no session "{ref}"', "", "see `interview-desk sessions` for those there are")


def chosen(ref: str, found: Sequence[str]) -> str:
    """Return the one session that `ref` was found to stand for, where `found` is newest first.

    Raises UsageError where it stands for none, or for more than one.
    """
    latest = ref.strip().lower() == LATEST
    if not found and latest:
        raise UsageError("There is no latest session", "none was kept yet", "begin one with `interview-desk conduct`")
    if not found:
        raise unknown(ref)
    if len(found) > 1 and not latest:
        some = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
        raise UsageError(f'More than one session begins with "{ref}"', some, "write more of the id")
    return found[0]


def out_of_order(session_id: str, seq: int, last: int) -> StorageError:
    """Return the refusal of an entry that doesn't follow the last one."""
    why = f"entry {seq} does not follow entry {last}" if last else f"a session begins with its opening, not entry {seq}"
    return StorageError(f"Session {session_id} can't be saved", why, "close it and resume it from the home page")


class Overwritten(StorageError):
    """An entry's place is another's."""


def overwritten(session_id: str, seq: int) -> Overwritten:
    """Return the refusal of an entry whose place another has."""
    why = f"somebody else has written its entry {seq} meanwhile"
    return Overwritten(f"Session {session_id} can't be saved", why, "close it here, and go on where that was written")


def erased(session_id: str, at: str) -> StorageError:
    """Return the refusal of a session that was erased: no old copy brings it back."""
    return StorageError(
        f"Session {session_id} can't be saved", f"it was erased there on {at[:10]}", "erase it here too"
    )
