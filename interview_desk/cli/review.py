"""The command line of reviews and training: agreement, sets handed out and reviews collected, the ladder."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_desk.cli.place import Place
from interview_desk.errors import UsageError

if TYPE_CHECKING:
    from interview_desk.door.training import KeptTraining

FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
OUTPUT = click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file to write."
)


def add_to(desk: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (agreement, training):
        desk.add_command(command)


@click.command()
@click.argument("sessions", metavar="[SESSION…]", nargs=-1)
@click.option("--set", "title", metavar="TITLE", help="Over the sessions of a training set.")
@FORMAT
@click.pass_obj
def agreement(place: Place, sessions: tuple[str, ...], title: str | None, form: str) -> None:
    """Show how well people agree who scored the same interviews, and who drifts where."""
    from interview_desk.insights.over_set import in_words

    kept = _training(place)
    place.expect_something()
    ids = kept.find(sessions)
    if title is not None:
        ids += _set(kept, title)
    found = kept.over(ids)
    if form == "json":
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2, allow_nan=False).encode())
    else:
        for line in in_words(found):
            click.echo(line)


@click.group()
def training() -> None:
    """Training sets, and how far interviewers have come."""


@training.command(name="list")
@FORMAT
@click.pass_obj
def list_sets(place: Place, form: str) -> None:
    """List the training sets and their sessions."""
    sets = _training(place).sets()
    if form == "json":
        click.echo(
            json.dumps([{"title": it, "sessions": ids} for it, ids in sets.items()], ensure_ascii=False).encode()
        )
        return
    for title, ids in sets.items():
        click.echo(f"{title}: {', '.join(ids)}")
    if not sets:
        click.echo("No training set yet: `interview-desk training make TITLE SESSION…` makes one.", err=True)


@training.command()
@click.argument("title")
@click.argument("sessions", metavar="SESSION…", nargs=-1, required=True)
@click.pass_obj
def make(place: Place, title: str, sessions: tuple[str, ...]) -> None:
    """Make a training set of sessions, in place of one of that title."""
    place.expect_something()
    kept = _training(place)
    ids = kept.find(sessions)
    kept.choose(title, ids)
    click.echo(f"“{title}” has {_some(len(set(ids)), 'session')}.", err=True)


@training.command(name="hand-out")
@click.argument("title")
@OUTPUT
@click.pass_obj
def hand_out(place: Place, title: str, output: Path) -> None:
    """Write a set to one file, .deskset, without names, scores, calls and reviews."""
    place.expect_something()
    click.echo(_training(place).hand_out(title, output), err=True)


@training.command(name="hand-in")
@click.argument("title")
@OUTPUT
@click.pass_obj
def hand_in(place: Place, title: str, output: Path) -> None:
    """Write your comments and submitted scores of a set to one file, .deskreviews."""
    place.expect_something()
    click.echo(_training(place).hand_in(title, output), err=True)


@training.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def collect(place: Place, files: tuple[Path, ...]) -> None:
    """Take in reviews that were handed in, or a set that was handed out."""
    for file in files:
        click.echo(_training(place).take(file), err=True)


@training.command()
@click.argument("lead")
@click.argument("track")
@click.pass_obj
def shadow(place: Place, lead: str, track: str) -> None:
    """Lay the session TRACK, taken down by somebody who sat beside, beside the session LEAD; show the differences."""
    from interview_desk.insights.tracks import in_words

    place.expect_something()
    kept = _training(place)
    first, second = kept.find([lead, track])
    place.reviews.expect_unsealed(first)
    kept.lay_beside(first, second)
    if (found := kept.track_of(first)) is not None:
        for line in in_words(found):
            click.echo(line)


@training.command()
@FORMAT
@click.pass_obj
def ladder(place: Place, form: str) -> None:
    """Show how far each interviewer has come: shadow, reverse shadow, solo."""
    from datetime import UTC, datetime

    place.expect_something()
    rungs = _training(place).look(datetime.now(UTC)).rungs
    if form == "json":
        click.echo(json.dumps([it.as_json() for it in rungs], ensure_ascii=False, indent=2).encode())
        return
    for it in rungs:
        counts = f"{_some(it.shadows, 'shadow')}, {_some(it.reverse_shadows, 'reverse shadow')}, {it.solo} solo"
        click.echo(f"{it.interviewer}: {it.stage} ({counts}){'; ' + it.next if it.next else ''}")


def _training(place: Place) -> KeptTraining:
    from interview_desk.door.training import KeptTraining

    return KeptTraining(place.reviews)


def _set(kept: KeptTraining, title: str) -> list[str]:
    wanted = " ".join(title.split()).casefold()
    for known, ids in kept.sets().items():
        if known.casefold() == wanted:
            return list(ids)
    raise UsageError(f"There is no training set “{title}”", "", "see `interview-desk training list`")


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
