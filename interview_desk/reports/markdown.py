"""Markdown that renders on the usual sites, in which nothing that a person wrote turns into markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_desk.reports.document import Block, Chart, Code, Document, Heading, Item, Items, Lead, Table, Text

_MARKS = re.compile(r"[\\`*_\[\]<>|~#&!$^]")
_EMOJI_CODE = re.compile(r":(?=[\w+-]+:)")
_NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])", re.MULTILINE)
_LINE_MARK = re.compile(r"^(\s*)([-+=])", re.MULTILINE)


# A line within an item of a list goes on at the item's own indentation.
_IN_LIST = "  \n  "


def markdown_of(document: Document) -> str:
    """Return a document as Markdown (CommonMark with tables)."""
    parts = [f"# {escaped(document.title)}"]
    if document.subtitle:
        parts.append(" · ".join(escaped(part) for part in document.subtitle))
    parts += [text for block in document.blocks if (text := _block(block))]
    parts.append(f"---\n\n{escaped(document.footer)}")
    return "\n\n".join(parts) + "\n"


def escaped(text: str, *, end: str = "  \n") -> str:
    """Return a text so that Markdown shows it as it is. `end` is what ends a line within it."""
    text = _NUMBERED.sub(r"\1\\\2", _within(text))
    text = _LINE_MARK.sub(r"\1\\\2", text)
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", text)]
    return end.join(line for line in lines if line)


def _within(text: str) -> str:
    """Return a text so that it is shown as it is where a line has begun already."""
    text = _MARKS.sub(r"\\\g<0>", text)
    text = text.replace("@", "&#64;").replace("://", "\\://")  # neither mentions nor links
    return _EMOJI_CODE.sub(r"\\:", text)


def _block(block: Block) -> str:
    match block:
        case Lead(text=text):
            return "> " + escaped(text, end="  \n> ")
        case Heading(text=text, depth=depth):
            return f"{'#' * (depth + 1)} {escaped(text, end=' ')}"
        case Text(text=text):
            return escaped(text)
        case Items(items=items):
            return "\n".join(f"- {_item(item)}" for item in items)
        case Table():
            return "\n".join(_table(block))
        case Chart(alternative=sentences, note=note):
            title, *layers = sentences
            spoken = "\n".join(f"- {escaped(layer)}" for layer in layers)
            return f"{escaped(title)}\n\n{spoken}\n\n{escaped(note)}"
        case Code():
            return _code(block)


def _item(item: Item) -> str:
    times = "".join(f"`{time}` " for time in item.times)
    label = f"**{escaped(item.label, end=' ')}** " if item.label else ""
    return f"{times}{label}{escaped(item.text, end=_IN_LIST)}"


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield "|" + " --- |" * len(table.columns)
    for row in table.rows:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    lines = ((line.strip() for line in re.split(r"\r\n|\r|\n", _within(cell))) for cell in cells)
    return f"| {' | '.join('<br>'.join(line for line in cell if line) for cell in lines)} |"


def _code(block: Code) -> str:
    longest = max((len(run) for run in re.findall(r"`+", block.code)), default=0)
    fence = "`" * max(3, longest + 1)
    language = re.sub(r"[^\w+#.-]", "", block.language)
    code = block.code.rstrip("\n")
    parts = [f"{escaped(block.title)}:", f"{fence}{language}\n{code}\n{fence}"]
    # Not as a list: it would run into the list of sentences that follows.
    for label, text in block.remarks:
        parts.append(f"**{escaped(label)}** · {escaped(text)}")
    return "\n\n".join(parts)
