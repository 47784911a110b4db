"""Which language a piece of code is in: by the name of its file, else by the turns of phrase that give one away."""

from __future__ import annotations

import re

# In what order it is looked for matters: what is written in few words stands before what shares them.
_MARKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "bash",
        (r"^#!.*\b(ba|z|da)?sh\b", r"^\s*(fi|done|esac)\s*;?$", r"\bthen$", r"\$\{?\w+\}?.*\becho\b|\becho\b.*\$"),
    ),
    ("php", (r"<\?php", r"^\s*\$\w+\s*=.*;$", r"->\w+\(.*;$")),
    ("html", (r"<!doctype html", r"<(html|body|div|span|head)\b[^>]*>", r"</\w+>")),
    ("rust", (r"\bfn \w+.*[{;]$", r"\blet mut\b", r"\bimpl\b", r"::<|::new\(", r"\b(u8|i32|u64|usize|Vec<)")),
    ("go", (r"^package \w+", r"^func (\(\w+ \*?\w+\) )?\w+\(", r":=", r"\bdefer\b|\bchan\b", r"\bfmt\.")),
    ("kotlin", (r"\bfun \w+\(", r"\bval \w+", r"\bdata class\b", r"\bwhen \(")),
    ("swift", (r"\bfunc \w+\(.*\) ->", r"\bguard let\b|\bif let\b", r"\bvar \w+: \w+")),
    ("csharp", (r"^using [\w.]+;", r"\bnamespace \w+", r"\b(public|private) .*\{ get;", r"\bConsole\.")),
    ("java", (r"^import java", r"\b(public|private|protected) .*[({;]$", r"\bnew \w+<.*>\(", r"\bSystem\.out")),
    ("cpp", (r"#include\s*<(vector|string|map|iostream|algorithm)", r"\bstd::", r"\btemplate\s*<", r"\bauto&?\s")),
    ("c", (r"#include\s*[<\"]\w+\.h", r"\b(int|void|char) \*?\w+\(.*\)\s*\{", r"\bmalloc\(|\bprintf\(", r"->\w+")),
    ("typescript", (r"^(export )?(interface|type) \w+", r"\w\??: (string|number|boolean|\w+\[\])", r"\bas const\b")),
    ("javascript", (r"\bfunction\b.*\{", r"\b(const|let) \w+\s*=", r"=>", r"\bconsole\.log\b", r"===")),
    (
        "sql",
        (
            r"(?i)^\s*(select|insert into|update|delete from|create table|with \w+ as)\b",
            r"(?i)\bfrom \w+",
            r"(?i)\bjoin\b|\bgroup by\b|\bwhere\b",
        ),
    ),
    ("ruby", (r"^\s*end$", r"^\s*def \w+[?!]?(\(.*\))?$", r"@\w+", r"\bdo \|\w+")),
    (
        "python",
        (
            r"^\s*(def|class) \w+.*:$",
            r"^\s*(if|elif|for|while|with|else|try).*:$",
            r"^\s*(from \w[\w.]* )?import \w",
            r"\bself\b|\bNone\b|\bTrue\b",
            r"^\s*\w+ = .*[^;{]$",
        ),
    ),
)
_LOOKED_AT = 5_000


def guess(code: str) -> str:
    """Return the language that most speaks for, or `text` where nothing does."""
    looked = code[:_LOOKED_AT]
    found = {
        name: sum(1 for mark in marks if re.search(mark, looked, re.MULTILINE)) / len(marks) for name, marks in _MARKS
    }
    best = max(found, key=lambda name: found[name])
    return best if found[best] >= 0.3 else "text"


def of_file(name: str) -> str:
    """Return the language that files of that name are in, empty where nobody knows. Takes a while the first time."""
    from pygments.lexers import get_lexer_for_filename
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_for_filename(name)
    except ClassNotFound:
        return ""
    return str(lexer.aliases[0]) if lexer.aliases and lexer.aliases[0] != "text" else ""


def known(name: str) -> str:
    """Return the name under which a language is known to Pygments, empty where it is not. Takes a while."""
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return str(get_lexer_by_name(name.strip().lower()).aliases[0])
    except ClassNotFound:
        return ""
