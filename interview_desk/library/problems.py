"""A problem in a file: where it is, what is wrong, and what would be right."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from interview_desk.domain.shape import printable

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in one file; a warning has a `name` by which the file can silence it.

    `file` is the path as a person would type it from where they are; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int
    what: str
    remedy: str
    name: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}"
        if self.severity == "warning":
            return printable(f"{where}: warning: {self.what}; {self.remedy} [{self.name}]")
        return printable(f"{where}: {self.what}; {self.remedy}")

    def as_json(self) -> dict[str, Any]:
        """Return the problem as plain data."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "name": self.name,
            "what": self.what,
            "remedy": self.remedy,
        }


def shown(path: Path) -> str:
    """Return a path as one would type it here: relative where it lies below the current folder."""
    absolute, here = os.path.abspath(path), os.getcwd()  # noqa: PTH100, PTH109 - `resolve` would follow links
    return absolute[len(here) + 1 :] if absolute.startswith(here + os.sep) else absolute
