"""The calibration page's two charts for paper, as SVG: strictness by interviewer, and chances against what happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import sqrt

from interview_desk.insights.promise import Bin
from interview_desk.insights.team import Row
from interview_desk.reports.charts import LIGHT

_ROW, _TOP, _FOOT = 21, 6, 30
WIDTH, SQUARE = 420, 330
_NARROWEST = 0.5
_ACCENT, _APART, _FAINT = "#2c66cf", "#a83d33", "#667083"
_TONES = {"alike": _ACCENT, "unknown": _FAINT}
_LONGEST_NAME = 22


def strictness_svg(rows: Sequence[Row]) -> str:
    """Return a row for each interviewer, with the interval about the middle where colleagues lie."""
    ends = [abs(end) for row in rows for end in (row.low, row.high) if end is not None and row.verdict != "unknown"]
    reach = max([_NARROWEST, *ends]) * 1.05
    left, right, height = 140.0, WIDTH - 45.0, _TOP + _ROW * len(rows) + _FOOT
    middle, half = (left + right) / 2, (right - left) / 2

    def x(points: float) -> float:
        return middle + max(-reach, min(reach, points)) / reach * half

    parts = [
        _head(WIDTH, height, " ".join(row.sentence for row in rows)),
        f'<line x1="{middle}" y1="{_TOP}" x2="{middle}" y2="{height - _FOOT + 4}" stroke="{LIGHT.line}"/>',
        f'<text x="{middle - 10}" y="{height - 10}" text-anchor="end" fill="{LIGHT.muted}">stricter ←</text>',
        f'<text x="{middle + 10}" y="{height - 10}" fill="{LIGHT.muted}">→ more lenient</text>',
    ]
    for number, row in enumerate(rows):
        y = _TOP + _ROW * (number + 0.5)
        name = row.name if len(row.name) <= _LONGEST_NAME else f"{row.name[: _LONGEST_NAME - 1]}…"
        parts.append(f'<text x="0" y="{y + 4}" fill="{LIGHT.text}">{escape(name)}</text>')
        if row.points is None or row.low is None or row.high is None:
            parts.append(f'<text x="{middle + 8}" y="{y + 4}" fill="{LIGHT.muted}">can\'t tell yet</text>')
            continue
        tone = _TONES.get(row.verdict, _APART)
        fill = LIGHT.surface if row.verdict == "unknown" else tone
        points = f"{row.points:+.2f}".replace("-", "−")
        parts += [
            (
                f'<line x1="{x(row.low):.1f}" y1="{y}" x2="{x(row.high):.1f}" y2="{y}" stroke="{tone}" '
                'stroke-opacity=".45" stroke-width="3" stroke-linecap="round"/>'
            ),
            f'<circle cx="{x(row.points):.1f}" cy="{y}" r="4" fill="{fill}" stroke="{tone}" stroke-width="1.6"/>',
            f'<text x="{WIDTH}" y="{y + 4}" text-anchor="end" fill="{LIGHT.text}">{points}</text>',
        ]
    return "".join(parts) + "</svg>"


def chance_svg(bins: Sequence[Bin]) -> str:
    """Return stated chances against what happened; on the dashed line they hold."""
    left, top, side = 46.0, 6.0, SQUARE - 60.0
    bottom = top + side

    def place(stated: float, happened: float) -> tuple[float, float]:
        return left + stated * side, bottom - happened * side

    parts = [
        _head(SQUARE, SQUARE - 14, " ".join(one.sentence for one in bins)),
        f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="none" stroke="{LIGHT.line}"/>',
        (
            f'<line x1="{left}" y1="{bottom}" x2="{left + side}" y2="{top}" stroke="{LIGHT.muted}" '
            'stroke-dasharray="4 3"/>'
        ),
        f'<text x="{left}" y="{bottom + 16}" fill="{LIGHT.muted}">0 %</text>',
        f'<text x="{left + side}" y="{bottom + 16}" text-anchor="end" fill="{LIGHT.muted}">100 %</text>',
        (
            f'<text x="{left + side / 2}" y="{bottom + 30}" text-anchor="middle" fill="{LIGHT.muted}">'
            "stated chance of passing</text>"
        ),
        f'<text x="{left - 8}" y="{top + 10}" text-anchor="end" fill="{LIGHT.muted}">100 %</text>',
        f'<text x="{left - 8}" y="{top + side / 2}" text-anchor="end" fill="{LIGHT.muted}">passed</text>',
    ]
    line = " ".join("{:.1f},{:.1f}".format(*place(one.stated, one.happened)) for one in bins)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{_ACCENT}" stroke-width="2"/>')
    most = max((one.n for one in bins), default=1)
    for one in bins:
        parts += _bin(
            one, place(one.stated, one.happened), place(one.stated, one.low), place(one.stated, one.high), most
        )
    return "".join(parts) + "</svg>"


def _bin(
    one: Bin, at: tuple[float, float], low: tuple[float, float], high: tuple[float, float], most: int
) -> Iterator[str]:
    yield (
        f'<line x1="{low[0]:.1f}" y1="{low[1]:.1f}" x2="{high[0]:.1f}" y2="{high[1]:.1f}" stroke="{_ACCENT}" '
        'stroke-opacity=".4" stroke-width="3" stroke-linecap="round"/>'
    )
    yield f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{3.5 + 3.5 * sqrt(one.n / most):.1f}" fill="{_ACCENT}"/>'
    # Above the interval, or below it where the frame ends.
    y = high[1] - 5 if high[1] > 24 else low[1] + 13
    yield f'<text x="{at[0]:.1f}" y="{y:.1f}" text-anchor="middle" fill="{LIGHT.muted}">n = {one.n}</text>'


def _head(width: float, height: float, words: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="Inter, system-ui, sans-serif" font-size="11.5" role="img" aria-label="{escape(words)}">'
    )
