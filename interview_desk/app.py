"""The door: wires the rooms together by hand, and moves between home, the live window and the wrap-up."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal

from interview_desk import commands, paths, settings
from interview_desk.domain import rules
from interview_desk.domain.clock import Clock, SystemClock
from interview_desk.domain.draft import Draft
from interview_desk.domain.listing import SessionLine
from interview_desk.domain.log import Entry
from interview_desk.domain.rubric import Level
from interview_desk.domain.script import Kit
from interview_desk.domain.state import State
from interview_desk.domain.timing import clock_text
from interview_desk.door.kept import Tell, kept_aside, rescue
from interview_desk.door.options import Conduct, Options, kept_for, local_first
from interview_desk.door.reviews import user_name
from interview_desk.door.team_line import TeamLine, password_moved_out
from interview_desk.errors import DeskError, StorageError
from interview_desk.library.catalogue import Catalogue
from interview_desk.sessions.live import Live, open_live, resume_live
from interview_desk.storage.files import look_at
from interview_desk.storage.lease import Taken
from interview_desk.storage.names import new_session_id
from interview_desk.storage.writer import Writer, later
from interview_desk.team.password import keep_password
from interview_desk.ui.application import apply_motion, make_application
from interview_desk.ui.background import Background
from interview_desk.ui.conducting import Conducting
from interview_desk.ui.crash import CrashReports
from interview_desk.ui.ending import Ending
from interview_desk.ui.layout import Layout
from interview_desk.ui.main_window import MainWindow, Shown
from interview_desk.ui.theme import apply_theme, tokens

# PySide reads the source of every module that is imported after it, in search of its own name: what is not of the
# screen is imported before it.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from interview_desk.door.pages import Pages
    from interview_desk.insights.known import Known
    from interview_desk.storage.glance import Interrupted
    from interview_desk.ui.pages.home_desk import HomeDesk
    from interview_desk.ui.pages.prepare import Prepared
    from interview_desk.ui.pages.prepare_desk import PrepareDesk
    from interview_desk.ui.pages.settings_desk import SettingsDesk
    from interview_desk.ui.replay_desk import ReplayDesk
    from interview_desk.ui.replaying import Replaying
    from interview_desk.ui.sound_desk import SoundDesk
    from interview_desk.ui.wrapping_up import WrappingUp


# Importing SQLAlchemy beside the screen's thread would hold the first keys up for a tenth of the start.
FIRST_MOMENT_MS = 200
# The line to the team takes as long to begin, and has all the time in the world.
TEAM_MOMENT_MS = 1_000


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
    replayed = kept_for(options, chosen).reviews.reviewable(options.replay) if options.replay else None
    chosen = password_moved_out(options.data, chosen)
    options = local_first(options, chosen)
    kept = kept_for(options, chosen)
    found = kept.interrupted_of(kit.id) if kit is not None and asked is not None and asked.resume else None
    app = make_application(chosen)
    desk = Desk(options, chosen, catalogue, SystemClock(), problems)
    desk.crashes.install()
    desk.window.closed.connect(app.quit)
    if replayed is not None:
        desk.replay_desk.show(replayed, options.replay_at_ms)
    elif found is not None:
        desk.go_on(found)
    elif kit is not None and asked is not None:
        desk.conduct(kit, asked)
    else:
        desk.home()
    if desk.problems:
        desk.window.notices.say(" ".join(desk.problems))
    desk.window.show()
    ending = Ending(desk.window)
    code = app.exec()
    desk.close()
    ending.let_go()
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
        self._home_desk: HomeDesk | None = None
        self._prepare_desk: PrepareDesk | None = None
        self._settings_desk: SettingsDesk | None = None
        self._before_settings: Shown | None = None
        self._toggled: Literal["light", "dark"] | None = None
        self._wrapping_up: WrappingUp | None = None
        self._replay_desk: ReplayDesk | None = None
        self._sound_desk: SoundDesk | None = None
        self.lost: StorageError | None = None
        """What could not be saved at the end, and where it is instead."""
        self.window = MainWindow()
        self._layout = Layout(paths.layout_file(options.data))
        self._layout.restore(self.window)
        self.window.closed.connect(self._keep_layout)
        if options.demo:
            self.window.mark("Demo: nothing here is real, and nothing of it is kept")
        self.background = Background(self._failed)
        self.crashes = CrashReports(paths.crash_dir(options.data), self.window)
        self.crashes.told.connect(self.window.notices.say)
        self._team_line = TeamLine(self.window, options.database, options.team)
        self._team_line.shown.compared.connect(self._say_whose)
        self._kept = kept_for(options, chosen, self._who, self._team_line.compared)
        self._pages = self._make_pages()
        self.window.first_painted.connect(self._first_painted)
        self.window.desk.bind(
            {
                "app.quit": self.window.close,
                "page.home": self.home,
                "page.library": self._pages.open_library,
                "page.calibration": self._pages.open_calibration,
                "page.training": lambda: self._pages.training.open(),
                "review.reflect": lambda: self._pages.training.look_back(self._session),
                "page.people": self._pages.open_people,
                "app.settings": self._show_settings,
                "theme.toggle": self._toggle_theme,
                "interview.resume": self._resume_offered,
                "prepare.own": self._prepare_own,
                "help.tour": self._pages.go_on_tour,
                "app.demo": self._open_demo,
                "replay.open": self._replay_chosen,
                "experience.record": lambda: self._pages.ask_candidate(self._session, self._at_home),
                "review.blind": self._score_chosen_blind,
            }
        )

    def _make_pages(self) -> Pages:
        from interview_desk.door.pages import Pages

        pages = Pages(
            self.window,
            self.background,
            self._kept,
            self._catalogue,
            self._clock,
            lambda: self._settings,
            lambda: self._conducting.live.state if self._conducting is not None else None,
        )
        pages.prepare_wanted.connect(self._prepare_from_library)
        pages.own_wanted.connect(self._prepare_own)
        pages.replay_wanted.connect(self._replay_listed)
        pages.blind_wanted.connect(lambda session, title: self.replay_desk.open_blind(session, title))
        pages.left.connect(self._go_back)
        return pages

    @property
    def conducting(self) -> Conducting | None:
        """The session that is open, if any."""
        return self._conducting

    @property
    def unsaved(self) -> int:
        """How many entries of the open session are not on the disk yet."""
        return len(self._writer.unsaved) if self._writer is not None else 0

    def home(self, session: str = "") -> None:
        """Show what there is to do, a session chosen where one is named; an open session is kept and let go."""
        if self._conducting is not None and self._conducting.live.state.phase == "running":
            self.window.notices.say("The interview is running: Ctrl+P pauses it, Ctrl+E wraps it up.")
            return
        self._let_go()
        if self._home_desk is None:
            from interview_desk.ui.pages.home_desk import HomeDesk

            self._home_desk = HomeDesk(self.window, self.background, self._kept.lines, self._kept.add, self._clock.wall)
            self._home_desk.conduct_wanted.connect(self._prepare)
            self._home_desk.own_wanted.connect(self._prepare_own)
            self._home_desk.resume_wanted.connect(self.resume)
        self._home_desk.open(session)
        self._look_after()

    def _look_after(self) -> None:
        """Let what is kept be made private and backed up in the background; said is only what a person has to do."""
        if not self._options.demo:
            chosen, now = self._settings, self._clock.wall()
            self.background.run(lambda: self._kept.look_after(chosen, now), self._say_due)

    def _say_due(self, due: int) -> None:
        """Say at home that interviews have been kept for as long as they were to be; nothing is erased by itself."""
        if due and self._home_desk is not None and self.window.page is self._home_desk.page:
            some = "1 interview has" if due == 1 else f"{due} interviews have"
            self.window.notices.say(f"{some} been kept for as long as they were to be: Ctrl+Alt+P shows whose.")

    def conduct(self, kit: Kit, asked: Conduct) -> None:
        """Open the live window on a kit, as the command line asked for it."""
        interviewer = asked.interviewer or self._who()
        self._begin(kit, asked.candidate or "Candidate", interviewer, asked.level or kit.level, asked.practice)
        if asked.start:
            self._start()

    def resume(self, session: str) -> None:
        """Go on with a session: live where it was interrupted or only prepared, in its wrap-up where it has ended.

        One that is scored blind here is gone on with as such.
        """
        try:
            if session in self._kept.reviews.sealed():
                self.replay_desk.open_blind(session)
                return
            found = self._kept.to_go_on(session)
        except Taken:
            self._look_on(session)
            return
        except DeskError as error:
            self._failed(error)
            return
        self.go_on(found)

    def _look_on(self, session: str) -> None:
        """Show a session that another window is writing to, as it is kept by now, and change nothing."""

        from interview_desk.sessions.reviewing import Reviewable

        def show(entries: list[Entry]) -> None:
            self.replay_desk.show(Reviewable("", entries), entries[-1].offset_ms)
            self.window.notices.say("Another window is conducting this interview: here it can be looked at, up to now.")

        self.background.run(lambda: self._kept.entries(session), show)

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
        return self._replay_desk.replaying if self._replay_desk is not None else None

    @property
    def replay_desk(self) -> ReplayDesk:
        """What replays sessions; Esc then goes back to the open session, or home."""
        if self._replay_desk is None:
            from interview_desk.ui.replay_desk import ReplayDesk

            reviews, hear = self._kept.reviews, self._sound().hear
            self._replay_desk = ReplayDesk(self.window, self.background, self._clock, reviews, hear)
            self._replay_desk.left.connect(self._leave_replay)
        return self._replay_desk

    def _replay_chosen(self) -> None:
        """Replay the session that is open in its wrap-up, or the one that is chosen at home."""
        conducting = self._conducting
        if self.replaying is not None:
            self.replaying.open()
        elif conducting is not None and conducting.live.state.phase != "ended":
            self.window.notices.say("The interview is not over: it can be replayed once it is wrapped up.")
        elif conducting is not None:
            self._replay_moment(0)
        elif (chosen := self._chosen_session()) is not None:
            self.replay_desk.open_kept(chosen.id)

    def _score_chosen_blind(self) -> None:
        """Score the session that is chosen at home blind; one that is seen already can't be."""
        if self.replaying is not None and self.replaying.page is self.window.page:
            self.window.notices.say("This session is shown as it is: choose one at home to score it blind.")
        elif (chosen := self._chosen_session()) is not None:
            self.replay_desk.open_blind(chosen.id)

    @property
    def _is_under_way(self) -> bool:
        """Whether an interview is open that has begun and is not over."""
        return self._conducting is not None and self._conducting.live.state.phase in ("running", "paused")

    def _chosen_session(self) -> SessionLine | None:
        """Return the session that is chosen at home; where none is, say so."""
        chosen = self._at_home
        if chosen is None:
            here = self._home_desk is not None and self.window.page is self._home_desk.page
            way = "Up and Down do that" if here else "Ctrl+Home goes there"
            self.window.notices.say(f"Choose a session at home first: {way}.")
        return chosen

    @property
    def _at_home(self) -> SessionLine | None:
        """The session that is chosen at home, where home is shown."""
        return self._home_desk.chosen if self._home_desk is not None else None

    def _replay_moment(self, ms: int) -> None:
        """Replay the open session from a time that was clicked in its wrap-up."""
        if self._conducting is None:
            return
        from interview_desk.sessions.reviewing import Reviewable

        entries = list(self._conducting.live.log)
        try:
            kept = bool(self._session) and self._kept.is_there
            found = self._kept.reviews.reviewable(self._session, entries) if kept else Reviewable("", entries)
        except DeskError as error:  # it can be looked at all the same
            self._failed(error)
            found = Reviewable("", entries)
        self.replay_desk.show(found, ms)

    def _leave_replay(self) -> None:
        self._close_replay()
        if not self._pages.back_to_training(self.replay_desk.came_from):
            self._go_back()

    def _close_replay(self) -> None:
        if self._replay_desk is not None:
            self._replay_desk.close()

    def _who(self) -> str:
        """Who sits here, as the settings have it."""
        return self._settings.interviewer or user_name()

    def close(self) -> None:
        """Keep what is left to keep, and let everything go."""
        self._let_go()
        self._look_after()
        self._pages.close()
        self._team_line.close()
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

    def _prepare(self, kit: str) -> None:
        try:
            self._preparing().open(kit, self._who())
        except DeskError as error:
            self._failed(error)

    def _prepare_own(self, question: str = "") -> None:
        """Put a kit together on the spot, from a question that is chosen already or not."""
        if self._is_under_way:
            self.window.notices.say("An interview is under way: it comes first.")
        else:
            self._preparing().open_own(self._who(), question)

    def _preparing(self) -> PrepareDesk:
        if self._prepare_desk is None:
            from interview_desk.door.preparing import Preparing
            from interview_desk.ui.pages.prepare_desk import PrepareDesk

            preparer = Preparing(self._kept, self._catalogue, self._clock.wall, lambda: self._settings.report_language)
            self._prepare_desk = PrepareDesk(self.window, self.background, preparer, self._clock.wall)
            self._prepare_desk.start_wanted.connect(self._start_prepared)
            self._prepare_desk.kept.connect(self.home)
            self._prepare_desk.left.connect(self.home)
        return self._prepare_desk

    def _go_back(self) -> None:
        """Go back to the open session, or home where there is none."""
        if (going_on := self.replaying or self._wrapping_up or self._conducting) is not None:
            going_on.open()
        else:
            self.home()

    def _prepare_from_library(self, kit: str) -> None:
        if self._is_under_way:
            self.window.notices.say("An interview is under way: Esc goes back to it.")
        else:
            self._prepare(kit)

    def _start_prepared(self, it: Prepared) -> None:
        self._begin(it.kit, it.candidate, it.interviewer, it.level, it.practice)
        self._start()

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
        if self._painted:
            if writer is not None:
                writer.start()
            self._sound().follow(self._conducting, self._session)
        return self._conducting

    def _sound(self) -> SoundDesk:
        if self._sound_desk is None:
            from interview_desk.ui.sound_desk import SoundDesk

            folder = partial(paths.audio_dir, self._options.data)
            self._sound_desk = SoundDesk(self.window, self.background, folder, lambda: self._settings.audio)
        return self._sound_desk

    def _new_writer(self, session: str) -> Writer:
        """Make the thread that keeps a session; it starts after the first paint, because it imports SQLAlchemy."""
        self._session = session
        self._team_line.follow(session)
        return Writer(
            later(self._options.database, make_folder=True),
            session,
            self._saved,
            lambda sentence: self._tell(lambda it: it.adapter.trouble.emit(sentence)),
        )

    def _saved(self, seq: int) -> None:
        self._team_line.wake()
        self._tell(lambda it: it.adapter.saved.emit(seq))

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
            candidates=self._kept.candidates,
            language=self._settings.report_language,
        )
        self._wrapping_up.moment_wanted.connect(self._replay_moment)
        self._wrapping_up.open()

    def _replay_listed(self, session: str) -> None:
        """Replay a session that stands behind a figure."""
        if self._is_under_way:
            self.window.notices.say("An interview is under way: Esc goes back to it.")
            return
        self.replay_desk.open_kept(session)

    def _know_past(self, state: State, tell: Tell) -> Known | None:
        return self._kept.known(state, self._session, self._settings.assignment, self._settings.calibrate, tell)

    def _let_go(self) -> None:
        """Keep the open session to its last entry, and close it."""
        self._close_replay()
        if self._sound_desk is not None:
            self._sound_desk.let_go()
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
            self._team_line.follow("")

    def _first_painted(self) -> None:
        """Leave the first moment to whoever types at once; only then begin what was put off for the window's sake."""
        from PySide6.QtCore import QTimer

        QTimer.singleShot(FIRST_MOMENT_MS, self._begin_to_keep)
        QTimer.singleShot(TEAM_MOMENT_MS, self._team_line.begin)

    def _begin_to_keep(self) -> None:
        self._painted = True
        if not gc.isenabled():  # the command line put it off until now
            gc.freeze()  # what stands stays: no later collection, in the midst of an interview, looks at it again
            gc.enable()
        if self._writer is not None:
            self._writer.start()
        if self._conducting is not None:
            self._sound().follow(self._conducting, self._session)
        asked = self._options.conduct
        if asked is not None and not asked.resume and not asked.practice:
            self.background.run(self._kept.interrupted, self._offer)

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

    def _open_demo(self) -> None:
        from interview_desk.ui.second_window import open_demo

        if self._options.demo:
            self.window.notices.say("This is the demo: open the finished interview below, or try a kit.")
        elif open_demo():
            self.window.notices.say("The demo opens in a window of its own in a moment; nothing here is touched.")
        else:
            self.window.notices.say("The demo could not be started from here: `interview-desk demo` opens it.")

    def _keep_layout(self) -> None:
        if self._conducting is not None:
            self._layout.columns = self._conducting.page.shares()
        self._layout.keep(self.window)

    def _show_settings(self) -> None:
        """Show the settings; an open session goes on behind them."""
        if self._settings_desk is None:
            from interview_desk.ui.pages.settings_desk import SettingsDesk

            file = paths.settings_file(self._options.data)
            self._settings_desk = SettingsDesk(self.window, file, self.problems, self._keep_password)
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
            if before.theme != chosen.theme:
                self._toggled = None  # what the key chose makes way for what the setting says
            apply_theme(_application(), self._toggled or chosen.theme, chosen.text_percent / 100)
        if before.reduced_motion != chosen.reduced_motion:
            apply_motion(_application(), reduced=chosen.reduced_motion)
        if before.keys != chosen.keys:
            commands.use_keys(chosen.keys)
            self.window.show_keys()
        if before.team_database != chosen.team_database:
            self._choose_team()

    def _say_whose(self, words: str) -> None:
        """Say on the pages that compare with whose interviews they do."""
        if self._wrapping_up is not None:
            self._wrapping_up.page.show_whose(words)
        self._pages.show_whose(words)

    def _keep_password(self, password: str) -> None:
        keep_password(paths.team_password_file(self._options.data), password)
        self._choose_team()

    def _choose_team(self) -> None:
        """Deliver to the team that the settings name from now on, and compare with its interviews."""
        team = local_first(self._options, self._settings).team
        self._team_line.choose(team)
        self._kept.team = team

    def _toggle_theme(self) -> None:
        self._toggled = "light" if tokens().name == "dark" else "dark"
        apply_theme(_application(), self._toggled, self._settings.text_percent / 100)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, DeskError):
            self.window.notices.say(str(error))
        else:
            self.crashes.report(error)


def _application() -> QApplication:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
