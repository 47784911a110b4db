"""PDF: tagged to PDF/UA-1 by Typst, from a template that gets every text as data, so that no text can be markup."""

from __future__ import annotations

import json
import re
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from interview_desk import paths
from interview_desk.errors import StorageError
from interview_desk.reports.charts import swatch
from interview_desk.reports.document import Chart, Document, Item

if TYPE_CHECKING:
    from typst import Compiler

TEMPLATE = "document.typ"

# A preview may be drawn while an export is written, and a compiler refuses whoever comes while it works.
_ONE_AT_A_TIME = Lock()

_Reach = Literal["ours", "shipped", "computer"]
_REACHES: tuple[_Reach, ...] = ("ours", "shipped", "computer")

# A longer run of characters without a space gets places where its line may break.
_LONGEST_WORD = 24
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_LONGEST_CODE = 72
_LONG_CODE = re.compile(rf"\S{{{_LONGEST_CODE},}}")
_BREAK = "\u200b"
# Characters that turn the direction of what follows, or are of a script that runs the other way: they are kept, and
# kept from reaching beyond their own text.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FIRST_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def pdf_of(document: Document) -> bytes:
    """Return a document as a PDF.

    Our own typefaces are tried first; where they lack a character, those that are shipped for other scripts and emoji,
    and then the computer's too. Raises StorageError where no font has it, naming the character.
    """
    return pdf_from(TEMPLATE, _data(document))


def pdf_from(template: str, data: dict[str, Any]) -> bytes:
    """Return what a template makes of some data as a PDF; raises StorageError as `pdf_of` does."""
    from typst import TypstError

    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    missing = ""
    for reach in _REACHES:
        try:
            return _compiled(_compiler(template, reach), inputs)
        except TypstError as error:
            if (found := re.search(r'the text `"(.*?)"` could not be displayed', error.message)) is None:
                raise
            missing = found[1]
    raise StorageError(
        f"The PDF can't show “{missing}”",
        "no font on this computer has it",
        "install a font that does (the Noto fonts have almost everything), or write HTML instead",
    )


@cache
def _compiler(template: str, reach: _Reach) -> Compiler:
    """One compiler for all documents of a template: it keeps its fonts and what it has already laid out."""
    import typst

    folders = ["fonts"] if reach == "ours" else ["fonts", "fallback_fonts"]
    fonts = typst.Fonts(
        reach == "computer", include_embedded_fonts=False, font_paths=[str(paths.resources(it)) for it in folders]
    )
    templates = paths.resources("templates")
    return typst.Compiler(str(templates / template), root=str(templates), font_paths=fonts)


def _compiled(compiler: Compiler, inputs: dict[str, str]) -> bytes:
    # A fixed time stamp: the same interview makes the same file, byte by byte; the interview's date stands in the text.
    with _ONE_AT_A_TIME:
        made = compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0)
    assert isinstance(made, bytes)
    return made


def _data(document: Document) -> dict[str, Any]:
    """The document as plain data; every block says its kind, every text is made fit for paper."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Chart):
            marks = [{"svg": swatch(mark), "text": _fit(text)} for mark, text in block.legend]
            fields: dict[str, Any] = {
                "svg": block.svg,
                "alternative": " ".join(block.alternative),
                "legend": marks,
                "note": _fit(block.note),
            }
        else:
            fields = block._asdict()
            code = fields.pop("code", None)
            fields = all_fit(fields)
            if code is not None:
                fields["code"] = [_LONG_CODE.sub(_breakable, line) for line in code.rstrip("\n").split("\n")]
        blocks.append({"kind": type(block).__name__.lower(), **fields})
    return {
        "language": document.language,
        "title": document.title,
        "subject": document.subject,
        "subtitle": all_fit(document.subtitle),
        "footer": _fit(document.footer),
        "letter": document.letter,
        "blocks": blocks,
    }


def all_fit(value: Any) -> Any:
    """Return data with every text made fit for paper: long words can break, turned text stays within itself."""
    match value:
        case str():
            return _fit(value)
        case Item():
            return all_fit(value._asdict())
        case list() | tuple():
            return [all_fit(item) for item in value]
        case dict():
            return {key: all_fit(item) for key, item in value.items()}
        case _:
            return value


def _fit(text: str) -> str:
    text = _LONG_WORD.sub(_breakable, text)
    return f"{_FIRST_ISOLATE}{text}{_POP_ISOLATE}" if _TURNING.search(text) else text


def _breakable(match: re.Match[str]) -> str:
    word = match[0]
    return _BREAK.join(word[i : i + 12] for i in range(0, len(word), 12))
