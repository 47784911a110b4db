"""Calls the command line within the test's process, and hands back what a shell would see."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from interview_desk.cli import main


@dataclass(frozen=True, slots=True)
class Called:
    """What a call ended with, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What stands on stdout, which is JSON and nothing else."""
        return json.loads(self.out)


Call = Callable[..., Called]


def caller(capsys: pytest.CaptureFixture[str]) -> Call:
    """Return what calls `interview-desk` with words, and leaves nothing of it in what pytest has captured."""

    def call(*words: object) -> Called:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(word) for word in words])
        written = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Called(left.value.code, written.out, written.err)

    return call
