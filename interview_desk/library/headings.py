"""The headings of a file (id, title, kind …) without parsing its layers, for lists of many files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from interview_desk.library import yaml_text, yaml_tree

_WANTED = ("schema", "id", "title", "kind", "levels", "competencies", "tags", "language", "job_task")
# Content of a block stands further in, so a word and a colon at the very start of a line is always a key at the top.
_KEY_AT_THE_TOP = re.compile(r"^(?=[\w-]+[ \t]*:(?:[ \t\r]|$))", re.MULTILINE)
_WANTED_BLOCK = re.compile(rf"(?:{'|'.join(_WANTED)})[ \t]*:")
_LONGEST_BLOCK = 2_000  # characters: a rubric's competencies are its body, not a heading


def headings(path: Path) -> dict[str, Any] | None:
    """Return the values of the wanted keys at the top of a file, or None where the file can't be read.

    That there are headings doesn't mean that the rest of the file is sound.
    """
    try:
        whole = yaml_text.load(path)
    except yaml_text.Unreadable:
        return None
    blocks = _KEY_AT_THE_TOP.split(whole)
    tree = yaml_tree.parse("".join(block for block in blocks if _is_heading(block)))
    if not tree.complete or tree.faults:  # written in some other way, or an alias to what was left out
        tree = yaml_tree.parse(whole)
    return tree.data if tree.complete and isinstance(tree.data, dict) else None


def text(head: dict[str, Any] | None, key: str) -> str:
    """Return a heading that is text, or nothing."""
    found = head.get(key) if head else None
    return found if isinstance(found, str) else ""


def words(head: dict[str, Any] | None, key: str) -> tuple[str, ...]:
    """Return a heading that is a list of words, without what in it is none."""
    found = head.get(key) if head else None
    return tuple(word for word in found if isinstance(word, str)) if isinstance(found, list) else ()


def _is_heading(block: str) -> bool:
    return len(block) <= _LONGEST_BLOCK and _WANTED_BLOCK.match(block) is not None
