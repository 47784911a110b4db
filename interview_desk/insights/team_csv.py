"""The calibration page as one table, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from interview_desk.insights.details import Detail
from interview_desk.insights.figures import Figure, percent
from interview_desk.insights.impact_check import WHAT_IT_IS
from interview_desk.insights.team import TeamPage
from interview_desk.insights.whatif import title

_Line: TypeAlias = tuple[object, ...]
HEADER = ("part", "name", "says", "value", "low", "high", "n", "replays", "sentence")


def as_csv(page: TeamPage, details: Mapping[str, Detail] | None = None) -> str:
    """Return every figure of the page as one table; no cell of text is taken for a formula by a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for part in (_people(page, details or {}), _promise(page), _figures(page), _what_if(page), _rest(page)):
        writer.writerows(part)
    return file.getvalue()


def _people(page: TeamPage, details: Mapping[str, Detail]) -> Iterator[_Line]:
    for it in page.rows:
        cells = (*_numbers(it.points, it.low, it.high), it.interviews, it.replays)
        yield ("interviewer", _safe(it.name), it.says, *cells, _safe(it.sentence))
    for name, detail in details.items():
        for on in detail.competencies:
            numbers = _numbers(on.points, on.low, on.high)
            yield ("interviewer on competency", _safe(name), on.says, *numbers, "", "", _safe(on.competency))
        for when in detail.change.periods if detail.change is not None else ():
            numbers = _numbers(when.points, when.low, when.high)
            yield ("interviewer in period", _safe(name), when.period, *numbers, when.n, "", "")
    for met in page.experience.people:
        numbers = _numbers(met.experience, met.low, met.high)
        yield ("candidates' experience", _safe(met.name), "", *numbers, met.n, "", _safe(met.sentence))


def _promise(page: TeamPage) -> Iterator[_Line]:
    for one in page.promise.bins:
        numbers = _numbers(one.happened, one.low, one.high)
        yield ("stated chance", f"stated {percent(one.stated)}", "", *numbers, one.n, "", one.sentence)
    for which, parts in (("without correction", page.promise.before), ("with correction", page.promise.after)):
        if parts is None:
            continue
        for name, value in (
            (f"Brier score {which}", parts.brier),
            (f"reliability {which} (stated against happened)", parts.reliability),
            (f"resolution {which} (told apart)", parts.resolution),
            (f"uncertainty {which} (nobody can help)", parts.uncertainty),
        ):
            yield ("figure", name, "", *_numbers(value, None, None), page.promise.n, "", "")


def _figures(page: TeamPage) -> Iterator[_Line]:
    for figure in page.figures:
        yield ("figure", figure.title, *_figure(figure))
    for breakdown in page.breakdowns:
        for part in breakdown.parts:
            for figure in part.figures:
                yield (f"by {breakdown.by}", _safe(f"{part.name}: {figure.title}"), *_figure(figure))


def _what_if(page: TeamPage) -> Iterator[_Line]:
    for id, stands, otherwise in page.what_if.counts:
        for which, n in (("as it stands", stands), ("otherwise", otherwise)):
            yield ("what if", title(id), which, n, "", "", page.what_if.n, "", "")
    for move in page.what_if.moves:
        name = f"{title(move.was)} → {title(move.would_be)}"
        yield ("what if", name, "", len(move.places), "", "", page.what_if.n, "", _safe(move.sentence))


def _rest(page: TeamPage) -> Iterator[_Line]:
    if page.impact is not None:
        for line in page.impact.lines:
            words = ". ".join(filter(None, (line.counts, line.overall, line.within, line.says)))
            yield ("adverse impact", _safe(line.title), "", "", "", "", "", "", _safe(words))
        yield ("adverse impact", "", "", "", "", "", "", "", WHAT_IT_IS)
    for sentence in page.assumptions:
        yield ("assumption", "", "", "", "", "", "", "", _safe(sentence))


def _figure(figure: Figure) -> _Line:
    return (figure.value, *_numbers(figure.number, figure.low, figure.high), figure.n, "", _safe(figure.note))


def _numbers(*values: float | None) -> tuple[str, ...]:
    return tuple(map(_cell, values))


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _safe(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, by the mark that it hides."""
    return f"'{text}" if text.lstrip("'")[:1] in tuple("=+-@\t\r＝＋－＠−") else text
