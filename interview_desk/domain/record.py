"""A session as plain data: what `show --format json` prints, and other programs rely on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from interview_desk.domain import timing
from interview_desk.domain.listing import SessionState
from interview_desk.domain.script import Place
from interview_desk.domain.state import Branch, DontKnow, Milestone, State, TheirQuestion


def record(
    session: str, state: State, now_ms: int, session_state: SessionState, recommendation: dict[str, object] | None
) -> dict[str, Any]:
    """Return the session as it stands at a session time, all times in milliseconds.

    `recommendation` takes what is known of others as well, and so comes from outside; None until every row is scored.
    """
    return {
        "id": session,
        "candidate": state.opened.candidate,
        "interviewer": state.opened.interviewer,
        "kit": state.kit.id,
        "level": state.level,
        "practice": state.opened.practice,
        "state": session_state,
        "prepared_at": timestamp(state.prepared_at),
        "due_at": timestamp(state.due_at),
        "called_off": state.called_off,
        "started_at": timestamp(state.started_at),
        "ended_at": timestamp(state.ended_at),
        "elapsed_ms": timing.elapsed_ms(state, now_ms),
        "section": state.place.section if state.place else None,
        "current": _current(state),
        "layers": [_layer(state, place, now_ms) for place in state.track() if place.section == "question"],
        "sections": [
            {"section": place.section, "active_ms": timing.active_ms(state, place, now_ms)}
            for place in state.track()
            if place.section != "question"
        ],
        "off_script_ms": timing.branch_ms(state, now_ms),
        "notes": [
            {
                "id": note.seq,
                "at_ms": note.at_ms,
                "kind": note.kind,
                "text": note.text,
                "competency": note.competency or None,
                "layer": note.place.layer or None if note.place else None,
                "amended": note.amended,
                "before": list(note.before),
            }
            for note in state.notes()
        ],
        "hints": [
            {
                "at_ms": hint.at_ms,
                "question": hint.place.question,
                "layer": hint.place.layer,
                "hint": hint.hint or None,
                "level": hint.level,
                "text": hint.text,
            }
            for hint in state.hints
        ],
        "scores": dict(state.scores),
        "evidence": {
            cited.competency: {"entries": list(cited.entries), "why_none": cited.why_none}
            for cited in state.evidence.values()
        },
        "self_assessment": dict(state.self_assessment),
        "signals": [
            {"question": question, "layer": layer, "signal": signal, "mark": mark}
            for (question, layer, signal), mark in state.signals.items()
            if mark != "unmarked"
        ],
        "milestones": [
            {"at_ms": it.at_ms, "milestone": it.milestone} for it in state.moments if isinstance(it, Milestone)
        ],
        "dont_knows": [{"at_ms": it.at_ms, "manner": it.manner} for it in state.moments if isinstance(it, DontKnow)],
        "branches": [{"at_ms": it.at_ms, "topic": it.topic} for it in state.moments if isinstance(it, Branch)],
        "prompts": [
            {"question": place.question, "layer": place.layer, "as_written": as_written}
            for place, as_written in state.asked.items()
        ],
        "snippets": [
            {
                "id": snippet.seq,
                "at_ms": snippet.at_ms,
                "language": snippet.language,
                "source": snippet.source,
                "first_line": snippet.first_line,
                "code": snippet.code,
                "comments": [
                    {"at_ms": it.at_ms, "first": it.first, "last": it.last, "text": it.text} for it in snippet.comments
                ],
            }
            for snippet in state.snippets
        ],
        "their_questions": [
            {"at_ms": it.at_ms, "text": it.text} for it in state.moments if isinstance(it, TheirQuestion)
        ],
        "interruptions": [
            {"at_ms": gap.at_ms, "gap_ms": gap.gap_ms, "cause": gap.cause, "counted": gap.counted} for gap in state.gaps
        ],
        "concluded_early": list(state.conclusion),
        "audio": {
            "consent": state.consent.by if state.consent is not None else None,
            "pieces": [{"file": piece.file, "from_ms": piece.from_ms} for piece in state.pieces],
        },
        "recommendation": recommendation,
        "call": {"category": state.call.category, "why": state.call.why, "gap": state.call.gap} if state.call else None,
        "points": [{"heading": point.heading, "text": point.text} for point in state.points],
    }


def _current(state: State) -> dict[str, str] | None:
    if state.place is None or state.place.section != "question" or state.phase == "ended":
        return None
    return {"question": state.place.question, "layer": state.place.layer}


def _layer(state: State, place: Place, now_ms: int) -> dict[str, Any]:
    return {
        "question": place.question,
        "layer": place.layer,
        "active_ms": timing.active_ms(state, place, now_ms),
        "par_ms": timing.par_ms(state, place),
        "outcome": state.outcome(place),
        "hints": len(state.hints_in(place)),
    }


def timestamp(at: datetime | None) -> str | None:
    """Return a moment as ISO 8601 in UTC, to the millisecond."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at is not None else None
