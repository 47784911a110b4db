"""What the YAML parser complains of, in words that say what to do about it."""

from __future__ import annotations

import yaml

from interview_desk.library.yaml_text import Fault, unprintable_in

# What the parsers say (libyaml's and PyYAML's own wording), what it means, what to do. The first that fits counts.
_WORDS = (
    ("tab character", "a tab can't indent", "indent with spaces"),
    (
        "mapping values are not allowed",
        "a colon can't stand here",
        'put text that holds ": " in quotes',
    ),
    ("could not find expected ':'", "a colon is missing after this key", "write key: value"),
    ("unknown escape character", "this backslash escape is not known", "use single quotes, or double the backslash"),
    ("escape", "this backslash escape is not valid", "use single quotes, or double the backslash"),
    ("found undefined", "tags are not read", "remove the tag (the word that begins with !)"),
    ("',' or ']'", "this list is not closed, or lacks a comma", "separate items with commas and end with ]"),
    ("',' or '}'", "these keys are not closed, or lack a comma", "separate them with commas and end with }"),
    ("expected key", "this line doesn't fit the lines above", "indent it as far as the key it belongs with"),
    ("<block end>", "this line doesn't fit the lines above", "indent it as far as the key it belongs with"),
    ("'-' indicator", "this line doesn't fit the list above", "begin it with a hyphen, as far in as the others"),
    ("block sequence entries", "a list can't begin here", "begin it on a line of its own"),
    ("document start", "the document ends before this line", "indent it, or remove it"),
    ("alias", "this alias (*) has no name", "put text that begins with * in quotes"),
    ("anchor", "this anchor (&) can't stand here", "put text that begins with & in quotes"),
)

_QUOTES = ("'", '"')


def fault_of(error: yaml.YAMLError, text: str, last: object = None) -> Fault:
    """Return what the parser complained of as one fault, where the cause stands rather than where it was noticed.

    `last` is the last event before the complaint: a quote that swallowed lines until the next quote shows there.
    """
    if isinstance(error, yaml.reader.ReaderError) and (unprintable := unprintable_in(text)):
        return unprintable
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context", None) or ""
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    begun = getattr(error, "context_mark", None)
    if isinstance(last, yaml.ScalarEvent) and last.style in _QUOTES and last.start_mark and last.end_mark:
        opened, closed = last.start_mark, last.end_mark
        if opened.line < closed.line == line - 1:
            what = f"this quote is closed only on line {line}"
            return Fault(opened.line + 1, opened.column + 1, what, "close it where the text ends")
    if "unexpected end of stream" in problem and "quoted" in context and begun is not None:
        return Fault(begun.line + 1, begun.column + 1, "this quote is never closed", "end the text with the same quote")
    if "unexpected document indicator" in problem and begun is not None:
        return Fault(begun.line + 1, begun.column + 1, "this quote is never closed", "end the text with the same quote")
    if "cannot start any token" in problem:
        return _stray(text, line, column)
    if ("',' or" in problem or "<stream end>" in problem) and begun is not None:
        line, column = begun.line + 1, begun.column + 1
    for words, what, remedy in _WORDS:
        if words in problem:
            return Fault(line, column, what, remedy)
    return Fault(line, column, f"this is not valid YAML: {problem}", "compare it with the lines above")


def _stray(text: str, line: int, column: int) -> Fault:
    written = text.splitlines()[line - 1 : line]
    character = written[0][column - 1 : column] if written else ""
    if character == "\t":
        return Fault(line, column, "a tab can't indent", "indent with spaces")
    return Fault(line, column, f"text can't begin with {character or 'this character'}", "put it in quotes")
