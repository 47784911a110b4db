"""A page as data: the blocks that every report is made of, whatever it is printed with.

Named tuples, not dataclasses: making those takes a fifth of the time, and a first PDF is waited for.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from interview_desk.insights.phrasebook import Language

Mark = Literal["strongest", "everyone", "author", "estimate", "par", "you", "open"]
"""A sign of the chart that its legend explains."""


class Lead(NamedTuple):
    """The paragraph to begin with."""

    text: str


class Heading(NamedTuple):
    """The title of a section; `depth` 1 is a section of the document, 2 a part of one; `new_page` where paper turns."""

    text: str
    depth: Literal[1, 2] = 1
    new_page: bool = False


class Text(NamedTuple):
    """A paragraph; a quiet one explains what stands above it."""

    text: str
    quiet: bool = False


class Item(NamedTuple):
    """A sentence with the session times it rests on, as text; `label` is a word in front of it, such as a kind."""

    text: str
    times: tuple[str, ...] = ()
    label: str = ""


class Items(NamedTuple):
    """Sentences, each on a line of its own."""

    items: tuple[Item, ...]


class Table(NamedTuple):
    """A table with a heading row. `shares` are the columns' widths in parts; 0 is as narrow as its content."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...]


class Chart(NamedTuple):
    """The drawing of an exercise: SVG, what it shows in words (a title, then a sentence a layer), and its legend."""

    svg: str
    alternative: tuple[str, ...]
    legend: tuple[tuple[Mark, str], ...]
    note: str


class Code(NamedTuple):
    """Code with remarks beside it, each a label (`13:47 · line 3`) and a text; lines count from `first_line`."""

    code: str
    language: str
    first_line: int
    title: str
    remarks: tuple[tuple[str, str], ...]


Block = Lead | Heading | Text | Items | Table | Chart | Code


class Document(NamedTuple):
    """A report, ready for any printer. `subtitle` is shown with dots between its parts; `footer` on every page.

    A `letter` is read from its first word to its last: larger, and with more room between its paragraphs.
    """

    language: Language
    title: str
    subject: str
    subtitle: tuple[str, ...]
    footer: str
    blocks: tuple[Block, ...]
    letter: bool = False
