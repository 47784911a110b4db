"""The part of the command line that deals with many interviews: tables in and out, benchmarks, strictness, samples."""

from __future__ import annotations

import gc
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interview_desk import paths, settings
from interview_desk.cli.place import Place
from interview_desk.errors import ProblemsFound, StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from interview_desk.domain.past import Past
    from interview_desk.domain.script import Question
    from interview_desk.domain.state import State
    from interview_desk.insights.benchmark import Band
    from interview_desk.insights.calibration import Assignment
    from interview_desk.insights.csv_columns import Problem
    from interview_desk.insights.known import Known
    from interview_desk.insights.recommendation import Calibration
    from interview_desk.storage.history import Clash
    from interview_desk.storage.journal import Journal


FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
ASSIGNMENT = click.option(
    "--assignment",
    type=click.Choice(["chance", "unknown"]),
    help="Who interviews whom within a level; at first as in the settings.",
)
EXISTING_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def add_to(desk: click.Group) -> None:
    """Add these commands to the command line."""
    for command in (history, outcomes, experience, benchmarks, calibrate, simulate):
        desk.add_command(command)


@click.group()
def history() -> None:
    """A team's past interviews as tables: sessions.csv, ratings.csv, layers.csv, outcomes.csv."""


@history.command(name="import")
@click.argument("folder", metavar="DIR", type=EXISTING_FOLDER)
@click.pass_obj
def import_history(place: Place, folder: Path) -> None:
    """Bring in past interviews, all or none; what is there already, the same, is passed over.

    Sessions without a version are taken to be of the question's version 1, as in a question's file.
    """
    from interview_desk.insights.past_files import clash_problems, read_folder
    from interview_desk.storage.history import add_past

    with _progress("Reading the tables") as tell:
        past, problems = read_folder(folder, tell)
    if past is None:
        raise _told(problems, folder)
    with _journal(place, make=True) as journal, _progress("Keeping the interviews") as tell:
        added = add_past(journal.engine, past, on_progress=tell)
    if added.clashes:
        raise _told(clash_problems(folder, _plain(added.clashes)), folder)
    if not added.anything:
        click.echo("Nothing new: every row was kept already.")
        return
    parts = [_some(added.sessions, "interview"), _some(added.outcomes, "later result")]
    parts += [_some(added.answers, "candidate's answer")] if added.answers else []
    click.echo(f"Imported {', '.join(parts[:-1])} and {parts[-1]}.")


@history.command(name="export")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
def export_history(place: Place, folder: Path) -> None:
    """Write all past interviews, those conducted here included, as the same tables; safe to open in a spreadsheet."""
    from interview_desk.insights.past_files import write_folder
    from interview_desk.storage.history import read_answers, read_feedback, read_groups, read_past

    place.expect_something()
    with _journal(place) as journal, _progress("Reading the interviews"):
        past = read_past(journal.engine)
        past.groups.extend(read_groups(journal.engine))
        past.answers.extend(read_answers(journal.engine))
        past.feedback.extend(read_feedback(journal.engine))
        past = place.reviews.without_sealed(past)
    with _progress("Writing the tables"):
        try:
            write_folder(past, folder.absolute())
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise StorageError(f"The history was not written to {folder}", why, "name another folder") from error
    click.echo(f"Wrote {_some(len(past.sessions), 'interview')} to {folder}", err=True)


@click.group()
def outcomes() -> None:
    """What became of candidates later: who was hired, who passed the next stage."""


@outcomes.command(name="import")
@click.argument("file", metavar="FILE.csv", type=EXISTING_FILE)
@click.pass_obj
def import_outcomes(place: Place, file: Path) -> None:
    """Bring in later results: columns candidate or session, passed (0 or 1), and where known stage and date."""
    from interview_desk.domain.past import Past
    from interview_desk.insights.csv_columns import Problem
    from interview_desk.insights.outcome_file import read_outcomes
    from interview_desk.storage.history import add_past, candidates_of_sessions

    place.expect_something()
    with _journal(place) as journal:
        rows, problems = read_outcomes(file, candidates_of_sessions(journal.engine))
        if problems:
            raise _told(problems, file)
        added = add_past(journal.engine, Past(outcomes=list(rows)))
    if added.clashes:
        lines: dict[tuple[str | int, ...], int] = {row[:3]: line for row, line in rows.items()}
        remedy = "what is kept is left as it is: correct the line, or leave it out"
        clashes = [(lines.get(clash.key, 0), clash.what) for clash in added.clashes]
        raise _told([Problem(file.name, line, what, remedy) for line, what in sorted(clashes)], file)
    known = len(rows) - added.outcomes
    already = f"; {known} {'was' if known == 1 else 'were'} kept already" if known else ""
    click.echo(f"Imported {_some(added.outcomes, 'later result')}{already}.")


@click.group()
def experience() -> None:
    """What candidates say of their interviews, in answer to three questions."""


@experience.command(name="import")
@click.argument("file", metavar="FILE.csv|FILE.json", type=EXISTING_FILE)
@click.pass_obj
def import_experience(place: Place, file: Path) -> None:
    """Bring in answers, all or none: session, and clear, treated and again from 1 to 5; where known a date."""
    from interview_desk.domain.past import Past
    from interview_desk.insights.beside_files import read_answers
    from interview_desk.insights.csv_columns import Problem
    from interview_desk.storage.history import add_past, candidates_of_sessions

    place.expect_something()
    with _journal(place) as journal:
        rows, problems = read_answers(file, candidates_of_sessions(journal.engine))
        if problems:
            raise _told(problems, file)
        added = add_past(journal.engine, Past(answers=list(rows)))
    if added.clashes:
        lines = {row[0]: line for row, line in rows.items()}
        remedy = "what is kept is left as it is: correct the line, or leave it out"
        found = [Problem(file.name, lines.get(str(it.key[0]), 0), it.what, remedy) for it in added.clashes]
        raise _told(sorted(found), file)
    known = len(rows) - added.answers
    already = f"; {known} {'was' if known == 1 else 'were'} kept already" if known else ""
    click.echo(f"Imported {_some(added.answers, 'answer')}{already}.")


@click.command()
@click.argument("question")
@ASSIGNMENT
@FORMAT
@click.pass_obj
def benchmarks(place: Place, question: str, assignment: str | None, form: str) -> None:
    """Show by which minute others were done with each layer of a question, and with how many hints."""
    from interview_desk.domain.shape import name_one
    from interview_desk.insights.known import question_bands
    from interview_desk.insights.plainly import bands_in_words
    from interview_desk.library.catalogue import Catalogue

    shipped = _question(place, question)
    known = _known(place, [question], _assignment(place, assignment))
    found = question_bands(known, question, shipped)
    if not found:
        raise UsageError(
            f'There is no question "{question}"',
            "neither the library nor any interview has it",
            name_one(question, Catalogue.standing(place.data).ids("question")),
        )
    if form == "json":
        rows = [band.as_json() for band in found]
        for row in rows:
            version = str(row["version"])
            row["version"] = int(version) if version.isdecimal() else version or None
        _print_json(rows)
    else:
        for line in bands_in_words(shipped.title if shipped is not None else question, found):
            click.echo(line)


@click.command()
@ASSIGNMENT
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "pdf"]), default="text")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where a CSV or PDF goes.")
@click.option("--what-if", is_flag=True, help="Compare last month's recommendations with and without calibration.")
@click.pass_obj
def calibrate(place: Place, assignment: str | None, form: str, output: Path | None, what_if: bool) -> None:
    """Show how strict each interviewer is, how sure that is, and what it assumes; as CSV or PDF, the whole page."""
    if form in ("csv", "pdf"):
        _write_page(place, assignment, form, output, what_if)
        return
    if output is not None:
        raise UsageError("-o names a file", f"{form} goes to the screen", "add --format csv or pdf, or leave -o out")
    from interview_desk.insights.known import know
    from interview_desk.insights.plainly import calibration_in_words, what_if_in_words
    from interview_desk.insights.whatif import what_if as compare

    with _progress("Comparing the interviewers") as tell:
        past, assumed = _past(place, [], lambda done, total: tell(done, 2 * total)), _assignment(place, assignment)
        found = know(past, assumed, applied=_calibrates(place)).calibration
    compared = compare(found, int(time.time())) if what_if else None
    if form == "json":
        also = {} if compared is None else {"what_if": compared.as_json(found.history.names.sessions)}
        _print_json({**found.as_json(), **also})
    else:
        for line in calibration_in_words(found) if compared is None else what_if_in_words(compared):
            click.echo(line)


@click.command()
@click.option("--interviews", type=click.IntRange(1, 1_000_000), required=True)
@click.option("--interviewers", type=click.IntRange(1, 100_000), required=True)
@click.option("--seed", type=click.IntRange(0), required=True)
@click.pass_obj
def simulate(place: Place, interviews: int, interviewers: int, seed: int) -> None:
    """Fill an empty database with plausible made-up history; the truth behind it goes to simulated-truth/."""
    from interview_desk.insights.past_files import write_truth
    from interview_desk.insights.simulate import simulate as make_up
    from interview_desk.insights.simulate_beside import past_of_simulated
    from interview_desk.storage.history import add_past, is_empty

    with _journal(place, make=True) as journal:
        if not is_empty(journal.engine):
            raise UsageError(
                "Made-up history is put into an empty database only",
                "there are interviews in this one",
                "name another with --data-dir or --database",
            )
        with _progress("Making up the interviews"):
            made, truth = make_up(interviews, interviewers, seed)
        aside = paths.simulated_truth_dir(place.data)
        aside.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".truth-", dir=aside.parent) as part:
            write_truth(made, truth, Path(part) / aside.name)
            with _progress("Keeping the interviews") as tell:
                add_past(journal.engine, past_of_simulated(made, truth, seed), "simulated", tell)
            shutil.rmtree(aside, ignore_errors=True)
            (Path(part) / aside.name).rename(aside)
    who = _some(interviewers, "interviewer")
    click.echo(f"Made up {_some(interviews, 'interview')} by {who}; the truth is in {aside}", err=True)


def known_of(place: Place, session: str, state: State) -> tuple[Sequence[Band], Calibration | None]:
    """Return what history says of a session that is fully scored: bands and calibration; nothing where there is none.

    The others' interviews are meant: the session itself is left out.
    """

    if not state.fully_scored:
        return (), None
    past = _past(place, {span.place.question for span in state.spans})
    if all(id.partition("/")[0] == session for id, *_ in past.sessions):  # and numpy isn't needed
        return (), None
    from interview_desk.insights.known import know, leave_out, own_calibration, session_bands

    with _progress("Comparing the interviews"):
        known = leave_out(know(past, _assignment(place, None), quick=True, applied=_calibrates(place)), session)
    return session_bands(known, state), own_calibration(known, state)


def _known(place: Place, questions: Collection[str], assignment: Assignment) -> Known:
    """Return what is known of every interview, with the layers of some questions."""
    from interview_desk.insights.memory import read_and_know

    with _progress("Comparing the interviews") as tell:
        return read_and_know(
            questions, assignment, lambda of, told: _past(place, of, told), tell, applied=_calibrates(place)
        )


def _past(place: Place, questions: Collection[str], tell: Callable[[int, int], None] | None = None) -> Past:
    """Return what is kept, with some questions' layers and each rating's mean."""
    from interview_desk.storage.history import read_past

    def read(journal: Journal) -> Past:
        return read_past(journal.engine, questions=questions, means=True, on_progress=tell)

    return _nearest(place, read)


def _nearest(place: Place, read: Callable[[Journal], Past]) -> Past:
    """Return the team's past interviews where there is a team, unless a database was named, and say on stderr whose."""
    from interview_desk.domain.past import Past
    from interview_desk.door.team_line import with_known_password
    from interview_desk.team.past import nearest

    def here() -> Past:
        if place.is_fresh:
            return Past()
        with _journal(place) as journal:
            return read(journal)

    chosen, _ = settings.load(paths.settings_file(place.data))
    team = "" if place.named else with_known_password(place.data, chosen.team_database, chosen)
    past, whose = nearest(team, read, here)
    if whose:
        click.echo(f"{whose[0].upper()}{whose[1:]}.", err=True)
    return place.reviews.without_sealed(past)


def _question(place: Place, id: str) -> Question | None:
    """Return the library's question, or None where it has none of that id."""
    from interview_desk.library.catalogue import Catalogue

    catalogue = Catalogue.standing(place.data)
    return catalogue.question(id) if id in catalogue.ids("question") else None


def _assignment(place: Place, chosen: str | None) -> Assignment:
    if chosen is None:
        return settings.load(paths.settings_file(place.data))[0].assignment
    return "chance" if chosen == "chance" else "unknown"


def _calibrates(place: Place) -> bool:
    """Tell whether the team has calibration turned on."""
    return settings.load(paths.settings_file(place.data))[0].calibrate


def _write_page(place: Place, assignment: str | None, form: str, output: Path | None, what_if: bool) -> None:
    """Write the calibration page into a file."""
    if output is None or what_if:
        why = "it needs a file to go to" if output is None else "it has the comparison in it already"
        remedy = f"name one: -o calibration.{form}" if output is None else "leave --what-if out"
        raise UsageError(f"The page as {form.upper()} can't be written so", why, remedy)
    from interview_desk.door.kept import Kept
    from interview_desk.insights.details import details
    from interview_desk.insights.team import TeamPast, team_page
    from interview_desk.insights.team_csv import as_csv
    from interview_desk.reports.exporter import write_atomically
    from interview_desk.reports.team_page import team_pdf

    wanted = settings.load(paths.settings_file(place.data))[0]
    with _progress("Comparing the interviewers"):
        past: TeamPast = Kept(place.data, place.database).team_past(wanted.adverse_impact)
        now = datetime.now(UTC)
        assumed = _assignment(place, assignment)
        page = team_page(past, assumed, now=int(now.timestamp()), applied=wanted.calibrate)
        if form == "csv":
            made = as_csv(page, details(page.found)).encode("utf-8-sig")
        else:
            made = team_pdf(page, now)
    write_atomically(output, made)
    click.echo(f"Wrote {output}", err=True)


@contextmanager
def _journal(place: Place, *, make: bool = False) -> Iterator[Journal]:
    from interview_desk.storage.journal import open_journal

    journal = open_journal(place.database, create=make, make_folder=make)
    try:
        yield journal
    finally:
        journal.close()


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Say on a terminal what goes on and how far it is; nothing of it stays, and elsewhere nothing is written."""
    shown = sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            click.echo(f"\r{what}: {100 * done // max(total, 1)} %", err=True, nl=False)

    if shown:
        click.echo(f"{what} …", err=True, nl=False)
    collects = gc.isenabled()
    gc.disable()  # it would go through a million rows again and again, and find nothing
    try:
        yield tell
    finally:
        if collects:
            gc.enable()
        if shown:
            click.echo("\r\033[K", err=True, nl=False)


def _told(problems: Sequence[Problem], where: Path) -> ProblemsFound:
    """Print every problem, and return the refusal that sums them up."""
    for problem in problems:
        click.echo(str(problem), err=True)
    return ProblemsFound(f"Nothing was imported from {where}", f"it has {_some(len(problems), 'problem')}")


def _plain(clashes: Sequence[Clash]) -> list[tuple[str, tuple[str | int, ...], str]]:
    return [(clash.table, clash.key, clash.what) for clash in clashes]


def _some(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False).encode("utf-8", "replace"))
