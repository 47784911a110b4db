"""Privacy by construction: whatever is private is smuggled into every place it fits, and comes out of no paper."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, get_args

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from interview_desk import reports
from interview_desk.domain import events, rules
from interview_desk.domain.events import Event
from interview_desk.domain.note_line import Line
from interview_desk.domain.rubric import NOT_ASSESSED
from interview_desk.domain.rules import Refused
from interview_desk.domain.state import State
from interview_desk.insights.phrasebook import LANGUAGES, Language
from interview_desk.insights.recommendation import Calibration, Chance
from interview_desk.reports import Audience
from tests.reports.kits import Interview, decided, history, kit, whole_interview
from tests.reports.reading import pdf_text

# Something that no sentence has: letters and digits, so that no format can break it up or escape it.
SECRETS = st.text("bcdfgjkmpqvwxz", min_size=12, max_size=16).map(lambda text: f"zq{text}7")
FOR_CANDIDATES: tuple[Audience, ...] = ("candidate", "briefing", "decision")


def notes(state: State, secret: str, now: int) -> list[Event | Refused]:
    rows = ["", *(row.id for row in state.rubric.competencies)]
    return [
        rules.take_note(state, Line(kind, f"{secret} {kind}", row, 0), now)
        for kind in get_args(events.NoteKind)
        for row in rows
    ]


def smuggled(it: Interview, secret: str) -> list[Event | Refused]:
    """Every deed that takes words which are not for the candidate, with the secret in them."""
    state, now = it.state, it.live.now_ms
    note = next(moment.seq for moment in state.notes())
    row = state.rubric.competencies[0].id
    categories = [category.id for category in state.rubric.recommendations]
    return [
        *notes(state, secret, now),
        rules.amend_note(state, note, Line("strength", secret, row, 0)),
        rules.cite(state, row, [], secret),
        rules.take_snippet(state, f"# {secret}", "python"),
        rules.log_their_question(state, secret),
        *(rules.make_call(state, category, secret, secret) for category in categories),
    ]


def texts(it: Interview, language: Language, calibration: Calibration) -> list[str]:
    """Everything that candidates get of a session, in every format, as a reader or a search would find it."""
    found = []
    for audience in FOR_CANDIDATES:
        for form in ("pdf", "html", "md", "json"):
            made = reports.render(it.state, audience, form, bands=history(), calibration=calibration, language=language)
            found.append(pdf_text(made) if form == "pdf" else made.decode())
            found.append(reports.file_name(it.state, audience, form))
    return found


@settings(max_examples=6, phases=[Phase.generate])
@given(secret=SECRETS, which=st.data(), language=st.sampled_from(list(LANGUAGES)))
def test_nothing_that_was_smuggled_in_comes_out(secret: str, which: st.DataObject, language: Language) -> None:
    it = decided(whole_interview(kit(policy=which.draw(st.sampled_from(["constructive", "positive-on-decline"])))))
    done = 0
    for event in which.draw(st.permutations(smuggled(it, secret))):
        done += not isinstance(event, Refused)
        it.live.perform(event)
    assert done >= 20
    # Scores that nobody else has, to be found again by their digits.
    calibration = Calibration(
        "calibrated", 0.7391, 0.1173, 98317, 91, 0.3917, fair_se=0.2719, chance=Chance(0.7317, 0.6173, 0.8391)
    )
    for text in texts(it, language, calibration):
        assert secret not in text
        for figure in ("0.7391", "0,7391", "98317", "98,317", "98.317", "73 %", "0.74", "0,74"):
            assert figure not in text


@given(scores=st.tuples(*[st.sampled_from([1, 2, 3, 4, NOT_ASSESSED])] * 3), call=st.integers(0, 3))
@settings(max_examples=10, phases=[Phase.generate])
def test_scores_without_a_self_assessment_the_recommendation_and_the_call_leave_no_trace(
    scores: tuple[Any, ...], call: int
) -> None:
    it = Interview(kit())
    it.start()
    it.wait(12)
    it.leave()
    it.end()
    it.score(2, 2, 2)
    before = reports.render(it.state, "candidate", "json")
    it.score(*scores)
    it.live.perform(rules.make_call(it.state, it.state.rubric.recommendations[call].id, "because"))
    assert reports.render(it.state, "candidate", "json") == before


@given(secret=SECRETS)
@settings(max_examples=3, phases=[Phase.generate])
def test_what_the_kit_hides_stays_hidden_wherever_it_stands(secret: str) -> None:
    whole = kit()
    asked = whole.questions[0]
    layers = tuple(
        replace(
            layer,
            hints=tuple(replace(hint, say=secret) for hint in layer.hints),
            probes=(secret,),
            signals=tuple(replace(signal, text=secret) for signal in layer.signals),
            expected=replace(layer.expected, approach=secret, pitfalls=(secret,), solution=secret, tests=secret),
        )
        for layer in asked.layers
    )
    sections = tuple(
        replace(section, question=replace(asked, layers=layers)) if section.question is not None else section
        for section in whole.sections
    )
    it = decided(whole_interview(replace(whole, sections=sections, notes=secret, why_longer=secret)))
    for text in texts(it, "en", Calibration("uncalibrated")):
        assert secret not in text
    assert secret in json.dumps(reports.render(it.state, "debrief", "json").decode())
