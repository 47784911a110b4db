"""The part of the command line that looks after what is kept: the database's health, backups, people's data."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_desk import paths, settings
from interview_desk.cli.place import Place
from interview_desk.errors import DeskError, UsageError

if TYPE_CHECKING:
    from interview_desk.door.people import People, Person
    from interview_desk.storage.journal import Journal


FILE = click.Path(path_type=Path)


def add_to(desk: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (db, erase, access_pack, retention):
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
    """Copy the database to a new file, verified, while it is in use; a server's becomes an SQLite database."""
    from interview_desk.storage import care

    with _journal(place) as journal:
        care.backup(journal.engine, file)
    click.echo(f"Wrote {file}", err=True)


@db.command()
@click.argument("file", type=FILE)
@click.pass_obj
def restore(place: Place, file: Path) -> None:
    """Put a backup in the place of the database, which stays beside it; a server's database has to be empty."""
    from interview_desk.storage import care, portable
    from interview_desk.storage.files import file_of
    from interview_desk.storage.journal import open_journal

    before = ""
    if (path := file_of(place.database)) is not None:
        count, aside = care.restore(path, file)
        before = f"; the database before is now {aside}" if aside is not None else ""
    else:
        journal = open_journal(place.database)
        try:
            count = portable.restore(file, journal.engine)
        finally:
            journal.close()
    click.echo(f"Restored {_some(count, 'session')} from {file}{before}", err=True)


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
    done = salvage_database(_file(context.obj))
    for sentence in done.lost:
        click.echo(sentence)
    kept = f"{_some(done.sessions, 'session')} with {_some(done.entries, 'entry', 'entries')}"
    click.echo(f"Saved {kept}; the damaged file is now {done.aside}.", err=True)
    context.exit(1 if done.lost else 0)


@db.command()
@click.pass_context
def encrypt(context: click.Context) -> None:
    """Encrypt the database and its copies, with a key that the system's keyring keeps."""
    from interview_desk.storage.encrypting import encrypt as convert

    context.exit(_converted(context.obj, convert, "encrypted"))


@db.command()
@click.pass_context
def decrypt(context: click.Context) -> None:
    """Write the database and its copies so that they can be read without the key."""
    from interview_desk.storage.encrypting import decrypt as convert

    context.exit(_converted(context.obj, convert, "decrypted"))


def _converted(place: Place, convert: Callable[[Path], bool], done: str) -> int:
    """Convert the database, then every copy of it; return the exit code."""
    place.expect_something()
    main = _file(place)
    changed = [main] if convert(main) else []
    left = []
    for copy in _people(place).copies():
        try:
            changed += [copy] if convert(copy) else []
        except DeskError as error:  # such as a damaged one, which is as it was
            left.append(str(error))
    for sentence in left:
        click.echo(sentence)
    what = _some(len(changed), "database")
    click.echo(f"{done.capitalize()}: {what}." if changed else f"Nothing to do: it is {done} already.", err=True)
    return 1 if left else 0


RESULTS = click.option(
    "--results",
    type=click.Choice(["anonymous", "remove"]),
    default="anonymous",
    help="Keep times and scores for the figures, in anonymous form, or remove them too.",
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Only say what would be erased.")


@click.command()
@click.argument("candidate")
@DRY_RUN
@RESULTS
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_context
def erase(context: click.Context, candidate: str, dry_run: bool, results: str, yes: bool) -> None:
    """Erase everything that is kept about a person, backups and sound included, for good.

    CANDIDATE is a name, or the id of a session where no name was given.
    """
    people = _people(context.obj)
    person = people.find(candidate)
    for line in people.remains(person).lines:
        click.echo(line)
    if dry_run:
        click.echo("Nothing was erased: this was a dry run.", err=True)
        return
    _confirm(f"Erase all this about {person.shown} for good?", yes)
    context.exit(_erase(people, [person], results))


@click.command(name="access-pack")
@click.argument("candidate")
@click.option("-o", "--output", metavar="FILE.zip", required=True, type=FILE, help="The file to write.")
@click.pass_obj
def access_pack(place: Place, candidate: str, output: Path) -> None:
    """Write everything that is kept about a person into one file that they can read."""
    from interview_desk.door.access import write_pack

    people = _people(place)
    written = write_pack(people, people.find(candidate), output, datetime.now(UTC))
    click.echo(f"Wrote {written}", err=True)


@click.command()
@click.option(
    "--months", type=click.IntRange(1, 240), help="How long interviews are kept; at first as in the settings."
)
@click.option("--erase", "erasing", is_flag=True, help="Erase those that are due.")
@DRY_RUN
@RESULTS
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def retention(
    context: click.Context, months: int | None, erasing: bool, dry_run: bool, results: str, yes: bool, form: str
) -> None:
    """List the interviews that have been kept for as long as they were to be; --erase erases them."""
    place = context.obj
    people = _people(place)
    kept = months or settings.load(paths.settings_file(place.data))[0].retention_months
    if not kept:
        remedy = "name --months, or choose how long in the settings"
        raise UsageError("There is no date until which interviews are kept", "none was chosen", remedy)
    due = people.due(kept, datetime.now(UTC))
    if form == "json":
        rows = [
            {"session": it.session, "candidate": it.candidate, "kit": it.kit, "until": it.until.isoformat()}
            for it in due
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8", "replace"))
    else:
        for it in due:
            click.echo(f"{it.session}  {it.at:%Y-%m-%d}  until {it.until:%Y-%m-%d}  {it.candidate} · {it.kit}")
    if not due:
        click.echo("Nothing is due.", err=True)
    elif erasing and dry_run:
        click.echo("Nothing was erased: this was a dry run.", err=True)
    elif erasing:
        _confirm(f"Erase {_some(len(due), 'interview')} for good?", yes)
        context.exit(_erase(people, people.persons_of(due), results))


def _erase(people: People, persons: Sequence[Person], results: str) -> int:
    """Erase persons, and say what is left of each; return the exit code."""
    left: list[str] = []
    for person in persons:
        left += people.erase(person, datetime.now(UTC), keep_results=results == "anonymous")
    for sentence in dict.fromkeys(left):
        click.echo(sentence)
    names = ", ".join(dict.fromkeys(person.shown for person in persons))
    click.echo(f"Erased: {names}." if not left else f"Erased: {names}, but for what is said above.", err=True)
    return 1 if left else 0


def _confirm(question: str, yes: bool) -> None:
    """Ask, where there is somebody to ask."""
    if not yes and sys.stdin.isatty():
        click.confirm(question, abort=True, err=True)


def _people(place: Place) -> People:
    from interview_desk.door.people import People
    from interview_desk.door.team_line import databases

    chosen, _ = settings.load(paths.settings_file(place.data))
    _, team = databases(place.data, place.database, chosen)
    backups = paths.backups_dir(place.data, chosen.backup_folder)
    return People(place.data, place.database, backups, "" if team == place.database else team)


def _file(place: Place) -> Path:
    """Return the file of the database; a server's has none."""
    from interview_desk.storage.files import file_of, look_at

    if (path := file_of(place.database)) is None:
        look_at(place.database)  # refuses what is no URL at all
        remedy = "use the server's own tools"
        raise UsageError("That can't be done from here", "it is on a server", remedy)
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
