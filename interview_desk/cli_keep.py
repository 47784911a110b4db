"""The part of the command line that looks after what is kept: the database's health, backups, people's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from interview_desk.errors import UsageError

if TYPE_CHECKING:
    from interview_desk.storage.journal import Journal


class Place(Protocol):
    """Where this call reads and writes."""

    @property
    def data(self) -> Path: ...

    @property
    def database(self) -> str: ...

    @property
    def is_fresh(self) -> bool: ...

    def expect_something(self) -> None: ...

    def journal(self) -> Journal: ...


FILE = click.Path(path_type=Path)


def add_to(desk: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (db,):
        desk.add_command(command)


@click.group()
def db() -> None:
    """Look after the database."""


@db.command(name="check")
@click.pass_context
def check_database(context: click.Context) -> None:
    """Check the file, references, every journal's checksums and gaps, the index and the results; nothing is changed."""
    from interview_desk.storage import care

    with _journal(context.obj) as journal:
        problems = care.check(journal.engine)
    for problem in problems:
        click.echo(problem)
    click.echo(f"{_some(len(problems), 'problem')}." if problems else "All is well.")
    context.exit(1 if problems else 0)


@db.command()
@click.argument("file", type=FILE)
@click.pass_obj
def backup(place: Place, file: Path) -> None:
    """Copy the database to a new file, verified, while it is in use."""
    from interview_desk.storage import care

    with _journal(place) as journal:
        care.backup(journal.engine, file)
    click.echo(f"Wrote {file}", err=True)


@db.command()
@click.argument("file", type=FILE)
@click.pass_obj
def restore(place: Place, file: Path) -> None:
    """Put a backup in the place of the database; the one before stays beside it."""
    from interview_desk.storage import care

    aside = care.restore(_file(place, "restored"), file)
    before = f"; the database before is now {aside}" if aside is not None else ""
    click.echo(f"Restored {file}{before}.", err=True)


@db.command()
@click.pass_obj
def upgrade(place: Place) -> None:
    """Bring the database to this version's schema; a copy of the older one stays beside it."""
    from interview_desk.storage.care import upgrade as upgrade_database

    place.expect_something()
    before, after = upgrade_database(place.database)
    click.echo(f"Schema {before}: up to date." if before == after else f"Schema {before} → {after}.")


@db.command()
@click.pass_context
def rebuild(context: click.Context) -> None:
    """Make the index and the results anew from the journals."""
    from interview_desk.storage import care

    with _journal(context.obj) as journal:
        changed, problems = care.rebuild(journal.engine)
    for problem in problems:
        click.echo(problem)
    click.echo(f"Brought up to date: {_some(changed, 'session')}.")
    context.exit(1 if problems else 0)


@db.command()
@click.pass_context
def salvage(context: click.Context) -> None:
    """Save what a damaged database still holds into a new one; the damaged file stays beside it, unchanged."""
    from interview_desk.storage.salvage import salvage as salvage_database

    context.obj.expect_something()
    done = salvage_database(_file(context.obj, "salvaged"))
    for sentence in done.lost:
        click.echo(sentence)
    kept = f"{_some(done.sessions, 'session')} with {_some(done.entries, 'entry', 'entries')}"
    click.echo(f"Saved {kept}; the damaged file is now {done.aside}.", err=True)
    context.exit(1 if done.lost else 0)


def _file(place: Place, done: str) -> Path:
    """Return the file of the database; a server's has none."""
    from interview_desk.storage.files import file_of, look_at

    if (path := file_of(place.database)) is None:
        look_at(place.database)  # refuses what is no URL at all
        remedy = "use the server's own tools"
        raise UsageError(f"The database can't be {done} from here", "it is on a server", remedy)
    return path


@contextmanager
def _journal(place: Place) -> Iterator[Journal]:
    journal = place.journal()
    try:
        yield journal
    finally:
        journal.close()


def _some(number: int, what: str, several: str = "") -> str:
    return f"{number:,} {what if number == 1 else several or what + 's'}"
