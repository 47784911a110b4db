"""A small shelf as the page is given it, for tests that need no file."""

from __future__ import annotations

from pathlib import Path

from interview_desk.domain.rubric import Rubric
from interview_desk.domain.script import Kit, Question
from interview_desk.domain.shelf import OpenedFile, Remark, ShelfKind, ShelfLine
from tests.kits import small_kit, small_rubric

KIT = ShelfLine(
    "kit", "small-kit", "Small interview", Path("/b/kits/small-kit.yaml"), False, "b", ("coding",), ("mid",)
)
CACHE = ShelfLine(
    "question",
    "main",
    "Cache with expiry",
    Path("/b/main.yaml"),
    False,
    "b",
    ("coding",),
    ("mid", "senior"),
    ("caching", "time"),
)
STORY = ShelfLine(
    "question", "story", "A hard week", Path("/p/story.yaml"), False, "p", ("behavioural",), ("senior",), ("planning",)
)
MINE = ShelfLine(
    "question", "mine-one", "Mine", Path("/mine/mine-one.yaml"), True, "mine", ("coding",), ("junior",), ("time",)
)
RUBRIC = ShelfLine("rubric", "small", "Small", Path("/r/small.yaml"), False)
LINES = [MINE, KIT, CACHE, STORY, RUBRIC]

PROBLEM = Remark(7, 7, '"codin" is not known here', 'write coding (did you mean "coding"?)')
WARNING = Remark(22, 5, 'the layer "plain" has no hints', "add a nudge, a pointer and a reveal", "no-hints", True)


def opened(line: ShelfLine, *remarks: Remark) -> OpenedFile:
    """Return a line's file as it would be opened; with an error it holds nothing."""
    kit = small_kit()
    each: dict[ShelfKind, Kit | Question | Rubric] = {
        "kit": kit,
        "question": kit.questions[0],
        "rubric": small_rubric(),
    }
    holds = each[line.kind]
    broken = any(not remark.warning for remark in remarks)
    return OpenedFile(line, None if broken else holds, remarks)
