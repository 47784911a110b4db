"""What *New question* writes: a question that is sound as it stands, with a word on every part of it."""

from __future__ import annotations

from pathlib import Path
from string import Template

from interview_desk.library.yaml_scalars import resolve

_QUESTION = Path(__file__).with_name("new-question.yaml")


def new_question(id: str, title: str = "Most asked pages", schema: Path | None = None) -> str:
    """Return the text of a new question, in two layers, that passes `check --run` as it is.

    `id` must be an id (kebab-case); `schema` is the file of its JSON Schema, for editors that complete by it.
    """
    modeline = f"# yaml-language-server: $schema={schema.absolute().as_uri()}\n" if schema else ""
    words = {"id": _quoted_if_needed(id), "title": _in_quotes(title), "modeline": modeline}
    return Template(_QUESTION.read_text("utf-8")).substitute(words)


def _quoted_if_needed(id: str) -> str:
    return id if resolve(id) == id else f'"{id}"'  # an id such as 1984 would be read as a number


def _in_quotes(text: str) -> str:
    printable = "".join(character if character.isprintable() else " " for character in text)
    escaped = " ".join(printable.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
