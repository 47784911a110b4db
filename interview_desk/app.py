"""The door: wires the rooms together by hand, and moves between home, the live window and the wrap-up."""

from __future__ import annotations

import gc
import getpass
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from interview_desk import commands, paths, settings
from interview_desk.domain import rules
from interview_desk.domain.clock import Clock, SystemClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.listing import KitLine, SessionLine, SessionState
from interview_desk.domain.log import Entry
from interview_desk.domain.rubric import Level
from interview_desk.domain.script import Kit
from interview_desk.domain.state import State, begin
from interview_desk.domain.timing import clock_text
from interview_desk.errors import DeskError, StorageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions.live import Live, open_live, resume_live
from interview_desk.storage.files import is_there, look_at
from interview_desk.storage.glance import Interrupted, interrupted
from interview_desk.storage.names import new_session_id
from interview_desk.storage.writer import Writer, later
from interview_desk.ui.application import make_application
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.layout import Layout
from interview_desk.ui.main_window import MainWindow, Shown
from interview_desk.ui.theme import apply_theme, tokens

if TYPE_CHECKING:
    from interview_desk.insights.known import Known
    from interview_desk.insights.tables import History
    from interview_desk.storage.index import Listed
    from interview_desk.storage.journal import Journal
    from interview_desk.ui.pages.calibration_desk import CalibrationDesk
    from interview_desk.ui.pages.home import HomePage
    from interview_desk.ui.pages.library_desk import LibraryDesk
    from interview_desk.ui.pages.prepare import Prepared, PreparePage
    from interview_desk.ui.pages.settings_desk import SettingsDesk
    from interview_desk.ui.replaying import Replaying
    from interview_desk.ui.wrapping_up import WrappingUp


SAMPLE_KIT = "backend-senior"
"""The kit that home puts first, for whoever has not chosen one yet."""


# Importing SQLAlchemy beside the screen's thread would hold the first keys up for a tenth of the start.
FIRST_MOMENT_MS = 200


@dataclass(frozen=True, slots=True)
class Conduct:
    """What `conduct` was asked for; what is empty is taken from the settings or the kit."""

    kit: str
    candidate: str = ""
    interviewer: str = ""
    level: Level | None = None
    practice: bool = False
    start: bool = False
    resume: bool = False


@dataclass(frozen=True, slots=True)
class Options:
    """Where everything is kept, and what to open; home where nothing is named."""

    data: Path
    database: str
    conduct: Conduct | None = None
    replay: str = ""
    """The session to replay, as `Journal.find` takes it."""
    replay_at_ms: int = 0
    demo: bool = False
    """Whether this is a throw-away database, which every page is to say."""


class Nobody:
    """Keeps nothing: for practice."""

    def append(self, entry: Entry, draft: Draft | None = None) -> None:
        pass

    def keep_draft(self, text: str, stamp_ms: int, alive_ms: int) -> None:
        pass


def run(options: Options) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    A wrong kit, database or display raises DeskError before any window opens.
    """
    chosen, problems = settings.load(paths.settings_file(options.data))
    catalogue = Catalogue.standing(options.data)
    asked = options.conduct
    kit = catalogue.kit(asked.kit) if asked is not None else None
    look_at(options.database)
    session = None
    if kit is not None and asked is not None and asked.resume:
        session = interrupted(options.database, kit.id) or interrupted_of(options.database, kit.id)
    replayed = read_session(options.database, options.replay) if options.replay else None
    app = make_application(chosen)
    desk = Desk(options, chosen, catalogue, SystemClock(), problems)
    desk.window.closed.connect(app.quit)
    if replayed is not None:
        desk.replay(replayed, options.replay_at_ms)
    elif isinstance(session, Interrupted):
        desk.go_on(session)
    elif session is not None:
        desk.resume(session)
    elif kit is not None and asked is not None:
        desk.conduct(kit, asked)
    else:
        desk.home()
    if desk.problems:
        desk.window.notices.say(" ".join(desk.problems))
    desk.window.show()
    code = app.exec()
    desk.close()
    if desk.lost is not None:
        raise desk.lost
    return code


class Desk:
    """The running application: one window, and the session that is open in it, if any."""

    def __init__(
        self,
        options: Options,
        chosen: settings.Settings,
        catalogue: Catalogue,
        clock: Clock,
        problems: Sequence[str] = (),
    ) -> None:
        self._options = options
        self._settings = chosen
        self.problems = [*problems, *commands.use_keys(chosen.keys)]
        """What of the settings can't be used, a sentence each."""
        self._catalogue = catalogue
        self._clock = clock
        self._painted = False
        self._conducting: Conducting | None = None
        self._writer: Writer | None = None
        self._session = ""
        self._offered = ""
        self._home: HomePage | None = None
        self._prepare: PreparePage | None = None
        self._library_desk: LibraryDesk | None = None
        self._calibration_desk: CalibrationDesk | None = None
        self._settings_desk: SettingsDesk | None = None
        self._before_settings: Shown | None = None
        self._wrapping_up: WrappingUp | None = None
        self._replaying: Replaying | None = None
        self.lost: StorageError | None = None
        """What could not be saved at the end, and where it is instead."""
        self.window = MainWindow()
        self._layout = Layout(paths.layout_file(options.data))
        self._layout.restore(self.window)
        self.window.closed.connect(self._keep_layout)
        if options.demo:
            self.window.mark("Demo: nothing here is real, and nothing of it is kept")
        self.background = Background(self._failed)
        self.window.first_painted.connect(self._first_painted)
        self.window.desk.bind(
            {
                "app.quit": self.window.close,
                "page.home": self.home,
                "page.library": self._library,
                "page.calibration": self._calibration,
                "app.settings": self._show_settings,
                "theme.toggle": self._toggle_theme,
                "interview.resume": self._resume_offered,
                "replay.open": self._replay_chosen,
            }
        )

    @property
    def conducting(self) -> Conducting | None:
        """The session that is open, if any."""
        return self._conducting

    @property
    def unsaved(self) -> int:
        """How many entries of the open session are not on the disk yet."""
        return len(self._writer.unsaved) if self._writer is not None else 0

    def home(self) -> None:
        """Show what there is to do; an open session is kept and let go."""
        from interview_desk.ui.pages.home import HomePage

        if self._conducting is not None and self._conducting.live.state.phase == "running":
            self.window.notices.say("The interview is running: Ctrl+P pauses it, Ctrl+E wraps it up.")
            return
        self._let_go()
        if self._home is None:
            from interview_desk.ui.replay.bundle_drop import BundleDrop

            self._home = HomePage()
            BundleDrop(self._home).import_wanted.connect(self._import)
            self._home.conduct_wanted.connect(self._prepare_kit)
            self._home.resume_wanted.connect(self.resume)
            self._home.open_wanted.connect(self.resume)
        self.window.show_page(self._home, "")
        self.background.run(self._read_home, self._show_home)

    def conduct(self, kit: Kit, asked: Conduct) -> None:
        """Open the live window on a kit, as the command line asked for it."""
        interviewer = asked.interviewer or self._settings.interviewer or user_name()
        self._begin(kit, asked.candidate or "Candidate", interviewer, asked.level or kit.level, asked.practice)
        if asked.start:
            self._start()

    def resume(self, session: str) -> None:
        """Go on with a session: live where it was interrupted or only prepared, in its wrap-up where it has ended."""
        try:
            with closing(self._journal()) as journal:
                id = journal.find(session)
                journal.lease(id).release()  # refuses where somebody else is writing to it
                found = Interrupted(id, journal.read(id), journal.draft(id) or Draft("", 0, 0))
        except DeskError as error:
            self._failed(error)
            return
        self.go_on(found)

    def go_on(self, found: Interrupted) -> None:
        """Open a session that was read, where it stood."""
        entries, draft = found.entries, found.draft
        self._let_go()
        self._offered = ""
        self.window.notices.keep("")
        writer = self._new_writer(found.session)
        live = resume_live(self._clock, writer, entries, draft.alive_ms)
        conducting = self._open(live, writer)
        conducting.adapter.saved.emit(len(entries))
        conducting.restore(draft)
        if live.state.phase == "ended":
            self._wrap_up()
        elif live.state.gaps and live.state.gaps[-1].seq > len(entries):
            gap = clock_text(live.state.gaps[-1].gap_ms)
            self.window.notices.say(
                f"Resumed at {clock_text(live.now_ms)}. The clock stood while the application was gone, {gap}; "
                "where the talk went on, “Count the interruption” (Ctrl+K) adds that time."
            )

    @property
    def replaying(self) -> Replaying | None:
        """The replay that is open, if any."""
        return self._replaying

    def replay(self, entries: Sequence[Entry], at_ms: int = 0) -> None:
        """Replay a session from a time on; Esc then goes back to the open session, or home."""
        from interview_desk.ui.replaying import Replaying

        self._close_replay()
        self._replaying = Replaying(self.window, entries, self._clock, at_ms)
        self._replaying.left.connect(self._leave_replay)
        self._replaying.open()

    def _replay_chosen(self) -> None:
        """Replay the session that is open in its wrap-up, or the one that is chosen at home."""
        conducting = self._conducting
        if self._replaying is not None:
            self._replaying.open()
        elif conducting is not None and conducting.live.state.phase != "ended":
            self.window.notices.say("The interview is not over: it can be replayed once it is wrapped up.")
        elif conducting is not None:
            self.replay(list(conducting.live.log))
        else:
            chosen = self._home.chosen if self._home is not None and self.window.page is self._home else None
            if not isinstance(chosen, SessionLine):
                self.window.notices.say("Choose a session at home first: Ctrl+Home goes there.")
                return
            database = self._options.database
            self.background.run(lambda: read_session(database, chosen.id), self.replay)

    def _replay_moment(self, ms: int) -> None:
        """Replay the open session from a time that was clicked in its wrap-up."""
        if self._conducting is not None:
            self.replay(list(self._conducting.live.log), ms)

    def _leave_replay(self) -> None:
        self._close_replay()
        self._leave_library()

    def _close_replay(self) -> None:
        if self._replaying is not None:
            replaying, self._replaying = self._replaying, None
            replaying.close()

    def _import(self, file: Path) -> None:
        """Add the session in a bundle that was dropped on home."""
        from interview_desk.storage.bundle import Imported, import_bundle
        from interview_desk.storage.journal import open_journal

        def add() -> Imported:
            with closing(open_journal(self._options.database, make_folder=True)) as journal:
                return import_bundle(journal, file)

        def added(it: Imported) -> None:
            self.window.notices.say(f"Imported {file.name}." if it.added else f"{file.name} was here already.")
            self.background.run(self._read_home, self._show_home)

        self.background.run(add, added)

    def close(self) -> None:
        """Keep what is left to keep, and let everything go."""
        self._let_go()
        if self._library_desk is not None:
            self._library_desk.close()
        if self._calibration_desk is not None:
            self._calibration_desk.close()
        self.background.close()

    def _begin(self, kit: Kit, candidate: str, interviewer: str, level: Level, practice: bool) -> None:
        self._let_go()
        opening = rules.open_session(kit, candidate, interviewer, level, practice)
        if practice:
            self._session = ""
            self._open(open_live(self._clock, Nobody(), opening), None)
            self.window.notices.keep("Practice: nothing of this is kept.")
        else:
            writer = self._new_writer(new_session_id(self._clock.wall()))
            self._open(open_live(self._clock, writer, opening), writer)

    def _prepare_kit(self, kit: str) -> None:
        from interview_desk.ui.pages.prepare import PreparePage

        if self._prepare is None:
            self._prepare = PreparePage()
            self._prepare.start_wanted.connect(self._start_prepared)
            self._prepare.briefing_wanted.connect(self._brief)
            self.window.desk.bind({"prepare.briefing": self._prepare.wish_briefing})
            self._prepare.home_wanted.connect(self.home)
        try:
            warnings = [
                f"{it.what}; {it.remedy} ({Path(it.file).name}, line {it.line})"
                for it in self._catalogue.kit_problems(kit)
            ]
            self._prepare.show_kit(self._catalogue.kit(kit), warnings, self._settings.interviewer or user_name())
        except DeskError as error:
            self._failed(error)
            return
        self.window.show_page(self._prepare, "Prepare", "prepare")

    def _library(self) -> None:
        """Show the library; an open session goes on behind it."""
        if self._library_desk is None:
            from interview_desk.library.librarian import Shelves
            from interview_desk.ui.pages.library_desk import LibraryDesk

            self._library_desk = LibraryDesk(self.window, Shelves(self._options.data), self.background)
            self._library_desk.prepare_wanted.connect(self._prepare_from_library)
            self._library_desk.left.connect(self._leave_library)
        self._library_desk.open()

    def _calibration(self) -> None:
        """Show who is strict and whether chances hold; an open session goes on behind it."""
        if self._calibration_desk is None:
            from interview_desk.ui.pages.calibration_desk import CalibrationDesk

            self._calibration_desk = CalibrationDesk(
                self.window,
                self.background,
                self._read_history,
                lambda: self._settings.assignment,
                paths.reports_dir(self._options.data),
                self._clock.wall,
            )
            self._calibration_desk.left.connect(self._leave_library)
        self._calibration_desk.open()

    def _read_history(self) -> History:
        """Read every past interview once, as tables for the figures across them."""
        from interview_desk.insights.past import history_of, whole_sessions
        from interview_desk.insights.tables import empty_history
        from interview_desk.storage.history import read_past

        if not is_there(self._options.database):
            return empty_history()
        with closing(self._journal()) as journal:
            return history_of(whole_sessions(read_past(journal.engine, questions=())))

    def _leave_library(self) -> None:
        """Go back to the open session, or home where there is none."""
        if (going_on := self._replaying or self._wrapping_up or self._conducting) is not None:
            going_on.open()
        else:
            self.home()

    def _prepare_from_library(self, kit: str) -> None:
        if self._conducting is not None and self._conducting.live.state.phase in ("running", "paused"):
            self.window.notices.say("An interview is under way: Esc goes back to it.")
        else:
            self._prepare_kit(kit)

    def _start_prepared(self, it: Prepared) -> None:
        self._begin(it.kit, it.candidate, it.interviewer, it.level, it.practice)
        self._start()

    def _brief(self, it: Prepared) -> None:
        """Write the sheet that the candidate gets beforehand into the folder of reports."""
        opening = rules.open_session(it.kit, it.candidate, it.interviewer, it.level)
        state = begin(Entry(1, 0, self._clock.wall(), opening))
        folder, language = paths.reports_dir(self._options.data), self._settings.report_language

        def write() -> Path:
            from interview_desk import reports

            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise StorageError("The briefing was not written", str(error), f"make {folder} writable") from error
            return reports.write(state, "briefing", "pdf", folder, language=language)

        self.background.run(write, lambda file: self.window.notices.say(f"Wrote {file}."))

    def _start(self) -> None:
        """Start the clock of the session that was just opened."""
        if self._conducting is not None:
            self._conducting.wish(rules.start(self._conducting.live.state))

    def _open(self, live: Live, writer: Writer | None) -> Conducting:
        self._writer = writer
        self._conducting = Conducting(self.window, live, self.background)
        self._conducting.wrap_up_wanted.connect(self._wrap_up)
        self._conducting.page.set_shares(self._layout.columns)
        self._conducting.open()
        if self._painted and writer is not None:
            writer.start()
        return self._conducting

    def _new_writer(self, session: str) -> Writer:
        """Make the thread that keeps a session; it starts after the first paint, because it imports SQLAlchemy."""
        self._session = session
        return Writer(
            later(self._options.database, make_folder=True),
            session,
            lambda seq: self._tell(lambda it: it.adapter.saved.emit(seq)),
            lambda sentence: self._tell(lambda it: it.adapter.trouble.emit(sentence)),
        )

    def _tell(self, news: Callable[[Conducting], object]) -> None:
        if (conducting := self._conducting) is not None:
            news(conducting)

    def _wrap_up(self) -> None:
        from interview_desk.ui.wrapping_up import WrappingUp

        assert self._conducting is not None
        reports = paths.reports_dir(self._options.data)
        self._wrapping_up = WrappingUp(
            self.window,
            self._conducting,
            self.background,
            reports,
            self._clock.wall,
            self._know_past,
            candidates=self._candidates,
            language=self._settings.report_language,
        )
        self._wrapping_up.moment_wanted.connect(self._replay_moment)
        self._wrapping_up.open()

    def _candidates(self) -> list[str]:
        """Read every candidate's name, each once, for the wording check."""
        if not is_there(self._options.database):
            return []
        with closing(self._journal()) as journal:
            return list(dict.fromkeys(row.candidate for row in journal.sessions()))

    def _know_past(self, state: State) -> Known | None:
        """Read what is known of all interviews but the one that is open; None where there are no others."""
        from interview_desk.storage.history import read_past

        if not is_there(self._options.database):
            return None
        questions = {span.place.question for span in state.spans}
        with closing(self._journal()) as journal:
            past = read_past(journal.engine, questions=questions, means=True, without=self._session)
        if not past.sessions:
            return None
        from interview_desk.insights.known import know

        return know(past, self._settings.assignment)

    def _let_go(self) -> None:
        """Keep the open session to its last entry, and close it."""
        self._close_replay()
        conducting, writer = self._conducting, self._writer
        if self._wrapping_up is not None:
            self._wrapping_up.close()
        if conducting is not None:
            self._layout.columns = conducting.page.shares()
            conducting.close()
            self.window.drop_page(conducting.page)
            self.window.notices.keep("")  # what was said of this session is not true of the next
        self._conducting = self._writer = self._wrapping_up = None
        if writer is not None:
            writer.start()
            if not writer.close() and conducting is not None:
                kept = rescue(self._options.data, writer.session_id, conducting.live.log)
                self.lost = kept_aside(kept, len(writer.unsaved))
                self.window.notices.keep(str(self.lost))

    def _first_painted(self) -> None:
        """Leave the first moment to whoever types at once; only then begin what was put off for the window's sake."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(FIRST_MOMENT_MS, self._begin_to_keep)

    def _begin_to_keep(self) -> None:
        self._painted = True
        if not gc.isenabled():  # the command line put it off until now
            gc.freeze()  # what stands stays: no later collection, in the midst of an interview, looks at it again
            gc.enable()
        if self._writer is not None:
            self._writer.start()
        asked = self._options.conduct
        if asked is not None and not asked.resume and not asked.practice:
            self.background.run(self._read_interrupted, self._offer)

    def _journal(self) -> Journal:
        from interview_desk.storage.journal import open_journal

        return open_journal(self._options.database, create=False)

    def _read_interrupted(self) -> list[SessionLine]:
        if not is_there(self._options.database):
            return []
        with closing(self._journal()) as journal:
            return [interrupted_line(journal, row) for row in journal.interrupted()]

    def _offer(self, interrupted: list[SessionLine]) -> None:
        """Offer to go on with the interview that was interrupted last, without being in the way."""
        if not interrupted:
            return
        line = interrupted[0]
        self._offered = line.id
        self.window.notices.keep(
            f"The interview with {line.candidate} was interrupted at {clock_text(line.elapsed_ms)}: Ctrl+R resumes it."
        )

    def _resume_offered(self) -> None:
        if self._offered:
            self.resume(self._offered)
        else:
            self.window.notices.say("No interview was interrupted.")

    def _read_home(self) -> tuple[list[SessionLine], list[KitLine]]:
        catalogue = Catalogue.standing(self._options.data)
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
        kits.sort(key=lambda kit: kit.id != SAMPLE_KIT)
        if not is_there(self._options.database):
            return [], kits
        with closing(self._journal()) as journal:
            gone = {row.id for row in journal.interrupted()}
            sessions = [
                interrupted_line(journal, row) if row.id in gone else session_line(row, None)
                for row in journal.sessions()
            ]
        used = [line.kit for line in sessions[:50]]  # newest first: what one conducts these days stands at the top
        kits.sort(key=lambda kit: used.index(kit.id) if kit.id in used else len(used))
        return sessions, kits

    def _show_home(self, found: tuple[list[SessionLine], list[KitLine]]) -> None:
        if self._home is not None:
            self._home.show_lines(*found, self._clock.wall())

    def _keep_layout(self) -> None:
        if self._conducting is not None:
            self._layout.columns = self._conducting.page.shares()
        self._layout.keep(self.window)

    def _show_settings(self) -> None:
        """Show the settings; an open session goes on behind them."""
        if self._settings_desk is None:
            from interview_desk.ui.pages.settings_desk import SettingsDesk

            file = paths.settings_file(self._options.data)
            self._settings_desk = SettingsDesk(self.window, file, self.problems)
            self._settings_desk.applied.connect(self._apply_settings)
            self._settings_desk.left.connect(self._leave_settings)
        if self.window.page is not self._settings_desk.page:
            self._before_settings = self.window.shown
        self._settings_desk.open(self._settings)

    def _leave_settings(self) -> None:
        """Go back to where one was."""
        if self._before_settings is None or not self.window.show_again(self._before_settings):
            self.home()

    def _apply_settings(self, chosen: settings.Settings) -> None:
        """Let what was chosen count at once."""
        before, self._settings = self._settings, chosen
        if (before.theme, before.text_percent) != (chosen.theme, chosen.text_percent):
            apply_theme(_application(), chosen.theme, chosen.text_percent / 100)
        if before.keys != chosen.keys:
            commands.use_keys(chosen.keys)
            self.window.show_keys()

    def _toggle_theme(self) -> None:
        apply_theme(_application(), "light" if tokens().name == "dark" else "dark", self._settings.text_percent / 100)

    def _failed(self, error: BaseException) -> None:
        self.window.notices.say(
            str(error) if isinstance(error, DeskError) else f"An unexpected fault ({type(error).__name__})."
        )


def read_session(database: str, ref: str) -> list[Entry]:
    """Return the entries of a session, by its id, a unique start of one, or `latest`."""
    from interview_desk.storage.journal import open_journal

    with closing(open_journal(database, create=False)) as journal:
        return journal.read(journal.find(ref))


def session_line(row: Listed, state: SessionState | None) -> SessionLine:
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
    )


def interrupted_line(journal: Journal, row: Listed) -> SessionLine:
    """Return the line of an interrupted session; its time is the last at which the application was alive."""
    draft = journal.draft(row.id)
    line = session_line(row, "interrupted")
    return replace(line, elapsed_ms=max(row.elapsed_ms, draft.alive_ms)) if draft is not None else line


def interrupted_of(database: str, kit: str) -> str:
    """Return the id of the interview of a kit that was interrupted last; raises StorageError where there is none."""
    found: list[str] = []
    if is_there(database):
        from interview_desk.storage.journal import open_journal

        with closing(open_journal(database, create=False)) as journal:
            found = [row.id for row in journal.interrupted() if row.kit_id == kit]
    if not found:
        raise StorageError(f"No interview of {kit} was interrupted", "", "leave --resume out to begin one")
    return found[0]


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


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


def user_name() -> str:
    """Return what the system calls whoever sits here, for a name that nobody has set."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user id without an account
        return "Interviewer"
