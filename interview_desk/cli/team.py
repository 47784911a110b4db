"""The command line of a team: bring what waits to its database, and follow an interview at a colleague's."""

from __future__ import annotations

import json
from threading import Event
from typing import TYPE_CHECKING

import click

from interview_desk import paths, settings
from interview_desk.cli.place import Place
from interview_desk.errors import ProblemsFound, StorageError, UsageError

if TYPE_CHECKING:
    from interview_desk.domain.log import Entry

AGAIN_S = 2.0
"""How long to wait for a database that could not be read."""


def add_to(desk: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (deliver, follow):
        desk.add_command(command)


@click.command()
@click.pass_obj
def deliver(place: Place, /) -> None:
    """Bring what waits here to the team's database now; --database names another than the settings do."""
    from interview_desk.domain.clock import SystemClock
    from interview_desk.team.courier import delivery

    here, team = _databases(place)
    if not team:
        remedy = "choose one on the settings page, or name one with --database"
        raise UsageError("There is no team's database to deliver to", "none is chosen", remedy)
    to_team = delivery(here, team, SystemClock())
    try:
        standing = to_team.turn()
    finally:
        to_team.close()
    if standing.trouble is not None:
        raise StorageError(standing.sentence() or str(standing.trouble))
    entries = "1 entry" if standing.delivered == 1 else f"{standing.delivered} entries"
    click.echo(f"Delivered {entries}." if standing.delivered else "Everything was with the team's database already.")
    for refused in standing.refused:
        click.echo(refused, err=True)
    if standing.refused:
        some = "1 session" if len(standing.refused) == 1 else f"{len(standing.refused)} sessions"
        raise ProblemsFound(f"{some} could not be delivered")


@click.command()
@click.argument("session")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def follow(place: Place, /, session: str, form: str) -> None:
    """Follow an interview until it ends: each entry in a line as it reaches the team's database."""
    from interview_desk.domain.state import Phase, apply, begin
    from interview_desk.team.following import Following, watch

    here, team = _databases(place)
    if not team:
        place.expect_something()
    first = watch(team or here)
    try:
        id = first.find(session)
    finally:
        first.close()
    place.reviews.expect_unsealed(id)
    following = Following(lambda: watch(team or here), id)
    state, phase, told = None, "prepared", ""
    ended: Phase = "ended"
    try:
        while phase != ended:
            try:
                new = following.turn()
            except StorageError as error:
                if told != str(error):
                    told = str(error)
                    click.echo(f"{told.rstrip('.')}. It is tried again.", err=True)
                Event().wait(AGAIN_S)
                continue
            told = ""
            for entry in new:
                click.echo(_as_json(entry) if form == "json" else _as_text(entry))
                state = begin(entry) if state is None else apply(state, entry)
                phase = state.phase
    finally:
        following.close()


def _databases(place: Place) -> tuple[str, str]:
    from interview_desk.door.team_line import databases

    chosen, _ = settings.load(paths.settings_file(place.data))
    return databases(place.data, place.database, chosen)


def _as_json(entry: Entry) -> str:
    from interview_desk.storage.chain import stamp
    from interview_desk.storage.codec import encode

    kind, version, body = encode(entry.event)
    head = {"seq": entry.seq, "offset_ms": entry.offset_ms, "at": stamp(entry.at), "kind": kind, "version": version}
    return json.dumps({**head, "body": json.loads(body)}, ensure_ascii=False).encode("utf-8", "replace").decode()


def _as_text(entry: Entry) -> str:
    from interview_desk.domain.events import Opened
    from interview_desk.domain.shape import write
    from interview_desk.domain.timing import clock_text
    from interview_desk.storage.codec import kind_of
    from interview_desk.storage.index import plain

    event = entry.event
    if isinstance(event, Opened):
        words = [event.candidate, event.kit.title, event.level]
    else:
        words = [str(value) for value in write(event).values() if isinstance(value, str | int) and value != ""]
    return f"{clock_text(entry.offset_ms):>6}  {kind_of(type(event)):<16}{plain(' · '.join(words))}".rstrip()
