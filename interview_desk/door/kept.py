"""What is kept, as the windows ask for it: each call opens the database, reads and closes it, in the background."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from interview_desk import paths
from interview_desk.domain import rules
from interview_desk.domain.draft import Draft
from interview_desk.domain.events import Opened, Scheduled
from interview_desk.domain.listing import KitLine, SessionLine, SessionState
from interview_desk.domain.log import Entry
from interview_desk.domain.rubric import Level
from interview_desk.domain.state import State, begin
from interview_desk.door.reviews import KeptReviews
from interview_desk.errors import StorageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.storage.files import file_of, is_there
from interview_desk.storage.names import new_session_id

# SQLAlchemy, and numpy behind the insights, are imported by whoever asks first: never before the first paint. What
# reads entries is imported before it only where an interrupted interview is gone on with.
if TYPE_CHECKING:
    from interview_desk.door.people import People
    from interview_desk.insights.known import Known
    from interview_desk.insights.memory import Memory
    from interview_desk.insights.team import TeamPast
    from interview_desk.settings import Assignment, Settings
    from interview_desk.storage.glance import Interrupted
    from interview_desk.storage.index import Listed
    from interview_desk.storage.journal import Journal

Tell = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""
T = TypeVar("T")

SAMPLE_KIT = "backend-senior"
"""The kit that home puts first, for whoever has not chosen one yet."""


class Kept:
    """The database, the library beside it in the data folder, and the team's database where there is one.

    `reviewer` tells who sits here; `reviews` is the database of the reviews, where it is another; `compared` hears, on
    the thread of whoever asks, with whose interviews something was compared.
    """

    def __init__(
        self,
        data: Path,
        database: str,
        reviewer: Callable[[], str] = str,
        *,
        team: str = "",
        reviews: str = "",
        compared: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.data = data
        self.database = database
        self.team = team
        self.reviews = KeptReviews(reviews or database, reviewer)
        self._compared = compared
        self._memory: Memory | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything was ever kept."""
        return is_there(self.database)

    def journal(self) -> Journal:
        """Open the journal that there is; raises StorageError where there is none."""
        from interview_desk.storage.journal import open_journal

        return open_journal(self.database, create=False)

    def candidates(self) -> list[str]:
        """Return every candidate's name, each once."""
        if not self.is_there:
            return []
        with closing(self.journal()) as journal:
            return list(dict.fromkeys(row.candidate for row in journal.sessions()))

    def entries(self, ref: str) -> list[Entry]:
        """Return the entries of a session, by its id, a unique start of one, or `latest`."""
        with closing(self.journal()) as journal:
            return journal.read(journal.find(ref))

    def to_go_on(self, ref: str) -> Interrupted:
        """Return a session with its draft; raises StorageError where somebody else is writing to it."""

        with closing(self.journal()) as journal:
            id = journal.find(ref)
            journal.lease(id).release()
            return _found(journal, id)

    def interrupted_of(self, kit: str) -> Interrupted:
        """Return the interview of a kit that was interrupted last; raises StorageError where there is none."""
        from interview_desk.storage.glance import interrupted

        if (found := interrupted(self.database, kit)) is not None:
            return found
        if self.is_there:
            with closing(self.journal()) as journal:
                for row in journal.interrupted():
                    if row.kit_id == kit:
                        return _found(journal, row.id)
        raise StorageError(f"No interview of {kit} was interrupted", "", "leave --resume out to begin one")

    def interrupted(self) -> list[SessionLine]:
        """Return the interviews that were interrupted, the last first."""
        if not self.is_there:
            return []
        with closing(self.journal()) as journal:
            return [_interrupted_line(journal, row) for row in journal.interrupted()]

    def lines(self) -> tuple[list[SessionLine], list[KitLine]]:
        """Return the sessions, newest first, and the kits, those that were used of late first."""
        kits = self._kits()
        if not self.is_there:
            return [], kits
        with closing(self.journal()) as journal:
            gone = {row.id for row in journal.interrupted()}
            sessions = [
                _interrupted_line(journal, row) if row.id in gone else _session_line(row, None)
                for row in journal.sessions()
            ]
        used = [line.kit for line in sessions[:50]]  # newest first: what one conducts these days stands at the top
        kits.sort(key=lambda kit: used.index(kit.id) if kit.id in used else len(used))
        return self.reviews.masked(sessions), kits

    def team_past(self, labels: bool, tell: Tell | None = None) -> TeamPast:
        """Return every past interview once, as tables for the figures across them; `labels` reads groups as well.

        `tell` hears how far it is.
        """
        from interview_desk.insights.past import history_of, whole_sessions
        from interview_desk.insights.tables import empty_history
        from interview_desk.insights.team import TeamPast
        from interview_desk.storage.history import conducted_here, read_answers, read_feedback, read_groups, read_past

        def read(journal: Journal) -> TeamPast:
            past = self.reviews.without_sealed(read_past(journal.engine, questions=(), on_progress=tell))
            return TeamPast(
                history_of(whole_sessions(past)),
                read_answers(journal.engine),
                dict(read_feedback(journal.engine)),
                groups=dict(read_groups(journal.engine)) if labels else {},
                recorded=conducted_here(journal.engine),
            )

        return self._nearest(read, lambda: TeamPast(empty_history()))

    def keep_answers(self, session: str, answers: tuple[int, ...], at: datetime) -> bool:
        """Keep a candidate's three answers about a session, here and where the team's figures are read.

        Returns whether they had given others before.
        """
        from interview_desk.storage.history import answer

        one, two, three = answers
        row = (session, one, two, three, int(at.timestamp()))
        with closing(self.journal()) as journal:
            had = answer(journal.engine, row)
        self._nearest(lambda journal: answer(journal.engine, row), lambda: False)
        return had

    def known(
        self, state: State, session: str, assignment: Assignment, calibrate: bool, tell: Tell | None = None
    ) -> Known | None:
        """Return what is known of all interviews but `session`, whose state this is; None where there are no others.

        Where the team has turned calibration off, not to `calibrate`, every score counts as it was given. `tell` hears
        how far it is. What was read before is read again only where it has changed since.
        """
        from interview_desk.storage.history import changes_of, has_others, read_past

        def read(journal: Journal) -> Known | None:
            engine = journal.engine
            if not has_others(engine, session):  # and numpy isn't needed
                return None
            if self._memory is None:
                from interview_desk.insights.memory import Memory

                self._memory = Memory()
            return self._memory.known(
                (engine.url, changes_of(engine), self.reviews.sealed()),
                {span.place.question for span in state.spans},
                assignment,
                lambda of, told: self.reviews.without_sealed(
                    read_past(engine, questions=of, means=True, on_progress=told)
                ),
                applied=calibrate,
                without=session,
                on_progress=tell,
            )

        return self._nearest(read, lambda: None)

    def keep(self, opening: Opened, due: datetime | None, now: datetime) -> str:
        """Keep an interview that is to be conducted later; returns its id."""
        from interview_desk.storage.journal import open_journal

        entries = [Entry(1, 0, now, opening)]
        if due is not None:
            scheduled = rules.schedule(begin(entries[0]), due)
            assert isinstance(scheduled, Scheduled)
            entries.append(Entry(2, 0, now, scheduled))
        with closing(open_journal(self.database, make_folder=True)) as journal:
            session = new_session_id(now)
            journal.extend(session, entries)
        return session

    def add(self, bundle: Path) -> str:
        """Add the session in a `.desk` file, or what belongs to a training set; returns what to say of it."""
        if bundle.suffix.lower() != ".desk":
            from interview_desk.door.training import KeptTraining

            return KeptTraining(self.reviews).take(bundle)
        from interview_desk.storage.bundle import import_bundle
        from interview_desk.storage.journal import open_journal

        with closing(open_journal(self.database, make_folder=True)) as journal:
            done = import_bundle(journal, bundle, self.keep_sound)
        return f"Imported {bundle.name}." if done.added else f"{bundle.name} was here already."

    def read_sound(self, session: str, pieces: tuple[str, ...]) -> dict[str, bytes]:
        """Return those pieces of a session's recording that there are."""
        from interview_desk.media import files

        return files.read(paths.audio_dir(self.data, session), pieces)

    def keep_sound(self, session: str, pieces: Mapping[str, bytes]) -> None:
        """Keep pieces of a session's recording that came from elsewhere."""
        from interview_desk.media import files

        files.keep(paths.audio_dir(self.data, session), pieces)

    def _nearest(self, read: Callable[[Journal], T], nothing: Callable[[], T]) -> T:
        """Return what is read from the team's database where it can be reached, else from this one, if it is there."""
        from interview_desk.team.past import nearest

        def here() -> T:
            if not self.is_there:
                return nothing()
            with closing(self.journal()) as journal:
                return read(journal)

        found, whose = nearest(self.team, read, here)
        if whose:
            self._compared(whose)
        return found

    def people(self, chosen: Settings) -> People:
        """Return everybody of whom something is kept, for what a person may ask."""
        from interview_desk.door.people import People

        return People(self.data, self.database, paths.backups_dir(self.data, chosen.backup_folder), self.team)

    def look_after(self, chosen: Settings, now: datetime) -> int:
        """Keep what there is from others' eyes, make a backup where one is due, and return how many interviews are.

        Those are due that have been kept for as long as they were to be. Raises StorageError where no backup was made.
        """
        paths.keep_private(self.data)
        self.back_up(chosen, now)
        return len(self.people(chosen).due(chosen.retention_months, now)) if chosen.retention_months else 0

    def back_up(self, chosen: Settings, now: datetime) -> Path | None:
        """Make a backup where the settings want one by now; raises StorageError where that fails."""
        from interview_desk.storage.backups import Plan, back_up

        if (database := file_of(self.database)) is None:  # a server has its own
            return None
        folder = paths.backups_dir(self.data, chosen.backup_folder)
        return back_up(database, Plan(folder, chosen.backups_kept, timedelta(hours=chosen.backup_hours)), now)

    def _kits(self) -> list[KitLine]:
        catalogue = Catalogue.standing(self.data)
        titles = {it.id: it.title for it in catalogue.questions()}
        kits = [
            KitLine(
                it.id,
                it.title,
                it.role,
                cast("Level", it.level),
                it.minutes,
                tuple(titles.get(id, id) for id in it.questions),
            )
            for it in catalogue.kits()
            if not it.broken
        ]
        return sorted(kits, key=lambda kit: kit.id != SAMPLE_KIT)


def rescue(data: Path, session: str, entries: Sequence[Entry]) -> Path | None:
    """Write a whole interview aside, as a file that `import` takes: among the data, else among temporary files."""
    from interview_desk.storage.bundle import pack

    for folder in (data, Path(tempfile.gettempdir())):
        path = folder / f"{session}.desk"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(pack(session, entries))
        except OSError:  # the disk that would not save it, most likely
            continue
        return path
    return None


def kept_aside(path: Path | None, unsaved: int) -> StorageError:
    """Return what to say of an interview that the database would not take."""
    what = "1 entry of the interview was not saved" if unsaved == 1 else f"{unsaved} entries were not saved"
    if path is None:
        return StorageError(what, "neither the database nor any folder could be written to", "make room on the disk")
    return StorageError(
        what, "the database could not be written to", f"`interview-desk import {path}` brings them back"
    )


def _found(journal: Journal, id: str) -> Interrupted:
    """Return a session as it is kept, with its draft."""
    from interview_desk.storage.glance import Interrupted

    return Interrupted(id, journal.read(id), journal.draft(id) or Draft("", 0, 0))


def _session_line(row: Listed, state: SessionState | None) -> SessionLine:
    """Return the line of a session; `state` where it is another than its journal's last word."""
    return SessionLine(
        row.id,
        row.candidate,
        row.interviewer,
        row.kit_id,
        row.kit_title,
        row.level,
        state or row.phase,
        row.created_at,
        row.started_at,
        row.ended_at,
        row.elapsed_ms,
        row.fully_scored,
        row.called,
        row.due_at,
        row.called_off,
    )


def _interrupted_line(journal: Journal, row: Listed) -> SessionLine:
    """Return the line of an interrupted session; its time is the last at which the application was alive."""
    draft = journal.draft(row.id)
    line = _session_line(row, "interrupted")
    return replace(line, elapsed_ms=max(row.elapsed_ms, draft.alive_ms)) if draft is not None else line
