"""Code as lines of coloured pieces. Pygments is imported when the first code is seen, on the thread that asks."""

from __future__ import annotations

Line = list[tuple[str, str]]
"""Pieces of one line: the text, and the token of the theme that it is drawn in."""


def plain(code: str) -> list[Line]:
    """Return the lines without colours."""
    return [[(line, "text")] for line in code.expandtabs(4).rstrip("\n").split("\n")]


def highlighted(code: str, language: str) -> list[Line]:
    """Return the lines in colours; a language that nobody knows leaves them plain."""
    from pygments import lex
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False, ensurenl=False)
    except ClassNotFound:
        return plain(code)
    lines: list[Line] = [[]]
    for kind, text in lex(code.expandtabs(4).rstrip("\n"), lexer):
        role = _role(str(kind))
        first, *rest = text.split("\n")
        if first:
            lines[-1].append((first, role))
        lines.extend([(piece, role)] if piece else [] for piece in rest)
    return lines


def _role(kind: str) -> str:
    return next((role for start, role in _ROLES if kind.startswith(start)), "text")


_ROLES = (
    ("Token.Comment", "faint"),
    ("Token.Keyword", "accent"),
    ("Token.Operator.Word", "accent"),
    ("Token.Literal.Number", "warm"),
    ("Token.Literal.String", "good"),
    ("Token.Name.Decorator", "hint"),
    ("Token.Name.Exception", "hint"),
)
