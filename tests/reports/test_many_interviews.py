"""Interviews of every kind, conducted by lot: each has all its reports, and none gives anything private away."""

from __future__ import annotations

from random import Random

import html5lib
import pytest

from interview_desk import reports
from interview_desk.domain import rules
from interview_desk.domain.events import Event
from interview_desk.domain.note_line import Line
from interview_desk.domain.rubric import NOT_ASSESSED, Score
from interview_desk.domain.rules import Refused
from interview_desk.reports import AUDIENCES, FORMATS
from tests.reports.kits import PRIVATE, Interview, history, kit, question
from tests.reports.reading import pdf_text

KINDS = ("strength", "concern", "come-back", "key-moment", "plain")


def conducted(seed: int) -> Interview:
    """An interview of lawful deeds in any order; what the rules refuse does not happen."""
    lot = Random(seed)
    questions = [question(layers=lot.randint(1, 6), author=lot.random() < 0.8)]
    it = Interview(kit(*questions, policy=lot.choice(["constructive", "positive-on-decline"])))
    for _ in range(lot.choice([0, 3, 30, 120])):
        it.live.perform(deed(it, lot))
        it.wait(lot.choice([0, 0.05, 1, 4]))
    if lot.random() < 0.8:
        it.live.perform(rules.end(it.state))
    for row in it.state.rubric.competencies:
        scores: list[Score] = [1, 2, 3, 4, NOT_ASSESSED]
        if lot.random() < 0.9:
            it.do(rules.score(it.state, row.id, lot.choice(scores)))
        if lot.random() < 0.6:
            it.do(rules.self_assess(it.state, row.id, lot.choice(scores)))
    it.live.perform(rules.make_call(it.state, lot.choice(it.state.rubric.recommendations).id, PRIVATE, PRIVATE))
    return it


def deed(it: Interview, lot: Random) -> Event | Refused:
    """One deed by lot; whatever is private carries the marker."""
    state, now = it.state, it.live.now_ms
    rows = [row.id for row in state.rubric.competencies]
    moments = [moment.seq for moment in state.moments]
    signal = lot.choice(state.layer.signals).id if state.layer is not None else ""
    match lot.randrange(20):
        case 0 | 1:
            return rules.start(state)
        case 2 | 3:
            return rules.leave(state, lot.choice(["solved", "partly", "moved-on"]))
        case 4:
            return rules.go_to(state, lot.choice(state.track()))
        case 5:
            return rules.pause(state)
        case 6 | 7 | 8:
            line = Line(lot.choice(KINDS), f"{PRIVATE} note", lot.choice([*rows, ""]), 0)  # type: ignore[arg-type]
            return rules.take_note(state, line, now)
        case 9 | 10:
            return rules.give_hint(state)
        case 11:
            return rules.give_own_hint(state, f"{PRIVATE} own")
        case 12:
            return rules.mark_signal(state, signal)
        case 13:
            return rules.reach_milestone(state, lot.choice(["first-code", "first-test", "it-runs"]))
        case 14:
            return rules.branch(state)
        case 15:
            return rules.change_direction(state) if lot.random() < 0.3 else rules.say_dont_know(state)
        case 16:
            return rules.take_snippet(state, f"x = {now}\ny = 2", lot.choice(["python", "", "no-such-language"]))
        case 17:
            cites = [seq for seq in moments if seq not in {snippet.seq for snippet in state.snippets}]
            heading = lot.choice(["went-well", "work-on", "next"])
            return rules.write_point(state, heading, f"Sentence {now}.", cites[-2:])  # type: ignore[arg-type]
        case 18:
            return rules.conclude_early(state) if lot.random() < 0.2 else rules.undo(it.live.log)
        case _:
            return rules.cite(state, lot.choice(rows), moments[-2:], "" if moments else PRIVATE)


@pytest.mark.parametrize("seed", range(40))
def test_every_interview_has_every_report(seed: int) -> None:
    it = conducted(seed)
    bands = history() if seed % 2 else ()
    for audience in AUDIENCES:
        for paper in FORMATS:
            if paper == "greenhouse" and audience != "team":
                continue
            made = reports.render(it.state, audience, paper, bands=bands, others=(it.state,))
            if paper == "html":
                html5lib.HTMLParser(strict=True).parse(made.decode())
            if audience in ("candidate", "briefing"):
                text = pdf_text(made) if paper == "pdf" else made.decode()
                assert PRIVATE not in text
                titles = [category.title.lower() for category in it.state.rubric.recommendations]
                assert not any(title in text.lower() for title in titles)
