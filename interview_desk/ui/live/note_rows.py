"""How a moment looks in the notes: laid out once for a width, then only drawn."""

from __future__ import annotations

import dataclasses
from dataclasses import field
from typing import assert_never

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.state import (
    Branch,
    DontKnow,
    Gap,
    GivenHint,
    Milestone,
    Moment,
    Note,
    Reached,
    Snippet,
    State,
    TheirQuestion,
)
from interview_desk.domain.timing import clock_text, short_clock_text
from interview_desk.ui import fonts
from interview_desk.ui.live.code_view import CodeBook, box_height, draw_box
from interview_desk.ui.live.difference import Changed, before, counts, difference, draw_difference
from interview_desk.ui.live.flow import Flow
from interview_desk.ui.models import MILESTONES, gap_words, heading_of, place_in_file, snippet_number
from interview_desk.ui.theme import colour, tokens

_ABOVE, _BELOW = 6, 6
_LONGEST_BOX = 14
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in a row: a chip with its colour, the text with its own, what is added faintly."""

    glyph: str
    ink: str
    text: str
    role: str = "text"
    tag: str = ""
    aside: str = ""
    below: tuple[str, ...] = ()


@dataclasses.dataclass(slots=True)
class Row:
    """A moment laid out for a width."""

    moment: Moment
    words: Words
    height: int
    flow: Flow | None = None
    tag_box: QRectF | None = None
    below: list[Flow] = field(default_factory=list)
    changes: tuple[Changed, ...] = ()
    """What is shown of a snippet instead of all of it."""


def lay_out(moment: Moment, state: State, width: int, compared: bool = False) -> Row:
    """Lay a moment out, a snippet as what changed where it is `compared`; nothing in it depends on the theme."""
    if isinstance(moment, Reached):
        return Row(moment, Words("", "", heading_of(state, moment.place, moment.again)), fonts.px(20) + 16)
    words = words_of(moment, state)
    left = text_left()
    room = width - left - 4
    flow = Flow(words.text, fonts.text_font(), room)
    row = Row(moment, words, 0, flow)
    height = _ABOVE + flow.height
    if words.tag:
        row.tag_box, grown = _place_tag(words.tag, flow, room)
        height += grown
    if isinstance(moment, Snippet):
        row.changes = changes_of(moment, state) if compared else ()
        height += box_height(_shown_lines(moment, row.changes)) + 6
    for text in words.below:
        row.below.append(Flow(text, fonts.text_font(fonts.SMALL), room - 12))
        height += row.below[-1].height + 2
    row.height = height + _BELOW
    return row


def draw(painter: QPainter, row: Row, box: QRectF, state: State, unsaved: bool, until: str, book: CodeBook) -> None:
    """Draw a row; an entry that is not on the disk yet is a little fainter and says so by its dots."""
    if isinstance(row.moment, Reached):
        _draw_heading(painter, row, box, state, until)
        return
    theme = tokens()
    words, flow = row.words, row.flow
    assert flow is not None
    if unsaved:
        painter.setOpacity(0.72)
    first = QRectF(box.left(), box.top() + _ABOVE, box.width(), flow.line_height)
    painter.setFont(fonts.mono_font())
    painter.setPen(colour(theme.muted))
    at = clock_text(row.moment.at_ms - state.started_ms)
    painter.drawText(first, _MIDDLE | Qt.AlignmentFlag.AlignLeft, f"{at} …" if unsaved else at)
    _draw_chip(painter, words, first)
    left = box.left() + text_left()
    painter.setPen(colour(getattr(theme, words.role)))
    flow.draw(painter, left, first.top())
    if words.aside:
        _draw_aside(painter, words, flow, left, first)
    if row.tag_box is not None:
        _draw_tag(painter, words.tag, row.tag_box.translated(left, first.top()))
    bottom = first.top() + flow.height
    if isinstance(row.moment, Snippet):
        bottom = _draw_code(painter, row, row.moment, QRectF(left, bottom + 4, box.right() - left - 4, 0), book)
    for below in row.below:  # comments on code, or what a note said before
        painter.setPen(colour(theme.warm if isinstance(row.moment, Snippet) else theme.muted))
        below.draw(painter, left + 12, bottom + 2)
        bottom += below.height + 2
    painter.setOpacity(1)


def words_of(moment: Moment, state: State) -> Words:
    """Return what a row says."""
    match moment:
        case Note():
            glyph, ink = _KINDS[moment.kind]
            tag, aside = f"@{moment.competency}" if moment.competency else "", "amended" if moment.amended else ""
            trail = tuple(f"was: {text}" for text in reversed(moment.before))
            return Words(glyph, ink, moment.text, tag=tag, aside=aside, below=trail)
        case GivenHint():
            level = "your own" if moment.level == "ad-hoc" else moment.level
            return Words("H", "hint", f"Hint · {level}{' — ' + moment.text if moment.text else ''}", "muted")
        case Snippet():
            comments = tuple(f"{_lines(it.first, it.last)}: {it.text}" for it in moment.comments)
            number = snippet_number(state, moment)
            changed = counts(changes_of(moment, state))
            aside = " · ".join(words for words in (place_in_file(moment), changed) if words)
            return Words("</>", "", f"Snippet {number}", aside=f"· {aside}", below=comments)
        case Milestone():
            return Words("M", "accent", MILESTONES[moment.milestone])
        case DontKnow():
            then = {"reasoned": "· then reasoned", "bare": "· left it there", None: ""}[moment.manner]
            return Words("DK", "accent" if moment.manner != "bare" else "muted", '"I don\'t know"', aside=then)
        case Branch():
            return Words("↳", "warm", f"Off the script{' · ' + moment.topic if moment.topic else ''}", "muted")
        case TheirQuestion():
            return Words("Q", "accent", moment.text)
        case Gap():
            return Words("!", "warm", gap_words(moment), "muted")
        case Reached():
            return Words("", "", heading_of(state, moment.place, moment.again))
        case _:
            assert_never(moment)


def changes_of(snippet: Snippet, state: State) -> tuple[Changed, ...]:
    """Return what changed in a snippet since the one before it; nothing for the first."""
    earlier = before(state.snippets, snippet)
    return difference(earlier.code, snippet.code) if earlier is not None else ()


def until_text(until_ms: int | None, state: State) -> str:
    """Return the end of a heading's time, empty while it runs."""
    return short_clock_text(until_ms - state.started_ms) if until_ms is not None else ""


def text_left() -> int:
    """Return where the text of every row begins."""
    return fonts.px(88)


_KINDS = {
    "strength": ("+", "good"),
    "concern": ("−", "concern"),
    "come-back": ("?", "accent"),
    "key-moment": ("★", "good"),
    "plain": ("", ""),
}


def _lines(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}–{last}"


def _shown_lines(snippet: Snippet, changes: tuple[Changed, ...] = ()) -> int:
    return min(_LONGEST_BOX, len(changes) or snippet.code.rstrip("\n").count("\n") + 1)


def _tag_font() -> QFont:
    return fonts.text_font(fonts.LABEL)


def _place_tag(tag: str, flow: Flow, room: float) -> tuple[QRectF, int]:
    """Put a tag after the last word, or on a line of its own where it doesn't fit; say how much that adds."""
    width = QFontMetricsF(_tag_font()).horizontalAdvance(tag) + 10
    height = fonts.px(17)
    top = flow.height - flow.line_height + (flow.line_height - height) / 2
    if flow.last_width + 8 + width <= room:
        return QRectF(flow.last_width + 8, top, width, height), 0
    return QRectF(0, top + flow.line_height, min(width, room), height), flow.line_height


def _draw_heading(painter: QPainter, row: Row, box: QRectF, state: State, until: str) -> None:
    theme = tokens()
    painter.fillRect(QRectF(box.left(), box.top() + 6, box.width(), 1), colour(theme.line))
    line = box.adjusted(0, 11, 0, 0)
    painter.setPen(colour(theme.muted))
    painter.setFont(fonts.text_font(fonts.LABEL))
    span = f"{short_clock_text(row.moment.at_ms - state.started_ms)} – {until}".rstrip()
    painter.drawText(line, _MIDDLE | Qt.AlignmentFlag.AlignRight, span)
    room = line.width() - painter.fontMetrics().horizontalAdvance(span) - 12
    title = painter.fontMetrics().elidedText(row.words.text, Qt.TextElideMode.ElideRight, round(room))
    painter.drawText(line, _MIDDLE | Qt.AlignmentFlag.AlignLeft, title)


def _draw_chip(painter: QPainter, words: Words, first: QRectF) -> None:
    if not words.glyph:
        return
    theme = tokens()
    side = fonts.px(20)
    chip = QRectF(first.left() + fonts.px(60), first.center().y() - side / 2, side, side)
    if words.ink:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(getattr(theme, f"{words.ink}_soft", theme.raised)))
        painter.drawRoundedRect(chip, 4, 4)
    size = fonts.LABEL if len(words.glyph) == 1 else 9
    font = fonts.mono_font(fonts.SMALL) if not words.ink else fonts.text_font(size, QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(colour(getattr(theme, words.ink) if words.ink else theme.muted))
    painter.drawText(chip.adjusted(-4, 0, 4, 0), Qt.AlignmentFlag.AlignCenter, words.glyph)


def _draw_aside(painter: QPainter, words: Words, flow: Flow, left: float, first: QRectF) -> None:
    painter.setFont(fonts.text_font() if words.aside.startswith("·") else fonts.text_font(fonts.SMALL))
    painter.setPen(colour(tokens().muted))
    after = QRectF(left + flow.last_width + 5, first.top() + flow.height - flow.line_height, 1000, flow.line_height)
    if words.tag:
        after.translate(QFontMetricsF(_tag_font()).horizontalAdvance(words.tag) + 24, 0)
    painter.save()
    painter.setClipRect(QRectF(left, first.top(), first.right() - left, flow.height), Qt.ClipOperation.IntersectClip)
    painter.drawText(after, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words.aside)
    painter.restore()


def _draw_tag(painter: QPainter, tag: str, box: QRectF) -> None:
    theme = tokens()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(theme.accent_soft))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(_tag_font())
    painter.setPen(colour(theme.accent))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tag)


def _draw_code(painter: QPainter, row: Row, snippet: Snippet, box: QRectF, book: CodeBook) -> float:
    lines = [] if row.changes else book.lines(snippet.code, snippet.language)
    shown = _shown_lines(snippet, row.changes)
    box.setHeight(box_height(shown))
    more = len(row.changes or lines) - shown
    if more > 0:  # the last line of the box then counts what is left out
        shown, more = shown - 1, more + 1
    if row.changes:
        draw_difference(painter, box, row.changes[:shown], max(0, more))
    else:
        draw_box(painter, box, lines[:shown], snippet.first_line, max(0, more))
    return box.bottom()
