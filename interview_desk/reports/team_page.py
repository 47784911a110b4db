"""The calibration page on one sheet of paper: a tagged PDF of what the screen shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from interview_desk.insights.team import Row, TeamPage
from interview_desk.insights.words import counted
from interview_desk.reports.pdf import all_fit, pdf_from
from interview_desk.reports.team_charts import chance_svg, strictness_svg

TEMPLATE = "team.typ"

# What one sheet has room for.
_MOST_ROWS, _MOST_SENTENCES, _LONGEST = 14, 7, 230
# What no page can hold is shown as the sign for it: a team's figures are printed whatever somebody's name is.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def team_pdf(page: TeamPage, today: datetime) -> bytes:
    """Return the page as a PDF of one A4 sheet. Raises StorageError where no font has a character of it."""
    rows, left_out = _some(page.rows)
    data = all_fit(_texts(page, rows, left_out, today))
    # A drawing is no text: what makes long words break would break it.
    data["strictness"]["svg"] = _printable(strictness_svg(rows)) if rows else ""
    data["chance"]["svg"] = chance_svg(page.promise.bins) if page.promise.bins else ""
    return pdf_from(TEMPLATE, data)


def _texts(page: TeamPage, rows: Sequence[Row], left_out: str, today: datetime) -> dict[str, Any]:
    sentences = [_short(it) for it in page.assumptions[:_MOST_SENTENCES]]
    if (more := len(page.assumptions) - _MOST_SENTENCES) > 0:
        sentences.append(f"And {counted(more, 'more sentence')} on the page itself.")
    promise = page.promise
    moves = [_short(it.sentence) for it in page.what_if.moves[:3]]
    brier = []
    if promise.before is not None and promise.after is not None:
        brier = [
            [name, f"{before:.3f}", f"{after:.3f}"]
            for name, before, after in (
                ("Brier score", promise.before.brier, promise.after.brier),
                ("chances that are off", promise.before.reliability, promise.after.reliability),
                ("less: told apart", promise.before.resolution, promise.after.resolution),
                ("what nobody can help", promise.before.uncertainty, promise.after.uncertainty),
            )
        ]
    return {
        "title": "Calibration",
        "about": _short(page.about),
        "off": "" if page.applied else "Calibration is turned off for the team: every score stands as it was given.",
        "figures": [[it.title, it.value, it.note] for it in page.figures],
        "strictness": {
            "alternative": " ".join(_printable(row.sentence) for row in rows),
            "note": left_out,
        },
        "chance": {
            "alternative": " ".join(one.sentence for one in promise.bins),
            "note": promise.sentence,
        },
        "brier": brier,
        "what_if": [page.what_if.question, page.what_if.sentence, *moves],
        "experience": _short(page.experience.sentence),
        "assumptions": sentences,
        "footer": f"For the team only. Interview Desk, {today.day} {today:%B %Y}.",
    }


def _some(rows: Sequence[Row]) -> tuple[Sequence[Row], str]:
    """As many as one sheet shows, the strictest and the most lenient first of all; and what is left out."""
    if len(rows) <= _MOST_ROWS:
        return rows, ""
    told = [row for row in rows if row.verdict != "unknown"]
    half = _MOST_ROWS // 2
    shown = [*told[:half], *told[half:][-half:]] or list(rows[:_MOST_ROWS])
    between = f"the {counted(len(rows) - len(shown), 'other')} between them or not to be told yet"
    return shown, f"The strictest and the most lenient of {len(rows)} interviewers; {between} stand in the CSV."


def _short(text: str) -> str:
    text = _printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)
