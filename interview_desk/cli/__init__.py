"""The command line: answers go to stdout, explanations to stderr, and every exit code means something."""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import tempfile
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from interview_desk import __version__, paths
from interview_desk.cli import history as histories
from interview_desk.cli import keep, review, team
from interview_desk.cli.place import Place
from interview_desk.door.process_list import hide, passwords_in, without
from interview_desk.errors import DeskError, UsageError

if TYPE_CHECKING:
    from interview_desk.domain.listing import SessionState
    from interview_desk.storage.index import Listed
    from interview_desk.storage.journal import Journal

DATABASE_VARIABLE = "INTERVIEW_DESK_DATABASE"
LEVELS = ("junior", "mid", "senior", "lead")
HELP = {"help_option_names": ["-h", "--help"]}


def main(arguments: list[str] | None = None) -> None:
    """Run one call and end the process with its code."""
    os.umask(0o077)  # whatever is written, a report or an export, is its owner's only
    words = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in words
    secrets = passwords_in(words)
    hide(secrets)
    try:
        code = desk.main(words, prog_name="interview-desk", standalone_mode=False)
    except click.exceptions.Exit as left:
        code = left.exit_code
    except click.ClickException as wrong:
        code = _say(_click_sentence(wrong), 2)
    except (click.Abort, KeyboardInterrupt):
        code = _say("Stopped; nothing was changed.", 3)
    except DeskError as error:
        if debug:
            click.echo(without(traceback.format_exc(), secrets), err=True, nl=False)
        code = _say(str(error), error.exit_code)
    except SystemExit:  # click's answer to a reader that has seen enough, such as `head`
        code = 0
    except OSError as error:
        if debug:
            click.echo(without(traceback.format_exc(), secrets), err=True, nl=False)
        why = error.strerror or type(error).__name__
        code = _say(f"Something could not be read or written: {why}; look for room, and whether you may.", 3)
    except Exception as error:  # noqa: BLE001  # whatever it is, a person is told in a sentence
        if debug:
            click.echo(without(traceback.format_exc(), secrets), err=True, nl=False)
        code = _say(f"An unexpected fault ({type(error).__name__}): {_first_line(error)}; --debug shows where.", 3)
    sys.exit(code if isinstance(code, int) else 0)


@click.group(invoke_without_command=True, context_settings=HELP)
@click.option(
    "--database",
    metavar="URL",
    envvar=DATABASE_VARIABLE,
    help=f"The database, sqlite:////folder/desk.db or postgresql://…; or set {DATABASE_VARIABLE}.",
)
@click.option("--data-dir", metavar="DIR", help=f"The folder for everything kept; or set {paths.HOME_VARIABLE}.")
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback where something goes wrong.")
@click.version_option(__version__, prog_name="interview-desk")
@click.pass_context
def desk(context: click.Context, database: str | None, data_dir: str | None) -> None:
    """Conduct a live technical interview, and give feedback that helps. Without a command: opens the application."""
    data = paths.data_dir(data_dir)
    if database:
        database = _with_password(data, database)
    context.obj = Place(data, database or paths.default_database_url(data), bool(database))
    if context.invoked_subcommand is None:
        gc.disable()  # until the window is painted: it would take a twentieth of the time and find nothing
        from interview_desk.app import run
        from interview_desk.door.options import Options

        context.exit(run(Options(data, context.obj.database)))


@desk.command()
@click.argument("kit")
@click.option("--candidate", default="", help="The candidate's name.")
@click.option("--interviewer", default="", help="Your name; at first the one in the settings.")
@click.option("--level", type=click.Choice(LEVELS), help="The level applied for; at first the kit's.")
@click.option("--practice", is_flag=True, help="Rehearse: nothing is kept.")
@click.option("--start", is_flag=True, help="Start the clock at once.")
@click.option("--resume", is_flag=True, help="Go on with the interview of this kit that was interrupted.")
@click.pass_obj
def conduct(place: Place, /, kit: str, **chosen: Any) -> None:
    """Open the live window on a kit."""
    gc.disable()  # as above
    from interview_desk.app import run
    from interview_desk.door.options import Conduct, Options

    click.get_current_context().exit(run(Options(place.data, place.database, Conduct(kit, **chosen))))


@desk.command()
def demo() -> None:
    """Open the application on a throw-away database with made-up history and one finished interview."""
    from interview_desk.app import run
    from interview_desk.door.demo import fill
    from interview_desk.door.options import Options

    with tempfile.TemporaryDirectory(prefix="interview-desk-demo-") as folder:
        data = Path(folder)
        database = paths.default_database_url(data)
        fill(database)
        code = run(Options(data, database, demo=True))
    click.get_current_context().exit(code)


@desk.command()
@click.argument("files", metavar="[PATH…]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--run", is_flag=True, help="Run every solution against its tests.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], run: bool, form: str) -> None:
    """Validate banks, kits and rubrics; the shipped ones where none is named."""
    from interview_desk.library.check import check as check_files

    report = check_files(files, run=run, data=context.obj.data)
    if form == "json":
        _print_json(report.as_json())
    else:
        for problem in report.problems:
            click.echo(str(problem))
        click.echo(report.summary())
    context.exit(report.exit_code)


@desk.command()
@click.option("--search", default="", help="Only those in which every word is found.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def sessions(place: Place, search: str, form: str) -> None:
    """List the sessions, newest first."""
    from interview_desk.domain.due import due_text
    from interview_desk.domain.record import timestamp
    from interview_desk.domain.timing import clock_text

    lines = [] if place.is_fresh else _lines(place, search)
    if form == "json":
        _print_json(
            [
                {
                    "id": row.id,
                    "candidate": row.candidate,
                    "interviewer": row.interviewer,
                    "kit": row.kit_id,
                    "level": row.level,
                    "state": state,
                    "prepared_at": timestamp(row.created_at),
                    "due_at": timestamp(row.due_at),
                    "called_off": row.called_off,
                    "elapsed_ms": elapsed_ms,
                }
                for row, state, elapsed_ms in lines
            ]
        )
        return
    if not lines:
        none = "No sessions yet: `interview-desk conduct backend-senior` begins one."
        click.echo("No session has these words." if search else none, err=True)
    for row, state, elapsed_ms in lines:
        day = row.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
        when = " · called off" if row.called_off else f" · due {due_text(row.due_at)}" if row.due_at else ""
        when = when if state == "prepared" else ""
        click.echo(
            f"{row.id}  {day}  {state:<11}  {clock_text(elapsed_ms):>6}  {row.candidate} · {row.kit_title}{when}"
        )


@desk.command()
@click.argument("session")
@click.option("--at", metavar="MM:SS", help="As it stood at the end of that second of the interview.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def show(place: Place, session: str, at: str | None, form: str) -> None:
    """Show one session's state, now or as it stood."""
    from interview_desk.domain.record import record
    from interview_desk.domain.timing import clock_text
    from interview_desk.insights.recommendation import recommend
    from interview_desk.sessions.replay import Replay
    from interview_desk.storage.codec import kind_of

    moment = _moment(at) if at is not None else None
    journal = place.journal()
    try:
        id = journal.find(session)
        place.reviews.expect_unsealed(id)
        replay = Replay(journal.read(id))
        if moment is not None:
            replay.seek(moment)
        state = _state_of(journal, id, replay.state.phase) if moment is None else replay.state.phase
        draft = journal.draft(id)
    finally:
        journal.close()
    # An interview that was killed was still running at the last moment it is known to have been alive.
    alive = draft.alive_ms if draft is not None and moment is None and replay.state.phase == "running" else 0
    found = recommend(replay.state, histories.known_of(place, id, replay.state)[1])
    recommendation = found.as_json() if found is not None else None
    data = record(id, replay.state, max(replay.now_ms, alive), state, recommendation)
    gone = replay.state.withdrawn
    if moment is None and draft is not None and draft.text:
        data["draft"] = {"text": draft.text, "at_ms": draft.stamp_ms}
    if form == "json":
        data["deeds"] = [
            {"id": it.seq, "at_ms": it.offset_ms, "kind": kind_of(type(it.event)), "undone": it.seq in gone}
            for it in replay.log
        ]
        _print_json(data)
        return
    click.echo(f"{data['candidate']} · {replay.state.kit.title} · {data['level']} · {state}")
    click.echo(f"{clock_text(data['elapsed_ms'])} on the clock")
    for layer in data["layers"]:
        hints = _some(layer["hints"], "hint")
        click.echo(f"  {layer['layer']:<24}{clock_text(layer['active_ms'])}  {layer['outcome']}, {hints}")
    for note in data["notes"]:
        click.echo(f"  {clock_text(note['at_ms'])}  {note['kind']:<11}{note['text']}")
    for competency, score in data["scores"].items():
        click.echo(f"  {competency:<24}{score}")
    if found is not None:
        click.echo(f"  {found.category.title} ({found.state})")
        click.echo(f"  {found.headline}")


@desk.command()
@click.argument("session")
@click.option(
    "--for",
    "audience",
    type=click.Choice(["candidate", "team", "debrief", "briefing", "decision"]),
    default="candidate",
)
@click.option("--format", "form", type=click.Choice(["pdf", "html", "md", "json", "greenhouse"]), required=True)
@click.option(
    "-o", "--output", metavar="FILE", required=True, type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--language", type=click.Choice(["en", "de"]), help="By default the one in the settings.")
@click.pass_obj
def report(place: Place, session: str, audience: str, form: str, output: Path, language: str | None) -> None:
    """Write the candidate report, the team's scorecard, the debrief pack, the briefing or the decision notice."""
    from interview_desk.cli.report import write

    # click has checked the words
    written = write(place, session, audience, form, output, language)  # type: ignore[arg-type]
    click.echo(f"Wrote {written}", err=True)


@desk.command()
@click.argument("session")
@click.option("--at", metavar="MM:SS", help="From that time of the interview on.")
@click.pass_context
def replay(context: click.Context, session: str, at: str | None) -> None:
    """Open the replay of a session."""
    at_ms = _moment(at) // 1000 * 1000 if at is not None else 0
    place: Place = context.obj
    place.expect_something()
    from interview_desk.app import run
    from interview_desk.door.options import Options

    context.exit(run(Options(place.data, place.database, replay=session, replay_at_ms=at_ms)))


@desk.command()
@click.argument("session")
@click.option(
    "-o", "--output", metavar="FILE.desk", required=True, type=click.Path(path_type=Path), help="The file to write."
)
@click.option("--anonymous", is_flag=True, help="Without names, sound, scores, and texts that have #private in them.")
@click.option("--with-scores", is_flag=True, help="With --anonymous: keep the scores, for a talk about them.")
@click.pass_obj
def export(place: Place, /, session: str, output: Path, anonymous: bool, with_scores: bool) -> None:
    """Write a session to one file, to be imported elsewhere."""
    from interview_desk.door.kept import Kept
    from interview_desk.storage.bundle import export as export_session

    sound = Kept(place.data, place.database).read_sound
    journal = place.journal()
    try:
        if not anonymous or with_scores:
            place.reviews.expect_unsealed(journal.find(session))
        written = export_session(journal, session, output, hide_names=anonymous, scores=with_scores, sound=sound)
    finally:
        journal.close()
    click.echo(f"Wrote {written}", err=True)


@desk.command(name="import")
@click.argument("file", metavar="FILE.desk", type=click.Path(path_type=Path))
@click.pass_obj
def import_(place: Place, /, file: Path) -> None:
    """Add the session in a file that `export` wrote; what is there already is left as it is.

    A training set that was handed out, or reviews that were handed in, are taken as well.
    """
    if file.suffix.lower() in (".deskset", ".deskreviews"):
        from interview_desk.door.training import KeptTraining

        click.echo(KeptTraining(place.reviews).take(file), err=True)
        return
    from interview_desk.door.kept import Kept
    from interview_desk.storage.bundle import import_bundle, read_bundle
    from interview_desk.storage.journal import open_journal

    read_bundle(file)  # refused before a database is made for it
    journal = open_journal(place.database, make_folder=True)
    try:
        done = import_bundle(journal, file, Kept(place.data, place.database).keep_sound)
    finally:
        journal.close()
    if done.left_out:
        click.echo(f"Left out, because this version does not keep it: {', '.join(done.left_out)}.", err=True)
    what = f"Imported, {done.added} entries." if done.added else "It was there already; nothing was changed."
    if done.reviewed:
        what = f"Imported, {done.added} entries and {_some(done.reviewed, 'review')}."
    click.echo(f"{done.session}: {what}", err=True)


@desk.command()
@click.pass_obj
def keys(place: Place, /) -> None:
    """Print every command and its key, as the settings have it."""
    from interview_desk import settings
    from interview_desk.commands import as_text, use_keys

    chosen, problems = settings.load(paths.settings_file(place.data))
    for problem in (*problems, *use_keys(chosen.keys)):
        click.echo(problem, err=True)
    click.echo(as_text())


for part in (histories, keep, review, team):
    part.add_to(desk)


def _with_password(data: Path, database: str) -> str:
    """Return the URL of a database; of the team's, one that finds the password that is kept of it."""
    from interview_desk import settings
    from interview_desk.door.team_line import is_server, with_known_password

    if not is_server(database):
        return database
    return with_known_password(data, database, settings.load(paths.settings_file(data))[0])


def _lines(place: Place, search: str) -> list[tuple[Listed, SessionState, int]]:
    """Return what the list of sessions shows, each with its state and the time on its clock."""
    from interview_desk.door.reviews import MASKED

    journal = place.journal()
    try:
        lines = []
        sealed = place.reviews.sealed()
        for row in journal.sessions(search):
            if row.id in sealed:
                if search:  # its being found would tell whose it is
                    continue
                row = replace(row, candidate=MASKED, interviewer="")
            state = _state_of(journal, row.id, row.phase)
            draft = journal.draft(row.id) if row.phase == "running" else None  # alive since its last entry
            lines.append((row, state, max(row.elapsed_ms, draft.alive_ms) if draft is not None else row.elapsed_ms))
        return lines
    finally:
        journal.close()


def _state_of(journal: Journal, id: str, phase: SessionState) -> SessionState:
    """Return a session's state: one that runs and that nobody writes to was interrupted."""
    return "interrupted" if phase in ("running", "paused") and not journal.is_leased(id) else phase


def _some(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _moment(text: str) -> int:
    if (found := re.fullmatch(r"(\d{1,4}):([0-5]\d)", text)) is None:
        raise UsageError(f"{text!r} is no time of an interview", "", "write minutes and seconds, such as 14:50")
    return (int(found[1]) * 60 + int(found[2])) * 1000 + 999


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "replace"))


def _click_sentence(wrong: click.ClickException) -> str:
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError) and isinstance(wrong.ctx.command, click.Group):
        words = ", ".join(wrong.ctx.command.list_commands(wrong.ctx))
        path = wrong.ctx.command_path
        return f"`{path}` needs one word more to say what it shall do: {words}; see `{path} --help`."
    message = " ".join(wrong.format_message().split()).rstrip(".")
    if isinstance(wrong, click.UsageError) and wrong.ctx is not None:
        return f"{message}; see `{wrong.ctx.command_path} --help`."
    return f"{message}."


def _first_line(error: Exception) -> str:
    # Only what kind of fault it was: its message might hold words of an interview.
    return (type(error).__doc__ or "no more is known").splitlines()[0].rstrip(".")


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code
