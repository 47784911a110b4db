"""The part of the command line that writes reports: what a report is made of, read from the database."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_desk import paths, settings
from interview_desk.cli import history
from interview_desk.cli.place import Place
from interview_desk.domain import rules
from interview_desk.domain.events import WordingOverruled
from interview_desk.domain.log import Entry
from interview_desk.errors import StorageError
from interview_desk.insights.phrasing import secrets_of, unsettled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from interview_desk.domain.state import State
    from interview_desk.insights.phrasebook import Language
    from interview_desk.insights.phrasing import Finding
    from interview_desk.reports import Audience, Format
    from interview_desk.reports.debrief import Sitting
    from interview_desk.storage.journal import Journal


def write(place: Place, session: str, audience: Audience, form: Format, output: Path, chosen: str | None) -> Path:
    """Write one report, in the language that was chosen or is the settings', and return where it is.

    What the wording check has to say of it goes to stderr and, as the report is made all the same, on record.
    """
    from interview_desk import reports
    from interview_desk.domain.state import fold

    with closing(place.journal()) as journal:
        id = journal.find(session)
        place.reviews.expect_unsealed(id)
        entries = journal.read(id)
        hidden = {id, *place.reviews.sealed()}
        others = _others(journal, hidden, entries) if audience == "debrief" else []
        names = [row.candidate for row in journal.sessions()] if audience in ("candidate", "decision") else []
    state = fold(entries)
    made: dict[str, Any] = {"language": _language(place, chosen)}
    if audience not in ("briefing", "decision"):
        made["bands"], made["calibration"] = history.known_of(place, id, state)
    if audience == "debrief" and state.fully_scored:
        made["others"] = [_sitting(place, other, log) for other, log in others]
    written = reports.write(state, audience, form, output, **made)
    if names:
        _overrule(place, id, state, unsettled(state, secrets_of(state, names), notice=audience == "decision"))
    return written


def _overrule(place: Place, id: str, state: State, doubtful: Sequence[tuple[str, Sequence[Finding]]]) -> None:
    """Say what there is to look at again, and put on record that it went out as it was."""
    for _, findings in doubtful:
        for it in findings:
            click.echo(f"Wording to look at again: “{it.found}”; {it.suggestion}.", err=True)
    if not doubtful:
        return
    kept = [rules.overrule_wording(state, text, [it.concern for it in findings]) for text, findings in doubtful]
    now, events = datetime.now(UTC), [event for event in kept if isinstance(event, WordingOverruled)]
    fresh = [Entry(state.seq + nth, state.offset_ms, now, event) for nth, event in enumerate(events, 1)]
    try:
        if state.phase != "ended":  # an entry now would hide how long the interview has been interrupted
            raise StorageError("It is not on record that it was kept", "the interview has not ended", "end it first")
        with closing(place.journal()) as journal, journal.lease(id):
            journal.extend(id, fresh)
    except StorageError as error:
        click.echo(str(error), err=True)


def _language(place: Place, chosen: str | None) -> Language:
    if chosen is None:
        return settings.load(paths.settings_file(place.data))[0].report_language
    return "de" if chosen == "de" else "en"


def _others(journal: Journal, without: Collection[str], entries: Sequence[Entry]) -> list[tuple[str, list[Entry]]]:
    """Return the candidate's other interviews; somebody without a name has none that could be known."""
    from interview_desk.domain.events import Opened

    opened = entries[0].event
    if not isinstance(opened, Opened) or opened.candidate in ("", "Candidate"):
        return []
    name = opened.candidate
    same = [row.id for row in journal.sessions(name) if row.candidate == name and row.id not in without]
    return [(other, journal.read(other)) for other in same]


def _sitting(place: Place, session: str, log: Sequence[Entry]) -> Sitting:
    from interview_desk.domain.state import fold
    from interview_desk.reports.debrief import Sitting

    state = fold(log)
    return Sitting(state, history.known_of(place, session, state)[1])
