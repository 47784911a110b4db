"""HTML: one file without script or outside request, every text escaped, code highlighted with inline styles."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from interview_desk import paths
from interview_desk.reports.charts import swatch
from interview_desk.reports.document import Code, Document, Mark

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = "document.html.j2"


def html_of(document: Document) -> str:
    """Return a document as a complete HTML file."""
    return _template().render(document=document, kind=_kind)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(paths.resources("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _code
    # What these make is marked safe in the template: drawings and highlighted code, with every text in them escaped.
    environment.filters["sign"] = _sign
    return environment.get_template(TEMPLATE)


def _kind(block: object) -> str:
    return type(block).__name__.lower()


def _sign(mark: Mark) -> str:
    return swatch(mark).replace("<svg ", '<svg aria-hidden="true" ', 1)


def _code(block: Code) -> list[str]:
    """The lines of a code block, highlighted; a language that is not known is left plain."""
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name
    from pygments.lexers.special import TextLexer
    from pygments.util import ClassNotFound

    try:
        lexer = get_lexer_by_name(block.language, stripnl=False) if block.language else TextLexer(stripnl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False)
    styled = highlight(block.code, lexer, HtmlFormatter(noclasses=True, nowrap=True, style="xcode"))
    return styled.rstrip("\n").split("\n")
