"""The chart of the layers as SVG: drawn once, for screen and paper, in either theme, with a text alternative."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_desk.domain.timing import MINUTE, short_clock_text
from interview_desk.insights.course import DoneBy, Exercise, LayerTime
from interview_desk.insights.phrasebook import Phrasebook, phrasebook
from interview_desk.reports.document import Mark as Mark

WIDTH = 670
_ROW, _BAR, _TOP, _AXIS = 38, 26, 4, 26
_RIGHT = 62
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of a theme; the fills stay apart in grey as well."""

    text: str
    muted: str
    line: str
    strongest: str
    everyone: str
    edge: str
    dot: str
    segment: str
    surface: str


LIGHT = Tokens("#1b2130", "#566173", "#dfe3ea", "#9ab4e4", "#d8e3f6", "#5f7fbd", "#1b2130", "#7c8189", "#ffffff")
DARK = Tokens("#e9ebf1", "#9aa3b2", "#2d323c", "#4e6ca5", "#2b3a56", "#7aa9ff", "#e9ebf1", "#9a9da5", "#1a1d23")


@dataclass(frozen=True, slots=True)
class _Axis:
    left: float
    width: float
    last_ms: int
    step: int

    def x(self, ms: float) -> float:
        """The place of a time on the axis, cut at its end."""
        return self.left + self.width * min(max(ms, 0), self.last_ms) / self.last_ms


def layers_chart(
    exercise: Exercise,
    tokens: Tokens = LIGHT,
    *,
    par: bool = False,
    whose: str = "you",
    book: Phrasebook | None = None,
) -> str:
    """Return the chart of an exercise as an SVG element: each reached layer's segment on its bands, on one time axis.

    `par` draws the par marks as well, `whose` names the person whose time it is, in the language of the `book` (by
    default in English). The drawing is 670 units wide and as high as its rows need.
    """
    book = book or phrasebook("en")
    axis = _axis(exercise)
    height = _TOP + _ROW * len(exercise.rows) + _AXIS
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
            f'font-family="Inter, system-ui, sans-serif" font-size="11.5" role="img" '
            f'aria-label="{_escaped(" ".join(describe(exercise, whose=whose, book=book)))}">'
        )
    ]
    for tick in range(0, axis.last_ms // MINUTE + 1, axis.step):
        x = axis.x(tick * MINUTE)
        parts.append(
            f'<line x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{height - _AXIS}" stroke="{tokens.line}"/>'
            f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle" fill="{tokens.muted}">'
            f"{_escaped(book.say('chart.minute', minute=tick))}</text>"
        )
    for index, row in enumerate(exercise.rows):
        parts += _row(exercise, row, axis, _TOP + index * _ROW, tokens, par)
    return "".join(parts) + "</svg>"


def swatch(mark: Mark, tokens: Tokens = LIGHT) -> str:
    """Return the sign that stands for a mark in the legend, as an SVG element of 18 by 10 units."""
    drawn = {
        "strongest": f'<rect y="1" width="18" height="8" rx="2" fill="{tokens.strongest}"/>',
        "everyone": f'<rect y="1" width="18" height="8" rx="2" fill="{tokens.everyone}"/>',
        "author": f'<rect x=".5" y="1.5" width="17" height="7" rx="2" fill="{tokens.everyone}" '
        f'stroke="{tokens.edge}" stroke-dasharray="3 2"/>',
        "estimate": f'<path d="M 9 0 L 13.5 5 L 9 10 L 4.5 5 Z" fill="{tokens.surface}" stroke="{tokens.edge}" '
        'stroke-width="1.4"/>',
        "par": f'<line x1="9" y1="0" x2="9" y2="10" stroke="{tokens.text}" stroke-width="1.5" stroke-dasharray="3 2"/>',
        "you": f'<line x1="1" y1="5" x2="12" y2="5" stroke="{tokens.segment}" stroke-width="3"/>'
        f'<circle cx="13" cy="5" r="4" fill="{tokens.dot}"/>',
        "open": f'<line x1="1" y1="5" x2="10" y2="5" stroke="{tokens.segment}" stroke-width="3"/>'
        f'<circle cx="13" cy="5" r="3.2" fill="{tokens.surface}" stroke="{tokens.dot}" stroke-width="1.6"/>',
    }[mark]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 10" width="18" height="10">{drawn}</svg>'


def legend(
    exercise: Exercise, *, par: bool = False, whose: str = "you", book: Phrasebook | None = None
) -> list[tuple[Mark, str]]:
    """Return the marks that the chart uses, each with its meaning."""
    book = book or phrasebook("en")
    marks: list[tuple[Mark, str]] = []
    bands = [band for row in exercise.rows for band in row.bands]
    measured = {band.cohort for band in bands if band.source == "history"}
    if "strongest" in measured:
        marks.append(("strongest", book.say("chart.strongest")))
    if "everyone" in measured:
        marks.append(("everyone", book.say("chart.everyone" if "strongest" in measured else "chart.everyone-alone")))
    guesses = [guess for row in exercise.rows if (guess := estimate(row)) is not None]
    if any(first != last for first, last in guesses):
        marks.append(("author", book.say("chart.author")))
    if any(first == last for first, last in guesses):
        who = {band.cohort for band in bands if band.source == "author"}
        most = who == {"everyone"}
        marks.append(("estimate", book.say("chart.estimate-of-most" if most else "chart.estimate-of-strongest")))
    if par:
        marks.append(("par", book.say("chart.par")))
    if any(_done(row) for row in exercise.rows):
        marks.append(("you", book.say("chart.done", who=whose)))
    if not all(_done(row) for row in exercise.rows):
        marks.append(("open", book.say("chart.open", who=whose)))
    return marks


def estimate(row: LayerTime) -> tuple[int, int] | None:
    """Return from when to when the author expects people to be done with a layer; one moment twice, or None."""
    ends = sorted(it.middle_ms for it in row.bands if it.source == "author" and it.middle_ms is not None)
    return (ends[0], ends[-1]) if ends else None


def describe(exercise: Exercise, *, whose: str = "you", book: Phrasebook | None = None) -> list[str]:
    """Return the chart in words: one sentence on what it shows, then one a layer."""
    book = book or phrasebook("en")
    sentences = [book.say("chart.title", title=exercise.title)]
    for row in exercise.rows:
        start, end = (short_clock_text(ms - exercise.start_ms) for ms in (row.pieces[0][0], row.end_ms))
        said = book.say("chart.layer", number=row.number, title=row.title, who=whose, start=start, end=end)
        said += "" if _done(row) else book.say("chart.not-finished")
        for band in row.bands:
            said += _band_words(band, book)
        sentences.append(said + ".")
    return sentences


def _band_words(band: DoneBy, book: Phrasebook) -> str:
    if band.source == "none":
        return ""
    if band.source == "author":
        return book.say(f"chart.estimate-{band.cohort}", time=short_clock_text(band.middle_ms or 0))
    who = book.say(f"chart.who-{band.cohort}")
    if band.early_ms is None:
        return book.say("chart.none-done", who=who, time=short_clock_text(band.followed_ms))
    early = short_clock_text(band.early_ms)
    if band.late_ms is None:
        return book.say("chart.from-on", who=who, early=early)
    return book.say("chart.between", who=who, early=early, late=short_clock_text(band.late_ms))


def _escaped(text: str) -> str:
    """A text as XML has it; importing `html` for that takes a millisecond of the first page's time."""
    return text.translate(_ESCAPES)


def _done(row: LayerTime) -> bool:
    return row.outcome in ("solved", "partly")


def _axis(exercise: Exercise) -> _Axis:
    last = MINUTE
    for row in exercise.rows:
        last = max(last, row.end_ms - exercise.start_ms, row.par_ms)
        for band in row.bands:
            last = max(last, *(ms or 0 for ms in (band.early_ms, band.middle_ms, band.late_ms)))
    minutes = last / MINUTE
    step = next((step for step in _STEPS if minutes / step <= 6), _STEPS[-1])
    while minutes / step > 12:  # a session that ran for days
        step *= 2
    ticks = int(-(-minutes // step))
    longest = max((len(_label(row)) for row in exercise.rows), default=0)
    left = min(200.0, max(110.0, longest * 6.3 + 14))
    return _Axis(left, WIDTH - left - _RIGHT, ticks * step * MINUTE, step)


def _label(row: LayerTime) -> str:
    text = f"{row.number} · {row.title}"
    return text if len(text) <= 29 else text[:28].rstrip() + "…"


def _row(exercise: Exercise, row: LayerTime, axis: _Axis, top: float, tokens: Tokens, par: bool) -> Iterator[str]:
    middle = top + _ROW / 2
    yield f'<text x="0" y="{middle + 4}" fill="{tokens.muted}">{_escaped(_label(row))}</text>'
    yield from _bands(row, axis, middle - _BAR / 2, tokens)
    if par:
        x = axis.x(row.par_ms)
        yield (
            f'<line x1="{x:.1f}" y1="{middle - _BAR / 2 - 2}" x2="{x:.1f}" y2="{middle + _BAR / 2 + 2}" '
            f'stroke="{tokens.text}" stroke-width="1.5" stroke-dasharray="3 2"/>'
        )
    for start, end in row.pieces:
        x1, x2 = axis.x(start - exercise.start_ms), axis.x(end - exercise.start_ms)
        yield (
            f'<line x1="{x1:.1f}" y1="{middle}" x2="{max(x2, x1 + 0.1):.1f}" y2="{middle}" stroke="{tokens.segment}" '
            'stroke-width="6" stroke-linecap="round"/>'
        )
    last = axis.x(row.end_ms - exercise.start_ms)
    if _done(row):
        yield f'<circle cx="{last:.1f}" cy="{middle}" r="6" fill="{tokens.dot}"/>'
    else:
        yield (
            f'<circle cx="{last:.1f}" cy="{middle}" r="5" fill="{tokens.surface}" stroke="{tokens.dot}" '
            'stroke-width="2.4"/>'
        )
    yield (
        f'<text x="{WIDTH}" y="{middle + 4}" text-anchor="end" fill="{tokens.text}" font-weight="600">'
        f"{short_clock_text(row.end_ms - exercise.start_ms)}</text>"
    )


def _bands(row: LayerTime, axis: _Axis, top: float, tokens: Tokens) -> Iterator[str]:
    """History as filled bars, the author's figures as one dashed outline: a guess must not look like a measurement."""
    everyone, strongest = row.band("everyone"), row.band("strongest")
    for band, fill in ((everyone, tokens.everyone), (strongest, tokens.strongest)):
        if band is None or band.source != "history" or band.early_ms is None:
            continue
        x1, x2 = axis.x(band.early_ms), axis.x(axis.last_ms if band.late_ms is None else band.late_ms)
        yield _bar(x1, x2, top, fill, "")
    if (guess := estimate(row)) is None:
        return
    first, last = (axis.x(ms) for ms in guess)
    if first == last:
        middle, high, wide = top + _BAR / 2, _BAR / 2 - 4, _BAR / 2 - 5
        yield (
            f'<path d="M {first:.1f} {middle - high:.1f} L {first + wide:.1f} {middle:.1f} L {first:.1f} '
            f'{middle + high:.1f} L {first - wide:.1f} {middle:.1f} Z" fill="none" stroke="{tokens.edge}" '
            'stroke-width="1.4"/>'
        )
    else:
        yield _bar(first, last, top, tokens.everyone, f' stroke="{tokens.edge}" stroke-dasharray="4 3"')


def _bar(x1: float, x2: float, top: float, fill: str, outline: str) -> str:
    return f'<rect x="{x1:.1f}" y="{top}" width="{max(x2 - x1, 2):.1f}" height="{_BAR}" rx="3" fill="{fill}"{outline}/>'
