"""What is said when something can't be done: what happened, why, and what to do next, in one sentence."""

import re
from typing import ClassVar

HIDDEN = "***"


class DeskError(Exception):
    """A failure that a person can act on. The subclass says with which code the command line ends."""

    exit_code: ClassVar[int] = 3

    def __init__(self, what: str, why: str = "", remedy: str = "") -> None:
        super().__init__(what, why, remedy)
        self.what = what
        self.why = why
        self.remedy = remedy

    def __str__(self) -> str:
        sentence = self.what.rstrip(".")
        if self.why:
            sentence += ": " + self.why.rstrip(".")
        if self.remedy:
            sentence += "; " + self.remedy.rstrip(".")
        return sentence if sentence.endswith(("?", "?”")) else sentence + "."


class ProblemsFound(DeskError):
    """The work was done, and found something wrong in what it was given."""

    exit_code = 1


class UsageError(DeskError):
    """What was asked for can't be, whatever the state of the disk: a wrong argument, an unknown name."""

    exit_code = 2


class StorageError(DeskError):
    """Something could not be read or written; nothing was changed."""

    exit_code = 3


def masked(url: str) -> str:
    """Return a database's URL as it may be shown: without its password, however oddly that is written."""
    if url.startswith("sqlite:"):
        return url
    scheme, colon, rest = url.partition("://")
    if not colon:
        scheme, rest = "", url
    who, at, where = rest.rpartition("@")  # a password that should have been escaped may have an @ in it
    if at:
        user, secret, _ = who.partition(":")
        rest = f"{user}{secret}{HIDDEN if secret else ''}@{where}"
    # Of what follows a question mark only what is known to be harmless: a name can be written in more ways than one.
    return re.sub(r"([?&;])([^=&;]*)=[^&;]*", _shown, scheme + colon + rest, flags=re.DOTALL)


def _shown(found: re.Match[str]) -> str:
    harmless = found[2] in ("sslmode", "host", "port", "user", "dbname", "application_name", "connect_timeout")
    return found[0] if harmless else f"{found[1]}{found[2]}={HIDDEN}"
