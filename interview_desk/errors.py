"""What is said when something can't be done: what happened, why, and what to do next, in one sentence."""

from typing import ClassVar


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
        return sentence + "."


class ProblemsFound(DeskError):
    """The work was done, and found something wrong in what it was given."""

    exit_code = 1


class UsageError(DeskError):
    """What was asked for can't be, whatever the state of the disk: a wrong argument, an unknown name."""

    exit_code = 2


class StorageError(DeskError):
    """Something could not be read or written; nothing was changed."""

    exit_code = 3
