"""What changed from one snippet to the next: lines gone and lines new, with a little of what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from interview_desk.domain.frozen import dataclass
from interview_desk.domain.state import Snippet
from interview_desk.ui import fonts
from interview_desk.ui.live.code_view import PAD_X, PAD_Y, draw_ground, line_height
from interview_desk.ui.theme import colour, tokens

Sign = Literal["+", "−", " ", "…"]
_AROUND = 2
# A comparison takes time with the square of the lines; what is longer is shown whole.
_MOST_LINES = 3_000


@dataclass(frozen=True, slots=True)
class Changed:
    """A line of a difference; `number` is where it stands, in the older code where it is gone."""

    sign: Sign
    number: int
    text: str


def before(snippets: Sequence[Snippet], snippet: Snippet) -> Snippet | None:
    """Return the snippet that one is compared with: the last of the same source, else the last there was."""
    earlier = [it for it in snippets if it.seq < snippet.seq]
    same = [it for it in earlier if it.source == snippet.source]
    return next(reversed(same or earlier), None)


@lru_cache(maxsize=256)
def difference(old: str, new: str) -> tuple[Changed, ...]:
    """Return what changed, in the order of the new code; empty where nothing did or there is too much to compare."""
    from difflib import SequenceMatcher  # a start does without it

    was, now = _lines(old), _lines(new)
    if max(len(was), len(now)) > _MOST_LINES:
        return ()
    lines: list[Changed] = []
    for group in SequenceMatcher(None, was, now, autojunk=False).get_grouped_opcodes(_AROUND):
        if lines:
            lines.append(Changed("…", 0, ""))
        for tag, old_from, old_to, new_from, new_to in group:
            if tag == "equal":
                lines += [Changed(" ", at + 1, now[at]) for at in range(new_from, new_to)]
            else:
                lines += [Changed("−", at + 1, was[at]) for at in range(old_from, old_to)]
                lines += [Changed("+", at + 1, now[at]) for at in range(new_from, new_to)]
    return tuple(lines)


def counts(lines: Sequence[Changed]) -> str:
    """Return how much changed in few signs: `+3 −1`."""
    new, gone = (sum(it.sign == sign for it in lines) for sign in "+−")
    return " ".join(words for words in (f"+{new}" if new else "", f"−{gone}" if gone else "") if words)


def sentence(lines: Sequence[Changed]) -> str:
    """Return what changed as a screen reader says it."""
    words = {"+": "new", "−": "gone"}
    said = [f"Line {it.number} {words[it.sign]}: {it.text.strip()}" for it in lines if it.sign in words]
    return "\n".join(said) or "Nothing changed."


def draw_difference(painter: QPainter, box: QRectF, lines: Sequence[Changed], more: int = 0) -> None:
    """Draw a box with the lines of a difference; `more` are only counted at its foot."""
    theme = tokens()
    draw_ground(painter, box)
    font = fonts.mono_font(fonts.SMALL)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    width = metrics.horizontalAdvance(str(max((it.number for it in lines), default=1)))
    height = line_height(fonts.SMALL)
    inks = {"+": (theme.good, theme.good_soft), "−": (theme.concern, theme.concern_soft)}
    painter.save()
    painter.setClipRect(box.adjusted(1, 1, -1, -1))
    for row, line in enumerate(lines):
        top = box.top() + PAD_Y + row * height
        baseline = top + (height + metrics.ascent() - metrics.descent()) / 2
        ink, ground = inks.get(line.sign, (theme.muted, ""))
        if ground:
            painter.fillRect(QRectF(box.left() + 1, top, box.width() - 2, height), colour(ground))
        number = str(line.number) if line.number else ""
        painter.setPen(colour(theme.muted if ground else theme.faint))
        painter.drawText(round(box.left() + PAD_X + width - metrics.horizontalAdvance(number)), round(baseline), number)
        left = box.left() + PAD_X + width + 8
        painter.setPen(colour(ink))
        painter.drawText(round(left), round(baseline), line.sign)
        painter.setPen(colour(theme.text if ground else theme.muted))
        painter.drawText(round(left + metrics.horizontalAdvance("+ ")), round(baseline), line.text)
    if more:
        painter.setPen(colour(theme.faint))
        foot = box.bottom() - PAD_Y - height / 2 + (metrics.ascent() - metrics.descent()) / 2
        words = f"… {more} more line{'' if more == 1 else 's'}"
        painter.drawText(round(box.left() + PAD_X + width + 8), round(foot), words)
    painter.restore()


def _lines(code: str) -> list[str]:
    return code.expandtabs(4).rstrip("\n").split("\n")
